"""Obligations about what the provider sends by itself: each event is read by its function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from engross.conformance.leaves import wire_text
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, is_object, write
from engross.conformance.samples import Leaf, Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.shapes import Shape, Shapes
from engross.conformance.wire import form_pairs
from engross.conformance.wrong import wrong_types
from engross.ir import Api, MediaType, Operation, Ref, Schema
from engross.names import TEXTUAL, Names, media_kind

_ONE_TEXT = frozenset({"string", "integer", "number", "decimal", "boolean", "enum", "literal"})
"""The kinds of members of a form that are one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """A webhook or callback that carries JSON, with bodies for it."""

    op: Operation
    name: str
    schema: Schema | Ref
    full: Sample
    least: Sample


def webhook_obligations(
    api: Api, names: Names, shapes: Shapes, *, lenient: bool
) -> Iterator[Obligation]:
    """Derive the obligations about every webhook and callback.

    Args:
        api: The API, hoisted.
        names: Its Python names.
        shapes: Its schemas.
        lenient: Whether what contradicts the documentation is kept.
    """
    events, total = [], 0
    for op in api.incoming():
        yield from _other(names, shapes, op, lenient=lenient)
        schemas = [m.schema for m in _json(op) if m.schema is not None]
        total += bool(_json(op))
        if schemas and (event := _event(shapes, names, op, schemas[0])) is not None:
            events.append(event)
            yield from _alone(event, shapes)
            yield from _contradicted(event, shapes, lenient=lenient)
    tag = _tag(shapes, names, events) if len(events) == total else None
    if tag is not None:
        yield from _together(events, tag, shapes, names)


def _other(names: Names, shapes: Shapes, op: Operation, *, lenient: bool) -> Iterator[Obligation]:
    """What is no JSON: a form whose members have one text each, and text."""
    content = () if op.request_body is None or _json(op) else op.request_body.content
    kinds = {media_kind(media.content_type): media for media in reversed(content)}
    form = kinds.get("form")
    if form is not None and form.schema is not None:
        event = _event(shapes, names, op, form.schema)
        if event is not None and _is_simple(event.full):
            yield from _form(event, form, lenient=lenient)
    elif form is None and kinds.keys() & TEXTUAL:
        yield Obligation(
            id=f"webhooks/{names.webhooks[op.pointer]}/text",
            check="webhook",
            claim=f"The body of {op.path} is a text, and given as it came.",
            pointer=op.pointer,
            details={
                "function": f"parse_{names.webhooks[op.pointer]}",
                "text": "<engross>ü</engross>",
                "value": "<engross>ü</engross>",
            },
        )


def _is_simple(sample: Sample) -> bool:
    return is_object(sample.wire) and all(map(_is_one_text, sample.leaves))


def _is_one_text(leaf: Leaf) -> bool:
    return leaf.member is not None and len(leaf.wire.tokens) == 1 and leaf.shape.kind in _ONE_TEXT


def _form(event: _Event, media: MediaType, *, lenient: bool) -> Iterator[Obligation]:
    for variant, sample in (("full", event.full), ("minimal", event.least)):
        members: dict[str, Json] = sample.wire
        pairs = [pair for name in members for pair in form_pairs(media, name, members[name])]
        yield _obligation(
            event,
            variant,
            f"The {variant} form of {event.op.path} is read with the types of its members.",
            text=urlencode(pairs),
            value=sample.python,
            drift=[],
        )
    missing = [leaf for leaf in event.least.leaves if leaf.member and leaf.member.required]
    if missing:
        claim = f"A form of {event.op.path} without its members contradicts the documentation."
        drift: Json = [["missing-field", wire_text(leaf)] for leaf in missing]
        verdict: dict[str, Json] = {} if lenient else {"refused": True}
        yield _obligation(event, "contradicted/empty", claim, text="", drift=drift, **verdict)


def _json(op: Operation) -> list[MediaType]:
    content = () if op.request_body is None else op.request_body.content
    return [media for media in content if media_kind(media.content_type) == "json"][:1]


def _event(shapes: Shapes, names: Names, op: Operation, schema: Schema | Ref) -> _Event | None:
    if shapes.of(schema).kind == "any":
        return None  # Too little is made of it here to know what it refuses.
    try:
        full, least = Sampler(shapes).sample(schema), Sampler(shapes, full=False).sample(schema)
    except NoValueError:
        return None
    if any(_is_doubtful(leaf.shape) for leaf in (*full.leaves, *least.leaves)):
        return None
    name = names.webhooks[op.pointer]
    return _Event(op=op, name=name, schema=schema, full=full, least=least)


def _is_doubtful(shape: Shape) -> bool:
    """Whether the parts of a schema say more of a value than was made of them here."""
    parts = shape.schema.all_of or shape.schema.any_of or shape.schema.one_of
    return shape.kind == "any" and bool(parts)


def _obligation(event: _Event, variant: str, claim: str, **details: Json) -> Obligation:
    return Obligation(
        id=f"webhooks/{event.name}/{variant}",
        check="webhook",
        claim=claim,
        pointer=event.op.pointer,
        details={"function": f"parse_{event.name}", "event": event.op.path, **details},
    )


