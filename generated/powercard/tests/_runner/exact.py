"""JSON with the digits as they were written, so that `0.30` and `0.3` stay two things."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = Any
"""None, bool, str, Number, list or dict of these; dicts keep their order."""


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number, as its digits."""

    text: str


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object, or a dict like one."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def read(text: str | bytes) -> Json:
    """Read a JSON text; numbers arrive as `Number`.

    Raises:
        ValueError: The text is not JSON, or says NaN or Infinity.
    """
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=_refuse)


def write(value: Json) -> str:
    """Write a tree as compact JSON."""
    text = _ENCODER.encode(value)
    return _MARKED.sub(r"\1", text) if _MARK in text else text


def _marked(value: object) -> str:
    """Give a number's digits as a text that no document has, to be taken out of its quotes."""
    assert isinstance(value, Number), f"{value!r} is no part of JSON"
    return f"{_MARK}{value.text}"


# The standard library's encoder runs in C, but knows no number that keeps its digits.
_MARK = "\ue000engross\ue001"
_MARKED = re.compile(f'"{_MARK}([^"]*)"')
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_marked
)


def equal(left: Json, right: Json) -> bool:
    """Whether two trees say the same with the same digits, whatever the order of members."""
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(equal(left[k], right[k]) for k in left)
    if is_array(left) and is_array(right):
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, Number) and isinstance(right, Number):
        return Decimal(left.text).as_tuple() == Decimal(right.text).as_tuple()
    return type(left) is type(right) and bool(left == right)


def edited(tree: Json, edits: list[list[Json]]) -> Json:
    """Give a copy of a tree with `["set", pointer, value]` and `["remove", pointer]` applied."""
    copy = _copy(tree)
    for action, pointer, *value in edits:
        tokens = [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]
        if not tokens:
            copy = _copy(value[0])
            continue
        parent = copy
        for token in tokens[:-1]:
            parent = parent[_key(parent, token)]
        if action == "set":
            parent[_key(parent, tokens[-1])] = _copy(value[0])
        else:
            del parent[_key(parent, tokens[-1])]
    return copy


def _key(parent: Json, token: str) -> str | int:
    return int(token) if is_array(parent) else token


def _copy(tree: Json) -> Json:
    if is_object(tree):
        return {key: _copy(value) for key, value in tree.items()}
    return [_copy(item) for item in tree] if is_array(tree) else tree


def _refuse(text: str) -> Json:
    raise ValueError(f"{text} is not JSON")
