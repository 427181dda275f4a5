"""Edits of operations, and what is said of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from engross.cli import main
from engross.diff import FORMATS, RULES, Level

ANSWER = {"responses": {"200": {"description": ""}}}


def operation(**words: Any) -> dict[str, Any]:
    return {"paths": {"/it": {"get": {**ANSWER, **words}}}}


def parameter(**words: Any) -> dict[str, Any]:
    told = {"name": "q", "in": "query", "schema": {"type": "string"}, **words}
    return operation(parameters=[told])


@pytest.mark.parametrize(
    ("base", "revision", "rule", "level"),
    [
        (operation(), {}, "endpoint-removed", Level.BREAKING),
        ({}, operation(), "endpoint-added", Level.NON_BREAKING),
        (operation(), parameter(), "new-optional-request-parameter", Level.NON_BREAKING),
        (operation(), parameter(required=True), "new-required-request-parameter", Level.BREAKING),
        (parameter(), operation(), "request-parameter-removed", Level.BREAKING),
        (operation(tags=["a"]), operation(tags=["b"]), "api-tag-added", Level.ANNOTATION),
        (operation(), operation(deprecated=True), "endpoint-deprecated", Level.ANNOTATION),
    ],
)
def test_an_edit_of_an_operation_has_its_rule_and_level(
    compared: Any, base: Any, revision: Any, rule: str, level: Level
) -> None:
    levels = {f.rule.id: f.level for f in compared(base, revision).findings}

    assert levels[rule] is level


def test_an_object_that_is_sent_in_parts_is_its_parts(compared: Any) -> None:
    def page(**kinds: str) -> Any:
        return {name: {"type": kind} for name, kind in kinds.items()}

    parts = operation(
        parameters=[
            {"name": name, "in": "query", "schema": schema}
            for name, schema in page(number="integer", size="integer").items()
        ]
    )
    whole = parameter(
        schema={"type": "object", "properties": page(number="integer", size="integer")}
    )
    other = parameter(
        schema={"type": "object", "properties": page(number="integer", size="string")}
    )

    assert not compared(parts, whole, "strict").findings
    assert not compared(whole, parts, "strict").findings
    assert [f.rule.id for f in compared(parts, other, "strict").findings] == ["type-changed"]


def test_alternatives_of_the_same_schemes_are_told_apart_by_their_scopes(compared: Any) -> None:
    def asking(*scopes: str) -> dict[str, Any]:
        flow = {"tokenUrl": "https://x/t", "scopes": dict.fromkeys("abc", "")}
        schemes = {"own": {"type": "oauth2", "flows": {"clientCredentials": flow}}}
        needs = [{"own": [scope]} for scope in scopes]
        return {**operation(security=needs), "components": {"securitySchemes": schemes}}

    (removed,) = compared(asking("a", "b"), asking("a")).findings
    grown = compared(asking("a", "b"), asking("a", "c")).findings

    assert (removed.rule.id, removed.level) == ("api-security-removed", Level.BREAKING)
    assert {f.rule.id for f in grown} == {"api-security-scope-added", "api-security-scope-removed"}


def test_a_key_that_is_sent_elsewhere_is_told_in_the_words_of_the_document(compared: Any) -> None:
    def key(location: str) -> dict[str, Any]:
        scheme = {"type": "apiKey", "name": "k", "in": location}
        return {"components": {"securitySchemes": {"key": scheme}}}

    (finding,) = compared(key("header"), key("query")).findings

    assert finding.rule.id == "api-security-component-location-changed"
    assert (finding.edit.old, finding.edit.new) == ("header", "query")


def test_the_name_of_a_path_parameter_is_no_new_operation(compared: Any) -> None:
    def at(name: str) -> dict[str, Any]:
        told = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        return {"paths": {f"/it/{{{name}}}": {"get": {**ANSWER, "parameters": [told]}}}}

    (finding,) = compared(at("id"), at("card")).findings

    assert finding.rule.id == "request-parameter-name-changed"


def test_a_webhook_is_read_by_the_caller(compared: Any) -> None:
    def hook(schema: Any) -> dict[str, Any]:
        content = {"application/json": {"schema": schema}}
        return {"webhooks": {"paid": {"post": {"requestBody": {"content": content}, **ANSWER}}}}

    narrower = compared(hook({"enum": ["a", "b"]}), hook({"enum": ["a"]}), "strict")
    wider = compared(hook({"enum": ["a"]}), hook({"enum": ["a", "b"]}), "strict")

    assert (narrower.level, wider.level) == (Level.NON_BREAKING, Level.BREAKING)


def test_an_exception_in_the_table_has_its_reason() -> None:
    for rule in RULES.values():
        assert bool(rule.reason) == (rule.request is not None or rule.response is not None), rule.id


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_from_run_to_run(compared: Any, name: str) -> None:
    first, second = (compared(operation(), parameter(required=True)) for _ in range(2))

    assert FORMATS[name](first) == FORMATS[name](second)
    assert "new-required-request-parameter" in FORMATS[name](first)


def test_the_command_exits_as_it_is_asked_to(compared: Any, tmp_path: Any, capsys: Any) -> None:
    compared(operation(), parameter(required=True))
    sides = [str(tmp_path / "base.json"), str(tmp_path / "revision.json")]

    assert main(["diff", *sides]) == 0
    assert main(["diff", *sides, "--fail-on", "breaking"]) == 1
    capsys.readouterr()
    assert main(["diff", *sides, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["bump"] == "major"
    assert main(["diff", "nowhere.yaml", sides[0]]) == 2
    assert "is no file" in capsys.readouterr().err


def test_one_success_of_a_range_that_was_given_breaks_nothing(compared: Any) -> None:
    def answering(*statuses: str) -> dict[str, Any]:
        answers = {status: {"description": ""} for status in statuses}
        return {"paths": {"/it": {"get": {"responses": answers}}}}

    report = compared(answering("2XX"), answering("200"), "strict")

    assert report.level is Level.NON_BREAKING
    assert compared(answering("2XX"), answering("404"), "strict").level is Level.BREAKING
