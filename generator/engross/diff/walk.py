"""Pairs the schemas of two revisions and walks the graph of pairs, each pair once.

A pair that is met again while it is being compared is taken as equal there: a recursive schema
differs where its own words do, and those are looked at. So the work grows with the number of
pairs, never with the number of paths that lead to them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, Final, TypeAlias

from engross.diff.edits import INNER, Edit, schema_edits
from engross.diff.normal import Normal, Normals
from engross.diff.settled import Settled
from engross.ir import Api, Ref, Schema
from engross.pointer import Pointer

Key: TypeAlias = tuple[tuple[Pointer, ...], tuple[Pointer, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The way from a pair to one inside it."""

    keyword: str
    token: str
    """How the value's own path goes on: a property's name, `*` for any item or member; empty where
    the value is the same."""
    base: str = ""
    """Which of the keyword's schemas it is in the base: a name, an index."""
    revision: str = ""
    """Which it is in the revision."""


@dataclass(slots=True, kw_only=True, eq=False)
class Pair:
    """Two schemas that are to say the same."""

    base: Normal
    revision: Normal
    edits: tuple[Edit, ...] = ()
    inner: list[tuple[Step, Pair]] = field(default_factory=list)


class Walker:
    """Compares schemas of two APIs."""

    def __init__(self, base: Api, revision: Api, as_of: date | None = None) -> None:
        self.base = Normals(base)
        self.revision = Normals(revision)
        self._as_of = as_of
        self._outlines: Outlines = {}
        # A day can come between two revisions that say the same.
        self._settled = None if as_of else Settled(base, revision)
        self.pairs: dict[Key, Pair] = {}
        self._waiting: deque[Pair] = deque()

    def pair(self, base: Schema | Ref, revision: Schema | Ref) -> Pair | None:
        """Compare two schemas and all that is inside them; None where they are written alike."""
        if self._settled is not None and self._settled(base, revision):
            return None
        first = self._pair(base, revision)
        while self._waiting:
            waiting = self._waiting.popleft()
            if self._is_unread(waiting):
                continue
            edits = list(schema_edits(waiting.base, waiting.revision, self._as_of))
            for step, old, new in self._inside(waiting, edits):
                if self._settled is None or not self._settled(old, new):
                    waiting.inner.append((step, self._pair(old, new)))
            waiting.edits = tuple(edits)
        return first

    def _is_unread(self, pair: Pair) -> bool:
        """Whether one of the two was not understood, so that nothing can be said of them."""
        return not (
            self.base.api.unread.isdisjoint(pair.base.parts)
            and self.revision.api.unread.isdisjoint(pair.revision.parts)
        )

    def _pair(self, base: Schema | Ref, revision: Schema | Ref) -> Pair:
        key = self.base.identity(base), self.revision.identity(revision)
        known = self.pairs.get(key)
        if known is None:
            known = self.pairs[key] = Pair(base=self.base(base), revision=self.revision(revision))
            self._waiting.append(known)
        return known

    def _inside(
        self, pair: Pair, edits: list[Edit]
    ) -> Iterator[tuple[Step, Schema | Ref, Schema | Ref]]:
        """Yield the schemas inside two schemas that answer to each other."""
        base, revision = pair.base.schema, pair.revision.schema
        for name, old in sorted(base.properties.items(), key=itemgetter(0)):
            if (new := revision.properties.get(name)) is not None:
                yield _step("properties", name, name), old, new
        for keyword, old_map, new_map in (
            ("patternProperties", base.pattern_properties, revision.pattern_properties),
            ("dependentSchemas", base.dependent_schemas, revision.dependent_schemas),
        ):
            for name in sorted(old_map.keys() & new_map.keys()):
                token = "*" if keyword == "patternProperties" else ""
                yield _step(keyword, token, name), old_map[name], new_map[name]
        for index, (old, new) in enumerate(
            zip(base.prefix_items, revision.prefix_items, strict=False)
        ):
            yield _step("prefixItems", str(index), str(index)), old, new
        for name, (keyword, _) in INNER.items():
            old, new = getattr(base, name), getattr(revision, name)
            if old is not None and new is not None:
                yield _step(keyword, _INNER_TOKENS.get(name, ""), ""), old, new
        for name, keyword, word in _BRANCHES:
            yield from self._branches(pair, edits, name, keyword, word)

    def _branches(
        self, pair: Pair, edits: list[Edit], name: str, keyword: str, word: str
    ) -> Iterator[tuple[Step, Schema | Ref, Schema | Ref]]:
        old, new = getattr(pair.base.schema, name), getattr(pair.revision.schema, name)
        if not old and not new:
            return
        matched = match(self.base, old, self.revision, new, self._outlines)
        for before, after in matched.items():
            step = Step(keyword=keyword, token="", base=str(before), revision=str(after))
            yield step, old[before], new[after]
        for index, branch in enumerate(old):
            if index not in matched:
                edits.append(self._branch(pair, f"{word}-removed", keyword, branch, None))
        for index, branch in enumerate(new):
            if index not in matched.values():
                edits.append(self._branch(pair, f"{word}-added", keyword, None, branch))

    def _branch(
        self,
        pair: Pair,
        rule: str,
        keyword: str,
        old: Schema | Ref | None,
        new: Schema | Ref | None,
    ) -> Edit:
        branch = old or new
        assert branch is not None
        return Edit(
            rule=rule,
            base=pair.base.schema.pointer if old is None else old.pointer,
            revision=pair.revision.schema.pointer if new is None else new.pointer,
            keyword=keyword,
            member=label(branch),
        )


