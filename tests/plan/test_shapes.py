from __future__ import annotations

from dataclasses import replace

import pytest

TEXT = {"type": "string"}
OPEN = {"Color": {"enum": ["red", "blue"]}}
CARD = {"Card": {"type": "object", "properties": {"id": TEXT}}}
IT = {"$ref": "#/components/schemas/It"}


@pytest.mark.parametrize(
    ("schema", "annotation", "wire"),
    [
        (TEXT, "str", "types.String"),
        ({"type": "boolean"}, "bool", "types.Boolean"),
        ({"type": "integer", "format": "int64"}, "int", "types.Integer"),
        ({"type": "number"}, "int | float", "types.Number"),
        ({"type": "number", "format": "double"}, "int | float", "types.Number"),
        ({"type": "number", "format": "decimal"}, "Decimal", "types.DecimalNumber"),
        ({"type": "string", "format": "decimal"}, "Decimal", "types.DecimalString"),
        ({"type": "string", "format": "date"}, "date", "types.Date"),
        ({"type": "string", "format": "date-time"}, "datetime", "types.DateTime"),
        ({"type": "string", "format": "time"}, "time", "types.Time"),
        ({"type": "string", "format": "duration"}, "timedelta | str", "types.Duration"),
        ({"type": "string", "format": "uuid"}, "UUID", "types.UUIDString"),
        ({"type": "string", "format": "email"}, "str", "types.String"),
        ({}, "Any", "Any"),
        (True, "Any", "Any"),
        ({"type": "object"}, "dict[str, Any]", "dict[str, Any]"),
        ({"type": "array"}, "list[Any]", "list[Any]"),
        ({"type": "array", "items": {"type": "integer"}}, "list[int]", "list[types.Integer]"),
        (
            {"type": "object", "additionalProperties": {"type": ["number", "null"]}},
            "dict[str, int | float | None]",
            "dict[str, types.Number | None]",
        ),
        ({"type": ["string", "integer"]}, "int | str", "types.Integer | types.String"),
        ({"anyOf": [TEXT, {"type": "integer"}]}, "str | int", "types.String | types.Integer"),
        ({"anyOf": [TEXT, {}]}, "Any", "Any"),
        ({"allOf": [TEXT, {"description": "x"}]}, "str", "types.String"),
        ({"const": "a"}, "Literal['a']", "Literal['a']"),
        ({"enum": ["a"]}, "Literal['a']", "Literal['a']"),
        ({"enum": [7]}, "Literal[7]", "Literal[7]"),
        ({"const": 1.5}, "Any", "Any"),
        ({"enum": [None]}, "None", "None"),
    ],
)  # fmt: skip
def test_a_schema_is_a_type_for_callers_and_one_for_the_wire(bench, schema, annotation, wire):
    shapes, it = bench.received(schema)
    assert shapes.annotation(it) == annotation
    assert shapes.wire_annotation(it) == wire


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null"]},
        {"anyOf": [TEXT, {"type": "null"}]},
        {"oneOf": [{"type": "null"}, TEXT]},
        {"anyOf": [{"type": ["string", "null"]}, TEXT]},
        {"allOf": [{"type": ["string", "null"]}]},
        {"allOf": [{"type": ["string", "null"]}, {"description": "says nothing of null"}]},
    ],
)
def test_null_is_found_wherever_it_is_written(bench, schema):
    shapes, it = bench.received(schema)
    assert shapes.is_nullable(it)
    assert shapes.annotation(it) == "str | None"


def test_a_component_that_is_a_scalar_has_no_name(bench):
    parts = {"Token": {**TEXT, "pattern": "^p"}, "Tags": {"type": "array", "items": TEXT}}
    scalar = {**TEXT, "$ref": "#/components/schemas/Token"}
    tags = {"$ref": "#/components/schemas/Tags", "description": "All."}
    shapes, it = bench.sent(
        {"type": "object", "properties": {"id": {"$ref": "#/components/schemas/Id"}, "tags": tags}},
        **parts,
        Id=scalar,
    )
    members = shapes.api.resolve(it).properties
    assert shapes.annotation(members["id"]) == "str"
    assert shapes.annotation(members["tags"]) == "models.Tags"


def test_null_in_an_enum_is_no_member(bench):
    shapes, it = bench.sent({"$ref": "#/components/schemas/E"}, E={"enum": ["a", "b", None]})
    assert shapes.annotation(it) == "models.E | None"


@pytest.mark.parametrize("schema", [TEXT, {"enum": ["a"]}, {"allOf": [TEXT, {"type": "null"}]}])
def test_what_does_not_say_null_does_not_take_it(bench, schema):
    shapes, it = bench.received(schema)
    assert not shapes.is_nullable(it)


