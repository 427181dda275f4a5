"""A choice written as an answer: its headers and its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engross.diff.documents import Direction
from engross.ir import ABSENT, Header, Json, MediaType
from engross.ir import Response as Description
from engross.mock.media import is_json
from engross.mock.messages import Response
from engross.mock.readings import plain_text
from engross.mock.representations import concrete, is_streamed, json_bytes, octets, written
from engross.mock.scalars import NoValueError
from engross.mock.values import Maker

BODILESS: Final = frozenset({204, 205, 304})
"""Statuses that have no body (RFC 9110, section 15)."""
_FRAMING: Final = frozenset({"content-type", "content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A description of an answer and what is said with it."""

    status: int
    description: Description
    media: MediaType | None
    value: Json = ABSENT
    """Absent where the media type has bytes instead."""


def response(maker: Maker, choice: Choice) -> Response:
    """Write what was chosen."""
    headers = tuple(_headers(maker, choice.description))
    if choice.media is None:
        return Response(status=choice.status, headers=headers)
    content_type = concrete(choice.media)
    if choice.status in BODILESS:
        # What there would be to see may be told all the same (RFC 9110, "204 No Content").
        return Response(status=choice.status, headers=(("content-type", content_type), *headers))
    if choice.value is ABSENT:
        chunks: tuple[bytes, ...] = (octets(maker.seed, content_type),)
    else:
        chunks = written(maker.schemas, choice.media, choice.value)
    return Response(
        status=choice.status,
        headers=(("content-type", content_type), *headers),
        chunks=chunks,
        streamed=is_streamed(content_type),
    )


def _headers(maker: Maker, description: Description) -> Iterator[tuple[str, str]]:
    for header in description.headers:
        if header.name.lower() not in _FRAMING:
            text = _header_text(maker, header)
            if text is not None and text.isprintable() and text.isascii():
                yield header.name.lower(), text


def _header_text(maker: Maker, header: Header) -> str | None:
    """Write a header's value in the style `simple`; None where it has none."""
    value = header.remarks.get("example", ABSENT)
    if header.schema is None:
        return "" if value is ABSENT else plain_text(value)
    if value is ABSENT or not maker.schemas.is_valid(header.schema, value, Direction.RESPONSE):
        try:
            value = maker.value(header.schema)
        except NoValueError:
            return None
    if is_json(header.content_type or ""):
        return json_bytes(value).decode()
    if isinstance(value, list):
        return ",".join(map(plain_text, value))
    if isinstance(value, dict):
        between = "=" if header.explode else ","
        return ",".join(f"{key}{between}{plain_text(part)}" for key, part in value.items())
    return plain_text(value)
