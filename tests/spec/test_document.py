"""Whole documents: what is no OpenAPI, and the small things of the root."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from engross.errors import SpecError
from engross.pointer import parse_pointer
from engross.spec import load_api


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "openapi.yaml:1:1: error: expected an OpenAPI document (a mapping), found null"),
        ("- a", "expected an OpenAPI document (a mapping), found a list"),
        ("title: x", "this is no OpenAPI document"),
        ("openapi: 4.0.0", "the version '4.0.0' is not known"),
        ("swagger: '1.2'", "this is no OpenAPI document"),
        ("openapi: [3]", "the version '' is not known"),
        ("openapi: 3.1.0", "one of 'paths', 'webhooks' and 'components' must be there"),
        (
            "openapi: 3.1.0\npaths: []",
            "openapi.yaml:2:1: error: expected a mapping, found a list (#/paths)",
        ),
        ("openapi: 3.1.0\npaths: {}\ninfo: 1", "expected a mapping, found a number 1 (#/info)"),
    ],
)
def test_what_is_no_openapi_is_told(workshop: Any, text: str, message: str) -> None:
    assert message in workshop.messages_of(workshop.write(text))


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.1", "3.2.0", "3.1"])
def test_versions_3_are_read(workshop: Any, version: str) -> None:
    assert workshop.api(version=version).title == "T"


def test_ours_must_say_3_1(workshop: Any) -> None:
    told = workshop.messages(version="3.0.3", authored=True)

    assert "our own specs are OpenAPI 3.1, found '3.0.3'" in told


def test_a_number_is_taken_as_its_digits_where_a_text_is_meant(workshop: Any) -> None:
    path = workshop.write("openapi: 3.1.0\ninfo: {title: t, version: 1.10}\npaths: {}\n")

    assert 'warning: expected text, found a number 1.10: write "1.10"' in workshop.messages_of(path)
    assert "error: expected text" in workshop.messages_of(path, authored=True)


def test_a_document_of_components_alone_is_read(workshop: Any) -> None:
    path = workshop.write("openapi: 3.0.0\ncomponents: {schemas: {A: {type: string}}}")

    assert "warning: 'info' is missing" in workshop.messages_of(path)


def test_servers_tags_and_docs_are_read(workshop: Any) -> None:
    variables = {"region": {"default": "eu", "enum": ["eu", "us"]}}
    servers = [{"url": "https://{region}.x", "variables": variables, "x-placeholder": True}]
    api = workshop.api(servers=servers, tags=[{"name": "cards"}], externalDocs={"url": "https://d"})

    assert (api.servers[0].url, api.servers[0].placeholder) == ("https://{region}.x", True)
    assert api.servers[0].variables[0].enum == ("eu", "us")
    assert (api.tags[0].name, api.external_docs) == ("cards", "https://d")
    assert api.servers[0].pointer == parse_pointer("/servers/0")


def test_an_address_that_cannot_be_called_is_told(workshop: Any) -> None:
    own = {"servers": [{"url": "/v2"}], "responses": {"200": {"description": ""}}}
    text = json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "servers": [{"url": "https://x/{stage}"}],
            "paths": {"/a": {"get": own}},
        }
    )

    messages = workshop.messages_of(workshop.write(text))

    assert "warning: 'variables' does not describe 'stage'" in messages
    assert "warning: these addresses are relative to that of the document" in messages


def test_a_tag_may_be_below_another_and_never_below_itself(workshop: Any) -> None:
    names = {"a": "b", "b": "c", "c": None, "x": "y", "y": "x", "z": "x", "lost": "found"}
    tags = [{"name": name, **({"parent": up} if up else {})} for name, up in names.items()]
    api = workshop.api(version="3.2.0", tags=tags)
    told = workshop.messages(version="3.2.0", tags=tags)

    parents = {tag.name: tag.parent for tag in api.tags}
    assert parents == {**names, "x": None, "y": None}
    assert "'x' cannot be below itself (#/tags/3/parent)" in told
    assert "no tag of the document is called 'found' (#/tags/6/parent)" in told


def test_every_problem_of_a_document_is_told_at_once_in_its_order(workshop: Any) -> None:
    path = workshop.write(
        "openapi: 3.1.0\n"
        "info: {title: t, version: '1'}\n"
        "paths:\n"
        "  /a/{id}:\n"
        "    get: {responses: {200: {description: NO}}}\n"
        "components:\n"
        "  schemas:\n"
        "    A: {$ref: '#/nope'}\n"
        "    A: {type: strin}\n"
    )
    told = workshop.messages_of(path, authored=True).splitlines()

    assert [line.split(":")[1] for line in told] == ["5", "5", "5", "9", "9"]


def test_importing_the_package_imports_no_parser() -> None:
    modules = "yaml", "engross.spec.cursor"
    code = f"import sys, engross.spec; print([m for m in {modules} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout == "[]\n"


def test_what_is_left_out_of_a_whole_path_is_told_with_the_path(workshop: Any) -> None:
    path = workshop.write("openapi: 3.1.0\npaths: {/a: {parameters: [{$ref: '#/x'}]}}")
    [*_, last] = load_api(path, authored=False, keep_going=True)[1]

    assert last.message.startswith("/a: $ref '#/x' leads nowhere")


def test_a_problem_of_a_json_document_has_its_line_and_column(tmp_path: Path) -> None:
    lost = {"schema": {"$ref": "#/components/schemas/Lost"}}
    answer = {"description": "", "content": {"application/json": lost}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": answer}}}},
    }
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    line, text = next((n, text) for n, text in enumerate(lines, start=1) if "$ref" in text)

    with pytest.raises(SpecError) as caught:
        load_api(path, authored=False)

    assert [(one.line, one.column) for one in caught.value.problems] == [
        (line, 1 + text.index('"#/'))
    ]
