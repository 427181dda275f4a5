"""References to lines of a page, taken over to where the new page has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache

from engross.trace.claims import Kind
from engross.trace.match import match
from engross.trace.pages import Page
from engross.trace.readers import read_page, reader_for
from engross.trace.written import NEW


def moved_sources(text: str, page: Page, new: Page) -> str:
    """Let each `<page>#L3-L5` name the lines at which the new page has that passage."""
    where = _line_map(page, new)
    pattern = re.compile(rf"(?<![\w-]){re.escape(page.id)}#L([0-9]+)(?:-L([0-9]+))?(?!~|[0-9]|-L)")

    def move(match: re.Match[str]) -> str:
        first, last = where(int(match[1])), where(int(match[2] or match[1]))
        end = f"-L{max(first, last)}" if match[2] else ""
        return f"{page.id}#L{first}{end}"

    return pattern.sub(move, text).replace(NEW, "")


@lru_cache(maxsize=1)
def _line_map(page: Page, new: Page) -> Callable[[int], int]:
    """Say where each line went: one that is no longer there, to where the same fact is told."""
    end = len(new.text.splitlines())
    lines = SequenceMatcher(None, page.text.splitlines(), new.text.splitlines(), autojunk=False)
    blocks = lines.get_opcodes()
    facts = _facts_moved(page, new)

    def where(line: int) -> int:
        for tag, a, b, c, d in blocks:
            if a < line <= b and (tag == "equal" or line not in facts):
                return max(1, min(c + line - a, d if d > c else d + 1, end))
        return facts.get(line, max(1, min(line, end)))

    return where


def _facts_moved(page: Page, new: Page) -> dict[int, int]:
    """Give the lines of the facts that both pages tell, by the old one."""
    now = read_page(replace(new, reader=reader_for(new, page.reader)))
    matching = match(now, read_page(page))
    pairs = [(old, one) for one, old in matching.pairs]
    # A field may stand in another table than before, or be named with the object it is in.
    pairs += [
        (old, one)
        for old in matching.missing
        for one in matching.extra
        if old.kind is one.kind is Kind.FIELD and old.name == one.name
    ]
    return {
        line: there
        for old, one in pairs
        for line, there in ((old.first, one.first), (old.last, one.last))
    }
