"""The operations of `client.transactions`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import _limits, models
from .._runtime import types
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Envelope, Operation, Parameter, Response
from .._runtime.types import UNSET, Timeout, Unset

_LIST: Operation[models.ListTransactionsResponse] = Operation(
    id="transactions/list",
    method="GET",
    path="/api/v1/cards/transactions",
    parameters=(
        Parameter(name="page", location="query", type=lambda: types.Integer),
        Parameter(name="limit", location="query", type=lambda: _limits.IntegerMaximum100),
        Parameter(name="card_id", location="query", type=lambda: types.String),
    ),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.ListTransactionsResponse,
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)


class Transactions(Resource):
    """The operations of `client.transactions`."""

    @cached_property
    def with_raw_response(self) -> TransactionsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return TransactionsWithRawResponse(self._client)

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        limit: int | Unset = UNSET,
        card_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListTransactionsResponse:
        """List Card Transactions

        The transactions of all cards, or of one, page by page. The list itself is at
        `data.data`.

        Args:
            page (int): Number of the page
            limit (int): How many transactions a page has, 100 at most
            card_id (str): Only the transactions of this card

        Returns:
            models.ListTransactionsResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L26
        """
        return self._client.request(
            _LIST,
            {"page": page, "limit": limit, "card_id": card_id},
            timeout=timeout,
            headers=headers,
        ).parsed


class TransactionsWithRawResponse(Resource):
    """The operations of `client.transactions`, with httpx's response beside the value."""

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        limit: int | Unset = UNSET,
        card_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListTransactionsResponse]:
        """Do as `Transactions.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {"page": page, "limit": limit, "card_id": card_id},
            timeout=timeout,
            headers=headers,
        )


class AsyncTransactions(AsyncResource):
    """The operations of `client.transactions`."""

    @cached_property
    def with_raw_response(self) -> AsyncTransactionsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncTransactionsWithRawResponse(self._client)

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        limit: int | Unset = UNSET,
        card_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListTransactionsResponse:
        """List Card Transactions

        The transactions of all cards, or of one, page by page. The list itself is at
        `data.data`.

        Args:
            page (int): Number of the page
            limit (int): How many transactions a page has, 100 at most
            card_id (str): Only the transactions of this card

        Returns:
            models.ListTransactionsResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L26
        """
        return (
            await self._client.request(
                _LIST,
                {"page": page, "limit": limit, "card_id": card_id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncTransactionsWithRawResponse(AsyncResource):
    """The operations of `client.transactions`, with httpx's response beside the value."""

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        limit: int | Unset = UNSET,
        card_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListTransactionsResponse]:
        """Do as `AsyncTransactions.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {"page": page, "limit": limit, "card_id": card_id},
            timeout=timeout,
            headers=headers,
        )
