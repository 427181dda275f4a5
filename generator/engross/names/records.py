"""What naming decides, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodName:
    """Where a caller finds an operation: `client.<resource>.<method>(...)`."""

    resource: str
    """With a dot before each group inside another: `admin.users`."""
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderNames:
    """The class of the headers that an operation's answers declare."""

    name: str
    fields: Mapping[str, str]
    """Wire name to attribute."""
    shared: Mapping[str, str] = field(default_factory=dict[str, str])
    """Wire name to the class that has the attribute, where the document describes the header once
    for all operations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Every Python name of a generated package, by the place in the spec it belongs to."""

    classes: Mapping[Pointer, str]
    """Schema to its class or alias in `models`."""
    fields: Mapping[Pointer, str]
    """Property (`.../properties/<wire name>`) to its field."""
    members: Mapping[Pointer, tuple[str, ...]]
    """Enum schema to its members' names, in the order of the values other than null."""
    methods: Mapping[Pointer, MethodName]
    """Operation to its method."""
    arguments: Mapping[Pointer, Mapping[Pointer, str]]
    """Operation to its method's arguments: by parameter, by property of a flattened body, or by the
    request body itself where it is passed whole as `body`."""
    webhooks: Mapping[Pointer, str]
    """Webhook or callback to its name; `parse_<name>` reads it."""
    tags: Mapping[str, Mapping[Pointer, tuple[str, ...]]]
    """Property that a discriminator names to the tags of each schema, for an API with webhooks."""
    credentials: Mapping[str, str]
    """Security scheme to the keyword of the client's constructor."""
    server_variables: Mapping[str, str] = field(default_factory=dict[str, str])
    """Variable of the server to the keyword of the client's constructor."""
    resources: Mapping[str, str] = field(default_factory=dict[str, str])
    """Resource to its class; the asynchronous one has `Async` before it."""
    headers: Mapping[Pointer, HeaderNames] = field(default_factory=dict[Pointer, HeaderNames])
    """Operation to the class of its answers' headers, where they declare any."""
    iterators: Mapping[Pointer, str] = field(default_factory=dict[Pointer, str])
    """Operation that answers in pages to the method that goes through all of them."""
