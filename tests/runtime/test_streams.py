"""Answers that are read as they come: items, failures before, between and after them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from engross.runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    BusinessError,
    ClientClosedError,
    ConflictError,
    OutcomeUnknownError,
    ResponseValidationError,
)
from engross.runtime.items import ServerSentEvent
from engross.runtime.model import Model
from engross.runtime.operation import Response
from engross.runtime.types import Integer, String

from .conftest import settings

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"


class Item(Model):
    """An item, or an event's data."""

    number: Integer


class Happened(Model):
    """An event with its fields."""

    event: String
    data: Item


def streaming(api: Any, content_type: str, type_: Any = None, **changes: Any) -> Any:
    """Describe an operation with one answer, which may be repeated."""
    told = changes.pop("response", {})
    resolve = None if type_ is None else lambda: type_
    answer = Response(status="200", content_type=content_type, type=resolve, **told)
    return api.reading(**{"responses": (answer,), **changes})


def read(api: Any, client: Any, called: Any, take: Callable[[Any], object]) -> None:
    """Read a stream to its end; a connection of the client's own ends."""

    def sync() -> None:
        with client, client.stream(called, {"id": "c"}) as stream:
            for item in stream:
                take(item)

    async def later() -> None:
        async with client, client.stream(called, {"id": "c"}) as stream:
            async for item in stream:
                take(item)

    api.run(later if api.asynchronous else sync)


def collect(api: Any, client: Any, called: Any) -> list[Any]:
    """Give all items of a stream."""
    found: list[Any] = []
    read(api, client, called, found.append)
    return found


def answer(content_type: str, content: bytes, status: int = 200) -> httpx.Response:
    return httpx.Response(status, headers={"Content-Type": content_type}, content=content)


