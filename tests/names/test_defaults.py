from __future__ import annotations

from typing import Any

import pytest
from engross.defaults import fitting_default
from engross.ir import ABSENT


@pytest.mark.parametrize(
    ("types", "format_", "value", "expected"),
    [
        ({"integer"}, None, "x", ABSENT),
        ({"integer"}, None, 5.0, 5),
        ({"integer"}, None, 5.5, ABSENT),
        ({"integer"}, None, True, ABSENT),
        ({"number"}, None, 5, 5),
        ({"string"}, "uuid", "x", ABSENT),
        ({"string"}, "date", "2026-02-30", ABSENT),
        ({"string"}, "date", "2026-02-28", "2026-02-28"),
        ({"string"}, "email", "x", "x"),
        ({"string"}, None, None, None),
        ({"string"}, None, ABSENT, ABSENT),
        ((), None, [1], [1]),
    ],
)
def test_a_default_is_a_value_of_its_schema_or_none(
    types: Any, format_: Any, value: Any, expected: Any
) -> None:
    assert fitting_default(frozenset(types), format_, value) == expected
