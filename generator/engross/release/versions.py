"""Which version follows from what changed, and what contradicts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from engross.diff import Level, Report
from engross.errors import Problem
from engross.pointer import ROOT
from engross.provider import Version, parse_version, print_version


class Bump(IntEnum):
    """Which number of a version goes up."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """Say it as the reports do."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a version has to go up."""

    bump: Bump
    reason: str


_OF_LEVEL = {
    Level.BREAKING: Bump.MAJOR,
    Level.POTENTIALLY_BREAKING: Bump.MAJOR,
    Level.NON_BREAKING: Bump.MINOR,
    Level.ANNOTATION: Bump.PATCH,
}


def causes_of(report: Report) -> list[Cause]:
    """Count the findings of each level, the worst first."""
    counts = Counter(finding.level for finding in report.findings)
    return [
        Cause(
            bump=_OF_LEVEL[level],
            reason=f"{count} {level.word} finding{'s' if count > 1 else ''}",
        )
        for level, count in sorted(counts.items(), reverse=True)
    ]


def next_version(last: Version, bump: Bump) -> Version:
    """Raise a version; below 1.0 what breaks raises the second number and all else the third."""
    major, minor, patch = last
    if bump is Bump.NONE:
        return last
    if major == 0:
        bump = Bump.MINOR if bump is Bump.MAJOR else Bump.PATCH
    return {
        Bump.MAJOR: (major + 1, 0, 0),
        Bump.MINOR: (major, minor + 1, 0),
        Bump.PATCH: (major, minor, patch + 1),
    }[bump]


def reason_of(causes: Sequence[Cause], last: Version) -> str:
    """Say in a line why a version goes up: "major: 2 breaking findings"."""
    if not causes:
        return "nothing changed"
    worst = max(causes, key=lambda cause: cause.bump)
    reasons = ", ".join(cause.reason for cause in causes if cause.bump is worst.bump)
    told = f"{worst.bump.word}: {reasons}"
    low = last < (1, 0, 0) and worst.bump is not Bump.PATCH
    number = "second" if worst.bump is Bump.MAJOR else "third"
    return f"{told}; below 1.0 that raises the {number} number" if low else told


def contradiction(report: Report) -> Problem | None:
    """Say what `info.version` states that the rest of the document denies.

    Args:
        report: What changed since the last release.
    """
    old, new = report.base.api.version, report.revision.api.version
    reason = None if old == new else _contradiction(report, old, new)
    if reason is None:
        return None
    place = report.revision.locate(ROOT / "info" / "version")
    return replace(place, message=f"info.version went from {old!r} to {new!r}, {reason}")


def _contradiction(report: Report, old: str, new: str) -> str | None:
    before, after = _numbers(old), _numbers(new)
    if before and after and after < before:
        return "which is backwards: put it back, or write what the documentation says"
    if all(
        finding.rule.id == "api-version-changed" for finding in (*report.findings, *report.ignored)
    ):
        return "but nothing else changed: put it back, or transcribe what did"
    first, second = parse_version(old), parse_version(new)
    if first is None or second is None:
        return None
    causes = causes_of(report)
    needed = next_version(first, max((cause.bump for cause in causes), default=Bump.NONE))
    if second >= needed:
        return None
    return (
        f"but there is more to it ({reason_of(causes, first)}): write what the documentation says:"
        f" {old!r} still, or {print_version(needed)} or more"
    )


def _numbers(text: str) -> list[int]:
    """Read the numbers of a version such as "1" or "v2.10"; empty where it is something else."""
    parts = text.removeprefix("v").split(".")
    return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else []
