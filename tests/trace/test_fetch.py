"""Pages are fetched politely, over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from engross.errors import EngrossError
from engross.spec import read
from engross.trace import renew
from engross.trace.drift import drift
from engross.trace.fetch import fetch_pages
from engross.trace.pages import Page

from .conftest import Provider

Copy = Callable[[str], Provider]


@contextmanager
def server(
    status: int, body: bytes, etag: str = '"1"'
) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Serve one page and note the headers of each request."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(dict(self.headers))
            known = self.headers.get("If-None-Match") == etag
            self.send_response(304 if known else status)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", "0" if known else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if known else body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/page", asked
        listening.shutdown()


def fetched_once(page: Page) -> list[Page]:
    return [new for _, new in fetch_pages([page])]


def fetched(page: Page) -> list[Page]:
    return [new for _, new in fetch_pages([page, page], pause=0)]


def test_what_changed_comes_with_its_etag(provider: Copy) -> None:
    with server(200, b"new") as (url, asked):
        found = fetched(replace(provider("uncash").page, url=url))

    assert [(page.text, page.etag) for page in found] == [("new", '"1"')] * 2
    assert asked[0]["User-Agent"].startswith("engross/")


def test_what_did_not_change_is_not_sent_again(provider: Copy) -> None:
    with server(200, b"new") as (url, asked):
        page = replace(provider("uncash").page, url=url)
        assert fetched(replace(page, etag='"1"')) == []
        [new, _] = fetched(replace(page, text="new"))

    assert (new.text, new.etag) == ("new", '"1"')
    assert [request.get("If-None-Match") for request in asked] == ['"1"', '"1"', None, None]


def test_the_etag_of_a_page_that_is_as_it_was_is_kept(provider: Copy) -> None:
    uncash = provider("uncash")
    entries = uncash.folder / "sources.yaml"
    url = str(uncash.page.url)
    with server(200, uncash.page.text.encode()) as (address, asked):
        entries.write_text(entries.read_text("utf-8").replace(url, address), "utf-8")
        for _ in range(2):
            assert not renew(
                uncash.target, date(2026, 1, 1), file=None, page_id=None, patch=False, accept=True
            )

    assert uncash.page.etag == '"1"'
    assert [request.get("If-None-Match") for request in asked] == [None, '"1"']


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [(500, b"", "answers 500"), (404, b"", "answers 404"), (200, b"\xff\xfe\xfa", "is no text")],
)
def test_an_answer_that_is_no_page_is_told(
    provider: Copy, status: int, body: bytes, told: str
) -> None:
    with server(status, body) as (url, _), pytest.raises(EngrossError, match=told):
        fetched(replace(provider("uncash").page, url=url))


def test_without_a_network_a_saved_page_is_asked_for(provider: Copy) -> None:
    page = provider("uncash").page
    with server(200, b"") as (url, _):
        pass
    with pytest.raises(EngrossError, match="if a browser can, save the page and name it"):
        fetched(replace(page, url=url))
    with pytest.raises(EngrossError, match="no page of sources"):
        fetched(replace(page, url=None))


def test_a_fetched_page_that_is_none_is_called_by_its_address(provider: Copy) -> None:
    """The snapshot, which is what its file is called, is as good as ever."""
    whole = provider("uncash")
    html = b"<!doctype html><html><title>404</title><body>Page not found</body></html>"
    with server(200, html) as (url, _):
        [new] = fetched_once(replace(whole.page, url=url))

    with pytest.raises(
        EngrossError, match=f"error: {url}: this is a page that says that there is none"
    ):
        drift(whole.page, new, read(whole.target.spec, authored=True))
