"""Builds models that refer to each other without going as deep as their graph is wide."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core import core_schema as schemas

# Pydantic builds a model inside the one that refers to it, some twenty frames deeper each time; a
# program that calls us has used some of Python's thousand already.
_DEEPEST = 16


class _Building(threading.local):
    """The models being built in this thread, each inside another."""

    depth: int = 0
    postponed: dict[type[Any], None]
    """Met too deep: built when the outermost one is done."""


_building = _Building()


def bounded(
    model: type[Any], handler: GetCoreSchemaHandler, build: Callable[[type[Any]], CoreSchema]
) -> CoreSchema:
    """Build a model's core schema, or below a certain depth only refer to it."""
    if not _building.depth:
        _building.postponed = {}
    if _building.depth >= _DEEPEST:
        _building.postponed[model] = None
        return schemas.definition_reference_schema(_reference(model))
    _building.depth += 1
    try:
        schema = build(model)
        return schema if _building.depth > 1 else _completed(schema, handler, build)
    finally:
        _building.depth -= 1


def _completed(
    schema: CoreSchema, handler: GetCoreSchemaHandler, build: Callable[[type[Any]], CoreSchema]
) -> CoreSchema:
    """Build what was postponed, and what that postpones in turn."""
    definitions: list[CoreSchema] = []
    while _building.postponed:
        model, _ = _building.postponed.popitem()
        if not _is_defined(model, handler):
            definitions.append(build(model))
    return schemas.definitions_schema(schema, definitions) if definitions else schema


def _is_defined(model: type[Any], handler: GetCoreSchemaHandler) -> bool:
    try:
        handler.resolve_ref_schema(schemas.definition_reference_schema(_reference(model)))
    except LookupError:
        return False
    return True


def _reference(model: type[Any]) -> str:
    # As pydantic names it; were that to change, the model would only be defined twice.
    return f"{model.__module__}.{model.__qualname__}:{id(model)}"
