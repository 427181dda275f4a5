"""Refuses what was saved as a new revision of a page and is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engross.errors import EngrossError
from engross.trace.claims import Claim, Kind
from engross.trace.lines import is_html, lines_of
from engross.trace.match import match
from engross.trace.pages import Page
from engross.trace.readers.chrome import is_chrome

_TAIL: Final = 4
"""Lines by which the end of a page is found in its old revision."""
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
    breaks_off = is_beginning and had[len(came)] not in "\r\n"
    if breaks_off or (is_beginning and len(came) * 2 < len(had)) or _lacks_its_end(page, new):
        raise EngrossError(f"{new.name}: this is only the beginning of the page: it was cut off")
    text = new.text.lower()
    if is_html(new.text) and "<html" in text and "</html" not in text:
        raise EngrossError(f"{new.name}: there is no </html>: the page was cut off")


def _lacks_its_end(page: Page, new: Page) -> bool:
    """Whether a page ends in the midst of the old one, without what the site puts at the end."""
    had, came = _told(page), _told(new)
    if not (had and came) or not is_chrome(had[-1]) or had[-1] in came:
        return False
    tail, last = came[-_TAIL:-1], came[-1]
    ends = (n for n in range(len(tail), len(had) - 1) if had[n].startswith(last))
    return len(tail) == _TAIL - 1 and any(had[n - len(tail) : n] == tail for n in ends)


def _told(page: Page) -> list[str]:
    return [text for line in lines_of(page.text) if (text := line.text.strip())]


def refuse_another(page: Page, new: Page, known: Sequence[Claim], now: Sequence[Claim]) -> None:
    """Refuse a page that is about something else.

    Args:
        page: The snapshot.
        new: What is taken for its new revision.
        known: What the snapshot says.
        now: What the other says.

    Raises:
        EngrossError: The operation is another, and nearly nothing of what was said of it is there.
    """
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
