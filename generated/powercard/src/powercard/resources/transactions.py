"""The operations of `client.transactions`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout, Unset

_QUERY: Operation[models.QueryTransactionsResponse] = Operation(
    id="transactions/query",
    method="POST",
    path="/transaction/queryTransactions",
    body=Body(type=lambda: models.QueryTransactionsRequest),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.QueryTransactionsResponse,
        ),
    ),
    envelope=Envelope(
        success="success",
        code="errorCode",
        message=(
            "errorMessageEn",
            "errorMessage",
            "detailMessage",
        ),
        request_id="requestId",
    ),
)


class Transactions(Resource):
    """The operations of `client.transactions`."""

    @cached_property
    def with_raw_response(self) -> TransactionsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return TransactionsWithRawResponse(self._client)

    def query(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        page_num: int,
        page_size: int,
        start_time_stamp: int | Unset = UNSET,
        end_time_stamp: int | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.QueryTransactionsResponse:
        """Query Transactions

        The transactions of one card, page by page.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_id (str): The card
            page_num (int): Number of the page; above 0
            page_size (int): How many transactions a page has; above 1, so that there is no page of
                one
            start_time_stamp (int): From when on; whether in seconds or milliseconds is not said
            end_time_stamp (int): Until when; whether in seconds or milliseconds is not said

        Returns:
            models.QueryTransactionsResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L21
        """
        return self._client.request(
            _QUERY,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
                "pageNum": page_num,
                "pageSize": page_size,
                "startTimeStamp": start_time_stamp,
                "endTimeStamp": end_time_stamp,
            },
            timeout=timeout,
            headers=headers,
        ).parsed


class TransactionsWithRawResponse(Resource):
    """The operations of `client.transactions`, with httpx's response beside the value."""

    def query(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        page_num: int,
        page_size: int,
        start_time_stamp: int | Unset = UNSET,
        end_time_stamp: int | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.QueryTransactionsResponse]:
        """Do as `Transactions.query` does, which says what it takes and raises."""
        return self._client.request(
            _QUERY,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
                "pageNum": page_num,
                "pageSize": page_size,
                "startTimeStamp": start_time_stamp,
                "endTimeStamp": end_time_stamp,
            },
            timeout=timeout,
            headers=headers,
        )


class AsyncTransactions(AsyncResource):
    """The operations of `client.transactions`."""

    @cached_property
    def with_raw_response(self) -> AsyncTransactionsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncTransactionsWithRawResponse(self._client)

    async def query(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        page_num: int,
        page_size: int,
        start_time_stamp: int | Unset = UNSET,
        end_time_stamp: int | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.QueryTransactionsResponse:
        """Query Transactions

        The transactions of one card, page by page.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_id (str): The card
            page_num (int): Number of the page; above 0
            page_size (int): How many transactions a page has; above 1, so that there is no page of
                one
            start_time_stamp (int): From when on; whether in seconds or milliseconds is not said
            end_time_stamp (int): Until when; whether in seconds or milliseconds is not said

        Returns:
            models.QueryTransactionsResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L21
        """
        return (
            await self._client.request(
                _QUERY,
                {},
                body={
                    "merchantId": merchant_id,
                    "merchantUserId": merchant_user_id,
                    "channel": channel,
                    "powerCardId": power_card_id,
                    "pageNum": page_num,
                    "pageSize": page_size,
                    "startTimeStamp": start_time_stamp,
                    "endTimeStamp": end_time_stamp,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncTransactionsWithRawResponse(AsyncResource):
    """The operations of `client.transactions`, with httpx's response beside the value."""

    async def query(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        page_num: int,
        page_size: int,
        start_time_stamp: int | Unset = UNSET,
        end_time_stamp: int | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.QueryTransactionsResponse]:
        """Do as `AsyncTransactions.query` does, which says what it takes and raises."""
        return await self._client.request(
            _QUERY,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
                "pageNum": page_num,
                "pageSize": page_size,
                "startTimeStamp": start_time_stamp,
                "endTimeStamp": end_time_stamp,
            },
            timeout=timeout,
            headers=headers,
        )
