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
    named = [replace(f, python=touched(f.edit, *places)) for f in findings]
    if judge:
        for found in breaks(old, new):
            _add(named, found, old, new)
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


def _add(findings: list[Finding], found: Break, base: Surface, revision: Surface) -> None:
    """Lay a break to the finding that caused it, else make it one of its own."""
    causes = [index for index, finding in enumerate(findings) if _causes(finding, found, base)]
    if not causes:
        findings.append(_own(found, base, revision))
        return
    index = max(causes, key=lambda index: findings[index].level)
    cause = findings[index]
    findings[index] = replace(
        cause,
        level=Level.BREAKING,
        breaks=(*cause.breaks, found.message),
        also=(*cause.also, *RULES[found.rule].categories),
    )


def _causes(finding: Finding, found: Break, base: Surface) -> bool:
    rule = finding.rule
    if rule.categories == (Category.DOCS,) and rule.id not in _NAMING:
        return False
    if any(_is_inside(name, found.symbol.name, base) for name in finding.python):
        return found.symbol.name in finding.python or found.revision is None
    return found.revision is None and _took(finding.edit, found.symbol)


def _is_inside(name: str, owner: str, surface: Surface) -> bool:
    while name:
        if name == owner:
            return True
        symbol = surface.symbols.get(name)
        name = symbol.owner if symbol else ""
    return False


def _took(edit: Edit, symbol: Symbol) -> bool:
    """Whether a node was removed, or named otherwise, and the symbol with it."""
    whole = edit.rule.endswith("-removed") or edit.rule == "api-operation-id-changed"
    return whole and edit.base is not None and any(_is_under(p, edit.base) for p in symbol.places)


def _is_under(place: Pointer, node: Pointer) -> bool:
    size = len(node.tokens)
    return place.document == node.document and place.tokens[:size] == node.tokens


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
