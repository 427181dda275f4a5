"""What was transcribed from Spenxy's table of facts, held against it row by row, both ways."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .facts import cited, read_facts, told_types

FACTS = read_facts("spenxy")
IN_BRACKETS = [n for n in FACTS.rows if FACTS.cells[n][2].startswith("(")]
TOLD = [n for n in FACTS.rows if n not in IN_BRACKETS]
REQUESTS = [n for n in TOLD if re.match(r"body|path", FACTS.cells[n][1])]
ANSWERS = [n for n in TOLD if n not in REQUESTS]


def test_the_facts_have_nine_operations() -> None:
    assert list(FACTS.routes) == [f"S{number}" for number in range(1, 10)]
    assert (len(REQUESTS), len(ANSWERS), len(IN_BRACKETS)) == (12, 26, 11)


@pytest.mark.parametrize("operation", FACTS.routes)
def test_an_operation_is_transcribed_from_its_row(operation: str) -> None:
    assert FACTS.cells[cited(FACTS.operation(operation))[0]][0] == operation


@pytest.mark.parametrize("line", REQUESTS)
def test_a_field_of_a_request_has_the_type_and_the_mark_of_its_row(line: int) -> None:
    operations, place, names, word, mark, *_ = FACTS.cells[line]
    types = dict(told_types(f"{names.partition('; in each')[0]} {word}"))
    assert types
    for operation in operations.split():
        found, required = _sent(operation, place)

        assert {n: FACTS.types(found[n]) for n in types} == {n: {w} for n, w in types.items()}
        assert all(line in cited(found[name]) for name in types)
        assert required & {*types} == ({*types} if mark.startswith("yes") else set())


@pytest.mark.parametrize("line", ANSWERS)
def test_a_field_of_an_answer_has_the_type_and_the_mark_of_its_row(line: int) -> None:
    """What is not marked as required may be null, as everywhere in answers of Spenxy's."""
    operations, place, told, mark, *_ = FACTS.cells[line]
    types = dict(told_types(told))
    assert types
    for operation in operations.split():
        for owner in _answered(operation, place):
            found, required = owner["properties"], {*owner.get("required", ())} & {*types}

            assert {n: FACTS.types(found[n]) for n in types} == {n: {w} for n, w in types.items()}
            assert all(line in cited(found[name]) for name in types)
            if mark != "yes; last no":
                assert required == ({*types} if mark == "yes" else set())
            assert all((n in required) != _nullable(found[n]) for n in types)


@pytest.mark.parametrize("line", [n for n in IN_BRACKETS if FACTS.cells[n][1].startswith("body")])
def test_where_names_were_not_seen_an_object_takes_more(line: int) -> None:
    operations, place, *_ = FACTS.cells[line]
    for operation in operations.split():
        body = FACTS.content(FACTS.operation(operation)["requestBody"])
        owner = FACTS.members(body, place.removeprefix("body").lstrip("."))

        assert "properties" not in owner or owner["additionalProperties"] is True


@pytest.mark.parametrize("operation", FACTS.routes)
def test_an_operation_documents_the_failure_of_its_row(operation: str) -> None:
    [line] = cited(FACTS.operation(operation))
    documented = "422" in FACTS.operation(operation)["responses"]

    assert documented == FACTS.cells[line][4].startswith("422")


def test_no_property_is_made_up() -> None:
    assert sum(len(schema.get("properties", ())) for _, schema in FACTS.owners()) > 100
    assert FACTS.made_up() == []


def test_what_moves_money_is_never_repeated() -> None:
    final = {op["operationId"] for op in FACTS.operations() if "x-irreversible" in op}

    assert final == {"cards/close", "cards/topup", "cards/withdraw"}


def test_in_an_answer_nothing_is_narrowed() -> None:
    requests = re.compile(r"UpdateCard(?!Response)|.*(Request|Filters)$")
    answers = {name: schema for name, schema in FACTS.owners() if not requests.match(name)}

    assert len(answers) > 20
    assert not re.findall(r"'(enum|const|pattern|minimum|maxLength)':", str(answers))


def _sent(operation: str, place: str) -> tuple[dict[str, Any], set[str]]:
    """Give the fields at a place of a request, and which of them are required."""
    op = FACTS.operation(operation)
    if place == "path":
        parameters = [FACTS.resolved(parameter) for parameter in op["parameters"]]
        return {p["name"]: p for p in parameters}, {p["name"] for p in parameters if p["required"]}
    body = FACTS.content(op["requestBody"])
    owner = FACTS.members(body, place.removeprefix("body").lstrip("."))
    return owner["properties"], {*owner.get("required", ())}


def _answered(operation: str, place: str) -> list[dict[str, Any]]:
    """Give the objects at a place of an answer: a star stands for each member."""
    card = "items[]" if operation == "S7" else ""
    path = re.sub(r"^card\.?", f"{card}." if card else "", place.removeprefix("root")).strip(".")
    if not path.endswith("*"):
        return [FACTS.members(FACTS.answer(operation), path)]
    fees = FACTS.members(FACTS.answer(operation), path.removesuffix(".*"))
    assert len(fees["properties"]) == 4
    return [
        FACTS.members(fees, f"{name}[]" if FACTS.types(field) == {"array"} else name)
        for name, field in fees["properties"].items()
    ]


def _nullable(node: dict[str, Any]) -> bool:
    return "null" in node.get("type", ()) or {"type": "null"} in node.get("anyOf", ())
