"""Events that the provider sends by itself: from a request's body to a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qs

from pydantic_core import ValidationError

from . import codec
from .adapter import Adapter
from .drift import OnDrift, tell
from .errors import UncashError
from .media import TEXTUAL, kind
from .response import summary

T_co = TypeVar("T_co", covariant=True)


class WebhookValidationError(UncashError):
    """A body is not the event that the documentation describes, or nothing that can be read."""

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

    def __init__(
        self,
        name: str,
        resolve: Callable[[], Any],
        *,
        content_type: str = "application/json",
        lenient: bool = False,
    ) -> None:
        """Keep the name, how to find the type, which is built at first use, and how to read it."""
        self.name = name
        self._lenient = lenient
        self._kind = kind(content_type)
        self._adapter = Adapter(resolve, title=name)

    def read(self, body: bytes | str, on_drift: OnDrift | None = None) -> T_co:
        """Turn a body into a value.

        Args:
            body: The request's, as it came.
            on_drift: Is told where the body is not as documented.

        Raises:
            WebhookValidationError: it is not this event.
        """
        raw = _raw(body)
        return self.check(self._decoded(raw), raw, on_drift)

    def _decoded(self, raw: bytes) -> Any:
        if self._kind == "form":
            return self._of_form(raw)
        return _text(self.name, raw) if self._kind in TEXTUAL else _decode(self.name, raw)

    def _of_form(self, raw: bytes) -> dict[str, Any]:
        """Read a form, whose members are texts until their types say what they stand for."""
        texts = parse_qs(_text(self.name, raw), keep_blank_values=True)
        members: dict[str, Any] = {n: t if len(t) > 1 else t[0] for n, t in texts.items()}
        while True:
            try:
                self._adapter.read(members)
            except ValidationError as error:
                meant = _meant(members, error)
                if meant == members:
                    return members
                members = meant
            else:
                return members

    def check(self, value: Any, raw: bytes, on_drift: OnDrift | None) -> T_co:
        """Turn decoded JSON into a value; where that is lenient, what is wrong stays as it came.

        Raises:
            WebhookValidationError: it is not this event.
        """
        told = None if on_drift is None else partial(tell, on_drift, operation=self.name)
        try:
            found: T_co = self._adapter.hold(value, lenient=self._lenient, told=told)
        except ValidationError as error:
            wrong = summary(error)
            raise WebhookValidationError(wrong, webhook=self.name, body=raw) from error
        return found


class Webhooks(Generic[T_co]):
    """All kinds of events, told apart by one member."""

    def __init__(self, tag: str, kinds: Mapping[str, Webhook[T_co]]) -> None:
        """Keep the member's name, and the kind for each of its values."""
        self._tag = tag
        self._kinds = kinds

    def read(self, body: bytes | str, on_drift: OnDrift | None = None) -> T_co:
        """Turn the body of any event into a value.

        Args:
            body: The request's, as it came.
            on_drift: Is told where the body is not as its kind is documented.

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
        return kind.check(value, raw, on_drift)


def _raw(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)


def _meant(members: dict[str, Any], error: ValidationError) -> dict[str, Any]:
    """Give the members, those that are wrong as what their text may stand for."""
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    wrong: dict[str, set[str]] = {}
    for problem in problems:
        if problem["loc"] and problem["loc"][0] in members:
            wrong.setdefault(str(problem["loc"][0]), set()).add(problem["type"])
    return members | {name: _as_json(members[name], kinds) for name, kinds in wrong.items()}


# OpenAPI 3.1, "Support for x-www-form-urlencoded Request Bodies": what has parts is JSON there.
def _as_json(given: Any, problems: set[str]) -> Any:
    if codec.is_array(given):
        return [_as_json(item, set()) for item in given]
    if not isinstance(given, str):
        return given
    try:
        return [given] if problems == {"list_type"} else codec.decode(given.encode())
    except ValueError:
        return [given] if "list_type" in problems else given


def _text(name: str, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        told = "the body is no text in UTF-8"
        raise WebhookValidationError(told, webhook=name, body=raw) from None


def _decode(name: str, raw: bytes) -> Any:
    try:
        return codec.decode(raw)
    except ValueError as error:
        told = f"the body is not JSON: {error}"
        raise WebhookValidationError(told, webhook=name, body=raw) from None
