"""What of uvicorn is made to measure: connections that can be broken, a word when it is ready."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from typing import Any

import uvicorn
from httptools import HttpParserError, HttpRequestParser
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from engross.mock.messages import TRANSPORT


class _Breakable(asyncio.Protocol):
    """Lets the application break its own connection."""

    app: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the connection in the scopes of its requests."""
        super().connection_made(transport)
        app = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, TRANSPORT: transport}, receive, send)

        self.app = with_transport


class Protocol(_Breakable, HttpToolsProtocol):
    """Reads requests quickly, but only of the methods that it knows."""


class AnyMethod(_Breakable, H11Protocol):
    """Reads requests of any method."""


def protocol(methods: Iterable[str]) -> type[Protocol | AnyMethod]:
    """Give what reads the requests of these methods."""
    return Protocol if all(map(_is_known, methods)) else AnyMethod


def _is_known(method: str) -> bool:
    try:
        HttpRequestParser(object()).feed_data(f"{method} / HTTP/1.1\r\n\r\n".encode())
    except HttpParserError:
        return False
    return True


class Server(uvicorn.Server):
    """Says when requests are answered."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._ready()


def run(
    app: Any, listening: socket.socket, ready: Callable[[], None], methods: Iterable[str]
) -> None:
    """Serve an application on a socket until the process is told to end.

    Args:
        app: It.
        listening: The socket.
        ready: Is called once requests are answered.
        methods: Those of the requests.
    """
    config = uvicorn.Config(
        app, http=protocol(methods), ws="none", lifespan="off", interface="asgi3",
        log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    Server(config, ready).run(sockets=[listening])
