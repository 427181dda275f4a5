"""Values of several types, one of them an object with members, written as unions.

JSON Schema 2020-12, "Assertions for Instance Primitive Types": what a keyword says of one type
holds for the values of that type alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engross.ir import ABSENT, Schema
from engross.pointer import Pointer


def one_by_type(schema: Schema) -> Schema:
    """Give a schema of several types as a union of one schema for each, if one of them is a class.

    Args:
        schema: Any schema.

    Returns:
        The union, whose branches stand at `.../type/<name>`; the schema itself where no member is
        listed, or something else than its types says what it is.
    """
    if not schema.properties or "object" not in schema.type or schema.type <= {"object", "null"}:
        return schema
    listed = schema.enum is not None or schema.const is not ABSENT
    if listed or schema.envelope or schema.all_of or schema.any_of or schema.one_of:
        return schema
    types = sorted(schema.type, key=lambda name: (name == "null", name != "object", name))
    spread = {name: getattr(_NOTHING, name) for names in _KEYWORDS.values() for name in names}
    branches = tuple(_branch(schema, name) for name in types)
    return replace(schema, type=frozenset(), discriminator=None, any_of=branches, **spread)


def class_of_union(schema: Schema) -> Schema | None:
    """Give the branch that is a class, where a schema is a union of one schema for each type."""
    place = _place(schema, "object")
    found = (part for part in schema.any_of if isinstance(part, Schema) and part.pointer == place)
    return next(found, None)


def _branch(schema: Schema, name: str) -> Schema:
    said = {keyword: getattr(schema, keyword) for keyword in _KEYWORDS.get(name, ())}
    return replace(_NOTHING, pointer=_place(schema, name), type=frozenset({name}), **said)


def _place(schema: Schema, name: str) -> Pointer:
    return schema.pointer / "type" / name


_NOTHING: Final = Schema(pointer=Pointer())
_NUMBERS: Final = (
    *("format", "multiple_of", "minimum", "maximum"),
    *("exclusive_minimum", "exclusive_maximum"),
)
_KEYWORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "object": (
        *("properties", "required", "additional_properties", "pattern_properties"),
        *("property_names", "min_properties", "max_properties"),
        *("dependent_required", "dependent_schemas", "unevaluated_properties"),
    ),
    "array": (
        *("items", "prefix_items", "contains", "min_contains", "max_contains"),
        *("min_items", "max_items", "unique_items", "unevaluated_items"),
    ),
    "string": (
        *("format", "content_encoding", "content_media_type", "content_schema"),
        *("min_length", "max_length", "pattern"),
    ),
    "number": _NUMBERS,
    "integer": _NUMBERS,
}
