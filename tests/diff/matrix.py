"""The tables of the matrix: edits of a schema, places it stands in, and values to try."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

S: Final = {"type": "string"}
# Single letters keep a row of the tables on one line.
I: Final = {"type": "integer"}  # noqa: E741
N: Final = {"type": "number"}
A: Final = {"type": "array"}
O: Final = {"type": "object"}  # noqa: E741
OA: Final = {**O, "properties": {"a": S}}
TREE: Final = {**O, "properties": {"v": S, "next": {"$ref": "#/components/schemas/Tree"}}}


def _o(**properties: Any) -> dict[str, Any]:
    return {**O, "properties": properties}


def _cat(kind: str, **properties: Any) -> dict[str, Any]:
    return {**_o(k={"const": kind}, **properties), "required": ["k"]}


EDITS: Final[dict[str, tuple[Any, Any]]] = {
    "max": (I, {**I, "maximum": 5}),
    "max tighter": ({**N, "maximum": 7}, {**N, "maximum": 5}),
    "exclusive max": ({**N, "maximum": 5}, {**N, "exclusiveMaximum": 5}),
    "min": (I, {**I, "minimum": 0}),
    "min tighter": ({**I, "minimum": -3}, {**I, "minimum": 0}),
    "exclusive min": ({**N, "minimum": 0}, {**N, "exclusiveMinimum": 0}),
    "multiple": (I, {**I, "multipleOf": 2}),
    "multiple finer": ({**I, "multipleOf": 2}, {**I, "multipleOf": 4}),
    "multiple other": ({**I, "multipleOf": 2}, {**I, "multipleOf": 3}),
    "multiple of one": (I, {**N, "multipleOf": 1}),
    "max length": (S, {**S, "maxLength": 3}),
    "max length tighter": ({**S, "maxLength": 4}, {**S, "maxLength": 2}),
    "min length": (S, {**S, "minLength": 1}),
    "min length tighter": ({**S, "minLength": 1}, {**S, "minLength": 3}),
    "pattern": (S, {**S, "pattern": "^x+$"}),
    "pattern other": ({**S, "pattern": "^[a-c]+$"}, {**S, "pattern": "^[a-b]+$"}),
    "pattern foreign": (S, {**S, "pattern": "^(?!a).*$"}),
    "pattern class": ({**S, "pattern": "^[0-9]+$"}, {**S, "pattern": "^\\d{2}$"}),
    "format date": (S, {**S, "format": "date"}),
    "format other": ({**S, "format": "date"}, {**S, "format": "date-time"}),
    "format uuid": (S, {**S, "format": "uuid"}),
    "format email": (S, {**S, "format": "email"}),
    "format uri": (S, {**S, "format": "uri"}),
    "enum": (S, {**S, "enum": ["a", "b"]}),
    "enum value": ({**S, "enum": ["a", "b"]}, {**S, "enum": ["a"]}),
    "enum other": ({**S, "enum": ["a", "b"]}, {**S, "enum": ["a", "c"]}),
    "enum of numbers": ({"enum": [1, 2]}, {"enum": [1]}),
    "enum bare": ({}, {"enum": ["a", 1, None]}),
    "const": (S, {**S, "const": "a"}),
    "const other": ({"const": "a"}, {"const": "b"}),
    "null in enum": ({"enum": ["a", None]}, {"enum": ["a"]}),
    "nullable": ({"type": ["string", "null"]}, S),
    "nullable object": ({**OA, "type": ["object", "null"]}, OA),
    "number to integer": (N, I),
    "integer to string": (I, S),
    "boolean to string": ({"type": "boolean"}, S),
    "any to string": ({}, S),
    "list of types": ({"type": ["string", "integer"]}, I),
    "string to array": (S, {**A, "items": S}),
    "string to object": (S, OA),
    "never": (S, False),
    "always": (True, S),
    "items": (A, {**A, "items": S}),
    "items tighter": ({**A, "items": N}, {**A, "items": I}),
    "items closed": ({**A, "prefixItems": [S]}, {**A, "prefixItems": [S], "items": False}),
    "max items": (A, {**A, "maxItems": 1}),
    "min items": (A, {**A, "minItems": 1}),
    "unique items": (A, {**A, "uniqueItems": True}),
    "prefix": (A, {**A, "prefixItems": [S]}),
    "prefix longer": ({**A, "prefixItems": [S]}, {**A, "prefixItems": [S, I]}),
    "prefix tighter": ({**A, "prefixItems": [N]}, {**A, "prefixItems": [I]}),
    "contains": (A, {**A, "contains": S}),
    "contains tighter": ({**A, "contains": N}, {**A, "contains": I}),
    "min contains": ({**A, "contains": S}, {**A, "contains": S, "minContains": 2}),
    "max contains": ({**A, "contains": S}, {**A, "contains": S, "maxContains": 1}),
    "max contains within": (
        {**A, "contains": I, "maxContains": 1},
        {**A, "contains": N, "maxContains": 1},
    ),
    "min contains nothing": ({**A, "contains": S, "minContains": 0}, {**A, "contains": S}),
    "unevaluated items": (
        {**A, "prefixItems": [S]},
        {**A, "prefixItems": [S], "unevaluatedItems": False},
    ),
    "property": (OA, _o(a=S, b=S)),
    "property of anything": (OA, _o(a=S, b={})),
    "property in a closed object": (
        {**_o(a=S, b=S), "additionalProperties": False},
        {**OA, "additionalProperties": False},
    ),
    "required": (OA, {**OA, "required": ["a"]}),
    "required unknown": (O, {**O, "required": ["z"]}),
    "required property": (OA, {**_o(a=S, b=S), "required": ["b"]}),
    "required property of anything": (OA, {**_o(a=S, b={}), "required": ["b"]}),
    "required default": (_o(a={**S, "default": "x"}), {**_o(a=S), "required": ["a"]}),
    "closed": (OA, {**OA, "additionalProperties": False}),
    "map": (O, {**O, "additionalProperties": S}),
    "map tighter": ({**O, "additionalProperties": N}, {**O, "additionalProperties": I}),
    "max properties": (O, {**O, "maxProperties": 1}),
    "min properties": (O, {**O, "minProperties": 1}),
    "property names": (O, {**O, "propertyNames": {"pattern": "^[a-z]+$"}}),
    "property names tighter": (
        {**O, "propertyNames": {"maxLength": 2}},
        {**O, "propertyNames": {"maxLength": 1}},
    ),
    "pattern properties": (O, {**O, "patternProperties": {"^a": S}}),
    "pattern properties tighter": (
        {**O, "patternProperties": {"^a": N}},
        {**O, "patternProperties": {"^a": I}},
    ),
    "dependent required": (OA, {**OA, "dependentRequired": {"a": ["b"]}}),
    "dependent required more": (
        {**OA, "dependentRequired": {"a": ["b"]}},
        {**OA, "dependentRequired": {"a": ["b", "c"]}},
    ),
    "dependent schema": (OA, {**OA, "dependentSchemas": {"a": {"required": ["b"]}}}),
    "unevaluated properties": (
        {"allOf": [OA], "type": "object"},
        {"allOf": [OA], "type": "object", "unevaluatedProperties": False},
    ),
    "unevaluated and a part": (
        {"allOf": [OA, _o(b=S)], "unevaluatedProperties": False},
        {"allOf": [OA], "unevaluatedProperties": False},
    ),
    "property tighter": (_o(a=N), _o(a=I)),
    "property nested": (_o(a=_o(b=N)), _o(a=_o(b=I))),
    "not": (S, {**S, "not": {"const": "a"}}),
    "not wider": ({"not": {"const": "a"}}, {"not": {"enum": ["a", "b"]}}),
    "not a type": ({"not": {"type": "integer"}}, {"not": {"type": "number"}}),
    "not required": (O, {**O, "not": {"required": ["a"]}}),
    "any of": ({"anyOf": [S, OA, A]}, {"anyOf": [S, OA]}),
    "any of within": ({"anyOf": [N, OA]}, {"anyOf": [I, OA]}),
    "any of masked": (
        {"anyOf": [{**S, "maxLength": 5}, {**S, "pattern": "^a"}]},
        {"anyOf": [{**S, "maxLength": 3}, {**S, "pattern": "^a"}]},
    ),
    "any of covered": ({"anyOf": [S, N]}, {"anyOf": [S, N, I]}),
    "any of covered within": (
        {"anyOf": [N, {**I, "maximum": 5}]},
        {"anyOf": [N, {**I, "maximum": 3}]},
    ),
    "one of": ({"oneOf": [S, OA, A]}, {"oneOf": [S, OA]}),
    "one of within": ({"oneOf": [{**S, "maxLength": 3}, I]}, {"oneOf": [{**S, "maxLength": 2}, I]}),
    "one of overlap": ({"oneOf": [I, S]}, {"oneOf": [I, S, N]}),
    "one of overlap within": (
        {"oneOf": [{**N, "maximum": 5}, {**N, "minimum": 8}]},
        {"oneOf": [{**N, "maximum": 9}, {**N, "minimum": 8}]},
    ),
    "one of kinds": ({"oneOf": [_cat("x"), _cat("y")]}, {"oneOf": [_cat("x")]}),
    "one of kinds within": (
        {"oneOf": [_cat("x", n=N), _cat("y")]},
        {"oneOf": [_cat("x", n=I), _cat("y")]},
    ),
    "one of to any of": ({"anyOf": [N, I]}, {"oneOf": [N, I]}),
    "all of": ({"allOf": [OA]}, {"allOf": [OA, {"required": ["a"]}]}),
    "all of within": ({"allOf": [_o(a=N), _o(b=S)]}, {"allOf": [_o(a=I), _o(b=S)]}),
    "all of masked": ({"allOf": [_o(a=N), _o(a=I)]}, {"allOf": [_o(a=I), _o(a=I)]}),
    "all of patterns": (
        {"allOf": [{**S, "pattern": "^a"}]},
        {"allOf": [{**S, "pattern": "^a"}, {"pattern": "b$"}]},
    ),
    "if": (
        {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
        {"if": {"required": ["a"]}, "then": {"required": ["b", "c"]}},
    ),
    "if added": (O, {**O, "if": {"required": ["a"]}, "then": {"required": ["b"]}}),
    "if itself": (
        {"if": I, "then": {"minimum": 0}},
        {"if": N, "then": {"minimum": 0}},
    ),
    "else": ({"if": S, "else": N}, {"if": S, "else": I}),
    "if without then": ({"if": S}, {"if": I}),
    "recursive": (
        {"$ref": "#/components/schemas/Tree"},
        {"allOf": [{"$ref": "#/components/schemas/Tree"}, {"required": ["v"]}]},
    ),
    "closed by a part": (
        {"allOf": [OA]},
        {"allOf": [{**OA, "additionalProperties": False}]},
    ),
    "read only": (OA, _o(a={**S, "readOnly": True})),
    "two at once": ({**S, "maxLength": 5}, {**S, "minLength": 2, "maxLength": 7}),
    "two that cancel": (
        {"anyOf": [{**I, "maximum": 5}, {**S}]},
        {"anyOf": [{**I, "maximum": 3}, {**S}, {**I, "minimum": 0}]},
    ),
    "if and then": (
        {"if": False, "then": False},
        {"if": True, "then": False},
    ),
    "tree deeper": (_o(a=TREE), _o(a={**TREE, "required": ["v"]})),
}
"""Name → a schema and another; compared both ways, in requests and responses."""

SAME: Final[dict[str, tuple[Any, Any]]] = {
    "part": (OA, {"allOf": [OA]}),
    "only alternative": (S, {"anyOf": [S]}),
    "only choice": (S, {"oneOf": [S]}),
    "nested parts": (OA, {"allOf": [{"allOf": [{"anyOf": [OA]}]}]}),
    "null as alternative": ({"anyOf": [S, {"type": "null"}]}, {"type": ["string", "null"]}),
    "null as choice": ({"oneOf": [OA, {"type": "null"}]}, {**OA, "type": ["object", "null"]}),
    "null in another place": ({"anyOf": [{"type": "null"}, I]}, {"anyOf": [I, {"type": "null"}]}),
    "const": ({"const": "a"}, {"enum": ["a"]}),
    "const of a type": ({**S, "const": "a"}, {"const": "a"}),
    "enum in another order": ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
    "enum of a type": ({**S, "enum": ["a", "b"]}, {"enum": ["a", "b"]}),
    "enum twice": ({"enum": ["a", "b"]}, {"anyOf": [{"const": "a"}, {"const": "b"}]}),
    "types in another order": (
        {"type": ["a", "b"][:0] or ["string", "integer"]},
        {"type": ["integer", "string"]},
    ),
    "types as alternatives": ({"type": ["string", "integer"]}, {"anyOf": [S, I]}),
    "a list of one type": (S, {"type": ["string"]}),
    "alternatives in another order": ({"anyOf": [S, OA]}, {"anyOf": [OA, S]}),
    "choices in another order": (
        {"oneOf": [_cat("x"), _cat("y")]},
        {"oneOf": [_cat("y"), _cat("x")]},
    ),
    "parts in another order": ({"allOf": [OA, _o(b=I)]}, {"allOf": [_o(b=I), OA]}),
    "joined limits": (
        {"allOf": [{"minLength": 1}, {"maxLength": 3}]},
        {"minLength": 1, "maxLength": 3},
    ),
    "joined properties": ({"allOf": [OA, _o(b=I)]}, _o(a=S, b=I)),
    "joined requirements": (
        {"allOf": [{**OA, "required": ["a"]}, {"required": ["b"]}]},
        {**OA, "required": ["b", "a"]},
    ),
    "joined types": ({"allOf": [{"type": ["string", "null"]}, S]}, S),
    "required in another order": ({**O, "required": ["a", "b"]}, {**O, "required": ["b", "a"]}),
    "properties in another order": (_o(a=S, b=I), _o(b=I, a=S)),
    "bounds": ({**N, "maximum": 5, "exclusiveMaximum": 5}, {**N, "exclusiveMaximum": 5}),
    "a looser bound beside": (
        {**N, "minimum": 0, "exclusiveMinimum": 0},
        {**N, "exclusiveMinimum": 0},
    ),
    "anything": ({}, True),
    "nothing": (False, {"not": {}}),
    "any further member": (OA, {**OA, "additionalProperties": True}),
    "any further member, a schema": (OA, {**OA, "additionalProperties": {}}),
    "any item": (A, {**A, "items": {}}),
    "no least": (S, {**S, "minLength": 0}),
    "no least items": (A, {**A, "minItems": 0}),
    "no least members": (O, {**O, "minProperties": 0}),
    "not unique": (A, {**A, "uniqueItems": False}),
    "one of disjoint": ({"oneOf": [S, I]}, {"anyOf": [S, I]}),
    "one of kinds": ({"oneOf": [_cat("x"), _cat("y")]}, {"anyOf": [_cat("x"), _cat("y")]}),
    "not twice": (S, {"not": {"not": S}}),
    "integral": (I, {**N, "multipleOf": 1}),
    "integer among numbers": ({"type": ["number", "integer"]}, N),
    "inline": (TREE, {"$ref": "#/components/schemas/Tree"}),
    "another name": ({"$ref": "#/components/schemas/Tree"}, {"$ref": "#/components/schemas/Wood"}),
    "a name beside": (
        {"$ref": "#/components/schemas/Tree"},
        {"allOf": [{"$ref": "#/components/schemas/Tree"}]},
    ),
    "a title": (S, {**S, "title": "T", "description": "D"}),
    "a default": (S, {**S, "default": "x"}),
    "a keyword of another type": (S, {**S, "maximum": 5}),
    "a limit out of reach": ({"enum": ["a", "b"]}, {"enum": ["a", "b"], "maxLength": 5}),
    "then without if": (O, {**O, "then": {"required": ["a"]}}),
    "contains nothing asked": (A, {**A, "contains": S, "minContains": 0}),
}
"""Name → two ways to say the same."""

COMPONENTS: Final = {
    "Tree": TREE,
    "Wood": {**O, "properties": {"v": S, "next": {"$ref": "#/components/schemas/Wood"}}},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a schema stands in a document."""

    wrap: Callable[[Any], Any]
    """The schema it is inside of."""
    lift: Callable[[Any], Any]
    """A value of that, with a value of the schema in its place."""


