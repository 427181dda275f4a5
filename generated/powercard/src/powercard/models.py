"""The models of the API.

close-card: https://pwapi.uuwallet.com/api-reference/card/closeCard.md
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from powercard._limits import (
    DecimalNumberExclusiveMinimum0,
    IntegerExclusiveMinimum0,
    IntegerExclusiveMinimum1,
)
from powercard._runtime.model import Model
from powercard._runtime.types import Boolean, DecimalNumber, DecimalString, Integer, Number


class CancelCardRequest(Model):
    """Source: close-card#L56-L79"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """商户id"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """User id on the merchant's side: 商户侧用户id"""
    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """PowerCard's card id: powerCard卡片id"""
    channel: str
    """Channel through which the card was opened: 开卡渠道"""
    close_serial_no: Annotated[str, Field(alias="closeSerialNo")]
    """Merchant's serial number of the closing: 商户关卡序列号"""


class CancelCardResponseStatus(StrEnum):
    """
    Status: 状态

    Source: close-card#L111-L120
    """

    PRE_SUCCESS = "preSuccess"
    SUCCESS = "success"
    FAILED = "failed"
    PENDING = "pending"
    RETRY = "retry"
    UNKNOWN = "unknown"


class CancelCardResponse(Model):
    """
    Result data

    Source: close-card#L105-L120
    """

    biz_id: Annotated[str | None, Field(alias="bizId")] = None
    """Id of the business transaction: 业务流水id"""
    status: CancelCardResponseStatus | str | None = None
    """状态"""


class CardBalance(Model):
    """Source: facts#L69"""

    balance: Annotated[DecimalNumber | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Balance of the card"""
    currency: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Currency of the balance"""


class CardCancelEventData(Model):
    """Source: facts#L89-L90"""

    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    power_card_biz_id: Annotated[str, Field(alias="powerCardBizId")]
    """PowerCard's number of it"""
    currency: str
    refund_amount: Annotated[DecimalString, Field(alias="refundAmount")]
    """What was refunded"""
    receive_amount: Annotated[DecimalString, Field(alias="receiveAmount")]
    """What arrived"""
    status: str
    """Status, for example `success`"""
    merchant_cancel_no: Annotated[str, Field(alias="merchantCancelNo")]
    """Presumably the serial number that was given to close the card"""


class CardCancelEvent(Model):
    """Source: facts#L79-L90"""

    event_type: Annotated[Literal["card_cancel"] | str, Field(alias="eventType")]
    """Which event this is"""
    data: CardCancelEventData
    """What happened"""


class CardCreateEventData(Model):
    """Source: facts#L84"""

    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    active_serial_no: Annotated[str, Field(alias="activeSerialNo")]
    """The merchant's number of the order"""
    card_no: Annotated[str, Field(alias="cardNo", json_schema_extra={"x-sensitive": True})]
    """The full card number"""
    cvv2: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]
    expire_date: Annotated[str, Field(alias="expireDate", json_schema_extra={"x-sensitive": True})]
    """MM/YY"""
    status: str
    """Status, for example `active`"""


class CardCreateEvent(Model):
    """Source: facts#L79-L84"""

    event_type: Annotated[Literal["card_create"] | str, Field(alias="eventType")]
    """Which event this is"""
    data: CardCreateEventData
    """What happened"""


class CardRechargeEventData(Model):
    """Source: facts#L85-L88"""

    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    status: str
    """Status, for example `success`"""
    power_card_biz_id: Annotated[str | None, Field(alias="powerCardBizId")] = None
    """PowerCard's number of the load"""
    currency: str | None = None
    receive_amount: Annotated[DecimalString | None, Field(alias="receiveAmount")] = None
    """What arrived on the card"""
    recharge_amount: Annotated[DecimalString, Field(alias="rechargeAmount")]
    """What was loaded"""
    merchant_recharge_no: Annotated[str | None, Field(alias="merchantRechargeNo")] = None
    """The merchant's number of the load"""
    transaction_id: Annotated[str | None, Field(alias="transactionId")] = None
    merchant_order_no: Annotated[str | None, Field(alias="merchantOrderNo")] = None
    """The merchant's number of the load, as it was given"""


