"""Schema Objects: JSON Schema 2020-12 as OpenAPI 3.1 uses it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from engross.ir import Discriminator, Json, Ref, Schema
from engross.pointer import Pointer
from engross.spec.cursor import Cursor
from engross.spec.dialects import FOLDS, TYPES, read_bound, read_type
from engross.spec.extensions import parse_envelope, parse_node
from engross.spec.kinds import described, is_list, is_mapping


def parse_schema(cursor: Cursor) -> Schema | Ref:
    """Read one Schema Object or boolean schema; a bare `$ref` stays a `Ref`."""
    value = cursor.value
    if not is_mapping(value):
        return _parse_boolean(cursor)
    cursor.only(_KNOWN, "a schema")
    if "$ref" in value:
        return _parse_reference(cursor)
    return Schema(**_parse_fields(cursor, value))


def _parse_boolean(cursor: Cursor) -> Schema:
    if cursor.value is None:
        cursor.fault("expected a schema, found nothing: write {} where any value will do")
    elif isinstance(cursor.value, str) and cursor.value in TYPES:
        cursor.fault(f"expected a schema (a mapping): write {{type: {cursor.value}}}")
        return Schema(pointer=cursor.pointer, type=frozenset({cursor.value}))
    elif not isinstance(cursor.value, bool):
        cursor.error(f"expected a schema (a mapping), found {described(cursor.value)}")
    return Schema(pointer=cursor.pointer, never=cursor.value is False)


def _parse_fields(cursor: Cursor, keys: Collection[str], ref: Ref | None = None) -> dict[str, Any]:
    """Read the given keywords, then fold what older dialects say otherwise."""
    fields = parse_node(cursor, _OWN_KEYS, _UNREAD)
    for key in keys:
        if known := KEYWORDS.get(key):
            name, read = known
            value = read(cursor, key)
            if value is not None or key in _ANY_VALUE:
                fields[name] = value
    if ref is not None:
        fields["all_of"] = (ref, *fields.get("all_of", ()))
    for key, fold in _FOLDS.items():
        if key in keys:
            fields = fold(cursor, fields)
    return fields


def _parse_reference(cursor: Cursor) -> Schema | Ref:
    """Read a `$ref` and what stands beside it.

    JSON Schema 2020-12, "8.2.3.1. Direct References": the keywords beside a `$ref` hold too.
    OpenAPI 3.0, "Reference Object": they are ignored. The annotations that a `Ref` has, and
    `nullable`, are kept in both, since they can only be meant.
    """
    target = cursor.reference(dispensable=_is_part(cursor.pointer))
    if target is None:
        return Schema(pointer=cursor.pointer)
    cursor.session.wanted.setdefault(target.pointer, target)
    cursor.session.uses.append((cursor.pointer, target.pointer))
    if len(cursor.value) == 1:
        return Ref(pointer=cursor.pointer, target=target.pointer)
    beside = [key for key in cursor.value if key in KEYWORDS and key not in _ANNOTATIONS]
    if beside and cursor.session.is_30:
        names = ", ".join(map(repr, beside))
        cursor.warn(f"OpenAPI 3.0 ignores what stands beside a $ref: {names} left out")
    keys = [key for key in cursor.value if key not in beside or not cursor.session.is_30]
    if not _NULLABLE.isdisjoint(keys) or (beside and not cursor.session.is_30):
        ref = Ref(pointer=cursor.pointer / "$ref", target=target.pointer)
        return Schema(**_parse_fields(cursor, keys, ref))
    fields = _parse_fields(cursor, [key for key in keys if key in _BESIDE_REF])
    return Ref(target=target.pointer, **{k: v for k, v in fields.items() if k in _REF_FIELDS})


def _is_part(place: Pointer) -> bool:
    """Whether a schema is that of a member of another: one that nothing says anything of is any."""
    *_, holder, name = "", "", *place.tokens
    is_named = holder == "schemas"
    return holder == "properties" or (
        name in {"items", "additionalProperties", "contentSchema"} and not is_named
    )


# Readers of single keywords.


def _schema(cursor: Cursor, key: str) -> Schema | Ref:
    return parse_schema(cursor / key)


def _items(cursor: Cursor, key: str) -> Schema | Ref | None:
    return None if is_list(cursor.value[key]) else parse_schema(cursor / key)


def _fold_items(cursor: Cursor, fields: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema before 2020-12: a list of schemas is what is now `prefixItems`."""
    if is_list(cursor.value["items"]):
        message = "'items' holds a list of schemas: write 'prefixItems'"
        cursor.fault(message, key="items", kind="items")
        fields.setdefault("prefix_items", _schemas(cursor, "items"))
    return fields


