"""The runtime as generated packages have it: copied, its base exception renamed."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "generator" / "engross" / "runtime"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package `shop` with nothing in it but the runtime."""
    copy = tmp_path / "shop" / "_runtime"
    copy.mkdir(parents=True)
    (copy.parent / "__init__.py").touch()
    for module in RUNTIME.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        (copy / module.name).write_text(re.sub(r"\bClientError\b", "ShopError", text), "utf-8")
    return tmp_path


def run(package: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=package,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_needs_nothing_of_the_generator(package: Path) -> None:
    modules = sorted(path.stem for path in RUNTIME.glob("[a-z]*.py"))
    code = "\n".join(f"import shop._runtime.{module}" for module in modules)

    assert run(package, f"{code}\nimport sys\nprint('engross' in sys.modules)") == "False\n"


def test_the_log_bears_the_packages_name(package: Path) -> None:
    assert (
        run(package, "from shop._runtime import base_client as base; print(base._LOGGER.name)")
        == "shop\n"
    )


def test_its_errors_pickle_under_their_new_names(package: Path) -> None:
    code = (
        "import pickle\n"
        "from shop._runtime.errors import ShopError, business_error\n"
        "error = pickle.loads(pickle.dumps(business_error(404)('no', body={'a': 1})))\n"
        "print(type(error).__name__, isinstance(error, ShopError), error.body)"
    )

    assert run(package, code) == "BusinessNotFoundError True {'a': 1}\n"


def test_one_module_loads_the_http_library() -> None:
    """The others name it in annotations only, so that a package may have it under another name."""
    plain = {
        path.name
        for path in RUNTIME.glob("*.py")
        for node in ast.parse(path.read_bytes()).body
        if isinstance(node, ast.Import) and any(name.name == "httpx" for name in node.names)
    }

    assert plain == {"transport.py"}
