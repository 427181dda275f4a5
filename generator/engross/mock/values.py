"""Values of schemas, the same for the same seed: what is documented, else what is made up.

A value is built from the keywords, members of objects with all that is optional, and then held
against its schema by a validator that knows nothing of how it was built. Where that refuses it,
another way of building is tried, and in the end the candidates of `engross.diff`, which come from
the canonical form of the schema and are bare, but know of every keyword.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final
from zlib import crc32

from engross.diff.containment import Form, candidates
from engross.diff.documents import Direction
from engross.diff.exact import dumped
from engross.diff.normal import normalise, same
from engross.ir import ABSENT, Json, Ref, Schema
from engross.mock import scalars
from engross.mock.media import is_json
from engross.mock.scalars import NoValueError, TooLargeError
from engross.mock.schemas import Schemas
from engross.names import in_full
from engross.pointer import ROOT, Pointer

_DEEPEST: Final = 6
"""Objects inside one another from which on what is optional is left out."""
_MOST: Final = 1500
"""Values in one from which on what is optional is left out."""
_TRIES: Final = 400

# Of several types the one that says most.
_ORDER: Final = ("object", "array", "string", "number", "integer", "boolean", "null")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One way of building."""

    documented: bool = False
    """Whether examples and defaults of schemas are taken."""
    full: bool = True
    """Whether optional members are there."""
    turn: int = 0
    """Which alternative of a choice is tried first."""


_WAYS: Final = (
    _Way(documented=True),
    _Way(),
    _Way(full=False),
    _Way(full=False, turn=1),
    _Way(turn=1),
)


@dataclass(slots=True)
class Maker:
    """Makes the values of answers."""

    schemas: Schemas
    seed: int = 0

    def value(self, schema: Schema | Ref, *, documented: bool = True, index: int = 0) -> Json:
        """Make a value that a schema allows.

        Args:
            schema: It.
            documented: Whether to take examples and defaults of schemas where they fit.
            index: Tells this value from others of the same schema.

        Raises:
            NoValueError: None was found.
        """
        for way in _WAYS if documented else _WAYS[1:]:
            try:
                made = _Building(self, way, index).value(schema)
            except TooLargeError:
                raise
            except (NoValueError, RecursionError):
                continue
            if self.schemas.is_valid(schema, made, Direction.RESPONSE):
                return made
        form = Form(self.schemas.document(schema, Direction.RESPONSE))
        for made in islice(candidates(form, form), _TRIES):
            if self.schemas.is_valid(schema, made, Direction.RESPONSE):
                return made
        raise NoValueError(f"no value of {schema.pointer} could be made")


