"""What one edit does to values: asked of a schema with only that edit made.

The schema is the one that was edited as long as the ways into it are clear, else the outermost
that has a say of its own (`engross.diff.contexts`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from engross.diff.containment import PROVED, Answer, Verdict
from engross.diff.contexts import is_harmless, sign
from engross.diff.documents import Direction
from engross.diff.edits import Edit
from engross.diff.lifting import lifted
from engross.diff.questions import Question, Shelf
from engross.diff.walk import Pair
from engross.diff.ways import Way
from engross.ir import Api, Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Medium:
    """Which values are looked at."""

    direction: Direction
    as_text: bool = False
    """Whether they are sent as text that does not tell their types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was found out about an edit by one way."""

    verdict: Verdict
    path: str
    """Where the witness stands: where the edit does, or where its loss is felt."""
    felt: Json
    """What is lost to the schema that was asked, which has the witness inside it."""


class Judge:
    """Answers for the schemas of two revisions; each question is asked once."""

    def __init__(self, base: Api, revision: Api) -> None:
        self._shelves = {direction: Shelf(base, revision, direction) for direction in Direction}
        self._local: dict[tuple[object, ...], Verdict] = {}
        self._rulings: dict[tuple[object, ...], Ruling] = {}
        self._whole: dict[tuple[object, ...], Verdict] = {}

    def ruling(self, edit: Edit, way: Way, medium: Medium) -> Ruling:
        """Say whether an edit keeps its side's promise by one way.

        What was accepted in a request has to be accepted still; what is given in a response has
        to be something that was given before.
        """
        if self._shelves[medium.direction].is_hidden(way.steps):
            return _ruled(PROVED, way.path)
        return self._ruling(edit, way, 0, medium)

    def whole(self, pair: Pair, medium: Medium) -> Verdict:
        """Say whether all edits together keep their side's promise; open where that is much."""
        key = id(pair), medium
        if key not in self._whole:
            question = Question(self._shelves[medium.direction], pair)
            self._whole[key] = question.whole(as_text=medium.as_text)
        return self._whole[key]

    def _answer(self, edit: Edit, pair: Pair, medium: Medium) -> Verdict:
        key = id(edit), medium
        if key not in self._local:
            if is_harmless(edit, pair, medium.direction):
                self._local[key] = PROVED
            else:
                question = Question(self._shelves[medium.direction], pair)
                self._local[key] = question.answer(edit, as_text=medium.as_text)
        return self._local[key]

    def _ruling(self, edit: Edit, way: Way, level: int, medium: Medium) -> Ruling:
        """Ask the schema before an unclear step; behind the last of them, the one that changed."""
        if level == len(way.unclear):
            return _ruled(self._answer(edit, way.pair, medium), way.path)
        key = id(edit), medium, level, tuple(id(step) for _, step in way.steps)
        if key not in self._rulings:
            self._rulings[key] = self._lift(edit, way, level, medium)
        return self._rulings[key]

    def _lift(self, edit: Edit, way: Way, level: int, medium: Medium) -> Ruling:
        shelf, start = self._shelves[medium.direction], way.unclear[level]
        inner, turned = (
            self._ruling(edit, way, level + 1, one) for one in (medium, _turned(medium))
        )
        # Below `not`, what is gained inside is what is lost outside.
        between = way.steps[start : way.next_unclear(level)]
        turn = sign(between)
        if turn and (inner if turn > 0 else turned).verdict.answer is Answer.PROVED:
            return _ruled(PROVED, way.path)
        here, there = (lifted(shelf, between, ruling.felt) for ruling in (inner, turned))
        verdict = Question(shelf, way.pair, way.steps[start:]).answer(
            edit, as_text=medium.as_text, hints=(*here, *there)
        )
        place = way.path_to(start)
        is_inside = inner.path != place or verdict.witness is inner.felt
        if turn > 0 and is_inside and any(verdict.witness is value for value in here):
            return replace(inner, felt=verdict.witness)
        return _ruled(verdict, place)


def _ruled(verdict: Verdict, path: str) -> Ruling:
    return Ruling(verdict=verdict, path=path, felt=verdict.witness)


def _turned(medium: Medium) -> Medium:
    return replace(medium, direction=medium.direction.opposite)
