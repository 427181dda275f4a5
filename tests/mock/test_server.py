"""The command and its server, over real sockets."""

from __future__ import annotations

import contextlib
import http.client
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from engross import cli

from .conftest import ROOT, process, serving

TOKEN = {"Authorization": "Bearer uc_1"}
CARD = "/api/v1/cards/card-id/close"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a mock of UnCash."""
    with serving("uncash") as (url, _):
        yield port_of(url)


def port_of(url):
    return urlsplit(url).port


def asked(port, method="PATCH", path=CARD, body=None, **headers):
    """Ask once on a connection of its own; give status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        given = {**TOKEN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body=body, headers=given)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_the_documented_answer_comes_with_its_digits(port):
    status, headers, body = asked(port)

    assert (status, headers["content-type"]) == (200, "application/json")
    assert b'"balance_withdrawn": 15.00' in body


def test_a_path_reaches_the_mock_as_it_was_quoted(port):
    assert asked(port, path="/api/v1/cards/a%2Fb/close")[0] == 200
    assert asked(port, path="/api/v1/cards/a/b/close")[0] == 404


def test_a_connection_is_kept(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for _ in range(3):
        connection.request("PATCH", CARD, headers=TOKEN)
        assert connection.getresponse().read()
        first = connection.sock
    assert connection.sock is first is not None
    connection.close()


def test_answers_are_not_held_back_for_an_acknowledgement(port):
    """Head and body are two writes; with Nagle's algorithm each answer would take 40 ms."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    taken = []
    for _ in range(100):
        start = time.monotonic()
        connection.request("PATCH", CARD, headers=TOKEN)
        connection.getresponse().read()
        taken.append(time.monotonic() - start)
    connection.close()

    # At first the kernel acknowledges at once; and a busy machine delays some, but never all.
    assert min(taken[50:]) < 0.03


def test_a_body_without_end_is_refused(port):
    head = f"PATCH {CARD} HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head)
        with contextlib.suppress(ConnectionError):
            for _ in range(70):
                connection.sendall(b"x" * 1024 * 1024)
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_head_and_options_over_sockets(port):
    assert asked(port, "OPTIONS")[:1] == (204,)
    assert asked(port, "HEAD")[0] == 405


# --- Chaos --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["drop-before", "drop-after"])
def test_a_dropped_connection_is_closed_without_a_byte(port, name):
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        asked(port, Prefer=f"chaos={name}", body=b"x" * 10)


def request_head(prefer):
    """Give the head of a request whose body is yet to come."""
    lines = (f"PATCH {CARD} HTTP/1.1", "host: a", f"prefer: {prefer}", "content-length: 99", "", "")
    return "\r\n".join(lines).encode()


def test_a_connection_is_reset_while_the_body_is_sent(port):
    head = request_head("chaos=drop-during")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head + b"part")
        with pytest.raises(ConnectionResetError):
            assert connection.recv(1) is None


def test_a_connection_is_dropped_before_the_body_is_there(port):
    head = request_head("chaos=drop-before")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head)
        assert connection.recv(1) == b""


def test_a_truncated_answer_ends_in_its_middle(port):
    with pytest.raises(http.client.IncompleteRead) as caught:
        asked(port, Prefer="chaos=truncate")

    assert caught.value.partial.startswith(b'{"success": true')
    assert caught.value.expected


def test_a_late_answer_is_late(port):
    start = time.monotonic()

    assert asked(port, Prefer="chaos=delay")[0] == 200
    assert time.monotonic() - start > 0.9


def test_after_chaos_the_mock_goes_on(port):
    assert asked(port)[0] == 200


def fates(port, number):
    """Ask some times, and say what came of each."""
    found = []
    for _ in range(number):
        try:
            status, _, body = asked(port)
            found.append(f"{status} {len(body)}")
        except (http.client.HTTPException, ConnectionError) as error:
            found.append(type(error).__name__)
    return found


def test_chaos_is_that_of_the_seed():
    with serving("uncash", "--chaos", "--seed", "3") as (first, _):
        seen = fates(port_of(first), 20)
    with serving("uncash", "--chaos", "--seed", "3") as (second, _):
        assert fates(port_of(second), 20) == seen

    assert len(set(seen)) > 3


# --- Beginning and end --------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_it_cleanly(number):
    with serving("spenxy") as (url, running), socket.create_connection(("127.0.0.1", port_of(url))):
        running.send_signal(number)
        out, error = running.communicate(timeout=60)

    assert (running.returncode, out, error) == (0, "", "")


def test_the_address_is_told_with_the_base_path(tmp_path):
    document = tmp_path / "api.yaml"
    document.write_text(
        'openapi: 3.1.0\ninfo: {title: A, version: "1"}\n'
        "servers: [{url: 'https://a.example/v1'}]\npaths: {}\n"
    )
    running = process("mock", str(document), "--port", "0", "--host", "localhost")
    assert running.stdout is not None
    line = running.stdout.readline()
    running.terminate()
    running.communicate(timeout=60)

    assert line.startswith("A: http://")
    assert line.endswith("/v1 (0 operations; Ctrl-C ends it)\n")


def test_methods_of_any_spelling_over_sockets(tmp_path):
    answer = "{responses: {'200': {description: ok, content: {text/plain: {example: words}}}}}"
    document = tmp_path / "api.yaml"
    document.write_text(
        'openapi: 3.2.0\ninfo: {title: A, version: "1"}\n'
        f"paths: {{/it: {{get: {answer}, additionalOperations: {{Purge: {answer}}}}}}}\n"
    )
    with serving(str(document)) as (url, _):
        port = port_of(url)
        found = [asked(port, method, "/it")[::2] for method in ("GET", "Purge")]
        assert found == [(200, b"words"), (200, b"words")]
        assert asked(port, "PURGE", "/it")[0] == 405
        assert asked(port, "HEAD", "/it")[::2] == (200, b"")
        for name in ("drop-before", "drop-after"):
            with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
                asked(port, "Purge", "/it", Prefer=f"chaos={name}", body=b"x" * 10)
        with pytest.raises(http.client.IncompleteRead):
            asked(port, "Purge", "/it", Prefer="chaos=truncate")
        assert asked(port, "Purge", "/it")[0] == 200


def test_a_port_that_is_taken_is_said_so(port, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)

    assert cli.main(["mock", "uncash", "--port", str(port)]) == 2
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nosuch"], "'nosuch' is neither a provider"),
        (["uncash", "--port", "70000"], "'70000' is no port"),
        (["uncash", "--host", "no such host", "--port", "0"], "cannot listen on no such host:0"),
        (["broken.yaml"], "broken.yaml:2:1: error: this is not YAML"),
    ],
)
def test_what_cannot_be_served_is_2(words, message, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("specs/uncash").mkdir(parents=True)
    for name in ("openapi.yaml", "provider.yaml"):
        Path("specs/uncash", name).write_bytes((ROOT / "specs/uncash" / name).read_bytes())
    Path("broken.yaml").write_text("a: [")
    try:
        code = cli.main(["mock", *words])
    except SystemExit as end:
        code = end.code

    assert code == 2
    assert message in capsys.readouterr().err


def test_without_a_server_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.delitem(sys.modules, "engross.mock.transport", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    assert cli.main(["mock", "uncash", "--port", "0"]) == 2
    assert "pip install engross[mock]" in capsys.readouterr().err
