"""The authoring rules of `specs/`; `specs/README.md` says the same in prose.

A rule is a function from the document to the places it finds fault with. Its docstring says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Final, TypeAlias

from engross.errors import Severity
from engross.ir import (
    Api,
    Json,
    Node,
    Operation,
    Parameter,
    Ref,
    RequestBody,
    Response,
    Schema,
    Server,
)
from engross.patterns import searcher
from engross.pointer import ROOT, Pointer
from engross.spec.extensions import PLACES
from engross.spec.kinds import is_list, is_mapping
from engross.spec.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A spec of ours that was read."""

    api: Api
    library: Library
    nodes: Mapping[Pointer, Node]

    def raw(self, pointer: Pointer) -> dict[str, Json]:
        """Give what stands at a pointer in the file; nothing where it is no mapping."""
        try:
            value, _ = self.library.value(pointer)
        except LookupError:
            return {}
        return value if is_mapping(value) else {}

    def operations(self) -> Iterator[Operation]:
        """Yield every operation, those of webhooks and callbacks too."""
        return (node for node in self.nodes.values() if isinstance(node, Operation))

    def schemas(self) -> Iterator[Schema]:
        """Yield every schema, wherever it stands."""
        return (node for node in self.nodes.values() if isinstance(node, Schema))

    def mappings(self) -> Iterator[tuple[Pointer, dict[str, Json]]]:
        """Yield every object of the root document, data left out."""
        yield from _mappings(self.library[""].data, ROOT)


Finding: TypeAlias = tuple[Pointer, str]
"""The place, and what is there and what to write instead."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One authoring rule."""

    id: str
    severity: Severity
    check: Callable[[Subject], Iterator[Finding]]


_VALUES: Final = frozenset({"example", "examples", "default", "enum", "const", "value"})
"""The keywords whose value is data."""
_NAMED: Final = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "$defs", "responses", "headers"),
        *("schemas", "parameters", "requestBodies", "securitySchemes", "content", "encoding"),
        *("links", "callbacks", "variables"),
    }
)
"""The keywords whose value has names for keys."""


def _mappings(
    value: Json, pointer: Pointer, *, is_named: bool = False
) -> Iterator[tuple[Pointer, dict[str, Json]]]:
    """Yield the objects below a node: neither data nor the mappings from names to objects."""
    if is_list(value):
        for index, child in enumerate(value):
            yield from _mappings(child, pointer / index)
    if not is_mapping(value):
        return
    if not is_named:
        yield pointer, value
    for key, child in value.items():
        is_data = key in _VALUES or (key.startswith("x-") and key != "x-errors")
        if is_named or not is_data:
            yield from _mappings(child, pointer / key, is_named=not is_named and key in _NAMED)


_OPERATION_ID: Final = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)+")


def operation_id(subject: Subject) -> Iterator[Finding]:
    """`cards/close` becomes `client.cards.close(...)`: the id is the name callers will use."""
    for operation in subject.operations():
        written = operation.operation_id
        if not written:
            yield operation.pointer, "write an operationId like 'cards/close'"
        elif not _OPERATION_ID.fullmatch(written):
            place = operation.pointer / "operationId"
            yield place, f"{written!r} is not group/verb: write one like 'cards/close'"


def operation_tag(subject: Subject) -> Iterator[Finding]:
    """The group of the operationId is the only tag, and declared, so that it has one meaning."""
    declared = {tag.name for tag in subject.api.tags}
    for operation in subject.operations():
        group = (operation.operation_id or "").rpartition("/")[0]
        if group and operation.tags != (group,):
            place = operation.pointer / "tags" if operation.tags else operation.pointer
            yield place, f"the tags must be [{group}], the group of the operationId"
        for tag in operation.tags:
            if tag not in declared:
                yield operation.pointer / "tags", f"declare {tag!r} under the document's 'tags'"


def operation_text(subject: Subject) -> Iterator[Finding]:
    """The text becomes the method's docstring."""
    for operation in subject.operations():
        if not operation.summary and not operation.description:
            yield operation.pointer, "write a summary or a description"


