"""Obligations about answers of success: every leaf of the body, one change at a time."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engross.conformance.items import body as body_text
from engross.conformance.items import items
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
from engross.conformance.shapes import Shape
from engross.conformance.streams import whole_obligations
from engross.conformance.subject import Answer, Subject
from engross.conformance.tags import unknown_tag
from engross.conformance.together import changed_together
from engross.ir import MediaType, Schema
from engross.names import SEQUENTIAL, TEXTUAL, body_kind, media_kind
from engross.pointer import ROOT, Pointer

TOLD = 5
"""Contradictions that one exception tells."""


@dataclass(slots=True)
class ResponseDeriver:
    """Derives the obligations of answers; a leaf of the spec is varied once for all operations."""

    varied: set[Pointer]
    brief: bool = False
    """Whether all that a leaf may hold is tried on one leaf of each type alone."""
    types: set[object] = field(default_factory=set[object])
    """The types that leaves had so far."""

    def derive(self, subject: Subject, *, thorough: bool) -> Iterator[Obligation]:
        """Yield the obligations about one operation's answers of success.

        Args:
            subject: The operation.
            thorough: Also call it with every option at once, where the suite is brief.
        """
        if not subject.answers:
            yield _undescribed(subject)
        for answer in subject.answers:
            yield from _not_json(subject, answer)
            yield from _any_type(subject, answer)
            if answer.full is None or answer.minimal is None:
                continue
            yield from _whole(subject, answer, answer.full, answer.minimal)
            if thorough or not self.brief:
                yield _raw(subject, answer, answer.full)
            body = Body(subject, answer, answer.full)
            yield from self._objects(body)
            yield from _many_wrong(body)
            alike: list[Leaf] = []
            for leaf in answer.full.leaves:
                if not self._first(leaf.place, leaf) or body.is_success(leaf):
                    continue
                if self._alike(leaf):
                    alike.append(leaf)
                else:
                    yield from leaf_obligations(body, leaf)
            yield from changed_together(body, alike)

    def _first(self, place: Pointer, leaf: Leaf) -> bool:
        key = place if leaf.member is not None else place / "an element"
        fresh = key not in self.varied
        self.varied.add(key)
        return fresh

    def _alike(self, leaf: Leaf) -> bool:
        """Whether another leaf of the same type was tried with all that it may hold."""
        shape = leaf.shape
        name = shape.name if shape.kind == "enum" else ""
        kind = (shape.kind, name, shape.types, shape.nullable, shape.sensitive)
        alike = self.brief and kind in self.types
        self.types.add(kind)
        return alike

    def _objects(self, body: Body) -> Iterator[Obligation]:
        """Unknown tags, in every union, and unknown members, in every object of the body."""
        for place in (body.root, *body.sample.leaves):
            union = place.shape.schema.pointer / "unknown tag"
            if union not in self.varied:
                self.varied.add(union)
                yield from unknown_tag(body, place)
            key = place.shape.schema.pointer / "unknown members"
            if place.shape.kind == "object" and key not in self.varied:
                self.varied.add(key)
                if body.subject.shapes.further(place.shape) is None:
                    yield from unknown_members(body, place)


def _whole(subject: Subject, answer: Answer, full: Sample, minimal: Sample) -> Iterator[Obligation]:
    status = answer.response.status
    claim = f"Every member of the {status} answer is read under its name, with its type."
    yield _reads(subject, answer, f"{status}/full", full, claim)
    if minimal.wire != full.wire:
        claim = f"A {status} answer with nothing but its required members is accepted."
        yield _reads(subject, answer, f"{status}/minimal", minimal, claim)


def _raw(subject: Subject, answer: Answer, full: Sample) -> Obligation:
    claim = "with_raw_response gives the response as it came and the parsed value."
    return _reads(subject, answer, f"{answer.response.status}/raw", full, claim, raw=True)


def _many_wrong(body: Body) -> Iterator[Obligation]:
    """Of many contradictions the first five are told, and how many more there are."""
    wrong = [
        leaf
        for leaf in body.sample.leaves
        if leaf.shape.kind in {"decimal", "string"} and len(leaf.wire.tokens) == 1
    ]
    if len(wrong) <= TOLD or body.subject.envelope is not None or body.root.shape.options:
        return
    edits: list[Json] = [["set", wire_text(leaf), True] for leaf in wrong]
    at = {leaf.access: True for leaf in wrong}
    drift: list[Json] = [["wrong-type", wire_text(leaf)] for leaf in wrong]
    claim = "Of many contradictions an exception tells five, and a sum; `on_drift` is told all."
    made = body.refused(body.root, "many-wrong", edits, at, claim, drift=drift)
    if body.subject.lenient:
        yield made
        return
    places = [f"{leaf.wire.last}: " for leaf in wrong[:TOLD]]
    raises = {**made.details["raises"], "mentions": [*places, f"; and {len(wrong) - TOLD} more"]}
    yield replace(made, details={**made.details, "raises": raises})


def _undescribed(subject: Subject) -> Obligation:
    return Obligation(
        id=f"{subject.key}/response/undescribed",
        check="call",
        claim="Only failures are documented: an answer of success is one, with nothing to read.",
        pointer=subject.op.pointer,
        details={
            "operation": subject.key,
            "answer": {"status": Number("200"), "text": ""},
            "returns": {"is": None},
        },
    )


def _not_json(subject: Subject, answer: Answer) -> Iterator[Obligation]:
    """Bodies of other media types: text is text, in its own encoding, and all else is bytes."""
    for media in answer.response.content if subject.op.method != "HEAD" else ():
        kind = body_kind(media)
        if kind == "json":
            continue
        usual = media is answer.media
        if usual or (subject.accept_name and media in subject.alternatives):
            read = whole_obligations if kind in SEQUENTIAL else _read_whole
            yield from read(subject, answer, media, {} if usual else _asking(subject, media))
        if answer.media is not None and _python(media) != _python(answer.media):
            kept = subject.lenient and subject.envelope is None
            yield from (_unasked_kept if kept else _unasked)(subject, answer, media)


def _any_type(subject: Subject, answer: Answer) -> Iterator[Obligation]:
    """A body of any media type, of which nothing else is said, is what it says that it is."""
    media = answer.media
    alone = media is not None and len(answer.response.content) == 1
    if media is None or not alone or not answer.is_json or "*" not in media.content_type:
        return
    if media.schema is not None and subject.shapes.of(media.schema).kind != "any":
        return
    for content_type, body, python in UNDECIDED:
        yield Obligation(
            id=f"{subject.key}/response/{answer.response.status}/undecided/{content_type}",
            check="call",
            claim=f"A body of any media type is read as what it is: {content_type}.",
            pointer=media.pointer,
            details={
                "operation": subject.key,
                "answer": {
                    "status": Number(str(answer.status)),
                    "content_type": content_type,
                    **body,
                },
                "returns": {"is": python},
            },
        )


def _python(media: MediaType) -> str:
    kind = body_kind(media)
    return "text" if kind in TEXTUAL else kind


def _asking(subject: Subject, media: MediaType) -> dict[str, Json]:
    """Describe a call that asks for another media type than the usual one."""
    return {
        "options": {subject.accept_name: media.content_type},
        "changes": {"headers": {"accept": media.content_type}},
    }


def _read_whole(
    subject: Subject, answer: Answer, media: MediaType, call: dict[str, Json]
) -> Iterator[Obligation]:
    textual = body_kind(media) in TEXTUAL
    for variant, charset, raw, text in TEXTS:
        content_type = _said(answer, media) + (f"; charset={charset}" if charset else "")
        encoded = base64.b64encode(raw).decode()
        yield Obligation(
            id=f"{subject.key}/response/{answer.response.status}/{media.content_type}/{variant}",
            check="call",
            claim=f"A body of {media.content_type} is {'text' if textual else 'bytes'}.",
            pointer=media.pointer,
            details={
                "operation": subject.key,
                "answer": {
                    "status": Number(str(answer.status)),
                    "base64": encoded,
                    "content_type": content_type,
                },
                "returns": {"is": text if textual else {"bytes": encoded}},
                **call,
            },
        )


def _said(answer: Answer, media: MediaType) -> str:
    """Give the media type that comes: what is bytes by its schema is so too where JSON is said."""
    alone = len(answer.response.content) == 1
    is_told = body_kind(media) != media_kind(media.content_type)
    return "application/json" if alone and is_told else media.content_type


def _unasked(subject: Subject, answer: Answer, media: MediaType) -> Iterator[Obligation]:
    """What was not asked for has another type than the call promises."""
    yield Obligation(
        id=f"{subject.key}/response/{answer.response.status}/{media.content_type}/unasked",
        check="call",
        claim=f"A body of {media.content_type}, which is not asked for: ResponseValidationError.",
        pointer=media.pointer,
        details={
            "operation": subject.key,
            "answer": {
                "status": Number(str(answer.status)),
                "text": "engross",
                "content_type": media.content_type,
            },
            "raises": {"errors": ["ResponseValidationError"], "mentions": [media.content_type]},
        },
    )


def _unasked_kept(subject: Subject, answer: Answer, media: MediaType) -> Iterator[Obligation]:
    """What was not asked for is read as what it is, and told."""
    kind = body_kind(media)
    text, python = "engross", _as_read("engross", kind)
    if kind in SEQUENTIAL:
        made = items(subject.shapes, subject.api, media)[:1]
        if not made:
            return
        text = body_text(media, [sample.wire for sample in made])
        python = {"list": [sample.python for sample in made]}
    claim = f"A body of {media.content_type}, which is not asked for, is read all the same."
    for refused in _unasked(subject, answer, media):
        details = {name: value for name, value in refused.details.items() if name != "raises"}
        details |= {"answer": {**details["answer"], "text": text}, "returns": {"is": python}}
        drift: Json = [["other-media-type", ""]]
        yield replace(refused, claim=claim, details={**details, "drift": drift})


def _as_read(text: str, kind: str) -> Json:
    return text if kind in TEXTUAL else {"bytes": base64.b64encode(text.encode()).decode()}


UNDECIDED: tuple[tuple[str, dict[str, Json], Json], ...] = (
    ("application/json", {"json": [Number("0.30")]}, {"list": [{"decimal": "0.30"}]}),
    ("text/plain", {"text": "[0.30]"}, "[0.30]"),
    ("application/xml", {"text": "<a/>"}, "<a/>"),
    ("image/png", {"base64": "AP8="}, {"bytes": "AP8="}),
)
TEXTS = (
    ("utf-8", "", "engross ü".encode(), "engross ü"),
    ("latin-1", "ISO-8859-1", "engross ü".encode("latin-1"), "engross ü"),
    ("bad", "utf-8", b"engross \xff", "engross \ufffd"),
)


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
            "drift": [],
            **details,
        },
    )


def unknown_members(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    """Members which the spec does not know, in one object."""
    where, wire = field_text(leaf), wire_text(leaf)
    extra: Json = {"a": [Number("0.30"), None, "x"]}
    edits: list[Json] = [["set", f"{wire}/{UNKNOWN}", extra]]
    claim = f"A member the spec does not know is kept in `{where}`, and written back."
    told = _is_told(leaf.shape)
    drift: list[Json] = [["unknown-field", f"{wire}/{UNKNOWN}"]] if told else []
    yield body.accepted(leaf, "unknown-member", edits, {}, claim, drift=drift)
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
        variant, access = f"python-name/{member.python}", f"{leaf.access}.{member.python}"
        drift = [["unknown-field", f"{wire}/{member.python}"]] if told else []
        if member.required:
            missing = f"{wire}/{escaped(member.wire)}"
            at: dict[str, Json] = {access: {"missing": missing}}
            drift = [["missing-field", missing], *drift]
            yield body.refused(leaf, variant, edits, at, claim, drift=drift)
        else:
            at = {access: default(body.subject, member)}
            yield body.accepted(leaf, variant, edits, at, claim, drift=drift)


def _is_told(shape: Shape) -> bool:
    """Whether a member that has no name in the spec is a drift: not where others are allowed."""
    extra = shape.schema.additional_properties
    closed = extra.never if isinstance(extra, Schema) else extra is None and not shape.more
    return closed and bool(shape.members)
