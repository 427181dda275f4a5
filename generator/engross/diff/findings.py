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
    judge = Judge(base, revision) if proving else None
    edits: dict[tuple[str, ...], Edit] = {}
    touched: dict[tuple[str, ...], dict[Reach, Way | None]] = {}
    roots: list[tuple[Root, Pair]] = []
    for found in compare_apis(base, revision, as_of):
        if isinstance(found, Touch):
            edits.setdefault(found.edit.coordinates, found.edit)
            touched.setdefault(found.edit.coordinates, {})[found.reach] = None
        else:
            roots.append((found, walker.pair(found.base, found.revision)))
    ways = {id(pair): _ways(pair) for _, pair in roots}
    for root, pair in roots:
        for way in ways[id(pair)]:
            reach = replace(root.reach, instance_path=way.path)
            for edit in way.pair.edits:
                edits.setdefault(edit.coordinates, edit)
                touched.setdefault(edit.coordinates, {}).setdefault(reach, way)
    for key, edit in edits.items():
        places = touched[key]
        yield Fact(
            edit=edit,
            reach=tuple(places),
            verdicts=tuple(
                None
                if way is None or judge is None
                else judge.verdict(edit, way.pair, _direction(place))
                for place, way in places.items()
            ),
            ways=tuple(places.values()),
        )


def _direction(reach: Reach) -> Direction:
    assert reach.direction is not None
    return reach.direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a value inside another is reached."""

    pair: Pair
    path: str
    holder: Pair | None = None
    """The schemas that hold those of `pair`; None where a value is all there is."""
    step: Step | None = None
    """The last step, from the holder to `pair`."""


def _ways(root: Pair) -> list[Way]:
    """Find the shortest way to each pair with edits of its own."""
    first = Way(pair=root, path="")
    found: dict[int, Way] = {id(root): first}
    waiting = deque([first])
    while waiting:
        way = waiting.popleft()
        for step, inner in way.pair.inner:
            if id(inner) not in found:
                found[id(inner)] = _step(way, step, inner)
                waiting.append(found[id(inner)])
    return [way for way in found.values() if way.pair.edits]


def _step(way: Way, step: Step, inner: Pair) -> Way:
    token = step.token.replace("~", "~0").replace("/", "~1")
    path = f"{way.path}/{token}" if step.token else way.path
    return Way(pair=inner, path=path, holder=way.pair, step=step)
