"""The lines of two documents around an edit, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

from engross.diff.edits import Edit
from engross.diff.places import Place
from engross.diff.report import Report
from engross.diff.sides import Side
from engross.pointer import Pointer
from engross.readable import clean

_BLOCK: Final = 300
"""Lines of a node that are compared at most."""
_AROUND: Final = 2
"""Lines shown before and after those that matter."""
_RUN: Final = 14
"""Lines shown of one change."""
_WIDTH: Final = 200
"""Characters shown of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one side."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Two lines that answer to each other; None where a side has none."""

    old: Line | None
    new: Line | None
    changed: bool
    leap: bool = False
    """Whether lines are left out before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The lines of a node."""

    lines: tuple[str, ...]
    first: int
    """The number of the first one."""
    place: Place
    is_document: bool
    """Whether `place` is that of a whole document, whose first line tells nothing."""


class Excerpts:
    """Cuts excerpts out of a report's documents; each file is read once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._files: dict[tuple[int, str], list[str]] = {}

    def rows(self, edit: Edit, base: Place, revision: Place) -> tuple[Row, ...]:
        """Show an edit in its lines.

        Args:
            edit: What was written otherwise.
            base: Where it stands in the base.
            revision: Where it stands in the revision.
        """
        old = self._block(self._report.base, _holder(edit.base, edit.revision), base)
        new = self._block(self._report.revision, _holder(edit.revision, edit.base), revision)
        return _dedented(tuple(_chosen(list(_paired(old, new)), old, new)))

    def _block(self, side: Side, node: Pointer | None, place: Place) -> _Block | None:
        if node is None:
            return None
        lines = self._lines(side, node.document)
        head = side.locate(node).line
        first = max(head, place.line - _BLOCK // 2)
        size = _size(lines, head, first) if node.tokens else _BLOCK
        return _Block(
            lines=tuple(lines[first - 1 : first - 1 + size]),
            first=first,
            place=place,
            is_document=not node.tokens and place.line == head,
        )

    def _lines(self, side: Side, document: str) -> list[str]:
        key = (id(side), document)
        if key not in self._files:
            self._files[key] = side.reading.library.text(document).rstrip().split("\n")
        return self._files[key]


def _holder(node: Pointer | None, other: Pointer | None) -> Pointer | None:
    """Name the node to compare: what was added is compared inside of what it was added to."""
    if node is None or other is None:
        return node
    inside = node.tokens[: len(other.tokens)] == other.tokens and node.document == other.document
    return other if inside else node


def _size(lines: list[str], head: int, first: int) -> int:
    """Count the lines of a node from some line on: what is indented deeper than its first."""
    margin = _indent(lines[head - 1])
    size = 1
    for line in lines[first : first + _BLOCK - 1]:
        if line.strip() and _indent(line) <= margin and not line[margin:].startswith("- "):
            return size + line.strip().startswith(("}", "]"))
        size += 1
    return size


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _paired(old: _Block | None, new: _Block | None) -> Iterator[Row]:
    """Pair equal lines, and what stands between them."""
    before, after = (() if block is None else block.lines for block in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for word, i, i_end, j, j_end in matcher.get_opcodes():
        for left, right in zip_longest(range(i, i_end), range(j, j_end)):
            yield Row(old=_line(old, left), new=_line(new, right), changed=word != "equal")


def _line(block: _Block | None, index: int | None) -> Line | None:
    if block is None or index is None:
        return None
    number = block.first + index
    column = block.place.column if number == block.place.line else 1
    return Line(number=number, text=_cut(clean(block.lines[index].rstrip("\r")), column))


def _cut(text: str, column: int) -> str:
    """Cut a line down to what stands around a column."""
    start = max(0, column - 1 - _WIDTH // 2) if column > _WIDTH else 0
    end = start + _WIDTH
    return f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"


def _chosen(rows: list[Row], old: _Block | None, new: _Block | None) -> Iterator[Row]:
    """Choose the rows around the two places, and say where some are left out."""
    targets = [
        index for index, row in enumerate(rows) if _is_at(row.old, old) or _is_at(row.new, new)
    ] or [0]
    changed = [index for index in targets if rows[index].changed]
    # Of a node that something was added to or taken from, its first line is enough.
    shown = set(targets)
    for target in changed or targets:
        end = _end(rows, target)
        shown.update(range(max(0, target - _AROUND), min(len(rows), end + _AROUND)))
    marked = {index for index in shown if rows[index].changed} or set(targets)
    for index in sorted(shown):
        leap = index > min(shown) and index - 1 not in shown
        yield replace(rows[index], changed=index in marked, leap=leap)


def _dedented(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Take away the indent that all lines have."""
    lines = [line for row in rows for line in (row.old, row.new) if line is not None]
    margin = min((_indent(line.text) for line in lines if line.text), default=0)
    return tuple(
        replace(row, old=_without(row.old, margin), new=_without(row.new, margin)) for row in rows
    )


def _without(line: Line | None, margin: int) -> Line | None:
    return None if line is None else replace(line, text=line.text[margin:])


def _is_at(line: Line | None, block: _Block | None) -> bool:
    if line is None or block is None or block.is_document:
        return False
    return line.number == block.place.line


def _end(rows: list[Row], start: int) -> int:
    """Find where a change ends that begins at some row."""
    end = start + 1
    while end < min(len(rows), start + _RUN) and rows[end].changed:
        end += 1
    return end
