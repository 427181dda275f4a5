"""A project with one provider that was released, in which generating takes no time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engross import write
from engross.release import Release, plan, release, run
from engross.scaffold import scaffold

DAY = date(2026, 11, 26)
Releasing = Callable[..., Release]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's folder, which one stands in: `acme`, as `engross new` makes it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    scaffold(Path(), "acme")
    return Path()


@pytest.fixture
def released(root: Path, monkeypatch: pytest.MonkeyPatch) -> Releasing:
    """Release `acme`, whose first release is made already; its package is three files."""

    def build_files(target):
        inputs = [(target.folder / name).read_text() for name in ("openapi.yaml", "provider.yaml")]
        return write.with_lock({"README.md": "".join(inputs), "tests/a.py": ""}, {})

    def again(**options: Any) -> Release:
        return release(root, "acme", DAY, **options)

    monkeypatch.setattr(plan, "build_files", build_files)
    monkeypatch.setattr(run, "build_files", build_files)
    again()
    return again


@pytest.fixture
def edit(root: Path) -> Callable[[str, str, str], None]:
    """Replace a text that is there in a file of the provider."""

    def replace(file: str, old: str, new: str) -> None:
        path = root / "specs" / "acme" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return replace
