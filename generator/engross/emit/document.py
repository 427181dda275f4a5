"""What the engine is given: the schemas of a minimal OpenAPI document, rebuilt from the IR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from engross.emit.extras import with_extras
from engross.emit.graph import reference, references
from engross.ir import ABSENT, Api, Ref, Schema
from engross.names import Names, becomes_class
from engross.plan.objects import (
    ClassParts,
    body_names,
    branches_add,
    class_parts,
    further,
    has_more,
    is_class,
    join,
)
from engross.plan.prose import deprecation
from engross.plan.scalars import SENT_TYPES, WIRE_TYPES
from engross.plan.shapes import Shapes, enum_types, is_literal
from engross.plan.unions import TagTable, tag_table
from engross.plan.values import default_value, plain
from engross.readable import clean

_NO_MEMBERS: Mapping[str, Any] = {"properties": {}, "required": []}


@dataclass(frozen=True, kw_only=True)
class Document:
    """What the engine is given, rebuilt from the IR."""

    shapes: Shapes
    package: str

    @property
    def api(self) -> Api:
        """The API, hoisted and named."""
        return self.shapes.api

    @property
    def names(self) -> Names:
        """Its Python names."""
        return self.shapes.names

    @cached_property
    def named(self) -> dict[str, Schema]:
        """What `models` has, by name."""
        schemas = (s for s in self.api.schemas.values() if isinstance(s, Schema))
        named = {self.names.classes[s.pointer]: s for s in schemas if self.shapes.is_named(s)}
        return dict(sorted(named.items()))

    @cached_property
    def classes(self) -> dict[str, dict[str, Any]]:
        """The schemas themselves, by name."""
        return {name: self._component(schema) for name, schema in self.named.items()}

    def closed(
        self, own: Mapping[str, Mapping[str, Any]], *, package: str
    ) -> dict[str, Mapping[str, Any]]:
        """Add to some schemas the mere name of all else that they refer to.

        Args:
            own: The schemas, by name.
            package: The import name of what the others are imported from.
        """
        around = {target for body in own.values() for target in references(body)} - own.keys()
        return {**{name: self._import(name, package) for name in sorted(around)}, **own}

    @cached_property
    def tags(self) -> dict[str, TagTable]:
        """What chooses among the branches of a union, by its name."""
        unions = {n: schema for n, schema in self.named.items() if "anyOf" in self.classes[n]}
        tables = {name: tag_table(self.shapes, schema) for name, schema in unions.items()}
        return {name: table for name, table in tables.items() if table is not None}

    @cached_property
    def aliases(self) -> dict[str, dict[str, str]]:
        """The field of each property that is called otherwise on the wire, by class."""
        aliases: dict[str, dict[str, str]] = {}
        for owner, schema in self.named.items():
            names = body_names(self.names, self._parts(schema).body)
            aliases[owner] = {wire: name for wire, name in names.items() if name != wire}
        return aliases

    def _import(self, name: str, package: str) -> dict[str, Any]:
        module = "models" if name in self.classes else self._scalars.get(name, "models")
        return {"x-python-import": {"module": f"{package}.{module}", "name": name}}

    @cached_property
    def _scalars(self) -> dict[str, str]:
        """The module of each scalar that the schemas may be made of."""
        limits = {limit.name: "_limits" for limit in self.shapes.limits.values()}
        wires = (*WIRE_TYPES.values(), *SENT_TYPES.values())
        return {wire.name: "_runtime.types" for wire in wires} | limits

    def _parts(self, schema: Schema) -> ClassParts:
        return class_parts(self.api, self.names, schema)

    def _component(self, schema: Schema) -> dict[str, Any]:
        text = [self.shapes.meaning(self.names.classes[schema.pointer], schema)]
        named = f"`{self.names.classes[schema.pointer]}`"
        text += [deprecation(schema, named)] if schema.deprecated else []
        text += [f"Source: {schema.source}"] if schema.source else []
        said = self._body(schema)
        body = {**said, **self._counts(schema, said)}
        description = clean("\n\n".join(filter(None, text)))
        return {**body, **({"description": description} if description else {})}

    def _body(self, schema: Schema | Ref) -> dict[str, Any]:
        """Give the schema without null and without annotations."""
        if isinstance(schema, Ref):
            return self._reference(schema)
        if schema.enum is not None:
            return self._enum(schema)
        if schema.const is not ABSENT:
            return {"const": plain(schema.const)} if is_literal(schema.const) else {}
        if is_class(self.api, schema):
            return self._class(schema)
        if branches := [self._body(branch) for branch in self.shapes.branches(schema)]:
            return _union(branches)
        if parts := [body for part in schema.all_of if (body := self._body(part))]:
            return parts[0]  # Of a conjunction of scalars the first says what the value is.
        kinds = [self._kind(schema, kind) for kind in sorted(schema.type - {"null"})]
        return _union(kinds) if kinds else {"type": "null"} if schema.type else {}

    def _reference(self, ref: Ref) -> dict[str, Any]:
        target = self.api.resolve(ref)
        if not self.shapes.is_named(target):
            return self._body(target)
        own = reference(self.names.classes[target.pointer])
        if target.enum is None or not self.shapes.is_open(target):
            return own
        # An answer may hold a value that is newer than the spec: it is kept as it came.
        return {"anyOf": [own, *self._enum_kinds(target)]}

    def _enum(self, schema: Schema) -> dict[str, Any]:
        values = [plain(value) for value in schema.enum or () if value is not None]
        if not values:
            return {"type": "null"}
        if not becomes_class(self.api, schema):
            if not is_literal(values[0]):
                return {}
            closed = {"const": values[0]} if len(values) == 1 else {"type": "boolean"}
            if not self.shapes.keeps_unlisted(schema):
                return closed
            return {"anyOf": [closed, *self._enum_kinds(schema)]}
        kinds = {type(value) for value in values}
        named = {str: "string", int: "integer"}.get(kinds.pop()) if len(kinds) == 1 else None
        members = {"enum": values, "x-enum-varnames": list(self.names.members[schema.pointer])}
        return {**({"type": named} if named else {}), **members}

    def _enum_kinds(self, schema: Schema) -> list[dict[str, Any]]:
        """Give the types of an enum's values, as what an unknown value may be; a text is any."""
        told = dict.fromkeys(enum_types(schema), schema)
        if "string" in told:
            told["string"] = replace(schema, format=None)
        return [self._kind(kept, word) for word, kept in told.items()]

    def _class(self, schema: Schema) -> dict[str, Any]:
        parts = self._parts(schema)
        body = self._object(parts.body)
        if not parts.bases:
            return body
        whole = join(self.api, schema)
        # The type of further members is said again: pydantic looks for it in the heir's own module.
        own = self._typed({**_NO_MEMBERS, **body}, whole)
        if has_more(whole):
            own.pop("additionalProperties", None)
        bases = [self._reference(base) for base in parts.bases]
        return {"allOf": [*bases, *([own] if own["properties"] else [])]}

    def _kind(self, schema: Schema, kind: str) -> dict[str, Any]:
        if kind == "object":
            return self._object(schema)
        if kind == "array":
            return self._array(schema)
        if schema.pointer in self.shapes.limits:
            return reference(self.shapes.limits[schema.pointer].name)
        wire = self.shapes.wire_type(schema, kind)
        return reference(wire.name) if wire else {"type": kind}

    def _array(self, schema: Schema) -> dict[str, Any]:
        items = self._value(schema.items) if schema.items is not None else {}
        fixed = [self._value(item) for item in schema.prefix_items]
        return {
            "type": "array",
            **({"prefixItems": fixed} if fixed else {}),
            **({"items": items} if items or not fixed else {}),
        }

    def _object(self, schema: Schema) -> dict[str, Any]:
        extra = schema.additional_properties
        never = isinstance(extra, Schema) and extra.never
        sent_only = schema.pointer in self.shapes.sent_only
        if not schema.properties:
            if never:
                return {"type": "object", **({"additionalProperties": False} if sent_only else {})}
            values = {} if extra is None else {"additionalProperties": self._value(extra)}
            return {"type": "object", **values}
        more = not never and (extra is not None or branches_add(self.api, schema))
        closed = not more and set(schema.required) <= schema.properties.keys()
        body = {
            "type": "object",
            "properties": {
                wire: self._property(schema, wire, prop) for wire, prop in schema.properties.items()
            },
            "required": [wire for wire in schema.properties if wire in schema.required],
            **({"additionalProperties": False} if closed and sent_only else {}),
            # Then a member without a name of its own is as documented as the others.
            **({"x-open": True} if more else {}),
        }
        return self._typed(body, schema)

    def _typed(self, body: dict[str, Any], whole: Schema) -> dict[str, Any]:
        """Add to an object what its further members have to be."""
        extra = further(self.api, whole)
        return body if extra is None else with_extras(body, self._value(extra))

    def _property(self, owner: Schema, wire: str, prop: Schema | Ref) -> dict[str, Any]:
        required = wire in owner.required
        resolved = self.api.resolve(prop)
        given = resolved.default if prop.default is ABSENT else prop.default
        default = ABSENT if required else default_value(self.shapes, prop, given)
        nullable = self.shapes.is_nullable(prop)
        if default is None and nullable:
            default = ABSENT  # What the engine writes for a field that may be left out.
        body = self._body(prop) if default is ABSENT else self._behind_names(prop)
        # A constant null is its type already.
        if nullable and resolved.const is not None and (required or default is not ABSENT):
            body = _union([body, {"type": "null"}]) if body else body
        marks = {
            "description": clean(self.shapes.meaning(wire, prop)),
            "deprecated": clean(deprecation(prop, f"`{wire}`")) if prop.deprecated else None,
            # Without a word on it a value is anything, null too.
            "x-nullable": ((nullable or not body) and not required) or None,
            "x-sensitive": (prop.sensitive or resolved.sensitive) or None,
        }
        return {
            **body,
            **self._counts(prop, body),
            **({} if default is ABSENT else {"default": default}),
            **{key: value for key, value in marks.items() if value},
        }

    def _behind_names(self, schema: Schema | Ref) -> dict[str, Any]:
        """Give the schema that a name stands for: the engine sees no enum behind another name."""
        named = self.api.resolve(schema)
        others = named.enum is not None or named.const is not ABSENT or is_class(self.api, named)
        if not others and not self.shapes.branches(named):
            for part in named.all_of:
                if self._body(part):
                    return self._behind_names(part)
        body = self._body(schema)
        if named.items is None or "items" not in body or self.shapes.is_nullable(named.items):
            return body
        return {**body, "items": self._behind_names(named.items)}

    def _value(self, schema: Schema | Ref) -> dict[str, Any]:
        """Give the schema with null where it allows null."""
        body = self._body(schema)
        if not body or not self.shapes.is_nullable(schema):
            return body
        return _union([body, {"type": "null"}])

    def _counts(self, schema: Schema | Ref, body: Mapping[str, Any]) -> dict[str, Any]:
        """Give how many items a list of a request may have.

        Deeper inside a value, or beside null, the engine would need a name for such a list.
        """
        if isinstance(schema, Ref) or schema.pointer not in self.shapes.sent_only:
            return {}
        if body.get("type") != "array":
            return {}
        counts = {"minItems": schema.min_items, "maxItems": schema.max_items}
        return {word: count for word, count in counts.items() if count is not None}


def _union(branches: list[dict[str, Any]]) -> dict[str, Any]:
    """Join what a value may be; where one branch is anything, so is the union."""
    flat = [b for body in branches for b in (body["anyOf"] if set(body) == {"anyOf"} else [body])]
    unique = [branch for number, branch in enumerate(flat) if branch not in flat[:number]]
    if {} in unique:
        return {}
    if len(unique) > 1 and all(set(branch) == {"const"} for branch in unique):
        # Of constants alone the engine would make an enum, and name it itself.
        unique[-1] = {"anyOf": [unique[-1]]}
    return {"anyOf": unique} if len(unique) > 1 else unique[0]
