"""Markdown pages of Mintlify, Apifox and ReadMe: the operation's OpenAPI document in a fence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from textwrap import dedent
from typing import Final

from engross.errors import EngrossError
from engross.trace.claims import Claim, Kind
from engross.trace.lines import Line
from engross.trace.pages import Sheet
from engross.trace.readers.openapi import BEGINNING, claims_of_document

_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*(?:ya?ml|json)\b.*", re.I)
_FRONT: Final = re.compile(r"---\n.*?\n---\n", re.S)
"""What a site is told of a page."""
_TITLE: Final = re.compile(r"#\s+(.+)")
_QUOTED: Final = re.compile(r"^>|^#{1,6}\s|^\s*$")


def recognises(sheet: Sheet) -> bool:
    """Whether there is a fence whose text begins as an OpenAPI document does."""
    return any(_fences(sheet.text))


def read(sheet: Sheet) -> tuple[Claim, ...]:
    """Give the claims of each document, and the prose around them."""
    found: list[Claim] = []
    inside: set[int] = set()
    for first, text, is_closed in _fences(sheet.text):
        if not is_closed:
            place = f"{sheet.page.name}:{first}"
            raise EngrossError(f"{place}: this fence is never closed: the page was cut off")
        found += claims_of_document(sheet.page, text, above=first)
        inside.update(range(first, first + text.count("\n") + 2))
    front = _FRONT.match(sheet.text)
    inside.update(range(1, front[0].count("\n") + 1 if front else 1))
    outside = [line for line in sheet.lines if line.number not in inside]
    title = next((line for line in outside if _TITLE.match(line.text)), None)
    operation = next((n for n, claim in enumerate(found) if claim.kind is Kind.OPERATION), None)
    if title is not None and operation is not None:
        found[operation] = _titled(found[operation], title)
    texts = [line for line in outside if not _QUOTED.match(line.text)]
    return (*found, *(_prose(line) for line in texts))


def _titled(operation: Claim, title: Line) -> Claim:
    """Add the page's title to its operation, which says nothing else in its own words."""
    heading = title.text.lstrip("#").strip()
    return replace(operation, said={**operation.said, "heading": heading})


def _prose(line: Line) -> Claim:
    text = line.text.strip()
    return Claim(
        kind=Kind.TEXT, name="", said={"text": text}, first=line.number, last=line.number
    )  # fmt: skip


def _fences(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the documents in fences: the line before, the text, and whether the fence ends."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        opened = _FENCE.fullmatch(lines[at])
        at += 1
        if opened is None:
            continue
        first, close = at, opened[1]
        while at < len(lines) and not lines[at].strip().startswith(close):
            at += 1
        block = dedent("\n".join(lines[first:at])) + "\n"
        if BEGINNING.match(block):
            yield first, block, at < len(lines)
        at += 1
