"""Makes the folder of a new provider: a small spec that generates at once, to be written over."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from engross.emit.render import render
from engross.errors import EngrossError
from engross.provider import client_name, package_name
from engross.write import digest

PAGE = "sources/get-thing.md"
FILES = (
    "README.md",
    "examples/things.get.success.json",
    "openapi.yaml",
    "provider.yaml",
    PAGE,
    "sources.yaml",
)


def scaffold(root: Path, provider: str) -> list[Path]:
    """Write `specs/<provider>/`.

    Args:
        root: The project's folder.
        provider: The folder's name.

    Returns:
        The files that were written.

    Raises:
        EngrossError: The name will not do, the provider exists, or the folder cannot be written.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", provider):
        raise EngrossError(
            f"{provider!r} will not do as a provider's name: write lower-case ASCII letters, digits"
            " and hyphens, a letter first"
        )
    folder = root / "specs" / provider
    if os.path.lexists(folder):
        raise EngrossError(f"{folder} exists already; nothing was changed")
    texts = _texts(provider)
    try:
        folder.mkdir(parents=True)
        _fill(folder, texts)
    except OSError as error:
        raise EngrossError(f"cannot write {folder}: {error.strerror}") from error
    return [folder / name for name in texts]


def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        for name, text in texts.items():
            place = folder / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(text.encode())
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _texts(provider: str) -> dict[str, str]:
    facts = {
        "provider": provider,
        "client": client_name(provider),
        "package": package_name(provider),
    }
    page = render(f"provider/{PAGE}.jinja", **facts)
    facts["sha256"] = digest(page)
    return {name: render(f"provider/{name}.jinja", **facts) for name in FILES}
