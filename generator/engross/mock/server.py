"""A mock behind a real server: uvicorn carries the messages, `Mock` says what is in them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import replace
from itertools import count
from typing import Any, Final, TypeAlias

from engross.errors import EngrossError
from engross.mock.chaos import BY_NAME, Chaos, drawn
from engross.mock.messages import TRANSPORT, Ending, Request, Response
from engross.mock.mock import Mock, wished
from engross.mock.problems import PROBLEM, Refusal

_Message: TypeAlias = MutableMapping[str, Any]
_Receive: TypeAlias = Callable[[], Awaitable[_Message]]
_Send: TypeAlias = Callable[[_Message], Awaitable[None]]

_LARGEST: Final = 64 * 1024 * 1024
_BACKLOG: Final = 2048
_TOO_LARGE: Final = Response(
    status=413,
    headers=(("content-type", PROBLEM), ("connection", "close")),
    chunks=(Refusal(status=413, detail=f"More than {_LARGEST} bytes are not taken.").text(),),
)


class _GoneError(Exception):
    """The caller went away, or the connection is to be broken."""


def serve(
    mock: Mock, *, host: str, port: int, chaos: int | None = None,
    told: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Serve a mock until it is interrupted.

    Args:
        mock: What answers.
        host: The address to listen on.
        port: Its port; 0 for any that is free.
        chaos: The seed of what goes wrong; None where nothing does.
        told: Gets the address once requests are answered there.

    Raises:
        EngrossError: The server is not installed, or the address cannot be had.
    """
    run = _runner()
    listening = _listening(host, port)
    with listening, contextlib.suppress(KeyboardInterrupt):
        methods = {operation.method for operation in mock.api.operations}
        run(_app(mock, chaos), listening, lambda: told(_url(listening)), methods)


def _runner() -> Callable[[Any, socket.socket, Callable[[], None], Iterable[str]], None]:
    """Give what runs an application; it is installed only where somebody wants it."""
    try:
        from engross.mock.transport import run
    except ImportError as error:
        raise EngrossError(
            f"the mock needs a server ({error}): install it with 'pip install engross[mock]'"
        ) from None
    return run


def _listening(host: str, port: int) -> socket.socket:
    """Take an address; asyncio sends without delay only where the protocol is named."""
    listening: socket.socket | None = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":
            # The port of a run that has just ended is free.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        if listening is not None:
            listening.close()
        raise EngrossError(
            f"cannot listen on {host}:{port}: {error.strerror or error};"
            " choose another --port or --host"
        ) from None
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _app(mock: Mock, seed: int | None) -> Callable[..., Awaitable[None]]:
    numbers = count()

    async def app(scope: _Message, receive: _Receive, send: _Send) -> None:
        head = _head(scope)
        chaos = None if seed is None else drawn(seed, next(numbers))
        chaos = BY_NAME.get(wished(head).chaos or "", chaos)
        try:
            if chaos is Chaos.DROP_BEFORE:
                raise _GoneError
            body = await _body(receive, whole=chaos is not Chaos.DROP_DURING)
            if chaos is Chaos.DROP_DURING:
                _resetting(scope[TRANSPORT])
                raise _GoneError
            if body is None:
                response = _TOO_LARGE
            else:
                response = mock.answer(replace(head, body=body) if body else head, chaos)
            await _sent(response, send)
            if response.ending is Ending.CUT:
                # Not aborted: what was written is to arrive.
                scope[TRANSPORT].close()
                await _gone(receive)
        except _GoneError:
            scope[TRANSPORT].abort()
            await _gone(receive)

    return app


def _head(scope: _Message) -> Request:
    path = scope["raw_path"].decode("latin-1")
    return Request(
        method=scope["method"],
        path=path,
        query=scope["query_string"].decode("latin-1"),
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ),
    )


async def _body(receive: _Receive, *, whole: bool) -> bytes | None:
    """Read the body of a request, or only the first bytes of it; None for one that is too large."""
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > _LARGEST:
            return None
        more = whole and message.get("more_body", False)
    return b"".join(chunks)


def _resetting(transport: asyncio.Transport) -> None:
    """Let a connection end with RST: with nothing to linger for, closing it sends no FIN."""
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
    )


async def _sent(response: Response, send: _Send) -> None:
    if response.delay:
        await asyncio.sleep(response.delay)
    if response.ending is Ending.SILENT:
        raise _GoneError
    headers = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    chunks = response.chunks
    if response.ending is Ending.CUT:
        body = response.body
        await send(
            {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        )
        return
    for chunk in chunks[:-1]:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": chunks[-1] if chunks else b""})


async def _gone(receive: _Receive) -> None:
    """Wait until the server has noticed that a connection is closed."""
    while (await receive())["type"] != "http.disconnect":
        pass
