"""What a schema is in Python: decided once, for the models and for the signatures of methods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from engross.ir import ABSENT, Api, Json, MediaType, Operation, Parameter, Ref, Schema, json_type
from engross.names import Names, becomes_class, snake
from engross.plan.limits import Limit, plan_limits
from engross.plan.scalars import SENT_TYPES, WireType, wire_type
from engross.pointer import Pointer
from engross.provider import Pagination


@dataclass(frozen=True, kw_only=True)
class Shapes:
    """Questions about the schemas of an API that has been hoisted and named."""

    api: Api
    names: Names
    pages: Mapping[str, str] = field(default_factory=dict[str, str])
    """The documentation pages by their ids: where each is published, as far as that is known."""
    paged: Mapping[Pointer, Pagination] = field(default_factory=dict[Pointer, Pagination])
    """The operations that answer in pages."""
    lenient: bool = False
    """Whether a call succeeds though its answer contradicts the documentation."""
    _met: dict[tuple[int, bool, str], tuple[Schema, list[str]]] = field(
        default_factory=dict[tuple[int, bool, str], tuple[Schema, list[str]]],
        init=False,
        compare=False,
        repr=False,
    )
    """The types that were told, by the identity of a schema, which is kept for it."""

    @cached_property
    def sent_only(self) -> frozenset[Pointer]:
        """The schemas that are in requests and in no answer: they are held to every word."""
        return self.ever_sent - self.ever_received

    @cached_property
    def ever_sent(self) -> frozenset[Pointer]:
        """The schemas that are in requests."""
        return frozenset(self._reachable(self._sent()))

    @cached_property
    def ever_received(self) -> frozenset[Pointer]:
        """The schemas that are in answers, webhooks and callbacks."""
        return frozenset(self._reachable(self._received()))

    def used_directly(self) -> Iterator[Schema | Ref]:
        """Give what operations and webhooks take and give, as they refer to it."""
        yield from self._sent()
        yield from self._received()

    @cached_property
    def limits(self) -> dict[Pointer, Limit]:
        """The scalars that are held to limits."""
        return plan_limits(self.api, self.names, self.sent_only)

    @cached_property
    def variants(self) -> frozenset[Pointer]:
        """The schemas that are a branch of a union: their constants tell the branches apart."""
        places = self._reachable(self.api.schemas.values()).values()
        pending = [branch for schema in places for branch in (*schema.any_of, *schema.one_of)]
        seen: set[Pointer] = set()
        while pending:
            branch = self.api.resolve(pending.pop())
            if branch.pointer not in seen:
                seen.add(branch.pointer)
                pending.extend(branch.all_of)
        return frozenset(seen)

    def is_named(self, schema: Schema | Ref) -> bool:
        """Whether it gets a name in `models`; a component that is a scalar is its wire type."""
        if isinstance(schema, Ref) or schema.pointer not in self.names.classes:
            return False
        parts = schema.any_of or schema.one_of or schema.items or schema.properties
        if not schema.type or schema.type & {"object", "array"}:
            parts = parts or schema.all_of
        return becomes_class(self.api, schema) or bool(parts or schema.type & {"object", "array"})

    def is_nullable(self, schema: Schema | Ref) -> bool:
        """Whether null is one of its values: by its type, its enum or a branch."""
        resolved = self.api.resolve(schema)
        listed = resolved.enum is not None and None in resolved.enum
        branches = (*resolved.any_of, *resolved.one_of)
        parts = () if resolved.type else [*filter(self._settles_null, resolved.all_of)]
        return (
            resolved.nullable
            or listed
            or resolved.const is None
            or any(map(self.is_nullable, branches))
            or (bool(parts) and all(map(self.is_nullable, parts)))
        )

    def _settles_null(self, schema: Schema | Ref) -> bool:
        """Whether a part of an `allOf` says anything of null; one that only describes does not."""
        part = self.api.resolve(schema)
        listed = part.enum is not None or part.const is not ABSENT
        branches = bool(part.any_of or part.one_of)
        return bool(part.type) or listed or branches or any(map(self._settles_null, part.all_of))

    def branches(self, schema: Schema) -> list[Schema | Ref]:
        """Give the branches of a union other than null."""
        union = (*schema.any_of, *schema.one_of)
        return [branch for branch in union if self.api.resolve(branch).type != {"null"}]

    def is_open(self, enum: Schema) -> bool:
        """Whether an unlisted value is kept: in answers, which may be newer than the spec."""
        return enum.pointer not in self.sent_only

    def keeps_unlisted(self, constant: Schema) -> bool:
        """Whether an enum of one value, which gets no class, keeps another value that came."""
        owner = constant.pointer.parent.parent
        values = [value for value in constant.enum or () if value is not None]
        held = owner in self.sent_only or owner in self.variants
        return len(values) == 1 and not held

    def cited(self, op: Operation) -> list[str]:
        """Say where an operation is documented: the addresses, and the lines of the page."""
        page = (op.source or "").partition("#")[0]
        return [text for text in (op.external_docs, self.pages.get(page), op.source) if text]

    def meaning(self, wire: str, schema: Schema | Ref | None) -> str:
        """Say what a property is: its title, unless that repeats the name, and its description."""
        if schema is None:
            return ""
        target = self.api.resolve(schema)
        if target is not schema and self.is_named(target):
            return schema.description or ""  # The class has a docstring of its own.
        title = target.title or ""
        own = [title] if snake(title) != snake(wire) else []
        text = schema.description or target.description or ""
        return ": ".join(part for part in (*own, text) if part)

    def annotation(self, schema: Schema | Ref | None, *, array: str = "list") -> str:
        """Write the type that a caller gives or gets, as an expression over `models`.

        Args:
            schema: What it is the type of.
            array: The word for `list`, where a method has taken that name.
        """
        return self._union(schema, wire=False, array=array)

    def field_annotation(self, schema: Schema | Ref, *, optional: bool) -> str:
        """Write the type of a field of a model.

        Args:
            schema: What the property is.
            optional: Whether it is None where it is missing.
        """
        target = self.api.resolve(schema)
        types = self._types(schema, wire=False, array="list")
        if target.enum is not None and self.keeps_unlisted(target):
            kinds = [self._kind(target, kind, False, "list") for kind in enum_types(target)]
            types = [*types, *kinds]
        return _joined([*types, "None"] if optional else types)

    def definition(self, schema: Schema) -> str:
        """Write what a name in `models` stands for, where it is no class and no enum."""
        return _joined(self._own_types(schema, wire=False, array="list"))

    def wire_annotation(self, schema: Schema | Ref | None) -> str:
        """Write the type that checks and writes a value, over `models` and `types`."""
        return self._union(schema, wire=True, array="list")

    def _union(self, schema: Schema | Ref | None, *, wire: bool, array: str) -> str:
        return _joined(self._types(schema, wire, array) if schema is not None else ["Any"])

    def _types(self, schema: Schema | Ref, wire: bool, array: str) -> list[str]:
        target = self.api.resolve(schema)
        key = (id(target), wire, array)
        if key not in self._met:
            null = ["None"] if self.is_nullable(target) else []
            self._met[key] = target, [*self._not_null(target, wire, array), *null]
        return self._met[key][1]

    def _not_null(self, target: Schema, wire: bool, array: str) -> list[str]:
        if self.is_named(target):
            named = f"models.{self.names.classes[target.pointer]}"
            return [named, *self._unlisted(target, wire, array)]
        return self._own_types(target, wire, array)

    def _own_types(self, target: Schema, wire: bool, array: str) -> list[str]:
        """Give the types of a schema's own words, but not null."""
        if target.enum is not None or target.const is not ABSENT:
            return [_literal(target)]
        branches = [t for b in self.branches(target) for t in self._types(b, wire, array)]
        kinds = [self._kind(target, kind, wire, array) for kind in sorted(target.type - {"null"})]
        parts = [self._types(part, wire, array) for part in target.all_of]
        known = next((types for types in parts if "Any" not in types), [])
        return branches or known or kinds or ["Any"]

    def _unlisted(self, target: Schema, wire: bool, array: str) -> list[str]:
        if target.enum is None or not self.is_open(target):
            return []
        return [self._kind(target, kind, wire, array) for kind in enum_types(target)]

    def _kind(self, schema: Schema, kind: str, wire: bool, array: str) -> str:
        if kind == "array":
            return f"{array}[{self._union(schema.items, wire=wire, array=array)}]"
        if kind == "object":
            values = self._union(schema.additional_properties, wire=wire, array=array)
            return f"dict[str, {values}]"
        found = self.wire_type(schema, kind)
        if wire and schema.pointer in self.limits:
            return f"_limits.{self.limits[schema.pointer].name}"
        if wire:
            return f"types.{found.name if found else 'String'}"
        return found.python if found else "str"

    def wire_type(self, schema: Schema, kind: str) -> WireType | None:
        """Give the wire type of one of a schema's types; None for a plain string."""
        own = SENT_TYPES.get((kind, schema.format)) if schema.pointer in self.sent_only else None
        return own or wire_type(kind, schema.format)

    def _sent(self) -> Iterable[Schema | Ref]:
        for op in self.api.operations:
            yield from filter(None, map(parameter_schema, op.parameters))
            if op.request_body is not None:
                yield from _schemas(op.request_body.content)

    def _received(self) -> Iterable[Schema | Ref]:
        answers = [r.content for op in self.api.operations for r in op.responses]
        hooks = [hook.request_body.content for hook in self.api.incoming() if hook.request_body]
        for content in (*answers, *hooks):
            yield from _schemas(content)

    def _reachable(self, roots: Iterable[Schema | Ref]) -> dict[Pointer, Schema]:
        seen: dict[Pointer, Schema] = {}
        pending = list(roots)
        while pending:
            schema = self.api.resolve(pending.pop())
            if schema.pointer not in seen:
                seen[schema.pointer] = schema
                pending.extend(schema.children())
        return seen


