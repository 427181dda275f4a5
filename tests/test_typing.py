"""Type checkers, at their strictest, on the packages and on a program that uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = sorted((ROOT / "generated").glob("*/src/*"))
PROGRAM = ROOT / "tests" / "typing" / "user_program.py"
WITH_TESTS = ROOT / "generated" / "uncash"
PATHS = [*(package.parent for package in PACKAGES), WITH_TESTS / "tests"]
MISTAKES = {
    number
    for number, line in enumerate(PROGRAM.read_text(encoding="utf-8").splitlines(), start=1)
    if line.endswith("# wrong")
}


def run(tool: str, *arguments: object) -> str:
    """Run a tool of the environment; what it finds is on its output, crashes are not."""
    command = [sys.executable, "-m", tool, *map(str, arguments)]
    paths = os.pathsep.join(map(str, PATHS))
    environment = {**os.environ, "MYPYPATH": paths, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout


def split(found: list[tuple[str, int, str]]) -> tuple[list[tuple[str, int, str]], set[int]]:
    """Part what was found into surprises and the mistakes that were to be found."""
    surprises = [one for one in found if Path(one[0]) != PROGRAM or one[1] not in MISTAKES]
    return surprises, {line for file, line, _ in found if Path(file) == PROGRAM} & MISTAKES


@pytest.fixture
def subjects() -> list[Path]:
    return [*PACKAGES, WITH_TESTS / "tests", PROGRAM]


def test_mypy_reports_the_mistakes_and_nothing_else(subjects, tmp_path):
    config = tmp_path / "mypy.ini"
    config.write_text(
        "[mypy]\nstrict = true\npython_version = 3.11\nexplicit_package_bases = true\n"
    )
    output = run(
        "mypy", "--config-file", config, "--cache-dir", tmp_path, "--output", "json", *subjects
    )
    messages = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    found = [(str(Path(m["file"]).absolute()), m["line"], m["message"]) for m in messages]
    assert split(found) == ([], MISTAKES)


def test_pyright_reports_the_mistakes_and_nothing_else(subjects, tmp_path):
    config = tmp_path / "pyrightconfig.json"
    facts = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": [os.path.relpath(subject, tmp_path) for subject in subjects],
        "extraPaths": list(map(str, PATHS)),
    }
    config.write_text(json.dumps(facts))
    output = run("pyright", "--project", config, "--pythonpath", sys.executable, "--outputjson")
    report = json.loads(output)
    assert report["summary"]["filesAnalyzed"] > len(PACKAGES) * 10
    found = [
        (one["file"], one["range"]["start"]["line"] + 1, one["message"])
        for one in report["generalDiagnostics"]
    ]
    assert split(found) == ([], MISTAKES)