class _Building:
    """One value being built."""

    def __init__(self, maker: Maker, way: _Way, index: int) -> None:
        self._schemas = maker.schemas
        self._seed = maker.seed
        self._way = way
        self._index = index
        self._count = 0

    def value(self, schema: Schema | Ref) -> Json:
        return self._value(schema, ROOT, ())

    def _number(self, place: Pointer) -> int:
        """Give the number that belongs to a place in the value."""
        return crc32(f"{self._seed} {self._index} {place}".encode("utf-8", "replace"))

    def _value(self, schema: Schema | Ref, place: Pointer, inside: tuple[Pointer, ...]) -> Json:
        self._count += 1
        normal = normalise(self._schemas.api, schema)
        said = normal.schema
        if said.never:
            raise NoValueError(f"{said.pointer} allows no value")
        if not {said.pointer, *normal.parts}.isdisjoint(inside):
            raise NoValueError(f"{said.pointer} contains itself")
        if self._way.documented:
            for shown in _documented(said):
                if self._schemas.is_valid(schema, shown, Direction.RESPONSE):
                    return shown
        if said.enum is not None:
            return self._member(said.enum, place)
        if said.any_of or said.one_of:
            return self._choice(schema, said, place, inside)
        return self._of_type(said, place, (*inside, *normal.parts))

    def _member(self, enum: tuple[Json, ...], place: Pointer) -> Json:
        values = [value for value in enum if value is not None] or [None]
        return values[self._number(place) % len(values) if self._seed else 0]

    def _choice(
        self, schema: Schema | Ref, said: Schema, place: Pointer, inside: tuple[Pointer, ...]
    ) -> Json:
        """Make a value of one alternative that no other takes for its own."""
        made: list[Json] = []
        for value in self._alternatives(said, place, inside):
            if not said.one_of or self._schemas.is_valid(schema, value, Direction.RESPONSE):
                return value
            made.append(value)
        if not made:
            raise NoValueError(f"{said.pointer}: no alternative allows a value")
        form = Form(self._schemas.document(schema, Direction.RESPONSE))
        tried = islice(candidates(form, form), _TRIES)
        fit = (v for v in tried if self._schemas.is_valid(schema, v, Direction.RESPONSE))
        return next(fit, made[0])

    def _alternatives(
        self, said: Schema, place: Pointer, inside: tuple[Pointer, ...]
    ) -> Iterator[Json]:
        """Make values of one alternative each, which keep to what is said beside it too."""
        if said.one_of:
            branches, beside = said.one_of, replace(said, one_of=())
        else:
            branches, beside = said.any_of, replace(said, any_of=())
        start = self._way.turn + (self._number(place) if self._seed else 0)
        for offset in range(len(branches)):
            branch = branches[(start + offset) % len(branches)]
            is_last = offset == len(branches) - 1
            if self._schemas.types(branch) == {"null"} and not is_last:
                continue
            both = Schema(pointer=branch.pointer / "allOf", all_of=(beside, branch))
            try:
                made = self._value(both, place, inside)
            except NoValueError:
                continue
            yield self._tagged(said, branch, made)

    def _of_type(self, said: Schema, place: Pointer, inside: tuple[Pointer, ...]) -> Json:
        types = said.type or self._schemas.types(said) or frozenset({"string"})
        kind = next(name for name in _ORDER if name in types)
        word = next((t for t in reversed(place.tokens) if not t.isdigit()), "text")
        match kind:
            case "object":
                return self._object(said, place, inside)
            case "array":
                return self._array(said, place, inside)
            case "string" if said.content_schema is not None and _is_json(said):
                return dumped(self._value(said.content_schema, place, inside))
            case "string":
                return scalars.text(said, self._number(place), word)
            case "boolean":
                return self._number(place) % 2 == 0
            case "null":
                return None
        return scalars.number(said, self._number(place), integer=kind == "integer")

    # --- Objects ----------------------------------------------------------------------------------

    def _object(self, said: Schema, place: Pointer, inside: tuple[Pointer, ...]) -> dict[str, Json]:
        made: dict[str, Json] = {}
        room = self._way.full and len(inside) <= _DEEPEST and self._count < _MOST
        for name, child in said.properties.items():
            needed = name in said.required
            if (needed or room) and not self._schemas.is_hidden(child, Direction.RESPONSE):
                try:
                    made[name] = self._value(child, place / name, inside)
                except NoValueError:
                    if needed:
                        raise
        for name in self._further(said, made):
            made[name] = self._further_value(said, place / name, inside)
        if (tag := said.discriminator) is not None and isinstance(made.get(tag.property_name), str):
            made = self._tagged(said, said, made)
        for name in [name for name in made if name not in said.required]:
            if said.max_properties is None or len(made) <= said.max_properties:
                break
            del made[name]
        return made

    def _tagged(self, said: Schema, branch: Schema | Ref, made: Json) -> Json:
        """Let the property of a discriminator name the schema that the value is of."""
        tag = said.discriminator
        if tag is None or not isinstance(made, dict):
            return made
        names = [*in_full(self._schemas.api, tag, [branch]).mapping]
        is_named = not names or made.get(tag.property_name) in names
        return made if is_named else {**made, tag.property_name: names[0]}

    def _further(self, said: Schema, made: dict[str, Json]) -> Iterator[str]:
        """Name the members that no `properties` describe: what is asked for, and one to see."""
        yield from (n for n in said.required if n not in said.properties)
        is_map = said.additional_properties is not None and not said.properties
        least = _at_most(said, max(said.min_properties or 0, int(is_map and self._way.full)))
        yield from (f"key{number}" for number in range(1, least - len(made) + 1))

    def _further_value(self, said: Schema, place: Pointer, inside: tuple[Pointer, ...]) -> Json:
        if said.additional_properties is None:
            return scalars.text(Schema(pointer=said.pointer), self._number(place), place.last)
        return self._value(said.additional_properties, place, inside)

    # --- Arrays -----------------------------------------------------------------------------------

    def _array(self, said: Schema, place: Pointer, inside: tuple[Pointer, ...]) -> list[Json]:
        made = [
            self._value(item, place / index, inside) for index, item in enumerate(said.prefix_items)
        ]
        if said.contains is not None:
            made.append(self._value(said.contains, place / len(made), inside))
        least = _at_most(said, said.min_items or 0)
        wanted = max(least, int(self._way.full))
        wanted = wanted if said.max_items is None else min(wanted, said.max_items)
        tries = 0
        while len(made) < wanted:
            try:
                item = self._item(said, place / (len(made) + tries), inside)
            except NoValueError:
                if len(made) < least:
                    raise
                break
            if said.unique_items and any(same(item, other) for other in made) and tries < _TRIES:
                tries += 1
                continue
            made.append(item)
        return made

    def _item(self, said: Schema, place: Pointer, inside: tuple[Pointer, ...]) -> Json:
        if said.items is None:
            return scalars.text(Schema(pointer=said.pointer), self._number(place), "item")
        return self._value(said.items, place, inside)


def _at_most(said: Schema, least: int) -> int:
    if least > _MOST:
        raise TooLargeError(f"{said.pointer} asks for {least} parts")
    return least


def _is_json(said: Schema) -> bool:
    return is_json(said.content_media_type or "")


def _documented(said: Schema) -> Iterator[Json]:
    yield from said.examples
    if said.default is not ABSENT and said.default is not None:
        yield said.default
