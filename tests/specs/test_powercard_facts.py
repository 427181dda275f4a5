"""What was transcribed from PowerCard's table of facts, held against it row by row, both ways."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .facts import cited, read_facts, told_types

FACTS = read_facts("powercard")
REQUESTS = [n for n in FACTS.rows if FACTS.cells[n][1] == "body"]
EVENTS = [n for n in FACTS.rows if FACTS.cells[n][0].startswith("W")]
ANSWERS = [n for n in FACTS.rows if n not in {*REQUESTS, *EVENTS}]
ALL = [n for n, cells in FACTS.cells.items() if cells[0] == "all"]
NAMES = dict(re.findall(r"(W\d) `(\w+)`", "\n".join(FACTS.lines)))
LIST_NOT_SEEN = {"P2", "P6"}
UNSURE = {
    "merchantRechargeNo": "only in one edition",
    "transactionId": "only in one edition",
    "powerCardBizId": "only in a sample of one edition",
    "currency": "only in a sample of one edition",
    "receiveAmount": "only in a sample of one edition",
    "merchantOrderNo": "only in a sample of one edition",
    "authTransaction": "not in the sample",
    "holdRefund": "not in the sample",
    "oriTransNo": "not in the sample",
}
"""Fields of events that a table requires and the spec does not, and why."""


def test_the_facts_have_seven_operations_and_six_events() -> None:
    assert list(FACTS.routes) == [f"P{number}" for number in range(1, 8)]
    assert list(NAMES) == [f"W{number}" for number in range(1, 7)]
    assert list(NAMES.values()) == list(FACTS.spec["webhooks"])
    assert (len(REQUESTS), len(ANSWERS), len(EVENTS)) == (12, 9, 16)


@pytest.mark.parametrize("operation", FACTS.routes)
def test_an_operation_is_transcribed_from_its_row(operation: str) -> None:
    assert FACTS.cells[cited(FACTS.operation(operation))[0]][0] == operation


@pytest.mark.parametrize("line", REQUESTS)
def test_a_field_of_a_request_has_the_type_and_the_mark_of_its_row(line: int) -> None:
    operations, _, names, word, mark, *_ = FACTS.cells[line]
    types = dict(told_types(f"{names} {word}"))
    for operation in operations.split():
        schema = FACTS.resolved(FACTS.content(FACTS.operation(operation)["requestBody"]))
        found, required = schema["properties"], {*schema["required"]}

        assert {name: FACTS.types(found[name]) for name in types} == _sets(types)
        assert all(line in cited(found[name]) for name in types)
        if operation in LIST_NOT_SEEN:
            assert schema["x-inferred"]["required"]
        else:
            assert required & {*types} == ({*types} if mark.startswith("yes") else set())


@pytest.mark.parametrize("line", ANSWERS)
def test_a_field_of_an_answer_has_the_type_of_its_row(line: int) -> None:
    operation, place, told, *_ = FACTS.cells[line]
    types = dict(told_types(told))
    found = FACTS.members(FACTS.answer(operation), place)["properties"]

    assert {name: FACTS.types(found[name]) for name in types} == _sets(types)
    assert all(line in cited(found[name]) for name in types)


@pytest.mark.parametrize("operation", FACTS.routes)
def test_every_answer_has_the_envelope(operation: str) -> None:
    types = {n: t for line in ALL for n, t in told_types(FACTS.cells[line][2])}
    schema = FACTS.resolved(FACTS.answer(operation))

    assert {n: FACTS.types(field) for n, field in schema["properties"].items()} == _sets(types)
    assert schema["properties"]["success"]["default"] is False
    assert schema["x-envelope"]["success"] == "success"


@pytest.mark.parametrize("line", EVENTS)
def test_a_field_of_an_event_has_the_type_and_the_mark_of_its_row(line: int) -> None:
    events, place, told, mark, *_ = FACTS.cells[line]
    types = dict(told_types(told))
    for event in events.split():
        schema = FACTS.members(_body(event), "data")
        if place == "Transaction":
            schema = FACTS.members(schema, "transaction")
        found = schema["properties"]

        assert all(word in (FACTS.types(found[n]) or {"Object"}) for n, word in types.items())
        assert all(line in cited(found[name]) for name in types)
        sure = {*types} - ({*UNSURE} if event in {"W2", "W6"} else set())
        wanted = sure if mark.startswith("yes") else set()
        assert {*schema["required"]} & {*types} == wanted


@pytest.mark.parametrize(("event", "name"), NAMES.items())
def test_an_event_is_told_by_its_type(event: str, name: str) -> None:
    body = FACTS.resolved(_body(event))

    assert body["properties"]["eventType"]["enum"] == [name]
    assert body["required"] == ["eventType", "data"]


def test_no_property_is_made_up() -> None:
    assert sum(len(schema["properties"]) for _, schema in FACTS.owners()) > 130
    assert FACTS.made_up() == []


def test_what_orders_a_card_or_moves_money_is_never_repeated() -> None:
    final = {op["operationId"] for op in FACTS.operations() if "x-irreversible" in op}

    assert final == {"cards/close", "cards/create", "cards/recharge"}


def test_in_an_answer_nothing_is_narrowed() -> None:
    """Of an event only the table's own marks are taken over."""
    answers = {n: s for n, s in FACTS.owners() if not n.endswith(("Request", "Event", "EventData"))}
    answers.pop("Transaction")

    assert len(answers) == 15
    assert not [name for name, schema in answers.items() if "required" in schema]
    assert not re.findall(r"'(enum|const|pattern|minimum|maxLength)':", str(answers))


@pytest.mark.parametrize("name", ["cardNo", "cvv2", "expireDate", "token", "email", "mobileNumber"])
def test_a_secret_is_sensitive_wherever_it_is(name: str) -> None:
    found = [s["properties"][name] for _, s in FACTS.owners() if name in s["properties"]]

    assert found
    assert all(field["x-sensitive"] for field in found)


def _body(event: str) -> dict[str, Any]:
    return FACTS.content(FACTS.spec["webhooks"][NAMES[event]]["post"]["requestBody"])


def _sets(types: dict[str, str]) -> dict[str, set[str]]:
    return {name: {word} for name, word in types.items()}
