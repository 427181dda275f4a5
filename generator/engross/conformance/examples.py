"""Obligations from the documentation's own examples: each is read field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from engross.conformance.credentials import Credential
from engross.conformance.failures import status_error
from engross.conformance.reading import Reading
from engross.conformance.records import DocumentedExample, Obligation
from engross.conformance.runner.exact import Json, Number, is_object
from engross.conformance.samples import Sample
from engross.conformance.scalars import tree
from engross.conformance.subject import Answer, Subject
from engross.ir import DocumentedError, Envelope

WRONG = "spec or documentation"


def example_obligations(
    subject: Subject,
    examples: tuple[DocumentedExample, ...],
    known: tuple[Credential, ...],
    *,
    brief: bool = False,
) -> Iterator[Obligation]:
    """Derive the obligations of the examples that belong to one operation.

    Args:
        subject: The operation.
        examples: All that are documented.
        known: The credentials that a client takes.
        brief: Of an example inside the spec only that it fits, and is written back as it came.
    """
    if not subject.answers:
        return
    for documented in examples:
        if documented.content.get("operation") == subject.op.operation_id:
            yield _documented(subject, documented)
            yield from _addressed(subject, documented, known)
    for answer in subject.answers:
        for example in answer.media.examples if answer.media and answer.is_json else ():
            derived = _inline(subject, answer, example.name, tree(example.value))
            if derived is not None:
                yield _briefly(derived) if brief else derived


def _documented(subject: Subject, example: DocumentedExample) -> Obligation:
    content = example.content
    response: Mapping[str, Json] = content.get("response") or {}
    answer: dict[str, Json] = {"json": tree(response.get("body"))}
    status = response.get("status")
    if status is not None:
        answer["status"] = tree(status)
    source = content.get("source")
    details: dict[str, Json] = {
        "operation": subject.key,
        **_request(subject, content.get("request") or {}),
        "answer": answer,
        **_outcome(subject, int(status or subject.answers[0].status), answer["json"]),
        **_contradictions(subject, answer["json"]),
        **({"source": source} if source else {}),
    }
    return Obligation(
        id=f"{subject.key}/example/{_short(subject, example.name)}",
        check="call",
        claim="The documentation's example is read field by field: "
        f"{content.get('summary') or example.name}.",
        pointer=subject.op.pointer,
        fault=WRONG,
        details=details,
    )


def _contradictions(subject: Subject, body: Json) -> dict[str, Json]:
    """Say what of a documented body the spec does not allow, or does not know."""
    envelope = subject.envelope
    failed = envelope is not None and is_object(body) and body.get(envelope.success) is not True
    responses = [r for r in subject.op.responses if r.status.startswith("2") != failed]
    media = [media for response in responses for media in response.content][:1]
    schema = media[0].schema if media else None
    if schema is None:
        return {}
    reading = Reading(subject.shapes, strict=True)
    reading.describe(schema, body)
    return {"contradictions": sorted(reading.problems)} if reading.problems else {}


def _addressed(
    subject: Subject, example: DocumentedExample, known: tuple[Credential, ...]
) -> Iterator[Obligation]:
    """The documentation's own request line: verb, server, path and credentials as they stand."""
    request: Mapping[str, Json] = example.content.get("request") or {}
    if not {"method", "url"} <= request.keys():
        return
    url = urlsplit(request["url"])
    told = _request(subject, request)
    headers = {name.lower(): text for name, text in (request.get("headers") or {}).items()}
    client: dict[str, Json] = {"base_url": {"omit": True}}
    for credential in known:
        for name, empty in credential.on_wire("").get("headers", {}).items():
            if headers.get(name, "").startswith(empty):
                client[credential.keyword] = headers[name].removeprefix(empty)
    source = example.content.get("source")
    yield Obligation(
        id=f"{subject.key}/example/{_short(subject, example.name)}/address",
        check="call",
        claim="The documentation's request goes to its address, with its verb and headers.",
        pointer=subject.op.pointer,
        fault=WRONG,
        details={
            "operation": subject.key,
            **{key: told[key] for key in ("arguments", "request") if key in told},
            "client": client,
            "base_url": f"{url.scheme}://{url.netloc}",
            "changes": {
                "method": request["method"],
                "path": url.path,
                "headers": headers,
            },
            "memory_only": "it calls the provider's own server",
            **({"source": source} if source else {}),
        },
    )


