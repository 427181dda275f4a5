"""Which operation a request is for: paths as a tree of segments, concrete ones first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from engross.ir import Api, Operation, Server

# Some documents write RFC 6570's operators into their templates; the style says the same.
_EXPRESSION: Final = re.compile(r"\{[.;]?([^{}]*?)\*?\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A path that a template describes."""

    operations: Mapping[str, Operation]
    """By method."""
    values: Mapping[str, str]
    """The path's variables, still percent-encoded."""


@dataclass(slots=True)
class _Node:
    """What may stand after the segments that lead here."""

    concrete: dict[str, _Node] = field(default_factory=dict)
    templated: dict[str, tuple[re.Pattern[str], _Node]] = field(default_factory=dict)
    """By the segment with its variables' names left out."""
    ends: list[tuple[tuple[str, ...], dict[str, Operation]]] = field(default_factory=list)
    """The operations that end here, with the names of their variables."""


class Routes:
    """The operations of an API by path, at the base paths of their servers and at the root."""

    def __init__(self, api: Api) -> None:
        self._root = _Node()
        self.bases = _bases(api.servers)
        """The base paths of the document's servers; `""` for the root."""
        for operation in api.operations:
            for base in _bases(operation.servers) if operation.servers else self.bases:
                self._add(base, operation)
        # A base URL of one's own often leaves the base path out, so the root answers too; what is
        # found at a base path goes first.
        self._bare = _Node()
        for operation in api.operations:
            self._add("", operation, self._bare)

    def _add(self, base: str, operation: Operation, root: _Node | None = None) -> None:
        node = root or self._root
        names: list[str] = []
        for segment in _segments(base + operation.path.partition("?")[0]):
            names += _EXPRESSION.findall(segment)
            if _EXPRESSION.search(segment) is None:
                node = node.concrete.setdefault(unquote(segment), _Node())
            else:
                known = node.templated.setdefault(
                    _EXPRESSION.sub("{}", segment), (_pattern(segment), _Node())
                )
                node = known[1]
        for variables, operations in node.ends:
            if variables == tuple(names):
                operations.setdefault(operation.method, operation)
                return
        node.ends.append((tuple(names), {operation.method: operation}))

    def matches(self, path: str) -> tuple[Match, ...]:
        """Give what a path is, by its most concrete template; of several names of it, each."""
        # OpenAPI 3.1, "Paths Object": concrete paths are matched before templated ones.
        segments = _segments(path)
        for root in (self._root, self._bare):
            if (found := next(_found(root, segments, ()), None)) is not None:
                return found
        return ()


def _bases(servers: tuple[Server, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(base_path(server) for server in servers)) or ("",)


def base_path(server: Server) -> str:
    """Give the path of a server's URL, its variables as they are by default."""
    url = server.url
    for variable in server.variables:
        url = url.replace(f"{{{variable.name}}}", variable.default)
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


def _pattern(segment: str) -> re.Pattern[str]:
    """Make the test of one segment; a variable has at least one character."""
    literals = _EXPRESSION.split(segment)[::2]
    return re.compile("(.+?)".join(map(re.escape, literals)), re.DOTALL)


def _found(
    node: _Node, segments: tuple[str, ...], values: tuple[str, ...]
) -> Iterator[tuple[Match, ...]]:
    if not segments:
        if node.ends:
            yield tuple(
                Match(operations=operations, values=dict(zip(names, values, strict=True)))
                for names, operations in node.ends
            )
        return
    first, rest = segments[0], segments[1:]
    if (child := node.concrete.get(unquote(first))) is not None:
        yield from _found(child, rest, values)
    for pattern, inner in node.templated.values():
        if (match := pattern.fullmatch(first)) is not None:
            yield from _found(inner, rest, (*values, *match.groups()))
