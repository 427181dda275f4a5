"""An API's schemas as JSON Schema 2020-12 again, for a validator that was not written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, Final, TypeAlias

from engross.ir import ABSENT, Api, Json, Ref, Schema
from engross.pointer import Pointer
from engross.spec.schemas import KEYWORDS

Document: TypeAlias = dict[str, Json] | bool
"""A JSON Schema."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

ANNOTATIONS: Final = frozenset(
    {
        *("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"),
        *("discriminator", "x-envelope", "x-sensitive"),
    }
)
"""Keywords that allow and refuse no value."""


class Direction(Enum):
    """Who writes a value: the caller or the provider."""

    REQUEST = "request"
    RESPONSE = "response"

    @property
    def opposite(self) -> Direction:
        """The other direction."""
        return Direction.RESPONSE if self is Direction.REQUEST else Direction.REQUEST


_WORDS: Final = {
    field: keyword for keyword, (field, _) in KEYWORDS.items() if keyword not in ANNOTATIONS
}
_DEFAULTS: Final = {field.name: field.default for field in fields(Schema) if field.name in _WORDS}

Inner: TypeAlias = Callable[[Schema | Ref, str, str], Document]
"""Prints a schema inside another: it, the keyword that holds it, and its name there, if any."""

_DEFS: Final = "#/$defs/"
_SHALLOW: Final = 3
_DEEPEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Library:
    """The schemas of one side of a comparison in one direction.

    `readOnly` properties are no part of what is sent, `writeOnly` ones no part of what is
    received (OpenAPI 3.1, "Schema Object"): nobody writes them, and whoever reads ignores them.
    """

    name: str
    """Tells its definitions from those of others in one document."""
    api: Api
    direction: Direction
    writes: bool
    """Whether these are the values that are written, not those that are understood."""
    _names: dict[Pointer, str] = field(default_factory=dict)
    _targets: dict[str, Pointer] = field(default_factory=dict)
    _printed: dict[str, tuple[Document, frozenset[str], int]] = field(default_factory=dict)

    def document(self, schema: Schema | Ref, *_: str) -> Document:
        """Print one schema; its references lead to definitions that `closed` adds."""
        if isinstance(schema, Ref):
            return {"$ref": _DEFS + self._name(schema.target)}
        return self.printed(schema, self.document)

    def printed(self, schema: Schema, inner: Inner) -> Document:
        """Print one schema, and those inside it by a function."""
        if schema.never or schema.enum == ():
            return False
        hidden = frozenset(n for n, child in schema.properties.items() if self.is_hidden(child))
        found: dict[str, Json] = {}
        for name, keyword in _WORDS.items():
            value = getattr(schema, name)
            if value is ABSENT or value is _DEFAULTS[name]:
                continue
            if not value and isinstance(value, Mapping | tuple | frozenset | bool):
                continue
            found[keyword] = self._value(keyword, value, hidden, inner)
        return found

    def _name(self, target: Pointer) -> str:
        if target not in self._names:
            self._names[target] = f"{self.name}.{len(self._names)}"
            self._targets[self._names[target]] = target
        return self._names[target]

    def is_hidden(self, schema: Schema | Ref) -> bool:
        """Say whether a property is no part of values in this direction."""
        target = self.api.resolve(schema)
        if self.direction is Direction.REQUEST:
            return schema.read_only or target.read_only
        return schema.write_only or target.write_only

    def _value(self, keyword: str, value: Any, hidden: frozenset[str], inner: Inner) -> Json:
        if keyword == "required":
            return [name for name in value if name not in hidden]
        if keyword == "type":
            return sorted(value)
        if keyword == "enum":
            return list(value)
        if isinstance(value, Schema | Ref):
            return inner(value, keyword, "")
        if isinstance(value, tuple):
            return [inner(item, keyword, str(index)) for index, item in enumerate(value)]
        if keyword == "dependentRequired":
            return {name: list(names) for name, names in value.items()}
        if keyword in _MAPS:
            return {
                name: (not self.writes)
                if keyword == "properties" and name in hidden
                else inner(child, keyword, name)
                for name, child in value.items()
            }
        return value

    def definition(self, name: str) -> tuple[Document, frozenset[str], int]:
        """Print what a reference leads to.

        Returns:
            Its document, the definitions that this refers to, and how many nodes it has.
        """
        if name not in self._printed:
            document = self.document(self.api.schemas[self._targets[name]])
            self._printed[name] = (document, *measured(document))
        return self._printed[name]

    def trimmed(self, schema: Schema | Ref, values: list[Json], depth: int = 0) -> Document:
        """Print only what some values are held against, so that its size is that of the values."""
        if depth > _DEEPEST:
            return True

        def inner(child: Schema | Ref, keyword: str, name: str) -> Document:
            held = touched(keyword, name, values)
            return self.trimmed(child, held, depth + 1) if held else True

        return self.printed(self.api.resolve(schema), inner)

    def outline(self, schema: Schema | Ref, depth: int = _SHALLOW) -> Document:
        """Print a schema without what is deep inside it, save what every value must have."""
        target = self.api.resolve(schema)

        def inner(child: Schema | Ref, keyword: str, name: str) -> Document:
            if depth <= 0:
                return True
            needed = name in target.required if keyword == "properties" else keyword in _NEEDED
            return self.outline(child, depth - 1 if needed else 0)

        return self.printed(target, inner)


_MAPS: Final = frozenset({"properties", "patternProperties", "dependentSchemas"})
_OF_MEMBERS: Final = frozenset(
    {"additionalProperties", "patternProperties", "unevaluatedProperties"}
)
_NEEDED: Final = frozenset(
    {"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "contains", "items", "prefixItems"}
)
_OF_ITEMS: Final = frozenset({"items", "prefixItems", "contains", "unevaluatedItems"})


def touched(keyword: str, name: str, values: list[Json]) -> list[Json]:
    """Give the values inside others that a keyword may hold a schema against."""
    if keyword == "properties":
        return [value[name] for value in values if isinstance(value, dict) and name in value]
    if keyword in _OF_MEMBERS:
        return [inner for value in values if isinstance(value, dict) for inner in value.values()]
    if keyword == "propertyNames":
        return [inner for value in values if isinstance(value, dict) for inner in value]
    if keyword in _OF_ITEMS:
        return [inner for value in values if isinstance(value, list) for inner in value]
    return values


def measured(document: Json) -> tuple[frozenset[str], int]:
    """Name the definitions that a document refers to, and count the nodes it has."""
    found: set[str] = set()
    nodes = 0
    waiting = [document]
    while waiting:
        node = waiting.pop()
        nodes += 1
        if isinstance(node, dict):
            target = node.get("$ref")
            if isinstance(target, str) and target.startswith(_DEFS):
                found.add(target.removeprefix(_DEFS))
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return frozenset(found), nodes


def closed(document: Document, libraries: Mapping[str, Library], limit: int) -> Document | None:
    """Add the definitions that a document refers to.

    Args:
        document: What is to stand alone.
        libraries: By name, where its definitions are.
        limit: How many nodes it may have.

    Returns:
        None where it would have more.
    """
    if isinstance(document, bool):
        return document
    waiting, size = measured(document)
    found: dict[str, Document] = {}
    queue = sorted(waiting)
    while queue and size <= limit:
        name = queue.pop()
        if name not in found:
            found[name], more, nodes = libraries[name.partition(".")[0]].definition(name)
            size += nodes
            queue.extend(sorted(more))
    if size > limit:
        return None
    return {**document, "$defs": found} if found else document
