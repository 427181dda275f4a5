"""What goes wrong on purpose: broken connections, late and torn answers, values nobody has seen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from random import Random
from typing import Final

from engross.ir import Json, Schema
from engross.mock.messages import Ending, Response
from engross.mock.schemas import Schemas
from engross.mock.walk import changed
from engross.mock.writing import Choice

UNKNOWN: Final = "engross-unknown"
"""The name of the members, and the value of the enums, that no document knows."""
DELAY: Final = 1.0
"""Seconds that a late answer is late."""
_SPARED: Final = 2
"""One request of so many goes wrong."""


class Chaos(Enum):
    """One thing that goes wrong."""

    DROP_BEFORE = "drop-before"
    """The connection is closed once the head of the request is there: nothing was done."""
    DROP_DURING = "drop-during"
    """It is reset while the body of the request is sent."""
    DROP_AFTER = "drop-after"
    """It is closed when the whole request is there: it was done, but no answer comes."""
    DELAY = "delay"
    """The answer is late."""
    TRUNCATE = "truncate"
    """The connection is closed in the middle of the answer's body."""
    UNKNOWN_FIELD = "unknown-field"
    """Each object of the answer has a member that no document knows."""
    UNKNOWN_ENUM = "unknown-enum"
    """Each value of an enum is one that no document knows."""


BY_NAME: Final = {chaos.value: chaos for chaos in Chaos}


def drawn(seed: int, number: int) -> Chaos | None:
    """Draw what goes wrong with a request; the same for the same seed.

    Args:
        seed: Of the run.
        number: How many requests came before it.
    """
    random = Random(f"{seed} {number}")  # noqa: S311  # no secret
    return None if random.randrange(_SPARED) else random.choice(list(Chaos))


def disturbed(response: Response, chaos: Chaos) -> Response:
    """Let the delivery of an answer go wrong."""
    if chaos is Chaos.DELAY:
        return replace(response, delay=DELAY)
    if chaos is Chaos.TRUNCATE:
        return replace(response, ending=Ending.CUT)
    if chaos in _SILENT:
        return replace(response, ending=Ending.SILENT)
    return response


_SILENT: Final = frozenset({Chaos.DROP_BEFORE, Chaos.DROP_DURING, Chaos.DROP_AFTER})


def spoilt(schemas: Schemas, choice: Choice, chaos: Chaos) -> Choice:
    """Put into an answer what its document does not know."""
    change = _CHANGES.get(chaos)
    if change is None or choice.media is None:
        return choice
    schema = choice.media.item_schema or choice.media.schema
    if schema is None:
        return choice
    values = choice.value
    if isinstance(values, list) and choice.media.item_schema is not None:
        spoilt_value: Json = [changed(schemas, schema, value, change) for value in values]
    else:
        spoilt_value = changed(schemas, schema, values, change)
    return replace(choice, value=spoilt_value)


def _with_field(said: Schema, value: Json) -> Json:
    if isinstance(value, dict) and said.properties:
        return {**value, UNKNOWN: UNKNOWN}
    return value


def _with_enum(said: Schema, value: Json) -> Json:
    if said.enum is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return max(known for known in said.enum if isinstance(known, int | Decimal)) + 1
    return UNKNOWN if isinstance(value, str) else value


_CHANGES: Final = {Chaos.UNKNOWN_FIELD: _with_field, Chaos.UNKNOWN_ENUM: _with_enum}
