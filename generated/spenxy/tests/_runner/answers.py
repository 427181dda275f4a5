"""The server's part of an obligation: answers, and ways to break a connection."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx

from . import exact
from .codec import flipped
from .exact import Json, Number


@dataclass(frozen=True, slots=True)
class Answer:
    """One turn of the server: an answer, or a broken connection."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    json: Json = None
    """The body as a tree, where it is one."""
    breaks: str = ""
    """The name of a break, instead of all else."""
    cut: bool = False
    """Whether the connection breaks off behind the body, before its end."""

    def __str__(self) -> str:
        if self.breaks:
            return f"the connection is broken: {self.breaks}"
        text = self.body[:2000].decode("utf-8", "replace")
        return f"{self.status} {text}" if text else f"{self.status} without a body"


def resolve(told: Mapping[str, Json], operation: Mapping[str, Json]) -> Answer:
    """Turn an obligation's description into an answer, filled in from its operation."""
    if "break" in told:
        return Answer(breaks=told["break"])
    if not {"json", "text", "base64", "nested", "body"} & told.keys():
        told = {**operation["answer"], **told}
    body: Mapping[str, Json] = operation["bodies"][told["body"]] if "body" in told else {}
    told = {**body, **told}
    status = told.get("status") or _usual_status(operation)
    tree = exact.edited(told["json"], told.get("edits", [])) if "json" in told else None
    content, content_type = _content(told, tree)
    named = content_type and told.get("content_type", content_type)
    headers = [("content-type", named)] if named else []
    headers += [(name, _dated(value)) for name, value in told.get("headers", {}).items()]
    return Answer(
        status=int(status.text),
        headers=tuple(headers),
        body=flipped(content) if told.get("encoded") else content,
        json=tree,
        cut=told.get("cut", False),
    )


def _usual_status(operation: Mapping[str, Json]) -> Number:
    usual = operation["answer"]
    holder = usual if "status" in usual else operation["bodies"][usual["body"]]
    status: Number = holder["status"]
    return status


def _content(told: Mapping[str, Json], tree: Json) -> tuple[bytes, str]:
    if "json" in told:
        return exact.write(tree).encode(), "application/json"
    if "base64" in told:
        return base64.b64decode(told["base64"]), "application/json"
    if "nested" in told:
        return b"[" * int(told["nested"].text), "application/json"
    return told["text"].encode(), "text/plain; charset=utf-8" if told["text"] else ""


def _dated(value: str) -> str:
    """Write `{+30}` as the date 30 seconds from now."""
    # JSON begins with a brace too.
    if not value.startswith(("{+", "{-")):
        return value
    return format_datetime(datetime.now(UTC) + timedelta(seconds=float(value[1:-1])), usegmt=True)


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that gives what it has, and then breaks."""

    def __init__(self, chunks: tuple[bytes, ...], error: Exception | None) -> None:
        self._chunks = chunks
        self._error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


def in_memory(answer: Answer, request: httpx.Request) -> httpx.Response:
    """Play an answer through httpx's mock transport.

    Raises:
        httpx.TransportError, OSError: The answer is a broken connection.
    """
    if not answer.breaks:
        cut = httpx.RemoteProtocolError("peer closed connection", request=request)
        stream = _Stream(_chunks(answer.body), cut if answer.cut else None)
        return httpx.Response(answer.status, headers=list(answer.headers), stream=stream)
    return IN_MEMORY[answer.breaks](request)


def _chunks(body: bytes) -> tuple[bytes, ...]:
    """Let a body come in pieces, one of which ends between the two marks that end a line."""
    return tuple(_CHUNK.findall(body))


_CHUNK = re.compile(rb"[^\r]*\r|[^\r]+")


def _raises(kind: Callable[..., Exception], text: str) -> Callable[[httpx.Request], httpx.Response]:
    def play(request: httpx.Request) -> httpx.Response:
        if kind is RuntimeError:
            raise RuntimeError(text)
        if kind is OSError:
            raise OSError(104, text)
        raise kind(text, request=request)

    return play


def _cut(kind: type[httpx.TransportError], text: str) -> Callable[[httpx.Request], httpx.Response]:
    def play(request: httpx.Request) -> httpx.Response:
        stream = _Stream((b'{"success": true, ',), kind(text, request=request))
        return httpx.Response(200, headers={"content-type": "application/json"}, stream=stream)

    return play


def _badly_encoded(_: httpx.Request) -> httpx.Response:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    return httpx.Response(200, headers=headers, stream=_Stream((b"this is no gzip",), None))


IN_MEMORY: Mapping[str, Callable[[httpx.Request], httpx.Response]] = {
    "connect-refused": _raises(httpx.ConnectError, "Connection refused"),
    "connect-timeout": _raises(httpx.ConnectTimeout, "timed out"),
    "pool-timeout": _raises(httpx.PoolTimeout, "no free connection"),
    "proxy-refused": _raises(httpx.ProxyError, "407 from the proxy"),
    "unsupported-protocol": _raises(httpx.UnsupportedProtocol, "no such protocol"),
    "protocol-misused": _raises(httpx.LocalProtocolError, "too much data"),
    "write-error": _raises(httpx.WriteError, "Broken pipe"),
    "write-timeout": _raises(httpx.WriteTimeout, "timed out"),
    "no-answer": _raises(httpx.RemoteProtocolError, "Server disconnected without a response."),
    "reset-before-answer": _raises(httpx.ReadError, "Connection reset by peer"),
    "read-timeout": _raises(httpx.ReadTimeout, "timed out"),
    "garbage-answer": _raises(httpx.RemoteProtocolError, "illegal status line"),
    "cut-in-body": _cut(httpx.RemoteProtocolError, "peer closed connection"),
    "reset-in-body": _cut(httpx.ReadError, "Connection reset by peer"),
    "timeout-in-body": _cut(httpx.ReadTimeout, "timed out"),
    "bad-encoding": _badly_encoded,
    "close-error": _raises(httpx.CloseError, "cannot close"),
    "own-defect": _raises(RuntimeError, "a defect"),
    "foreign-error": _raises(OSError, "Connection reset by peer"),
}
"""Each break as httpx tells of it."""
