"""Pairs what a page says with what a spec says, or with what an earlier page said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from engross.trace.alike import ALIKE, is_same_failure, likeness, told_alike
from engross.trace.claims import ITEM, REQUEST, Claim, Kind, Path, same_words
from engross.trace.samples import leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which claims belong together."""

    pairs: tuple[tuple[Claim, Claim], ...]
    """A claim of the page and its counterpart."""
    extra: tuple[Claim, ...]
    """Claims of the page without one; fields have the path that they seem to stand at."""
    missing: tuple[Claim, ...]
    """What no claim of the page speaks of."""
    shown: tuple[tuple[Claim, Claim], ...] = ()
    """A sample and a field that it shows."""


def match(page: Sequence[Claim], other: Sequence[Claim]) -> Matching:
    """Pair the claims of a page.

    Args:
        page: In the page's order.
        other: Those of a spec, or of an earlier revision of the page; its fields have paths.
    """
    pairs: list[tuple[Claim, Claim]] = []
    extra: list[Claim] = []
    shown: list[tuple[Claim, Claim]] = []
    for claims, counterpart in sections(page, other):
        section = _Section(claims, counterpart)
        pairs += section.pairs()
        extra += section.extra
        shown += section.shown
    known = {id(claim) for _, claim in pairs}
    missing = [claim for claim in other if id(claim) not in known]
    return Matching(
        pairs=tuple(pairs), extra=tuple(extra), missing=tuple(missing), shown=tuple(shown)
    )


def sections(
    page: Sequence[Claim], other: Sequence[Claim]
) -> Iterator[tuple[list[Claim], list[Claim]]]:
    """Yield the claims about each operation, of both sides; nothing on the side that lacks it.

    What is alone on both sides is one operation, whatever it is called; of several the one that
    has the most fields in common is.
    """
    mine, theirs = _by_operation(page), _by_operation(other)
    fresh = [name for name in mine if name not in theirs]
    gone = [name for name in theirs if name not in mine]
    same = _same_operations({n: mine[n] for n in fresh}, {n: theirs[n] for n in gone})
    common = next((name for name in mine if same.get(name, name) in theirs), None)
    if common is not None:  # Servers are of no operation: they must not come or go with one.
        mine, theirs = _of_all(mine, common), _of_all(theirs, same.get(common, common))
    for name, claims in mine.items():
        yield claims, theirs.get(same.get(name, name), [])
    for name in gone:
        if name not in same.values():
            yield [], theirs[name]


def _of_all(found: Mapping[str, list[Claim]], name: str) -> dict[str, list[Claim]]:
    """Put the servers under one of the operations."""
    servers = [c for claims in found.values() for c in claims if c.kind is Kind.SERVER]
    own = {n: [c for c in claims if c.kind is not Kind.SERVER] for n, claims in found.items()}
    return {**own, name: [*servers, *own[name]]}


def _same_operations(
    fresh: Mapping[str, Sequence[Claim]], gone: Mapping[str, Sequence[Claim]]
) -> dict[str, str]:
    """Tell which operations are only called otherwise: new name → old name."""
    if len(fresh) == len(gone) == 1:
        return dict(zip(fresh, gone, strict=True))
    found: dict[str, str] = {}
    for old, claims in gone.items():
        names = _names(claims)
        shares = {
            new: len(names & _names(others)) / max(len(names | _names(others)), 1)
            for new, others in fresh.items()
            if new not in found
        }
        best = max(shares, key=lambda new: shares[new], default=None)
        if best is not None and shares[best] > 0.5:
            found[best] = old
    return found


def _names(claims: Sequence[Claim]) -> set[tuple[Kind, str]]:
    kinds = (Kind.FIELD, Kind.PARAMETER, Kind.FAILURE)
    return {(claim.kind, claim.name) for claim in claims if claim.kind in kinds}


