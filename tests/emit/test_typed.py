"""Type checkers, at their strictest, on a package with streams and many media types."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TYPING = Path(__file__).parents[1] / "typing"
PROGRAM = "media_program.py"
MISTAKES = {
    number
    for number, line in enumerate((TYPING / PROGRAM).read_text(encoding="utf-8").splitlines(), 1)
    if line.endswith("# wrong")
}


@pytest.fixture(scope="module")
def package(publish: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, with the program beside it."""
    root: Path = tmp_path_factory.mktemp("media")
    publish(TYPING / "media.yaml", root, "media")
    shutil.copy(TYPING / PROGRAM, root / "src" / PROGRAM)
    return root


def run(root: Path, tool: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", tool, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def lines(found: list[tuple[str, int, str]]) -> set[int]:
    assert [one for one in found if Path(one[0]).name != PROGRAM] == []
    return {line for _, line, _ in found}


def test_mypy_reports_the_mistakes_and_nothing_else(package: Path) -> None:
    output = run(package, "mypy", "--output", "json", "src")

    messages = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    found = [(one["file"], one["line"], one["message"]) for one in messages]
    assert lines([one for one in found if one[2] != "Success"]) == MISTAKES, found


def test_pyright_reports_the_mistakes_and_nothing_else(package: Path) -> None:
    output = run(package, "pyright", "--pythonpath", sys.executable, "--outputjson", "src")

    found = [
        (one["file"], one["range"]["start"]["line"] + 1, one["message"])
        for one in json.loads(output)["generalDiagnostics"]
    ]
    assert lines(found) == MISTAKES, found
