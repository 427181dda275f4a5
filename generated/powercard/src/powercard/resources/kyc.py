"""The operations of `client.kyc`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout

_GET_STATUS: Operation[models.GetKycStatusResponse] = Operation(
    id="kyc/get-status",
    method="POST",
    path="/kyc/getKYCStatus",
    body=Body(type=lambda: models.GetKycStatusRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.GetKycStatusResponse
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

_GET_TOKEN: Operation[models.GetKycTokenResponse] = Operation(
    id="kyc/get-token",
    method="POST",
    path="/kyc/getKYCToken",
    body=Body(type=lambda: models.GetKycTokenRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.GetKycTokenResponse
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


class Kyc(Resource):
    """The operations of `client.kyc`."""

    @cached_property
    def with_raw_response(self) -> KycWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return KycWithRawResponse(self._client)

    def get_status(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetKycStatusResponse:
        """Get the KYC Status of a User

        The state of a user's KYC. Where KYC applies, a card needs a pass.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique

        Returns:
            models.GetKycStatusResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L24
        """
        return self._client.request(
            _GET_STATUS,
            {},
            body={"merchantId": merchant_id, "merchantUserId": merchant_user_id},
            timeout=timeout,
            headers=headers,
        ).parsed

    def get_token(
        self,
        *,
        body: models.GetKycTokenRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetKycTokenResponse:
        """Get a KYC Token

        A token for Sumsub's web widget, in which the user identifies.

        Args:
            body (models.GetKycTokenRequest)

        Returns:
            models.GetKycTokenResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L23
        """
        return self._client.request(
            _GET_TOKEN,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        ).parsed


class KycWithRawResponse(Resource):
    """The operations of `client.kyc`, with httpx's response beside the value."""

    def get_status(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetKycStatusResponse]:
        """Do as `Kyc.get_status` does, which says what it takes and raises."""
        return self._client.request(
            _GET_STATUS,
            {},
            body={"merchantId": merchant_id, "merchantUserId": merchant_user_id},
            timeout=timeout,
            headers=headers,
        )

    def get_token(
        self,
        *,
        body: models.GetKycTokenRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetKycTokenResponse]:
        """Do as `Kyc.get_token` does, which says what it takes and raises."""
        return self._client.request(
            _GET_TOKEN,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )


class AsyncKyc(AsyncResource):
    """The operations of `client.kyc`."""

    @cached_property
    def with_raw_response(self) -> AsyncKycWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncKycWithRawResponse(self._client)

    async def get_status(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetKycStatusResponse:
        """Get the KYC Status of a User

        The state of a user's KYC. Where KYC applies, a card needs a pass.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique

        Returns:
            models.GetKycStatusResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L24
        """
        return (
            await self._client.request(
                _GET_STATUS,
                {},
                body={"merchantId": merchant_id, "merchantUserId": merchant_user_id},
                timeout=timeout,
                headers=headers,
            )
        ).parsed

    async def get_token(
        self,
        *,
        body: models.GetKycTokenRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.GetKycTokenResponse:
        """Get a KYC Token

        A token for Sumsub's web widget, in which the user identifies.

        Args:
            body (models.GetKycTokenRequest)

        Returns:
            models.GetKycTokenResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L23
        """
        return (
            await self._client.request(
                _GET_TOKEN,
                {},
                body=body,
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncKycWithRawResponse(AsyncResource):
    """The operations of `client.kyc`, with httpx's response beside the value."""

    async def get_status(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetKycStatusResponse]:
        """Do as `AsyncKyc.get_status` does, which says what it takes and raises."""
        return await self._client.request(
            _GET_STATUS,
            {},
            body={"merchantId": merchant_id, "merchantUserId": merchant_user_id},
            timeout=timeout,
            headers=headers,
        )

    async def get_token(
        self,
        *,
        body: models.GetKycTokenRequest,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.GetKycTokenResponse]:
        """Do as `AsyncKyc.get_token` does, which says what it takes and raises."""
        return await self._client.request(
            _GET_TOKEN,
            {},
            body=body,
            timeout=timeout,
            headers=headers,
        )
