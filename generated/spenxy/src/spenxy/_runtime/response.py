"""From status, headers and body to a value or an exception. Pure, but for the user's hook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic_core import ValidationError

from . import codec
from .charsets import charset_of
from .drift import Finding, Policy, tell
from .errors import (
    APIError,
    ResponseValidationError,
    business_error,
    status_error,
)
from .items import Items, UnreadableItemError
from .media import SEQUENTIAL, STREAMED, TEXTUAL, essence, kind
from .operation import Envelope, ErrorRule, Operation, Response
from .security import hide

if TYPE_CHECKING:
    from .adapter import Adapter

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
    accept: str | None = None
    """What the request asked for."""
    policy: Policy = Policy()
    """Whether a contradiction is an error, and who is to be told of it."""

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
        return self.content.decode(self.charset, "replace")

    @property
    def charset(self) -> str:
        """The encoding of a text: as named, else as XML says of itself, else UTF-8."""
        return charset_of(self.headers.get("content-type", ""), self.content)


def read_answer(operation: Operation[Any], answer: Answer) -> Any:
    """Give the value of a successful answer.

    Raises:
        BusinessError: the envelope says that the operation failed, whatever the status.
        APIStatusError: the status is not 2xx.
        ResponseValidationError: a 2xx answer contradicts the documentation.
    """
    documented = declared = _declared(operation, answer)
    if declared is None and answer.successful:
        declared = _undocumented(operation, answer)
    try:
        value = _decode(operation, declared, answer)
    except ValueError as error:
        if answer.content or not answer.policy.lenient:
            raise contradiction(operation, answer, f"the body is not JSON: {error}") from None
        value = None
    if operation.envelope is not None and codec.is_object(value):
        _check_envelope(operation, operation.envelope, answer, value)
    if not answer.successful:
        raise _failure(status_error(answer.status), operation, answer, value)
    if declared is None:
        raise contradiction(operation, answer, f"status {answer.status} is not documented")
    if declared.content_type is None or operation.method == "HEAD":
        return None
    if documented is not None and not declared.alike(_asked(operation, answer)):
        message = f"The answer is {declared.content_type}, which was not asked for"
        _tell(operation, answer, [Finding("other-media-type", (), message)])
        # Where an envelope tells of a success, this tells of none.
        if not answer.policy.lenient or operation.envelope is not None:
            raise contradiction(operation, answer, _another(declared))
    return _read(operation, declared, answer, value)


def read_headers(operation: Operation[Any], answer: Answer) -> Any:
    """Give the declared headers of a successful answer; None where none are declared."""
    if operation.headers is None:
        return None
    told = None if answer.policy.on_drift is None else partial(_tell, operation, answer)
    return operation.headers()(answer.headers, partial(contradiction, operation, answer), told)


def _read(operation: Operation[Any], declared: Response, answer: Answer, value: Any) -> Any:
    """Turn a decoded body into what its type says, or into a list of its items."""
    if _is_no_event_stream(declared, answer):
        raise contradiction(operation, answer, "the answer is no text/event-stream")
    if declared.kind in SEQUENTIAL:
        reader = ItemReader(operation, declared, answer)
        return [*reader.feed(answer.content), *reader.end()]
    if declared.adapter is None:
        return value
    return _checked(operation, declared.adapter, answer, value)


def _checked(operation: Operation[Any], adapter: Adapter, answer: Answer, value: Any) -> Any:
    try:
        return _typed(operation, answer, adapter, value)
    except ValidationError as error:
        raise contradiction(operation, answer, summary(error)) from error


def _typed(operation: Operation[Any], answer: Answer, adapter: Adapter, value: Any) -> Any:
    """Hold a value to its type, or keep what does not fit where the package is lenient.

    Raises:
        ValidationError: it does not fit, and the package is strict.
    """
    policy = answer.policy
    # Of an envelope that is no object nobody knows whether it tells of a success.
    lenient = policy.lenient and (operation.envelope is None or codec.is_object(value))
    told = None if policy.on_drift is None else partial(_tell, operation, answer)
    return adapter.hold(value, lenient=lenient, told=told)


def _undocumented(operation: Operation[Any], answer: Answer) -> Response | None:
    """Tell of a 2xx status that is not documented; a lenient package reads it as one that is."""
    finding = Finding("undocumented-status", (), f"Status {answer.status} is not documented")
    _tell(operation, answer, [finding])
    if not answer.policy.lenient:
        return None
    good = [r for r in operation.responses if r.status.startswith("2")]
    return next((r for r in good if r.content_type == answer.accept), next(iter(good), None))


def _tell(operation: Operation[Any], answer: Answer, findings: Iterable[Finding]) -> None:
    tell(answer.policy.on_drift, findings, operation=operation.title, status=answer.status)


def _declared(operation: Operation[Any], answer: Answer) -> Response | None:
    """Find the response documented for a 2xx status, by media type where there are several."""
    found = operation.documented(answer.status)
    if len(found) < 2:
        return found[0] if found else None
    return _of_type(found, answer) or _asked(operation, answer)


def _of_type(found: Iterable[Response], answer: Answer) -> Response | None:
    """Find the response of the media type that came, or of the range that it is in."""
    given = essence(answer.headers.get("content-type", ""))
    ranges = (given, f"{given.partition('/')[0]}/*", "*/*")
    same = (r for wanted in ranges for r in found if essence(r.content_type or "") == wanted)
    return next(same, None)


def _asked(operation: Operation[Any], answer: Answer) -> Response:
    """Find the response of this status that was asked for: it says what a call returns."""
    found = operation.documented(answer.status)
    return next((r for r in found if r.content_type == answer.accept), found[0])


def _another(came: Response) -> str:
    way = f"accept={came.content_type!r}"
    way += " or with_streaming_response" if came.kind in SEQUENTIAL else ""
    return f"the answer is {came.content_type}, which was not asked for: {way} does"


def item_reader(operation: Operation[Any], answer: Answer) -> ItemReader | None:
    """Make what reads the items of a successful answer whose content is yet to come.

    None where the answer that came is another than the one that was asked for, and is no stream.
    """
    declared = _declared(operation, answer)
    if declared is None or declared.kind not in STREAMED or _is_no_event_stream(declared, answer):
        return None
    return ItemReader(operation, declared, answer)


# WHATWG HTML, "Processing model" of server-sent events: anything else is a failure. Read as events
# it would come to none at all.
def _is_no_event_stream(declared: Response, answer: Answer) -> bool:
    given = answer.headers.get("content-type", "")
    return declared.kind == "events" and kind(given) != "events"


class ItemReader:
    """Reads the items of one successful answer."""

    def __init__(self, operation: Operation[Any], declared: Response, answer: Answer) -> None:
        self._operation = operation
        self._answer = answer
        self._items = Items(declared, answer.charset, partial(_typed, operation, answer))

    @property
    def ended(self) -> bool:
        """Whether the answer itself has said that nothing follows."""
        return self._items.ended

    def feed(self, chunk: bytes) -> Iterator[Any]:
        """Give the items that are complete with this chunk.

        Raises:
            ResponseValidationError: one contradicts the documentation.
        """
        return self._told(self._items.feed(chunk))

    def end(self) -> Iterator[Any]:
        """Give what is left when no chunk follows.

        Raises:
            ResponseValidationError: it contradicts the documentation.
        """
        return self._told(self._items.end())

    def _told(self, found: Iterator[Any]) -> Iterator[Any]:
        try:
            yield from found
        except UnreadableItemError as error:
            wrong = error.problem
            problem = summary(wrong) if isinstance(wrong, ValidationError) else wrong
            answer = self._answer._replace(content=error.raw)
            raise contradiction(self._operation, answer, problem) from error.__cause__


def _decode(operation: Operation[Any], declared: Response | None, answer: Answer) -> Any:
    """Read the body as documented, or, where nothing is, as what it happens to be.

    Raises:
        ValueError: JSON is documented for success, and this is none.
    """
    if answer.successful and declared is not None and not _is_no_event_stream(declared, answer):
        if declared.content_type is None or operation.method == "HEAD":
            return None
        if declared.kind == "json":
            return _undecided(declared, answer) if declared.is_range else answer.json()
        return answer.text() if declared.kind in TEXTUAL else answer.content
    try:
        return answer.json()
    except ValueError:
        return answer.text() or None


def _undecided(declared: Response, answer: Answer) -> Any:
    """Read a body that may be of any media type as what it says that it is.

    Raises:
        ValueError: it says JSON, or is to be of a type that no text is, and is no JSON.
    """
    came = answer.headers.get("content-type", "application/json")
    given = kind(came)
    if given == "json":
        return answer.json()
    if declared.adapter is None:
        return answer.content if given in {"bytes", "multipart"} else answer.text()
    # Some servers call JSON text: a text is what JSON was to be only if the type takes it.
    return answer.text() if _takes(declared.adapter, answer.text()) else answer.json()


def _takes(adapter: Adapter, text: str) -> bool:
    try:
        adapter.read(text)
    except ValidationError:
        return False
    return True


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
        raise contradiction(operation, answer, problem)


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
        parsed=None if answer.successful else _failure_body(operation, answer, body),
    )


def _failure_body(operation: Operation[Any], answer: Answer, body: Any) -> Any:
    """Read the body of a failure as it is documented; None where it is otherwise."""
    found = operation.failures(answer.status)
    declared = _of_type(found, answer) or next(iter(found), None)
    if declared is not None and declared.kind in TEXTUAL:
        return answer.text() or None
    if declared is None or declared.kind != "json" or declared.adapter is None:
        return None
    try:
        return declared.adapter.read(body)
    except ValidationError:
        if not (answer.policy.lenient and codec.is_object(body)):
            return None
    kept = declared.adapter.examine(body).value
    return None if codec.is_object(kept) else kept


def _silence(operation: Operation[Any], body: Any) -> str:
    """Say why an answer without words counts as a failure."""
    name = operation.envelope.success if operation.envelope is not None else ""
    return "no message" if body.get(name) is False else f"'{name}' is missing or null"


def contradiction(
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


def summary(error: ValidationError) -> str:
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
