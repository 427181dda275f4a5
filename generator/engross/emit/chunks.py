"""Deals a document's schemas out to runs of the engine: many small ones, each worth remembering.

What a run prints depends on its own schemas alone; all others are names to it. So a schema that
changes costs one run, and which schemas share one depends on their names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

from engross.emit.graph import Groups, circles, references

Schemas = Mapping[str, Mapping[str, Any]]

WORTHWHILE = 64
"""How many classes a run should have at least: each run costs as much as five of them."""


def deal(schemas: Schemas) -> list[list[str]]:
    """Give the names of the schemas of each run, in an order that does not matter."""
    groups = Groups(schemas)
    for name, body in schemas.items():
        groups.join((name, *(other for other in _seen(schemas, body) if other in schemas)))
    for circle in circles({name: set(references(body)) for name, body in schemas.items()}):
        # Whether an alias names what stands below it in quotes depends on what stands there.
        for alias in filter(lambda name: is_alias(schemas[name]), circle[1:] and circle):
            groups.join((alias, *(set(circle) & set(references(schemas[alias])))))
    # A power of two: a schema more moves no other one to another run, except at a doubling.
    count = 1 << max(0, (len(schemas) // WORTHWHILE).bit_length() - 1)
    runs: list[list[str]] = [[] for _ in range(count)]
    for leader, names in groups.all().items():
        runs[crc32(leader.encode()) % count] += names
    return [sorted(names) for names in runs if names]


def doubles(schemas: Schemas, aliases: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Give each class that says word for word what another one says, with that other one.

    The engine prints one of them; their texts differ in the name alone.
    """
    seen = kept_together(schemas, schemas.values())
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for name, body in sorted(schemas.items()):
        if name in seen or not {"properties", "enum"} & body.keys():
            continue
        if name in references(body):
            continue
        found = first.setdefault(f"{body!r}{aliases[name]!r}", name)
        if found != name:
            same[name] = found
    return same


def kept_together(schemas: Schemas, bodies: Iterable[Mapping[str, Any]]) -> set[str]:
    """Give the schemas that the engine has to see to print some of them."""
    return {seen for body in bodies for seen in _seen(schemas, body)}


def is_alias(body: Mapping[str, Any]) -> bool:
    """Whether a schema is printed as another name for a type, as far as its words tell."""
    return not {"properties", "enum", "allOf"} & body.keys()


def _seen(schemas: Schemas, body: Mapping[str, Any]) -> Iterator[str]:
    """Give what the engine has to see to print a schema: bases, and types of defaults."""
    yield from references(body.get("allOf", []))
    for prop in body.get("properties", {}).values():
        if "default" in prop:
            yield from _through_aliases(schemas, prop)
    for part in body.get("allOf", ()):
        yield from _seen(schemas, part)


def _through_aliases(schemas: Schemas, body: Mapping[str, Any]) -> Iterator[str]:
    met: set[str] = set()
    pending = [*references(body)]
    while pending:
        name = pending.pop()
        if name not in met:
            met.add(name)
            yield name
            if name in schemas and is_alias(schemas[name]):
                pending += references(schemas[name])
