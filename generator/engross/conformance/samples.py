"""Makes values of a schema: what travels in JSON, and what a caller in Python sees of it.

Every leaf gets a sentinel of its own, so that two fields which are taken for each other show.
The Python side is a description which the runner turns into values and compares with values:
a plain JSON scalar for itself, and `{"decimal": "15.00"}`, `{"enum": [class, member]}`,
`{"model": class, "fields": {...}}`, `{"list": [...]}`, ... for the rest. What a model has beside
its fields is `extra`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engross.conformance.runner.exact import Json, is_array, is_object
from engross.conformance.scalars import NoValueError, json_types, member_value, scalar, tree
from engross.conformance.shapes import Member, Shape, Shapes
from engross.ir import Ref, Schema
from engross.pointer import ROOT, Pointer

SCALARS_PER_SAMPLE = 600
"""Optional members beyond this many scalars are left out: a suite must stay quick."""
MOST_SCALARS = 4 * SCALARS_PER_SAMPLE
"""A schema whose required members are more than this many is not made up."""
DEEPEST = 12
MOST_ELEMENTS = 100
ELEMENT = "0"
"""The token of the first element of a made-up array."""
Parts = dict[tuple[Pointer, bool, bool, int, bool], tuple[Json, Json, int]]
"""Schema, full or not, sent or not, how deep, first in its body or not → the object on the wire and
in Python, and how many scalars it has."""
VALUE = "key-1"
"""The key of the first value of a made-up map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One property or element that a sample contains."""

    wire: Pointer
    """Where it stands in the body."""
    access: str
    """How Python reaches it from the parsed answer: `.data.limits[0].amount`."""
    shape: Shape
    place: Pointer
    """The property or the items in the spec."""
    member: Member | None
    """Empty for an element of an array or of a map."""
    value: Json
    python: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A value of a schema."""

    wire: Json
    python: Json
    leaves: tuple[Leaf, ...] = ()
    """Outer ones first."""

    @classmethod
    def of_text(cls, text: str) -> Sample:
        """Give the sample of a text that was chosen, not made up."""
        return cls(wire=text, python=text)


