"""The models of the API.

close-card: https://docs.uncash.io/api-reference/cards/close.html
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from uncash._runtime.model import Model
from uncash._runtime.types import Boolean, DateTime, DecimalNumber, Number


class CloseCardData(Model):
    """
    Data Object

    Source: close-card#L23-L30
    """

    card_id: str | None = None
    """Card ID (UUID) that was closed"""
    balance_withdrawn: DecimalNumber | None = None
    """Amount withdrawn from card to wallet"""
    transaction_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Transaction ID (UUID) for the balance withdrawal (null if no balance)"""
    invoice_id: Annotated[Number | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Invoice ID for the withdrawal transaction (null if no balance)"""
    new_wallet_balance: DecimalNumber | None = None
    """New wallet balance after withdrawal"""


class CloseCardFailure(Model):
    """Source: close-card#L88-L124"""

    success: Boolean | None = None
    message: str | None = None
    timestamp: DateTime | None = None


class CloseCardResponse(Model):
    """Source: close-card#L16-L21"""

    success: Boolean | None = None
    """Indicates if the card was closed successfully"""
    message: str | None = None
    """Success message"""
    data: CloseCardData | None = None
    timestamp: DateTime | None = None
    """ISO 8601 timestamp"""
