"""What the samples of two revisions show: members that came or went, and never mere values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engross.ir import Json, json_type
from engross.trace.claims import ITEM, Claim, Kind, Path
from engross.trace.match import Matching, side_shown
from engross.trace.samples import leaves

if TYPE_CHECKING:
    from engross.trace.drift import Change


def newly_shown(
    matching: Matching, spec: Sequence[Path], fresh: Sequence[Claim]
) -> Iterator[Claim]:
    """Yield what a sample newly shows and no table tells of.

    Args:
        matching: The claims of both revisions.
        spec: The paths of the fields that the spec has.
        fresh: What else is new.
    """
    told = {*spec, *(c.path for c in fresh if c.kind is Kind.FIELD)}
    for sample, old in matching.pairs:
        side, value = side_shown(sample, spec), sample.said.get("value")
        if not side:
            continue
        had = {path for path, _ in leaves(old.said.get("value"))}
        for path, member in leaves(value):
            place = (side, *path)
            if path in had or place in told or path[-1] == ITEM:
                continue
            told.add(place)
            said: dict[str, Json] = (
                {"nullable": True} if member is None else {"type": json_type(member)}
            )
            yield Claim(
                kind=Kind.FIELD, name=path[-1], said=said, path=place,
                first=sample.first, last=sample.last, order=sample.order,
            )  # fmt: skip


def no_longer_shown(
    matching: Matching, fields: Sequence[Claim], told: Sequence[Claim]
) -> Iterator[Claim]:
    """Yield the fields that nothing but samples told of, and none shows any more.

    Args:
        matching: The claims of both revisions.
        fields: Those of the page and of the spec.
        told: The fields of both revisions that are told of otherwise.
    """
    known = {c.path: c for c in reversed(fields) if c.path}
    others = {claim.path for claim in told}
    had, has = dict[Path, Claim](), set[Path]()
    for sample, old in matching.pairs:
        if side := side_shown(old, [*known]):
            had = {(side, *path): old for path, _ in leaves(old.said["value"])} | had
            has |= {(side, *path) for path, _ in leaves(sample.said.get("value"))}
    for claim in matching.extra:
        if side := side_shown(claim, [*known]):
            has |= {(side, *path) for path, _ in leaves(claim.said["value"])}
    gone = [path for path in had if path in known and path not in has and path not in others]
    for path in gone:
        if path[:-1] not in gone:
            place = had[path]
            yield replace(known[path], first=place.first, last=place.last, order=place.order)


def shown_otherwise(matching: Matching, fields: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield the fields of which a sample shows a null or a type that was not shown: now and then.

    Args:
        matching: The claims of both revisions.
        fields: Those of the page and of the spec.
    """
    known = {c.path: c for c in reversed(fields) if c.path}
    told = {c.path: c for c, _ in matching.pairs if c.kind is Kind.FIELD}
    for sample, old in matching.pairs:
        side, had = side_shown(sample, [*known]), dict(_shape(old.said.get("value")))
        for path, kind in _shape(sample.said.get("value")) if side else ():
            field, was = known.get((side, *path)), had.get(path, kind)
            if field is None or kind == was or was == _NULL:
                continue
            said = told.get(field.path, field).said
            if kind == _NULL and said.get("nullable"):
                continue
            more = {"nullable": True} if kind == _NULL else {}
            now = replace(field, said={**said, **more, "sample": kind}, written=None)
            place = replace(now, first=sample.first, last=sample.last, order=sample.order)
            yield place, replace(field, said={**said, "sample": was})


def is_covered(claim: Claim, known: Sequence[Claim]) -> bool:
    """Whether a claim is a sample that shows nothing but known fields."""
    if claim.kind is not Kind.SAMPLE:
        return False
    paths = {c.path[1:] for c in known if c.kind is Kind.FIELD and c.path}
    return all(path in paths for path, _ in leaves(claim.said["value"]))


def is_explained(change: Change, changes: Sequence[Change]) -> bool:
    """Whether a sample only follows what is told of its fields, or has got more members."""
    if change.aspect != "value":
        return False
    types = dict(_shape(change.now))
    lost = [
        path
        for path, kind in _shape(change.was)
        if types.get(path) not in (kind, _NULL) and kind != _NULL
    ]
    told = {
        (other.old.path or ())[1:]
        for other in changes
        if other.old is not None and other.old.kind is Kind.FIELD and other.aspect in _STRUCTURE
    }
    return all(any(path[:n] in told for n in range(1, len(path) + 1)) for path in lost)


_STRUCTURE = frozenset({"", "name", "type", "items", "nullable", "sample"})
"""What a sample shows of a field; the first stands for the field itself."""


def same_shape(was: Json, now: Json) -> bool:
    """Whether two samples have the same members, of the same types: values are only examples."""
    return _shape(was) == _shape(now) != []


def _shape(value: Json) -> list[tuple[Path, str]]:
    return [(path, _kind(member)) for path, member in leaves(value)]


_NULL = "null"


def _kind(member: Json) -> str:
    """Name a type; a whole number is one of the values that any number may have."""
    kind = _NULL if member is None else json_type(member)
    return "number" if kind == "integer" else kind
