"""Takes a module of classes apart into statements, so that each class can go where it belongs."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A class or an alias."""

    text: str
    """With its docstring."""
    names: frozenset[str]
    """What it refers to, built in or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What stands in a module."""

    imports: Mapping[str, str]
    """The import of each name that is imported."""
    definitions: Mapping[str, Definition]
    """Each class or alias by its name, in the order of the module."""


def split(source: str) -> Statements:
    """Take a module apart; comments between its statements are left out."""
    lines = source.split("\n")
    imports: dict[str, str] = {}
    definitions: dict[str, Definition] = {}
    name = ""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports |= _imported(node)
            continue
        name = _defined(node) or name
        text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        names = names_in(node).union(*map(names_in, _quoted(node)))
        if known := definitions.get(name):
            text, names = f"{known.text}\n{text}", known.names | names
        definitions[name] = Definition(text=text, names=names)
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


def field_annotations(definition: Definition) -> dict[str, tuple[str, frozenset[str]]]:
    """Give what stands behind the name of each field of a class, and the names in that.

    An underscore at the end of a field's name is left out.
    """
    lines = definition.text.split("\n")
    (statement,) = ast.parse(definition.text).body
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for node in ast.iter_child_nodes(statement):
        if isinstance(node, ast.AnnAssign):
            source = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            name, _, annotation = source.partition(":")
            parts = [part for part in (node.annotation, node.value) if part is not None]
            names = frozenset[str]().union(*map(names_in, parts))
            found[name.strip().rstrip("_")] = annotation.strip(), names
    return found


def _quoted(node: ast.stmt) -> Iterator[ast.AST]:
    """Give the types that stand in quotes in an alias: those that it is part of itself."""
    for part in ast.walk(node) if isinstance(node, ast.Assign) else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "[" in part.value:
            with contextlib.suppress(SyntaxError, ValueError):
                yield ast.parse(part.value, mode="eval")


def names_in(node: ast.AST) -> frozenset[str]:
    """Give the names that a piece of code reads; in quotes stands only what is beside it."""
    parts = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return frozenset(part.id for part in parts if isinstance(part.ctx, ast.Load))


def referred_to(definitions: Iterable[Definition]) -> set[str]:
    """Give the names that some definitions refer to."""
    return {name for definition in definitions for name in definition.names}


def imported(imports: Mapping[str, str], definitions: Iterable[Definition]) -> list[str]:
    """Give the imports that some definitions need."""
    return sorted({imports[name] for name in imports.keys() & referred_to(definitions)})
