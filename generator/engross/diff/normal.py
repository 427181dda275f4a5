"""A schema with its references followed and its conjunctions written out.

Two spellings of one meaning come to one `Normal`: a `$ref` or what it leads to, an `allOf` or its
parts in one, a choice of one branch or that branch, `const` or an `enum` of one, null as a branch
or in the list of types. What cannot be written out without loss stays as it is, in `all_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Final

from engross.ir import ABSENT, Api, Json, Ref, Schema
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A schema as the edit layer compares it."""

    schema: Schema
    """All keywords that hold; `all_of` has only what could not be joined, `const` is an `enum`."""
    places: Mapping[str, Pointer]
    """Field of `schema` → the schema it was written in, where that is not `schema.pointer`."""
    parts: tuple[Pointer, ...] = ()
    """The schemas that it was made of."""
    is_const: bool = False
    """Whether the values were written as `const`."""
    is_choice: bool = False
    """Whether the types were written as alternatives."""

    def place(self, field: str) -> Pointer:
        """Name the schema a keyword was written in."""
        return self.places.get(field, self.schema.pointer)


class Normals:
    """Writes out the schemas of an API, each once."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self._known: dict[tuple[Pointer, ...], Normal] = {}

    def __call__(self, schema: Schema | Ref) -> Normal:
        """Write a schema out."""
        key = self.identity(schema)
        if key not in self._known:
            self._known[key] = normalise(self.api, schema)
        return self._known[key]

    def identity(self, schema: Schema | Ref) -> tuple[Pointer, ...]:
        """Name a schema by the places it is written in; a reference is what it leads to."""
        here: tuple[Pointer, ...] = ()
        while isinstance(schema, Ref):
            if any(_said_beside(schema)):
                here = (*here, schema.pointer)
            schema = self.api.schemas[schema.target]
        return (*here, schema.pointer)


def _said_beside(ref: Ref) -> Iterator[bool]:
    """Tell of each thing that may stand beside a `$ref` whether it does."""
    flags = (ref.deprecated, ref.read_only, ref.write_only, ref.sensitive)
    yield from (bool(said) for said in (ref.description, ref.extensions, ref.remarks, *flags))
    yield ref.default is not ABSENT


def normalise(api: Api, schema: Schema | Ref) -> Normal:
    """Write a schema out as far as that loses nothing.

    Args:
        api: The API it belongs to.
        schema: The schema or a reference to one.
    """
    if isinstance(schema, Schema) and _is_plain(schema):
        return Normal(schema=schema, places={}, parts=(schema.pointer,))
    parts = _order(_parts(api, schema))
    merged, places = parts[0], {}
    if len(parts) > 1:
        places = dict.fromkeys(_written(merged), merged.pointer)
        for part in parts[1:]:
            merged = _join(merged, part, places)
    merged = _with_bytes(merged)
    is_typed = bool(merged.type)
    merged = _fold_choices(api, merged, places)
    is_choice = not is_typed and len(merged.type - {"null"}) > 1
    is_const = merged.const is not ABSENT
    if is_const:
        merged = replace(merged, const=ABSENT, enum=_both(merged.enum, (merged.const,)))
        places["enum"] = places.get("const", merged.pointer)
    if merged.enum == ():
        merged, is_const = Schema(pointer=merged.pointer, never=True), False
    written = tuple(part.pointer for part in parts)
    return Normal(
        schema=merged, places=places, parts=written, is_const=is_const, is_choice=is_choice
    )


def _with_bytes(schema: Schema) -> Schema:
    """Say in one way that a value is bytes.

    OpenAPI 3.1, "Migrating binary descriptions from OAS 3.0": the `content` keywords, which
    `engross.spec` sets for the older formats, take the place of these, and of the type.
    """
    if schema.format in _BYTES:
        schema = replace(schema, format=None)
    is_raw = schema.content_media_type == _OCTETS and schema.content_encoding is None
    if is_raw and set(_written(schema)) <= _ANNOTATIONS | {"content_media_type"}:
        schema = replace(schema, type=frozenset({"string"}))
    return schema


_BYTES: Final = frozenset({"byte", "base64", "binary"})
_OCTETS: Final = "application/octet-stream"


def _is_plain(schema: Schema) -> bool:
    """Whether there is nothing to write out."""
    branches = schema.all_of or schema.any_of or schema.one_of
    has_bytes = schema.format in _BYTES or schema.content_media_type is not None
    return not (branches or has_bytes) and schema.const is ABSENT


# --- Parts of a conjunction -----------------------------------------------------------------------


def _parts(
    api: Api, schema: Schema | Ref, open_: frozenset[Pointer] = frozenset(), *, first: bool = True
) -> Iterator[Schema]:
    """Yield the schemas that all have to hold, outermost first."""
    if isinstance(schema, Ref):
        if schema.target in open_:
            # A choice whose one branch is the schema itself says nothing.
            yield Schema(pointer=schema.pointer)
            return
        target = api.schemas[schema.target]
        yield from _annotated(_parts(api, target, open_ | {schema.target}, first=first), schema)
        return
    if not first and _looks_around(schema):
        # It speaks of what its own parts leave over, so they stay with it.
        yield schema
        return
    inner = schema.all_of
    if _is_plain(schema):
        yield schema
        return
    for field in ("any_of", "one_of"):
        branches = getattr(schema, field)
        if len(branches) == 1:
            inner, schema = (*inner, *branches), _changed(schema, **{field: ()})
    own = replace(schema, all_of=()) if schema.all_of else schema
    yield own
    telling = [part for part in inner if not isinstance(part, Schema) or _says_more(part)]
    alone = first and len(telling) == 1 and not _says_more(own)
    for part in inner:
        yield from _parts(api, part, open_, first=alone)


def _looks_around(schema: Schema) -> bool:
    return schema.unevaluated_properties is not None or schema.unevaluated_items is not None


def _says_more(schema: Schema) -> bool:
    """Whether a schema is more than annotations."""
    return bool(schema.all_of or set(_written(schema)) - _ANNOTATIONS)


def _annotated(parts: Iterator[Schema], ref: Ref) -> Iterator[Schema]:
    """Let what stands beside a `$ref` win over what it leads to."""
    first = next(parts)
    beside = {
        "description": ref.description,
        "deprecated": ref.deprecated or None,
        "read_only": ref.read_only or None,
        "write_only": ref.write_only or None,
        "sensitive": ref.sensitive or None,
        "default": None if ref.default is ABSENT else ref.default,
    }
    said: dict[str, Any] = {
        field: value for field, value in beside.items() if value is not None
    } | {
        field: {**getattr(first, field), **getattr(ref, field)}
        for field in ("extensions", "remarks")
        if getattr(ref, field)
    }
    yield _changed(first, **said) if said else first
    yield from parts


def _order(parts: Iterable[Schema]) -> list[Schema]:
    """Drop parts that came twice, by two ways."""
    return list({part.pointer: part for part in parts}.values())


# --- Joining two schemas --------------------------------------------------------------------------


def _join(left: Schema, right: Schema, places: dict[str, Pointer]) -> Schema:
    """Join two schemas that both hold; what cannot be joined stays a part of `all_of`."""
    if _entangled(left) or (_entangled(right) and _says_more(left)):
        return replace(left, all_of=(*left.all_of, right))
    changed: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for field in _written(right):
        theirs, ours = getattr(right, field), getattr(left, field)
        if field not in _written(left):
            changed[field] = theirs
            places[field] = right.pointer
        elif (join := _JOINS.get(field)) is not None:
            joined = join(ours, theirs)
            if joined != ours:
                places[field] = right.pointer
            changed[field] = joined
        elif ours != theirs and field not in _ANNOTATIONS:
            rest[field] = theirs
    if not changed.get("type", True):
        return Schema(pointer=left.pointer, never=True)
    residue = (Schema(pointer=right.pointer, **rest),) if rest else ()
    all_of = (*left.all_of, *right.all_of, *residue)
    return _changed(left, **{**changed, "all_of": all_of})


def _entangled(schema: Schema) -> bool:
    """Whether keywords of it speak of its own neighbours only, so that it cannot be joined."""
    return any(getattr(schema, field) is not None for field in _NEIGHBOURLY)


def _written(schema: Schema) -> list[str]:
    """Name the fields that say something."""
    return [
        name
        for name, value in zip(_FIELDS, _VALUES(schema), strict=True)
        if (value is not None or name in _NULLABLE)
        and value is not ABSENT
        and value is not False
        and (value or not isinstance(value, tuple | Mapping | frozenset))
    ]


def _both(left: tuple[Json, ...] | None, right: tuple[Json, ...]) -> tuple[Json, ...]:
    if left is None:
        return right
    return tuple(value for value in left if any(same(value, other) for other in right))


def _properties(
    left: Mapping[str, Schema | Ref], right: Mapping[str, Schema | Ref]
) -> dict[str, Schema | Ref]:
    joined = dict(left)
    for name, theirs in right.items():
        ours = joined.get(name)
        joined[name] = theirs if ours is None else conjunction(ours, theirs)
    return joined


def conjunction(left: Schema | Ref, right: Schema | Ref) -> Schema | Ref:
    """Give the schema of the values that both allow."""
    if left.pointer == right.pointer:
        return left
    return Schema(pointer=left.pointer, all_of=(left, right))


def same(left: Json, right: Json) -> bool:
    """Compare as JSON does: 1 and 1.0 are equal, 1 and true are not."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    return bool(left == right)


