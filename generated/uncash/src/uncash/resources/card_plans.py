"""The operations of `client.card_plans`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout

_LIST: Operation[models.ListCardPlansResponse] = Operation(
    id="card-plans/list",
    method="GET",
    path="/api/v1/card-plans",
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.ListCardPlansResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)


class CardPlans(Resource):
    """The operations of `client.card_plans`."""

    @cached_property
    def with_raw_response(self) -> CardPlansWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return CardPlansWithRawResponse(self._client)

    def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListCardPlansResponse:
        """List Card Plans

        The plans that a card can be issued with. The `id` of one is the `planId` of a new card.
        A dearer plan has a higher ceiling.

        Returns:
            models.ListCardPlansResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L28
        """
        return self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        ).parsed


class CardPlansWithRawResponse(Resource):
    """The operations of `client.card_plans`, with httpx's response beside the value."""

    def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListCardPlansResponse]:
        """Do as `CardPlans.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        )


class AsyncCardPlans(AsyncResource):
    """The operations of `client.card_plans`."""

    @cached_property
    def with_raw_response(self) -> AsyncCardPlansWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncCardPlansWithRawResponse(self._client)

    async def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListCardPlansResponse:
        """List Card Plans

        The plans that a card can be issued with. The `id` of one is the `planId` of a new card.
        A dearer plan has a higher ceiling.

        Returns:
            models.ListCardPlansResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L28
        """
        return (
            await self._client.request(
                _LIST,
                {},
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncCardPlansWithRawResponse(AsyncResource):
    """The operations of `client.card_plans`, with httpx's response beside the value."""

    async def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListCardPlansResponse]:
        """Do as `AsyncCardPlans.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        )
