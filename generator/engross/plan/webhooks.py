"""Webhooks and callbacks: what the provider sends by itself, and the functions that read it."""

from __future__ import annotations

from collections.abc import Iterator

from engross.ir import ABSENT, MediaType, Operation, ParameterLocation, Ref, Schema
from engross.names import media_kind
from engross.plan.objects import join
from engross.plan.prose import section, wrap
from engross.plan.records import Webhook, Webhooks
from engross.plan.shapes import Shapes, parameter_schema
from engross.pointer import ROOT, Pointer


def plan_webhooks(shapes: Shapes) -> Webhooks | None:
    """Decide the functions of `webhooks`; None where the provider sends nothing by itself."""
    incoming = list(shapes.api.incoming())
    media = {op.pointer: _json(op) for op in incoming}
    planned = {
        op.pointer: _plan(shapes, op, found)
        for op in incoming
        if (found := media[op.pointer]) is not None
    }
    if not planned:
        return None
    payloads = {place: found.schema for place, found in media.items() if found is not None}
    tag, values = _tag(shapes, [payloads[place] for place in planned])
    kinds = {
        value: webhook.constant
        for webhook, found in zip(planned.values(), values, strict=False)
        for value in found
    }
    return Webhooks(items=tuple(planned.values()), tag=tag, kinds=tuple(sorted(kinds.items())))


def _json(op: Operation) -> MediaType | None:
    content = () if op.request_body is None else op.request_body.content
    return next((media for media in content if media_kind(media.content_type) == "json"), None)


def _plan(shapes: Shapes, op: Operation, media: MediaType) -> Webhook:
    name = shapes.names.webhooks[op.pointer]
    return Webhook(
        name=name,
        wire_name=op.path,
        annotation=shapes.annotation(media.schema),
        wire_annotation=shapes.wire_annotation(media.schema),
        docstring=_docstring(shapes, op),
        summary=" ".join((op.summary or op.description or "").split()),
        deprecated=op.deprecated,
    )


def _docstring(shapes: Shapes, op: Operation) -> str:
    lines = wrap(op.summary or op.description or f"Read the event {op.path}.")
    if op.summary and op.description and op.description.strip() != op.summary.strip():
        lines += ["", *wrap(op.description)]
    lines += section("Args", [("body", "The request's body, as it came.")])
    lines += section("Headers", _headers(shapes, op))
    lines += section("Raises", [("WebhookValidationError", "The body is not this event.")])
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
    first = {} if payloads[0] is None else join(shapes.api, payloads[0]).properties
    for name in first:
        values = [_values(shapes, payload, name) for payload in payloads]
        owners: dict[str, set[Pointer]] = {}
        for payload, found in zip(payloads, values, strict=True):
            for value in found:
                owners.setdefault(value, set()).add(_place(shapes, payload))
        if all(values) and all(len(places) == 1 for places in owners.values()):
            return name, values
    return None, []


def _place(shapes: Shapes, payload: Schema | Ref | None) -> Pointer:
    return ROOT if payload is None else shapes.api.resolve(payload).pointer


def _values(shapes: Shapes, payload: Schema | Ref | None, name: str) -> tuple[str, ...]:
    """Give the texts that a member of an object always is one of; none where there is no such."""
    if payload is None:
        return ()
    whole = join(shapes.api, payload)
    branches = shapes.branches(whole)
    if branches and name not in whole.properties:
        found = [_values(shapes, branch, name) for branch in branches]
        return tuple(value for part in found for value in part) if all(found) else ()
    if name not in whole.required or name not in whole.properties:
        return ()
    member = shapes.api.resolve(whole.properties[name])
    listed = (member.const,) if member.const is not ABSENT else member.enum or ()
    return listed if all(isinstance(value, str) for value in listed) else ()
