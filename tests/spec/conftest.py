"""Documents that are valid by default, so that a test writes only what it is about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.errors import SpecError
from engross.ir import Api, Operation, Ref, Schema
from engross.pointer import Pointer
from engross.spec import load_api

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.fixture
def corpus() -> Path:
    """The folder of public documents, which is not part of the project."""
    if not CORPUS.is_dir():
        pytest.skip(f"no public documents at {CORPUS}")
    return CORPUS


class Workshop:
    """Writes documents into a folder of the test's own and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, text: str | bytes, name: str = "openapi.yaml") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def document(self, *, version: str = "3.1.0", **members: Any) -> dict[str, Any]:
        info = {"title": "T", "version": "1"}
        return {"openapi": version, "info": info, "paths": {}, **members}

    def api(self, *, authored: bool = False, version: str = "3.1.0", **members: Any) -> Api:
        return load_api(self._path(version, members), authored=authored)[0]

    def schema(self, schema: Any, *, version: str = "3.1.0", **others: Any) -> Schema | Ref:
        components = {"schemas": {"It": schema, **others}}
        api = self.api(version=version, components=components)
        return api.schemas[Pointer(("components", "schemas", "It"))]

    def operation(self, path: str = "/it", *, components: Any = None, **members: Any) -> Operation:
        operation = {"responses": {"200": {"description": "ok"}}, **members}
        api = self.api(paths={path: {"post": operation}}, components=components or {})
        return api.operations[0]

    def messages(self, *, authored: bool = False, version: str = "3.1.0", **members: Any) -> str:
        """Give every problem of a document, each without its file's folder."""
        return self.messages_of(self._path(version, members), authored=authored)

    def messages_of(self, path: Path, *, authored: bool = False) -> str:
        try:
            problems = load_api(path, authored=authored)[1]
        except SpecError as error:
            problems = error.problems
        lines = [str(problem) for problem in problems]
        return "\n".join(line.replace(f"{self.folder}/", "") for line in lines)

    def _path(self, version: str, members: dict[str, Any]) -> Path:
        document = self.document(version=version, **members)
        return self.write(json.dumps(document, indent=1), "openapi.json")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Make a workshop in a fresh folder."""
    return Workshop(tmp_path)
