"""Which schemas refer to which, and which of them only make sense together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_PLACE = "#/components/schemas/"


def reference(name: str) -> dict[str, str]:
    """Refer to a component."""
    return {"$ref": f"{_PLACE}{name}"}


def references(body: Any) -> Iterator[str]:
    """Give the name of each component that a schema refers to, as often as it does."""
    pending = [body]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            target = part.get("$ref")
            if isinstance(target, str):
                yield target.removeprefix(_PLACE)
            pending += part.values()
        elif isinstance(part, list):
            pending += part


def circles(graph: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Give the strongly connected components, each after all that it refers to.

    Tarjan's algorithm, without recursion: a document may nest as deep as it likes.

    Args:
        graph: Each node with the nodes that it refers to; others are left aside.
    """
    found: list[tuple[str, ...]] = []
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: dict[str, None] = {}
    for root in graph:
        if root in number:
            continue
        way = [(root, iter(graph[root]))]
        number[root] = lowest[root] = len(number)
        open_[root] = None
        while way:
            node, rest = way[-1]
            for target in rest:
                if target not in graph:
                    continue
                if target not in number:
                    number[target] = lowest[target] = len(number)
                    open_[target] = None
                    way.append((target, iter(graph[target])))
                    break
                if target in open_:
                    lowest[node] = min(lowest[node], number[target])
            else:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    found.append(_closed(open_, node))
    return found


def _closed(open_: dict[str, None], node: str) -> tuple[str, ...]:
    """Take what was opened since a node, and the node itself."""
    members: list[str] = []
    while not members or members[-1] != node:
        members.append(open_.popitem()[0])
    return tuple(sorted(members))


class Groups:
    """Names that are kept together, by any chain of pairs (union-find)."""

    def __init__(self, names: Iterable[str]) -> None:
        self._leader = {name: name for name in names}

    def join(self, names: Iterable[str]) -> None:
        """Keep these together."""
        leaders = [self._find(name) for name in names]
        for leader in leaders:
            self._leader[leader] = min(leaders)

    def all(self) -> dict[str, list[str]]:
        """Give the groups, each under the first of its names in the alphabet."""
        groups: dict[str, list[str]] = {}
        for name in sorted(self._leader):
            groups.setdefault(self._find(name), []).append(name)
        return groups

    def _find(self, name: str) -> str:
        while (leader := self._leader[name]) != name:
            self._leader[name] = self._leader[leader]
            name = leader
        return name
