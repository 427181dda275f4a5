"""The models of the API.

close-card: https://pwapi.uuwallet.com/api-reference/card/closeCard.md
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from powercard._runtime.model import Model
from powercard._runtime.types import Boolean


class CancelCardRequest(Model):
    """Source: close-card#L56-L79"""

    model_config = ConfigDict(
        extra="forbid",
    )
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
