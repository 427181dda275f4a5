"""Operations, types and classes as data, of which the runner makes the runtime's own records."""

from __future__ import annotations

from collections.abc import Iterator

from engross.conformance import multipart
from engross.conformance.arguments import Argument
from engross.conformance.contents import CONTENT
from engross.conformance.runner.exact import Json
from engross.conformance.shapes import Shape, Shapes
from engross.conformance.subject import Subject, is_json
from engross.ir import MediaType, Parameter, Ref, Response, Schema
from engross.names import (
    ITEMISED,
    SEQUENTIAL,
    body_kind,
    declared_headers,
    describes_event,
    item_schema,
    media_kind,
)


def operation_record(subject: Subject) -> dict[str, Json]:
    """Describe an operation, so that the runner can make the runtime's own record of it."""
    op, shapes = subject.op, subject.shapes
    parameters = {p.name: p for p in op.parameters}
    members = {a.name: a.wire for a in subject.arguments if a.location == "body"}
    return {
        "id": op.operation_id,
        "method": op.method,
        "path": op.path,
        "parameters": {
            a.name: _parameter_record(parameters[a.wire], shapes, a.shape)
            for a in subject.arguments
            if a.wire in parameters
        },
        "body": list(_body_records(subject)),
        **({"headers": headers} if (headers := dict(_header_records(subject))) else {}),
        **({"members": members} if members else {}),
        "responses": [
            {"status": response.status, **record}
            for response in op.responses
            for record in _media_records(subject, response)
        ],
    }


def _header_records(subject: Subject) -> Iterator[tuple[str, Json]]:
    """Describe the declared headers of the answers, by the names of their attributes."""
    told = subject.names.headers.get(subject.op.pointer)
    for header in declared_headers(subject.op) if told else ():
        assert told is not None
        assert header.schema is not None
        shape = subject.shapes.of(header.schema)
        items = None if shape.items is None else subject.shapes.of(shape.items)
        forms = {"array": "array", "map": "object"}
        in_json = media_kind(header.content_type or "") == "json"
        yield (
            told.fields[header.name],
            {
                "name": header.name,
                "type": type_record(subject.shapes, shape),
                "required": header.required,
                "form": "json" if in_json else forms.get(shape.kind) or _form(shape),
                "items": "text" if items is None else _form(items),
                "explode": header.explode,
            },
        )


def _form(shape: Shape) -> str:
    return "json" if shape.kind in {"boolean", "integer", "number", "decimal"} else "text"


def _body_records(subject: Subject) -> Iterator[dict[str, Json]]:
    """Describe the body in each of its media types, the usual one first."""
    yield from _body_record(subject)
    for other in subject.others.values():
        yield from _body_record(other)


def _body_record(subject: Subject) -> Iterator[dict[str, Json]]:
    body = subject.op.request_body
    if body is None:
        return
    media = body.content[0]
    told: dict[str, Json] = {
        "content_type": media.content_type,
        **({} if body.required else {"required": False}),
        **({"binary": True} if media.binary else {}),
    }
    arguments = [a for a in subject.arguments if a.location in {"whole", "body"}]
    if arguments[0].location == "whole":
        shape = arguments[0].shape
        kind: Json = "string" if shape.kind == CONTENT else type_record(subject.shapes, shape)
        if body_kind(body.content[0]) in ITEMISED:
            kind = kind[1]  # the runtime checks one item after the other
        yield {"type": kind, **told}
    else:
        parts = [_part_record(subject.shapes, body.content[0], a) for a in arguments]
        gone = [[a.wire, warning(a.wire)] for a in arguments if _is_deprecated(a.schema)]
        schema = body.content[0].schema
        whole = subject.shapes.of(schema).name if schema and not subject.is_multipart else ""
        yield {
            "type": {"class": whole} if whole else ["map", "string"],
            **told,
            "parts": parts,
            **({"deprecated": gone} if gone else {}),
        }


def _is_deprecated(schema: Schema | Ref) -> bool:
    return isinstance(schema, Schema) and schema.deprecated


def warning(wire: str) -> str:
    """Give what a caller who uses something deprecated is told."""
    return f"The provider has deprecated `{wire}`."


