"""The schemas of an API, asked: what types a value may have, and what is wrong with one."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import chain, islice
from typing import Any, Final

import jsonschema_rs
from jsonschema_rs import ValidationError, Validator

from engross.diff.documents import DIALECT, Direction, Document, Library, closed
from engross.diff.normal import normalise
from engross.ir import Api, Json, Ref, Schema, json_type
from engross.mock.problems import Fault
from engross.pointer import Pointer

_NO_LIMIT: Final = 10**9
_DEEPEST: Final = 20
_MOST: Final = 100
"""Faults of one value that are told."""


class Schemas:
    """The schemas of an API; what it takes to ask one is made when it is asked first."""

    def __init__(self, api: Api) -> None:
        self.api = api
        # A caller who sends a `readOnly` member is not held to it; the provider sends no
        # `writeOnly` one (OpenAPI 3.1, "Schema Object", as JSON Schema's annotations say).
        self._libraries = {
            direction: Library(
                name=direction.value,
                api=api,
                direction=direction,
                writes=direction is Direction.RESPONSE,
            )
            for direction in Direction
        }
        self._validators: dict[tuple[Pointer, Direction], Validator] = {}
        self._types: dict[Pointer, frozenset[str]] = {}
        self._written_out: dict[Pointer, Schema] = {}

    def validator(self, schema: Schema | Ref, direction: Direction) -> Validator:
        """Give the validator of a schema of the document."""
        key = (schema.pointer, direction)
        if key not in self._validators:
            self._validators[key] = _compiled(self.document(schema, direction))
        return self._validators[key]

    def document(self, schema: Schema | Ref, direction: Direction) -> Document:
        """Print a schema with everything that it refers to."""
        library = self._libraries[direction]
        whole = closed(library.document(schema), {library.name: library}, _NO_LIMIT)
        assert whole is not None
        bounded: Document = _bounded(whole)
        return bounded

    def is_valid(self, schema: Schema | Ref, value: Json, direction: Direction) -> bool:
        """Whether a schema allows a value."""
        try:
            return self.validator(schema, direction).is_valid(value)
        except ValueError:
            return False

    def faults(self, schema: Schema | Ref, value: Json, direction: Direction) -> list[Fault]:
        """Tell everything that is wrong with a value."""
        if self.is_valid(schema, value, direction):
            return []
        try:
            errors = self.validator(schema, direction).iter_errors(value)
            found = chain.from_iterable(map(_told, errors))
            return list(dict.fromkeys(islice(found, _MOST)))
        except ValueError as error:
            # Half of a surrogate pair, or nested more deeply than a validator goes.
            return [Fault(detail=f"cannot be read: {error}")]

    def is_hidden(self, schema: Schema | Ref, direction: Direction) -> bool:
        """Whether a property is no part of values in this direction."""
        return self._libraries[direction].is_hidden(schema)

    def written_out(self, schema: Schema | Ref) -> Schema:
        """Give a schema of the document with its references followed and its `allOf` joined."""
        if schema.pointer not in self._written_out:
            self._written_out[schema.pointer] = normalise(self.api, schema).schema
        return self._written_out[schema.pointer]

    def types(self, schema: Schema | Ref | None) -> frozenset[str]:
        """Name the JSON types that a value may have; none where any will do."""
        if schema is None:
            return frozenset()
        if schema.pointer not in self._types:
            self._types[schema.pointer] = self._types_of(schema, _DEEPEST)
        return self._types[schema.pointer]

    def _types_of(self, schema: Schema | Ref, depth: int) -> frozenset[str]:
        said = self.written_out(schema)
        if said.type or not depth:
            return said.type
        if said.enum is not None:
            return frozenset("null" if v is None else json_type(v) for v in said.enum)
        branches = [self._types_of(b, depth - 1) for b in (*said.any_of, *said.one_of)]
        if branches and all(branches):
            return frozenset[str]().union(*branches)
        if said.properties or said.additional_properties is not None:
            return frozenset({"object"})
        return frozenset({"array"}) if said.items is not None else frozenset()


def _told(error: ValidationError) -> Iterator[Fault]:
    """Tell of an error at the value it is about: of a missing member where it should be."""
    kind: Any = error.kind
    place = Pointer(tuple(str(token) for token in error.instance_path))
    if kind.name == "required":
        yield Fault(detail="is required", pointer=place / kind.property)
    elif kind.name in {"additionalProperties", "unevaluatedProperties"}:
        for name in kind.unexpected:
            yield Fault(detail="is not a member that is known here", pointer=place / name)
    elif (meant := _meant(error)) is not None:
        for inner in meant:
            yield from _told(inner)
    else:
        yield Fault(detail=error.message, pointer=place)


def _meant(error: ValidationError) -> list[ValidationError] | None:
    """Give the errors of the one alternative whose type is right; None where not one is."""
    branches: list[list[ValidationError]] = getattr(error.kind, "context", [])
    near = [branch for branch in branches if not any(_is_other_type(e, error) for e in branch)]
    return near[0] if len(near) == 1 and near[0] else None


def _is_other_type(inner: ValidationError, outer: ValidationError) -> bool:
    kind: Any = inner.kind
    return bool(kind.name == "type" and inner.instance_path == outer.instance_path)


# The OpenAPI Format Registry: formats that say how many bits a whole number has.
_BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    **{f"int{bits}": (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64)},
    **{f"uint{bits}": (0, 2**bits - 1) for bits in (8, 16, 32, 64)},
}


def _bounded(node: Any) -> Any:
    """Write the bounds of numbers that a format implies beside it, as keywords."""
    if isinstance(node, list):
        return [_bounded(item) for item in node]
    if not isinstance(node, dict):
        return node
    found = {key: _bounded(value) for key, value in node.items()}
    if isinstance(name := node.get("format"), str) and name in _BOUNDS:
        low, high = _BOUNDS[name]
        found["allOf"] = [*found.get("allOf", ()), {"minimum": low, "maximum": high}]
    return found


def _compiled(document: Document) -> Validator:
    """Make a validator; patterns that it cannot search with hold for every text."""
    whole: Any = {"$schema": DIALECT, **document} if isinstance(document, dict) else document
    try:
        return _validator(whole)
    except ValueError:
        return _validator(_searchable(whole))


def _validator(document: Any) -> Validator:
    # A mask: what a caller sent may be card data, and is not for logs.
    made: Validator = jsonschema_rs.validator_for(
        document, validate_formats=True, formats=_FORMATS, offline=True, mask="the value"
    )
    return made


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        return False
    return True


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


_FORMATS: Final[dict[str, Callable[[str], bool]]] = {
    "byte": _is_base64,
    "base64": _is_base64,
    "decimal": _is_decimal,
}
"""Formats of texts that JSON Schema has none of: of OpenAPI 3.0 and the Format Registry."""


def _searchable(node: Any) -> Any:
    """Leave out the patterns that no validator can be made with."""
    if isinstance(node, list):
        return [_searchable(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _searchable(value) for key, value in node.items() if key != "patternProperties"}
    if not _is_searchable(kept.get("pattern")):
        del kept["pattern"]
    if isinstance(named := node.get("patternProperties"), dict):
        kept["patternProperties"] = {
            pattern: _searchable(inner)
            for pattern, inner in named.items()
            if _is_searchable(pattern)
        }
    return kept


def _is_searchable(pattern: Any) -> bool:
    if not isinstance(pattern, str):
        return True
    try:
        _validator({"pattern": pattern})
    except ValueError:
        return False
    return True
