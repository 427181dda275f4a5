"""A package is written whole or not at all, and what is not ours stays."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from engross import write
from engross.errors import EngrossError

OLD = {"README.md": "one\n", "src/a/__init__.py": "", "src/a/old.py": "x = 1\n"}
NEW = {"README.md": "two\n", "src/a/__init__.py": "", "src/a/deep/new.py": "y = 2\n"}


def package(files):
    return write.with_lock(files, {"tools": {"engross": "1"}})


def put(files, folder):
    """Bring a package into a folder as `engross generate` does."""
    files = package(files)
    changes = write.compare(files, folder)
    write.write(files, folder, changes)
    return changes


def content(folder):
    """Every file below a folder with its text, and every empty folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text() if path.is_file() else None
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


@pytest.fixture
def folder(tmp_path):
    """A folder that holds the old package and a file of the user's."""
    place = tmp_path / "generated" / "a"
    put(OLD, place)
    (place / ".venv").mkdir()
    (place / ".venv" / "mine").write_text("mine")
    return place


# --- Comparing ----------------------------------------------------------------------------------


def test_a_new_package_is_written_whole(tmp_path):
    place = tmp_path / "deep" / "er" / "a"
    changes = put(OLD, place)

    assert content(place) == package(OLD)
    assert changes.missing == tuple(sorted(package(OLD)))


def test_nothing_differs_the_second_time(folder):
    assert not write.compare(package(OLD), folder)


def test_only_what_differs_is_written_and_what_is_not_ours_stays(folder):
    before = (folder / "src/a/__init__.py").stat().st_mtime_ns
    put(NEW, folder)

    assert content(folder) == {**package(NEW), ".venv/mine": "mine"}
    assert (folder / "src/a/__init__.py").stat().st_mtime_ns == before


def test_every_difference_is_named(folder):
    (folder / "src/a/__init__.py").write_text("mine")
    (folder / "src/a/old.py").write_text("mine")

    assert list(write.compare(package(NEW), folder).lines()) == [
        "missing: src/a/deep/new.py",
        "stale: README.md",
        "stale: engross.lock",
        "edited by hand: src/a/__init__.py",
        "edited by hand: src/a/old.py",
        "left over: src/a/old.py",
    ]


def test_a_folder_that_is_empty_after_a_removal_goes_too(folder):
    put({"README.md": "one\n"}, folder)

    assert content(folder) == {**package({"README.md": "one\n"}), ".venv/mine": "mine"}


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")

    with pytest.raises(EngrossError, match="was not written by engross"):
        write.compare(package(OLD), tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "a").write_text("mine")

    with pytest.raises(EngrossError, match=r"cannot use .*: Not a directory"):
        write.compare(package(OLD), tmp_path / "a")


def test_a_folder_in_the_place_of_a_file_is_not_removed(folder):
    (folder / "README.md").unlink()
    (folder / "README.md").mkdir()

    with pytest.raises(EngrossError, match=r"cannot read .*README\.md: Is a directory"):
        write.compare(package(NEW), folder)


@pytest.mark.parametrize(
    "lock",
    ["", "{", "[]", "{}", '{"files": 1}', '{"files": {"a": 1}}', "[" * 100_000, "<<<<<<< HEAD\n"],
)
def test_a_broken_lock_is_written_anew(folder, lock):
    (folder / write.LOCK).write_text(lock)
    put(NEW, folder)

    assert content(folder).items() >= package(NEW).items()


@pytest.mark.parametrize("path", ["../precious", "/{}/precious", "src/../../precious", "a\0b"])
def test_a_lock_cannot_remove_what_is_outside(folder, path):
    precious = folder.parent / "precious"
    precious.write_text("mine")
    files = {path.format(folder.parent): write.digest("mine")}
    (folder / write.LOCK).write_text(json.dumps({"files": files}))
    put(NEW, folder)

    assert precious.read_text() == "mine"


