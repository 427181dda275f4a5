"""Values of the spec as the engine prints them: by their `repr`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from engross.defaults import read_duration
from engross.ir import ABSENT, Json, Ref, Schema, json_type
from engross.plan.scalars import wire_type
from engross.plan.shapes import Shapes


class _Code(str):
    """A Python expression."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


# What Python reads a default as, where that is not the JSON value itself.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "DecimalNumber": lambda value: Decimal(value),
    "DecimalString": Decimal,
    "Date": datetime.date.fromisoformat,
    "DateTime": datetime.datetime.fromisoformat,
    "Time": datetime.time.fromisoformat,
    "Duration": read_duration,
    "UUIDString": lambda value: _Code(f"uuid.{UUID(value)!r}"),
}


def plain(value: Json) -> Any:
    """Turn exact numbers into what the engine can print; whole ones become integers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def default_value(shapes: Shapes, schema: Schema | Ref, value: Json) -> Any:
    """Give a default as Python has it; ABSENT where there is none that can be written down.

    A default that is not a value of its schema is none, and neither is one that is an object.
    """
    if value is ABSENT or value is None:
        return value if shapes.is_nullable(schema) else ABSENT
    target = shapes.api.resolve(schema)
    if target.enum is not None or target.const is not ABSENT:
        listed = target.enum if target.enum is not None else (target.const,)
        scalar = not isinstance(value, list | dict)
        return plain(value) if scalar and value in listed else ABSENT
    options = [*target.all_of, *shapes.branches(target)]
    if options:
        found = (default_value(shapes, option, value) for option in options)
        return next((default for default in found if default is not ABSENT), ABSENT)
    return _typed_default(shapes, target, value)


def _typed_default(shapes: Shapes, schema: Schema, value: Json) -> Any:
    kind = json_type(value)
    if not schema.type and kind not in {"array", "object"}:
        return plain(value)
    if kind not in schema.type and not (kind == "integer" and "number" in schema.type):
        return ABSENT
    if kind == "array" and schema.items is not None:
        items = [default_value(shapes, schema.items, item) for item in value]
        return ABSENT if ABSENT in items else items
    if kind in {"array", "object"}:
        return ABSENT
    wire = wire_type("number" if kind not in schema.type else kind, schema.format)
    read = _READERS.get(wire.name if wire else "", plain)
    try:
        return read(value)
    except (ValueError, ArithmeticError):
        return ABSENT