def _types(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    joined = left & right
    for wide, narrow in ((left, right), (right, left)):
        if "number" in wide and "integer" in narrow:
            joined |= {"integer"}
    return joined


_JOINS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "type": _types,
    "enum": lambda left, right: _both(left, right),
    "minimum": max,
    "exclusive_minimum": max,
    "maximum": min,
    "exclusive_maximum": min,
    "min_length": max,
    "max_length": min,
    "min_items": max,
    "max_items": min,
    "min_properties": max,
    "max_properties": min,
    "unique_items": lambda left, right: left or right,
    "required": lambda left, right: tuple(dict.fromkeys((*left, *right))),
    "properties": _properties,
    "items": conjunction,
    "property_names": conjunction,
    "extensions": lambda left, right: {**right, **left},
    "remarks": lambda left, right: {**right, **left},
}
_ANNOTATIONS: Final = frozenset(
    {
        *("title", "description", "default", "examples", "deprecated", "read_only", "write_only"),
        *("discriminator", "envelope", "sensitive", "extensions", "remarks"),
    }
)
_NEIGHBOURLY: Final = ("additional_properties", "unevaluated_properties", "unevaluated_items")
_NODE_FIELDS: Final = frozenset({"pointer", "source", "inferred", "all_of"})
_NULLABLE: Final = frozenset({"const", "default"})
"""Fields whose value may be null; without one they are `ABSENT`."""
_FIELDS: Final = tuple(name for name in Schema.__dataclass_fields__ if name not in _NODE_FIELDS)
_VALUES: Final = attrgetter(*_FIELDS)


