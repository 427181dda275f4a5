"""Obligations about the models themselves, each class against its schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import VALUE, Parts, Sample, Sampler, long_texts
from engross.conformance.scalars import NoValueError, tree
from engross.conformance.shapes import Member, Shape, Shapes
from engross.conformance.wrong import NAIVE, wrong_types
from engross.ir import ABSENT, Api, Ref, Schema
from engross.pointer import Pointer


def model_obligations(
    api: Api,
    shapes: Shapes,
    sent_only: frozenset[Pointer] = frozenset(),
    *,
    brief: bool = False,
) -> Iterator[Obligation]:
    """Derive the obligations about every class, in the order of the spec.

    Args:
        api: Where the classes stand.
        shapes: What they mean.
        sent_only: The schemas that no answer is made of: they have no members but the spec's.
        brief: Try a class the way that it goes alone, and without one of its required members.
    """
    parts: Parts | None = {} if brief else None
    for schema in api.schemas.values():
        if isinstance(schema, Ref):
            continue
        shape = shapes.of(schema)
        if not shape.name:
            continue
        if shape.kind == "enum" and shape.labels:
            yield _members(shape)
        elif shape.kind == "object":
            yield _schema(shapes, schema, shape)
            writes = schema.pointer in sent_only
            yield from _values(shapes, schema, shape, writes=writes, parts=parts)
            if writes:
                yield from _naive(shapes, schema, shape)
            if (extra := shapes.further(shape)) is not None:
                yield from _misfits(shapes, schema, shape, extra)
            if writes and _is_closed(schema):
                yield from _unknown(shapes, schema, shape)
                if schema.pointer.way:
                    yield from _read_only(shapes, schema, shape, api.schemas[schema.pointer.own])


def _obligation(
    shape: Shape, variant: str, claim: str, pointer: Pointer | None = None, **details: Json
) -> Obligation:
    return Obligation(
        id=f"models/{shape.name}/{variant}",
        check="model" if variant != "members" else "enum",
        claim=claim,
        pointer=pointer or shape.schema.pointer,
        details={"model": shape.name, **details},
    )


def _members(shape: Shape) -> Obligation:
    members: list[Json] = [
        [label, tree(value)] for label, value in zip(shape.labels, shape.values, strict=True)
    ]
    claim = f"{shape.name} has a member for each value of the spec, in its order."
    return _obligation(shape, "members", claim, members=members)


def _schema(shapes: Shapes, schema: Schema, shape: Shape) -> Obligation:
    fields = {
        member.wire: {"required": member.required, "name": member.python,
                      **facts(shapes, member.schema), **_default(shapes, member)}
        for member in shape.members
        if member.python
    }  # fmt: skip
    claim = f"{shape.name} has the properties, types and required names of its schema."
    more: dict[str, Json] = {"joint": True} if schema.all_of else {}
    if (extra := shapes.further(shape)) is not None:
        more["further"] = facts(shapes, extra)
    return _obligation(shape, "schema", claim, fields=fields, **more)


def facts(
    shapes: Shapes, schema: Schema | Ref, within: frozenset[Pointer] = frozenset()
) -> dict[str, Json]:
    """Give what a class' JSON schema must say of one value; of a list of itself only so much."""
    shape = shapes.of(schema)
    place = shape.schema.pointer
    loose = shape.kind == "literal" and "number" in shape.schema.type
    if shape.kind in {"any", "union", "null"} or loose or place in within:
        return {"any": True}
    told: dict[str, Json] = {"types": sorted(_types(shapes, shape) | _null(shape))}
    formats = {"decimal": "decimal", "decimal-text": "decimal"}
    if shape.kind in formats or shape.kind in {"date-time", "date", "time", "duration", "uuid"}:
        told["format"] = formats.get(shape.kind, shape.kind)
    if shape.kind in {"enum", "literal"}:
        told["values"] = [tree(value) for value in shape.values]
    if shape.kind == "enum" and shape.name:
        told["open"] = _is_open(shapes, shape)
    if shape.kind == "object":
        told["class"] = shape.name
    if shape.kind in {"array", "map"}:
        inner = within | {place}
        told["items"] = {"any": True} if shape.items is None else facts(shapes, shape.items, inner)
    if shape.sensitive:
        told["sensitive"] = True
    return told


def _default(shapes: Shapes, member: Member) -> dict[str, Json]:
    if member.required:
        return {}
    given = member.schema.default
    value = given if given is not ABSENT else shapes.of(member.schema).schema.default
    listed = shapes.of(member.schema).values
    unlisted = bool(listed) and value not in listed
    if value is ABSENT or value is None or isinstance(value, dict) or unlisted:
        # Where null has a meaning, an absent member reads as null all the same. What is no object
        # yet is no default of a class, nor is what is none of the listed values one of an enum.
        nullable = shapes.of(member.schema).nullable
        return {"default": None} if nullable else {}
    return {"default": tree(value)}


def _types(shapes: Shapes, shape: Shape) -> frozenset[str]:
    if shape.kind in {"number", "decimal"}:
        return frozenset({"number"})
    if shape.kind == "enum" and not _is_open(shapes, shape):
        return shape.types - {"number"}  # What is sent is listed, and these are whole numbers.
    return shape.types


def _is_open(shapes: Shapes, shape: Shape) -> bool:
    """Whether an enum takes what it does not list: one that is only sent takes nothing else."""
    return not shapes.is_sent_only(shape)


