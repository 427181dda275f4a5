"""Whether to ask again, and when. Pure.

A request goes out a second time only where that is provably harmless: it never left, or its
operation is idempotent and can be undone.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from .operation import Operation

_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
_FIRST_PAUSE = 0.5
_LONGEST_RETRY_AFTER = 60.0
# seconds, both
_DOUBLINGS = 4
# from the first pause to the longest, of 8 seconds; a float has room for a thousand only


class Failure(NamedTuple):
    """How a request ended without an answer."""

    sent: bool
    """Whether any of it may have reached the provider."""
    timeout: bool
    repeatable: bool
    """Whether another attempt could end differently."""


def pause_after_failure(operation: Operation[Any], failure: Failure, attempt: int) -> float | None:
    """Give the seconds to wait before the next attempt; None where there must be none.

    Args:
        operation: what was called.
        failure: how the attempt ended.
        attempt: 0 for the first.
    """
    if failure.repeatable and (operation.repeatable or not failure.sent):
        return _backoff(attempt)
    return None


def pause_after_status(
    operation: Operation[Any], status: int, headers: Mapping[str, str], attempt: int
) -> float | None:
    """Give the seconds to wait before the next attempt; None where the answer is final."""
    if status not in _STATUSES or not operation.repeatable:
        return None
    asked = _retry_after(headers.get("retry-after", ""))
    if asked is None:
        return _backoff(attempt)
    return asked if asked <= _LONGEST_RETRY_AFTER else None


def _backoff(attempt: int) -> float:
    longest = _FIRST_PAUSE * 2.0 ** min(attempt, _DOUBLINGS)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards no secret


# RFC 9110, "Retry-After".
def _retry_after(text: str) -> float | None:
    """Read seconds from a header's value; None where it says nothing that can be understood."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # an offset may have any number of digits
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
