"""Takes a module of classes apart into statements, so that each class can go where it belongs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What stands in a module."""

    imports: Mapping[str, str]
    """The import of each name that is imported."""
    definitions: Mapping[str, str]
    """Each class or alias with its docstring, by its name, in the order of the module."""


def split(source: str) -> Statements:
    """Take a module apart; comments between its statements are left out."""
    lines = source.split("\n")
    imports: dict[str, str] = {}
    definitions: dict[str, str] = {}
    name = ""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports |= _imported(node)
            continue
        name = _defined(node) or name
        text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        definitions[name] = f"{definitions[name]}\n{text}" if name in definitions else text
    return Statements(imports=imports, definitions=definitions)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        one = f"{alias.name} as {alias.asname}" if alias.asname else alias.name
        text = f"from {node.module} import {one}" if isinstance(node, ast.ImportFrom) else ""
        yield alias.asname or alias.name, text or f"import {one}"


def _defined(node: ast.stmt) -> str:
    """Name what a statement defines; empty for a docstring, which belongs to what is above it."""
    if isinstance(node, ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return ""


def words(texts: Iterable[str]) -> set[str]:
    """Give every word of some texts, whatever it means there."""
    return {word for text in texts for word in _WORD.findall(text)}


def used(imports: Mapping[str, str], texts: Iterable[str]) -> list[str]:
    """Give the imports whose names some texts may use; the formatter takes out the rest."""
    return sorted({imports[name] for name in imports.keys() & words(texts)})
