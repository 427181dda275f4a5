"""Moves inline schemas that become classes out, so that each class has one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from engross.defaults import fitting_default
from engross.ir import (
    Api,
    MediaType,
    Operation,
    Parameter,
    Ref,
    RequestBody,
    Response,
    Schema,
    with_members,
)
from engross.names.casing import pascal, snake
from engross.names.events import event_schemas, with_data
from engross.names.media import SEQUENTIAL, body_kind, described_by, essence
from engross.names.patterns import further_members
from engross.names.records import MethodName
from engross.names.scalars import joined_scalar
from engross.names.tags import has_members, heirs, with_tags
from engross.names.types import class_of_union, one_by_type
from engross.names.unions import WholeBranches, shared_parts
from engross.names.values import with_holdable_values
from engross.names.words import branch_word, media_word
from engross.names.wrappers import unwrapped
from engross.pointer import Pointer


def becomes_class(api: Api, schema: Schema) -> bool:
    """Whether a schema needs a name of its own: an object with listed properties, or an enum."""
    if schema.enum is not None:
        return len([value for value in schema.enum if value is not None]) > 1
    if schema.properties:
        return schema.type <= {"object", "null"}
    return any(becomes_class(api, api.resolve(part)) for part in schema.all_of)


@dataclass(frozen=True, slots=True)
class Hoisted:
    """The API after hoisting."""

    api: Api
    wanted: Mapping[Pointer, str]
    """Hoisted schema to the name its place suggests."""


def _preference(media: MediaType) -> int:
    """Put JSON before what no types are known of; else the document's order holds."""
    if essence(media.content_type) == "application/json":
        return 0
    return 1 if body_kind(media) == "json" else 2


def _named(media: MediaType, base: str) -> str:
    """Name what a media type describes: of a body that is one item after the other an item."""
    return f"{base}Item" if body_kind(media) in SEQUENTIAL else base


