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
from ._runtime.security import SecurityScheme
from ._runtime.tokens import AsyncToken, Token
from ._runtime.types import UNSET, Timeout
from ._version import __version__

if TYPE_CHECKING:
    from .resources.bins import AsyncBins, Bins
    from .resources.card_plans import AsyncCardPlans, CardPlans
    from .resources.cards import AsyncCards, Cards
    from .resources.transactions import AsyncTransactions, Transactions
    from .resources.wallet import AsyncWallet, Wallet

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
        token: API token. Read from the variable `UNCASH_TOKEN` where it is not given. Or a function that gives it, or `ClientCredentials`.
        base_url: The server; `UNCASH_BASE_URL`, else `https://api.uncash.io` by default.
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
        token: Token | None = None,
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.Client | None = None,
        content_codec: ContentCodec | None = None,
        on_drift: OnDrift | None = None,
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
            content_codec=content_codec,
            on_drift=on_drift,
        )

    @cached_property
    def bins(self) -> Bins:
        """The operations of `client.bins`."""
        from .resources.bins import Bins

        return Bins(self)

    @cached_property
    def card_plans(self) -> CardPlans:
        """The operations of `client.card_plans`."""
        from .resources.card_plans import CardPlans

        return CardPlans(self)

    @cached_property
    def cards(self) -> Cards:
        """The operations of `client.cards`."""
        from .resources.cards import Cards

        return Cards(self)

    @cached_property
    def transactions(self) -> Transactions:
        """The operations of `client.transactions`."""
        from .resources.transactions import Transactions

        return Transactions(self)

    @cached_property
    def wallet(self) -> Wallet:
        """The operations of `client.wallet`."""
        from .resources.wallet import Wallet

        return Wallet(self)


class AsyncUncash(AsyncClient):
    """An asynchronous client of the UnCash API.

    Args:
        token: API token. Read from the variable `UNCASH_TOKEN` where it is not given. Or a function that gives it, or `ClientCredentials`.
        base_url: The server; `UNCASH_BASE_URL`, else `https://api.uncash.io` by default.
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
        token: AsyncToken | None = None,
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
        content_codec: ContentCodec | None = None,
        on_drift: OnDrift | None = None,
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
            content_codec=content_codec,
            on_drift=on_drift,
        )

    @cached_property
    def bins(self) -> AsyncBins:
        """The operations of `client.bins`."""
        from .resources.bins import AsyncBins

        return AsyncBins(self)

    @cached_property
    def card_plans(self) -> AsyncCardPlans:
        """The operations of `client.card_plans`."""
        from .resources.card_plans import AsyncCardPlans

        return AsyncCardPlans(self)

    @cached_property
    def cards(self) -> AsyncCards:
        """The operations of `client.cards`."""
        from .resources.cards import AsyncCards

        return AsyncCards(self)

    @cached_property
    def transactions(self) -> AsyncTransactions:
        """The operations of `client.transactions`."""
        from .resources.transactions import AsyncTransactions

        return AsyncTransactions(self)

    @cached_property
    def wallet(self) -> AsyncWallet:
        """The operations of `client.wallet`."""
        from .resources.wallet import AsyncWallet

        return AsyncWallet(self)
