"""What comes in and what goes out: HTTP messages as plain records, whatever server carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from http import HTTPStatus
from typing import Final

TRANSPORT: Final = "engross.transport"
"""The key of the connection in an ASGI scope: ASGI has no word for breaking it."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as it stands on the wire: nothing is decoded yet."""

    method: str
    path: str
    """Percent-encoded, without the query."""
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Names in lower case, in the order in which they came."""
    body: bytes = b""

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self.headers:
            found.setdefault(name, []).append(value)
        return found

    def header(self, name: str) -> str | None:
        """Give a header's value; the lines of one that came more than once are joined."""
        # RFC 9110, "Field Order".
        values = self._by_name.get(name.lower())
        return None if values is None else ", ".join(values)

    @cached_property
    def cookies(self) -> tuple[tuple[str, str], ...]:
        """The pairs of the `Cookie` header (RFC 6265, section 4.2.1), values as they came."""
        found = (pair.strip().partition("=") for pair in (self.header("cookie") or "").split(";"))
        return tuple((name, value) for name, _, value in found if name)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs of the query, still percent-encoded."""
        found = (pair.partition("=") for pair in self.query.split("&"))
        return tuple((name, value) for name, _, value in found if name)


class Ending(Enum):
    """How a connection ends."""

    WHOLE = "whole"
    """The answer is sent and the connection kept."""
    SILENT = "silent"
    """It is closed before anything is sent."""
    CUT = "cut"
    """It is closed in the middle of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer, with what is wrong with its delivery."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    chunks: tuple[bytes, ...] = ()
    """The body: a streamed one in more than one part."""
    streamed: bool = False
    """Whether the length of the body is not told beforehand."""
    delay: float = 0.0
    """Seconds before it is sent."""
    ending: Ending = field(default=Ending.WHOLE)

    @property
    def body(self) -> bytes:
        """The body in one."""
        return b"".join(self.chunks)

    def header(self, name: str) -> str | None:
        """Give the first header of a name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def phrase(status: int) -> str:
    """Give a status' name as RFC 9110 has it; empty for one that has none."""
    # Python 3.13 has the names of RFC 9110, earlier ones those of its predecessors.
    renamed = {413: "Content Too Large", 422: "Unprocessable Content"}
    try:
        return renamed.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return ""
