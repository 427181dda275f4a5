"""Packages from documents that are valid by default, imported for real."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from engross.build import emit_files
from engross.emit import emit
from engross.formatting import format_python
from engross.load import load_target
from engross.names import name_api
from engross.plan import Shapes, plan_package
from engross.provider import Settings, Target
from engross.spec import load_api

PACKAGE = "emitted"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
INSPECT = Path(__file__).with_name("inspect_package.py")


class Press:
    """Prints packages into a folder of the test's own and imports them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self, **members: Any) -> dict[str, str]:
        """Print the package of a document, not formatted."""
        document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
        path = self.folder / "openapi.json"
        path.write_text(json.dumps({**document, **members}), encoding="utf-8")
        api, names = name_api(load_api(path, authored=False)[0], client="Shop")
        settings = Settings(
            display_name="Shop",
            client="Shop",
            distribution="shop-client",
            package=PACKAGE,
            environment="SHOP",
        )
        shapes = Shapes(api=api, names=names)
        return emit(plan_package(shapes, settings), shapes)

    def source(self, **members: Any) -> str:
        """Print the models of a document."""
        return self.files(**members)[f"src/{PACKAGE}/models.py"]

    def models(self, *, sent: Any = None, **schemas: Any) -> ModuleType:
        """Import the models of components, all of which are in an answer, `sent` in a request."""
        received = [{"$ref": f"#/components/schemas/{name}"} for name in schemas if name != "Sent"]
        operation: dict[str, Any] = {"responses": {"200": answer({"oneOf": received or [{}]})}}
        if sent is not None:
            schemas = {**schemas, "Sent": sent}
            operation["requestBody"] = body({"$ref": "#/components/schemas/Sent"})
        files = self.files(paths={"/it": {"post": operation}}, components={"schemas": schemas})
        return self.load(files, "models")

    def load(self, files: dict[str, str], module: str) -> ModuleType:
        """Write a package and import one of its modules."""
        put(files, self.folder)
        importlib.invalidate_caches()
        return importlib.import_module(f"{PACKAGE}.{module}")


def publish(spec: Path, root: Path, package: str) -> dict[str, str]:
    """Write the package of a document, whole and formatted.

    Raises:
        EngrossError: The document cannot be used.
    """
    loaded = load_target(Target(name=package, spec=spec, output=root, package=package))
    files = format_python(emit_files(loaded), package=package)
    put(files, root)
    return files


def put(files: dict[str, str], root: Path) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")


def inspect(*roots: Path) -> dict[str, dict[str, Any]]:
    """Use packages in a process of their own, in a folder where nothing of theirs may appear."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-I", INSPECT, *roots],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
        )
        assert list(Path(folder).iterdir()) == []
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def body(schema: Any) -> dict[str, Any]:
    """Write a request body."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def answer(schema: Any) -> dict[str, Any]:
    """Write a response."""
    return {"description": "", "content": {"application/json": {"schema": schema}}}


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of public documents, which is not part of the project."""
    if not CORPUS.is_dir():
        pytest.skip(f"no public documents at {CORPUS}")
    return CORPUS


@pytest.fixture(name="publish", scope="session")
def publish_fixture() -> Any:
    """Give `publish`: the folders of tests do not import each other."""
    return publish


@pytest.fixture(name="inspect", scope="session")
def inspect_fixture() -> Any:
    """Give `inspect`."""
    return inspect


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """Make a press in a fresh folder; what it imported is forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path / "src")
    yield Press(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]
