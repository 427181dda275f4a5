"""What Python must make of a body that somebody else wrote, and where it contradicts the spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engross.conformance.runner.exact import Json
from engross.conformance.scalars import json_types, member_value, read, tree
from engross.conformance.shapes import Shape, Shapes
from engross.ir import Ref, Schema


@dataclass(slots=True)
class Reading:
    """Describes values and notes contradictions as it goes."""

    shapes: Shapes
    problems: list[str] = field(default_factory=list)

    strict: bool = False
    """Whether a member that the spec does not know is a contradiction too."""
    loses_digits: bool = False
    """Whether a number that need not keep its digits has more than a float is written with."""

    def describe(self, schema: Schema | Ref, wire: Json, place: str = "") -> Json:
        """Describe a value as `samples` does; unknown members are left aside."""
        shape = self.shapes.of(schema)
        if wire is None:
            if not (shape.nullable or shape.kind == "null"):
                self._note(place, "is null")
            return None
        types = json_types(wire)
        fits = not types.isdisjoint(shape.types) or (shape.kind == "any" and not shape.types)
        if not fits:
            self._note(place, f"is {'/'.join(sorted(types))}")
        if not fits or shape.kind in {"any", "union"}:
            return {"any": wire}
        if shape.kind == "object":
            fields = dict(self._fields(shape, wire, place))
            return {"model": shape.name, "fields": fields, **self._further(shape, wire, place)}
        if shape.kind == "array":
            return {"list": [self._part(shape, item, f"{place}[]") for item in wire]}
        if shape.kind == "map":
            parts = {key: self._part(shape, item, f"{place}.{key}") for key, item in wire.items()}
            return {"dict": parts}
        if shape.kind == "enum":
            values = [tree(value) for value in shape.values]
            known = wire in values
            return member_value(shape, values.index(wire))[1] if known else {"open": wire}
        if shape.kind == "number" and _is_long(wire.text):
            self.loses_digits = True
        return read(shape, wire)[1]

    def _fields(
        self, shape: Shape, wire: dict[str, Json], place: str
    ) -> Iterator[tuple[str, Json]]:
        for member in shape.members:
            if member.wire in wire and member.python:
                value = self.describe(member.schema, wire[member.wire], f"{place}.{member.wire}")
                yield member.python, value
            elif member.required and member.wire not in wire:
                self._note(f"{place}.{member.wire}", "is absent")
        if self.strict and self.shapes.further(shape) is None:
            for name in wire.keys() - {member.wire for member in shape.members}:
                self._note(f"{place}.{name}", "is unknown to the spec")

    def _further(self, shape: Shape, wire: dict[str, Json], place: str) -> dict[str, Json]:
        """Describe what the object does not list, where it says what such a member is."""
        extra, known = self.shapes.further(shape), {member.wire for member in shape.members}
        if extra is None or wire.keys() <= known:
            return {}
        others = {name: value for name, value in wire.items() if name not in known}
        return {
            "extra": {
                name: self.describe(extra, value, f"{place}.{name}")
                for name, value in others.items()
            }
        }

    def _part(self, shape: Shape, wire: Json, place: str) -> Json:
        return {"any": wire} if shape.items is None else self.describe(shape.items, wire, place)

    def _note(self, place: str, problem: str) -> None:
        self.problems.append(f"{place} {problem}".lstrip("."))


def _is_long(digits: str) -> bool:
    return not digits.lstrip("-").isdecimal() and repr(float(digits)) != digits
