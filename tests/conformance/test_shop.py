"""A small package with what ours have not, pages and what is deprecated: its faults are noticed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import Suite
from .test_empty_client import HOLLOW

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
CARDS = {"type": "array", "items": {"$ref": "#/components/schemas/Card"}}


def operation(name: str, schema: Any, *parameters: str, **more: Any) -> dict[str, Any]:
    answer = {"description": "", "content": {"application/json": {"schema": schema}}}
    headers = {
        "Link": {"schema": TEXT},
        "X-Why": {"content": {"application/json": {"schema": page(a=TEXT)}}},
    }
    return {
        "operationId": name,
        "parameters": [
            {"name": word, "in": "query", "schema": NUMBER if word in {"offset", "page"} else TEXT}
            for word in parameters
        ],
        "responses": {"200": {**answer, "headers": headers} if "link" in name else answer},
        **more,
    }


def page(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


OLD = {"name": "old", "in": "query", "schema": TEXT, "deprecated": True, "x-sunset": "2027-01-31"}
BODY = {"content": {"application/json": {"schema": page(cursor=TEXT, query=TEXT)}}}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.example"}],
    "security": [{"key": []}],
    "paths": {
        "/cursor": {"get": operation("cursor/list", page(data=CARDS, next=TEXT), "after")},
        "/last": {"get": operation("last/list", page(data=CARDS), "after")},
        "/body": {"post": operation("body/list", page(data=CARDS, next=TEXT), requestBody=BODY)},
        "/offset": {"get": operation("offset/list", page(data=CARDS, total=NUMBER), "offset")},
        "/page": {
            "get": operation("page/list", page(data=CARDS, more={"type": "boolean"}), "page")
        },
        "/link": {"get": operation("link/list", CARDS)},
        "/linked": {"get": operation("page/inside/list", page(data=CARDS, next=TEXT))},
        "/old": {
            "get": {
                "operationId": "old/find",
                "parameters": [OLD],
                "responses": {"204": {"description": ""}},
                "deprecated": True,
            }
        },
    },
    "components": {
        "schemas": {
            "Card": {
                "type": "object",
                "properties": {"id": {**TEXT, "format": "uuid"}},
                "required": ["id"],
            }
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "key"}},
    },
}
SETTINGS = """
package: shop
client: Shop
names: {"#/paths/~1linked/get/pages": every}
pagination:
  - {operations: [last/list], kind: cursor, parameter: after, items: /data, last: /id}
  - {kind: cursor, parameter: after, items: /data, next: /next}
  - {kind: cursor, parameter: cursor, items: /data, next: /next}
  - {kind: offset, parameter: offset, items: /data, total: /total}
  - {kind: page, parameter: page, items: /data, more: /more}
  - {operations: [page/inside/list], kind: link, items: /data, next: /next}
  - {kind: link}
"""
PAGED = 7


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package whose operations answer in pages of every kind."""
    root = tmp_path_factory.mktemp("project")
    folder = root / "specs" / "shop"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(json.dumps(DOCUMENT))
    (folder / "provider.yaml").write_text(SETTINGS)
    command = [sys.executable, "-m", "engross", "generate"]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return root / "generated" / "shop"


@pytest.fixture
def shop(generated: Path, tmp_path: Path) -> Suite:
    """A copy of it, which can be spoilt."""
    folder = tmp_path / "shop"
    # What the runtime owes is tried elsewhere, and takes the most time to collect.
    shutil.copytree(
        generated, folder, ignore=shutil.ignore_patterns("__pycache__", "runtime*.json")
    )
    return Suite("shop", folder)


def test_pages_of_every_kind_meet_their_obligations(shop: Suite) -> None:
    result = shop.held("list/pages/")

    assert result.counts.keys() == {"passed"}, result.output
    # Seven obligations, three more of the two kinds of links, and one where the items are a member
    # that may be left out; in two flavours.
    assert result.counts["passed"] == (PAGED * 7 + 2 * 3 + (PAGED - 1)) * 2