def _alone(event: _Event, shapes: Shapes) -> Iterator[Obligation]:
    for variant, sample in (("full", event.full), ("minimal", event.least)):
        claim = f"The {variant} body of {event.op.path} is read, digit for digit."
        text, gives = write(sample.wire), _classes(event, shapes)
        yield _obligation(
            event, variant, claim, text=text, value=sample.python, gives=gives, drift=[]
        )
    text = write(event.full.wire)
    refused = {"broken": text[:-1], "empty": "", "html": "<html></html>"}
    for variant, bad in refused.items():
        claim = f"A body of {event.op.path} that is {variant} is a WebhookValidationError."
        yield _obligation(event, f"refused/{variant}", claim, text=bad, refused=True)


def _contradicted(event: _Event, shapes: Shapes, *, lenient: bool) -> Iterator[Obligation]:
    """What is JSON and not this event is refused, or kept where that is chosen; it is told."""
    shape = shapes.of(event.schema)
    if shape.kind != "object" or shape.nullable:
        return
    for variant, at, sent, kept in _wrong(event):
        ends = "kept as it came" if lenient else "a WebhookValidationError"
        claim = f"A body of {event.op.path} that is wrong ({variant}) is told, and {ends}."
        verdict: dict[str, Json] = {"value": kept} if lenient else {"refused": True}
        drift: Json = [["wrong-type", at]]
        yield _obligation(
            event, f"contradicted/{variant}", claim, text=write(sent), drift=drift, **verdict
        )


def _wrong(event: _Event) -> Iterator[tuple[str, str, Json, Json]]:
    """Give what is wrong, and where; what is sent, and what is kept of it."""
    yield "null", "", None, {"plain": None}
    yield "list", "", [], {"plain": []}
    for leaf in filter(_is_one_text, event.full.leaves):
        fields: Mapping[str, Json] = event.full.python["fields"]
        bad = next((value for _, value, _ in wrong_types(leaf.shape)), None)
        if bad is not None and leaf.member is not None and leaf.member.python in fields:
            kept = {**fields, leaf.member.python: {"plain": bad}}
            sent = {**event.full.wire, leaf.member.wire: bad}
            yield "member", wire_text(leaf), sent, {**event.full.python, "fields": kept}
            return


def _classes(event: _Event, shapes: Shapes) -> list[Json]:
    """Name the class of an event, for which type checkers have to be told of it."""
    shape = shapes.of(event.schema)
    return [shape.name] if shape.kind == "object" and shape.name else []


def _together(events: list[_Event], tag: str, shapes: Shapes, names: Names) -> Iterator[Obligation]:
    """See that `parse` finds the kind of each event by itself, and knows what is none."""
    for event in events:
        claim = f"`parse` knows {event.op.path} by its `{tag}`."
        full = _named(event, tag, shapes, names)
        text = write(full.wire)
        yield Obligation(
            id=f"webhooks/{event.name}/parse",
            check="webhook",
            claim=claim,
            pointer=event.op.pointer,
            details={
                "function": "parse",
                "event": event.op.path,
                "text": text,
                "value": full.python,
                "gives": _classes(event, shapes),
                "drift": [],
            },
        )
    for variant, text in (
        ("unknown", write({tag: "engross_unknown"})),
        ("untagged", "{}"),
        ("list", "[]"),
        ("broken", "{"),
    ):
        yield Obligation(
            id=f"webhooks/parse/{variant}",
            check="webhook",
            claim="`parse` refuses what is no documented event.",
            pointer=events[0].op.pointer,
            details={"function": "parse", "text": text, "refused": True},
        )


def _named(event: _Event, tag: str, shapes: Shapes, names: Names) -> Sample:
    """Give an event with a text for a tag that it is known by."""
    values, wire = _listed(shapes, names, event.schema)[tag], event.full.wire
    members = shapes.of(event.schema).members
    member = next((m for m in members if m.wire == tag), None)
    if wire.get(tag) in values or member is None:
        return event.full
    fields = {**event.full.python["fields"], member.python: values[0]}
    return Sample(wire={**wire, tag: values[0]}, python={**event.full.python, "fields": fields})


def _tag(shapes: Shapes, names: Names, events: list[_Event]) -> str | None:
    """Find a member that every event has and that no two kinds have the same value of."""
    if not events:
        return None
    for name in _listed(shapes, names, events[0].schema):
        owners: dict[Json, set[object]] = {}
        for event in events:
            values = _listed(shapes, names, event.schema).get(name, ())
            for value in values or (None,):
                owners.setdefault(value, set()).add(shapes.of(event.schema).schema.pointer)
        if None not in owners and all(len(places) == 1 for places in owners.values()):
            return name
    return None


def _listed(shapes: Shapes, names: Names, schema: Schema | Ref) -> dict[str, tuple[Json, ...]]:
    """Give the required members of an object that are one of a few texts; of a union those of all.

    In a union a member counts where every branch has it, or its discriminator names it. So does a
    member of an object by whose value a discriminator of the document knows it.
    """
    shape = shapes.of(schema)
    told = shape.schema.discriminator
    if shape.kind == "union" and told is not None:
        return {told.property_name: tuple(told.mapping)}
    if shape.kind == "union":
        parts = [_listed(shapes, names, option) for option in shape.options]
        common = [
            name for name in (parts[0] if parts else ()) if all(name in part for part in parts)
        ]
        return {name: tuple(v for part in parts for v in part[name]) for name in common}
    found: dict[str, tuple[Json, ...]] = {}
    for member in shape.members:
        values = shapes.of(member.schema).values
        if member.listed and values and all(isinstance(value, str) for value in values):
            found[member.wire] = values
    known = {name: tags.get(shape.schema.pointer) for name, tags in names.tags.items()}
    return found | {n: tags for n, tags in known.items() if tags and n not in found}
