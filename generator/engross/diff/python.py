"""What a revision does to the Python package: the symbols of each finding, and what breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from engross.diff.breaks import Break, breaks, named_classes
from engross.diff.edits import Edit
from engross.diff.judged import Finding, told
from engross.diff.levels import Category, Level
from engross.diff.rules import RULES
from engross.diff.sides import Side
from engross.diff.surface import Kind, Surface, Symbol, plan_surfaces
from engross.diff.symbols import Places, touched
from engross.diff.touches import Reach
from engross.errors import EngrossError
from engross.ir import Api
from engross.pointer import Pointer, parse_pointer
from engross.provider import Settings, settings_beside
from engross.spec import without_collector

_TELLING: Final = frozenset(
    {
        *("api-tag-added", "api-tag-removed", "title-changed", "title-removed"),
        *("default-value-added", "default-value-removed"),
    }
)
"""Rules about words for readers that names and types of Python are made from all the same."""


@without_collector()
def with_python(
    base: Side, revision: Side, findings: Sequence[Finding], *, judge: bool
) -> tuple[Finding, ...]:
    """Say of each finding which symbols it changes, and add what else breaks callers.

    Both packages have the name that the revision's would have: it is chosen by whoever generates
    it. Where one of them cannot be generated, nothing is said; where one was not read whole, it is
    no break that something is missing.

    Args:
        base: The earlier document.
        revision: The later one.
        findings: What was found so far.
        judge: Whether to count as broken what works on the wire and not in Python.
    """
    settings = settings_beside(revision.path, revision.api)
    try:
        old, new = plan_surfaces(_choices(base, settings), _choices(revision, settings))
    except (EngrossError, RecursionError):
        return tuple(findings)
    whole = not (base.reading.errors or revision.reading.errors)
    places = Places(old), Places(new)
    named = [replace(finding, python=touched(finding.edit, *places)) for finding in findings]
    if judge and whole:
        _judge(named, old, new)
    return tuple(sorted(named, key=lambda finding: -finding.level))


def _judge(findings: list[Finding], base: Surface, revision: Surface) -> None:
    """Lay each break to the finding that it follows from, or else make it one of its own."""
    causes = _Causes(base, revision)
    for number, finding in enumerate(findings):
        causes.add(number, finding)
    for found in sorted(breaks(base, revision), key=_order):
        index = causes.of(found)
        if index is not None:
            findings[index] = _worsened(findings[index], found)
        else:
            causes.add(len(findings), own := _own(found, base, revision))
            findings.append(own)


def _choices(side: Side, settings: Settings) -> tuple[Api, Settings]:
    """Give what a side's package is planned from; names for places that it lacks are not for it."""
    names = {text: name for text, name in settings.names.items() if _has(side, text)}
    return side.api, replace(settings, names=names)


def _has(side: Side, text: str) -> bool:
    try:
        side.reading.library.value(parse_pointer(text))
    except (LookupError, ValueError):
        return False
    return True


def _order(found: Break) -> tuple[bool, str, str]:
    """Sort by name; what is gone comes first, since other breaks follow from it."""
    return not found.is_gone, found.symbol.name, found.edit.rule


