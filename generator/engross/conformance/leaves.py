"""One leaf of an answer at a time: absent, null, of a wrong type, and every value it may have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number, is_array
from engross.conformance.samples import ELEMENT, VALUE, Leaf, Sample
from engross.conformance.scalars import float_digits, member_value, read, tree
from engross.conformance.shapes import Member
from engross.conformance.subject import Answer, Subject
from engross.conformance.wrong import BEYOND_FLOATS, NAIVE, wrong_types
from engross.ir import ABSENT
from engross.pointer import ROOT, Pointer

UNKNOWN = "engross-unknown"
Drift = Sequence[Json]
"""What a client's `on_drift` is told: pairs of a kind and a JSON pointer into the body."""

# What a reader with binary floats, with a limited integer or with a scale of its own gets wrong.
NUMBERS = {
    "decimal": {
        "scale": "0.30",
        "trailing-zeros": "1434.1400",
        "long-fraction": "12345678901234567890.123456789",
        "integer": "15",
        "zero": "0.00",
        "negative": "-0.05",
        "exponent": "1.5E+3",
        "tiny": "1E-9",
    },
    "number": {"fraction": "0.3", "long": "12345678901234567890", "negative": "-7", "zero": "0"},
    "integer": {"long": "12345678901234567890", "negative": "-7", "zero": "0"},
}
MOMENTS = {
    "offset": "2025-11-22T11:25:30.456789+05:30",
    "no-fraction": "2025-11-22T11:25:30Z",
    "naive": NAIVE,
}
DURATIONS = {"negative": "-P1DT1.5S", "days": "P3D", "hours": "PT2H"}
TEXTS = {"any": ' 00123 "\\/卡\n\u2028\u0000🂡 ', "empty": ""}


@dataclass(frozen=True, slots=True)
class Body:
    """A full answer, to be changed."""

    subject: Subject
    answer: Answer
    sample: Sample

    @property
    def root(self) -> Leaf:
        """The whole body, as if it were one of its leaves."""
        media = self.answer.media
        assert media is not None
        assert media.schema is not None
        return Leaf(
            wire=ROOT,
            access="",
            shape=self.subject.shapes.of(media.schema),
            place=media.schema.pointer,
            member=None,
            value=self.sample.wire,
            python=self.sample.python,
        )

    def is_success(self, leaf: Leaf) -> bool:
        """Whether a leaf is the envelope's mark of success, which is not data."""
        envelope = self.subject.envelope
        return envelope is not None and leaf.wire.tokens == (envelope.success,)

    def is_marker(self, member: Member) -> bool:
        """Whether a member of the whole body is the envelope's mark of success."""
        envelope = self.subject.envelope
        return envelope is not None and member.wire == envelope.success

    def reads(self, leaf: Leaf, variant: str, value: Json, python: Json, claim: str) -> Obligation:
        """The body with another value in one place is accepted, and the value is read."""
        edits: list[Json] = [["set", wire_text(leaf), value]]
        return self.accepted(leaf, variant, edits, {leaf.access: python}, claim)

    def accepted(
        self,
        leaf: Leaf,
        variant: str,
        edits: list[Json],
        at: dict[str, Json],
        claim: str,
        *,
        drift: Drift = (),
    ) -> Obligation:
        """The changed body is accepted, read as described and written back as it came."""
        details: dict[str, Json] = {"returns": {"at": at}, "drift": list(drift)}
        return self.changed(leaf, variant, edits, details, claim)

    def refused(
        self,
        leaf: Leaf,
        variant: str,
        edits: list[Json],
        at: dict[str, Json],
        claim: str,
        *,
        drift: Drift,
    ) -> Obligation:
        """The changed body contradicts the spec: an error, or, where that is chosen, kept."""
        if self.subject.lenient:
            return self.accepted(leaf, variant, edits, at, claim, drift=drift)
        raises: Json = {"errors": ["ResponseValidationError"]}
        details: dict[str, Json] = {"raises": raises, "drift": list(drift)}
        return self.changed(leaf, variant, edits, details, claim)

    def mistaken(self, leaf: Leaf, variant: str, value: Json, claim: str) -> Obligation:
        """The body with a value that the spec rules out in one place."""
        wire = wire_text(leaf)
        edits: list[Json] = [["set", wire, value]]
        kept = {leaf.access: {"plain": value}}
        return self.refused(leaf, variant, edits, kept, claim, drift=[["wrong-type", wire]])

    def changed(
        self, leaf: Leaf, variant: str, edits: list[Json], details: dict[str, Json], claim: str
    ) -> Obligation:
        """An obligation about the body after some edits."""
        return Obligation(
            id=f"{self.subject.key}/response/{field_text(leaf)}/{variant}",
            check="call",
            claim=claim,
            pointer=leaf.place,
            details={
                "operation": self.subject.key,
                "answer": {"body": f"{self.answer.response.status}/full", "edits": edits},
                **details,
            },
        )