def _same(value: Any) -> Any:
    return value


def _ref(schema: Any) -> Any:
    return {"$ref": "#/components/schemas/It", "§": schema}


PLACES: Final[dict[str, Place]] = {
    "whole": Place(wrap=_same, lift=_same),
    "property": Place(wrap=lambda s: _o(it=s), lift=lambda v: {"it": v}),
    "required property": Place(
        wrap=lambda s: {**_o(it=s, more=I), "required": ["it", "more"]},
        lift=lambda v: {"it": v, "more": 1},
    ),
    "nested property": Place(wrap=lambda s: _o(deep=_o(it=s)), lift=lambda v: {"deep": {"it": v}}),
    "item": Place(wrap=lambda s: {**A, "items": s}, lift=lambda v: [v]),
    "item, not alone": Place(
        wrap=lambda s: {**A, "items": s, "minItems": 2}, lift=lambda v: [v, v]
    ),
    "prefix item": Place(wrap=lambda s: {**A, "prefixItems": [I, s]}, lift=lambda v: [1, v]),
    "further member": Place(
        wrap=lambda s: {**OA, "additionalProperties": s}, lift=lambda v: {"zz": v}
    ),
    "member by pattern": Place(
        wrap=lambda s: {**O, "patternProperties": {"^z": s}}, lift=lambda v: {"zz": v}
    ),
    "part": Place(wrap=lambda s: {"allOf": [s, {"title": "x"}]}, lift=_same),
    "part of an object": Place(
        wrap=lambda s: {"allOf": [OA, _o(it=s)]}, lift=lambda v: {"it": v, "a": "a"}
    ),
    "alternative": Place(wrap=lambda s: {"anyOf": [{**_cat("q")}, s]}, lift=_same),
    "alternative that covers": Place(wrap=lambda s: {"anyOf": [s, S]}, lift=_same),
    "alternative inside": Place(
        wrap=lambda s: {"anyOf": [_o(it=s), {**A, "items": I}]}, lift=lambda v: {"it": v}
    ),
    "alternative that overlaps": Place(
        wrap=lambda s: {
            "anyOf": [{**_o(it=s), "required": ["it"]}, {**_o(n=I), "required": ["n"]}]
        },
        lift=lambda v: {"it": v},
    ),
    "choice": Place(wrap=lambda s: {"oneOf": [s, {**_cat("q")}]}, lift=_same),
    "choice that overlaps": Place(wrap=lambda s: {"oneOf": [s, {**S, "minLength": 2}]}, lift=_same),
    "not": Place(wrap=lambda s: {"not": s}, lift=_same),
    "not, inside": Place(
        wrap=lambda s: {**O, "not": {**_o(it=s), "required": ["it"]}}, lift=lambda v: {"it": v}
    ),
    "if": Place(wrap=lambda s: {"if": s, "then": {"type": ["string", "object"]}}, lift=_same),
    "then": Place(wrap=lambda s: {"if": {"type": ["string", "integer"]}, "then": s}, lift=_same),
    "else": Place(wrap=lambda s: {"if": {"type": "null"}, "else": s}, lift=_same),
    "contains": Place(wrap=lambda s: {**A, "contains": s}, lift=lambda v: [v]),
    "contains at most": Place(
        wrap=lambda s: {**A, "contains": s, "maxContains": 1}, lift=lambda v: [v, v]
    ),
    "dependent": Place(
        wrap=lambda s: {**O, "dependentSchemas": {"zz": _o(it=s)}},
        lift=lambda v: {"it": v, "zz": 1},
    ),
    "unevaluated": Place(
        wrap=lambda s: {"allOf": [OA], "unevaluatedProperties": s}, lift=lambda v: {"zz": v}
    ),
    "forbidden": Place(
        wrap=lambda s: {"allOf": [_o(it=s), {"properties": {"it": False}}]},
        lift=lambda v: {"it": v},
    ),
    "out of reach": Place(
        wrap=lambda s: {**_o(it=s), "maxProperties": 0}, lift=lambda v: {"it": v}
    ),
}

