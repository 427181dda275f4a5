"""How pages are laid out: a registry of readers, each of which turns a page into claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engross.errors import EngrossError
from engross.trace.claims import Claim
from engross.trace.lines import Line, is_html, lines_of
from engross.trace.pages import BY_HAND, Page, Sheet
from engross.trace.readers import (
    docusaurus_text,
    embedded_openapi,
    field_tables,
    openapi,
    parameter_lists,
)
from engross.trace.readers.chrome import facts_only, without_chrome


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One way to lay a page out."""

    recognises: Callable[[Sheet], bool]
    read: Callable[[Sheet], tuple[Claim, ...]]
    layout: str
    """What such a page looks like."""


READERS: Final[Mapping[str, Reader]] = {
    "openapi": Reader(
        recognises=openapi.recognises, read=openapi.read, layout="an OpenAPI document"
    ),
    "embedded-openapi": Reader(
        recognises=embedded_openapi.recognises,
        read=embedded_openapi.read,
        layout="Markdown with an OpenAPI document in a fence",
    ),
    "docusaurus-text": Reader(
        recognises=docusaurus_text.recognises,
        read=docusaurus_text.read,
        layout="the text of a Docusaurus page: 'Request', 'Responses', 'Schema', names and titles",
    ),
    "field-tables": Reader(
        recognises=field_tables.recognises,
        read=field_tables.read,
        layout="tables of fields in Markdown, HTML or plain text",
    ),
    "parameter-lists": Reader(
        recognises=parameter_lists.recognises,
        read=parameter_lists.read,
        layout="lists of fields: name, type and 'required' on lines of their own",
    ),
    BY_HAND: Reader(
        recognises=lambda _: False,
        read=lambda _: (),
        layout="a page that only people read: the lines that `x-source` names are taken as read",
    ),
}
"""By the name that `reader` in `sources.yaml` has; the first that recognises a page reads it."""

_TITLE: Final = re.compile(r"<title>([^<]*)</title>", re.I)
_REFUSALS: Final = {
    "a page to log in with": ("log in", "sign in", "login"),
    "a page that says that there is none": ("404", "not found", "page not found"),
    "a page of a gate or a failing server": (
        *("just a moment", "checking your browser", "enable javascript", "captcha"),
        *("access denied", "forbidden", "bad gateway", "service unavailable", "unauthorized"),
    ),
}


def read_page(page: Page) -> tuple[Claim, ...]:
    """Turn a page into claims.

    Raises:
        EngrossError: The page is empty, no reader understands it, or the one that is named in
            `sources.yaml` is not known or finds nothing.
    """
    if not page.text.strip():
        raise EngrossError(f"{page.name}: the page is empty")
    lines = lines_of(page.text)
    own = [Line(number, line.text) for number, line in enumerate(lines, 1)]
    sheet = Sheet(page=page, lines=without_chrome(own if is_html(page.text) else lines))
    reader = _reader(sheet)
    claims = facts_only(reader.read(sheet), sheet.lines)
    if not claims and page.reader != BY_HAND:
        raise EngrossError(f"{page.name}: nothing on the page looks like {reader.layout}")
    numbers = {mine.number: line.number for mine, line in zip(sheet.lines, lines, strict=True)}
    return tuple(_ordered(claims, numbers))


def _ordered(claims: Sequence[Claim], numbers: Mapping[int, int]) -> Iterator[Claim]:
    """Number the claims, name lists by these numbers, and lines by those that the file has.

    Args:
        claims: In the page's order.
        numbers: The line as its reader counts it → the line of the file.
    """
    orders = {claim.first: order for order, claim in enumerate(claims, 1)}
    for order, claim in enumerate(claims, 1):
        first, last = (numbers.get(line, line) for line in (claim.first, claim.last))
        inside = orders.get(claim.inside, 0)
        yield replace(claim, order=order, inside=inside, first=first, last=last)


def reader_name(page: Page) -> str | None:
    """Name the reader of a page: the one it asks for, or the first that recognises it."""
    return _name(Sheet(page=page, lines=lines_of(page.text)))


def reader_for(page: Page, name: str | None) -> str | None:
    """Keep the reader of a page's earlier revision, as long as it recognises the page."""
    reader = READERS.get(name or "")
    sheet = Sheet(page=page, lines=lines_of(page.text))
    return name if name == BY_HAND or (reader and reader.recognises(sheet)) else None


def _name(sheet: Sheet) -> str | None:
    fitting = (name for name, reader in READERS.items() if reader.recognises(sheet))
    return sheet.page.reader or next(fitting, None)


def _reader(sheet: Sheet) -> Reader:
    page = sheet.page
    if page.reader is not None and page.reader not in READERS:
        known = ", ".join(READERS)
        raise EngrossError(f"{page.name}: there is no reader {page.reader!r}: name one of {known}")
    name = _name(sheet)
    if name is not None:
        return READERS[name]
    title = _TITLE.search(page.text)
    lines = [*(title.groups() if title else ()), *(line.text for line in sheet.lines[:40])]
    text = " ".join(lines).lower()
    for what, words in _REFUSALS.items():
        if len(page.text) < 20_000 and any(word in text for word in words):
            raise EngrossError(f"{page.name}: this is {what}, not the documentation: save it again")
    kind = "HTML" if is_html(page.text) else "text"
    raise EngrossError(
        f"{page.name}: no reader understands this {kind}: {', '.join(READERS)} were tried; name"
        " one in sources.yaml, or save the page in another form"
    )