# The order of `specs/README.md`; a key that is not listed may stand anywhere before ours.
_OURS: Final = (
    *("x-envelope", "x-errors", "x-irreversible", "x-sensitive", "x-placeholder"),
    *("x-inferred", "x-source"),
)
SCHEMA_KEYS: Final = (
    *("$ref", "allOf", "anyOf", "oneOf", "type", "format", "title", "description", "default"),
    *("enum", "const", "multipleOf", "minimum", "exclusiveMinimum", "maximum"),
    *("exclusiveMaximum", "minLength", "maxLength", "pattern", "minItems", "maxItems"),
    *("uniqueItems", "items", "properties", "required", "additionalProperties"),
)
KEY_ORDER: Final[Mapping[type[Node], tuple[str, ...]]] = {
    Api: (
        *("openapi", "info", "externalDocs", "servers", "security", "tags"),
        *("paths", "webhooks", "components"),
    ),
    Operation: (
        *("tags", "summary", "description", "externalDocs", "operationId", "parameters"),
        *("requestBody", "responses", "callbacks", "deprecated", "security", "servers"),
    ),
    Parameter: (
        *("name", "in", "description", "required", "deprecated", "style", "explode"),
        *("schema", "content"),
    ),
    RequestBody: ("description", "content", "required"),
    Response: ("description", "headers", "content"),
    Ref: ("$ref", "title", "description", "default"),
    Schema: SCHEMA_KEYS,
}


def key_order(subject: Subject) -> Iterator[Finding]:
    """One order of keys, so that two specs can be read side by side and diffs are small."""
    for pointer, node in subject.nodes.items():
        order = (*KEY_ORDER.get(type(node), ()), *_OURS)
        keys = [key for key in subject.raw(pointer) if key in order]
        for key, after in pairwise(keys):
            if order.index(after) < order.index(key):
                yield pointer / after, f"{after!r} belongs before {key!r}"
                break


def source_missing(subject: Subject) -> Iterator[Finding]:
    """Operations, components and properties name the passage they were transcribed from."""
    named = {"properties", "schemas", "parameters", "responses", "requestBodies"}
    for pointer, node in subject.nodes.items():
        is_named = pointer.parent.last in named and isinstance(
            node, Schema | Ref | Parameter | Response | RequestBody
        )
        if (is_named or isinstance(node, Operation)) and node.source is None:
            yield pointer, "write 'x-source: <page>#L<first>-L<last>'"


_ALSO_INFERRED: Final = frozenset({"nullable", "name", "properties", "method", "path"})
"""What `x-inferred` may give a reason for beside keywords."""


def inferred_keyword(subject: Subject) -> Iterator[Finding]:
    """A reason for a keyword that is not there explains nothing: it was renamed or removed."""
    for pointer, mapping in subject.mappings():
        reasons = mapping.get("x-inferred")
        for keyword in reasons if is_mapping(reasons) else ():
            if keyword not in mapping and keyword not in _ALSO_INFERRED:
                yield pointer / "x-inferred", f"gives a reason for {keyword!r}, which is not here"


def inferred_todo(subject: Subject) -> Iterator[Finding]:
    """What a patch leaves to a person ("todo: ...") is decided before anything is built on it."""
    for pointer, mapping in subject.mappings():
        reasons = mapping.get("x-inferred")
        told = reasons if is_mapping(reasons) else {"x-inferred": reasons}
        for keyword, reason in told.items():
            if isinstance(reason, str) and reason.lower().startswith("todo"):
                yield pointer / "x-inferred", f"{keyword!r} is still to decide: give the reason"


_OWNERS: Final[Mapping[str, tuple[type[Node], ...]]] = {
    "x-envelope": (Schema,),
    "x-errors": (Operation,),
    "x-irreversible": (Operation,),
    "x-sensitive": (Schema, Ref, Parameter),
    "x-placeholder": (Server,),
}


def extension_key(subject: Subject) -> Iterator[Finding]:
    """A key of ours that is misspelt, or in the wrong place, has no effect, and nobody is told."""
    for pointer, mapping in subject.mappings():
        for key in mapping:
            if not key.startswith("x-"):
                continue
            node = subject.nodes.get(pointer)
            if key in _OWNERS and not isinstance(node, _OWNERS[key]):
                yield pointer / key, f"{key} has no effect here: it belongs on {PLACES[key]}"
            elif key not in PLACES and (close := get_close_matches(key, PLACES, n=1, cutoff=0.8)):
                yield pointer / key, f"{key!r} is no key of ours; did you mean {close[0]!r}?"


def envelope_property(subject: Subject) -> Iterator[Finding]:
    """What `x-envelope` names must be there, and `success` a boolean, or no answer succeeds."""
    for schema in subject.schemas():
        envelope = schema.envelope
        if envelope is None:
            continue
        properties = _all_properties(subject.api, schema)
        place = schema.pointer / "x-envelope"
        roles: Mapping[str, tuple[str | None, ...]] = {
            "success": (envelope.success,),
            "code": (envelope.code,),
            "message": envelope.message,
            "request_id": (envelope.request_id,),
            "data": (envelope.data,),
        }
        for role, names in roles.items():
            for name in names:
                if name is not None and name not in properties:
                    yield place / role, f"{name!r} is no property of this schema"
        success = properties.get(envelope.success)
        if success is not None and "boolean" not in subject.api.resolve(success).type:
            yield place / "success", f"{envelope.success!r} must be a boolean"


