"""What callers are told: which call, what happened, what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.diff import compare, opened
from engross.release.notes import notes_of
from engross.release.surface import Surface, renamed

HEAD = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
CHOICES = {
    "client": "Acme", "distribution": "acme", "environment": "ACME", "http": "httpx",
    "names": {}, "package": "acme", "pagination": [], "responses": "strict", "skip": {},
}  # fmt: skip
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def document(*parameters: Any, answer: Any = None, **fields: Any) -> dict[str, Any]:
    """Give a document with one operation, `cards/close`."""
    content = {"application/json": {"schema": {"type": "object", "properties": answer or {}}}}
    operation = {
        "operationId": "cards/close",
        "parameters": [ID, *parameters],
        "responses": {"200": {"description": "", "content": content}},
        **fields,
    }
    return {"paths": {"/cards/{id}": {"patch": operation}}}


def parameter(name: str, schema: Any = None, **fields: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema or {"type": "string"}, **fields}


@pytest.fixture
def told(tmp_path: Path):
    """Give the notes on what changed from one document to another."""

    def run(base: Any, revision: Any) -> list[str]:
        for name, members in (("base", base), ("revision", revision)):
            (tmp_path / f"{name}.json").write_text(json.dumps({**HEAD, **members}))
        names = [str(tmp_path / f"{name}.json") for name in ("base", "revision")]
        with opened(tmp_path, names[0]) as old, opened(tmp_path, names[1]) as new:
            before, after = (Surface.of(side.reading, CHOICES) for side in (old, new))
            notes = notes_of(compare(old, new), before, after)
        return [f"{note.group}: {note.text}" for note in notes]

    return run


@pytest.mark.parametrize(
    ("base", "revision", "notes"),
    [
        (
            document(),
            document(parameter("validFrom", required=True)),
            (
                "Added: **Breaking:** `client.cards.close(...)`:"
                " the parameter `valid_from` is required: pass it."
            ),
        ),
        (
            document(parameter("validFrom")),
            document(),
            (
                "Removed: **Breaking:** `client.cards.close(...)`:"
                " the parameter `valid_from` was removed: do not pass it."
            ),
        ),
        (
            document(parameter("kind", {"enum": ["a", "b"]})),
            document(parameter("kind", {"enum": ["a"]})),
            (
                "Changed: **Breaking:** `client.cards.close(...)`, argument `kind`:"
                " the value `b` was removed: do not send it"
                " (`t.models.CardsCloseKind.B` and `t.models.CardsCloseKind`)."
            ),
        ),
        (
            document(answer={"data": {"type": "object", "properties": {"a": {"type": "string"}}}}),
            document(answer={"data": {"type": "object", "properties": {"a": {"type": "number"}}}}),
            (
                "Changed: **Breaking:** `client.cards.close(...)`, in the answer `data.a`:"
                " the type went from string to number: the type of"
                " `t.models.CardsCloseResponseData.a` in Python went from `str | None` to"
                " `int | float | None`."
            ),
        ),
        (
            document(),
            {},
            (
                "Removed: **Breaking:** `client.cards.close(...)`:"
                " the operation was removed: remove the calls."
            ),
        ),
        ({}, document(), "Added: `client.cards.close(...)`: the operation was added."),
        (
            document(),
            document(deprecated=True),
            "Deprecated: `client.cards.close(...)`: the operation was deprecated.",
        ),
        (
            document(description="one", summary="a"),
            document(description="two", summary="b"),
            "Changed: The documentation of `client.cards.close(...)`.",
        ),
        (
            document(),
            document(operationId="cards/shut"),
            "Changed: **Breaking:** `client.cards.close(...)` is `client.cards.shut(...)` now.",
        ),
        (
            document(),
            document(operationId="a/b/close"),
            "Changed: **Breaking:** `client.cards.close(...)` is `client.a.b.close(...)` now.",
        ),
    ],
)
def test_callers_are_told(told, base, revision, notes):
    assert [line.replace("`string`", "string").replace("`number`", "number")
            for line in told(base, revision)] == [notes]  # fmt: skip


def test_names_that_we_chose_are_told(tmp_path):
    (tmp_path / "api.json").write_text(json.dumps({**HEAD, **document()}))
    names = {"#/paths/~1cards~1{id}/patch": "cards.end", "#/paths/~1other": "lost"}
    with opened(tmp_path, str(tmp_path / "api.json")) as side:
        old = Surface.of(side.reading, CHOICES)
        new = Surface.of(
            side.reading, {**CHOICES, "client": "Ace", "package": "ace", "names": names}
        )

    assert renamed(old, old) == []
    assert renamed(old, new) == [
        "the name to import is `ace`, no longer `acme`",
        "the client's class is `Ace`, no longer `Acme`",
        "`client.cards.close(...)` is `client.cards.end(...)` now",
    ]


def test_a_text_of_the_document_cannot_leave_its_line(told):
    hostile = "a\n\n## [9.9.9]\n\u202e"
    (note,) = told(document(), document(parameter("kind", {"enum": [hostile]}, required=True)))
    (other,) = told(
        document(parameter("kind", {"enum": ["b"]})),
        document(parameter("kind", {"enum": ["b", hostile]})),
    )

    assert "\n" not in note + other
    assert "\u202e" not in other
