"""A small API over the runtime, so that a test writes only what it is about."""

from __future__ import annotations

import importlib.util
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any

import anyio
import httpx
import pytest
from engross.runtime.async_client import AsyncClient
from engross.runtime.base_client import Settings
from engross.runtime.client import Client
from engross.runtime.operation import Envelope, Operation, Parameter, Response
from engross.runtime.security import SecurityScheme
from engross.runtime.types import String

BEARER = SecurityScheme(
    name="bearer", kind="bearer", argument="token", variable="SHOP_TOKEN", required=True
)
URL = "https://shop.example"


def settings(**changes: Any) -> Settings:
    """Say what a generated package would."""
    defaults: dict[str, Any] = {
        "distribution": "shop-client",
        "version": "1.2.3",
        "base_url": URL,
        "base_url_variable": "SHOP_BASE_URL",
        "schemes": (BEARER,),
    }
    return Settings(**defaults | changes)


def operation(**changes: Any) -> Operation[Any]:
    """Describe an operation that closes something for good."""
    defaults: dict[str, Any] = {
        "id": "cards/close",
        "method": "PATCH",
        "path": "/cards/{id}/close",
        "parameters": (Parameter(name="id", location="path", type=lambda: String),),
        "responses": (Response(status="200", content_type="application/json"),),
        "security": (("bearer",),),
        "irreversible": True,
    }
    return Operation(**defaults | changes)


def reading(**changes: Any) -> Operation[Any]:
    """Describe an operation that may be repeated."""
    return operation(**{"method": "GET", "path": "/cards/{id}", "irreversible": False} | changes)


ENVELOPE = Envelope(
    success="success",
    code="code",
    message=("english", "local"),
    request_id="request",
)


class Api:
    """Clients of the fake API, and a way to call them that is the same for every flavour."""

    envelope = ENVELOPE
    settings = staticmethod(settings)
    operation = staticmethod(operation)
    reading = staticmethod(reading)

    def __init__(self, flavour: str) -> None:
        self.asynchronous = flavour != "sync"
        self._backend = flavour
        self.requests: list[httpx.Request] = []

    def http(self, *answers: httpx.Response | BaseException, **options: Any) -> Any:
        """Make httpx's client, given the answers in turn, the last one for ever."""
        kind = httpx.AsyncClient if self.asynchronous else httpx.Client
        return kind(transport=httpx.MockTransport(self._answering(answers)), **options)

    def client(self, *answers: httpx.Response | BaseException, **options: Any) -> Any:
        """Make a client over such an httpx client."""
        told = {
            "settings": settings(),
            "credentials": {"bearer": "tok_secret"},
            "http_client": self.http(*answers) if answers else None,
        }
        return (AsyncClient if self.asynchronous else Client)(**told | options)

    def call(
        self, client: Any, called: Operation[Any], arguments: Any = None, **options: Any
    ) -> Any:
        """Call an operation and give the raw response; a connection of the client's own ends."""
        arguments = {"id": "c"} if arguments is None else arguments
        if client._http is not None:
            return self.run(client.request, called, arguments, **options)
        if not self.asynchronous:
            with client:
                return client.request(called, arguments, **options)

        async def call() -> Any:
            async with client:
                return await client.request(called, arguments, **options)

        return self.run(call)

    def run(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call a function of a client, in an event loop where it needs one."""
        if not self.asynchronous:
            return function(*arguments, **options)
        return anyio.run(lambda: function(*arguments, **options), backend=self._backend)

    def _answering(
        self, answers: tuple[httpx.Response | BaseException, ...]
    ) -> Callable[[httpx.Request], httpx.Response]:
        def answer(request: httpx.Request) -> httpx.Response:
            self.requests.append(request)
            given = answers[min(len(self.requests), len(answers)) - 1]
            if isinstance(given, BaseException):
                raise given
            return httpx.Response(given.status_code, headers=given.headers, content=given.content)

        return answer


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


_TRIO = (
    pytest.mark.skipif(not _installed("trio"), reason="trio is not installed"),
    # httpx leaves its generators to the garbage collector.
    pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning"),
)


@pytest.fixture(params=["sync", "asyncio", pytest.param("trio", marks=_TRIO)])
def api(request: pytest.FixtureRequest) -> Api:
    """The fake API, called synchronously and under each event loop."""
    return Api(request.param)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between attempts, which no test waits out."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("engross.runtime.client.time.sleep", waited.append)
    monkeypatch.setattr("engross.runtime.transport.sleep", sleep)
    return waited


class Server:
    """A server on this machine that does one scripted thing to each connection."""

    def __init__(self, behave: Callable[[socket.socket], None]) -> None:
        self.connections = 0
        self._behave = behave
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def stop(self) -> None:
        """Take no more connections, and see to it that nothing goes on behind other tests."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(30)
        assert not self._thread.is_alive(), "a server does not end"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            # A client that has given up leaves nothing to answer.
            with closing(connection), suppress(OSError):
                self._behave(connection)


class Servers:
    """Starts servers and knows what they do."""

    def __init__(self) -> None:
        self.running: list[Server] = []

    def start(self, behave: Callable[[socket.socket], None]) -> Server:
        """Start one."""
        self.running.append(Server(behave))
        return self.running[-1]

    def answering(self, answer: bytes) -> Server:
        """Start one that reads the head of a request, sends these bytes and hangs up."""

        def behave(connection: socket.socket) -> None:
            self.receive(connection)
            connection.sendall(answer)

        return self.start(behave)

    @staticmethod
    def receive(connection: socket.socket) -> bytes:
        """Read the head of a request."""
        received = b""
        while b"\r\n\r\n" not in received:
            part = connection.recv(65536)
            if not part:
                break
            received += part
        return received

    @staticmethod
    def reset(connection: socket.socket) -> None:
        """Break the connection off without a farewell."""
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Servers on this machine that stop with the test."""
    started = Servers()
    yield started
    for server in started.running:
        server.stop()
