"""Where an edit is felt, and how an id of oasdiff begins there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from engross.diff.apis import Reach
from engross.diff.documents import Direction
from engross.diff.edits import Edit
from engross.diff.normal import Normal, normalise
from engross.diff.ways import Way
from engross.ir import Api, Node, Parameter
from engross.pointer import Pointer

Words: TypeAlias = tuple[str, ...]
"""What follows the place in ids of oasdiff; empty where it says nothing."""
Naming: TypeAlias = "Callable[[Place], Words]"
"""How edits of one rule are named."""

UNPROMISED: Final = ("draft", "alpha")
"""The values of `x-stability-level` below those that promise something."""

_OF_MEMBERS: Final = frozenset(
    {
        *("property-added", "property-became-required", "property-became-optional"),
        *("property-removed", "property-removed-with-deprecation"),
        *("property-removed-before-sunset", "property-removed-after-sunset"),
    }
)
"""Rules of edits that are found in a schema and are about a property of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One side of the comparison, and what is looked up in it."""

    api: Api
    nodes: Mapping[Pointer, Node]
    """The operations and their parameters, by where they stand."""
    parameters: Mapping[tuple[str, ...], Parameter]
    """By method and path of the operation, location and name."""
    paths: frozenset[str]
    unpromised: frozenset[tuple[str, str]]
    """Method and path of the operations that are not stable enough to promise anything."""
    properties: dict[Pointer, Normal] = field(default_factory=dict)
    """Those that were asked for."""

    def property(self, holder: Normal, name: str) -> Normal | None:
        """Give the schema of a property."""
        schema = holder.schema.properties.get(name)
        if schema is None:
            return None
        if schema.pointer not in self.properties:
            self.properties[schema.pointer] = normalise(self.api, schema)
        return self.properties[schema.pointer]


def indexed(api: Api) -> Document:
    """Make the nodes of a document easy to find."""
    every = (*api.operations, *api.webhooks)
    return Document(
        api=api,
        nodes={node.pointer: node for op in every for node in (op, *op.parameters)},
        parameters={
            (op.method, op.path, one.location.value, one.name): one
            for op in every
            for one in op.parameters
        },
        paths=frozenset(op.path for op in api.operations),
        unpromised=frozenset(
            (op.method, op.path)
            for op in api.operations
            if op.extensions.get("x-stability-level") in UNPROMISED
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An edit where it is felt."""

    edit: Edit
    reach: Reach
    way: Way | None
    """How the schema is reached; None where the edit is about no value."""
    old: Document
    new: Document
    today: date

    @property
    def side(self) -> str:
        """Say whether the page has it in a request or in a response, whoever writes it."""
        direction = self.reach.direction or Direction.REQUEST
        return (direction if self.reach.webhook is None else direction.opposite).value

    @property
    def before(self) -> Node | None:
        """Give the operation or parameter that was there; None for the document."""
        return self._node(self.old, self.edit.base)

    @property
    def after(self) -> Node | None:
        """Give the operation or parameter that is there now; None for the document."""
        return self._node(self.new, self.edit.revision)

    def _node(self, document: Document, pointer: Pointer | None) -> Node | None:
        return None if pointer is None else document.nodes.get(pointer)

    @property
    def parameter(self) -> Parameter | None:
        """Give the parameter that has the value now."""
        reach = self.reach
        return self.new.parameters.get((reach.method, reach.path, reach.location, reach.name))

    @property
    def base(self) -> Normal | None:
        """Give the schema before: the property's, where the edit is about one."""
        assert self.way is not None
        pair, name = self.way.pair, self.edit.member
        return self.old.property(pair.base, name) if self.is_of_member else pair.base

    @property
    def revision(self) -> Normal | None:
        """Give the schema after."""
        assert self.way is not None
        pair, name = self.way.pair, self.edit.member
        return self.new.property(pair.revision, name) if self.is_of_member else pair.revision

    @property
    def is_of_member(self) -> bool:
        """Say whether the edit is about a property of the schema that it was found in."""
        return self.edit.rule in _OF_MEMBERS

    @property
    def is_inner(self) -> bool:
        """Say whether the value is inside of another."""
        assert self.way is not None
        return self.way.holder is not None or self.is_of_member

    @property
    def is_required(self) -> bool:
        """Say whether the property had to be there before, or has to if it is new."""
        assert self.way is not None
        if self.is_of_member:
            holder, name = self.way.pair, self.edit.member
        elif self.way.holder is not None and self.way.step is not None:
            holder, name = self.way.holder, self.way.step.token
        else:
            return False
        side = holder.revision if self.edit.rule == "property-added" else holder.base
        return name in side.schema.required

    @property
    def was_hidden(self) -> bool:
        """Say whether the value was no part of its side: readOnly in a request, writeOnly there."""
        return self._hidden(self.base)

    @property
    def is_hidden(self) -> bool:
        """Say whether the value is no part of its side now."""
        return self._hidden(self.revision)

    def _hidden(self, normal: Normal | None) -> bool:
        field = "read_only" if self.side == "request" else "write_only"
        return normal is not None and bool(getattr(normal.schema, field))


def always(*words: str) -> Naming:
    """Name each edit of a rule alike."""
    return lambda _: words


def begins(place: Place) -> Iterator[str]:
    """Yield what an id can begin with at a place, the most special first."""
    if place.way is None:
        yield "request-parameter" if place.reach.name and place.side == "request" else ""
    elif place.reach.location == "body":
        yield from _of_property(place) if place.is_inner else _of_body(place)
    elif place.side == "response":
        yield from () if place.is_inner else ("response-header",)
    elif place.is_inner:
        yield from ("request-header-property",) if place.reach.location == "header" else ()
        yield "request-parameter-property"
        yield "request-parameter"
    else:
        yield "request-parameter"
    yield ""


def _of_body(place: Place) -> Iterator[str]:
    yield f"{place.side}-body"
    yield f"{place.side}-mediatype"


def _of_property(place: Place) -> Iterator[str]:
    need = "required" if place.is_required else "optional"
    hidden = "read-only" if place.side == "request" else "write-only"
    if place.was_hidden or place.is_hidden:
        yield f"{place.side}-{need}-{hidden}-property"
        yield f"{place.side}-{hidden}-property"
    yield f"{place.side}-{need}-property"
    yield f"{place.side}-property"
