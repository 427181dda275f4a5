"""The operations of `client.transactions`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Operation, Response
from .._runtime.types import UNSET, Timeout

_LIST: Operation[models.ListTransactionsResponse] = Operation(
    id="transactions/list",
    method="POST",
    path="/api/v2/transactions/list",
    body=Body(type=lambda: models.ListTransactionsRequest),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.ListTransactionsResponse,
        ),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
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
        body: models.ListTransactionsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListTransactionsResponse:
        """List Transactions

        Transactions by filter, in pages and sorted.

        Args:
            body (models.ListTransactionsRequest)

        Returns:
            models.ListTransactionsResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L26
        """
        return self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        ).parsed


class TransactionsWithRawResponse(Resource):
    """The operations of `client.transactions`, with httpx's response beside the value."""

    def list(
        self,
        *,
        body: models.ListTransactionsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListTransactionsResponse]:
        """Do as `Transactions.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {},
            body=body,
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
        body: models.ListTransactionsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListTransactionsResponse:
        """List Transactions

        Transactions by filter, in pages and sorted.

        Args:
            body (models.ListTransactionsRequest)

        Returns:
            models.ListTransactionsResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L26
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


class AsyncTransactionsWithRawResponse(AsyncResource):
    """The operations of `client.transactions`, with httpx's response beside the value."""

    async def list(
        self,
        *,
        body: models.ListTransactionsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListTransactionsResponse]:
        """Do as `AsyncTransactions.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )
