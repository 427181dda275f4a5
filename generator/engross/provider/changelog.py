"""What changed for callers from version to version: `CHANGELOG.md`, which `release` adds to."""

from __future__ import annotations

from engross.errors import Problem, SpecError
from engross.provider.targets import Target

CHANGELOG = "CHANGELOG.md"


def read_changelog(target: Target) -> str:
    """Read the changelog of a provider's package; empty where there is none yet.

    Raises:
        SpecError: It is no text.
    """
    path = None if target.folder is None else target.folder / CHANGELOG
    if path is None or not path.exists():
        return ""
    try:
        # Line endings are those of the checkout and do not count.
        return path.read_bytes().decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8: save it as UTF-8"
        raise SpecError([Problem(message=message, file=str(path))]) from error
