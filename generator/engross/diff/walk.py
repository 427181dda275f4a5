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
from operator import itemgetter
from typing import Final, TypeAlias

from engross.diff.edits import INNER, Edit, schema_edits
from engross.diff.normal import Normal, normalise
from engross.ir import ABSENT, Api, Ref, Schema
from engross.pointer import Pointer

Key: TypeAlias = tuple[tuple[Pointer, ...], tuple[Pointer, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The way from a pair to one inside it."""

    keyword: str
    token: str
    """How the value's own path goes on: a property's name, `*` for any item or member; empty where
    the value is the same."""


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
        self.base = base
        self.revision = revision
        self._as_of = as_of
        self.pairs: dict[Key, Pair] = {}
        self._waiting: deque[Pair] = deque()

    def pair(self, base: Schema | Ref, revision: Schema | Ref) -> Pair:
        """Compare two schemas and all that is inside them."""
        first = self._pair(base, revision)
        while self._waiting:
            waiting = self._waiting.popleft()
            if self._is_unread(waiting):
                continue
            edits = list(schema_edits(waiting.base, waiting.revision, self._as_of))
            for step, old, new in self._inside(waiting, edits):
                waiting.inner.append((step, self._pair(old, new)))
            waiting.edits = tuple(edits)
        return first

    def _is_unread(self, pair: Pair) -> bool:
        """Whether one of the two was not understood, so that nothing can be said of them."""
        return not (
            self.base.unread.isdisjoint(pair.base.parts)
            and self.revision.unread.isdisjoint(pair.revision.parts)
        )

    def _pair(self, base: Schema | Ref, revision: Schema | Ref) -> Pair:
        key = (identity(self.base, base), identity(self.revision, revision))
        known = self.pairs.get(key)
        if known is None:
            known = self.pairs[key] = Pair(
                base=normalise(self.base, base), revision=normalise(self.revision, revision)
            )
            self._waiting.append(known)
        return known

    def _inside(
        self, pair: Pair, edits: list[Edit]
    ) -> Iterator[tuple[Step, Schema | Ref, Schema | Ref]]:
        """Yield the schemas inside two schemas that answer to each other."""
        base, revision = pair.base.schema, pair.revision.schema
        for name, old in sorted(base.properties.items(), key=itemgetter(0)):
            if (new := revision.properties.get(name)) is not None:
                yield Step(keyword="properties", token=name), old, new
        for keyword, old_map, new_map in (
            ("patternProperties", base.pattern_properties, revision.pattern_properties),
            ("dependentSchemas", base.dependent_schemas, revision.dependent_schemas),
        ):
            for name in sorted(old_map.keys() & new_map.keys()):
                token = "*" if keyword == "patternProperties" else ""
                yield Step(keyword=keyword, token=token), old_map[name], new_map[name]
        for index, (old, new) in enumerate(
            zip(base.prefix_items, revision.prefix_items, strict=False)
        ):
            yield Step(keyword="prefixItems", token=str(index)), old, new
        for name, (keyword, _) in INNER.items():
            old, new = getattr(base, name), getattr(revision, name)
            if old is not None and new is not None:
                yield Step(keyword=keyword, token=_INNER_TOKENS.get(name, "")), old, new
        for name, keyword, word in _BRANCHES:
            yield from self._branches(pair, edits, name, keyword, word)

    def _branches(
        self, pair: Pair, edits: list[Edit], name: str, keyword: str, word: str
    ) -> Iterator[tuple[Step, Schema | Ref, Schema | Ref]]:
        old, new = getattr(pair.base.schema, name), getattr(pair.revision.schema, name)
        if not old and not new:
            return
        matched = match(self.base, old, self.revision, new)
        for before, after in matched.items():
            yield Step(keyword=keyword, token=""), old[before], new[after]
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


def identity(api: Api, schema: Schema | Ref) -> tuple[Pointer, ...]:
    """Name a schema by the places it is written in; a reference is what it leads to."""
    if isinstance(schema, Ref):
        here = (schema.pointer,) if any(_written(schema)) else ()
        return (*here, *identity(api, api.schemas[schema.target]))
    return (schema.pointer,)


def _written(ref: Ref) -> Iterator[bool]:
    """Tell of each thing that may stand beside a `$ref` whether it does."""
    flags = (ref.deprecated, ref.read_only, ref.write_only, ref.sensitive)
    yield from (bool(said) for said in (ref.description, ref.extensions, ref.remarks, *flags))
    yield ref.default is not ABSENT


def label(branch: Schema | Ref) -> str:
    """Name a branch for people: by its component, else its title, else its types."""
    if isinstance(branch, Ref):
        return branch.target.last
    return branch.title or " or ".join(sorted(branch.type)) or branch.pointer.last


# --- Which branch answers to which ----------------------------------------------------------------


def match(
    base: Api,
    old: tuple[Schema | Ref, ...],
    revision: Api,
    new: tuple[Schema | Ref, ...],
) -> dict[int, int]:
    """Pair the branches of a choice: equal ones, then those of one name, then what is left over.

    Returns:
        Index in `old` → index in `new`.
    """
    found: dict[int, int] = {}
    for tell in (_text, _name, _kind):
        _match_by(
            {i: tell(base, branch) for i, branch in enumerate(old) if i not in found},
            {i: tell(revision, branch) for i, branch in enumerate(new) if i not in found.values()},
            found,
        )
    return found


def _match_by(old: dict[int, object], new: dict[int, object], found: dict[int, int]) -> None:
    for i, mark in old.items():
        twins = [j for j, other in new.items() if other == mark and j not in found.values()]
        if mark is not None and twins:
            found[i] = twins[0]


def _text(api: Api, branch: Schema | Ref) -> object:
    """Tell branches apart by everything they say."""
    return outline(api, branch, depth=4)


def _name(_: Api, branch: Schema | Ref) -> object:
    return branch.target.last if isinstance(branch, Ref) else branch.title


def _kind(api: Api, branch: Schema | Ref) -> object:
    """Tell inline branches apart by their type; components have names that would have matched."""
    if isinstance(branch, Ref):
        return None
    return normalise(api, branch).schema.type or None


def outline(api: Api, schema: Schema | Ref, *, depth: int) -> object:
    """Reduce a schema to something that compares equal where the schemas say the same."""
    target = normalise(api, schema).schema
    if depth == 0:
        return (schema.target.last,) if isinstance(schema, Ref) else ()
    return tuple(
        (name, _outlined(api, getattr(target, name), depth - 1))
        for name in _OUTLINED
        if getattr(target, name)
    )


def _outlined(api: Api, value: object, depth: int) -> object:
    if isinstance(value, Schema | Ref):
        return outline(api, value, depth=depth)
    if isinstance(value, Mapping):
        return {str(key): _outlined(api, item, depth) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_outlined(api, item, depth) for item in value]
    return value


_OUTLINED: Final = tuple(
    name
    for name in Schema.__dataclass_fields__
    if name
    not in {
        *("pointer", "source", "inferred", "extensions", "remarks"),
        *("title", "description", "examples"),
        *("default", "discriminator", "envelope", "sensitive"),
    }
)
