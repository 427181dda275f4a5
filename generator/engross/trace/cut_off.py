"""Refuses what was saved as a new revision of a page and is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engross.errors import EngrossError
from engross.trace.claims import Claim, Kind
from engross.trace.lines import Line, is_html, lines_of
from engross.trace.match import match
from engross.trace.pages import BY_HAND, Page
from engross.trace.readers.chrome import is_chrome
from engross.trace.samples import is_closed

_TAIL: Final = 8
"""Lines of text by which the end of a page is found in its old revision."""
_SAME: Final = 5
"""How many of those above the last one are as they were at least: the others were revised."""
_FEW: Final = 5
"""Claims from which on it can be told whether a page is another."""
_SHARE: Final = 0.2
"""How much of what a page said is at least said by its new revision."""


def refuse_part(page: Page, new: Page) -> None:
    """Refuse a page that was cut off.

    Raises:
        EngrossError: It was.
    """
    came, had = new.text.rstrip(), page.text
    is_beginning = came != "" and had.startswith(came) and len(came) < len(had.rstrip())
    if (is_beginning and len(came) * 2 < len(had)) or _breaks_off(page, new):
        raise EngrossError(f"{new.name}: this is only the beginning of the page: it was cut off")
    text = new.text.lower()
    if is_html(new.text) and "<html" in text and "</html" not in text:
        raise EngrossError(f"{new.name}: there is no </html>: the page was cut off")
    if _is_open(new) and not _is_open(page):
        raise EngrossError(f"{new.name}: it ends within a sample: the page was cut off")


def ends_early(page: Page, new: Page) -> int:
    """Give the line of the old page with which the new one ends, so that all below is gone.

    Returns:
        Its number; 0 where the page ends as it did, as no part of it does, or as pages do.
    """
    at = 0 if _is_whole(new) else _end_of(page, new)
    return lines_of(page.text)[at - 1].number if at else 0


def _end_of(page: Page, new: Page) -> int:
    """Say the same by the lines that a reader counts."""
    had, came = _told(page), _told(new)
    texts, tail = [line.text for line in had], [line.text for line in came[-_TAIL:]]
    if len(tail) < _TAIL:
        return 0
    common = {
        n: sum(map(str.__eq__, texts[n - _TAIL + 1 : n], tail))
        for n in range(_TAIL - 1, len(had))
        if texts[n].startswith(tail[-1])
    }
    last = len(had) - 1
    at = max(common, key=lambda n: (n == last and common[n] > _SAME, common[n]), default=last)
    return had[at].number if at != last and common[at] >= _SAME else 0


def _breaks_off(page: Page, new: Page) -> bool:
    """Whether a page ends in the midst of the old one, at a place where no page ends."""
    number = _end_of(page, new)
    if not number or is_html(new.text):  # Of which the tag at its end tells.
        return False
    lines = [line.text.strip() for line in _numbered(page)]
    has_end = _is_whole(page) and not _is_whole(new)
    is_within = lines[number - 1] != _told(new)[-1].text
    below = lines[number:]
    goes_on = bool(below[0]) and "" in below and any(below[below.index("") :])
    return has_end or is_within or goes_on


def _is_open(page: Page) -> bool:
    """Whether a page ends within a sample of JSON or a fence."""
    lines = _numbered(page)
    fences = [line for line in lines if line.text.lstrip().startswith("```")]
    starts = [at for at, line in enumerate(lines) if line.text in ("{", "[")]
    return len(fences) % 2 == 1 or (bool(starts) and not is_closed(lines, starts[-1]))


def _is_whole(page: Page) -> bool:
    """Whether a page ends with what its site puts below each."""
    told = [text for line in lines_of(page.text) if (text := line.text.strip())]
    return is_html(page.text) or (bool(told) and is_chrome(told[-1]))


def _numbered(page: Page) -> list[Line]:
    return [Line(number, line.text) for number, line in enumerate(lines_of(page.text), 1)]


def _told(page: Page) -> list[Line]:
    """Give what a page itself says, without space, by the lines that its reader counts."""
    stripped = (Line(line.number, line.text.strip()) for line in _numbered(page))
    return [line for line in stripped if line.text and not is_chrome(line.text)]


def refuse_another(page: Page, new: Page, known: Sequence[Claim], now: Sequence[Claim]) -> None:
    """Refuse a page that is about something else.

    Args:
        page: The snapshot.
        new: What is taken for its new revision.
        known: What the snapshot says.
        now: What the other says.

    Raises:
        EngrossError: The operation is another, and nearly nothing of what was said of it is there;
            or, of a page that no reader reads, nearly none of its lines.
    """
    if page.reader == BY_HAND:
        _refuse_other_lines(page, new)
    named = {claim.name for claim in known if claim.kind is Kind.OPERATION}
    if named & {claim.name for claim in now if claim.kind is Kind.OPERATION} or len(known) < _FEW:
        return
    kept = [old for _, old in match(now, known).pairs if old.kind is not Kind.OPERATION]
    if len(kept) < len(known) * _SHARE:
        raise EngrossError(
            f"{new.name}: this is another page than {page.id!r}: the operation is another one, and"
            f" {len(kept)} of {len(known)} facts are the same; name the right page with --id, or"
            " enter it in sources.yaml as a new one"
        )


def _refuse_other_lines(page: Page, new: Page) -> None:
    had, came = ({line.text for line in _told(one)} for one in (page, new))
    if len(had & came) < len(had) * _SHARE:
        raise EngrossError(
            f"{new.name}: this is another page than {page.id!r}: {len(had & came)} of its"
            f" {len(had)} lines are the same; name the right page with --id"
        )
