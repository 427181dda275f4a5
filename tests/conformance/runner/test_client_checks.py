from __future__ import annotations

import pytest
from engross.conformance.runner.client_checks import differences_of_types


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
