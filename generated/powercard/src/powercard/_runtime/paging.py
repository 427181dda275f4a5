"""What follows a page: from an answer to the arguments that ask for the next one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from . import codec
from .types import UNSET

Place: TypeAlias = tuple[str, ...]
"""The reference tokens of a JSON Pointer (RFC 6901); wire names."""

NUMBERED = frozenset({"offset", "page"})
"""The kinds that count, so that every page is asked for with another number."""
# RFC 8288, "Link Serialisation in HTTP Headers": a target, then its parameters.
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, eq=False)
class Paging:
    """How an operation answers in pages; places lead from the answer's body."""

    kind: Literal["cursor", "offset", "page", "link"]
    items: Place = ()
    """Where a page has its items."""
    parameter: str = ""
    """`Parameter.argument` of the one that says which page, or the body's member."""
    in_body: bool = False
    as_text: bool = False
    """Whether it takes a text, which whatever the answer has is written as."""
    next: Place | None = None
    """Of a cursor: where the next one stands. Of a link: the same, else it is in the header."""
    last: Place | None = None
    """Of a cursor: where in the last item the next one stands."""
    more: Place | None = None
    """What is false on the last page."""
    total: Place | None = None
    """Of an offset: how many items there are. Of a page: how many pages."""
    first: int = 0
    """The offset or number of the first page."""


class Turn(NamedTuple):
    """What asks for one page."""

    arguments: Mapping[str, Any]
    body: Any = UNSET
    link: str | None = None
    """A reference to it, as the page before gave it."""
    target: str | None = None
    """Where that leads."""


class Page(NamedTuple):
    """What one page says of the next."""

    value: Any
    """As it was read: models, lists, plain objects."""
    items: list[Any]
    headers: Mapping[str, str]


def reach(value: Any, place: Place) -> Any:
    """Follow wire names and indexes into an answer; None where they lead nowhere."""
    for token in place:
        if isinstance(value, BaseModel):
            value = _member(value, token)
        elif codec.is_object(value):
            value = value.get(token)
        elif codec.is_array(value) and token.isdecimal() and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def _member(model: BaseModel, wire: str) -> Any:
    for name, field in type(model).model_fields.items():
        if wire == (field.alias or name):
            return vars(model)[name]  # by attribute, a deprecated one would warn
    return (model.model_extra or {}).get(wire)


def page_of(paging: Paging, value: Any, headers: Mapping[str, str]) -> Page:
    """Take a page apart.

    Raises:
        ValueError: where its items should be is something else.
    """
    items = reach(value, paging.items)
    if items is None:
        return Page(value, [], headers)
    if not codec.is_array(items):
        raise ValueError("the items of the page are no array")
    return Page(value, list(items), headers)


def following(paging: Paging, turn: Turn, page: Page) -> Turn | None:
    """Say how to ask for the page after this one; None where this is the last.

    Raises:
        ValueError: there are more, by what the page says, but it does not say where.
    """
    more = None if paging.more is None else reach(page.value, paging.more)
    if more is False:
        return None
    then = _FOLLOWING[paging.kind](paging, turn, page)
    if then is None and more is True:
        raise ValueError("the page says that there are more, and not which is the next")
    return then


def asked(paging: Paging, turn: Turn) -> Any:
    """Give what told the provider which page to send."""
    if paging.kind == "link":
        return turn.target
    where = turn.body if paging.in_body else turn.arguments
    return where.get(paging.parameter, UNSET) if codec.is_object(where) else UNSET


def _cursor(paging: Paging, turn: Turn, page: Page) -> Turn | None:
    if paging.next is not None:
        cursor = reach(page.value, paging.next)
    else:
        cursor = reach(page.items[-1], paging.last or ()) if page.items else None
    if cursor is None or cursor == "":
        return None
    return _with(paging, turn, codec.scalar_text(cursor) if paging.as_text else cursor)


def _offset(paging: Paging, turn: Turn, page: Page) -> Turn | None:
    reached = _number(paging, turn) + len(page.items)
    if not page.items or _has_all(paging, page, reached):
        return None
    return _with(paging, turn, reached)


def _page(paging: Paging, turn: Turn, page: Page) -> Turn | None:
    number = _number(paging, turn)
    if not page.items or _has_all(paging, page, number - paging.first + 1):
        return None
    return _with(paging, turn, number + 1)


def _link(paging: Paging, turn: Turn, page: Page) -> Turn | None:
    if paging.next is None:
        found: Any = next(_next_links(page.headers.get("link", "")), None)
    else:
        found = reach(page.value, paging.next)
    return turn._replace(link=str(found)) if found else None


_FOLLOWING: Mapping[str, Callable[[Paging, Turn, Page], Turn | None]] = {
    "cursor": _cursor,
    "offset": _offset,
    "page": _page,
    "link": _link,
}


def _next_links(header: str) -> Iterator[str]:
    """Give the targets of a Link header whose relation is `next` (RFC 8288, "Link Relations")."""
    for target, parameters in _LINK.findall(header):
        relation = _RELATION.search(parameters)
        if relation and "next" in (relation[1] or relation[2]).lower().split():
            yield target


def _has_all(paging: Paging, page: Page, reached: int) -> bool:
    total = None if paging.total is None else reach(page.value, paging.total)
    return isinstance(total, int | float | Decimal) and reached >= total


def _number(paging: Paging, turn: Turn) -> int:
    given = asked(paging, turn)
    return paging.first if given is UNSET else int(given)


def _with(paging: Paging, turn: Turn, value: Any) -> Turn:
    if paging.in_body:
        members = turn.body if codec.is_object(turn.body) else {}
        return turn._replace(body={**members, paging.parameter: value})
    return turn._replace(arguments={**turn.arguments, paging.parameter: value})
