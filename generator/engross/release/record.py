"""What is kept of a release: the document, the choices of `provider.yaml`, and what was built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from engross import write
from engross.errors import EngrossError
from engross.ir import Json
from engross.provider import CHANGELOG, SPEC
from engross.release.surface import CHOICES, UNCHOSEN
from engross.spec import Reading

_UNINSTALLED = (CHANGELOG, write.LOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was released beside the document: `revisions/<version>.lock`."""

    choices: Mapping[str, Json]
    document: Mapping[str, str]
    """Path and sha256 of each file that was frozen."""
    files: Mapping[str, str]
    """Path and sha256 of each file that users install, at the version it was released as."""

    def text(self) -> str:
        """Write it down."""
        return json.dumps(asdict(self), indent=2) + "\n"


def read_record(document: Path, version: str) -> Record | None:
    """Read what was released beside a document; None where that was not kept.

    Args:
        document: The frozen document.
        version: What it was released as.

    Raises:
        EngrossError: It is not as it was written, or the document is not.
    """
    whole = document.parent.name == version
    path = (document.parent if whole else document).with_name(f"{version}.lock")
    try:
        content = json.loads(path.read_bytes())
        record = Record(**{field.name: dict(content[field.name]) for field in fields(Record)})
        record = replace(record, choices={**UNCHOSEN, **record.choices})
        if record.choices.keys() != set(CHOICES):
            raise KeyError(CHOICES)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise EngrossError(
            f"{path}: this is not what 'engross release' wrote: restore it, or remove it to"
            " compare the document alone"
        ) from error
    for name, known in record.document.items():
        frozen_file = path.parent / name
        if not frozen_file.exists() or _digest(_text(frozen_file)) != known:
            raise EngrossError(f"{frozen_file} is not what was released: restore it")
    return record


def installed(files: Mapping[str, str]) -> dict[str, str]:
    """Give path and sha256 of each file of a package that reaches its users."""
    return {
        path: write.digest(text)
        for path, text in sorted(files.items())
        if path not in _UNINSTALLED and not path.startswith("tests/")
    }


def frozen(reading: Reading, version: str) -> dict[str, str]:
    """Give the files of a document under the names they are kept by in `revisions/`.

    Args:
        reading: The document.
        version: What it is released as.
    """
    library = reading.library
    others = {name: library.folder / name for name in library.documents if name}
    if not others:
        return {f"{version}.yaml": _text(library.root)}
    files = {SPEC: library.root, **others}
    return {f"{version}/{name}": _text(path) for name, path in files.items()}


def recorded(document: Mapping[str, str]) -> dict[str, str]:
    """Give path and sha256 of each file that is frozen."""
    return {path: _digest(text) for path, text in document.items()}


def _digest(text: str) -> str:
    """Give a sha256; line endings are those of the checkout and do not count."""
    return write.digest(text.replace("\r\n", "\n"))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise EngrossError(f"{path}: save it as UTF-8: it is kept as it is") from error
