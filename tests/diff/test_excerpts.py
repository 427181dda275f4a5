"""The lines of two documents that a report shows beside each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engross.diff import compare, opened
from engross.diff.excerpts import Excerpts, Row

HEAD = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /it:
    get:
      parameters:
        - name: a
          in: query
          schema:
            type: string
"""
TAIL = """\
      responses: {}
"""
MORE = """\
        - name: b
          in: query
          schema:
            type: string
"""


def rows(folder: Path, base: str, revision: str, suffix: str = "yaml") -> tuple[Row, ...]:
    """Give the excerpt of the one finding on two documents."""
    names = [str(folder / f"{name}.{suffix}") for name in ("base", "revision")]
    for name, text in zip(names, (base, revision), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    with opened(folder, names[0]) as old, opened(folder, names[1]) as new:
        report = compare(old, new)
        (finding,) = report.findings
        return Excerpts(report).rows(finding.edit, *report.places(finding))


def drawn(found: tuple[Row, ...]) -> list[str]:
    """Draw rows: `=` for an equal line, `<` and `>` for changed ones, `~` for a leap."""
    lines = []
    for row in found:
        lines += ["~"] * row.leap
        if row.changed:
            marked = (("<", row.old), (">", row.new))
            lines += [f"{mark}{line.number} {line.text}" for mark, line in marked if line]
        else:
            assert row.old is not None
            assert row.new is not None
            assert row.old.text == row.new.text
            lines.append(f"={row.new.number} {row.new.text}")
    return lines


def test_a_changed_line_stands_beside_what_it_was(tmp_path: Path) -> None:
    base = HEAD + TAIL

    assert drawn(rows(tmp_path, base, base.replace("type: string", "type: integer"))) == [
        *("=9 schema:", "<10   type: string", ">10   type: integer"),
    ]


def test_what_was_added_is_shown_in_what_it_was_added_to(tmp_path: Path) -> None:
    there = drawn(rows(tmp_path, HEAD + TAIL, HEAD + MORE + TAIL))
    back = drawn(rows(tmp_path, HEAD + MORE + TAIL, HEAD + TAIL))

    assert there == [
        *("=5 get:", "~", "=9       schema:", "=10         type: string"),
        *(">11     - name: b", ">12       in: query", ">13       schema:"),
        *(">14         type: string", "=15   responses: {}"),
    ]
    assert [line.split(" ", 1)[1] for line in back if line.startswith("<")] == [
        *("    - name: b", "      in: query", "      schema:", "        type: string"),
    ]


def test_what_is_new_needs_no_other_side(tmp_path: Path) -> None:
    more = HEAD.replace("/it", "/more").partition("paths:\n")[2] + TAIL

    found = rows(tmp_path, HEAD + TAIL, HEAD + TAIL + more)

    assert {row.old for row in found} == {None}
    assert next(row.new.text for row in found if row.new) == "get:"


def test_a_line_that_holds_everything_is_cut_around_the_place(tmp_path: Path) -> None:
    def document(limit: int) -> str:
        schema = {"type": "string", "maxLength": limit}
        parameter = {"name": "a", "in": "query", "schema": schema, "x-long": "x" * 900}
        operation: dict[str, Any] = {"x-before": "y" * 900, "parameters": [parameter]}
        paths = {"/it": {"get": {**operation, "responses": {}}}}
        info = {"title": "T", "version": "1"}
        return json.dumps({"openapi": "3.1.0", "info": info, "paths": paths})

    (row,) = rows(tmp_path, document(5), document(7), "json")

    assert row.changed
    assert row.old is not None
    assert row.new is not None
    assert '"maxLength": 5' in row.old.text
    assert '"maxLength": 7' in row.new.text
    assert len(row.old.text) < 210


def test_what_only_one_document_has_is_shown_where_it_stands_in_that_one(tmp_path: Path) -> None:
    text = HEAD + TAIL
    served = text.replace("paths:", "servers:\n  - url: https://a.invalid\npaths:")

    found = drawn(rows(tmp_path, served, text))

    assert found == [
        '=2 info: {title: T, version: "1"}',
        "<3 servers:",
        "<4   - url: https://a.invalid",
        "=3 paths:",
        "=4   /it:",
    ]
