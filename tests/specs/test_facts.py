"""What was transcribed from UnCash's table of facts, held against it row by row, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "specs" / "uncash"
SPEC = yaml.safe_load((FOLDER / "openapi.yaml").read_text("utf-8"))
LINES = (FOLDER / "sources" / "facts.md").read_text("utf-8").splitlines()
CELLS = {
    number: [cell.strip() for cell in line.strip("|").split("|")]
    for number, line in enumerate(LINES, 1)
    if line.startswith("|")
}
ROUTES = {
    cells[0]: (cells[1].lower(), cells[2].strip("`"))
    for cells in CELLS.values()
    if re.fullmatch(r"U[1-9]\d*", cells[0]) and cells[2].startswith("`/")
}
FIELDS = [n for n, cells in CELLS.items() if re.match(r"U[1-9]", cells[0]) and n > 31]
SUCCESS, TIMESTAMP, FAILURE, REFUSAL = 52, 53, 54, 55
NO_TIMESTAMP = {"U8", "U10", "U11"}


def test_the_facts_have_eleven_operations() -> None:
    assert list(ROUTES) == [f"U{number}" for number in range(1, 12)]
    assert len(FIELDS) > 25


@pytest.mark.parametrize("operation", ROUTES)
def test_an_operation_is_transcribed_from_its_row(operation: str) -> None:
    assert CELLS[_first_line(_operation(operation))][0] == operation


@pytest.mark.parametrize("line", FIELDS)
def test_a_field_has_the_type_and_the_mark_of_its_row(line: int) -> None:
    operations, place, told, *rest = CELLS[line]
    is_request = place in {"body", "path", "query"}
    types = dict(_types(f"{told} {rest[0]}" if is_request else told))
    assert types
    for operation in operations.split():
        found, required = _fields(operation, place)

        assert {name: _type(found[name]) for name in types} == types
        assert all(line in _lines(found[name]) for name in types)
        assert required & {*types} == ({*types} if is_request and rest[1] == "yes" else set())


@pytest.mark.parametrize("operation", ROUTES)
def test_an_answer_has_the_members_that_all_have(operation: str) -> None:
    found, required = _fields(operation, "root")
    data = "array" if operation in {"U9", "U10"} else "object"
    stamp = {} if operation in NO_TIMESTAMP else {"timestamp": "string"}

    types = {"success": "boolean", "message": "string", "data": data, **stamp}
    assert {name: _type(field) for name, field in found.items()} == types
    assert required == set()


@pytest.mark.parametrize(("name", "line"), [("Failure", FAILURE), ("UnauthorizedFailure", REFUSAL)])
def test_a_failure_has_the_members_of_its_row(name: str, line: int) -> None:
    found = SPEC["components"]["schemas"][name]["properties"]

    assert {key: _type(field) for key, field in found.items()} == dict(_types(CELLS[line][2]))


@pytest.mark.parametrize("operation", ROUTES)
def test_every_operation_documents_the_401(operation: str) -> None:
    assert "UnauthorizedFailure" in str(_resolved(_operation(operation)["responses"]["401"]))


def test_no_property_is_made_up() -> None:
    """Its name is in the row that it says it is from."""
    owners = SPEC["components"]["schemas"].values()
    named = [(n, field) for owner in owners for n, field in owner["properties"].items()]
    of_facts = [(n, field) for n, field in named if field["x-source"].startswith("facts#")]

    assert len(of_facts) > 100
    assert not [
        name
        for name, field in of_facts
        if not any(f"`{name}`" in LINES[line - 1] for line in _lines(field))
    ]


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
    field = SPEC["components"]["schemas"][schema]["properties"][name]

    assert words.format(*(field[keyword] for keyword in keywords)) in LINES[line - 1]


def test_a_page_has_the_defaults_of_its_row() -> None:
    fields, _ = _fields("U8", "query")
    page, limit = fields["page"]["schema"], fields["limit"]["schema"]

    told = f"default {page['default']}; default {limit['default']}, at most {limit['maximum']};"
    assert told in LINES[_first_line(fields["page"]) - 1]


def test_what_issues_a_card_or_moves_money_is_never_repeated() -> None:
    operations = [op for item in SPEC["paths"].values() for op in item.values()]
    final = {op["operationId"] for op in operations if "x-irreversible" in op}

    assert final == {"cards/create", "cards/topup", "cards/withdraw", "cards/close"}


def test_in_an_answer_nothing_is_narrowed() -> None:
    schemas = SPEC["components"]["schemas"].items()
    answers = {n: s for n, s in schemas if "facts#" in s["x-source"] and not n.endswith("Request")}

    assert len(answers) > 20
    assert not [name for name, schema in answers.items() if "required" in schema]
    assert not re.findall(r"'(enum|const|pattern|minimum|maxLength)':", str(answers))


def _operation(operation: str) -> dict[str, Any]:
    method, path = ROUTES[operation]
    found: dict[str, Any] = SPEC["paths"][path][method]
    return found


def _fields(operation: str, place: str) -> tuple[dict[str, Any], set[str]]:
    """Give the fields at a place of an operation, and which of them are required."""
    op = _operation(operation)
    if place in {"path", "query"}:
        parameters = [_resolved(parameter) for parameter in op.get("parameters", [])]
        there = [parameter for parameter in parameters if parameter["in"] == place]
        return {p["name"]: p for p in there}, {p["name"] for p in there if p.get("required")}
    body = op["requestBody"] if place == "body" else next(iter(op["responses"].values()))
    schema = _resolved(body["content"]["application/json"]["schema"])
    for step in [] if place in {"body", "root"} else place.split("."):
        schema = _resolved(schema["properties"][step.removesuffix("[]")])
        schema = _resolved(schema["items"]) if step.endswith("[]") else schema
    return schema["properties"], set(schema.get("required", ()))


def _types(text: str) -> Iterator[tuple[str, str]]:
    """Read "`a`, `b` string; `c` number"."""
    for names, word in re.findall(r"((?:`[^`]+`(?:, )?)+) (\w+)", text):
        for name in re.findall(r"`([^`]+)`", names):
            yield name, word


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found = SPEC
    for key in node["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return found


def _type(node: dict[str, Any]) -> str:
    written = _resolved(node.get("schema", node))["type"]
    [word] = {written} if isinstance(written, str) else {*written} - {"null"}
    return word


def _lines(node: dict[str, Any]) -> range:
    first, *rest = re.findall(r"L(\d+)", node["x-source"])
    return range(int(first), int(rest[0] if rest else first) + 1)


def _first_line(node: dict[str, Any]) -> int:
    return _lines(node)[0]
