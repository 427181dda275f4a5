"""The scalar types of the wire, each exact both ways.

pydantic's own scalars are too obliging for money: they read `"15.00"`, `true` and `15.0` alike
and write a Decimal as text. The types here take the JSON type the spec names and no other, and
know two ways out: `model_dump()` keeps the Python value, every other mode gives the wire's.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from pydantic import (
    Field,
    PlainSerializer,
    PlainValidator,
    SerializationInfo,
    Strict,
    TypeAdapter,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from .codec import READ, write_datetime, write_decimal, write_duration, write_time

if TYPE_CHECKING:
    from collections.abc import Callable

_DATETIME = re.compile(r"[\dW-]{8,10}[Tt ]\d\d", re.ASCII)
_FINITE = "Input should be a finite number"
_MAX_DIGITS = 4000
# An exponent of a billion is one short JSON number, and a gigabyte once it is an int.


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < _MAX_DIGITS:
        whole = int(value)
        if whole == value:
            return whole
    raise PydanticCustomError("integer_expected", "Input should be an integer number")


def _number(value: Any, info: ValidationInfo) -> int | float:
    if isinstance(value, Decimal):
        return _float(value, exact=info.context is not READ)
    if _is_number(value) and (isinstance(value, int) or math.isfinite(value)):
        number: int | float = value
        return number
    raise PydanticCustomError("number_expected", _FINITE)


def _float(value: Decimal, *, exact: bool) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise PydanticCustomError("number_expected", _FINITE)
    if exact and Decimal(repr(number)) != value:
        raise PydanticCustomError(
            "digits_lost",
            "Input has more digits than a float holds:"
            " write float(...) around it where its last digits do not matter",
        )
    return number


def _decimal(value: Any) -> Decimal:
    if isinstance(value, float):
        raise PydanticCustomError(
            "decimal_from_float",
            "A float does not hold an exact amount: write Decimal('15.00') with the text in quotes",
        )
    if isinstance(value, Decimal):
        if value.is_finite():
            return value
    elif _is_number(value):
        return Decimal(value)
    raise PydanticCustomError("decimal_expected", "Input should be a finite Decimal or an int")


def _decimal_text(value: Any) -> Decimal:
    if not isinstance(value, str):
        return _decimal(value)
    try:
        number = Decimal(value)
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite() or value != value.strip() or "_" in value:
        raise PydanticCustomError(
            "decimal_text_expected", "Input should be a text that holds a decimal number"
        )
    return number


def _reader(kind: type[Any], parse: Callable[[str], Any], what: str) -> Callable[[Any], Any]:
    """Make a validator that takes values of `kind` as they are and has `parse` read text."""

    def read(value: Any) -> Any:
        if isinstance(value, kind) and not (kind is date and isinstance(value, datetime)):
            return value
        if isinstance(value, str):
            try:
                return parse(value)
            except (ValueError, OverflowError):
                pass
        raise PydanticCustomError("text_expected", "Input should be {what}", {"what": what})

    return read


def _writer(kind: type[Any], write: Callable[[Any], str]) -> PlainSerializer:
    """Make a serialiser that writes values of `kind` as text in every mode but Python's own.

    Anything else came in an answer that contradicts the documentation, and goes as it came.
    """

    def dump(value: Any, info: SerializationInfo) -> Any:
        return write(value) if info.mode != "python" and isinstance(value, kind) else value

    return PlainSerializer(dump)


def _dump_decimal(value: Any, info: SerializationInfo) -> Any:
    """Keep the Decimal; in pydantic's own JSON mode, which has only floats, give its digits."""
    return str(value) if info.mode == "json" and isinstance(value, Decimal) else value


def _parse_datetime(text: str) -> datetime:
    if not _DATETIME.match(text):  # fromisoformat would read a date alone as midnight
        raise ValueError(text)
    return datetime.fromisoformat(text.upper())


def _read_aware(value: Any) -> datetime:
    moment: datetime = _read_datetime(value)
    if moment.utcoffset() is None:
        raise PydanticCustomError(
            "offset_expected",
            "Input should say its offset from UTC: write datetime(..., tzinfo=UTC)",
        )
    return moment


def _parse_duration(text: str) -> timedelta | str:
    if not text.lstrip("+-").startswith("P"):
        raise ValueError(text)
    length = TypeAdapter(timedelta).validate_python(text)
    # How long a month is, and a year, depends on when it begins.
    return text if {"Y", "M"}.intersection(text.upper().partition("T")[0]) else length


_read_datetime = _reader(datetime, _parse_datetime, "a text with an ISO 8601 date and time")

String = Annotated[str, Strict()]
"""JSON text; bytes are not text."""

Boolean = Annotated[bool, Strict()]
"""`true` or `false`; 0, 1 and "true" are not."""

Integer = Annotated[int, PlainValidator(_integer), WithJsonSchema({"type": "integer"})]
"""A JSON number without a fraction, `5` or `5.0`."""

Number = Annotated[int | float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
"""A JSON number whose last digits do not matter; an integer stays an int.

An answer's digits that no float holds are let go; a caller's Decimal that has such is refused.
"""

DecimalNumber = Annotated[
    Decimal,
    PlainValidator(_decimal),
    PlainSerializer(_dump_decimal),
    WithJsonSchema({"type": "number", "format": "decimal"}),
]
"""A JSON number with every digit kept, trailing zeros too."""

DecimalString = Annotated[
    Decimal,
    PlainValidator(_decimal_text),
    _writer(Decimal, write_decimal),
    WithJsonSchema({"type": "string", "format": "decimal"}),
]
"""A JSON text that holds a decimal number."""

DateTime = Annotated[
    datetime,
    PlainValidator(_read_datetime),
    _writer(datetime, write_datetime),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""RFC 3339 text; where a text that came has no offset the value is naive."""

AwareDateTime = Annotated[
    datetime,
    PlainValidator(_read_aware),
    _writer(datetime, write_datetime),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""The same of what is only sent: RFC 3339 has no text without an offset."""

Date = Annotated[
    date,
    PlainValidator(_reader(date, date.fromisoformat, "a text with an ISO 8601 date")),
    _writer(date, date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]

Time = Annotated[
    time,
    PlainValidator(_reader(time, time.fromisoformat, "a text with an ISO 8601 time")),
    _writer(time, write_time),
    WithJsonSchema({"type": "string", "format": "time"}),
]

Duration = Annotated[
    timedelta | str,
    PlainValidator(_reader(timedelta, _parse_duration, "a text with an ISO 8601 duration")),
    _writer(timedelta, write_duration),
    WithJsonSchema({"type": "string", "format": "duration"}),
]

UUIDString = Annotated[
    UUID,
    PlainValidator(_reader(UUID, UUID, "a text with a UUID")),
    _writer(UUID, str),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]


def counted(kind: Any, least: int | None, most: int | None) -> Any:
    """Give the type of a list of so many items (JSON Schema 2020-12, "minItems", "maxItems")."""
    return Annotated[kind, Field(min_length=least, max_length=most)]
