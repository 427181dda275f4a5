"""Findings for what could not be read: nobody knows whether it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from engross.diff.edits import Edit
from engross.diff.judged import Finding, told
from engross.diff.levels import Level
from engross.diff.rules import NOT_COMPARED
from engross.diff.sides import Side
from engross.diff.touches import Reach
from engross.pointer import Pointer


def not_compared(base: Side, revision: Side) -> Iterator[Finding]:
    """Yield a finding for each place that was not read on one side, or on both."""
    old, new = base.api.unread, revision.api.unread
    for place in _innermost(sorted(old | new)):
        edit = Edit(
            rule=NOT_COMPARED.id,
            base=place if place in old else None,
            revision=place if place in new else None,
        )
        yield Finding(
            rule=NOT_COMPARED,
            edit=edit,
            level=Level.POTENTIALLY_BREAKING,
            message=told(NOT_COMPARED, edit, "`{}`"),
            reach=(Reach(),),
            levels=(Level.POTENTIALLY_BREAKING,),
        )


def _innermost(places: Sequence[Pointer]) -> Iterator[Pointer]:
    """Leave out what has another of the places, which are sorted, inside it."""
    for place, following in pairwise(places):
        if following.tokens[: len(place.tokens)] != place.tokens:
            yield place
    yield from places[-1:]
