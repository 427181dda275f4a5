"""Asks a server on several kept connections and prints how many requests it answers in a second."""

from __future__ import annotations

import re
import selectors
import socket
import sys
import time

CONNECTIONS = 8
REQUESTS = 10_000
REQUEST = (
    b"PATCH /api/v1/cards/card-id/close HTTP/1.1\r\nhost: mock\r\n"
    b"authorization: Bearer uc_1\r\naccept: application/json\r\ncontent-length: 0\r\n\r\n"
)
ANSWER = re.compile(rb"HTTP/1.1 200 .*?\r\ncontent-length: (\d+)\r\n(?:.*?\r\n)?\r\n", re.DOTALL)


def is_whole(received: bytes) -> bool:
    """Whether an answer is there to its end."""
    head = ANSWER.match(received)
    return head is not None and len(received) == head.end() + int(head[1])


def rate(host: str, port: int) -> float:
    """Keep one request under way on each connection."""
    connections = [socket.create_connection((host, port)) for _ in range(CONNECTIONS)]
    received = dict.fromkeys(connections, b"")
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, connection)
            connection.sendall(REQUEST)
        start, answered = time.perf_counter(), 0
        while answered < REQUESTS:
            for key, _ in selector.select():
                connection = key.data
                received[connection] += connection.recv(65536)
                if is_whole(received[connection]):
                    answered += 1
                    received[connection] = b""
                    connection.sendall(REQUEST)
        seconds = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return REQUESTS / seconds


if __name__ == "__main__":
    address, _, number = sys.argv[1].partition(":")
    print(rate(address, int(number)))
