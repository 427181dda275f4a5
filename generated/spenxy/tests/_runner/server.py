"""A server on the loopback interface that plays scripts: `python -m _runner.server [PORT]`.

Control requests go to its main port, under `/__engross__`: `POST /script` takes answers and gives
a port of its own on which they are played, `POST /open` lets that port accept connections where
the script begins with refusals, `POST /end` closes it and gives the raw requests it has seen.
"""

from __future__ import annotations

import base64
import json
import socket
import struct
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOOPBACK = "127.0.0.1"
PATIENCE = 10.0
"""Seconds after which the server gives up on a silent client."""
PARTIAL = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{"
ENCODED = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n"
    b"content-length: 15\r\nconnection: close\r\n\r\nthis is no gzip"
)
# Break to the bytes that come before it, and how the connection ends.
ENDINGS = {
    "connect-refused": (b"", "refuse"),
    "no-answer": (b"", "close"),
    "reset-before-answer": (b"", "reset"),
    "read-timeout": (b"", "hold"),
    "garbage-answer": (b"this is no HTTP\r\n\r\n", "close"),
    "cut-in-body": (PARTIAL, "close"),
    "reset-in-body": (PARTIAL, "reset"),
    "timeout-in-body": (PARTIAL, "hold"),
    "bad-encoding": (ENCODED, "close"),
}


class Script:
    """One list of answers on a port of its own; the last one is repeated."""

    def __init__(self, answers: list[dict[str, Any]]) -> None:
        self.requests: list[bytes] = []
        self._answers = answers
        self._ended = threading.Event()
        self._socket = socket.socket()
        self._socket.bind((LOOPBACK, 0))
        self.port: int = self._socket.getsockname()[1]
        self._turn = 0
        while self._turn < len(answers) and answers[self._turn]["breaks"] == "connect-refused":
            self._turn += 1
        if not self._turn:
            self.open()

    def open(self) -> None:
        """Accept connections: until now, the port has refused them."""
        self._socket.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        """Give the port back."""
        self._ended.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            turn, self._turn = self._turn, self._turn + 1
            answer = self._answers[min(turn, len(self._answers) - 1)]
            work = (connection, answer)
            threading.Thread(target=self._serve, args=work, daemon=True).start()

    def _serve(self, connection: socket.socket, answer: dict[str, Any]) -> None:
        connection.settimeout(PATIENCE)
        with connection, suppress(OSError):
            with suppress(EOFError):
                self.requests.append(_read_request(connection))
            self._play(connection, answer)

    def _play(self, connection: socket.socket, answer: dict[str, Any]) -> None:
        if not answer["breaks"]:
            connection.sendall(_raw_answer(answer))
            return
        sent, ending = ENDINGS[answer["breaks"]]
        connection.sendall(sent)
        if ending == "hold":
            self._ended.wait(PATIENCE)
        elif ending == "reset":
            # With nothing to linger for, closing sends RST instead of FIN.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _read_request(connection: socket.socket) -> bytes:
    """Read a request to its end.

    Raises:
        EOFError: The client breaks off before.
    """
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += _more(connection)
    head, _, body = raw.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        return head + b"\r\n\r\n" + _chunks(connection, body)
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += _more(connection)
    return head + b"\r\n\r\n" + body


def _more(connection: socket.socket) -> bytes:
    if chunk := connection.recv(65536):
        return chunk
    raise EOFError


def _chunks(connection: socket.socket, raw: bytes) -> bytes:
    """Read a body in chunks to its end, and give what it carries (RFC 9112, "Chunked")."""
    while not raw.endswith(b"0\r\n\r\n"):
        raw += _more(connection)
    body = b""
    while raw:
        size, _, rest = raw.partition(b"\r\n")
        body += rest[: int(size, 16)]
        raw = rest[int(size, 16) + 2 :]
    return body


def _raw_answer(answer: dict[str, Any]) -> bytes:
    body = base64.b64decode(answer["body"])
    lines = [f"HTTP/1.1 {answer['status']} Scripted", *(f"{k}: {v}" for k, v in answer["headers"])]
    lines += [f"content-length: {len(body) + answer['cut']}", "connection: close"]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class Control(BaseHTTPRequestHandler):
    """The control requests."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one segment for head and body: two of them wait for an acknowledgement
    scripts: dict[int, Script] = {}  # noqa: RUF012  # the handler's class is its only shared place

    def do_GET(self) -> None:
        """Say what server this is."""
        known = self.path.rstrip("/").endswith("/__engross__")
        told = {"engross": 1, "breaks": sorted(ENDINGS)} if known else {}
        self._reply(200 if known else 404, told)

    def do_POST(self) -> None:
        """Begin, open or end a script."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        action = self.path.rpartition("/")[2]
        if action == "script":
            script = Script(body["answers"])
            self.scripts[script.port] = script
            self._reply(200, {"port": script.port})
        elif action == "open":
            self.scripts[body["port"]].open()
            self._reply(200, {})
        elif action == "end":
            script = self.scripts.pop(body["port"])
            script.end()
            seen = [base64.b64encode(raw).decode() for raw in script.requests]
            self._reply(200, {"requests": seen})
        else:
            self._reply(404, {})

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""

    def _reply(self, status: int, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(port: int = 0) -> ThreadingHTTPServer:
    """Make the server; the caller runs it with `serve_forever`."""
    return ThreadingHTTPServer((LOOPBACK, port), Control)


def main() -> None:
    """Serve until interrupted, after printing the URL."""
    server = serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    print(f"http://{LOOPBACK}:{server.server_address[1]}", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
