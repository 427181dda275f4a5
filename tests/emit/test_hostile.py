"""Text of a spec stays text: in code, in TOML, in JSON, in Markdown, on the command line."""

from __future__ import annotations

import ast
import json
import re
import tomllib
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from engross.errors import EngrossError

CODE = "__import__('os').system('touch canary')"
HOSTILE = {
    "quotes": "'\"`\"'",
    "docstring": f'"""\n{CODE}\n"""',
    "single_docstring": f"'''\n{CODE}\n'''",
    "backslash": "ends with \\",
    "escapes": "\\N{DIGIT ONE}\\x41\\u0041\\",
    "lines": f"a\n{CODE}\r\nb\rc\u2028d\x0be\x0cf\x85g",
    "nul": "a\x00b\x1b[31m\x7f",
    "jinja": "{{ 7 * 7 }}{% raw %}{# no #}",
    "bidi": "\u202e\u2066evil\u2069\ufeff",
    "code": CODE,
    "comment": f"x\n{CODE}  # \\\n",
    "f_string": "{" + CODE + "}",
    "format": "%s %(a)s {0} {} $x ${x}",
    "toml": '"\n[tool.x]\ny = "',
    "markdown": "```\n# x\n|<script>alert(1)</script>](javascript:1)",
    "long": "x" * 150,
    "empty": "",
    "blank": " \t ",
    "script": "关闭 🦄 ﬁ",
    "dunder": "__class__",
    "keyword": "class",
    "path": "../../etc/passwd",
    "pointer": "a/b~1c%2F#d",
    "number": "007",
    "colon": "a: b - c",
}


class Spot(str):
    """A text of the document that is replaced; where it is a key, its own text keeps it unique."""

    __slots__ = ("key",)


def spot(text: str) -> Spot:
    return Spot(text)


def reference(kind: str, name: Spot) -> dict[str, Any]:
    return {"$ref": (kind, name)}


CARD, STATUS, TOKEN, KEY = map(spot, ("Card", "Status", "Token", "Key"))
TEXT = {"type": "string"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": spot("Shop"),
        "version": spot("1"),
        "summary": spot("s"),
        "description": spot("d"),
        "license": {"name": spot("MIT")},
        "contact": {"name": spot("c")},
    },
    "externalDocs": {"url": spot("https://example.com"), "description": spot("d")},
    "servers": [
        {"url": spot("https://api.example.com"), "description": spot("d")},
        {"url": "https://{x}", "variables": {"x": {"default": spot("a"), "enum": [spot("a")]}}},
    ],
    "tags": [{"name": spot("t"), "description": spot("d")}],
    "security": [{TOKEN: [], KEY: []}],
    "paths": {
        "/things/{id}": {
            "patch": {
                "tags": [spot("t")],
                "operationId": spot("things/close"),
                "summary": spot("s"),
                "description": spot("d"),
                "externalDocs": {"url": spot("https://example.com/x")},
                "x-source": spot("page#L1"),
                "x-inferred": spot("why"),
                "x-irreversible": spot("Gone."),
                "x-errors": [
                    {
                        "name": "GoneError",
                        "match": {"message": spot("gone"), "code": spot("7")},
                        "description": spot("d"),
                    },
                    {"name": spot("LostError"), "match": {"messageStartsWith": spot("lost")}},
                ],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": TEXT},
                    {
                        "name": spot("q"),
                        "in": "query",
                        "description": spot("d"),
                        "schema": {**TEXT, "default": spot("x"), "pattern": spot("^a")},
                        "example": spot("e"),
                    },
                    {"name": spot("X-H"), "in": "header", "schema": {"enum": [spot("a")]}},
                    {"name": spot("c"), "in": "cookie", "schema": {"const": spot("a")}},
                ],
                "requestBody": {
                    "description": spot("d"),
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {spot("a"): {"pattern": spot("x")}, "b": TEXT},
                                "required": ["b"],
                            }
                        }
                    },
                },
                "responses": {
                    "200": {
                        "description": spot("d"),
                        "headers": {"X-R": {"description": spot("d"), "schema": TEXT}},
                        "content": {"application/json": {"schema": reference("schemas", CARD)}},
                    },
                    "400": {"description": spot("d"), "content": {"text/plain": {}}},
                },
            }
        }
    },
    "components": {
        "schemas": {
            CARD: {
                "type": "object",
                "title": spot("T"),
                "description": spot("d"),
                "x-source": spot("page#L2"),
                "x-envelope": {"success": "ok", "message": [spot("m")], "code": spot("c")},
                "properties": {
                    "ok": {"type": "boolean"},
                    spot("p"): {
                        **TEXT,
                        "title": spot("t"),
                        "description": spot("d"),
                        "default": spot("x"),
                        "format": spot("f"),
                        "examples": [spot("e")],
                    },
                    "kind": {"const": spot("k")},
                    "one": {"enum": [spot("one")]},
                    "status": reference("schemas", STATUS),
                    "inner": {"type": "object", "properties": {spot("i"): TEXT}},
                    "map": {"additionalProperties": TEXT, "default": {"a": spot("b")}},
                },
            },
            STATUS: {
                **TEXT,
                "enum": [spot("on"), "off", "other"],
                "default": spot("on"),
                "description": spot("d"),
            },
        },
        "securitySchemes": {
            TOKEN: {"type": "http", "scheme": "bearer", "description": spot("d")},
            KEY: {"type": "apiKey", "in": "header", "name": spot("X"), "description": spot("d")},
        },
    },
}  # fmt: skip


