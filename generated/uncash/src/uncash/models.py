"""The models of the API.

close-card: https://docs.uncash.io/api-reference/cards/close.html
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from uncash._limits import (
    DecimalNumberMinimum1_00Maximum10000_00,
    DecimalNumberMinimum5_00Maximum10000_00,
    StringMinLength1MaxLength255,
)
from uncash._runtime.model import Model
from uncash._runtime.types import Boolean, DateTime, DecimalNumber, Integer, Number


class BillingAddress(Model):
    """Source: facts#L61-L62"""

    city: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    line1: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """First line"""
    state: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    country: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """A country code; of which list is not said"""
    postal_code: Annotated[
        str | None, Field(alias="postalCode", json_schema_extra={"x-sensitive": True})
    ] = None
    line2: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = None
    """Second line (null where there is none)"""


class Bin(Model):
    """Source: facts#L75"""

    id: str | None = None
    """ID of the BIN: the `bin_id` of a new card"""
    bin: str | None = None
    """The BIN itself, six digits"""
    network: str | None = None
    """Card network, for example `master` or `visa`"""
    currency: str | None = None
    """Currency code"""
    country: str | None = None
    """Country code"""
    three_ds: Annotated[Boolean | None, Field(alias="threeDS")] = None
    """Whether its cards have 3-D Secure"""
    wallet: Boolean | None = None
    """Whether its cards can be added to the wallets of phones"""
    initial_balance: DecimalNumber | None = None
    """What is put on a card when it is issued"""


class Card(Model):
    """Source: facts#L63-L65"""

    id: str | None = None
    """Card ID"""
    name: str | None = None
    """Label of the card"""
    bin_id: str | None = None
    """ID of the card's BIN"""
    category: str | None = None
    """`Wallet` or `Online`"""
    status: str | None = None
    """`active`, `frozen` or `closed`"""
    masked_pan: Annotated[
        str | None, Field(alias="masked_PAN", json_schema_extra={"x-sensitive": True})
    ] = None
    """Card number, masked in groups of four"""
    created_at: DateTime | None = None
    """When the card was created"""
    updated_at: DateTime | None = None
    """When the card last changed"""
    currency: str | None = None
    """Currency of the card, such as USD"""
    currency_short_name: str | None = None
    """Apparently the same code as `currency`"""
    balance: DecimalNumber | None = None
    """Balance now"""
    deposit: DecimalNumber | None = None
    """What was paid in so far"""
    three_ds: Annotated[Boolean | None, Field(alias="3ds")] = None
    """Whether 3-D Secure is on"""


class CardPlan(Model):
    """Source: facts#L76"""

    id: Integer | None = None
    """ID of the plan: the `planId` of a new card"""
    name: str | None = None
    """Name of the plan"""
    description: str | None = None
    """What the plan is"""
    created_at: str | None = None
    """When the plan was created, ISO 8601"""
    limit: DecimalNumber | None = None
    """The highest balance that a card may have"""
    creation_fee: DecimalNumber | None = None
    """What issuing a card costs"""


class CardStatusData(Model):
    """Source: facts#L69"""

    card_id: str | None = None
    """Card ID"""
    status: str | None = None
    """Status of the card now: `frozen` after freezing, `active` after unfreezing"""


class CardStatusResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: CardStatusData | None = None
    timestamp: DateTime | None = None


class CardSummary(Model):
    """Source: facts#L57-L58"""

    id: str | None = None
    """Card ID"""
    name: str | None = None
    """Label of the card"""
    status: str | None = None
    """`active`, `frozen` or `closed`"""
    category: str | None = None
    """`wallet` or `online`, in lower case here"""
    card_number: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """Card number, masked but for four digits"""
    created_at: str | None = None
    """When the card was created, ISO 8601"""
    balance: DecimalNumber | None = None
    """Balance of the card"""
    card_plan: Number | None = None
    """ID of the card's plan"""


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


class CreateCardRequest(Model):
    """Source: facts#L37-L40"""

    model_config = ConfigDict(extra="forbid")
    bin_id: str
    """The BIN to issue the card on: an `id` of `bins/list`"""
    name: StringMinLength1MaxLength255
    """Label of the card"""
    plan_id: Annotated[Integer, Field(alias="planId")]
    """The plan of the card: an `id` of `card-plans/list`"""
    coupon_id: str | None = None
    """A coupon for a discount"""


