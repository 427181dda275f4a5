"""Every way a connection can break, on real sockets."""

from __future__ import annotations

import gzip
import socket
import threading
from typing import Any

import httpx
import pytest
from engross.runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    ClientError,
    InternalServerError,
    OutcomeUnknownError,
    ResponseValidationError,
)
from engross.runtime.operation import Body, Response

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SILENT = httpx.Timeout(10, read=0.05)


def failure(api: Any, url: str, called: Any, **options: Any) -> tuple[Exception, Any]:
    client = api.client(base_url=url, timeout=options.pop("timeout", 2.0))
    with pytest.raises(ClientError) as caught:
        api.call(client, called, **options)
    return caught.value, caught.value.__cause__


def refused_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("irreversible", [True, False])
def test_before_connecting_nothing_was_sent(api: Any, pauses: Any, irreversible: bool) -> None:
    error, cause = failure(api, refused_address(), api.operation(irreversible=irreversible))

    assert type(error) is APIConnectionError
    assert "not sent" in str(error)
    assert isinstance(cause, httpx.ConnectError)
    assert len(pauses) == 2


def test_an_unknown_host_is_an_api_connection_error(api: Any, pauses: Any) -> None:
    error, _ = failure(api, "http://no-such-host.invalid", api.operation())

    assert type(error) is APIConnectionError
    assert len(pauses) == 2


@pytest.mark.usefixtures("pauses")
def test_a_failure_of_tls_is_before_sending(api: Any, servers: Any) -> None:
    server = servers.start(lambda connection: connection.sendall(b"this is not TLS\r\n"))

    error, _ = failure(api, server.url.replace("http:", "https:"), api.operation())

    assert type(error) is APIConnectionError
    assert server.connections == 3


def broken(servers: Any, place: str) -> Any:
    def behave(connection: socket.socket) -> None:
        if place == "while sending":
            connection.recv(10)
            servers.reset(connection)
            return
        servers.receive(connection)
        if place == "in the headers":
            connection.sendall(OK)
        elif place == "in the body":
            connection.sendall(OK + b'Content-Length: 99\r\n\r\n{"a"')
        elif place == "in a chunk":
            connection.sendall(OK + b'Transfer-Encoding: chunked\r\n\r\n63\r\n{"a"')
        elif place == "by a reset":
            servers.reset(connection)

    return servers.start(behave)


PLACES = [
    "while sending",
    "after sending",
    "by a reset",
    "in the headers",
    "in the body",
    "in a chunk",
]


@pytest.mark.parametrize("place", PLACES)
def test_an_unsafe_request_is_sent_once_and_its_outcome_unknown(
    api: Any, servers: Any, pauses: Any, place: str
) -> None:
    server = broken(servers, place)

    error, cause = failure(
        api,
        server.url,
        api.operation(body=Body(type=lambda: bytes, content_type="application/octet-stream")),
        body=b"x" * 20_000_000 if place == "while sending" else b"x",
    )

    assert type(error) is OutcomeUnknownError
    assert "may have been carried out" in str(error)
    assert isinstance(cause, httpx.TransportError)
    assert server.connections == 1
    assert pauses == []


@pytest.mark.parametrize("place", PLACES)
def test_a_repeatable_request_is_repeated(api: Any, servers: Any, pauses: Any, place: str) -> None:
    server = broken(servers, place)

    error, _ = failure(api, server.url, api.reading())

    assert type(error) is APIConnectionError
    assert server.connections == 3
    assert len(pauses) == 2


@pytest.mark.parametrize(
    ("irreversible", "kind"), [(True, OutcomeUnknownError), (False, APITimeoutError)]
)
@pytest.mark.parametrize("start", [b"", OK, OK + b"Content-Length: 9\r\n\r\n{"])
def test_a_server_that_falls_silent(
    api: Any, servers: Any, pauses: Any, start: bytes, irreversible: bool, kind: type[Exception]
) -> None:
    def behave(connection: socket.socket) -> None:
        servers.receive(connection)
        connection.sendall(start)
        threading.Event().wait(0.3)  # `time.sleep` is watched

    server = servers.start(behave)

    error, _ = failure(api, server.url, api.reading(irreversible=irreversible), timeout=SILENT)

    assert type(error) is kind
    assert len(pauses) == (0 if irreversible else 2)


