"""The data of an event is what its text holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Schema
from engross.names import name_api
from engross.spec import load_api

TEXT = {"type": "string"}
FOO = {"type": "object", "properties": {"foo": {"type": "integer"}}}


def holding(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    """Write a text that holds something."""
    return {**TEXT, "contentMediaType": media_type, "contentSchema": schema}


def event(data: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"event": TEXT, "data": data}, "required": ["data"]}


@pytest.fixture
def data_of(tmp_path: Path) -> Any:
    """Give the schema of the data of an event, as it is read of a stream."""

    def run(schema: Any, content_type: str = "text/event-stream") -> Schema:
        media = {content_type: {"itemSchema": schema}}
        answer = {"responses": {"200": {"description": "", "content": media}}}
        document = {
            "openapi": "3.2.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/it": {"get": answer}},
            "components": {"schemas": {"Foo": FOO, "Event": event(holding(FOO))}},
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        api, _ = name_api(load_api(path, authored=False)[0])
        item = api.operations[0].responses[0].content[0].item_schema
        assert item is not None
        found = api.resolve(item)
        found = api.resolve(found.one_of[0]) if found.one_of else found
        return api.resolve(found.properties["data"])

    return run


REF = {"$ref": "#/components/schemas/Foo"}


@pytest.mark.parametrize(
    "schema",
    [
        event(holding(FOO)),
        event(holding(REF)),
        event(holding(FOO, "application/problem+json; charset=utf-8")),
        event({"contentMediaType": "application/json", "contentSchema": {"allOf": [REF]}}),
        {"$ref": "#/components/schemas/Event"},
        {"oneOf": [{"$ref": "#/components/schemas/Event"}, event(TEXT)]},
    ],
)
def test_what_the_text_holds_is_the_data(data_of: Any, schema: Any) -> None:
    found = data_of(schema)

    assert found.type == {"object"} or found.all_of


@pytest.mark.parametrize("schema", [{"type": "integer"}, {"enum": [1, 2]}, {"anyOf": [FOO, REF]}])
def test_what_is_no_text_is_read(data_of: Any, schema: Any) -> None:
    assert "string" not in data_of(event(holding(schema))).type


@pytest.mark.parametrize(
    "data",
    [
        holding(TEXT),
        holding({}),
        holding({"enum": ["a", 1]}),
        holding({"const": "a"}),
        holding({"oneOf": [FOO, TEXT]}),
        holding(FOO, "text/csv"),
        {**TEXT, "contentSchema": FOO},
        {**TEXT, "contentMediaType": "application/json"},
    ],
)
def test_a_text_stays_where_it_could_be_taken_for_what_it_holds(data_of: Any, data: Any) -> None:
    assert data_of(event(data)).type == {"string"}


def test_a_text_elsewhere_stays_a_text(data_of: Any) -> None:
    assert data_of(event(holding(FOO)), "application/jsonl").type == {"string"}
