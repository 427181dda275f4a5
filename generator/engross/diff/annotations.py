"""Which of two annotations allows more: what a type checker would say of old code."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from engross.diff.surface import Kind, Surface

_WIDER: Final[Mapping[str, frozenset[str]]] = {
    "bool": frozenset({"int", "float"}),
    "int": frozenset({"float"}),
    "datetime": frozenset({"date"}),
}
"""Type → the types of Python whose place it can take (PEP 484, "The numeric tower")."""


@dataclass(frozen=True, kw_only=True)
class Types:
    """The types of a package that have names."""

    aliases: Mapping[str, str]
    bases: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, *surfaces: Surface) -> Types:
        """Collect the aliases and the base classes of packages; what is later counts."""
        aliases: dict[str, str] = {}
        bases: dict[str, frozenset[str]] = {}
        for surface in surfaces:
            for symbol in surface.symbols.values():
                token = f"models.{symbol.name.rpartition('.')[2]}"
                if symbol.kind is Kind.ALIAS:
                    aliases[token] = symbol.annotation
                elif symbol.kind in (Kind.CLASS, Kind.ENUM) and symbol.bases:
                    bases[token] = frozenset(symbol.bases)
        return cls(aliases=aliases, bases=bases)

    def covers(self, wide: str, narrow: str) -> bool:
        """Say whether a type can stand wherever another was asked for.

        Items of lists and mappings are compared like the lists were never written to.
        """
        return wide == narrow or self._covers(_parse(wide), _parse(narrow), frozenset())

    def _covers(self, wide: ast.expr, narrow: ast.expr, open_: frozenset[str]) -> bool:
        options = _options(wide)
        return all(
            any(self._takes(option, part, open_) for option in options)
            or self._opened(wide, part, open_)
            for part in _options(narrow)
        )

    def _opened(self, wide: ast.expr, narrow: ast.expr, open_: frozenset[str]) -> bool:
        """Compare once more with an alias, or a constant's values, written out."""
        name = ast.unparse(narrow)
        if name in self.aliases and name not in open_:
            return self._covers(wide, _parse(self.aliases[name]), open_ | {name})
        names = [ast.unparse(option) for option in _options(wide)]
        more = [
            self._covers(_parse(self.aliases[name]), narrow, open_ | {name})
            for name in names
            if name in self.aliases and name not in open_
        ]
        values = _values(narrow)
        if len(values) > 1:
            return all(self._covers(wide, _literal(value), open_) for value in values)
        return any(more)

    def _takes(self, wide: ast.expr, narrow: ast.expr, open_: frozenset[str]) -> bool:
        name, other = ast.unparse(wide), ast.unparse(narrow)
        # PEP 484, "The Any type": it is consistent with every type, in both directions.
        if "Any" in (name, other) or name == other or name in self.ancestors([other]):
            return True
        values = _values(narrow)
        if values and not isinstance(wide, ast.Subscript):
            kinds = {type(value).__name__ for value in values}
            return all(name == kind or name in _WIDER.get(kind, ()) for kind in kinds)
        if values:
            return {*map(repr, values)} <= {*map(repr, _values(wide))}
        return (
            isinstance(wide, ast.Subscript)
            and isinstance(narrow, ast.Subscript)
            and ast.unparse(wide.value) == ast.unparse(narrow.value)
            and not _values(wide)
            and self._covers(_last(wide), _last(narrow), open_)
        )

    def ancestors(self, names: Iterable[str]) -> frozenset[str]:
        """Give what classes inherit from, at any distance."""
        found, pending = set[str](), list(names)
        while pending:
            current = pending.pop()
            above = self.bases.get(current, frozenset()) | _WIDER.get(current, frozenset())
            pending += above - found
            found |= above
        return frozenset(found)


@cache
def _parse(annotation: str) -> ast.expr:
    return ast.parse(annotation, mode="eval").body


def _options(annotation: ast.expr) -> list[ast.expr]:
    """Take a union apart."""
    if isinstance(annotation, ast.BinOp):
        return [*_options(annotation.left), *_options(annotation.right)]
    return [annotation]


def _values(annotation: ast.expr) -> list[object]:
    """Give the values of a `Literal`."""
    if not isinstance(annotation, ast.Subscript) or ast.unparse(annotation.value) != "Literal":
        return []
    inner = annotation.slice
    listed = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    return [ast.literal_eval(value) for value in listed]


def _literal(value: object) -> ast.expr:
    return _parse(f"Literal[{value!r}]")


def _last(annotation: ast.Subscript) -> ast.expr:
    """Give the type of the items of a list, or of the values of a mapping, whose keys are texts."""
    inner = annotation.slice
    return inner.elts[-1] if isinstance(inner, ast.Tuple) else inner
