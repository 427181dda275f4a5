"""From facts to findings: the level of each, by the table of rules and by what was proved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from engross.diff.apis import Reach
from engross.diff.containment import Answer, Verdict
from engross.diff.documents import Direction
from engross.diff.edits import Edit
from engross.diff.exact import dumped
from engross.diff.findings import Fact
from engross.diff.levels import Category, Effect, Level, Rule, derived
from engross.diff.rules import RULES
from engross.ir import ABSENT, Json

_LONGEST = 200
"""Characters of a value that a message shows."""
_PROVED = {
    Answer.PROVED: Level.NON_BREAKING,
    Answer.REFUTED: Level.BREAKING,
    Answer.UNDECIDED: Level.POTENTIALLY_BREAKING,
}


class Profile(Enum):
    """By which light findings are seen."""

    DEFAULT = "default"
    """The world is open, and the reader tolerant: rows of the table that say so hold."""
    STRICT = "strict"
    """Set theory: a schema edit breaks exactly where a value proves it."""
    OASDIFF = "oasdiff"
    """The ids and levels of oasdiff, for a project that moves over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fact about two revisions, and how bad it is."""

    rule: Rule
    edit: Edit
    level: Level
    message: str
    reach: tuple[Reach, ...]
    levels: tuple[Level, ...]
    """One for each reach; the worst is the finding's."""
    witness: Json = ABSENT
    """A value that was accepted, or never given, before, and is the contrary now."""
    reason: str = ""
    """Why the team's own file gives it another level, or leaves it out."""
    python: tuple[str, ...] = ()
    """The symbols of the generated package that it changes; `engross.diff.symbols` spells them."""
    breaks: tuple[str, ...] = ()
    """What callers in Python have to change: a sentence for each symbol."""
    also: tuple[Category, ...] = ()
    """Who is concerned besides, because of what breaks."""

    @property
    def categories(self) -> tuple[Category, ...]:
        """Who is concerned."""
        return tuple(dict.fromkeys((*self.rule.categories, *self.also)))

    @property
    def fingerprint(self) -> str:
        """Name the finding by its coordinates, so that it keeps its name when words change."""
        return hashlib.sha256("\0".join(self.edit.coordinates).encode()).hexdigest()[:12]


def judged(facts: Iterable[Fact], profile: Profile) -> tuple[Finding, ...]:
    """Give the findings, the worst first, then in the order of the documents."""
    return worst_first(_finding(fact, profile) for fact in facts)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by level, those of one level in the order in which they come."""
    return tuple(sorted(findings, key=lambda finding: -finding.level))


def _finding(fact: Fact, profile: Profile) -> Finding:
    rule = RULES[fact.edit.rule]
    levels = tuple(
        Level.ANNOTATION
        if _is_idle(fact.edit, reach)
        else _level(rule, reach.direction, verdict, profile)
        for reach, verdict in zip(fact.reach, fact.verdicts, strict=True)
    )
    level = max(levels)
    shown = [
        verdict.witness
        for verdict, at in zip(fact.verdicts, levels, strict=True)
        if verdict is not None and verdict.answer is Answer.REFUTED and at == level
    ]
    return Finding(
        rule=rule,
        edit=fact.edit,
        level=level,
        message=_message(rule, fact.edit),
        reach=fact.reach,
        levels=levels,
        witness=shown[0] if shown and level is Level.BREAKING else ABSENT,
    )


def _is_idle(edit: Edit, reach: Reach) -> bool:
    """Whether a keyword is not for what travels here: `xml` is for XML alone."""
    return edit.keyword == "xml" and "xml" not in (reach.media_type or "")


def expected(rule: Rule, direction: Direction | None, profile: Profile) -> Level:
    """Give the level of a rule where no proof decides."""
    return _level(rule, direction, None, profile)


def _level(
    rule: Rule, direction: Direction | None, verdict: Verdict | None, profile: Profile
) -> Level:
    if rule.effect is Effect.ANNOTATES:
        return Level.ANNOTATION
    excepted = rule.excepted(direction)
    if profile is Profile.DEFAULT and excepted is not None:
        return excepted
    return derived(rule, direction) if verdict is None else _PROVED[verdict.answer]


def _message(rule: Rule, edit: Edit) -> str:
    """Fill in the rule's sentence."""
    return told(rule, edit, "`{}`")


def told(rule: Rule, edit: Edit, quoted: str) -> str:
    """Fill in a rule's sentence.

    Args:
        rule: Whose sentence.
        edit: What it is about.
        quoted: How to write a value, in the form of `str.format`.
    """
    words = {"member": edit.member, "old": edit.old, "new": edit.new}
    shown = {
        key: _shown(value, quoted) for key, value in words.items() if f"{{{key}}}" in rule.meaning
    }
    return rule.meaning.format(**shown)


def _shown(value: Json, quoted: str) -> str:
    if value is ABSENT or value is None:
        return "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item, quoted) for item in value) or "any"
    text = value if isinstance(value, str) else dumped(value)
    return quoted.format(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
