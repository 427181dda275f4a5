"""Bodies of bytes: which arguments are such, and the ways to give one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.conformance.scalars import NoValueError
from engross.conformance.shapes import Shape
from engross.ir import MediaType, Schema
from engross.names import TEXTUAL, body_kind

CONTENT = "content"
"""The kind of a body of bytes."""
WRONG: dict[str, tuple[Json, str]] = {
    "string": ("engross-wrong", "is text, of which nobody says how it becomes bytes"),
    "integer": ({"integer": "7"}, "is an int"),
    "object": ({"dict": {}}, "is a dict"),
    "text-file": ({"text-file": "engross-wrong"}, "is a file opened in text mode"),
}


def is_content(media: MediaType) -> bool:
    """Whether a body is bytes, whatever its schema says."""
    return body_kind(media) in {"bytes", "events"}


_BOUNDARY = "engross-1"


# RFC 9110, "Media Type": a message says one, and not a range of them.
_SENT_AS = {
    "json": "application/json",
    "text": "application/xml",
    "lines": "text/plain",
    "bytes": "application/octet-stream",
}
# A file of each range, and what its name says that it is.
_OF_RANGE = {
    "audio/*": ("a.mp3", "audio/mpeg"),
    "image/*": ("a.png", "image/png"),
    "video/*": ("a.mp4", "video/mp4"),
}


def sent_as(media: MediaType) -> str:
    """Say what a request calls its body."""
    bare = media.content_type.partition(";")[0]
    if is_content(media) and is_unbounded(media.content_type):
        return f"{media.content_type}; boundary={_BOUNDARY}"
    if is_content(media) and is_open(media.content_type):
        return _file_of(media.content_type)[1]
    said = _SENT_AS[body_kind(media)] if "*" in bare else media.content_type
    charset = charset_of(media) if body_kind(media) in TEXTUAL else None
    return said.replace(charset, "utf-8") if charset and not _is_known(charset) else said


# RFC 9110, "Content-Type": `charset` says how the characters of a text are encoded.
def charset_of(media: MediaType) -> str | None:
    """Give the name of the encoding that a media type asks for, where it asks for one."""
    told = re.search(r"charset=[\"']?([^;\"'\s]+)", media.content_type, re.IGNORECASE)
    return told[1] if told else None


def _is_known(charset: str) -> bool:
    try:
        return bool(codecs.lookup(charset))
    except LookupError:
        return False


def in_charset(media: MediaType) -> Iterator[tuple[str, bool]]:
    """Give texts beyond ASCII, and whether the encoding of a textual body has a form for each."""
    charset = charset_of(media) if body_kind(media) in TEXTUAL else None
    if charset is None or not _is_known(charset):
        return
    for text in ("é", "€"):
        yield text, text.encode(charset, "ignore") != b""


def is_open(content_type: str) -> bool:
    """Whether it is a range without `application/octet-stream`, so that a caller has to choose."""
    bare = content_type.partition(";")[0].strip()
    return "*" in bare and bare not in {"*/*", "application/*"}


# RFC 2046, "Multipart Media Type": it must say the boundary.
def is_unbounded(content_type: str) -> bool:
    """Whether a body has parts which a caller lays out, with a boundary that nobody else knows."""
    is_composed = content_type.lower().startswith("multipart/") and "*" not in content_type
    form = content_type.lower().startswith("multipart/form-data")
    return is_composed and not form and "boundary=" not in content_type


def content_shape(media: MediaType) -> Shape:
    """Say what such a body is: nothing that JSON has."""
    schema = Schema(pointer=media.pointer, content_media_type=media.content_type)
    return Shape(kind=CONTENT, schema=schema)


def content_sample(word: str, content_type: str) -> Sample:
    """Make up a body.

    Raises:
        NoValueError: No file's name says that it is one of this range.
    """
    text = _text(word, content_type)
    if not is_open(content_type):
        return Sample(wire=text, python={"file": text})
    return Sample(wire=text, python={"open-file": [_file_of(content_type)[0], text]})


def _text(word: str, content_type: str) -> str:
    if not is_unbounded(content_type):
        return f"{word}-1"
    return f"--{_BOUNDARY}\r\n\r\n{word}-1\r\n--{_BOUNDARY}--\r\n"


def _file_of(content_type: str) -> tuple[str, str]:
    found = _OF_RANGE.get(content_type.partition(";")[0].strip())
    if found is None:
        raise NoValueError(f"{content_type}: no file is known to be one of it")
    return found


def ways(word: str, content_type: str) -> dict[str, tuple[Sample, str, dict[str, Json]]]:
    """Give the other ways to give a body, what each does, and what else is said of the call."""
    text = _text(word, content_type)
    chunked: dict[str, Json] = {"changes": {"headers": {"transfer-encoding": "chunked"}}}
    name, alone = "", dict[str, Json]()
    if is_unbounded(content_type):
        told = f"{content_type}; boundary={_BOUNDARY}"
        alone = {"options": {"headers": {"Content-Type": told}}}
        alone["changes"] = {"headers": {"content-type": told}}
        chunked["options"] = alone["options"]
        chunked["changes"] = {"headers": {"transfer-encoding": "chunked", "content-type": told}}
    if is_open(content_type):
        name, told = _file_of(content_type)
        chunked["options"] = {"headers": {"Content-Type": told}}

    def given(python: Json) -> Sample:
        return Sample(wire=text, python=python)

    file: Json = {"opened": [f"skipped{text}", Number("7"), *filter(None, [name])]}
    return {
        "file": (given(file), "a file is sent from where it is", alone),
        "pipe": (given({"pipe": text}), "a file without a length is sent in chunks", chunked),
        "pieces": (given({"pieces": [text[:2], text[2:]]}), "pieces are sent in chunks", chunked),
    }
