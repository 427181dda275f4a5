"""What a call can raise besides `TypeError` and `ValueError` for a wrong argument."""

from __future__ import annotations

from ._runtime.errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    BusinessError,
    ClientClosedError,
    ConfigurationError,
    ConflictError,
    InternalServerError,
    MissingFieldError,
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    ResponseValidationError,
    TokenError,
    UncashError,
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
