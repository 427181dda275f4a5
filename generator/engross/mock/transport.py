"""What of uvicorn is made to measure: connections that can be broken, a word when it is ready."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from engross.mock.messages import TRANSPORT


class Protocol(HttpToolsProtocol):
    """Lets the application break its own connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # asyncio gives no other
        """Note the connection in the scopes of its requests."""
        super().connection_made(transport)
        app = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, TRANSPORT: transport}, receive, send)

        self.app = with_transport


class Server(uvicorn.Server):
    """Says when requests are answered."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self._ready()


def run(app: Any, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve an application on a socket until the process is told to end."""
    config = uvicorn.Config(
        app, http=Protocol, ws="none", lifespan="off", interface="asgi3",
        log_level="error", access_log=False, server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    Server(config, ready).run(sockets=[listening])
