"""The models of the API.

close-card: https://spenxy-docs.pages.dev/docs/api-reference/close-card-api-v-1-cards-card-close-post
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from spenxy._runtime.model import Model
from spenxy._runtime.types import Boolean, Date, DecimalNumber, Integer, UUIDString


class AccountType(StrEnum):
    """Source: close-card#L319-L321"""

    BENEFICIAL_OWNER = "beneficial owner"
    CARDHOLDER = "cardholder"
    DIRECTOR = "director"
    LEGAL_REPRESENTATIVE_OF_BUSINESS = "legal representative of business"


class Account(Model):
    """Source: close-card#L297-L339"""

    first_name: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    """The first name of the account holder."""
    middle_name: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = " "
    """The middle name of the account holder, if any."""
    last_name: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    """The last name of the account holder."""
    date_of_birth: Annotated[Date, Field(json_schema_extra={"x-sensitive": True})]
    """The date of birth of the account holder."""
    phone: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    """The phone number of the account holder."""
    type: AccountType | str
    """The type of the account."""
    id: str
    """The unique identifier of the account."""
    user_id: str
    """The unique identifier of the associated user."""
    tg_account: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = None
    """The Telegram account associated with the user."""


class Country(Model):
    """Source: close-card#L143-L145"""

    name: str
    iso_code: str


class Address(Model):
    """Source: close-card#L142-L149"""

    country: Country
    city: str
    line_1: str
    line_2: str
    postal_code: str


class Currency(Model):
    """Source: close-card#L150-L152"""

    iso_code: str
    digital_code: str


class PayServices(StrEnum):
    """Source: close-card#L100-L102"""

    GOOGLE_PAY = "GooglePay"
    APPLE_PAY = "ApplePay"
    SAMSUNG_PAY = "SamsungPay"


class BinPurposeEnum(StrEnum):
    """Source: close-card#L92-L94"""

    CARDS_VIRTUAL = "CARDS_VIRTUAL"
    SHARED_BALANCE_VIRTUAL_CARDS = "SHARED_BALANCE_VIRTUAL_CARDS"


class Providers(StrEnum):
    """
    An enumeration.

    Source: close-card#L81-L85
    """

    AIRWALLEX = "airwallex"
    SUNRATE = "sunrate"
    WEX = "wex"
    CONNEX = "connex"
    MATCHMOVE = "matchmove"


class Bin(Model):
    """Source: close-card#L80-L152"""

    vendor: Providers | str
    code: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The specific code of the BIN."""
    vendor_code: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    purpose: Annotated[
        list[BinPurposeEnum | str] | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    issue: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    topup: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    withdrawal: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = (
        None
    )
    tariff_data: Annotated[dict[str, Any] | None, Field(json_schema_extra={"x-nullable": True})] = (
        None
    )
    payment_services: Annotated[
        list[PayServices | str] | None,
        Field(alias="paymentServices", json_schema_extra={"x-nullable": True}),
    ] = None
    """An optional list of payment services supported by this BIN, such as mobile payment platforms like Google Pay or Apple Pay."""
    merchants: Annotated[list[str] | None, Field(json_schema_extra={"x-nullable": True})] = None
    """An optional list of merchant names that are specifically allowed to process payments using this BIN."""
    is_tokenizable: Annotated[
        Boolean | None, Field(alias="isTokenizable", json_schema_extra={"x-nullable": True})
    ] = None
    """Istokenizable: Indicates if the BIN is tokenizable."""
    scheme: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """An enumeration."""
    address_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The unique identifier of the address associated with the BIN."""
    currency_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The unique identifier of the currency associated with the BIN."""
    id: str
    """The unique identifier of the BIN."""
    address: Annotated[Address | None, Field(json_schema_extra={"x-nullable": True})] = None
    currency: Annotated[Currency | None, Field(json_schema_extra={"x-nullable": True})] = None


class Company(Model):
    """Source: close-card#L345-L367"""

    name: str
    """The name of the company."""
    registration_number: str
    """The registration number of the company."""
    phone: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    """The contact phone number of the company."""
    primary_contact_email: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    """The primary contact email address of the company."""
    id: str
    """The unique identifier of the company."""


class UserStatus(StrEnum):
    """Source: close-card#L275-L277"""

    PENDING = "pending"
    SANDBOX = "sandbox"
    ACTIVE = "active"
    DELETED = "deleted"
    ON_HOLD = "on_hold"


class UserRole(StrEnum):
    """Source: close-card#L269-L271"""

    ADMIN = "admin"
    FINANCIER = "financier"
    TEAMLEAD = "teamlead"
    BUYER = "buyer"


