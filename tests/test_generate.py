"""From specs to packages, as a whole."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from engross import build as module
from engross.errors import EngrossError, Problem
from engross.generate import generate_all
from engross.load import lint_all, load_target
from engross.pointer import ROOT
from engross.provider import find_providers, find_targets
from engross.scaffold import scaffold

HEAVY = ("yaml", "jinja2", "pydantic", "datamodel_code_generator", "tqdm", "concurrent.futures")
MINIMAL = """\
openapi: 3.1.0
info:
  title: Minimal
  version: "1"
paths: {}
components:
  schemas:
    Thing:
      type: object
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A project with one small provider, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    add(tmp_path, "acme")
    return Path()


def add(root, name, text=MINIMAL):
    (root / "specs" / name).mkdir(parents=True)
    (root / "specs" / name / "openapi.yaml").write_text(text)


def run(root, *, check=False, jobs=1):
    return generate_all(find_providers(root, []), check=check, jobs=jobs)


def files_of(folder):
    """Every file below a folder, with what is in it and when that was written."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


# --- Runs ---------------------------------------------------------------------------------------


def test_a_second_run_writes_nothing(root):
    (first,) = run(root)
    before = files_of("generated")
    (second,) = run(root)
    again = generate_all([first.target], check=False, jobs=1)[0]

    assert re.fullmatch(r"acme: wrote generated/acme \((\d+) of \1 files\)", first.summary())
    assert second.summary() == again.summary() == f"acme: up to date ({first.files} files)"
    assert files_of("generated") == before


def test_a_second_run_needs_no_engine(root):
    run(root)
    program = f"""
