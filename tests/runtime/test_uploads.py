"""Bodies that are read while they are sent."""

from __future__ import annotations

import io
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from engross.runtime.errors import APIConnectionError, InternalServerError, OutcomeUnknownError
from engross.runtime.operation import Body, Part, Response


def uploading(api: Any, **changes: Any) -> Any:
    """Describe an operation that takes bytes and may be repeated."""
    body = Body(type=lambda: Any, content_type="application/octet-stream")
    answer = Response(status="200", content_type="text/plain")
    return api.reading(**{"method": "PUT", "body": body, "responses": (answer,), **changes})


class Unseekable(io.BytesIO):
    """A file like that of a pipe."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise OSError


class Counting(io.BytesIO):
    """A file that knows how much was asked for at once."""

    most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.most = max(self.most, self.getbuffer().nbytes if size in {None, -1} else size or 0)
        return super().read(size)


async def later(pieces: list[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def receiving(servers: Any, bodies: list[bytes], answers: list[bytes]) -> Any:
    """Start a server that takes bodies down as they come over the socket."""

    def behave(connection: socket.socket) -> None:
        raw = servers.receive(connection)
        head, _, body = raw.partition(b"\r\n\r\n")
        while not _complete(head, body):
            part = connection.recv(65536)
            if not part:
                return
            body += part
        bodies.append(head.lower() + b"\r\n\r\n" + body)
        connection.sendall(answers[min(len(bodies), len(answers)) - 1])

    return servers.start(behave)


def _complete(head: bytes, body: bytes) -> bool:
    if b"chunked" in head.lower():
        return body.endswith(b"0\r\n\r\n")
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or b"0")


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"


def sent(api: Any, servers: Any, body: Any, *answers: bytes) -> list[tuple[bytes, bytes]]:
    """Give head and body of each request of a call."""
    bodies: list[bytes] = []
    server = receiving(servers, bodies, [*answers] or [OK])
    api.call(api.client(base_url=server.url), uploading(api), body=body)
    return [(head, body) for head, _, body in (raw.partition(b"\r\n\r\n") for raw in bodies)]


def test_a_file_is_sent_from_where_it_stands_with_its_length(
    api: Any, servers: Any, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        file.seek(3)
        [(head, body)] = sent(api, servers, file)

    assert body == b"3456789"
    assert b"content-length: 7\r\n" in head + b"\r\n"
    assert b"content-type: application/octet-stream" in head
    assert b"transfer-encoding" not in head


def test_a_file_is_never_in_memory_as_a_whole(api: Any, servers: Any) -> None:
    file = Counting(b"x" * 300_000)

    [(_, body)] = sent(api, servers, file)

    assert len(body) == 300_000
    assert file.most == 65536


@pytest.mark.parametrize(
    ("make", "chunks"),
    [
        (lambda: [b"ab", b"", b"c"], b"2\r\nab\r\n1\r\nc\r\n"),
        (lambda: iter([b"ab", b"c"]), b"2\r\nab\r\n1\r\nc\r\n"),
        (lambda: Unseekable(b"abc"), b"3\r\nabc\r\n"),
    ],
)
def test_pieces_are_sent_one_by_one(
    api: Any, servers: Any, make: Callable[[], Any], chunks: bytes
) -> None:
    [(head, received)] = sent(api, servers, make())

    assert b"transfer-encoding: chunked" in head
    assert b"content-length" not in head
    assert received == chunks + b"0\r\n\r\n"


def test_an_asynchronous_iterator_is_sent_by_the_asynchronous_client_alone(
    api: Any, servers: Any
) -> None:
    if api.asynchronous:
        [(_, body)] = sent(api, servers, later([b"xy", b"z"]))
        assert body == b"2\r\nxy\r\n1\r\nz\r\n0\r\n\r\n"
        return
    with pytest.raises(ValueError, match="asynchronous client alone"):
        sent(api, servers, later([b"xy"]))


@pytest.mark.usefixtures("pauses")
def test_a_file_is_sent_again_from_where_it_stood(api: Any, servers: Any) -> None:
    file = io.BytesIO(b"0123456789")
    file.seek(5)

    bodies = [body for _, body in sent(api, servers, file, BUSY, OK)]

    assert bodies == [b"56789", b"56789"]


@pytest.mark.parametrize("make", [lambda: [b"a"], lambda: Unseekable(b"a"), lambda: iter([b"a"])])
def test_what_cannot_be_read_again_is_sent_once(
    api: Any, servers: Any, pauses: Any, make: Callable[[], Any]
) -> None:
    bodies: list[bytes] = []
    server = receiving(servers, bodies, [BUSY])

    with pytest.raises(InternalServerError):
        api.call(api.client(base_url=server.url), uploading(api), body=make())

    assert len(bodies) == 1
    assert pauses == []


def test_and_it_is_sent_once_where_nobody_is_connected_to(api: Any, pauses: Any) -> None:
    client = api.client(httpx.ConnectError("no"))

    with pytest.raises(APIConnectionError, match="not sent"):
        api.call(client, uploading(api), body=[b"a"])

    assert pauses == []


FILES = Body(
    type=lambda: Any,
    content_type="multipart/form-data",
    parts=(Part(name="file", required=True), Part(name="more", many=True)),
)


@pytest.mark.usefixtures("pauses")
def test_files_of_a_multipart_body_are_read_while_they_are_sent_and_again(
    api: Any, servers: Any
) -> None:
    first, second = Counting(b"x" * 300_000), Counting(b"skipped y")
    second.seek(len("skipped "))
    bodies: list[bytes] = []
    server = receiving(servers, bodies, [BUSY, OK])

    api.call(
        api.client(base_url=server.url),
        uploading(api, body=FILES),
        body={"file": first, "more": [second, b"z"]},
    )

    for raw in bodies:
        head, _, body = raw.partition(b"\r\n\r\n")
        _, *parts, end = body.split(b"--" + head.partition(b"boundary=")[2].partition(b"\r\n")[0])
        assert [part.partition(b"\r\n\r\n")[2] for part in parts] == [
            b"x" * 300_000 + b"\r\n",
            b"y\r\n",
            b"z\r\n",
        ]
        assert end == b"--\r\n"
        assert b"content-length: %d\r\n" % len(body) in head + b"\r\n"
    assert len(bodies) == 2
    assert first.most == 65536


def test_a_multipart_body_that_cannot_be_read_again_is_sent_once(
    api: Any, servers: Any, pauses: Any
) -> None:
    bodies: list[bytes] = []
    server = receiving(servers, bodies, [BUSY])

    with pytest.raises(InternalServerError):
        api.call(
            api.client(base_url=server.url),
            uploading(api, body=FILES),
            body={"file": Unseekable(b"a"), "more": [b"z"]},
        )

    assert len(bodies) == 1
    assert b"transfer-encoding: chunked" in bodies[0]
    assert pauses == []


def test_what_breaks_while_it_is_read_breaks_the_call(api: Any, servers: Any) -> None:
    """The provider may have taken the first of it for all."""

    def pieces() -> Iterator[bytes]:
        yield b"a"
        raise OSError("the disk is gone")

    server = receiving(servers, [], [OK])
    called = uploading(api, method="POST")

    with pytest.raises(OutcomeUnknownError) as caught:
        api.call(api.client(base_url=server.url), called, body=pieces())

    assert str(caught.value.__cause__) == "the disk is gone"


@pytest.mark.parametrize("body", ["text", {"a": 1}, io.StringIO("text"), 5, None])
def test_what_gives_no_bytes_is_refused(api: Any, body: Any) -> None:
    client = api.client(httpx.Response(200))

    with pytest.raises(ValueError, match="the request body is bytes, a file opened in binary mode"):
        api.call(client, uploading(api), body=body)
    assert api.requests == []


@pytest.mark.parametrize("options", [{"params": {"a": "1"}}, {"cookies": {"a": "1"}}])
def test_the_settings_of_the_users_client_hold(api: Any, options: dict[str, Any]) -> None:
    client = api.client(http_client=api.http(httpx.Response(200), **options))

    api.call(client, uploading(api), body=io.BytesIO(b"abc"))

    [request] = api.requests
    assert request.headers["content-length"] == "3"
    assert "a=1" in f"{request.url} {request.headers.get('cookie')}"