class Hoister:
    """Replaces inline schemas by references to themselves and notes the names they ask for."""

    def __init__(
        self,
        api: Api,
        methods: Mapping[Pointer, MethodName],
        webhooks: Mapping[Pointer, str],
    ) -> None:
        self._whole_branches = WholeBranches(api)
        api = with_members(api, schemas={p: self._combined(s) for p, s in api.schemas.items()})
        self._heirs = heirs(api)
        unions = {union.pointer: union for union in self._heirs.values()}
        own = (class_of_union(api.resolve(schema)) for schema in api.schemas.values())
        by_type = {branch.pointer: branch for branch in own if branch is not None}
        known = {**self._whole_branches.api.schemas, **api.schemas, **unions, **by_type}
        self._api = replace(api, schemas=known)
        self._events = event_schemas(self._api)
        self._methods = methods
        self._webhooks = webhooks
        self._schemas: dict[Pointer, Schema | Ref] = {}
        self._wanted: dict[Pointer, str] = {}
        self._components = tuple(api.schemas.items())
        self._shared: dict[Pointer, str] = {}

    def run(self) -> Hoisted:
        """Give the API with all its inline classes moved out."""
        for pointer, schema in self._components:
            self._wanted[pointer] = pascal(_word(pointer), otherwise="Schema").rstrip("_")
            self._schemas[pointer] = (
                schema if isinstance(schema, Ref) else self._inside(schema, self._wanted[pointer])
            )
        operations = tuple(self._operation(op) for op in self._api.operations)
        webhooks = tuple(self._operation(op) for op in self._api.webhooks)
        # After the rest, whose names they leave alone.
        operations = tuple(self._callbacks(op) for op in operations)
        webhooks = tuple(self._callbacks(op) for op in webhooks)
        api = replace(self._api, operations=operations, webhooks=webhooks, schemas=self._schemas)
        return Hoisted(api, self._wanted)

    def _operation(self, op: Operation) -> Operation:
        base = self._base(op)
        body = op.request_body
        if body is not None:
            body = with_members(body, content=self._content(body, f"{base}Request"))
        responses = tuple(
            with_members(
                answer,
                content=self._content(answer, f"{base}{_status_word(answer.status)}Response"),
            )
            for answer in op.responses
        )
        parameters = tuple(self._parameter(parameter, base) for parameter in op.parameters)
        return with_members(op, request_body=body, responses=responses, parameters=parameters)

    def _base(self, op: Operation) -> str:
        """Give what the names of an operation's inline schemas begin with."""
        if (name := self._methods.get(op.pointer)) is not None:
            return f"{pascal(name.resource)}{pascal(name.method)}"
        webhook = self._webhooks[op.pointer]
        return pascal(op.path if snake(op.path) == webhook else webhook)

    def _callbacks(self, op: Operation) -> Operation:
        if not op.callbacks:
            return op
        callbacks = {
            key: tuple(self._callbacks(self._operation(callback)) for callback in operations)
            for key, operations in op.callbacks.items()
        }
        return replace(op, callbacks=callbacks)

    def _parameter(self, parameter: Parameter, base: str) -> Parameter:
        wanted, content = base + pascal(parameter.name), parameter.content
        told = None if content is None else described_by(self._api, content)
        if content is not None and told is not None:
            content = with_members(content, schema=self._hoist(told, wanted))
        schema = parameter.schema and self._hoist(parameter.schema, wanted)
        return with_members(parameter, schema=schema, content=content)

    def _content(self, holder: RequestBody | Response, base: str) -> tuple[MediaType, ...]:
        first, *others = sorted(holder.content, key=_preference) or (None,)
        if first is None:
            return ()
        wanted = [(first, base), *((media, base + media_word(media)) for media in others)]
        return tuple(
            with_members(
                media,
                schema=media.schema and self._hoist(media.schema, _named(media, name)),
                item_schema=media.item_schema and self._hoist(media.item_schema, f"{name}Item"),
            )
            for media, name in wanted
        )

    def _hoist(self, schema: Schema | Ref, base: str) -> Schema | Ref:
        schema = unwrapped(self._combined(schema))
        if isinstance(schema, Ref):
            return self._with_heirs(schema)
        schema = with_holdable_values(schema)
        inner = self._inside(schema, base)
        if becomes_class(self._api, schema) or inner.discriminator is not None:
            self._schemas[schema.pointer] = inner
            self._wanted[schema.pointer] = base
        elif schema.pointer not in self._api.schemas:
            return inner
        # Also what others refer to by its place is the same wherever it is.
        return Ref(
            pointer=schema.pointer,
            target=schema.pointer,
            source=schema.source,
            inferred=schema.inferred,
            extensions=schema.extensions,
            description=schema.description,
            deprecated=schema.deprecated,
            default=schema.default,
            read_only=schema.read_only,
            write_only=schema.write_only,
            sensitive=schema.sensitive,
        )

    def _combined(self, schema: Schema | Ref) -> Schema | Ref:
        """Put together what is said of one value in several places."""
        if isinstance(schema, Ref):
            return schema
        schema = one_by_type(joined_scalar(self._whole_branches.api, schema))
        return self._whole_branches(schema)

    def _with_heirs(self, ref: Ref) -> Ref:
        """Refer to the heirs of a schema, where its discriminator chooses among them."""
        union = self._heirs.get(self._api.resolve(ref).pointer)
        if union is None:
            return ref
        self._schemas[union.pointer] = union
        self._wanted[union.pointer] = f"Any{pascal(_word(union.pointer.parent))}"
        return replace(ref, target=union.pointer)

    def _inside(self, schema: Schema, base: str) -> Schema:
        if schema.pointer in self._events:
            schema = with_data(self._api, schema)
        schema = with_tags(self._api, with_holdable_values(schema), self._heirs)
        if schema.format == "password":
            schema = with_members(schema, sensitive=True)
        default = fitting_default(schema.type, schema.format, schema.default)
        if default is not schema.default:
            schema = replace(schema, default=default)
        if schema.pattern_properties:
            schema = replace(schema, additional_properties=further_members(self._api, schema))
        if not any(_inner(schema)):
            return schema
        self._shared |= dict.fromkeys(shared_parts(schema), base)
        wanted = {child.pointer: name for child, name in inner_names(schema, base)}

        def hoist(child: Schema | Ref) -> Schema | Ref:
            return self._hoist(child, wanted[child.pointer])

        extra = schema.additional_properties
        properties = schema.properties.items()
        # What must not be there is no field: a request that is closed refuses it as unknown.
        possible = ((wire, prop) for wire, prop in properties if not self._api.resolve(prop).never)
        inside: dict[str, Any] = {
            "properties": {wire: hoist(prop) for wire, prop in possible},
            "items": hoist(schema.items) if schema.items else None,
            "additional_properties": hoist(extra) if extra else None,
            "prefix_items": tuple(map(hoist, schema.prefix_items)),
            "any_of": tuple(map(hoist, schema.any_of)),
            "one_of": tuple(map(hoist, schema.one_of)),
            "all_of": tuple(self._part(schema, part, base) for part in schema.all_of),
        }
        return with_members(schema, **inside)

    def _part(self, whole: Schema, part: Schema | Ref, base: str) -> Schema | Ref:
        if isinstance(part, Ref):
            # Alone in a schema that no other can contain, it is a reference like any other.
            alone = len(whole.all_of) == 1 and not whole.properties
            if not alone:
                # Of a value of several types others can contain its members alone.
                branch = class_of_union(self._api.resolve(part))
                return part if branch is None else replace(part, target=branch.pointer)
            return part if whole.pointer in self._api.schemas else self._with_heirs(part)
        if part.discriminator is not None and not has_members(self._api, whole):
            return self._hoist(part, f"{base}Option")
        return self._inside(part, self._shared.get(part.pointer, base))


def _word(pointer: Pointer) -> str:
    """Name a schema as it is called where it stands: the whole of a file is called as the file."""
    file = PurePosixPath(pointer.document).name.partition(".")[0]
    return pointer.last if pointer.tokens else file


_inner = attrgetter(
    *("properties", "items", "additional_properties", "prefix_items"),
    *("any_of", "one_of", "all_of"),
)


def inner_names(schema: Schema, base: str) -> Iterator[tuple[Schema | Ref, str]]:
    """Give the schemas inside a schema and the name that each place suggests.

    Args:
        schema: The schema.
        base: The name that its own place suggests; the parts of its `allOf` have it too.
    """
    yield from ((prop, base + pascal(wire)) for wire, prop in schema.properties.items())
    if schema.items is not None:
        yield schema.items, f"{base}Item"
    if schema.additional_properties is not None:
        yield schema.additional_properties, f"{base}Value"
    for parts, word in (
        (schema.prefix_items, "Item"),
        (schema.any_of, "Option"),
        (schema.one_of, "Option"),
    ):
        tag = schema.discriminator.property_name if schema.discriminator is not None else ""
        words = [branch_word(part, tag) for part in parts]
        for number, (part, own) in enumerate(zip(parts, words, strict=True), start=1):
            is_list = isinstance(part, Schema) and part.items is not None and not part.prefix_items
            alone = own if own and words.count(own) == 1 else f"{word}{number}"
            yield part, base if is_list and word == "Option" else base + alone
    yield from ((part, base) for part in schema.all_of)


def _status_word(status: str) -> str:
    """Successful answers need no status in their name; others carry it: `404`, `4XX`, `Default`."""
    return "" if status.startswith("2") else pascal(status.capitalize(), otherwise="").lstrip("_")
