"""References to lines of a page, taken over to where the new page has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from engross.trace.pages import Page
from engross.trace.written import NEW


def moved_sources(text: str, page: Page, new: Page) -> str:
    """Let each `<page>#L3-L5` name the lines at which the new page has that passage."""
    where = _line_map(page.text.splitlines(), new.text.splitlines())
    pattern = re.compile(rf"(?<![\w-]){re.escape(page.id)}#L([0-9]+)(?:-L([0-9]+))?(?!~|[0-9]|-L)")

    def move(match: re.Match[str]) -> str:
        first, last = where(int(match[1])), where(int(match[2] or match[1]))
        end = f"-L{max(first, last)}" if match[2] else ""
        return f"{page.id}#L{first}{end}"

    return pattern.sub(move, text).replace(NEW, "")


def _line_map(old: Sequence[str], new: Sequence[str]) -> Callable[[int], int]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    def where(line: int) -> int:
        for _, a, b, c, d in blocks:
            if a < line <= b:
                return max(1, min(c + line - a, d if d > c else d + 1, len(new)))
        return max(1, min(line, len(new)))

    return where