def field_text(leaf: Leaf) -> str:
    """Name a leaf in ids and claims by its wire names: `data.limits[].amount`."""
    return _field(leaf.wire)


@lru_cache(maxsize=1000)
def _field(wire: Pointer) -> str:
    marks = {ELEMENT: "[]", VALUE: "{}"}
    parts = (marks.get(token, f".{token}") for token in wire.tokens)
    return "".join(parts).lstrip(".") or "body"


def wire_text(leaf: Leaf) -> str:
    """Print a leaf's place in the body as a JSON pointer without its `#`."""
    return str(leaf.wire)[1:]


def leaf_obligations(body: Body, leaf: Leaf, *, brief: bool = False) -> Iterator[Obligation]:
    """Everything that can happen to one leaf of an answer.

    Args:
        body: The answer.
        leaf: One of its leaves.
        brief: Only what tells its type from others: absent, null, of a wrong type, and unlisted.
    """
    name = field_text(leaf)
    if leaf.member is not None:
        yield _absent(body, leaf, leaf.member)
    # A value that is only null has been there already; whether a tuple may be null is not checked.
    if leaf.shape.kind != "null" and (leaf.shape.nullable or leaf.shape.kind != "any"):
        yield _null(body, leaf)
    for variant, value, why in islice(wrong_types(leaf.shape), 1 if brief else None):
        if leaf.shape.kind == "enum" and "string" in leaf.shape.types and variant == "string":
            continue
        yield body.mistaken(leaf, f"wrong/{variant}", value, f"`{name}` {why}.")
    if leaf.shape.kind == "enum" and "string" in leaf.shape.types:
        unlisted = {"unknown": UNKNOWN} if brief else {"unknown": UNKNOWN, "empty": ""}
        yield from _unlisted(body, leaf, unlisted)
    yield from _unlisted_number(body, leaf)
    if not brief:
        yield from VARIANTS.get(leaf.shape.kind, _no_variants)(body, leaf)


def _no_variants(_body: Body, _leaf: Leaf) -> Iterator[Obligation]:
    return iter(())


def _absent(body: Body, leaf: Leaf, member: Member) -> Obligation:
    edits: list[Json] = [["remove", wire_text(leaf)]]
    name = field_text(leaf)
    if member.required:
        wire, claim = wire_text(leaf), f"`{name}` is required."
        at, drift = {leaf.access: {"missing": wire}}, [["missing-field", wire]]
        return body.refused(leaf, "absent", edits, at, claim, drift=drift)
    reads = {leaf.access: default(body.subject, member)}
    claim = f"`{name}` may be absent; it is not invented when the answer is written back."
    return body.accepted(leaf, "absent", edits, reads, claim)


def default(subject: Subject, member: Member) -> Json:
    """Describe what Python reads where an optional member is absent."""
    shape = subject.shapes.of(member.schema)
    given = member.schema.default
    value = given if given is not ABSENT else shape.schema.default
    if value is ABSENT or value is None:
        return None
    if shape.kind == "enum" and value in shape.values:
        return member_value(shape, shape.values.index(value))[1]
    if shape.kind == "number" and isinstance(value, Decimal) and value == int(value):
        value = int(value)  # As anyone writes it in Python, whichever way the spec does.
    if isinstance(value, list | dict) or shape.kind in {"any", "union", "enum"}:
        return {"any": tree(value)}
    return read(shape, tree(value))[1]


def _null(body: Body, leaf: Leaf) -> Obligation:
    name = field_text(leaf)
    if leaf.shape.nullable:
        return body.reads(leaf, "null", None, None, f"`{name}` may be null.")
    return body.mistaken(leaf, "null", None, f"`{name}` cannot be null.")


