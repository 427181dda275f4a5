"""The operations of `client.users`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .. import models
from .._runtime.async_client import AsyncResource
from .._runtime.base_client import RawResponse
from .._runtime.client import Resource
from .._runtime.operation import Body, Envelope, Operation, Response
from .._runtime.types import UNSET, Timeout, Unset

_CREATE: Operation[models.CreateUserResponse] = Operation(
    id="users/create",
    method="POST",
    path="/user/create",
    body=Body(type=lambda: models.CreateUserRequest),
    responses=(
        Response(
            status="200", content_type="application/json", type=lambda: models.CreateUserResponse
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


class Users(Resource):
    """The operations of `client.users`."""

    @cached_property
    def with_raw_response(self) -> UsersWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return UsersWithRawResponse(self._client)

    def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CreateUserResponse:
        """Register a User

        Registers a user, which is needed where the product asks for no KYC.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            email (str): The user's e-mail address
            mobile_number (str): The user's phone number
            mobile_prefix (str): Country code of the phone number

        Returns:
            models.CreateUserResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L22
        """
        return self._client.request(
            _CREATE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "email": email,
                "mobileNumber": mobile_number,
                "mobilePrefix": mobile_prefix,
            },
            timeout=timeout,
            headers=headers,
        ).parsed


class UsersWithRawResponse(Resource):
    """The operations of `client.users`, with httpx's response beside the value."""

    def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CreateUserResponse]:
        """Do as `Users.create` does, which says what it takes and raises."""
        return self._client.request(
            _CREATE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "email": email,
                "mobileNumber": mobile_number,
                "mobilePrefix": mobile_prefix,
            },
            timeout=timeout,
            headers=headers,
        )


class AsyncUsers(AsyncResource):
    """The operations of `client.users`."""

    @cached_property
    def with_raw_response(self) -> AsyncUsersWithRawResponse:
        """The same operations, with httpx's response beside the value."""
        return AsyncUsersWithRawResponse(self._client)

    async def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> models.CreateUserResponse:
        """Register a User

        Registers a user, which is needed where the product asks for no KYC.

        Args:
            merchant_id (str): The merchant
            merchant_user_id (str): The merchant's own ID of the user; globally unique
            channel (str): Issuing channel; no value is named
            email (str): The user's e-mail address
            mobile_number (str): The user's phone number
            mobile_prefix (str): Country code of the phone number

        Returns:
            models.CreateUserResponse: Success, or a refusal: `success` tells

        Raises:
            BusinessError: A failure that the answer itself tells of, whatever the status.
            ValueError: An argument is wrong; nothing was sent.
            OutcomeUnknownError: The answer was lost; the request may have been carried out.
            ResponseValidationError: The answer contradicts the documentation; the request may have
                been carried out.
            APIError: Every other answer that is no success.
            APIConnectionError: No answer came.

        Source: facts#L22
        """
        return (
            await self._client.request(
                _CREATE,
                {},
                body={
                    "merchantId": merchant_id,
                    "merchantUserId": merchant_user_id,
                    "channel": channel,
                    "email": email,
                    "mobileNumber": mobile_number,
                    "mobilePrefix": mobile_prefix,
                },
                timeout=timeout,
                headers=headers,
            )
        ).parsed


class AsyncUsersWithRawResponse(AsyncResource):
    """The operations of `client.users`, with httpx's response beside the value."""

    async def create(
        self,
        *,
        merchant_id: str,
        merchant_user_id: str,
        channel: str,
        email: str | Unset = UNSET,
        mobile_number: str | Unset = UNSET,
        mobile_prefix: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[models.CreateUserResponse]:
        """Do as `AsyncUsers.create` does, which says what it takes and raises."""
        return await self._client.request(
            _CREATE,
            {},
            body={
                "merchantId": merchant_id,
                "merchantUserId": merchant_user_id,
                "channel": channel,
                "email": email,
                "mobileNumber": mobile_number,
                "mobilePrefix": mobile_prefix,
            },
            timeout=timeout,
            headers=headers,
        )
