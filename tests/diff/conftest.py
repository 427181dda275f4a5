"""Compares documents that are valid by default, so that a test writes only what it is about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engross.diff import Profile, Report, compare, opened

Compare = Callable[..., Report]


@pytest.fixture
def compared(tmp_path: Path) -> Compare:
    """Compare two documents, given by their `paths` and other members."""

    def run(base: Any, revision: Any, profile: str = "default") -> Report:
        for name, members in (("base", base), ("revision", revision)):
            head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
            text = json.dumps({**head, **members}, indent=1)
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        names = [str(tmp_path / f"{name}.json") for name in ("base", "revision")]
        with opened(tmp_path, names[0]) as old, opened(tmp_path, names[1]) as new:
            return compare(old, new, Profile(profile))

    return run


def sending(schema: Any) -> dict[str, Any]:
    """Give a document with one operation that takes a value and one that gives it."""
    content = {"application/json": {"schema": schema}}
    return {
        "paths": {
            "/in": {"post": {"requestBody": {"content": content}, "responses": {}}},
            "/out": {"get": {"responses": {"200": {"description": "", "content": content}}}},
        }
    }
