"""The operations of `client.wallet`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout

_GET_BALANCE: Operation[models.GetWalletBalanceResponse] = Operation(
    id="wallet/get-balance",
    method="GET",
    path="/api/v1/wallet/balance",
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.GetWalletBalanceResponse,
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)


class Wallet(Resource):
    """The operations of `client.wallet`."""

    @cached_property
    def with_raw_response(self) -> WalletWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return WalletWithRawResponse(self._client)

    def get_balance(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetWalletBalanceResponse:
        """Get the Wallet's Balance

        The balance of the wallet in USD. It is always current, and changes when a card is
        issued, topped up or closed.

        Returns:
            models.GetWalletBalanceResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L29
        """
        return self._client.request(
            _GET_BALANCE,
            {},
            timeout=timeout,
            headers=headers,
        ).parsed


class WalletWithRawResponse(Resource):
    """The operations of `client.wallet`, with httpx's response beside the value."""

    def get_balance(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetWalletBalanceResponse]:
        """Do as `Wallet.get_balance` does, which says what it takes and raises."""
        return self._client.request(
            _GET_BALANCE,
            {},
            timeout=timeout,
            headers=headers,
        )


class AsyncWallet(AsyncResource):
    """The operations of `client.wallet`."""

    @cached_property
    def with_raw_response(self) -> AsyncWalletWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncWalletWithRawResponse(self._client)

    async def get_balance(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetWalletBalanceResponse:
        """Get the Wallet's Balance

        The balance of the wallet in USD. It is always current, and changes when a card is
        issued, topped up or closed.

        Returns:
            models.GetWalletBalanceResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L29
        """
        return (
            await self._client.request(
                _GET_BALANCE,
                {},
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncWalletWithRawResponse(AsyncResource):
    """The operations of `client.wallet`, with httpx's response beside the value."""

    async def get_balance(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetWalletBalanceResponse]:
        """Do as `AsyncWallet.get_balance` does, which says what it takes and raises."""
        return await self._client.request(
            _GET_BALANCE,
            {},
            timeout=timeout,
            headers=headers,
        )
