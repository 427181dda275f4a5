"""Names of classes, their fields, and the members of enums."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engross.ir import Ref, Schema
from engross.names.casing import assign, free, snake
from engross.names.hoist import Hoisted
from engross.names.reserved import RESERVED_CLASSES, RESERVED_FIELDS, RESERVED_MEMBERS
from engross.pointer import Pointer


def field_names(schemas: Iterable[Schema], classes: Collection[str]) -> dict[Pointer, str]:
    """Name the field of each property, by the property's place.

    Args:
        schemas: Every schema of an API that was hoisted.
        classes: Names that annotations use: in a script without capitals a field may ask for one.
    """
    reserved = RESERVED_FIELDS.union(classes)
    names: dict[Pointer, str] = {}
    for schema in schemas:
        if not schema.properties:
            continue
        wanted = {
            prop.pointer: snake(wire, otherwise="field") for wire, prop in schema.properties.items()
        }
        models_own = {name for name in wanted.values() if name.startswith("model_")}
        names |= assign(wanted, reserved | models_own if models_own else reserved)
    return names


def member_names(schemas: Iterable[Schema]) -> dict[Pointer, tuple[str, ...]]:
    """Name the members of each enum, in the order of its values other than null."""
    names: dict[Pointer, tuple[str, ...]] = {}
    for schema in schemas:
        if schema.enum is None:
            continue
        values = [value for value in schema.enum if value is not None]
        taken: dict[str, None] = {}
        for value in values:
            text = "empty" if value == "" else str(value)
            member = snake(text, otherwise="value").upper().rstrip("_")
            member = f"{member}_" if member.lower() in RESERVED_MEMBERS else member
            taken[free((member,), taken)] = None
        names[schema.pointer] = tuple(taken)
    return names


def class_names(hoisted: Hoisted) -> dict[Pointer, str]:
    """Name the class of each hoisted schema; components choose before inline schemas.

    What only refers to a schema of another file by the same name is that schema.
    """
    components = {place: name for place, name in hoisted.wanted.items() if _is_component(place)}
    ordered = {**components, **hoisted.wanted}
    same = _same(hoisted)
    wanted = {place: name for place, name in ordered.items() if place not in same}
    names = assign(wanted, RESERVED_CLASSES, suffix="Model")
    return {place: names[same.get(place, place)] for place in ordered}


def _same(hoisted: Hoisted) -> dict[Pointer, Pointer]:
    """Give the place that chooses the name for a schema and all that refers to it by its name."""
    chosen: dict[Pointer, Pointer] = {}
    for place, schema in hoisted.api.schemas.items():
        if not isinstance(schema, Ref):
            continue
        target = hoisted.api.resolve(schema).pointer
        is_same = hoisted.wanted.get(target) == hoisted.wanted[place]
        if is_same and target.document != place.document:
            first = chosen.setdefault(target, place)
            if first != place:
                chosen[place] = first
    return chosen


def _is_component(place: Pointer) -> bool:
    return place.parent.tokens == ("components", "schemas")
