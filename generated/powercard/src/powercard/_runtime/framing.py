"""Bytes as they come to the frames they carry: chunks, lines, JSON texts, events. Pure.

A framer is fed each chunk and gives the frames that are complete with it; where a chunk ends says
nothing. JSON stays bytes here: whoever reads it says what is wrong with it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, Protocol

from .media import Kind

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
# RFC 7464, "JSON Text Sequence Parsing Rules": each text begins with a record separator.
_RECORD: Final = "\x1e"
_BYTE_ORDER_MARK: Final = "\ufeff"


class Event(NamedTuple):
    """One event of a stream, its data not yet read."""

    fields: dict[str, Any]
    """What the event itself says: `data`, and, where given, `event`, `id` and `retry`."""
    last_id: str
    """The id to ask for what follows with, which may stand in an earlier event."""


class Framer(Protocol):
    """Takes chunks, gives frames."""

    def feed(self, chunk: bytes) -> Iterator[Any]:
        """Give the frames that are complete with this chunk."""
        ...

    def end(self) -> Iterator[Any]:
        """Give what is left when no chunk follows."""
        ...


class Chunks:
    """Gives bytes as they come."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Give the chunk."""
        yield chunk

    def end(self) -> Iterator[bytes]:
        """Give nothing."""
        yield from ()


class Lines:
    """Gives lines of text without what ends them: a line feed, a carriage return, or both."""

    def __init__(self, charset: str) -> None:
        self._decoder = codecs.getincrementaldecoder(charset)("replace")
        self._line: list[str] = []
        self._returned = False

    def feed(self, chunk: bytes) -> Iterator[str]:
        """Give the lines that end in this chunk."""
        text = self._decoder.decode(chunk)
        if not text:
            return
        if self._returned:  # the line feed may come in a later chunk than its carriage return
            text = text.removeprefix("\n")
        self._returned = text.endswith("\r")
        yield from self._split(text)

    def end(self) -> Iterator[str]:
        """Give the last line, where nothing ends it."""
        yield from self._split(self._decoder.decode(b"", final=True))
        if line := "".join(self._line):
            yield line

    def _split(self, text: str) -> Iterator[str]:
        first, *others = _LINE_END.split(text)
        self._line.append(first)
        for other in others:
            yield "".join(self._line)
            self._line = [other]


class JsonTexts:
    """Gives JSON texts between separators, blank ones passed over."""

    def __init__(self, separator: bytes) -> None:
        self._separator = separator
        self._text: list[bytes] = []

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Give the texts after which a separator stands in this chunk."""
        first, *others = chunk.split(self._separator)
        self._text.append(first)
        for other in others:
            yield from self.end()
            self._text = [other]

    def end(self) -> Iterator[bytes]:
        """Give the last text, after which none has to stand."""
        text = b"".join(self._text)
        if text.strip():
            yield text


class Events:
    """Gives the events of a stream (WHATWG HTML, "Interpreting an event stream")."""

    def __init__(self) -> None:
        self._lines = Lines("utf-8")
        self._begun = False
        self._data: list[str] = []
        self._fields: dict[str, Any] = {}
        self._last_id = ""

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """Give the events that end in this chunk."""
        for line in self._lines.feed(chunk):
            text = line if self._begun else line.removeprefix(_BYTE_ORDER_MARK)
            self._begun = True
            if text:
                self._read(text)
            else:
                yield from self._dispatch()

    def end(self) -> Iterator[Event]:
        """Give nothing: an event that no blank line ends is none."""
        yield from ()

    def _read(self, line: str) -> None:
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._fields["event"] = value
        elif name == "id" and "\0" not in value:
            self._fields["id"] = self._last_id = value
        elif name == "retry" and value.isascii() and value.isdigit():
            self._fields["retry"] = int(value)

    def _dispatch(self) -> Iterator[Event]:
        data, fields = self._data, self._fields
        self._data, self._fields = [], {}
        if data:
            yield Event({**fields, "data": "\n".join(data)}, self._last_id)


def framer(kind: Kind, charset: str) -> Framer:
    """Make what takes bodies of a kind apart."""
    if kind == "events":
        return Events()
    if kind == "json-lines":
        return JsonTexts(b"\n")
    if kind == "json-texts":
        return JsonTexts(_RECORD.encode())
    return Lines(charset) if kind == "lines" else Chunks()