def _by_operation(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Put claims under the operation that they follow; what stands before one is the first's."""
    found: dict[str, list[Claim]] = {}
    before: list[Claim] = []
    name = ""
    for claim in claims:
        name = claim.name if claim.kind is Kind.OPERATION else name
        (found.setdefault(name, []) if name else before).append(claim)
    if before and found:
        first = next(iter(found))
        found[first] = [*before, *found[first]]
    return found or {"": before}


class _Section:
    """The claims about one operation."""

    def __init__(self, page: Sequence[Claim], other: Sequence[Claim]) -> None:
        self._page = page
        self._other = other
        self._free = list(other)
        self.extra: list[Claim] = []
        self.shown: list[tuple[Claim, Claim]] = []

    def pairs(self) -> Iterator[tuple[Claim, Claim]]:
        """Yield the pairs, the surest first; what is left over is then in `extra`."""
        placed = [claim for claim in self._page if claim.path is not None]
        yield from self._equal(placed)
        yield from self._single(Kind.OPERATION)
        yield from self._parameters()
        yield from self._tables()
        yield from self._sequence()
        yield from self._failures()
        yield from self._alike()
        self._samples()

    def _take(self, claim: Claim, found: Claim | None) -> Iterator[tuple[Claim, Claim]]:
        if found is None:
            self.extra.append(claim)
        else:
            self._free = [free for free in self._free if free is not found]
            yield claim, found

    def _kinds(self, *kinds: Kind) -> list[Claim]:
        return [c for c in self._page if c.path is None and c.kind in kinds]

    def _equal(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
        """Pair what has a path with what has the same one."""
        for claim in claims:
            places = [f for f in self._free if (f.kind, f.path) == (claim.kind, claim.path)]
            yield from self._take(claim, next(iter(places), None))

    def _single(self, kind: Kind) -> Iterator[tuple[Claim, Claim]]:
        for claim in self._kinds(kind):
            yield from self._take(claim, next((f for f in self._free if f.kind is kind), None))

    def _parameters(self) -> Iterator[tuple[Claim, Claim]]:
        for claim in self._kinds(Kind.PARAMETER):
            path = (claim.group, claim.name)
            places = [f for f in self._free if f.kind is Kind.PARAMETER and f.path == path]
            yield from self._take(replace(claim, path=path), next(iter(places), None))

    # Tables: each is about one object.

    def _tables(self) -> Iterator[tuple[Claim, Claim]]:
        tables = [claim for claim in self._kinds(Kind.FIELD) if ":" in claim.group]
        taken: set[Path] = set()
        told: list[Claim] = []
        for group, rows in groupby(tables, key=lambda claim: claim.group):
            claims = [*rows]
            side, _, heading = group.partition(":")
            owner = self._owner(side, heading, claims, taken, told)
            taken.add(owner)
            placed = [_placed(claim, owner) for claim in claims]
            told += placed
            yield from self._equal(placed)

    def _owner(
        self, side: str, heading: str, claims: Sequence[Claim], taken: set[Path],
        told: Sequence[Claim],
    ) -> Path:  # fmt: skip
        """Find the object that a table is about: by its fields, and by the table's heading.

        It may be new: an object that a table above tells of, or a sample shows.
        """
        names = {claim.name.split(".")[0].removesuffix("[]") for claim in claims}
        shown = _owners_shown(self._page, side or _first_status(self._other))
        owners = {**_owners_told(told, side), **shown, **_owners(self._other, side)}
        words = _words_of(heading)

        def fit(owner: Path) -> tuple[float, bool]:
            named = bool(owner[1:]) and _word(owner[-1 - (owner[-1] == ITEM)]) in words
            share = len(names & owners[owner]) / len(names)
            return share + named + (not owner[1:] and not named) * 0.1, owner not in taken

        fallback = (side or _first_status(self._other),)
        return max(owners, key=fit, default=fallback)

    # Pages that lost their nesting: the order tells.

    def _sequence(self) -> Iterator[tuple[Claim, Claim]]:
        flat = [claim for claim in self._kinds(Kind.FIELD) if ":" not in claim.group]
        known = {f.path[0] for f in self._other if f.kind is Kind.FIELD and f.path}
        for side in dict.fromkeys(claim.group for claim in flat):
            mine = [claim for claim in flat if claim.group == side]
            wanted = {side} & known if side else known - {REQUEST, *(c.group for c in flat)}
            theirs = [
                claim
                for claim in self._free
                if claim.kind is Kind.FIELD and claim.path and claim.path[0] in wanted
            ]
            yield from self._aligned(mine, theirs, side or _first_status(theirs or self._other))

    def _aligned(
        self, mine: Sequence[Claim], theirs: Sequence[Claim], side: str
    ) -> Iterator[tuple[Claim, Claim]]:
        blocks = _blocks(mine, theirs)
        if torn := _torn(theirs, blocks):
            theirs = [found for n, found in enumerate(theirs) if n not in torn]
            blocks = _blocks(mine, theirs)
        placed: dict[int, Path] = {}
        """By the order of a field, where it stands."""
        above: Path = (side,)
        before: Path = (side,)
        """The last field that stands where it stood."""
        left: list[tuple[Claim, Path]] = []
        for tag, a, b, c, d in blocks:
            if tag == "equal":
                for claim, found in zip(mine[a:b], theirs[c:d], strict=True):
                    placed[claim.order] = found.path or ()
                    yield from self._take(replace(claim, path=found.path), found)
            inner: Path = ()
            for at, claim in enumerate(() if tag == "equal" else mine[a:b]):
                beside = theirs[min(c + at, d - 1) if d > c else d :][:1]
                owners = [above, *((one.path or above)[:-1] for one in beside)]
                owner = owners[-1] if d > c else max(owners, key=len)
                inner = inner or _within(claim, placed, mine[a:b])
                owner = inner or owner
                left.append((replace(claim, path=(*owner, claim.name)), before))
                placed[claim.order] = (*owner, claim.name)
                inner = (*owner, claim.name) if _is_opened(claim) and d == c else inner
            before = (theirs[d - 1].path or before) if d else before
            above = before[:-1] if d else above
            if tag == "equal" and d == len(theirs) and _is_opened(mine[b - 1]):
                above = before  # An object that nothing was known of, and nothing follows.
        free = {id(claim) for claim in self._free}
        yield from self._moved(left, [claim for claim in theirs if id(claim) in free])

    def _moved(
        self, left: Sequence[tuple[Claim, Path]], theirs: Sequence[Claim]
    ) -> Iterator[tuple[Claim, Claim]]:
        """Pair what only stands elsewhere in its object now: a field, or a row of fields."""
        free, at, claims = list(theirs), 0, [claim for claim, _ in left]
        while at < len(left):
            claim, before = left[at]
            starts = [n for n, found in enumerate(free) if found.name == claim.name]
            runs = {n: _run(claims[at:], free[n:]) for n in starts}
            same = [
                n
                for n in starts
                if free[n].path == claim.path
                or (runs[n] > 1 and _holds((free[n].path or ())[:-1], before))
            ]
            n = max(same, key=lambda n: (runs[n], free[n].path == claim.path), default=None)
            if n is None:
                n = max(starts, key=lambda n: runs[n], default=None)
                count = 1 if n is None else runs[n]
                shape = free[n : n + count] if n is not None and count > 1 else claims[at:][:1]
                self.extra += _shaped(claims[at : at + count], shape)
                at += count
                continue
            for claim, found in zip(claims[at : at + runs[n]], free[n : n + runs[n]], strict=True):
                yield from self._take(replace(claim, path=found.path), found)
            at += runs[n]
            del free[n : n + runs[n]]

    def _failures(self) -> Iterator[tuple[Claim, Claim]]:
        """Pair failures that have something in common, then those told alike at one place."""
        mine = self._kinds(Kind.FAILURE)
        theirs = [found for found in self._other if found.kind is Kind.FAILURE]
        surer: list[tuple[Claim, Claim]] = []
        for claim in mine:
            free = [found for found in self._free if found.kind is Kind.FAILURE]
            if fits := [found for found in free if is_same_failure(claim, found)]:
                surer.append((claim, fits[0]))
                yield from self._take(claim, fits[0])
        known = [id(claim) for pair in surer for claim in pair]
        for claim in (one for one in mine if id(one) not in known):
            alike = [
                found
                for found in self._free
                if found.kind is Kind.FAILURE and told_alike(claim, found)
                if _place_among(theirs, found, known) == _place_among(mine, claim, known)
            ]
            yield from self._take(claim, next(iter(alike), None))

    def _alike(self) -> Iterator[tuple[Claim, Claim]]:
        """Pair texts and samples with those of an earlier page that are the same, then alike."""
        for kind, aspect in ((Kind.TEXT, "text"), (Kind.SAMPLE, "value"), (Kind.CALL, "headers")):
            left: list[Claim] = []
            for claim in self._kinds(kind):
                free = [f for f in self._free if f.kind is kind]
                same = (f for f in free if same_words(f.said[aspect], claim.said[aspect]))
                if (found := next(same, None)) is not None:
                    yield from self._take(claim, found)
                else:
                    left.append(claim)
            for claim in left:
                free = [f for f in self._free if f.kind is kind]
                best = max(free, key=lambda f: likeness(f, claim, aspect), default=None)
                alike = best is not None and (
                    kind is Kind.CALL or likeness(best, claim, aspect) > ALIKE
                )
                yield from self._take(claim, best if alike else None)

    def _samples(self) -> None:
        """Note which fields the samples show, and what they show that is nowhere."""
        fields = {c.path: c for c in self._other if c.kind is Kind.FIELD and c.path}
        for claim in self._page:
            if side := side_shown(claim, [*fields]):
                places = [(side, *path) for path, _ in leaves(claim.said["value"])]
                self.shown += [(claim, fields[place]) for place in places if place in fields]


def side_shown(sample: Claim, fields: Sequence[Path]) -> str:
    """Choose what a sample shows: the body, or the answer with the most of its members.

    Args:
        sample: Any claim.
        fields: The paths of what is known.

    Returns:
        The first step of the paths of what it shows; empty where it is no sample.
    """
    value = sample.said.get("value")
    if sample.kind not in (Kind.SAMPLE, Kind.FAILURE) or not isinstance(value, dict | list):
        return ""
    known = dict.fromkeys(fields)
    shown = [path for path, _ in leaves(value)]
    is_sent = sample.said.get("side") == REQUEST
    failed = sample.kind is Kind.FAILURE

    def fit(side: str) -> tuple[int, bool]:
        return sum((side, *path) in known for path in shown), failed != (side[0] == "2")

    if sample.said.get("side") in {path[0] for path in known}:
        return str(sample.said["side"])
    wanted = [s for s in dict.fromkeys(path[0] for path in known) if (s == REQUEST) == is_sent]
    return max(wanted, key=fit, default="")


def _blocks(
    mine: Sequence[Claim], theirs: Sequence[Claim]
) -> list[tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]]:
    names = [claim.name for claim in mine], [claim.name for claim in theirs]
    return SequenceMatcher(None, *names, autojunk=False).get_opcodes()


def _torn(theirs: Sequence[Claim], blocks: Sequence[tuple[str, int, int, int, int]]) -> set[int]:
    """Find what seems to stay of objects that went with most of what was in them."""
    kept = {n for tag, _, _, c, d in blocks if tag == "equal" for n in range(c, d)}
    torn: set[int] = set()
    for n, holder in enumerate(theirs):
        above = holder.path or ()
        if n in kept or not _is_opened(holder):
            continue
        inside = [m for m, claim in enumerate(theirs) if m != n and _holds(above, claim.path or ())]
        stayed = kept.intersection(inside)
        torn |= stayed if len(stayed) * 2 <= len(inside) else set()
    return torn


def _shaped(claims: Sequence[Claim], shape: Sequence[Claim]) -> Iterator[Claim]:
    """Place fields below the first of them as others stand below theirs."""
    above, depth = (claims[0].path or ())[:-1], len(shape[0].path or ()) - 1
    for claim, known in zip(claims, shape, strict=True):
        yield replace(claim, path=(*above, *(known.path or ())[depth:]))


def _holds(owner: Path, path: Path) -> bool:
    """Whether a field is an object, or stands anywhere in it."""
    return path[: len(owner)] == owner


def _run(mine: Sequence[Claim], theirs: Sequence[Claim]) -> int:
    """Count how many fields follow each other on both sides, up to the end of an object."""
    owner = theirs[0].path or ()
    whole = (owner[:-1], owner)
    count = 0
    for claim, found in zip(mine, theirs, strict=False):
        path = found.path or ()
        is_inside = path[:-1] == whole[0] or path[: len(owner)] == whole[1]
        if claim.name != found.name or not is_inside:
            break
        count += 1
    return count


def _within(claim: Claim, placed: Mapping[int, Path], fresh: Sequence[Claim]) -> Path:
    """Give the items of the new list that a field stands in; nothing where it stands in none."""
    if claim.inside and any(one.order == claim.inside for one in fresh):
        return (*placed.get(claim.inside, ()), ITEM)
    return ()


def _is_opened(claim: Claim) -> bool:
    """Whether a new field is an object, so that what is new below it belongs to it."""
    return claim.said.get("type") == "object" and "[]" not in claim.name


def _placed(claim: Claim, owner: Path) -> Claim:
    """Put a row below the object of its table; dots in its name lead further down."""
    steps: list[str] = []
    for part in claim.name.split("."):
        steps += [part.removesuffix("[]"), *([ITEM] if part.endswith("[]") else [])]
    if steps[-1] == ITEM:
        steps.pop()
    return replace(claim, name=steps[-1], path=(*owner, *steps))


def _owners(claims: Sequence[Claim], side: str) -> dict[Path, set[str]]:
    """Give the objects of one side and the names of their fields."""
    owners: dict[Path, set[str]] = {}
    for claim in claims:
        if claim.kind is Kind.FIELD and claim.path and _is_sent(claim) == (side == REQUEST):
            owners.setdefault(claim.path[:-1], set()).add(claim.name)
    return owners


def _owners_told(claims: Sequence[Claim], side: str) -> dict[Path, set[str]]:
    """Give the objects of one side that fields are told to be, without fields of their own."""
    owners: dict[Path, set[str]] = {}
    for claim in claims:
        kinds = str(claim.said.get("type")).split("/")
        if claim.path and _is_sent(claim) == (side == REQUEST) and "object" in kinds:
            owners[claim.path] = set()
        elif claim.path and _is_sent(claim) == (side == REQUEST) and "array" in kinds:
            owners[(*claim.path, ITEM)] = set()
    return owners


def _words_of(heading: str) -> set[str]:
    """Give the words of a heading, and what two or three of them in a row are in one."""
    words = [_word(word) for word in heading.split()]
    return {"".join(words[at : at + n]) for n in (1, 2, 3) for at in range(len(words))}


def _word(name: str) -> str:
    """Set a name as a word of a heading: `billing_addresses` as `billingaddresse`."""
    return re.sub(r"[^a-z0-9]", "", name.lower()).removesuffix("s")


def _owners_shown(claims: Sequence[Claim], side: str) -> dict[Path, set[str]]:
    """Give the objects that the samples of one side show."""
    owners: dict[Path, set[str]] = {}
    for claim in claims:
        if claim.kind is Kind.SAMPLE and (claim.said.get("side") == REQUEST) == (side == REQUEST):
            for path, _ in leaves(claim.said.get("value")):
                owner = (side, *path[:-1])
                owners.setdefault(owner, set()).add(path[-1])
    return owners


def _is_sent(claim: Claim) -> bool:
    return claim.path is not None and claim.path[0] == REQUEST


def _first_status(claims: Sequence[Claim]) -> str:
    statuses = (c.path[0] for c in claims if c.kind is Kind.FIELD and c.path and not _is_sent(c))
    return next(statuses, "200")


def _place_among(claims: Sequence[Claim], claim: Claim, known: Sequence[int]) -> int:
    """Count the claims before one that have counterparts."""
    return sum(id(one) in known for one in claims[: claims.index(claim)])
