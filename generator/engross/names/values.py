"""Listed values that neither an `Enum` nor a `Literal` can hold: only their types are kept.

To Python `True` is `1`, so that one of the two would be read as the other; what checks values
here looks whole numbers up as those of 64 bits; and what has no parts has no type of its own.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Final

from engross.ir import ABSENT, Json, Schema, json_type

_LARGEST: Final = 2**63 - 1


def with_holdable_values(schema: Schema) -> Schema:
    """Give a schema its values' types in place of values that cannot be held."""
    listed = (schema.const,) if schema.enum is None else schema.enum
    if listed == (ABSENT,) or _are_holdable(listed):
        return schema
    types = {"null" if value is None else json_type(value) for value in listed}
    return replace(schema, enum=None, const=ABSENT, type=schema.type or frozenset(types))


def _are_holdable(listed: tuple[Json, ...]) -> bool:
    if any(value in ([], {}) for value in listed):
        return False
    if any(isinstance(value, int) and abs(value) > _LARGEST for value in listed):
        return False
    flags = any(isinstance(value, bool) for value in listed)
    return not (flags and any(left == right for left, right in combinations(listed, 2)))
