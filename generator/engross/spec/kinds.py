"""The kinds of JSON values: told apart, and named in messages."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, TypeGuard

from engross.ir import Json

_NAMES: Final = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    Decimal: "a number",
    str: "text",
    list: "a list",
    dict: "a mapping",
}
_SHOWN: Final = 60
"""How many characters of a bad value a message shows."""


def is_mapping(value: Json) -> TypeGuard[dict[str, Json]]:
    """Say whether a value is a JSON object."""
    return isinstance(value, dict)


def is_list(value: Json) -> TypeGuard[list[Json]]:
    """Say whether a value is a JSON array."""
    return isinstance(value, list)


def is_tuple(value: Json) -> TypeGuard[tuple[Json, ...]]:
    """Say whether a value is a tuple, which stands for an array in `engross.ir`."""
    return isinstance(value, tuple)


def shown(value: Json) -> str:
    """Print a scalar as JSON does, texts without quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    return "null" if value is None else str(value)


def described(value: Json) -> str:
    """Name a value's JSON type, and the value where it is short."""
    name = _NAMES[type(value)]
    if value is None or isinstance(value, list | dict):
        return name
    text = repr(value) if isinstance(value, str) else shown(value)
    return f"{name} {text}" if len(text) <= _SHOWN else f"{name} {text[:_SHOWN]}..."
