"""What a team decides about findings: another level, or to leave one out, each with its reason.

The file is a list. An entry names findings by `id`, `path` (a glob of the operation's path) and
`fingerprint`; all that it gives have to match. It says either `level:` or `ignore: true`, and
why. The first entry that matches decides; an entry that decides nothing is an error, so that the
file never says more than is so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from engross.diff.apis import Reach
from engross.diff.explain import unknown_rule
from engross.diff.judged import Finding, worst_first
from engross.diff.levels import Level
from engross.diff.rules import RULES
from engross.errors import EngrossError, Problem
from engross.ir import ABSENT, Json
from engross.pointer import ROOT, Pointer
from engross.spec import load_tree
from engross.spec.kinds import described, is_list, is_mapping
from engross.spec.tree import Document

_LEVELS: Final = {level.word: level for level in Level}
_SELECTORS: Final = ("id", "path", "fingerprint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One entry."""

    pointer: Pointer
    id: str | None = None
    path: str | None = None
    fingerprint: str | None = None
    level: Level | None = None
    """What to take for the finding's level; None where it is left out."""
    reason: str

    def matches(self, finding: Finding, reach: Reach) -> bool:
        """Say whether it is about a finding at one of its places."""
        return (
            self.id in {None, finding.rule.id}
            and self.fingerprint in {None, finding.fingerprint}
            and (self.path is None or fnmatchcase(reach.path, self.path))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """A file of them."""

    document: Document
    entries: tuple[Override, ...]

    def decision(self, finding: Finding, reach: Reach) -> Override | None:
        """Find the entry that decides about a finding at one of its places."""
        return next((entry for entry in self.entries if entry.matches(finding, reach)), None)


def overridden(
    findings: Iterable[Finding], overrides: Overrides
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Apply a file to findings.

    Returns:
        The findings that count, the worst first, and those that are ignored. One that is ignored
        at some of its places is among both.

    Raises:
        EngrossError: An entry decides nothing.
    """
    counted: list[Finding] = []
    ignored: list[Finding] = []
    used: set[Pointer] = set()
    for finding in findings:
        decisions = [overrides.decision(finding, reach) for reach in finding.reach]
        used |= {entry.pointer for entry in decisions if entry is not None}
        out = [i for i, entry in enumerate(decisions) if entry is not None and entry.level is None]
        kept = [i for i in range(len(decisions)) if i not in out]
        ignored += _part(finding, out, decisions)
        counted += _part(finding, kept, decisions)
    unused = [entry.pointer for entry in overrides.entries if entry.pointer not in used]
    if unused:
        message = "no finding is left for this entry: remove it"
        raise EngrossError(overrides.document.problem(message, pointer) for pointer in unused)
    return worst_first(counted), tuple(ignored)


def _part(
    finding: Finding, places: list[int], decisions: list[Override | None]
) -> Iterator[Finding]:
    """Give a finding as it is at some of its places; nothing where there are none."""
    if not places:
        return
    made = [decisions[i] for i in places]
    levels = tuple(
        finding.levels[i] if entry is None or entry.level is None else entry.level
        for i, entry in zip(places, made, strict=True)
    )
    is_worst = any(finding.levels[i] is finding.level for i in places)
    yield replace(
        finding,
        reach=tuple(finding.reach[i] for i in places),
        levels=levels,
        level=max(levels),
        witness=finding.witness if is_worst else ABSENT,
        reason="; ".join(dict.fromkeys(entry.reason for entry in made if entry is not None)),
    )


# --- Reading --------------------------------------------------------------------------------------


def read_overrides(path: Path, today: date) -> Overrides:
    """Read a file of overrides.

    Args:
        path: The file.
        today: The day on which an entry has to hold still.

    Raises:
        EngrossError: It cannot be read, or an entry is not as it has to be.
    """
    document = load_tree(path)
    problems = sorted(_problems(document, today), key=lambda found: (found.line, found.column))
    if problems:
        raise EngrossError(problems)
    entries = (_entry(ROOT / i, written) for i, written in enumerate(document.data or ()))
    return Overrides(document=document, entries=tuple(entries))


def _entry(pointer: Pointer, written: Mapping[str, str]) -> Override:
    return Override(
        pointer=pointer,
        level=_LEVELS[written["level"]] if "level" in written else None,
        reason=written["reason"],
        **{key: written[key] for key in _SELECTORS if key in written},
    )


def _problems(document: Document, today: date) -> Iterator[Problem]:
    if document.data is None:
        return  # A file of comments: its last entry was removed.
    if not is_list(document.data):
        yield document.problem(f"expected a list, found {described(document.data)}", ROOT)
        return
    for index, entry in enumerate(document.data):
        place = ROOT / index
        if not is_mapping(entry):
            yield document.problem(f"expected an entry, found {described(entry)}", place)
            continue
        for key, value in entry.items():
            if key not in _CHECKS:
                message = f"{key!r} is not one of {', '.join(_CHECKS)}"
                yield document.problem(message, place / key, at_key=True)
            elif message := _CHECKS[key](value, today):
                yield document.problem(message, place / key)
        for message in _lacking(entry):
            yield document.problem(message, place)


def _lacking(entry: Mapping[str, Json]) -> Iterator[str]:
    if "reason" not in entry:
        yield "the reason is missing: write 'reason:'"
    if ("level" in entry) == ("ignore" in entry):
        yield "write either 'level:' or 'ignore: true'"
    if not any(key in entry for key in _SELECTORS):
        yield f"write which findings are meant: one or more of {', '.join(_SELECTORS)}"


def _text(value: Json, _: date) -> str:
    is_text = isinstance(value, str) and value.strip()
    return "" if is_text else f"expected text, found {described(value)}"


def _id(value: Json, _: date) -> str:
    from engross.diff.oasdiff.ids import LEVELS

    is_known = isinstance(value, str) and (value in RULES or value in LEVELS)
    return "" if is_known else unknown_rule(str(value))


def _fingerprint(value: Json, _: date) -> str:
    is_one = isinstance(value, str) and re.fullmatch("[0-9a-f]{12}", value)
    return "" if is_one else f"{described(value)} is no fingerprint: 12 hexadecimal digits"


def _level(value: Json, _: date) -> str:
    is_one = isinstance(value, str) and value in _LEVELS
    return "" if is_one else f"{described(value)} is not one of {', '.join(_LEVELS)}"


def _ignore(value: Json, _: date) -> str:
    return "" if value is True else f"{described(value)} has no meaning: write true, or a level"


def _expires(value: Json, today: date) -> str:
    try:
        last = date.fromisoformat(value)
    except (TypeError, ValueError):
        return f'{described(value)} is no date: write it as "2026-12-31"'
    return f"this entry expired on {last}: remove it, or decide again" if last < today else ""


_CHECKS: Final[Mapping[str, Callable[[Json, date], str]]] = {
    "id": _id,
    "path": _text,
    "fingerprint": _fingerprint,
    "level": _level,
    "ignore": _ignore,
    "reason": _text,
    "expires": _expires,
}
"""Key → what is wrong with a value, or nothing."""
