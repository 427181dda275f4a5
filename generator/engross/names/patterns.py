"""Members by pattern: of what their names are like Python's types say nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engross.ir import Api, Ref, Schema

ANY_NAME: Final = frozenset({"", ".*", "^.*", ".*$", "^.*$"})
"""The usual ways to write a pattern that every name keeps to."""


def further_members(api: Api, schema: Schema) -> Schema | Ref:
    """Give what a member that an object does not list has to be.

    Where the patterns say different things, or say nothing of some names, that is anything: the
    name of a member does not choose its type.

    Args:
        api: Where the schema stands.
        schema: Of an object with `patternProperties`.
    """
    free = Schema(pointer=schema.pointer / "patternProperties")
    first, *others = schema.pattern_properties.values()
    rest = schema.additional_properties
    if ANY_NAME.isdisjoint(schema.pattern_properties) and not (rest and api.resolve(rest).never):
        others.append(rest or free)
    return first if all(_is_same(first, other) for other in others) else free


def _is_same(one: Schema | Ref, other: Schema | Ref) -> bool:
    """Whether two schemas are one reference, or the same words but for those inside them."""
    if isinstance(one, Ref) and isinstance(other, Ref):
        return one.target == other.target
    return replace(one, pointer=other.pointer) == other
