"""An API's schemas as JSON Schema 2020-12 again, for a validator that was not written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Library:
    """The schemas of one side of a comparison in one direction.

    `readOnly` properties are no part of what is sent, `writeOnly` ones no part of what is
    received (OpenAPI 3.1, "Schema Object").
    """

    name: str
    """`base` or `revision`."""
    api: Api
    direction: Direction

    @property
    def uri(self) -> str:
        """Where the schemas are registered."""
        return f"urn:engross:{self.name}:{self.direction.value}"

    def resource(self) -> tuple[str, Document]:
        """Give all schemas that a `$ref` leads to, for a registry."""
        defs = {str(pointer): self.document(schema) for pointer, schema in self.api.schemas.items()}
        return self.uri, {"$schema": DIALECT, "$id": self.uri, "$defs": defs}

    def document(self, schema: Schema | Ref) -> Document:
        """Print one schema; its references lead into the registry."""
        if isinstance(schema, Ref):
            return {"$ref": f"{self.uri}#/$defs/{_token(schema.target)}"}
        if schema.never:
            return False
        hidden = self._hidden(schema)
        return {
            keyword: self._value(field, value, hidden)
            for field, keyword in _WORDS.items()
            if (value := getattr(schema, field)) is not ABSENT
            and value is not _DEFAULTS[field]
            and (value or not isinstance(value, Mapping | tuple | frozenset | bool))
        }

    def _hidden(self, schema: Schema) -> frozenset[str]:
        return frozenset(name for name, child in schema.properties.items() if self.is_hidden(child))

    def is_hidden(self, schema: Schema | Ref) -> bool:
        """Say whether a property is no part of values in this direction."""
        target = self.api.resolve(schema)
        if self.direction is Direction.REQUEST:
            return schema.read_only or target.read_only
        return schema.write_only or target.write_only

    def _value(self, field: str, value: Any, hidden: frozenset[str]) -> Json:
        if field == "required":
            return [name for name in value if name not in hidden]
        if field == "properties":
            return {
                name: True if name in hidden else self.document(child)
                for name, child in value.items()
            }
        if field == "type":
            return sorted(value)
        return self._plain(value)

    def _plain(self, value: Any) -> Json:
        if isinstance(value, Schema | Ref):
            return self.document(value)
        if isinstance(value, Mapping):
            return {name: self._plain(item) for name, item in value.items()}
        if isinstance(value, tuple):
            return [self._plain(item) for item in value]
        return value


def _token(pointer: Pointer) -> str:
    from urllib.parse import quote

    return quote(str(pointer).replace("~", "~0").replace("/", "~1"), safe="~")
