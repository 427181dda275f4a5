"""Members that go one way: `readOnly` ones are in no request, `writeOnly` ones in no answer.

OpenAPI 3.1, "Schema Object", by JSON Schema's annotations: a schema that has such members, or
contains one that has, is not the same in a request and in an answer. Where it is in both, the
requests get a schema of their own, at the same place but `sent`; all others stay one schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final, TypeAlias

from engross.ir import Api, MediaType, Operation, Parameter, Ref, Schema, with_members
from engross.names.casing import free
from engross.names.records import Names
from engross.names.walk import all_schemas
from engross.pointer import Pointer

Mark: TypeAlias = Callable[[Schema | Ref], bool]
"""Whether a member is marked to go one way only."""
_WRITE_ONLY: Final[Mark] = attrgetter("write_only")
_READ_ONLY: Final[Mark] = attrgetter("read_only")


@dataclass(frozen=True, slots=True)
class Ways:
    """An API in which each schema has the members of its way."""

    api: Api
    sent: frozenset[Pointer] = frozenset()
    """The schemas of requests that in an answer are, or would be, something else."""
    received: frozenset[Pointer] = frozenset()
    """The schemas of answers that in a request are, or would be, something else."""


def split_ways(api: Api) -> Ways:
    """Take out of every schema what does not go its way.

    Args:
        api: Hoisted.
    """
    graph = _Graph(api)
    if not graph.touched:
        return Ways(api)
    moved = graph.touched & graph.sent & graph.received
    sent, received = _Way(api, _READ_ONLY, moved), _Way(api, _WRITE_ONLY, frozenset())
    schemas: dict[Pointer, Schema | Ref] = {}
    for place, schema in api.schemas.items():
        way = received if place in graph.received else sent if place in graph.sent else None
        same = way is None or place not in graph.touched or isinstance(schema, Ref)
        schemas[place] = schema if same or way is None else way(schema)
        if place in moved:
            schemas[place.sent] = replace(sent, move=True)(schema)
    split = replace(
        api,
        schemas=schemas,
        operations=tuple(_operation(op, sent, received) for op in api.operations),
        webhooks=tuple(_incoming(hook, received) for hook in api.webhooks),
    )
    return Ways(
        split,
        sent=frozenset(p.sent if p in moved else p for p in graph.touched & graph.sent),
        received=graph.touched & graph.received,
    )


def _operation(op: Operation, sent: _Way, received: _Way) -> Operation:
    body = op.request_body
    return with_members(
        op,
        parameters=tuple(_parameter(parameter, sent) for parameter in op.parameters),
        request_body=body and with_members(body, content=_content(body.content, sent)),
        responses=tuple(
            with_members(answer, content=_content(answer.content, received))
            for answer in op.responses
        ),
        callbacks=_callbacks(op, received),
    )


def _incoming(op: Operation, received: _Way) -> Operation:
    body = op.request_body
    content = _content(body.content, received) if body is not None else ()
    return with_members(
        op,
        request_body=body and with_members(body, content=content),
        callbacks=_callbacks(op, received),
    )


def _callbacks(op: Operation, received: _Way) -> dict[str, tuple[Operation, ...]]:
    return {
        key: tuple(_incoming(callback, received) for callback in callbacks)
        for key, callbacks in op.callbacks.items()
    }


def _parameter(parameter: Parameter, way: _Way) -> Parameter:
    content = parameter.content
    return with_members(
        parameter,
        schema=parameter.schema and way(parameter.schema),
        content=content and with_members(content, schema=content.schema and way(content.schema)),
    )


def _content(content: Iterable[MediaType], way: _Way) -> tuple[MediaType, ...]:
    return tuple(
        with_members(
            media,
            schema=media.schema and way(media.schema),
            item_schema=media.item_schema and way(media.item_schema),
        )
        for media in content
    )


class _Graph:
    """Which schemas lead to which, and to members that go one way."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._entries = {p: s for p, s in api.schemas.items() if isinstance(s, Schema)}

    @cached_property
    def touched(self) -> frozenset[Pointer]:
        """The schemas that have such members, and what contains them."""
        users: dict[Pointer, list[Pointer]] = {}
        pending: list[Pointer] = []
        for place, schema in self._entries.items():
            for part in _inline(schema):
                if any(self._is(p, _WRITE_ONLY) or self._is(p, _READ_ONLY) for p in _members(part)):
                    pending.append(place)
                for ref in part.children():
                    if isinstance(ref, Ref):
                        users.setdefault(self._api.resolve(ref).pointer, []).append(place)
        seen: set[Pointer] = set()
        while pending:
            if (place := pending.pop()) not in seen:
                seen.add(place)
                pending += users.get(place, ())
        return frozenset(seen)

    @cached_property
    def sent(self) -> frozenset[Pointer]:
        """The schemas that are in requests."""
        roots = chain.from_iterable(_sent(op) for op in self._api.operations)
        return self._reachable(roots, _READ_ONLY)

    @cached_property
    def received(self) -> frozenset[Pointer]:
        """The schemas that are in answers, webhooks and callbacks."""
        answers = (r.content for op in self._api.operations for r in op.responses)
        hooks = (op.request_body.content for op in self._api.incoming() if op.request_body)
        return self._reachable(_schemas(chain(*answers, *hooks)), _WRITE_ONLY)

    def _reachable(self, roots: Iterable[Schema | Ref], other: Mark) -> frozenset[Pointer]:
        seen: set[Pointer] = set()
        pending = list(roots)
        while pending:
            schema = self._api.resolve(pending.pop())
            if schema.pointer in seen:
                continue
            seen.add(schema.pointer)
            gone = {id(prop) for prop in _members(schema) if self._is(prop, other)}
            pending += (child for child in schema.children() if id(child) not in gone)
        return frozenset(seen)

    def _is(self, member: Schema | Ref, mark: Mark) -> bool:
        return mark(member) or mark(self._api.resolve(member))


