"""YAML 1.2's core schema, and what YAML 1.1 reads otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest
from engross.spec.scalars import otherwise_read, read_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("Null", None),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("NO", "NO"),
        ("0", 0),
        ("-12", -12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.10", Decimal("1.10")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1e3")),
        ("12345678901234567890.123456789", Decimal("12345678901234567890.123456789")),
        ("000150183300032", "000150183300032"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2024-01-01", "2024-01-01"),
        (".inf", ".inf"),
        (".NaN", ".NaN"),
        ("0b1", "0b1"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_a_plain_scalar_has_its_meaning_of_yaml_1_2(text: str, value: object) -> None:
    read = read_scalar(text)

    assert (read, type(read)) == (value, type(value))


def test_a_fraction_keeps_its_digits() -> None:
    assert str(read_scalar("15.00")) == "15.00"


@pytest.mark.parametrize(
    "text",
    "y N yes Off 2024-01-01 2001-12-14t21:59:43.10-05:00 12:30 012 -01 0o17 0b11 1_000 1_0.5 "
    "0x1_F 1e3 1.5e3 .inf -.INF .nan =".split(),
)
def test_a_scalar_that_readers_disagree_about_is_known(text: str) -> None:
    assert otherwise_read(text)


@pytest.mark.parametrize(
    "text", ["true", "null", "~", "0", "12", "1.5", "1.5e+3", "0x1F", "yes please", "a", "1.2.3"]
)
def test_a_scalar_that_readers_agree_about_is_left_alone(text: str) -> None:
    assert otherwise_read(text) is None


@pytest.mark.parametrize("text", ["9" * 1001, "1e1001", "1e" + "9" * 30, "0." + "1" * 1000])
def test_a_number_too_large_to_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"quote it|limit"):
        read_scalar(text)
