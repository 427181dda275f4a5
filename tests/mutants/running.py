"""Runs a package's conformance suite against one mutant after another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIMIT = 180
"""Seconds after which a suite that does not end counts as having noticed."""


class Copy:
    """A copy of a package whose files can be spoilt."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, package: Path, place: Path) -> Copy:
        """Copy a package."""
        shutil.copytree(package, place, ignore=shutil.ignore_patterns("__pycache__", ".*cache"))
        return cls(place)

    @contextmanager
    def spoilt(self, file: str, text: str) -> Iterator[None]:
        """Put another text into a file for a while."""
        path = self.folder / file
        kept = path.read_bytes()
        path.write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            path.write_bytes(kept)

    def notices(self) -> bool:
        """Run the suite until the first failure and say whether there is one."""
        command = [
            *(sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"),
            *("--no-header", "--tb=no"),
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, timeout=LIMIT,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0
