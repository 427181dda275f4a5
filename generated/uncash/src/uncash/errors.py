"""Everything a call can raise. All of them are a `UncashError`."""

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
    NotFoundError,
    OutcomeUnknownError,
    PermissionDeniedError,
    RateLimitError,
    ResponseValidationError,
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
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "ProviderError",
    "RateLimitError",
    "ResponseValidationError",
    "UncashError",
    "UnprocessableEntityError",
]


class CardAlreadyClosedError(BusinessError):
    """Card Already Closed."""


class CardNotReadyError(BusinessError):
    """Card Not Ready."""


class CooldownError(BusinessError):
    """Cooldown Period."""


class ProviderError(BusinessError):
    """Provider Error."""
