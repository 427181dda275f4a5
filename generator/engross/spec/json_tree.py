"""JSON text → plain data; positions are found only when a problem has to be shown."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from engross.errors import Problem, Severity, SpecError
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.positions import MAX_DEPTH, Spot, nesting
from engross.spec.scalars import read_decimal, read_integer

_LEXEME: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}\[\],]|[^\s{}\[\],:"]+')
"""A key with its colon, a string, a bracket, a comma, or another scalar."""
_LINE_END: Final = re.compile("\n")
_SPACE: Final = re.compile("[ \t\r\n]*")
_SKIP: Final = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)
"""Reads over a value: numbers may be longer than Python likes to read."""
_CONSTANTS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
"""What Python's reader takes for numbers."""
_HALF: Final = re.compile("[\ud800-\udfff]")
_HALF_MESSAGE: Final = "half of a surrogate pair (\\ud800 to \\udfff) is no character"


def read_json(
    text: str, *, name: str, document: str, authored: bool = False
) -> tuple[Json, list[Problem]]:
    """Read a JSON document; numbers keep their digits, as `int` or `Decimal`.

    Args:
        text: The document's text.
        name: The file's path as shown in problems.
        document: The document part of the problems' pointers.
        authored: Whether a member that is there twice, and alike, is an error too.

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
    if "\\u" in text and _HALF.search(json.dumps(data, ensure_ascii=False, default=str)):
        # Nothing that has it in a name could be written.
        raise SpecError(_odd_members(text, name, document, Severity.ERROR))
    alike = Severity.ERROR if authored else Severity.WARNING
    return data, list(_odd_members(text, name, document, alike)) if odd else []


class JsonMarks(Mapping[int, Mapping[str, tuple[Spot, Spot]]]):
    """Where the members of each container of a JSON document stand.

    A container is looked at when it is asked for, after the one around it: most never are.

    Args:
        text: The document's text, known to be JSON.
        data: What `read_json` made of it.
    """

    def __init__(self, text: str, data: Json) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._starts = {id(data): (_after_space(text, 0), data)}
        self._found: dict[int, Mapping[str, tuple[Spot, Spot]]] = {}

    def __getitem__(self, container: int) -> Mapping[str, tuple[Spot, Spot]]:
        if container not in self._found:
            start, data = self._starts[container]
            self._found[container] = self._members(start, data)
        return self._found[container]

    def __iter__(self) -> Iterator[int]:
        waiting = [*self._starts]
        while waiting:
            container = waiting.pop()
            before = len(self._starts)
            self[container]  # Looking at it makes those inside it known.
            yield container
            waiting.extend(islice(self._starts, before, None))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _members(self, start: int, data: Json) -> dict[str, tuple[Spot, Spot]]:
        if not (is_mapping(data) or is_list(data)):
            return {}
        found = {}
        for token, key, value in _spans(self._text, start):
            found[token] = (self._spot(key), self._spot(value))
            inner = _child(data, token)
            if is_mapping(inner) or is_list(inner):
                self._starts[id(inner)] = (value, inner)
        return found

    def _spot(self, place: int) -> Spot:
        line = bisect_right(self._lines, place) - 1
        return Spot(line, place - self._lines[line])


def _spans(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield token, place of the key and place of the value for the members of one container."""
    is_array, place, count = text[start] == "[", _after_space(text, start + 1), 0
    while text[place] not in "}]":
        token, key = str(count), place
        if not is_array:
            token, place = _SKIP.raw_decode(text, place)
            place = _after_space(text, _after_space(text, place) + 1)
        yield token, key, place
        _, place = _SKIP.raw_decode(text, place)
        place, count = _after_space(text, place), count + 1
        if text[place] == ",":
            place = _after_space(text, place + 1)


def _after_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    assert match is not None
    return match.end()


def _child(holder: Json, token: str) -> Json:
    """Step down; of two members with one key only the last is in the data."""
    return holder.get(token) if is_mapping(holder) else holder[int(token)]


def _odd_members(text: str, name: str, document: str, alike: Severity) -> Iterator[Problem]:
    """Find what Python's reader takes and nobody can mean, all of it."""
    seen: list[dict[str, _Member]] = []
    for pointer, member in _placed(text, document):
        del seen[member.depth :]
        first = seen[-1].setdefault(member.token, member) if seen else member
        if first is not member:
            message = (
                f"the key {member.token!r} is already in line {first.key.line + 1}: "
                "remove one of the two or give it another name"
            )
            is_same = first.lexeme == member.lexeme and member.lexeme not in "{["
            severity = alike if is_same else Severity.ERROR
            found = _problem(message, member.key, name, pointer)
            yield replace(found, severity=severity, kind="repeated-key")
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
