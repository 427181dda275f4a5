"""Schemas that include themselves, or too many others: cut, so that all others can be walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final

from engross.ir import Ref, Schema
from engross.pointer import Pointer
from engross.spec.cursor import Cursor, Session
from engross.spec.dialects import ANNOTATIONS
from engross.spec.positions import MAX_DEPTH

MAX_INCLUDED: Final = 10_000
"""Schemas that one may include by `allOf` and unions, each as often as it is named."""


def end_circles(
    session: Session, found: Mapping[Pointer, Schema | Ref]
) -> Mapping[Pointer, Schema | Ref]:
    """Cut circles of unions and their branches; note each schema that says nothing but itself."""
    schemas = dict(found)
    graph = {pointer: _included(schema) for pointer, schema in schemas.items()}
    while True:
        try:
            order = [*TopologicalSorter(graph).static_order()]
        except CycleError as error:
            way: list[Pointer] = error.args[1][::-1]
        else:
            break
        if (cut := _cut(session, schemas, way)) is not None:
            graph[cut] = _included(schemas[cut])
            continue
        _tell(session, schemas, way)
        schemas[way[0]] = _without(schemas[way[0]], way[1])
        graph[way[0]] = _included(schemas[way[0]])
    for tower in _refuse_towers(session, graph, order):
        schemas[tower] = Schema(pointer=tower)
    return schemas


def _tell(session: Session, schemas: Mapping[Pointer, Schema | Ref], way: list[Pointer]) -> None:
    """Note a circle; nothing is known of what uses one that says nothing but itself."""
    told = " → ".join(map(str, way))
    message = f"this schema includes itself ({told}): write out what is meant"
    start = _at(session, way[0])
    is_empty = all(_says_nothing(schemas[here], there) for here, there in pairwise(way))
    note = start.error if is_empty and _is_used(session, way) else start.fault
    note(message)


def _says_nothing(schema: Schema | Ref, target: Pointer) -> bool:
    """Whether a schema is only what leads to another."""
    cut = _without(schema, target)
    told = {name: getattr(cut, name) for name in ANNOTATIONS}
    return cut == Schema(**told)


def _is_used(session: Session, way: list[Pointer]) -> bool:
    """Whether a `$ref` from elsewhere leads into a circle."""
    inside = {(one.document, one.tokens) for one in way}
    return any(
        target in way and not any((at.document, at.tokens[:n]) in inside for n in _up_to(at))
        for at, target in session.uses
    )


def _up_to(place: Pointer) -> range:
    return range(1, len(place.tokens) + 1)


def _cut(
    session: Session, schemas: dict[Pointer, Schema | Ref], way: list[Pointer]
) -> Pointer | None:
    """Cut a circle where a branch of a union builds on the union itself.

    It is how many documents write inheritance. What the branch takes over are the properties
    beside the union, so the union goes where there are some, else the branch's mention of it.

    Returns:
        The schema that was changed; None where it is no such circle.
    """
    for branch, union in pairwise([*way, way[1]]):
        inner, outer = schemas[branch], schemas[union]
        if isinstance(inner, Ref) or isinstance(outer, Ref) or not (outer.any_of or outer.one_of):
            continue
        parts = tuple(part for part in inner.all_of if _included(part) != [union])
        if len(parts) == len(inner.all_of):
            continue
        _at(session, union).fault(
            f"this union has a branch that includes it ({branch}): write the properties that both "
            "have as a schema of their own"
        )
        if outer.properties:
            schemas[union] = replace(outer, any_of=(), one_of=())
            return union
        schemas[branch] = replace(inner, all_of=parts)
        return branch
    return None


def _without(schema: Schema | Ref, target: Pointer) -> Schema:
    """Take out what leads to a schema; of a reference nothing is left."""
    if isinstance(schema, Ref):
        return Schema(pointer=schema.pointer)

    def others(parts: tuple[Schema | Ref, ...]) -> tuple[Schema | Ref, ...]:
        return tuple(part for part in parts if target not in _included(part))

    return replace(
        schema,
        all_of=others(schema.all_of),
        any_of=others(schema.any_of),
        one_of=others(schema.one_of),
    )


def _refuse_towers(
    session: Session, graph: Mapping[Pointer, list[Pointer]], order: list[Pointer]
) -> Iterator[Pointer]:
    """Find what includes too much to be walked: everything downstream follows each `$ref` of it."""
    sizes: dict[Pointer, int] = {}
    depths: dict[Pointer, int] = {}
    for pointer in order:
        parts = graph[pointer]
        sizes[pointer] = 1 + sum(sizes[part] for part in parts)
        depths[pointer] = 1 + max((depths[part] for part in parts), default=0)
        if sizes[pointer] > MAX_INCLUDED or depths[pointer] > MAX_DEPTH:
            sizes[pointer] = depths[pointer] = 1
            _at(session, pointer).error(
                f"this schema includes others more than {MAX_DEPTH} levels deep, or more than "
                f"{MAX_INCLUDED} of them: write out what is meant"
            )
            yield pointer


def _at(session: Session, pointer: Pointer) -> Cursor:
    value, holder = session.library.value(pointer)
    return Cursor(value, pointer, session, holder)


def _included(schema: Schema | Ref) -> list[Pointer]:
    if isinstance(schema, Ref):
        return [schema.target]
    parts = (*schema.all_of, *schema.any_of, *schema.one_of)
    return [target for part in parts for target in _included(part)]
