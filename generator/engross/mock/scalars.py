"""Values without parts that keep to their schema; the number makes each differ from the next."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from engross.diff.formatted import FORMATTED
from engross.ir import Json, Schema
from engross.patterns import matching, searches

_LONGEST: Final = 100_000
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_CENT: Final = Decimal("0.01")


class NoValueError(Exception):
    """No value of a schema can be made up; says why."""


class TooLargeError(NoValueError):
    """A value would be larger than anybody wants to make."""


def text(said: Schema, number: int, word: str) -> str:
    """Make a text.

    Raises:
        NoValueError: None is found that keeps to the pattern and the lengths.
    """
    if (said.min_length or 0) > _LONGEST:
        raise TooLargeError(f"{said.pointer} asks for {said.min_length} characters")
    for offered in _texts(said, number, word):
        least, most = said.min_length or 0, said.max_length
        fit = offered.ljust(least, offered[-1:] or "x")
        fit = fit if most is None else fit[:most]
        if said.pattern is None or searches(said.pattern, fit):
            return fit
    raise NoValueError(f"{said.pointer}: no text matches the pattern {said.pattern!r}")


def _texts(said: Schema, number: int, word: str) -> Iterator[str]:
    if said.content_encoding is not None:
        yield base64.b64encode(f"{word}-{number}".encode()).decode()
    if (write := _FORMATS.get(said.format or "")) is not None:
        yield write(number)
    elif (known := FORMATTED.get(said.format or "")) is not None:
        yield known
    if said.pattern is not None:
        found = matching(said.pattern)
        yield from (*found[number % len(found) :], *found) if found else ()
    yield f"{word}-{number % 1000}"
    yield str(number)


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "date-time": lambda n: _moment(n).isoformat().replace("+00:00", "Z"),
    "date": lambda n: _moment(n).date().isoformat(),
    "time": lambda n: f"{_moment(n):%H:%M:%S}Z",
    "duration": lambda n: f"PT{n % 59 + 1}M",
    "uuid": lambda n: str(UUID(int=n * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128, version=4)),
    "email": lambda n: f"user{n % 1000}@example.com",
    "uri": lambda n: f"https://example.com/{n % 1000}",
    "url": lambda n: f"https://example.com/{n % 1000}",
    "hostname": lambda n: f"host{n % 1000}.example.com",
    "ipv4": lambda n: f"192.0.2.{n % 255}",
    "ipv6": lambda n: f"2001:db8::{n % 0xFFFF:x}",
    "byte": lambda n: base64.b64encode(f"{n}".encode()).decode(),
    "base64": lambda n: base64.b64encode(f"{n}".encode()).decode(),
    "decimal": lambda n: str(_CENT * (n % 100_000)),
}
"""By format; the documentation's own addresses (RFC 2606, RFC 5737, RFC 3849)."""


def _moment(number: int) -> datetime:
    return _START + timedelta(seconds=number % 31_000_000)


def number(said: Schema, wanted: int, *, integer: bool) -> Json:
    """Make a number inside the limits of its schema.

    Raises:
        NoValueError: There is none.
    """
    step = Decimal(1) if integer else _CENT
    unit = Decimal(str(said.multiple_of)) if said.multiple_of else step
    if integer and unit % 1:
        unit *= unit.as_integer_ratio()[1]
    low = _limit(said.minimum, said.exclusive_minimum, unit)
    high = _limit(said.maximum, said.exclusive_maximum, -unit)
    first = -(-low // unit) if low is not None else None
    last = high // unit if high is not None else None
    found = _between(first, last, wanted % (1000 if integer else 100_000)) * unit
    if not integer and first is not None and last is not None and first > last:
        found = _middle(said)
    return int(found) if integer else found


def _between(first: Decimal | None, last: Decimal | None, wanted: int) -> Decimal:
    """Choose a whole number of units; where there is none, that is noticed afterwards."""
    if first is None:
        return Decimal(wanted) if last is None else min(Decimal(wanted), last)
    if last is None or first > last:
        return max(first, Decimal(wanted))
    return first + Decimal(wanted) % (last - first + 1)


def _middle(said: Schema) -> Decimal:
    bounds = (said.minimum, said.exclusive_minimum, said.maximum, said.exclusive_maximum)
    given = [Decimal(str(bound)) for bound in bounds if bound is not None]
    return sum(given, Decimal(0)) / len(given)


def _limit(inclusive: Json, exclusive: Json, unit: Decimal) -> Decimal | None:
    """Give the tighter of two bounds; the next unit inside an exclusive one."""
    bounds = [Decimal(str(inclusive))] if inclusive is not None else []
    if exclusive is not None:
        bounds.append(Decimal(str(exclusive)) + unit)
    if not bounds:
        return None
    return max(bounds) if unit > 0 else min(bounds)
