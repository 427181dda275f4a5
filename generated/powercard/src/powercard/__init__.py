"""Typed sync and async client for the PowerCard API.

Everything is imported when it is first asked for: `import powercard` alone costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._version import __version__

if TYPE_CHECKING:
    from . import models
    from ._client import AsyncPowerCard, PowerCard
    from ._runtime.base_client import RawResponse
    from ._runtime.content import ContentCodec
    from ._runtime.drift import Drift
    from ._runtime.tokens import ClientCredentials
    from ._runtime.types import UNSET, Unset
    from .errors import (
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
        PowerCardError,
        RateLimitError,
        ResponseValidationError,
        TokenError,
        UnprocessableEntityError,
    )

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncPowerCard",
    "AuthenticationError",
    "BadRequestError",
    "BusinessError",
    "ClientClosedError",
    "ClientCredentials",
    "ConfigurationError",
    "ConflictError",
    "ContentCodec",
    "Drift",
    "InternalServerError",
    "MissingFieldError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "PowerCard",
    "PowerCardError",
    "RateLimitError",
    "RawResponse",
    "ResponseValidationError",
    "TokenError",
    "UNSET",
    "UnprocessableEntityError",
    "Unset",
    "__version__",
    "models",
]

if not TYPE_CHECKING:
    _HOMES = {
        "PowerCard": "._client",
        "AsyncPowerCard": "._client",
        "ClientCredentials": "._runtime.tokens",
        "ContentCodec": "._runtime.content",
        "Drift": "._runtime.drift",
        "RawResponse": "._runtime.base_client",
        "UNSET": "._runtime.types",
        "Unset": "._runtime.types",
    }

    def __getattr__(name):
        import importlib

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if name == "models":
            return importlib.import_module(".models", __name__)
        value = getattr(importlib.import_module(_HOMES.get(name, ".errors"), __name__), name)
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
