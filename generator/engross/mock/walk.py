"""Changes a value wherever its schema speaks of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from engross.diff.documents import Direction
from engross.diff.normal import normalise
from engross.ir import Json, Ref, Schema
from engross.mock.schemas import Schemas

_DEEPEST: Final = 40

Change: TypeAlias = Callable[[Schema, Json], Json]
"""Gives the value that is to stand in the place of another; it sees the schema written out."""


def changed(
    schemas: Schemas, schema: Schema | Ref, value: Json, change: Change, depth: int = 0
) -> Json:
    """Change a value and all that is inside it, the innermost parts first."""
    said = normalise(schemas.api, schema).schema
    if depth > _DEEPEST:
        return value

    def inner(child: Schema | Ref | None, part: Json) -> Json:
        return part if child is None else changed(schemas, child, part, change, depth + 1)

    for branch in (*said.all_of, *said.any_of, *said.one_of):
        # Of a choice what the value is of; a member too many makes it no other's.
        if schemas.is_valid(branch, value, Direction.REQUEST):
            value = inner(branch, value)
    if isinstance(value, dict):
        known, further = said.properties, said.additional_properties
        value = {name: inner(known.get(name, further), part) for name, part in value.items()}
    elif isinstance(value, list):
        value = [inner(said.items, part) for part in value]
    return change(said, value)


def without_hidden(schemas: Schemas, schema: Schema | Ref, value: Json) -> Json:
    """Leave out the members that no answer has: those that are only written."""

    def shown(said: Schema, part: Json) -> Json:
        if not isinstance(part, dict):
            return part
        hidden = {
            name
            for name, child in said.properties.items()
            if schemas.is_hidden(child, Direction.RESPONSE)
        }
        return {name: inner for name, inner in part.items() if name not in hidden}

    return changed(schemas, schema, value, shown)
