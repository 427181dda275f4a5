"""The tag of an object says which class it is, whatever else would fit."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import pytest
from engross.runtime.adapter import Adapter
from engross.runtime.model import Model
from engross.runtime.tagged import Tagged
from pydantic import Field, TypeAdapter, ValidationError


class Kind(StrEnum):
    CAT = "cat"
    DOG = "dog"


class Cat(Model):
    pet_type: Annotated[Kind | str, Field(alias="petType")]


class Dog(Model):
    pet_type: Annotated[str | None, Field(alias="petType")] = None


class Other(Model):
    pet_type: Annotated[str | None, Field(alias="petType")] = None


TAGS = {"cat": "Cat", "kitten": "Cat", "dog": "Dog"}
STRICT = Annotated[Cat | Dog, Tagged("petType", TAGS)]
OPTIONAL = Annotated[Cat | Dog, Tagged("petType", TAGS, optional=True)]
DEFAULT = Annotated[Cat | Dog | Other, Tagged("petType", TAGS, otherwise="Other")]
TEXT_TOO = Annotated[Cat | Dog | str, Tagged("petType", TAGS)]


@pytest.mark.parametrize(
    ("union", "value", "found"),
    [
        (STRICT, {"petType": "cat"}, Cat),
        (STRICT, {"petType": "kitten"}, Cat),
        (STRICT, {"petType": "dog"}, Dog),
        (STRICT, Cat(pet_type="kitten"), Cat),
        (STRICT, Cat(pet_type=Kind.CAT), Cat),
        (OPTIONAL, {}, Dog),
        (OPTIONAL, {"petType": "cat"}, Cat),
        (OPTIONAL, Dog(), Dog),
        (DEFAULT, {"petType": "dog"}, Dog),
        (DEFAULT, {"petType": "cow"}, Other),
        (DEFAULT, {}, Other),
        (DEFAULT, Other(), Other),
        (TEXT_TOO, {"petType": "dog"}, Dog),
        (TEXT_TOO, "a name", str),
    ],
)
def test_the_tag_chooses(union: Any, value: Any, found: type) -> None:
    assert type(TypeAdapter(union).validate_python(value)) is found


@pytest.mark.parametrize(
    ("union", "value"),
    [
        (STRICT, {}),
        (STRICT, {"petType": "cow"}),
        (STRICT, {"petType": None}),
        (STRICT, {"petType": ["cat"]}),
        (STRICT, {"petType": "(no tag)"}),
        (STRICT, {"pet_type": "cat"}),
        (STRICT, "cat"),
        (STRICT, Cat(pet_type="dog")),
        (STRICT, Dog()),
        (OPTIONAL, {"petType": "cow"}),
        (OPTIONAL, 1),
        (TEXT_TOO, {"petType": "cow"}),
        (TEXT_TOO, 1),
    ],
)
def test_what_no_tag_means_is_refused(union: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(union).validate_python(value)


def test_only_the_faults_of_what_the_tag_means_are_told() -> None:
    class Box(Model):
        kind: str
        size: int

    class Tube(Model):
        kind: str
        length: int

    union = Annotated[Box | Tube, Tagged("kind", {"box": "Box", "tube": "Tube"})]
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(union).validate_python({"kind": "tube"})

    assert [fault["loc"] for fault in refused.value.errors()] == [("tube", "length")]


def test_a_value_is_written_as_it_came() -> None:
    adapter = Adapter(lambda: list[DEFAULT], title="answer")
    answer = [{"petType": "cat", "lives": 9}, {"petType": "cow"}, {}]

    pets, found = adapter.examine(answer)

    assert [type(pet) for pet in pets] == [Cat, Other, Other]
    assert [pet.model_dump(by_alias=True, exclude_unset=True) for pet in pets] == answer
    assert {finding.kind for finding in found} == {"unknown-field"}
