"""What the members of a class that have no field have to be: `__pydantic_extra__`.

The engine is given it as one more property, so that it is printed as types of fields are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

EXTRAS: Final = "engross: further members"
"""The name of the property; an object that has one of that name takes any further members."""
FIELD: Final = "__pydantic_extra__"
IS_SET: Final = " = Field(init=False)"
"""Stands behind the annotation: for type checkers it is no argument."""

_PRINTED: Final = re.compile(
    rf"^    \w+: Annotated\[(.*), Field\(alias='{EXTRAS}'\)\]$", re.MULTILINE
)


def with_extras(body: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Add to an object with properties what its further members have to be, if that is anything."""
    if not values or EXTRAS in body["properties"]:
        return body
    extras = {EXTRAS: {"type": "object", "additionalProperties": values}}
    return {
        **body,
        "properties": {**extras, **body["properties"]},
        "required": [EXTRAS, *body["required"]],
    }


def annotated(text: str) -> str:
    """Write the property, as the engine printed it, as what it is for pydantic."""
    return _PRINTED.sub(rf"    {FIELD}: \1{IS_SET}", text)
