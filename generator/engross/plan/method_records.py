"""The methods of a package as text-ready records, and the classes that they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from engross.names import resource_classes, resource_module

_AS_SENT: Final = re.compile(r"(?<![.\w])(Content|Items)(?=$|\[| \|)")
"""The types of bodies that are read while they are sent: an asynchronous client may wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument of a method."""

    name: str
    annotation: str
    required: bool
    positional: bool
    """Path parameters are given by position, all others by keyword."""
    wire_name: str
    key: str
    """The key under which the runtime looks it up."""
    in_body: bool = False
    is_option: bool = False
    """Whether it chooses among media types."""
    sample: str | None = ""
    """An example within its limits; empty where its type's usual one is, None where none is."""
    meaning: str = ""

    @property
    def name_as_text(self) -> str:
        """Its name as a text: `card-id`."""
        return self.name.replace("_", "-").strip("-")

    @property
    def declaration(self) -> str:
        """The argument as the signature has it."""
        return self._declared(self.annotation)

    @property
    def async_declaration(self) -> str:
        """The argument as the asynchronous signature has it."""
        is_body = self.in_body and not self.wire_name
        return self._declared(
            _AS_SENT.sub(r"Async\1", self.annotation) if is_body else self.annotation
        )

    @property
    def is_content(self) -> bool:
        """Whether it may be a body that is read while it is sent."""
        is_body = self.in_body and not self.wire_name
        return is_body and _AS_SENT.search(self.annotation) is not None

    def _declared(self, annotation: str) -> str:
        return f"{self.name}: {annotation}" + ("" if self.required else " | Unset = UNSET")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderField:
    """A declared header as an attribute."""

    name: str
    annotation: str
    expression: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderClass:
    """The headers that the answers of an operation declare, or one that several share."""

    name: str
    about: str
    """What it is, as its docstring says."""
    fields: tuple[HeaderField, ...]
    """Those that it does not share."""
    bases: tuple[HeaderClass, ...] = ()
    """Those that it does, a class for each."""

    @property
    def parents(self) -> str:
        """What it inherits from, as written in Python."""
        return ", ".join(base.name for base in self.bases) or "Headers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a method takes and gives."""

    arguments: tuple[Argument, ...]
    returns: str
    headers: str = ""
    """The class of the answer's headers; empty where none are declared."""

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments given by position."""
        return tuple(argument for argument in self.arguments if argument.positional)

    @property
    def keywords(self) -> tuple[Argument, ...]:
        """The arguments given by keyword: those that must be given come first."""
        named = (argument for argument in self.arguments if not argument.positional)
        return tuple(sorted(named, key=lambda argument: not argument.required))

    @property
    def options(self) -> tuple[Argument, ...]:
        """The arguments that choose media types."""
        return tuple(argument for argument in self.arguments if argument.is_option)

    @property
    def raw_returns(self) -> str:
        """What the variant with httpx's response returns."""
        types = [self.returns, *([f"headers_.{self.headers}"] if self.headers else [])]
        return f"RawResponse[{', '.join(types)}]"

    @property
    def streams(self) -> str:
        """What the variant returns whose answer is read as it comes."""
        return f"AbstractContextManager[Stream[{self.returns}]]"

    @property
    def async_streams(self) -> str:
        """What its asynchronous twin returns."""
        return f"AbstractAsyncContextManager[AsyncStream[{self.returns}]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIterator:
    """A second method of an operation, which goes through all its pages."""

    name: str
    constant: str
    """The module constant that holds its record."""
    paging: str
    """The record, as an expression."""
    page: str
    """The type of a page."""
    item: str
    """The type of an item."""

    @property
    def returns(self) -> str:
        """What it returns, but for the `Async` of the asynchronous one."""
        return f"Pages[{self.page}, {self.item}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One operation as a method of a resource."""

    name: str
    constant: str
    """The module constant that holds the operation's record."""
    operation: str
    """The record, as an expression."""
    usual: Signature
    """The signature that chooses no media type."""
    implementation: Signature
    overloads: tuple[Signature, ...] = ()
    """Empty where the implementation says it all."""
    stream: Signature | None = None
    """The implementation of the variant whose answer is read as it comes, if that is of use."""
    stream_overloads: tuple[Signature, ...] = ()
    whole_body: str | None
    """The argument that is the body as it is, where the body is not taken apart."""
    headers: HeaderClass | None = None
    """What its answers declare of headers."""
    other_body: str | None = None
    """The argument that is a body of another media type than the one that is taken apart."""
    docstring: str
    summary: str
    """One line for the list of operations."""
    http_method: str
    path: str
    deprecated: str
    """What a caller is warned of; empty where it is not deprecated."""
    irreversible: str | None
    """What cannot be undone."""
    has_envelope: bool
    """Whether the answer itself says that it is a failure."""
    is_unsafe: bool
    """Whether it must not be repeated where its answer is lost."""
    iterator: PageIterator | None = None
    """What goes through its pages, where it answers in pages."""

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """What it takes where no media type is chosen."""
        return self.usual.arguments

    @property
    def returns(self) -> str:
        """What it gives where no media type is chosen."""
        return self.usual.returns

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments given by position."""
        return self.usual.positional

    @property
    def keywords(self) -> tuple[Argument, ...]:
        """The arguments given by keyword: those that must be given come first."""
        return self.usual.keywords

    @property
    def parameters(self) -> tuple[Argument, ...]:
        """The arguments that are parameters of the operation."""
        return tuple(a for a in self.arguments if not (a.in_body or a.is_option))

    @property
    def body_fields(self) -> tuple[Argument, ...]:
        """The arguments that are properties of the body."""
        return tuple(a for a in self.arguments if a.in_body and a.name != self.whole_body)

    @property
    def signature(self) -> str:
        """The call in short: `close(id, amount=…) -> models.Card`."""
        return f"{self.name}({self._given}) -> {self.returns}"

    @property
    def iterator_signature(self) -> str:
        """The same of what goes through its pages."""
        iterator = self.iterator
        return f"{iterator.name}({self._given}) -> {iterator.returns}" if iterator else ""

    @property
    def _given(self) -> str:
        positional = [argument.name for argument in self.positional]
        named = [f"{a.name}=…" if a.required else f"[{a.name}=…]" for a in self.keywords]
        return ", ".join([*positional, *named])


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """The operations of one group: `client.cards`."""

    name: str
    """With the groups around it: `admin.users`."""
    class_name: str
    methods: tuple[Method, ...]
    """None of a group that only has others in it."""
    children: tuple[Resource, ...] = ()
    """The groups inside it."""

    @property
    def attribute(self) -> str:
        """Its own name: `users` of `admin.users`."""
        return self.name.rpartition(".")[2]

    @property
    def module(self) -> str:
        """The module of its classes."""
        return resource_module(self.name)

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of its module."""
        return resource_classes(self.class_name)

    @property
    def has_headers(self) -> bool:
        """Whether its answers declare headers."""
        return any(method.headers is not None for method in self.methods)

    @property
    def streams(self) -> bool:
        """Whether it has answers that can be read as they come."""
        return bool(self.streaming)

    @property
    def streaming(self) -> tuple[Method, ...]:
        """The methods whose answers can be read as they come."""
        return tuple(method for method in self.methods if method.stream is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """How the synchronous and the asynchronous class of the same template differ."""

    prefix: str
    define: str
    wait: str
    opening: str
    closing: str
    article: str
    declaration: str
    """How an argument is declared in it."""
    streams: str
    """What a method returns whose answer is read as it comes."""


FLAVOURS = (
    Flavour(
        prefix="",
        define="def",
        wait="",
        opening="",
        closing="",
        article="A",
        declaration="declaration",
        streams="streams",
    ),
    Flavour(
        prefix="Async",
        define="async def",
        wait="await ",
        opening="(await ",
        closing=")",
        article="An asynchronous",
        declaration="async_declaration",
        streams="async_streams",
    ),
)
