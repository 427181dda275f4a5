"""JSON text → plain data; positions are found only when a problem has to be shown."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple, NoReturn

from engross.errors import Problem, SpecError
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.positions import MAX_DEPTH, START, Marks, Spot, nesting, spot_of
from engross.spec.scalars import read_decimal, read_integer

_LEXEME: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}\[\],]|[^\s{}\[\],:"]+')
"""A key with its colon, a string, a bracket, a comma, or another scalar."""
_LINE_END: Final = re.compile("\n")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def read_json(text: str, *, name: str, document: str) -> tuple[Json, list[Problem]]:
    """Read a JSON document; numbers keep their digits, as `int` or `Decimal`.

    Args:
        text: The document's text.
        name: The file's path as shown in problems.
        document: The document part of the problems' pointers.

    Returns:
        The data, and the problems that did not end the reading.

    Raises:
        SpecError: The text is no JSON (RFC 8259), or goes beyond a limit.
    """
    doubled = False

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        nonlocal doubled
        result = dict(pairs)
        doubled = doubled or len(result) != len(pairs)
        return result

    try:
        data = json.loads(
            text,
            object_pairs_hook=members,
            parse_float=read_decimal,
            parse_int=read_integer,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        _fail(name, f"this is not JSON: {error.msg}", Spot(error.lineno - 1, error.colno - 1))
    except RecursionError:
        _fail(name, f"nested more than {MAX_DEPTH} levels deep", _first_too_deep(text))
    except ValueError as error:
        _fail(name, str(error), START)
    if nesting(data) > MAX_DEPTH:
        _fail(name, f"nested more than {MAX_DEPTH} levels deep", _first_too_deep(text))
    if "\\u" in text and _LONE_SURROGATE.search(json.dumps(data, ensure_ascii=False, default=str)):
        _fail(name, "half of a surrogate pair (\\ud800 to \\udfff) is no character", START)
    return data, _doubled_keys(text, name, document) if doubled else []


def json_marks(text: str, data: Json) -> Marks:
    """Find where the members of each container of a JSON document stand.

    Args:
        text: The document's text, known to be JSON.
        data: What `read_json` made of it.
    """
    marks: Marks = {}
    holders: list[Json] = []
    for member in _members(text):
        del holders[member.depth :]
        holder = holders[-1] if holders else {"": data}
        if holders:
            marks.setdefault(id(holder), {})[member.token] = (member.key, member.value)
        holders.append(_child(holder, member.token))
    return marks


def _child(holder: Json, token: str) -> Json:
    """Step down; of two members with one key only the last is in the data."""
    if is_mapping(holder):
        return holder.get(token)
    return holder[int(token)] if is_list(holder) and int(token) < len(holder) else None


def _doubled_keys(text: str, name: str, document: str) -> list[Problem]:
    """Name both places of each key that is twice in one object."""
    problems: list[Problem] = []
    seen: list[dict[str, Spot]] = []
    path: list[str] = []
    for member in _members(text):
        del seen[member.depth :], path[member.depth :]
        path.append(member.token)
        if seen:
            first = seen[-1].setdefault(member.token, member.key)
            if first is not member.key:
                message = (
                    f"the key {member.token!r} is already in line {first.line + 1}: "
                    "remove one of the two or give it another name"
                )
                problems.append(
                    _problem(message, member.key, name, Pointer(tuple(path[1:]), document))
                )
        seen.append({})
    return problems


class _Member(NamedTuple):
    """A value of a JSON text; the depth of the whole document is 0 and its token is empty."""

    depth: int
    token: str
    key: Spot
    """Where the key stands; for an item of an array, its value."""
    value: Spot


def _members(text: str) -> Iterator[_Member]:
    """Yield every value of a JSON text, a container before what is in it."""
    line_starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    keys: list[str] = [""]
    """Per open container the token of the member that is being read; the document's own first."""
    is_array = [False]
    key_spot: Spot | None = None
    for match in _LEXEME.finditer(text):
        lexeme = match[0]
        if lexeme == ",":
            if is_array[-1]:
                keys[-1] = str(int(keys[-1]) + 1)
            continue
        if lexeme in "}]":
            keys.pop()
            is_array.pop()
            continue
        line = bisect_right(line_starts, match.start()) - 1
        spot = Spot(line, match.start() - line_starts[line])
        if lexeme.endswith(":"):
            keys[-1] = json.loads(lexeme[:-1])
            key_spot = spot
            continue
        yield _Member(len(keys) - 1, keys[-1], key_spot or spot, spot)
        key_spot = None
        if lexeme in "{[":
            keys.append("0")
            is_array.append(lexeme == "[")


def _first_too_deep(text: str) -> Spot:
    depth = 0
    for match in _LEXEME.finditer(text):
        depth += (match[0] in "{[") - (match[0] in "}]")
        if depth > MAX_DEPTH:
            return spot_of(text, match.start())
    raise AssertionError("nothing is nested too deeply")


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON: write a number or quote it")


def _problem(message: str, spot: Spot, name: str, pointer: Pointer | None = None) -> Problem:
    return Problem(
        message=message, file=name, line=spot.line + 1, column=spot.column + 1, pointer=pointer
    )


def _fail(name: str, message: str, spot: Spot) -> NoReturn:
    raise SpecError([_problem(message, spot, name)])