import sys
import tomllib
from engross.cli import main
main(["generate"])
print([name for name in {HEAVY} if name in sys.modules])
"""
    heavy = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert heavy.stdout.splitlines()[-1] == "[]"


def test_an_edit_is_replaced_and_told(root):
    (first,) = run(root)
    (first.target.output / "README.md").write_text("mine")
    (first.target.output / "mine.txt").write_text("mine")
    (second,) = run(root)

    assert second.summary().splitlines() == [
        f"acme: wrote generated/acme (1 of {first.files} files)",
        "  was edited by hand, replaced: README.md",
    ]
    assert (first.target.output / "mine.txt").exists()


def test_check_writes_nothing_and_names_what_differs(root):
    (missing,) = run(root, check=True)
    assert missing.changes
    assert not Path("generated").exists()

    (first,) = run(root)
    (first.target.output / "README.md").write_text("mine")
    before = files_of("generated")
    (second,) = run(root, check=True)

    assert second.summary() == "acme: 1 file differs\n  edited by hand: README.md"
    assert files_of("generated") == before


def test_another_name_removes_the_files_of_the_old_one(root):
    run(root)
    (target,) = find_targets(root, ["acme"], package="other")
    outcome = generate_all([target], check=False, jobs=1)[0]

    assert re.search(r"\(\d+ of \d+ files, \d+ removed\)$", outcome.summary())
    assert [path.name for path in Path("generated/acme/src").iterdir()] == ["other"]


def test_a_document_of_somebody_else_goes_where_it_is_told(root):
    Path("other.yaml").write_text(MINIMAL)
    (target,) = find_targets(root, ["other.yaml"], output=Path("there"), package="mine")
    outcome = generate_all([target], check=False, jobs=1)[0]

    assert outcome.summary().startswith("other.yaml: wrote there (")
    assert Path("there/src/mine/__init__.py").is_file()
    assert list(json.loads(Path("there/engross.lock").read_text())["inputs"]) == ["other.yaml"]


def test_the_bytes_do_not_depend_on_the_machine(root):
    (first,) = run(root)
    before = {path: data for path, (data, _) in files_of("generated").items()}
    spec = Path("specs/acme/openapi.yaml")
    spec.write_bytes(spec.read_bytes().replace(b"\n", b"\r\n"))
    again = subprocess.run(
        [sys.executable, "-m", "engross.cli", "generate", "--check"],
        env={**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo",
             "PYTHONUTF8": "0", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert again.stdout == f"acme: up to date ({first.files} files)\n", again.stderr
    assert {path: data for path, (data, _) in files_of("generated").items()} == before


# --- Failures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_target_that_fails_does_not_stop_the_others(root, jobs):
    add(root, "bad", "openapi: 3.1.0\nopenapi: 3.1.0\n")
    add(root, "zeta")
    acme, bad, zeta = run(root, jobs=jobs)

    assert bad.failed
    assert "specs/bad/openapi.yaml:2:1: error: the key 'openapi' is already in" in bad.summary()
    assert [acme.failed, zeta.failed] == [False, False]
    assert sorted(path.name for path in Path("generated").iterdir()) == ["acme", "zeta"]


def test_a_failed_run_leaves_the_old_package(root):
    run(root)
    before = files_of("generated")
    Path("specs/acme/openapi.yaml").write_text("")
    (outcome,) = run(root)

    assert outcome.failed
    assert files_of("generated") == before


def test_every_problem_of_a_provider_is_told_at_once(root):
    Path("specs/acme/openapi.yaml").write_text("openapi: 3.1.0\ninfo: 5\n")
    Path("specs/acme/provider.yaml").write_text("client: acme\n")
    Path("specs/acme/examples").mkdir()
    Path("specs/acme/examples/a.json").write_text("[")
    (outcome,) = run(root)

    files = [line.split(":")[0] for line in outcome.summary().splitlines()]
    assert list(dict.fromkeys(files)) == [
        "specs/acme/openapi.yaml",
        "specs/acme/provider.yaml",
        "specs/acme/examples/a.json",
    ]


def test_a_problem_found_late_has_its_place_too(root, monkeypatch):
    def late(*_arguments):
        raise EngrossError([Problem(message="late", pointer=ROOT / "info" / "title")])

    monkeypatch.setattr(module, "emit_files", late)
    (outcome,) = run(root)

    assert re.fullmatch(
        r"specs/acme/openapi\.yaml:3:\d+: error: late \(#/info/title\)", outcome.summary()
    )


@pytest.mark.parametrize("error", [KeyError("x"), RecursionError(), MemoryError()])
def test_a_defect_of_ours_is_told_without_a_traceback(root, monkeypatch, error):
    def broken(*_arguments):
        raise error

    monkeypatch.setattr(module, "emit_files", broken)
    (outcome,) = run(root)

    assert re.fullmatch(
        r"specs/acme/openapi\.yaml: error: engross failed, which is a defect of engross:"
        rf" {type(error).__name__}: .*\(build\.py:\d+\)",
        outcome.summary(),
    )


@pytest.mark.skipif(multiprocessing.get_start_method() != "fork", reason="needs a patched child")
def test_a_process_that_is_killed_is_told(root, monkeypatch):
    add(root, "zeta")

    def killed(_target):
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(module, "load_target", killed)
    outcomes = run(root, jobs=2)

    assert [outcome.failed for outcome in outcomes] == [True, True]
    assert "its process was killed" in outcomes[0].summary()


def test_warnings_about_other_peoples_documents_are_kept(root):
    Path("other.yaml").write_text(MINIMAL.replace('"1"', "1.0"))
    (target,) = find_targets(root, ["other.yaml"], output=Path("there"))
    outcome = generate_all([target], check=False, jobs=1)[0]

    assert [str(warning).split(" (")[0] for warning in outcome.warnings] == [
        'other.yaml:4:12: warning: expected text, found a number 1.0: write "1.0"'
    ]


def test_a_webhook_that_no_function_reads_is_named(root):
    hook = (
        "{post: {requestBody: {content: {image/png: {}}}, responses: {'200': {description: ''}}}}"
    )
    Path("other.yaml").write_text(f"{MINIMAL}webhooks: {{photo: {hook}}}\n")
    (target,) = find_targets(root, ["other.yaml"], output=Path("there"))
    outcome = generate_all([target], check=False, jobs=1)[0]

    told = [str(warning) for warning in outcome.warnings]
    assert [text.partition("warning: ")[2] for text in told] == [
        "no function reads photo: its body is image/png (#/webhooks/photo/post)"
    ]
    assert told[0].startswith("other.yaml:")
    assert outcome.losses == 0


# --- Loading and linting ------------------------------------------------------------------------


def test_what_is_skipped_is_not_there(root):
    scaffold(root, "beta")
    Path("specs/beta/provider.yaml").write_text("skip: {things/get: not yet}\n")
    (target,) = find_providers(root, ["beta"])
    loaded = load_target(target)

    assert loaded.api.operations == ()
    assert list(loaded.examples) == ["things.get.success"]
    assert not generate_all([target], check=False, jobs=1)[0].failed


def test_a_module_of_the_providers_own_is_an_extra_of_its_package(root):
    scaffold(root, "beta")
    Path("specs/beta/provider.yaml").write_text("package: beta\nextras: {sealing: wax>=2}\n")
    Path("specs/beta/sealing.py").write_bytes(b'"""Seals letters."""\r\n')
    (target,) = find_providers(root, ["beta"])
    (outcome,) = generate_all([target], check=False, jobs=1)
    package = Path("generated/beta")

    assert not outcome.failed
    assert (package / "src/beta/sealing.py").read_bytes() == b'"""Seals letters."""\n'
    project = tomllib.loads((package / "pyproject.toml").read_text())["project"]
    assert project["optional-dependencies"]["sealing"] == ["wax>=2"]
    readme = (package / "README.md").read_text()
    assert "`pip install beta-client[sealing]` brings" in readme
    assert "Seals letters." in readme
    assert "sealing.py" in json.loads((package / "engross.lock").read_text())["inputs"]


def test_a_module_that_cannot_be_used_is_told_by_name(root):
    scaffold(root, "beta")
    Path("specs/beta/provider.yaml").write_text(
        "extras: {sealing: wax>=2, other: wax, third: wax}\n"
    )
    Path("specs/beta/other.py").write_bytes(b"\xff")
    Path("specs/beta/third.py").write_text("\nif True\n")

    with pytest.raises(EngrossError) as raised:
        load_target(find_providers(root, ["beta"])[0])

    missing, broken, wrong = map(str, raised.value.problems)
    assert missing.endswith(
        "sealing.py: error: there is no such file, but 'extras' names 'sealing'"
    )
    assert broken.endswith("other.py: error: byte 1 is not UTF-8: save it as UTF-8")
    assert wrong.endswith("third.py:2:8: error: this is not Python: expected ':'")


def test_lint_tells_each_problem_once_and_what_is_usable(root):
    add(root, "bad", "openapi: 3.1.0\ninfo: 5\n")
    scaffold(root, "good")
    text = Path("specs/good/openapi.yaml").read_text()
    Path("specs/good/openapi.yaml").write_text(
        text.replace("          x-source: get-thing#L13\n", "")
    )
    problems, usable = lint_all(find_providers(root, ["bad", "good"]))

    assert [target.name for target in usable] == ["good"]
    assert len({str(problem) for problem in problems}) == len(problems)
    assert [problem.rule for problem in problems if problem.rule] == ["source-missing"]


def test_what_a_killed_run_left_behind_is_removed(root):
    run(root)
    (root / "generated" / "acme" / ".engross" / "new").mkdir(parents=True)

    (outcome,) = run(root)

    assert outcome.changes is None
    assert not (root / "generated" / "acme" / ".engross").exists()
