"""What the samples of two revisions show: members that came or went, and never mere values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    lost = [path for path, kind in _shape(change.was) if types.get(path) != kind]
    told = {
        (other.old.path or ())[1:]
        for other in changes
        if other.old is not None and other.old.kind is Kind.FIELD and other.aspect in _STRUCTURE
    }
    return all(any(path[:n] in told for n in range(1, len(path) + 1)) for path in lost)


_STRUCTURE = frozenset({"", "name", "type", "items", "nullable"})
"""What a sample shows of a field; the first stands for the field itself."""


def same_shape(was: Json, now: Json) -> bool:
    """Whether two samples have the same members, of the same types: values are only examples."""
    return _shape(was) == _shape(now) != []


def _shape(value: Json) -> list[tuple[Path, str]]:
    return [(path, type(member).__name__) for path, member in leaves(value)]