def _schemas(content: Iterable[MediaType]) -> Iterable[Schema | Ref]:
    return (s for media in content for s in (media.schema, media.item_schema) if s is not None)


def _joined(types: list[str]) -> str:
    parts = [part for one in types for part in ([one] if "[" in one else one.split(" | "))]
    return "Any" if "Any" in types else " | ".join(dict.fromkeys(parts))


def parameter_schema(parameter: Parameter) -> Schema | Ref | None:
    """Give the schema of a parameter's value, also where `content` describes it."""
    return parameter.schema or (parameter.content.schema if parameter.content else None)


def enum_types(schema: Schema) -> list[str]:
    """Name the JSON types of an enum's values other than null, and scalars beside them."""
    listed = {json_type(value) for value in schema.enum or () if value is not None}
    return sorted((schema.type - ({"null", "object", "array"} - listed)) or listed)


def is_literal(value: Json) -> bool:
    """Whether a constant can stand in a `Literal`."""
    return not isinstance(value, Decimal | float | list | dict)


def _literal(schema: Schema) -> str:
    """Write the values of a constant or a small enum as a `Literal`, where Python can."""
    values = [schema.const] if schema.enum is None else [v for v in schema.enum if v is not None]
    if not values:
        return "None"
    if not all(map(is_literal, values)):
        return "Any"
    return f"Literal[{', '.join(map(repr, values))}]"
