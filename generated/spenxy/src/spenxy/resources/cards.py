"""The operations of `client.cards`."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from .. import models
from .._runtime import types
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Operation, Parameter, Response
from .._runtime.types import UNSET, Timeout, Unset

_CLOSE: Operation[models.Card] = Operation(
    id="cards/close",
    method="POST",
    path="/api/v1/cards/card/close",
    body=Body(type=lambda: models.CloseCardRequest),
    responses=(Response(status="200", content_type="application/json", type=lambda: models.Card),),
    irreversible=True,
)

_GET: Operation[models.CardV2] = Operation(
    id="cards/get",
    method="GET",
    path="/api/v2/cards/{id}",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    responses=(
        Response(status="200", content_type="application/json", type=lambda: models.CardV2),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
)

_GET_BALANCE: Operation[models.CardBalances] = Operation(
    id="cards/get-balance",
    method="GET",
    path="/api/v1/cards/card/balance",
    parameters=(Parameter(name="card_id", location="query", type=lambda: types.String),),
    responses=(
        Response(status="200", content_type="application/json", type=lambda: models.CardBalances),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
)

_LIST: Operation[models.ListCardsResponse] = Operation(
    id="cards/list",
    method="POST",
    path="/api/v2/cards/list",
    body=Body(type=lambda: models.ListCardsRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.ListCardsResponse
        ),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
)

_TOPUP: Operation[builtins.list[models.CardOutcome]] = Operation(
    id="cards/topup",
    method="POST",
    path="/api/v1/cards/topup",
    body=Body(type=lambda: models.TopUpCardsRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: list[models.CardOutcome]
        ),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
    irreversible=True,
)

_UPDATE: Operation[models.UpdateCardResponse] = Operation(
    id="cards/update",
    method="PATCH",
    path="/api/v2/cards/{id}",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    body=Body(type=lambda: models.UpdateCardRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.UpdateCardResponse
        ),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
        ),
    ),
)

_WITHDRAW: Operation[builtins.list[models.CardOutcome]] = Operation(
    id="cards/withdraw",
    method="POST",
    path="/api/v1/cards/withdrawal",
    body=Body(type=lambda: models.WithdrawFromCardsRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: list[models.CardOutcome]
        ),
        Response(
            status="422", content_type="application/json", type=lambda: models.ValidationFailure
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
            body={"card_id": card_id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardV2:
        """Get a Card

        One card.

        Args:
            id (str): The card

        Returns:
            models.CardV2: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L23
        """
        return self._client.request(
            _GET,
            {"id": id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def get_balance(
        self,
        *,
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardBalances:
        """Get the Balances of a Card

        The limit and the balances of one card.

        Args:
            card_id (str): The card

        Returns:
            models.CardBalances: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L20
        """
        return self._client.request(
            _GET_BALANCE,
            {"card_id": card_id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def list(
        self,
        *,
        body: models.ListCardsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListCardsResponse:
        """List Cards

        Cards by filter, in pages and sorted.

        Args:
            body (models.ListCardsRequest)

        Returns:
            models.ListCardsResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L24
        """
        return self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        ).parsed

    def topup(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.CardOutcome]:
        """Top Up Cards

        Moves money from the wallet onto several cards. It is refused as a whole if the wallet
        cannot cover all of them. A text in place of a card in the answer is a failure of that
        one, under a status of success: look at each element.

        Warning:
            A top-up moves money from the wallet onto each of the cards. No idempotency key is
            documented: a request that is sent twice may move it twice. It is sent once, and never
            repeated after it may have arrived.

        Args:
            cards (builtins.list[str]): IDs of the cards
            amount (Decimal): One figure; whether for each card or for all of them is not said, the
                prose suggests for each

        Returns:
            builtins.list[models.CardOutcome]: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L18
        """
        return self._client.request(
            _TOPUP,
            {},
            body={"cards": cards, "amount": amount},
            timeout=timeout,
            headers=headers,
        ).parsed

    def update(
        self,
        id: str,
        *,
        status: models.UpdateCardRequestStatus,
        is_favorite: bool,
        card_name: str | Unset = UNSET,
        wallet_id: UUID | Unset = UNSET,
        limits: models.UpdateCardLimits | Unset = UNSET,
        auto_top_up: models.UpdateCardAutoTopUp | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.UpdateCardResponse:
        """Update a Card

        Changes state, name, limits or automatic top-up of a card. `status` and `isFavorite`
        have to be sent each time: whoever only renames a card writes its state too, and may
        undo what somebody else has just set. With `autoTopUp` the card is loaded by itself from
        then on. There is no `CLOSED` here; closing is an operation of its own.

        Args:
            id (str): The card
            status (models.UpdateCardRequestStatus): The state that the card is to have
            card_name (str): What the card is to be called
            wallet_id (UUID): The wallet that the card is to belong to
            is_favorite (bool)
            limits (models.UpdateCardLimits)
            auto_top_up (models.UpdateCardAutoTopUp)

        Returns:
            models.UpdateCardResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L22
        """
        return self._client.request(
            _UPDATE,
            {"id": id},
            body={
                "status": status,
                "cardName": card_name,
                "wallet_id": wallet_id,
                "isFavorite": is_favorite,
                "limits": limits,
                "autoTopUp": auto_top_up,
            },
            timeout=timeout,
            headers=headers,
        ).parsed

    def withdraw(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.CardOutcome]:
        """Withdraw from Cards

        Takes money off several cards, each on its own, so that it may succeed for some and fail
        for others. A text in place of a card in the answer is a failure of that one, under a
        status of success: look at each element.

        Warning:
            A withdrawal moves money off each of the cards. No idempotency key is documented: a
            request that is sent twice may move it twice. It is sent once, and never repeated after
            it may have arrived.

        Args:
            cards (builtins.list[str]): IDs of the cards
            amount (Decimal): One figure; whether for each card or for all of them is not said, the
                prose suggests for each

        Returns:
            builtins.list[models.CardOutcome]: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L19
        """
        return self._client.request(
            _WITHDRAW,
            {},
            body={"cards": cards, "amount": amount},
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
            body={"card_id": card_id},
            timeout=timeout,
            headers=headers,
        )

    def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardV2]:
        """Do as `Cards.get` does, which says what it takes and raises."""
        return self._client.request(
            _GET,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    def get_balance(
        self,
        *,
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardBalances]:
        """Do as `Cards.get_balance` does, which says what it takes and raises."""
        return self._client.request(
            _GET_BALANCE,
            {"card_id": card_id},
            timeout=timeout,
            headers=headers,
        )

    def list(
        self,
        *,
        body: models.ListCardsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListCardsResponse]:
        """Do as `Cards.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )

    def topup(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[builtins.list[models.CardOutcome]]:
        """Do as `Cards.topup` does, which says what it takes and raises.

        Warning:
            A top-up moves money from the wallet onto each of the cards. No idempotency key is documented: a request that is sent twice may move it twice.
        """
        return self._client.request(
            _TOPUP,
            {},
            body={"cards": cards, "amount": amount},
            timeout=timeout,
            headers=headers,
        )

    def update(
        self,
        id: str,
        *,
        status: models.UpdateCardRequestStatus,
        is_favorite: bool,
        card_name: str | Unset = UNSET,
        wallet_id: UUID | Unset = UNSET,
        limits: models.UpdateCardLimits | Unset = UNSET,
        auto_top_up: models.UpdateCardAutoTopUp | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.UpdateCardResponse]:
        """Do as `Cards.update` does, which says what it takes and raises."""
        return self._client.request(
            _UPDATE,
            {"id": id},
            body={
                "status": status,
                "cardName": card_name,
                "wallet_id": wallet_id,
                "isFavorite": is_favorite,
                "limits": limits,
                "autoTopUp": auto_top_up,
            },
            timeout=timeout,
            headers=headers,
        )

    def withdraw(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[builtins.list[models.CardOutcome]]:
        """Do as `Cards.withdraw` does, which says what it takes and raises.

        Warning:
            A withdrawal moves money off each of the cards. No idempotency key is documented: a request that is sent twice may move it twice.
        """
        return self._client.request(
            _WITHDRAW,
            {},
            body={"cards": cards, "amount": amount},
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
                body={"card_id": card_id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardV2:
        """Get a Card

        One card.

        Args:
            id (str): The card

        Returns:
            models.CardV2: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L23
        """
        return (
            await self._client.request(
                _GET,
                {"id": id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def get_balance(
        self,
        *,
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardBalances:
        """Get the Balances of a Card

        The limit and the balances of one card.

        Args:
            card_id (str): The card

        Returns:
            models.CardBalances: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L20
        """
        return (
            await self._client.request(
                _GET_BALANCE,
                {"card_id": card_id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def list(
        self,
        *,
        body: models.ListCardsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListCardsResponse:
        """List Cards

        Cards by filter, in pages and sorted.

        Args:
            body (models.ListCardsRequest)

        Returns:
            models.ListCardsResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L24
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

    async def topup(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.CardOutcome]:
        """Top Up Cards

        Moves money from the wallet onto several cards. It is refused as a whole if the wallet
        cannot cover all of them. A text in place of a card in the answer is a failure of that
        one, under a status of success: look at each element.

        Warning:
            A top-up moves money from the wallet onto each of the cards. No idempotency key is
            documented: a request that is sent twice may move it twice. It is sent once, and never
            repeated after it may have arrived.

        Args:
            cards (builtins.list[str]): IDs of the cards
            amount (Decimal): One figure; whether for each card or for all of them is not said, the
                prose suggests for each

        Returns:
            builtins.list[models.CardOutcome]: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L18
        """
        return (
            await self._client.request(
                _TOPUP,
                {},
                body={"cards": cards, "amount": amount},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def update(
        self,
        id: str,
        *,
        status: models.UpdateCardRequestStatus,
        is_favorite: bool,
        card_name: str | Unset = UNSET,
        wallet_id: UUID | Unset = UNSET,
        limits: models.UpdateCardLimits | Unset = UNSET,
        auto_top_up: models.UpdateCardAutoTopUp | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.UpdateCardResponse:
        """Update a Card

        Changes state, name, limits or automatic top-up of a card. `status` and `isFavorite`
        have to be sent each time: whoever only renames a card writes its state too, and may
        undo what somebody else has just set. With `autoTopUp` the card is loaded by itself from
        then on. There is no `CLOSED` here; closing is an operation of its own.

        Args:
            id (str): The card
            status (models.UpdateCardRequestStatus): The state that the card is to have
            card_name (str): What the card is to be called
            wallet_id (UUID): The wallet that the card is to belong to
            is_favorite (bool)
            limits (models.UpdateCardLimits)
            auto_top_up (models.UpdateCardAutoTopUp)

        Returns:
            models.UpdateCardResponse: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L22
        """
        return (
            await self._client.request(
                _UPDATE,
                {"id": id},
                body={
                    "status": status,
                    "cardName": card_name,
                    "wallet_id": wallet_id,
                    "isFavorite": is_favorite,
                    "limits": limits,
                    "autoTopUp": auto_top_up,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def withdraw(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> builtins.list[models.CardOutcome]:
        """Withdraw from Cards

        Takes money off several cards, each on its own, so that it may succeed for some and fail
        for others. A text in place of a card in the answer is a failure of that one, under a
        status of success: look at each element.

        Warning:
            A withdrawal moves money off each of the cards. No idempotency key is documented: a
            request that is sent twice may move it twice. It is sent once, and never repeated after
            it may have arrived.

        Args:
            cards (builtins.list[str]): IDs of the cards
            amount (Decimal): One figure; whether for each card or for all of them is not said, the
                prose suggests for each

        Returns:
            builtins.list[models.CardOutcome]: Successful Response

        Raises:
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.ValidationFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L19
        """
        return (
            await self._client.request(
                _WITHDRAW,
                {},
                body={"cards": cards, "amount": amount},
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
            body={"card_id": card_id},
            timeout=timeout,
            headers=headers,
        )

    async def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardV2]:
        """Do as `AsyncCards.get` does, which says what it takes and raises."""
        return await self._client.request(
            _GET,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    async def get_balance(
        self,
        *,
        card_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardBalances]:
        """Do as `AsyncCards.get_balance` does, which says what it takes and raises."""
        return await self._client.request(
            _GET_BALANCE,
            {"card_id": card_id},
            timeout=timeout,
            headers=headers,
        )

    async def list(
        self,
        *,
        body: models.ListCardsRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListCardsResponse]:
        """Do as `AsyncCards.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )

    async def topup(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[builtins.list[models.CardOutcome]]:
        """Do as `AsyncCards.topup` does, which says what it takes and raises.

        Warning:
            A top-up moves money from the wallet onto each of the cards. No idempotency key is documented: a request that is sent twice may move it twice.
        """
        return await self._client.request(
            _TOPUP,
            {},
            body={"cards": cards, "amount": amount},
            timeout=timeout,
            headers=headers,
        )

    async def update(
        self,
        id: str,
        *,
        status: models.UpdateCardRequestStatus,
        is_favorite: bool,
        card_name: str | Unset = UNSET,
        wallet_id: UUID | Unset = UNSET,
        limits: models.UpdateCardLimits | Unset = UNSET,
        auto_top_up: models.UpdateCardAutoTopUp | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.UpdateCardResponse]:
        """Do as `AsyncCards.update` does, which says what it takes and raises."""
        return await self._client.request(
            _UPDATE,
            {"id": id},
            body={
                "status": status,
                "cardName": card_name,
                "wallet_id": wallet_id,
                "isFavorite": is_favorite,
                "limits": limits,
                "autoTopUp": auto_top_up,
            },
            timeout=timeout,
            headers=headers,
        )

    async def withdraw(
        self,
        *,
        cards: builtins.list[str],
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[builtins.list[models.CardOutcome]]:
        """Do as `AsyncCards.withdraw` does, which says what it takes and raises.

        Warning:
            A withdrawal moves money off each of the cards. No idempotency key is documented: a request that is sent twice may move it twice.
        """
        return await self._client.request(
            _WITHDRAW,
            {},
            body={"cards": cards, "amount": amount},
            timeout=timeout,
            headers=headers,
        )
