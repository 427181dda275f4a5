"""The body of a request, held against its description."""

from __future__ import annotations

from dataclasses import replace

from engross.diff.documents import Direction
from engross.ir import ABSENT, Json, MediaType, Operation
from engross.mock.elements import document_value
from engross.mock.forms import (
    form_value,
    is_form,
    is_multipart,
    multipart_value,
    parts_of,
)
from engross.mock.media import described, is_json, is_json_lines, is_text, is_xml, parameter_of
from engross.mock.messages import Request
from engross.mock.problems import Fault, Refusal
from engross.mock.readings import MalformedError, exact, typed
from engross.mock.schemas import Schemas
from engross.pointer import Pointer


def body_refusal(schemas: Schemas, operation: Operation, request: Request) -> Refusal | None:
    """Say why the body of a request is not what the operation takes; None where it is."""
    described_body = operation.request_body
    if described_body is None:
        return None
    content_type = request.header("content-type") or ""
    if not request.body and not _is_empty_body(described_body.content, content_type):
        if not described_body.required:
            return None
        missing = Fault(detail="is required", place=described_body.pointer)
        return Refusal(status=400, detail="The request has no body.", faults=(missing,))
    media = described(described_body.content, content_type)
    if media is None:
        return _unsupported(operation, content_type)
    try:
        value = _value(schemas, media, content_type, request.body)
    except MalformedError as error:
        fault = Fault(detail=str(error), place=media.pointer)
        return Refusal(status=400, detail="The body cannot be read.", faults=(fault,))
    found = _faults(schemas, media, value)
    if not found:
        return None
    told = tuple(replace(fault, place=media.pointer) for fault in found)
    return Refusal(status=422, detail="The body is not what is described.", faults=told)


def _faults(schemas: Schemas, media: MediaType, value: Json) -> list[Fault]:
    """Hold a body to its schema, and each item of a stream to that of the items."""
    found: list[Fault] = []
    whole, each = media.schema, media.item_schema
    if is_json_lines(media.content_type) and "array" not in schemas.types(whole):
        # OpenAPI 3.1 has no word for the items, so authors write their schema.
        whole, each = None, each or whole
    if whole is not None and value is not ABSENT:
        found += schemas.faults(whole, value, Direction.REQUEST)
    if each is not None and isinstance(value, list):
        for index, item in enumerate(value):
            for fault in schemas.faults(each, item, Direction.REQUEST):
                pointer = Pointer((str(index), *fault.pointer.tokens))
                found.append(replace(fault, pointer=pointer))
    return found


def _is_empty_body(content: tuple[MediaType, ...], content_type: str) -> bool:
    """Whether no byte at all is a body: a form without fields, an empty text."""
    media = described(content, content_type) if content_type else None
    return media is not None and (is_form(content_type) or is_text(content_type))


def _unsupported(operation: Operation, content_type: str) -> Refusal:
    assert operation.request_body is not None
    known = ", ".join(media.content_type for media in operation.request_body.content)
    given = f"{content_type!r} is not" if content_type else "No Content-Type is given; it is not"
    detail = f"{given} one of {known}."
    # RFC 9110, "415 Unsupported Media Type": `Accept` says what would have been taken.
    return Refusal(status=415, detail=detail, headers=(("accept", known),))


def _value(schemas: Schemas, media: MediaType, content_type: str, body: bytes) -> Json:
    """Read a body as a value of its schema; ABSENT where it is none that could be checked."""
    if is_json(content_type) and not media.binary:
        return _json(body)
    if is_json_lines(content_type):
        return _lines(body)
    if is_form(content_type):
        return form_value(schemas, media, body)
    if is_multipart(content_type):
        return multipart_value(schemas, media, parts_of(content_type, body))
    if is_xml(content_type):
        return document_value(schemas, media.schema, body)
    if is_text(content_type):
        return typed(schemas, media.schema, _text(body, content_type))
    # A character for each byte, so that limits of length hold.
    return body.decode("latin-1") if "string" in schemas.types(media.schema) else ABSENT


def _json(body: bytes) -> Json:
    try:
        return exact(body)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"is not JSON: {error}") from None


def _lines(body: bytes) -> Json:
    """Read JSON values one after the other."""
    # RFC 7464, "JSON Text Sequences": each text begins with a record separator.
    return [_json(line) for line in body.replace(b"\x1e", b"").splitlines() if line.strip()]


def _text(body: bytes, content_type: str) -> str:
    charset = parameter_of(content_type, "charset") or "utf-8"
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError) as error:
        raise MalformedError(f"is not text in {charset}: {error}") from None
