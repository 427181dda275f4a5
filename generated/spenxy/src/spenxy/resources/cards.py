"""The operations of `client.cards`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.client import AsyncResource, RawResponse, Resource
from .._runtime.operation import Body, Operation, Response
from .._runtime.types import UNSET, Timeout

_CLOSE: Operation[models.Card] = Operation(
    id="cards/close",
    method="POST",
    path="/api/v1/cards/card/close",
    body=Body(
        type=lambda: models.CloseCardRequest,
    ),
    responses=(
        Response(
            status="200",
            content_type="application/json",
            type=lambda: models.Card,
        ),
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
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.Card:
        """Permanently Close a Card

        This endpoint sets the status of a specified card to 'CLOSED'. A successful operation
        will change the card's status to 'CLOSED'.

        Warning: This is an irreversible operation. Once the card is set to'CLOSED', it cannot
        be reopened or reactivated in the future.

        Warning:
            This is an irreversible operation. Once the card is set to 'CLOSED', it cannot be
            reopened or reactivated in the future. It is sent once, and never repeated after it may
            have arrived.

        Args:
            card_id (str): The unique identifier (UUID) of the card to be closed.

        Returns:
            models.Card: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: https://spenxy-docs.pages.dev/docs/api-reference/close-card-api-v-1-cards-card-close-post, close-card#L3-L488
        """
        return self._client.request(
            _CLOSE,
            {},
            body={
                "card_id": card_id,
            },
            timeout=timeout,
            headers=headers,
        ).parsed


class CardsWithRawResponse(Resource):
    """The operations of `client.cards`, with httpx's response beside the value."""

    def close(
        self,
        *,
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.Card]:
        """Do as `Cards.close` does, which says what it takes and raises.

        Warning:
            This is an irreversible operation. Once the card is set to 'CLOSED', it cannot be reopened or reactivated in the future.
        """
        return self._client.request(
            _CLOSE,
            {},
            body={
                "card_id": card_id,
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
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.Card:
        """Permanently Close a Card

        This endpoint sets the status of a specified card to 'CLOSED'. A successful operation
        will change the card's status to 'CLOSED'.

        Warning: This is an irreversible operation. Once the card is set to'CLOSED', it cannot
        be reopened or reactivated in the future.

        Warning:
            This is an irreversible operation. Once the card is set to 'CLOSED', it cannot be
            reopened or reactivated in the future. It is sent once, and never repeated after it may
            have arrived.

        Args:
            card_id (str): The unique identifier (UUID) of the card to be closed.

        Returns:
            models.Card: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: https://spenxy-docs.pages.dev/docs/api-reference/close-card-api-v-1-cards-card-close-post, close-card#L3-L488
        """
        return (
            await self._client.request(
                _CLOSE,
                {},
                body={
                    "card_id": card_id,
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
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.Card]:
        """Do as `AsyncCards.close` does, which says what it takes and raises.

        Warning:
            This is an irreversible operation. Once the card is set to 'CLOSED', it cannot be reopened or reactivated in the future.
        """
        return await self._client.request(
            _CLOSE,
            {},
            body={
                "card_id": card_id,
            },
            timeout=timeout,
            headers=headers,
        )
