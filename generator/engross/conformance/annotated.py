"""What type checkers are told of a method: the types of its arguments and of what it gives."""

from __future__ import annotations

from collections.abc import Mapping

from engross.conformance.runner.exact import Json
from engross.conformance.shapes import Shape, Shapes
from engross.conformance.subject import Subject, is_json

# The types of Python that stand for a scalar of the wire.
TYPES: Mapping[str, tuple[str, ...]] = {
    "string": ("str",),
    "boolean": ("bool",),
    "integer": ("int",),
    "number": ("float", "int"),
    "decimal": ("Decimal",),
    "decimal-text": ("Decimal",),
    "date-time": ("datetime",),
    "date": ("date",),
    "time": ("time",),
    "duration": ("str", "timedelta"),
    "uuid": ("UUID",),
}


def annotated(subject: Subject) -> dict[str, Json]:
    """Name the types that a method's annotations must have; where media types are chosen, none."""
    if subject.content_type_name or subject.accept_name or subject.is_multipart:
        return {}
    body = subject.op.request_body
    # A body of text is a text, whatever its format.
    is_text = body is not None and not is_json(body.content[0])
    arguments = {
        argument.name: _types(argument.shape)
        for argument in subject.arguments
        if not (is_text and argument.location == "whole")
    }
    shapes = [
        subject.shapes.of(answer.media.schema)
        for answer in subject.answers
        if answer.is_json and answer.media is not None and answer.media.schema is not None
    ]
    returns = sorted({name for shape in shapes for name in _given(subject.shapes, shape)})
    return {
        "types": {name: types for name, types in arguments.items() if types},
        **({"returns": returns} if returns else {}),
    }


def _given(shapes: Shapes, shape: Shape) -> tuple[str, ...]:
    """Name the types of an answer: its class, or a list and the class of its items."""
    if shape.kind == "array" and shape.items is not None:
        items = shapes.of(shape.items)
        return ("list", items.name) if items.kind == "object" and items.name else ()
    return (shape.name,) if shape.kind == "object" and shape.name else ()


def _types(shape: Shape) -> list[Json]:
    """Name the types of a value; nothing where it is none of a few kinds."""
    named = (shape.name,) if shape.kind in {"enum", "object"} and shape.name else ()
    return sorted(TYPES.get(shape.kind, named))
