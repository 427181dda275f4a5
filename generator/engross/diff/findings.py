"""One fact, one finding: the edits of two revisions with their reach and what they do to values."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from engross.diff.apis import Reach, Root, Touch, compare_apis
from engross.diff.containment import Verdict
from engross.diff.documents import Direction
from engross.diff.edits import Edit
from engross.diff.judge import Judge
from engross.diff.walk import Pair, Step, Walker
from engross.ir import Api


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One edit, everything it touches, and for values what was proved."""

    edit: Edit
    reach: tuple[Reach, ...]
    verdicts: tuple[Verdict | None, ...]
    """One for each reach: whether what could be said before can still be said (of a request), or
    nothing new is said (of a response). None where the edit is about no value."""


def find(base: Api, revision: Api, as_of: date | None = None) -> Iterator[Fact]:
    """Compare two revisions, in the order of the documents."""
    walker = Walker(base, revision, as_of)
    judge = Judge(base, revision)
    edits: dict[tuple[str, ...], Edit] = {}
    touched: dict[tuple[str, ...], list[Reach]] = {}
    owners: dict[tuple[str, ...], Pair] = {}
    roots: list[tuple[Root, Pair]] = []
    for found in compare_apis(base, revision, as_of):
        if isinstance(found, Touch):
            edits.setdefault(found.edit.coordinates, found.edit)
            touched.setdefault(found.edit.coordinates, []).append(found.reach)
        else:
            roots.append((found, walker.pair(found.base, found.revision)))
    ways = {id(pair): _ways(pair) for _, pair in roots}
    for root, pair in roots:
        for way in ways[id(pair)]:
            reach = replace(root.reach, instance_path=way.path)
            for edit in way.pair.edits:
                edits.setdefault(edit.coordinates, edit)
                owners.setdefault(edit.coordinates, way.pair)
                touched.setdefault(edit.coordinates, []).append(reach)
    for key, edit in edits.items():
        owner, places = owners.get(key), tuple(dict.fromkeys(touched[key]))
        yield Fact(
            edit=edit,
            reach=places,
            verdicts=tuple(
                None if owner is None else judge.verdict(edit, owner, _direction(place))
                for place in places
            ),
        )


def _direction(reach: Reach) -> Direction:
    assert reach.direction is not None
    return reach.direction


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How a value inside another is reached."""

    pair: Pair
    path: str


def _ways(root: Pair) -> list[_Way]:
    """Find the shortest way to each pair with edits of its own."""
    first = _Way(pair=root, path="")
    found: dict[int, _Way] = {id(root): first}
    waiting = deque([first])
    while waiting:
        way = waiting.popleft()
        for step, inner in way.pair.inner:
            if id(inner) not in found:
                found[id(inner)] = _step(way, step, inner)
                waiting.append(found[id(inner)])
    return [way for way in found.values() if way.pair.edits]


def _step(way: _Way, step: Step, inner: Pair) -> _Way:
    token = step.token.replace("~", "~0").replace("/", "~1")
    path = f"{way.path}/{token}" if step.token else way.path
    return _Way(pair=inner, path=path)