class _Causes:
    """Finds the finding that a break follows from."""

    def __init__(self, base: Surface, revision: Surface) -> None:
        self._symbols = {**revision.symbols, **base.symbols}
        self._methods = {
            symbol.places[0]: symbol.name
            for surface in (base, revision)
            for symbol in surface.symbols.values()
            if symbol.kind is Kind.METHOD
        }
        self._calls = {
            (op.method, op.path): self._methods[op.pointer]
            for op in (*base.api.operations, *revision.api.operations)
        }
        self._models = f"{revision.package}.models."
        self._about: dict[str, list[int]] = {}
        self._within: dict[str, list[int]] = {}
        self._bodies: dict[str, list[int]] = {}
        self._taken: dict[Pointer, list[int]] = {}
        self._levels: dict[int, Level] = {}
        self._lasting = base.symbols.keys() & revision.symbols.keys()

    def add(self, index: int, finding: Finding) -> None:
        """Take a finding for a possible cause, unless it is about words for readers."""
        if finding.rule.categories == (Category.DOCS,) and finding.rule.id not in _TELLING:
            return
        self._levels[index] = finding.level
        for name in finding.python:
            self._about.setdefault(name, []).append(index)
            for owner in self._owners(name):
                self._within.setdefault(owner, []).append(index)
        for method in self._flattening(finding):
            self._bodies.setdefault(method, []).append(index)
        if finding.edit.base is not None and _takes_away(finding.edit):
            self._taken.setdefault(finding.edit.base, []).append(index)

    def of(self, found: Break) -> int | None:
        """Give the worst finding that speaks of the symbol, or took it away; None without one.

        Of equals the last counts: what was removed is sorted after what was added.
        """
        causes = self._about.get(found.symbol.name, [])
        if not causes and found.is_gone:
            causes = self._inside(found.symbol.name) or list(self._takers(found.symbol))
        if not causes and found.symbol.kind is Kind.ARGUMENT:
            causes = self._bodies.get(found.symbol.owner, [])
        if not causes and found.edit.rule == "python-annotation-changed":
            causes = list(self._of_classes(f"{found.edit.old} {found.edit.new}"))
        return max(causes, key=lambda index: (self._levels[index], index), default=None)

    def _of_classes(self, annotations: str) -> Iterator[int]:
        """Yield what is said of the classes in annotations that came or went."""
        for name in named_classes(annotations):
            if self._models + name not in self._lasting:
                yield from self._inside(self._models + name)

    def _inside(self, name: str) -> list[int]:
        return [*self._about.get(name, ()), *self._within.get(name, ())]

    def _owners(self, name: str) -> Iterator[str]:
        """Name what a symbol is a part of, the nearest first."""
        while (symbol := self._symbols.get(name)) is not None and symbol.owner:
            name = symbol.owner
            yield name

    def _flattening(self, finding: Finding) -> Iterator[str]:
        """Name the methods whose body is meant as a whole: whether it is taken apart may differ."""
        for reach in finding.reach:
            if reach.location == "body" and not reach.instance_path and not reach.status:
                yield from filter(None, [self._calls.get((reach.method, reach.path))])

    def _takers(self, symbol: Symbol) -> Iterator[int]:
        """Yield what took a node away that a symbol stands in, or gave its method another name."""
        for place in symbol.places:
            while place.tokens:
                yield from self._taken.get(place, ())
                method = self._methods.get(place, "")
                if method and method not in self._lasting:
                    yield from self._inside(method)
                place = place.parent


def _takes_away(edit: Edit) -> bool:
    """Whether a node is gone, or names what is inside it otherwise."""
    return edit.rule.endswith("-removed") or edit.rule.startswith("api-operation-id-")


def _worsened(finding: Finding, found: Break) -> Finding:
    """Let a finding say what it breaks in Python."""
    rule = RULES[found.edit.rule]
    return replace(
        finding,
        level=Level.BREAKING,
        levels=tuple(
            Level.BREAKING if level == finding.level else level for level in finding.levels
        ),
        python=tuple(dict.fromkeys((*finding.python, found.symbol.name))),
        breaks=(*finding.breaks, told(rule, found.edit, "`{}`")),
        also=(*finding.also, *rule.categories),
    )


def _own(found: Break, base: Surface, revision: Surface) -> Finding:
    rule = RULES[found.edit.rule]
    return Finding(
        rule=rule,
        edit=found.edit,
        level=Level.BREAKING,
        message=told(rule, found.edit, "`{}`"),
        reach=(_reach(found.symbol, revision if found.edit.base is None else base),),
        levels=(Level.BREAKING,),
        python=(found.symbol.name,),
    )


def _reach(symbol: Symbol, surface: Surface) -> Reach:
    """Give the operation of a method or of its argument."""
    method = surface.symbols.get(symbol.owner) if symbol.kind is Kind.ARGUMENT else symbol
    places = method.places if method and method.kind is Kind.METHOD else ()
    for op in surface.api.operations:
        if op.pointer in places:
            return Reach(method=op.method, path=op.path)
    return Reach()