PARAMETERS: Final = ("query", "path", "header", "cookie", "response header")


def sent(schema: Any, location: str) -> dict[str, Any]:
    """Write an operation with a value that is sent as text."""
    answer: dict[str, Any] = {"description": ""}
    operation: dict[str, Any] = {"responses": {"200": answer}}
    if location == "response header":
        answer["headers"] = {"it": {"required": True, "schema": schema}}
    else:
        told = {"name": "it", "in": location, "required": True, "schema": schema}
        operation["parameters"] = [told]
    return {"paths": {"/{it}" if location == "path" else "/it": {"get": operation}}}


def document(request: Any, response: Any, **components: Any) -> dict[str, Any]:
    """Write an operation that takes values of one schema and gives values of another."""
    content = [{"application/json": {"schema": schema}} for schema in (request, response)]
    answer = {"200": {"description": "", "content": content[1]}}
    operation = {"requestBody": {"content": content[0]}, "responses": answer}
    return {
        "paths": {"/it": {"post": operation}},
        "components": {"schemas": {**COMPONENTS, **components}},
    }


def whole(schema: Any, **components: Any) -> Any:
    """Give a schema that a validator can be asked with."""
    text = json.dumps({"allOf": [schema], "$defs": {**COMPONENTS, **components}})
    return json.loads(text.replace("#/components/schemas/", "#/$defs/"))


