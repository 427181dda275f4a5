"""Lays out a package's Python once, at the end, as `ruff` does."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from engross import cache
from engross.errors import EngrossError

_FUTURE = "from __future__ import annotations\n"
_SORTING = ("--fix-only", "--select=I")
_OURS = Path(__file__).parent
_COPIED = {"_runtime": _OURS / "runtime", "_runner": _OURS / "conformance" / "runner"}
"""Folders of a package that are copied from ours, where everything is laid out."""


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
    laid_out = {path: text for path, text in fresh.items() if _is_copied(Path(path), text)}
    laid_out |= _lay_out({p: text for p, text in fresh.items() if p not in laid_out}, package)
    formatted = {path: laid_out.get(path) or known.get(names[path], "") for path in python}
    if fresh:
        cache.keep(kept, json.dumps({names[path]: text for path, text in formatted.items()}))
    return {**files, **formatted}


@functools.cache
def _identity() -> str:
    """Say all that the layout depends on besides the text and the package's name."""
    from importlib.metadata import version

    return cache.key(version("ruff"), Path(__file__).read_bytes())


def _is_copied(path: Path, text: str) -> bool:
    """Whether a file is one of ours word for word."""
    home = _COPIED.get(path.parent.name)
    source = home / path.name if home else None
    return source is not None and source.is_file() and source.read_text(encoding="utf-8") == text


def _lay_out(python: Mapping[str, str], package: str) -> dict[str, str]:
    """Lay out in one piece what imports just what it uses: a file costs more than its lines.

    Imports that nothing uses are taken out of the rest, for which `ruff` has to see files.
    """
    exact = [f"src/{package}/models", f"src/{package}/_runtime/", "tests/_runner/"]
    whole = {
        path: text
        for path, text in python.items()
        if path.startswith(tuple(exact)) and _FUTURE in text
    }
    laid_out = _in_one_piece(whole, package) if whole else {}
    others = {path: text for path, text in python.items() if path not in laid_out}
    return laid_out | _in_a_folder(others, package) if others else laid_out


def _in_one_piece(python: Mapping[str, str], package: str) -> dict[str, str]:
    """Lay out what stands behind the docstring of each file, as far as there is nothing wrong."""
    parts = {path: text.partition(_FUTURE) for path, text in python.items()}
    cut = f"\n_cut_{cache.key(*python.values())}\n"
    document = cut.join(f"{_FUTURE}{rest}" for _, _, rest in parts.values())
    try:
        sorted_ = _ruff(["check", *_SORTING, *_own(package), "--config", "src = []", "-"], document)
        pieces = _ruff(["format", "-"], sorted_).split(cut)
    except EngrossError:
        # The folder tells which file is to blame.
        return {}
    heads = {path: head for path, (head, _, _) in parts.items()}
    return {
        path: f"{head}{piece.strip()}\n"
        for (path, head), piece in zip(heads.items(), pieces, strict=True)
    }


def _in_a_folder(python: Mapping[str, str], package: str) -> dict[str, str]:
    try:
        with tempfile.TemporaryDirectory(prefix="engross-", ignore_cleanup_errors=True) as folder:
            for path, text in python.items():
                place = Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(text.encode())
            fixes = [*_SORTING, "--extend-select=F401", *_own(package)]
            _ruff(["check", *fixes, folder], folder=folder)
            _ruff(["format", folder], folder=folder)
            return {path: Path(folder, path).read_bytes().decode() for path in python}
    except OSError as error:
        raise EngrossError(f"cannot format the package: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise EngrossError(
            f"a file's name has {error.object[error.start]!a}, which this system's {error.encoding}"
            " cannot write: set PYTHONUTF8=1"
        ) from error


def _own(package: str) -> tuple[str, str]:
    return "--config", f"lint.isort.known-first-party = ['{package}', '_runner']"


def _ruff(words: Sequence[str], text: str = "", folder: str | None = None) -> str:
    """Run `ruff`, in a folder whose name is left out of what it says.

    Args:
        words: The command, its options, and what it is about.
        text: What is given to `-`.
        folder: Where to run it.

    Returns:
        What it makes of the text.
    """
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    command, *rest = words
    common = ("--isolated", "--no-cache", "--target-version=py311", "--line-length=100")
    done = subprocess.run(  # noqa: S603 - our own pinned tool, no shell
        [find_ruff_bin(), command, *common, *rest],
        capture_output=True,
        input=text.encode(),
        check=False,
        cwd=folder,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        told = said.replace(f"{folder}{os.sep}", "") if folder else said
        raise EngrossError(f"cannot format the package: ruff {command}: {told}")
    return done.stdout.decode()
