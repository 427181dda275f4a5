"""Obligations about the headers that answers declare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, is_array, is_object, write
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.subject import Subject
from engross.conformance.wire import in_ascii, simple_text
from engross.ir import Header, Schema
from engross.names import Names, declared_headers, media_kind
from engross.pointer import Pointer

REFUSED: Json = {"raises": "ResponseValidationError"}
NUMERIC = frozenset({"integer", "number", "decimal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A declared header with a value."""

    name: str
    header: Header
    sample: Sample
    kind: str

    @property
    def is_json(self) -> bool:
        """Whether any value can stand in it."""
        return media_kind(self.header.content_type or "") == "json"

    @property
    def text(self) -> str:
        """The value as it stands in the answer."""
        if self.is_json:
            return in_ascii(write(self.sample.wire))
        return simple_text(self.sample.wire, self.header.explode)


@dataclass(frozen=True, slots=True)
class HeaderDeriver:
    """Derives them; where a suite is brief what is wrong is tried once for a place of the spec."""

    brief: bool = False
    tried: set[Pointer] = field(default_factory=set[Pointer])

    def derive(self, subject: Subject, names: Names) -> Iterator[Obligation]:
        """Yield the obligations about the headers of one operation's usual answer.

        Each header is read by itself, so one answer shows as much as one answer for each.
        """
        told = names.headers.get(subject.op.pointer)
        if told is None or not subject.answers:
            return
        headers = declared_headers(subject.op)
        made = [m for h in headers for m in _made(subject, told.fields[h.name], h)]
        if not made:
            return
        given = {m.header.name: m.text for m in made}
        at = {m.name: m.sample.python for m in made}
        yield _reads(subject, "given", "Each header is read as its type.", given, at, [])
        fresh = [m for m in made if not self.brief or m.header.pointer not in self.tried]
        self.tried.update(m.header.pointer for m in fresh)
        if fresh:
            missing = {m.name: REFUSED if m.header.required else None for m in fresh}
            lost = ["missing-field" for m in fresh if m.header.required]
            claim = "Only what is required must be there: what is not is told where it is read."
            yield _reads(subject, "absent", claim, {}, missing, lost)
        if strict := [m for m in fresh if m.is_json or m.kind in NUMERIC]:
            wrong = given | {m.header.name: "engross" for m in strict}
            claim = "What is no number, or no JSON, fails where it is read, and not before."
            refused = at | {m.name: REFUSED for m in strict}
            yield _reads(subject, "wrong", claim, wrong, refused, ["wrong-type" for _ in strict])


def _made(subject: Subject, name: str, header: Header) -> Iterator[_Made]:
    schema = header.schema or Schema(pointer=header.pointer, type=frozenset({"string"}))
    try:
        sample = Sampler(subject.shapes).sample(schema, header.name)
    except NoValueError:
        return
    wire = sample.wire
    parts = wire.values() if is_object(wire) else wire if is_array(wire) else ()
    nested = any(is_object(part) or is_array(part) for part in parts)
    made = _Made(name=name, header=header, sample=sample, kind=subject.shapes.of(schema).kind)
    if made.is_json or (not nested and made.text.isascii()):
        yield made


def _reads(
    subject: Subject,
    variant: str,
    claim: str,
    headers: Mapping[str, Json],
    at: Mapping[str, Json],
    drift: list[str],
) -> Obligation:
    return Obligation(
        id=f"{subject.key}/response/headers/{variant}",
        check="call",
        claim=claim,
        pointer=subject.op.pointer,
        details={
            "operation": subject.key,
            "raw": True,
            "answer": {"headers": headers},
            "returns": {"at": {}},
            "headers": at,
            "drift": [[kind, ""] for kind in drift],
        },
    )
