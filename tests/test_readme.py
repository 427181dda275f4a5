"""The README's console blocks, typed as shown, print what is shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"^```console\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, all of it committed."""
    copy = tmp_path / "engross"
    for name in ("specs", "generated"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".gitignore", copy)
    for words in (
        *("init -q", "config user.name A", "config user.email a@example.com"),
        *("config commit.gpgsign false", "add -A", "commit -q -m All"),
    ):
        subprocess.run(["git", *words.split()], cwd=copy, check=True)
    return copy


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][2:40])
def test_every_block_prints_what_the_readme_shows(project: Path, block: str) -> None:
    commands = re.findall(r"^\$ (.*)\n", block, re.M)

    assert run(commands, project) == block


def test_the_readme_shows_something() -> None:
    assert len(BLOCKS) >= 4


def run(commands: list[str], folder: Path) -> str:
    """Type the commands into one shell and give what a terminal would show."""
    # The exit code of one command is what `$?` gives in the next.
    typed = (f"code=$?; echo '$' {_quoted(text)}; (exit $code); {text}" for text in commands)
    script = "\n".join(typed)
    tools = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "generator"),
        "XDG_CACHE_HOME": str(folder.parent / "cache"),
        # What a package's suite says is a test of its own; here it is one operation's part of it.
        "PYTEST_ADDOPTS": "-k cards/close",
    }
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}\nexit 0"],
        cwd=folder, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def _quoted(command: str) -> str:
    return "'" + command.replace("'", "'\\''") + "'"