@pytest.mark.parametrize(
    "answer",
    [
        b"garbage\r\n\r\n",
        OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
        OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        OK + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_an_answer_that_is_no_http_leaves_the_outcome_unknown(
    api: Any, servers: Any, answer: bytes
) -> None:
    error, _ = failure(api, servers.answering(answer).url, api.operation())

    assert type(error) is OutcomeUnknownError


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 7\r\n\r\n<html/>",
        OK + b"Content-Length: 0\r\n\r\n",
        OK + b"Connection: close\r\n\r\n" + b'{"a": [1, 2',
        OK + b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000,
        OK + b"Content-Length: 16\r\n\r\n" + b'{"a": 1, "a": 2}',
        OK + b"Content-Length: 5\r\n\r\n" + b'"\xff\xff"\n',
    ],
)
def test_an_answer_that_is_no_json_contradicts_the_documentation(
    api: Any, servers: Any, answer: bytes
) -> None:
    error, _ = failure(api, servers.answering(answer).url, api.operation())

    assert type(error) is ResponseValidationError
    assert error.status_code == 200
    assert error.body == answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 9\r\n\r\n" + b'{"a": 1}\n',
        OK + b"Content-Length: 12\r\n\r\n" + b'\xef\xbb\xbf{"a": 1}\n',
        OK.replace(b"json", b"json; charset=klingon") + b'Content-Length: 8\r\n\r\n{"a": 1}',
        OK.replace(b"application/json", b"text/html") + b'Content-Length: 8\r\n\r\n{"a": 1}',
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        + OK
        + b'Content-Length: 8\r\n\r\n{"a": 1}',
        OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(b'{"a": 1}'),
        OK + b'Connection: close\r\n\r\n{"a": 1}',
    ],
)
def test_an_answer_that_is_odd_but_clear_is_read(api: Any, servers: Any, answer: bytes) -> None:
    client = api.client(base_url=servers.answering(answer).url, timeout=2)

    assert api.call(client, api.operation()).parsed == {"a": 1}


def test_a_204_has_no_body_whatever_follows_it(api: Any, servers: Any) -> None:
    server = servers.answering(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n{}")
    client = api.client(base_url=server.url, timeout=2)

    assert api.call(client, api.operation(responses=(Response(status="204"),))).parsed is None


def test_an_error_page_is_an_error_of_its_status(api: Any, servers: Any) -> None:
    server = servers.answering(
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html; charset=nonsense\r\n"
        b"Set-Cookie: a=b\r\nContent-Length: 8\r\n\r\n<b>\xff</b>"
    )

    error, _ = failure(api, server.url, api.operation())

    assert type(error) is InternalServerError
    assert error.body == "<b>�</b>"
    assert error.headers["content-type"].startswith("text/html")
    assert "set-cookie" not in error.headers


def test_a_client_of_our_own_keeps_no_cookies(api: Any, servers: Any) -> None:
    heads: list[bytes] = []

    def behave(connection: socket.socket) -> None:
        heads.append(servers.receive(connection))
        connection.sendall(
            OK + b"Set-Cookie: session=1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
        )

    server = servers.start(behave)
    client = api.client(base_url=server.url, timeout=2)

    async def twice() -> None:
        await client.request(api.operation(), {"id": "c"})
        await client.request(api.operation(), {"id": "c"})
        await client.close()

    if api.asynchronous:
        api.run(twice)
    else:
        with client:
            client.request(api.operation(), {"id": "c"})
            client.request(api.operation(), {"id": "c"})

    assert len(heads) == 2
    assert not any(b"cookie" in head.lower() for head in heads)