def _all_properties(api: Api, schema: Schema) -> dict[str, Schema | Ref]:
    """Give a schema's properties with those of the schemas it includes."""
    found: dict[str, Schema | Ref] = {}
    for part in schema.all_of:
        found |= _all_properties(api, api.resolve(part))
    return {**found, **schema.properties}


def errors_need_envelope(subject: Subject) -> Iterator[Finding]:
    """`x-errors` are recognised by the envelope of an answer: without one, none is ever raised."""
    for operation in subject.operations():
        contents = [media for response in operation.responses for media in response.content]
        schemas = [subject.api.resolve(media.schema) for media in contents if media.schema]
        envelopes = [schema.envelope for schema in schemas if schema.envelope]
        if operation.errors and not envelopes:
            yield operation.pointer / "x-errors", "no answer's schema has an x-envelope"
        for error in operation.errors if envelopes else ():
            if error.match.code is not None and not any(one.code for one in envelopes):
                yield error.pointer / "match" / "code", "no x-envelope of an answer names a 'code'"


def error_twice(subject: Subject) -> Iterator[Finding]:
    """Of two errors that match alike the second is never raised."""
    for operation in subject.operations():
        seen: dict[Any, str] = {}
        for error in operation.errors:
            first = seen.setdefault(error.match, error.name)
            if first != error.name:
                yield error.pointer / "match", f"{first} already matches this"


def required_property(subject: Subject) -> Iterator[Finding]:
    """A required name without a property is a misspelt name, or a field without a type."""
    for schema in subject.schemas():
        known = _all_properties(subject.api, schema)
        for name in schema.required:
            if name not in known and (known or not schema.pattern_properties):
                yield schema.pointer / "required", f"{name!r} is no property of this schema"


def unused_component(subject: Subject) -> Iterator[Finding]:
    """A component that nothing refers to is a forgotten transcription, or a left-over."""
    used = {
        ROOT / "components" / "securitySchemes" / name
        for operation in subject.operations()
        for requirement in operation.security
        for name in requirement.schemes
    }
    for _, mapping in subject.mappings():
        text = mapping.get("$ref")
        if isinstance(text, str):
            used.add(subject.library.target(text, document=""))
    for pointer in used.copy():
        used.add(Pointer(pointer.tokens[:3], pointer.document))
    for kind, components in subject.raw(ROOT / "components").items():
        for name in components if is_mapping(components) else ():
            if (pointer := ROOT / "components" / kind / name) not in used:
                yield pointer, f"nothing refers to {name!r}: refer to it or remove it"


def python_pattern(subject: Subject) -> Iterator[Finding]:
    """A pattern that pydantic cannot search with is left out of the models."""
    for schema in subject.schemas():
        if schema.pattern is not None and searcher(schema.pattern) is None:
            yield schema.pointer / "pattern", "pydantic does not read this pattern: simplify it"


_MONEY: Final = re.compile(r"amount|balance|fee|price|cost|refund|deposit|payout", re.IGNORECASE)


def money_is_decimal(subject: Subject) -> Iterator[Finding]:
    """An amount read as a float loses its digits."""
    for schema in subject.schemas():
        for name, value in schema.properties.items():
            if not isinstance(value, Schema) or "number" not in value.type or value.format:
                continue
            if _MONEY.search(name):
                yield value.pointer, f"{name!r} looks like money: write 'format: decimal'"


RULES: Final = (
    Rule("operation-id", Severity.ERROR, operation_id),
    Rule("operation-tag", Severity.ERROR, operation_tag),
    Rule("operation-text", Severity.ERROR, operation_text),
    Rule("key-order", Severity.ERROR, key_order),
    Rule("source-missing", Severity.ERROR, source_missing),
    Rule("inferred-keyword", Severity.ERROR, inferred_keyword),
    Rule("inferred-todo", Severity.ERROR, inferred_todo),
    Rule("extension-key", Severity.ERROR, extension_key),
    Rule("envelope-property", Severity.ERROR, envelope_property),
    Rule("errors-need-envelope", Severity.ERROR, errors_need_envelope),
    Rule("error-twice", Severity.ERROR, error_twice),
    Rule("required-property", Severity.ERROR, required_property),
    Rule("unused-component", Severity.WARNING, unused_component),
    Rule("python-pattern", Severity.WARNING, python_pattern),
    Rule("money-is-decimal", Severity.WARNING, money_is_decimal),
)
