"""JSON with every digit kept: text to values and back.

The standard library reads numbers exactly (`parse_float=Decimal`) but cannot write a Decimal,
and pydantic does neither: hence an encoder of our own, in place of a further dependency.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from json.encoder import encode_basestring
from typing import Any, Final, TypeGuard
from uuid import UUID

WIRE: Final[Any] = "wire"
"""The mode of `model_dump` in which the types of `types` give what `encode` takes."""
READ: Final[Any] = "read"
"""The context of a validation of what came: a number that is a float may lose digits there."""

_DEEPEST = 200
# arrays and objects in one another
_MOST_ZEROS = 100
# before or behind the digits of a number that is a text


def decode(raw: bytes) -> Any:
    """Read one JSON text, numbers with a fraction or an exponent as Decimal.

    A byte order mark is passed over (RFC 8259, section 8.1). An object that names a member
    twice is refused: nobody can say which of two amounts was meant.

    Raises:
        ValueError: not UTF-8, not JSON, nested too deep, or a number out of all bounds.
    """
    try:
        text = raw.decode().removeprefix("\ufeff")
        value = _DECODER.decode(text)
        if text.count("[") + text.count("{") > _DEEPEST:
            _check_depth(value)
        return value
    except RecursionError:
        raise ValueError("nested too deep") from None
    except ArithmeticError:
        raise ValueError("a number out of all bounds") from None


def encode(value: Any, *, indent: int | None = None) -> bytes:
    """Write one JSON text in UTF-8, compact unless `indent` says how many spaces to indent by.

    Raises:
        ValueError: NaN, an infinity, half a surrogate pair, or nested too deep.
        TypeError: a value JSON has no form for.
    """
    try:
        return "".join(_pieces(value, indent, 0)).encode()
    except UnicodeEncodeError:
        raise ValueError("a text holds half of a surrogate pair") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


def scalar_text(value: Any) -> str:
    """Write a scalar as it stands in a URL or a header: text without the quotes of JSON.

    Raises:
        ValueError, TypeError: as `encode`.
    """
    if type(value) is str:
        return value
    if isinstance(value, Decimal) and value.is_finite():
        return write_decimal(value)
    value = _simple(value)
    return value if isinstance(value, str) else _token(value)


def scalar_texts(value: Any) -> Iterator[str]:
    """Give each text and number in a value, at any depth, as `scalar_text` writes it."""
    if is_object(value):
        value = list(value.values())
    if is_array(value):
        for item in value:
            yield from scalar_texts(item)
    elif value is not None and not isinstance(value, bool):
        yield scalar_text(value)


def write_decimal(value: Decimal) -> str:
    """Write a number as a text, its digits kept; only beyond 100 zeros with an exponent."""
    return f"{value:f}" if abs(value.adjusted()) <= _MOST_ZEROS else str(value)


def write_datetime(value: datetime) -> str:
    """Write RFC 3339 text: `Z` for UTC, milliseconds where they say it all."""
    precision = "microseconds" if value.microsecond % 1000 else "milliseconds"
    return _utc(value.isoformat(timespec=precision))


def write_time(value: time) -> str:
    """Write the time of RFC 3339: `Z` for UTC."""
    return _utc(value.isoformat())


def _utc(text: str) -> str:
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def write_duration(value: timedelta) -> str:
    """Write an ISO 8601 duration in days and seconds, which are the same everywhere."""
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    seconds = f"{value.seconds}.{value.microseconds:06d}".rstrip("0").rstrip(".")
    return f"{sign}P{value.days}DT{seconds}S"


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value stands for a JSON object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether a value stands for a JSON array."""
    return isinstance(value, list | tuple)


def _check_depth(value: Any) -> None:
    """Refuse what could be read, but not compared, copied, pickled or written again."""
    level = [value]
    for _ in range(_DEEPEST):
        members = (item.values() if is_object(item) else item for item in level)
        level = [item for inner in members for item in inner if is_object(item) or is_array(item)]
    if level:
        raise ValueError("nested too deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("an object names a member twice")
    return members


def _refuse_constant(_: str) -> Any:
    raise ValueError("NaN and Infinity are not JSON")


_DECODER = json.JSONDecoder(
    parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_object
)

_WRITERS: dict[type[Any], Any] = {
    datetime: write_datetime,
    timedelta: write_duration,
    date: date.isoformat,
    time: write_time,
    UUID: str,
}


def _simple(value: Any) -> Any:
    """Give the text or number that stands for an enum's member, a date or an id."""
    if isinstance(value, Enum):
        return value.value
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    return value


def _token(value: Any) -> str:
    """Write what is neither text nor a container."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float | Decimal):
        # A Decimal beyond a float's bounds is finite all the same.
        if not (value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)):
            raise ValueError("NaN and Infinity are not JSON")
        return str(value) if isinstance(value, Decimal) else float.__repr__(value)
    raise TypeError(f"a value of type {type(value).__name__} has no form in JSON")


def _pieces(value: Any, indent: int | None, level: int) -> Iterator[str]:
    value = _simple(value)
    if isinstance(value, str):
        yield encode_basestring(value)
    elif is_object(value):
        yield from _members(value, indent, level)
    elif is_array(value):
        yield from _items(value, indent, level)
    else:
        yield _token(value)


def _members(members: dict[str, Any], indent: int | None, level: int) -> Iterator[str]:
    between, end = _breaks(indent, level)
    colon = ":" if indent is None else ": "
    separator = "{" + between
    for name, value in members.items():
        yield f"{separator}{encode_basestring(scalar_text(name))}{colon}"
        yield from _pieces(value, indent, level + 1)
        separator = f",{between}"
    yield f"{end}}}" if members else "{}"


def _items(items: Sequence[Any], indent: int | None, level: int) -> Iterator[str]:
    between, end = _breaks(indent, level)
    separator = f"[{between}"
    for value in items:
        yield separator
        yield from _pieces(value, indent, level + 1)
        separator = f",{between}"
    yield f"{end}]" if items else "[]"


def _breaks(indent: int | None, level: int) -> tuple[str, str]:
    """Give what stands before each element and before the closing bracket."""
    if indent is None:
        return "", ""
    return "\n" + " " * indent * (level + 1), "\n" + " " * indent * level
