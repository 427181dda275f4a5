"""What a schema means to a caller, read from the IR without asking how the client is generated.

`Shapes.of` folds references, `allOf`, null and single alternatives away and says which of a few
kinds of Python value the spec promises. It is the oracle's own reading: nothing of the planning
or printing of the client is used, only the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from engross.ir import ABSENT, Api, Json, MediaType, Ref, Schema, with_members
from engross.names import ANY_NAME, Names
from engross.pointer import Pointer

# JSON Schema 2020-12, "format"; OpenAPI 3.1, "Data Types". Only what has a Python type of its own.
STRING_FORMATS = {
    "date-time": "date-time",
    "date": "date",
    "time": "time",
    "duration": "duration",
    "uuid": "uuid",
    "decimal": "decimal-text",
}
JSON_TYPES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "object": frozenset({"object"}),
        "map": frozenset({"object"}),
        "array": frozenset({"array"}),
        "boolean": frozenset({"boolean"}),
        "integer": frozenset({"integer"}),
        "number": frozenset({"integer", "number"}),
        "decimal": frozenset({"integer", "number"}),
        "null": frozenset({"null"}),
        "any": frozenset({"null", "boolean", "integer", "number", "string", "array", "object"}),
    }
)
"""The JSON types a kind accepts; every kind that is not here is written as a string."""
_TEXT = frozenset({"string"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One property of an object."""

    wire: str
    python: str
    """The field's name; empty where the property has none."""
    schema: Schema | Ref
    required: bool
    """Whether its object always has it."""
    listed: bool
    """Whether a sample has it: `required` names it, or the first branch beside the members."""
    pointer: Pointer
    """`.../properties/<wire name>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One schema as its reader in Python meets it."""

    kind: str
    """object, map, array, string, integer, number, decimal, decimal-text, boolean, null, enum,
    literal, date-time, date, time, duration, uuid, union or any."""
    schema: Schema
    nullable: bool = False
    name: str = ""
    """The class in `models`; empty where there is none, or where none can be told for sure."""
    members: tuple[Member, ...] = ()
    items: Schema | Ref | None = None
    """Of an array; of a map, its values."""
    values: tuple[Json, ...] = ()
    """Of an enum, without null; of a literal, the one value; of any value, those listed."""
    labels: tuple[str, ...] = ()
    """Of an enum: its members' names, in the order of `values`."""
    options: tuple[Schema | Ref, ...] = ()
    """Of a union."""
    more: bool = False
    """Of an object: whether the branches of a union beside its members have others."""
    sensitive: bool = False
    types: frozenset[str] = field(default_factory=frozenset)
    """The JSON types it accepts, null left aside."""
    place: Pointer | None = None
    """What says which values it has: elsewhere than its schema, where that only refers to it."""

    @property
    def lists_numbers(self) -> bool:
        """Whether it is one of several listed numbers, or of fractions among them."""
        return bool(self.labels) and self.types <= {"integer", "number"}