@dataclass(slots=True)
class Sampler:
    """Makes samples; numbers its sentinels as it goes, so one is used for one body."""

    shapes: Shapes
    full: bool = True
    """Whether optional members are there."""
    writes: bool = False
    """Whether it is for a request: then `readOnly` members are left out, else `writeOnly` ones."""
    needed: str = ""
    """A member of the outermost object that has to be there although it is optional."""
    parts: Parts | None = None
    """Objects inside that were made up before, for any body; where these are given, two of each
    schema will do, and there are leaves of those alone that are made up now."""
    depth: int | None = None
    """How deep there is more than what is required, if not as deep as the shapes say."""
    count: int = 0
    leaves: list[Leaf] = field(default_factory=list)
    met: set[Pointer] = field(default_factory=set)

    def sample(self, schema: Schema | Ref, word: str = "") -> Sample:
        """Make a value.

        Args:
            schema: What the value must keep to.
            word: Makes a scalar recognisable: the argument's name.

        Raises:
            NoValueError: The schema asks for something that cannot be made up.
        """
        wire, python = self._value(schema, ROOT / word if word else ROOT, "", ())
        return Sample(wire=wire, python=python, leaves=tuple(self.leaves))

    def _value(
        self, schema: Schema | Ref, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> tuple[Json, Json]:
        shape = self.shapes.of(schema)
        if shape.schema.never:
            raise NoValueError(f"{shape.schema.pointer} allows no value")
        if shape.kind == "object" and self.parts is not None and inside:
            return self._part(shape, wire, access, inside)
        if shape.kind == "object":
            return self._object(shape, wire, access, inside)
        if shape.kind in {"array", "map"}:
            return self._container(shape, wire, access, inside)
        if shape.kind == "union" and shape.options:
            return self._branch(shape, wire, access, inside)
        if shape.kind == "any" and shape.schema.prefix_items:
            return self._tuple(shape, wire, access, inside)
        self.count += 1
        return scalar(shape, self.count, wire.last)

    def _branch(
        self, shape: Shape, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> tuple[Json, Json]:
        """Make a value of the first branch; its parts are varied where no other could take it."""
        at = self._at()
        first, *others = shape.options
        value, made = self._value(first, wire, access, inside)
        python: Json = {"any": value}
        if named := self.shapes.tags(shape.schema, first):
            value, python = self._tagged(shape, named, value, made)
        elif any(could_take(self.shapes, option, value) for option in others):
            self._forget(at)
        # Without the tag of its branch nobody can tell what an object is.
        tags = {wire / tag for tag in self._tags(shape)}
        start, _ = at
        self.leaves[start:] = [leaf for leaf in self.leaves[start:] if leaf.wire not in tags]
        return value, python

    def _tagged(
        self, union: Shape, named: tuple[str, ...], value: Json, python: Json
    ) -> tuple[Json, Json]:
        """Give an object a tag that names its branch."""
        told, branch = union.schema.discriminator, self.shapes.of(union.options[0])
        if told is None or not is_object(value):
            return value, {"any": value}
        member = next((m for m in branch.members if m.wire == told.property_name), None)
        has_tag = value.get(told.property_name) in named or (member is None and self.writes)
        tag = named[0]
        tagged = value if has_tag else {**value, told.property_name: tag}
        if member is None or not branch.name or not member.python:
            return tagged, {"any": tagged}
        if has_tag:
            return value, python
        shape = self.shapes.of(member.schema)
        listed = shape.kind == "enum" and tag in shape.values
        _, text = member_value(shape, shape.values.index(tag)) if listed else (tag, tag)
        return tagged, {**python, "fields": {**python["fields"], member.python: text}}

    def _tags(self, union: Shape) -> Iterator[str]:
        """Give the members that tell the branches of a union apart."""
        if union.schema.discriminator is not None:
            yield union.schema.discriminator.property_name
        for option in union.options:
            for member in self.shapes.of(option).members:
                if self.shapes.of(member.schema).kind == "literal":
                    yield member.wire

    def _part(
        self, shape: Shape, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> tuple[Json, Json]:
        assert self.parts is not None
        pointer = shape.schema.pointer
        level = min(len(inside), self._depth)
        key = (pointer, self.full, self.writes, level, pointer in self.met)
        self.met.add(pointer)
        if key not in self.parts:
            before = self.count
            value = self._object(shape, wire, access, inside)
            self.parts[key] = (*value, self.count - before)
            return value
        value, python, count = self.parts[key]
        self.count += count
        return value, python

    @property
    def _depth(self) -> int:
        return self.shapes.depth if self.depth is None else self.depth

    def _at(self) -> tuple[int, int]:
        """Say where the leaves and parts end that were made so far."""
        return len(self.leaves), len(self.parts or ())

    def _forget(self, at: tuple[int, int]) -> None:
        """Take back the leaves since then, and the parts that they stand for in other bodies."""
        leaves, parts = at
        del self.leaves[leaves:]
        while self.parts and len(self.parts) > parts:
            self.parts.popitem()

    def _object(
        self, shape: Shape, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> tuple[Json, Json]:
        body: dict[str, Json] = {}
        fields: dict[str, Json] = {}
        here = (*inside, shape.schema.pointer)
        if len(here) > DEEPEST or here.count(shape.schema.pointer) > 2:
            raise NoValueError(f"{shape.schema.pointer} contains itself without end")
        if self.count > MOST_SCALARS:
            raise NoValueError(f"{shape.schema.pointer} is in a value that is too large")
        for member in self._wanted(shape, here):
            place, reach = wire / member.wire, f"{access}.{member.python}"
            at = self._at()
            try:
                value, python = self._value(member.schema, place, reach, here)
            except NoValueError:
                self._forget(at)
                if member.required:
                    raise
                continue
            body[member.wire], fields[member.python] = value, python
            self._note(at[0], place, reach, member.schema, member.pointer, member, (value, python))
        made: dict[str, Json] = {"model": shape.name, "fields": fields}
        return body | self._further(shape, wire, access, here, made), made

    def _further(
        self,
        shape: Shape,
        wire: Pointer,
        access: str,
        here: tuple[Pointer, ...],
        made: dict[str, Json],
    ) -> dict[str, Json]:
        """Make a member that the object does not list, where it says what such a one is."""
        extra = self.shapes.further(shape)
        if extra is None or not self._has_room(here) or VALUE in (m.wire for m in shape.members):
            return {}
        if self._is_endless(self.shapes.of(extra), here):
            return {}
        at, place, reach = self._at(), wire / VALUE, f'{access}.model_extra["{VALUE}"]'
        try:
            value, python = self._value(extra, place, reach, here)
        except NoValueError:
            self._forget(at)
            return {}
        self._note(at[0], place, reach, extra, extra.pointer, None, (value, python))
        made["extra"] = {VALUE: python}
        return {VALUE: value}

    def _has_room(self, here: tuple[Pointer, ...]) -> bool:
        """Whether there is more than what is required."""
        return self.full and len(here) <= self._depth and self.count < SCALARS_PER_SAMPLE

    def _wanted(self, shape: Shape, here: tuple[Pointer, ...]) -> Iterator[Member]:
        for member in shape.members:
            needed = member.listed or (len(here) == 1 and member.wire == self.needed)
            if member.python and (needed or self._has_room(here)):
                target = self.shapes.of(member.schema)
                wrong_way = target.schema.read_only if self.writes else target.schema.write_only
                if not wrong_way and (needed or not self._is_endless(target, here)):
                    yield member

    def _is_endless(self, shape: Shape, here: tuple[Pointer, ...]) -> bool:
        """Whether an object, or a list of such, stands inside one of the same schema."""
        inner = self.shapes.of(shape.items) if shape.items is not None else shape
        return inner.kind == "object" and (inner.schema.pointer in here or len(here) >= DEEPEST)

    def _container(
        self, shape: Shape, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> tuple[Json, Json]:
        is_map = shape.kind == "map"
        key = VALUE if is_map else ELEMENT
        reach = f'{access}["{VALUE}"]' if is_map else f"{access}[{ELEMENT}]"
        tag = "dict" if is_map else "list"
        if shape.items is None:
            self.count += 1
            text = f"free-{self.count}"
            wire_value: Json = {VALUE: text} if is_map else [text]
            return wire_value, {tag: wire_value}
        if (shape.schema.min_items or 0) > MOST_ELEMENTS:
            raise NoValueError(f"{shape.schema.pointer} asks for {shape.schema.min_items} elements")
        if shape.schema.pointer in inside:
            # A list of such lists: the innermost is empty.
            end: Json = {} if is_map else []
            return end, {tag: end}
        here = (*inside, shape.schema.pointer)
        at = len(self.leaves)
        value, python = self._value(shape.items, wire / key, reach, here)
        self._note(at, wire / key, reach, shape.items, shape.items.pointer, None, (value, python))
        pairs = [(value, python), *self._others(shape, wire / key, reach, here)]
        if is_map:
            keyed = {f"key-{n}": pair for n, pair in enumerate(pairs, start=1)}
            texts = {key: wire_value for key, (wire_value, _) in keyed.items()}
            return texts, {tag: {key: told for key, (_, told) in keyed.items()}}
        return [value for value, _ in pairs], {tag: [told for _, told in pairs]}

    def _tuple(
        self, shape: Shape, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> tuple[Json, Json]:
        """Make a list each of whose elements has a schema of its own; none is varied later."""
        if shape.schema.pointer in inside:
            raise NoValueError(f"{shape.schema.pointer} contains itself without end")
        at, here = self._at(), (*inside, shape.schema.pointer)
        value: Json = [
            self._value(item, wire / number, access, here)[0]
            for number, item in enumerate(shape.schema.prefix_items)
        ]
        self._forget(at)
        return value, {"any": value}

    def _others(
        self, shape: Shape, wire: Pointer, access: str, inside: tuple[Pointer, ...]
    ) -> Iterator[tuple[Json, Json]]:
        """Make a second element, and what the schema asks for beyond; none is varied later."""
        assert shape.items is not None
        at = self._at()
        wanted = max(self.shapes.elements, shape.schema.min_items or 0)
        for _ in range(min(wanted, shape.schema.max_items or wanted) - 1):
            yield self._value(shape.items, wire, access, inside)
            self._forget(at)

    def _note(
        self,
        at: int,
        wire: Pointer,
        access: str,
        schema: Schema | Ref,
        place: Pointer,
        member: Member | None,
        value: tuple[Json, Json],
    ) -> None:
        leaf = Leaf(
            wire=wire,
            access=access,
            shape=self.shapes.of(schema),
            place=place,
            member=member,
            value=value[0],
            python=value[1],
        )
        self.leaves.insert(at, leaf)


def could_take(shapes: Shapes, schema: Schema | Ref, value: Json) -> bool:
    """Whether a branch may hold a value, also once something inside the value is changed.

    Only what is missing, or a tag of another branch, is sure to keep a value out.
    """
    shape = shapes.of(schema)
    if shape.kind == "union":
        return any(could_take(shapes, option, value) for option in shape.options)
    if not is_object(value):
        return bool(json_types(value) & shape.types)
    return "object" in shape.types and not any(
        member.required and _keeps_out(shapes.of(member.schema), value, member.wire)
        for member in shape.members
    )


def _keeps_out(shape: Shape, value: dict[str, Json], wire: str) -> bool:
    """Whether a required member is missing, or has another value than the one it must have."""
    return wire not in value or (shape.kind == "literal" and value[wire] != tree(shape.values[0]))


def long_texts(value: Json) -> Iterator[str]:
    """Give every text inside a value which is long enough to be told apart."""
    if isinstance(value, str) and len(value) > len("id-1"):
        yield value
    elif is_array(value):
        for item in value:
            yield from long_texts(item)
    elif is_object(value):
        for item in value.values():
            yield from long_texts(item)
