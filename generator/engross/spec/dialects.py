"""What OpenAPI 2.0, 3.0 and older JSON Schema say otherwise than 3.1, folded into 3.1's fields.

The folds hold for every version: documents that say 3.1 use `nullable` too, and what is meant is
clear. Our own specs have to be 3.1, so there a fold is an error that says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from engross.defaults import fitting_default
from engross.ir import ABSENT, Schema, json_type
from engross.spec.cursor import Cursor
from engross.spec.kinds import described, is_list

Fields: TypeAlias = dict[str, Any]
"""The fields of an `ir.Schema` that is being read."""

VERSIONS: Final = re.compile(r"3\.[012](?:\.\d+)?(?:-.+)?")
"""The values of `openapi` that are read."""

TYPES: Final = frozenset({"null", "boolean", "object", "array", "number", "string", "integer"})

# OpenAPI 3.1, "Migrating binary descriptions from OAS 3.0".
_BINARY: Final = {
    "byte": ("content_encoding", "base64"),
    "base64": ("content_encoding", "base64"),
    "binary": ("content_media_type", "application/octet-stream"),
}

ANNOTATIONS: Final = frozenset(
    {
        *("pointer", "source", "inferred", "extensions", "sensitive", "envelope"),
        *("title", "description", "default", "examples", "deprecated", "read_only", "write_only"),
    }
)


def read_type(cursor: Cursor, key: str) -> frozenset[str] | None:
    """Read `type`: a name or a list of names."""
    value = cursor.value[key]
    names = cursor.texts(key) if is_list(value) else (cursor.text(key),)
    types: set[str] = set()
    for name in names:
        if name in TYPES:
            types.add(name)
        elif name == "file":
            types.add("string")
        elif name is not None:
            cursor.fault(
                f"{name!r} is no type: write one of {', '.join(sorted(TYPES))}, or no type", key=key
            )
    return frozenset(types) or None


def read_bound(cursor: Cursor, key: str) -> int | Decimal | None:
    """Read `exclusiveMinimum` or `exclusiveMaximum`; the boolean of OpenAPI 3.0 is folded later."""
    return None if isinstance(cursor.value[key], bool) else cursor.number(key)


def _fold_nullable(cursor: Cursor, fields: Fields, key: str = "nullable") -> Fields:
    """OpenAPI 3.0: `nullable: true` allows null beside whatever the other keywords allow.

    Swagger 2.0 has no such keyword; its authors write `x-nullable`.
    """
    _refuse_in_ours(cursor, key, "write 'null' into the list of types")
    if cursor.flag(key) is not True:
        return fields
    null = Schema(pointer=cursor.pointer / key, type=frozenset({"null"}))
    if "all_of" in fields:
        return _either(cursor, fields, null)
    for union in ("one_of", "any_of"):
        if union in fields:
            if fields.get("type"):
                fields["type"] |= null.type
            return {**fields, union: (*fields[union], null)}
    if fields.get("enum") is not None and None not in fields["enum"]:
        fields["enum"] = (*fields["enum"], None)
    if fields.get("const", ABSENT) is not ABSENT:
        fields["enum"] = (fields.pop("const"), None)
    types = fields.get("type") or _implied_types(fields)
    if types:
        fields["type"] = types | {"null"}
    return fields


def _either(cursor: Cursor, fields: Fields, null: Schema) -> Fields:
    """Turn a schema that includes others into a choice between it and null."""
    outer = {name: value for name, value in fields.items() if name in ANNOTATIONS}
    inner = {name: value for name, value in fields.items() if name not in ANNOTATIONS}
    if len(inner) == 1 and len(inner["all_of"]) == 1:
        return {**outer, "any_of": (*inner["all_of"], null)}
    return {**outer, "any_of": (Schema(pointer=cursor.pointer / "allOf", **inner), null)}


def _implied_types(fields: Fields) -> frozenset[str]:
    if fields.get("properties") or fields.get("additional_properties"):
        return frozenset({"object"})
    return frozenset({"array"}) if fields.get("items") else frozenset()


def _fold_example(cursor: Cursor, fields: Fields) -> Fields:
    """OpenAPI 3.0: one `example` is the first of the `examples`."""
    _refuse_in_ours(cursor, "example", "write examples: [...]")
    return {**fields, "examples": (cursor.value["example"], *fields.get("examples", ()))}


def _fold_bound(cursor: Cursor, fields: Fields, exclusive: str, inclusive: str) -> Fields:
    """OpenAPI 3.0: a boolean that makes the other bound exclusive."""
    value = cursor.value[exclusive]
    if isinstance(value, bool):
        _refuse_in_ours(cursor, exclusive, f"write the number here and remove {inclusive!r}")
        name = "minimum" if inclusive == "minimum" else "maximum"
        if value and name in fields:
            fields[f"exclusive_{name}"] = fields.pop(name)
    return fields


def _fold_format(_: Cursor, fields: Fields) -> Fields:
    """OpenAPI 3.0: formats for what JSON Schema 2020-12 says with the `content` keywords."""
    if (content := _BINARY.get(fields.get("format", ""))) is not None:
        fields.setdefault(*content)
    return fields


def _fold_file(cursor: Cursor, fields: Fields) -> Fields:
    """Swagger 2.0: the type `file` is a text of bytes."""
    if cursor.value["type"] == "file":
        _refuse_in_ours(cursor, "type", "write type: string, contentMediaType: ...")
        fields.setdefault("content_media_type", "application/octet-stream")
    return fields


def _drop_unfitting_enum(cursor: Cursor, fields: Fields) -> Fields:
    """A list of texts for an object or array is what its members may be, or a slip."""
    types = (fields.get("type") or frozenset()) - {"null"}
    values = [value for value in fields.get("enum") or () if value is not None]
    is_compound = bool(types) and types <= {"object", "array"}
    if values and is_compound and types.isdisjoint(map(json_type, values)):
        wanted = " or ".join(sorted(types))
        cursor.fault(f"no value of the list is of type {wanted}: the list is left out", key="enum")
        del fields["enum"]
    return fields


def _tell_default(cursor: Cursor, fields: Fields) -> Fields:
    value, types = fields["default"], fields.get("type", frozenset())
    format_ = fields.get("format")
    if fitting_default(types, format_, value) is ABSENT:
        wanted = format_ if json_type(value) in types else " or ".join(sorted(types))
        told = f"the default is {described(value)}, which is no {wanted}: write another or none"
        cursor.fault(told, key="default")
    return fields


def _tell_unsupported(cursor: Cursor, fields: Fields) -> Fields:
    """JSON Schema 2020-12, "8.2.3.2. Dynamic References": read as a schema that allows anything."""
    cursor.fault("$dynamicRef is not supported: write a $ref", key="$dynamicRef")
    return fields


def _refuse_in_ours(cursor: Cursor, key: str, instead: str) -> None:
    if cursor.session.authored:
        value = described(cursor.value[key])
        cursor.error(f"{key!r} with {value} is not OpenAPI 3.1: {instead}", key=key)


FOLDS: Final[Mapping[str, Callable[[Cursor, Fields], Fields]]] = {
    "type": _fold_file,
    "enum": _drop_unfitting_enum,
    "format": _fold_format,
    "exclusiveMinimum": lambda cursor, fields: _fold_bound(
        cursor, fields, "exclusiveMinimum", "minimum"
    ),
    "exclusiveMaximum": lambda cursor, fields: _fold_bound(
        cursor, fields, "exclusiveMaximum", "maximum"
    ),
    "example": _fold_example,
    "$dynamicRef": _tell_unsupported,
    "default": _tell_default,
    "nullable": _fold_nullable,
    "x-nullable": lambda cursor, fields: _fold_nullable(cursor, fields, "x-nullable"),
}
"""By keyword, in the order in which they are done: `nullable` sees all the others' results."""
