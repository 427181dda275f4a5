"""A discriminator that chooses nothing is told."""

from __future__ import annotations

from typing import Any

import pytest
from engross.plan.unions import untagged_unions

TAG = {"propertyName": "kind"}
CAT, DOG = ({"$ref": f"#/components/schemas/{name}"} for name in ("Cat", "Dog"))


def branch(kind: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": {"kind": kind}, "required": [*required]}


@pytest.mark.parametrize(
    ("kinds", "required", "told"),
    [
        (({"const": "cat"}, {"enum": ["dog"]}), ("kind",), False),
        (({"const": "cat"}, {"type": "string"}), ("kind",), True),
        (({"const": "cat"}, {"const": "dog"}), (), True),
    ],
)
def test_a_union_is_told_unless_each_branch_must_have_a_tag(
    bench: Any, kinds: tuple[Any, Any], required: tuple[str, ...], told: bool
) -> None:
    cat, dog = (branch(kind, *required) for kind in kinds)
    pet = {"oneOf": [CAT, DOG], "discriminator": TAG}
    api = bench.shapes(components={"schemas": {"Cat": cat, "Dog": dog, "Pet": pet}}).api

    problems = [str(problem.pointer) for problem in untagged_unions(api)]

    assert problems == (["#/components/schemas/Pet/discriminator"] if told else [])


def test_a_base_whose_heirs_are_not_chosen_is_told(bench: Any) -> None:
    base = {**branch({"type": "string"}, "kind"), "discriminator": TAG}
    [problem] = untagged_unions(bench.shapes(components={"schemas": {"Base": base}}).api)
    assert "refer to a oneOf of them" in problem.message
