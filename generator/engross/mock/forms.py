"""Forms as trees of texts: `application/x-www-form-urlencoded` and `multipart/form-data`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote_plus

from engross.diff.documents import Direction
from engross.ir import Json, MediaType, Ref, Schema
from engross.mock.media import bare, is_json, parameter_of
from engross.mock.readings import MalformedError, exact, typed
from engross.mock.schemas import Schemas
from engross.mock.styles import Pairs, of_query

_DISPOSITION: Final = re.compile(r';\s*(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a multipart body."""

    name: str
    content: bytes
    content_type: str | None = None
    is_file: bool = False

    @property
    def text(self) -> str:
        """The content as text; a file's bytes as characters of their own."""
        encoding = "latin-1" if self.is_file else "utf-8"
        return self.content.decode(encoding, "replace")


def parts_of(content_type: str, body: bytes) -> list[Part]:
    """Take a multipart body apart (RFC 7578; RFC 2046, section 5.1.1).

    Raises:
        MalformedError: It has no boundary or no end, or a part has no name.
    """
    boundary = parameter_of(content_type, "boundary")
    if not boundary:
        raise MalformedError("the Content-Type names no boundary")
    _, *pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1", "replace"))
    if not pieces or not pieces[-1].startswith(b"--"):
        raise MalformedError("the closing boundary is missing")
    return [_part(piece) for piece in pieces[:-1]]


def _part(piece: bytes) -> Part:
    _, _, piece = piece.partition(b"\r\n")
    head, blank, content = (b"\r\n" + piece).partition(b"\r\n\r\n")
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    said = dict(_DISPOSITION.findall(headers.get("content-disposition", "")))
    if not blank or "name" not in said:
        raise MalformedError("a part has no name")
    return Part(
        name=said["name"],
        content=content,
        content_type=headers.get("content-type"),
        is_file="filename" in said,
    )


def multipart_value(schemas: Schemas, media: MediaType, parts: list[Part]) -> dict[str, Json]:
    """Read parts as the members of an object.

    Raises:
        MalformedError: A part that should be JSON is not.
    """
    members = _members(schemas, media)
    styled = _styled(schemas, media, parts)
    values: dict[str, list[Json]] = {}
    for part in (part for part in parts if part.name.partition("[")[0] not in styled):
        schema = members.get(part.name)
        if _is_list(schemas, schema) and not _is_whole(part):
            assert schema is not None
            schema = schemas.written_out(schema).items
        values.setdefault(part.name, []).append(_part_value(schemas, schema, part))
    joined = {name: _joined(schemas, members.get(name), found) for name, found in values.items()}
    return joined | styled


# OpenAPI 3.1, "Encoding Object": in a style each pair of a query is a part, and nothing is quoted.
def _styled(schemas: Schemas, media: MediaType, parts: list[Part]) -> dict[str, Json]:
    pairs = [(quote(p.name), quote(p.text, safe=",|")) for p in parts if not p.is_file]
    found: dict[str, Json] = {}
    for name, schema in _members(schemas, media).items():
        encoding = media.encoding.get(name)
        if encoding is not None and encoding.styled:
            found |= ((name, value) for value in _field(schemas, media, name, schema, pairs))
    return found


def _is_whole(part: Part) -> bool:
    return part.content_type is not None and is_json(part.content_type)


def _joined(schemas: Schemas, schema: Schema | Ref | None, found: list[Json]) -> Json:
    if len(found) > 1 or (_is_list(schemas, schema) and not isinstance(found[0], list)):
        return found
    return found[0]


def _part_value(schemas: Schemas, schema: Schema | Ref | None, part: Part) -> Json:
    # OpenAPI 3.1, "Encoding Object": an object is JSON unless something else is said.
    is_object = schemas.types(schema) == {"object"} and part.content_type is None
    if not (is_object or _is_whole(part)):
        return typed(schemas, schema, part.text)
    try:
        return exact(part.content)
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"the part {part.name!r} is not JSON: {error}") from None


def form_value(schemas: Schemas, media: MediaType, body: bytes) -> dict[str, Json]:
    """Read a form as the members of an object.

    Raises:
        MalformedError: It is not ASCII, which all that is not is quoted into.
    """
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError as error:
        raise MalformedError(f"is not percent-encoded: {error}") from None
    pairs = [
        (name, value) for name, _, value in (p.partition("=") for p in text.split("&")) if name
    ]
    members = _members(schemas, media)
    found: dict[str, Json] = {}
    for name, schema in members.items():
        if values := _field(schemas, media, name, schema, pairs):
            found[name] = values[0]
    for name, value in pairs:
        key = unquote_plus(name)
        if key.partition("[")[0] not in members:
            found.setdefault(key, unquote_plus(value))
    return found


def _field(
    schemas: Schemas, media: MediaType, name: str, schema: Schema | Ref, pairs: Pairs
) -> list[Json]:
    """Give the likeliest value of a field; none where it is not there."""
    encoding = media.encoding.get(name)
    style = (encoding and encoding.style) or "form"
    explode = style == "form" if encoding is None or encoding.explode is None else encoding.explode
    types = schemas.types(schema)
    kind = next((word for word in ("array", "object") if word in types), "scalar")
    trees = [
        *of_query(style, explode, name, pairs, kind),
        # Without an encoding, what has parts is often written this way.
        *(of_query("deepObject", True, name, pairs, kind) if kind != "scalar" else ()),
        *of_query("form", True, name, pairs, "scalar"),
    ]
    if not trees and kind == "array" and _is_required(schemas, media, name):
        # A list without elements leaves no trace in a form (RFC 6570, "Variables").
        trees = [[]]
    values = [typed(schemas, schema, tree) for tree in trees]
    fit = [value for value in values if schemas.is_valid(schema, value, Direction.REQUEST)]
    return (fit or values)[:1]


def _is_required(schemas: Schemas, media: MediaType, name: str) -> bool:
    return media.schema is not None and name in schemas.written_out(media.schema).required


def _members(schemas: Schemas, media: MediaType) -> Mapping[str, Schema | Ref]:
    return {} if media.schema is None else schemas.written_out(media.schema).properties


def _is_list(schemas: Schemas, schema: Schema | Ref | None) -> bool:
    return schemas.types(schema) == {"array"}


def is_form(content_type: str) -> bool:
    """Whether it is a form in the manner of a query."""
    return bare(content_type) == "application/x-www-form-urlencoded"


def is_multipart(content_type: str) -> bool:
    """Whether it is a form of parts."""
    return bare(content_type) == "multipart/form-data"
