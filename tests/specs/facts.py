"""A provider's table of facts beside the spec that was transcribed from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SPECS = Path(__file__).parents[2] / "specs"
METHODS = {"DELETE", "GET", "PATCH", "POST", "PUT"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The lines of `facts.md`, the cells of its tables by line, and the spec."""

    lines: list[str]
    cells: dict[int, list[str]]
    spec: dict[str, Any]

    @property
    def routes(self) -> dict[str, tuple[str, str]]:
        """Give method and path of each operation that has a row of its own, by its id."""
        return {
            cells[0]: (cells[1].lower(), cells[2].strip("`"))
            for cells in self.cells.values()
            if re.fullmatch(r"[PSU][1-9]\d*", cells[0]) and cells[1] in METHODS
        }

    @property
    def rows(self) -> list[int]:
        """Give the lines about fields of requests, answers and events."""
        first = min(n for n, cells in self.cells.items() if cells[1] == "in")
        about = re.compile(r"[PSUW][1-9]")
        return [n for n, cells in self.cells.items() if n > first and about.match(cells[0])]

    def operation(self, identifier: str) -> dict[str, Any]:
        """Give the spec of an operation of the table."""
        method, path = self.routes[identifier]
        found: dict[str, Any] = self.spec["paths"][path][method]
        return found

    def operations(self) -> list[dict[str, Any]]:
        """Give all operations of the spec."""
        return [op for item in self.spec["paths"].values() for op in item.values()]

    def resolved(self, node: dict[str, Any]) -> dict[str, Any]:
        """Follow a reference, also one beside null."""
        node = node.get("anyOf", [node])[0]
        if "$ref" not in node:
            return node
        found = self.spec
        for key in node["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        return found

    def members(self, schema: dict[str, Any], place: str) -> dict[str, Any]:
        """Give the schema at a place such as `data.cards[]`; a bare `[]` is an element."""
        found = self.resolved(schema)
        for step in place.split(".") if place else []:
            name = step.removesuffix("[]")
            found = self.resolved(found["properties"][name]) if name else found
            found = self.resolved(found["items"]) if step.endswith("[]") else found
        return found

    def content(self, node: dict[str, Any]) -> dict[str, Any]:
        """Give the schema of a body in JSON."""
        found: dict[str, Any] = node["content"]["application/json"]["schema"]
        return found

    def answer(self, identifier: str) -> dict[str, Any]:
        """Give the schema of what an operation answers where it succeeds."""
        return self.content(next(iter(self.operation(identifier)["responses"].values())))

    def types(self, node: dict[str, Any]) -> set[str]:
        """Give the JSON types of a field or a parameter but for null; none where it is anything."""
        written = self.resolved(node.get("schema", node)).get("type", [])
        return ({written} if isinstance(written, str) else {*written}) - {"null"}

    def owners(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give the component schemas that are from the facts."""
        for name, schema in self.spec["components"]["schemas"].items():
            if schema["x-source"].startswith("facts#"):
                yield name, schema

    def made_up(self) -> list[str]:
        """Give the properties whose names are in none of the rows that they say they are from."""
        return [
            f"{owner}.{name}"
            for owner, schema in self.owners()
            for name, field in schema.get("properties", {}).items()
            if not any(f"`{name}`" in self.lines[line - 1] for line in cited(field))
        ]


def read_facts(provider: str) -> Facts:
    """Read the facts and the spec of a provider."""
    folder = SPECS / provider
    lines = (folder / "sources" / "facts.md").read_text("utf-8").splitlines()
    cells = {
        number: [cell.strip() for cell in line.strip("|").split("|")]
        for number, line in enumerate(lines, 1)
        if line.startswith("|")
    }
    spec = yaml.safe_load((folder / "openapi.yaml").read_text("utf-8"))
    return Facts(lines=lines, cells=cells, spec=spec)


def told_types(text: str) -> Iterator[tuple[str, str]]:
    """Read "`a`, `b` string; `c` number"."""
    for names, word in re.findall(r"((?:`\w+`(?:, )?)+) (?:`\?` )?(\w+)", text):
        for name in re.findall(r"`(\w+)`", names):
            yield name, _WORDS.get(word, word)


# Said on a page, and its type in JSON.
_WORDS = {"two": "string", "int64": "integer", "Transaction": "object"}


def cited(node: dict[str, Any]) -> range:
    """Give the lines that a node of the spec is from."""
    first, *rest = re.findall(r"L(\d+)", node["x-source"])
    return range(int(first), int(rest[0] if rest else first) + 1)
