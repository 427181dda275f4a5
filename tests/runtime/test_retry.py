from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from engross.runtime.operation import Operation
from engross.runtime.retry import Failure, pause_after_failure, pause_after_status

STATUSES = [408, 429, 500, 502, 503, 504]


def operation(method: str = "GET", irreversible: bool = False) -> Operation[Any]:
    return Operation(id="x", method=method, path="/x", irreversible=irreversible)


@pytest.mark.parametrize(
    ("method", "irreversible", "harmless"),
    [
        ("GET", False, True),
        ("HEAD", False, True),
        ("OPTIONS", False, True),
        ("PUT", False, True),
        ("DELETE", False, True),
        ("POST", False, False),
        ("PATCH", False, False),
        ("GET", True, False),
        ("DELETE", True, False),
    ],
)
def test_what_may_have_arrived_is_repeated_only_where_harmless(
    method: str, irreversible: bool, harmless: bool
) -> None:
    called = operation(method, irreversible)
    sent = Failure(sent=True, timeout=False, repeatable=True)

    assert (pause_after_failure(called, sent, 0) is not None) is harmless
    for status in STATUSES:
        assert (pause_after_status(called, status, {}, 0) is not None) is harmless


def test_what_never_left_is_always_repeated() -> None:
    failure = Failure(sent=False, timeout=True, repeatable=True)

    assert pause_after_failure(operation("POST", True), failure, 0)


def test_what_cannot_end_differently_is_not_repeated() -> None:
    failure = Failure(sent=False, timeout=False, repeatable=False)

    assert pause_after_failure(operation(), failure, 0) is None


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404, 409, 422, 501, 505])
def test_other_statuses_are_final(status: int) -> None:
    assert pause_after_status(operation(), status, {"retry-after": "1"}, 0) is None


@pytest.mark.parametrize(
    ("attempt", "longest"), [(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (99, 8), (5000, 8)]
)
def test_pauses_double_up_to_a_limit_and_scatter(attempt: int, longest: float) -> None:
    pauses = {pause_after_status(operation(), 503, {}, attempt) for _ in range(50)}

    assert len(pauses) > 1
    assert all(pause is not None and longest / 2 <= pause <= longest for pause in pauses)


@pytest.mark.parametrize(
    ("header", "pause"), [("0", 0), ("7", 7), (" 60 ", 60), ("61", None), ("9" * 30, None)]
)
def test_retry_after_in_seconds_is_obeyed_up_to_a_minute(header: str, pause: float | None) -> None:
    assert pause_after_status(operation(), 429, {"retry-after": header}, 0) == pause


def test_retry_after_as_a_date_is_obeyed() -> None:
    now = datetime.now(UTC)

    def pause(moment: datetime) -> float | None:
        header = format_datetime(moment, usegmt=True)
        return pause_after_status(operation(), 503, {"retry-after": header}, 0)

    assert pause(now + timedelta(seconds=30)) == pytest.approx(30, abs=3)
    assert pause(now - timedelta(days=1)) == 0
    assert pause(now + timedelta(days=1)) is None


@pytest.mark.parametrize(
    "header",
    [
        "",
        "soon",
        "-1",
        "1.5",
        "NaN",
        "inf",
        "²",
        "Fri, 99 Foo 2025",
        "1e400",
        f"1 Jan 2025 00:00:00 +{'9' * 20}",
    ],
)
def test_a_retry_after_without_sense_is_passed_over(header: str) -> None:
    pause = pause_after_status(operation(), 503, {"retry-after": header}, 0)

    assert pause is not None
    assert 0.25 <= pause <= 0.5
