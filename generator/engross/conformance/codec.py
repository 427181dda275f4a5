"""Obligations about a codec between the contents that the spec describes and those of the wire."""

from __future__ import annotations

from collections.abc import Iterator

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.subject import Subject
from engross.conformance.surface import Surface

WORDS = "engross words"
"""What the runner's codec says of an answer that it does not take."""


def is_encodable(subject: Subject) -> bool:
    """Whether an operation sends and answers JSON, so that a codec has work in both directions."""
    sends = "json" in subject.request(subject.sampled(full=False))
    return sends and any(a.is_json and a.full is not None for a in subject.answers)


def codec_obligations(surface: Surface) -> Iterator[Obligation]:
    """Derive what a client owes that is given a codec, of an operation that is encodable."""
    outcome = [] if surface.probe.repeatable else ["may have been carried out"]
    yield surface.call(
        "codec/both-ways",
        "What a codec makes of the body is sent, with its header, and what it makes of the answer"
        " is read.",
        codec=True,
        answers=[{"encoded": True}],
        raw=True,
        returns={"at": {}},
    )
    yield surface.call(
        "codec/plain-success",
        "A success that the codec does not take is an error that says what may have been done.",
        codec=True,
        answers=[{"text": "engross"}],
        sends=Number("1"),
        raises={
            "errors": ["ResponseValidationError"],
            "mentions": ["cannot be decoded", WORDS, *outcome],
            "attributes": {"body": {"sent": True}},
        },
    )
    failure: Json = {"status": Number("501"), "text": "engross"}
    yield surface.call(
        "codec/plain-failure",
        "A failure that the codec does not take, a gateway's perhaps, is its status' error.",
        codec=True,
        answers=[failure],
        raises={"errors": ["InternalServerError"]},
    )
