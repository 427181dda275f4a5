"""Webhooks and callbacks: what the provider sends by itself, and the functions that read it."""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import Problem, warning
from engross.ir import ABSENT, Api, MediaType, Operation, ParameterLocation, Ref, Schema
from engross.names import TEXTUAL, media_kind
from engross.plan.objects import join
from engross.plan.prose import section, wrap
from engross.plan.records import Webhook, Webhooks
from engross.plan.shapes import Shapes, parameter_schema
from engross.pointer import ROOT, Pointer

_ARGUMENTS = (
    ("body", "The request's body, as it came."),
    ("on_drift", "Is told where the body is not as documented."),
)


def plan_webhooks(shapes: Shapes) -> Webhooks | None:
    """Decide the functions of `webhooks`; None where the provider sends nothing by itself."""
    media = {op.pointer: (op, found) for op in shapes.api.incoming() if (found := _read(op))}
    planned = {place: _plan(shapes, op, found) for place, (op, found) in media.items()}
    if not planned:
        return None
    json = [place for place, webhook in planned.items() if not webhook.content_type]
    tag, values = _tag(shapes, [media[place][1].schema for place in json]) if json else (None, [])
    kinds = {
        value: planned[place].constant
        for place, found in zip(json, values, strict=False)
        for value in found
    }
    return Webhooks(items=tuple(planned.values()), tag=tag, kinds=tuple(sorted(kinds.items())))


def unread_webhooks(api: Api) -> Iterator[Problem]:
    """Name the webhooks and callbacks that no function reads: their bodies are of other kinds."""
    for op in api.incoming():
        if op.request_body is not None and _read(op) is None:
            told = ", ".join(media.content_type for media in op.request_body.content)
            message = f"no function reads {op.path}: its body is {told or 'of no media type'}"
            yield warning(message, op.pointer)


def _read(op: Operation) -> MediaType | None:
    """Choose the media type that is read: JSON, else a form, else text."""
    content = () if op.request_body is None else op.request_body.content
    found = [media for media in content if _rank(media) is not None]
    return min(found, key=lambda media: _rank(media) or 0, default=None)


def _rank(media: MediaType) -> int | None:
    kind = media_kind(media.content_type)
    return {"json": 0, "form": 1}.get(kind, 2 if kind in TEXTUAL else None)


def _plan(shapes: Shapes, op: Operation, media: MediaType) -> Webhook:
    name, text = shapes.names.webhooks[op.pointer], media_kind(media.content_type) in TEXTUAL
    return Webhook(
        name=name,
        wire_name=op.path,
        annotation="str" if text else shapes.annotation(media.schema),
        wire_annotation="types.String" if text else shapes.wire_annotation(media.schema),
        content_type=media.content_type if _rank(media) else "",
        docstring=_docstring(shapes, op),
        summary=" ".join((op.summary or op.description or "").split()),
        deprecated=op.deprecated,
    )


def _docstring(shapes: Shapes, op: Operation) -> str:
    lines = wrap(op.summary or op.description or f"Read the event {op.path}.")
    if op.summary and op.description and op.description.strip() != op.summary.strip():
        lines += ["", *wrap(op.description)]
    lines += section("Args", _ARGUMENTS)
    lines += section("Headers", _headers(shapes, op))
    unread = "cannot be read at all" if shapes.lenient else "is not this event"
    lines += section("Raises", [("WebhookValidationError", f"The body {unread}.")])
    cited = ", ".join(shapes.cited(op))
    return "\n".join([*lines, "", f"Source: {cited}"] if cited else lines)


def _headers(shapes: Shapes, op: Operation) -> Iterator[tuple[str, str]]:
    """Say what the request has beside its body: a signature, for one."""
    for parameter in op.parameters:
        if parameter.location is ParameterLocation.HEADER:
            annotation = shapes.annotation(parameter_schema(parameter))
            yield f"{parameter.name} ({annotation})", parameter.description or ""


def _tag(
    shapes: Shapes, payloads: list[Schema | Ref | None]
) -> tuple[str | None, list[tuple[str, ...]]]:
    """Find the member whose value tells all events apart, and the values of each."""
    for name in _members(shapes, payloads[0]):
        values = [_values(shapes, payload, name) for payload in payloads]
        owners: dict[str, set[Pointer]] = {}
        for payload, found in zip(payloads, values, strict=True):
            for value in found:
                owners.setdefault(value, set()).add(_place(shapes, payload))
        if all(values) and all(len(places) == 1 for places in owners.values()):
            return name, values
    return None, []


def _members(shapes: Shapes, payload: Schema | Ref | None) -> Iterator[str]:
    """Name the members of an object; of a union without any those of its branches."""
    if payload is not None:
        whole = join(shapes.api, payload)
        yield from whole.properties
        for branch in () if whole.properties else shapes.branches(whole):
            yield from join(shapes.api, branch).properties
    yield from shapes.names.tags


def _place(shapes: Shapes, payload: Schema | Ref | None) -> Pointer:
    return ROOT if payload is None else shapes.api.resolve(payload).pointer


def _values(shapes: Shapes, payload: Schema | Ref | None, name: str) -> tuple[str, ...]:
    """Give the texts that a member of an object always is one of; none where there is no such."""
    if payload is None:
        return ()
    whole = join(shapes.api, payload)
    told = shapes.api.resolve(payload).discriminator
    if told is not None and told.property_name == name:
        return tuple(told.mapping)
    branches = shapes.branches(whole)
    if branches and name not in whole.properties:
        found = [_values(shapes, branch, name) for branch in branches]
        return tuple(value for part in found for value in part) if all(found) else ()
    return _listed(shapes, whole, name) or _tags(shapes, payload, name)


def _listed(shapes: Shapes, whole: Schema, name: str) -> tuple[str, ...]:
    if name not in whole.required or name not in whole.properties:
        return ()
    member = shapes.api.resolve(whole.properties[name])
    listed = (member.const,) if member.const is not ABSENT else member.enum or ()
    return listed if all(isinstance(value, str) for value in listed) else ()


def _tags(shapes: Shapes, payload: Schema | Ref, name: str) -> tuple[str, ...]:
    """Give the tags by which a discriminator, wherever it stands, knows an object."""
    return shapes.names.tags.get(name, {}).get(_place(shapes, payload), ())
