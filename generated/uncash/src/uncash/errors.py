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
    TokenError,
    UncashError,
)

if TYPE_CHECKING:
    # The same classes, with the types that the documentation gives the bodies of failures.

    from . import models
    from ._runtime import errors as _errors

    class APIError(_errors.APIError):
        @property
        def parsed(
            self,
        ) -> models.UnauthorizedFailure | models.Failure | models.CloseCardFailure | None: ...

    class BusinessError(APIError, _errors.BusinessError):
        @property
        def parsed(
            self,
        ) -> models.UnauthorizedFailure | models.Failure | models.CloseCardFailure | None: ...

    class ResponseValidationError(APIError, _errors.ResponseValidationError):
        @property
        def parsed(self) -> None: ...

    class APIStatusError(APIError, _errors.APIStatusError):
        @property
        def parsed(
            self,
        ) -> models.UnauthorizedFailure | models.Failure | models.CloseCardFailure | None: ...

    class BadRequestError(APIStatusError, _errors.BadRequestError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

    class AuthenticationError(APIStatusError, _errors.AuthenticationError):
        @property
        def parsed(self) -> models.UnauthorizedFailure | models.CloseCardFailure | None: ...

    class PermissionDeniedError(APIStatusError, _errors.PermissionDeniedError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

    class NotFoundError(APIStatusError, _errors.NotFoundError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

    class ConflictError(APIStatusError, _errors.ConflictError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

    class UnprocessableEntityError(APIStatusError, _errors.UnprocessableEntityError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

    class RateLimitError(APIStatusError, _errors.RateLimitError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

    class InternalServerError(APIStatusError, _errors.InternalServerError):
        @property
        def parsed(self) -> models.Failure | models.CloseCardFailure | None: ...

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
    "CardAlreadyClosedError",
    "CardNotReadyError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "CooldownError",
    "InternalServerError",
    "MissingFieldError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "ProviderError",
    "RateLimitError",
    "ResponseValidationError",
    "TokenError",
    "UncashError",
    "UnprocessableEntityError",
]


class CardAlreadyClosedError(BusinessError):
    """Card Already Closed (its message is `Card is already closed`)."""


class CardNotReadyError(BusinessError):
    """Card Not Ready (its message is `Card not ready for closure`)."""


class CooldownError(BusinessError):
    """Cooldown Period (its message is `Please wait 15 minutes between withdrawals`)."""


class ProviderError(BusinessError):
    """Provider Error (its message begins with `Failed to close card: `)."""
