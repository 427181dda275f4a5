"""How the values of a schema hold those of another inside it, found backwards from the inner one.

So the work is that of the schemas that changed, not of the operations that reach them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from engross.diff.contexts import is_clear
from engross.diff.walk import Pair, Step, Walker


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The steps from one pair to another inside it."""

    steps: tuple[tuple[Pair, Step], ...]
    """Each with the pair it starts at."""
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

    @property
    def path(self) -> str:
        """The path of the inner value, as a JSON Pointer."""
        return self.path_to(len(self.steps))

    @property
    def unit(self) -> Pair:
        """The outermost pair that has a say of its own."""
        return self.steps[self.unclear[0]][0] if self.unclear else self.pair

    @property
    def unit_path(self) -> str:
        """The path of its values."""
        return self.path_to(self.unclear[0]) if self.unclear else self.path

    def path_to(self, count: int) -> str:
        """Give the path after a number of steps."""
        tokens = (step.token for _, step in self.steps[:count] if step.token)
        return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)


_State = tuple[int, bool]
"""A pair, and whether the way on from it is clear."""
_Onward = dict[_State, tuple[Step, Pair, bool] | None]
"""State → the step that leads on, the pair it leads to, and whether the rest is clear."""


class Ways:
    """Finds the ways to the pairs that have edits."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._outer: dict[int, list[tuple[Pair, Step]]] = {}
        for pair in walker.pairs.values():
            for step, inner in pair.inner:
                self._outer.setdefault(id(inner), []).append((pair, step))
        self._clear: dict[int, bool] = {}

    def changed(self) -> list[Pair]:
        """Give the pairs that have edits, in the order of the documents."""
        return [pair for pair in self._walker.pairs.values() if pair.edits]

    def to(self, target: Pair, roots: Iterable[Pair]) -> dict[int, list[Way]]:
        """Find the shortest ways from some pairs to one inside them: a clear one, then another.

        Returns:
            The ways by the `id` of the pair they start at.
        """
        onward = self._backwards(target)
        return {
            id(root): [
                self._way(root, target, onward, clear)
                for clear in (True, False)
                if (id(root), clear) in onward
            ]
            for root in roots
            if (id(root), True) in onward or (id(root), False) in onward
        }

    def _backwards(self, target: Pair) -> _Onward:
        onward: _Onward = {(id(target), True): None}
        waiting = deque([(target, True)])
        while waiting:
            pair, clear = waiting.popleft()
            for outer, step in self._outer.get(id(pair), ()):
                state = id(outer), clear and self._is_clear(outer, step)
                if state not in onward:
                    onward[state] = (step, pair, clear)
                    waiting.append((outer, state[1]))
        return onward

    def _is_clear(self, pair: Pair, step: Step) -> bool:
        if id(step) not in self._clear:
            base, revision = self._walker.base, self._walker.revision
            self._clear[id(step)] = is_clear(base, revision, pair, step)
        return self._clear[id(step)]

    def _way(self, root: Pair, target: Pair, onward: _Onward, clear: bool) -> Way:
        steps: list[tuple[Pair, Step]] = []
        here = root
        while (edge := onward[id(here), clear]) is not None:
            step, inner, clear = edge
            steps.append((here, step))
            here = inner
        unclear = (n for n, (pair, step) in enumerate(steps) if not self._is_clear(pair, step))
        return Way(steps=tuple(steps), pair=target, unclear=tuple(unclear))
