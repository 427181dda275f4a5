"""What teams take into their own CI: the pre-commit hook and the GitHub Action, run as they are."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SPEC = "specs/uncash/openapi.yaml"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.test", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the three specs, and `engross` where the Action installs it."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "specs", folder / "specs")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    tool = tmp_path / "engross" / "bin" / "engross"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m engross "$@"\n')
    tool.chmod(0o755)
    return folder


def environment(project: Path, **more: str) -> dict[str, str]:
    tools = project.parent / "engross" / "bin"
    return {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "generator"),
        "RUNNER_TEMP": str(project.parent),
        **more,
    }


def edit(project: Path, old: str, new: str) -> None:
    path = project / SPEC
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


BREAKING = ("type: boolean", "type: string")
HARMLESS = ("Success message", "What happened")


# --- The pre-commit hook --------------------------------------------------------------------------


def hook(project: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run the hook on files, as pre-commit does."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (entry,) = (hook["entry"] for hook in hooks if hook["id"] == "engross-diff")
    return subprocess.run(
        [*shlex.split(entry), *files],
        cwd=project, env=environment(project), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_hook_refuses_what_breaks_callers(project: Path) -> None:
    edit(project, *BREAKING)

    done = hook(project, "specs/powercard/openapi.yaml", SPEC)

    assert done.returncode == 1
    assert "breaking (" in done.stdout
    assert f"HEAD:{SPEC}" in done.stdout


def test_the_hook_lets_pass_what_breaks_nobody(project: Path) -> None:
    edit(project, *HARMLESS)
    new = project / "specs" / "new.yaml"
    new.write_text((project / SPEC).read_text("utf-8"), encoding="utf-8")

    done = hook(project, SPEC, "specs/new.yaml")

    assert (done.returncode, done.stderr) == (0, "")
    assert "description-changed" in done.stdout


def test_the_hook_knows_the_specs_by_their_names() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (files,) = (hook["files"] for hook in hooks if hook["id"] == "engross-diff")

    assert re.search(files, SPEC)
    assert not re.search(files, "specs/uncash/provider.yaml")


# --- The GitHub Action ----------------------------------------------------------------------------

ACTION: dict[str, Any] = yaml.safe_load((ROOT / ".github/actions/diff/action.yml").read_text())


def step(project: Path, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the Action by its name, as a runner does."""
    (found,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    told = {
        "GITHUB_OUTPUT": str(project.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(project.parent / "summary"),
        **inputs,
    }
    # GitHub, "Workflow syntax": what `shell: bash` stands for.
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=project, env=environment(project, **told), capture_output=True, text=True, check=False,
    )  # fmt: skip


def compared(project: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    defaults = {"SPECS": ACTION["inputs"]["specs"]["default"], "BASE": "main~0"}
    chosen = {"FAIL_ON": "breaking", "CONFIG": "", **defaults, **inputs}
    return step(project, "Compare with the base", **chosen)


def test_the_action_reports_and_fails_on_what_breaks(project: Path) -> None:
    edit(project, *BREAKING)

    done = compared(project)

    assert done.returncode == 1, done.stderr
    summary = (project.parent / "summary").read_text("utf-8")
    assert summary.count("### API diff: no difference") == 2
    assert "### API diff: breaking, version bump major" in summary
    assert f"::error file={SPEC},line=" in done.stdout
    (output,) = (project.parent / "output").read_text().splitlines()
    assert Path(output.removeprefix("report=")).read_text("utf-8") == summary
    assert compared(project, FAIL_ON="never").returncode == 0


def test_the_action_takes_the_overrides_of_the_project(project: Path) -> None:
    edit(project, *BREAKING)
    (project / "diff.yaml").write_text("- {path: '*', ignore: true, reason: agreed}\n")

    done = compared(project, SPECS=SPEC, CONFIG="diff.yaml")

    assert done.returncode == 0, done.stderr
    assert "ignored" in (project.parent / "summary").read_text("utf-8")


def test_the_action_knows_a_new_document_from_none(project: Path) -> None:
    (project / "new.yaml").write_text((project / SPEC).read_text("utf-8"), encoding="utf-8")

    assert compared(project, SPECS="new.yaml").returncode == 0
    assert "`new.yaml` is new" in (project.parent / "summary").read_text("utf-8")
    none = compared(project, SPECS="none.yaml")
    assert none.returncode == 2
    assert "none.yaml" in none.stderr


def test_the_action_hands_inputs_over_as_variables_only() -> None:
    steps = ACTION["runs"]["steps"]

    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []
    variables = {name for step in steps for name in step.get("env", {})}
    assert {"SPECS", "BASE", "FAIL_ON", "CONFIG"} <= variables
