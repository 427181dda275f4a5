"""Measures what the project promises about speed: `make bench`.

Every row is a ratio to something measured in the same run: a peer, or the same work written by
hand. Figures are CPU seconds (user and system), medians over several rounds in which the two sides
take turns.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PROVIDERS = ("powercard", "spenxy", "uncash")
ENGROSS = (sys.executable, "-m", "engross")
ROUNDS = 7


class Row(NamedTuple):
    """One line of the table."""

    what: str
    ours: float
    """Seconds of CPU."""
    against: str
    theirs: float
    promise: str


def cpu_of(*command: str, folder: Path = ROOT, **environment: str) -> float:
    """Run a command in a folder and give its CPU seconds, those of its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def row(
    what: str, ours: Callable[[], float], against: str, theirs: Callable[[], float], promise: str
) -> Row:
    """Measure two sides in turn and give their medians."""
    pairs = [(ours(), theirs()) for _ in range(ROUNDS)]
    medians = [statistics.median(side) for side in zip(*pairs, strict=True)]
    return Row(what, medians[0], against, medians[1], promise)


def generation(folder: Path) -> list[Row]:
    """Generate the three packages: from nothing, again, and with nothing to do."""

    def cold() -> float:
        project = Path(tempfile.mkdtemp(dir=folder))
        shutil.copytree(ROOT / "specs", project / "specs")
        return cpu_of(*ENGROSS, "generate", folder=project, XDG_CACHE_HOME=str(project))

    def peer() -> float:
        return sum(
            cpu_of(
                sys.executable, "-m", "datamodel_code_generator",
                "--input", f"specs/{provider}/openapi.yaml",
                "--output", str(folder / f"{provider}.py"),
                "--output-model-type", "pydantic_v2.BaseModel",
            )
            for provider in PROVIDERS
        )  # fmt: skip

    def again() -> float:
        return cpu_of(*ENGROSS, "generate", XDG_CACHE_HOME=str(folder))

    def usage() -> float:
        return cpu_of(*ENGROSS, "--help")

    def python() -> float:
        return cpu_of(sys.executable, "-c", "pass")

    again()
    return [
        row("generate three providers", cold, "datamodel-codegen, models", peer, "≤ 2.5 s"),
        row("generate, nothing changed", again, "python -c pass", python, "≤ 0.35 s"),
        row("engross --help", usage, "python -c pass", python, "≤ 0.25 s"),
    ]


def imports() -> list[Row]:
    """Import a generated package, and its client class."""
    path = os.pathsep.join(str(ROOT / "generated" / name / "src") for name in PROVIDERS)

    def importing(statement: str) -> Callable[[], float]:
        return lambda: cpu_of(sys.executable, "-c", statement, PYTHONPATH=path)

    hand = "import httpx, pydantic"
    return [
        row(statement, importing(statement), hand, importing(hand), "≤ 1.15 x")
        for statement in (f"import {PROVIDERS[1]}", "from uncash import Uncash")
    ]


def calls() -> list[Row]:
    """Call `client.cards.close` against an in-memory transport."""
    rows = []
    for flavour in ("sync", "async"):
        done = subprocess.run(
            [sys.executable, str(HERE / "call.py"), flavour],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        ours, theirs = map(float, done.stdout.split())
        rows.append(Row(f"cards.close, {flavour}", ours, "the same by hand", theirs, "≤ 1.2 x"))
    return rows


def comparisons(folder: Path) -> list[str]:
    """Compare revisions of large documents, and of a card page's, in a process of their own."""
    lines = []
    for kind, size, promise in (
        ("wide", 150, ""), ("wide", 300, ""), ("wide", 600, "≤ 6 s, ≤ 600 MB"),
        ("cyclic", 900, "≤ 20 s, ≤ 1 GB"),
    ):  # fmt: skip
        cpu_of(sys.executable, str(HERE / "documents.py"), kind, str(size), str(folder))
        files = (folder / "base.json", folder / "revision.json")
        told = sum(file.stat().st_size for file in files) / 2e6
        lines.append(_comparison(f"diff {kind}, {told:.1f} MB", *map(str, files), promise))
    page = f"specs/{PROVIDERS[0]}/openapi.yaml"
    return [*lines, _comparison("diff of a card page's", page, page, "≤ 0.6 s")]


def _comparison(what: str, base: str, revision: str, promise: str) -> str:
    # The peak is that of the largest child, so each is measured by a parent that has only one.
    measure = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
        "stdout=subprocess.DEVNULL); use = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(use.ru_utime + use.ru_stime, use.ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure, *ENGROSS, "diff", base, revision, "--profile", "strict"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, peak = map(float, done.stdout.split())
    return f"{what:28} {_time(seconds):>11}  peak {peak / 1024:6.0f} MB  {promise}"


def mock() -> str:
    """Ask a mock of the card page on several connections that are kept."""
    command = [*ENGROSS, "mock", PROVIDERS[2], "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        address = serving.stdout.readline()
        load = [sys.executable, str(HERE / "load.py"), address.split("http://")[1].split()[0]]
        try:
            done = subprocess.run(load, check=True, capture_output=True, text=True, timeout=60)
        finally:
            serving.terminate()
    rate = float(done.stdout)
    return f"{'mock of a card page':28} {rate:6.0f} requests/s, 8 connections  ≥ 2,000"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*calls(), *imports(), *generation(Path(folder))]
        compared = comparisons(Path(folder))
    print(f"{'what':28} {'CPU':>11}  {'against':26} {'CPU':>11}  {'ratio':>6}  promised")
    for row in rows:
        figures = f"{_time(row.ours):>11}  {row.against:26} {_time(row.theirs):>11}"
        print(f"{row.what:28} {figures}  {row.ours / row.theirs:6.2f}  {row.promise}")
    print(*compared, mock(), sep="\n")


def _time(seconds: float) -> str:
    return f"{seconds:.3f} s" if seconds > 0.001 else f"{seconds * 1e6:.1f} µs"


if __name__ == "__main__":
    main()