class Shapes:
    """Reads schemas of one API.

    Args:
        api: The API, hoisted.
        names: Its Python names.
        brief: Whether made-up values are small, and made of parts that other values have too.
    """

    def __init__(self, api: Api, names: Names, *, brief: bool = False) -> None:
        self.depth = 3 if brief else 100
        """How deep in a made-up value there is more than what is required."""
        self.elements = 1 if brief else 2
        """How many elements a made-up array has, if the schema does not ask for more."""
        self.parts: dict[Any, Any] | None = {} if brief else None
        """Objects made up for values that are received, for the next ones."""
        self._api = api
        self._names = names
        self._known: dict[Pointer, Shape] = {}
        self._open: set[Pointer] = set()
        # By identity, which is the quickest to ask for; a schema that is kept keeps it.
        self._met: dict[int, tuple[Schema | Ref, Shape]] = {}
        self.made: dict[tuple[Pointer, bool, str], Any] = {}
        """Bodies made up for answers, for the next one of the same schema."""

    def of(self, schema: Schema | Ref) -> Shape:
        """Say what a schema means; a mark beside a reference counts too."""
        met = self._met.get(id(schema))
        if met is not None:
            return met[1]
        resolved = self._api.resolve(schema)
        shape = self._known.get(resolved.pointer) or self._enter(resolved)
        if schema.sensitive and not shape.sensitive:
            shape = replace(shape, sensitive=True)
        if resolved.pointer not in self._open:
            self._met[id(schema)] = (schema, shape)
        return shape

    def flat(self, schema: Schema | Ref, inside: frozenset[Pointer] = frozenset()) -> Schema:
        """Fold `allOf` into one schema: properties and required names together, types in common."""
        schema = self._api.resolve(schema)
        if not schema.all_of:
            return schema
        whole = replace(schema, all_of=())
        for part in reversed(schema.all_of):
            if self._api.resolve(part).pointer not in inside:
                whole = _both(whole, self.flat(part, inside | {schema.pointer}))
        return whole

    def further(self, shape: Shape) -> Schema | Ref | None:
        """Give what the members of an object are that it does not list; None for no one thing."""
        flat = shape.schema
        extra, patterns = flat.additional_properties, flat.pattern_properties
        by_name = bool(patterns) and ANY_NAME.isdisjoint(patterns)
        if shape.kind != "object" or extra is None or by_name or flat.any_of or flat.one_of:
            return None
        return None if self.of(extra).schema.never or self.of(extra).kind == "any" else extra

    def tags(self, union: Schema, branch: Schema | Ref) -> tuple[str, ...]:
        """Give the texts by which the discriminator of a union names a branch."""
        place, told = self._api.resolve(branch).pointer, union.discriminator
        return tuple(t for t, at in told.mapping.items() if at == place) if told else ()

    def _enter(self, schema: Schema) -> Shape:
        if schema.pointer in self._open:
            return Shape(kind="any", schema=schema, nullable=True)
        self._open.add(schema.pointer)
        self._known[schema.pointer] = self._read(schema)
        self._open.discard(schema.pointer)
        return self._known[schema.pointer]

    def _read(self, schema: Schema) -> Shape:
        flat = self.flat(schema)
        shape = self._alternatives(flat) if flat.any_of or flat.one_of else self._plain(flat)
        if schema.all_of and shape.kind in {"object", "enum"}:
            shape = replace(shape, name=self._joint_name(schema, shape))
        # A null beside an `allOf` whose parts have none is meant, though no value keeps to both.
        listed = (schema if schema.type else flat).enum or ()
        nullable = shape.nullable or schema.nullable or flat.nullable or None in listed
        types = shape.types or JSON_TYPES.get(shape.kind, _TEXT)
        sensitive = shape.sensitive or flat.sensitive
        limits = shape.schema is not flat and shape.kind in _LIMITED
        limited = _both(flat, shape.schema) if limits else flat
        if shape.kind == "union" and flat.discriminator is None:
            # It may stand in the only branch other than null.
            limited = with_members(limited, discriminator=shape.schema.discriminator)
        return replace(
            shape,
            schema=limited,
            nullable=nullable,
            types=types,
            sensitive=sensitive,
            place=shape.place or self._place(schema),
        )

    def _place(self, schema: Schema) -> Pointer:
        """Say where the values of a schema are described: what is one reference says none itself.

        A union of one branch and null has the place of the branch already.
        """
        inside: set[Pointer] = set()
        while len(schema.all_of) == 1 and not schema.type and schema.pointer not in inside:
            inside.add(schema.pointer)
            schema = self._api.resolve(schema.all_of[0])
        return schema.pointer

    def is_sent_only(self, shape: Shape) -> bool:
        """Whether its values are in requests and in no answer: then they are held to every word."""
        return shape.place in self.sent and shape.place not in self.received

    def _joint_name(self, schema: Schema, shape: Shape) -> str:
        """Give the class of parts together; one part alone may be the class of its own."""
        several = len(schema.all_of) > 1 and shape.kind == "object"
        return self._names.classes.get(schema.pointer, "") if several else ""

    def _alternatives(self, flat: Schema) -> Shape:
        options = [*flat.any_of, *flat.one_of]
        shapes = [self.of(option) for option in options]
        real = [(o, s) for o, s in zip(options, shapes, strict=True) if s.kind != "null"]
        nullable = len(real) < len(options) or any(shape.nullable for shape in shapes)
        if flat.properties:
            # What the branches say beside the members of all is left to whoever reads it.
            return replace(self._plain(flat), nullable=not flat.type and len(real) < len(options))
        if not real:
            return Shape(kind="any", schema=flat, nullable=True)
        first = real[0][1]
        if len(real) == 1:
            return replace(first, nullable=nullable)
        if all(_same(first, shape) for _, shape in real):
            return replace(first, nullable=nullable, schema=flat)
        types = frozenset().union(*(shape.types for _, shape in real))
        kept = tuple(option for option, _ in real)
        return Shape(kind="union", schema=flat, nullable=nullable, options=kept, types=types)

    def _plain(self, flat: Schema) -> Shape:
        if flat.const is not ABSENT:
            return self._literal(flat, flat.const)
        if flat.enum is not None:
            return self._enum(flat)
        types = flat.type - {"null"}
        if types == {"integer", "number"}:
            types = frozenset({"number"})
        if len(types) > 1:
            return Shape(kind="union", schema=flat, types=_accepted(types))
        word = next(iter(types), "") or _implied(flat)
        return self._typed(flat, word)

    def _typed(self, flat: Schema, word: str) -> Shape:
        if word == "object":
            return self._object(flat)
        if word == "array":
            kind = "any" if flat.prefix_items else "array"
            return Shape(kind=kind, schema=flat, items=flat.items, types=frozenset({"array"}))
        if word == "string":
            return Shape(kind=STRING_FORMATS.get(flat.format or "", "string"), schema=flat)
        if word == "number" and flat.format == "decimal":
            return Shape(kind="decimal", schema=flat)
        if not word:
            nullable = not flat.type
            return Shape(kind="any" if nullable else "null", schema=flat, nullable=True)
        return Shape(kind=word, schema=flat)

    def _object(self, flat: Schema) -> Shape:
        if flat.properties:
            members = tuple(
                self._member(flat, wire, prop)
                for wire, prop in flat.properties.items()
                if not self._goes_the_other_way(flat, prop)
            )
            name = self._names.classes.get(flat.pointer, "")
            others = {m for b in self._beside(flat) for m in b.properties}
            more = bool(others - flat.properties.keys())
            return Shape(kind="object", schema=flat, name=name, members=members, more=more)
        if flat.pattern_properties and ANY_NAME.isdisjoint(flat.pattern_properties):
            return Shape(kind="any", schema=flat, types=frozenset({"object"}))
        extra, name = flat.additional_properties, self._names.classes.get(flat.pointer, "")
        if name and (extra is None or self._api.resolve(extra).never):
            return Shape(kind="object", schema=flat, name=name)
        return Shape(kind="map", schema=flat, items=flat.additional_properties)

    def _member(self, flat: Schema, wire: str, prop: Schema | Ref) -> Member:
        pointer = self._home(prop, flat, wire)
        return Member(
            wire=wire,
            python=self._names.fields.get(pointer, ""),
            schema=prop,
            required=wire in flat.required,
            # A sample keeps to the first branch beside the members, too.
            listed=any(wire in part.required for part in (flat, *self._beside(flat)[:1])),
            pointer=pointer,
        )

    def _beside(self, flat: Schema) -> list[Schema]:
        """Give the branches of the unions that stand beside an object's members."""
        return [self.flat(branch) for branch in (*flat.any_of, *flat.one_of)]

    def _goes_the_other_way(self, flat: Schema, prop: Schema | Ref) -> bool:
        """Whether an object has a member only where it is answered with, and is sent; or reversed.

        OpenAPI 3.1, "Schema Object", `readOnly` and `writeOnly`.
        """
        target = self._api.resolve(prop)
        read_only = prop.read_only or target.read_only
        write_only = prop.write_only or target.write_only
        return (read_only and flat.pointer in self.sent) or (
            write_only and flat.pointer in self.received
        )

    @cached_property
    def received(self) -> frozenset[Pointer]:
        """Every schema that an answer or an incoming request may be made of."""
        answers = [r.content for op in self._api.operations for r in op.responses]
        hooks = [hook.request_body.content for hook in self._api.incoming() if hook.request_body]
        content = [media for each in (*answers, *hooks) for media in each]
        return self._reached(_schemas(content))

    @cached_property
    def sent(self) -> frozenset[Pointer]:
        """Every schema that the body of a request, or a parameter, may be made of."""
        bodies = filter(None, (op.request_body for op in self._api.operations))
        given = [parameter for op in self._api.operations for parameter in op.parameters]
        content = [media for body in bodies for media in body.content]
        content += [parameter.content for parameter in given if parameter.content is not None]
        plain = [parameter.schema for parameter in given if parameter.schema is not None]
        return self._reached([*_schemas(content), *plain])

    def _reached(self, schemas: Iterable[Schema | Ref]) -> frozenset[Pointer]:
        seen: set[Pointer] = set()
        pending = [*schemas]
        while pending:
            schema = self._api.resolve(pending.pop())
            if schema.pointer not in seen:
                seen.add(schema.pointer)
                pending += schema.children()
        return frozenset(seen)

    def _home(self, prop: Schema | Ref, flat: Schema, wire: str) -> Pointer:
        own = flat.pointer / "properties" / wire
        return own if own in self._names.fields else prop.pointer

    def _literal(self, flat: Schema, value: Json) -> Shape:
        kind = "null" if value is None else "literal"
        types = frozenset({_type_of(value)})
        if not types <= {"null", "boolean", "integer", "string"}:
            return Shape(kind="any", schema=flat, nullable=True, values=(value,))
        return Shape(kind=kind, schema=flat, values=(value,), types=types)

    def _enum(self, flat: Schema) -> Shape:
        values = tuple(value for value in flat.enum or () if value is not None)
        if len(values) < 2:
            return self._literal(flat, values[0] if values else None)
        types = frozenset(_type_of(value) for value in values)
        if flat.type and types.isdisjoint(_accepted(flat.type)):
            return Shape(kind="any", schema=flat, values=values)
        uniform = types <= {"string"} or types <= {"integer"}
        return Shape(
            kind="enum" if uniform else "any",
            schema=flat,
            name=self._names.classes.get(flat.pointer, ""),
            values=values,
            labels=self._names.members.get(flat.pointer, ()),
            types=types | flat.type & {"number"} if uniform else _accepted(types),
        )


