"""Multipart bodies (RFC 7578): which members are files, and each part as it goes on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engross.conformance.runner.exact import Json, is_array, is_object, write
from engross.conformance.samples import Sample
from engross.conformance.shapes import Shape, Shapes
from engross.conformance.wire import form_pairs, text_of
from engross.ir import MediaType, Schema
from engross.pointer import Pointer

FILE = "file"
"""The kind of a member that is a file; `files` of a list of them."""
KINDS = frozenset({FILE, "files"})
UNNAMED = "upload"
"""The name of a file that comes without one."""
ANY_FILE = "application/octet-stream"


def file_shape(schema: Schema, *, many: bool) -> Shape:
    """Say what a file is: nothing that JSON has; of a list of them JSON has the list."""
    if many:
        return Shape(kind="files", schema=schema, types=frozenset({"array"}))
    return Shape(kind=FILE, schema=schema)


def free_schema(shape: Shape, body: Pointer) -> Schema:
    """Give the schema of a body's parts: some documents call the whole message a text."""
    if shape.kind in {"object", "map"}:
        return shape.schema
    return Schema(pointer=body, type=frozenset({"object"}))


def free_shape(schema: Schema) -> Shape:
    """Say what a body is whose parts the document does not list one by one."""
    return Shape(kind="map", schema=schema, types=frozenset({"object"}))


def file_sample(word: str, *, many: bool) -> Sample:
    """Make up a file, or two."""
    texts = [f"{word}-{number}" for number in ((1, 2) if many else (1,))]
    told: list[Json] = [{"file": text} for text in texts]
    files: list[Json] = [[UNNAMED, ANY_FILE, text] for text in texts]
    return Sample(wire=files, python={"list": told} if many else told[0])


def named_file(name: str, content_type: str, text: str) -> Sample:
    """Make up a file with a name, a media type and a header of its own."""
    told: Json = {"named-file": [f"a/folder\\{name}", text, content_type, {"X-Engross": "a b"}]}
    return Sample(wire=[[name, content_type, text, {"x-engross": "a b"}]], python=told)


def parts(
    shapes: Shapes, media: MediaType, members: Iterable[tuple[str, Shape | None, Json]]
) -> list[list[Json]]:
    """Give each part: its name, the name of its file, its media type, its text.

    Args:
        shapes: Of its API.
        media: The body's.
        members: Name, shape, where one is described, and value on the wire.
    """
    found: list[list[Json]] = []
    for name, shape, value in members:
        encoding = media.encoding.get(name)
        is_file = shape is not None and shape.kind in KINDS
        if encoding is not None and encoding.styled and not is_file:
            found += ([own, None, None, text] for own, text in form_pairs(media, name, value))
            continue
        told = encoding.content_type if encoding is not None else None
        encoded = _encoded(shapes, shape) if shape and not is_file else None
        own = encoded or (shape.schema if shape and is_file else None)
        told = told or (own.content_media_type if own else None) or (ANY_FILE if encoded else None)
        named = [one.strip() for one in told.split(",") if "*" not in one] if told else []
        alone = told if [told] == named else None
        # A file without a name is the first thing that it may be.
        usual = named[0] if named else None
        transfer = encoded.content_encoding if encoded else None
        pieces = _files(value, usual) if is_file else _values(value, alone, transfer)
        found += [[name, *piece] for piece in pieces]
    return found


# OpenAPI 3.1, "Encoding Object": `contentEncoding` stands for `Content-Transfer-Encoding`. What the
# format `byte` of OpenAPI 3.0 says is no more than a text.
def _encoded(shapes: Shapes, shape: Shape) -> Schema | None:
    """Give the schema of a text that is bytes in an encoding of RFC 2045; of a list its items'."""
    schema = shapes.of(shape.items).schema if shape.items is not None else shape.schema
    known = schema.content_encoding in {"base64", "quoted-printable"}
    return schema if known and schema.format not in {"byte", "base64"} else None


def _files(value: Json, chosen: str | None) -> Iterator[list[Json]]:
    for name, content_type, text, *headers in value:
        own = content_type if content_type != ANY_FILE else None
        yield [name, *headers, own or chosen or ANY_FILE, text]


def _values(value: Json, chosen: str | None, transfer: str | None) -> Iterator[list[Json]]:
    for item in value if is_array(value) else [value]:
        tree = is_object(item) or is_array(item)
        content_type = chosen or ("application/json" if tree else None)
        as_json = item is None or (content_type is not None and "json" in content_type)
        headers: list[Json] = [{"content-transfer-encoding": transfer}] if transfer else []
        yield [None, *headers, content_type, write(item) if as_json else text_of(item)]
