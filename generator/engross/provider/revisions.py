"""The released revisions of a provider: `revisions/<version>.yaml`.

A document of several files is frozen whole, as a folder: `revisions/<version>/openapi.yaml` and
the files it refers to, under their own names. Beside either lies `<version>.lock`, which
`engross release` writes: what else was released.
"""

from __future__ import annotations

import re
from pathlib import Path

from engross.errors import EngrossError
from engross.provider.targets import SPEC

REVISIONS = "revisions"

Version = tuple[int, int, int]


def parse_version(text: str) -> Version | None:
    """Read three numbers, as in "0.1.0"; None where they are no such version."""
    number = r"(0|[1-9][0-9]{0,8})"
    match = re.fullmatch(rf"{number}\.{number}\.{number}", text)
    return None if match is None else (int(match[1]), int(match[2]), int(match[3]))


def print_version(version: Version) -> str:
    """Write a version as it is read."""
    return ".".join(map(str, version))


def revision_of(folder: Path, version: str) -> Path:
    """Say where the document of a released version is, or would be.

    Args:
        folder: `specs/<provider>`.
        version: As in the file's name.
    """
    whole = folder / REVISIONS / version / SPEC
    return whole if whole.exists() else folder / REVISIONS / f"{version}.yaml"


def list_revisions(folder: Path) -> dict[Version, Path]:
    """Find the documents of all released versions, the earliest first.

    Args:
        folder: `specs/<provider>`.

    Raises:
        EngrossError: A document is named no version, so that it has no place in the order.
    """
    found: dict[Version, Path] = {}
    for path in sorted((folder / REVISIONS).glob("[!.]*")):
        if path.suffix == ".yaml" or path.is_dir():
            name = path.name.removesuffix(".yaml")
            version = parse_version(name)
            if version is None:
                raise EngrossError(
                    f"{path}: {name!r} is no version such as 0.1.0: rename or remove it"
                )
            found[version] = revision_of(folder, name)
    return dict(sorted(found.items()))
