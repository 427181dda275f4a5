"""Remembers which inputs led to a package, so that a run with nothing new to do is quick.

A note holds a key and the sha256 of the package's `engross.lock`. The key covers everything the
output depends on: the provider's folder, the generator's own code and what is installed beside it.
The lock in turn has a sha256 for each file, so that a package edited by hand is noticed. Notes are
small files in the user's cache folder, one for each output; they can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engross import cache, write
from engross.provider import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What one target's output depends on, and what was noted about that output."""

    key: str
    """Empty where nothing can be told in advance; then there is always something to do."""
    output: Path

    @classmethod
    def of(cls, target: Target) -> Fingerprint:
        """Hash what the output depends on; a document outside `specs/` is always read."""
        key = ""
        with contextlib.suppress(OSError):
            if target.folder is not None and target.authored:
                key = _key(target, target.folder)
        return cls(key=key, output=target.output)

    def unchanged(self) -> int | None:
        """Give the number of files where the output is what these inputs led to, else None.

        Raises:
            EngrossError: A file of the output cannot be read.
        """
        with contextlib.suppress(OSError, ValueError):
            key, lock = self._note().read_text(encoding="ascii").split()
            if key == self.key:
                return write.count_untouched(self.output, lock)
        return None

    def remember(self, lock: str) -> None:
        """Note what the inputs led to; a cache that cannot be written is no loss."""
        with contextlib.suppress(OSError):
            if self.key:
                note = self._note()
                note.parent.mkdir(parents=True, exist_ok=True)
                note.write_text(f"{self.key} {write.digest(lock)}", encoding="ascii")

    def _note(self) -> Path:
        return cache.folder() / write.digest(os.fsencode(os.path.realpath(self.output)))


def _key(target: Target, folder: Path) -> str:
    state = hashlib.sha256(f"{target.package}\0{sys.version}\0".encode())
    for root in (Path(__file__).parent, folder):
        state.update(cache.tree(root))
    for name in sorted(_installed()):
        state.update(f"{name}\0".encode())
    return state.hexdigest()


def _installed() -> Iterator[str]:
    """Name what is installed, with versions, without importing any of it."""
    for folder in {Path(entry) for entry in sys.path}:
        if folder.is_dir():
            yield from (path.name for path in folder.glob("*.dist-info"))