class CardRechargeEvent(Model):
    """Source: facts#L79-L88"""

    event_type: Annotated[Literal["card_recharge"] | str, Field(alias="eventType")]
    """Which event this is"""
    data: CardRechargeEventData
    """What happened"""


class CardRefundEventData(Model):
    """Source: facts#L89-L91"""

    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    power_card_biz_id: Annotated[str, Field(alias="powerCardBizId")]
    """PowerCard's number of it"""
    currency: str
    refund_amount: Annotated[DecimalString, Field(alias="refundAmount")]
    """What was refunded"""
    receive_amount: Annotated[DecimalString, Field(alias="receiveAmount")]
    """What arrived"""
    status: str
    """Status, for example `success`"""
    merchant_refund_no: Annotated[str, Field(alias="merchantRefundNo")]
    """The merchant's number of the refund"""


class CardRefundEvent(Model):
    """Source: facts#L79-L91"""

    event_type: Annotated[Literal["card_refund"] | str, Field(alias="eventType")]
    """Which event this is"""
    data: CardRefundEventData
    """What happened"""


class CardStatusEventData(Model):
    """Source: facts#L92-L93"""

    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    status: str
    """Status, for example `active`"""
    reason: str
    """Why"""
    time_: Annotated[Number | str, Field(alias="time")]
    """When, since the epoch: in seconds by one edition and the samples, in milliseconds by the other"""


class CardStatusEvent(Model):
    """Source: facts#L79-L93"""

    event_type: Annotated[Literal["card_status"] | str, Field(alias="eventType")]
    """Which event this is"""
    data: CardStatusEventData
    """What happened"""


class CardTransaction(Model):
    """Source: facts#L71-L72"""

    trans_no: Annotated[
        str | None, Field(alias="transNo", json_schema_extra={"x-nullable": True})
    ] = None
    """Number of the transaction"""
    settlement_currency: Annotated[
        str | None, Field(alias="settlementCurrency", json_schema_extra={"x-nullable": True})
    ] = None
    trans_currency: Annotated[
        str | None, Field(alias="transCurrency", json_schema_extra={"x-nullable": True})
    ] = None
    handling_fee_currency: Annotated[
        str | None, Field(alias="handlingFeeCurrency", json_schema_extra={"x-nullable": True})
    ] = None
    trans_status: Annotated[
        str | None, Field(alias="transStatus", json_schema_extra={"x-nullable": True})
    ] = None
    """Status; no value is named"""
    remark: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    trans_type: Annotated[
        str | None, Field(alias="transType", json_schema_extra={"x-nullable": True})
    ] = None
    """Kind of transaction; no value is named"""
    merchant_name: Annotated[
        str | None, Field(alias="merchantName", json_schema_extra={"x-nullable": True})
    ] = None
    """The shop"""
    settlement_amount: Annotated[
        DecimalNumber | None,
        Field(alias="settlementAmount", json_schema_extra={"x-nullable": True}),
    ] = None
    trans_amount: Annotated[
        DecimalNumber | None, Field(alias="transAmount", json_schema_extra={"x-nullable": True})
    ] = None
    handling_fee: Annotated[
        DecimalNumber | None, Field(alias="handlingFee", json_schema_extra={"x-nullable": True})
    ] = None
    trans_time: Annotated[
        Number | None, Field(alias="transTime", json_schema_extra={"x-nullable": True})
    ] = None
    """When it was, since the epoch; in which unit is not said"""


class Transaction(Model):
    """Source: facts#L96-L99"""

    trans_no: Annotated[str, Field(alias="transNo")]
    """Number of the transaction"""
    settlement_currency: Annotated[str, Field(alias="settlementCurrency")]
    trans_currency: Annotated[str, Field(alias="transCurrency")]
    handling_fee_currency: Annotated[str, Field(alias="handlingFeeCurrency")]
    trans_status: Annotated[str, Field(alias="transStatus")]
    """Status, for example `approved`"""
    trans_type: Annotated[str, Field(alias="transType")]
    """Kind of transaction, for example `purchase`"""
    merchant_name: Annotated[str, Field(alias="merchantName")]
    """The shop"""
    trans_amount: Annotated[DecimalNumber, Field(alias="transAmount")]
    """Amount, with its sign"""
    handling_fee: Annotated[DecimalNumber, Field(alias="handlingFee")]
    """Fee, with its sign"""
    trans_time: Annotated[Number, Field(alias="transTime")]
    """When it was, in milliseconds since the epoch"""
    ori_trans_no: Annotated[Number | str | None, Field(alias="oriTransNo")] = None
    """Number of the transaction that this one belongs to"""
    settlement_amount: Annotated[Any, Field(alias="settlementAmount")]
    """What is settled"""
    remark: str | None = None
    refund_amount_diff: Annotated[DecimalNumber | None, Field(alias="refundAmountDiff")] = None
    """Difference of the exchange rates on a refund"""


