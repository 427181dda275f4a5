"""The operations of `client.cards`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout, Unset

_CLOSE: Operation[models.CommonResultCancelCardResponse] = Operation(
    id="cards/close",
    method="POST",
    path="/card/close",
    body=Body(type=lambda: models.CancelCardRequest),
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
    ),
    irreversible=True,
)

_CREATE: Operation[models.CreateCardResponse] = Operation(
    id="cards/create",
    method="POST",
    path="/card/create",
    body=Body(type=lambda: models.CreateCardRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.CreateCardResponse
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
    irreversible=True,
)

_GET_BALANCE: Operation[models.GetCardBalanceResponse] = Operation(
    id="cards/get-balance",
    method="POST",
    path="/card/balance",
    body=Body(type=lambda: models.GetCardBalanceRequest),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.GetCardBalanceResponse,
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

_RECHARGE: Operation[models.RechargeCardResponse] = Operation(
    id="cards/recharge",
    method="POST",
    path="/card/recharge",
    body=Body(type=lambda: models.RechargeCardRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.RechargeCardResponse
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

    def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_config_id: str,
        active_serial_no: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CreateCardResponse:
        """Order a Card

        Orders a card. Where the product asks for KYC the user has to have passed it; where it
        does not, the user has to be registered first.

        Warning:
            An order cannot be taken back; the card can only be closed. What PowerCard does with an
            `activeSerialNo` that it has seen before is not documented: a request that is sent twice
            may order two cards. It is sent once, and never repeated after it may have arrived.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_config_id (str): Setting of the product; no operation lists these
            active_serial_no (str): The merchant's number of this order; the event `card_create` has
                it too
            email (str): The user's e-mail address
            mobile_number (str): The user's phone number
            mobile_prefix (str): Country code of the phone number

        Returns:
            models.CreateCardResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L18
        """
        return self._client.request(
            _CREATE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardConfigId": power_card_config_id,
                "activeSerialNo": active_serial_no,
                "email": email,
                "mobileNumber": mobile_number,
                "mobilePrefix": mobile_prefix,
            },
            timeout=timeout,
            headers=headers,
        ).parsed

    def get_balance(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetCardBalanceResponse:
        """Get the Balance of a Card

        The balance of one card.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_id (str): The card

        Returns:
            models.GetCardBalanceResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L20
        """
        return self._client.request(
            _GET_BALANCE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
            },
            timeout=timeout,
            headers=headers,
        ).parsed

    def recharge(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        recharge_amount: Decimal,
        merchant_order_no: str,
        active_recharge: bool | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.RechargeCardResponse:
        """Load a Card

        Loads a card.

        Warning:
            A load moves money, and PowerCard documents no request that takes it off the card again.
            What it does with a `merchantOrderNo` that it has seen before is not documented: a
            request that is sent twice may load the card twice. It is sent once, and never repeated
            after it may have arrived.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_id (str): The card
            recharge_amount (Decimal): What to load; above 0
            active_recharge (bool): Whether this is the load that goes with activation; what that
                does is not said
            merchant_order_no (str): The merchant's number of this load

        Returns:
            models.RechargeCardResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L19
        """
        return self._client.request(
            _RECHARGE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
                "rechargeAmount": recharge_amount,
                "activeRecharge": active_recharge,
                "merchantOrderNo": merchant_order_no,
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

    def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_config_id: str,
        active_serial_no: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CreateCardResponse]:
        """Do as `Cards.create` does, which says what it takes and raises.

        Warning:
            An order cannot be taken back; the card can only be closed. What PowerCard does with an `activeSerialNo` that it has seen before is not documented: a request that is sent twice may order two cards.
        """
        return self._client.request(
            _CREATE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardConfigId": power_card_config_id,
                "activeSerialNo": active_serial_no,
                "email": email,
                "mobileNumber": mobile_number,
                "mobilePrefix": mobile_prefix,
            },
            timeout=timeout,
            headers=headers,
        )

    def get_balance(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetCardBalanceResponse]:
        """Do as `Cards.get_balance` does, which says what it takes and raises."""
        return self._client.request(
            _GET_BALANCE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
            },
            timeout=timeout,
            headers=headers,
        )

    def recharge(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        recharge_amount: Decimal,
        merchant_order_no: str,
        active_recharge: bool | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.RechargeCardResponse]:
        """Do as `Cards.recharge` does, which says what it takes and raises.

        Warning:
            A load moves money, and PowerCard documents no request that takes it off the card again. What it does with a `merchantOrderNo` that it has seen before is not documented: a request that is sent twice may load the card twice.
        """
        return self._client.request(
            _RECHARGE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
                "rechargeAmount": recharge_amount,
                "activeRecharge": active_recharge,
                "merchantOrderNo": merchant_order_no,
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

    async def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_config_id: str,
        active_serial_no: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CreateCardResponse:
        """Order a Card

        Orders a card. Where the product asks for KYC the user has to have passed it; where it
        does not, the user has to be registered first.

        Warning:
            An order cannot be taken back; the card can only be closed. What PowerCard does with an
            `activeSerialNo` that it has seen before is not documented: a request that is sent twice
            may order two cards. It is sent once, and never repeated after it may have arrived.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_config_id (str): Setting of the product; no operation lists these
            active_serial_no (str): The merchant's number of this order; the event `card_create` has
                it too
            email (str): The user's e-mail address
            mobile_number (str): The user's phone number
            mobile_prefix (str): Country code of the phone number

        Returns:
            models.CreateCardResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L18
        """
        return (
            await self._client.request(
                _CREATE,
                {},
                body={
                    "merchantId": merchant_id,
                    "merchantUserId": merchant_user_id,
                    "channel": channel,
                    "powerCardConfigId": power_card_config_id,
                    "activeSerialNo": active_serial_no,
                    "email": email,
                    "mobileNumber": mobile_number,
                    "mobilePrefix": mobile_prefix,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def get_balance(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetCardBalanceResponse:
        """Get the Balance of a Card

        The balance of one card.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_id (str): The card

        Returns:
            models.GetCardBalanceResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L20
        """
        return (
            await self._client.request(
                _GET_BALANCE,
                {},
                body={
                    "merchantId": merchant_id,
                    "merchantUserId": merchant_user_id,
                    "channel": channel,
                    "powerCardId": power_card_id,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def recharge(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        recharge_amount: Decimal,
        merchant_order_no: str,
        active_recharge: bool | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.RechargeCardResponse:
        """Load a Card

        Loads a card.

        Warning:
            A load moves money, and PowerCard documents no request that takes it off the card again.
            What it does with a `merchantOrderNo` that it has seen before is not documented: a
            request that is sent twice may load the card twice. It is sent once, and never repeated
            after it may have arrived.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            power_card_id (str): The card
            recharge_amount (Decimal): What to load; above 0
            active_recharge (bool): Whether this is the load that goes with activation; what that
                does is not said
            merchant_order_no (str): The merchant's number of this load

        Returns:
            models.RechargeCardResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L19
        """
        return (
            await self._client.request(
                _RECHARGE,
                {},
                body={
                    "merchantId": merchant_id,
                    "merchantUserId": merchant_user_id,
                    "channel": channel,
                    "powerCardId": power_card_id,
                    "rechargeAmount": recharge_amount,
                    "activeRecharge": active_recharge,
                    "merchantOrderNo": merchant_order_no,
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

    async def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_config_id: str,
        active_serial_no: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CreateCardResponse]:
        """Do as `AsyncCards.create` does, which says what it takes and raises.

        Warning:
            An order cannot be taken back; the card can only be closed. What PowerCard does with an `activeSerialNo` that it has seen before is not documented: a request that is sent twice may order two cards.
        """
        return await self._client.request(
            _CREATE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardConfigId": power_card_config_id,
                "activeSerialNo": active_serial_no,
                "email": email,
                "mobileNumber": mobile_number,
                "mobilePrefix": mobile_prefix,
            },
            timeout=timeout,
            headers=headers,
        )

    async def get_balance(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetCardBalanceResponse]:
        """Do as `AsyncCards.get_balance` does, which says what it takes and raises."""
        return await self._client.request(
            _GET_BALANCE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
            },
            timeout=timeout,
            headers=headers,
        )

    async def recharge(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        power_card_id: str,
        recharge_amount: Decimal,
        merchant_order_no: str,
        active_recharge: bool | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.RechargeCardResponse]:
        """Do as `AsyncCards.recharge` does, which says what it takes and raises.

        Warning:
            A load moves money, and PowerCard documents no request that takes it off the card again. What it does with a `merchantOrderNo` that it has seen before is not documented: a request that is sent twice may load the card twice.
        """
        return await self._client.request(
            _RECHARGE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "powerCardId": power_card_id,
                "rechargeAmount": recharge_amount,
                "activeRecharge": active_recharge,
                "merchantOrderNo": merchant_order_no,
            },
            timeout=timeout,
            headers=headers,
        )