@dataclass(frozen=True, slots=True)
class _Way:
    """Gives schemas without the members that go the other way."""

    api: Api
    other: Mark
    moved: frozenset[Pointer]
    """The schemas that this way has copies of."""
    move: bool = False
    """Whether what it gives is such a copy."""

    def __call__(self, schema: Schema | Ref) -> Schema | Ref:
        if isinstance(schema, Ref):
            target = self._target(schema.target)
            placed = schema.pointer.sent if self.move else schema.pointer
            same = target == schema.target and placed == schema.pointer
            return schema if same else replace(schema, target=target, pointer=placed)
        if schema.pointer in self.moved and not self.move:
            return Ref(pointer=schema.pointer, target=schema.pointer.sent)
        return self._without(schema, frozenset(self._gone(schema, frozenset())))

    def _target(self, place: Pointer) -> Pointer:
        known = self.api.schemas.get(place)
        found = place if known is None else self.api.resolve(known).pointer
        return found.sent if found in self.moved else place

    def _without(self, schema: Schema, gone: frozenset[str]) -> Schema:
        changes: dict[str, Any] = {}
        for name in _INNER:
            if value := getattr(schema, name):
                changes[name] = self._inside(name, value, gone)
        changes = {name: new for name, new in changes.items() if new != getattr(schema, name)}
        if gone.intersection(schema.required):
            changes["required"] = tuple(wire for wire in schema.required if wire not in gone)
        if self.move:
            changes["pointer"] = schema.pointer.sent
        if schema.discriminator is not None:
            told = schema.discriminator
            mapping = {tag: self._target(at) for tag, at in told.mapping.items()}
            default = told.default_mapping and self._target(told.default_mapping)
            discriminator = replace(told, mapping=mapping, default_mapping=default)
            if discriminator != told:
                changes["discriminator"] = discriminator
        return replace(schema, **changes) if changes else schema

    def _inside(self, keyword: str, value: Any, gone: frozenset[str]) -> Any:
        if keyword == "all_of":
            # Its parts are one object: what goes in one of them is required by none.
            return tuple(
                self(part) if isinstance(part, Ref) else self._without(part, gone) for part in value
            )
        if keyword == "properties":
            return {wire: self(prop) for wire, prop in value.items() if wire not in gone}
        if isinstance(value, Schema | Ref):
            return self(value)
        if isinstance(value, tuple):
            return tuple(map(self, value))
        return {key: self(part) for key, part in value.items()}

    def _gone(self, schema: Schema, inside: frozenset[Pointer]) -> Iterator[str]:
        """Name the members of an object, with the parts of its `allOf`, that go the other way."""
        for wire, prop in schema.properties.items():
            if self.other(prop) or self.other(self.api.resolve(prop)):
                yield wire
        for part in map(self.api.resolve, schema.all_of):
            if part.pointer not in inside:
                yield from self._gone(part, inside | {schema.pointer})


