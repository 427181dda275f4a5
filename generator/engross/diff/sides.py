"""What is compared: a file, a file as it is in a git revision, or a released revision."""

from __future__ import annotations

import posixpath
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from os import fsdecode
from pathlib import Path

from engross.errors import EngrossError, Problem
from engross.ir import Api
from engross.pointer import Pointer
from engross.provider import (
    find_providers,
    list_providers,
    list_revisions,
    print_version,
    revision_of,
)
from engross.spec import Reading, read

_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two documents of a comparison."""

    name: str
    """As the user wrote it."""
    reading: Reading
    reference: str = ""
    """What `name` has before the path: `GITREF:`, or nothing."""

    @property
    def api(self) -> Api:
        """What was read from it."""
        return self.reading.api

    @property
    def path(self) -> Path:
        """The file that was read."""
        return self.reading.library.root

    def locate(self, pointer: Pointer) -> Problem:
        """Give the file, line and column of a node."""
        return self.reading.locate(pointer)


def since_release(root: Path, provider: str) -> tuple[str, str]:
    """Say which two sides tell what changed since a provider's last release.

    Args:
        root: The project's folder.
        provider: The provider's name.

    Raises:
        EngrossError: There is no such provider, or nothing of it was released.
    """
    if provider not in list_providers(root) and Path(provider).exists():
        raise EngrossError(f"{provider!r} is one document: name the one to compare it with too")
    (target,) = find_providers(root, [provider])
    assert target.folder is not None
    versions = list(list_revisions(target.folder))
    if not versions:
        raise EngrossError(
            f"nothing of {provider!r} was released: 'engross release {provider}' makes the first"
            " revision to compare with"
        )
    return f"{provider}@{print_version(versions[-1])}", str(target.spec)


@contextmanager
def opened(root: Path, word: str) -> Iterator[Side]:
    """Read a side.

    Args:
        root: The project's folder, for `provider@version`.
        word: A path, `GITREF:path` or `provider@version`.

    Raises:
        EngrossError: There is no such file, revision or version, or it is no OpenAPI document.
    """
    reference, colon, path = word.partition(":")
    provider, at, version = word.partition("@")
    released = revision_of(root / "specs" / provider, version)
    if Path(word).exists():
        yield Side(name=word, reading=read(Path(word), authored=False))
    elif at and (root / "specs" / provider).is_dir():
        if "/" in version or not released.exists():
            raise EngrossError(
                f"{word!r}: there is no {released} (known: {_versions(root, provider)})"
            )
        yield Side(name=word, reading=read(released, authored=False))
    elif colon and reference and path:
        with tempfile.TemporaryDirectory(prefix="engross-") as folder:
            try:
                copy = _check_out(reference, path, Path(folder))
            except EngrossError as error:
                raise EngrossError(f"{word!r}: {error.problems[0].message}") from None
            yield Side(
                name=word,
                reading=read(copy, authored=False, name=word),
                reference=f"{reference}:",
            )
    else:
        raise EngrossError(
            f"{word!r} is no file; name one, or write GITREF:path or provider@version"
        )


def _versions(root: Path, provider: str) -> str:
    return ", ".join(map(print_version, list_revisions(root / "specs" / provider))) or "none yet"


def _check_out(reference: str, path: str, folder: Path) -> Path:
    """Copy a document, and the others of its folder, as they are in a git revision."""
    tree = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{tree}}")
    above, name = posixpath.split(path)
    where = f"{tree.decode().strip()}:./{above}"
    try:
        listed = fsdecode(_git("ls-tree", "--full-tree", "-r", "-z", where))
    except EngrossError:
        listed = ""  # There is no such folder.
    ids = {}
    for entry in listed.split("\0"):
        head, _, found = entry.partition("\t")
        if " blob " in head and (found.endswith(_SUFFIXES) or found == name):
            ids[found] = head.split()[2]
    if name not in ids:
        raise EngrossError(f"there is no file {path!r} in {reference!r}, seen from this folder")
    for found, content in zip(ids, _blobs(ids.values()), strict=True):
        place = folder / found
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder / name


def _blobs(ids: Iterable[str]) -> Iterator[bytes]:
    """Read objects, all with one call of git."""
    told = BytesIO(_git("cat-file", "--batch", given="\n".join(ids).encode() + b"\n"))
    while head := told.readline():
        yield told.read(int(head.split()[2]))
        told.read(1)


def _git(*words: str, given: bytes = b"") -> bytes:
    # The words go to git as they are, with no shell between.
    command = ["git", *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, input=given)  # noqa: S603
    except FileNotFoundError:
        raise EngrossError("git is not installed") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise EngrossError(f"git: {told or 'there is no such revision'}")
    return done.stdout
