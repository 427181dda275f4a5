"""Small APIs to derive obligations from, and packages to run suites of."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from engross.conformance import PackageFacts, obligations
from engross.conformance.runner import exact
from engross.ir import Api
from engross.names import name_api
from engross.spec import load_api

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "generated"
FACTS = PackageFacts(package="shop", distribution="shop-client", client="Shop", environment="SHOP")
COUNTS = re.compile(r"(\d+) (passed|failed|skipped|error)")

Derive = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Api]:
    """Read an API from its paths and whatever else its document has."""

    def read(paths: Mapping[str, Any], **document: Any) -> Api:
        whole = {
            "openapi": "3.1.0",
            "info": {"title": "Shop", "version": "1"},
            "paths": paths,
            **document,
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(whole))
        return load_api(path, authored=False)[0]

    return read


@pytest.fixture
def derive(load: Callable[..., Api]) -> Derive:
    """Derive an API's obligations, by id; what the runtime owes is left aside."""

    def run(paths: Mapping[str, Any], **document: Any) -> dict[str, dict[str, Any]]:
        api, names = name_api(load(paths, **document))
        texts = obligations(api, names, package=FACTS)
        del texts["obligations/runtime.json"]
        files = [exact.read(text) for text in texts.values()]
        return {record["id"]: record for file in files for record in file["obligations"]}

    return run


@dataclass(frozen=True, slots=True)
class Suite:
    """A package's suite in a folder of its own, where the package can be spoilt."""

    name: str
    folder: Path

    @property
    def source(self) -> Path:
        """The folder of the package's modules."""
        return self.folder / "src" / self.name

    def spoil(self, module: str, old: str, new: str) -> None:
        """Put a fault into a module; the place must be there, once."""
        path = self.source / module
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *options: str, **environment: str) -> Result:
        """Run the suite in a process of its own."""
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, "tests/test_conformance.py", *options],
            cwd=self.folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Result.read(done)

    def held(self, pattern: str = "", *options: str, **environment: str) -> Result:
        """Hold the package to the obligations whose ids match, without pytest.

        Args:
            pattern: A regular expression.
            options: Those of `held.py`.
            environment: Where the server is, and its credentials.
        """
        paths = os.pathsep.join(("src", "tests"))
        done = subprocess.run(
            [sys.executable, "-P", Path(__file__).with_name("held.py"), pattern, *options],
            cwd=self.folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": paths, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Result.read(done)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a suite."""

    counts: Mapping[str, int]
    """`passed`, `failed`, `skipped`; a word that pytest does not say is not there."""
    output: str

    @classmethod
    def read(cls, done: subprocess.CompletedProcess[str]) -> Result:
        """Take the counts from the last line of what was printed."""
        last = "".join(done.stdout.splitlines()[-1:])
        counts = {word: int(number) for number, word in COUNTS.findall(last)}
        return cls(counts, done.stdout + done.stderr)


@pytest.fixture
def suite(tmp_path: Path) -> Callable[..., Suite]:
    """Copy a generated package, without the marks of having been run.

    Of its obligations all are copied, or those of one resource: to collect ten thousand tests takes
    longer than to run a few of them.
    """

    def copy(name: str, resource: str = "") -> Suite:
        folder = tmp_path / name
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        shutil.copytree(GENERATED / name, folder, ignore=ignored)
        for path in folder.glob("tests/obligations/*.json") if resource else ():
            if path.stem not in {resource, "client"}:
                path.unlink()
        return Suite(name, folder)

    return copy
