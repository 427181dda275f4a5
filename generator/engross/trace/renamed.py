"""What two revisions of a page call otherwise, told apart from what went and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from engross.ir import Json
from engross.trace.claims import ITEM, Claim, Kind, Path

_NAMED: Final = (Kind.FIELD, Kind.PARAMETER, Kind.HEADER, Kind.SERVER)
"""What can be given another name."""
_TELLING: Final = frozenset({"default", "format", "minimum", "maximum", "pattern", "maxLength"})
"""What two things that are described by nothing else hardly have in common by chance."""
_BESIDE: Final = 0.1
"""What it adds to that, that two stand at one place among the fields around them."""
_APART: Final = 0.2
"""What it takes from that, where only names can be compared, that they stand apart."""
_ALIKE: Final = 0.6
"""How much of two descriptions, or of two names without one, is the same where it is a rename."""


def renamed(
    gone: Sequence[Claim], fresh: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]]
) -> list[tuple[Claim, Claim]]:
    """Find what went and came in one object and is described alike, the most alike first.

    Args:
        gone: What went.
        fresh: What came.
        pairs: What stayed, now and then: it says what stands between the same neighbours.
    """
    members = _Members(gone, fresh, pairs)
    near = [
        (
            _alike(old, claim)
            + (members.worth(old, claim) if _is_beside(old, claim, pairs) else _elsewhere(old)),
            old,
            claim,
        )
        for old in gone
        for claim in fresh
        if old.kind in _NAMED and old.kind is claim.kind and old.path and claim.path
        if old.path[:-1] == claim.path[:-1]
    ]  # fmt: skip
    found: list[tuple[Claim, Claim]] = []
    taken: set[int] = set()
    for likeness, old, claim in sorted(near, key=lambda pair: -pair[0]):
        if likeness >= _ALIKE and taken.isdisjoint({id(old), id(claim)}):
            taken |= {id(old), id(claim)}
            found.append((old, claim))
    return [*found, *_inside(found, gone, fresh)]


def _elsewhere(old: Claim) -> float:
    """Say what it costs to stand elsewhere: of names alone much is often the same."""
    return 0 if _words(old) else -_APART


class _Members:
    """Knows what is in objects, of those that went, came and stayed."""

    def __init__(
        self, gone: Sequence[Claim], fresh: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]]
    ) -> None:
        self._before = _by_holder([*gone, *(old for _, old in pairs)])
        self._now = _by_holder([*fresh, *(claim for claim, _ in pairs)])
        self._stayed = _by_holder([old for _, old in pairs])

    def worth(self, old: Claim, new: Claim) -> float:
        """Say what a common place adds: all where what is in two objects is the same."""
        if not (_is_made_of_others(old) and _is_made_of_others(new)):
            return _BESIDE
        before, now = (
            held.get(path) or held.get((*path, ITEM)) or {}
            for held, path in ((self._before, old.path or ()), (self._now, new.path or ()))
        )
        stayed = self._stayed.get(old.path or ()) or self._stayed.get((*(old.path or ()), ITEM))
        return 1 if stayed or _are_most_common(before, now) else _BESIDE


def holders_renamed(
    gone: Sequence[Claim], fresh: Sequence[Claim], fields: Sequence[Claim]
) -> Iterator[tuple[Claim, Claim]]:
    """Find objects that a page tells of by their fields alone, and calls otherwise now.

    Args:
        gone: What went.
        fresh: What came.
        fields: Those of the old page and of the spec.

    Yields:
        Each, then and now, and the fields in it.
    """
    known = {field.path: field for field in reversed(fields)}
    told = {claim.path: claim for claim in fresh}
    now = _by_holder(fresh)
    for path, lost in _by_holder(gone).items():
        for other, came in now.items():
            holder = known.get(path)
            if holder is None or other in known or other[:-1] != path[:-1]:
                continue
            if _are_most_common(lost, came):
                first = min(came.values(), key=lambda claim: claim.order)
                place = replace(
                    first, kind=holder.kind, name=other[-1], path=other, said=holder.said
                )
                yield holder, told.get(other, place)
                yield from ((lost[name], came[name]) for name in lost.keys() & came.keys())
                break


def _by_holder(claims: Sequence[Claim]) -> dict[Path, dict[str, Claim]]:
    """Put fields under the object that they are in."""
    found: dict[Path, dict[str, Claim]] = {}
    for claim in claims:
        if claim.kind is Kind.FIELD and claim.path:
            found.setdefault(claim.path[:-1], {})[claim.name] = claim
    return found


def _are_most_common(one: Mapping[str, Claim], other: Mapping[str, Claim]) -> bool:
    return len(one.keys() & other.keys()) > max(len(one), len(other)) * _ALIKE


def _is_beside(old: Claim, new: Claim, pairs: Sequence[tuple[Claim, Claim]]) -> bool:
    """Whether what went and what came stand between the same fields of their object."""
    above = (old.path or ())[:-1]
    same = [
        (claim.order < new.order, was.order < old.order)
        for claim, was in pairs
        if was.kind is old.kind and (was.path or ())[:-1] == above
    ]
    return all(now == then for now, then in same)


def _inside(
    found: Sequence[tuple[Claim, Claim]], gone: Sequence[Claim], fresh: Sequence[Claim]
) -> Iterator[tuple[Claim, Claim]]:
    """Pair the fields inside renamed objects: they are called what they were."""
    for old, new in found:
        before, now = old.path or (), new.path or ()
        inner = {c.path: c for c in fresh if c.kind is Kind.FIELD and c.path}
        for claim in gone:
            path = claim.path or ()
            if len(path) > len(before) and path[: len(before)] == before:
                same = inner.get((*now, *path[len(before) :]))
                if same is not None and claim.kind is Kind.FIELD:
                    yield claim, same


def _alike(old: Claim, new: Claim) -> float:
    """Say how much of two descriptions is the same, from 0 to 1."""
    told, tells = _words(old), _words(new)
    if _is_made_of_others(old) != _is_made_of_others(new):
        return 0
    if old.kind is Kind.SERVER:
        if told and told == tells:
            return 1
        told = tells = ""
    if "enum" in old.said and old.said["enum"] == new.said.get("enum") and told == tells:
        return 1
    same = old.said.get("type") == new.said.get("type")
    if not (told or tells) and _TELLING & old.said.keys() and _limits(old) == _limits(new):
        return 1
    if not (told and tells):
        names = SequenceMatcher(None, old.name.lower(), new.name.lower()).ratio()
        return names if same else 0
    alike = SequenceMatcher(None, told, tells).ratio()
    return alike if same else alike * 0.8


def _limits(claim: Claim) -> dict[str, Json]:
    return {key: value for key, value in claim.said.items() if key not in ("title", "required")}


def _is_made_of_others(claim: Claim) -> bool:
    """Whether a field is an object or a list."""
    return not {"object", "array"}.isdisjoint(str(claim.said.get("type")).split("/"))


def _words(claim: Claim) -> str:
    return str(claim.said.get("description", ""))


def restated(
    mine: Sequence[Claim], theirs: Sequence[Claim]
) -> tuple[list[Claim], list[tuple[Claim, Claim]]]:
    """Find an answer that only comes with another status now.

    Returns:
        The claims of the new page, with the paths that the old one gives them; and the answers,
        old and new.
    """
    before, now = _statuses(theirs), _statuses(mine)
    gone = [status for status in before if status not in now]
    came = [status for status in now if status not in before]
    if len(gone) != 1 or len(came) != 1:
        return list(mine), []
    [old], [new] = gone, came
    fields = [{c.path[1:] for c in claims if c.kind is Kind.FIELD and c.path and c.path[0] == side}
              for claims, side in ((theirs, old), (mine, new))]  # fmt: skip
    if len(fields[0] & fields[1]) * 2 < max(map(len, fields)):
        return list(mine), []
    moved = [_with_status(claim, new, old) for claim in mine]
    return moved, [(before[old], now[new])]


def _with_status(claim: Claim, new: str, old: str) -> Claim:
    if claim.kind is Kind.RESPONSE and claim.path == (new,):
        return replace(claim, name=old, path=(old,))
    if claim.kind in (Kind.FIELD, Kind.HEADER) and claim.path and claim.path[0] == new:
        path: Path = (old, *claim.path[1:])
        return replace(claim, path=path)
    return claim


def _statuses(claims: Sequence[Claim]) -> dict[str, Claim]:
    return {claim.name: claim for claim in claims if claim.kind is Kind.RESPONSE}
