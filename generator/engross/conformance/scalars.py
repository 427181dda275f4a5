"""Makes values without parts, each in the limits of its schema, and says what Python reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from uuid import UUID

from engross.conformance.runner.exact import Json, Number
from engross.conformance.shapes import STRING_FORMATS, Shape
from engross.ir import Schema
from engross.patterns import matching, searcher

LONGEST_TEXT = 5000
"""A text that must be longer is not made up."""


class NoValueError(Exception):
    """No value of a schema can be made up; says why."""


def scalar(shape: Shape, number: int, word: str = "") -> tuple[Json, Json]:
    """Make one value without parts.

    Args:
        shape: What is asked for.
        number: Makes the value differ from its neighbours.
        word: Makes the value recognisable: the property's name.
    """
    if shape.kind == "enum":
        return member_value(shape, 0)
    if shape.kind == "literal":
        return read(shape, tree(shape.values[0]))
    if shape.kind in {"any", "union"}:
        if shape.values:
            made = _listed(shape)
            return made, {"any": made}
        types = shape.types - {"null"}
        kind = _formatted_kind(shape.schema.format or "", types)
        if kind is not None:
            made = _SCALARS[kind](shape.schema, number, word)
            return made, {"any": made}
        if "string" in types or not types:
            return f"{word or 'value'}-{number}", {"any": f"{word or 'value'}-{number}"}
        made = _ANY[sorted(types)[0]]
        return made, {"any": made}
    maker = _SCALARS.get(shape.kind)
    if maker is None:
        raise NoValueError(f"{shape.schema.pointer}: nothing is known of a {shape.kind}")
    return read(shape, maker(shape.schema, number, word))


def _listed(shape: Shape) -> Json:
    """Give the first of the listed values; of several, fractions are members of an enum."""
    first = shape.values[0]
    is_member = len(shape.values) > 1 and isinstance(first, Decimal)
    return Number(float_digits(first)) if is_member else tree(first)


def _formatted_kind(format_: str, types: frozenset[str]) -> str | None:
    """Name the kind of a value of several types with a format; a decimal is written as a number."""
    if format_ == "decimal" and "number" in types:
        return "decimal"
    return STRING_FORMATS.get(format_) if "string" in types else None


def member_value(shape: Shape, index: int) -> tuple[Json, Json]:
    """Give one value of an enum, and its member."""
    wire = tree(shape.values[index])
    label = shape.labels[index] if index < len(shape.labels) else ""
    return wire, {"enum": [shape.name, label]} if shape.name else {"any": wire}


def read(shape: Shape, wire: Json) -> tuple[Json, Json]:
    """Describe what Python makes of one scalar."""
    if isinstance(wire, Number):
        tag = {"decimal": "decimal", "number": "number"}.get(shape.kind, "integer")
        return wire, {tag: wire.text}
    tag = {"decimal-text": "decimal"}.get(shape.kind, shape.kind)
    if isinstance(wire, str) and tag in _TAGGED:
        return wire, {tag: wire}
    return wire, wire


def tree(value: Json) -> Json:
    """Turn a value of the IR into a tree with exact numbers."""
    if isinstance(value, Mapping):
        return {key: tree(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [tree(part) for part in value]
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return Number(str(value) if not isinstance(value, float) else repr(value))


def float_digits(number: Decimal) -> str:
    """Give the digits that a binary number is written with, which keeps no zeros at its end."""
    return repr(float(number)) if number.as_tuple().exponent else str(number)


def json_types(wire: Json) -> frozenset[str]:
    """Name the types of JSON Schema that a value has."""
    if isinstance(wire, Number):
        return _WHOLE if wire.text.lstrip("-").isdecimal() else _FRACTION
    return _TYPES.get(type(wire), _NULL)


_WHOLE, _FRACTION = frozenset({"integer", "number"}), frozenset({"number"})
_NULL = frozenset({"null"})
_TYPES: Mapping[type[object], frozenset[str]] = {
    str: frozenset({"string"}),
    bool: frozenset({"boolean"}),
    list: frozenset({"array"}),
    dict: frozenset({"object"}),
}


def _text(schema: Schema, number: int, word: str) -> Json:
    made = _FORMATTED.get(schema.format or "", f"{word or 'value'}-{{}}").replace("{}", str(number))
    if (schema.min_length or 0) > LONGEST_TEXT:
        raise NoValueError(f"{schema.pointer} asks for {schema.min_length} characters")
    made = made.ljust(schema.min_length or 0, "x")
    if schema.max_length is not None and len(made) > schema.max_length:
        made = str(number).rjust(schema.min_length or 1, "0")[-schema.max_length :]
    if schema.max_length == 0:
        made = ""
    documented = (*schema.examples, schema.default)
    # Where a pattern cannot be searched with, a documented value is the likeliest to keep to it.
    known = schema.pattern is None or searcher(schema.pattern)
    offered = ((made,), documented, _found(schema, number)) if known else (documented, (made,))
    for text in chain.from_iterable(offered):
        if isinstance(text, str) and _is_allowed(schema, text):
            return text
    raise NoValueError(f"{schema.pointer}: no text matches the pattern {schema.pattern!r}")


def _found(schema: Schema, number: int) -> Iterator[str]:
    """Give texts that its pattern is found in, for the next value in another order."""
    if schema.pattern is not None:
        texts = matching(schema.pattern, schema.min_length or 0) or matching(schema.pattern)
        for place in range(len(texts)):
            yield texts[(number + place) % len(texts)]
    yield from _TRIES


def _is_allowed(schema: Schema, text: str) -> bool:
    """Whether a text keeps to the length and to a pattern that can be searched with."""
    low, high = schema.min_length or 0, schema.max_length
    if len(text) < low or (high is not None and len(text) > high):
        return False
    found = searcher(schema.pattern) if schema.pattern is not None else None
    return found is None or found(text)


def _integer(schema: Schema, number: int, _word: str) -> Json:
    return Number(str(int(_between(schema, Decimal(number + 100), Decimal(1)))))


def _number(schema: Schema, number: int, _word: str) -> Json:
    return Number(float_digits(_between(schema, Decimal(number) + Decimal("0.5"), Decimal("0.5"))))


def _decimal(schema: Schema, number: int, _word: str) -> Json:
    return Number(str(_between(schema, Decimal(number) + Decimal("0.30"), Decimal("0.01"))))


def _decimal_text(schema: Schema, number: int, word: str) -> Json:
    return _decimal(schema, number, word).text


def _between(schema: Schema, wanted: Decimal, step: Decimal) -> Decimal:
    """Move a number inside the limits; the limits of a schema may be of any numeric type."""
    low = _limit(schema.minimum, schema.exclusive_minimum, step)
    high = _limit(schema.maximum, schema.exclusive_maximum, -step)
    if high is not None and wanted > high:
        wanted = high
    if low is not None and wanted < low:
        wanted = low
    if schema.multiple_of:
        unit = Decimal(str(schema.multiple_of))
        wanted = (wanted / unit).to_integral_value() * unit
    if (high is not None and wanted > high) or (low is not None and wanted < low):
        raise NoValueError(f"{schema.pointer}: no number keeps to the limits")
    return wanted


def _limit(inclusive: Json, exclusive: Json, step: Decimal) -> Decimal | None:
    """Give the limit itself, or the next value inside an exclusive one."""
    if exclusive is not None and not isinstance(exclusive, bool):
        return Decimal(str(exclusive)) + step
    return None if inclusive is None else Decimal(str(inclusive))


_FORMATTED = {
    "email": "user{}@example.com",
    "idn-email": "user{}@example.com",
    "uri": "https://example.com/{}",
    "url": "https://example.com/{}",
    "uri-reference": "/reference/{}",
    "hostname": "host{}.example.com",
    "ipv4": "192.0.2.{}",
    "ipv6": "2001:db8::{}",
}
_TRIES = (
    "a",
    "A",
    "0",
    "1",
    "12",
    "123",
    "1234",
    "123456",
    "abc",
    "ABC",
    "USD",
    "a-b",
    "A1",
    "1.00",
)
_ANY: Mapping[str, Json] = {
    "boolean": True, "integer": Number("7"), "number": Number("7.5"), "array": [], "object": {}
}  # fmt: skip
_TAGGED = {"date-time", "date", "time", "duration", "uuid", "decimal"}
_SCALARS: Mapping[str, Callable[[Schema, int, str], Json]] = {
    "string": _text,
    "integer": _integer,
    "number": _number,
    "decimal": _decimal,
    "decimal-text": _decimal_text,
    "boolean": lambda *_: True,
    "null": lambda *_: None,
    "date-time": lambda _s, n, _w: f"2025-11-22T{n // 60 % 24:02}:{n % 60:02}:30.456Z",
    "date": lambda _s, n, _w: f"{1970 + n % 60}-{n % 12 + 1:02}-{n % 28 + 1:02}",
    "time": lambda _s, n, _w: f"{n // 60 % 24:02}:{n % 60:02}:30Z",
    # As the client writes it: days and seconds.
    "duration": lambda _s, n, _w: f"P0DT{60 * (n % 60) + 30}S",
    "uuid": lambda _s, n, _w: str(UUID(int=(0xC0FFEE << 100) | (4 << 76) | (8 << 60) | n)),
}