def _schemas(cursor: Cursor, key: str) -> tuple[Schema | Ref, ...]:
    return tuple([parse_schema(item) for item in cursor.items(key)])


def _schemas_by_name(cursor: Cursor, key: str) -> dict[str, Schema | Ref]:
    child = cursor.names(key)
    if child is None:
        return {}
    return {name: parse_schema(child / name) for name in child.value}


def _texts_by_name(cursor: Cursor, key: str) -> dict[str, tuple[str, ...]]:
    child = cursor.maybe(key)
    if child is None or not child.mapping():
        return {}
    return {name: child.texts(name) for name in child.value}


def _enum(cursor: Cursor, key: str) -> tuple[Json, ...] | None:
    """Read `enum`: every member once; an empty one says nothing that could be meant."""
    members = cursor.value[key]
    if not is_list(members):
        cursor.error(f"expected a list of values, found {described(members)}", key=key)
        return None
    if not members:
        cursor.fault("the list of values is empty: write them or remove the keyword", key=key)
        return None
    values = [member for member in members if not is_mapping(member) or "$ref" not in member]
    if len(values) < len(members):
        cursor.fault("no $ref leads to a value: write the value, which is left out", key=key)
    unique = {_identity(value): value for value in reversed(values)}
    if len(unique) < len(values):
        cursor.fault("a value is in the list twice: remove one", key=key, kind="repeated-value")
    return tuple(reversed(unique.values())) or None


# JSON Schema 2020-12, "4.2.2. Instance Equality": numbers are equal where they are mathematically.
def _identity(value: Json) -> tuple[object, object]:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return ("number", value) if is_number else (type(value), repr(value))


def _examples(cursor: Cursor, key: str) -> tuple[Json, ...] | None:
    value = cursor.value[key]
    if not is_list(value):
        cursor.fault(f"expected a list of examples, found {described(value)}", key=key)
        return None
    return tuple(value)


def _discriminator(parent: Cursor, key: str) -> Discriminator | None:
    """Read a Discriminator Object; Swagger 2.0 writes only the property's name."""
    if isinstance(parent.value[key], str):
        if parent.session.authored:
            parent.error("expected a mapping with 'propertyName', found text", key=key)
        return Discriminator(pointer=parent.pointer / key, property_name=parent.value[key])
    cursor = parent / key
    if not cursor.mapping():
        return None
    cursor.only(("propertyName", "mapping", "defaultMapping"), "a discriminator")
    name = cursor.required_text("propertyName")
    mapping = cursor.maybe("mapping")
    targets: dict[str, Pointer] = {}
    if mapping is not None and mapping.mapping():
        for tag in mapping.value:
            target = _mapped(mapping, tag)
            if target is not None:
                targets[tag] = target
    default = _mapped(cursor, "defaultMapping") if "defaultMapping" in cursor else None
    return Discriminator(
        **parse_node(cursor), property_name=name, mapping=targets, default_mapping=default
    )


def _mapped(mapping: Cursor, tag: str) -> Pointer | None:
    """Find the schema that a tag means: by its name among the components, or by a reference.

    OpenAPI 3.1, "Discriminator Object": a value that can be both is a name.
    """
    text = mapping.text(tag)
    if text is None:
        return None
    library = mapping.session.library
    by_name = Pointer(("components", "schemas", text), mapping.pointer.document)
    try:
        value, holder = library.value(by_name)
    except LookupError:
        pass
    else:
        mapping.session.wanted.setdefault(by_name, Cursor(value, by_name, mapping.session, holder))
        return by_name
    try:
        pointer = library.target(text, document=mapping.pointer.document)
        value, holder = library.value(pointer)
    except (ValueError, LookupError):
        mapping.fault(f"{text!r} is no schema: write '#/components/schemas/...'", key=tag)
        return None
    mapping.session.wanted.setdefault(pointer, Cursor(value, pointer, mapping.session, holder))
    return pointer


