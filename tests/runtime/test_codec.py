from __future__ import annotations

import copy
import math
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

import pytest
from engross.runtime.codec import decode, encode, scalar_text
from hypothesis import given
from hypothesis import strategies as st


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    HIGH = 3


@pytest.mark.parametrize(
    "number",
    [
        "15.00",
        "0.30",
        "1434.14",
        "-0.00",
        "1E+2",
        "12345678901234567890.123456789",
        "1e-400",
        "1E+400",
        "1E+999999999",
    ],
)
def test_a_number_keeps_every_digit_both_ways(number: str) -> None:
    value = decode(number.encode())

    assert value == Decimal(number)
    assert value.as_tuple() == Decimal(number).as_tuple()
    assert encode(value) == str(Decimal(number)).encode()


def test_an_integer_stays_an_int() -> None:
    assert decode(b"24929") == 24929
    assert isinstance(decode(b"24929"), int)
    assert encode(10**30) == b"1" + b"0" * 30


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "Expecting value"),
        (b"<html>", "Expecting value"),
        (b'{"a": 1} x', "Extra data"),
        (b"NaN", "NaN"),
        (b"[-Infinity]", "NaN"),
        (b'"\xff"', "utf-8"),
        ('{"a": 1}'.encode("utf-16"), "utf-8"),
        (b'{"amount": 1, "amount": 2}', "twice"),
        (b"[" * 200_000, "deep"),
        (b"[" * 201 + b"]" * 201, "deep"),
        (b'{"a":[0,' * 101 + b"0" + b"]}" * 101, "deep"),
        (b"1e99999999999999999999", "bounds"),
        (b"9" * 5000, "digits"),
    ],
)
def test_what_is_no_single_json_value_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        decode(raw)


@pytest.mark.parametrize(
    "raw",
    [b"[" * 200 + b"]" * 200, b'{"a":[0,' * 100 + b"0" + b"]}" * 100, b"[[]" + b",[]" * 999 + b"]"],
)
def test_what_is_not_too_deep_is_as_good_as_any(raw: bytes) -> None:
    value = decode(raw)

    assert encode(value) == raw
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value)  # noqa: S301


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_none_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match="NaN"):
        encode({"amount": [value]})


def test_half_a_character_is_not_written() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        encode({"name": "\ud800"})


def test_a_circle_is_not_written() -> None:
    circle: list[Any] = []
    circle.append(circle)

    with pytest.raises(ValueError, match="deep"):
        encode(circle)


def test_what_has_no_form_in_json_is_not_written() -> None:
    with pytest.raises(TypeError, match="set"):
        encode({1, 2})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (None, "null"),
        (Colour.RED, '"red"'),
        (Level.HIGH, "3"),
        (datetime(2025, 11, 22, 11, 25, 30, 456000, UTC), '"2025-11-22T11:25:30.456Z"'),
        (datetime(2025, 11, 22, 11, 25, 30), '"2025-11-22T11:25:30.000"'),
        (
            datetime(2025, 1, 2, 3, 4, 5, 6, timezone(timedelta(hours=2))),
            '"2025-01-02T03:04:05.000006+02:00"',
        ),
        (date(2025, 11, 22), '"2025-11-22"'),
        (time(1, 2, 3), '"01:02:03"'),
        (time(1, 2, 3, tzinfo=UTC), '"01:02:03Z"'),
        (timedelta(days=1, seconds=2, milliseconds=500), '"P1DT2.5S"'),
        (-timedelta(seconds=90), '"-P0DT90S"'),
        (UUID(int=5), '"00000000-0000-0000-0000-000000000005"'),
        ({"a": [1, {}, []], "b": (2,)}, '{"a":[1,{},[]],"b":[2]}'),
        ('Zürich\n"', '"Zürich\\n\\""'),
    ],
)
def test_each_python_value_has_one_form(value: object, text: str) -> None:
    assert encode(value).decode() == text


def test_indentation_changes_nothing_but_the_look() -> None:
    value = {"a": [Decimal("1.10"), {"b": None}], "c": {}}

    assert encode(value, indent=2).decode() == (
        '{\n  "a": [\n    1.10,\n    {\n      "b": null\n    }\n  ],\n  "c": {}\n}'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1E+2", "100"),
        ("1.50E-7", "0.000000150"),
        ("15.00", "15.00"),
        ("1E+101", "1E+101"),
    ],
)
def test_a_decimal_is_a_text_without_an_exponent(value: str, text: str) -> None:
    """As the format `decimal` has it in the registry of OpenAPI."""
    assert scalar_text(Decimal(value)) == text


def test_a_scalar_in_a_url_has_no_quotes() -> None:
    assert [scalar_text(v) for v in ("a", True, 5, Decimal("1.50"), Colour.RED)] == [
        "a",
        "true",
        "5",
        "1.50",
        "red",
    ]


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
)


@given(_VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    assert decode(encode(value)) == value