def _null(shape: Shape) -> frozenset[str]:
    return frozenset({"null"}) if shape.nullable else frozenset()


def _values(
    shapes: Shapes, schema: Schema, shape: Shape, *, writes: bool, parts: Parts | None
) -> Iterator[Obligation]:
    brief = parts is not None
    depth = 1 if brief else None
    try:
        # The classes inside have obligations of their own.
        full = Sampler(shapes, writes=writes, parts=parts, depth=depth).sample(schema)
    except NoValueError:
        return
    if not brief or schema.pointer in shapes.sent:
        claim = f"{shape.name} can be built with Python names, and is written with the spec's."
        yield _obligation(shape, "built", claim, action="build", value=full.python, json=full.wire)
    if not brief or schema.pointer not in shapes.sent:
        claim = f"{shape.name} reads a JSON text and writes it back, digit for digit."
        yield _obligation(shape, "read", claim, action="read", value=full.python, json=full.wire)
    least = Sampler(shapes, full=False, writes=writes, parts=parts).sample(schema)
    required = (
        member
        for member in shape.members
        if member.required and member.python in least.python["fields"]
    )
    for member in islice(required, 1 if brief else None):
        yield _incomplete(shape, member, least)
    hidden = list(_hidden(full))
    if hidden:
        yield _obligation(
            shape,
            "silence",
            f"What is sensitive in {shape.name} is read as it came and never printed.",
            action="print",
            value=full.python,
            json=full.wire,
            secrets=hidden,
        )


def _is_closed(schema: Schema) -> bool:
    """Whether a request has no more members than it lists; one without any must say so."""
    extra = schema.additional_properties
    told = isinstance(extra, Schema) and extra.never
    never = told or (extra is None and bool(schema.properties))
    listed = set(schema.required) <= schema.properties.keys()
    composed = schema.all_of or schema.any_of or schema.one_of
    return never and listed and not composed


def _unknown(shapes: Shapes, schema: Schema, shape: Shape) -> Iterator[Obligation]:
    """A member that a closed object does not have."""
    if (least := _least(shapes, schema)) is None:
        return
    yield _obligation(
        shape,
        "unknown",
        f"{shape.name} has no other members: one more is a ValueError.",
        action="refuse",
        value={"model": shape.name, "fields": {**least.python["fields"], "engross_unknown": "x"}},
    )


def _least(shapes: Shapes, schema: Schema) -> Sample | None:
    """Make up an object with nothing but what it must have; None where there is none."""
    try:
        return Sampler(shapes, full=False, writes=True).sample(schema)
    except NoValueError:
        return None


def _misfits(
    shapes: Shapes, schema: Schema, shape: Shape, extra: Schema | Ref
) -> Iterator[Obligation]:
    """A member that the object does not list, of another type than it says of such."""
    if (least := _least(shapes, schema)) is None:
        return
    for variant, value, why in islice(wrong_types(shapes.of(extra)), 1):
        yield _obligation(
            shape,
            f"further/{variant}",
            f"A member that {shape.name} does not list and that {why} is a ValueError.",
            pointer=extra.pointer,
            action="refuse",
            value={**least.python, "extra": {VALUE: {"plain": value}}},
        )


def _naive(shapes: Shapes, schema: Schema, shape: Shape) -> Iterator[Obligation]:
    """A date-time without an offset, where no answer has the member."""
    kinds = ((member, shapes.of(member.schema)) for member in shape.members if member.python)
    moments = (m for m, s in kinds if s.kind == "date-time" and shapes.is_sent_only(s))
    if (least := _least(shapes, schema)) is None:
        return
    for member in islice(moments, 1):
        yield _obligation(
            shape,
            f"naive/{member.wire}",
            f"`{member.python}` needs an offset from UTC: without one it is a ValueError.",
            pointer=member.pointer,
            action="refuse",
            value={
                "model": shape.name,
                "fields": {**least.python["fields"], member.python: {"date-time": NAIVE}},
            },
        )


def _read_only(
    shapes: Shapes, schema: Schema, shape: Shape, answer: Schema | Ref
) -> Iterator[Obligation]:
    """Members that the answers have of the same object, and no request."""
    if (least := _least(shapes, schema)) is None:
        return
    for member in shapes.of(answer).members:
        if member.schema.read_only or shapes.of(member.schema).schema.read_only:
            yield _obligation(
                shape,
                f"read-only/{member.wire}",
                f"`{member.python}` is read-only: {shape.name} refuses it with a ValueError.",
                pointer=member.pointer,
                action="refuse",
                value={
                    "model": shape.name,
                    "fields": {**least.python["fields"], member.python: "x"},
                },
            )


def _incomplete(shape: Shape, member: Member, least: Sample) -> Obligation:
    fields = {
        name: value for name, value in least.python["fields"].items() if name != member.python
    }
    return _obligation(
        shape,
        f"incomplete/{member.wire}",
        f"{shape.name} cannot be built without `{member.python}`: a ValueError.",
        pointer=member.pointer,
        action="refuse",
        value={"model": shape.name, "fields": fields},
    )


def _hidden(full: Sample) -> Iterator[Json]:
    """Give the texts of sensitive leaves, at any depth."""
    for leaf in full.leaves:
        if leaf.shape.sensitive:
            value = leaf.value
            yield from [value.text] if isinstance(value, Number) else long_texts(value)
