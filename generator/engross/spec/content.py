"""Media types, examples, encodings, headers and request bodies: what a message carries."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from engross.ir import Encoding, Example, Header, MediaType, Ref, RequestBody, Schema
from engross.spec.cursor import Cursor, Session
from engross.spec.extensions import parse_node
from engross.spec.kinds import is_list, is_mapping
from engross.spec.schemas import parse_schema

_BY_POSITION: Final = ("itemEncoding", "prefixEncoding")
"""How parts without names are written (OpenAPI 3.2, "Encoding By Position")."""
_MEDIA_TYPE: Final = (
    *("schema", "itemSchema", "example", "examples"),
    *("encoding", *_BY_POSITION),
)
_ENCODING: Final = (
    *("contentType", "headers", "style", "explode", "allowReserved"),
    *("encoding", *_BY_POSITION),
)
_EXAMPLE: Final = (
    "summary",
    "description",
    "value",
    "externalValue",
    "dataValue",
    "serializedValue",
)
_TEXTUAL: Final = re.compile(r"text/|.*(json|xml|yaml)")
_REQUEST_BODY: Final = ("description", "content", "required")
_HEADER: Final = (
    *("description", "required", "deprecated", "style", "explode"),
    *("schema", "content", "example", "examples"),
)


def parse_request_body(cursor: Cursor) -> RequestBody | None:
    """Read a Request Body Object; None for one without a media type, which can carry nothing."""
    cursor.only(_REQUEST_BODY, "a request body")
    content = parse_content(cursor)
    if not content:
        cursor.fault("'content' is missing: write the media types of the body")
        return None
    return RequestBody(
        **parse_node(cursor),
        content=tuple(replace(media, binary=media.binary or _is_open(media)) for media in content),
        required=cursor.flag("required") or False,
        description=cursor.text("description"),
    )


def _is_open(media: MediaType) -> bool:
    """Whether nothing is said of a body, not even its media type: then it is the caller's bytes."""
    return media.schema is None and media.content_type in {"*/*", "application/*"}


def parse_content(parent: Cursor) -> tuple[MediaType, ...]:
    """Read the `content` of a body, a response or a parameter, in the document's order."""
    found: list[MediaType] = []
    for content_type, cursor in parent.members("content"):
        if "/" not in content_type:
            cursor.fault(f"{content_type!r} is no media type: write one like 'application/json'")
        if cursor.value is None:
            cursor.fault("expected a media type (a mapping), found nothing: write {}")
            found.append(MediaType(pointer=cursor.pointer, content_type=content_type))
            continue
        target = cursor.target()
        if target is not None:
            found.append(_parse_media_type(target, content_type))
    return tuple(found)


def _parse_media_type(cursor: Cursor, content_type: str) -> MediaType:
    cursor.only(_MEDIA_TYPE, "a media type")
    for key in (key for key in _BY_POSITION if key in cursor):
        cursor.warn(f"{key!r} is not followed: parts without names are one piece of bytes", key=key)
    schema, item_schema = cursor.maybe("schema"), cursor.maybe("itemSchema")
    parsed = None if schema is None else parse_schema(schema)
    encodings = {
        name: _parse_encoding(encoding, styled=_has_styles(cursor.session, content_type))
        for name, encoding in cursor.members("encoding")
        if encoding.mapping()
    }
    return MediaType(
        **parse_node(cursor, (), _BY_POSITION),
        content_type=content_type,
        schema=parsed,
        item_schema=None if item_schema is None else parse_schema(item_schema),
        binary=parsed is not None and _is_binary(cursor.session, parsed),
        encoding=encodings,
        examples=parse_examples(cursor),
    )


# OpenAPI 3.1, "Considerations for File Uploads".
def _is_binary(session: Session, schema: Schema | Ref) -> bool:
    """Whether a schema says raw bytes, which no text in JSON is."""
    if isinstance(schema, Ref):
        target = session.wanted[schema.target]
        return is_mapping(target.value) and target.value.get("format") == "binary"
    told = schema.content_media_type
    return told is not None and schema.content_encoding is None and not _TEXTUAL.match(told)


def _has_styles(session: Session, content_type: str) -> bool:
    """Whether `style` and its like count: in a form, since OpenAPI 3.1 in `multipart/form-data`."""
    kind = content_type.partition(";")[0].strip().lower()
    return not kind.startswith("multipart/") or (
        kind == "multipart/form-data" and not session.is_30
    )


def _parse_encoding(cursor: Cursor, *, styled: bool) -> Encoding:
    cursor.only(_ENCODING, "an encoding")
    headers = {header.name: header for header in parse_headers(cursor)}
    if required := [name for name, header in headers.items() if header.required]:
        cursor.warn(
            f"the header {required[0]!r} of a part is no argument: of a file it can be given beside"
            " the content, other parts go without",
            key="headers",
        )
    return Encoding(
        **parse_node(cursor, (), ("encoding", *_BY_POSITION)),
        content_type=cursor.text("contentType"),
        headers=headers,
        style=cursor.text("style") if styled else None,
        explode=cursor.flag("explode") if styled else None,
        allow_reserved=(styled and cursor.flag("allowReserved")) or False,
    )


def parse_examples(parent: Cursor) -> tuple[Example, ...]:
    """Read `example` and `examples`; what stands only at another address is left out."""
    found: list[Example] = []
    if "example" in parent.value:
        pointer = parent.pointer / "example"
        found.append(Example(pointer=pointer, name="example", value=parent.value["example"]))
    if is_list(parent.value.get("examples")):
        parent.fault("expected a mapping of named examples, found a list", key="examples")
        return tuple(found)
    for name, cursor in parent.members("examples"):
        target = cursor.follow(optional=True)
        if target is None:
            continue
        if not is_mapping(target.value):
            cursor.fault("expected an example (a mapping with 'value')")
            continue
        target.only(_EXAMPLE, "an example")
        value = target.value.get("dataValue", target.value.get("value"))
        if "value" in target.value or "dataValue" in target.value:
            node = parse_node(
                target, (), ("summary", "description", "externalValue", "serializedValue")
            )
            found.append(Example(**node, name=name, value=value))
    return tuple(found)


def parse_headers(parent: Cursor) -> tuple[Header, ...]:
    """Read the `headers` of a response or an encoding."""
    found: list[Header] = []
    for name, cursor in parent.members("headers"):
        target = cursor.target()
        # OpenAPI 3.1, "Response Object": a header named Content-Type is ignored.
        if target is not None and name.lower() != "content-type":
            found.append(_parse_header(target, name))
    return tuple(found)


def _parse_header(cursor: Cursor, name: str) -> Header:
    cursor.only(_HEADER, "a header")
    schema = cursor.maybe("schema")
    media = next(iter(parse_content(cursor)), None) if schema is None else None
    described = media.schema if media is not None else None
    return Header(
        **parse_node(cursor, (), ("example", "examples")),
        name=name,
        required=cursor.flag("required") or False,
        explode=cursor.flag("explode") or False,
        schema=parse_schema(schema) if schema is not None else described,
        content_type=media.content_type if media is not None else None,
        description=cursor.text("description"),
        deprecated=cursor.flag("deprecated") or False,
    )