def test_an_enum_is_open_in_answers_and_closed_in_requests(bench):
    color = {"$ref": "#/components/schemas/Color"}
    shapes, it = bench.received(color, **OPEN)
    assert shapes.annotation(it) == "models.Color | str"
    assert shapes.wire_annotation(it) == "models.Color | types.String"
    shapes, it = bench.sent(color, **OPEN)
    assert shapes.annotation(it) == "models.Color"


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        ({"enum": [1, True]}, "bool | int"),
        ({"enum": [0, False, "x", None]}, "bool | int | str | None"),
        ({"type": ["integer", "boolean"], "enum": [1, True]}, "bool | int"),
        ({"type": "integer", "enum": [10**30, 2]}, "int"),
        ({"const": 10**30}, "int"),
        ({"enum": [[], "a"]}, "list[Any] | str"),
    ],
)
def test_values_that_python_cannot_hold_are_their_types(bench, schema, annotation):
    shapes, it = bench.sent(schema)
    assert shapes.annotation(it) == annotation


@pytest.mark.parametrize("listed", [[2, True], [1, 1.0, 2]])
def test_values_that_it_can_are_an_enum(bench, listed):
    shapes, it = bench.sent({"enum": listed})
    assert len(shapes.names.members[shapes.api.resolve(it).pointer]) == 2


def test_an_open_enum_takes_the_types_of_its_values(bench):
    shapes, it = bench.received({"$ref": "#/components/schemas/E"}, E={"enum": [1, 2, "x"]})
    assert shapes.annotation(it) == "models.E | int | str"


def test_objects_are_named_and_scalar_components_are_not(bench):
    card, amount = ({"$ref": f"#/components/schemas/{name}"} for name in ("Card", "Amount"))
    components = {**CARD, "Amount": {"type": "number", "format": "decimal"}}
    shapes, it = bench.received({"oneOf": [card, {"type": "array", "items": amount}]}, **components)
    assert shapes.annotation(it) == "models.Card | list[Decimal]"
    assert [s.pointer.last for s in shapes.api.schemas.values() if shapes.is_named(s)] == [
        "Card", "schema",
    ]  # fmt: skip


def test_the_word_for_list_can_be_another(bench):
    shapes, it = bench.received({"type": "array", "items": {"type": "array", "items": TEXT}})
    assert shapes.annotation(it, array="builtins.list") == "builtins.list[builtins.list[str]]"
    assert shapes.wire_annotation(it) == "list[list[types.String]]"


def test_only_what_is_in_no_answer_is_held_to_every_word(bench):
    shared, sent, received = (
        {"type": "object", "properties": {name: {"$ref": f"#/components/schemas/{ref}"}}}
        for name, ref in (("a", "Leaf"), ("a", "Leaf"), ("b", "Shared"))
    )
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sent"}}}}
    answer = {
        "description": "",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Received"}}},
    }
    leaf = {"type": "object", "properties": {"x": TEXT}}
    shapes = bench.shapes(
        paths={"/it": {"post": {"requestBody": body, "responses": {"400": answer}}}},
        components={
            "schemas": {"Sent": sent, "Received": received, "Shared": shared, "Leaf": leaf}
        },
    )
    held = {pointer.last for pointer in shapes.sent_only if pointer.parent.last == "schemas"}
    assert held == {"Sent"}


def test_a_webhook_is_received(bench):
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Card"}}}}
    operation = {"requestBody": body, "responses": {"204": {"description": ""}}}
    shapes = bench.shapes(
        paths={"/it": {"post": operation}},
        webhooks={"told": {"post": operation}},
        components={"schemas": CARD},
    )
    assert shapes.sent_only == frozenset()


def test_a_recursive_schema_is_its_name(bench):
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": IT}}}
    shapes, it = bench.received(IT, It=tree)
    assert shapes.annotation(it) == "models.It"
    assert shapes.annotation(shapes.api.resolve(it).properties["children"]) == "list[models.It]"


@pytest.mark.parametrize(
    ("schema", "wire", "meaning"),
    [
        ({**TEXT, "title": "Card ID"}, "card_id", ""),
        ({**TEXT, "title": "Number"}, "card_id", "Number"),
        ({**TEXT, "title": "Number", "description": "Of the card"}, "no", "Number: Of the card"),
        ({"$ref": "#/components/schemas/Card"}, "card", ""),
        ({"$ref": "#/components/schemas/Card", "description": "Mine"}, "card", "Mine"),
    ],
)
def test_a_meaning_repeats_neither_the_name_nor_the_class(bench, schema, wire, meaning):
    card = {"Card": {**CARD["Card"], "description": "A card"}}
    shapes, it = bench.received(schema, **card)
    assert shapes.meaning(wire, it) == meaning


def test_an_operation_is_cited_with_the_address_of_its_page(bench):
    operation = {"x-source": "close#L1-L9", "responses": {"204": {"description": "Done"}}}
    shapes = replace(
        bench.shapes(paths={"/it": {"post": operation}}), pages={"close": "https://x.example/close"}
    )

    assert shapes.cited(shapes.api.operations[0]) == ["https://x.example/close", "close#L1-L9"]