class CardTransactionEventData(Model):
    """Source: facts#L94-L95"""

    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    create_time: Annotated[Integer, Field(alias="createTime")]
    """When, in milliseconds since the epoch"""
    transaction: Transaction
    """The purchase"""
    auth_transaction: Annotated[Transaction | None, Field(alias="authTransaction")] = None
    """Its authorisation"""
    hold_refund: Annotated[Transaction | None, Field(alias="holdRefund")] = None
    """The refund of a hold"""


class CardTransactionEvent(Model):
    """Source: facts#L79-L99"""

    event_type: Annotated[Literal["card_transaction"] | str, Field(alias="eventType")]
    """Which event this is"""
    data: CardTransactionEventData
    """What happened"""


class CardTransactionPage(Model):
    """Source: facts#L70"""

    trans: Annotated[
        list[CardTransaction] | None, Field(json_schema_extra={"x-nullable": True})
    ] = None
    """The transactions of the page"""
    total: Annotated[Number | None, Field(json_schema_extra={"x-nullable": True})] = None
    """How many there are, presumably"""
    has_more: Annotated[
        Boolean | None, Field(alias="hasMore", json_schema_extra={"x-nullable": True})
    ] = None
    """Whether another page follows"""


class CommonResultCancelCardResponse(Model):
    """Source: close-card#L80-L104"""

    success: Boolean = False
    """Whether the business operation succeeded: 是否业务处理成功"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """错误码"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """错误信息"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """Error message in English: 英文错误信息"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details: 详细信息"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """UUID of the request: 請求uuid"""
    data: CancelCardResponse | None = None
    """结果数据"""


class CreateCardData(Model):
    """Source: facts#L67"""

    power_card_id: Annotated[
        str | None, Field(alias="powerCardId", json_schema_extra={"x-nullable": True})
    ] = None
    """The card"""
    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Status; no value was seen"""


class CreateCardRequest(Model):
    """Source: facts#L45-L51"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""
    channel: str
    """Issuing channel; no value is named"""
    power_card_config_id: Annotated[str, Field(alias="powerCardConfigId")]
    """Setting of the product; no operation lists these"""
    active_serial_no: Annotated[str, Field(alias="activeSerialNo")]
    """The merchant's number of this order; the event `card_create` has it too"""
    email: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """The user's e-mail address"""
    mobile_number: Annotated[
        str | None, Field(alias="mobileNumber", json_schema_extra={"x-sensitive": True})
    ] = None
    """The user's phone number"""
    mobile_prefix: Annotated[
        str | None, Field(alias="mobilePrefix", json_schema_extra={"x-sensitive": True})
    ] = None
    """Country code of the phone number"""


class CreateCardResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: CreateCardData | None = None
    """The result"""


class CreateUserData(Model):
    """Source: facts#L73"""

    power_card_user_id: Annotated[
        str | None, Field(alias="powerCardUserId", json_schema_extra={"x-nullable": True})
    ] = None
    """PowerCard's own ID of the user"""


class CreateUserRequest(Model):
    """Source: facts#L45-L51"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""
    channel: str
    """Issuing channel; no value is named"""
    email: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None
    """The user's e-mail address"""
    mobile_number: Annotated[
        str | None, Field(alias="mobileNumber", json_schema_extra={"x-sensitive": True})
    ] = None
    """The user's phone number"""
    mobile_prefix: Annotated[
        str | None, Field(alias="mobilePrefix", json_schema_extra={"x-sensitive": True})
    ] = None
    """Country code of the phone number"""


class CreateUserResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: CreateUserData | None = None
    """The result"""


class GetCardBalanceRequest(Model):
    """Source: facts#L45-L48"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""
    channel: str
    """Issuing channel; no value is named"""
    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""


class GetCardBalanceResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: CardBalance | None = None
    """The result"""


class GetKycStatusRequest(Model):
    """Source: facts#L45-L46"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""


class KycStatus(Model):
    """Source: facts#L75"""

    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """State of the user's KYC; no value was seen"""


class GetKycStatusResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: KycStatus | None = None
    """The result"""


class GetKycTokenRequest(Model):
    """Source: facts#L45-L47"""

    model_config = ConfigDict(json_schema_extra={"x-open": True})
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""
    channel: str
    """Issuing channel; no value is named"""


class KycToken(Model):
    """Source: facts#L74"""

    token: Annotated[
        str | None, Field(json_schema_extra={"x-nullable": True, "x-sensitive": True})
    ] = None
    """Token for Sumsub's web widget"""
    power_card_user_id: Annotated[
        str | None, Field(alias="powerCardUserId", json_schema_extra={"x-nullable": True})
    ] = None
    """PowerCard's own ID of the user"""


class GetKycTokenResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: KycToken | None = None
    """The result"""


class QueryTransactionsRequest(Model):
    """Source: facts#L45-L56"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""
    channel: str
    """Issuing channel; no value is named"""
    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    page_num: Annotated[IntegerExclusiveMinimum0, Field(alias="pageNum")]
    """Number of the page; above 0"""
    page_size: Annotated[IntegerExclusiveMinimum1, Field(alias="pageSize")]
    """How many transactions a page has; above 1, so that there is no page of one"""
    start_time_stamp: Annotated[Integer | None, Field(alias="startTimeStamp")] = None
    """From when on; whether in seconds or milliseconds is not said"""
    end_time_stamp: Annotated[Integer | None, Field(alias="endTimeStamp")] = None
    """Until when; whether in seconds or milliseconds is not said"""


class QueryTransactionsResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: CardTransactionPage | None = None
    """The result"""


class RechargeCardData(Model):
    """Source: facts#L68"""

    biz_id: Annotated[str | None, Field(alias="bizId", json_schema_extra={"x-nullable": True})] = (
        None
    )
    """ID of the business transaction"""
    status: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None
    """Status; no value was seen, they may be those of closing a card"""


class RechargeCardRequest(Model):
    """Source: facts#L45-L54"""

    model_config = ConfigDict(extra="forbid")
    merchant_id: Annotated[str, Field(alias="merchantId")]
    """The merchant"""
    merchant_user_id: Annotated[str, Field(alias="merchantUserId")]
    """The merchant's own ID of the user; globally unique"""
    channel: str
    """Issuing channel; no value is named"""
    power_card_id: Annotated[str, Field(alias="powerCardId")]
    """The card"""
    recharge_amount: Annotated[DecimalNumberExclusiveMinimum0, Field(alias="rechargeAmount")]
    """What to load; above 0"""
    active_recharge: Annotated[Boolean | None, Field(alias="activeRecharge")] = None
    """Whether this is the load that goes with activation; what that does is not said"""
    merchant_order_no: Annotated[str, Field(alias="merchantOrderNo")]
    """The merchant's number of this load"""


class RechargeCardResponse(Model):
    """Source: facts#L64-L66"""

    success: Boolean = False
    """Whether the business operation succeeded"""
    error_code: Annotated[
        str | None, Field(alias="errorCode", json_schema_extra={"x-nullable": True})
    ] = None
    """Error code; no list of codes is public"""
    error_message: Annotated[
        str | None, Field(alias="errorMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong"""
    error_message_en: Annotated[
        str | None, Field(alias="errorMessageEn", json_schema_extra={"x-nullable": True})
    ] = None
    """What went wrong, in English"""
    detail_message: Annotated[
        str | None, Field(alias="detailMessage", json_schema_extra={"x-nullable": True})
    ] = None
    """Details"""
    request_id: Annotated[str | None, Field(alias="requestId")] = None
    """ID of the request, called a UUID"""
    data: RechargeCardData | None = None
    """The result"""
