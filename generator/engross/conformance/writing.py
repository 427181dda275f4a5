"""Obligations about the JSON that a model is written as, whatever a caller has put into it.

A model keeps members which the spec does not know; a caller may give them as any Python value.
"""

from __future__ import annotations

from collections.abc import Iterator

from engross.conformance.probe import STATE, THING, Probe
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, write
from engross.conformance.samples import Sampler

WRITTEN: dict[str, tuple[Json, str]] = {
    "decimal": ({"decimal": "1E+2"}, "1E+2"),
    "scale": ({"decimal": "15.00"}, "15.00"),
    "float": ({"float": "0.1"}, "0.1"),
    "integer": ({"integer": "7"}, "7"),
    "true": (True, "true"),
    "false": (False, "false"),
    "null": (None, "null"),
    "text": ('ü "\\\n\x00\u2028', '"ü \\"\\\\\\n\\u0000\u2028"'),
    "date": ({"date": "2025-01-02"}, '"2025-01-02"'),
    "time": ({"time": "10:11:12.5"}, '"10:11:12.500000"'),
    "moment": ({"date-time": "2025-01-02T03:04:05+00:00"}, '"2025-01-02T03:04:05.000Z"'),
    "moment-in-milliseconds": (
        {"date-time": "2025-01-02T03:04:05.123+00:00"},
        '"2025-01-02T03:04:05.123Z"',
    ),
    "exact-moment": (
        {"date-time": "2025-01-02T03:04:05.000001+02:00"},
        '"2025-01-02T03:04:05.000001+02:00"',
    ),
    "duration": ({"duration": "P1DT1.5S"}, '"P1DT1.5S"'),
    "no-duration": ({"duration": "PT0S"}, '"P0DT0S"'),
    "negative-duration": ({"duration": "-P1DT10S"}, '"-P1DT10S"'),
    "uuid": (
        {"uuid": "12345678-1234-5678-1234-567812345678"},
        '"12345678-1234-5678-1234-567812345678"',
    ),
    "list": ({"list": [{"decimal": "0.30"}, {"list": []}, "x"]}, '[0.30,[],"x"]'),
    "dict": (
        {"dict": {"a": {"dict": {}}, "b": {"date": "2025-01-02"}}},
        '{"a":{},"b":"2025-01-02"}',
    ),
}
"""A value, and how it stands in JSON."""
REFUSED: dict[str, tuple[Json, str, list[Json]]] = {
    "nan": ({"float": "nan"}, "ValueError", ["NaN"]),
    "infinity": ({"float": "inf"}, "ValueError", ["Infinity"]),
    "decimal-nan": ({"decimal": "NaN"}, "ValueError", ["NaN"]),
    "half-surrogate": ({"half-surrogate": ""}, "ValueError", ["surrogate"]),
    "object": ({"object": ""}, "TypeError", ["object"]),
}
"""A value for which JSON has no form, and what comes of it."""


def writing_obligations(probe: Probe) -> Iterator[Obligation]:
    """Derive the obligations from one class of the probe."""
    state = probe.shapes.of(probe.api.schemas[STATE])
    member: Json = {"enum": [state.name, state.labels[1]]}
    for variant, (value, text) in {**WRITTEN, "enum": (member, '"half-open"')}.items():
        claim = f"A member that the spec does not know is written as {text}."
        yield _obligation(probe, variant, claim, value, text=text)
    for variant, (value, error, mentions) in REFUSED.items():
        claim = f"A value for which JSON has no form is a {error}, and no text that is no JSON."
        raises: Json = {"builtin": error, "mentions": mentions}
        yield _obligation(probe, variant, claim, value, raises=raises)


def _obligation(
    probe: Probe, variant: str, claim: str, value: Json, *, text: str = "", **details: Json
) -> Obligation:
    shape = probe.shapes.of(probe.api.schemas[THING])
    least = Sampler(probe.shapes, full=False).sample(probe.api.schemas[THING])
    fields = {**least.python["fields"], "engross": value}
    whole = f'{write(least.wire)[:-1]},"engross":{text}}}'
    return Obligation(
        id=f"models/{shape.name}/written/{variant}",
        check="model",
        claim=claim,
        pointer=THING,
        details={
            "model": shape.name,
            "action": "write",
            "value": {"model": shape.name, "fields": fields},
            **({"text": whole} if text else {}),
            **details,
        },
    )
