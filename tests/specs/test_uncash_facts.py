"""What was transcribed from UnCash's table of facts, held against it row by row, both ways."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .facts import cited, read_facts, told_types

FACTS = read_facts("uncash")
SCHEMAS = FACTS.spec["components"]["schemas"]
SUCCESS, TIMESTAMP, FAILURE, REFUSAL = 52, 53, 54, 55
NO_TIMESTAMP = {"U8", "U10", "U11"}


def test_the_facts_have_eleven_operations() -> None:
    assert list(FACTS.routes) == [f"U{number}" for number in range(1, 12)]
    assert len(FACTS.rows) > 25


@pytest.mark.parametrize("operation", FACTS.routes)
def test_an_operation_is_transcribed_from_its_row(operation: str) -> None:
    assert FACTS.cells[cited(FACTS.operation(operation))[0]][0] == operation


@pytest.mark.parametrize("line", FACTS.rows)
def test_a_field_has_the_type_and_the_mark_of_its_row(line: int) -> None:
    operations, place, told, *rest = FACTS.cells[line]
    is_request = place in {"body", "path", "query"}
    types = dict(told_types(f"{told} {rest[0]}" if is_request else told))
    assert types
    for operation in operations.split():
        found, required = _fields(operation, place)

        assert _types({name: found[name] for name in types}) == _told(types)
        assert all(line in cited(found[name]) for name in types)
        assert required & {*types} == ({*types} if is_request and rest[1] == "yes" else set())


@pytest.mark.parametrize("operation", FACTS.routes)
def test_an_answer_has_the_members_that_all_have(operation: str) -> None:
    found, required = _fields(operation, "root")
    data = "array" if operation in {"U9", "U10"} else "object"
    stamp = {} if operation in NO_TIMESTAMP else {"timestamp": "string"}

    types = {"success": "boolean", "message": "string", "data": data, **stamp}
    assert _types(found) == _told(types)
    assert required == set()


@pytest.mark.parametrize(("name", "line"), [("Failure", FAILURE), ("UnauthorizedFailure", REFUSAL)])
def test_a_failure_has_the_members_of_its_row(name: str, line: int) -> None:
    told = dict(told_types(FACTS.cells[line][2]))

    assert _types(SCHEMAS[name]["properties"]) == _told(told)


@pytest.mark.parametrize("operation", FACTS.routes)
def test_every_operation_documents_the_401(operation: str) -> None:
    assert "UnauthorizedFailure" in str(
        FACTS.resolved(FACTS.operation(operation)["responses"]["401"])
    )


def test_no_property_is_made_up() -> None:
    assert sum(len(schema["properties"]) for _, schema in FACTS.owners()) > 100
    assert FACTS.made_up() == []


@pytest.mark.parametrize(
    ("schema", "name", "keywords", "line", "words"),
    [
        ("CreateCardRequest", "name", ("minLength", "maxLength"), 38, "{} to {} characters"),
        ("TopUpCardRequest", "amount", ("minimum", "maximum"), 42, "U4: {:,.2f} to {:,.2f}"),
        ("WithdrawFromCardRequest", "amount", ("minimum", "maximum"), 42, "U5: {:,.2f} to {:,.2f}"),
    ],
)
def test_a_limit_is_that_of_its_row(
    schema: str, name: str, keywords: tuple[str, str], line: int, words: str
) -> None:
    field = SCHEMAS[schema]["properties"][name]

    assert words.format(*(field[keyword] for keyword in keywords)) in FACTS.lines[line - 1]


def test_a_page_has_the_defaults_of_its_row() -> None:
    fields, _ = _fields("U8", "query")
    page, limit = fields["page"]["schema"], fields["limit"]["schema"]

    told = f"default {page['default']}; default {limit['default']}, at most {limit['maximum']};"
    assert told in FACTS.lines[cited(fields["page"])[0] - 1]


def test_what_issues_a_card_or_moves_money_is_never_repeated() -> None:
    final = {op["operationId"] for op in FACTS.operations() if "x-irreversible" in op}

    assert final == {"cards/create", "cards/topup", "cards/withdraw", "cards/close"}


def test_in_an_answer_nothing_is_narrowed() -> None:
    answers = {name: s for name, s in FACTS.owners() if not name.endswith("Request")}

    assert len(answers) > 20
    assert not [name for name, schema in answers.items() if "required" in schema]
    assert not re.findall(r"'(enum|const|pattern|minimum|maxLength)':", str(answers))


def _fields(operation: str, place: str) -> tuple[dict[str, Any], set[str]]:
    """Give the fields at a place of an operation, and which of them are required."""
    op = FACTS.operation(operation)
    if place in {"path", "query"}:
        parameters = [FACTS.resolved(parameter) for parameter in op.get("parameters", [])]
        there = [parameter for parameter in parameters if parameter["in"] == place]
        return {p["name"]: p for p in there}, {p["name"] for p in there if p.get("required")}
    if place == "body":
        schema = FACTS.resolved(FACTS.content(op["requestBody"]))
    else:
        schema = FACTS.members(FACTS.answer(operation), place.removeprefix("root"))
    return schema["properties"], set(schema.get("required", ()))


def _types(fields: dict[str, Any]) -> dict[str, set[str]]:
    return {name: FACTS.types(field) for name, field in fields.items()}


def _told(types: dict[str, str]) -> dict[str, set[str]]:
    return {name: {word} for name, word in types.items()}