def _step(keyword: str, token: str, at: str) -> Step:
    return Step(keyword=keyword, token=token, base=at, revision=at)


_INNER_TOKENS: Final[Mapping[str, str]] = {
    "items": "*",
    "contains": "*",
    "additional_properties": "*",
    "property_names": "~",
    "unevaluated_items": "*",
    "unevaluated_properties": "*",
}
_BRANCHES: Final = (
    ("all_of", "allOf", "all-of"),
    ("any_of", "anyOf", "any-of"),
    ("one_of", "oneOf", "one-of"),
)


def label(branch: Schema | Ref) -> str:
    """Name a branch for people: by its component, else its title, else its types."""
    if isinstance(branch, Ref):
        return branch.target.last
    return branch.title or " or ".join(sorted(branch.type)) or branch.pointer.last


# --- Which branch answers to which ----------------------------------------------------------------


Outlines: TypeAlias = dict[object, int]
"""What schemas say → a number for each meaning, and where they are → the number of theirs."""


def match(
    base: Normals,
    old: tuple[Schema | Ref, ...],
    revision: Normals,
    new: tuple[Schema | Ref, ...],
    outlines: Outlines,
) -> dict[int, int]:
    """Pair the branches of a choice: those of one name, equal ones, then what is left over.

    Returns:
        Index in `old` → index in `new`.
    """

    def text(normals: Normals, branch: Schema | Ref) -> object:
        return outline(normals, branch, _DEEP, outlines)

    found: dict[int, int] = {}
    for tell in (_component, text, _title, _kind):
        _match_by(
            {i: tell(base, branch) for i, branch in enumerate(old) if i not in found},
            {i: tell(revision, branch) for i, branch in enumerate(new) if i not in found.values()},
            found,
        )
    return found


_DEEP: Final = 4


def _match_by(old: dict[int, object], new: dict[int, object], found: dict[int, int]) -> None:
    for i, mark in old.items():
        twins = [j for j, other in new.items() if other == mark and j not in found.values()]
        if mark is not None and twins:
            found[i] = twins[0]


def _component(_: Normals, branch: Schema | Ref) -> object:
    return branch.target.last if isinstance(branch, Ref) else None


def _title(_: Normals, branch: Schema | Ref) -> object:
    return None if isinstance(branch, Ref) else branch.title


def _kind(normals: Normals, branch: Schema | Ref) -> object:
    """Tell inline branches apart by their type; components have names that would have matched."""
    return None if isinstance(branch, Ref) else normals(branch).schema.type or None


def outline(normals: Normals, schema: Schema | Ref, depth: int, known: Outlines) -> int:
    """Number a schema by what it says; two that say the same have one number."""
    place = id(normals), normals.identity(schema), depth
    if place not in known:
        target = normals(schema).schema
        said = tuple(
            (name, _outlined(normals, value, depth - 1, known))
            for name, value in zip(_OUTLINED, _VALUES(target), strict=True)
            if value and depth
        )
        known[place] = known.setdefault(said, len(known))
    return known[place]


def _outlined(normals: Normals, value: Any, depth: int, known: Outlines) -> object:
    if isinstance(value, Schema | Ref):
        return outline(normals, value, depth, known)
    if isinstance(value, Mapping):
        return frozenset((k, _outlined(normals, item, depth, known)) for k, item in value.items())
    if isinstance(value, tuple | list):
        return tuple(_outlined(normals, item, depth, known) for item in value)
    return value if isinstance(value, frozenset) else (type(value) is bool, value)


_OUTLINED: Final = tuple(
    name
    for name in Schema.__dataclass_fields__
    if name
    not in {
        *("pointer", "source", "inferred", "extensions", "remarks", "title", "description"),
        *("examples", "default", "discriminator", "envelope", "sensitive", "const"),
    }
)
"""What is compared; a normal schema has its `const` in `enum`."""
_VALUES: Final = attrgetter(*_OUTLINED)