def _enum(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    name, shape = field_text(leaf), leaf.shape
    for index, label in enumerate(shape.labels):
        wire, python = member_value(shape, index)
        claim = f"{wire!r} in `{name}` is {shape.name}.{label}."
        yield body.reads(leaf, f"enum/{label}", wire, python, claim)


def _unlisted(body: Body, leaf: Leaf, texts: Mapping[str, str]) -> Iterator[Obligation]:
    claim = f"A value of `{field_text(leaf)}` that the spec does not list is kept as it came."
    wire = wire_text(leaf)
    for variant, text in texts.items():
        if text not in leaf.shape.values:
            edits: list[Json] = [["set", wire, text]]
            at, drift = {leaf.access: {"open": text}}, [["unknown-enum-value", wire]]
            yield body.accepted(leaf, f"enum/{variant}", edits, at, claim, drift=drift)


def _unlisted_number(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    """A number that is none of those that the spec lists."""
    if not leaf.shape.lists_numbers:
        return
    whole = all(isinstance(value, int) for value in leaf.shape.values)
    beyond = Decimal(str(max(leaf.shape.values))) + (1 if whole else Decimal("0.5"))
    decimal = leaf.shape.schema.format == "decimal" and "number" in leaf.shape.schema.type
    digits = str(beyond) if decimal or whole else float_digits(beyond)
    at = {leaf.access: {"decimal" if decimal else "number": digits}}
    wire, claim = wire_text(leaf), f"A number that `{field_text(leaf)}` does not list is kept."
    edits: list[Json] = [["set", wire, Number(digits)]]
    drift = [["unknown-enum-value", wire]]
    yield body.accepted(leaf, "enum/other-number", edits, at, claim, drift=drift)


def _numbers(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    name = field_text(leaf)
    for variant, digits in NUMBERS[leaf.shape.kind].items():
        wire, python = read(leaf.shape, Number(digits))
        yield body.reads(leaf, variant, wire, python, f"{digits} in `{name}` keeps its digits.")


def _decimal_texts(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    name = field_text(leaf)
    for variant in ("scale", "long-fraction", "integer", "negative"):
        digits = NUMBERS["decimal"][variant]
        claim = f"{digits!r} in `{name}` keeps its digits."
        yield body.reads(leaf, variant, digits, {"decimal": digits}, claim)


def _booleans(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    claim = f"`{field_text(leaf)}` false is False, and nothing else changes."
    yield body.reads(leaf, "false", False, False, claim)


def _texts(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    for variant, text in TEXTS.items():
        claim = f"Any text in `{field_text(leaf)}` is read and written back as it came."
        yield body.reads(leaf, f"text/{variant}", text, text, claim)


def _lists(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    name = field_text(leaf)
    yield body.reads(leaf, "empty", [], {"list": []}, f"`{name}` may be an empty list.")
    if is_array(leaf.value) and leaf.value and "list" in leaf.python:
        python = {"list": [*leaf.python["list"], *leaf.python["list"]]}
        claim = f"`{name}` keeps every element."
        yield body.reads(leaf, "two", [*leaf.value, *leaf.value], python, claim)


def _moments(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    name = field_text(leaf)
    for variant, text in MOMENTS.items():
        claim = f"{text} in `{name}` is that instant."
        yield body.reads(leaf, variant, text, {"date-time": text}, claim)


def _durations(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    for variant, text in DURATIONS.items():
        claim = f"{text} in `{field_text(leaf)}` is that long."
        yield body.reads(leaf, variant, text, {"duration": text}, claim)


def _integers(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    yield from _numbers(body, leaf)
    name, whole = field_text(leaf), {"returns": {"at": {leaf.access: {"integer": "5"}}}}
    edits: list[Json] = [["set", wire_text(leaf), Number("5.0")]]
    claim = f'5.0 in `{name}` is an integer (JSON Schema, "Instance Data Model").'
    yield body.changed(leaf, "fraction-of-zero", edits, {**whole, "unwritten": True}, claim)
    claim = f"1E+4000 in `{name}` is no number to keep."
    yield body.mistaken(leaf, "endless", Number("1E+4000"), claim)


def _floats(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    yield from _numbers(body, leaf)
    name, read_as = field_text(leaf), {"returns": {"at": {leaf.access: {"number": BEYOND_FLOATS}}}}
    edits: list[Json] = [["set", wire_text(leaf), Number(BEYOND_FLOATS)]]
    claim = f"{BEYOND_FLOATS} in `{name}`, which is no decimal, is the float next to it."
    yield body.changed(leaf, "beyond-floats", edits, {**read_as, "unwritten": True}, claim)


def _fractions(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    if leaf.shape.lists_numbers:
        yield from _enum(body, leaf)


VARIANTS: dict[str, Callable[[Body, Leaf], Iterator[Obligation]]] = {
    "enum": _enum,
    "any": _fractions,
    "decimal": _numbers,
    "number": _floats,
    "integer": _integers,
    "duration": _durations,
    "decimal-text": _decimal_texts,
    "boolean": _booleans,
    "string": _texts,
    "array": _lists,
    "date-time": _moments,
}


def escaped(token: str) -> str:
    """Write a token of a JSON pointer."""
    return str(Pointer((token,)))[2:]
