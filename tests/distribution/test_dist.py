"""A generated package, built as for publishing and used where engross is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PACKAGE = Path(__file__).parents[2] / "generated" / "uncash"
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
