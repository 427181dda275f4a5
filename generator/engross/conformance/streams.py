"""Obligations about answers that are read as they come."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from engross.conformance.items import body, items
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.conformance.subject import Answer, Subject
from engross.ir import MediaType
from engross.names import SEQUENTIAL, STREAMED, body_kind

LINES = "engross ü\r\n\rlast"
JUNK = {"events": "data: {]\n\n", "json-lines": "{]\n", "json-texts": "\x1e{]"}
"""An item that is no JSON."""
BYTES = b"\x00engross\r\n\xff"


def stream_obligations(subject: Subject) -> Iterator[Obligation]:
    """Derive the obligations about the first answer of an operation that can be streamed."""
    found = next(_streamed(subject), None)
    if found is None or subject.op.method == "HEAD":
        return
    answer, media = found
    stream = _Stream(subject, answer, media)
    yield from stream.read()
    yield from stream.refused()
    if body_kind(media) in SEQUENTIAL:
        yield from stream.contradicted()


def whole_obligations(
    subject: Subject, answer: Answer, media: MediaType, call: Mapping[str, Json]
) -> Iterator[Obligation]:
    """Derive what a call gives that reads such an answer to its end."""
    made = items(subject.shapes, subject.api, media)
    if made:
        yield Obligation(
            id=f"{subject.key}/response/{answer.response.status}/{media.content_type}/whole",
            check="call",
            claim=f"A body of {media.content_type} that is read whole is a list of its items.",
            pointer=media.pointer,
            details={
                "operation": subject.key,
                "answer": {
                    "status": Number(str(answer.status)),
                    "text": body(media, [sample.wire for sample in made]),
                    "content_type": media.content_type,
                },
                "returns": {"is": {"list": [sample.python for sample in made]}},
                **call,
            },
        )


def _streamed(subject: Subject) -> Iterator[tuple[Answer, MediaType]]:
    for answer in subject.answers:
        for media in answer.response.content:
            if body_kind(media) in STREAMED:
                yield answer, media


class _Stream:
    """One answer that is read as it comes."""

    def __init__(self, subject: Subject, answer: Answer, media: MediaType) -> None:
        self._subject = subject
        self._answer = answer
        self._media = media
        self._items = self._made()

    def _made(self) -> list[Sample]:
        kind = body_kind(self._media)
        if kind == "bytes":
            encoded = base64.b64encode(BYTES).decode()
            return [Sample(wire=encoded, python={"bytes": encoded})]
        if kind == "lines":
            return [Sample(wire=line, python=line) for line in ("engross ü", "", "last")]
        return items(self._subject.shapes, self._subject.api, self._media)

    def read(self) -> Iterator[Obligation]:
        """Each item is there, with its type, and the media type of the stream is asked for."""
        if self._items:
            yield self._obligation(
                "items",
                "Each item of the stream is read with its type.",
                answer=self._told(self._items),
                returns={"is": {"list": [sample.python for sample in self._items]}},
            )
        if body_kind(self._media) == "lines":
            answer = self._told(self._items)
            halved = base64.b64encode(f"{answer.pop('text')}ü".encode()[:-1]).decode()
            yield self._obligation(
                "half-character",
                "Half a character at the end of the stream is not passed over in silence.",
                answer={**answer, "base64": halved},
                returns={"is": {"list": ["engross ü", "", "last\ufffd"]}},
            )

    def refused(self) -> Iterator[Obligation]:
        """An error is raised where the stream is opened; a broken connection where it breaks."""
        yield self._obligation(
            "status/418",
            "A status that is no success is raised before there is a stream.",
            answer={"status": Number("418"), "json": [Number("0.30")]},
            raises={
                "errors": ["APIStatusError"],
                "attributes": {"status_code": {"integer": "418"}},
            },
        )
        yield self._obligation(
            "refused",
            "Where nobody is connected to there is no stream.",
            client={"max_retries": {"integer": "0"}},
            answers=[{"break": "connect-refused"}],
            raises={"errors": ["APIConnectionError"]},
        )
        for kind in self._items[:1]:
            error = "APIConnectionError" if self._subject.repeatable else "OutcomeUnknownError"
            yield self._obligation(
                "cut",
                f"A stream that breaks off is {error} after the items that came; nothing is"
                " repeated.",
                answer={**self._begun(kind), "cut": True},
                came={"list": [kind.python]},
                raises={"errors": [error]},
            )

    def contradicted(self) -> Iterator[Obligation]:
        """An item that is none, after one that is."""
        kind = body_kind(self._media)
        if kind == "events":
            yield from self._no_events()
        if kind == "events" and any(map(_is_text, self._items)):
            return
        for first in self._items[:1]:
            told = self._told([first])
            if kind == "events" and self._subject.lenient:
                yield from self._kept(first, told)
                continue
            yield self._obligation(
                "no-item",
                "What is no JSON is a ResponseValidationError after the items that came.",
                answer={**told, "text": f"{told['text']}{JUNK[kind]}"},
                came={"list": [first.python]},
                raises={
                    "errors": ["ResponseValidationError"],
                    "attributes": {"body": {"bytes": base64.b64encode(b"{]").decode()}},
                },
            )

    def _kept(self, first: Sample, told: dict[str, Json]) -> Iterator[Obligation]:
        """The data of an event, which is text before it is anything else."""
        if "event" not in first.python:
            return
        data = {"data": "{]", "event": "message", "id": "id-1", "retry": None}
        yield self._obligation(
            "no-item",
            "The data of an event that is no JSON is kept as it came, and told.",
            answer={**told, "text": f"{told['text']}{JUNK['events']}"},
            returns={"is": {"list": [first.python, {"event": data}]}},
            drift=[["wrong-type", ""]],
        )

    def _no_events(self) -> Iterator[Obligation]:
        """What is no event, and what is no stream of events."""
        for first in self._items[:1]:
            told = self._told([first])
            yield self._obligation(
                "cut-off",
                "An event that no blank line ends is none.",
                answer={**told, "text": f"{told['text']}{told['text'][:-1]}"},
                returns={"is": {"list": [first.python]}},
            )
        status = Number(str(self._answer.status))
        yield self._obligation(
            "no-events",
            "An answer of another media type is no stream without events.",
            answer={"status": status, "text": "engross", "content_type": "text/html"},
            raises={"errors": ["ResponseValidationError"]},
        )

    def _begun(self, sample: Sample) -> dict[str, Json]:
        """Give an answer with one item that is over, and perhaps the beginning of another."""
        told = self._told([sample])
        begins = body_kind(self._media) == "json-texts"
        return {**told, "text": f"{told['text']}\x1e"} if begins else told

    def _told(self, samples: list[Sample]) -> dict[str, Json]:
        head: dict[str, Json] = {
            "status": Number(str(self._answer.status)),
            "content_type": self._media.content_type,
        }
        kind = body_kind(self._media)
        if kind == "bytes":
            return {**head, "base64": samples[0].wire}
        if kind == "lines":
            text = LINES if len(samples) > 1 else f"{samples[0].wire}\n"
            return {**head, "text": text}
        return {**head, "text": body(self._media, [sample.wire for sample in samples])}

    def _obligation(self, variant: str, claim: str, **details: Json) -> Obligation:
        return Obligation(
            id=f"{self._subject.key}/stream/{variant}",
            check="call",
            claim=claim,
            pointer=self._media.pointer,
            details={
                "operation": self._subject.key,
                "stream": True,
                "changes": {"headers": {"accept": self._media.content_type}},
                **details,
            },
        )


def _is_text(sample: Sample) -> bool:
    """Whether the data of an event may be any text."""
    wire = sample.wire
    return isinstance(wire["data"] if isinstance(wire, dict) and "data" in wire else wire, str)
