"""What is right of an answer is typed, what is wrong stays as it came, and both are told of."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any, Literal, cast

import pytest
from engross.runtime import codec, types
from engross.runtime.adapter import Adapter
from engross.runtime.errors import MissingFieldError
from engross.runtime.model import Model
from engross.runtime.tagged import Tagged
from pydantic import ConfigDict, Field


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Leaf(Model):
    amount: types.DecimalNumber
    colour: Colour | str | None = None
    note: Annotated[types.String | None, Field(alias="the-note")] = None


class Charge(Model):
    kind: Literal["charge"]
    amount: types.DecimalNumber


class Refund(Model):
    kind: Literal["refund"]
    amount: types.DecimalNumber
    reason: types.String


class Share(Enum):
    TENTH = 0.1
    DOUBLE = 2


class Animal(Model):
    kind: types.String


class Dog(Animal):
    bark: types.String | None = None


class Card(Model):
    brand_name: Annotated[Literal["visa"], Field(alias="brandName")]


class Account(Model):
    brand_name: Annotated[Literal["bank"], Field(alias="brandName")]


DOG = {"dog": "Dog", "animal": "Animal"}
KINDS = {"charge": "Charge", "refund": "Refund"}
BRANDS = {"visa": "Card", "bank": "Account"}


class Tree(Model):
    leaf: Leaf | None = None
    trees: list[Tree] | None = None
    by_name: dict[str, Leaf] | None = None
    either: Charge | Refund | None = None
    tagged: Annotated[Charge | Refund, Tagged("kind", KINDS)] | None = None
    share: Share | types.Number | None = None
    animal: (
        Annotated[Dog | Animal, Tagged("kind", DOG, otherwise="Animal", assumed=True)] | None
    ) = None
    paid_by: Annotated[Card | Account, Tagged("brandName", BRANDS)] | None = None
    pair: tuple[types.String, types.Integer] | None = None
    when: types.DateTime | None = None


def read(kind: Any, value: Any) -> tuple[Any, list[tuple[str, str]]]:
    """Read a value, and say of each finding its kind and place."""
    found, findings = Adapter(lambda: kind, title="answer").examine(value)
    return found, [(finding.kind, finding.pointer) for finding in findings]


FOUND: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"leaf": {"amount": Decimal("1.50"), "colour": "red"}}, []),
    ({"leaf": {"amount": 1, "new": 1}}, [("unknown-field", "/leaf/new")]),
    ({"leaf": {"amount": 1, "note": "x"}}, [("unknown-field", "/leaf/note")]),
    ({"leaf": {"amount": 1, "a/b~": 1}}, [("unknown-field", "/leaf/a~1b~0")]),
    ({"leaf": {"amount": 1, "colour": "green"}}, [("unknown-enum-value", "/leaf/colour")]),
    ({"leaf": {"amount": 1, "colour": 7}}, [("wrong-type", "/leaf/colour")]),
    ({"leaf": {"amount": 1, "the-note": None}}, [("wrong-type", "/leaf/the-note")]),
    ({"leaf": {"colour": "red"}}, [("missing-field", "/leaf/amount")]),
    ({"leaf": "none"}, [("wrong-type", "/leaf")]),
    ({"leaf": None}, [("wrong-type", "/leaf")]),
    ({"trees": [{}, {"leaf": {}}]}, [("missing-field", "/trees/1/leaf/amount")]),
    ({"trees": {}}, [("wrong-type", "/trees")]),
    ({"by_name": {"a": {"amount": "1"}}}, [("wrong-type", "/by_name/a/amount")]),
    ({"by_name": []}, [("wrong-type", "/by_name")]),
    ({"pair": ["a", 1]}, []),
    ({"pair": ["a", "b"]}, [("wrong-type", "/pair/1")]),
    ({"pair": ["a"]}, [("wrong-type", "/pair")]),
    ({"pair": 1}, [("wrong-type", "/pair")]),
    ({"when": "yesterday"}, [("wrong-type", "/when")]),
    ({"either": {"kind": "charge", "amount": 1}}, []),
    ({"either": {"kind": "refund", "amount": 1}}, [("missing-field", "/either/reason")]),
    ({"either": {"kind": "chargeback", "amount": 1}}, [("wrong-type", "/either")]),
    ({"either": 5}, [("wrong-type", "/either")]),
    ({"tagged": {"kind": "refund"}}, [("missing-field", "/tagged/amount"),
                                      ("missing-field", "/tagged/reason")]),
    ({"tagged": {"kind": "chargeback"}}, [("unknown-enum-value", "/tagged/kind")]),
    ({"tagged": {}}, [("missing-field", "/tagged/kind")]),
    ({"tagged": {"kind": 1}}, [("wrong-type", "/tagged/kind")]),
    ({"tagged": 5}, [("wrong-type", "/tagged")]),
    ({"share": Decimal("0.1")}, []),
    ({"share": 2}, []),
    ({"share": Decimal("0.7")}, [("unknown-enum-value", "/share")]),
    ({"share": 3}, [("unknown-enum-value", "/share")]),
    ({"share": "0.1"}, [("wrong-type", "/share")]),
    ({"animal": {"kind": "dog"}}, []),
    ({"animal": {"kind": "animal"}}, []),
    ({"animal": {"kind": "cow"}}, [("unknown-enum-value", "/animal/kind")]),
    ({"animal": {"kind": 5}}, [("wrong-type", "/animal/kind")]),
    ({"animal": {}}, [("missing-field", "/animal/kind")]),
    ({"paid_by": {"brandName": "visa"}}, []),
    ({"paid_by": {"brand_name": "visa"}}, [("missing-field", "/paid_by/brandName")]),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "told"), FOUND)
def test_every_place_is_told_of_and_all_of_it_is_written_back(
    answer: dict[str, Any], told: list[tuple[str, str]]
) -> None:
    value, found = read(Tree, answer)

    assert found == told
    assert type(value) is Tree
    assert codec.decode(value.model_dump_json().encode()) == answer


RIGHT = [answer for answer, told in FOUND if all(kind.startswith("unknown") for kind, _ in told)]


@pytest.mark.parametrize("answer", [a for a in RIGHT if "tagged" not in a])
def test_what_is_right_is_read_as_pydantic_reads_it(answer: dict[str, Any]) -> None:
    strict = Adapter(lambda: Tree, title="answer").read(answer)

    value, _ = read(Tree, answer)

    assert value == strict
    assert value.model_fields_set == strict.model_fields_set


def test_a_listed_fraction_is_its_member_and_another_is_kept() -> None:
    assert read(Tree, {"share": Decimal("0.10")})[0].share is Share.TENTH
    assert read(Tree, {"share": Decimal("2.0")})[0].share is Share.DOUBLE
    assert read(Tree, {"share": Decimal("0.1000000000000000055")})[0].share == 0.1
    assert Tree(share=cast("Any", Decimal("0.1"))).share is Share.TENTH


def test_what_an_unknown_tag_means_by_the_documentation_is_no_drift() -> None:
    known = Annotated[Dog | Animal, Tagged("kind", DOG, otherwise="Animal")]

    assert read(known, {"kind": "cow"})[1] == []


def test_around_what_is_wrong_everything_has_its_type() -> None:
    value, _ = read(list[Tree], [{"leaf": {"colour": "red", "the-note": 1}, "trees": [{}]}])

    leaf = value[0].leaf
    assert type(leaf) is Leaf
    assert leaf.colour is Colour.RED
    assert leaf.note == 1  # kept as it came
    assert type(value[0].trees[0]) is Tree
    assert value[0].by_name is None


def test_a_missing_field_is_an_error_that_says_where_it_should_have_been() -> None:
    leaf = read(Tree, {"leaf": {}})[0].leaf

    with pytest.raises(MissingFieldError, match="no '/leaf/amount'") as caught:
        _ = leaf.amount

    assert caught.value.place == "/leaf/amount"
    assert not hasattr(leaf, "amount")
    assert "amount" not in repr(leaf)
    with pytest.raises(AttributeError, match="anything"):
        _ = leaf.anything


class Old(Model):
    amount: Annotated[types.DecimalNumber, Field(deprecated="amount is deprecated")]
    colour: Colour | None = None


@pytest.mark.parametrize(
    "twin",
    [lambda m: m, copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))],  # noqa: S301 - our own
)
def test_a_deprecated_field_is_missed_like_any_other(twin: Any) -> None:
    old = twin(read(Old, {"colour": "red"})[0])

    assert old.model_dump(exclude_unset=True) == {"colour": "red"}
    with (
        pytest.warns(DeprecationWarning, match="amount is deprecated"),
        pytest.raises(MissingFieldError, match="amount"),
    ):
        _ = old.amount


@pytest.mark.parametrize(
    "twin",
    [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))],  # noqa: S301 - our own
)
def test_a_copy_misses_what_its_original_misses(twin: Any) -> None:
    leaf = read(Leaf, {"colour": "red"})[0]

    assert twin(leaf) == leaf
    with pytest.raises(MissingFieldError, match="amount"):
        _ = twin(leaf).amount


def test_no_value_is_repeated_in_a_message() -> None:
    _, findings = Adapter(lambda: Tree, title="answer").examine(
        {"leaf": {"amount": "secret", "colour": "secret"}, "when": "secret", "secret": 1}
    )

    assert len(findings) == 4
    assert not any("secret" in finding.message for finding in findings)


def test_a_wrong_value_is_not_sent() -> None:
    leaf, _ = read(Leaf, {"amount": "1"})

    with pytest.raises(ValueError, match="amount"):
        Adapter(lambda: Leaf, title="body").write(leaf)


def test_what_is_as_deep_as_json_may_be_is_read() -> None:
    deep: dict[str, Any] = {"leaf": 1}
    for _ in range(99):
        deep = {"trees": [deep]}

    assert read(Tree, deep)[1] == [("wrong-type", "/trees/0" * 99 + "/leaf")]


class Labels(Model):
    model_config = ConfigDict(json_schema_extra={"x-open": True})

    name: types.String


class Anything(Model):
    pass


@pytest.mark.parametrize("kind", [Labels, Anything])
def test_where_other_members_are_allowed_none_is_unknown(kind: Any) -> None:
    value, found = read(kind, {"name": "a", "other": 1})

    assert found == []
    assert value.model_extra["other"] == 1


class Prices(Model):
    model_config = ConfigDict(json_schema_extra={"x-open": True})
    __pydantic_extra__: dict[str, types.DecimalNumber | Literal[1]] = Field(init=False)

    name: types.String


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"a": Decimal("1.50")}, []),
        ({"a": "x", "b": Decimal(2)}, [("wrong-type", "/a")]),
        ({"a/b": True}, [("wrong-type", "/a~1b")]),
    ],
)
def test_other_members_are_of_the_type_that_is_named_for_them(
    others: dict[str, Any], told: list[tuple[str, str]]
) -> None:
    answer = {"name": "a", **others}
    value, found = read(Prices, answer)

    assert found == told
    assert value.model_extra == others
    assert codec.decode(value.model_dump_json().encode()) == answer


class Left(Model):
    side: Literal["left"]
    inner: Left | Right | None = None


class Right(Model):
    side: Literal["right"]
    inner: Left | Right | None = None


def test_no_object_is_read_twice() -> None:
    """Else the time would double at each level of one union inside another."""
    deep: dict[str, Any] = {"side": "left", "new": 1}
    for level in range(90):
        deep = {"side": ("right", "left")[level % 2], "inner": deep}

    assert read(Left, deep)[1] == [("unknown-field", "/inner" * 90 + "/new")]
