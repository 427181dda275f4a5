"""Asks git whether files are as they were committed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from engross.errors import EngrossError, Problem


def refuse_changes(root: Path, folders: Iterable[Path]) -> None:
    """Refuse to go on over what is not committed; without git, or outside of it, nothing is.

    Args:
        root: The project's folder.
        folders: Where nothing may be changed, added or removed.

    Raises:
        EngrossError: Something is.
    """
    told = ("git", "-c", "core.quotePath=false", "status", "--porcelain", "--no-renames")
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            [*told, "--untracked-files=normal", "--", *map(str, folders)],
            cwd=root,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return
    changed = [] if done.returncode else done.stdout.decode(errors="replace").splitlines()
    if changed:
        problems = [Problem(message="not committed", file=line[3:].strip('"')) for line in changed]
        raise EngrossError(
            [*problems, Problem(message="commit or undo these first: a release is made of commits")]
        )
