"""Where the nodes of a document stand, and how deep they may be nested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol, TypeAlias

from engross.ir import Json
from engross.spec.kinds import is_mapping

MAX_DEPTH: Final = 100
"""Levels of nesting; published documents of 13 MB have 20. Everything downstream may recurse."""


class Mark(Protocol):
    """A place in a text; PyYAML's marks are used as they come."""

    @property
    def line(self) -> int:
        """Counted from 0."""
        ...

    @property
    def column(self) -> int:
        """Counted from 0."""
        ...


class Spot(NamedTuple):
    """A place in a text, both parts counted from 0."""

    line: int
    column: int


START: Final = Spot(0, 0)

Marks: TypeAlias = Mapping[int, Mapping[str, tuple[Mark, Mark]]]
"""Per container, by its `id`: the token of each member → the marks of its key and its value.

By identity and not by pointer: a node that a dialect's folding moves, or that two aliases share,
keeps its place.
"""


def spot_of(text: str, offset: int) -> Spot:
    """Turn a character offset into a line and a column."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Spot(text.count("\n", 0, offset), offset - line_start)


def nesting(data: Json) -> int:
    """Count the levels of containers; stops counting just above `MAX_DEPTH`."""
    depth = 0
    level: list[Json] = [data] if isinstance(data, dict | list) else []
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            child
            for parent in level
            for child in (parent.values() if is_mapping(parent) else parent)
            if isinstance(child, dict | list)
        ]
    return depth
