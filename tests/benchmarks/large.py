"""Measures large documents: generation beside peers, what importing and calling costs, growth.

python tests/benchmarks/large.py [documents] [imports] [growth]   the parts to measure; all without

Peers are measured in the same run: datamodel-code-generator, which is installed because it prints
our models, alone for the models with operations and its own naming; and openapi-python-client in
a throw-away environment, where pip finds it. The clock is a fixed loop of Python: it tells a busy
or slow machine from a slow program.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from chart import Line, draw
from documents import wide
from measure import ENGROSS, Cost, cost_of

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "shared" / "corpus" / "specs"
DOCUMENTS = ("github_api_2021.json", "digitalocean.yaml", "lithic.yaml")
SIZES = (10, 30, 100, 300, 1000, 2000, 5000)
# A first call of GitHub's client, without the network.
CALL = """
import time, httpx, pydantic
from pydantic import BaseModel
from {package} import {client}
answer = lambda request: httpx.Response(200, json=[])
http = httpx.Client(transport=httpx.MockTransport(answer), base_url="https://example.com")
{client}.__init__
before = time.process_time()
{client}(base_url="https://example.com", http_client=http).{call}
print(time.process_time() - before)
"""


class Peer(NamedTuple):
    """A generator, as the words that run it on a document."""

    name: str
    command: Callable[[Path, Path], tuple[str, ...]]


def ours(document: Path, output: Path) -> tuple[str, ...]:
    """Generate models, client and suite, formatted."""
    return (*ENGROSS, "generate", str(document), "--output", str(output))


def engine(*formatters: str) -> Callable[[Path, Path], tuple[str, ...]]:
    """Give the words by which the engine prints the models of a document by itself."""
    return lambda document, output: (
        sys.executable, "-m", "datamodel_code_generator", "--input", str(document),
        "--input-file-type", "openapi", "--output", f"{output}.py", *formatters,
        "--output-model-type", "pydantic_v2.BaseModel",
        "--openapi-scopes", "schemas", "paths", "parameters",
    )  # fmt: skip


def peers(folder: Path) -> Iterator[Peer]:
    """Give the peers that are there; tell of those that are not."""
    yield Peer("datamodel-codegen, models", engine("--no-formatters"))
    yield Peer("the same, formatted", engine())
    place = folder / "peer"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True)
        pip = [str(place / "bin" / "pip"), "install", "--quiet", "openapi-python-client"]
        subprocess.run(pip, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"openapi-python-client is left out: it could not be installed ({error})")
        return
    program = str(place / "bin" / "openapi-python-client")
    yield Peer(
        "openapi-python-client",
        lambda document, output: (
            program, "generate", "--path", str(document), "--output-path", str(output)
        ),
    )  # fmt: skip


def clock() -> float:
    """Time a fixed loop."""
    before, total = time.process_time(), 0
    for number in range(3_000_000):
        total += number
    return time.process_time() - before


def generated(peer: Peer, document: Path) -> Cost | None:
    """Give what one generation costs; None where the peer fails.

    Nothing of the document is in the cache. What does not depend on it is: templates and Python
    are compiled once.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "small.json")
        path.write_text(json.dumps(wide(1)), encoding="utf-8")
        cost_of(
            *peer.command(path, Path(folder, "small")), folder=Path(folder), XDG_CACHE_HOME=folder
        )
        command = peer.command(document, Path(folder, "out"))
        return cost_of(*command, folder=Path(folder), XDG_CACHE_HOME=folder)


def documents(known: list[Peer]) -> None:
    """Print what each generator needs for public documents, and a run after one small change."""
    if not CORPUS.is_dir():
        print(f"public documents are left out: there is no {CORPUS}")
        return
    for name in DOCUMENTS:
        print(f"{name}, clock {clock():.3f} s")
        mine = generated(Peer("engross", ours), CORPUS / name)
        assert mine is not None
        print(f"  {'engross, whole package':28} {mine}")
        for peer in known:
            cost = generated(peer, CORPUS / name)
            ratio = f"{mine.seconds / cost.seconds:5.2f} x" if cost else "failed"
            print(f"  {peer.name:28} {cost or ''!s:28} {ratio}")
    change()


def change() -> None:
    """Generate again after one schema of a document of 1,000 operations was changed."""
    with tempfile.TemporaryDirectory() as folder:
        path, content = Path(folder, "api.json"), wide(1000)
        costs = []
        for text in ("a", "b"):
            content["components"]["schemas"]["Item7"]["properties"]["note"]["description"] = text
            path.write_text(json.dumps(content), encoding="utf-8")
            command = ours(path, Path(folder, "out"))
            costs.append(cost_of(*command, folder=Path(folder), XDG_CACHE_HOME=folder))
    whole, again = costs
    assert whole is not None
    assert again is not None
    told = f"{again} of {whole.seconds:.1f} s: {again.seconds / whole.seconds:.0%}"
    print(f"one schema of 1,000 operations changed: {told} (promised ≤ 25%)")


def imports() -> None:
    """Print what importing GitHub's client and calling it once cost."""
    if not CORPUS.is_dir():
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "out")
        command = (*ours(CORPUS / DOCUMENTS[0], root), "--package", "hub")
        subprocess.run(command, check=True, capture_output=True)
        source = str(root / "src")
        subprocess.run([sys.executable, "-m", "compileall", "-q", source], check=True)
        text = (root / "src" / "hub" / "_client.py").read_text(encoding="utf-8")
        client = text.partition("\nclass ")[2].partition("(")[0]
        plain, whole = (
            min(cost.seconds for _ in range(5) if (cost := cost_of(
                sys.executable, "-c", statement, PYTHONPATH=source)))
            for statement in ("import httpx, pydantic.main",
                              f"import httpx, pydantic.main; from hub import {client}")
        )  # fmt: skip
        print(f"import of GitHub's client: {whole:.3f} s, {whole / plain:.2f} x httpx and pydantic")
        program = CALL.format(package="hub", client=client, call='issues.list_for_repo("o", "r")')
        command = (sys.executable, "-c", program)
        environment = {**os.environ, "PYTHONPATH": source}
        done = [
            subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
            for _ in range(5)
        ]
        first = min(float(run.stdout) for run in done)
        print(f"its first call: {first * 1000:.0f} ms (promised ≤ 100 ms)")


def growth(known: list[Peer]) -> None:
    """Print and draw the CPU of generation against the number of operations."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        for peer in (Peer("engross, whole package", ours), *known):
            points: list[tuple[float, float]] = []
            for size in SIZES:
                path = Path(folder, f"{size}.json")
                path.write_text(json.dumps(wide(size)), encoding="utf-8")
                cost = generated(peer, path)
                if cost is None:
                    break
                points.append((size, cost.seconds))
                print(f"{peer.name:28} {size:5} operations  {cost}", flush=True)
            lines.append(Line(peer.name, points))
    title = "CPU seconds of a generation against operations"
    (HERE / "growth.svg").write_text(draw(title, lines), encoding="utf-8")


def main() -> None:
    """Measure what was asked for."""
    parts = sys.argv[1:] or ["imports", "documents", "growth"]
    with tempfile.TemporaryDirectory() as folder:
        known = list(peers(Path(folder))) if {"documents", "growth"} & {*parts} else []
        for part in parts:
            print(f"clock {clock():.3f} s")
            {"documents": lambda: documents(known), "imports": imports,
             "growth": lambda: growth(known)}[part]()  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
