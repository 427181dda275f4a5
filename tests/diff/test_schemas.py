"""Edits of schemas: what was proved about their values, in both directions."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from engross.diff import Level

from .conftest import sending

TEXT = {"type": "string"}
A = {"type": "object", "properties": {"a": TEXT}}
EDITS: list[tuple[Any, Any, str]] = [
    ({**TEXT, "maxLength": 5}, {**TEXT, "maxLength": 3}, "max-length-decreased"),
    (TEXT, {**TEXT, "pattern": "^x+$"}, "pattern-added"),
    ({"enum": ["a", "b"]}, {"enum": ["a"]}, "enum-value-removed"),
    ({"type": ["string", "null"]}, TEXT, "became-not-nullable"),
    ({"type": "number"}, {"type": "integer"}, "type-specialized"),
    ({"type": "integer"}, {"type": "integer", "multipleOf": 3}, "multiple-of-added"),
    ({"type": "array"}, {"type": "array", "uniqueItems": True}, "unique-items-set"),
    ({"type": "array"}, {"type": "array", "maxItems": 1}, "max-items-set"),
    ({"type": "object"}, {"type": "object", "maxProperties": 1}, "max-properties-set"),
    (A, {**A, "required": ["a"]}, "property-became-required"),
    (A, {**A, "additionalProperties": False}, "additional-properties-added"),
    (A, {**A, "dependentRequired": {"a": ["b"]}}, "dependent-required-added"),
    (TEXT, {**TEXT, "not": {"const": "x"}}, "not-added"),
    ({"anyOf": [TEXT, A]}, {"anyOf": [A]}, "type-specialized"),
    ({"oneOf": [TEXT, A, {"type": "array"}]}, {"oneOf": [TEXT, A]}, "one-of-removed"),
]
PLACES = {
    "whole": lambda schema: schema,
    "member": lambda schema: {"type": "object", "properties": {"it": schema}},
    "item": lambda schema: {"type": "array", "items": schema},
    "part": lambda schema: {"allOf": [schema]},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("wide", "narrow", "rule"), EDITS)
def test_a_narrower_schema_breaks_requests_and_a_wider_one_responses(
    compared: Any, place: str, wide: Any, narrow: Any, rule: str
) -> None:
    old, new = PLACES[place](wide), PLACES[place](narrow)
    there, back = (
        compared(sending(old), sending(new), "strict"),
        compared(sending(new), sending(old), "strict"),
    )

    # What cannot be joined with the schema around it is told as a part of `allOf`.
    assert rule in {finding.rule.id for finding in there.findings} or place == "part"
    for report, direction in ((there, "request"), (back, "response")):
        broken = [finding for finding in report.findings if finding.level is Level.BREAKING]
        assert broken != []
        for finding in broken:
            assert {reach.direction.value for reach in finding.reach} == {direction}
            # Values at the place of the edit: for members and items the part is what differs.
            if place in {"whole", "part"}:
                assert jsonschema.Draft202012Validator(wide).is_valid(finding.witness)
                assert not jsonschema.Draft202012Validator(narrow).is_valid(finding.witness)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, {"allOf": [A]}),
        (TEXT, {"anyOf": [TEXT]}),
        ({"anyOf": [TEXT, {"type": "null"}]}, {"type": ["string", "null"]}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
        ({"anyOf": [TEXT, A]}, {"anyOf": [A, TEXT]}),
        ({"allOf": [{"minLength": 1}, {"maxLength": 3}]}, {"minLength": 1, "maxLength": 3}),
    ],
)
def test_another_way_to_say_the_same_is_no_change(compared: Any, one: Any, other: Any) -> None:
    assert compared(sending(one), sending(other), "strict").findings == ()
    assert compared(sending(other), sending(one), "strict").findings == ()


@pytest.mark.parametrize(
    ("fewer", "more"),
    [
        (
            {"oneOf": [{**TEXT, "maxLength": 3}, {**TEXT, "minLength": 5}]},
            {"oneOf": [{**TEXT, "maxLength": 3}, {"const": "x"}, {**TEXT, "minLength": 5}]},
        ),
        (
            {"not": {"anyOf": [{"const": "a"}, {"type": "integer"}]}},
            {"not": {"anyOf": [{"const": "a"}, {"const": "x"}, {"type": "integer"}]}},
        ),
    ],
)
def test_a_branch_between_others_is_not_taken_for_the_one_that_stood_there(
    compared: Any, fewer: Any, more: Any
) -> None:
    for old, new, path in ((fewer, more, "/in"), (more, fewer, "/out")):
        report = compared(sending(old), sending(new), "strict")
        broken = [finding for finding in report.findings if finding.level is Level.BREAKING]

        assert [finding.witness for finding in broken] == ["x"]
        assert [reach.path for finding in broken for reach in finding.reach] == [path]


def test_an_inline_schema_and_its_component_are_the_same(compared: Any) -> None:
    by_name = {
        **sending({"$ref": "#/components/schemas/A"}),
        "components": {"schemas": {"A": A}},
    }

    assert compared(sending(A), by_name, "strict").findings == ()


def test_one_fact_of_a_shared_schema_is_one_finding(compared: Any) -> None:
    def document(limit: int) -> dict[str, Any]:
        tree = {
            "type": "object",
            "properties": {
                "name": {**TEXT, "maxLength": limit},
                "next": {"$ref": "#/components/schemas/Tree"},
            },
        }
        by_name = sending({"$ref": "#/components/schemas/Tree"})
        return {**by_name, "components": {"schemas": {"Tree": tree}}}

    (finding,) = compared(document(5), document(3)).findings

    assert finding.rule.id == "max-length-decreased"
    assert [reach.instance_path for reach in finding.reach] == ["/name", "/name"]
    assert finding.witness == "aaaa"


def test_the_world_is_open_by_default_and_closed_in_set_theory(compared: Any) -> None:
    wider = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}

    by_default = compared(sending(A), sending(wider))
    strictly = compared(sending(A), sending(wider), "strict")

    assert {finding.rule.id for finding in by_default.findings} == {"property-added"}
    assert by_default.level is Level.NON_BREAKING
    assert strictly.level is Level.BREAKING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({**TEXT, "enum": ["a"]}, {"const": "a"}),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"enum": ["a", None]}),
        ({"type": "number", "enum": [1]}, {"enum": [1]}),
    ],
)
def test_a_type_that_the_listed_values_have_anyway_is_no_change(
    compared: Any, one: Any, other: Any
) -> None:
    assert compared(sending(one), sending(other), "strict").findings == ()
    assert compared(sending(other), sending(one), "strict").findings == ()
