"""The clients, sync and async."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from ._runtime.async_client import AsyncClient
from ._runtime.base_client import DEFAULT_MAX_RETRIES, Settings
from ._runtime.client import Client
from ._runtime.content import ContentCodec
from ._runtime.drift import OnDrift
from ._runtime.types import UNSET, Timeout
from ._version import __version__

if TYPE_CHECKING:
    from .resources.cards import AsyncCards, Cards
    from .resources.kyc import AsyncKyc, Kyc
    from .resources.transactions import AsyncTransactions, Transactions
    from .resources.users import AsyncUsers, Users

_SETTINGS = Settings(
    distribution="powercard-client",
    version=__version__,
    base_url=None,
    base_url_variable="POWERCARD_BASE_URL",
    schemes=(),
)


class PowerCard(Client):
    """A client of the PowerCard API.

    Args:
        base_url: The server, which the documentation does not name; or `POWERCARD_BASE_URL`.
        timeout: Seconds for each phase of a call, an `httpx.Timeout`, or None for no limit; 60
            seconds by default.
        max_retries: How often a request is repeated at most, where that can do no harm.
        http_client: A client of your own; it is not closed.
        content_codec: Turns the content of messages into what is sent and back, for an API that
            encrypts; see `ContentCodec`.
        on_drift: Is told, with a `Drift`, wherever an answer is not as documented; what it raises
            comes out of the call.

    Raises:
        ConfigurationError: One of these is missing or will not do.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.Client | None = None,
        content_codec: ContentCodec | None = None,
        on_drift: OnDrift | None = None,
    ) -> None:
        super().__init__(
            _SETTINGS,
            credentials={},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
            content_codec=content_codec,
            on_drift=on_drift,
        )

    @cached_property
    def cards(self) -> Cards:
        """The operations of `client.cards`."""
        from .resources.cards import Cards

        return Cards(self)

    @cached_property
    def kyc(self) -> Kyc:
        """The operations of `client.kyc`."""
        from .resources.kyc import Kyc

        return Kyc(self)

    @cached_property
    def transactions(self) -> Transactions:
        """The operations of `client.transactions`."""
        from .resources.transactions import Transactions

        return Transactions(self)

    @cached_property
    def users(self) -> Users:
        """The operations of `client.users`."""
        from .resources.users import Users

        return Users(self)


class AsyncPowerCard(AsyncClient):
    """An asynchronous client of the PowerCard API.

    Args:
        base_url: The server, which the documentation does not name; or `POWERCARD_BASE_URL`.
        timeout: Seconds for each phase of a call, an `httpx.Timeout`, or None for no limit; 60
            seconds by default.
        max_retries: How often a request is repeated at most, where that can do no harm.
        http_client: A client of your own; it is not closed.
        content_codec: Turns the content of messages into what is sent and back, for an API that
            encrypts; see `ContentCodec`.
        on_drift: Is told, with a `Drift`, wherever an answer is not as documented; what it raises
            comes out of the call.

    Raises:
        ConfigurationError: One of these is missing or will not do.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
        content_codec: ContentCodec | None = None,
        on_drift: OnDrift | None = None,
    ) -> None:
        super().__init__(
            _SETTINGS,
            credentials={},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
            content_codec=content_codec,
            on_drift=on_drift,
        )

    @cached_property
    def cards(self) -> AsyncCards:
        """The operations of `client.cards`."""
        from .resources.cards import AsyncCards

        return AsyncCards(self)

    @cached_property
    def kyc(self) -> AsyncKyc:
        """The operations of `client.kyc`."""
        from .resources.kyc import AsyncKyc

        return AsyncKyc(self)

    @cached_property
    def transactions(self) -> AsyncTransactions:
        """The operations of `client.transactions`."""
        from .resources.transactions import AsyncTransactions

        return AsyncTransactions(self)

    @cached_property
    def users(self) -> AsyncUsers:
        """The operations of `client.users`."""
        from .resources.users import AsyncUsers

        return AsyncUsers(self)
