"""Scalars with the limits that requests are held to."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from ._runtime import types

CreateCardRequestName: TypeAlias = Annotated[types.String, Field(min_length=1, max_length=255)]
TopUpCardRequestAmount: TypeAlias = Annotated[
    types.DecimalNumber, Field(ge=Decimal("5.00"), le=Decimal("10000.00"))
]
TransactionsListLimit: TypeAlias = Annotated[types.Integer, Field(le=100)]
WithdrawFromCardRequestAmount: TypeAlias = Annotated[
    types.DecimalNumber, Field(ge=Decimal("1.00"), le=Decimal("10000.00"))
]
