"""Lays out a package's Python once, at the end, as `ruff` does."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from engross import cache
from engross.errors import EngrossError


def format_python(files: Mapping[str, str], *, package: str) -> dict[str, str]:
    """Sort imports and lay out every Python file as `ruff` does.

    Args:
        files: Path to text; what is not Python is returned as it is.
        package: The import name, so that its imports are sorted as its own.

    Raises:
        EngrossError: There is no room for temporary files, or `ruff` cannot run.
    """
    python = {path: text for path, text in files.items() if path.endswith(".py")}
    kept = cache.key("formatted", _identity(), package)
    known: dict[str, str] = json.loads(cache.recall(kept) or "{}")
    names = {path: cache.key(Path(path).name, text) for path, text in python.items()}
    fresh = {path: text for path, text in python.items() if names[path] not in known}
    laid_out = _lay_out(fresh, package) if fresh else {}
    formatted = {path: laid_out.get(path) or known.get(names[path], "") for path in python}
    if fresh:
        cache.keep(kept, json.dumps({names[path]: text for path, text in formatted.items()}))
    return {**files, **formatted}


@functools.cache
def _identity() -> str:
    """Say all that the layout depends on besides the text and the package's name."""
    from importlib.metadata import version

    return cache.key(version("ruff"), Path(__file__).read_bytes())


def _lay_out(python: Mapping[str, str], package: str) -> dict[str, str]:
    own = f"lint.isort.known-first-party = ['{package}', '_runner']"
    try:
        with tempfile.TemporaryDirectory(prefix="engross-", ignore_cleanup_errors=True) as folder:
            for path, text in python.items():
                place = Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(text.encode())
            _ruff(folder, "check", "--fix-only", "--select=I,F401", "--config", own)
            _ruff(folder, "format")
            return {path: Path(folder, path).read_bytes().decode() for path in python}
    except OSError as error:
        raise EngrossError(f"cannot format the package: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise EngrossError(
            f"a file's name has {error.object[error.start]!a}, which this system's {error.encoding}"
            " cannot write: set PYTHONUTF8=1"
        ) from error


def _ruff(folder: str, command: str, *options: str) -> None:
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    common = ("--isolated", "--no-cache", "--target-version=py311", "--line-length=100")
    done = subprocess.run(  # noqa: S603 - our own pinned tool, no shell
        [find_ruff_bin(), command, *common, *options, folder],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        cwd=folder,
    )
    if done.returncode:
        told = done.stderr.replace(f"{folder}{os.sep}", "").strip()
        raise EngrossError(f"cannot format the package: ruff {command}: {told}")
