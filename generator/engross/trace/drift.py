"""What changed between two revisions of a page, as facts, and which nodes are stale now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

from engross.errors import EngrossError
from engross.ir import Json, json_type
from engross.pointer import Pointer
from engross.spec import Reading
from engross.trace.claims import ITEM, Claim, Kind, Path, same_words
from engross.trace.compare import Texts
from engross.trace.match import Matching, match
from engross.trace.pages import Page
from engross.trace.readers import read_page, reader_for, reader_name
from engross.trace.run import about
from engross.trace.samples import leaves
from engross.trace.spec_claims import spec_claims


class Verb(Enum):
    """What happened to a fact."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact that the new page says otherwise."""

    verb: Verb
    old: Claim | None
    """With the path and the node that the spec gives it."""
    new: Claim | None
    aspect: str = ""
    """What of it changed: `type`, `required`, `description`."""
    after: str = ""
    """Of a new field: the one that it follows on the page, by the name that the spec has."""
    stale: Pointer | None = None
    """The node of the spec that says what the page no longer says, or lacks what it says now."""

    @property
    def label(self) -> str:
        """Name what it is about."""
        claim = self.old or self.new
        assert claim is not None
        return claim.label

    @property
    def was(self) -> Json:
        """The value before."""
        return None if self.old is None else self.old.said.get(self.aspect)

    @property
    def now(self) -> Json:
        """The value now."""
        return None if self.new is None else self.new.said.get(self.aspect)


_NAMED: Final = (Kind.FIELD, Kind.PARAMETER, Kind.HEADER, Kind.SERVER)
"""What can be given another name."""
_ALIKE: Final = 0.6
"""How much of two descriptions, or of two names without one, is the same where it is a rename."""
_UNMARKED: Final = {"required": False, "nullable": False, "deprecated": False}


def drift(page: Page, new: Page, reading: Reading) -> tuple[Change, ...]:
    """Compare two revisions of a page.

    Args:
        page: The snapshot that the spec was transcribed from.
        new: The page as it is now.
        reading: The spec.

    Raises:
        EngrossError: One of the pages cannot be read, or the new one was cut off.
    """
    came = new.text.rstrip()
    if came and len(came) * 2 < len(page.text) and page.text.startswith(came):
        raise EngrossError(f"{new.path}: this is only the beginning of the page: it was cut off")
    new = replace(new, reader=reader_for(new, page.reader))
    before, now = read_page(page), read_page(new)
    spec = spec_claims(reading)
    known = _known(page, before, reading, spec)
    same_reader = reader_name(page) == reader_name(new)
    matching = match(now, known)
    gone, fresh = list(matching.missing), list(matching.extra)
    stale = _Stale(Texts(reading), known, spec)
    found: list[Change] = []
    before_it = {id(claim): old for claim, old in matching.pairs}
    moved: list[Claim] = []
    for claim, old in matching.pairs:
        found += _changed(claim, old, stale, same_reader=same_reader)
    for old, claim in _renamed(gone, fresh):
        gone.remove(old)
        fresh.remove(claim)
        before_it[id(claim)] = old
        moved.append(claim)
        found.append(
            Change(verb=Verb.RENAMED, old=old, new=claim, aspect="name", stale=old.pointer)
        )
        found += _changed(replace(claim, path=old.path), old, stale, same_reader=same_reader)
    found += [Change(verb=Verb.REMOVED, old=old, new=None, stale=stale.of(old)) for old in gone]
    fresh += _from_samples(matching, known, [*fresh, *moved])
    order = _Order([*(claim for claim, _ in matching.pairs), *moved, *fresh], before_it)
    for claim in fresh:
        if stale.has(claim) or (claim.kind is Kind.SAMPLE and _is_covered(claim, known)):
            continue
        found.append(
            Change(
                verb=Verb.ADDED, old=None, new=claim, after=order.before(claim),
                stale=_owner(claim, known),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=_place))


class _Stale:
    """Knows which node says what a page said."""

    def __init__(self, texts: Texts, known: Sequence[Claim], spec: Sequence[Claim]) -> None:
        self._places = {(claim.kind, claim.path) for claim in spec if claim.path}
        self._texts = texts
        operations = (claim.pointer for claim in known if claim.kind is Kind.OPERATION)
        self._operation = next(operations, None)

    def has(self, claim: Claim) -> bool:
        """Whether the spec has what the page only now tells of."""
        if claim.kind is Kind.TEXT:
            return self._texts.find(str(claim.said["text"])) is not None
        return bool(claim.path) and (claim.kind, claim.path) in self._places

    def of(self, old: Claim, aspect: str = "") -> Pointer | None:
        """Find the node; without an aspect, that of the whole claim."""
        if old.pointer is not None:
            return old.place_of(aspect) if aspect else old.pointer
        found = self._texts.find(str(old.said["text"])) if old.kind is Kind.TEXT else None
        return found or self._operation


class _Order:
    """Knows which field a new one follows on the page."""

    def __init__(self, claims: Sequence[Claim], known: Mapping[int, Claim]) -> None:
        self._places = sorted(
            (claim.first, claim.path[:-1], (known.get(id(claim)) or claim).name)
            for claim in claims
            if claim.kind is Kind.FIELD and claim.path
        )

    def before(self, claim: Claim) -> str:
        """Name the field of the same object that stands above; empty where none does."""
        above = (claim.path or ())[:-1]
        names = [n for line, path, n in self._places if path == above and line < claim.first]
        return names[-1] if names else ""


