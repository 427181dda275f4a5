"""The operations of `client.cards`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime import types
from .._runtime.client import AsyncResource, RawResponse, Resource
from .._runtime.operation import Envelope, ErrorRule, Operation, Parameter, Response
from .._runtime.types import UNSET, Timeout
from ..errors import (
    CardAlreadyClosedError,
    CardNotReadyError,
    CooldownError,
    ProviderError,
)

_CLOSE: Operation[models.CloseCardResponse] = Operation(
    id="cards/close",
    method="PATCH",
    path="/api/v1/cards/{id}/close",
    parameters=(
        Parameter(
            name="id",
            location="path",
            type=lambda: types.String,
        ),
    ),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.CloseCardResponse,
        ),
        Response(
            status="default",
            content_type="application/json",
            type=lambda: models.CloseCardFailure,
        ),
    ),
    envelope=Envelope(
        success="success",
        message=("message",),
        data="data",
    ),
    errors=(
        ErrorRule(
            error=CardAlreadyClosedError,
            message="Card is already closed",
        ),
        ErrorRule(
            error=CardNotReadyError,
            message="Card not ready for closure",
        ),
        ErrorRule(
            error=CooldownError,
            message="Please wait 15 minutes between withdrawals",
        ),
        ErrorRule(
            error=ProviderError,
            message_starts_with="Failed to close card: ",
        ),
    ),
    security=(("bearerAuth",),),
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
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CloseCardResponse:
        """Close Card

        Permanently close a virtual card and withdraw remaining balance to wallet

        Behavior

        - Balance Withdrawal: Any remaining balance on the card is automatically withdrawn to
          your wallet
        - Provider Closure: The card is terminated at the provider level (irreversible)
        - Database Update: Card status is set to "closed" in the database
        - No Balance: If card has zero balance, no withdrawal transaction is created

        Warning

        Irreversible Action: Closing a card is permanent. The card cannot be reactivated after
        closure.

        Validation Rules

        - Card must have a valid provider_id (not 'temp')
        - Card must not already be closed
        - 15-minute cooldown between withdrawal/closure operations

        Warning:
            Closing a card is permanent. The card cannot be reactivated after closure. It is sent
            once, and never repeated after it may have arrived.

        Args:
            id (str): The card ID (UUID) to close

        Returns:
            models.CloseCardResponse: Success Response

        Raises:
            CardAlreadyClosedError: Card Already Closed (its message is `Card is already closed`).
            CardNotReadyError: Card Not Ready (its message is `Card not ready for closure`).
            CooldownError: Cooldown Period (its message is `Please wait 15 minutes between
                withdrawals`).
            ProviderError: Provider Error (its message begins with `Failed to close card: `).
            BusinessError: Another failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: https://docs.uncash.io/api-reference/cards/close.html, close-card#L3-L124
        """
        return self._client.request(
            _CLOSE,
            {
                "id": id,
            },
            timeout=timeout,
            headers=headers,
        ).parsed


class CardsWithRawResponse(Resource):
    """The operations of `client.cards`, with httpx's response beside the value."""

    def close(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CloseCardResponse]:
        """Do as `Cards.close` does, which says what it takes and raises.

        Warning:
            Closing a card is permanent. The card cannot be reactivated after closure.
        """
        return self._client.request(
            _CLOSE,
            {
                "id": id,
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
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CloseCardResponse:
        """Close Card

        Permanently close a virtual card and withdraw remaining balance to wallet

        Behavior

        - Balance Withdrawal: Any remaining balance on the card is automatically withdrawn to
          your wallet
        - Provider Closure: The card is terminated at the provider level (irreversible)
        - Database Update: Card status is set to "closed" in the database
        - No Balance: If card has zero balance, no withdrawal transaction is created

        Warning

        Irreversible Action: Closing a card is permanent. The card cannot be reactivated after
        closure.

        Validation Rules

        - Card must have a valid provider_id (not 'temp')
        - Card must not already be closed
        - 15-minute cooldown between withdrawal/closure operations

        Warning:
            Closing a card is permanent. The card cannot be reactivated after closure. It is sent
            once, and never repeated after it may have arrived.

        Args:
            id (str): The card ID (UUID) to close

        Returns:
            models.CloseCardResponse: Success Response

        Raises:
            CardAlreadyClosedError: Card Already Closed (its message is `Card is already closed`).
            CardNotReadyError: Card Not Ready (its message is `Card not ready for closure`).
            CooldownError: Cooldown Period (its message is `Please wait 15 minutes between
                withdrawals`).
            ProviderError: Provider Error (its message begins with `Failed to close card: `).
            BusinessError: Another failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: https://docs.uncash.io/api-reference/cards/close.html, close-card#L3-L124
        """
        return (
            await self._client.request(
                _CLOSE,
                {
                    "id": id,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncCardsWithRawResponse(AsyncResource):
    """The operations of `client.cards`, with httpx's response beside the value."""

    async def close(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CloseCardResponse]:
        """Do as `AsyncCards.close` does, which says what it takes and raises.

        Warning:
            Closing a card is permanent. The card cannot be reactivated after closure.
        """
        return await self._client.request(
            _CLOSE,
            {
                "id": id,
            },
            timeout=timeout,
            headers=headers,
        )
