"""The operation's record: the `Operation(...)` of `_runtime.operation` as an expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from engross.ir import (
    Api,
    DocumentedError,
    Encoding,
    MediaType,
    Operation,
    Parameter,
    ParameterLocation,
    Ref,
    RequestBody,
    Response,
    Schema,
)
from engross.names import (
    ITEMISED,
    SEQUENTIAL,
    TEXTUAL,
    body_kind,
    body_properties,
    is_file,
    is_multipart,
    media_kind,
)
from engross.plan.choices import has_event_type, item_wire_type
from engross.plan.prose import deprecation
from engross.plan.servers import own_server
from engross.plan.shapes import Shapes, parameter_schema

_ANY_BYTES = "application/octet-stream"
# RFC 2045, "Content-Transfer-Encoding Header Field": those that make a text of bytes.
_TRANSFERS = frozenset({"base64", "quoted-printable"})
# Formats of older versions, which make an ordinary text of it.
_OLD_FORMATS = frozenset({"byte", "base64"})


def operation_expression(shapes: Shapes, op: Operation) -> str:
    """Write the `Operation(...)` of `_runtime.operation` as an expression."""
    return _call(
        "Operation",
        id=repr(op.operation_id or f"{op.method} {op.path}"),
        method=repr(op.method),
        path=repr(op.path),
        parameters=_tuple(_parameter(shapes, op, parameter) for parameter in op.parameters),
        body=_body(shapes, op.request_body, op.request_body.content[0]) if op.request_body else "",
        other_bodies=_tuple(_other_bodies(shapes, op.request_body)),
        responses=_tuple(
            item for response in op.responses for item in _responses(shapes, response)
        ),
        envelope=_envelope(shapes, op),
        errors=_tuple(_error_rule(error) for error in op.errors),
        security=_tuple(_tuple(map(repr, need.schemes)) or "()" for need in op.security),
        scopes=_scopes(op),
        irreversible="True" if op.irreversible else "",
        server=repr(server) if (server := own_server(shapes, op)) else "",
        headers=_headers(shapes, op),
    )


def _headers(shapes: Shapes, op: Operation) -> str:
    names = shapes.names.headers.get(op.pointer)
    return f"lambda: headers_.{names.name}" if names is not None else ""


def _scopes(op: Operation) -> str:
    """Write what the tokens of each alternative must allow."""
    needs = [{n: texts for n, texts in need.schemes.items() if texts} for need in op.security]
    return _tuple(map(_scopes_of, needs)) if any(needs) else ""


def _scopes_of(need: Mapping[str, Iterable[str]]) -> str:
    pairs = (f"{name!r}: {_tuple(map(repr, texts))},\n" for name, texts in need.items())
    return f"{{{''.join(pairs)}}}"


def _parameter(shapes: Shapes, op: Operation, parameter: Parameter) -> str:
    key = parameter_key(op, parameter)
    pairs = parameter.location.value in {"query", "cookie", "querystring"}
    default = pairs and parameter.style not in {"spaceDelimited", "pipeDelimited"}
    form = parameter.style in {"form", "simple"}
    return _call(
        "Parameter",
        name=repr(parameter.name),
        location=repr(parameter.location.value),
        type=f"lambda: {_counted(shapes, parameter_schema(parameter))}",
        key=repr(key) if key != parameter.name else "",
        style="" if form else repr(parameter.style),
        explode="" if parameter.explode == default else repr(parameter.explode),
        json="True" if is_json(parameter.content) else "",
        form="True" if _is_form(parameter) else "",
        fields=_tuple(_fields(shapes, parameter.content)) if parameter.content else "",
        allow_reserved="True" if parameter.allow_reserved else "",
        sensitive="True" if parameter.sensitive else "",
        deprecated=repr(deprecation(parameter, f"the parameter `{parameter.name}`"))
        if parameter.deprecated
        else "",
    )


def is_json(media: MediaType | None) -> bool:
    """Whether a media type is one of JSON."""
    return media is not None and body_kind(media) == "json"


def _is_form(parameter: Parameter) -> bool:
    """Whether a value is a form behind its name; what is a whole query has none."""
    in_form = parameter.content is not None and body_kind(parameter.content) == "form"
    return in_form and parameter.location is not ParameterLocation.QUERYSTRING


def is_binary(media: MediaType) -> bool:
    """Whether a body is bytes though its media type may be JSON's."""
    return body_kind(media) != media_kind(media.content_type)