def _from_samples(
    matching: Matching, known: Sequence[Claim], fresh: Sequence[Claim]
) -> Iterator[Claim]:
    """Yield what a sample newly shows and no table tells of."""
    told = {c.path for c in (*known, *fresh) if c.kind is Kind.FIELD}
    sides = {id(sample): (field.path or ("",))[0] for sample, field in matching.shown}
    for sample, old in matching.pairs:
        side, value = sides.get(id(sample), ""), sample.said.get("value")
        if not side or not isinstance(value, dict | list):
            continue
        had = {path for path, _ in leaves(old.said.get("value"))}
        for path, member in leaves(value):
            if path in had or (side, *path) in told or path[-1] == ITEM:
                continue
            kind = json_type(member)
            said = {"nullable": True} if member is None else {"type": kind}
            yield Claim(
                kind=Kind.FIELD, name=path[-1], said=said, path=(side, *path),
                first=sample.first, last=sample.last,
            )  # fmt: skip


def _place(change: Change) -> tuple[int, str]:
    claim = change.new or change.old
    assert claim is not None
    return claim.first, change.aspect


def _known(
    page: Page, before: Sequence[Claim], reading: Reading, spec: Sequence[Claim]
) -> list[Claim]:
    """Give the claims of the old page the paths and the nodes of the spec."""
    matching = match(before, about(page, before, reading, spec))
    counterparts = {(claim.first, claim.kind, claim.name): f for claim, f in matching.pairs}
    placed = {(claim.first, claim.kind): claim for claim in matching.extra}
    found: list[Claim] = []
    for claim in before:
        name = claim.name.split(".")[-1].removesuffix("[]")
        counterpart = counterparts.get((claim.first, claim.kind, claim.name)) or counterparts.get(
            (claim.first, claim.kind, name)
        )
        if counterpart is not None:
            found.append(_as_in(counterpart, claim, name))
        else:
            found.append(placed.get((claim.first, claim.kind), claim))
    return found


def _as_in(counterpart: Claim, claim: Claim, name: str) -> Claim:
    """Give a claim of the page the node of the spec, and a field or parameter its path."""
    places = dict(counterpart.places)
    if claim.kind not in (Kind.FIELD, Kind.PARAMETER):
        return replace(claim, pointer=counterpart.pointer, places=places)
    return replace(
        claim, name=name, path=counterpart.path, pointer=counterpart.pointer, places=places
    )


def _changed(claim: Claim, old: Claim, stale: _Stale, *, same_reader: bool) -> Iterator[Change]:
    """Say what two revisions say of one thing otherwise."""
    for aspect in dict.fromkeys([*old.said, *claim.said]):
        was, now = (
            c.said.get(aspect) or _UNMARKED.get(aspect, c.said.get(aspect)) for c in (old, claim)
        )
        unknown = None in (was, now) and not same_reader
        if unknown or aspect == "side" or same_words(was, now) or _shape(was) == _shape(now) != []:
            continue
        if aspect == "value" and not _loses(was, now):
            continue
        yield Change(
            verb=Verb.CHANGED, old=old, new=claim, aspect=aspect, stale=stale.of(old, aspect)
        )
    if claim.kind is Kind.OPERATION and claim.name != old.name:
        yield Change(verb=Verb.RENAMED, old=old, new=claim, aspect="name", stale=old.pointer)


def _loses(was: Json, now: Json) -> bool:
    """Whether a sample lacks a member that an earlier one had, or has it of another type."""
    types = dict(_shape(now))
    return any(types.get(path) != kind for path, kind in _shape(was))


def _shape(value: Json) -> list[tuple[Path, str]]:
    """Say which members a sample has, and of which types: its values are only an example."""
    return [(path, type(member).__name__) for path, member in leaves(value)]


def _is_covered(claim: Claim, known: Sequence[Claim]) -> bool:
    paths = {c.path[1:] for c in known if c.kind is Kind.FIELD and c.path}
    return all(path in paths for path, _ in leaves(claim.said["value"]))


def _renamed(gone: Sequence[Claim], fresh: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Find fields that went and came at one place and are described alike."""
    found: list[tuple[Claim, Claim]] = []
    left = [*fresh]
    for old in gone:
        if old.kind not in _NAMED or not old.path:
            continue
        near = [
            claim
            for claim in left
            if claim.kind is old.kind and claim.path and claim.path[:-1] == old.path[:-1]
        ]
        best = max(near, key=lambda claim: _alike(old, claim), default=None)
        if best is not None and _alike(old, best) >= _ALIKE:
            found.append((old, best))
            left.remove(best)
    return found


def _alike(old: Claim, new: Claim) -> float:
    """Say how much of two descriptions is the same, from 0 to 1."""
    told, tells = _words(old), _words(new)
    if not (told and tells):
        names = SequenceMatcher(None, old.name.lower(), new.name.lower()).ratio()
        same = old.said.get("type") == new.said.get("type")
        return names if same else 0
    alike = SequenceMatcher(None, told, tells).ratio()
    return alike if old.said.get("type") == new.said.get("type") else alike * 0.8


def _words(claim: Claim) -> str:
    return str(claim.said.get("description", ""))


def _owner(claim: Claim, known: Sequence[Claim]) -> Pointer | None:
    """Find the node that a new fact belongs into: the object of a field, else the operation."""
    if claim.kind is Kind.FIELD and claim.path:
        siblings = (
            c.pointer
            for c in known
            if c.pointer and c.path and c.kind is Kind.FIELD and c.path[:-1] == claim.path[:-1]
        )
        sibling = next(siblings, None)
        if sibling is not None:
            return sibling.parent.parent
    return next((c.pointer for c in known if c.kind is Kind.OPERATION), None)
