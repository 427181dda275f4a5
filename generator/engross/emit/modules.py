"""Decides which models share a module: those that are never imported without each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from engross.emit.chunks import Schemas
from engross.emit.document import Document
from engross.emit.graph import circles, references
from engross.emit.statements import Definition
from engross.ir import Ref, Schema
from engross.names import module_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of models."""

    name: str
    classes: tuple[str, ...]
    """In an order in which each finds what it needs while it is defined."""


def lay_out(document: Document, printed: Mapping[str, Definition]) -> list[Module]:
    """Put each circle of models into a module, and what only one module uses into that one.

    Args:
        document: The models as schemas.
        printed: And as Python, by name.
    """
    graph = _graph(document.classes)
    found = circles(graph)
    home = _homes(graph, found, set(_asked_for(document)))
    members: dict[int, list[str]] = {}
    for name in _in_order(document.classes, found, printed):
        members.setdefault(home[name], []).append(name)
    firsts = {place: found[place][0] for place in members}
    names = module_names(sorted(firsts.values()))
    return [
        Module(name=names[firsts[place]], classes=tuple(classes))
        for place, classes in sorted(members.items())
    ]


def _graph(schemas: Schemas) -> dict[str, dict[str, None]]:
    """Say which models a model needs in its module or imported there.

    A class of a circle is defined before all that it names is: what inherits from it looks for
    that in its own module, so it has to be the same.
    """
    graph = {name: dict.fromkeys(references(body)) for name, body in schemas.items()}
    circular = {name for circle in circles(graph) for name in circle[1:] and circle}
    bases = {name: _bases(body) for name, body in schemas.items()}
    for name in chain.from_iterable(circles(bases)):
        for base in circular & bases[name]:
            graph[base][name] = None
            circular.add(name)
    return graph


def _homes(
    graph: Mapping[str, Iterable[str]], found: Sequence[tuple[str, ...]], asked_for: set[str]
) -> dict[str, int]:
    """Give each model the number of the circle that its module is made for."""
    home: dict[str, int] = {}
    users: dict[str, set[int]] = {name: set() for name in graph}
    for number, circle in reversed(list(enumerate(found))):
        homes = set().union(*(users[name] for name in circle))
        alone = len(homes) == 1 and asked_for.isdisjoint(circle)
        place = homes.pop() if alone else number
        home |= dict.fromkeys(circle, place)
        for target in chain.from_iterable(graph[name] for name in circle):
            if target in users and target not in circle:
                users[target].add(place)
    return home


def _asked_for(document: Document) -> Iterator[str]:
    """Give the models that operations name themselves."""
    shapes = document.shapes
    pending: list[Schema | Ref] = list(shapes.used_directly())
    while pending:
        schema = shapes.api.resolve(pending.pop())
        if shapes.is_named(schema):
            yield shapes.names.classes[schema.pointer]
        else:
            pending += schema.children()


def in_order(schemas: Schemas, printed: Mapping[str, Definition]) -> list[str]:
    """Sort models after those that they are made of; in a circle bases first and aliases last.

    Args:
        schemas: The models as schemas.
        printed: And as Python.
    """
    return _in_order(schemas, circles(_graph(schemas)), printed)


def _in_order(
    schemas: Schemas, found: Sequence[tuple[str, ...]], printed: Mapping[str, Definition]
) -> list[str]:
    """Sort models after those that they are made of; in a circle bases first and aliases last."""
    position = {name: number for number, name in enumerate(printed)}
    ordered: list[str] = []
    for circle in found:
        order: dict[str, tuple[int, int, str]] = {}
        bases = {name: _bases(schemas[name]).intersection(circle) for name in circle}
        depth: dict[str, int] = {}
        for name in chain.from_iterable(circles(bases)):
            depth[name] = 1 + max((depth[base] for base in bases[name]), default=0)
            alias = not printed[name].text.startswith("class ")
            rank = (len(circle) + 1, position[name]) if alias else (depth[name], 0)
            order[name] = (*rank, name)
        ordered += sorted(order, key=lambda name: order[name])
    return ordered


def _bases(schema: Mapping[str, Any]) -> set[str]:
    """Give what a class inherits from; the last part of its `allOf` may hold its own members."""
    return set(references([part for part in schema.get("allOf", ()) if "$ref" in part]))
