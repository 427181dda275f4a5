"""The scalars of the wire: which type of `_runtime.types` a JSON type with its format is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class WireType(NamedTuple):
    """A scalar of `_runtime.types` and what callers see of it."""

    name: str
    python: str


# JSON Schema 2020-12, "type", with the formats of OpenAPI's format registry. A format that is not
# here leaves its type as it is.
WIRE_TYPES: Mapping[tuple[str, str | None], WireType] = {
    ("boolean", None): WireType("Boolean", "bool"),
    ("integer", None): WireType("Integer", "int"),
    ("number", None): WireType("Number", "int | float"),
    ("number", "decimal"): WireType("DecimalNumber", "Decimal"),
    ("string", "decimal"): WireType("DecimalString", "Decimal"),
    ("string", "date"): WireType("Date", "date"),
    ("string", "date-time"): WireType("DateTime", "datetime"),
    ("string", "time"): WireType("Time", "time"),
    ("string", "duration"): WireType("Duration", "timedelta | str"),
    ("string", "uuid"): WireType("UUIDString", "UUID"),
}
# Of a schema that is only sent: RFC 3339, "Internet Date/Time Format", has no date-time without an
# offset. What a provider sent without one may go back so.
SENT_TYPES: Mapping[tuple[str, str | None], WireType] = {
    ("string", "date-time"): WireType("AwareDateTime", "datetime"),
}


def wire_type(kind: str, format_: str | None) -> WireType | None:
    """Give the wire type of a JSON type; None for a plain string."""
    return WIRE_TYPES.get((kind, format_)) or WIRE_TYPES.get((kind, None))
