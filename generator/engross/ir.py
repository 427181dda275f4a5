"""The API as frozen records, in the words of OpenAPI 3.1 and JSON Schema 2020-12.

One record per OpenAPI object. Older dialects are folded into 3.1 by `engross.spec`, so nothing
here or downstream asks for a version. Names are wire names; Python names are `engross.names`'
business. A `Ref` stays a node and is followed on demand with `Api.resolve`: recursion needs no
special case.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import Enum
from operator import attrgetter, is_
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

from engross.pointer import Pointer

Json: TypeAlias = Any
"""A JSON value: None, bool, int, float, Decimal, str, list, dict with text keys."""


class _Absent(Enum):
    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT
"""Says that a keyword is not there, where `null` is a possible value of it."""


class ParameterLocation(Enum):
    """The values of a Parameter Object's `in`."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    QUERYSTRING = "querystring"
    """The query as a whole (OpenAPI 3.2)."""


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def _no_entries() -> Mapping[str, Any]:
    """Give the one empty mapping: there are hundreds of thousands of fields without entries."""
    return _NOTHING


def json_type(value: Json) -> str:
    """Name the type of a JSON value that is not null."""
    names = {bool: "boolean", int: "integer", float: "number", Decimal: "number", str: "string"}
    return names.get(type(value), "array" if isinstance(value, list) else "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that stands at one place in the spec."""

    pointer: Pointer
    source: str | None = None
    """The documentation passage it was transcribed from (`x-source`)."""
    inferred: str | None = None
    """Why the author chose this fact, where the documentation does not state it (`x-inferred`)."""
    extensions: Mapping[str, Json] = field(default_factory=_no_entries)
    """Every other `x-` key, as written."""
    remarks: Mapping[str, Json] = field(default_factory=_no_entries)
    """Keys of the standard that no record has a field for, as written: what is for readers only,
    and what nothing here acts on."""


N = TypeVar("N", bound=Node)


def with_members(node: N, **members: object) -> N:
    """Give a node with other members: the node itself, where they are the ones that it has."""
    changed = {name: new for name, new in members.items() if not _is_same(getattr(node, name), new)}
    copy: Callable[..., N] = replace
    return copy(node, **changed) if changed else node


def _is_same(old: Any, new: Any) -> bool:
    """Whether two members, or all in two collections of them, are the very same."""
    if isinstance(new, dict):
        return len(old) == len(new) and all(old.get(key) is value for key, value in new.items())
    if isinstance(new, tuple):
        return len(old) == len(new) and all(map(is_, old, new))
    return old is new


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref(Node):
    """A Reference Object, or a schema that is only a `$ref` with annotations beside it."""

    target: Pointer
    description: str | None = None
    """The description beside the `$ref`, which OpenAPI 3.1 allows."""
    deprecated: bool = False
    default: Json = ABSENT
    read_only: bool = False
    write_only: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Which properties of an answer say how the operation went (`x-envelope`)."""

    success: str
    """The boolean property that is true when, and only when, the operation succeeded."""
    code: str | None = None
    message: tuple[str, ...] = ()
    """Candidates, English first: the first that holds a non-empty text is the message."""
    request_id: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discriminator(Node):
    """A Discriminator Object."""

    property_name: str
    mapping: Mapping[str, Pointer] = field(default_factory=_no_entries)
    default_mapping: Pointer | None = None
    """The schema of a value without the property, or with one that no tag names."""
    assumed: bool = False
    """Whether that is the base of all the others, of which the document says no such thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema(Node):
    """A Schema Object: one field per keyword of JSON Schema 2020-12 and OpenAPI 3.1.

    A field is `None`, empty or `ABSENT` where the keyword is not written. The boolean schema
    `true` is a `Schema` without keywords and `false` is one with `never`.
    """

    # Annotations.
    title: str | None = None
    description: str | None = None
    default: Json = ABSENT
    examples: tuple[Json, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    # Any type.
    type: frozenset[str] = frozenset()
    """Empty where no type is named: anything goes."""
    enum: tuple[Json, ...] | None = None
    const: Json = ABSENT
    format: str | None = None
    content_encoding: str | None = None
    content_media_type: str | None = None
    content_schema: Schema | Ref | None = None
    """What a text of that media type holds: no part of the value itself."""
    # Numbers.
    multiple_of: Json | None = None
    minimum: Json | None = None
    exclusive_minimum: Json | None = None
    maximum: Json | None = None
    exclusive_maximum: Json | None = None
    # Strings.
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    # Arrays.
    items: Schema | Ref | None = None
    prefix_items: tuple[Schema | Ref, ...] = ()
    contains: Schema | Ref | None = None
    min_contains: int | None = None
    max_contains: int | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    unevaluated_items: Schema | Ref | None = None
    # Objects.
    properties: Mapping[str, Schema | Ref] = field(default_factory=_no_entries)
    required: tuple[str, ...] = ()
    additional_properties: Schema | Ref | None = None
    pattern_properties: Mapping[str, Schema | Ref] = field(default_factory=_no_entries)
    property_names: Schema | Ref | None = None
    min_properties: int | None = None
    max_properties: int | None = None
    dependent_required: Mapping[str, tuple[str, ...]] = field(default_factory=_no_entries)
    dependent_schemas: Mapping[str, Schema | Ref] = field(default_factory=_no_entries)
    unevaluated_properties: Schema | Ref | None = None
    # Combinations.
    all_of: tuple[Schema | Ref, ...] = ()
    any_of: tuple[Schema | Ref, ...] = ()
    one_of: tuple[Schema | Ref, ...] = ()
    not_: Schema | Ref | None = None
    if_: Schema | Ref | None = None
    then: Schema | Ref | None = None
    else_: Schema | Ref | None = None
    never: bool = False
    """The boolean schema `false`."""
    # OpenAPI and our own.
    discriminator: Discriminator | None = None
    envelope: Envelope | None = None
    """`x-envelope`."""
    sensitive: bool = False
    """A secret or card data (`x-sensitive`): kept out of repr, logs and exception text."""

    @property
    def nullable(self) -> bool:
        """Whether the type keyword lists null."""
        return "null" in self.type

    def children(self) -> Iterator[Schema | Ref]:
        """Yield the schemas of what is inside a value, in the order of the fields above."""
        for value in filter(None, _subschemas(self)):
            if isinstance(value, Schema | Ref):
                yield value
            elif isinstance(value, tuple):
                yield from value
            else:
                yield from value.values()


_subschemas = attrgetter(
    *(f.name for f in fields(Schema) if "Schema | Ref" in str(f.type) if f.name != "content_schema")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Node):
    """An Example Object, or a bare `example`."""

    name: str
    value: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding(Node):
    """An Encoding Object."""

    content_type: str | None = None
    headers: Mapping[str, Header] = field(default_factory=_no_entries)
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False

    @property
    def styled(self) -> bool:
        """Whether a property is laid out in a style, and not by its media type."""
        return self.style is not None or self.explode is not None or self.allow_reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType(Node):
    """A Media Type Object under its media type range."""

    content_type: str
    """The key of the `content` map: `application/json`."""
    schema: Schema | Ref | None = None
    item_schema: Schema | Ref | None = None
    """What each item of a stream is (OpenAPI 3.2)."""
    binary: bool = False
    """Whether it is raw bytes by what its schema says, also where others of its kind are JSON."""
    encoding: Mapping[str, Encoding] = field(default_factory=_no_entries)
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    """A Parameter Object."""

    name: str
    location: ParameterLocation
    required: bool
    style: str
    explode: bool
    schema: Schema | Ref | None = None
    """Empty where `content` describes the value."""
    content: MediaType | None = None
    allow_reserved: bool = False
    allow_empty_value: bool = False
    deprecated: bool = False
    sensitive: bool = False
    description: str | None = None
    examples: tuple[Example, ...] = ()

    @property
    def key(self) -> tuple[str, ParameterLocation]:
        """What tells it from others; how a header's name is cased tells nothing (RFC 9110)."""
        is_header = self.location is ParameterLocation.HEADER
        return self.name.lower() if is_header else self.name, self.location


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(Node):
    """A Header Object."""

    name: str
    required: bool = False
    explode: bool = False
    schema: Schema | Ref | None = None
    content_type: str | None = None
    """Of what its value is; None where it is written in the style `simple`."""
    description: str | None = None
    deprecated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody(Node):
    """A Request Body Object."""

    content: tuple[MediaType, ...]
    """In the order of the document; where names are given, JSON comes first and is what is sent."""
    required: bool = False
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Node):
    """A Link Object."""

    name: str
    operation_id: str | None = None
    operation_ref: str | None = None
    parameters: Mapping[str, Json] = field(default_factory=_no_entries)
    request_body: Json = ABSENT
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Node):
    """A Response Object under its status."""

    status: str
    """`200`, `4XX` or `default`."""
    description: str = ""
    content: tuple[MediaType, ...] = ()
    headers: tuple[Header, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMatch:
    """How a documented failure is recognised in the envelope. All given parts must hold."""

    code: str | None = None
    """Equal to the envelope's code."""
    message: str | None = None
    """Equal to one of the envelope's messages."""
    message_starts_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedError(Node):
    """One entry of an operation's `x-errors`."""

    name: str
    """The exception's name in the generated package, ending in `Error`."""
    match: ErrorMatch
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme(Node):
    """A Security Scheme Object."""

    name: str
    """The key under `components/securitySchemes`."""
    type: str
    """`apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`."""
    description: str | None = None
    scheme: str | None = None
    """For `http`: `bearer`, `basic`, ... in lower case."""
    bearer_format: str | None = None
    parameter_name: str | None = None
    """For `apiKey`: the name of the header, query parameter or cookie."""
    location: ParameterLocation | None = None
    flows: Mapping[str, Mapping[str, Json]] = field(default_factory=_no_entries)
    open_id_connect_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityRequirement(Node):
    """A Security Requirement Object: all of its schemes together; no scheme means anonymous."""

    schemes: Mapping[str, tuple[str, ...]]
    """Scheme name to the scopes it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable(Node):
    """A Server Variable Object."""

    name: str
    default: str
    enum: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Server(Node):
    """A Server Object."""

    url: str
    description: str | None = None
    variables: tuple[ServerVariable, ...] = ()
    placeholder: bool = False
    """The documentation's server is not one that anybody can call (`x-placeholder`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Node):
    """An Operation Object with the path item's own parameters and servers folded in."""

    method: str
    """As requests spell it: in upper case, or as a key of `additionalOperations`."""
    path: str
    """The path template, `/cards/{id}/close`; for a webhook its name."""
    operation_id: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    description: str | None = None
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[SecurityRequirement, ...] = ()
    """Alternatives, the document's where the operation has none of its own; empty: none needed."""
    servers: tuple[Server, ...] = ()
    """Only where the operation or its path names servers of its own."""
    callbacks: Mapping[str, tuple[Operation, ...]] = field(default_factory=_no_entries)
    deprecated: bool = False
    irreversible: str | None = None
    """What cannot be undone (`x-irreversible`); such an operation is never repeated."""
    errors: tuple[DocumentedError, ...] = ()
    """`x-errors`."""
    external_docs: str | None = None
    """The address of the documentation page (`externalDocs.url`)."""
    item: Node | None = None
    """The Path Item Object it stands in, where that says something itself."""

    def callback_ops(self) -> Iterator[Operation]:
        """Yield the operations of its callbacks."""
        for operations in self.callbacks.values():
            yield from operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Node):
    """A Tag Object."""

    name: str
    parent: str | None = None
    """The tag that this one is nested under."""
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Api(Node):
    """An OpenAPI Object, whole."""

    title: str
    version: str
    description: str | None = None
    servers: tuple[Server, ...] = ()
    operations: tuple[Operation, ...] = ()
    """In the order of the document."""
    webhooks: tuple[Operation, ...] = ()
    security: tuple[SecurityRequirement, ...] = ()
    """What holds for the operations that say nothing of their own."""
    schemas: Mapping[Pointer, Schema | Ref] = field(default_factory=lambda: MappingProxyType({}))
    """`components/schemas` in the document's order, then every other schema a `$ref` leads to."""
    security_schemes: Mapping[str, SecurityScheme] = field(default_factory=_no_entries)
    tags: tuple[Tag, ...] = ()
    external_docs: str | None = None
    unread: frozenset[Pointer] = frozenset()
    """Nodes that could not be read, and those they stand in; what was left out is one of them."""
    info: Node | None = None
    """The Info Object, where it says more than title, version and description."""

    def incoming(self) -> Iterator[Operation]:
        """Yield what the provider calls: the webhooks, then each callback once."""
        pending = deque([*self.webhooks, *(c for op in self.operations for c in op.callback_ops())])
        seen: set[Pointer] = set()
        while pending:
            op = pending.popleft()
            if op.pointer not in seen:
                seen.add(op.pointer)
                yield op
                pending.extend(op.callback_ops())

    def resolve(self, schema: Schema | Ref) -> Schema:
        """Follow references until a schema with keywords of its own is reached.

        `engross.spec` refuses dangling references and circles of bare references, so this ends.
        """
        while isinstance(schema, Ref):
            schema = self.schemas[schema.target]
        return schema
