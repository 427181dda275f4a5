"""Everything a call can raise besides `ValueError` for an argument that is wrong.

An exception keeps what it knows in plain attributes, so it pickles and copies. Its text says the
method, the path template, the status and the provider's words; never arguments or bodies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TEXT_LIMIT = 500
# characters of a provider's message in an exception's text


class PowerCardError(Exception):
    """The base of everything this package raises."""


class ConfigurationError(PowerCardError, ValueError):
    """The client was not told what it needs: a token, a base URL."""


class ClientClosedError(PowerCardError, RuntimeError):
    """The client was used after `close()`."""


class TokenError(PowerCardError):
    """The server that gives tokens gave none. The operation was not called."""

    def __init__(self, message: str = "", *, status_code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status_code = status_code
        """Of that server's answer; None where none came."""


class MissingFieldError(PowerCardError, AttributeError):
    """A model was asked for a required field that the answer did not have."""

    def __init__(self, place: str = "") -> None:
        super().__init__(place)
        self.place = place
        """Where it should have been, as a JSON Pointer into the answer, as far as that is known."""

    def __str__(self) -> str:
        """Say what is missing, and who says that it should not."""
        return f"the answer had no {self.place!r}, which the documentation requires"


class APIError(PowerCardError):
    """The provider answered, and the answer is not a success."""

    def __init__(
        self,
        message: str = "",
        *,
        operation: str = "",
        status_code: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        parsed: Any = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        """The provider's own words, where the answer has any."""
        self.operation = operation
        """Method and path template: `PATCH /api/v1/cards/{id}/close`."""
        self.status_code = status_code
        self.code = code
        """The provider's error code, as text."""
        self.request_id = request_id
        """The provider's id of the request: what its support asks for."""
        self.body = body
        """The answer's JSON, else its text; raw bytes where it contradicts the documentation."""
        self.headers: Mapping[str, str] = dict(headers or {})
        """The answer's headers under lower-case names, cookies left out."""
        self._parsed = parsed

    @property
    def parsed(self) -> Any:
        """The body of a failure as the documentation describes it; None where it is otherwise."""
        return self._parsed

    def __str__(self) -> str:
        """Say what was called and what came back."""
        status = "" if self.status_code is None else f" ({self.status_code})"
        code = f" [{self.code}]" if self.code else ""
        return f"{self.operation}{status}: {_one_line(self.message)}{code}"


class BusinessError(APIError):
    """The provider understood the request and declined it, and says so in the answer's envelope."""


class ResponseValidationError(APIError):
    """The answer contradicts the documentation. The operation may have been carried out."""


class APIStatusError(APIError):
    """The answer's status is not one of success."""


class BadRequestError(APIStatusError):
    """Status 400."""


class AuthenticationError(APIStatusError):
    """Status 401."""


class PermissionDeniedError(APIStatusError):
    """Status 403."""


class NotFoundError(APIStatusError):
    """Status 404."""


class ConflictError(APIStatusError):
    """Status 409."""


class UnprocessableEntityError(APIStatusError):
    """Status 422."""


class RateLimitError(APIStatusError):
    """Status 429."""


class InternalServerError(APIStatusError):
    """Status 500 and above. From a gateway it may mean that only the answer was lost."""


class APIConnectionError(PowerCardError):
    """No answer: the provider could not be reached, or did not finish its answer."""

    def __init__(self, message: str = "", *, operation: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.operation = operation
        """Method and path template."""

    def __str__(self) -> str:
        """Say what was called and how it ended."""
        return f"{self.operation}: {self.message}"


class APITimeoutError(APIConnectionError):
    """No answer in time. It may be tried again without harm."""


class OutcomeUnknownError(APIConnectionError):
    """The answer is lost, and the request may have been carried out: find out before repeating."""


# What an undocumented failure in the envelope under an HTTP error is.


class BusinessAPIStatusError(BusinessError, APIStatusError):
    """Both: the envelope says no, and so does the status."""


class BusinessInternalServerError(BusinessError, InternalServerError):
    """Both: the envelope says no, and so does the status."""


class BusinessBadRequestError(BusinessError, BadRequestError):
    """Both: the envelope says no, and so does the status."""


class BusinessAuthenticationError(BusinessError, AuthenticationError):
    """Both: the envelope says no, and so does the status."""


class BusinessPermissionDeniedError(BusinessError, PermissionDeniedError):
    """Both: the envelope says no, and so does the status."""


class BusinessNotFoundError(BusinessError, NotFoundError):
    """Both: the envelope says no, and so does the status."""


class BusinessConflictError(BusinessError, ConflictError):
    """Both: the envelope says no, and so does the status."""


class BusinessUnprocessableEntityError(BusinessError, UnprocessableEntityError):
    """Both: the envelope says no, and so does the status."""


class BusinessRateLimitError(BusinessError, RateLimitError):
    """Both: the envelope says no, and so does the status."""


_BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}
_BUSINESS: dict[type[APIStatusError], type[BusinessError]] = {
    APIStatusError: BusinessAPIStatusError,
    InternalServerError: BusinessInternalServerError,
    BadRequestError: BusinessBadRequestError,
    AuthenticationError: BusinessAuthenticationError,
    PermissionDeniedError: BusinessPermissionDeniedError,
    NotFoundError: BusinessNotFoundError,
    ConflictError: BusinessConflictError,
    UnprocessableEntityError: BusinessUnprocessableEntityError,
    RateLimitError: BusinessRateLimitError,
}


def status_error(status: int) -> type[APIStatusError]:
    """Name the class for a status that is not 2xx."""
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)


def business_error(status: int) -> type[BusinessError]:
    """Name the class for an undocumented failure in the envelope, which is its status' too."""
    return BusinessError if status // 100 == 2 else _BUSINESS[status_error(status)]


def _one_line(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text[: _TEXT_LIMIT + 1])
    return printable if len(text) <= _TEXT_LIMIT else f"{printable[:_TEXT_LIMIT]}…"
