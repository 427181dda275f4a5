"""Page and spec side by side, as one HTML file to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engross.readable import clean
from engross.trace.compare import Fault, Link
from engross.trace.run import Trace
from engross.trace.yaml_edit import block_end
from engross.webpage import asset, environment, policy

_PACKAGE: Final = "engross.trace"
_STATES: Final = {
    Fault.CONTRADICTION.value: "contradicted",
    Fault.NOT_IN_SPEC.value: "not in the spec",
    Fault.NOT_ON_PAGE.value: "not on the page",
    Fault.UNDECIDED.value: "still to decide",
    "inferred": "partly our choice",
    "omitted": "left out with a reason",
    "said": "said by both",
}
"""The states of a link, the worst first, and how the page calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of one of the two sides."""

    id: str
    number: int
    text: str
    state: str
    """The worst state of the links of this line; empty where it has none."""
    links: str
    """The numbers of its links, the narrowest first."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two documents, or a page of several."""

    id: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number at the top."""

    value: str
    label: str
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that the template prints."""

    title: str
    verdict: str
    figures: tuple[Figure, ...]
    pages: tuple[Side, ...]
    spec: Side
    style: str
    script: str
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    """A link with its number and its lines on both sides."""

    number: int
    link: Link
    spec: tuple[int, int] | None


def to_html(trace: Trace) -> str:
    """Write the page."""
    return environment(_PACKAGE).get_template("trace.html.jinja").render(view=_view(trace))


def _view(trace: Trace) -> View:
    lines = trace.reading.library.text("").splitlines()
    links = [
        _Numbered(number=number, link=link, spec=_spec_lines(trace, link, lines))
        for number, link in enumerate(_links(trace))
    ]
    style, script = asset(_PACKAGE, "trace.css"), asset(_PACKAGE, "trace.js")
    total, covered = trace.facts
    return View(
        title=clean(trace.reading.api.title),
        verdict=_verdict(trace),
        figures=(
            Figure(value=f"{covered} of {total}", label="facts of the pages are in the spec"),
            *_counts(links), *_unread(trace.unread),
        ),
        pages=tuple(_page(trace, links, index) for index in range(len(trace.pages))),
        spec=Side(
            id="spec", name=clean(str(trace.target.spec)),
            rows=tuple(_rows("s", lines, [(one, one.spec) for one in links if one.spec])),
        ),
        style=style,
        script=script,
        policy=policy(style, script),
    )  # fmt: skip


def _links(trace: Trace) -> list[Link]:
    found = [link for page in trace.pages for link in page.links]
    for finding in trace.findings:
        if finding in trace.rest or not finding.lines[0]:
            page = finding.page or trace.pages[0].page
            found.append(
                Link(
                    page=page, lines=finding.lines, pointer=finding.pointer,
                    state=finding.fault.value, label=finding.message,
                )
            )  # fmt: skip
    return found


def _verdict(trace: Trace) -> str:
    count = len(trace.findings)
    if not count:
        return "Page and spec agree."
    return f"{count} thing{'s' if count > 1 else ''} to look at."


def _counts(links: Sequence[_Numbered]) -> Iterable[Figure]:
    counts = Counter(one.link.state for one in links)
    for state, label in _STATES.items():
        if counts[state]:
            yield Figure(value=str(counts[state]), label=label, state=state)


def _unread(count: int) -> Iterable[Figure]:
    if count:
        yield Figure(value=str(count), label="operations on pages read by hand")


def _spec_lines(trace: Trace, link: Link, lines: Sequence[str]) -> tuple[int, int] | None:
    """Find the lines of the node that a link leads to, counted from 1."""
    if link.pointer is None:
        return None
    place = trace.reading.locate(link.pointer)
    first = place.line - 1
    text = lines[first] if first < len(lines) else ""
    return first + 1, block_end(lines, first, len(text) - len(text.lstrip()))


def _page(trace: Trace, links: Sequence[_Numbered], index: int) -> Side:
    page = trace.pages[index].page
    mine = [(one, one.link.lines) for one in links if one.link.page.id == page.id]
    lines = page.text.splitlines()
    return Side(
        id=f"page-{index}", name=clean(str(page.path)), rows=tuple(_rows(f"p{index}-", lines, mine))
    )


def _rows(
    prefix: str, lines: Sequence[str], links: Sequence[tuple[_Numbered, tuple[int, int]]]
) -> Iterable[Row]:
    by_line: dict[int, list[tuple[int, _Numbered]]] = {}
    for one, (first, last) in links:
        for number in range(max(first, 1), last + 1):
            by_line.setdefault(number, []).append((last - first, one))
    for number, text in enumerate(lines, 1):
        found = [one for _, one in sorted(by_line.get(number, ()), key=lambda pair: pair[0])]
        states = {one.link.state for one in found}
        narrow = found[0].link if found else None
        worst = next((state for state in _STATES if state in states), "")
        yield Row(
            id=f"{prefix}{number}",
            number=number,
            text=clean(text),
            state=worst,
            links=" ".join(str(one.number) for one in found),
            label="" if narrow is None else clean(f"{narrow.label}: {_STATES[narrow.state]}"),
        )
