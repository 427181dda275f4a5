"""Bodies taken apart: the frames are the same wherever the chunks end."""

from __future__ import annotations

from typing import Any

import pytest
from engross.runtime.framing import Event, framer
from engross.runtime.media import Kind

LINES = "a\r\nb\rc\n\nü\u2028d"
# WHATWG HTML, "Interpreting an event stream", its examples among them.
EVENTS = (
    "\ufeff: a comment\n\n"
    "data: first event\nid: 1\n\n"
    "data:second event\r\nid\r\nretry: 10\r\nretry: soon\r\n\r\n"
    "data:  third event\revent: add\rother: x\r\r"
    "data\n\ndata\ndata\n\n"
    "event: nothing\n\n"
    "id: a\0b\ndata: {\ndata: }\n\n"
    "data: cut off"
)
TOLD = [
    Event({"id": "1", "data": "first event"}, "1"),
    Event({"id": "", "retry": 10, "data": "second event"}, ""),
    Event({"event": "add", "data": " third event"}, ""),
    Event({"data": ""}, ""),
    Event({"data": "\n"}, ""),
    Event({"data": "{\n}"}, ""),
]
CASES: dict[str, tuple[Kind, str, bytes, list[Any]]] = {
    "lines": ("lines", "utf-8", LINES.encode(), ["a", "b", "c", "", "ü\u2028d"]),
    "lines of another encoding": (
        *("lines", "utf-16"),
        LINES.encode("utf-16"),
        ["a", "b", "c", "", "ü\u2028d"],
    ),
    "a text that ends with a line": ("lines", "utf-8", b"a\n", ["a"]),
    "no text": ("lines", "utf-8", b"", []),
    "JSON lines": ("json-lines", "utf-8", b'{"a":\r1}\r\n\n  \n[2]', [b'{"a":\r1}\r', b"[2]"]),
    "JSON texts": (
        "json-texts",
        "utf-8",
        b'\x1e{\n}\n\x1e\x1e"\xc3\xbc"\n',
        [b"{\n}\n", b'"\xc3\xbc"\n'],
    ),
    "events": ("events", "latin-1", EVENTS.encode(), TOLD),
}


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
@pytest.mark.parametrize("name", CASES)
def test_a_body_is_taken_apart_wherever_its_chunks_end(name: str, size: int) -> None:
    kind, charset, body, expected = CASES[name]
    taking = framer(kind, charset)

    chunks = [body[at : at + size] for at in range(0, len(body), size)]
    found = [frame for chunk in chunks for frame in taking.feed(chunk)] + [*taking.end()]

    assert found == expected


def test_bytes_are_given_as_they_come() -> None:
    taking = framer("bytes", "utf-8")

    assert [*taking.feed(b"a\n"), *taking.feed(b"b"), *taking.end()] == [b"a\n", b"b"]


def test_a_line_is_given_before_what_follows_its_carriage_return() -> None:
    """A server may wait for its client before it goes on."""
    taking = framer("lines", "utf-8")

    assert [*taking.feed(b"a\r")] == ["a"]
    assert [*taking.feed(b"\nb\n")] == ["b"]
