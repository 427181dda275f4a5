from __future__ import annotations

from typing import Any

import pytest
from engross.plan.unsent import unbounded_bodies, unsent_parameters

ROW = {"type": "object", "properties": {"a": {"type": "string"}}}
TEXTS = {"type": "array", "items": {"type": "string"}}


def told(bench: Any, **words: Any) -> list[str]:
    parameter = {"name": "x", "in": "query", **words}
    answer = {"responses": {"204": {"description": ""}}}
    paths = {"/a": {"get": {**answer, "parameters": [parameter]}}}
    api = bench.shapes(paths=paths, components={"schemas": {"Row": ROW}}).api
    return [problem.message for problem in unsent_parameters(api)]


@pytest.mark.parametrize(
    ("schema", "nested"),
    [
        ({"type": "array", "items": ROW}, "is a list of objects"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Row"}}, "is a list of objects"),
        ({"type": "array", "items": TEXTS}, "is a list of lists"),
        ({"type": "array", "items": {"anyOf": [ROW, TEXTS]}}, "is a list of objects"),
        ({"type": "object", "properties": {"b": TEXTS}}, "has a member 'b' with parts of its own"),
        (
            {"type": "object", "additionalProperties": ROW},
            "has members with parts of their own",
        ),
    ],
)
def test_what_no_style_has_a_form_for_is_told(bench: Any, schema: Any, nested: str) -> None:
    [message] = told(bench, schema=schema)
    assert message.startswith(f"the query parameter 'x' {nested}, for which the style 'form'")
    assert message.endswith("`style: deepObject` where the provider reads that")
    [message] = told(bench, schema=schema, **{"in": "header"})
    assert message.endswith("write `content: application/json`")


@pytest.mark.parametrize(
    "words",
    [
        {"schema": TEXTS},
        {"schema": ROW},
        {"schema": {"type": "array", "items": {"anyOf": [ROW, {"type": "string"}]}}},
        {"schema": {"type": "array", "items": {}}},
        {"schema": {"type": "array", "items": ROW}, "style": "deepObject"},
        {"content": {"application/json": {"schema": {"type": "array", "items": ROW}}}},
    ],
)
def test_what_some_call_can_send_is_not(bench: Any, words: Any) -> None:
    assert told(bench, **words) == []


@pytest.mark.parametrize(
    ("content_type", "count"),
    [
        ("multipart/related", 1),
        ("multipart/mixed; boundary=a", 0),
        ("multipart/form-data", 0),
        ("multipart/*", 0),
        ("application/zip", 0),
    ],
)
def test_a_body_whose_parts_are_the_callers_is_told(
    bench: Any, content_type: str, count: int
) -> None:
    body = {"requestBody": {"content": {content_type: {"schema": ROW}}}}
    paths = {"/a": {"post": {"responses": {"204": {"description": ""}}, **body}}}

    problems = [*unbounded_bodies(bench.shapes(paths=paths).api)]

    assert len(problems) == count
    assert all(problem.kind == "multipart" for problem in problems)
    method = bench.method(**body)
    assert ("with its boundary" in method.docstring) == bool(count)
