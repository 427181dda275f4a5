"""A package's Python is laid out as `ruff` does, and what goes wrong is told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from engross import formatting
from engross.errors import EngrossError

FUTURE = "from __future__ import annotations\n"


def test_python_is_formatted_and_the_rest_is_not():
    files = {
        "a.py": "import acme\nimport os\nimport httpx\n\nx = {  'a':acme, 'b': httpx }\n",
        "b.md": "x   =  1",
    }

    assert formatting.format_python(files, package="acme") == {
        "a.py": 'import httpx\n\nimport acme\n\nx = {"a": acme, "b": httpx}\n',
        "b.md": "x   =  1",
    }


def test_modules_that_import_what_they_use_are_laid_out_together_as_each_for_itself():
    files = {
        "src/acme/models/_a.py": f'"""A."""\n\n{FUTURE}import acme\nclass A( acme.B ):pass',
        "src/acme/models/_b.py": f'"""B."""\n\n{FUTURE}X={{"a":1}}\nfrom os import b, a\n',
        "src/acme/_runtime/__init__.py": '"""No import."""\n',
    }

    assert formatting.format_python(files, package="acme") == {
        "src/acme/models/_a.py": (
            f'"""A."""\n\n{FUTURE}\nimport acme\n\n\nclass A(acme.B):\n    pass\n'
        ),
        "src/acme/models/_b.py": f'"""B."""\n\n{FUTURE}\nX = {{"a": 1}}\nfrom os import a, b\n',
        "src/acme/_runtime/__init__.py": '"""No import."""\n',
    }


def test_one_that_is_no_python_spoils_no_others():
    bad = {
        "src/acme/models/_a.py": f'"""A."""\n\n{FUTURE}class A:pass\n',
        "src/acme/models/_b.py": f'"""B."""\n\n{FUTURE}def (\n',
    }

    with pytest.raises(EngrossError, match=r"ruff format: .*models/_b\.py"):
        formatting.format_python(bad, package="acme")


def test_what_is_no_python_is_told_with_its_file():
    with pytest.raises(EngrossError, match=r"cannot format the package: ruff format: .*src/a\.py"):
        formatting.format_python({"src/a.py": "def ("}, package="a")


def test_no_room_for_temporary_files_is_told(monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(EngrossError, match="cannot format the package: No space left on device"):
        formatting.format_python({"a.py": ""}, package="a")


def test_a_name_that_this_system_cannot_write_is_told(monkeypatch):
    def ascii_only(*_, **__):
        "关".encode("ascii")

    monkeypatch.setattr(Path, "write_bytes", ascii_only)

    with pytest.raises(EngrossError, match="which this system's ascii cannot write"):
        formatting.format_python({"关.py": ""}, package="a")


def test_the_folder_one_stands_in_may_be_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert formatting.format_python({"a.py": "x=1"}, package="a") == {"a.py": "x = 1\n"}


def test_a_ruff_that_fails_is_told(monkeypatch):
    done = subprocess.CompletedProcess([], 2, stdout=b"", stderr=b"error: out of paper\n")
    monkeypatch.setattr(formatting.subprocess, "run", lambda *_, **__: done)

    with pytest.raises(EngrossError, match="ruff check: error: out of paper"):
        formatting.format_python({"a.py": ""}, package="a")
