"""A run with nothing to do is noticed by the inputs alone, and only then."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from engross import write
from engross.fingerprint import Fingerprint
from engross.provider import Target


@pytest.fixture
def target(tmp_path, monkeypatch):
    """A target whose package has been written and remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "specs" / "acme"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text("openapi: 3.1.0\n")
    target = Target(
        name="acme",
        spec=folder / "openapi.yaml",
        output=tmp_path / "generated",
        folder=folder,
        authored=True,
    )
    files = write.with_lock({"README.md": "one\n"}, {})
    write.write(files, target.output, write.compare(files, target.output))
    Fingerprint.of(target).remember(files[write.LOCK])
    return target


def test_nothing_changed(target):
    assert Fingerprint.of(target).unchanged() == 2


def test_another_input(target):
    (target.folder / "examples").mkdir()
    (target.folder / "examples" / "a.json").write_text("{}")

    assert Fingerprint.of(target).unchanged() is None


def test_another_output(target):
    (target.output / "README.md").write_text("mine")

    assert Fingerprint.of(target).unchanged() is None


def test_another_package_name(target):
    other = replace(target, package="x")

    assert Fingerprint.of(other).unchanged() is None


def test_another_version_of_anything_installed(target, tmp_path, monkeypatch):
    (tmp_path / "site" / "ruff-99.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])

    assert Fingerprint.of(target).unchanged() is None


def test_a_document_outside_specs_is_always_read(target):
    other = replace(target, authored=False)
    fingerprint = Fingerprint.of(other)
    fingerprint.remember((target.output / write.LOCK).read_text())

    assert fingerprint.key == ""
    assert fingerprint.unchanged() is None


def test_an_input_that_cannot_be_read_is_somebody_elses_problem(target, monkeypatch):
    def denied(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(target.spec), "read_bytes", denied)

    assert Fingerprint.of(target).key == ""


@pytest.mark.parametrize("note", [b"", b"x", b"x y z", b"\xff"])
def test_a_broken_note_is_no_note(target, tmp_path, note):
    (place,) = (tmp_path / "cache" / "engross").iterdir()
    place.write_bytes(note)

    assert Fingerprint.of(target).unchanged() is None


def test_one_note_for_each_output(target, tmp_path):
    (target.folder / "openapi.yaml").write_text("openapi: 3.1.1\n")
    Fingerprint.of(target).remember("another lock")

    assert len(list((tmp_path / "cache" / "engross").iterdir())) == 1


@pytest.mark.parametrize("cache", ["file", "file/deeper"])
def test_a_cache_that_cannot_be_written_is_no_loss(target, tmp_path, monkeypatch, cache):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / cache))
    fingerprint = Fingerprint.of(target)
    fingerprint.remember("a lock")

    assert fingerprint.unchanged() is None


def test_there_need_not_be_a_home(target, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/dev/null")

    assert Fingerprint.of(target).unchanged() is None