def _short(subject: Subject, name: str) -> str:
    return name.removeprefix((subject.op.operation_id or "").replace("/", ".") + ".")


def _inline(subject: Subject, answer: Answer, name: str, wire: Json) -> Obligation | None:
    """An example inside the spec; one that contradicts the spec is the spec's business."""
    assert answer.media is not None
    if answer.media.schema is None:
        return None
    reading = Reading(subject.shapes)
    python = reading.describe(answer.media.schema, wire)
    if reading.problems:
        return None
    return Obligation(
        id=f"{subject.key}/example/{answer.response.status}/{name or 'example'}",
        check="call",
        claim="The spec's example is read field by field.",
        pointer=answer.media.pointer,
        fault=WRONG,
        details={
            "operation": subject.key,
            "answer": {"status": Number(str(answer.status)), "json": wire},
            **(_refusal(subject, answer.status, wire) or {"returns": {"is": python}}),
            **({"unwritten": True} if reading.loses_digits else {}),
        },
    )


def _briefly(derived: Obligation) -> Obligation:
    """Leave the fields to the made-up answers, whose values differ from each other."""
    details = {name: value for name, value in derived.details.items() if name != "returns"}
    claim = "The spec's example is accepted, and written back as it came."
    return replace(derived, claim=claim, details=details)


def _request(subject: Subject, request: Mapping[str, Json]) -> dict[str, Json]:
    """Give the arguments of an example, where it has all that the operation needs."""
    given = {place: tree(request.get(place)) or {} for place in ("path", "query", "headers")}
    body = tree(request.get("body"))
    values: dict[str, Sample] = {}
    reading = Reading(subject.shapes)
    for argument in subject.arguments:
        if argument.location == "whole":
            holder: Json = {argument.wire: body} if body is not None else {}
        elif argument.location == "body":
            holder = body if is_object(body) else {}
        else:
            holder = given.get({"header": "headers"}.get(argument.location, argument.location), {})
        if argument.wire in holder:
            wire = holder[argument.wire]
            python = reading.describe(argument.schema, wire)
            values[argument.name] = Sample(wire=wire, python=python)
        elif argument.required:
            return {}
    return {
        "arguments": {name: value.python for name, value in values.items()},
        "request": subject.request(values),
        "live": True,
    }


def _outcome(subject: Subject, status: int, body: Json) -> dict[str, Json]:
    if refusal := _refusal(subject, status, body):
        return refusal
    answer = _declared(subject, status)
    if answer is None or answer.media is None or answer.media.schema is None:
        return {"raises": {"errors": [status_error(status)]}}
    return {"returns": {"is": Reading(subject.shapes).describe(answer.media.schema, body)}}


def _refusal(subject: Subject, status: int, body: Json) -> dict[str, Json]:
    """Describe what a body raises whose envelope says no success; empty where it does."""
    envelope = subject.envelope
    if envelope is None or not is_object(body) or body.get(envelope.success) is True:
        return {}
    return {"raises": _raised(subject, envelope, status, body)}


def _declared(subject: Subject, status: int) -> Answer | None:
    return next((answer for answer in subject.answers if answer.status == status), None)


def _raised(subject: Subject, envelope: Envelope, status: int, body: dict[str, Json]) -> Json:
    told = [text for name in envelope.message if isinstance(text := body.get(name), str) and text]
    code = body.get(envelope.code) if envelope.code else None
    found = [error.name for error in subject.op.errors if _matches(error, told, code)]
    errors = found[:1] or ["BusinessError", *([status_error(status)] if status >= 300 else [])]
    attributes: dict[str, Json] = {"status_code": {"integer": str(status)}, "body": {"plain": body}}
    if told:
        attributes["message"] = told[0]
    return {"errors": errors, "attributes": attributes}


def _matches(error: DocumentedError, told: list[str], code: Json) -> bool:
    match = error.match
    return (
        (match.code is None or match.code == code)
        and (match.message is None or match.message in told)
        and (
            match.message_starts_with is None
            or any(text.startswith(match.message_starts_with) for text in told)
        )
    )