_INNER = tuple(field.name for field in fields(Schema) if "Schema | Ref" in str(field.type))


def _inline(schema: Schema) -> Iterator[Schema]:
    """Give a schema and those that stand in it."""
    pending = [schema]
    while pending:
        part = pending.pop()
        yield part
        pending += (child for child in part.children() if isinstance(child, Schema))


def _members(schema: Schema) -> Iterable[Schema | Ref]:
    return schema.properties.values()


def _sent(op: Operation) -> Iterator[Schema | Ref]:
    for parameter in op.parameters:
        if parameter.schema is not None:
            yield parameter.schema
        yield from _schemas([parameter.content] if parameter.content else ())
    yield from _schemas(op.request_body.content if op.request_body else ())


def _schemas(content: Iterable[MediaType]) -> Iterator[Schema | Ref]:
    for media in content:
        yield from (s for s in (media.schema, media.item_schema) if s is not None)


# --- Their names ----------------------------------------------------------------------------------

_FOR_REQUESTS: Final = re.compile(
    r"(Request|Input|Body|Params|Create|Patch)_?$|^(Create|Update|Patch)(?=[A-Z])"
)
"""What the name of a schema has that is written for requests."""
_OF_A_REQUEST: Final = ("Request", "Input")
_OF_AN_ANSWER: Final = ("Response", "Output")


def name_ways(names: Names, ways: Ways) -> Names:
    """Name the schemas that go one way: by their own place, wherever else they are used.

    A request has `CardRequest` where an answer has `Card`. A schema whose name says that it is for
    requests is called so in them, and `CreateCardResponse` in an answer.
    """
    classes, fields_, members = dict(names.classes), dict(names.fields), dict(names.members)
    taken = set(classes.values())
    for place in (place for place in ways.api.schemas if place in ways.sent | ways.received):
        own = names.classes[place.own]
        words = _words(names, place, is_sent=place in ways.sent)
        classes[place] = free((own.rstrip("_") + word for word in words), taken) if words else own
        taken.add(classes[place])
    for schema in all_schemas(ways.api):
        if schema.pointer.way:
            own_members = names.members.get(schema.pointer.own)
            members |= {schema.pointer: own_members} if own_members is not None else {}
            places = (prop.pointer for prop in schema.properties.values())
            fields_ |= {place: names.fields[place.own] for place in places}
    return replace(names, classes=classes, fields=fields_, members=members)


def _words(names: Names, place: Pointer, *, is_sent: bool) -> tuple[str, ...]:
    """Give the words of which one is put after a name; none where the name will do."""
    is_component = place.tokens[:2] == ("components", "schemas")
    if not is_component and "schema" in place.tokens:
        # What stands in an operation has a name that says so.
        return _OF_A_REQUEST if place.way else ()
    home = place.own._replace(tokens=place.tokens[:3]) if is_component else place.own
    if _FOR_REQUESTS.search(names.classes.get(home, "")):
        return () if is_sent else _OF_AN_ANSWER
    return _OF_A_REQUEST if is_sent else ()