# --- Choices --------------------------------------------------------------------------------------


def _fold_choices(api: Api, schema: Schema, places: dict[str, Pointer]) -> Schema:
    """Write a branch for null, and branches that are only types, into the list of types."""
    for field in ("any_of", "one_of"):
        branches = getattr(schema, field)
        if not branches or schema.type:
            continue
        kinds = [_bare_types(api, branch) for branch in branches]
        if all(kinds) and (field == "any_of" or _disjoint(kinds)):
            return _changed(schema, type=frozenset[str]().union(*kinds), **{field: ()})
        others = [branch for branch, kind in zip(branches, kinds, strict=True) if kind != {"null"}]
        if len(others) == 1 and len(branches) == 2:
            other = normalise(api, others[0])
            widened = _with_null(other.schema)
            if widened is not None:
                joined = _join(_changed(schema, **{field: ()}), widened, places)
                places.update(other.places)
                return joined
    return schema


def _bare_types(api: Api, schema: Schema | Ref) -> frozenset[str]:
    """Give the types of a schema that says nothing else."""
    target = api.resolve(schema)
    only_type = set(_written(target)) - _ANNOTATIONS == {"type"} and not target.all_of
    return target.type if only_type else frozenset()


def _disjoint(kinds: list[frozenset[str]]) -> bool:
    flat = [kind for kind_set in kinds for kind in kind_set]
    return len(set(flat)) == len(flat) and not {"number", "integer"} <= set(flat)


def _with_null(schema: Schema) -> Schema | None:
    """Let a schema take null too; None where its keywords leave no simple way."""
    tangled = schema.any_of or schema.one_of or schema.all_of or schema.not_ or schema.if_
    if not schema.type or tangled:
        return None
    enum = schema.enum
    if schema.const is not ABSENT:
        enum, schema = (schema.const,), replace(schema, const=ABSENT)
    if enum is not None and None not in enum:
        enum = (*enum, None)
    return replace(schema, type=schema.type | {"null"}, enum=enum)


def _changed(schema: Schema, **fields: Any) -> Schema:
    return replace(schema, **fields)
