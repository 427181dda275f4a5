"""Obligations about the headers that answers declare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, is_array, is_object
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.subject import Subject
from engross.conformance.wire import simple_text
from engross.ir import Header, Schema
from engross.names import Names, declared_headers

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
    def text(self) -> str:
        """The value as it stands in the answer."""
        return simple_text(self.sample.wire, self.header.explode)


def header_obligations(subject: Subject, names: Names) -> Iterator[Obligation]:
    """Derive the obligations about the headers of one operation's usual answer."""
    told = names.headers.get(subject.op.pointer)
    if told is None or not subject.answers:
        return
    headers = declared_headers(subject.op)
    made = [m for h in headers for m in _made(subject, told.fields[h.name], h)]
    for m in made:
        others = {other.header.name: other.text for other in made if other is not m}
        field = f"headers/{m.header.name}"
        yield _reads(
            subject,
            f"{field}/given",
            f"The header {m.header.name} is read as its type.",
            {**others, m.header.name: m.text},
            {m.name: m.sample.python},
        )
        yield _reads(
            subject,
            f"{field}/absent",
            f"The header {m.header.name} {'must' if m.header.required else 'need not'} be there.",
            others,
            {m.name: REFUSED if m.header.required else None},
        )
        if m.kind in NUMERIC:
            yield _reads(
                subject,
                f"{field}/wrong",
                f"A header {m.header.name} that is no number fails where it is read.",
                {**others, m.header.name: "engross"},
                {m.name: REFUSED},
            )


def _made(subject: Subject, name: str, header: Header) -> Iterator[_Made]:
    schema = header.schema or Schema(pointer=header.pointer, type=frozenset({"string"}))
    try:
        sample = Sampler(subject.shapes).sample(schema, header.name)
    except NoValueError:
        return
    wire = sample.wire
    parts = wire.values() if is_object(wire) else wire if is_array(wire) else ()
    nested = any(is_object(part) or is_array(part) for part in parts)
    if not nested and simple_text(wire, header.explode).isascii():
        yield _Made(name=name, header=header, sample=sample, kind=subject.shapes.of(schema).kind)


def _reads(
    subject: Subject, variant: str, claim: str, headers: dict[str, Json], at: dict[str, Json]
) -> Obligation:
    return Obligation(
        id=f"{subject.key}/response/{variant}",
        check="call",
        claim=claim,
        pointer=subject.op.pointer,
        details={
            "operation": subject.key,
            "raw": True,
            "answer": {"headers": headers},
            "returns": {"at": {}},
            "headers": at,
        },
    )
