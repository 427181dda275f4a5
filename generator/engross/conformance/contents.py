"""Bodies of bytes: which arguments are such, and the ways to give one."""

from __future__ import annotations

from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.conformance.shapes import Shape
from engross.ir import MediaType, Schema
from engross.names import body_kind

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


# RFC 9110, "Media Type": a message says one, and not a range of them.
_SENT_AS = {
    "json": "application/json",
    "text": "application/xml",
    "lines": "text/plain",
    "bytes": "application/octet-stream",
}


def sent_as(media: MediaType) -> str:
    """Say what a request calls its body."""
    bare = media.content_type.partition(";")[0]
    return _SENT_AS[body_kind(media)] if "*" in bare else media.content_type


def content_shape(media: MediaType) -> Shape:
    """Say what such a body is: nothing that JSON has."""
    return Shape(kind=CONTENT, schema=Schema(pointer=media.pointer))


def content_sample(word: str) -> Sample:
    """Make up a body."""
    return Sample(wire=f"{word}-1", python={"file": f"{word}-1"})


def ways(word: str) -> dict[str, tuple[Sample, str, dict[str, Json]]]:
    """Give the other ways to give a body, what each does, and how it changes the headers."""
    text = f"{word}-1"
    chunked: dict[str, Json] = {"transfer-encoding": "chunked"}

    def given(python: Json) -> Sample:
        return Sample(wire=text, python=python)

    file: Json = {"opened": [f"skipped{text}", Number("7")]}
    return {
        "file": (given(file), "a file is sent from where it is", {}),
        "pipe": (given({"pipe": text}), "a file without a length is sent in chunks", chunked),
        "pieces": (given({"pieces": [text[:2], text[2:]]}), "pieces are sent in chunks", chunked),
    }
