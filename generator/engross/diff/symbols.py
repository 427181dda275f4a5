"""Which symbols of the Python package an edit is about.

A symbol is spelt as it is imported, with the synchronous name only: `cards.models.Card.status`,
`cards.models.Status.OPEN`, `cards.errors.CardClosedError`, `cards.resources.Cards.close`; an
argument has its callable before it: `cards.resources.Cards.close(reason)`, `cards.Cards(token)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from engross.diff.edits import Edit
from engross.diff.normal import same
from engross.diff.surface import Kind, Surface, Symbol
from engross.ir import ABSENT, Json, Schema
from engross.pointer import Pointer

_CLASSES = frozenset({Kind.CLASS, Kind.ENUM, Kind.ALIAS})
_MEMBERS = {"properties": Kind.FIELD, "required": Kind.FIELD, "enum": Kind.MEMBER}
"""Keyword → what its members are in Python."""


class Places:
    """Finds the symbols of a package by the nodes of the document."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self._at: dict[Pointer, list[Symbol]] = {}
        for symbol in surface.symbols.values():
            if symbol.kind is not Kind.MEMBER:
                for place in symbol.places:
                    self._at.setdefault(place, []).append(symbol)

    def of(self, pointer: Pointer | None, keyword: str = "", member: Json = ABSENT) -> list[Symbol]:
        """Give the symbols that a node, or one member of a keyword of it, is seen as."""
        if pointer is None:
            return []
        if keyword == "security":
            return [*self._above(pointer), *self._credentials(member)]
        above = self._above(pointer)
        kind = _MEMBERS.get(keyword)
        if kind is not None and member is not ABSENT:
            return self._members(pointer, above, kind, member) or above
        return above

    def _members(
        self, pointer: Pointer, above: list[Symbol], kind: Kind, member: Json
    ) -> list[Symbol]:
        owners = [*above, *self._flattened.get(pointer, ())]
        kinds = {kind, Kind.ARGUMENT} if kind is Kind.FIELD else {kind}
        return [
            part
            for owner in dict.fromkeys(owner.name for owner in owners)
            for part in self.surface.parts.get(owner, ())
            if part.kind in kinds and part.wire is not ABSENT and same(part.wire, member)
        ]

    def _above(self, pointer: Pointer) -> list[Symbol]:
        """Give what is made from a node or, where it is a part of something, from that.

        An inline schema that became a class is a part of what carries it, too.
        """
        found = list(_climb(pointer, self._at)) or list(_climb(pointer, self._carriers))
        return sorted(found, key=lambda symbol: symbol.kind in _CLASSES)

    def _credentials(self, member: Json) -> Iterator[Symbol]:
        """Give the arguments of the client for some schemes, or for all there are."""
        schemes = self.surface.api.security_schemes
        for name in member.split(" and ") if isinstance(member, str) else schemes:
            yield from self._at.get(schemes[name].pointer, ()) if name in schemes else ()

    @cached_property
    def _flattened(self) -> dict[Pointer, list[Symbol]]:
        """The methods that take the body of a schema apart into arguments."""
        found: dict[Pointer, list[Symbol]] = {}
        for op in self.surface.api.operations:
            schema = op.request_body.content[0].schema if op.request_body else None
            if schema is not None:
                methods = [s for s in self._at[op.pointer] if s.kind is Kind.METHOD]
                place = self.surface.api.resolve(schema).pointer.own
                found.setdefault(place, []).extend(methods)
        return found

    @cached_property
    def _carriers(self) -> dict[Pointer, list[Symbol]]:
        """The symbols whose values have a shared schema inside that has no name in `models`."""
        found: dict[Pointer, list[Symbol]] = {}
        for symbol in self.surface.symbols.values():
            for schema in self._unnamed(symbol):
                found.setdefault(schema.pointer.own, []).append(symbol)
        return found

    def _unnamed(self, symbol: Symbol) -> Iterator[Schema]:
        """Walk what is inside a symbol's values, as far as it has no symbol of its own."""
        api, seen = self.surface.api, set[Pointer]()
        pending = [symbol.schema] if symbol.schema is not None else []
        if isinstance(symbol.schema, Schema) and symbol.kind in _CLASSES:
            fields = {prop.pointer for prop in symbol.schema.properties.values()}
            pending = [child for child in symbol.schema.children() if child.pointer not in fields]
        while pending:
            written = pending.pop()
            schema = api.resolve(written)
            place = schema.pointer.own
            if schema.pointer not in seen and (schema is written or place not in self._at):
                seen.add(schema.pointer)
                if schema is not written:
                    yield schema
                pending.extend(schema.children())


def _climb(pointer: Pointer, places: Mapping[Pointer, list[Symbol]]) -> Iterator[Symbol]:
    node = pointer
    while node.tokens:
        here = places.get(node, [])
        yield from here
        if any(symbol.kind not in _CLASSES for symbol in here):
            return
        node = node.parent


def touched(edit: Edit, base: Places, revision: Places) -> tuple[str, ...]:
    """Name the symbols that an edit changes: as they are in the revision, or were in the base."""
    old = base.of(edit.base, edit.keyword, edit.member)
    new = revision.of(edit.revision, edit.keyword, edit.member)
    gone = [symbol for symbol in old if symbol.name not in revision.surface.symbols]
    if gone:
        known = {symbol.name for symbol in old}
        kinds = set() if edit.rule.endswith("-removed") else {symbol.kind for symbol in gone}
        new = [symbol for symbol in new if symbol.name in known or symbol.kind in kinds]
    names = (symbol.name for symbol in (*gone, *(new if gone or new else old)))
    return tuple(dict.fromkeys(names))
