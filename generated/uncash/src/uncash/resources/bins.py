"""The operations of `client.bins`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout

_LIST: Operation[models.ListBinsResponse] = Operation(
    id="bins/list",
    method="GET",
    path="/api/v1/bins",
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.ListBinsResponse
        ),
        Response(
            status="401", content_type="application/json", type=lambda: models.UnauthorizedFailure
        ),
        Response(status="default", content_type="application/json", type=lambda: models.Failure),
    ),
    envelope=Envelope(success="success", message=("message",)),
    security=(("bearerAuth",),),
)


class Bins(Resource):
    """The operations of `client.bins`."""

    @cached_property
    def with_raw_response(self) -> BinsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return BinsWithRawResponse(self._client)

    def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListBinsResponse:
        """List BINs

        The BINs that a card can be issued on. The `id` of one is the `bin_id` of a new card.

        Returns:
            models.ListBinsResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L27
        """
        return self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        ).parsed


class BinsWithRawResponse(Resource):
    """The operations of `client.bins`, with httpx's response beside the value."""

    def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListBinsResponse]:
        """Do as `Bins.list` does, which says what it takes and raises."""
        return self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        )


class AsyncBins(AsyncResource):
    """The operations of `client.bins`."""

    @cached_property
    def with_raw_response(self) -> AsyncBinsWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncBinsWithRawResponse(self._client)

    async def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.ListBinsResponse:
        """List BINs

        The BINs that a card can be issued on. The `id` of one is the `bin_id` of a new card.

        Returns:
            models.ListBinsResponse: Success

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            ResponseValidationError: The answer contradicts the documentation.
            APIError: Every other answer that is no success. Its `parsed` is
                models.UnauthorizedFailure or models.Failure, as far as the answer is as documented.
            APIConnectionError: No answer came.

        Source: facts#L27
        """
        return (
            await self._client.request(
                _LIST,
                {},
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncBinsWithRawResponse(AsyncResource):
    """The operations of `client.bins`, with httpx's response beside the value."""

    async def list(
        self,
        *,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.ListBinsResponse]:
        """Do as `AsyncBins.list` does, which says what it takes and raises."""
        return await self._client.request(
            _LIST,
            {},
            timeout=timeout,
            headers=headers,
        )
