"""The clients, sync and async."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from ._runtime.client import DEFAULT_MAX_RETRIES, AsyncClient, Client, Settings
from ._runtime.security import SecurityScheme
from ._runtime.types import UNSET, Timeout
from ._version import __version__

if TYPE_CHECKING:
    from .resources.cards import AsyncCards, Cards

_SETTINGS = Settings(
    distribution="uncash-client",
    version=__version__,
    base_url="https://api.uncash.io",
    base_url_variable="UNCASH_BASE_URL",
    schemes=(
        SecurityScheme(
            name="bearerAuth",
            kind="bearer",
            argument="token",
            variable="UNCASH_TOKEN",
            required=True,
        ),
    ),
)


class Uncash(Client):
    """A client of the UnCash API.

    Args:
        token: API token. Read from the variable `UNCASH_TOKEN` where it is not given.
        base_url: The server; `UNCASH_BASE_URL`, else `https://api.uncash.io` by default.
        timeout: Seconds for each phase of a call, an `httpx.Timeout`, or None for no limit; 60
            seconds by default.
        max_retries: How often a request is repeated at most, where that can do no harm.
        http_client: A client of your own; it is not closed.

    Raises:
        ConfigurationError: One of these is missing or will not do.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.Client | None = None,
    ) -> None:
        super().__init__(
            _SETTINGS,
            credentials={
                "bearerAuth": token,
            },
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
        )

    @cached_property
    def cards(self) -> Cards:
        """The operations of `client.cards`."""
        from .resources.cards import Cards

        return Cards(self)


class AsyncUncash(AsyncClient):
    """An asynchronous client of the UnCash API.

    Args:
        token: API token. Read from the variable `UNCASH_TOKEN` where it is not given.
        base_url: The server; `UNCASH_BASE_URL`, else `https://api.uncash.io` by default.
        timeout: Seconds for each phase of a call, an `httpx.Timeout`, or None for no limit; 60
            seconds by default.
        max_retries: How often a request is repeated at most, where that can do no harm.
        http_client: A client of your own; it is not closed.

    Raises:
        ConfigurationError: One of these is missing or will not do.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        super().__init__(
            _SETTINGS,
            credentials={
                "bearerAuth": token,
            },
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
        )

    @cached_property
    def cards(self) -> AsyncCards:
        """The operations of `client.cards`."""
        from .resources.cards import AsyncCards

        return AsyncCards(self)
