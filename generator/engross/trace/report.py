"""What was found between pages and spec, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from engross.spec import Reading
from engross.trace.claims import Kind
from engross.trace.compare import Finding, apart, short
from engross.trace.cut_off import ends_early
from engross.trace.drift import Change, Verb
from engross.trace.pages import BY_HAND, Page
from engross.trace.patch import is_written
from engross.trace.run import Trace, place_of


def to_text(trace: Trace) -> str:
    """Print each finding with both of its places, then how much of the pages is covered."""
    return "\n".join((*_findings(trace), _summary(trace)))


def _findings(trace: Trace) -> Iterator[str]:
    for finding in trace.findings:
        yield f"{_places(trace, finding)}: {finding.message} [{finding.fault.value}]"


def _places(trace: Trace, finding: Finding) -> str:
    places = []
    if finding.page is not None:
        line = f":{finding.lines[0]}" if finding.lines[0] else ""
        places.append(f"{finding.page.path}{line}")
    if finding.pointer is not None:
        places.append(place_of(trace.reading, finding.pointer))
    return " → ".join(places) or str(trace.target.spec)


def _summary(trace: Trace) -> str:
    total, covered = trace.facts
    pages = plural(len(trace.read), "page")
    counted = f"{covered} of {total} facts of {pages}"
    found = len(trace.findings)
    verdict = plural(found, "finding") if found else "nothing contradicts them"
    told = f"{trace.target.name}: {counted} are in the spec or left out with a reason; {verdict}"
    count = plural(trace.unread, "operation")
    return f"{told}; {count} on pages read by hand" if trace.unread else told


def plural(count: int, word: str) -> str:
    """Print a number of things."""
    return f"{count} {word}{'' if count == 1 else 's'}"


_PARTS: Final = (Kind.PARAMETER, Kind.FIELD, Kind.FAILURE)
"""What is listed of an operation that came or went."""
_LOSS: Final = {Verb.REMOVED: "is no longer on the page", Verb.ADDED: "is new on the page"}


def drift_text(reading: Reading, page: Page, new: Page, changes: Sequence[Change]) -> str:
    """Print what a new revision of a page says otherwise, and which nodes are stale."""
    if page.reader == BY_HAND and page.text != new.text:
        return "\n".join(_by_hand(page, new))
    told = [change for change in changes if not change.is_implied]
    lines = [_change(reading, page, new, change) for change in told]
    count = plural(len(told), "fact") if told else "no fact"
    if (line := ends_early(page, new)) > 0:
        end = f"{page.path}:{line}"
        lines.append(f"{new.name}: it ends as {end}, all below is gone: see whether it is whole")
    return "\n".join([*lines, f"{page.id}: {count} changed"])


def _by_hand(page: Page, new: Page) -> Iterator[str]:
    """Name the lines that a person has to hold the spec against."""
    old, now = page.text.splitlines(), new.text.splitlines()
    matcher = SequenceMatcher(None, old, now, autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag != "equal":
            at = f":{first + 1}" if last - first < 2 else f":{first + 1}-{last}"
            yield f"{new.name}{at}: {_EDITS[tag]}"
    yield f"{page.id}: no reader reads this page: hold the spec against it yourself"


_EDITS: Final = {
    "replace": "these lines changed",
    "insert": "these lines are new",
    "delete": "lines above this one are gone",
}


def _change(reading: Reading, page: Page, new: Page, change: Change) -> str:
    claim = change.new or change.old
    assert claim is not None
    place = f"{new.name if change.new else page.path}:{claim.first}"
    stale = "" if change.stale is None else f" → {place_of(reading, change.stale)}"
    again = ", ".join(f"{one.label} on line {one.first}" for one in change.again)
    rest = f"; so is {again}" if again else ""
    left = "" if is_written(change, page) else "; the spec has no place for it: write it yourself"
    return f"{place}{stale}: {_said(change)}{rest}{left}{_comment(reading, change)}"


def _comment(reading: Reading, change: Change) -> str:
    """Point to a comment above what changes in the spec: a patch leaves it as it is."""
    if change.stale is None or change.verb is not Verb.CHANGED:
        return ""
    lines = reading.library.text(change.stale.document).splitlines()
    for place in (change.stale / change.aspect, change.stale):
        above = reading.locate(place).line - 1
        if above and lines[above - 1].lstrip().startswith("#"):
            return f"; see whether the comment on line {above} still holds"
    return ""


def _said(change: Change) -> str:
    if change.verb is Verb.RENAMED:
        assert change.new is not None
        return f"{change.label} is called {change.new.name} now"
    claim = change.old or change.new
    assert claim is not None
    if claim.kind is Kind.TEXT:
        if change.verb is Verb.CHANGED:
            return f"text: {' is now '.join(apart(change.was, change.now))}"
        return f"text: {short(claim.said['text'])} {_LOSS[change.verb]}"
    if change.verb is not Verb.CHANGED:
        inside = [part.label for part in change.parts if part.kind in _PARTS]
        rest = f", with {', '.join(inside)}" if inside else ""
        fact = f"{change.label} {_LOSS[change.verb]}{rest}"
        is_known = claim.kind is Kind.OPERATION and change.verb is Verb.ADDED and change.stale
        return f"{fact}; the spec has it already and keeps it as it is" if is_known else fact
    was, now = (
        "nothing" if value is None else told
        for value, told in zip(
            (change.was, change.now), apart(change.was, change.now), strict=True
        )
    )  # fmt: skip
    return f"{change.label}: {change.aspect} went from {was} to {now}"
