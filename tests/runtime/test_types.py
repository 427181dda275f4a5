from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import pytest
from engross.runtime import types
from engross.runtime.adapter import Adapter
from pydantic import Field, TypeAdapter, ValidationError

D = Decimal
NAIVE = datetime(2025, 11, 22, 11, 25, 30)


def read(type_: Any, value: Any) -> Any:
    return TypeAdapter(type_).validate_python(value)


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("Boolean", True, True),
        ("Integer", 5, 5),
        ("Integer", D("5.0"), 5),
        ("Integer", D("5E+1"), 50),
        ("Number", 5, 5),
        ("Number", D("0.5"), 0.5),
        ("Number", 0.5, 0.5),
        ("DecimalNumber", D("15.00"), D("15.00")),
        ("DecimalNumber", 5, D(5)),
        ("DecimalString", "15.00", D("15.00")),
        ("DecimalString", D("1.50"), D("1.50")),
        ("String", "", ""),
        ("DateTime", "2025-11-22T11:25:30.456Z", datetime(2025, 11, 22, 11, 25, 30, 456000, UTC)),
        ("DateTime", "2025-11-22 11:25:30", datetime(2025, 11, 22, 11, 25, 30)),
        ("DateTime", "2025-11-22t11:25:30z", datetime(2025, 11, 22, 11, 25, 30, tzinfo=UTC)),
        (
            "DateTime",
            "2025-11-22T11:25:30.123456789Z",
            datetime(2025, 11, 22, 11, 25, 30, 123456, UTC),
        ),
        ("Date", "2025-11-22", date(2025, 11, 22)),
        ("Time", "12:30:00", time(12, 30)),
        ("Duration", "P1DT2H", timedelta(days=1, hours=2)),
        ("UUIDString", "00000000-0000-0000-0000-000000000005", UUID(int=5)),
    ],
)
def test_the_json_type_of_the_spec_is_taken(name: str, value: Any, result: Any) -> None:
    value = read(getattr(types, name), value)

    assert value == result
    assert type(value) is type(result)
    assert str(value) == str(result)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Boolean", [0, 1, "true", D(1), None]),
        ("Integer", [True, "5", D("5.5"), 5.5, D("1e999999"), D("NaN"), None]),
        ("Number", [True, "5", math.nan, math.inf, D("1e400"), None]),
        ("DecimalNumber", [True, "15.00", 15.0, D("NaN"), D("Infinity"), None]),
        ("DecimalString", [True, 15.0, "", "abc", " 1", "1_000", "NaN", "Infinity", None]),
        ("String", [5, True, b"a", D(1), None]),
        ("DateTime", [1700000000, "1700000000", "2025-11-22", "today", True, date(2025, 1, 1)]),
        ("AwareDateTime", [1700000000, "2025-11-22T11:25:30", "today", NAIVE]),
        ("Date", [20251122, "1700000000", "2025-11-22T00:00:00", datetime(2025, 1, 1)]),
        ("Time", [0, "noon"]),
        ("Duration", [5, "5", "1 day"]),
        ("UUIDString", [5, "card-id"]),
    ],
)
def test_any_other_json_type_is_refused(name: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises(ValidationError):
            read(getattr(types, name), value)
        with pytest.raises(ValidationError):
            read(list[getattr(types, name)], [value])


@pytest.mark.parametrize("value", [NAIVE, "2025-11-22T11:25:30"])
def test_what_is_only_sent_needs_its_offset(value: Any) -> None:
    with pytest.raises(
        ValidationError, match=r"offset from UTC: write datetime\(\.\.\., tzinfo=UTC"
    ):
        read(types.AwareDateTime, value)

    assert read(types.DateTime, value) == NAIVE
    assert read(types.AwareDateTime, NAIVE.replace(tzinfo=UTC)) == NAIVE.replace(tzinfo=UTC)


def test_a_float_for_money_is_told_what_to_write_instead() -> None:
    with pytest.raises(ValidationError, match=r"Decimal\('15.00'\)"):
        read(types.DecimalNumber, 15.0)


@pytest.mark.parametrize("digits", ["12345678901234567.89", "0.1000000000000000055", "1E-400"])
def test_digits_that_no_float_holds_are_refused_of_a_caller_and_let_go_in_an_answer(
    digits: str,
) -> None:
    with pytest.raises(ValidationError, match=r"more digits than a float holds: write float\("):
        read(types.Number, D(digits))

    adapter = Adapter(lambda: types.Number, title="answer")
    assert adapter.read(D(digits)) == adapter.examine(D(digits)).value == float(digits)
    assert adapter.write(float(digits)) == float(digits)


@pytest.mark.parametrize("digits", ["15.00", "0.1", "-2.5E+3", "1E+22", "0E-9"])
def test_a_decimal_that_a_float_says_with_the_same_digits_is_taken(digits: str) -> None:
    assert read(types.Number, D(digits)) == float(digits)


@pytest.mark.parametrize("text", ["P1M", "P1Y2M", "-P2Y", "P1MT5M"])
def test_months_and_years_stay_the_text_that_they_are(text: str) -> None:
    adapter = TypeAdapter[Any](types.Duration)

    assert adapter.dump_python(adapter.validate_python(text), mode="wire") == text


@pytest.mark.parametrize(
    ("name", "value", "wire"),
    [
        ("DecimalNumber", D("15.00"), D("15.00")),
        ("DecimalString", D("15.00"), "15.00"),
        ("DecimalString", D("100.00").normalize(), "100"),
        ("DateTime", datetime(2025, 11, 22, tzinfo=UTC), "2025-11-22T00:00:00.000Z"),
        ("AwareDateTime", datetime(2025, 11, 22, tzinfo=UTC), "2025-11-22T00:00:00.000Z"),
        ("Date", date(2025, 11, 22), "2025-11-22"),
        ("Time", time(12, 30), "12:30:00"),
        ("Time", time(12, 30, tzinfo=UTC), "12:30:00Z"),
        ("Duration", timedelta(hours=2), "P0DT7200S"),
        ("UUIDString", UUID(int=5), "00000000-0000-0000-0000-000000000005"),
    ],
)
def test_python_keeps_the_value_and_the_wire_gets_its_form(
    name: str, value: Any, wire: Any
) -> None:
    adapter = TypeAdapter(getattr(types, name))

    assert adapter.dump_python(value) == value
    assert adapter.dump_python(value, mode="wire") == wire


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("Boolean", {"type": "boolean"}),
        ("Integer", {"type": "integer"}),
        ("Number", {"type": "number"}),
        ("DecimalNumber", {"type": "number", "format": "decimal"}),
        ("DecimalString", {"type": "string", "format": "decimal"}),
        ("String", {"type": "string"}),
        ("DateTime", {"type": "string", "format": "date-time"}),
        ("AwareDateTime", {"type": "string", "format": "date-time"}),
    ],
)
@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_is_the_specs(name: str, schema: dict[str, str], mode: Any) -> None:
    assert TypeAdapter(getattr(types, name)).json_schema(mode=mode) == schema


def test_limits_of_the_spec_hold() -> None:
    amount = Annotated[types.DecimalNumber, Field(ge=1, le=10)]

    assert read(amount, D("1.00")) == 1
    with pytest.raises(ValidationError):
        read(amount, D("0.99"))


def test_the_sentinel_is_false_and_prints_its_name() -> None:
    assert not types.UNSET
    assert repr(types.UNSET) == "UNSET"


def test_a_name_that_is_no_type_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        types.Nonsense  # noqa: B018
