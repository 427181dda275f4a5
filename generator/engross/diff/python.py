"""What a revision does to the Python package: the symbols of each finding, and what breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from engross.diff.apis import Reach
from engross.diff.breaks import Break, breaks
from engross.diff.edits import Edit
from engross.diff.judged import Finding
from engross.diff.rules import RULES, Category, Level
from engross.diff.sides import Side
from engross.diff.surface import Kind, Surface, Symbol, plan_surface
from engross.diff.symbols import Places, touched
from engross.errors import EngrossError
from engross.pointer import ROOT, Pointer, parse_pointer
from engross.provider import Settings, settings_beside

_NAMING: Final = frozenset({"api-tag-added", "api-tag-removed", "title-changed", "title-removed"})
"""Rules about texts that names of Python are made from."""


def with_python(
    base: Side, revision: Side, findings: Sequence[Finding], *, judge: bool
) -> tuple[Finding, ...]:
    """Say of each finding which symbols it changes, and add what else breaks callers.

    Both packages have the name that the revision's would have: it is chosen by whoever generates
    it. Where one of them cannot be generated, nothing is said.

    Args:
        base: The earlier document.
        revision: The later one.
        findings: What was found so far.
        judge: Whether to count as broken what works on the wire and not in Python.
    """
    settings = settings_beside(revision.path, revision.api)
    try:
        old, new = (_surface(side, settings) for side in (base, revision))
    except EngrossError:
        return tuple(findings)
    places = Places(old), Places(new)
    named = [replace(finding, python=touched(finding.edit, *places)) for finding in findings]
    if judge:
        causes = _Causes(named, old)
        for found in breaks(old, new):
            cause = causes.of(found)
            if cause is None:
                named.append(_own(found, old, new))
            else:
                named[cause] = _worsened(named[cause], found)
    return tuple(sorted(named, key=lambda finding: -finding.level))


def _surface(side: Side, settings: Settings) -> Surface:
    """Plan a side's package; names for places that it does not have are not for it."""
    names = {text: name for text, name in settings.names.items() if _has(side, text)}
    return plan_surface(side.api, replace(settings, names=names))


def _has(side: Side, text: str) -> bool:
    try:
        side.reading.library.value(parse_pointer(text))
    except (LookupError, ValueError):
        return False
    return True


class _Causes:
    """Finds the finding that a break follows from."""

    def __init__(self, findings: Sequence[Finding], base: Surface) -> None:
        self._about: dict[str, list[int]] = {}
        self._within: dict[str, list[int]] = {}
        self._taken: dict[Pointer, list[int]] = {}
        for index, finding in enumerate(findings):
            if finding.rule.categories == (Category.DOCS,) and finding.rule.id not in _NAMING:
                continue
            for name in finding.python:
                self._about.setdefault(name, []).append(index)
                for owner in _owners(name, base):
                    self._within.setdefault(owner, []).append(index)
            if finding.edit.base is not None and _takes_away(finding.edit):
                self._taken.setdefault(finding.edit.base, []).append(index)
        self._levels = [finding.level for finding in findings]

    def of(self, found: Break) -> int | None:
        """Give the worst finding that speaks of the symbol, or took it away; None without one."""
        name = found.symbol.name
        causes = self._about.get(name, [])
        if not causes and found.revision is None:
            causes = self._within.get(name) or list(self._takers(found.symbol))
        return max(causes, key=lambda index: self._levels[index], default=None)

    def _takers(self, symbol: Symbol) -> Iterator[int]:
        for place in symbol.places:
            while place.tokens:
                yield from self._taken.get(place, ())
                place = place.parent


def _owners(name: str, surface: Surface) -> Iterator[str]:
    """Name what a symbol is a part of, the nearest first."""
    while (symbol := surface.symbols.get(name)) is not None and symbol.owner:
        name = symbol.owner
        yield name


def _takes_away(edit: Edit) -> bool:
    """Whether a node is gone, or names what is inside it otherwise."""
    return edit.rule.endswith("-removed") or edit.rule == "api-operation-id-changed"


def _worsened(finding: Finding, found: Break) -> Finding:
    """Let a finding say what it breaks in Python."""
    return replace(
        finding,
        level=Level.BREAKING,
        python=tuple(dict.fromkeys((*finding.python, found.symbol.name))),
        breaks=(*finding.breaks, found.message),
        also=(*finding.also, *RULES[found.rule].categories),
    )


def _own(found: Break, base: Surface, revision: Surface) -> Finding:
    rule, symbol = RULES[found.rule], found.symbol
    return Finding(
        rule=rule,
        edit=Edit(
            rule=rule.id,
            base=_place(found.base),
            revision=_place(found.revision),
            member=symbol.name,
        ),
        level=Level.BREAKING,
        message=found.message,
        reach=(_reach(symbol, base if found.base else revision),),
        levels=(Level.BREAKING,),
        python=(symbol.name,),
    )


def _place(symbol: Symbol | None) -> Pointer | None:
    """Give where it comes from; what the package has anyway comes from the whole document."""
    return next(iter(symbol.places), ROOT) if symbol else None


def _reach(symbol: Symbol, surface: Surface) -> Reach:
    """Give the operation of a method or of its argument."""
    method = surface.symbols.get(symbol.owner) if symbol.kind is Kind.ARGUMENT else symbol
    places = method.places if method and method.kind is Kind.METHOD else ()
    for op in surface.api.operations:
        if op.pointer in places:
            return Reach(method=op.method, path=op.path)
    return Reach()
