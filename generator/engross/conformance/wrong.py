"""Values a schema does not allow: one for each JSON type, and for each rule of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from engross.conformance.arguments import Argument
from engross.conformance.contents import CONTENT
from engross.conformance.contents import WRONG as CONTENTS
from engross.conformance.runner.exact import Json, Number, is_array, is_object
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import LONGEST_TEXT, NoValueError
from engross.conformance.shapes import Shape, Shapes
from engross.ir import Schema

Wrong = tuple[str, Json, str]
"""Variant, value, and what is wrong with it."""

# One value for each JSON type. A number without a fraction is an integer to JSON Schema, so the
# wrong number has one.
BY_TYPE: Mapping[str, Json] = {
    "string": "engross-wrong",
    "number": Number("1.5"),
    "integer": Number("7"),
    "boolean": True,
    "array": [],
    "object": {},
}
NUMBERS = frozenset({"number", "integer"})
"""What a decimal text may be instead: it loses nothing, and callers give a Decimal or an int."""
MALFORMED = {
    "date-time": "yesterday",
    "date": "2025-13-45",
    "time": "noon",
    "duration": "two days",
    "uuid": "not-a-uuid",
    "decimal-text": "fifteen",
}
BEYOND_FLOATS = "12345678901234567.89"
"""Digits that no float holds: an answer may have them where a `number` is no decimal."""
NAIVE = "2025-11-22T11:25:30"
"""A date-time without an offset: an answer may have one."""


def wrong_types(shape: Shape) -> Iterator[Wrong]:
    """Give wire values of every JSON type that a schema does not allow."""
    if shape.kind == "any" and not shape.types:
        return
    for word, value in BY_TYPE.items():
        if word in shape.types or (shape.kind == "decimal-text" and word in NUMBERS):
            continue
        if word == "number" and shape.kind == "literal" and word in shape.schema.type:
            continue  # an answer may have another number, which is newer than the spec
        yield word, value, f"is {_article(word)}, the spec says {_listed(shape.types)}"
    if shape.kind in MALFORMED:
        yield "malformed", MALFORMED[shape.kind], f"is no {shape.kind}"


def wrong_arguments(shapes: Shapes, argument: Argument) -> Iterator[Wrong]:
    """Give arguments, described for Python, that the spec does not allow."""
    shape = argument.shape
    if shape.kind == CONTENT:
        yield from ((word, value, why) for word, (value, why) in CONTENTS.items())
        return
    for word, value, why in wrong_types(shape):
        if shape.kind in {"object", "map", "union"} and word == "object":
            continue
        yield word, _described(value), why
    if shape.kind in {"decimal", "decimal-text"}:
        yield "float", {"float": "0.1"}, "is a float, which has no exact digits"
    if shape.kind == "number":
        told = "is a Decimal with more digits than a float, which its argument is, can hold"
        yield "digits", {"decimal": BEYOND_FLOATS}, told
    if shape.kind == "array" and shape.items is not None:
        yield from _wrong_items(shapes, shape)
    if argument.parameter is not None and _is_loose(shapes, argument):
        nested: Json = {"list": [{"list": ["engross-wrong"]}]}
        yield "nested", nested, "has a value with parts, for which its style has no form"
    if argument.location in {"body", "whole"} and shape.kind == "object":
        yield from _wrong_objects(shapes, shape)


def _is_loose(shapes: Shapes, argument: Argument) -> bool:
    """Whether it is a list in a style, of whose items the spec says nothing."""
    items = argument.shape.items
    is_styled = argument.parameter is not None and argument.parameter.content is None
    free = items is None or shapes.of(items).kind == "any"
    return argument.shape.kind == "array" and is_styled and free


def changed_after(description: Json) -> Json:
    """Describe the same value, its first model changed to hold an object where it may not.

    Gives None where there is no model inside whose class can be told, or none with a member that
    is no object.
    """
    if is_array(description):
        parts = [changed_after(part) for part in description]
        at = next((i for i, part in enumerate(parts) if part is not None), None)
        return None if at is None else [*description[:at], parts[at], *description[at + 1 :]]
    if not is_object(description):
        return None
    if "model" in description:
        if not description["model"]:
            return None
        flat = [n for n, part in description["fields"].items() if not _holds_objects(part)]
        return {"changed": [description, flat[0], {"dict": {}}]} if flat else None
    for key in ("list", "dict"):
        inner = description.get(key)
        changed = changed_after(list(inner.values()) if is_object(inner) else inner)
        if changed is not None:
            return {key: dict(zip(inner, changed, strict=True)) if is_object(inner) else changed}
    return None


def _holds_objects(description: Json) -> bool:
    return is_object(description) and not {"model", "dict", "any"}.isdisjoint(description)


def beyond_limits(shape: Shape) -> Iterator[Wrong]:
    """Give arguments of the right type just outside of what the schema allows."""
    schema = shape.schema
    if shape.kind == "enum" and "string" in shape.types:
        yield "unlisted", "engross-unknown", "is none of the listed values"
    if shape.kind == "string":
        low = schema.min_length or 0
        if 0 < low <= LONGEST_TEXT:
            yield "too-short", "x" * (low - 1), "is too short"
        if schema.max_length is not None and schema.max_length < LONGEST_TEXT:
            yield "too-long", "x" * (schema.max_length + 1), "is too long"
    if shape.kind == "date-time":
        yield (
            "naive",
            {"date-time": NAIVE},
            "has no offset, without which RFC 3339 has no date-time",
        )
    if shape.kind in {"integer", "decimal"}:
        yield from _beyond_numbers(shape)
    if shape.kind == "array" and schema.min_items:
        yield "too-few", {"list": []}, "has too few items"


def at_limits(shape: Shape) -> Iterator[tuple[str, Sample]]:
    """Give arguments that are only just what the schema allows."""
    schema = shape.schema
    if schema.multiple_of is not None or schema.pattern is not None:
        return
    if shape.kind == "string" and schema.format is None:
        for variant, length in (("shortest", schema.min_length), ("longest", schema.max_length)):
            if length and length < LONGEST_TEXT:
                yield variant, Sample(wire="x" * length, python="x" * length)
    for variant, limit, exclusive, inside in (
        ("least", schema.minimum, schema.exclusive_minimum, 1),
        ("most", schema.maximum, schema.exclusive_maximum, -1),
    ):
        # Of two limits on one side it is nowhere said which is the closer.
        if shape.kind not in _STEPS or (limit is None) is (exclusive is None):
            continue
        number = limit if exclusive is None else exclusive + inside * _STEPS[shape.kind]
        if number is not None and _allows(schema, number):
            digits = str(number if shape.kind == "decimal" else int(number))
            yield variant, Sample(wire=Number(digits), python={shape.kind: digits})


_STEPS: Mapping[str, int | Decimal] = {"integer": 1, "decimal": Decimal("0.01")}
"""How far inside a limit that is no value itself the next value is tried."""


def _allows(schema: Schema, number: int | Decimal) -> bool:
    """Whether a number is none that a limit rules out, and an integer where it has to be."""
    return (
        (number == int(number) or "integer" not in schema.type)
        and (schema.minimum is None or number >= schema.minimum)
        and (schema.maximum is None or number <= schema.maximum)
        and (schema.exclusive_minimum is None or number > schema.exclusive_minimum)
        and (schema.exclusive_maximum is None or number < schema.exclusive_maximum)
    )


def _beyond_numbers(shape: Shape) -> Iterator[Wrong]:
    schema, tag = shape.schema, shape.kind
    for limit, step in ((schema.minimum, -1), (schema.exclusive_minimum, 0)):
        if limit is not None and not isinstance(limit, bool):
            yield "too-small", {tag: str(int(limit) + step)}, "is too small"
    for limit, step in ((schema.maximum, 1), (schema.exclusive_maximum, 0)):
        if limit is not None and not isinstance(limit, bool):
            yield "too-large", {tag: str(int(limit) + step)}, "is too large"


def _described(value: Json) -> Json:
    if isinstance(value, Number):
        return {"float" if "." in value.text else "integer": value.text}
    if is_array(value):
        return {"list": value}
    return {"dict": value} if is_object(value) else value


def _wrong_items(shapes: Shapes, shape: Shape) -> Iterator[Wrong]:
    item = shapes.of(shape.items) if shape.items is not None else shape
    for word, value, why in wrong_types(item):
        if word != "object":
            yield f"item/{word}", {"list": [_described(value)]}, f"has an item that {why}"


def _wrong_objects(shapes: Shapes, shape: Shape) -> Iterator[Wrong]:
    """A mapping in place of a model, without one of its required members."""
    if not any(member.required for member in shape.members):
        return
    try:
        Sampler(shapes, full=False, writes=True).sample(shape.schema)
    except NoValueError:
        return
    yield "incomplete", {"dict": {}}, "lacks its required members"


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "aio" else f"a {word}"


def _listed(types: frozenset[str]) -> str:
    return " or ".join(sorted(types))
