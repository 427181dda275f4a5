"""From status, headers and body to a value or an exception. Pure."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from pydantic_core import ValidationError

from . import codec
from .errors import (
    APIError,
    ResponseValidationError,
    business_error,
    status_error,
)
from .operation import Envelope, ErrorRule, Operation, Response, is_json
from .security import hide

_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
# Python's own transformations, which no page is written in; decoding Punycode takes quadratic time.
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
_PLACES = 5
# named in one message


class Answer(NamedTuple):
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    """Under lower-case names, or in a mapping that does not mind case."""
    content: bytes
    secrets: Callable[[], Iterable[str]] = tuple
    """Gives what the request carried and no message may repeat; only a failure asks."""

    def __repr__(self) -> str:
        """Leave out what may be secret."""
        return f"Answer(status={self.status})"

    @property
    def successful(self) -> bool:
        """Whether the status is 2xx."""
        return self.status // 100 == 2

    def json(self) -> Any:
        """Decode the body.

        Raises:
            ValueError: as `codec.decode`.
        """
        return codec.decode(self.content)

    def text(self) -> str:
        """Read the body as text, with a mark in place of what is none."""
        named = _CHARSET.search(self.headers.get("content-type", ""))
        try:
            charset = codecs.lookup(named[1] if named else "utf-8").name
            if charset not in _NO_CHARSETS:
                return self.content.decode(charset, "replace")
        except (LookupError, ValueError):
            pass
        return self.content.decode("utf-8", "replace")


def read_answer(operation: Operation[Any], answer: Answer) -> Any:
    """Give the value of a successful answer.

    Raises:
        BusinessError: the envelope says that the operation failed, whatever the status.
        APIStatusError: the status is not 2xx.
        ResponseValidationError: a 2xx answer contradicts the documentation.
    """
    declared = _declared(operation, answer)
    try:
        value = _decode(operation, declared, answer)
    except ValueError as error:
        raise _contradiction(operation, answer, f"the body is not JSON: {error}") from None
    if operation.envelope is not None and codec.is_object(value):
        _check_envelope(operation, operation.envelope, answer, value)
    if not answer.successful:
        raise _failure(status_error(answer.status), operation, answer, value)
    if declared is None:
        raise _contradiction(operation, answer, f"status {answer.status} is not documented")
    if declared.adapter is None or declared.content_type is None or operation.method == "HEAD":
        return value
    try:
        return declared.adapter.read(value)
    except ValidationError as error:
        raise _contradiction(operation, answer, _summary(error)) from error


def _declared(operation: Operation[Any], answer: Answer) -> Response | None:
    """Find the response documented for a 2xx status, by media type where there are several."""
    found = operation.documented(answer.status)
    if len(found) < 2:
        return found[0] if found else None
    essence = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return next((r for r in found if r.content_type == essence), found[0])


def _decode(operation: Operation[Any], declared: Response | None, answer: Answer) -> Any:
    """Read the body as documented, or, where nothing is, as what it happens to be.

    Raises:
        ValueError: JSON is documented for success, and this is none.
    """
    if answer.successful and declared is not None:
        if declared.content_type is None or operation.method == "HEAD":
            return None
        if is_json(declared.content_type):
            return answer.json()
        return answer.text() if declared.content_type.startswith("text/") else answer.content
    try:
        return answer.json()
    except ValueError:
        return answer.text() or None


class _Told(NamedTuple):
    """What an envelope tells of a failure."""

    messages: tuple[str, ...] = ()
    """Best first, empty ones left out."""
    code: str | None = None
    request_id: str | None = None


def _told(envelope: Envelope | None, body: Any) -> _Told:
    if envelope is None or not codec.is_object(body):
        return _Told()
    return _Told(
        messages=tuple(m for m in map(body.get, envelope.message) if isinstance(m, str) and m),
        code=_text(body, envelope.code),
        request_id=_text(body, envelope.request_id),
    )


def _text(body: dict[str, Any], name: str | None) -> str | None:
    """Give a code or an id as text, also where the provider sends a number."""
    value = None if name is None else body.get(name)
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _check_envelope(
    operation: Operation[Any], envelope: Envelope, answer: Answer, body: dict[str, Any]
) -> None:
    """Raise what the envelope says; `success` that is exactly true says nothing."""
    success = body.get(envelope.success)
    if success is True:
        return
    told = _told(envelope, body)
    documented = next((rule.error for rule in operation.errors if _matches(rule, told)), None)
    if not (answer.successful or envelope.success in body or documented):
        return  # An HTTP error that does not speak of success: a gateway's, perhaps.
    if success is False or success is None:
        raise _failure(documented or business_error(answer.status), operation, answer, body)
    if answer.successful:
        problem = f"'{envelope.success}' of the envelope is neither true nor false"
        raise _contradiction(operation, answer, problem)


def _matches(rule: ErrorRule, told: _Told) -> bool:
    start = rule.message_starts_with
    return (
        (rule.code is None or rule.code == told.code)
        and (rule.message is None or rule.message in told.messages)
        and (start is None or any(message.startswith(start) for message in told.messages))
    )


def _failure(
    error: type[APIError], operation: Operation[Any], answer: Answer, body: Any
) -> APIError:
    """Build the exception for an answer that says that the call failed."""
    told = _told(operation.envelope, body)
    otherwise = _silence(operation, body) if answer.successful else _phrase(answer.status)
    secrets = tuple(answer.secrets())
    return error(
        hide(told.messages[0], secrets) if told.messages else otherwise,
        operation=operation.title,
        status_code=answer.status,
        code=told.code and hide(told.code, secrets),
        request_id=told.request_id,
        body=body,
        headers=_shown(answer.headers),
    )


def _silence(operation: Operation[Any], body: Any) -> str:
    """Say why an answer without words counts as a failure."""
    name = operation.envelope.success if operation.envelope is not None else ""
    return "no message" if body.get(name) is False else f"'{name}' is missing or null"


def _contradiction(
    operation: Operation[Any], answer: Answer, problem: str
) -> ResponseValidationError:
    """Build the exception for an answer that is not as documented; it keeps the raw body."""
    outcome = "" if operation.repeatable else "; the request may have been carried out"
    return ResponseValidationError(
        f"{problem}{outcome}",
        operation=operation.title,
        status_code=answer.status,
        body=answer.content,
        headers=_shown(answer.headers),
    )


def _shown(headers: Mapping[str, str]) -> dict[str, str]:
    lowered = {name.lower(): value for name, value in headers.items()}
    lowered.pop("set-cookie", None)
    return lowered


def _summary(error: ValidationError) -> str:
    """Name the places that are wrong, and how; never what stands there."""
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    told = [f"{'.'.join(map(str, p['loc'])) or 'body'}: {p['msg']}" for p in problems[:_PLACES]]
    more = f"; and {len(problems) - _PLACES} more" if len(problems) > _PLACES else ""
    return "; ".join(told) + more


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "no message"
