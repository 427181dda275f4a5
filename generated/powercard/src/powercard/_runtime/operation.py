"""An operation of the API as data: one record per method of a generated package.

Types stand behind a callable, because resolving one builds a pydantic validator: the first call
pays for it, the import does not. A validator once built stays on its record. A record is equal
to itself only, which makes it a cheap key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import quote

from .adapter import Adapter
from .charsets import with_known_charset
from .media import ITEMISED, STREAMED, TEXTUAL, Kind, concrete, essence, is_range, kind

if TYPE_CHECKING:
    from .errors import BusinessError

T_co = TypeVar("T_co", covariant=True)

Resolve: TypeAlias = Callable[[], Any]
"""Gives a type: a model, a wire type of `types`, or any annotation; called at first use."""
Location: TypeAlias = Literal["path", "query", "querystring", "header", "cookie"]
Style: TypeAlias = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"
]

# RFC 3986, "Path"; `?` because some documents write a query into the template, `%` for quoted text.
_PATH_SAFE = "/:@!$&'()*+,;=?%"
# Styles that explode where nothing else is said; None is the location's own.
_SEPARATING = frozenset({None, "cookie"})
# RFC 9110, "Idempotent Methods".
_IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Parameter:
    """A Parameter Object: where an argument goes and what it may be."""

    name: str
    """The wire name."""
    location: Location
    type: Resolve
    key: str = ""
    """Its key among the call's arguments, where two locations share the name; else the name."""
    style: Style | None = None
    """The standard's default for the location where it is None."""
    explode: bool | None = None
    """The standard's default for the style where it is None."""
    json: bool = False
    """Whether the value is written as JSON, by its `content`, and not in a style."""
    form: bool = False
    """Whether an object is written as a form, by its `content`, and not in a style."""
    fields: tuple[Parameter, ...] = ()
    """Of a form, the members that are laid out in a style."""
    allow_reserved: bool = False
    """Whether reserved characters of a value in a query or path stay as they are."""
    sensitive: bool = False
    """`x-sensitive`: taken out of a message in which the provider repeats the value."""
    deprecated: str = ""
    """What a caller who gives it is warned of."""

    @cached_property
    def argument(self) -> str:
        """The key of its value among the arguments of a call."""
        return self.key or self.name

    # OpenAPI 3.1, "Parameter Object", fixed fields `style` and `explode`.
    @cached_property
    def separate(self) -> bool:
        """Whether each element of an array or object gets a place of its own."""
        if self.explode is not None:
            return self.explode
        return self.location in {"query", "cookie"} and self.style in _SEPARATING

    @cached_property
    def adapter(self) -> Adapter:
        """Checks a value and writes it."""
        return Adapter(self.type, title=f"{self.location} parameter '{self.name}'")


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """A property of a multipart body."""

    name: str
    """The wire name."""
    type: Resolve | None = None
    """None where it is a file."""
    many: bool = False
    """Whether it is a list of files."""
    content_type: str | None = None
    """What its Encoding Object says: a media type, or several with commas between them."""
    style: Style | None = None
    """How its Encoding Object lays it out, if in a style and not by a media type."""
    explode: bool | None = None
    """The standard's default for the style where it is None."""
    encoding: str = ""
    """What its text is encoded in: its `Content-Transfer-Encoding` (RFC 2045)."""
    required: bool = False
    sensitive: bool = False

    @cached_property
    def content_types(self) -> tuple[str, ...]:
        """The media types that it may have, ranges too."""
        return tuple(one.strip() for one in (self.content_type or "").split(",") if one.strip())

    @cached_property
    def adapter(self) -> Adapter | None:
        """Checks a value and writes it; None of a file."""
        return None if self.type is None else Adapter(self.type, title=f"part '{self.name}'")

    @cached_property
    def styled(self) -> Parameter | None:
        """What lays it out in a style."""
        if self.type is None or self.style is None:
            return None
        style = None if self.style == "form" else self.style
        return Parameter(
            name=self.name,
            location="query",
            type=self.type,
            style=style,
            explode=self.explode,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Body:
    """A Request Body Object with the media type that was chosen."""

    type: Resolve
    content_type: str = "application/json"
    required: bool = True
    parts: tuple[Part, ...] = ()
    """Of a multipart body, what is known of its parts; others may come with them."""
    deprecated: tuple[tuple[str, str], ...] = ()
    """Members by their wire names, and what a caller who gives one is warned of."""

    fields: tuple[Parameter, ...] = ()
    """Of a form, the members that its Encoding Objects lay out in a style."""
    binary: bool = False
    """Whether it is bytes, whatever its media type."""

    @cached_property
    def kind(self) -> Kind:
        """What its media type is a kind of."""
        return "bytes" if self.binary else kind(self.content_type)

    @cached_property
    def sent_as(self) -> str:
        """The media type that a request says: where a range is documented one of it."""
        said = concrete(self.content_type, self.kind)
        return with_known_charset(said) if self.kind in TEXTUAL else said

    @property
    def is_multipart(self) -> bool:
        """Whether each member is a part of its own (RFC 7578)."""
        return self.kind == "multipart"

    @cached_property
    def needs_boundary(self) -> bool:
        """Whether its parts are the caller's business, but not where each ends (RFC 2046)."""
        is_composed = self.is_content and essence(self.content_type).startswith("multipart/")
        return (
            is_composed
            and not is_range(self.content_type)
            and "boundary=" not in self.content_type.lower()
        )

    @property
    def is_content(self) -> bool:
        """Whether it is bytes, whose meaning is the caller's business."""
        return self.kind in {"bytes", "events"}

    @property
    def is_itemised(self) -> bool:
        """Whether it is one item after the other, each checked by itself."""
        return self.kind in ITEMISED

    @cached_property
    def adapter(self) -> Adapter:
        """Checks a value and writes it; a multipart body's parts are checked one by one."""
        return Adapter(self.type, title="request body")


@dataclass(frozen=True, kw_only=True, eq=False)
class Response:
    """A Response Object under its status, with one of its media types."""

    status: str
    """`200`, `2XX` or `default`."""
    content_type: str | None = None
    """None where the response has no body."""
    type: Resolve | None = None
    """None where any value will do; of a body that is one item after the other an item's."""
    describes_event: bool = False
    """Whether the type is that of events, with their fields, and not of their data."""
    binary: bool = False
    """Whether it is bytes, whatever its media type."""

    @property
    def may_succeed(self) -> bool:
        """Whether a success may be one: `default` stands for those too that nothing else does."""
        return self.status[0] in {"2", "d"}

    def alike(self, other: Response) -> bool:
        """Whether both come to the same type in Python."""
        if other is self or (self.kind in TEXTUAL and other.kind in TEXTUAL):
            return True
        types = self.type and self.type(), other.type and other.type()
        return self.kind == other.kind and types[0] == types[1]

    @cached_property
    def adapter(self) -> Adapter | None:
        """Reads the decoded body, or an item of it."""
        return None if self.type is None else Adapter(self.type, title="response")

    @cached_property
    def kind(self) -> Kind | None:
        """What its media type is a kind of; None where it has no body."""
        if self.content_type is None:
            return None
        return "bytes" if self.binary else kind(self.content_type)

    @cached_property
    def is_range(self) -> bool:
        """Whether its media type is only known of the answer."""
        return self.content_type is not None and is_range(self.content_type)


@dataclass(frozen=True, kw_only=True, eq=False)
class Envelope:
    """Which properties of an answer say how the operation went (`x-envelope`)."""

    success: str
    """The property that is true when, and only when, the operation succeeded."""
    code: str | None = None
    message: tuple[str, ...] = ()
    """Candidates, best first: the first that holds a non-empty text is the message."""
    request_id: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class ErrorRule:
    """A documented failure (`x-errors`); every part that is given must hold."""

    error: type[BusinessError]
    code: str | None = None
    """Equal to the envelope's code."""
    message: str | None = None
    """Equal to one of the envelope's messages."""
    message_starts_with: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Operation(Generic[T_co]):
    """An Operation Object; `T_co` is what a successful call returns."""

    id: str
    method: str
    path: str
    """The template, `/cards/{id}/close`."""
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    other_bodies: tuple[Body, ...] = ()
    """The same in other media types."""
    responses: tuple[Response, ...] = ()
    envelope: Envelope | None = None
    errors: tuple[ErrorRule, ...] = ()
    """The first that matches counts."""
    security: tuple[tuple[str, ...], ...] = ()
    """Alternatives, each the names of schemes needed together; empty where none is needed."""
    scopes: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    """What the tokens of each alternative must allow, by the scheme's name; empty where no token
    has to allow anything."""
    irreversible: bool = False
    """`x-irreversible`: never repeated once it may have reached the provider."""
    server: str = ""
    """Its own, where it has another than the rest of the API; without a trailing slash."""
    headers: Resolve | None = None
    """Gives the class of the headers that its successful answers declare."""

    @cached_property
    def title(self) -> str:
        """Method and template, which is all that logs and messages say of a call."""
        return f"{self.method} {self.path}"

    @cached_property
    def path_pieces(self) -> tuple[str, ...]:
        """The template taken apart: quoted text at even places, parameter names at odd ones."""
        pieces = re.split(r"\{([^{}]*)\}", self.path)
        return tuple(p if i % 2 else quote(p, safe=_PATH_SAFE) for i, p in enumerate(pieces))

    @cached_property
    def repeatable(self) -> bool:
        """Whether a second request does no more than the first."""
        return self.method in _IDEMPOTENT and not self.irreversible

    def body_of(self, content_type: str | None) -> Body | None:
        """Give the body in a media type, or in the usual one.

        Raises:
            ValueError: the operation takes no body of this type.
        """
        if content_type is None or self.body is None:
            return self.body
        known = {body.content_type: body for body in (self.body, *self.other_bodies)}
        if content_type not in known:
            raise ValueError(f"content_type must be one of {', '.join(known)}")
        return known[content_type]

    def check_accept(self, accept: str | None) -> None:
        """See that what is asked for is documented.

        Raises:
            ValueError: it is not.
        """
        known = (self.accept, *(r.content_type for r in self.responses if r.may_succeed))
        if accept not in known:
            raise ValueError(f"accept must be one of {', '.join(filter(None, known[1:]))}")

    def build_readers(self) -> None:
        """Build what reads the answers, before anything is sent.

        Nothing that reads an answer may turn out to be faulty when the request has been carried
        out.
        """
        for adapter in self._readers:
            adapter.build()

    # What reads a failure is built when one comes, so a `default` counts where nothing else is
    # documented.
    @cached_property
    def _readers(self) -> tuple[Adapter, ...]:
        successes = [r for r in self.responses if r.status[0] == "2"] or self.responses
        return tuple(r.adapter for r in successes if r.adapter)

    @cached_property
    def _documented(self) -> dict[int, tuple[Response, ...]]:
        return {}

    def documented(self, status: int) -> tuple[Response, ...]:
        """Give the responses for a 2xx status.

        `default` counts where no other is documented, and where it is of the type of a 2xx: an
        error's is not.
        """
        found = self._documented.get(status)
        if found is None:
            keys = (str(status), f"{status // 100}XX")
            found = tuple(r for key in keys for r in self.responses if r.status.upper() == key)
            if not found and all(r.status == "default" for r in self.responses):
                found = self.responses
            if not found:
                others = [r for r in self.responses if r.status == "default" and r.content_type]
                good = (r for r in self.responses if r.status.startswith("2") and r.content_type)
                found = tuple(r for r in good if any(r.alike(other) for other in others))
            if not found and not any(r.status.startswith("2") for r in self.responses):
                # Only failures are documented: of a success nothing is known but that it is one.
                found = (Response(status=str(status)),)
            self._documented[status] = found
        return found

    def failures(self, status: int) -> tuple[Response, ...]:
        """Give the responses for a status that is no success: the most exact ones."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if found := tuple(r for r in self.responses if r.status == key):
                return found
        return ()

    @cached_property
    def accept(self) -> str | None:
        """The media type of each successful answer, in order, or None where there are none.

        Of several under one status the first: it is the one that a call promises to return.
        """
        first: dict[str, str] = {}
        for response in self.responses:
            if response.may_succeed and response.content_type is not None:
                first.setdefault(response.status, response.content_type)
        return ", ".join(dict.fromkeys(first.values())) or None

    @cached_property
    def stream(self) -> Response | None:
        """The successful answer that can be read as it comes; the first where there are several."""
        successes = (r for r in self.responses if r.may_succeed)
        return next((r for r in successes if r.kind in STREAMED), None)

    @cached_property
    def accept_stream(self) -> str | None:
        """The media type of that answer."""
        return None if self.stream is None else self.stream.content_type