def _envelope(cursor: Cursor, _: str) -> Any:
    return parse_envelope(cursor)


_Reader = Callable[[Cursor, str], Any]

KEYWORDS: Final[Mapping[str, tuple[str, _Reader]]] = {
    "title": ("title", Cursor.text),
    "description": ("description", Cursor.text),
    "default": ("default", Cursor.json),
    "examples": ("examples", _examples),
    "deprecated": ("deprecated", Cursor.flag),
    "readOnly": ("read_only", Cursor.flag),
    "writeOnly": ("write_only", Cursor.flag),
    "type": ("type", read_type),
    "enum": ("enum", _enum),
    "const": ("const", Cursor.json),
    "format": ("format", Cursor.text),
    "contentEncoding": ("content_encoding", Cursor.text),
    "contentMediaType": ("content_media_type", Cursor.text),
    "contentSchema": ("content_schema", _schema),
    "multipleOf": ("multiple_of", Cursor.number),
    "minimum": ("minimum", Cursor.number),
    "exclusiveMinimum": ("exclusive_minimum", read_bound),
    "maximum": ("maximum", Cursor.number),
    "exclusiveMaximum": ("exclusive_maximum", read_bound),
    "minLength": ("min_length", Cursor.count),
    "maxLength": ("max_length", Cursor.count),
    "pattern": ("pattern", Cursor.text),
    "items": ("items", _items),
    "prefixItems": ("prefix_items", _schemas),
    "contains": ("contains", _schema),
    "minContains": ("min_contains", Cursor.count),
    "maxContains": ("max_contains", Cursor.count),
    "minItems": ("min_items", Cursor.count),
    "maxItems": ("max_items", Cursor.count),
    "uniqueItems": ("unique_items", Cursor.flag),
    "unevaluatedItems": ("unevaluated_items", _schema),
    "properties": ("properties", _schemas_by_name),
    "required": ("required", Cursor.texts),
    "additionalProperties": ("additional_properties", _schema),
    "patternProperties": ("pattern_properties", _schemas_by_name),
    "propertyNames": ("property_names", _schema),
    "minProperties": ("min_properties", Cursor.count),
    "maxProperties": ("max_properties", Cursor.count),
    "dependentRequired": ("dependent_required", _texts_by_name),
    "dependentSchemas": ("dependent_schemas", _schemas_by_name),
    "unevaluatedProperties": ("unevaluated_properties", _schema),
    "allOf": ("all_of", _schemas),
    "anyOf": ("any_of", _schemas),
    "oneOf": ("one_of", _schemas),
    "not": ("not_", _schema),
    "if": ("if_", _schema),
    "then": ("then", _schema),
    "else": ("else_", _schema),
    "discriminator": ("discriminator", _discriminator),
    "x-envelope": ("envelope", _envelope),
    "x-sensitive": ("sensitive", Cursor.flag),
}
"""Keyword → field of `ir.Schema` and how its value is read; None leaves the field's default."""

_OWN_KEYS: Final = frozenset({"x-envelope", "x-nullable", "x-sensitive"})
_ANY_VALUE: Final = frozenset({"default", "const"})
_BESIDE_REF: Final[Mapping[str, str]] = {
    "description": "description",
    "deprecated": "deprecated",
    "default": "default",
    "readOnly": "read_only",
    "writeOnly": "write_only",
    "x-sensitive": "sensitive",
}
"""The keywords a `Ref` has a field for."""
_NULLABLE: Final = frozenset({"nullable", "x-nullable"})
_ANNOTATIONS: Final = frozenset({*_BESIDE_REF, "title", "examples"})
_REF_FIELDS: Final = frozenset(
    {"pointer", "source", "inferred", "extensions", "remarks", *_BESIDE_REF.values()}
)
_UNREAD: Final = ("externalDocs", "xml", "contentSchema", "$dynamicRef")
_FOLDS: Final = {"items": _fold_items, **FOLDS}
_KNOWN: Final = frozenset(
    {
        *KEYWORDS,
        *_FOLDS,
        *("$ref", "$defs", "$comment", "$schema", "externalDocs", "xml"),
    }
)
"""What may stand in a schema of ours; `$id`, `$anchor` and their like would change references."""
