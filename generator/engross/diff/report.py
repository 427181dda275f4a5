"""What a comparison came to, and the words in which all formats tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engross.diff.apis import Reach
from engross.diff.judged import Finding, Profile, told
from engross.diff.levels import Level
from engross.diff.places import Place, place
from engross.diff.sides import Side
from engross.readable import clean

_BUMPS: Final = {
    Level.BREAKING: "major",
    Level.POTENTIALLY_BREAKING: "major",
    Level.NON_BREAKING: "minor",
    Level.ANNOTATION: "patch",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a comparison came to."""

    base: Side
    revision: Side
    findings: tuple[Finding, ...]
    profile: Profile = Profile.DEFAULT
    ignored: tuple[Finding, ...] = ()
    """Those that the team's own file takes out; they count for nothing."""

    @property
    def level(self) -> Level | None:
        """The worst level; None where nothing differs."""
        return max((finding.level for finding in self.findings), default=None)

    @property
    def bump(self) -> str:
        """Which part of a version follows."""
        return "none" if self.level is None else _BUMPS[self.level]

    def counts(self) -> dict[Level, int]:
        """Count the findings of each level that has some, the worst first."""
        found = Counter(finding.level for finding in self.findings)
        return {level: found[level] for level in reversed(Level) if found[level]}

    def places(self, finding: Finding) -> tuple[Place, Place]:
        """Find a finding in the base and in the revision; what is not there, where it would be."""
        edit = finding.edit
        return (
            place(self.base, edit, edit.base, edit.revision),
            place(self.revision, edit, edit.revision, edit.base),
        )

    def summary(self) -> str:
        """Say it all in a line."""
        told = ", ".join(f"{count} {level.word}" for level, count in self.counts().items())
        ignored = f" ({len(self.ignored)} ignored)" if self.ignored else ""
        sides = f"{self.base.name} → {self.revision.name}"
        return f"{told or 'no difference'}{ignored}; {sides}: version bump {self.bump}"


def group(finding: Finding) -> str:
    """Name what a finding is about: a component, an operation, or the API."""
    node = finding.edit.revision or finding.edit.base
    if node is not None and node.tokens[:1] == ("components",) and len(node.tokens) > 2:
        return f"{node.tokens[1]}/{node.tokens[2]}"
    return operation(finding.reach[0])


def operation(reach: Reach) -> str:
    """Name an operation; a callback with the operation that it belongs to."""
    call = f"{reach.method} {reach.path}".strip()
    if reach.webhook is None:
        return call or "the API"
    is_webhook = reach.webhook == reach.path
    return f"webhook {call}" if is_webhook else f"callback {reach.webhook} of {reach.path}"


def inside(reach: Reach) -> str:
    """Name a place inside an operation: `response 200 body /data/status`."""
    side = "" if reach.direction is None else reach.direction.value
    parts = (side, reach.status, reach.location, reach.name, reach.instance_path)
    return " ".join(part for part in parts if part)


def whole(reach: Reach) -> str:
    """Name a place of the API: the operation and what is inside it."""
    return f"{operation(reach)} {inside(reach)}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a message."""

    text: str
    is_code: bool
    """Whether it is a word of a document and not ours."""


def parts(finding: Finding) -> tuple[Part, ...]:
    """Take a message apart, so that a format can write its values as code."""
    return _parts(told(finding.rule, finding.edit, "\x02{}\x03"))


def breaks(finding: Finding) -> tuple[tuple[Part, ...], ...]:
    """Take apart what is said of a finding in Python."""
    return tuple(_parts(told) for told in finding.breaks)


def _parts(text: str) -> tuple[Part, ...]:
    found = re.findall(r"\x02([^\x03]*)\x03|`([^`]*)`|([^\x02`]+)", text)
    return tuple(
        Part(text=clean(value or keyword or ours), is_code=not ours)
        for value, keyword, ours in found
    )


def plural(count: int, noun: str) -> str:
    """Count something: `1 finding`, `2 findings`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def short(text: str, most: int = 160) -> str:
    """Cut a text that nobody would read to its end."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


Format = Callable[[Report], str]
"""Writes a report whole."""
