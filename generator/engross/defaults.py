"""Whether a `default` is a value of its schema: asked by the reader, who tells, and by the names.

JSON Schema 2020-12 Validation, "9.2. default": it should be valid against the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from engross.ir import ABSENT, Json, json_type

_DURATION: Final = re.compile(
    r"P(?=.)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)


def read_duration(text: str) -> timedelta:
    """Read a duration of RFC 3339; one in months or years has no length of its own.

    Raises:
        ValueError: It is none.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no duration")
    return timedelta(**{word: float(number) for word, number in found.groupdict("0").items()})


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
    "time": time.fromisoformat,
    "duration": read_duration,
    "uuid": UUID,
    "decimal": Decimal,
}
"""Format → what reads a text of it."""


def fitting_default(types: frozenset[str], format_: str | None, value: Json) -> Json:
    """Give a default as its schema has it; ABSENT where it is no value of it.

    Args:
        types: The schema's; none where any will do.
        format_: The schema's.
        value: The default; null and ABSENT are given back.
    """
    if value is ABSENT or value is None or not types:
        return value
    kind = json_type(value)
    if kind == "number" and types == {"integer"} and value % 1 == 0:
        return int(value)
    read = _READERS.get(format_ or "") if isinstance(value, str) else None
    fits = kind in types or (kind == "integer" and "number" in types)
    return value if fits and (read is None or _reads(read, value)) else ABSENT


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (ValueError, ArithmeticError):
        return False
    return True
