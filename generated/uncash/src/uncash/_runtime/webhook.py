"""Events that the provider sends by itself: from a request's body to a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from pydantic_core import ValidationError

from . import codec
from .adapter import Adapter
from .errors import UncashError
from .response import summary

T_co = TypeVar("T_co", covariant=True)


class WebhookValidationError(UncashError):
    """A body is no JSON, or is not the event that the documentation describes."""

    def __init__(self, message: str = "", *, webhook: str = "", body: bytes = b"") -> None:
        super().__init__(message)
        self.message = message
        """The places that are wrong, and how; not what stands there."""
        self.webhook = webhook
        """The event's name in the documentation."""
        self.body = body
        """What was to be read."""

    def __str__(self) -> str:
        """Say which event it is and what is wrong with it."""
        return f"{self.webhook}: {self.message}"


class Webhook(Generic[T_co]):
    """One kind of event."""

    def __init__(self, name: str, resolve: Callable[[], Any]) -> None:
        """Keep the name and how to find the type; it is built at first use."""
        self.name = name
        self._adapter = Adapter(resolve, title=name)

    def read(self, body: bytes | str) -> T_co:
        """Turn a body into a value.

        Raises:
            WebhookValidationError: it is not this event.
        """
        raw = _raw(body)
        return self.check(_decode(self.name, raw), raw)

    def check(self, value: Any, raw: bytes) -> T_co:
        """Turn decoded JSON into a value.

        Raises:
            WebhookValidationError: it is not this event.
        """
        try:
            found: T_co = self._adapter.read(value)
        except ValidationError as error:
            told = summary(error)
            raise WebhookValidationError(told, webhook=self.name, body=raw) from error
        return found


class Webhooks(Generic[T_co]):
    """All kinds of events, told apart by one member."""

    def __init__(self, tag: str, kinds: Mapping[str, Webhook[T_co]]) -> None:
        """Keep the member's name, and the kind for each of its values."""
        self._tag = tag
        self._kinds = kinds

    def read(self, body: bytes | str) -> T_co:
        """Turn the body of any event into a value.

        Raises:
            WebhookValidationError: it is none of them, or not what its kind has to be.
        """
        raw = _raw(body)
        value = _decode("event", raw)
        found = value.get(self._tag) if codec.is_object(value) else None
        kind = self._kinds.get(found) if isinstance(found, str) else None
        if kind is None:
            told = f"{self._tag}: no documented event has this value"
            raise WebhookValidationError(told, webhook="event", body=raw)
        return kind.check(value, raw)


def _raw(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)


def _decode(name: str, raw: bytes) -> Any:
    try:
        return codec.decode(raw)
    except ValueError as error:
        told = f"the body is not JSON: {error}"
        raise WebhookValidationError(told, webhook=name, body=raw) from None
