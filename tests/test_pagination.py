"""`pagination` in `provider.yaml`: which operations it means, and what it says of a wrong entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.errors import EngrossError
from engross.names import name_api
from engross.provider import Target, load_settings, paginated
from engross.spec import load_api

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
CARDS = {"type": "array", "items": {"type": "object", "properties": {"id": TEXT}}}


def operation(name: str, schema: Any, **parameters: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {
        "operationId": name,
        "tags": ["a"],
        "parameters": [{"name": n, "in": "query", "schema": s} for n, s in parameters.items()],
        "responses": {"200": {"description": "", "content": content}},
    }


def body(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


PATHS = {
    "/a": {"get": operation("a/list", body(data=CARDS, next=TEXT, n=NUMBER), after=TEXT)},
    "/b": {"get": operation("a/list_all", body(data=CARDS), page={**NUMBER, "default": 0})},
    "/c": {"get": operation("a/get", body(id=TEXT), after=TEXT)},
    "/d": {
        "get": operation("a/maybe", body(data={"anyOf": [CARDS, {"type": "null"}]}), after=TEXT)
    },
}
HEAD = "pagination:\n  - "


@pytest.fixture
def target(tmp_path: Path) -> Target:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": PATHS}
    (tmp_path / "openapi.yaml").write_text(json.dumps(document))
    return Target(
        name="t", spec=tmp_path / "openapi.yaml", output=tmp_path, folder=tmp_path, authored=True
    )


def paged(target: Target, entry: str) -> dict[str, Any]:
    """Give what is paged, by the last token but one of each operation's pointer: its path."""
    assert target.folder is not None
    (target.folder / "provider.yaml").write_text(f"package: t\n{HEAD}{entry}\n")
    api = load_api(target.spec, authored=False)[0]
    found = paginated(api, load_settings(target, api).pagination)
    return {place.parent.last: pagination for place, pagination in found.items()}


def test_an_entry_without_operations_means_all_that_it_fits(target):
    found = paged(target, "{kind: cursor, parameter: after, items: /data, last: /id}")

    assert found.keys() == {"/a", "/d"}


def test_an_entry_means_the_operations_that_it_names(target):
    entry = "{kind: cursor, operations: [a/maybe], parameter: after, items: /data, last: /id}"

    assert paged(target, entry).keys() == {"/d"}


def test_numbers_begin_where_the_document_says(target):
    entry = "kind: page, parameter: page, items: /data"

    assert paged(target, f"{{{entry}}}")["/b"].first == 0
    assert paged(target, f"{{{entry}, first: 3}}")["/b"].first == 3


def test_what_goes_through_pages_is_named_after_its_method_and_takes_no_name(target):
    api = load_api(target.spec, authored=False)[0]
    both = [op.pointer for op in api.operations[:2]]

    _, names = name_api(api, paginated=both)

    assert list(names.iterators.values()) == ["list_all_pages", "list_all_all"]


NAMED = "kind: cursor, parameter: after, items: /data, operations"
WRONG = [
    ("{}", "3:5: error: kind is missing; it must be one of cursor, offset, page, link"),
    ("{kind: chapter}", "3:12: error: kind is text 'chapter'; it must be one of cursor, offset"),
    ("{kind: [a]}", "3:12: error: kind is a list; it must be one of"),
    ("all", "3:5: error: expected a mapping, found text 'all'"),
    ("{kind: link, parameter: a}", "3:18: error: 'parameter' is not one of kind, operations"),
    ("{kind: offset}", "3:5: error: parameter is missing: name what says which page"),
    ("{kind: cursor, parameter: after}", "3:5: error: a cursor needs next (where it stands in"),
    ("{kind: link, items: data}", "3:25: error: items is text 'data'; it must be a JSON Pointer"),
    ("{kind: link, operations: []}", "3:30: error: operations is a list; it must be a list of op"),
    ("{kind: page, parameter: a, first: x}", "3:39: error: first is text 'x'; it must be a whole"),
    (f"{{{NAMED}: [x], next: /next}}", "error: the document has no operation 'x' (#/pagination/0/"),
    (f"{{{NAMED}: [a/get], last: /id}}", "its answer has no array at /data (items)"),
    (f"{{{NAMED}: [a/list], last: /no}}", "its items have nothing at /no (last)"),
    (f"{{{NAMED}: [a/list], next: /no}}", "its answer has nothing at /no (next)"),
    (f"{{{NAMED}: [a/list], next: /next, more: /n}}", "has as more is integer, not boolean"),
    (
        "{kind: cursor, parameter: before, items: /data, last: /id, operations: [a/list]}",
        "'a/list' is not paged so: it has no parameter 'before'",
    ),
    (
        "{kind: offset, parameter: after, items: /data, operations: [a/list]}",
        "its parameter 'after' takes string, not integer",
    ),
    ("{kind: link}", "3:5: error: no operation of the document is paged so (#/pagination/0)"),
]


@pytest.mark.parametrize(("entry", "message"), WRONG)
def test_a_wrong_entry_is_told_with_its_place(target, entry, message):
    with pytest.raises(EngrossError) as raised:
        paged(target, entry)

    [problem] = raised.value.problems
    assert message in str(problem)
    assert problem.line == 3


def test_pagination_is_a_list(target):
    (target.folder / "provider.yaml").write_text("pagination: {kind: link}\n")

    with pytest.raises(EngrossError, match="1:13: error: pagination is a mapping; it must be a l"):
        load_settings(target, None)
