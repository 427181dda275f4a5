"""A suite tries every tag, on objects that other classes would fit as well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, Suite

DOCUMENT = ROOT / "tests" / "conformance" / "tags.yaml"
FAULTS = {
    "the other class": (
        '"charge": "Charge",',
        '"charge": "Refund",',
        "PaymentsPayResponseResult/tag/charge",
    ),
    "a tag is not known": ('"debit": "ByCard",', "", "PaymentsPayRequest/tag/debit"),
    "no default": (
        'otherwise="Unknown"',
        "optional=True",
        "PaymentsPayResponseResult/other",
    ),
    "no tag at all": (
        ', Tagged("kind", {"Charge": "Charge", "Refund": "Refund"})',
        ", 0",
        "PaymentsPayResponseRefund/tag/Refund",
    ),
    "the other class, of members beside": (
        '{"coin": "GivenCoin"',
        '{"coin": "GivenNote"',
        "Given/tag/coin",
    ),
    "an heir is its base": (
        '{"cat": "Cat", "dog"',
        '{"cat": "Pet", "dog"',
        "AnyPet/tag/cat",
    ),
    "an heir that has another tag is not known by its name": (
        ', "Cat": "Cat", "Dog": "Dog"}',
        "}",
        "AnyPet/tag/Cat",
    ),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tags") / "tags"
    command = [sys.executable, "-m", "engross", "generate", str(DOCUMENT)]
    options = ["--output", str(root), "--package", "tags"]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return root


def test_the_package_meets_its_suite(package: Path) -> None:
    result = Suite("tags", package).held("^(?!runtime)")
    assert "failed" not in result.counts, result.output
    assert result.counts["passed"] > 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_choice_that_is_wrong_is_noticed(package: Path, fault: str) -> None:
    old, new, noticed = FAULTS[fault]
    models = package / "src" / "tags" / "models.py"
    text = models.read_text(encoding="utf-8")
    try:
        Suite("tags", package).spoil("models.py", old, new)
        result = Suite("tags", package).held(f"^models/{noticed}$")
    finally:
        models.write_text(text, encoding="utf-8")
    assert result.counts.get("failed") == 1, result.output
