"""Scalars with the limits that requests are held to."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from ._runtime import types

QueryTransactionsRequestPageNum: TypeAlias = Annotated[types.Integer, Field(gt=0)]
QueryTransactionsRequestPageSize: TypeAlias = Annotated[types.Integer, Field(gt=1)]
RechargeCardRequestRechargeAmount: TypeAlias = Annotated[
    types.DecimalNumber, Field(gt=Decimal("0"))
]
