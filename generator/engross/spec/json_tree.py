"""JSON text → plain data; positions are found only when a problem has to be shown."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from engross.errors import Problem, SpecError
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.positions import MAX_DEPTH, Marks, Spot, nesting
from engross.spec.scalars import read_decimal, read_integer

_LEXEME: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}\[\],]|[^\s{}\[\],:"]+')
"""A key with its colon, a string, a bracket, a comma, or another scalar."""
_LINE_END: Final = re.compile("\n")
_CONSTANTS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
"""What Python's reader takes for numbers."""
_HALF: Final = re.compile("[\ud800-\udfff]")
_HALF_MESSAGE: Final = "half of a surrogate pair (\\ud800 to \\udfff) is no character"


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
    odd = False

    def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        nonlocal odd
        result = dict(pairs)
        odd = odd or len(result) != len(pairs)
        return result

    def number(lexeme: str) -> Json:
        nonlocal odd
        try:
            return _read_number(lexeme)
        except ValueError:
            odd = True
            return lexeme

    try:
        data = json.loads(
            text,
            object_pairs_hook=members,
            parse_float=number,
            parse_int=number,
            parse_constant=number,
        )
    except json.JSONDecodeError as error:
        spot = Spot(error.lineno - 1, error.colno - 1)
        raise SpecError([_problem(f"this is not JSON: {error.msg}", spot, name)]) from error
    except RecursionError as error:
        raise SpecError([_too_deep(text, name, document)]) from error
    if nesting(data) > MAX_DEPTH:
        raise SpecError([_too_deep(text, name, document)])
    if "\\u" in text:
        odd = odd or bool(_HALF.search(json.dumps(data, ensure_ascii=False, default=str)))
    return data, list(_odd_members(text, name, document)) if odd else []


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


def _odd_members(text: str, name: str, document: str) -> Iterator[Problem]:
    """Find what Python's reader takes and nobody can mean, all of it."""
    seen: list[dict[str, Spot]] = []
    for pointer, member in _placed(text, document):
        del seen[member.depth :]
        first = seen[-1].setdefault(member.token, member.key) if seen else member.key
        if first is not member.key:
            message = (
                f"the key {member.token!r} is already in line {first.line + 1}: "
                "remove one of the two or give it another name"
            )
            yield _problem(message, member.key, name, pointer)
        if _HALF.search(member.token):
            yield _problem(_HALF_MESSAGE, member.key, name, pointer)
        elif (fault := _fault(member.lexeme)) is not None:
            yield _problem(fault, member.value, name, pointer)
        seen.append({})


def _fault(lexeme: str) -> str | None:
    """Say what is wrong with a scalar."""
    if lexeme.startswith('"'):
        return _HALF_MESSAGE if _HALF.search(json.loads(lexeme)) else None
    try:
        _read_number(lexeme)
    except ValueError as error:
        return str(error)
    return None


def _read_number(lexeme: str) -> Json:
    """Read what is neither a text nor a container; the words of JSON stay as they are."""
    if lexeme in _CONSTANTS:
        raise ValueError(f"{lexeme} is not JSON: write a number or quote it")
    if not lexeme[-1].isdecimal():
        return lexeme
    return read_integer(lexeme) if lexeme.lstrip("-").isdecimal() else read_decimal(lexeme)


def _placed(text: str, document: str) -> Iterator[tuple[Pointer, _Member]]:
    path: list[str] = []
    for member in _members(text):
        del path[member.depth :]
        path.append(member.token)
        yield Pointer(tuple(path[1:]), document), member


class _Member(NamedTuple):
    """A value of a JSON text; the depth of the whole document is 0 and its token is empty."""

    depth: int
    token: str
    key: Spot
    """Where the key stands; for an item of an array, its value."""
    value: Spot
    lexeme: str
    """The value's text; of a container, its bracket."""


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
        yield _Member(len(keys) - 1, keys[-1], key_spot or spot, spot, lexeme)
        key_spot = None
        if lexeme in "{[":
            keys.append("0")
            is_array.append(lexeme == "[")


def _too_deep(text: str, name: str, document: str) -> Problem:
    pointer, member = next(
        (pointer, member)
        for pointer, member in _placed(text, document)
        if member.depth == MAX_DEPTH and member.lexeme in "{["
    )
    return _problem(f"nested more than {MAX_DEPTH} levels deep", member.value, name, pointer)


def _problem(message: str, spot: Spot, name: str, pointer: Pointer | None = None) -> Problem:
    return Problem(
        message=message, file=name, line=spot.line + 1, column=spot.column + 1, pointer=pointer
    )
