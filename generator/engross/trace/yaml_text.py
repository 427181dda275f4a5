"""Prints YAML as the specs are written: block style, quotes only where a reader needs them."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from engross.ir import Json
from engross.spec.kinds import is_list, is_mapping
from engross.spec.scalars import otherwise_read, read_scalar

_WIDTH: Final = 96
_INDICATORS: Final = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_SPECIAL: Final = re.compile(r": |:$| #|[\x00-\x1f\x7f\ufeff]|\s$")


def print_member(key: str, value: Json, indent: int) -> list[str]:
    """Print a key and its value as lines.

    Args:
        key: The key.
        value: Any JSON value.
        indent: Spaces before the key.
    """
    start = " " * indent + f"{_scalar(key)}:"
    if is_mapping(value) and value:
        return [start, *_members(value, indent + 2)]
    if is_list(value) and value:
        return [start, *_items(value, indent + 2)]
    if isinstance(value, str) and (lines := _block(value, indent + 2, len(start))):
        return [f"{start} {lines[0]}", *lines[1:]]
    return [f"{start} {_flow(value)}"]


def _members(value: dict[str, Json], indent: int) -> Iterator[str]:
    for key, member in value.items():
        yield from print_member(key, member, indent)


def print_item(value: Json, indent: int) -> list[str]:
    """Print an item of a list as lines; the dash stands at the indent."""
    dash = " " * indent + "- "
    if is_mapping(value) and value:
        first, *rest = _members(value, indent + 2)
        return [dash + first.lstrip(), *rest]
    if isinstance(value, str) and (lines := _block(value, indent + 2, indent + 2)):
        return [dash + lines[0], *lines[1:]]
    return [dash + _flow(value)]


def _items(value: list[Json], indent: int) -> Iterator[str]:
    for item in value:
        yield from print_item(item, indent)


def _flow(value: Json) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _scalar(text: str) -> str:
    """Print a text on one line, plain where every reader takes it for this text."""
    plain = (
        text != ""
        and text[0] not in _INDICATORS
        and not _SPECIAL.search(text)
        and isinstance(read_scalar(text), str)
        and otherwise_read(text) is None
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def _block(text: str, indent: int, before: int) -> list[str]:
    """Print a text of several lines literally and a long one folded; nothing for others."""
    pad = " " * indent
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]|[ \t]\n|^\s|\s$", text):
        return []
    if "\n" in text:
        return ["|-", *(f"{pad}{line}" if line else "" for line in text.split("\n"))]
    if before + len(text) <= _WIDTH or "  " in text:
        return []
    wrapped = textwrap.wrap(
        text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip
    return [">-", *(pad + line for line in wrapped)]
