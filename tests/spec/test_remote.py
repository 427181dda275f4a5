"""Remote `$ref`s: fetched where the user allowed it, and refused where not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from engross.errors import SpecError
from engross.ir import Api, Ref
from engross.pointer import Pointer
from engross.spec import load_api, remote

PAGES = {
    "/a.yaml": "A: {type: string}\nB: {$ref: 'folder/b.json#/B'}\nC: {$ref: '#/A'}\n",
    "/folder/b.json": '{"B": {"type": "object", "properties": {"up": {"$ref": "../a.yaml#/A"}}}}',
    "/broken.yaml": "a: [",
    "/large.yaml": "A: {type: string}\n" + "# x\n" * 1000,
    "/file.yaml": "A: {$ref: 'file:///etc/passwd'}\n",
}


class Handler(BaseHTTPRequestHandler):
    """Serves the pages and counts what was asked for."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        page = PAGES.get(self.path)
        self.send_response(302 if self.path == "/moved.yaml" else 200 if page else 404)
        if self.path == "/moved.yaml":
            self.send_header("Location", "/a.yaml")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the pages on this machine and give the address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(Handler, "asked", [], raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def read(workshop: Any, reference: str, *, allowed: bool = True) -> Api:
    members = {"components": {"schemas": {"It": {"$ref": reference}}}}
    path = workshop._path("3.1.0", members)
    return load_api(path, authored=False, remote=allowed)[0]


def test_a_remote_document_is_read_once_and_its_own_references_from_its_own_place(
    workshop: Any, server: str
) -> None:
    api = read(workshop, f"{server}/a.yaml#/B")
    it = api.schemas[Pointer(("components", "schemas", "It"))]
    found = api.resolve(it)

    assert isinstance(it, Ref)
    assert it.target == Pointer(("B",), f"{server}/a.yaml")
    assert api.resolve(found.properties["up"]).type == {"string"}
    assert sorted(Handler.asked) == ["/a.yaml", "/folder/b.json"]


def test_a_document_that_moved_is_found(workshop: Any, server: str) -> None:
    api = read(workshop, f"{server}/moved.yaml#/A")

    assert api.resolve(api.schemas[Pointer(("components", "schemas", "It"))]).type == {"string"}


def test_nothing_is_asked_for_without_the_flag(workshop: Any, server: str) -> None:
    with pytest.raises(SpecError, match="--allow-remote-refs fetches what is http"):
        read(workshop, f"{server}/a.yaml#/A", allowed=False)
    assert Handler.asked == []


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("{}/none.yaml#/A", "cannot be fetched: the server answers 404 Not Found"),
        ("{}/broken.yaml#/A", "broken.yaml has errors"),
        ("{}/a.yaml#/Nope", "leads nowhere: there is no such node"),
        ("{}/large.yaml#/A", "it is larger than 1,000 bytes"),
        ("{}/file.yaml#/A", "$ref 'file:///etc/passwd' is not a file of this folder"),
        ("http://127.0.0.1:1/a.yaml#/A", "cannot be fetched: "),
        ("http://[::1/a.yaml", "leads nowhere"),
        ("ftp://127.0.0.1/a.yaml#/A", "is not a file of this folder"),
    ],
)
def test_what_cannot_be_fetched_is_told_with_its_place(
    workshop: Any, server: str, monkeypatch: pytest.MonkeyPatch, reference: str, message: str
) -> None:
    monkeypatch.setattr(remote, "MAX_BYTES", 1000)
    with pytest.raises(SpecError) as told:
        read(workshop, reference.format(server))

    assert message in str(told.value)
    assert all(problem.line for problem in told.value.problems)


def test_a_server_that_drips_is_given_up(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_SECONDS", -1.0)
    with pytest.raises(ValueError, match="it takes longer than"):
        remote.fetch(f"{server}/a.yaml")


def test_there_is_an_end_to_fetching(workshop: Any, server: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("engross.spec.library.MAX_REMOTE", 1)
    with pytest.raises(SpecError, match="is not fetched: 1 others were"):
        read(workshop, f"{server}/a.yaml#/B")