def _part_record(shapes: Shapes, media: MediaType, argument: Argument) -> dict[str, Json]:
    encoding = media.encoding.get(argument.wire)
    told = encoding.content_type if encoding is not None else None
    is_file = argument.shape.kind in multipart.KINDS
    coded = argument.shape.schema.content_encoding
    told = told or (multipart.ANY_FILE if coded else None)
    styled = encoding is not None and encoding.styled
    return {
        "name": argument.wire,
        **({} if is_file else {"type": type_record(shapes, argument.shape)}),
        **({"many": True} if argument.shape.kind == "files" else {}),
        **({"content_type": told} if told else {}),
        **({"style": encoding.style, "explode": encoding.explode} if encoding and styled else {}),
        **({"encoding": coded} if coded else {}),
        **({"required": True} if argument.needed else {}),
        **({"sensitive": True} if argument.sensitive else {}),
    }


def _parameter_record(parameter: Parameter, shapes: Shapes, shape: Shape) -> dict[str, Json]:
    style = {} if parameter.style in {"simple", "form"} else {"style": parameter.style}
    usual = parameter.style in {"form", "cookie"}
    media = parameter.content
    in_form = media and body_kind(media) == "form" and parameter.location.value != "querystring"
    return {
        "name": parameter.name,
        "location": parameter.location.value,
        "type": type_record(shapes, shape),
        **style,
        **({} if parameter.explode == usual else {"explode": parameter.explode}),
        **({"json": True} if media and is_json(media) else {}),
        **({"form": True} if in_form else {}),
        **({"allow_reserved": True} if parameter.allow_reserved else {}),
        **({"sensitive": True} if parameter.sensitive else {}),
        **({"deprecated": warning(parameter.name)} if parameter.deprecated else {}),
    }


def _media_records(subject: Subject, response: Response) -> list[dict[str, Json]]:
    return [_media_record(subject, media) for media in response.content] or [{}]


def _media_record(subject: Subject, media: MediaType) -> dict[str, Json]:
    kind = body_kind(media)
    schema = item_schema(subject.api, media) if kind in SEQUENTIAL else media.schema
    shape = subject.shapes.of(schema) if schema else None
    known = shape is not None and shape.kind != "any" and kind in {"json", *SEQUENTIAL}
    whole = schema is not None and kind == "events" and describes_event(subject.api, schema)
    return {
        "content_type": media.content_type,
        **({"binary": True} if media.binary else {}),
        **({"type": type_record(subject.shapes, shape)} if known and shape else {}),
        **({"describes_event": True} if whole else {}),
    }


def type_record(shapes: Shapes, shape: Shape, inside: str = "") -> Json:
    """Describe a type: `decimal`, `["list", "decimal"]`, `["map", "string"]`, `{"class": "A"}`.

    Args:
        shapes: Of its API.
        shape: The type's.
        inside: The class that it is in, which is yet to be made.
    """
    if shape.name == inside != "":
        return {"later": inside}
    if shape.name:
        return {"enum" if shape.kind == "enum" else "class": shape.name}
    if shape.kind in {"array", "map"} and shape.items is not None:
        word = "list" if shape.kind == "array" else "map"
        return [word, type_record(shapes, shapes.of(shape.items), inside)]
    place = shape.schema.pointer
    is_strict = shape.kind == "date-time" and place in shapes.sent and place not in shapes.received
    return "sent-date-time" if is_strict else shape.kind


def member_record(kind: Json, wire: str, **marks: Json) -> dict[str, Json]:
    """Describe a member of a class that is written down and not derived: required, if not told."""
    return {
        "wire": wire, "type": kind, "required": True, "nullable": False, "sensitive": False, **marks
    }  # fmt: skip


def class_record(shapes: Shapes, shape: Shape) -> dict[str, Json]:
    """Describe a class, so that the runner can make it of the runtime's own base class."""
    if shape.kind == "enum":
        return {"members": dict(zip(shape.labels, shape.values, strict=True))}
    return {
        "fields": {
            member.python: {
                "wire": member.wire,
                "type": type_record(shapes, shapes.of(member.schema), shape.name),
                "required": member.required,
                "nullable": shapes.of(member.schema).nullable,
                "sensitive": shapes.of(member.schema).sensitive,
            }
            for member in shape.members
        }
    }
