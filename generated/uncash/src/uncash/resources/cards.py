"""The operations of `client.cards`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from .. import models
from .._runtime import types
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Envelope, ErrorRule, Operation, Parameter, Response
from .._runtime.types import UNSET, Timeout, Unset
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
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.CloseCardResponse
        ),
        Response(
            status="default", content_type="application/json", type=lambda: models.CloseCardFailure
        ),
    ),
    envelope=Envelope(success="success", message=("message",)),
    errors=(
        ErrorRule(error=CardAlreadyClosedError, message="Card is already closed"),
        ErrorRule(error=CardNotReadyError, message="Card not ready for closure"),
        ErrorRule(error=CooldownError, message="Please wait 15 minutes between withdrawals"),
        ErrorRule(error=ProviderError, message_starts_with="Failed to close card: "),
    ),
    security=(("bearerAuth",),),
    irreversible=True,
)

_CREATE: Operation[models.CreateCardResponse] = Operation(
    id="cards/create",
    method="POST",
    path="/api/v1/cards",
    body=Body(type=lambda: models.CreateCardRequest),
    responses=(
        Response(
            status="2XX", content_type="application/json", type=lambda: models.CreateCardResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
    irreversible=True,
)

_FREEZE: Operation[models.CardStatusResponse] = Operation(
    id="cards/freeze",
    method="PATCH",
    path="/api/v1/cards/{id}/freeze",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.CardStatusResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)

_GET: Operation[models.GetCardResponse] = Operation(
    id="cards/get",
    method="GET",
    path="/api/v1/cards/{id}",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.GetCardResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)

_LIST: Operation[models.ListCardsResponse] = Operation(
    id="cards/list",
    method="GET",
    path="/api/v1/cards",
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.ListCardsResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)

_TOPUP: Operation[models.TopUpCardResponse] = Operation(
    id="cards/topup",
    method="POST",
    path="/api/v1/cards/{id}/topup",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    body=Body(type=lambda: models.TopUpCardRequest),
    responses=(
        Response(
            status="2XX", content_type="application/json", type=lambda: models.TopUpCardResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
    irreversible=True,
)

_UNFREEZE: Operation[models.CardStatusResponse] = Operation(
    id="cards/unfreeze",
    method="PATCH",
    path="/api/v1/cards/{id}/unfreeze",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.CardStatusResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)

_WITHDRAW: Operation[models.WithdrawFromCardResponse] = Operation(
    id="cards/withdraw",
    method="POST",
    path="/api/v1/cards/{id}/withdraw",
    parameters=(Parameter(name="id", location="path", type=lambda: types.String),),
    body=Body(type=lambda: models.WithdrawFromCardRequest),
    responses=(
        Response(
            status="2XX",
            content_type="application/json",
            type=lambda: models.WithdrawFromCardResponse,
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
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
            APIError: Every other answer that is no success. Its `parsed` is
                models.CloseCardFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: https://docs.uncash.io/api-reference/cards/close.html, close-card#L3-L124
        """
        return self._client.request(
            _CLOSE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def create(
        self,
        *,
        bin_id: str,
        name: str,
        plan_id: int,
        coupon_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CreateCardResponse:
        """Issue a Card

        Issues a card on a BIN and a plan. The fee for it leaves the wallet.

        Warning:
            Issuing a card takes its fee out of the wallet, and no way to get it back is documented.
            Neither is an idempotency key: a request that is sent twice may issue, and charge for,
            two cards. It is sent once, and never repeated after it may have arrived.

        Args:
            bin_id (str): The BIN to issue the card on: an `id` of `bins/list`
            name (str): Label of the card
            plan_id (int): The plan of the card: an `id` of `card-plans/list`
            coupon_id (str): A coupon for a discount

        Returns:
            models.CreateCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L20
        """
        return self._client.request(
            _CREATE,
            {},
            body={"bin_id": bin_id, "name": name, "planId": plan_id, "coupon_id": coupon_id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def freeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardStatusResponse:
        """Freeze a Card

        Blocks spending until the card is unfrozen. The card is frozen at its issuer too, and
        spending is declined; the balance stays as it is.

        Rules

        - The card must have the status `active`
        - The card must have a `provider_id` other than the placeholder `temp`; no answer
          contains it

        Args:
            id (str): The card ID

        Returns:
            models.CardStatusResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L24
        """
        return self._client.request(
            _FREEZE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetCardResponse:
        """Get a Card

        One card, without its secret data; the card number is masked.

        Args:
            id (str): The card ID

        Returns:
            models.GetCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L21
        """
        return self._client.request(
            _GET,
            {"id": id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListCardsResponse:
        """List Cards

        All cards of the account, with their number and the sum of their balances. There is no
        paging and no filter: the answer grows with the account.

        Returns:
            models.ListCardsResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L19
        """
        return self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        ).parsed

    def topup(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.TopUpCardResponse:
        """Top Up a Card

        Moves money from the wallet onto the card. The wallet pays the amount and a fee.

        Warning:
            A top-up takes a fee out of the wallet, and no way to get it back is documented. Neither
            is an idempotency key: a request that is sent twice may move the money, and charge for
            it, twice. It is sent once, and never repeated after it may have arrived.

        Args:
            id (str): The card ID
            amount (Decimal): What to put on the card, without the fee: 5.00 to 10,000.00

        Returns:
            models.TopUpCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L22
        """
        return self._client.request(
            _TOPUP,
            {"id": id},
            body={"amount": amount},
            timeout=timeout,
            headers=headers,
        ).parsed

    def unfreeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardStatusResponse:
        """Unfreeze a Card

        Allows spending again, at the card's issuer too. The balance stays as it is.

        Rules

        - The card must have the status `frozen`
        - The card must have a `provider_id` other than the placeholder `temp`; no answer
          contains it

        Args:
            id (str): The card ID

        Returns:
            models.CardStatusResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L25
        """
        return self._client.request(
            _UNFREEZE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def withdraw(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.WithdrawFromCardResponse:
        """Withdraw from a Card

        Moves money from the card back to the wallet. The page on closing a card speaks of 15
        minutes to wait between withdrawals and closings.

        Warning:
            A withdrawal moves money, and putting it back is a top-up, which takes a fee. No
            idempotency key is documented: a request that is sent twice may move the money twice. It
            is sent once, and never repeated after it may have arrived.

        Args:
            id (str): The card ID
            amount (Decimal): What to take off the card: 1.00 to 10,000.00

        Returns:
            models.WithdrawFromCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L23
        """
        return self._client.request(
            _WITHDRAW,
            {"id": id},
            body={"amount": amount},
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
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    def create(
        self,
        *,
        bin_id: str,
        name: str,
        plan_id: int,
        coupon_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CreateCardResponse]:
        """Do as `Cards.create` does, which says what it takes and raises.

        Warning:
            Issuing a card takes its fee out of the wallet, and no way to get it back is documented. Neither is an idempotency key: a request that is sent twice may issue, and charge for, two cards.
        """
        return self._client.request(
            _CREATE,
            {},
            body={"bin_id": bin_id, "name": name, "planId": plan_id, "coupon_id": coupon_id},
            timeout=timeout,
            headers=headers,
        )

    def freeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardStatusResponse]:
        """Do as `Cards.freeze` does, which says what it takes and raises."""
        return self._client.request(
            _FREEZE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetCardResponse]:
        """Do as `Cards.get` does, which says what it takes and raises."""
        return self._client.request(
            _GET,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListCardsResponse]:
        """Do as `Cards.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        )

    def topup(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.TopUpCardResponse]:
        """Do as `Cards.topup` does, which says what it takes and raises.

        Warning:
            A top-up takes a fee out of the wallet, and no way to get it back is documented. Neither is an idempotency key: a request that is sent twice may move the money, and charge for it, twice.
        """
        return self._client.request(
            _TOPUP,
            {"id": id},
            body={"amount": amount},
            timeout=timeout,
            headers=headers,
        )

    def unfreeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardStatusResponse]:
        """Do as `Cards.unfreeze` does, which says what it takes and raises."""
        return self._client.request(
            _UNFREEZE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    def withdraw(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.WithdrawFromCardResponse]:
        """Do as `Cards.withdraw` does, which says what it takes and raises.

        Warning:
            A withdrawal moves money, and putting it back is a top-up, which takes a fee. No idempotency key is documented: a request that is sent twice may move the money twice.
        """
        return self._client.request(
            _WITHDRAW,
            {"id": id},
            body={"amount": amount},
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
            APIError: Every other answer that is no success. Its `parsed` is
                models.CloseCardFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: https://docs.uncash.io/api-reference/cards/close.html, close-card#L3-L124
        """
        return (
            await self._client.request(
                _CLOSE,
                {"id": id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def create(
        self,
        *,
        bin_id: str,
        name: str,
        plan_id: int,
        coupon_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CreateCardResponse:
        """Issue a Card

        Issues a card on a BIN and a plan. The fee for it leaves the wallet.

        Warning:
            Issuing a card takes its fee out of the wallet, and no way to get it back is documented.
            Neither is an idempotency key: a request that is sent twice may issue, and charge for,
            two cards. It is sent once, and never repeated after it may have arrived.

        Args:
            bin_id (str): The BIN to issue the card on: an `id` of `bins/list`
            name (str): Label of the card
            plan_id (int): The plan of the card: an `id` of `card-plans/list`
            coupon_id (str): A coupon for a discount

        Returns:
            models.CreateCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L20
        """
        return (
            await self._client.request(
                _CREATE,
                {},
                body={"bin_id": bin_id, "name": name, "planId": plan_id, "coupon_id": coupon_id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def freeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardStatusResponse:
        """Freeze a Card

        Blocks spending until the card is unfrozen. The card is frozen at its issuer too, and
        spending is declined; the balance stays as it is.

        Rules

        - The card must have the status `active`
        - The card must have a `provider_id` other than the placeholder `temp`; no answer
          contains it

        Args:
            id (str): The card ID

        Returns:
            models.CardStatusResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L24
        """
        return (
            await self._client.request(
                _FREEZE,
                {"id": id},
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
    ) -> models.GetCardResponse:
        """Get a Card

        One card, without its secret data; the card number is masked.

        Args:
            id (str): The card ID

        Returns:
            models.GetCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L21
        """
        return (
            await self._client.request(
                _GET,
                {"id": id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListCardsResponse:
        """List Cards

        All cards of the account, with their number and the sum of their balances. There is no
        paging and no filter: the answer grows with the account.

        Returns:
            models.ListCardsResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L19
        """
        return (
            await self._client.request(
                _LIST,
                {},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def topup(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.TopUpCardResponse:
        """Top Up a Card

        Moves money from the wallet onto the card. The wallet pays the amount and a fee.

        Warning:
            A top-up takes a fee out of the wallet, and no way to get it back is documented. Neither
            is an idempotency key: a request that is sent twice may move the money, and charge for
            it, twice. It is sent once, and never repeated after it may have arrived.

        Args:
            id (str): The card ID
            amount (Decimal): What to put on the card, without the fee: 5.00 to 10,000.00

        Returns:
            models.TopUpCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L22
        """
        return (
            await self._client.request(
                _TOPUP,
                {"id": id},
                body={"amount": amount},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def unfreeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CardStatusResponse:
        """Unfreeze a Card

        Allows spending again, at the card's issuer too. The balance stays as it is.

        Rules

        - The card must have the status `frozen`
        - The card must have a `provider_id` other than the placeholder `temp`; no answer
          contains it

        Args:
            id (str): The card ID

        Returns:
            models.CardStatusResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L25
        """
        return (
            await self._client.request(
                _UNFREEZE,
                {"id": id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def withdraw(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.WithdrawFromCardResponse:
        """Withdraw from a Card

        Moves money from the card back to the wallet. The page on closing a card speaks of 15
        minutes to wait between withdrawals and closings.

        Warning:
            A withdrawal moves money, and putting it back is a top-up, which takes a fee. No
            idempotency key is documented: a request that is sent twice may move the money twice. It
            is sent once, and never repeated after it may have arrived.

        Args:
            id (str): The card ID
            amount (Decimal): What to take off the card: 1.00 to 10,000.00

        Returns:
            models.WithdrawFromCardResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L23
        """
        return (
            await self._client.request(
                _WITHDRAW,
                {"id": id},
                body={"amount": amount},
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
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    async def create(
        self,
        *,
        bin_id: str,
        name: str,
        plan_id: int,
        coupon_id: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CreateCardResponse]:
        """Do as `AsyncCards.create` does, which says what it takes and raises.

        Warning:
            Issuing a card takes its fee out of the wallet, and no way to get it back is documented. Neither is an idempotency key: a request that is sent twice may issue, and charge for, two cards.
        """
        return await self._client.request(
            _CREATE,
            {},
            body={"bin_id": bin_id, "name": name, "planId": plan_id, "coupon_id": coupon_id},
            timeout=timeout,
            headers=headers,
        )

    async def freeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardStatusResponse]:
        """Do as `AsyncCards.freeze` does, which says what it takes and raises."""
        return await self._client.request(
            _FREEZE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    async def get(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetCardResponse]:
        """Do as `AsyncCards.get` does, which says what it takes and raises."""
        return await self._client.request(
            _GET,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    async def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListCardsResponse]:
        """Do as `AsyncCards.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        )

    async def topup(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.TopUpCardResponse]:
        """Do as `AsyncCards.topup` does, which says what it takes and raises.

        Warning:
            A top-up takes a fee out of the wallet, and no way to get it back is documented. Neither is an idempotency key: a request that is sent twice may move the money, and charge for it, twice.
        """
        return await self._client.request(
            _TOPUP,
            {"id": id},
            body={"amount": amount},
            timeout=timeout,
            headers=headers,
        )

    async def unfreeze(
        self,
        id: str,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CardStatusResponse]:
        """Do as `AsyncCards.unfreeze` does, which says what it takes and raises."""
        return await self._client.request(
            _UNFREEZE,
            {"id": id},
            timeout=timeout,
            headers=headers,
        )

    async def withdraw(
        self,
        id: str,
        *,
        amount: Decimal,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.WithdrawFromCardResponse]:
        """Do as `AsyncCards.withdraw` does, which says what it takes and raises.

        Warning:
            A withdrawal moves money, and putting it back is a top-up, which takes a fee. No idempotency key is documented: a request that is sent twice may move the money twice.
        """
        return await self._client.request(
            _WITHDRAW,
            {"id": id},
            body={"amount": amount},
            timeout=timeout,
            headers=headers,
        )
