"""Where obligations are run: in memory, against the scripted server, or against any other."""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import os
import socket
import ssl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx

from .answers import Answer, in_memory
from .deviations import Deviation, deviations_of
from .wire import Received, of_request

SHORT = 0.25
"""Seconds a client waits for an answer that a real server holds back."""
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Memory:
    """A server without a socket, behind httpx's mock transport."""

    controlled = True
    """Whether the answers are ours to choose."""
    origin = "https://engross.test"
    limits: Mapping[str, Any] = {}
    """Constructor keywords without which a test would take too long."""

    def __init__(self) -> None:
        self.loop = asyncio.Runner()
        """Where asynchronous clients run: to open a loop takes longer than a case does."""
        self.received: list[Received] = []
        self._answers: list[Answer] = []

    def credential(self, variable: str, invented: str) -> str:
        """Give what to call the server with: the obligations' own."""
        del variable
        return invented

    def reason_to_skip(self, answers: list[Answer]) -> str:
        """Say why these answers cannot be played; empty where they can."""
        del answers
        return ""

    def start(self, answers: list[Answer]) -> None:
        """Take a script: each request gets the next answer, the last one for ever."""
        self.received = []
        self._answers = answers

    def arrived(self) -> list[Received]:
        """Give the requests that came over a socket, as raw as they came: none here."""
        return []

    def paused(self) -> None:
        """Learn that the client waits before another attempt."""

    def http_client(self, flavour: str, **options: Any) -> httpx.Client | httpx.AsyncClient:
        """Make the http client that a test gives to the package's client."""
        transport = httpx.MockTransport(self.handle)
        if flavour == "async":
            return httpx.AsyncClient(transport=transport, trust_env=False, **options)
        return httpx.Client(transport=transport, trust_env=False, **options)

    def close(self) -> None:
        """Close the event loop."""
        self.loop.close()

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Take a request down and play the answer to it."""
        self.received.append(of_request(request))
        turn = min(len(self.received), len(self._answers)) - 1
        return in_memory(self._answers[turn], request)

    @contextmanager
    def own_transports(self) -> Generator[list[str], None, None]:
        """Stand in for the transports of clients which the package opens itself.

        Gives a list to which the closing of each is added.
        """
        closed: list[str] = []

        def handle(_: Any, request: httpx.Request) -> httpx.Response:
            request.read()
            return self.handle(request)

        async def handle_async(_: Any, request: httpx.Request) -> httpx.Response:
            await request.aread()
            return self.handle(request)

        with (
            _patched(httpx.HTTPTransport, "handle_request", handle),
            _patched(httpx.AsyncHTTPTransport, "handle_async_request", handle_async),
            noted_closings(closed),
        ):
            yield closed


class Scripted:
    """The scripted server of `server.py` at the other end of real sockets."""

    controlled = True
    limits: Mapping[str, Any] = {"timeout": SHORT}

    def __init__(self, url: str) -> None:
        self.loop = asyncio.Runner()
        self._url = urlsplit(url)
        self._control: http.client.HTTPConnection | None = None
        self._port = 0
        self._refusals = 0
        self.received: list[Received] = []

    @property
    def origin(self) -> str:
        """Where the current script is played."""
        return f"http://{self._url.hostname}:{self._port}"

    def credential(self, variable: str, invented: str) -> str:
        """Give what to call the server with: the obligations' own."""
        del variable
        return invented

    def reason_to_skip(self, answers: list[Answer]) -> str:
        """Say why these answers cannot be played; empty where they can."""
        playable = self._ask("GET", "")["breaks"]
        unknown = [a.breaks for a in answers if a.breaks and a.breaks not in playable]
        return f"{unknown[0]} cannot be staged with a real connection" if unknown else ""

    def start(self, answers: list[Answer]) -> None:
        """Have the server play a script on a port of its own."""
        script = [
            {
                "status": answer.status,
                "headers": answer.headers,
                "body": base64.b64encode(answer.body).decode(),
                "breaks": answer.breaks,
                "cut": answer.cut,
            }
            for answer in answers
        ]
        self._port = self._ask("POST", "/script", {"answers": script})["port"]
        self.received = []
        refused = [answer.breaks == "connect-refused" for answer in answers]
        self._refusals = refused.index(False) if False in refused else 0

    def arrived(self) -> list[Received]:
        """End the script and give the requests that the server saw."""
        seen = self._ask("POST", "/end", {"port": self._port})["requests"]
        return [_parsed(base64.b64decode(raw)) for raw in seen]

    def paused(self) -> None:
        """Let the server accept connections once it has refused as many as it should."""
        if self._refusals:
            self._refusals -= 1
            if not self._refusals:
                self._ask("POST", "/open", {"port": self._port})

    def http_client(self, flavour: str, **options: Any) -> httpx.Client | httpx.AsyncClient:
        """Make an http client with real connections that notes what it is about to send."""
        if flavour == "async":
            hooks: Any = {"request": [self._note_async]}
            return httpx.AsyncClient(verify=_NO_TLS, trust_env=False, event_hooks=hooks, **options)
        return httpx.Client(
            verify=_NO_TLS, trust_env=False, event_hooks={"request": [self._note]}, **options
        )

    def _note(self, request: httpx.Request) -> None:
        request.read()
        self.received.append(of_request(request))

    async def _note_async(self, request: httpx.Request) -> None:
        await request.aread()
        self.received.append(of_request(request))

    @contextmanager
    def own_transports(self) -> Generator[list[str], None, None]:
        """Note the closing of transports which the package opens itself."""
        closed: list[str] = []
        send, send_async = httpx.HTTPTransport.handle_request, _ASYNC.handle_async_request

        def handle(transport: Any, request: httpx.Request) -> httpx.Response:
            self._note(request)
            return send(transport, request)

        async def handle_async(transport: Any, request: httpx.Request) -> httpx.Response:
            await self._note_async(request)
            return await send_async(transport, request)

        with (
            _patched(httpx.HTTPTransport, "handle_request", handle),
            _patched(_ASYNC, "handle_async_request", handle_async),
            noted_closings(closed),
        ):
            yield closed

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        if self._control is None:
            self._control = http.client.HTTPConnection(self._url.hostname or "", self._url.port)
            self._control.connect()
            self._control.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._control.request(method, f"/__engross__{path}", body and json.dumps(body))
        return json.loads(self._control.getresponse().read())

    def close(self) -> None:
        """Close the event loop and let go of the control connection."""
        self.loop.close()
        if self._control is not None:
            self._control.close()


