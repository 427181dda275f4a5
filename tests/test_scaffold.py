"""A new provider is an example of everything, and works as it stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from engross.errors import EngrossError
from engross.generate import generate_all
from engross.load import lint_all
from engross.provider import find_providers
from engross.scaffold import scaffold


def test_a_new_provider_generates_lints_and_conforms(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = scaffold(Path(), "acme-pay")
    (target,) = find_providers(Path(), ["acme-pay"])
    problems, usable = lint_all([target])
    outcome = generate_all([target], check=False, jobs=1)[0]
    suite = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-k", "success"],
        cwd=target.output,
        capture_output=True,
        text=True,
        check=False,
    )

    assert Path("specs/acme-pay/examples/things.get.success.json") in files
    assert all(file.is_file() for file in files)
    assert (problems, usable) == ([], [target])
    assert outcome.problems == ()
    assert suite.returncode == 0, suite.stdout


@pytest.mark.parametrize("provider", ["no", "class", "json", "business", "null", "x1"])
def test_any_name_that_is_taken_is_usable(tmp_path, provider):
    scaffold(tmp_path, provider)
    targets = find_providers(tmp_path, [provider])

    assert lint_all(targets) == ([], list(targets))


@pytest.mark.parametrize("provider", ["../x", "", "A", "a_b", "-a", "a-", "1a", "a/b", "ä", "a b"])
def test_a_name_that_will_not_do_writes_nothing(tmp_path, provider):
    with pytest.raises(EngrossError, match="will not do as a provider's name"):
        scaffold(tmp_path, provider)

    assert list(tmp_path.iterdir()) == []


def test_a_provider_that_exists_is_left_alone(tmp_path):
    (tmp_path / "specs" / "acme").mkdir(parents=True)

    with pytest.raises(EngrossError, match="acme exists already; nothing was changed"):
        scaffold(tmp_path, "acme")

    assert list((tmp_path / "specs" / "acme").iterdir()) == []


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_cannot_be_finished_is_not_begun(tmp_path, monkeypatch, error):
    real = Path.write_bytes

    def full(self, data):
        if self.name == "provider.yaml":
            raise error
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises((EngrossError, KeyboardInterrupt)):
        scaffold(tmp_path, "acme")

    assert list((tmp_path / "specs").iterdir()) == []


def test_a_file_in_the_place_of_specs_is_told(tmp_path):
    (tmp_path / "specs").write_text("")

    with pytest.raises(EngrossError, match=r"cannot write .*specs/acme"):
        scaffold(tmp_path, "acme")