class User(Model):
    """Source: close-card#L249-L367"""

    email: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = None
    """The email address of the user."""
    whitelabel: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """An optional string identifier for the user's whitelabel branding."""
    id: str
    """The unique identifier of the user."""
    nickname: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    """The nickname or username of the user."""
    role: UserRole | str
    """The role assigned to the user, defining permissions and access. Currently, 'admin' and 'buyer' roles are in use. The 'buyer' cannot directly add funds to the wallet but can request funds from an 'admin'."""
    status: UserStatus | str
    """The current status of the user. 'pending': User registration is incomplete or awaiting confirmation. 'sandbox': User is in a testingor trial environment. 'active': User account is active and fully functional. 'deleted': User account is deleted and no longer accessible. 'on_hold': User account is temporarily suspended or on hold."""
    user_type: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Specifies the user type. Currently, 'cpa' is used."""
    invite_accept: Boolean
    """Indicates whether the user has accepted an invitation."""
    is_new_client: Annotated[Boolean | None, Field(json_schema_extra={"x-nullable": True})] = None
    """A flag that signifies whether the user registered independently or through an invite (buyer)."""
    account: Annotated[Account | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Associated account information for the user, if any."""
    company: Annotated[Company | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Details of the associated company, if applicable."""


class CardholderStatus(StrEnum):
    """Source: close-card#L231-L233"""

    PENDING = "pending"
    READY = "ready"
    DISABLED = "disabled"
    INCOMPLETE = "incomplete"


class Cardholder(Model):
    """Source: close-card#L214-L367"""

    user_id: str
    """The unique identifier of the user associated with the cardholder."""
    cardholder_id: str
    """The unique identifier of the cardholder."""
    status: CardholderStatus | str
    """The current status of the cardholder."""
    id: str
    """Unique identifier of the cardholder."""
    user: User
    """User data associated with the cardholder."""


class CardBalance(Model):
    """Source: close-card#L153-L200"""

    card_id: str
    """The unique identifier of the card."""
    limit: DecimalNumber
    """The total spending limit of the card, applicable over the card's lifetime."""
    available: DecimalNumber
    """The current available spending limit on the card. Calculated as available' = 'limit' - 'used'."""
    used: DecimalNumber
    """The total amount that has been used from the card. This is equivalent to the 'spend' amount in other endpoints."""
    opening_balance: DecimalNumber
    """The balance of the card at the time of its issuance."""
    topup_balance: DecimalNumber
    """The total amount added to the card through top-ups."""
    limit_per_transaction: DecimalNumber
    """The maximum limit allowed for a single transaction."""
    pending_balance: DecimalNumber
    """The total amount in transactions that are currently pending."""
    fees_balance: DecimalNumber
    """The total sum of fees charged to the card."""
    incoming_balance: DecimalNumber
    """The total amount of external payments received on the card. Currently not supported."""
    withdrawal_balance: DecimalNumber
    """The total amount withdrawn from the card, including limit decrease operations."""


class CardLimit(Model):
    """Source: close-card#L70-L79"""

    interval: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """An enumeration."""
    amount: DecimalNumber
    """The maximum amount allowed for the specified interval."""


class CardSettings(Model):
    """Source: close-card#L49-L79"""

    active_from: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The starting datetime from which card transactions will be authorized. Transactions attempted before this time are automatically rejected."""
    active_to: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The ending datetime until which card transactions will be authorized. Transactions attempted after this time are automatically rejected."""
    allowed_currencies: Annotated[
        list[str] | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    """A list of currencies in which transactions are permitted. If this field is absent, null, or an empty array, transactions in all currencies are allowed."""
    allowed_transaction_count: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    """An enumeration."""
    limits: Annotated[list[CardLimit] | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Transaction limits based on interval and amount. If no limits are set, will be used next values: PER_TRANSACTION - 1000 USD, DAILY - 5000 USD."""


class CardFormFactor(StrEnum):
    """
    An enumeration.

    Source: close-card#L32-L36
    """

    PHYSICAL = "physical"
    VIRTUAL = "virtual"


class Card(Model):
    """Source: close-card#L26-L488"""

    cardholder_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    form_factor: CardFormFactor | str
    card_id: str
    created_at: str
    closed_at: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    mask_number: str
    nick_name: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    brand: str
    settings: Annotated[CardSettings | None, Field(json_schema_extra={"x-nullable": True})] = None
    bin: Annotated[Bin | None, Field(json_schema_extra={"x-nullable": True})] = None
    balance: Annotated[CardBalance | None, Field(json_schema_extra={"x-nullable": True})] = None
    is_autolimit: Annotated[Boolean | None, Field(json_schema_extra={"x-nullable": True})] = True
    is_withdrawable: Annotated[Boolean | None, Field(json_schema_extra={"x-nullable": True})] = True
    is_tokenizable: Annotated[Boolean | None, Field(json_schema_extra={"x-nullable": True})] = False
    cardholder: Annotated[Cardholder | None, Field(json_schema_extra={"x-nullable": True})] = None
    user: Annotated[User | None, Field(json_schema_extra={"x-nullable": True})] = None


class CardBalances(Model):
    """Source: facts#L64-L65"""

    card_id: str
    """The card"""
    limit: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    available: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    spend: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    """What closing a card calls `used`"""
    opening_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    topup_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    limit_per_transaction: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    pending_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    fees_balance: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = (
        None
    )
    incoming_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    """Said to be unsupported"""
    withdrawal_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None


CardOutcome = TypeAliasType("CardOutcome", dict[str, Any] | str)
"""
The card, or a text in place of it that says what went wrong with this one

Source: facts#L63
"""


class CardV2User(Model):
    """Source: facts#L72"""

    id: str


class CardV2AuthorizationFee(Model):
    """Source: facts#L78-L79"""

    fee_amount: Annotated[
        DecimalNumber | None, Field(alias="feeAmount", json_schema_extra={"x-nullable": True})
    ] = None
    unit: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = "USD"
    min_amount: Annotated[
        DecimalNumber | None, Field(alias="minAmount", json_schema_extra={"x-nullable": True})
    ] = None
    max_amount: Annotated[
        DecimalNumber | None, Field(alias="maxAmount", json_schema_extra={"x-nullable": True})
    ] = None


class CardV2Fee(Model):
    """Source: facts#L78"""

    fee_amount: Annotated[
        DecimalNumber | None, Field(alias="feeAmount", json_schema_extra={"x-nullable": True})
    ] = None
    unit: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None


class CardV2BinFees(Model):
    """Source: facts#L77"""

    issue: CardV2Fee
    decline: CardV2Fee
    zero_auth: Annotated[CardV2Fee, Field(alias="zeroAuth")]
    authorization: Annotated[
        list[CardV2AuthorizationFee] | None, Field(json_schema_extra={"x-nullable": True})
    ] = None


class CardV2Bin(Model):
    """Source: facts#L74-L76"""

    code: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """The BIN"""
    country_code: Annotated[
        str | None, Field(alias="countryCode", json_schema_extra={"x-nullable": True})
    ] = None
    """ISO code"""
    currency_code: Annotated[
        str | None, Field(alias="currencyCode", json_schema_extra={"x-nullable": True})
    ] = None
    """ISO code"""
    billing_address: Annotated[
        str | None,
        Field(alias="billingAddress", json_schema_extra={"x-nullable": True, "x-sensitive": True}),
    ] = None
    merchants: Annotated[list[str] | None, Field(json_schema_extra={"x-nullable": True})] = None
    payment_services: Annotated[
        list[str] | None, Field(alias="paymentServices", json_schema_extra={"x-nullable": True})
    ] = None
    """As `APPLE_PAY`, `GOOGLE_PAY`, `SAMSUNG_PAY`; an empty list says that the card cannot be tokenised"""
    purposes: Annotated[list[str] | None, Field(json_schema_extra={"x-nullable": True})] = None
    """As `CARDS_VIRTUAL`, `SHARED_BALANCE_VIRTUAL_CARDS`"""
    fees: CardV2BinFees


class CardV2AutoTopUp(Model):
    """Source: facts#L43-L71"""

    threshold_amount: Annotated[DecimalNumber, Field(alias="thresholdAmount")]
    """The balance below which the card is loaded"""
    top_up_amount: Annotated[DecimalNumber, Field(alias="topUpAmount")]
    """How much is then loaded"""


class CardV2Limit(Model):
    """Source: facts#L42-L71"""

    amount: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None


class CardV2Limits(Model):
    """Source: facts#L42-L71"""

    single: Annotated[CardV2Limit | None, Field(json_schema_extra={"x-nullable": True})] = None
    """For a single transaction"""
    daily: Annotated[CardV2Limit | None, Field(json_schema_extra={"x-nullable": True})] = None
    """For a day"""
    monthly: Annotated[CardV2Limit | None, Field(json_schema_extra={"x-nullable": True})] = None
    """For a month"""


class CardV2(Model):
    """Source: facts#L70-L73"""

    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """As `ACTIVE`, `FROZEN`, `BLOCKED`"""
    card_name: Annotated[
        str | None, Field(alias="cardName", json_schema_extra={"x-nullable": True})
    ] = None
    """What the card is called"""
    wallet_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    masked_pan: Annotated[
        str | None,
        Field(alias="maskedPan", json_schema_extra={"x-nullable": True, "x-sensitive": True}),
    ] = None
    """The card number, masked"""
    is_favorite: Annotated[
        Boolean | None, Field(alias="isFavorite", json_schema_extra={"x-nullable": True})
    ] = None
    limits: Annotated[CardV2Limits | None, Field(json_schema_extra={"x-nullable": True})] = None
    auto_top_up: Annotated[
        CardV2AutoTopUp | None, Field(alias="autoTopUp", json_schema_extra={"x-nullable": True})
    ] = None
    id: str
    """The card"""
    bin: CardV2Bin
    user: CardV2User
    balance: Annotated[dict[str, Any] | None, Field(json_schema_extra={"x-nullable": True})] = None
    """What it holds was not seen"""


class CloseCardRequest(Model):
    """Source: close-card#L15-L20"""

    model_config = ConfigDict(extra="forbid")
    card_id: str
    """The unique identifier (UUID) of the card to be closed."""


class ListCardsFilters(Model):
    """Source: facts#L45-L50"""

    model_config = ConfigDict(json_schema_extra={"x-open": True})
    user_ids: Annotated[list[str] | None, Field(alias="userIds")] = None
    wallet_ids: Annotated[list[str] | None, Field(alias="walletIds")] = None


class ListCardsRequest(Model):
    """Source: facts#L44-L50"""

    model_config = ConfigDict(json_schema_extra={"x-open": True})
    filters: ListCardsFilters | None = None


class ListCardsResponse(Model):
    """Source: facts#L80"""

    items: list[CardV2]
    """The cards"""


class ListTransactionsRequest(Model):
    """Source: facts#L44-L53"""

    model_config = ConfigDict(json_schema_extra={"x-open": True})
    filters: dict[str, Any] | None = None
    """What to list; the names of the fields were not seen"""
    sort_by: Annotated[dict[str, Any] | None, Field(alias="sortBy")] = None
    """Fields to sort by, and the order, `ASC` or `DESC`; their names were not seen"""


class TransactionDetails(Model):
    """Source: facts#L90-L91"""

    bin: Annotated[dict[str, Any] | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Begins like the BIN of a card; the rest was not seen"""


class Transaction(Model):
    """Source: facts#L88-L89"""

    details: Annotated[TransactionDetails | None, Field(json_schema_extra={"x-nullable": True})] = (
        None
    )
    """TopUpCryptoTransactionDetails or BankCardTransactionDetails"""


class ListTransactionsResponse(Model):
    """Source: facts#L80"""

    items: list[Transaction]
    """The transactions"""


class ListWalletsRequest(Model):
    """Source: facts#L44-L51"""

    model_config = ConfigDict(json_schema_extra={"x-open": True})
    filters: dict[str, Any] | None = None
    """What to list; the names of the fields were not seen"""


class WalletUserBalance(Model):
    """Source: facts#L87"""

    currency_code: Annotated[
        str | None, Field(alias="currencyCode", json_schema_extra={"x-nullable": True})
    ] = None
    """`USD`"""
    available: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    total: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    reserved: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    pending: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None


class WalletUser(Model):
    """Source: facts#L85-L86"""

    id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    first_name: Annotated[
        str | None,
        Field(alias="firstName", json_schema_extra={"x-nullable": True, "x-sensitive": True}),
    ] = None
    last_name: Annotated[
        str | None,
        Field(alias="lastName", json_schema_extra={"x-nullable": True, "x-sensitive": True}),
    ] = None
    nickname: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = None
    email: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = None
    role: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """As `ADMIN`, `BUYER`, `TEAM_LEAD`, `FINANCIER`"""
    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """As `ACTIVE`, `PENDING`, `FROZEN`, `DELETED`, `SANDBOX`"""
    balance: WalletUserBalance


class WalletBalance(Model):
    """Source: facts#L84"""

    currency_code: Annotated[
        str | None, Field(alias="currencyCode", json_schema_extra={"x-nullable": True})
    ] = None
    """`USD`"""
    available: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    total: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    reserved: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    pending: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    deposit: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    spent: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    return_: Annotated[
        DecimalNumber | None, Field(alias="return", json_schema_extra={"x-nullable": True})
    ] = None


class Wallet(Model):
    """Source: facts#L82-L83"""

    id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    owner_id: Annotated[
        str | None, Field(alias="ownerId", json_schema_extra={"x-nullable": True})
    ] = None
    code: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """ID for people"""
    name: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    purpose: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Presumably `GENERAL`, `CARDS_VIRTUAL`, `SHARED_BALANCE_VIRTUAL_CARDS` or `PAYOUTS`"""
    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Presumably `ACTIVE`, `BLOCKED` or `DELETED`"""
    balance: Annotated[WalletBalance | None, Field(json_schema_extra={"x-nullable": True})] = None
    user: Annotated[WalletUser | None, Field(json_schema_extra={"x-nullable": True})] = None


class ListWalletsResponse(Model):
    """Source: facts#L80-L81"""

    items: list[Wallet]
    """The wallets"""
    total_count: Annotated[
        Integer | None, Field(alias="totalCount", json_schema_extra={"x-nullable": True})
    ] = None
    """How many wallets there are of this kind"""


class TopUpCardsRequest(Model):
    """Source: facts#L34-L35"""

    model_config = ConfigDict(extra="forbid")
    cards: list[str]
    """IDs of the cards"""
    amount: DecimalNumber
    """One figure; whether for each card or for all of them is not said, the prose suggests for each"""


class UpdateCardAutoTopUp(Model):
    """Source: facts#L43"""

    model_config = ConfigDict(extra="forbid")
    threshold_amount: Annotated[DecimalNumber, Field(alias="thresholdAmount")]
    """The balance below which the card is loaded"""
    top_up_amount: Annotated[DecimalNumber, Field(alias="topUpAmount")]
    """How much is then loaded"""


class UpdateCardLimit(Model):
    """Source: facts#L42"""

    model_config = ConfigDict(extra="forbid")
    amount: DecimalNumber | None = None


class UpdateCardLimits(Model):
    """Source: facts#L42"""

    model_config = ConfigDict(extra="forbid")
    single: UpdateCardLimit | None = None
    """For a single transaction"""
    daily: UpdateCardLimit | None = None
    """For a day"""
    monthly: UpdateCardLimit | None = None
    """For a month"""


class UpdateCardRequestStatus(StrEnum):
    """
    The state that the card is to have

    Source: facts#L38
    """

    ACTIVE = "ACTIVE"
    FROZEN = "FROZEN"
    BLOCKED = "BLOCKED"


class UpdateCardRequest(Model):
    """Source: facts#L38-L43"""

    model_config = ConfigDict(extra="forbid")
    status: UpdateCardRequestStatus
    """The state that the card is to have"""
    card_name: Annotated[str | None, Field(alias="cardName")] = None
    """What the card is to be called"""
    wallet_id: UUIDString | None = None
    """The wallet that the card is to belong to"""
    is_favorite: Annotated[Boolean, Field(alias="isFavorite")]
    limits: UpdateCardLimits | None = None
    auto_top_up: Annotated[UpdateCardAutoTopUp | None, Field(alias="autoTopUp")] = None


class UpdateCardResponse(Model):
    """Source: facts#L69"""

    code: Annotated[Integer | None, Field(json_schema_extra={"x-nullable": True})] = 200
    detail: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = "ok"


class ValidationProblem(Model):
    """Source: facts#L62"""

    loc: list[Integer | str]
    """Where"""
    msg: str
    """What is wrong"""
    type: str
    """Kind of problem"""


class ValidationFailure(Model):
    """Source: facts#L61"""

    detail: Annotated[
        list[ValidationProblem] | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    """What is wrong with the request"""


class WalletBalances(Model):
    """Source: facts#L66-L68"""

    name: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    currency: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    wallet_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    purpose: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """For example `GENERAL`"""
    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """For example `ACTIVE`"""
    total_deposit: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    available_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    total_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    reserved_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    total_spend: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = (
        None
    )
    total_fee: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    pending_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    return_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    decline_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    rolling_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    """Reserve against declines; not implemented"""
    incoming_balance: Annotated[
        DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    owner_id: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None


class WithdrawFromCardsRequest(Model):
    """Source: facts#L34-L35"""

    model_config = ConfigDict(extra="forbid")
    cards: list[str]
    """IDs of the cards"""
    amount: DecimalNumber
    """One figure; whether for each card or for all of them is not said, the prose suggests for each"""
