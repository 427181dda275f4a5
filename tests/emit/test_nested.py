"""Groups inside groups: each is an attribute of the one around it, imported when asked for."""

from __future__ import annotations

import asyncio
import importlib
import inspect as inspection
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

TEXT = {"type": "string"}
LIST = {"type": "array", "items": TEXT}


def operation(name: str, tag: str, media: str = "application/json") -> dict[str, Any]:
    schema = LIST if "json" in media else TEXT
    answer = {"description": "ok", "content": {media: {"schema": schema}}}
    return {"operationId": name, "tags": [tag], "responses": {"200": answer}}


DOCUMENT = {
    "openapi": "3.2.0",
    "info": {"title": "Nested", "version": "1"},
    "servers": [{"url": "https://nested.example"}],
    "tags": [{"name": "Flights"}, {"name": "International", "parent": "Flights"}],
    "paths": {
        "/users": {"get": operation("list", "admin.users")},
        "/users/watch": {"get": operation("watch", "admin.users", "text/plain")},
        "/admin": {"get": operation("users", "admin")},
        "/lists": {"get": operation("count", "admin.list")},
        "/flights": {"get": operation("board", "International")},
        "/orgs/{id}/members": {
            "get": {"responses": {"204": {"description": "ok"}}},
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
        },
    },
}
CALLS = (
    *("admin.users_get", "admin.users.list", "admin.users.watch", "admin.list.count"),
    *("flights.international.board", "orgs.members.get_orgs_by_id_members"),
)


@pytest.fixture(scope="module")
def root(publish: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("nested")
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT))
    publish(folder / "openapi.json", folder, "nested")
    return folder


@pytest.fixture
def nested(root: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(root / "src")
    return importlib.import_module("nested")


def answering(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=[request.url.path])


def test_an_inner_group_is_called_through_the_one_around_it(nested: Any) -> None:
    client = nested.Nested(http_client=httpx.Client(transport=httpx.MockTransport(answering)))

    assert client.admin.users.list() == ["/users"]
    assert client.admin.users is client.admin.users
    assert client.admin.users_get() == ["/admin"]
    raw = client.flights.international.with_raw_response.board()
    assert (raw.parsed, raw.response.status_code) == (["/flights"], 200)
    assert not hasattr(client.flights, "with_raw_response")


def test_the_asynchronous_client_has_the_same_groups(nested: Any) -> None:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answering))
    client = nested.AsyncNested(http_client=http)

    assert asyncio.run(client.admin.users.list()) == ["/users"]
    assert type(client.admin.users.with_streaming_response).__name__ == (
        "AsyncAdminUsersWithStreamingResponse"
    )


def test_every_operation_is_a_method_of_a_class_in_resources(nested: Any) -> None:
    resources = importlib.import_module(f"{nested.__name__}.resources")
    methods = [
        name
        for kind in (getattr(resources, name) for name in resources.__all__)
        for name, _ in inspection.getmembers(kind, inspection.isfunction)
        if name[0] != "_"
    ]
    assert {"Flights", "FlightsInternational", "AsyncAdminUsers"} <= set(resources.__all__)
    assert sorted(methods) == sorted(2 * [call.rpartition(".")[2] for call in CALLS])


def test_an_inner_group_is_imported_when_it_is_asked_for(root: Path) -> None:
    program = (
        "import sys; from nested import Nested; client = Nested()\n"
        "client.admin; assert 'nested.resources.admin__users' not in sys.modules\n"
        "client.admin.users; assert 'nested.resources.admin__users' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root / "src")


def test_the_lists_for_readers_have_the_whole_path(root: Path) -> None:
    listed = (root / "api.md").read_text()

    assert all(f"- `client.{call}(" in listed for call in CALLS)
    assert "## client.flights\n" not in listed
    assert "client.admin.users.with_streaming_response.watch" in (root / "README.md").read_text()


def test_the_package_works_as_any_other(root: Path, inspect: Any) -> None:
    (found,) = inspect(root).values()
    assert (found["operations"], found["problems"]) == (len(CALLS), [])
    options = ["-q", "-p", "no:cacheprovider", "-k", "/request/ or /response/ or test_readme"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "tests"],
        capture_output=True, text=True, check=False, cwd=root,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    mypy = [sys.executable, "-m", "mypy", "--strict", "src"]
    checked = subprocess.run(mypy, capture_output=True, text=True, check=False, cwd=root)
    assert checked.returncode == 0, checked.stdout


def test_the_examples_of_a_group_called_as_a_file_of_the_suite_run(
    publish: Any, tmp_path: Path
) -> None:
    paths = {"/hooks": {"get": operation("list", "webhooks")}}
    (tmp_path / "openapi.json").write_text(json.dumps({**DOCUMENT, "paths": paths}))
    publish(tmp_path / "openapi.json", tmp_path, "hooks")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_readme.py"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
