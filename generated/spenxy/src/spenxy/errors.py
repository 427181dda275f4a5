"""What a call can raise besides `TypeError` and `ValueError` for a wrong argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    ConfigurationError,
    MissingFieldError,
    OutcomeUnknownError,
    SpenxyError,
    TokenError,
)

if TYPE_CHECKING:
    # The same classes, with the types that the documentation gives the bodies of failures.

    from . import models
    from ._runtime import errors as _errors

    class APIError(_errors.APIError):
        @property
        def parsed(self) -> models.ValidationFailure | None: ...

    class BusinessError(APIError, _errors.BusinessError):
        @property
        def parsed(self) -> models.ValidationFailure | None: ...

    class ResponseValidationError(APIError, _errors.ResponseValidationError):
        @property
        def parsed(self) -> None: ...

    class APIStatusError(APIError, _errors.APIStatusError):
        @property
        def parsed(self) -> models.ValidationFailure | None: ...

    class BadRequestError(APIStatusError, _errors.BadRequestError):
        @property
        def parsed(self) -> None: ...

    class AuthenticationError(APIStatusError, _errors.AuthenticationError):
        @property
        def parsed(self) -> None: ...

    class PermissionDeniedError(APIStatusError, _errors.PermissionDeniedError):
        @property
        def parsed(self) -> None: ...

    class NotFoundError(APIStatusError, _errors.NotFoundError):
        @property
        def parsed(self) -> None: ...

    class ConflictError(APIStatusError, _errors.ConflictError):
        @property
        def parsed(self) -> None: ...

    class UnprocessableEntityError(APIStatusError, _errors.UnprocessableEntityError):
        @property
        def parsed(self) -> models.ValidationFailure | None: ...

    class RateLimitError(APIStatusError, _errors.RateLimitError):
        @property
        def parsed(self) -> None: ...

    class InternalServerError(APIStatusError, _errors.InternalServerError):
        @property
        def parsed(self) -> None: ...

else:
    from ._runtime.errors import (
        APIError,
        APIStatusError,
        AuthenticationError,
        BadRequestError,
        BusinessError,
        ConflictError,
        InternalServerError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        ResponseValidationError,
        UnprocessableEntityError,
    )

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "BusinessError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "MissingFieldError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseValidationError",
    "SpenxyError",
    "TokenError",
    "UnprocessableEntityError",
]
