"""Puts a package on disk: compares, writes what changed, removes what is left over.

Nothing above this module touches the output. Every changed file is first written whole into a
folder beside its place; only when all of them are there are they moved, and moved back if that
fails. So a full disk, an interrupt or an error leaves the old package as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engross.errors import EngrossError

LOCK = "engross.lock"
# Where changed files wait inside the output; one that is found was left by a run that was killed.
STAGING = ".engross"
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How the files on disk differ from those that should be there; paths are the package's own."""

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    """Written by an earlier run from an earlier input."""
    edited: tuple[str, ...] = ()
    """Not what any run of ours wrote: changed by hand. Some of them may be left over too."""
    left_over: tuple[str, ...] = ()
    """Written by an earlier run and no longer part of the package."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.edited or self.left_over)

    def __len__(self) -> int:
        """Count the files that differ."""
        return len({*self.missing, *self.stale, *self.edited, *self.left_over})

    @property
    def is_new(self) -> bool:
        """Whether there is no package yet."""
        return LOCK in self.missing and not (self.stale or self.edited or self.left_over)

    def lines(self) -> Iterator[str]:
        """Say each difference in a line: `stale: src/uncash/models.py`."""
        yield from (f"missing: {path}" for path in self.missing)
        yield from (f"stale: {path}" for path in self.stale)
        yield from (f"edited by hand: {path}" for path in self.edited)
        yield from (f"left over: {path}" for path in self.left_over)


def digest(data: str | bytes) -> str:
    """Give the sha256 of a text (in UTF-8) or bytes, in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def with_lock(files: Mapping[str, str], facts: Mapping[str, object]) -> dict[str, str]:
    """Add `engross.lock`: what the package was made from, and a sha256 for each of its files."""
    lock = {**facts, "files": {path: digest(files[path]) for path in sorted(files)}}
    return {**files, LOCK: json.dumps(lock, indent=2) + "\n"}


def compare(files: Mapping[str, str], folder: Path) -> Changes:
    """Say how a folder differs from a package's files; a folder that is not there lacks them all.

    Raises:
        EngrossError: The folder is none, cannot be read, or holds files but no package of ours.
    """
    recorded = _recorded(folder)
    missing: list[str] = []
    stale: list[str] = []
    edited: list[str] = []
    for path, text in sorted(files.items()):
        there = _read(folder / path)
        if there is None:
            missing.append(path)
        elif there != text.encode():
            known = path == LOCK or recorded.get(path) == digest(there)
            (stale if known else edited).append(path)
    left_over: list[str] = []
    for path in sorted(recorded.keys() - files.keys()):
        there = _read(folder / path)
        if there is not None:
            left_over.append(path)
            if digest(there) != recorded[path]:
                edited.append(path)
    return Changes(
        missing=tuple(missing), stale=tuple(stale), edited=tuple(edited), left_over=tuple(left_over)
    )


def count_untouched(folder: Path, lock_digest: str) -> int | None:
    """Give the number of files where a folder is what a run left there, else None.

    Args:
        folder: The package's root.
        lock_digest: The sha256 of the `engross.lock` that the run wrote.

    Raises:
        EngrossError: A file cannot be read.
    """
    lock = _read(folder / LOCK)
    if lock is None or digest(lock) != lock_digest or was_killed(folder):
        return None
    recorded = _recorded(folder)
    same = all(
        (there := _read(folder / path)) is not None and digest(there) == known
        for path, known in recorded.items()
    )
    return len(recorded) + 1 if same else None


def was_killed(folder: Path) -> bool:
    """Whether a run that was killed left its files behind."""
    return (folder / STAGING).exists()


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Keep other runs of ours away from a folder; wait for one that is at it.

    Raises:
        EngrossError: There is no place for the lock.
    """
    from filelock import FileLock

    name = digest(os.fsencode(os.path.realpath(folder)))[:16]
    try:
        lock = FileLock(Path(tempfile.gettempdir(), f"engross-{name}.lock"))
        lock.acquire()
    except OSError as error:
        raise EngrossError(f"cannot lock {folder}: {error.strerror or error}") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def undisturbed() -> Generator[None]:
    """Hold Ctrl-C and SIGTERM back for a block that takes milliseconds and must not be cut off."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    handlers = {
        number: signal.signal(number, lambda came, _: caught.append(came))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for came in caught:
            signal.raise_signal(came)


def _recorded(folder: Path) -> dict[str, str]:
    """Give path and sha256 of each file that an earlier run wrote; a broken lock records none."""
    lock = _read(folder / LOCK)
    if lock is None:
        _refuse_foreign(folder)
        return {}
    try:
        files = json.loads(lock)["files"].items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    # A lock says which files to remove, and may come from anywhere: nothing outside is ours.
    inside = ((path, known) for path, known in files if _is_inside(Path(path)))
    return {path: str(known) for path, known in inside}


def _is_inside(path: Path) -> bool:
    return not path.anchor and ".." not in path.parts and "\0" not in str(path)


