"""Unified diffs of specs, in which references to lines of a page are paired with each other.

`difflib.unified_diff` pairs lines by what they say, and takes those that are frequent for noise.
Where a page got a line, nearly each `x-source` below is another text; so that what stands between
them seems to move, and a patch of one line prints thirty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

Edit = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
"""As `SequenceMatcher.get_opcodes` gives them."""
_LINES: Final = re.compile(r"#L[0-9]+(?:-L[0-9]+)?")


def unified(name: str, old: str, new: str) -> str:
    """Print the difference of two texts as a unified diff; nothing where there is none."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = _Matcher(before, after)
    hunks = [_hunk(edits, before, after) for edits in matcher.get_grouped_opcodes(3)]
    return "".join([f"--- a/{name}\n+++ b/{name}\n", *hunks]) if hunks else ""


class _Matcher(SequenceMatcher[str]):
    """Pairs lines that differ in the lines they name."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._before, self._after = before, after
        super().__init__(None, _without_lines(before), _without_lines(after))

    def get_opcodes(self) -> list[Edit]:
        """List the edits; what is only paired so is a replacement."""
        return [part for edit in super().get_opcodes() for part in self._parts(edit)]

    def _parts(self, edit: Edit) -> Iterator[Edit]:
        tag, a, b, c, d = edit
        if tag != "equal":
            yield edit
            return
        start = 0
        same = [one == two for one, two in zip(self._before[a:b], self._after[c:d], strict=True)]
        for at in range(1, len(same) + 1):
            if at == len(same) or same[at] != same[start]:
                places = a + start, a + at, c + start, c + at
                yield ("equal", *places) if same[start] else ("replace", *places)
                start = at


def _without_lines(texts: Sequence[str]) -> list[str]:
    return [_LINES.sub("#", text) for text in texts]


def _hunk(
    edits: Sequence[tuple[str, int, int, int, int]], before: Sequence[str], after: Sequence[str]
) -> str:
    _, a, _, c, _ = edits[0]
    _, _, b, _, d = edits[-1]
    lines = [f"@@ -{_range(a, b)} +{_range(c, d)} @@\n"]
    for tag, i, j, k, n in edits:
        if tag == "equal":
            lines += [f" {line}" for line in before[i:j]]
            continue
        lines += [f"-{line}" for line in before[i:j]]
        lines += [f"+{line}" for line in after[k:n]]
    return "".join(lines)


def _range(start: int, stop: int) -> str:
    """Print the lines of a hunk as `diff -u` does: of none, the line before."""
    count = stop - start
    return f"{start + 1 if count else start}" + ("" if count == 1 else f",{count}")