def pool() -> Iterator[Any]:
    """Yield plain values of every type, around the limits of the table."""
    yield from (None, True, False, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -4, 0.5, 5.5, 2.5, -0.5, 100)
    yield from ("", "a", "b", "c", "x", "xx", "ab", "abc", "abcd", "abcdef", "12", "1", "zzzzzzzz")
    yield from (
        "2020-02-29",
        "2020-02-29T12:00:00Z",
        "a@example.com",
        "https://example.com/",
        "d b",
    )
    yield "6f1c0b5e-6d0c-4a3e-8f57-0b7d4f0a9e21"
    scalars = (None, 0, 1, 0.5, "a", "b")
    yield []
    for first in scalars:
        yield [first]
        for second in (*scalars, []):
            yield [first, second]
    yield from (["a", "b", "c"], ["a", 1, 2], [1, 2, 3], [0.5, 0.5, 1])
    yield {}
    for name in ("a", "b", "z", "n", "k", "v", "it", "zz", "A", "ab", "abc", "next"):
        for value in (*scalars, {}, {"b": 0.5}, {"v": "a"}, {"v": 1}):
            yield {name: value}
            yield {"a": "a", name: value}
    yield from ({"k": "x"}, {"k": "y"}, {"k": "x", "n": 1}, {"k": "x", "n": 0.5}, {"k": "q"})
    yield from ({"a": "a", "b": "b", "c": "c"}, {"a": "a", "b": "b"}, {"b": "b", "c": "c"})
