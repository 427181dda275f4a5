"""Packages against a server that nobody here wrote: Prism, which answers from the document itself.

It is no Python package: `npm install --no-save @stoplight/prism-cli@5.16.0` in the project's folder
puts it where it is looked for.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .conftest import ROOT, Suite

CORPUS = ROOT.parent / "shared" / "corpus" / "specs"
PRISM = shutil.which("prism", path=ROOT / "node_modules" / ".bin") or shutil.which("prism")
NAMES = ("petstore_30.json", "petstore_31.json", "train_travel.yaml")
# Of credentials any text will do.
CREDENTIALS = {
    f"{package.upper()}_{word}": f"{word.lower()}-for-prism"
    for package in ("petstore_30", "petstore_31", "train_travel")
    for word in ("TOKEN", "API_KEY")
}

pytestmark = [
    pytest.mark.skipif(PRISM is None, reason="Prism is not installed: see the docstring"),
    pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no public documents at {CORPUS}"),
]


@contextmanager
def prism(document: Path, log: Path) -> Iterator[str]:
    """Serve a document and give the URL; what Prism says of each request goes into the log."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(PRISM), "mock", "--port", str(port), str(document)]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert server.stdout is not None
        try:
            for line in server.stdout:
                if "Prism is listening" in line:
                    break
            drained = subprocess.Popen(["cat"], stdin=server.stdout, stdout=output)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()
        drained.wait()


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_is_called_as_prism_reads_the_document(name: str, tmp_path: Path) -> None:
    package = Path(name).stem
    document = shutil.copy(CORPUS / name, tmp_path)
    # Train Travel refers to a page of its documentation.
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "getting-started.md").touch()
    command = [sys.executable, "-m", "engross", "generate", str(document), "--package", package]
    subprocess.run([*command, "--output", tmp_path / package], check=True, capture_output=True)
    suite, log = Suite(package, tmp_path / package), tmp_path / "prism.log"
    wanted = ("-k", "request/minimal or request/full", "--allow-irreversible", "--allow-writes")

    with prism(Path(document), log) as url:
        result = suite.run(*wanted, ENGROSS_BASE_URL=url, **CREDENTIALS)

    said = log.read_text()
    assert "failed" not in result.counts, result.output
    assert "did not pass the validation rules" not in said
    assert said.count("passed the validation rules") == result.counts["passed"] > 0
