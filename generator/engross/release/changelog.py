"""Adds a version to a changelog in the form of Keep a Changelog; what is there already stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

GROUPS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")

_UNRELEASED = re.compile(r"^## +\[?Unreleased\b.*\n", re.I | re.M)
_VERSION = re.compile(r"^## ", re.M)
_LINKS = re.compile(r"^\[[^\]]+\]: ", re.M)
_GROUP = re.compile(r"^### +(.+?) *$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing that callers should know."""

    group: str
    """One of `GROUPS`."""
    text: str


def add_version(text: str, version: str, day: date, notes: Iterable[Note]) -> str:
    """Add a version above the others, with what stood under "Unreleased".

    A section of that version which somebody wrote already is left as it is.

    Args:
        text: The changelog.
        version: What is released.
        day: When.
        notes: What changed.
    """
    if section_of(text, version):
        return text
    head, waiting, rest = _cut(text)
    body = "\n\n".join(_body(waiting, notes))
    parts = (head.rstrip(), f"## [{version}] - {day.isoformat()}", body, rest.strip())
    return "\n\n".join(part for part in parts if part) + "\n"


def section_of(text: str, version: str) -> str:
    """Give what a changelog says of a version, without its heading; empty where that is nothing."""
    found = re.search(rf"^## +\[?{re.escape(version)}(?![\w.]).*\n", text, re.M)
    return "" if found is None else text[found.end() : _end(text, found.end())].strip()


def _end(text: str, start: int) -> int:
    """Find where a section ends: at the next one, at the links below them all, or with the text."""
    found = (pattern.search(text, start) for pattern in (_VERSION, _LINKS))
    return min((match.start() for match in found if match), default=len(text))


def _cut(text: str) -> tuple[str, str, str]:
    """Divide a changelog into what is above "Unreleased", what is under it, and the versions."""
    found = _UNRELEASED.search(text)
    if found is None:
        start = _end(text, 0)
        return text[:start], "", text[start:]
    end = _end(text, found.end())
    return text[: found.start()], text[found.end() : end], text[end:]


def _body(waiting: str, notes: Iterable[Note]) -> Iterator[str]:
    """Yield the groups, in the order of the standard, what was written by hand first."""
    above, *pieces = _GROUP.split(waiting)
    groups: dict[str, list[str]] = {name: [] for name in (*GROUPS, *pieces[::2])}
    for name, lines in zip(pieces[::2], pieces[1::2], strict=True):
        groups[name].append(lines.strip())
    for note in notes:
        groups[note.group].append(f"- {note.text}")
    if above.strip():
        yield above.strip()
    for name, lines in groups.items():
        if told := "\n".join(dict.fromkeys(filter(None, lines))):
            yield f"### {name}\n\n{told}"