JSON_ITEMS = [Item(number=1), Item(number=2)]
CASES: dict[str, tuple[str, Any, dict[str, Any], bytes, list[Any]]] = {
    "bytes": ("application/pdf", None, {}, b"%PDF\n1", [b"%PDF\n1"]),
    "text": ("text/csv", None, {}, "a,b\nü".encode(), ["a,b", "ü"]),
    "JSON lines": ("application/x-ndjson", Item, {}, b'{"number":1}\n{"number":2}\n', JSON_ITEMS),
    "untyped": ("application/jsonl", None, {}, b"1.50\n[2]", [1.5, [2]]),
    "JSON texts": (
        "application/json-seq",
        Item,
        {},
        b'\x1e{"number":1}\n\x1e{"number":2}\n',
        JSON_ITEMS,
    ),
    "data": (
        *("text/event-stream; charset=utf-8", Item, {}),
        b'id: 7\ndata: {"number":1}\n\nevent: more\ndata: {"number":\ndata: 2}\n\n',
        [
            ServerSentEvent(data=Item(number=1), id="7"),
            ServerSentEvent(data=Item(number=2), event="more", id="7"),
        ],
    ),
    "data of text": ("text/event-stream", String, {}, b"data: 7\n\n", [ServerSentEvent(data="7")]),
    "untyped data": ("text/event-stream", None, {}, b"data: 7\n\n", [ServerSentEvent(data="7")]),
    "whole events": (
        *("text/event-stream", Happened, {"describes_event": True}),
        b'event: added\ndata: {"number":1}\n\n',
        [Happened(event="added", data=Item(number=1))],
    ),
    "an end that no standard knows": (
        *("text/event-stream", Item, {}),
        b'data: {"number":1}\n\ndata: [DONE]\n\ndata: never read\n\n',
        [ServerSentEvent(data=Item(number=1))],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_items_are_read_as_they_come(api: Any, case: str) -> None:
    content_type, type_, told, content, expected = CASES[case]
    called = streaming(api, content_type, type_, response=told)

    items = collect(api, api.client(answer(content_type, content)), called)

    assert items == expected
    assert api.requests[0].headers["accept"] == content_type


@pytest.mark.parametrize("case", CASES)
def test_without_a_stream_the_whole_answer_is_a_list_of_items(api: Any, case: str) -> None:
    content_type, type_, told, content, expected = CASES[case]
    called = streaming(api, content_type, type_, response=told)

    parsed = api.call(api.client(answer(content_type, content)), called).parsed

    if called.stream.kind in {"lines", "bytes"}:
        assert parsed == (content if isinstance(expected[0], bytes) else content.decode())
    else:
        assert parsed == expected


def test_the_media_type_of_the_stream_is_asked_for_and_the_other_by_a_plain_call(api: Any) -> None:
    both = (
        Response(status="200", content_type="application/json", type=lambda: Item),
        Response(status="200", content_type="text/event-stream", type=lambda: Item),
    )
    called = api.reading(responses=both)
    client = api.client(
        answer("text/event-stream", b'data: {"number":1}\n\n'),
        answer("application/json", b'{"number":2}'),
    )

    def sync() -> list[Any]:
        with client.stream(called, {"id": "c"}) as stream:
            return [*stream, client.request(called, {"id": "c"}).parsed]

    async def later() -> list[Any]:
        async with client.stream(called, {"id": "c"}) as stream:
            found = [item async for item in stream]
        return [*found, (await client.request(called, {"id": "c"})).parsed]

    items = api.run(later if api.asynchronous else sync)

    assert items == [ServerSentEvent(data=Item(number=1)), Item(number=2)]
    accepted = [request.headers["accept"] for request in api.requests]
    assert accepted == ["text/event-stream", "application/json"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (answer("application/json", b'{"message":"no"}', 409), ConflictError),
        (answer("application/json", b'{"success":false,"english":"no"}'), BusinessError),
        (answer("text/html", b"<h1>no</h1>"), ResponseValidationError),
        (answer("text/event-stream", b"", 204), ResponseValidationError),
    ],
)
def test_a_failure_is_raised_where_the_stream_is_opened(
    api: Any, given: httpx.Response, error: type[Exception]
) -> None:
    """Read as events, each of these would come to none."""
    called = streaming(api, "text/event-stream", envelope=api.envelope)

    with pytest.raises(error) as caught:
        collect(api, api.client(given), called)

    assert type(caught.value) is error


@pytest.mark.usefixtures("pauses")
def test_a_stream_is_opened_again_where_a_call_would_be_repeated(api: Any) -> None:
    client = api.client(answer("text/plain", b"", 503), answer("text/plain", b"a"))

    assert collect(api, client, streaming(api, "text/plain")) == ["a"]
    assert len(api.requests) == 2


@pytest.mark.parametrize(
    ("content_type", "content", "given", "body"),
    [
        ("application/jsonl", b'{"number":1}\n{"number":\n', 1, b'{"number":'),
        ("application/jsonl", b'{"number":1}\n{"number":"x"}\n', 1, b'{"number":"x"}'),
        ("application/jsonl", b'\xff\n{"number":1}\n', 0, b"\xff"),
        ("text/event-stream", b'data: {"number":"x"}\n\n', 0, b'{"number":"x"}'),
        ("text/event-stream", b"data: nothing\n\n", 0, b"nothing"),
    ],
)
def test_an_item_that_contradicts_the_documentation_is_told_with_what_it_was(
    api: Any, content_type: str, content: bytes, given: int, body: bytes
) -> None:
    client, called = api.client(answer(content_type, content)), streaming(api, content_type, Item)
    found: list[Any] = []

    with pytest.raises(ResponseValidationError) as caught:
        read(api, client, called, found.append)

    assert len(found) == given
    assert caught.value.body == body


@pytest.mark.parametrize(
    ("data", "kept", "pointer"),
    [(b'{"number":"x"}', "x", "/number"), (b"[1]", [1], ""), (b"no JSON", "no JSON", "")],
)
def test_a_lenient_package_keeps_the_data_of_an_event_that_contradicts(
    api: Any, data: bytes, kept: Any, pointer: str
) -> None:
    drift: list[Any] = []
    client = api.client(
        answer("text/event-stream", b'data: {"number":1}\n\ndata: ' + data + b"\n\n"),
        settings=settings(lenient=True),
        on_drift=drift.append,
    )

    first, second = collect(api, client, streaming(api, "text/event-stream", Item))

    assert first.data == Item(number=1)
    assert getattr(second.data, "number", second.data) == kept
    assert [(one.kind, one.pointer) for one in drift] == [("wrong-type", pointer)]


def test_what_an_event_has_beyond_the_documentation_is_told(api: Any) -> None:
    drift: list[Any] = []
    content = answer("text/event-stream", b'data: {"number":1,"later":2}\n\n')

    collect(
        api,
        api.client(content, on_drift=drift.append),
        streaming(api, content.headers["content-type"], Item),
    )

    assert [(one.kind, one.pointer) for one in drift] == [("unknown-field", "/later")]


@pytest.mark.parametrize(
    ("irreversible", "hold", "error"),
    [
        (False, False, APIConnectionError),
        (False, True, APITimeoutError),
        (True, False, OutcomeUnknownError),
    ],
)
def test_a_stream_that_breaks_off_is_an_error_after_what_came(
    api: Any, servers: Any, irreversible: bool, hold: bool, error: type[Exception]
) -> None:
    """And it is not asked for again: the caller has seen the first of it."""
    over = threading.Event()

    def behave(connection: socket.socket) -> None:
        servers.receive(connection)
        connection.sendall(HEAD % b"application/jsonl" + b"2\r\n1\n\r\n")
        if hold:
            over.wait(5)

    server = servers.start(behave)
    called = streaming(api, "application/jsonl", Integer, irreversible=irreversible)
    client = api.client(base_url=server.url, timeout=0.3)
    found: list[Any] = []

    with pytest.raises(error) as caught:
        read(api, client, called, found.append)
    over.set()

    assert type(caught.value) is error
    assert isinstance(caught.value.__cause__, httpx.TransportError)
    assert found == [1]
    assert server.connections == 1


def test_a_connection_is_free_again_when_the_stream_is_left(api: Any, servers: Any) -> None:
    """By a `break`, by an exception of the caller's, or at its end."""
    released = threading.Semaphore(0)

    def behave(connection: socket.socket) -> None:
        servers.receive(connection)
        connection.sendall(HEAD % b"application/jsonl" + b"2\r\n1\n\r\n")
        while connection.recv(100):
            pass
        released.release()

    server = servers.start(behave)
    called = streaming(api, "application/jsonl", Integer)
    client = api.client(base_url=server.url)

    def sync() -> None:
        with client.stream(called, {"id": "c"}) as stream:
            for _ in stream:
                break
        with client.stream(called, {"id": "c"}) as stream:
            next(stream)
            raise KeyError

    async def later() -> None:
        async with client.stream(called, {"id": "c"}) as stream:
            async for _ in stream:
                break
        async with client.stream(called, {"id": "c"}) as stream:
            await anext(stream)
            raise KeyError

    with pytest.raises(KeyError):
        api.run(later if api.asynchronous else sync)

    assert released.acquire(timeout=5)
    assert released.acquire(timeout=5)


def test_an_item_is_there_before_the_next_is_sent(api: Any, servers: Any) -> None:
    seen = threading.Event()

    def behave(connection: socket.socket) -> None:
        servers.receive(connection)
        connection.sendall(HEAD % b"text/event-stream" + b"9\r\ndata: a\n\n\r\n")
        if seen.wait(5):
            connection.sendall(b"9\r\ndata: b\n\n\r\n0\r\n\r\n")

    client = api.client(base_url=servers.start(behave).url, timeout=5)
    called = streaming(api, "text/event-stream", String)
    found: list[str] = []

    def take(item: Any) -> None:
        found.append(item.data)
        seen.set()

    read(api, client, called, take)

    assert found == ["a", "b"]


def test_a_wrong_argument_is_told_before_the_stream_is_opened(api: Any) -> None:
    client = api.client(answer("text/plain", b"a"))

    with pytest.raises(ValueError, match="path parameter"):
        client.stream(streaming(api, "text/plain"), {})
    assert api.requests == []


def test_a_stream_cannot_be_read_after_it_was_left(api: Any) -> None:
    client = api.client(answer("text/plain", b"a\nb"))
    called = streaming(api, "text/plain")
    found: list[Any] = []

    def sync() -> None:
        with client.stream(called, {"id": "c"}) as stream:
            pass
        found.extend(stream)

    async def later() -> None:
        async with client.stream(called, {"id": "c"}) as stream:
            pass
        found.extend([item async for item in stream])

    with pytest.raises(ClientClosedError):
        api.run(later if api.asynchronous else sync)
    assert found == []
