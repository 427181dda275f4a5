"""Scalars with the limits that requests are held to."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import Field

from ._runtime import types

DecimalNumberExclusiveMinimum0: TypeAlias = Annotated[types.DecimalNumber, Field(gt=Decimal("0"))]
IntegerExclusiveMinimum0: TypeAlias = Annotated[types.Integer, Field(gt=0)]
IntegerExclusiveMinimum1: TypeAlias = Annotated[types.Integer, Field(gt=1)]
