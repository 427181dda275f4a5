"""Nodes of an OpenAPI document on a page, copied into a spec with what they refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from engross.errors import Problem
from engross.ir import Json, Operation, Parameter, RequestBody, Response, Schema
from engross.pointer import Pointer, parse_pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.library import Library
from engross.spec.rules import KEY_ORDER

NEW: Final = "~"
"""Marks a reference that already names lines of the new page."""

_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "operation": KEY_ORDER[Operation],
    "parameter": KEY_ORDER[Parameter],
    "header": KEY_ORDER[Parameter],
    "body": KEY_ORDER[RequestBody],
    "response": KEY_ORDER[Response],
    "schema": KEY_ORDER[Schema],
}
_INSIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "operation": {"parameters": "[parameter]", "requestBody": "body", "responses": "{response}"},
    "parameter": {"schema": "schema", "content": "{media}"},
    "header": {"schema": "schema"},
    "body": {"content": "{media}"},
    "response": {"headers": "{header}", "content": "{media}"},
    "media": {"schema": "schema"},
    "schema": {
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas"), "{property}"),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "[schema]"),
        **dict.fromkeys(("items", "not", "additionalProperties", "contains"), "schema"),
    },
}
"""What stands under which key of what; in brackets one of many, by number or by name."""
_SECTIONS: Final = {
    "schemas": "schema", "parameters": "parameter", "responses": "response", "headers": "header",
    "requestBodies": "body",
}  # fmt: skip
_SOURCED: Final = frozenset({"operation", "parameter", "response", "body", "property"})
"""What says from which lines it is."""
_DEFINITIONS: Final = "#/definitions/"
"""Where Swagger 2.0 has its schemas."""
_DATA: Final = frozenset({"example", "examples", "default", "enum", "const", "security"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A node of a document on a page."""

    library: Library
    """The document."""
    pointer: Pointer
    above: int
    """The lines of the page before the document."""

    @property
    def node(self) -> Json:
        """What is written there."""
        return self.library.value(self.pointer)[0]

    def at(self, pointer: Pointer) -> Written:
        """Give another node of the same document."""
        return Written(library=self.library, pointer=pointer, above=self.above)


@dataclass(slots=True)
class Copier:
    """Copies nodes, and notes the components that have to come with them."""

    page_id: str
    known: Collection[Pointer]
    """The components that the spec has already."""
    components: dict[Pointer, Json] = field(default_factory=dict[Pointer, Json])
    """What else has to be written, by its place."""

    def copy(self, written: Written, shape: str) -> Json:
        """Copy a node in the order of our keys, each property with the lines that it is from."""
        node = written.node
        if not is_mapping(node):
            return node
        target = node.get("$ref")
        if isinstance(target, str) and target.startswith("#/"):
            self._bring(written.at(parse_pointer(target)))
        kind = "schema" if shape == "property" else shape
        order = _ORDER.get(kind, ())
        keys = [key for key in node if not key.startswith("x-") and key != "nullable"]
        keys.sort(key=lambda key: order.index(key) if key in order else len(order))
        found = {key: self._member(written, kind, key) for key in keys}
        if node.get("nullable") is True and isinstance(kinds := found.get("type"), str):
            found["type"] = [kinds, "null"]  # OpenAPI 3.0, "Schema Object": `nullable`.
        return {**found, "x-source": self._lines(written)} if shape in _SOURCED else found

    def _member(self, written: Written, kind: str, key: str) -> Json:
        inside = _INSIDE.get(kind, {}).get(key)
        child = written.at(written.pointer / key)
        value = child.node
        if key == "$ref" and isinstance(value, str):
            return value.replace(_DEFINITIONS, "#/components/schemas/", 1)
        if inside is None or key in _DATA:
            return value
        shape = inside.strip("[]{}")
        if inside.startswith("[") and is_list(value):
            return [self.copy(child.at(child.pointer / n), shape) for n in range(len(value))]
        if inside.startswith("{") and is_mapping(value):
            return {name: self.copy(child.at(child.pointer / name), shape) for name in value}
        return self.copy(child, shape)

    def _bring(self, written: Written) -> None:
        """Copy a component that the spec does not have."""
        place = written.pointer
        if place.tokens[:1] == ("definitions",):
            place = Pointer(("components", "schemas", *place.tokens[1:]))
            written = written.at(place)  # A document of 2.0 is read as one of 3.
        if place in self.known or place in self.components or place.tokens[:1] != ("components",):
            return
        self.components[place] = {}  # It may contain itself.
        copied = self.copy(written, _SECTIONS.get(place.parent.last, ""))
        if is_mapping(copied):
            copied["x-source"] = self._lines(written)
            self.components[place] = copied

    def _lines(self, written: Written) -> str:
        lines = [*_lines(written.library, written.pointer)]
        first, last = min(lines) + written.above, max(lines) + written.above
        end = f"-L{last}" if last > first else ""
        return f"{self.page_id}#L{first}{end}{NEW}"


def _lines(library: Library, place: Pointer) -> Iterator[int]:
    """Yield the lines at which a node and all that is inside it begin."""
    yield library.locate(Problem(message="", pointer=place)).line
    node = library.value(place)[0]
    inside = node if is_mapping(node) else range(len(node)) if is_list(node) else ()
    for key in inside:
        yield from _lines(library, place / key)
