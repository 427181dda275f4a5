"""What a schema makes of what is refused inside it.

Where a schema holds another against a part of its value and against nothing else, a value that
the inner one loses is lost to the outer one too: the step between them is clear. Everywhere else
other words have a say: another branch may cover what was lost, another part of `allOf` may have
forbidden it before, and `not` turns the question round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import prod
from typing import Final, NamedTuple

from engross.diff.documents import Direction
from engross.diff.edits import Edit
from engross.diff.levels import Effect
from engross.diff.normal import Normals
from engross.diff.rules import RULES
from engross.diff.walk import Pair, Step
from engross.ir import Json, Ref, Schema


def is_clear(base: Normals, revision: Normals, pair: Pair, step: Step) -> bool:
    """Whether what is lost inside a pair is lost to the pair, in either direction."""
    sides = (
        _Side(base, pair.base.schema, step.base),
        _Side(revision, pair.revision.schema, step.revision),
    )
    if pair.base.schema.never or pair.revision.schema.never:
        return False
    if step.keyword in _CHOICES:
        return _is_apart(_CHOICES[step.keyword], sides)
    known = _CLEAR.get(step.keyword)
    return known is not None and all(known(side.schema, side.at) for side in sides)


class _Side(NamedTuple):
    """A schema of an API, and which of those inside it is meant."""

    normals: Normals
    schema: Schema
    at: str


def sign(steps: Iterable[tuple[Pair, Step]]) -> int:
    """Say what a schema that takes more inside makes of those around it.

    Returns:
        1 where they take no less, -1 where they take no more, 0 where they may do either.
    """
    return prod(_sign(pair, step) for pair, step in steps)


def _sign(pair: Pair, step: Step) -> int:
    schemas = (pair.base.schema, pair.revision.schema)
    if any(schema.unevaluated_properties or schema.unevaluated_items for schema in schemas):
        return 1 if step.keyword in {"unevaluatedProperties", "unevaluatedItems"} else 0
    signs = {_SIGNS.get(step.keyword, _positive)(schema) for schema in schemas}
    return signs.pop() if len(signs) == 1 else 0


def _positive(_: Schema) -> int:
    return 1


def _of_contains(schema: Schema) -> int:
    if schema.max_contains is None:
        return 1
    return -1 if schema.min_contains == 0 else 0


def _of_if(schema: Schema) -> int:
    if schema.then is not None and schema.else_ is not None:
        return 0
    return -1 if schema.then is not None else 1


_SIGNS: Final[Mapping[str, Callable[[Schema], int]]] = {
    "not": lambda _: -1,
    "oneOf": lambda _: 0,
    "contains": _of_contains,
    "if": _of_if,
}


def is_harmless(edit: Edit, pair: Pair, direction: Direction) -> bool:
    """Whether an edit can only add to what is accepted, or take from what is given."""
    schemas = (pair.base.schema, pair.revision.schema)
    tangled = any(s.unevaluated_properties or s.unevaluated_items for s in schemas)
    if edit.keyword == "properties" and not tangled:
        return _is_harmless_member(edit, schemas, direction)
    if edit.keyword not in _ORDERED or (tangled and edit.keyword not in _LIMITING):
        return False
    wanted = Effect.WIDENS if direction is Direction.REQUEST else Effect.NARROWS
    return RULES[edit.rule].effect is wanted


def _is_harmless_member(edit: Edit, schemas: tuple[Schema, Schema], direction: Direction) -> bool:
    """Tell of a member that is new or gone: of an open object a rule, of a closed one a leave."""
    if any(schema.pattern_properties for schema in schemas):
        return False
    further = [schema.additional_properties for schema in schemas]
    is_open, is_closed = all(f is None for f in further), all(map(_is_never, further))
    is_needed = any(edit.member in schema.required for schema in schemas)
    if not is_open and (is_needed or not is_closed):
        return False
    is_new = edit.member not in schemas[0].properties
    return (is_new == is_open) == (direction is Direction.RESPONSE)


_LIMITING: Final = frozenset(
    {
        *("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength"),
        *("maxItems", "minItems", "maxProperties", "minProperties", "type", "enum", "required"),
        *("pattern", "format", "multipleOf", "uniqueItems", "dependentRequired", "propertyNames"),
    }
)
_ORDERED: Final = _LIMITING | {
    *("maxContains", "contains", "items", "additionalProperties", "not"),
    *("then", "else", "dependentSchemas", "allOf"),
}
"""Keywords whose rules say truly what an edit of them does to the values of the schema."""


def _property(schema: Schema, name: str) -> bool:
    if not _plain_object(schema) or name in schema.dependent_required or schema.pattern_properties:
        return False
    return _room(schema, {*schema.required, name})


def _further_member(schema: Schema, _: str) -> bool:
    if not _plain_object(schema) or schema.pattern_properties:
        return False
    return _room(schema, {*schema.required, ""})


def _room(schema: Schema, names: set[str]) -> bool:
    """Whether a value with these members can be, as far as the schema itself says."""
    impossible = any(_is_never(schema.properties.get(name)) for name in schema.required)
    return not impossible and (
        schema.max_properties is None or schema.max_properties >= max(len(names), _least(schema))
    )


def _least(schema: Schema) -> int:
    closed = _is_never(schema.additional_properties)
    least = schema.min_properties or 0
    # A closed object has to find its least number of members among its properties.
    return least if not closed or least <= len(schema.properties) else 1 << 30


def _is_never(schema: Schema | Ref | None) -> bool:
    return isinstance(schema, Schema) and schema.never


def _item(schema: Schema, _: str) -> bool:
    return _plain_array(schema, len(schema.prefix_items) + 1)


def _prefix_item(schema: Schema, index: str) -> bool:
    return _plain_array(schema, int(index) + 1)


def _plain_object(schema: Schema) -> bool:
    return _says_only(schema, _OBJECT_WORDS, "object")


def _plain_array(schema: Schema, size: int) -> bool:
    if not _says_only(schema, _ARRAY_WORDS, "array"):
        return False
    if schema.unique_items and max(schema.min_items or 0, size) > 1:
        return False
    room = schema.max_items is None or schema.max_items >= max(size, schema.min_items or 0)
    return room and not any(_is_never(item) for item in schema.prefix_items[:size])


def _says_only(schema: Schema, words: frozenset[str], kind: str) -> bool:
    if schema.type and kind not in schema.type:
        return False
    return not schema.never and all(not _is_said(schema, name) for name in _TANGLING - words)


def _is_said(schema: Schema, name: str) -> bool:
    value = getattr(schema, name)
    return value is not None and value is not False and value != () and value != {}


def _is_apart(field: str, sides: tuple[_Side, _Side]) -> bool:
    """Whether no other branch, before or after, has a value that this one has."""
    mine = [(side.normals, getattr(side.schema, field)[int(side.at)]) for side in sides]
    others = [
        (side.normals, branch)
        for side in sides
        for index, branch in enumerate(getattr(side.schema, field))
        if index != int(side.at)
    ]
    return all(_says_little(side, field, int(side.at)) for side in sides) and all(
        _disjoint(one, other) for one in mine for other in others
    )


def _says_little(side: _Side, field: str, index: int) -> bool:
    """Whether a schema says nothing beside its branches that one of them does not say too."""
    schema = side.schema
    if any(_is_said(schema, name) for name in (*_TANGLING - {field}, *_LIMITS)):
        return False
    kinds = _tells(side.normals, getattr(schema, field)[index]).type
    return not schema.type or (bool(kinds) and kinds <= schema.type)


def _disjoint(left: tuple[Normals, Schema | Ref], right: tuple[Normals, Schema | Ref]) -> bool:
    one, other = _tells(*left), _tells(*right)
    if one.type and other.type and not _overlap(one.type, other.type):
        return True
    if one.type != {"object"} or other.type != {"object"}:
        return False
    shared = set(one.required) & set(other.required)
    return any(_differ(_tag(left[0], one, name), _tag(right[0], other, name)) for name in shared)


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    wide = [kinds | {"integer"} if "number" in kinds else kinds for kinds in (left, right)]
    return bool(wide[0] & wide[1])


def _differ(left: tuple[Json, ...] | None, right: tuple[Json, ...] | None) -> bool:
    """Whether two tags are texts and have none in common."""
    if left is None or right is None or not all(isinstance(v, str) for v in (*left, *right)):
        return False
    return not set(left) & set(right)


def _tag(normals: Normals, schema: Schema, name: str) -> tuple[Json, ...] | None:
    tag = schema.properties.get(name)
    return None if tag is None else _tells(normals, tag).enum


def _tells(normals: Normals, schema: Schema | Ref) -> Schema:
    return normals(schema).schema


_TANGLING: Final = frozenset(
    {
        *("enum", "all_of", "any_of", "one_of", "not_", "if_", "contains", "dependent_schemas"),
        *("unevaluated_properties", "unevaluated_items", "property_names", "dependent_required"),
        *("pattern_properties",),
    }
)
"""Fields that have a say on values which other keywords of the schema allow."""
_OBJECT_WORDS: Final = frozenset(
    {"contains", "unevaluated_items", "dependent_required", "pattern_properties"}
)
_ARRAY_WORDS: Final = frozenset(
    {
        *("dependent_schemas", "unevaluated_properties", "property_names", "dependent_required"),
        *("pattern_properties",),
    }
)
_LIMITS: Final = (
    *("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "pattern"),
    *("min_length", "max_length", "min_items", "max_items", "min_properties", "max_properties"),
    *("items", "additional_properties", "format", "properties", "required"),
)
_CHOICES: Final = {"anyOf": "any_of", "oneOf": "one_of"}
_CLEAR: Final[Mapping[str, Callable[[Schema, str], bool]]] = {
    "properties": _property,
    "additionalProperties": _further_member,
    "items": _item,
    "prefixItems": _prefix_item,
}
