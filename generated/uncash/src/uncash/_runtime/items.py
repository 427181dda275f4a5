"""From a body that is one item after the other to the items. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic_core import ValidationError

from . import codec
from .adapter import Adapter
from .framing import Event, framer
from .operation import Response

T_co = TypeVar("T_co", covariant=True)

# Many an API sends it after the last event, where JSON is expected; no standard knows it.
_END = "[DONE]"


@dataclass(frozen=True, kw_only=True)
class ServerSentEvent(Generic[T_co]):
    """One event of a stream (WHATWG HTML, "Server-sent events")."""

    data: T_co
    event: str = "message"
    """Its type."""
    id: str = ""
    """The last id that the stream gave: a `Last-Event-ID` to continue after."""
    retry: int | None = None
    """The milliseconds to wait before connecting again, where it says so."""


class UnreadableItemError(ValueError):
    """An item is not what the documentation says."""

    def __init__(self, problem: str | ValidationError, raw: bytes) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.raw = raw


class Items:
    """Reads the items of one body, chunk by chunk.

    Text is given in lines and bytes as they come; JSON and events are read as their type.
    """

    def __init__(
        self, declared: Response, charset: str, read: Callable[[Adapter, Any], Any] = Adapter.read
    ) -> None:
        """Take how a value becomes one of its type."""
        self._read_typed = read
        self._kind = declared.kind or "bytes"
        self._framer = framer(self._kind, charset)
        self._declared = declared
        self.ended = False
        """Whether the body itself has said that nothing follows."""

    def feed(self, chunk: bytes) -> Iterator[Any]:
        """Give the items that are complete with this chunk.

        Raises:
            UnreadableItemError: one is not what the documentation says.
        """
        for frame in self._framer.feed(chunk):
            if not self.ended:
                yield from self._read(frame)

    def end(self) -> Iterator[Any]:
        """Give what is left when no chunk follows.

        Raises:
            UnreadableItemError: it is not what the documentation says.
        """
        for frame in self._framer.end():
            yield from self._read(frame)

    def _read(self, frame: Any) -> Iterator[Any]:
        if isinstance(frame, Event):
            yield from self._event(frame)
        elif self._kind in {"lines", "bytes"}:
            yield frame
        else:
            yield self._typed(_decoded(frame), frame)

    def _event(self, event: Event) -> Iterator[Any]:
        """Read an event: its data is text where its type takes text, and else JSON."""
        text: str = event.fields["data"]
        raw = text.encode()
        try:
            # A trial of which nobody is told: text that is JSON is no text of another kind.
            self._as_event(event, text, Adapter.read)
            found = self._as_event(event, text, self._read_typed)
        except ValidationError:
            if text == _END:
                self.ended = True
                return
            found = self._as_json_event(event, text, raw)
        yield found

    def _as_json_event(self, event: Event, text: str, raw: bytes) -> Any:
        try:
            data = _decoded(raw)
        except UnreadableItemError as unreadable:
            try:
                return self._as_event(event, text, self._read_typed)
            except ValidationError:
                raise unreadable from None
        try:
            return self._as_event(event, data, self._read_typed)
        except ValidationError as error:
            raise UnreadableItemError(error, raw) from error

    def _as_event(self, event: Event, data: Any, read: Callable[[Adapter, Any], Any]) -> Any:
        adapter = self._declared.adapter
        if self._declared.describes_event and adapter is not None:
            return read(adapter, {**event.fields, "data": data})
        return ServerSentEvent(
            data=data if adapter is None else read(adapter, data),
            event=event.fields.get("event") or "message",
            id=event.last_id,
            retry=event.fields.get("retry"),
        )

    def _typed(self, value: Any, raw: bytes) -> Any:
        adapter = self._declared.adapter
        try:
            return value if adapter is None else self._read_typed(adapter, value)
        except ValidationError as error:
            raise UnreadableItemError(error, raw) from error


def _decoded(raw: bytes) -> Any:
    try:
        return codec.decode(raw)
    except ValueError as error:
        raise UnreadableItemError(f"an item is not JSON: {error}", raw) from None
