from __future__ import annotations

from types import SimpleNamespace

import pytest
from engross.conformance.runner.client_checks import differences_of_types, without_aliases
from typing_extensions import TypeAliasType


@pytest.mark.parametrize(
    ("annotation", "types", "is_right"),
    [
        ("Decimal", ["Decimal"], True),
        ("decimal.Decimal | Unset", ["Decimal"], True),
        ("float", ["Decimal"], False),
        ("Decimal | float | Unset", ["Decimal"], False),
        ("int | float", ["float", "int"], True),
        ("int", ["float", "int"], False),
        ("models.Status | str", ["Status"], True),
        ("RawResponse[models.Card]", ["Card"], True),
        ("models.CardList", ["Card"], False),
    ],
)
def test_an_annotation_names_what_the_spec_says(annotation, types, is_right):
    assert bool([*differences_of_types("it", annotation, types)]) is not is_right


def test_an_annotation_means_what_its_aliases_stand_for():
    numbers = TypeAliasType("numbers", list[int])
    models = SimpleNamespace(Ids=TypeAliasType("Ids", numbers), Card=str)

    meant = without_aliases(models, "RawResponse[models.Ids | models.Card | None]")

    assert meant == "RawResponse[list[int] | models.Card | None]"
