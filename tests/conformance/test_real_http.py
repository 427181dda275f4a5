"""The suites over real sockets: against the scripted server, and against servers of any kind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from .conftest import GENERATED, Suite

PACKAGES = sorted(path.name for path in GENERATED.iterdir() if path.is_dir())


@contextmanager
def scripted_server(package: Suite) -> Iterator[str]:
    """Run the package's own scripted server and give its URL."""
    server = subprocess.Popen(
        [sys.executable, "-m", "_runner.server"],
        cwd=package.folder / "tests",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@contextmanager
def answering_server(status: int, body: Any) -> Iterator[tuple[str, list[str]]]:
    """Run a server that gives everybody one answer; give its URL and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            asked.append(f"{self.command} {self.path} {self.headers.get('authorization')}")
            raw = json.dumps(body).encode()
            self.send_response(404 if "__engross__" in self.path else status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = do_PATCH = answer  # noqa: N815  # names that http.server looks for

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


OWN = "^(?!runtime)"
"""What a package owes beyond what its runtime does, which is the same in each."""
OWED = {**dict.fromkeys(PACKAGES, OWN), PACKAGES[0]: ""}


@pytest.mark.parametrize(("name", "pattern"), OWED.items(), ids=OWED)
def test_one_obligation_of_each_kind_is_met_over_sockets(
    suite: Callable[..., Suite], name: str, pattern: str
) -> None:
    """What each kind is tried on beyond the first, the package's own suite tries in memory.

    On its way over a socket one member of a body, or one parameter, is like any other.
    """
    package = suite(name)

    with scripted_server(package) as url:
        result = package.held(pattern, "--sample", ENGROSS_BASE_URL=url)

    assert result.counts.keys() == {"passed", "skipped"}, result.output
    assert result.counts["passed"] > result.counts["skipped"]


def test_a_package_over_httpx2_meets_the_same_suite(tmp_path: Path) -> None:
    shutil.copytree(GENERATED.parent / "specs" / "uncash", tmp_path / "specs" / "uncash")
    with (tmp_path / "specs" / "uncash" / "provider.yaml").open("a") as settings:
        settings.write("http: httpx2\n")
    command = [sys.executable, "-m", "engross", "generate"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    package = Suite("uncash", tmp_path / "generated" / "uncash")
    modules = [path.read_text() for path in package.folder.rglob("*.py")]

    in_memory = package.held(OWN)
    with scripted_server(package) as url:
        over_sockets = package.held("^cards/close/", "--sample", ENGROSS_BASE_URL=url)

    assert not [text for text in modules if re.search(r"\bhttpx\b", text)]
    assert in_memory.counts.keys() == {"passed"}, in_memory.output
    assert over_sockets.counts.keys() == {"passed", "skipped"}, over_sockets.output
    assert over_sockets.counts["passed"] > over_sockets.counts["skipped"]


def test_what_cannot_be_undone_is_not_called_over_http_unless_allowed(
    suite: Callable[..., Suite],
) -> None:
    package = suite("uncash", "cards")

    with scripted_server(package) as url:
        result = package.run("-k", "cards/close/request", ENGROSS_BASE_URL=url)

    assert result.counts.keys() == {"skipped"}
    assert "--allow-irreversible" in result.output


def test_another_server_is_only_asked_what_needs_no_say_in_its_answers(
    suite: Callable[..., Suite],
) -> None:
    answer = {"success": True, "data": {"card_id": "c", "balance_withdrawn": 15.0}}
    with answering_server(200, answer) as (url, asked):
        result = suite("uncash", "cards").run(
            *("--allow-irreversible", "-k", "cards/close"),
            ENGROSS_BASE_URL=url,
            UNCASH_TOKEN="uc_real",
        )

    assert "failed" not in result.counts, result.output
    assert result.counts["passed"] >= 2
    assert "answers the suite can choose" in result.output
    assert sorted(asked[1:]) == [
        "PATCH /api/v1/cards/card-id/close Bearer uc_real",
        "PATCH /api/v1/cards/id-1/close Bearer uc_real",
    ]


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (401, {"success": True}, "refuses the credentials (401): look at UNCASH_TOKEN"),
        (500, "oops", "the answer with status 500 is no JSON object"),
    ],
)
def test_an_answer_of_another_server_that_says_nothing_is_no_success(
    suite: Callable[..., Suite], status: int, body: Any, told: str
) -> None:
    with answering_server(status, body) as (url, _):
        result = suite("uncash", "cards").run(
            *("--allow-irreversible", "-k", "request/minimal and cards/close"),
            ENGROSS_BASE_URL=url,
            UNCASH_TOKEN="uc_real",
        )

    assert result.counts["failed"] == 1
    assert told in result.output


def test_another_server_is_only_read_from(suite: Callable[..., Suite]) -> None:
    with answering_server(200, {"success": True, "data": []}) as (url, asked):
        result = suite("uncash", "cards").run(
            "-k", "request/minimal", ENGROSS_BASE_URL=url, UNCASH_TOKEN="uc_real"
        )

    assert "--allow-writes" in result.output
    assert {request.split()[0] for request in asked[1:]} == {"GET"}
    assert any("/api/v1/cards" in request for request in asked)


def test_what_another_server_answers_otherwise_is_reported(
    suite: Callable[..., Suite], tmp_path: Path
) -> None:
    answer = {"success": True, "data": {"card_id": 7, "token": "uc_real", "new": [1]}}
    told = tmp_path / "deviations.md"
    with answering_server(200, answer) as (url, _):
        suite("uncash", "cards").run(
            *("--allow-irreversible", f"--deviations={told}", "-k", "cards/close"),
            ENGROSS_BASE_URL=url,
            UNCASH_TOKEN="uc_real",
        )

    report = told.read_text("utf-8")
    wrong = "## PATCH /api/v1/cards/{id}/close 200: `/data/card_id` wrong-type"
    assert report.count(wrong) == 1
    assert "the provider answered: `7`" in report
    assert "proposed: let `type` take in what came, with `x-inferred: {type: " in report
    assert "`/data/new` unknown-field" in report
    data = "#/components/schemas/CloseCardData/properties/card_id"
    assert report.partition(wrong)[2].partition("##")[0].count(f"- the spec: `{data}`:") == 1
    assert "- the spec: `#/components/schemas/CloseCardResponse/properties/data`:" in report
    assert "uc_real" not in report


def test_another_server_is_not_asked_without_credentials(suite: Callable[..., Suite]) -> None:
    with answering_server(200, {}) as (url, asked):
        result = suite("uncash", "cards").run(ENGROSS_BASE_URL=url)

    assert "wants credentials: set UNCASH_TOKEN" in result.output
    assert len(asked) == 1


@pytest.mark.parametrize("url", ["foo", "http://127.0.0.1:9"])
def test_a_server_that_is_not_there_is_told_once(suite: Callable[..., Suite], url: str) -> None:
    result = suite("uncash", "cards").run(ENGROSS_BASE_URL=url)

    assert "ENGROSS_BASE_URL: no server answers at" in result.output
    assert result.output.count("no server answers") == 1


def test_a_contradicting_answer_of_another_server_is_the_providers_fault(
    suite: Callable[..., Suite],
) -> None:
    answer = {"success": True, "data": {"card_id": 7}}
    with answering_server(200, answer) as (url, _):
        result = suite("uncash", "cards").run(
            "--allow-irreversible",
            "-k",
            "request/minimal and cards/close",
            ENGROSS_BASE_URL=url,
            UNCASH_TOKEN="uc_real",
        )

    assert result.counts == {"failed": 1, "skipped": 1}
    assert "cannot be undone" in result.output  # The other flavour would close it once more.
    assert "fault:     the provider" in result.output
    assert "uc_real" not in result.output