class CreatedCard(Model):
    """Source: facts#L59-L60"""

    id: str | None = None
    """Card ID"""
    category: str | None = None
    """`Wallet` or `Online`"""
    status: str | None = None
    """Status of the new card; `active` is the only value named"""
    balance: DecimalNumber | None = None
    """Balance that the card starts with"""
    address: Annotated[BillingAddress | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """Billing address"""


class CreateCardResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: CreatedCard | None = None
    timestamp: DateTime | None = None


class Failure(Model):
    """Source: facts#L54"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    """What went wrong, for people; amounts are only in this text"""
    timestamp: str | None = None


class GetCardResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: Card | None = None
    timestamp: DateTime | None = None


class WalletBalance(Model):
    """Source: facts#L77"""

    balance: DecimalNumber | None = None
    """Balance of the wallet in USD"""
    updated_at: str | None = None
    """When the balance last changed, ISO 8601"""


class GetWalletBalanceResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: WalletBalance | None = None


class ListBinsResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: list[Bin] | None = None
    timestamp: DateTime | None = None


class ListCardPlansResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: list[CardPlan] | None = None


class ListCardsData(Model):
    """Source: facts#L56"""

    total_balance: DecimalNumber | None = None
    """Sum of the balances of all cards"""
    total_cards: Number | None = None
    """How many cards there are"""
    cards: list[CardSummary] | None = None


class ListCardsResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: ListCardsData | None = None
    timestamp: DateTime | None = None


class Pagination(Model):
    """Source: facts#L74"""

    page: Integer | None = None
    limit: Integer | None = None
    total: Integer | None = None
    total_pages: Annotated[Integer | None, Field(alias="totalPages")] = None
    has_next: Annotated[Boolean | None, Field(alias="hasNext")] = None
    has_prev: Annotated[Boolean | None, Field(alias="hasPrev")] = None


class Transaction(Model):
    """Source: facts#L71-L73"""

    id: str | None = None
    """ID of the transaction"""
    card_id: str | None = None
    """Card ID"""
    card_name: str | None = None
    """Label of the card"""
    status: str | None = None
    """For example `Approved` or `Declined`"""
    side: str | None = None
    """`Debit` or `Credit`"""
    currency: str | None = None
    type: str | None = None
    """Kind of transaction; no value is named"""
    masked_pan: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """Card number, masked"""
    amount: DecimalNumber | None = None
    """Amount, after conversion"""
    original_amount: DecimalNumber | None = None
    """Amount before conversion"""
    original_currency: str | None = None
    """Currency before conversion"""
    transaction_created_at: str | None = None
    transaction_updated_at: str | None = None
    merchant_name: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The merchant, if known"""
    decline_code: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Why the transaction was declined, if it was"""


class ListTransactionsData(Model):
    """Source: facts#L70"""

    data: list[Transaction] | None = None
    """The transactions of the page"""
    pagination: Pagination | None = None


class ListTransactionsResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: ListTransactionsData | None = None


class TopUpCardData(Model):
    """Source: facts#L66-L67"""

    card_id: str | None = None
    """Card ID"""
    transaction_id: str | None = None
    """ID of the transaction"""
    invoice_id: Number | None = None
    """ID of the invoice"""
    wallet_balance: DecimalNumber | None = None
    """Balance of the wallet after the top-up"""
    new_card_balance: DecimalNumber | None = None
    """Balance of the card after the top-up"""
    platform_fee_amount: DecimalNumber | None = None
    """The fee"""
    total_charged: DecimalNumber | None = None
    """The amount and the fee together"""


class TopUpCardRequest(Model):
    """Source: facts#L42"""

    model_config = ConfigDict(extra="forbid")
    amount: DecimalNumberMinimum5_00Maximum10000_00
    """What to put on the card, without the fee: 5.00 to 10,000.00"""


class TopUpCardResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: TopUpCardData | None = None
    timestamp: DateTime | None = None


class UnauthorizedFailure(Model):
    """Source: facts#L55"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    """What went wrong, in short"""
    error: str | None = None
    """What went wrong, at length"""


class WithdrawFromCardData(Model):
    """Source: facts#L68"""

    card_id: str | None = None
    """Card ID"""
    transaction_id: str | None = None
    """ID of the transaction"""
    invoice_id: Number | None = None
    """ID of the invoice"""
    wallet_balance: DecimalNumber | None = None
    """Balance of the wallet after the withdrawal"""
    new_card_balance: DecimalNumber | None = None
    """Balance of the card after the withdrawal"""
    amount_withdrawn: DecimalNumber | None = None
    """What was taken off the card"""


class WithdrawFromCardRequest(Model):
    """Source: facts#L42"""

    model_config = ConfigDict(extra="forbid")
    amount: DecimalNumberMinimum1_00Maximum10000_00
    """What to take off the card: 1.00 to 10,000.00"""


class WithdrawFromCardResponse(Model):
    """Source: facts#L52-L53"""

    success: Boolean | None = None
    """Whether the operation succeeded"""
    message: str | None = None
    data: WithdrawFromCardData | None = None
    timestamp: DateTime | None = None