def _schemas(content: Iterable[MediaType]) -> Iterable[Schema | Ref]:
    return (s for media in content for s in (media.schema, media.item_schema) if s is not None)


def _implied(flat: Schema) -> str:
    if flat.type:
        return ""
    return "object" if flat.properties else ""


def _accepted(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def _same(left: Shape, right: Shape) -> bool:
    known = left.kind not in {"map", "array", "union", "any"} and (left.name or not left.members)
    if left.kind != right.kind or not known:
        return left.schema.pointer == right.schema.pointer
    return left.name == right.name and left.values == right.values


def _type_of(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    named: dict[type[object], str] = {str: "string", list: "array", dict: "object"}
    return named.get(type(value), "number")


def _both(left: Schema, right: Schema) -> Schema:
    """Join two parts of an `allOf`: what the left one says wins where only one can."""
    changes: dict[str, object] = {
        "properties": {**right.properties, **left.properties},
        "required": tuple(dict.fromkeys((*left.required, *right.required))),
        "type": left.type & right.type if left.type and right.type else left.type or right.type,
        "sensitive": left.sensitive or right.sensitive,
    }
    for name in _INHERITED:
        if getattr(left, name) in (None, (), ABSENT):
            changes[name] = getattr(right, name)
    return replace(left, **changes)  # type: ignore[arg-type]


_LIMITED = frozenset({"string", "integer", "number", "decimal", "decimal-text"})
"""What may be held to limits that stand in the only branch of a union."""
_INHERITED = (
    "enum", "const", "format", "items", "any_of", "one_of", "additional_properties", "default",
    "discriminator",
    "minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "min_length", "max_length",
    "pattern", "multiple_of", "min_items", "max_items",
)  # fmt: skip
