"""What a site puts around every page, none of it a fact: navigation, dates, links to neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from engross.trace.claims import Claim, Kind
from engross.trace.lines import Line

_ALONE: Final = re.compile(
    r"(?i:skip to (?:main )?content|(?:on|in) this (?:page|article)|table of contents"
    r"|return to top|back to top|(?:previous|next) page|(?:main|sidebar) navigation"
    r"|.* api documentation|toggle (?:dark|light) mode|last (?:updated|modified)\b.*"
    r"|updated:? .*(?:\bago|\d{4})|edit (?:this page|on github).*|suggest edits|raise issue"
    r"|ask ai|copy(?: page| code)|version:? v?\d[\d.]*|(?:copyright|©|\(c\)).*\d{4}.*"
    r"|all rights reserved\.?|released under .* licen[sc]e\.?"
    r"|(?:powered|built) (?:by|with) [\w .-]+|(?:was|is) this (?:page )?helpful\??"
    r"|(?:we|this site) uses? cookies\b.*|(?:accept|reject|decline) (?:all|cookies|all cookies)"
    r"|[⌘⌃] ?k|ctrl\+? ?k)|(?:Previous|Next) page(?=[A-Z\d\W]).*"
    r"|Previous|Next|Pager|Search(?:\.\.\.)?|Menu|Copy|Loading\.*"
)
"""What stands on a line of its own; a single word in lower case may be a field."""
_ANSWERS: Final = frozenset({"yes", "no"})
"""What stands below the question whether a page is helpful."""
_QUESTION: Final = re.compile(r"(?:was|is) this (?:page )?helpful\??", re.I)
_PAGER: Final = re.compile(r"(?:Previous|Next)(?: page)?")
"""What stands above the name of a neighbouring page."""
_ANCHOR: Final = re.compile(r"(?<=[^\s#])\s+#$")
"""What stands beside a heading to be linked to."""
_LINK: Final = re.compile(r"[-*•]?\s*\[[^\]]*\]\([^)]*\)")
_SENTENCE: Final = re.compile(r"[.:;!?\u3002\uff1a\uff1b\uff01\uff1f]$")
_MOST_WORDS: Final = 6
"""Of a label: what is longer says something."""


def without_chrome(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Empty the lines that no page of documentation means; the others keep their numbers."""
    told = [line for line in lines if line.text.strip()]
    above = {line.number: one.text.strip() for one, line in pairwise(told)}
    question = False
    found: list[Line] = []
    for line in lines:
        text = line.text.strip()
        is_answer = question and text.lower() in _ANSWERS
        question = is_answer or (question and not text) or _QUESTION.fullmatch(text) is not None
        is_neighbour = text != "" and _PAGER.fullmatch(above.get(line.number, "")) is not None
        is_around = is_answer or is_neighbour or is_chrome(text)
        found.append(Line(line.number, "" if is_around else _ANCHOR.sub("", line.text)))
    return tuple(found)


def is_chrome(text: str) -> bool:
    """Whether a line says nothing but what a site says on each page."""
    return text != "" and (_ALONE.fullmatch(text) is not None or _LINK.fullmatch(text) is not None)


def facts_only(claims: Sequence[Claim], lines: Sequence[Line]) -> tuple[Claim, ...]:
    """Leave out the labels among the prose: those above the title, and those that are headings."""
    words = [_bare(line.text) for line in lines if line.text.strip()]
    counted = Counter(words)
    title = _title_line(claims, lines)
    return tuple(
        claim
        for claim in claims
        if claim.kind is not Kind.TEXT or not _is_label(claim, counted, title)
    )


def _is_label(claim: Claim, counted: Counter[str], title: int) -> bool:
    text = str(claim.said["text"]).strip()
    if claim.first <= title:
        return True
    if _SENTENCE.search(text) or len(text.split()) > _MOST_WORDS:
        return False
    return counted[_bare(text)] > 1


def _title_line(claims: Sequence[Claim], lines: Sequence[Line]) -> int:
    """Find the line of the first operation's title; 0 where it has none."""
    operation = next((claim for claim in claims if claim.kind is Kind.OPERATION), None)
    title = _bare(str(operation.said.get("summary", ""))) if operation else ""
    above = (
        line.number
        for line in reversed(lines)
        if operation and line.number < operation.first and _bare(line.text) == title
    )
    return next(above, 0) if title else 0


def _bare(text: str) -> str:
    return text.strip().lstrip("#•*- ").strip("*` ").lower()
