"""How the values of a schema hold those of another inside it, found backwards from the inner one.

So the work is that of the schemas that changed, not of the operations that reach them. Schemas
that only one other holds are stepped over: what counts are those that are met from several sides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

from engross.diff.contexts import is_clear
from engross.diff.walk import Pair, Step, Walker

Steps: TypeAlias = tuple[tuple[Pair, Step], ...]
"""Each step with the pair it starts at."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """The steps from one pair to another inside it."""

    steps: Steps
    pair: Pair
    """Where it ends."""
    unclear: tuple[int, ...]
    """The steps behind which something lost may be made good."""

    @property
    def holder(self) -> Pair | None:
        """The schemas that hold those of `pair`; None where a value is all there is."""
        return self.steps[-1][0] if self.steps else None

    @property
    def step(self) -> Step | None:
        """The last step, from the holder to `pair`."""
        return self.steps[-1][1] if self.steps else None

    def next_unclear(self, level: int) -> int:
        """Give the unclear step after one of them; the number of steps if there is none."""
        return (*self.unclear, len(self.steps))[level + 1]

    @cached_property
    def path(self) -> str:
        """The path of the inner value, as a JSON Pointer."""
        return self.path_to(len(self.steps))

    @cached_property
    def unit(self) -> Pair:
        """The outermost pair that has a say of its own."""
        return self.steps[self.unclear[0]][0] if self.unclear else self.pair

    @property
    def unit_path(self) -> str:
        """The path of its values."""
        return self.path_to(self.unclear[0]) if self.unclear else self.path

    def path_to(self, count: int) -> str:
        """Give the path after a number of steps."""
        return "".join([_segment(step.token) for _, step in self.steps[:count]])


@cache
def _segment(token: str) -> str:
    """Write one token of a JSON Pointer; a step that stays at the same value has none."""
    return "/" + token.replace("~", "~0").replace("/", "~1") if token else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """The steps between two pairs that are met from several sides."""

    outer: Pair
    inner: Pair
    steps: Steps
    clear: bool


_State = tuple[int, bool]
"""A pair, and whether the way on from it is clear."""
_Onward = dict[_State, tuple[_Edge, bool] | None]
"""State → the edge that leads on, and whether the rest is clear."""


class Ways:
    """Finds the ways from some pairs, the roots, to those that have edits."""

    def __init__(self, walker: Walker, roots: Iterable[Pair]) -> None:
        self._walker = walker
        self._roots = {id(root): root for root in roots}
        self._outer: dict[int, list[tuple[Pair, Step]]] = {}
        for pair in walker.pairs.values():
            for step, inner in pair.inner:
                self._outer.setdefault(id(inner), []).append((pair, step))
        self._clear: dict[int, bool] = {}
        self._edges: dict[int, list[_Edge]] = {}
        self._known: tuple[int, _Onward] = (0, {})

    def changed(self) -> list[Pair]:
        """Give the pairs that have edits, in the order of the documents."""
        return [pair for pair in self._walker.pairs.values() if pair.edits]

    def to(self, target: Pair) -> dict[int, list[Way]]:
        """Find the shortest ways from the roots to a pair: a clear one, then another.

        Returns:
            The ways by the `id` of the root.
        """
        hub, steps = self._climb(target, ())
        if self._known[0] != id(hub):
            self._known = id(hub), self._backwards(hub)
        onward = self._known[1]
        is_clear = all(self._is_clear(*each) for each in steps)
        last = _Edge(outer=hub, inner=target, steps=steps, clear=is_clear)
        found = {}
        for number, root in self._roots.items():
            states = [clear for clear in (True, False) if (number, clear) in onward]
            if states:
                found[number] = [self._way(root, onward, one, last) for one in states]
        return found

    def _climb(self, pair: Pair, steps: Steps) -> tuple[Pair, Steps]:
        """Go outwards to the first pair that is a root or met from several sides."""
        while id(pair) not in self._roots and len(self._outer[id(pair)]) == 1:
            [(outer, step)] = self._outer[id(pair)]
            pair, steps = outer, ((outer, step), *steps)
        return pair, steps

    def _edges_to(self, hub: Pair) -> list[_Edge]:
        if id(hub) not in self._edges:
            edges = []
            for pair, step in self._outer.get(id(hub), ()):
                outer, steps = self._climb(pair, ((pair, step),))
                clear = all(self._is_clear(*each) for each in steps)
                edges.append(_Edge(outer=outer, inner=hub, steps=steps, clear=clear))
            self._edges[id(hub)] = edges
        return self._edges[id(hub)]

    def _backwards(self, target: Pair) -> _Onward:
        onward: _Onward = {(id(target), True): None}
        waiting = deque([(target, True)])
        while waiting:
            hub, clear = waiting.popleft()
            for edge in self._edges_to(hub):
                state = id(edge.outer), clear and edge.clear
                if state not in onward:
                    onward[state] = (edge, clear)
                    waiting.append((edge.outer, state[1]))
        return onward

    def _is_clear(self, pair: Pair, step: Step) -> bool:
        if id(step) not in self._clear:
            base, revision = self._walker.base, self._walker.revision
            self._clear[id(step)] = is_clear(base, revision, pair, step)
        return self._clear[id(step)]

    def _way(self, root: Pair, onward: _Onward, clear: bool, last: _Edge) -> Way:
        parts: list[tuple[Pair, Step]] = []
        here, whole = root, clear and last.clear
        while (known := onward[id(here), clear]) is not None:
            edge, clear = known
            parts += edge.steps
            here = edge.inner
        steps = (*parts, *last.steps)
        unclear: tuple[int, ...] = ()
        if not whole:
            unclear = tuple(n for n, each in enumerate(steps) if not self._is_clear(*each))
        return Way(steps=steps, pair=last.inner, unclear=unclear)
