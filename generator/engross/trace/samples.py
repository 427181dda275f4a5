"""Code on a page: JSON samples, which are facts, and snippets in other languages, which are not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from engross.ir import ABSENT, Json
from engross.trace.lines import Line

_LANGUAGES: Final = frozenset(
    {
        *("json", "bash", "sh", "shell", "curl", "javascript", "js", "typescript", "ts", "python"),
        *("php", "java", "go", "ruby", "http", "csharp", "c#", "node", "nodejs", "rust", "kotlin"),
    }
)
_FENCE: Final = re.compile(
    r"\s*(?:```|~~~)\s*(?P<language>[\w#+-]*)(?:\s+(?P<status>[1-5]\d\d)\b)?.*"
)
_CODE: Final = re.compile(
    r"[=(){};\[\]<>\\]|^\s|^(?:import|from|const|let|var|curl|return|await)\b"
)
_LEADING_ZERO: Final = re.compile(r"(?<=[:\[,\s])(0[0-9]+)(?=\s*[,}\]])")


_HEADER: Final = re.compile(r"""(?:-H|--header)\s+(["'])(?P<header>[^"']+)\1""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A JSON value that a page shows, or the command line of a request."""

    first: int
    last: int
    value: Json = ABSENT
    """`ABSENT` where it is no JSON."""
    headers: tuple[str, ...] | None = None
    """What a command line sends, `Authorization: Bearer`; None where it is none."""
    status: str = ""
    """Of which answer it is, where its fence says so."""


def read_samples(lines: Sequence[Line]) -> tuple[list[Sample], list[Line]]:
    """Take code out of a page.

    Returns:
        The JSON samples; and the other lines, with an empty one for each sample at its first line.
    """
    samples: list[Sample] = []
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        end = _code_end(lines, at)
        if end is None:
            rest.append(lines[at])
            at += 1
            continue
        block = _body(lines[at:end])
        fence = _FENCE.fullmatch(lines[at].text)
        for sample in _samples(block, (fence["status"] or "") if fence else ""):
            samples.append(sample)
            rest.append(Line(sample.first, ""))
        at = end
    return samples, rest


def _body(block: Sequence[Line]) -> list[Line]:
    """Leave out the fence, the language's name, and what is empty at the ends."""
    body = [
        line
        for line in block
        if not _FENCE.fullmatch(line.text) and line.text.strip().lower() not in _LANGUAGES
    ]
    while body and not body[-1].text.strip():
        body.pop()
    while body and not body[0].text.strip():
        body.pop(0)
    return body


def _code_end(lines: Sequence[Line], at: int) -> int | None:
    """Say where the code that begins at a line ends; None where none begins there."""
    text = lines[at].text
    if _FENCE.fullmatch(text):
        closing = (n for n in range(at + 1, len(lines)) if _FENCE.fullmatch(lines[n].text))
        return next(closing, len(lines) - 1) + 1
    if text.strip() in ("{", "["):
        return json_end(lines, at)
    if text.startswith("curl "):
        return next((n for n in range(at, len(lines)) if not lines[n].text.strip()), len(lines))
    word = text.strip().lower()
    if word not in _LANGUAGES or at + 1 == len(lines):
        return None
    below = next((n for n in range(at + 1, len(lines)) if lines[n].text.strip()), at)
    if _FENCE.fullmatch(lines[below].text):  # VitePress names the language above its block.
        return _code_end(lines, below)
    return json_end(lines, at + 1) if word == "json" else _snippet_end(lines, at + 1)


def json_end(lines: Sequence[Line], at: int) -> int:
    """Find the line after a value: where its brackets are closed."""
    return next(_ends(lines, at), len(lines))


def is_closed(lines: Sequence[Line], at: int) -> bool:
    """Whether the brackets of a value are closed anywhere."""
    return next(_ends(lines, at), 0) > 0


def _ends(lines: Sequence[Line], at: int) -> Iterator[int]:
    depth = 0
    for n in range(at, len(lines)):
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', lines[n].text)
        depth += sum(bare.count(c) for c in "{[") - sum(bare.count(c) for c in "}]")
        if depth <= 0 and lines[n].text.strip():
            yield n + 1


def _snippet_end(lines: Sequence[Line], at: int) -> int:
    """Find the line after a snippet: an empty line, then one that looks like no code."""
    for n in range(at, len(lines)):
        text = lines[n].text
        if text.strip().lower() in _LANGUAGES:
            return n
        if not lines[n - 1].text.strip() and text.strip() and not _CODE.search(text):
            return n
    return len(lines)


def _samples(block: Sequence[Line], status: str) -> Iterator[Sample]:
    text = "\n".join(line.text for line in block).strip()
    if text.startswith(("{", "[")):
        first, last = block[0].number, block[-1].number
        yield Sample(first=first, last=last, value=_value(text), status=status)
    elif text.startswith("curl "):
        # Of a credential the scheme is a fact, and what follows a stand-in.
        headers = tuple(" ".join(m["header"].split()[:2]) for m in _HEADER.finditer(text))
        yield Sample(first=block[0].number, last=block[-1].number, headers=headers)


def _value(text: str) -> Json:
    """Read JSON; numbers with leading zeros, which some pages print, are taken as texts."""
    for attempt in (text, _LEADING_ZERO.sub(r'"\1"', text)):
        try:
            return json.loads(attempt, parse_float=Decimal)
        except ValueError:
            continue
    return ABSENT


def leaves(value: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Yield each member of a value with its path, those inside lists under `[]` once."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield (*path, name), member
            yield from leaves(member, (*path, name))
    elif isinstance(value, list):
        for item in value[:1]:
            yield from leaves(item, (*path, "[]"))