class Foreign(Scripted):
    """Any other server: what it answers is its own choice."""

    controlled = False
    limits: Mapping[str, Any] = {}

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._given = url.rstrip("/")
        self._variables = dict(os.environ)
        self.sent: set[object] = set()
        """The requests that were made of operations that cannot be undone."""
        self.deviations: list[Deviation] = []
        self._answered = b""
        self.secrets: dict[str, str] = {}
        """Credentials of the user's, each with the obligations' own which it stands in for."""

    @property
    def origin(self) -> str:
        """The base URL as it was given."""
        return self._given

    def credential(self, variable: str, invented: str) -> str:
        """Give the user's own credential where the package's variable holds one."""
        found = self._variables.get(variable) or invented
        self.secrets[found] = invented
        return found

    def reason_to_skip(self, answers: list[Answer]) -> str:
        """Say why these answers cannot be played: none can."""
        del answers
        return "the server's answers are not ours to choose"

    def start(self, answers: list[Answer]) -> None:
        """Forget what was sent before."""
        del answers
        self.received = []
        self._answered = b""

    def note(self, drift: list[Any], spec: str) -> None:
        """Keep what an answer had that the spec does not say."""
        self.deviations += deviations_of(drift, spec, self._answered, [*self.secrets])

    def arrived(self) -> list[Received]:
        """Give the requests that came over a socket: only the server knows them."""
        return []

    def paused(self) -> None:
        """Learn that the client waits before another attempt."""

    def http_client(self, flavour: str, **options: Any) -> httpx.Client | httpx.AsyncClient:
        """Make an http client that verifies the server, as a user's would."""
        if flavour == "async":
            hooks: Any = {"request": [self._note_async], "response": [self._keep_async]}
            return httpx.AsyncClient(event_hooks=hooks, **options)
        hooks = {"request": [self._note], "response": [self._keep]}
        return httpx.Client(event_hooks=hooks, **options)

    def _keep(self, response: httpx.Response) -> None:
        self._answered = response.read()

    async def _keep_async(self, response: httpx.Response) -> None:
        self._answered = await response.aread()


World = Memory | Scripted
_ASYNC = httpx.AsyncHTTPTransport


def find_world(url: str | None, variables: list[str]) -> World:
    """Choose: in memory without a URL, else by whether the server knows our control requests.

    Args:
        url: Where the server is.
        variables: Those that hold the credentials of the API.

    Raises:
        ValueError: There is no such server, or it is not ours and a credential is missing.
    """
    if url is None:
        return Memory()
    try:
        answer = httpx.get(f"{url.rstrip('/')}/__engross__", timeout=5)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ValueError(f"no server answers at {url!r}: {error}") from None
    if answer.status_code == 200 and answer.text.startswith('{"engross"'):
        return Scripted(url)
    if missing := [name for name in variables if not os.environ.get(name)]:
        raise ValueError(f"a server at {url!r} wants credentials: set {', '.join(missing)}")
    return Foreign(url)


@contextmanager
def noted_closings(closed: list[str]) -> Generator[None, None, None]:
    """Note each closing of a transport that httpx opens by itself."""
    close, aclose = httpx.HTTPTransport.close, _ASYNC.aclose

    def note(transport: httpx.HTTPTransport) -> None:
        closed.append("sync")
        close(transport)

    async def note_async(transport: httpx.AsyncHTTPTransport) -> None:
        closed.append("async")
        await aclose(transport)

    with _patched(httpx.HTTPTransport, "close", note), _patched(_ASYNC, "aclose", note_async):
        yield


@contextmanager
def noted_openings(opened: list[str]) -> Generator[None, None, None]:
    """Note each http client that is made."""
    make, make_async = httpx.Client.__init__, httpx.AsyncClient.__init__

    def note(client: Any, *args: Any, **options: Any) -> None:
        opened.append("sync")
        make(client, *args, **options)

    def note_async(client: Any, *args: Any, **options: Any) -> None:
        opened.append("async")
        make_async(client, *args, **options)

    with (
        _patched(httpx.Client, "__init__", note),
        _patched(httpx.AsyncClient, "__init__", note_async),
    ):
        yield


@contextmanager
def _patched(owner: Any, name: str, value: Any) -> Generator[None, None, None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


patched = _patched


def _parsed(raw: bytes) -> Received:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, *_ = first.split(" ")
    pairs = [line.partition(":") for line in lines]
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    return Received(method=method, target=target, headers=headers, body=body)
