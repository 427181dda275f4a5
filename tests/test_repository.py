"""What the repository holds, and what it must not name."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP_LEVEL = set(
    ".ci .gitattributes .github .gitignore .pre-commit-config.yaml .pre-commit-hooks.yaml "
    "ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md LICENSE Makefile README.md "
    "generated generator pyproject.toml specs tests".split()
)
LOCK_FILES = set(
    "uv.lock poetry.lock Pipfile.lock pdm.lock package-lock.json yarn.lock pnpm-lock.yaml".split()
)
UNWANTED = {
    "a registry's host": r"(pypi|pythonhosted|npmjs|debian|crates|golang)\.(org|com|io)\b",
    "a path of one machine": r"(?<![\w.}/-])/(root|work|home|Users|opt)/[\w.]",
    "an index or a folder of wheels": r"--(extra-)?(index-url|find-links)[ =]\S|@ file:[/]",
}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every path that is committed or would be, from the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip(f"only a git work tree knows its files: {listing.stderr.strip()}")
    paths = [Path(name) for name in listing.stdout.split("\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]


def test_the_top_level_is_as_fixed(files: list[Path]) -> None:
    assert {path.parts[0] for path in files} == TOP_LEVEL


def test_no_lock_file_that_records_download_addresses(files: list[Path]) -> None:
    assert not [path for path in files if path.name in LOCK_FILES]


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_names(what: str, files: list[Path]) -> None:
    unwanted = re.compile(UNWANTED[what])
    found = [
        f"{path}:{number}: {line}"
        for path in files
        for number, line in enumerate((ROOT / path).read_text("utf-8", "replace").split("\n"), 1)
        if unwanted.search(line)
    ]

    assert not found


def test_every_requirement_is_pinned_with_hashes() -> None:
    text = (ROOT / "tests" / "requirements.txt").read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]

    assert lines
    assert not [line for line in lines if "==" not in line or "--hash=sha256:" not in line]
