"""The table of rules as `engross rules` shows it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from engross.cli import main
from engross.diff import RULES
from engross.diff.examples import OPERATIONS, SCHEMAS
from engross.diff.explain import rule_text

from .conftest import sending


@pytest.mark.parametrize("rule", [*SCHEMAS, *OPERATIONS])
def test_an_example_is_told_by_its_rule(compared: Any, rule: str) -> None:
    words = SCHEMAS.get(rule) or OPERATIONS[rule]
    before, after = (yaml.safe_load(f"{{{text}}}") for text in words)
    if rule in OPERATIONS:
        before, after = ({"paths": {"/it": {"post": {**CALL, **it}}}} for it in (before, after))
    else:
        before, after = sending(before), sending(after)

    found = {finding.rule.id: finding for finding in compared(before, after).findings}

    assert rule in found
    # The explanation tells calls from values by the rule's name.
    is_of_calls = {reach.direction for reach in found[rule].reach} == {None}
    assert is_of_calls == ("\nlevel  " in rule_text(rule))


CALL: dict[str, Any] = {"responses": {}}


def test_the_table_has_a_row_for_every_rule(capsys: Any) -> None:
    assert main(["rules"]) == 0

    head, *rows = capsys.readouterr().out.split("\n\n")[0].split("\n")
    assert [row.split()[0] for row in rows] == list(RULES)
    meaning = head.index("MEANING")
    assert {row[meaning - 1] for row in rows} == {" "}
    assert {row[meaning] for row in rows} & {" "} == set()


def test_a_rule_is_explained(capsys: Any) -> None:
    assert main(["rules", "enum-value-added"]) == 0

    told = capsys.readouterr().out
    assert "concerns  wire: the bytes that are exchanged" in told
    assert "response  non-breaking (default), breaking (strict)" in told
    assert "keeps a value that it does not know" in told
    assert "example   {enum: [open]}\n          → {enum: [open, closed]}" in told


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_explained(rule: str) -> None:
    assert rule_text(rule).startswith(f"{rule}\n")


def test_an_unknown_rule_is_told_with_those_that_are_near(capsys: Any) -> None:
    assert main(["rules", "max-length-decrease"]) == 2
    assert "did you mean max-length-decreased or" in capsys.readouterr().err
    assert main(["rules", "zzzz"]) == 2
    assert "'engross rules' lists them" in capsys.readouterr().err
