"""Mocks of documents that are valid by default, and requests in one line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from engross.mock import Mock, Request, Response
from engross.spec import load_api

ROOT = Path(__file__).parents[2]
Members = dict[str, Any]


class Asker:
    """Asks a mock, and reads its answers."""

    def __init__(self, mock: Mock) -> None:
        self.mock = mock

    def __call__(self, line: str, *headers: str, body: bytes | str | Any = b"") -> Response:
        """Ask `GET /pets?limit=1` with headers `name: value`; a body that is no text is JSON."""
        method, _, target = line.partition(" ")
        path, _, query = target.partition("?")
        pairs = [header.partition(": ") for header in headers]
        given = [(name.lower(), value) for name, _, value in pairs]
        if not isinstance(body, bytes | str):
            body = json.dumps(body)
            given.append(("content-type", "application/json"))
        raw = body.encode() if isinstance(body, str) else body
        return self.mock.answer(
            Request(method=method, path=path, query=query, headers=tuple(given), body=raw)
        )


def value_of(response: Response) -> Any:
    """Read the JSON of an answer, numbers with their digits."""
    return json.loads(response.body, parse_float=Decimal)


def faults_of(response: Response) -> list[tuple[str, str | None, str]]:
    """Give of each fault in a refusal where it is: place, parameter, pointer."""
    found = value_of(response)["errors"]
    return sorted((fault["in"], fault.get("name"), fault["pointer"]) for fault in found)


@pytest.fixture
def mocked(tmp_path: Path) -> Callable[..., Asker]:
    """Make mocks of documents in a folder of the test's own."""

    def make(
        paths: str = "{}",
        components: str = "{}",
        *,
        seed: int = 0,
        examples: Members | None = None,
        **members: Any,
    ) -> Asker:
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": yaml.safe_load(paths),
            "components": yaml.safe_load(components),
            **members,
        }
        if "swagger" in members:
            del document["openapi"]
        file = tmp_path / "openapi.json"
        file.write_text(json.dumps(document))
        api, _ = load_api(file, authored=False)
        return Asker(Mock(api, examples or {}, seed=seed))

    return make


@pytest.fixture
def answering(mocked: Callable[..., Asker]) -> Callable[..., Asker]:
    """Make mocks whose one operation, `GET /it`, answers with one schema."""

    def make(schema: str, *, content_type: str = "application/json", seed: int = 0) -> Asker:
        content = {content_type: {"schema": yaml.safe_load(schema)}}
        operation = {"responses": {"200": {"description": "ok", "content": content}}}
        return mocked(json.dumps({"/it": {"get": operation}}), seed=seed)

    return make


@pytest.fixture
def taking(mocked: Callable[..., Asker]) -> Callable[..., Asker]:
    """Make mocks whose one operation, `POST /it`, takes one body or some parameters."""

    def make(
        schema: str | None = None, *, content_type: str = "application/json", **operation: Any
    ) -> Asker:
        operation.setdefault("responses", {"200": {"description": "ok"}})
        if schema is not None:
            media = {"schema": yaml.safe_load(schema), **operation.pop("media", {})}
            operation["requestBody"] = {"required": True, "content": {content_type: media}}
        return mocked(json.dumps({operation.pop("path", "/it"): {"post": operation}}))

    return make


def process(*words: str, **options: Any) -> subprocess.Popen[str]:
    """Run a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "engross.cli", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


@contextmanager
def serving(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `engross mock` on a free port and give its address and the process."""
    running = process("mock", *words, "--port", "0")
    assert running.stdout is not None
    try:
        yield re.findall(r"http://[^ ]+", running.stdout.readline())[0], running
    finally:
        running.terminate()
        running.communicate(timeout=60)
