"""Scalars that are said in several parts, put together in one schema.

JSON Schema 2020-12, "allOf": every part has to hold, so of two limits the stricter one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import reduce
from math import lcm
from operator import attrgetter, or_
from typing import Any, Final, TypeAlias

from engross.ir import ABSENT, Api, Json, Ref, Schema, json_type
from engross.pointer import Pointer

Values: TypeAlias = tuple[Json, ...]


def joined_scalar(api: Api, schema: Schema) -> Schema:
    """Put a scalar and the parts of its `allOf` together.

    Args:
        api: Where its references lead.
        schema: Any schema.

    Returns:
        One schema without parts, or with the component as its only part whose enum it is. The
        schema itself where it is no scalar, or where no value could keep to all parts.
    """
    if not schema.all_of or _is_reference(schema):
        return schema
    leaves = _leaves(api, schema)
    whole = _fitting(reduce(_both, leaves)) if leaves else None
    if whole is None or (any(leaf.type for leaf in leaves) and not whole.type):
        return schema
    for part in schema.all_of if whole.enum else ():
        if isinstance(part, Ref) and joined_scalar(api, api.resolve(part)).enum == whole.enum:
            bare = {name: getattr(_NOTHING, name) for name in _ASSERTED}
            return replace(schema, all_of=(part,), sensitive=whole.sensitive, **bare)
    const = next((leaf.const for leaf in leaves if leaf.const is not ABSENT), ABSENT)
    said = {name: getattr(whole, name) for name in _JOINS}
    if const is not ABSENT:
        said |= {"const": const, "enum": None}
    return replace(schema, all_of=(), **said)


def _is_reference(schema: Schema) -> bool:
    """Whether it says nothing beside its one part, which is a reference."""
    is_alone = len(schema.all_of) == 1 and isinstance(schema.all_of[0], Ref)
    return is_alone and _SAID(schema) == _SAID(_NOTHING)


def _leaves(api: Api, schema: Schema | Ref) -> list[Schema]:
    """Give the parts of a schema and itself, a constant as an enum; nothing where it is no scalar.

    What stands beside a reference counts for more than what it leads to.
    """
    own = api.resolve(schema)
    if any(_MORE(own)) or not own.type <= _SCALARS:
        return []
    parts = [_leaves(api, part) for part in own.all_of]
    if not all(parts):
        return []
    leaf = own if own.const is ABSENT else replace(own, enum=(own.const,))
    if isinstance(schema, Ref):
        default = leaf.default if schema.default is ABSENT else schema.default
        description = schema.description or leaf.description
        marked = schema.sensitive or leaf.sensitive
        leaf = replace(leaf, default=default, description=description, sensitive=marked)
    return [*(leaf for part in parts for leaf in part), leaf]


def _both(left: Schema, right: Schema) -> Schema:
    """Join two schemas that both have to hold."""
    changes: dict[str, Any] = {}
    for name, join in _JOINS.items():
        ours, theirs = getattr(left, name), getattr(right, name)
        said = [value for value in (ours, theirs) if value is not None and value is not ABSENT]
        changes[name] = join(*said) if len(said) > 1 else [*said, ours][0]
    return replace(left, **changes)


def _fitting(schema: Schema) -> Schema | None:
    """Leave out the listed values that are of no type it can have; None where no other is left."""
    if schema.enum is None:
        return schema
    types = schema.type | ({"integer"} if "number" in schema.type else frozenset[str]())
    kept = tuple(value for value in schema.enum if not types or _type(value) in types)
    return replace(schema, enum=kept) if kept else None


def _type(value: Json) -> str:
    return "null" if value is None else json_type(value)


# --- What is said twice ---------------------------------------------------------------------------


def _types(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    if not left or not right:
        return left or right
    common = left & right
    for wide, narrow in ((left, right), (right, left)):
        if "number" in wide and "integer" in narrow:
            common |= {"integer"}
    return common


def _listed(left: Values, right: Values) -> Values:
    """Give the values that both list; to JSON true is not 1."""
    others = [(isinstance(value, bool), value) for value in right]
    return tuple(value for value in left if (isinstance(value, bool), value) in others)


def _multiple(left: Json, right: Json) -> Json:
    return lcm(left, right) if isinstance(left, int) and isinstance(right, int) else left


def _first(left: Json, _right: Json) -> Json:
    return left


def _last(_left: Json, right: Json) -> Json:
    return right


_JOINS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "type": _types,
    "enum": _listed,
    "const": _first,
    "format": _first,
    "content_encoding": _first,
    "content_media_type": _first,
    "multiple_of": _multiple,
    "minimum": max,
    "exclusive_minimum": max,
    "maximum": min,
    "exclusive_maximum": min,
    "min_length": max,
    "max_length": min,
    "pattern": _first,
    "description": _last,
    "default": _last,
    "deprecated": or_,
    "read_only": or_,
    "write_only": or_,
    "sensitive": or_,
}
_ANNOTATIONS: Final = frozenset(
    ("description", "default", "deprecated", "read_only", "write_only", "sensitive")
)
_ASSERTED: Final = tuple(name for name in _JOINS if name not in _ANNOTATIONS)
_REST: Final = frozenset(
    ("pointer", "source", "inferred", "extensions", "remarks", "title", "examples", "all_of")
)
_NOTHING: Final = Schema(pointer=Pointer())
_SAID: Final = attrgetter(*_ASSERTED)
_MORE: Final = attrgetter(
    *(field.name for field in fields(Schema) if field.name not in _REST | _JOINS.keys())
)
_SCALARS: Final = frozenset(("string", "integer", "number", "boolean", "null"))
