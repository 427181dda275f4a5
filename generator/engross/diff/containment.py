"""Whether one schema allows every value that another does: proved, refuted by a value, or open.

The proof is that of jsonschema-rs' canonical form; the value that refutes is found here and
checked by its validator, which knows nothing of the proof. Neither answer is ever a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import chain, islice
from typing import Any, Final

import jsonschema_rs
from jsonschema_rs import CanonicalSchema, Validator, canonical

from engross.diff.documents import DIALECT, Document, measured
from engross.diff.guesses import guesses
from engross.diff.samples import samples
from engross.diff.texts import readings, understood
from engross.ir import ABSENT, Json

_LARGE: Final = 200
"""Nodes of a schema from which on a proof takes longer than some values."""
_TRIES: Final = 400
"""Candidates for a witness that are tried at most."""


class Answer(Enum):
    """What is known of a containment."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"

    def is_worse_than(self, other: Answer) -> bool:
        """Whether it is worse news."""
        return _WORSE.index(self) > _WORSE.index(other)


_WORSE: Final = (Answer.PROVED, Answer.UNDECIDED, Answer.REFUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An answer and, where it is a refutation, its proof."""

    answer: Answer
    witness: Json = ABSENT
    """A value that the first schema allows and the second refuses."""


PROVED: Final = Verdict(answer=Answer.PROVED)
UNDECIDED: Final = Verdict(answer=Answer.UNDECIDED)


class Form:
    """A schema that can be asked; what it takes to ask is made when it is asked first."""

    def __init__(self, document: Document, *, as_text: bool = False) -> None:
        """Prepare a schema.

        Args:
            document: It, with its definitions.
            as_text: Whether values are read from text, where 1 and "1" are the same.
        """
        self.document = document
        self._as_text = as_text

    @cached_property
    def canonical(self) -> CanonicalSchema | None:
        """Its canonical form; None where that does not know its patterns."""
        document = understood(self.document) if self._as_text else self.document
        made: CanonicalSchema | None = _try(jsonschema_rs.canonicalize, document)
        return made

    @cached_property
    def _validator(self) -> Validator | None:
        made: Validator | None = _try(jsonschema_rs.validator_for, self.document)
        return made

    def allows(self, value: Json) -> bool | None:
        """Whether a value is allowed; None where the validator cannot tell."""
        if self._validator is None:
            return None
        try:
            if self._as_text:
                return any(map(self._validator.is_valid, readings(value)))
            return self._validator.is_valid(value)
        except ValueError:
            return None


def _try(make: Any, document: Document) -> Any:
    whole = {"$schema": DIALECT, **document} if isinstance(document, dict) else document
    try:
        return make(whole, validate_formats=True, offline=True)
    except (ValueError, jsonschema_rs.ReferencingError, canonical.CanonicalizationError):
        return None


def contained(inner: Form, outer: Form, hints: Iterable[Json] = ()) -> Verdict:
    """Say whether every value of one schema is a value of another.

    Args:
        inner: The schema whose values are looked at.
        outer: The schema that is to allow them.
        hints: Values that may refute it.
    """
    if inner.document == outer.document or outer.document is True:
        return PROVED
    for value in (*hints, *_first_guesses(inner, outer)):
        if is_witness(inner, outer, value):
            return Verdict(answer=Answer.REFUTED, witness=value)
    if is_proved(inner, outer):
        return PROVED
    for value in islice(candidates(inner, outer), _TRIES):
        if is_witness(inner, outer, value):
            return Verdict(answer=Answer.REFUTED, witness=value)
    return UNDECIDED


def _first_guesses(inner: Form, outer: Form) -> list[Json]:
    """Give what is worth a try before a proof; of small schemas a proof costs less."""
    _, nodes = measured(inner.document)
    if nodes < _LARGE:
        return []
    both = outer.document, inner.document
    return [value for document in both for value in islice(guesses(document), _TRIES // 6)]


def is_proved(inner: Form, outer: Form) -> bool:
    """Whether the canonical forms show that one schema contains another."""
    if inner.canonical is None or outer.canonical is None:
        return False
    try:
        return bool(outer.canonical.covers(inner.canonical) == canonical.Containment.YES)
    except canonical.CanonicalizationError:
        return False


def is_witness(inner: Form, outer: Form, value: Json) -> bool:
    """Whether a value is allowed by one schema and refused by another."""
    return inner.allows(value) is True and outer.allows(value) is False


def candidates(inner: Form, outer: Form) -> Iterator[Json]:
    """Yield values of the difference, as far as it has a form, then of the first schema."""
    left, right = inner.canonical, outer.canonical
    if left is not None and right is not None:
        with suppress(canonical.CanonicalizationError):
            yield from islice(samples(left.subtract(right)), _TRIES // 3)
    if left is not None:
        with suppress(canonical.CanonicalizationError):
            yield from islice(samples(left), _TRIES // 3)
    yield from chain(guesses(outer.document), guesses(inner.document))
