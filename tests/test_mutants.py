"""The faults that `make mutants` seeds: each operator has some, no reason outlives its line."""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MUTANTS = str(ROOT / "tests/mutants")
PACKAGES = sorted(ROOT.glob("generated/*/src"))


@pytest.fixture
def operators(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).with_name("mutants"))
    return importlib.import_module("operators")


def modules(package, *, of_runtime):
    for path in sorted((package / package.parent.name).rglob("*.py")):
        if ("_runtime" in path.parts) == of_runtime:
            yield path


@pytest.mark.parametrize("table", ["CLIENT", "RUNTIME"])
def test_each_operator_makes_a_fault_in_each_package_or_its_like(operators, table):
    wanted = getattr(operators, table)
    found = {}
    for package in PACKAGES:
        for path in modules(package, of_runtime=table == "RUNTIME"):
            for mutant in operators.mutants(path.read_text("utf-8"), wanted):
                if mutant.operator not in found and mutant.text:
                    found[mutant.operator] = mutant

    assert found.keys() == wanted.keys()


def test_a_fault_is_in_one_place_and_nowhere_else(operators):
    text = 'class A:\n    """x"""\n\n    é: int = 1\n    b: bool = True\n'

    made = {mutant.text for mutant in operators.mutants(text, operators.CLIENT)}

    assert text.replace("= 1", "= 2") in made
    assert text.replace("True", "False") in made
    assert not any("x_" in other for other in made)


def test_what_only_type_checkers_read_is_no_fault_of_the_runtime(operators):
    text = (
        'Kind: TypeAlias = Literal["a"]\nT = TypeVar("T", covariant=True)\n\n'
        'def f(kind: Literal["b"]) -> Any:\n    assert kind != "c"\n    return cast("D", kind)\n'
    )

    made = [mutant.now for mutant in operators.mutants(text, operators.RUNTIME)]

    assert made == ["return None  # return cast('D', kind)"]


def test_an_answer_that_counts_as_none_is_not_emptied(operators):
    text = "def f():\n    return False\n"

    assert [*operators.mutants(text, {"emptied": operators.answer_emptied})] == []


def test_what_is_waived_can_still_be_made(operators):
    waived = importlib.import_module("waived").WAIVED
    tables = {True: operators.RUNTIME, False: operators.CLIENT}
    sites = {
        (path.relative_to(package / package.parent.name).as_posix(), mutant.operator, mutant.site)
        for package in PACKAGES
        for of_runtime, table in tables.items()
        for path in modules(package, of_runtime=of_runtime)
        if any(path.as_posix().endswith(f"/{file}") for file, _, _ in waived)
        for mutant in operators.mutants(path.read_text("utf-8"), table)
    }

    assert [key for key in waived if key[0] != "openapi.yaml" and key not in sites] == []


def test_a_package_that_there_is_not_is_told():
    done = subprocess.run(
        [sys.executable, MUTANTS, "nosuch"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "no package of nosuch: name one of powercard, spenxy, uncash" in done.stderr


@pytest.mark.parametrize("providers", [["uncash"], ["uncash", "spenxy"]])
def test_an_interrupted_run_leaves_nothing(tmp_path, providers):
    running = subprocess.Popen(
        [sys.executable, MUTANTS, *providers, "--part", "client"],
        env={**os.environ, "TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    while running.poll() is None and not any(tmp_path.glob("mutants-*/package")):
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(running.pid, signal.SIGINT)

    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []
