"""The documents that a question about two schemas is put with: whole ones where they are small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeAlias

from engross.diff.containment import (
    UNDECIDED,
    Answer,
    Form,
    Verdict,
    candidates,
    contained,
    is_witness,
)
from engross.diff.documents import Direction, Document, Library, closed, touched
from engross.diff.edits import Edit
from engross.diff.patches import patched, put
from engross.diff.walk import Pair, Step
from engross.diff.ways import Steps
from engross.ir import Api, Json, Schema
from engross.pointer import Pointer

Show: TypeAlias = Callable[[Library, Schema, list[Json]], Document]

_LARGEST: Final = 1000
"""Nodes of a document that is asked whole."""
_FEW: Final = 60
"""Values that are held against documents made for each of them."""


class Shelf:
    """The schemas of both revisions in one direction: what was said first, what is said then."""

    def __init__(self, base: Api, revision: Api, direction: Direction) -> None:
        self.direction = direction
        sides = {"base": base, "revision": revision}
        first, then = sides if direction is Direction.REQUEST else reversed(sides)
        self._first = first
        self.written = _library(sides, first, direction, writes=True)
        """The schemas whose values are looked at."""
        self.kept = _library(sides, first, direction, writes=False)
        """The same schemas as they are read."""
        self.read = _library(sides, then, direction, writes=False)
        """The schemas that are to allow these values."""
        self._hidden: dict[int, bool] = {}
        self.libraries = {library.name: library for library in (self.written, self.kept, self.read)}

    def first(self, pair: Pair) -> Schema:
        """Give the schema of a pair whose values are looked at."""
        return (pair.base if self._first == "base" else pair.revision).schema

    def then(self, pair: Pair) -> Schema:
        """Give the schema of a pair that is to allow these values."""
        return (pair.revision if self._first == "base" else pair.base).schema

    def places(self, edit: Edit) -> tuple[Pointer | None, Pointer | None]:
        """Tell where an edit stands in the schemas that are asked about, in this order."""
        places = edit.base, edit.revision
        return places if self._first == "base" else places[::-1]

    def at(self, step: Step) -> str:
        """Tell which schema of a keyword a step leads to, of those whose values are looked at."""
        return step.base if self._first == "base" else step.revision

    def is_hidden(self, steps: Steps) -> bool:
        """Whether a step leads into a property that nobody writes in this direction."""
        for pair, step in steps:
            if step.keyword == "properties":
                known = self._hidden.get(id(step))
                if known is None:
                    child = self.first(pair).properties[self.at(step)]
                    known = self._hidden[id(step)] = self.written.is_hidden(child)
                if known:
                    return True
        return False

    def closed(self, document: Document) -> Document | None:
        """Add the definitions a document needs; None where that is too much."""
        return closed(document, self.libraries, _LARGEST)


def _library(sides: dict[str, Api], name: str, direction: Direction, *, writes: bool) -> Library:
    word = f"{name}-{'written' if writes else 'read'}"
    return Library(name=word, api=sides[name], direction=direction, writes=writes)


class Question:
    """Asks about a pair of schemas, or the outermost of the steps that lead to it."""

    def __init__(self, shelf: Shelf, pair: Pair, steps: Steps = ()) -> None:
        self._shelf = shelf
        self._pair = pair
        self._steps = steps
        self._outer = steps[0][0] if steps else pair

    def answer(self, edit: Edit, *, as_text: bool, hints: Iterable[Json] = ()) -> Verdict:
        """Say whether one edit alone, and with it all others, loses no value."""
        shown = self._first(_whole), self._alone(edit, _whole, []), self._then(_whole)
        first, alone, then = map(self._shelf.closed, shown)
        if first is None or alone is None or then is None:
            return self._searched(edit, as_text, hints)
        inner = Form(first)
        verdict = contained(inner, Form(alone, as_text=as_text), hints)
        if verdict.answer is Answer.PROVED or alone == then:
            return verdict
        # Another edit may make good what this one takes away.
        either = self._shelf.closed({"anyOf": [shown[1], shown[2]]})
        if either is None:
            return self._searched(edit, as_text, hints)
        hints = (*hints, verdict.witness) if verdict.answer is Answer.REFUTED else hints
        return contained(inner, Form(either, as_text=as_text), hints)

    def whole(self, *, as_text: bool) -> Verdict:
        """Say whether all edits together lose no value."""
        first, then = map(self._shelf.closed, (self._first(_whole), self._then(_whole)))
        if first is None or then is None:
            return UNDECIDED
        return contained(Form(first), Form(then, as_text=as_text))

    # --- Schemas that are too large to be asked whole ---------------------------------------------

    def _searched(self, edit: Edit, as_text: bool, hints: Iterable[Json]) -> Verdict:
        """Look for a value that is lost, with outlines of the schemas to guess from."""
        tried = islice((*hints, *self._guesses(edit)), _FEW)
        for value in tried:
            if self._is_lost(edit, as_text, value):
                return Verdict(answer=Answer.REFUTED, witness=value)
        return UNDECIDED

    def _guesses(self, edit: Edit) -> Iterator[Json]:
        inner, outer = Form(self._first(_outline)), Form(self._alone(edit, _outline, []))
        yield from islice(
            (value for value in candidates(inner, outer) if is_witness(inner, outer, value)), _FEW
        )

    def _is_lost(self, edit: Edit, as_text: bool, value: Json) -> bool:
        def trimmed(library: Library, schema: Schema, values: list[Json]) -> Document:
            return library.trimmed(schema, values)

        return is_witness(
            Form(self._first(trimmed, [value])),
            Form(
                {
                    "anyOf": [
                        self._alone(edit, trimmed, [value]),
                        self._then(trimmed, [value]),
                    ]
                },
                as_text=as_text,
            ),
            value,
        )

    # --- Documents --------------------------------------------------------------------------------

    def _first(self, show: Show, values: list[Json] | None = None) -> Document:
        return show(self._shelf.written, self._shelf.first(self._outer), values or [])

    def _then(self, show: Show, values: list[Json] | None = None) -> Document:
        return show(self._shelf.read, self._shelf.then(self._outer), values or [])

    def _alone(self, edit: Edit, show: Show, values: list[Json], depth: int = 0) -> Any:
        """Print what is asked about first with only one edit made."""
        shelf = self._shelf
        if depth == len(self._steps):
            first, then = shelf.first(self._pair), shelf.then(self._pair)
            source, target = show(shelf.kept, first, values), show(shelf.read, then, values)
            return patched(source, target, edit, (first, then), shelf.places(edit))
        pair, step = self._steps[depth]
        at = shelf.at(step)
        inner = self._alone(edit, show, touched(step.keyword, at, values), depth + 1)
        return put(show(shelf.kept, shelf.first(pair), values), step, at, inner)


def _whole(library: Library, schema: Schema, _: list[Json]) -> Document:
    return library.document(schema)


def _outline(library: Library, schema: Schema, _: list[Json]) -> Document:
    return library.outline(schema)
