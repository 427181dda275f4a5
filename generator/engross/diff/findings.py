"""One fact, one finding: the edits of two revisions with their reach and what they do to values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias

from engross.diff.apis import Reach, Root, Touch, compare_apis
from engross.diff.containment import Answer, Verdict
from engross.diff.documents import ANNOTATIONS
from engross.diff.edits import Edit
from engross.diff.judge import Judge, Medium
from engross.diff.walk import Pair, Walker
from engross.diff.ways import Way, Ways
from engross.ir import Api


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One edit, everything it touches, and for values what was proved."""

    edit: Edit
    reach: tuple[Reach, ...]
    verdicts: tuple[Verdict | None, ...]
    """One for each reach: whether what could be said before can still be said (of a request), or
    nothing new is said (of a response). None where the edit is about no value, or nothing was to
    be proved."""
    ways: tuple[Way | None, ...]
    """One for each reach: how the schema is reached. None where the edit is about no value."""

    def expanded(self) -> Iterator[Fact]:
        """Say the fact once for each reach."""
        for reach, verdict, way in zip(self.reach, self.verdicts, self.ways, strict=True):
            yield replace(self, reach=(reach,), verdicts=(verdict,), ways=(way,))


def find(
    base: Api, revision: Api, as_of: date | None = None, *, proving: bool = True
) -> Iterator[Fact]:
    """Compare two revisions, in the order of the documents.

    Args:
        base: The earlier one.
        revision: The later one.
        as_of: The day that sunsets are held against, if they are.
        proving: Whether to ask what the edits do to values.
    """
    walker = Walker(base, revision, as_of)
    found: dict[tuple[str, ...], tuple[Edit, _Places]] = {}
    roots: list[tuple[Root, Pair]] = []
    for item in compare_apis(base, revision, as_of):
        if isinstance(item, Touch):
            _, places = found.setdefault(item.edit.coordinates, (item.edit, {}))
            places[item.reach] = (None, None)
        elif (pair := walker.pair(item.base, item.revision)) is not None:
            roots.append((item, pair))
    judge = Judge(base, revision) if proving else None
    by_edit: dict[int, _Places] = {}
    for one in _inside(roots, Ways(walker, [pair for _, pair in roots]), judge):
        if id(one.edit) not in by_edit:
            by_edit[id(one.edit)] = found.setdefault(one.edit.coordinates, (one.edit, {}))[1]
        places = by_edit[id(one.edit)]
        known, _ = places.get(one.reach, (None, None))
        if known is None or (one.verdict and one.verdict.answer.is_worse_than(known.answer)):
            places[one.reach] = (one.verdict, one.way)
    for edit, places in found.values():
        verdicts, ways = zip(*places.values(), strict=True)
        yield Fact(edit=edit, reach=tuple(places), verdicts=verdicts, ways=ways)


_Places: TypeAlias = dict[Reach, tuple[Verdict | None, Way | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """One edit at one place."""

    edit: Edit
    reach: Reach
    verdict: Verdict | None
    way: Way


def _inside(roots: list[tuple[Root, Pair]], ways: Ways, judge: Judge | None) -> Iterator[_Judged]:
    """Judge the edits of schemas, by the ways from an operation to them."""
    units: dict[tuple[int, int], _Unit] = {}
    for target in ways.changed():
        found = ways.to(target)
        for root, pair in roots:
            if id(pair) not in found:
                continue
            if judge is not None:
                yield from _by_ways(root, found[id(pair)], units, judge)
                continue
            way = found[id(pair)][0]
            reach = root.reach.at(way.path)
            for edit in target.edits:
                yield _Judged(edit=edit, reach=reach, verdict=None, way=way)
    if judge is not None:
        for unit in units.values():
            yield from _together(unit, judge)


def _by_ways(
    root: Root, ways: list[Way], units: dict[tuple[int, int], _Unit], judge: Judge
) -> Iterator[_Judged]:
    """Judge the edits of one pair; a second way to one is told where it is worse."""
    told: dict[int, Answer] = {}
    for way in ways:
        unit = units.get((id(root), id(way.unit)))
        if unit is None:
            unit = units[id(root), id(way.unit)] = _Unit(root=root, way=way)
        reaches: dict[str, Reach] = {}
        for edit in way.pair.edits:
            ruling = judge.ruling(edit, way, unit.medium)
            answer = ruling.verdict.answer
            unit.edits.append((edit, way))
            unit.refuted |= answer is Answer.REFUTED
            if id(edit) in told and not answer.is_worse_than(told[id(edit)]):
                continue
            told[id(edit)] = answer
            reach = reaches.get(ruling.path)
            if reach is None:
                reach = reaches[ruling.path] = root.reach.at(ruling.path)
            yield _Judged(edit=edit, reach=reach, verdict=ruling.verdict, way=way)


@dataclass(kw_only=True)
class _Unit:
    """A pair whose edits may do together what none of them does alone."""

    root: Root
    way: Way
    """One that passes it."""
    edits: list[tuple[Edit, Way]] = field(default_factory=list)
    refuted: bool = False

    @cached_property
    def medium(self) -> Medium:
        """Which values it is about."""
        assert self.root.reach.direction is not None
        return Medium(direction=self.root.reach.direction, as_text=self.root.as_text)


def _together(unit: _Unit, judge: Judge) -> Iterator[_Judged]:
    edits = [(edit, way) for edit, way in unit.edits if edit.keyword not in ANNOTATIONS]
    if unit.refuted or len(edits) < _SEVERAL:
        return
    verdict = judge.whole(unit.way.unit, unit.medium)
    if verdict.answer is Answer.REFUTED:
        reach = unit.root.reach.at(unit.way.unit_path)
        for edit, way in edits:
            yield _Judged(edit=edit, reach=reach, verdict=verdict, way=way)


_SEVERAL: Final = 2
