"""What is limited alike is one type, which is named after what it allows."""

from __future__ import annotations

from typing import Any

import pytest


def limited(bench: Any, *schemas: dict[str, Any], **components: Any) -> list[tuple[str, str]]:
    parameters = [
        {"name": f"q{number}", "in": "query", "schema": schema}
        for number, schema in enumerate(schemas)
    ]
    get = {
        "operationId": "it/get",
        "parameters": parameters,
        "responses": {"204": {"description": ""}},
    }
    package = bench.package(paths={"/it": {"get": get}}, components={"schemas": components})
    return [(limit.name, limit.expression) for limit in package.limits]


def test_the_same_limits_are_one_type(bench: Any) -> None:
    short = {"type": "string", "maxLength": 5}
    named = limited(bench, short, {**short, "description": "another"}, {"type": "string"})
    assert named == [("StringMaxLength5", "Annotated[types.String, Field(max_length=5)]")]


def test_what_a_decimal_is_a_multiple_of_stays_exact(bench: Any) -> None:
    amount = {"type": "number", "format": "decimal", "multipleOf": 0.01, "minimum": 1}
    [(_, expression)] = limited(bench, amount)
    limits = "Field(ge=Decimal('1')), MultipleOf(Decimal('0.01'))"
    assert expression == f"Annotated[types.DecimalNumber, {limits}]"


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"type": "integer", "minimum": -1, "maximum": 100}, "IntegerMinimumMinus1Maximum100"),
        ({"type": "number", "exclusiveMinimum": 0}, "NumberExclusiveMinimum0"),
        (
            {"type": "number", "format": "decimal", "multipleOf": 0.01},
            "DecimalNumberMultipleOf0_01",
        ),
        ({"type": "string", "pattern": "^a+$"}, "StringPattern09f01f22"),
        ({"type": "integer", "maximum": 10**40}, "IntegerMaximum165ade1c"),
    ],
)
def test_a_type_is_named_after_its_limits(bench: Any, schema: dict[str, Any], name: str) -> None:
    assert [told for told, _ in limited(bench, schema)] == [name]


def test_a_class_of_the_document_keeps_its_name(bench: Any) -> None:
    thing = {"type": "object", "properties": {"a": {"type": "string"}}}
    [(name, _)] = limited(bench, {"type": "string", "maxLength": 5}, StringMaxLength5=thing)
    assert name == "StringMaxLength5Limited"