class Filling:
    """The document with a hostile text at every spot but those that were told to be left."""

    def __init__(self, text: str, left: set[int]) -> None:
        self.text = text
        self.left = left
        self.places: dict[int, tuple[str, ...]] = {}
        self.document = self._fill(DOCUMENT, ())

    def _fill(self, node: Any, place: tuple[str, ...]) -> Any:
        if isinstance(node, dict) and isinstance(node.get("$ref"), tuple):
            kind, name = node["$ref"]
            token = self._key(name).replace("~", "~0").replace("/", "~1").replace("%", "%25")
            return {"$ref": f"#/components/{kind}/{token}"}
        if isinstance(node, dict):
            filled = {}
            for key, value in node.items():
                name = self._key(key)
                if isinstance(key, Spot):
                    self.places.setdefault(id(key), (*place, name))
                filled[name] = self._fill(value, (*place, name))
            return filled
        if isinstance(node, list):
            return [self._fill(item, (*place, str(index))) for index, item in enumerate(node)]
        if isinstance(node, Spot):
            self.places[id(node)] = place
            return str(node) if id(node) in self.left else self.text
        return node

    def _key(self, key: str) -> str:
        return f"{self.text}{key}" if isinstance(key, Spot) and id(key) not in self.left else key

    def spots_at(self, place: tuple[str, ...]) -> set[int]:
        """Give the spots that a problem at a place can be about."""
        above = {s for s, p in self.places.items() if place[: len(p)] == p}
        return above or {s for s, p in self.places.items() if p[: len(place)] == place}


UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def check_file(name: str, text: str) -> None:
    """See that a file is what its name says, and shows all that is in it."""
    if name.endswith((".json", ".lock")):
        json.loads(text)
        return
    assert not UNSEEN.search(text), name
    if name.endswith(".py"):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            ast.parse(text, name)
    elif name.endswith(".toml"):
        project = tomllib.loads(text)
        assert sorted(project) == ["build-system", "project", "tool"]
        assert "x" not in project["tool"]


@pytest.fixture(scope="module")
def published(publish, tmp_path_factory):
    """Give the package of a hostile text, with the spots at which the text is refused."""

    @cache
    def package(name):
        root = tmp_path_factory.mktemp(name)
        return root, *publish_what_is_taken(publish, root, name, HOSTILE[name])

    return package


def publish_what_is_taken(publish, root, name, text):
    """Leave the text out where the document is refused for it, until it is not."""
    left: set[int] = set()
    spec = root / "openapi.json"
    while True:
        filling = Filling(text, left)
        spec.write_text(json.dumps(filling.document), encoding="utf-8")
        try:
            return publish(spec, root, f"hostile_{name}"), left
        except EngrossError as error:
            pointers = [problem.pointer for problem in error.problems]
            refused = {s for p in pointers if p for s in filling.spots_at(p.tokens)}
            if not refused - left:
                raise
            left |= refused


@pytest.mark.parametrize("name", HOSTILE)
def test_every_file_is_what_its_name_says(published, name):
    root, files, _ = published(name)
    for file in files:
        check_file(file, (root / file).read_bytes().decode("utf-8"))


@pytest.mark.parametrize("name", HOSTILE)
def test_most_texts_are_taken_as_they_are(published, name):
    _, _, left = published(name)
    assert len(left) < len(Filling("", set()).places) / 3


def test_every_package_can_be_imported_built_and_called(published, inspect):
    roots = [published(name)[0] for name in HOSTILE]
    found = inspect(*roots)
    assert {Path(root).name: package["problems"] for root, package in found.items()} == {
        root.name: [] for root in roots
    }
    assert all(package["operations"] == 1 for package in found.values())


def test_nothing_was_run(published):
    assert len([published(name) for name in HOSTILE]) == len(HOSTILE)
    assert not Path("canary").exists()


def test_what_no_file_can_hold_is_told(publish, tmp_path):
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(Filling("\ud800half", set()).document), encoding="utf-8")
    with pytest.raises(EngrossError, match="surrogate"):
        publish(spec, tmp_path, "hostile")
