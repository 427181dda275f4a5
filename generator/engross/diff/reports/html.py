"""The report as one HTML file, to look at: it needs no network and no server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engross.diff.exact import dumped
from engross.diff.excerpts import Excerpts, Row
from engross.diff.explain import why
from engross.diff.judged import Finding
from engross.diff.levels import Category, Level
from engross.diff.report import Part, Report, breaks, group, operation, parts, plural, short, whole
from engross.diff.sides import Side
from engross.ir import ABSENT
from engross.readable import clean
from engross.webpage import asset, environment, policy

_PACKAGE: Final = "engross.diff"
_MOST: Final = 2_000
"""Findings that are shown; a page with more of them is no help to anybody."""
_PLACES: Final = 20
"""Places of a reach, or names in Python, that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to filter by."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A finding as the page shows it."""

    id: str
    rule: str
    effect: str
    level: str
    categories: str
    operations: str
    """The numbers of the operations it touches."""
    message: tuple[Part, ...]
    where: str
    witness: str
    why: str
    breaks: tuple[tuple[Part, ...], ...]
    symbols: tuple[str, ...]
    """What it is about in Python."""
    base: str
    revision: str
    rows: tuple[Row, ...]
    reach: tuple[str, ...]
    unlisted: int
    """Places that `reach` leaves out."""
    places: str
    """How many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What belongs to one component or operation."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The findings of one level."""

    level: str
    title: str
    count: int
    is_open: bool
    """Whether lines are shown without a click."""
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A finding that the team's own file takes out."""

    rule: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the template prints."""

    title: str
    base: str
    revision: str
    verdict: str
    level: str
    bump: str
    profile: str
    sections: tuple[Section, ...]
    levels: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    operations: tuple[Choice, ...]
    total: int
    unshown: int
    """Findings for which there is no room."""
    ignored: tuple[Ignored, ...]
    style: str
    script: str
    policy: str
    """What a browser may load and run: this style and this script."""


def to_html(report: Report) -> str:
    """Write the page."""
    return environment(_PACKAGE).get_template("report.html.jinja").render(page=_page(report))


def _page(report: Report) -> Page:
    operations = _operations(report.findings)
    shown = report.findings[:_MOST]
    style, script = asset(_PACKAGE, "report.css"), asset(_PACKAGE, "report.js")
    level = "none" if report.level is None else report.level.word
    return Page(
        title=clean(report.revision.api.title) or "API",
        base=_side(report.base),
        revision=_side(report.revision),
        verdict=_VERDICTS[report.level],
        level=level,
        bump=report.bump,
        profile=report.profile.value,
        sections=tuple(_sections(report, shown, operations)),
        levels=tuple(
            Choice(value=level.word, label=_TITLES[level], count=count)
            for level, count in report.counts().items()
        ),
        categories=tuple(_categories(report.findings)),
        operations=tuple(
            Choice(value=str(number), label=clean(name), count=0)
            for name, number in operations.items()
        ),
        total=len(report.findings),
        unshown=len(report.findings) - len(shown),
        ignored=tuple(
            Ignored(rule=finding.rule.id, where=_where(finding), reason=clean(finding.reason))
            for finding in report.ignored
        ),
        style=style,
        script=script,
        policy=policy(style, script),
    )


def _side(side: Side) -> str:
    version = f" (version {side.api.version})" if side.api.version else ""
    return clean(f"{side.name}{version}")


def _operations(findings: Iterable[Finding]) -> dict[str, int]:
    """Number the operations that are touched."""
    names = {operation(reach) for finding in findings for reach in finding.reach}
    return {name: number for number, name in enumerate(sorted(names))}


def _categories(findings: Iterable[Finding]) -> Iterator[Choice]:
    counts = Counter(category for finding in findings for category in finding.categories)
    for category in Category:
        if counts[category]:
            yield Choice(value=category.value, label=_CONCERNS[category], count=counts[category])


# --- Findings -------------------------------------------------------------------------------------


def _sections(
    report: Report, findings: tuple[Finding, ...], operations: Mapping[str, int]
) -> Iterator[Section]:
    excerpts, ids = Excerpts(report), Counter[str]()
    for level, count in report.counts().items():
        groups: dict[str, list[Card]] = {}
        for finding in findings:
            if finding.level is level:
                card = _card(report, finding, excerpts, operations, _id(finding, ids))
                groups.setdefault(group(finding), []).append(card)
        yield Section(
            level=level.word,
            title=_TITLES[level],
            count=count,
            is_open=level >= Level.POTENTIALLY_BREAKING,
            groups=tuple(
                Group(name=clean(name), cards=tuple(cards)) for name, cards in groups.items()
            ),
        )


def _id(finding: Finding, ids: Counter[str]) -> str:
    """Name a finding in the page; rows of one fact have one fingerprint."""
    ids[finding.fingerprint] += 1
    count = ids[finding.fingerprint]
    return f"f-{finding.fingerprint}" + (f"-{count}" if count > 1 else "")


def _card(
    report: Report, finding: Finding, excerpts: Excerpts, operations: Mapping[str, int], name: str
) -> Card:
    base, revision = report.places(finding)
    touched = {operations[operation(reach)]: None for reach in finding.reach}
    witness = "" if finding.witness is ABSENT else clean(short(dumped(finding.witness), 2_000))
    listed = tuple(clean(whole(reach)) for reach in finding.reach[:_PLACES])
    return Card(
        id=name,
        rule=finding.rule.id,
        effect=finding.rule.effect.value,
        level=finding.level.word,
        categories=" ".join(category.value for category in finding.categories),
        operations=" ".join(map(str, touched)),
        message=parts(finding),
        where=_where(finding),
        witness=witness,
        why=clean(why(finding, report.profile)),
        breaks=breaks(finding)[:_PLACES],
        symbols=finding.python[:_PLACES],
        base=clean(str(base)),
        revision=clean(str(revision)),
        rows=excerpts.rows(finding.edit, base, revision),
        reach=listed,
        unlisted=len(finding.reach) - len(listed),
        places=plural(len(finding.reach), "place"),
    )


def _where(finding: Finding) -> str:
    return clean(whole(finding.reach[0]))


# --- The page -------------------------------------------------------------------------------------

_TITLES: Final = {
    Level.BREAKING: "Breaking",
    Level.POTENTIALLY_BREAKING: "Potentially breaking",
    Level.NON_BREAKING: "Not breaking",
    Level.ANNOTATION: "Annotations",
}
_VERDICTS: Final = {
    Level.BREAKING: "This revision breaks callers.",
    Level.POTENTIALLY_BREAKING: "This revision may break callers.",
    Level.NON_BREAKING: "This revision breaks nobody.",
    Level.ANNOTATION: "Only what is written for readers differs.",
    None: "Nothing differs.",
}
_CONCERNS: Final = {
    Category.WIRE: "Bytes on the wire",
    Category.TYPES: "Types and validation",
    Category.SOURCE: "Python source",
    Category.DOCS: "Readers",
}
