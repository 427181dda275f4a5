from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from enum import IntEnum, StrEnum
from io import StringIO
from typing import Annotated, Any, Literal, cast

import pytest
from engross.runtime.model import Model
from engross.runtime.types import DateTime, DecimalNumber, DecimalString, Integer, Number
from pydantic import Field, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema
from rich.console import Console
from typing_extensions import TypeAliasType

NULLABLE = {"x-nullable": True}
SECRET = {"x-sensitive": True}


class Status(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Money(Model):
    amount: DecimalNumber
    text: DecimalString | None = None
    at: DateTime | None = None


class Card(Model):
    id: str
    status: Annotated[Status | str | None, Field(union_mode="left_to_right")] = None
    level: Level | None = None
    grade: Literal[1, 2] | None = None
    on: Literal[True] | None = None
    number: Annotated[str | None, Field(json_schema_extra=SECRET)] = None
    pin: Annotated[str | None, Field(json_schema_extra=SECRET | NULLABLE)] = None
    holder_name: Annotated[str | None, Field(alias="holderName")] = None
    balance: Money | None = None
    history: list[Level | Money] | None = None
    owner: Annotated[Owner | None, Field(json_schema_extra=NULLABLE)] = None


Statuses = TypeAliasType("Statuses", list[Status | str])
Grades = TypeAliasType("Grades", "dict[str, Grades | Literal[1, 2]]")
Name = TypeAliasType("Name", str)
Named = TypeAliasType("Named", Name)


class Aliases(Model):
    statuses: Statuses | None = None
    grades: Grades | None = None
    name: Named | None = None
    again: list[Statuses] | None = None


class Owner(Model):
    email: Annotated[str, Field(json_schema_extra=SECRET)]
    name: str | None = None


def card(**fields: Any) -> Card:
    return Card.model_validate({"id": "c"} | fields)


@pytest.mark.parametrize(
    "field", ["status", "number", "holderName", "balance", "level", "grade", "history"]
)
def test_a_field_that_may_be_absent_may_still_not_be_null(field: str) -> None:
    assert card().model_dump(exclude_unset=True) == {"id": "c"}
    with pytest.raises(ValidationError, match="must not be null"):
        card(**{field: None})


def test_null_is_taken_where_the_spec_says_so_and_differs_from_absent() -> None:
    assert card(pin=None).model_dump_json() == '{"id":"c","pin":null}'
    assert card().model_dump_json() == '{"id":"c"}'
    assert card(owner=None).owner is None


def test_a_model_behind_a_forward_reference_is_as_strict() -> None:
    with pytest.raises(ValidationError, match="must not be null"):
        card(owner={"email": "a@b.example", "name": None})


def test_what_an_alias_means_is_as_strict_as_a_field_of_its_own() -> None:
    read = Aliases.model_validate({"statuses": ["open", "odd"], "again": [["closed"]]})

    assert read.statuses == [Status.OPEN, "odd"]
    assert isinstance(read.statuses[0], Status)
    assert read.again is not None
    assert isinstance(read.again[0][0], Status)
    assert Aliases.model_validate({"grades": {"a": {"b": 2}}}).grades == {"a": {"b": 2}}
    for wrong in ({"grades": {"a": {"b": True}}}, {"name": b"x"}):
        with pytest.raises(ValidationError):
            Aliases.model_validate(wrong)


def test_a_required_field_must_be_there() -> None:
    with pytest.raises(ValidationError, match="required"):
        Money.model_validate({})


def test_unknown_fields_are_kept_and_written_back() -> None:
    text = '{"id":"c","later":{"fee":0.30},"holder_name":"unknown to the wire"}'
    read = Card.model_validate_json(text, by_alias=True, by_name=False)

    assert read.model_extra is not None
    assert read.model_extra["later"] == {"fee": Decimal("0.30")}
    assert read.holder_name is None
    assert read.model_dump_json() == text


@pytest.mark.parametrize("value", ["", "frozen", "OPEN"])
def test_a_value_the_spec_does_not_list_is_kept(value: str) -> None:
    read = card(status=value)

    assert read.status == value
    assert type(read.status) is str
    assert read.model_dump_json() == f'{{"id":"c","status":"{value}"}}'


def test_a_listed_value_is_the_member() -> None:
    assert card(status="open").status is Status.OPEN
    assert card(level=2).level is Level.HIGH
    assert card(level=Level.HIGH).level is Level.HIGH
    assert card(level=Decimal("2.0")).level is Level.HIGH
    assert card(history=[1]).history == [Level.LOW]


@pytest.mark.parametrize(
    "fields",
    [
        {"level": True},
        {"level": "1"},
        {"grade": True},
        {"grade": "1"},
        {"on": 1},
        {"history": [True]},
        {"status": 1},
        {"status": True},
        {"id": 5},
        {"id": b"c"},
        {"holderName": bytearray(b"c")},
        {"history": {"amount": 1}},
        {"balance": [["amount", 1]]},
    ],
)
def test_a_value_of_another_json_type_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        card(**fields)


def test_every_digit_survives_the_round_trip() -> None:
    text = '{"amount":15.00,"text":"0.30","at":"2025-11-22T11:25:30.456Z"}'

    assert Money.model_validate_json(text).amount.as_tuple() == Decimal("15.00").as_tuple()
    assert Money.model_validate_json(text).model_dump_json() == text
    assert Money(amount=Decimal("1.10")).model_dump_json() == '{"amount":1.10}'


def test_text_that_is_no_json_is_a_validation_error() -> None:
    for text in ("<html>", '{"amount": 1, "amount": 2}', '{"amount": NaN}'):
        with pytest.raises(ValidationError, match="Invalid JSON"):
            Money.model_validate_json(text)


def test_secrets_print_as_stars_wherever_the_model_stands() -> None:
    read = card(number="4111", pin="0000", owner={"email": "a@b.example"})
    out = StringIO()
    Console(file=out, width=200).print(read)

    for text in (repr(read), str(read), repr([read]), f"{read!r}", out.getvalue()):
        assert "4111" not in text
        assert "0000" not in text
        assert "a@b" not in text
        assert "number='***'" in text
    assert read.number == "4111"
    assert "4111" in read.model_dump_json()


def test_a_secret_that_is_absent_does_not_look_like_one() -> None:
    assert "number=None" in repr(card())


def test_an_error_says_the_place_and_not_the_value() -> None:
    with pytest.raises(ValidationError) as caught:
        card(number=4111222233334444, level="4111222233334444")

    assert "number" in str(caught.value)
    assert "4111222233334444" not in str(caught.value)


def test_models_pickle_and_copy() -> None:
    read = card(number="4111", later=Decimal("0.30"))

    for twin in (pickle.loads(pickle.dumps(read)), copy.deepcopy(read)):  # noqa: S301
        assert twin == read
        assert twin.model_dump_json() == read.model_dump_json()


def test_the_json_schema_says_null_only_where_the_spec_does() -> None:
    properties = Card.model_json_schema()["properties"]

    assert properties["number"] == {"title": "Number", "type": "string", "x-sensitive": True}
    assert {"type": "null"} in properties["pin"]["anyOf"]
    assert "anyOf" not in properties["balance"]


def test_a_field_says_itself_that_it_takes_no_null() -> None:
    """Of a model built inside others pydantic may keep what no function of the model has seen."""
    Money.model_rebuild()
    schema = {**Money.__pydantic_core_schema__, "metadata": {}}

    described = GenerateJsonSchema().generate(cast("CoreSchema", schema))

    assert "anyOf" not in described["properties"]["text"]


def test_the_json_text_may_name_what_is_absent() -> None:
    text = Money(amount=Decimal("1.10")).model_dump_json(exclude_unset=False)

    assert text == '{"amount":1.10,"text":null,"at":null}'


def test_fields_may_be_given_by_python_name_or_by_wire_name() -> None:
    assert Card(id="c", holder_name="A").model_dump_json() == ('{"id":"c","holderName":"A"}')
    assert Card.model_validate({"id": "c", "holderName": "A"}).holder_name == "A"


def test_counts_are_integers() -> None:
    class Count(Model):
        n: Integer

    assert Count.model_validate_json('{"n": 5.0}').n == 5
    with pytest.raises(ValidationError):
        Count.model_validate_json('{"n": true}')


class Share(Model):
    ratio: Number


def test_a_model_lets_digits_go_only_where_it_reads_a_text() -> None:
    text = '{"ratio": 0.1234567890123456789}'

    assert Share.model_validate_json(text).ratio == 0.1234567890123456789
    with pytest.raises(ValidationError, match="more digits than a float holds"):
        Share(ratio=cast("Any", Decimal("0.1234567890123456789")))