def _body(shapes: Shapes, body: RequestBody, media: MediaType) -> str:
    is_usual = media.content_type == "application/json"
    return _call(
        "Body",
        type=f"lambda: {_body_wire_type(shapes, media)}",
        content_type="" if is_usual else repr(media.content_type),
        required="" if body.required else "False",
        parts=_tuple(_parts(shapes, body, media)),
        fields=_tuple(_fields(shapes, media)),
        binary="True" if is_binary(media) else "",
        deprecated=_tuple(_deprecated(shapes, body, media)),
    )


def _deprecated(shapes: Shapes, body: RequestBody, media: MediaType) -> Iterator[str]:
    properties = body_properties(shapes.api, replace(body, content=(media,))) or {}
    for wire, prop in properties.items():
        if prop.deprecated:
            yield repr((wire, deprecation(prop, f"the member `{wire}`")))


def _other_bodies(shapes: Shapes, body: RequestBody | None) -> Iterator[str]:
    if body is not None:
        yield from (_body(shapes, body, media) for media in body.content[1:])


def _body_wire_type(shapes: Shapes, media: MediaType) -> str:
    """Write the type that checks a body; what a text says is for others to check."""
    kind = body_kind(media)
    if kind in ITEMISED:
        return item_wire_type(shapes, media) or "Any"
    schema = shapes.api.resolve(media.schema) if media.schema is not None else None
    is_text = schema is not None and schema.type - {"null"} == {"string"}
    return "types.String" if kind in TEXTUAL and not is_text else _counted(shapes, media.schema)


def _counted(shapes: Shapes, schema: Schema | Ref | None) -> str:
    """Write the type of what is sent; of a list with how many items it may have."""
    wire = shapes.wire_annotation(schema)
    target = shapes.api.resolve(schema) if schema is not None else None
    if target is None or not wire.startswith("list[") or target.type != {"array"}:
        return wire
    counts = (target.min_items, target.max_items)
    if counts == (None, None) or target.pointer not in shapes.sent_only:
        return wire
    return f"types.counted({wire}, {counts[0]}, {counts[1]})"


def _parts(shapes: Shapes, body: RequestBody, media: MediaType) -> Iterator[str]:
    properties = body_properties(shapes.api, replace(body, content=(media,)))
    if media.schema is None or properties is None or not is_multipart(media):
        return
    whole = shapes.api.resolve(media.schema)
    for wire, prop in properties.items():
        encoding = media.encoding.get(wire)
        file = is_file(shapes.api, prop)
        yield _call(
            "Part",
            name=repr(wire),
            type="" if file else f"lambda: {shapes.wire_annotation(prop)}",
            many="True" if file and shapes.api.resolve(prop).items is not None else "",
            required="True" if wire in whole.required else "",
            sensitive="True" if prop.sensitive else "",
            **_written(shapes.api, prop, encoding, file=file),
        )


# OpenAPI 3.1, "Encoding Object": where a style is said, a media type says nothing.
def _written(
    api: Api, prop: Schema | Ref, encoding: Encoding | None, *, file: bool
) -> Mapping[str, str]:
    """Say how a part is written: in a style, or by its media type and its encoding."""
    if encoding is not None and encoding.styled and not file:
        explode = "" if encoding.explode is None else repr(encoding.explode)
        return {"style": repr(encoding.style or "form"), "explode": explode}
    target = api.resolve(prop)
    item = api.resolve(target.items or target)
    transfer = "" if file else _transfer_encoding(item)
    own = item.content_media_type or _ANY_BYTES
    # OpenAPI 3.1, "Considerations for File Uploads"; of a file that it is some bytes says nothing.
    usual = own if transfer or (file and own != _ANY_BYTES) else ""
    told = (encoding and encoding.content_type) or usual
    return {
        "content_type": repr(told) if told else "",
        "encoding": repr(transfer) if transfer else "",
    }