def test_pages_of_a_client_that_does_nothing_meet_nothing(shop: Suite) -> None:
    client = shop.source / "_runtime" / "async_client.py"
    client.write_text(client.read_text() + HOLLOW)

    assert shop.held("list/pages/").counts.keys() == {"failed"}


INSIDE = "import {0}\n\n        return {0}"
FAULTS = {
    "the parameter": ("resources/cursor.py", 'parameter="after"', 'parameter="before"', "items"),
    "the items": ("resources/page.py", 'items=("data",)', 'items=("more",)', "items"),
    "the first page": ("resources/page.py", "first=1", "first=2", "items"),
    "an empty cursor": ("_runtime/paging.py", 'cursor is None or cursor == ""', "False", "items"),
    "no end": ("_runtime/paging.py", "is False:", "is None:", "page/list/pages/items"),
    "a circle": ("_runtime/pages.py", "in self._asked", "in ()", "cursor/list/pages/circle"),
    "another host": (
        "_runtime/transport.py",
        "if not same or not path",
        "if not path",
        "elsewhere",
    ),
    "a key lost": (
        "_runtime/request.py",
        "for pair in common.query if",
        "for pair in () if",
        "items",
    ),
    "all at once": (
        "_runtime/pages.py",
        "        for answer in self._answers():\n            yield from",
        "        for answer in list(self._answers()):\n            yield from",
        "lazy",
    ),
    "a page unread": (
        "_runtime/pages.py",
        "return self._first",
        "return following(self._paging, self._first, Page(None, [], {}))",
        "items",
    ),
    "a group of the other client": (
        "resources/page.py",
        f"{INSIDE.format('AsyncPageInside')}(self._client)",
        f"{INSIDE.format('PageInside')}(self._client)",
        "page.inside/list/pages/items",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_pages_is_noticed(shop: Suite, fault: str) -> None:
    module, old, new, ids = FAULTS[fault]
    shop.spoil(module, old, new)

    assert shop.held(f"^(?=.*list/pages/).*{ids}", "--until-failed").counts["failed"] == 1


PROGRAM = """
from shop import AsyncPages, AsyncShop, Pages, Shop, models


def first(client: Shop) -> str | None:
    pages: Pages[models.CursorListResponse, models.Card] = client.cursor.list_all()
    for page in pages.pages():
        print(page.next)
    for card in client.link.list_all():
        return str(card.id)
    for card in client.page.inside.every():
        return str(card.id)
    return pages  # wrong


async def later(client: AsyncShop) -> list[models.Card]:
    pages: AsyncPages[list[models.Card], models.Card] = client.link.list_all()
    return [card async for card in pages]
"""


@pytest.mark.parametrize("tool", ["mypy", "pyright"])
def test_pages_give_typed_items(shop: Suite, tool: str) -> None:
    (shop.folder / "src" / "program.py").write_text(PROGRAM)
    line = PROGRAM.splitlines().index("    return pages  # wrong") + 1
    options = ["--pythonpath", sys.executable] if tool == "pyright" else ["src"]
    command = [sys.executable, "-m", tool, *options]
    done = subprocess.run(command, cwd=shop.folder, capture_output=True, text=True, check=False)

    errors = [
        found for found in done.stdout.splitlines() if " error: " in found or "- error" in found
    ]
    assert len(errors) == 1, done.stdout + done.stderr
    assert f"program.py:{line}:" in errors[0]


def test_what_is_deprecated_warns_as_it_should(shop: Suite) -> None:
    result = shop.held("old/find/deprecated")

    assert result.counts == {"passed": 4}, result.output


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("_runtime/deprecation.py", "stacklevel=level + 1", "stacklevel=level"),
        ("_runtime/request.py", "if parameter.deprecated:", "if False:"),
        ("resources/old.py", "the parameter `old`. It may", "the parameter `new`. It may"),
    ],
)
def test_a_fault_in_a_warning_is_noticed(shop: Suite, module: str, old: str, new: str) -> None:
    shop.spoil(module, old, new)

    assert shop.held("old/find/deprecated", "--until-failed").counts["failed"] == 1
