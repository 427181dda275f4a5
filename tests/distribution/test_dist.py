"""A generated package, built and published, and used where engross is not installed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generated" / "uncash"
RUNTIME = ("httpx", "pydantic")
"""All that a generated package may need."""
ANSWER = (
    b'{"success": true, "message": "Card closed successfully", "data": {"card_id": "card-id",'
    b' "balance_withdrawn": 15.00, "transaction_id": "tx-id", "invoice_id": 24929,'
    b' "new_wallet_balance": 1434.14}, "timestamp": "2025-11-22T11:25:30.456Z"}'
)
PROGRAM = f"""
import httpx, uncash
answer = httpx.Response(200, content={ANSWER!r}, headers={{"Content-Type": "application/json"}})
transport = httpx.MockTransport(lambda request: answer)
with uncash.Uncash(token="uc_1", http_client=httpx.Client(transport=transport)) as client:
    print(repr(client.cards.close("card-id").data.balance_withdrawn))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the package's wheel and sdist."""
    return build(tmp_path_factory.mktemp("first"))


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """The interpreter of an environment that has the runtime's dependencies and nothing else."""
    home = tmp_path / "venv"
    venv.create(home, symlinks=True)
    (packages,) = home.glob("lib/python*/site-packages")
    for name in closure(RUNTIME):
        files = distribution(name).files or []
        for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            (packages / top).symlink_to(Path(str(distribution(name).locate_file(top))))
    return home / "bin" / "python"


def run(*command: str | Path) -> str:
    """Run a tool and return what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}:\n{done.stdout}{done.stderr}"
    return done.stdout


def build(folder: Path) -> Path:
    """Build a fresh copy of the package, so that no time and no path of the tree can matter."""
    ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
    source = shutil.copytree(PACKAGE, folder / "tree", ignore=ignored, copy_function=shutil.copy)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source)
    return folder / "dist"


def closure(names: Iterable[str]) -> set[str]:
    """Return the distributions and all that they need, as installed where the tests run."""
    needed = {re.sub(r"[-_.]+", "-", name).lower() for name in names}
    for name in list(needed):
        requirements = map(Requirement, distribution(name).requires or [])
        wanted = (r for r in requirements if not r.marker or r.marker.evaluate({"extra": ""}))
        needed |= closure(requirement.name for requirement in wanted)
    return needed


def test_the_metadata_is_fit_for_an_index(built: Path) -> None:
    report = run(sys.executable, "-m", "twine", "check", "--strict", *sorted(built.iterdir()))

    assert report.count("PASSED") == 2


def test_building_again_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path)

    first = {file.name: file.read_bytes() for file in built.iterdir()}
    assert {file.name: file.read_bytes() for file in again.iterdir()} == first


def test_the_wheel_works_without_engross(built: Path, python: Path) -> None:
    (wheel,) = built.glob("*.whl")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-index", wheel)

    assert run(python, "-I", "-c", PROGRAM).strip() == "Decimal('15.00')"
    assert "engross" not in run(sys.executable, "-m", "pip", "--python", python, "list")


# --- Publishing ---------------------------------------------------------------------------------

CALL = """
import sys, uncash
with uncash.Uncash(token="uc_1", base_url=sys.argv[1]) as client:
    print(repr(client.cards.close("card-id").data.balance_withdrawn))
"""


class Provider(BaseHTTPRequestHandler):
    """Closes every card."""

    def do_PATCH(self) -> None:
        assert self.path == "/api/v1/cards/card-id/close"
        assert self.headers["Authorization"] == "Bearer uc_1"
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty package index of our own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("index")
    command = f"run --interface 127.0.0.1 --port {port} --disable-fallback -P . -a ."
    server = subprocess.Popen(
        [sys.executable, "-m", "pypiserver", *command.split(), folder], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what publishing needs, with the tools of the environment that runs the tests."""
    if sys.prefix == sys.base_prefix or shutil.which("make") is None:
        pytest.skip("the Makefile needs make, and runs the tools of a .venv")
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("specs", "generated"):
        ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
        shutil.copytree(ROOT / name / "uncash", folder / name / "uncash", ignore=ignored)
    (folder / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / name).symlink_to(Path(sys.prefix, name))
    return folder


def publish(project: Path, *variables: str) -> subprocess.CompletedProcess[str]:
    # `--old-file` keeps make from preparing the environment, which is not its own.
    return subprocess.run(
        ["make", "--old-file=.venv/.ready", "publish", *variables],
        cwd=project,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("MAKE")},
            "HOME": str(project),
            "PYTHONPATH": str(ROOT / "generator"),
            "TWINE_USERNAME": "anyone",
            "TWINE_PASSWORD": "any",
            "NO_PROXY": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_published_can_be_installed_and_called(
    project: Path, index: str, python: Path
) -> None:
    done = publish(project, f"REPOSITORY={index}", "PROVIDER=uncash")
    assert done.returncode == 0, done.stdout + done.stderr

    source = ("--no-cache-dir", "--index-url", f"{index}/simple")
    run(sys.executable, "-m", "pip", "--python", python, "install", *source, "uncash-client")
    with HTTPServer(("127.0.0.1", 0), Provider) as provider:
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{provider.server_port}"
        assert run(python, "-I", "-c", CALL, address).strip() == "Decimal('15.00')"
        provider.shutdown()
    assert "engross" not in run(sys.executable, "-m", "pip", "--python", python, "list")

    names = "[distutils]\nindex-servers =\n    ours\n"
    (project / ".pypirc").write_text(f"{names}[ours]\nrepository = {index}\n")
    again = publish(project, "REPOSITORY=ours", "PROVIDER=uncash")
    assert f"Uploading distributions to {index}" in again.stdout
    assert again.returncode == 2
    assert "a version never changes: make a new one with 'engross release PROVIDER'" in again.stderr


def test_publishing_asks_where_to(project: Path) -> None:
    done = publish(project)

    assert done.returncode == 2
    assert done.stderr.startswith("say where to: make publish REPOSITORY=URL")


def test_what_is_stale_is_not_published(project: Path, index: str) -> None:
    spec = project / "specs" / "uncash" / "openapi.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("title: UnCash API", "title: Another API"), "utf-8")
    done = publish(project, f"REPOSITORY={index}", "PROVIDER=uncash")
    spec.write_text(text, "utf-8")

    assert done.returncode == 2
    assert "uncash: 1 file differs\n  stale: engross.lock\n" in done.stdout
