"""Keeps what was expensive to make under a name that says everything it was made from.

Small files in the user's cache folder, which can be deleted at any time: what is missing, damaged
or cannot be kept is made again, and the same comes out.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import sys
import time
from pathlib import Path

# Longer than between two looks at a package that is looked after.
_DAYS = 60


def folder() -> Path:
    """Give the place for what can be made again."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - never raises
    return Path(base, "engross")


def key(*facts: object) -> str:
    """Give the name of what is made from some facts, all of which their `repr` tells apart."""
    return hashlib.sha256("\0".join(map(repr, facts)).encode("utf-8", "surrogatepass")).hexdigest()


def tree(root: Path) -> bytes:
    """Give the sha256 of a folder: the names and the contents of its files, compiled code aside."""
    state = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            state.update(os.fsencode(path.relative_to(root)) + b"\0")
            state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.digest()


@functools.cache
def own_code() -> str:
    """Say all that what is made depends on besides the input: our code, and the Python it runs on.

    What is made with the help of an installed package depends on its version too.
    """
    return f"{sys.version} {tree(Path(__file__).parent).hex()}"


def recall(name: str) -> str | None:
    """Give what was kept under a name, where that is still there and whole."""
    data = _read(folder() / "made" / name)
    return None if data is None else data.decode()


def keep(name: str, text: str) -> None:
    """Keep a text under a name; a cache that cannot be written is no loss."""
    with contextlib.suppress(UnicodeEncodeError):
        _write(folder() / "made" / name, text.encode())


def recall_own(name: str) -> bytes | None:
    """Give what was made of our own code alone, as long as that has not changed."""
    return _read(folder() / "own" / name, own_code())


def keep_own(name: str, data: bytes) -> None:
    """Keep what was made of our own code alone; under a name only the newest is kept."""
    _write(folder() / "own" / name, data, own_code())


def _read(place: Path, salt: str = "") -> bytes | None:
    with contextlib.suppress(OSError, ValueError):
        digest, _, data = place.read_bytes().partition(b"\n")
        if _digest(data, salt) == digest:
            os.utime(place)
            return data
    return None


def _write(place: Path, data: bytes, salt: str = "") -> None:
    with contextlib.suppress(OSError, ValueError):
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.{os.getpid()}")
        part.write_bytes(_digest(data, salt) + b"\n" + data)
        part.replace(place)


def _digest(data: bytes, salt: str) -> bytes:
    return hashlib.sha256(salt.encode() + data).hexdigest().encode()


def sweep() -> None:
    """Remove what nobody asked for in a long time."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder() / "made"):
            if entry.stat().st_mtime < time.time() - _DAYS * 86_400:
                Path(entry.path).unlink()
