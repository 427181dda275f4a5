"""Says aliases that are part of themselves so that every type checker knows what is in them.

Pyright finds nothing in a recursive `TypeAliasType` that another module asks for first; pydantic
needs one. So type checkers read the alias as a `TypeAlias`, which each of them follows.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from engross.emit.graph import circles
from engross.emit.statements import Definition, Statements

_IMPORTS = {name: f"from typing import {name}" for name in ("TYPE_CHECKING", "TypeAlias")}


def with_recursion(printed: Statements) -> Statements:
    """Write the aliases among some models that contain themselves, or each other, for checkers.

    Args:
        printed: Models.
    """
    said = {name: _twice(name, printed.definitions[name]) for name in _recursive(printed)}
    if not said:
        return printed
    return Statements(
        imports={**printed.imports, **_IMPORTS}, definitions={**printed.definitions, **said}
    )


def _recursive(printed: Statements) -> Iterator[str]:
    definitions = printed.definitions.items()
    graph: Mapping[str, frozenset[str]] = {
        name: one.names for name, one in definitions if not one.text.startswith("class ")
    }
    for circle in circles(graph):
        if len(circle) > 1 or circle[0] in graph[circle[0]]:
            yield from circle


def _twice(name: str, definition: Definition) -> Definition:
    """Say what an alias stands for once for type checkers and once for Python."""
    statement, *docstring = ast.parse(definition.text).body
    assert isinstance(statement, ast.Assign)
    assert isinstance(statement.value, ast.Call)
    parts = (statement.value.args[1], statement, *docstring)
    kind, whole, *told = (ast.get_source_segment(definition.text, part) for part in parts)
    checked = f"if TYPE_CHECKING:\n    {name}: TypeAlias = ({kind})"
    text = "\n".join([checked, f"else:\n    {whole}", *filter(None, told)])
    return Definition(text=text, names=definition.names | _IMPORTS.keys())
