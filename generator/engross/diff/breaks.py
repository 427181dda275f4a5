"""What of a package's surface no longer does what callers wrote it for.

Only what breaks is listed: what was added, accepts more, or gives less breaks nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engross.diff.annotations import Types
from engross.diff.edits import Edit
from engross.diff.surface import Kind, Surface, Symbol
from engross.ir import ABSENT, Json
from engross.pointer import ROOT, Pointer

_MODEL = re.compile(r"models\.(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing that callers have to change, or that a type checker tells them."""

    edit: Edit
    symbol: Symbol
    """As callers know it."""
    is_gone: bool = False


def breaks(base: Surface, revision: Surface) -> Iterator[Break]:
    """Compare two packages of one name."""
    comparison = _Comparison(
        renamed=_renamed(base, revision),
        models=f"{revision.package}.models.",
        types=Types.of(base, revision),
    )
    gone: set[str] = set()
    for name, old in base.symbols.items():
        new = revision.symbols.get(name)
        if old.owner in gone:
            gone.add(name)
        elif new is None or old.kind is not new.kind:
            gone.add(name)
            yield from comparison.removed(old, new)
        else:
            yield from comparison.changed(old, new)
    for name, new in revision.symbols.items():
        if name not in base.symbols and new.owner in base.symbols and new.owner not in gone:
            yield from comparison.added(new)


@dataclass(frozen=True, kw_only=True)
class _Comparison:
    renamed: Mapping[str, str]
    """Class that is gone → the class that is in its place."""
    models: str
    """What stands before the name of a class."""
    types: Types

    def removed(self, old: Symbol, new: Symbol | None) -> Iterator[Break]:
        """Yield what is no longer there, or something else."""
        name = old.name.removeprefix(self.models)
        heir = None if new is None else new.kind.value
        if name in self.renamed:
            heir = f"{self.models}{self.renamed[name]}"
        rule = "python-symbol-removed" if heir is None else "python-symbol-replaced"
        edit = _edit(rule, old, new, new=ABSENT if heir is None else heir)
        yield Break(edit=edit, symbol=old, is_gone=True)

    def added(self, new: Symbol) -> Iterator[Break]:
        """Yield what callers have to give that they could not give before."""
        if new.required and new.given:
            edit = _edit("python-signature-changed", None, new, new="required")
            yield Break(edit=edit, symbol=new)

    def changed(self, old: Symbol, new: Symbol) -> Iterator[Break]:
        """Yield how what is still there is used otherwise."""
        for before, after in self._signatures(old, new):
            edit = _edit("python-signature-changed", old, new, old=before, new=after)
            yield Break(edit=edit, symbol=old)
        before, after = self._translated(old.annotation), new.annotation
        if before != after and not self._fits(old, before, after):
            edit = _edit("python-annotation-changed", old, new, old=old.annotation, new=after)
            yield Break(edit=edit, symbol=old)

    def _signatures(self, old: Symbol, new: Symbol) -> Iterator[tuple[str, Json]]:
        if new.required and not old.required and old.given:
            yield "optional", "required"
        if old.position is not None and new.position != old.position:
            place = "keyword" if new.position is None else f"argument {new.position + 1}"
            yield f"argument {old.position + 1}", place
        for base in old.bases:
            if self._translated(base) not in {*new.bases, *self.types.ancestors(new.bases)}:
                yield f"a subclass of {base}", ABSENT

    def _fits(self, old: Symbol, before: str, after: str) -> bool:
        """Say whether old code goes with a new type."""
        if before == "None" and old.kind is Kind.METHOD:
            return True  # Nobody reads what is nothing.
        accepted = not old.given or self.types.covers(after, before)
        return accepted and (not old.got or self.types.covers(before, after))

    def _translated(self, annotation: str) -> str:
        """Write an annotation of the base with the names of the revision."""
        return _MODEL.sub(
            lambda found: f"models.{self.renamed.get(found[1], found[1])}", annotation
        )


def _edit(
    rule: str,
    before: Symbol | None,
    after: Symbol | None,
    *,
    old: Json = ABSENT,
    new: Json = ABSENT,
) -> Edit:
    symbol = before or after
    return Edit(
        rule=rule,
        base=_place(before),
        revision=_place(after),
        member=None if symbol is None else symbol.name,
        old=old,
        new=new,
    )


def _place(symbol: Symbol | None) -> Pointer | None:
    """Give where it comes from; what the package has anyway comes from the whole document."""
    return next(iter(symbol.places), ROOT) if symbol else None


def _renamed(base: Surface, revision: Surface) -> dict[str, str]:
    """Find the classes that have another name now: they stand where the old ones stood."""
    found: dict[str, str] = {}
    pending = [
        (old, revision.symbols[name])
        for name, old in sorted(base.symbols.items())
        if name in revision.symbols
    ]
    while pending:
        old, new = pending.pop()
        if old.annotation == new.annotation and old.bases == new.bases:
            continue
        lost = [name for name in _classes(old) if not revision.model(name) and name not in found]
        fresh = [name for name in _classes(new) if not base.model(name)]
        if len(lost) != len(fresh):
            continue
        for before, after in zip(lost, fresh, strict=True):
            found[before] = after
            pending += _pairs(base, before, revision, after)
    return found


def named_classes(annotation: str) -> list[str]:
    """Name what an annotation mentions of `models`."""
    return list(dict.fromkeys(_MODEL.findall(annotation)))


def _classes(symbol: Symbol) -> list[str]:
    return named_classes(" ".join((symbol.annotation, *symbol.bases)))


def _pairs(
    base: Surface, before: str, revision: Surface, after: str
) -> Iterator[tuple[Symbol, Symbol]]:
    """Pair two classes and what is inside them."""
    old, new = base.model(before), revision.model(after)
    if old is None or new is None:
        return
    yield old, new
    theirs = {repr(part.wire): part for part in revision.parts.get(new.name, ())}
    for part in base.parts.get(old.name, ()):
        if repr(part.wire) in theirs:
            yield part, theirs[repr(part.wire)]
