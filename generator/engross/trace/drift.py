"""What changed between two revisions of a page, as facts, and which nodes are stale now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from engross.ir import Json
from engross.pointer import Pointer
from engross.spec import Reading
from engross.spec.kinds import is_list
from engross.trace.claims import ITEM, Claim, Kind, Path, same_words
from engross.trace.compare import PROSE, Texts, same_prose, squeezed, unnamed
from engross.trace.cut_off import refuse_another, refuse_part
from engross.trace.headings import headings_changed
from engross.trace.implied import is_implied, is_label, label_told, once, together
from engross.trace.lines import lines_of
from engross.trace.match import match, sections
from engross.trace.pages import Page
from engross.trace.readers import read_page, reader_for, reader_name
from engross.trace.renamed import holders_renamed, renamed, restated
from engross.trace.run import about
from engross.trace.shown import (
    is_covered,
    is_explained,
    newly_shown,
    no_longer_shown,
    same_shape,
    shown_otherwise,
)
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
    """Of a new field the one that it follows on the page, by the name that the spec has; of prose
    the text above it."""
    lacks: Path = ()
    """Of a new field: the steps to it, from the node, that neither page nor spec tell of."""
    stale: Pointer | None = None
    """The node of the spec that says what the page no longer says, or lacks what it says now."""

    operation: Pointer | None = None
    """Of what is new: the node of the operation that it is said of."""
    parts: tuple[Claim, ...] = ()
    """Of an operation that came or went: all else that is said of it."""
    again: tuple[Claim, ...] = ()
    """Of a field: where else the page says the same, of the same node."""
    is_implied: bool = False
    """Whether it follows from another fact, so that it is written but not told."""

    @property
    def label(self) -> str:
        """Name what it is about."""
        claim = self.old or self.new
        assert claim is not None
        return claim.label

    @property
    def was(self) -> Json:
        """The value before."""
        return None if self.old is None else _said(self.old, self.aspect)

    @property
    def now(self) -> Json:
        """The value now."""
        return None if self.new is None else _said(self.new, self.aspect)


_LONG: Final = 24
"""From how many letters on a text is found within a line too."""
_UNMARKED: Final = {"required": False, "nullable": False, "deprecated": False}


def _said(claim: Claim, aspect: str) -> Json:
    """Give what a claim says of an aspect; of a mark that is not there, that it is not set."""
    return claim.said.get(aspect) or _UNMARKED.get(aspect, claim.said.get(aspect))


def drift(page: Page, new: Page, reading: Reading) -> tuple[Change, ...]:
    """Compare two revisions of a page.

    Args:
        page: The snapshot that the spec was transcribed from.
        new: The page as it is now.
        reading: The spec.

    Raises:
        EngrossError: One of the pages cannot be read, or the new one is cut off or another.
    """
    refuse_part(page, new)
    new = replace(new, reader=reader_for(new, page.reader))
    before, now = read_page(page), read_page(new)
    whole = spec_claims(reading)
    spec = about(page, before, reading, whole)
    known = _known(before, spec)
    refuse_another(page, new, known, now)
    readers = reader_name(page), reader_name(new)
    words = Texts(reading)
    stale = _Stale(words, known, spec)
    texts = _Words(page), _Words(new)
    found: list[Change] = []
    for mine, theirs in sections(now, known):
        if mine and theirs:
            found += _Section(mine, theirs, stale, readers).changes()
        else:
            found += _whole(mine, theirs, whole)
    found += _headings(headings_changed(page, new, known, words), found)
    return tuple(once(sorted((one for one in found if not _is_told(one, *texts)), key=_place)))


def _headings(
    changed: Iterable[tuple[Claim, Claim | None, Pointer]], found: Sequence[Change]
) -> list[Change]:
    """Tell of headings that are no part of another fact; one that went is taken out untold."""
    told = {str(change.was) for change in found}
    gone = [change.stale.tokens for change in found if change.verb is Verb.REMOVED and change.stale]
    return [
        Change(
            verb=Verb.REMOVED if new is None else Verb.CHANGED, old=old, new=new, stale=place,
            aspect="" if new is None else "text", is_implied=new is None,
        )
        for old, new, place in changed
        if str(old.said["text"]) not in told
        if not any(place.tokens[: len(tokens)] == tokens for tokens in gone)
    ]  # fmt: skip


def _whole(
    mine: Sequence[Claim], theirs: Sequence[Claim], spec: Sequence[Claim]
) -> Iterator[Change]:
    """Tell of an operation that came to the page or left it, with all that is said of it."""
    claims = mine or theirs
    operation = next((claim for claim in claims if claim.kind is Kind.OPERATION), None)
    if operation is None:
        return
    rest = tuple(claim for claim in claims if claim is not operation)
    if mine:
        placed = match(mine, []).extra
        rest = tuple(sorted((c for c in placed if c.kind is not Kind.OPERATION), key=_order))
        told = [one for one in spec if one.kind is Kind.OPERATION]
        same = (one.pointer for one in told if unnamed(one.name) == unnamed(operation.name))
        # One that the spec has from elsewhere is held against the page, once that is taken over.
        yield Change(
            verb=Verb.ADDED, old=None, new=operation, parts=rest, stale=next(same, None)
        )  # fmt: skip
    else:
        stale = operation.pointer
        yield Change(verb=Verb.REMOVED, old=operation, new=None, parts=rest, stale=stale)


class _Words:
    """The lines of a page, however they are set."""

    def __init__(self, page: Page) -> None:
        lines = [squeezed(line.text.lstrip("#")) for line in lines_of(page.text)]
        self._lines, self._text = frozenset(lines), "".join(lines)

    def have(self, text: str) -> bool:
        """Whether a text stands on the page; a short one has to be all of a line."""
        words = squeezed(text)
        return words in self._lines or (len(words) >= _LONG and words in self._text)


def _is_told(change: Change, before: _Words, now: _Words) -> bool:
    """Whether a text that seems to have come or gone is on both pages, in another place or form."""
    claim = change.new or change.old
    if claim is None or claim.kind is not Kind.TEXT or change.verb is Verb.CHANGED:
        return False
    return (before if change.verb is Verb.ADDED else now).have(str(claim.said["text"]))


class _Section:
    """Two revisions of what a page says of one operation."""

    def __init__(
        self,
        mine: Sequence[Claim],
        theirs: Sequence[Claim],
        stale: _Stale,
        readers: tuple[str | None, str | None],
    ) -> None:
        self._mine, self._statuses = restated(mine, theirs)
        self._known = theirs
        self._stale = stale
        self._readers = readers

    def changes(self) -> list[Change]:
        """List what changed."""
        matching = match(self._mine, self._known)
        gone, fresh = list(matching.missing), list(matching.extra)
        pairs, found = list(matching.pairs), list[Change]()
        fields = self._stale.fields(self._known)
        same = renamed(gone, fresh, matching.pairs)
        same += holders_renamed(*_without(same, gone, fresh), fields)
        gone, fresh = _without(same, gone, fresh)
        told_of = [c for c in (*self._mine, *self._known, *fresh) if c.kind is Kind.FIELD]
        renamed_ones = [old for old, _ in same]
        gone += no_longer_shown(matching, fields, [*told_of, *renamed_ones])
        for old, claim in same:
            pairs.append((replace(claim, path=old.path), old))
            found.append(_renaming(old, claim))
        for old, claim in self._statuses:
            found.append(_renaming(old, claim))
        found += [
            Change(verb=Verb.REMOVED, old=old, new=None, stale=self._stale.of(old)) for old in gone
        ]
        for claim, old in (*pairs, *shown_otherwise(matching, fields)):
            found += self._changed(claim, old)
        before_it = {id(claim): old for claim, old in matching.pairs}
        before_it |= {id(new): old for old, new in same}
        came = [claim for _, claim in same]
        fresh += newly_shown(matching, [c.path for c in fields if c.path], [*fresh, *came])
        for claim in fresh:
            known = self._stale.known(claim)
            if known is not None and known.decided is not None:
                found += self._newly_told(claim, known)
        operation = next((c.pointer for c in self._known if c.kind is Kind.OPERATION), None)
        prose = [claim for claim in self._mine if claim.kind is Kind.TEXT]
        told = {field.path for field in fields}
        news = {claim.path for claim in fresh if claim.kind is Kind.FIELD} - told
        order = _Order([*(claim for claim, _ in matching.pairs), *came, *fresh], before_it)
        found += [
            Change(
                verb=Verb.ADDED, old=None, new=claim,
                after=_said_above(claim, prose) or order.before(claim),
                stale=_owner(replace(claim, path=_outermost(holder, news)), self._known, fields),
                lacks=lacks, operation=operation,
            )
            for claim in fresh
            for holder, lacks in (_untold(claim, fields, fresh),)
            if not self._stale.has(claim) and not is_covered(claim, fields)
        ]  # fmt: skip
        return together([change for change in found if not is_explained(change, found)])

    @staticmethod
    def _newly_told(claim: Claim, known: Claim) -> Iterator[Change]:
        """Say what the page only now tells of a field that the spec has, and the spec does not."""
        for aspect in claim.said:
            if aspect not in _UNTOLD and _differs(known, claim, aspect, same_reader=True):
                stale = known.place_of(aspect)
                yield Change(verb=Verb.CHANGED, old=known, new=claim, aspect=aspect, stale=stale)

    def _changed(self, claim: Claim, old: Claim) -> Iterator[Change]:
        """Say what two revisions say of one thing otherwise."""
        same_reader = self._readers[0] == self._readers[1]
        aspects = [
            aspect
            for aspect in dict.fromkeys([*old.said, *claim.said])
            if aspect != "side" and _differs(old, claim, aspect, same_reader=same_reader)
        ]
        told = label_told(aspects, claim) if self._readers == _LABELLED else None
        for aspect in aspects:
            yield Change(
                verb=Verb.CHANGED, old=old, new=claim, aspect=aspect,
                stale=old.pointer if told is not None and is_label(aspect)
                else self._stale.of(old, aspect),
                is_implied=is_implied(aspect, aspects, told, old, claim)
                or self._stale.says(old, aspect, claim),
            )  # fmt: skip
        if claim.kind is Kind.OPERATION and claim.name != old.name:
            yield _renaming(old, claim)


def _without(
    same: Sequence[tuple[Claim, Claim]], gone: Sequence[Claim], fresh: Sequence[Claim]
) -> tuple[list[Claim], list[Claim]]:
    """Leave out of what went and came what is only called otherwise."""
    paired = {id(claim) for pair in same for claim in pair}
    return [c for c in gone if id(c) not in paired], [c for c in fresh if id(c) not in paired]


def _renaming(old: Claim, claim: Claim) -> Change:
    """Tell of another name; what is inside what was renamed keeps its own."""
    return Change(
        verb=Verb.RENAMED, old=old, new=claim, aspect="name", stale=old.pointer,
        is_implied=old.name == claim.name,
    )  # fmt: skip


_UNTOLD: Final = frozenset({"title", "value", "sample", "side"})
"""What a spec need not say that a page says."""
_LABELLED: Final = ("docusaurus-text", "docusaurus-text")
"""The readers of two revisions that print labels."""


def _differs(old: Claim, claim: Claim, aspect: str, *, same_reader: bool) -> bool:
    was, now = _said(old, aspect), _said(claim, aspect)
    if aspect == "type":
        was, now = (
            set(value.split("/")) if isinstance(value, str) else value for value in (was, now)
        )
        return was != now and (same_reader or None not in (was, now))
    if aspect == "enum" and is_list(was) and is_list(now):
        return sorted(map(str, was)) != sorted(map(str, now))
    if aspect in PROSE and isinstance(was, str) and isinstance(now, str):
        return not same_prose(was, now)
    unknown = None in (was, now) and not same_reader
    return not unknown and not same_words(was, now) and not same_shape(was, now)


class _Stale:
    """Knows which node says what a page said."""

    def __init__(self, texts: Texts, known: Sequence[Claim], spec: Sequence[Claim]) -> None:
        self._places = {(claim.kind, claim.path): claim for claim in reversed(spec) if claim.path}
        self._spec = spec
        self._texts = texts
        operations = (claim.pointer for claim in known if claim.kind is Kind.OPERATION)
        self._operation = next(operations, None)

    def has(self, claim: Claim) -> bool:
        """Whether the spec has what the page only now tells of."""
        if claim.kind is Kind.TEXT:
            return self._texts.find(str(claim.said["text"])) is not None
        return self.known(claim) is not None

    def known(self, claim: Claim) -> Claim | None:
        """Give what the spec says of a thing that the page only now tells of."""
        return self._places.get((claim.kind, claim.path)) if claim.path else None

    def fields(self, known: Sequence[Claim]) -> list[Claim]:
        """List the fields that a page and the spec have of one operation."""
        mine = [claim for claim in known if claim.kind is Kind.OPERATION]
        theirs = next((c for one, c in sections(mine, self._spec) if one and mine), self._spec)
        return [claim for claim in (*known, *theirs) if claim.kind is Kind.FIELD]

    def says(self, old: Claim, aspect: str, claim: Claim) -> bool:
        """Whether the spec has as its type what the page only now calls so."""
        known = self.known(old)
        is_new = aspect in old.said or aspect not in claim.said or not is_label(aspect)
        return not is_new and known is not None and known.said.get(aspect) == claim.said[aspect]

    def of(self, old: Claim, aspect: str = "") -> Pointer | None:
        """Find the node; without an aspect, that of the whole claim."""
        if old.pointer is not None:
            place = old.place_of(aspect) if aspect else old.pointer
            heading = str(old.said["heading"]) if aspect == "heading" else ""
            return (self._texts.find(heading, old.pointer) if heading else None) or place
        found = self._texts.find(str(old.said["text"])) if old.kind is Kind.TEXT else None
        return found or self._operation


class _Order:
    """Knows which field a new one follows on the page."""

    def __init__(self, claims: Sequence[Claim], known: Mapping[int, Claim]) -> None:
        self._places = sorted(
            (claim.order, claim.path[:-1], (known.get(id(claim)) or claim).name)
            for claim in claims
            if claim.kind is Kind.FIELD and claim.path
        )

    def before(self, claim: Claim) -> str:
        """Name the field of the same object that stands above; empty where none does."""
        above = (claim.path or ())[:-1]
        names = [n for order, path, n in self._places if path == above and order < claim.order]
        return names[-1] if names else ""


def _untold(claim: Claim, told: Sequence[Claim], fresh: Sequence[Claim]) -> tuple[Path, Path]:
    """Split the path of a new field, `fee.amount`, where the object it is in is told of nowhere.

    Returns:
        The path of the first step that is missing, and the missing steps; the whole path and
        nothing where the object is known.
    """
    path = claim.path or ()
    known = {one.path[:n] for one in told if one.path for n in range(1, len(one.path) + 1)}
    known |= {one.path for one in fresh if one.path}
    if claim.kind is not Kind.FIELD or path[:-1] in known or path[:1] not in known:
        return path, ()
    first = next(n for n in range(2, len(path)) if path[:n] not in known)
    if path[first - 1] == ITEM:
        return path, ()  # Of a list that is known the items are not: which they are is not told.
    return path[:first], path[first - 1 : -1]


def _outermost(path: Path, news: Collection[Path | None]) -> Path:
    """Give the path of the new object that a new field is in, or its own."""
    return next((path[:n] for n in range(2, len(path)) if path[:n] in news), path)


def _said_above(claim: Claim, prose: Sequence[Claim]) -> str:
    """Give the text that a new one follows below the same heading."""
    above = [one for one in prose if one.order < claim.order and one.group == claim.group]
    return str(above[-1].said["text"]) if above and claim.kind is Kind.TEXT else ""


def _order(claim: Claim) -> int:
    return claim.order


def _place(change: Change) -> tuple[int, int, str]:
    claim = change.new or change.old
    assert claim is not None
    return claim.first, claim.order, change.aspect


def _known(before: Sequence[Claim], spec: Sequence[Claim]) -> list[Claim]:
    """Give the claims of the old page the paths and the nodes of the spec."""
    matching = match(before, spec)
    counterparts = {claim.order: found for claim, found in matching.pairs}
    placed = {claim.order: claim for claim in matching.extra}
    found: list[Claim] = []
    for claim in before:
        name = claim.name.split(".")[-1].removesuffix("[]")
        if (counterpart := counterparts.get(claim.order)) is not None:
            found.append(_as_in(counterpart, claim, name))
        else:
            found.append(placed.get(claim.order, claim))
    return found


def _as_in(counterpart: Claim, claim: Claim, name: str) -> Claim:
    """Give a claim of the page the node of the spec, and a field or parameter its path."""
    places = dict(counterpart.places)
    if claim.kind not in (Kind.FIELD, Kind.PARAMETER):
        return replace(claim, pointer=counterpart.pointer, places=places)
    return replace(
        claim, name=name, path=counterpart.path, pointer=counterpart.pointer, places=places
    )


def _owner(claim: Claim, known: Sequence[Claim], told: Sequence[Claim]) -> Pointer | None:
    """Find the node that a new fact belongs into: the object of a field, else the operation."""
    operation = next((c.pointer for c in known if c.kind is Kind.OPERATION), None)
    if claim.kind is Kind.HEADER and claim.path:
        answers = (c.pointer for c in known if (c.kind, c.path) == (Kind.RESPONSE, claim.path[:-1]))
        return next(answers, operation)
    if claim.kind is not Kind.FIELD or not claim.path:
        return operation
    above = claim.path[:-1]
    fields = [c for c in told if c.pointer and c.path]
    sibling = next((c.pointer for c in fields if c.path and c.path[:-1] == above), None)
    if sibling is not None:
        return sibling.parent.parent
    holder = above[:-1] if above[-1] == ITEM else above
    return next((c.pointer for c in fields if c.path == holder), operation)
