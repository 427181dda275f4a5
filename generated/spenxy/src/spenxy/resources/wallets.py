"""The operations of `client.wallets`."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Operation, Response
from .._runtime.types import UNSET, Timeout

_LIST: Operation[models.ListWalletsResponse] = Operation(
    id="wallets/list",
    method="POST",
    path="/api/v2/wallets/list",
    body=Body(type=lambda: models.ListWalletsRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.ListWalletsResponse
        ),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
)

_LIST_BALANCES: Operation[builtins.list[models.WalletBalances]] = Operation(
    id="wallets/list-balances",
    method="GET",
    path="/api/v1/wallet/balances",
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: list[models.WalletBalances]
        ),
    ),
)


class Wallets(Resource):
    """The operations of `client.wallets`."""

    @cached_property
    def with_raw_response(self) -> WalletsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return WalletsWithRawResponse(self._client)

    def list(
        self,
        *,
        body: models.ListWalletsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListWalletsResponse:
        """List Wallets

        Wallets by filter, in pages.

        Args:
            body (models.ListWalletsRequest)

        Returns:
            models.ListWalletsResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L25
        """
        return self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        ).parsed

    def list_balances(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.WalletBalances]:
        """List the Balances of Wallets

        The balances of the main wallets, as a bare list.

        Returns:
            builtins.list[models.WalletBalances]: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L21
        """
        return self._client.request(
            _LIST_BALANCES,
            {},
            timeout=timeout,
            headers=headers,
        ).parsed


class WalletsWithRawResponse(Resource):
    """The operations of `client.wallets`, with httpx's response beside the value."""

    def list(
        self,
        *,
        body: models.ListWalletsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListWalletsResponse]:
        """Do as `Wallets.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )

    def list_balances(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[builtins.list[models.WalletBalances]]:
        """Do as `Wallets.list_balances` does, which says what it takes and raises."""
        return self._client.request(
            _LIST_BALANCES,
            {},
            timeout=timeout,
            headers=headers,
        )


class AsyncWallets(AsyncResource):
    """The operations of `client.wallets`."""

    @cached_property
    def with_raw_response(self) -> AsyncWalletsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncWalletsWithRawResponse(self._client)

    async def list(
        self,
        *,
        body: models.ListWalletsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListWalletsResponse:
        """List Wallets

        Wallets by filter, in pages.

        Args:
            body (models.ListWalletsRequest)

        Returns:
            models.ListWalletsResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L25
        """
        return (
            await self._client.request(
                _LIST,
                {},
                body=body,
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def list_balances(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.WalletBalances]:
        """List the Balances of Wallets

        The balances of the main wallets, as a bare list.

        Returns:
            builtins.list[models.WalletBalances]: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L21
        """
        return (
            await self._client.request(
                _LIST_BALANCES,
                {},
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncWalletsWithRawResponse(AsyncResource):
    """The operations of `client.wallets`, with httpx's response beside the value."""

    async def list(
        self,
        *,
        body: models.ListWalletsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListWalletsResponse]:
        """Do as `AsyncWallets.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )

    async def list_balances(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[builtins.list[models.WalletBalances]]:
        """Do as `AsyncWallets.list_balances` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST_BALANCES,
            {},
            timeout=timeout,
            headers=headers,
        )