def _refuse_foreign(folder: Path) -> None:
    try:
        others = [name for name in os.listdir(folder) if name != STAGING]  # noqa: PTH208 - OSError
    except FileNotFoundError:
        return
    except OSError as error:
        raise EngrossError(f"cannot use {folder}: {error.strerror}; name another folder") from error
    if others:
        raise EngrossError(
            f"{folder} is not empty and was not written by engross (it has no {LOCK}):"
            " name a new or empty folder with --output"
        )


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise EngrossError(f"cannot read {path}: {error.strerror}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A folder, the files of ours it should hold, and how it differs from that."""

    files: Mapping[str, str]
    folder: Path
    changes: Changes


def part_of(folder: Path, files: Mapping[str, str], gone: Collection[str] = ()) -> Part:
    """Say which of some files of a folder, most of which are no package's, are to be written.

    Args:
        folder: Where they are.
        files: By their path in it.
        gone: What is to be removed.
    """
    there = {name: (folder / name).read_bytes() for name in files if (folder / name).exists()}
    changes = Changes(
        missing=tuple(name for name in files if name not in there),
        stale=tuple(name for name, raw in there.items() if raw != files[name].encode()),
        left_over=tuple(gone),
    )
    return Part(files=files, folder=folder, changes=changes)


def write(files: Mapping[str, str], folder: Path, changes: Changes) -> None:
    """Make a folder hold exactly these files of ours; files of others in it stay.

    Raises:
        EngrossError: The folder cannot be written; it is then as it was.
    """
    write_all([Part(files=files, folder=folder, changes=changes)])


def write_all(parts: Sequence[Part]) -> None:
    """Write several folders, each as `write` does: all of them, in this order, or none.

    Raises:
        EngrossError: One of them cannot be written; all are then as they were.
    """
    places = [Path(os.path.realpath(part.folder)) for part in parts]
    created = [
        path for at in places for path in (at, *at.parents) if not os.path.lexists(path)
    ]  # fmt: skip
    try:
        for part, place in zip(parts, places, strict=True):
            place.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(place / STAGING, ignore_errors=True)
            files = {path: part.files[path] for path in _changed(part)}
            replaced = {*part.changes.stale, *part.changes.edited}
            _stage(files, place / STAGING / "new", replaced)
        with undisturbed():
            _move([move for at in zip(parts, places, strict=True) for move in _moves(*at)])
    except OSError as error:
        reason = error.strerror or str(error)
        folders = ", ".join(str(part.folder) for part in parts)
        raise EngrossError(f"cannot write {folders}: {reason}; nothing was changed") from error
    finally:
        with undisturbed():
            for part, place in zip(parts, places, strict=True):
                shutil.rmtree(place / STAGING, ignore_errors=True)
                _prune(place, (*part.changes.missing, *part.changes.left_over))
            for path in created:
                _remove_empty(path)


def write_file(path: Path, text: str) -> None:
    """Write one file that is no part of a package, whole or not at all.

    Raises:
        EngrossError: It cannot be written; what was there is there still.
    """
    place = Path(os.path.realpath(path))
    # JSON has an escape for half of a surrogate pair, and the same one.
    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():
            # A pipe or a device keeps nothing: there is nothing to lose.
            path.write_bytes(data)
            return
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=STAGING) as folder:
            Path(folder, place.name).write_bytes(data)
            _settle(Path(folder, place.name))
            with undisturbed():
                Path(folder, place.name).replace(place)
    except OSError as error:
        raise EngrossError(f"cannot write {path}: {error.strerror or error}") from error


def _changed(part: Part) -> list[str]:
    """Name the files to write, the lock first.

    Should even the undoing be cut off, the next run then knows the folder as ours and sees that
    the rest is not what the lock says.
    """
    changes = part.changes
    changed = {*changes.missing, *changes.stale, *changes.edited} & part.files.keys()
    return sorted(changed, key=lambda path: (path != LOCK, path))


def _stage(files: Mapping[str, str], folder: Path, replaced: Collection[str]) -> None:
    """Write files where they can wait on the same disk.

    Args:
        files: All of them, by their paths in the folder.
        folder: The place where they wait.
        replaced: Those that another file makes room for: it may not go before they are on the
            disk. Of the others nothing is lost that cannot be made again.
    """
    from concurrent.futures import ThreadPoolExecutor

    for parent in {(folder / path).parent for path in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).write_bytes(text.encode())
    # A disk takes many files in not much more time than one, if it is asked for all at once.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(_settle, (folder / path for path in files if path in replaced)):
            pass


def _settle(place: Path) -> None:
    """See that a file is on the disk."""
    with place.open("rb+") as file:
        os.fsync(file.fileno())


def _moves(part: Part, place: Path) -> Iterator[tuple[Path, Path]]:
    """Say how the old files are put aside and the new ones in place."""
    new, old = place / STAGING / "new", place / STAGING / "old"
    for path in part.changes.left_over:
        yield place / path, old / path
    for path in _changed(part):
        if os.path.lexists(place / path):
            yield place / path, old / path
        yield new / path, place / path


def _move(moves: Sequence[tuple[Path, Path]]) -> None:
    """Make the moves; undo them all if one fails."""
    done: list[tuple[Path, Path]] = []
    try:
        for parent in {target.parent for _, target in moves}:
            parent.mkdir(parents=True, exist_ok=True)
        for source, target in moves:
            done.append((source, target))
            source.replace(target)
    except BaseException:
        _move_back(done)
        raise


def _move_back(done: Sequence[tuple[Path, Path]]) -> None:
    try:
        for source, target in reversed(done):
            if os.path.lexists(target) and not os.path.lexists(source):
                target.replace(source)
    except OSError as error:
        raise EngrossError(
            f"cannot write {error.filename}: {error.strerror}; its package is now incomplete,"
            " generate it again"
        ) from error


def _prune(folder: Path, paths: Iterable[str]) -> None:
    """Remove the folders above some paths, as far as nothing is in them."""
    parents = {parent for path in paths for parent in Path(path).parents[:-1]}
    for parent in sorted(parents, key=lambda parent: len(parent.parts), reverse=True):
        _remove_empty(folder / parent)


def _remove_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()
