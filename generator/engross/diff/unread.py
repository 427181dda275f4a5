"""Findings for what could not be read: nobody knows whether it changed."""

from __future__ import annotations

from collections.abc import Iterator

from engross.diff.edits import Edit
from engross.diff.judged import Finding, told
from engross.diff.rules import NOT_COMPARED, Level
from engross.diff.sides import Side
from engross.diff.touches import Reach
from engross.pointer import ROOT, Pointer


def not_compared(base: Side, revision: Side) -> Iterator[Finding]:
    """Yield a finding for each place that was not read on one side, or on both."""
    places = {side.name: list(_unread(side)) for side in (base, revision)}
    for place in dict.fromkeys((*places[base.name], *places[revision.name])):
        edit = Edit(
            rule=NOT_COMPARED.id,
            base=place if place in places[base.name] else None,
            revision=place if place in places[revision.name] else None,
        )
        yield Finding(
            rule=NOT_COMPARED,
            edit=edit,
            level=Level.POTENTIALLY_BREAKING,
            message=told(NOT_COMPARED, edit, "`{}`"),
            reach=(Reach(),),
            levels=(Level.POTENTIALLY_BREAKING,),
        )


def _unread(side: Side) -> Iterator[Pointer]:
    for problem in side.reading.problems:
        if problem.is_error:
            yield problem.pointer or ROOT
