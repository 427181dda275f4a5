"""The operations of `client.cards`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.client import AsyncResource, RawResponse, Resource
from .._runtime.operation import Body, Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout

_CLOSE: Operation[models.CommonResultCancelCardResponse] = Operation(
    id="cards/close",
    method="POST",
    path="/card/close",
    body=Body(
        type=lambda: models.CancelCardRequest,
    ),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.CommonResultCancelCardResponse,
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
        data="data",
    ),
    irreversible=True,
)


class Cards(Resource):
    """The operations of `client.cards`."""

    @cached_property
    def with_raw_response(self) -> CardsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return CardsWithRawResponse(self._client)

    def close(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        power_card_id: str,
        channel: str,
        close_serial_no: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CommonResultCancelCardResponse:
        """关卡

        关闭卡片 — Closes a card.

        Warning:
            Closing a card must be taken for final. PowerCard documents no way to open it again. It
            is sent once, and never repeated after it may have arrived.

        Args:
            merchant_id (str): 商户id
            merchant_user_id (str): User id on the merchant's side: 商户侧用户id
            power_card_id (str): PowerCard's card id: powerCard卡片id
            channel (str): Channel through which the card was opened: 开卡渠道
            close_serial_no (str): Merchant's serial number of the closing: 商户关卡序列号

        Returns:
            models.CommonResultCancelCardResponse

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: https://pwapi.uuwallet.com/api-reference/card/closeCard.md, close-card#L23-L53
        """
        return self._client.request(
            _CLOSE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "powerCardId": power_card_id,
                "channel": channel,
                "closeSerialNo": close_serial_no,
            },
            timeout=timeout,
            headers=headers,
        ).parsed


class CardsWithRawResponse(Resource):
    """The operations of `client.cards`, with httpx's response beside the value."""

    def close(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        power_card_id: str,
        channel: str,
        close_serial_no: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CommonResultCancelCardResponse]:
        """Do as `Cards.close` does, which says what it takes and raises.

        Warning:
            Closing a card must be taken for final. PowerCard documents no way to open it again.
        """
        return self._client.request(
            _CLOSE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "powerCardId": power_card_id,
                "channel": channel,
                "closeSerialNo": close_serial_no,
            },
            timeout=timeout,
            headers=headers,
        )


class AsyncCards(AsyncResource):
    """The operations of `client.cards`."""

    @cached_property
    def with_raw_response(self) -> AsyncCardsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncCardsWithRawResponse(self._client)

    async def close(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        power_card_id: str,
        channel: str,
        close_serial_no: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CommonResultCancelCardResponse:
        """关卡

        关闭卡片 — Closes a card.

        Warning:
            Closing a card must be taken for final. PowerCard documents no way to open it again. It
            is sent once, and never repeated after it may have arrived.

        Args:
            merchant_id (str): 商户id
            merchant_user_id (str): User id on the merchant's side: 商户侧用户id
            power_card_id (str): PowerCard's card id: powerCard卡片id
            channel (str): Channel through which the card was opened: 开卡渠道
            close_serial_no (str): Merchant's serial number of the closing: 商户关卡序列号

        Returns:
            models.CommonResultCancelCardResponse

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: https://pwapi.uuwallet.com/api-reference/card/closeCard.md, close-card#L23-L53
        """
        return (
            await self._client.request(
                _CLOSE,
                {},
                body={
                    "merchantId": merchant_id,
                    "merchantUserId": merchant_user_id,
                    "powerCardId": power_card_id,
                    "channel": channel,
                    "closeSerialNo": close_serial_no,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncCardsWithRawResponse(AsyncResource):
    """The operations of `client.cards`, with httpx's response beside the value."""

    async def close(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        power_card_id: str,
        channel: str,
        close_serial_no: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CommonResultCancelCardResponse]:
        """Do as `AsyncCards.close` does, which says what it takes and raises.

        Warning:
            Closing a card must be taken for final. PowerCard documents no way to open it again.
        """
        return await self._client.request(
            _CLOSE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "powerCardId": power_card_id,
                "channel": channel,
                "closeSerialNo": close_serial_no,
            },
            timeout=timeout,
            headers=headers,
        )
