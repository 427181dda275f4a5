"""Obligations about answers of success: every leaf of the body, one change at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engross.conformance.leaves import (
    UNKNOWN,
    Body,
    default,
    escaped,
    field_text,
    leaf_obligations,
    wire_text,
)
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number, is_object
from engross.conformance.samples import Leaf, Sample
from engross.conformance.subject import Answer, Subject
from engross.pointer import ROOT, Pointer


@dataclass(slots=True)
class ResponseDeriver:
    """Derives the obligations of answers; a leaf of the spec is varied once for all operations."""

    varied: set[Pointer]

    def derive(self, subject: Subject) -> Iterator[Obligation]:
        """Yield the obligations about one operation's answers of success."""
        for answer in subject.answers:
            if answer.full is None or answer.minimal is None:
                continue
            yield from self._whole(subject, answer, answer.full, answer.minimal)
            body = Body(subject, answer, answer.full)
            yield from self._objects(body)
            for leaf in answer.full.leaves:
                if self._first(leaf.place, leaf) and not body.is_success(leaf):
                    yield from leaf_obligations(body, leaf)

    def _first(self, place: Pointer, leaf: Leaf) -> bool:
        key = place if leaf.member is not None else place / "an element"
        fresh = key not in self.varied
        self.varied.add(key)
        return fresh

    def _whole(
        self, subject: Subject, answer: Answer, full: Sample, minimal: Sample
    ) -> Iterator[Obligation]:
        status = answer.response.status
        claim = f"Every member of the {status} answer is read under its name, with its type."
        yield _reads(subject, answer, f"{status}/full", full, claim)
        if minimal.wire != full.wire:
            claim = f"A {status} answer with nothing but its required members is accepted."
            yield _reads(subject, answer, f"{status}/minimal", minimal, claim)
        claim = "with_raw_response gives httpx's response and the parsed value."
        yield _reads(subject, answer, f"{status}/raw", full, claim, raw=True)

    def _objects(self, body: Body) -> Iterator[Obligation]:
        """Unknown members, in every object of the body."""
        for place in (body.root, *body.sample.leaves):
            key = place.shape.schema.pointer / "unknown members"
            if place.shape.kind == "object" and key not in self.varied:
                self.varied.add(key)
                yield from unknown_members(body, place)


def _reads(
    subject: Subject, answer: Answer, variant: str, sample: Sample, claim: str, **details: Json
) -> Obligation:
    status, _, which = variant.partition("/")
    body = f"{status}/minimal" if which == "minimal" else f"{status}/full"
    return Obligation(
        id=f"{subject.key}/response/{variant}",
        check="call",
        claim=claim,
        pointer=answer.response.pointer,
        details={
            "operation": subject.key,
            "answer": {"body": body},
            "returns": {"is": sample.python},
            **details,
        },
    )


def unknown_members(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    """Members which the spec does not know, in one object."""
    where, wire = field_text(leaf), wire_text(leaf)
    extra: Json = {"a": [Number("0.30"), None, "x"]}
    edits: list[Json] = [["set", f"{wire}/{UNKNOWN}", extra]]
    claim = f"A member the spec does not know is kept in `{where}`, and written back."
    yield body.accepted(leaf, "unknown-member", edits, {}, claim)
    taken = {member.wire for member in leaf.shape.members}
    present = leaf.value if is_object(leaf.value) else {}
    for member in leaf.shape.members:
        if (
            member.wire not in present
            or member.python in taken
            or (leaf.wire == ROOT and body.is_marker(member))
        ):
            continue
        edits = [
            ["remove", f"{wire}/{escaped(member.wire)}"],
            ["set", f"{wire}/{member.python}", UNKNOWN],
        ]
        claim = f"`{member.python}` on the wire is not `{member.wire}`: it is an unknown member."
        variant = f"python-name/{member.python}"
        if member.required:
            yield body.refused(leaf, variant, edits, claim)
        else:
            at = {f"{leaf.access}.{member.python}": default(body.subject, member)}
            yield body.accepted(leaf, variant, edits, at, claim)
