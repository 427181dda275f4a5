"""Headings that a new page words otherwise or has no longer, where a spec repeats them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from engross.pointer import Pointer
from engross.trace.claims import Claim, Kind
from engross.trace.compare import Texts, squeezed
from engross.trace.lines import Line, lines_of
from engross.trace.pages import Page
from engross.trace.readers.chrome import is_chrome


def headings_changed(
    page: Page, new: Page, known: Sequence[Claim], texts: Texts
) -> Iterator[tuple[Claim, Claim | None, Pointer]]:
    """Yield lines that no fact stands in, each with what stands there now and the node that has it.

    Args:
        page: The old page.
        new: The page as it is now.
        known: What the old page says, with the nodes of the spec.
        texts: Those of the spec.
    """
    inside = {line for claim in known for line in range(claim.first, claim.last + 1)}
    nodes = dict.fromkeys(node for claim in known if (node := _root(claim)) is not None)
    before, now = _told(page), _told(new)
    words = [squeezed(line.text) for line in before], [squeezed(line.text) for line in now]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        for at in range(a, b) if tag in ("replace", "delete") else ():
            if before[at].number in inside or words[0][at] in words[1]:
                continue
            places = (texts.line(before[at].text, node) for node in nodes)
            if (place := next(filter(None, places), None)) is not None:
                to = c + at - a
                is_other = b - a == d - c and words[1][to] not in words[0]
                yield _claim(before[at]), _claim(now[to]) if is_other else None, place


def _root(claim: Claim) -> Pointer | None:
    """Give the operation of a claim, or the component that it is from."""
    if claim.pointer is None or claim.pointer.tokens[:1] not in (("paths",), ("components",)):
        return None
    return Pointer(claim.pointer.tokens[:3])


def _told(page: Page) -> list[Line]:
    lines = (Line(line.number, line.text.strip("#*• ")) for line in lines_of(page.text))
    return [line for line in lines if line.text and not is_chrome(line.text)]


def _claim(line: Line) -> Claim:
    return Claim(
        kind=Kind.TEXT, name="", said={"text": line.text}, first=line.number, last=line.number
    )  # fmt: skip
