"""Downloads the pages anew, as a polite visitor: one at a time, and only what has changed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engross import __version__
from engross.errors import EngrossError
from engross.trace.lines import laid_out
from engross.trace.pages import Page

if TYPE_CHECKING:
    import httpx

_TIMEOUT: Final = 20.0
"""Seconds, for each step of a request."""
_PAUSE: Final = 1.0
"""Seconds between two requests."""
_MOST: Final = 10_000_000
"""Bytes of a page."""


def fetch_pages(pages: Sequence[Page], *, pause: float = _PAUSE) -> Iterator[tuple[Page, Page]]:
    """Download the pages whose address is known.

    Args:
        pages: As `sources.yaml` has them.
        pause: Seconds to wait between two requests.

    Yields:
        Each page that the server has in another form than the one recorded, or under another
        ETag, and that form with its ETag.

    Raises:
        EngrossError: A page cannot be had: no network, an error, a page that is no text.
    """
    import httpx

    addressed = [page for page in pages if page.url]
    if not addressed:
        raise EngrossError("no page of sources.yaml has a url: nothing can be fetched")
    agent = {"User-Agent": f"engross/{__version__} (documentation drift check)"}
    with httpx.Client(headers=agent, timeout=_TIMEOUT, follow_redirects=True) as client:
        for number, page in enumerate(addressed):
            if number:
                time.sleep(pause)
            new = _fetch(client, page)
            if new is not None and (new.text != page.text or new.etag not in (None, page.etag)):
                yield page, new


def _fetch(client: httpx.Client, page: Page) -> Page | None:
    """Download a page; None where the server says that it is the one we have."""
    import httpx

    assert page.url is not None
    headers = {} if page.etag is None else {"If-None-Match": page.etag}
    try:
        response = client.get(page.url, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise EngrossError(
            f"{page.url} cannot be fetched: {reason}; if a browser can, save the page and name it"
            " with --page FILE"
        ) from error
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return None
    if not response.is_success:
        raise EngrossError(f"{page.url} answers {response.status_code} {response.reason_phrase}")
    if len(response.content) > _MOST:
        raise EngrossError(f"{page.url} has more than {_MOST} bytes: that is no page")
    try:
        text = response.content.decode(response.charset_encoding or "utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise EngrossError(f"{page.url} is no text: {error}") from error
    etag = response.headers.get("etag")
    return replace(page, text=laid_out(text), etag=etag, sha256=None, origin=page.url)
