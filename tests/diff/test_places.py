"""Where a finding is said to stand, in both files, however they are written."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from engross.diff import Report, compare, opened

HEAD = """\
openapi: {version}
info: {{title: T, version: "1"}}
paths:
  /it:
    post:
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/It'
      responses: {{}}
components:
  schemas:
    It:
"""


def written(folder: Path, name: str, schema: str, version: str = "3.1.0") -> str:
    """Write a document whose one component is a schema, given as YAML."""
    lines = [" " * 6 + line for line in dedent(schema).strip().split("\n")]
    path = folder / name
    path.write_text(HEAD.format(version=version) + "\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def words(path: str, line: int, column: int) -> str:
    """Read what a file has at a place, to the end of the line."""
    return Path(path).read_text("utf-8").split("\n")[line - 1][column - 1 :]


def told(report: Report, rule: str) -> tuple[str, str]:
    """Read both files at the places of a finding."""
    (finding,) = [finding for finding in report.findings if finding.rule.id == rule]
    base, revision = report.places(finding)
    return (
        words(base.file, base.line, base.column),
        words(revision.file, revision.line, revision.column),
    )


def run(old: str, new: str, root: Path = Path()) -> Report:
    with opened(root, old) as base, opened(root, new) as revision:
        return compare(base, revision)


@pytest.mark.parametrize(
    ("old", "new", "rule", "places"),
    [
        (
            "type: string\nmaxLength: 5",
            "type: string\nmaxLength: 3",
            *("max-length-decreased", ("maxLength: 5", "maxLength: 3")),
        ),
        (
            "enum:\n  - open\n  - closed",
            "enum:\n  - open",
            *("enum-value-removed", ("closed", "enum:")),
        ),
        ("const: open", "const: closed", *("const-changed", ("const: open", "const: closed"))),
        (
            "properties:\n  properties:\n    type: object\n    properties: {}",
            "properties: {}",
            *("property-removed", ("properties:", "properties: {}")),
        ),
        (
            "properties:\n  a: {type: string}",
            "properties:\n  a: {type: string}\nrequired:\n  - a",
            *("property-became-required", ("It:", "a")),
        ),
        (
            "allOf:\n  - {type: string}\n  - {type: string, pattern: ^A}",
            "type: string\npattern: ^B",
            *("pattern-changed", ("pattern: ^A}", "pattern: ^B")),
        ),
        (
            "anyOf:\n  - {title: A, required: [a]}\n  - {title: B, required: [b]}",
            "anyOf:\n  - {title: A, required: [a]}\n  - {title: B, required: [b]}\n  - {title: C}",
            *("any-of-added", ("anyOf:", "{title: C}")),
        ),
    ],
)
def test_a_place_is_that_of_the_words(
    tmp_path: Path, old: str, new: str, rule: str, places: tuple[str, str]
) -> None:
    report = run(written(tmp_path, "old.yaml", old), written(tmp_path, "new.yaml", new))

    assert told(report, rule) == places


def test_a_place_is_that_of_the_words_of_another_version(tmp_path: Path) -> None:
    old = written(tmp_path, "a.yaml", "type: integer\nmaximum: 5\nexclusiveMaximum: true", "3.0.3")
    new = written(tmp_path, "b.yaml", "type: integer\nexclusiveMaximum: 3")
    nullable = written(tmp_path, "c.yaml", "type: string\nnullable: true", "3.0.3")
    plain = written(tmp_path, "d.yaml", "type: string")

    assert told(run(old, new), "exclusive-max-decreased") == (
        *("exclusiveMaximum: true", "exclusiveMaximum: 3"),
    )
    assert told(run(nullable, plain), "became-not-nullable") == ("type: string", "type: string")


def test_a_place_in_json_is_that_of_the_words(tmp_path: Path) -> None:
    for name, limit in (("old.json", 5), ("new.json", 3)):
        parameter = {"name": "q", "in": "query", "schema": {"maxLength": limit}}
        operation = {"parameters": [parameter], "responses": {}}
        document: dict[str, Any] = {"swagger": "2.0", "info": {"title": "T", "version": "1"}}
        flat = {"name": "q", "in": "query", "type": "string", "maxLength": limit}
        if name == "old.json":
            operation["parameters"] = [flat]
        else:
            document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
            parameter["schema"] = {"type": "string", "maxLength": limit}
        document["paths"] = {"/it": {"get": operation}}
        (tmp_path / name).write_text(json.dumps(document, indent=1), encoding="utf-8")

    report = run(str(tmp_path / "old.json"), str(tmp_path / "new.json"))

    assert told(report, "max-length-decreased") == ('"maxLength": 5', '"maxLength": 3')


def test_what_one_side_lacks_is_placed_where_it_would_be(tmp_path: Path) -> None:
    old = written(tmp_path, "old.yaml", "type: string")
    new = tmp_path / "new.yaml"
    more = "paths:\n  /more: {get: {responses: {}}}\n"
    new.write_text(Path(old).read_text("utf-8").replace("paths:\n", more), encoding="utf-8")

    there, back = run(old, str(new)), run(str(new), old)

    assert told(there, "endpoint-added") == ("paths:", "get: {responses: {}}}")
    assert told(back, "endpoint-removed") == ("get: {responses: {}}}", "paths:")
    (finding,) = there.findings
    assert [str(place.pointer) for place in there.places(finding)] == [
        "#/paths",
        "#/paths/~1more/get",
    ]


def test_a_title_stands_in_its_object(tmp_path: Path) -> None:
    old = written(tmp_path, "old.yaml", "type: string")
    new = tmp_path / "new.yaml"
    new.write_text(Path(old).read_text("utf-8").replace("title: T", "title: U"), encoding="utf-8")

    assert told(run(old, str(new)), "api-title-changed")[1].startswith("title: U")
