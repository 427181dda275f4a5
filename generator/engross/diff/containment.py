"""Whether one schema allows every value that another does: proved, refuted by a value, or open.

The proof is that of jsonschema-rs' canonical form; the value that refutes is found here and
checked by its validator, which knows nothing of the proof. Neither answer is ever a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any, Final

import jsonschema_rs
from jsonschema_rs import CanonicalSchema, Registry, Validator, canonical

from engross.diff.documents import DIALECT, Document
from engross.diff.samples import samples
from engross.ir import ABSENT, Json

_TRIES: Final = 400
"""Candidates for a witness that are tried at most."""


class Answer(Enum):
    """What is known of a containment."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An answer and, where it is a refutation, its proof."""

    answer: Answer
    witness: Json = ABSENT
    """A value that the first schema allows and the second refuses."""


PROVED: Final = Verdict(answer=Answer.PROVED)
UNDECIDED: Final = Verdict(answer=Answer.UNDECIDED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """A schema that can be asked."""

    document: Document
    canonical: CanonicalSchema | None
    """None where the canonical form does not know its dialect or its patterns."""
    validator: Validator | None
    """None where the schema is none."""


def form(document: Document, registry: Registry) -> Form:
    """Prepare a schema; its references lead into the registry."""
    whole = {"$schema": DIALECT, **document} if isinstance(document, dict) else document
    options: dict[str, Any] = {"registry": registry, "validate_formats": True, "offline": True}
    return Form(
        document=document,
        canonical=_try(jsonschema_rs.canonicalize, whole, options),
        validator=_try(jsonschema_rs.validator_for, whole, options),
    )


def _try(make: Any, document: Document, options: dict[str, Any]) -> Any:
    try:
        return make(document, **options)
    except (ValueError, jsonschema_rs.ReferencingError, canonical.CanonicalizationError):
        return None


def contained(inner: Form, outer: Form) -> Verdict:
    """Say whether every value of one schema is a value of another."""
    if inner.document == outer.document:
        return PROVED
    if inner.canonical is None or outer.canonical is None:
        return UNDECIDED
    answer = outer.canonical.covers(inner.canonical)
    if answer == canonical.Containment.YES:
        return PROVED
    for candidate in islice(_candidates(inner.canonical, outer.canonical), _TRIES):
        if is_witness(inner, outer, candidate):
            return Verdict(answer=Answer.REFUTED, witness=candidate)
    return UNDECIDED


def is_witness(inner: Form, outer: Form, value: Json) -> bool:
    """Whether a value is allowed by one schema and refused by another."""
    return allows(inner, value) is True and allows(outer, value) is False


def allows(schema: Form, value: Json) -> bool | None:
    """Whether a value is allowed; None where the validator cannot tell."""
    if schema.validator is None:
        return None
    try:
        return schema.validator.is_valid(value)
    except ValueError:
        return None


def _candidates(inner: CanonicalSchema, outer: CanonicalSchema) -> Iterator[Json]:
    """Yield values of the difference, as far as it has a form, then of the first schema."""
    with suppress(canonical.CanonicalizationError):
        yield from islice(samples(inner.subtract(outer)), _TRIES // 2)
    yield from samples(inner)
