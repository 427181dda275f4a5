"""Suites of public documents: what the spec says there, client and suite read alike."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Suite

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "specs"
# Small ones with something of their own: another status than 200, and odd media types.
NAMES = ("oai_callback_example", "oapicodegen_content_types")


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no public documents at {CORPUS}")
@pytest.mark.parametrize("name", NAMES)
def test_the_package_of_a_public_document_meets_its_suite(name: str, tmp_path: Path) -> None:
    [document] = CORPUS.glob(f"{name}.*")
    meets_its_suite(document, name, tmp_path)


def test_a_package_with_streams_and_many_media_types_meets_its_suite(tmp_path: Path) -> None:
    meets_its_suite(ROOT / "tests" / "typing" / "media.yaml", "media", tmp_path)


def meets_its_suite(document: Path, name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "engross", "generate", str(document)]
    options = ["--output", str(tmp_path / name), "--package", name]
    subprocess.run([*command, *options], check=True, capture_output=True)

    # What the runtime owes is the same in every package, and tried in those of the project.
    result = Suite(name, tmp_path / name).held("^(?!runtime)")

    assert "failed" not in result.counts, result.output
    assert result.counts["passed"] > 0
