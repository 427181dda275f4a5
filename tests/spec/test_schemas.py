"""Schema Objects: keywords, references, and what older dialects say otherwise."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from engross.ir import ABSENT, Ref, Schema
from engross.pointer import parse_pointer
from engross.spec.schemas import KEYWORDS

HERE = parse_pointer("/components/schemas/It")
OTHER = parse_pointer("/components/schemas/Other")
TO_OTHER = {"$ref": "#/components/schemas/Other"}


def test_every_field_of_the_record_is_read_by_a_keyword() -> None:
    ours = {"pointer", "source", "inferred", "extensions", "remarks", "never"}

    assert {f.name for f in fields(Schema)} - ours == {name for name, _ in KEYWORDS.values()}


@pytest.mark.parametrize(
    ("keyword", "value", "field", "expected"),
    [
        ("type", "string", "type", {"string"}),
        ("type", ["string", "null"], "type", {"string", "null"}),
        ("enum", ["a", None, 1, True], "enum", ("a", None, 1, True)),
        ("const", None, "const", None),
        ("default", None, "default", None),
        ("default", {"a": []}, "default", {"a": []}),
        ("minimum", 0.10, "minimum", Decimal("0.1")),
        ("minLength", 5, "min_length", 5),
        ("maxItems", 2.0, "max_items", 2),
        ("required", ["a", "b"], "required", ("a", "b")),
        ("additionalProperties", False, "additional_properties", None),
        ("uniqueItems", True, "unique_items", True),
        ("dependentRequired", {"a": ["b"]}, "dependent_required", {"a": ("b",)}),
        ("examples", [1], "examples", (1,)),
        ("example", None, "examples", (None,)),
        ("x-sensitive", True, "sensitive", True),
        ("x-other", 1, "extensions", {"x-other": 1}),
        ("x-source", "page#L1", "source", "page#L1"),
        ("x-inferred", "why", "inferred", "why"),
        ("x-inferred", {"type": "why", "format": "so"}, "inferred", "type: why; format: so"),
    ],
)
def test_a_keyword_is_read(
    workshop: Any, keyword: str, value: Any, field: str, expected: Any
) -> None:
    read = getattr(workshop.schema({keyword: value}), field)

    if keyword == "additionalProperties":
        assert read.never
    else:
        assert read == expected
        assert not isinstance(expected, bool | int) or type(read) is type(expected)


def test_what_is_not_written_is_absent(workshop: Any) -> None:
    schema = workshop.schema({})

    assert schema == Schema(pointer=HERE)
    assert schema.default is ABSENT


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "strin"}, "'strin' is no type: write one of array, boolean"),
        ({"minLength": -1}, "expected a number 0, 1, 2, ..., found a number -1"),
        ({"minLength": "5"}, "expected a number, found text '5'"),
        ({"deprecated": "yes"}, "expected true or false, found text 'yes'"),
        ({"required": True}, "expected a list of texts, found a boolean true"),
        ({"required": ["a", 1]}, "expected a list of texts, found a number 1 in it"),
        ({"description": 5}, 'expected text, found a number 5: write "5"'),
        ({"enum": []}, "the list of values is empty"),
        ({"enum": [1, 1]}, "a value is in the list twice"),
        ({"type": "array", "enum": ["a"]}, "no value of the list is of type array"),
        ({"examples": {}}, "expected a list of examples, found a mapping"),
        ({"items": [{}]}, "'items' holds a list of schemas: write 'prefixItems'"),
        ({"properties": {"a": None}}, "expected a schema, found nothing"),
        ({"items": "string"}, "expected a schema (a mapping): write {type: string}"),
        ({"discriminator": {"propertyName": "a", "mapping": {"x": "No"}}}, "'No' is no schema"),
        ({"$dynamicRef": "#x"}, "$dynamicRef is not supported"),
        ({"type": "integer", "default": "x"}, "the default is text 'x', which is no integer"),
        (
            {"type": "string", "format": "date", "default": "no"},
            "the default is text 'no', which is no date",
        ),
        ({"x-envelope": {"code": "c"}}, "x-envelope must name its property 'success'"),
        ({"x-inferred": ""}, "expected the reason as a text, found text ''"),
        ({"x-inferred": {"type": 1}}, "expected the reason for 'type' as a text"),
    ],
)
def test_a_fault_is_an_error_in_ours_and_a_warning_in_others(
    workshop: Any, schema: Any, message: str
) -> None:
    components = {"schemas": {"It": schema}}

    assert f"error: {message}" in workshop.messages(components=components, authored=True)
    others = workshop.messages(components=components)
    assert f"warning: {message}" in others
    assert " error: " not in others


def test_the_name_of_a_type_is_read_as_a_schema_of_it(workshop: Any) -> None:
    assert workshop.schema({"items": "string"}).items.type == {"string"}


def test_a_list_without_a_value_of_its_type_is_left_out(workshop: Any) -> None:
    texts = {"type": ["object", "null"], "enum": ["a", None], "properties": {"x": True}}

    assert workshop.schema(texts).enum is None
    assert workshop.schema({**texts, "type": ["object", "string"]}).enum == ("a", None)
    assert workshop.schema({"type": "array", "enum": [["a"], "a"]}).enum == (["a"], "a")


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("text", "expected a schema (a mapping), found text 'text'"),
        ({"properties": []}, "expected a mapping, found a list"),
        ({"allOf": {}}, "expected a list, found a mapping"),
        ({"enum": "a"}, "expected a list of values, found text 'a'"),
        ({"$ref": 1}, "expected text, found a number 1"),
        ({"discriminator": []}, "expected a mapping, found a list"),
    ],
)
def test_what_cannot_be_understood_is_an_error_everywhere(
    workshop: Any, schema: Any, message: str
) -> None:
    assert f"error: {message}" in workshop.messages(components={"schemas": {"It": schema}})


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"requried": []}, "'requried' is no field of a schema; did you mean 'required'?"),
        ({"$id": "x"}, "'$id' is no field of a schema"),
        ({"description": None}, "'description' has no value"),
        ({"type": "string", "nullable": True}, "write 'null' into the list of types"),
        ({"example": 1}, "write examples: [...]"),
        ({"exclusiveMinimum": True}, "write the number here and remove 'minimum'"),
    ],
)
def test_ours_must_be_openapi_3_1(workshop: Any, schema: Any, message: str) -> None:
    components = {"schemas": {"It": schema}}

    assert message in workshop.messages(components=components, authored=True)
    assert workshop.messages(components=components) == ""


def test_a_bare_reference_stays_one_with_its_annotations(workshop: Any) -> None:
    schema = workshop.schema({**TO_OTHER, "description": "d", "default": None}, Other={})

    assert schema == Ref(pointer=HERE, target=OTHER, description="d", default=None)


def test_keywords_beside_a_reference_hold_in_3_1_and_are_ignored_in_3_0(workshop: Any) -> None:
    written = {**TO_OTHER, "minLength": 1, "description": "d"}
    newer = workshop.schema(written, Other={})
    older = workshop.schema(written, Other={}, version="3.0.3")

    assert (newer.all_of, newer.min_length) == ((Ref(pointer=HERE / "$ref", target=OTHER),), 1)
    assert older == Ref(pointer=HERE, target=OTHER, description="d")
    told = workshop.messages(components={"schemas": {"It": written, "Other": {}}}, version="3.0.3")
    assert "OpenAPI 3.0 ignores what stands beside a $ref: 'minLength' left out" in told


def test_a_discriminator_names_schemas_or_refers_to_them(workshop: Any) -> None:
    mapping = {"a": "Other", "b": "#/components/schemas/Other"}
    schema = workshop.schema({"discriminator": {"propertyName": "k", "mapping": mapping}}, Other={})

    assert schema.discriminator.mapping == {"a": OTHER, "b": OTHER}


NULL = Schema(pointer=HERE / "nullable", type=frozenset({"null"}))


@pytest.mark.parametrize(
    ("schema", "fields"),
    [
        ({"type": "string"}, {"type": frozenset({"string", "null"})}),
        ({"enum": ["a"]}, {"enum": ("a", None)}),
        ({"const": "a"}, {"enum": ("a", None)}),
        (
            {"properties": {}, "additionalProperties": True},
            {
                "type": frozenset({"object", "null"}),
                "properties": {},
                "additional_properties": Schema(pointer=HERE / "additionalProperties"),
            },
        ),
        (TO_OTHER, {"any_of": (Ref(pointer=HERE / "$ref", target=OTHER), NULL)}),
        (
            {"allOf": [TO_OTHER], "description": "d"},
            {"description": "d", "any_of": (Ref(pointer=HERE / "allOf" / 0, target=OTHER), NULL)},
        ),
        (
            {"oneOf": [TO_OTHER]},
            {"one_of": (Ref(pointer=HERE / "oneOf" / 0, target=OTHER), NULL)},
        ),
        (
            {"anyOf": [TO_OTHER], "type": "object"},
            {
                "type": frozenset({"object", "null"}),
                "any_of": (Ref(pointer=HERE / "anyOf" / 0, target=OTHER), NULL),
            },
        ),
        (
            {"allOf": [TO_OTHER], "required": ["a"]},
            {
                "any_of": (
                    Schema(
                        pointer=HERE / "allOf",
                        all_of=(Ref(pointer=HERE / "allOf" / 0, target=OTHER),),
                        required=("a",),
                    ),
                    NULL,
                )
            },
        ),
    ],
)
def test_nullable_allows_null_beside_the_rest(workshop: Any, schema: Any, fields: Any) -> None:
    read = workshop.schema({**schema, "nullable": True}, version="3.0.3", Other={})

    assert read == Schema(pointer=HERE, **fields)


@pytest.mark.parametrize(
    ("schema", "fields"),
    [
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusive_minimum": 1}),
        ({"maximum": 1, "exclusiveMaximum": True}, {"exclusive_maximum": 1}),
        ({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}),
        ({"format": "byte"}, {"format": "byte", "content_encoding": "base64"}),
        (
            {"format": "binary"},
            {"format": "binary", "content_media_type": "application/octet-stream"},
        ),
        ({"nullable": False}, {}),
        ({"example": 1}, {"examples": (1,)}),
        ({"items": [{}]}, {"prefix_items": (Schema(pointer=HERE / "items" / 0),)}),
    ],
)
def test_older_keywords_are_folded(workshop: Any, schema: Any, fields: Any) -> None:
    assert workshop.schema(schema, version="3.0.3") == Schema(pointer=HERE, **fields)