def test_a_link_to_a_folder_stays_a_link(folder, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(folder)
    put(NEW, link)

    assert link.is_symlink()
    assert content(folder).items() >= package(NEW).items()


def test_count_untouched_notices_every_edit(folder):
    lock = write.digest((folder / write.LOCK).read_bytes())
    assert write.count_untouched(folder, lock) == 4

    (folder / "src/a/__init__.py").write_text("mine")
    assert write.count_untouched(folder, lock) is None
    assert write.count_untouched(folder, "another") is None
    assert write.count_untouched(folder.parent, lock) is None


# --- Whole or not at all ------------------------------------------------------------------------


def break_at(monkeypatch, step, error):
    """Let the given call of `Path.replace` fail, counted from 0; the calls after it succeed."""
    real, calls = Path.replace, []

    def replace(self, target):
        calls.append(target)
        if len(calls) == step + 1:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", range(6))
def test_a_failure_while_moving_is_undone(folder, monkeypatch, step, error):
    before = content(folder)
    break_at(monkeypatch, step, error)

    with pytest.raises((EngrossError, KeyboardInterrupt)) as raised:
        put(NEW, folder)

    assert content(folder) == before
    assert raised.type is KeyboardInterrupt or "nothing was changed" in str(raised.value)


def test_a_failure_while_a_new_package_is_moved_leaves_nothing(tmp_path, monkeypatch):
    break_at(monkeypatch, 2, OSError(5, "Input/output error"))

    with pytest.raises(EngrossError, match="Input/output error; nothing was changed"):
        put(OLD, tmp_path / "deep" / "a")

    assert list(tmp_path.iterdir()) == []


def test_a_move_that_cannot_be_undone_is_not_called_harmless(folder, monkeypatch):
    real = Path.replace

    def replace(self, target):
        if self.name == "old.py" and ".engross" not in self.parts:
            return real(self, target)
        raise OSError(5, "Input/output error", str(self))

    monkeypatch.setattr(Path, "replace", replace)

    with pytest.raises(EngrossError, match="incomplete, generate it again"):
        put(NEW, folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_waits_until_all_is_moved(folder, monkeypatch, number):
    real = Path.replace

    def replace(self, target):
        signal.raise_signal(number)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    handler = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            put(NEW, folder)
    finally:
        signal.signal(signal.SIGTERM, handler)

    assert content(folder) == {**package(NEW), ".venv/mine": "mine"}


def test_the_next_run_completes_what_a_kill_cut_off(tmp_path, monkeypatch):
    """Nothing can be undone then; that the folder is ours must still be known."""
    monkeypatch.setattr(write, "_move_back", lambda _: None)
    monkeypatch.setattr(write.shutil, "rmtree", lambda *_, **__: None)
    break_at(monkeypatch, 2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        put(OLD, tmp_path)
    monkeypatch.undo()
    assert (tmp_path / write.STAGING).exists()

    put(OLD, tmp_path)

    assert content(tmp_path) == package(OLD)


def test_what_a_kill_left_before_the_first_move_is_no_foreign_folder(tmp_path):
    (tmp_path / write.STAGING / "new").mkdir(parents=True)

    put(OLD, tmp_path)

    assert content(tmp_path) == package(OLD)


def test_a_full_disk_is_told_and_changes_nothing(folder, monkeypatch):
    """A disk reports that it is full when the data reaches it, which is at the `fsync`."""
    before = content(folder)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(EngrossError, match="No space left on device; nothing was changed"):
        put(NEW, folder)

    assert content(folder) == before


# --- Two runs at once ---------------------------------------------------------------------------


def test_a_second_run_waits_for_the_first(tmp_path):
    order = []

    def second():
        with write.locked(tmp_path):
            order.append("second")

    with write.locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


def test_no_place_for_the_lock_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(write.tempfile, "gettempdir", lambda: str(tmp_path / "file"))

    with (
        pytest.raises(EngrossError, match=r"cannot lock .*generated"),
        write.locked(Path("generated")),
    ):
        pass


def test_a_file_is_replaced_through_a_link(tmp_path):
    there, link = tmp_path / "there", tmp_path / "link"
    there.write_text("old")
    link.symlink_to(there)

    write.write_file(link, "new")

    assert (there.read_text(), link.is_symlink()) == ("new", True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "there"]


def test_a_file_is_as_it_was_when_another_cannot_be_written(tmp_path, monkeypatch):
    place = tmp_path / "file"
    place.write_text("old")

    def no_room(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    with pytest.raises(EngrossError, match="No space left"):
        write.write_file(place, "new")

    assert place.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_half_of_a_pair_is_written_as_jsons_escape(tmp_path):
    write.write_file(tmp_path / "file", '"\ud800"')

    assert (tmp_path / "file").read_text("utf-8") == '"\\ud800"'
