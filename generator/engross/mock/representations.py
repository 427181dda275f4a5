"""A value as the bytes of a media type."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from engross.diff.exact import dumped
from engross.ir import Json, MediaType
from engross.mock.elements import document_text
from engross.mock.media import bare, covers, is_events, is_json, is_json_lines, is_text, is_xml
from engross.mock.readings import plain_text
from engross.mock.schemas import Schemas

_OCTETS: Final = 64
# A description of many media types is answered with the first that it covers.
_CONCRETE: Final = ("application/json", "text/plain", "image/png", "application/octet-stream")


def concrete(media: MediaType) -> str:
    """Give a media type as it stands in `Content-Type`, where the description may be a range."""
    if "*" not in media.content_type:
        return media.content_type
    found = (name for name in _CONCRETE if covers(media.content_type, name))
    octets = "application/octet-stream"
    return octets if media.binary and covers(media.content_type, octets) else next(found, octets)


def is_streamed(content_type: str) -> bool:
    """Whether its parts are sent one by one."""
    return is_events(content_type) or is_json_lines(content_type)


def is_binary(content_type: str) -> bool:
    """Whether it is no text at all."""
    readable = (is_json, is_json_lines, is_text, is_form)
    return not any(test(content_type) for test in readable)


def is_form(content_type: str) -> bool:
    """Whether it is a form, which some answer with."""
    return bare(content_type) == "application/x-www-form-urlencoded"


def written(schemas: Schemas, media: MediaType, value: Json) -> tuple[bytes, ...]:
    """Write a value; of a streamed media type each item on its own."""
    content_type = concrete(media)
    if is_json(content_type):
        return (json_bytes(value),)
    if is_streamed(content_type):
        frame = _event if is_events(content_type) else _line(content_type)
        return tuple(map(frame, value if isinstance(value, list) else [value]))
    if is_xml(content_type) and not isinstance(value, str):
        return (document_text(schemas, media.schema, value).encode("utf-8", "replace"),)
    return (plain_text(value).encode("utf-8", "replace"),)


def json_bytes(value: Json) -> bytes:
    """Write JSON, numbers with their digits; half a surrogate pair has no form in UTF-8."""
    return dumped(value).encode("utf-8", "replace")


def octets(seed: int, content_type: str) -> bytes:
    """Make bytes, the same for the same seed."""
    return Random(f"{seed} {content_type}").randbytes(_OCTETS)  # noqa: S311  # no secret


# --- Streams --------------------------------------------------------------------------------------


def _event(item: Json) -> bytes:
    """Write one event (HTML, "Server-sent events"): its fields, or the value as its data."""
    known = ("event", "data", "id", "retry")
    is_fields = isinstance(item, dict) and "data" in item and set(item) <= set(known)
    fields = item if is_fields else {"data": item}
    lines = (
        f"{name}: {line}"
        for name in known
        if name in fields
        for line in plain_text(fields[name]).splitlines() or [""]
    )
    return ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def _line(content_type: str) -> Callable[[Json], bytes]:
    start = b"\x1e" if bare(content_type) == "application/json-seq" else b""
    return lambda item: start + json_bytes(item) + b"\n"
