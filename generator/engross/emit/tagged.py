"""Adds to the unions that the engine prints what chooses among their branches."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from engross.emit.render import literal
from engross.emit.statements import Definition, Statements
from engross.plan.unions import TagTable


def with_tags(printed: Statements, tables: Mapping[str, TagTable], package: str) -> Statements:
    """Give some models in which the tag of an object says what it is.

    Args:
        printed: Models.
        tables: What chooses, by the name of the union.
        package: The import name of the generated package.
    """
    if not tables:
        return printed
    imports = {
        "Annotated": "from typing import Annotated",
        "Tagged": f"from {package}._runtime.tagged import Tagged",
    }
    tagged = {name: _tagged(printed.definitions[name], tables[name]) for name in tables}
    return Statements(
        imports={**printed.imports, **imports}, definitions={**printed.definitions, **tagged}
    )


def _tagged(definition: Definition, table: TagTable) -> Definition:
    """Wrap the union of an alias: `Pet = TypeAliasType("Pet", Cat | Dog)`, and its docstring."""
    statement = ast.parse(definition.text).body[0]
    assert isinstance(statement, ast.Assign)
    assert isinstance(statement.value, ast.Call)
    union = ast.get_source_segment(definition.text, statement.value.args[1])
    assert union is not None
    words = [literal(table.property_name), literal(dict(table.branches))]
    words += [f"otherwise={literal(table.otherwise)}"] if table.otherwise else []
    words += ["optional=True"] if table.optional else []
    words += ["assumed=True"] if table.assumed else []
    text = definition.text.replace(union, f"Annotated[{union}, Tagged({', '.join(words)})]", 1)
    return Definition(text=text, names=definition.names | {"Annotated", "Tagged"})
