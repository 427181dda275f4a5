"""Which schemas two revisions have in common, word for word: nothing inside them is compared."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from engross.ir import Api, Ref, Schema
from engross.pointer import Pointer


class Settled:
    """Knows the schemas of which every word, and every word they lead to, is the same."""

    def __init__(self, base: Api, revision: Api) -> None:
        holders: dict[Pointer, list[Pointer]] = {}
        changed = deque[Pointer]()
        for place in base.schemas.keys() | revision.schemas.keys():
            old, new = base.schemas.get(place), revision.schemas.get(place)
            if old is None or new is None or old != new:
                changed.append(place)
            else:
                for target in _targets(old):
                    holders.setdefault(target, []).append(place)
        self._changed = set(changed)
        while changed:
            for holder in holders.get(changed.popleft(), ()):
                if holder not in self._changed:
                    self._changed.add(holder)
                    changed.append(holder)

        both = base.schemas.keys() & revision.schemas.keys()
        self.components = frozenset(both - self._changed)
        """The places of the schemas with a name that are settled."""

    def __call__(self, base: Schema | Ref, revision: Schema | Ref) -> bool:
        """Whether two schemas, and all that they lead to, are written alike."""
        return base == revision and self.leads_nowhere_new(base)

    def leads_nowhere_new(self, schema: Schema | Ref) -> bool:
        """Whether the references of a schema lead to what is the same."""
        return self._changed.isdisjoint(_targets(schema))


def _targets(schema: Schema | Ref) -> Iterator[Pointer]:
    """Yield where the references of a schema lead."""
    pending = [schema]
    while pending:
        one = pending.pop()
        if isinstance(one, Ref):
            yield one.target
        else:
            pending.extend(one.children())
