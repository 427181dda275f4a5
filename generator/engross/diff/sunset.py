"""Deprecation and the day after which a thing may be gone (`x-sunset`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from engross.ir import ABSENT, Json, Node

KEY: Final = "x-sunset"
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt ].*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What became of the end of a thing: the rule's last words, and the two values."""

    verb: str
    keyword: str
    old: Json = ABSENT
    new: Json = ABSENT


def turns(base: Node, revision: Node, as_of: date | None) -> Iterator[Turn]:
    """Compare what two revisions say of the end of one thing.

    Args:
        base: A node that may be `deprecated`.
        revision: The later one.
        as_of: The day to judge by; None to judge no date by another day.
    """
    was, is_now = _is_deprecated(base), _is_deprecated(revision)
    if was != is_now:
        yield Turn(verb="deprecated" if is_now else "reactivated", keyword="deprecated")
    old, new = base.extensions.get(KEY, ABSENT), revision.extensions.get(KEY, ABSENT)
    if old == new:
        return
    if new is ABSENT:
        yield Turn(verb="sunset-deleted", keyword=KEY, old=old)
        return
    day, earlier = parse_day(new), parse_day(old)
    if day is None:
        verb = "sunset-invalid"
    elif as_of is not None and day < as_of:
        verb = "sunset-date-too-small"
    elif old is ABSENT:
        verb = "sunset-added"
    else:
        verb = "sunset-moved-nearer" if earlier and day < earlier else "sunset-changed"
    yield Turn(verb=verb, keyword=KEY, old=old, new=new)


def removal(node: Node, as_of: date | None) -> str:
    """Give the last words of the rule for a removed thing, by whether its end was announced."""
    if not _is_deprecated(node):
        return "removed"
    day = parse_day(node.extensions.get(KEY, ABSENT))
    if as_of is None or day is None:
        return "removed-with-deprecation"
    return "removed-before-sunset" if as_of < day else "removed-after-sunset"


def _is_deprecated(node: Node) -> bool:
    flag: bool = getattr(node, "deprecated", False)
    return flag


def parse_day(value: Json) -> date | None:
    """Read a date, or the date of a time (RFC 3339); None where it is neither."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return None if found is None else date.fromisoformat(found[1])
    except ValueError:
        return None