# OpenAPI 3.1, "Encoding Object": `contentEncoding` is the part's `Content-Transfer-Encoding`.
def _transfer_encoding(schema: Schema) -> str:
    told = (schema.content_encoding or "").lower()
    return told if told in _TRANSFERS and schema.format not in _OLD_FORMATS else ""


def _responses(shapes: Shapes, response: Response) -> Iterator[str]:
    if not response.content:
        yield _call("Response", status=repr(response.status))
    for media in response.content:
        resolved = _answer_wire_type(shapes, media)
        yield _call(
            "Response",
            status=repr(response.status),
            content_type=repr(media.content_type),
            type=f"lambda: {resolved}" if resolved else "",
            describes_event="True" if has_event_type(shapes, media) else "",
            binary="True" if is_binary(media) else "",
        )


# OpenAPI 3.1, "Encoding Object": what has no word of a style is written by its media type.
def _fields(shapes: Shapes, media: MediaType) -> Iterator[str]:
    """Describe the members of a form that are laid out in a style, or as one text of JSON."""
    if media.schema is None or body_kind(media) != "form":
        return
    for wire, prop in shapes.api.resolve(media.schema).properties.items():
        encoding = media.encoding.get(wire)
        if encoding is None:
            continue
        styled = encoding.styled
        as_json = not styled and media_kind(encoding.content_type or "") == "json"
        if styled or as_json:
            yield _call(
                "Parameter",
                name=repr(wire),
                location=repr("query"),
                type=f"lambda: {shapes.wire_annotation(prop)}",
                style=repr(encoding.style) if encoding.style not in {None, "form"} else "",
                explode="" if encoding.explode is None else repr(encoding.explode),
                json="True" if as_json else "",
                allow_reserved="True" if encoding.allow_reserved else "",
            )


def _answer_wire_type(shapes: Shapes, media: MediaType) -> str:
    """Write the type that reads an answer or an item of it; nothing where any value will do."""
    kind = body_kind(media)
    if kind in SEQUENTIAL:
        return item_wire_type(shapes, media)
    found = shapes.wire_annotation(media.schema) if kind == "json" else ""
    return "" if found == "Any" else found


def _envelope(shapes: Shapes, op: Operation) -> str:
    for response in op.responses:
        for media in response.content:
            schema = shapes.api.resolve(media.schema) if media.schema else None
            if schema is not None and schema.envelope is not None:
                envelope = schema.envelope
                return _call(
                    "Envelope",
                    success=repr(envelope.success),
                    code=repr(envelope.code) if envelope.code else "",
                    message=_tuple(map(repr, envelope.message)),
                    request_id=repr(envelope.request_id) if envelope.request_id else "",
                )
    return ""


def _error_rule(error: DocumentedError) -> str:
    match = error.match
    return _call(
        "ErrorRule",
        error=error.name,
        code=repr(match.code) if match.code is not None else "",
        message=repr(match.message) if match.message is not None else "",
        message_starts_with=repr(match.message_starts_with) if match.message_starts_with else "",
    )


def parameter_key(op: Operation, parameter: Parameter) -> str:
    """Give the key of a parameter's value: its name, with its place where two share the name."""
    same = [other for other in op.parameters if other.name == parameter.name]
    return (
        parameter.name if same[0] is parameter else f"{parameter.location.value}:{parameter.name}"
    )


def _call(name: str, /, **keywords: str) -> str:
    """Write a call, without the keywords that have no value."""
    given = (f"{keyword}={value}" for keyword, value in keywords.items() if value)
    return f"{name}({', '.join(given)})"


def _tuple(items: Iterable[str]) -> str:
    body = "".join(f"{item},\n" for item in items)
    return f"(\n{body})" if body else ""
