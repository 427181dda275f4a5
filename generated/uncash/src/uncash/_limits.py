"""Scalars with the limits that requests are held to."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from ._runtime import types

DecimalNumberMinimum1_00Maximum10000_00: TypeAlias = Annotated[
    types.DecimalNumber, Field(ge=Decimal("1.00"), le=Decimal("10000.00"))
]
DecimalNumberMinimum5_00Maximum10000_00: TypeAlias = Annotated[
    types.DecimalNumber, Field(ge=Decimal("5.00"), le=Decimal("10000.00"))
]
IntegerMaximum100: TypeAlias = Annotated[types.Integer, Field(le=100)]
StringMinLength1MaxLength255: TypeAlias = Annotated[
    types.String, Field(min_length=1, max_length=255)
]
