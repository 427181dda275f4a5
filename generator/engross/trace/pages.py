"""The pages that a spec was transcribed from: `sources.yaml`, and the lines of each snapshot."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from engross.errors import EngrossError, Problem, SpecError
from engross.ir import Json
from engross.pointer import ROOT, Pointer
from engross.provider import SOURCES
from engross.spec.kinds import is_list, is_mapping
from engross.spec.tree import Document, read_document, read_text
from engross.trace.lines import Line, laid_out

BY_HAND: Final = "by-hand"
"""The reader of a page that is no provider's: tables of our own."""
_KEYS: Final = ("id", "file", "url", "retrieved", "sha256", "reader", "etag", "omitted")
_LINES: Final = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Lines of a page that the spec leaves out, and why."""

    first: int
    last: int
    reason: str
    pointer: Pointer
    """The entry in `sources.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An entry of `sources.yaml`, with the text of its snapshot."""

    id: str
    path: Path
    text: str
    url: str | None = None
    reader: str | None = None
    etag: str | None = None
    retrieved: str | None = None
    sha256: str | None = None
    origin: str | None = None
    """The address that its text was fetched from just now."""
    omitted: tuple[Omission, ...] = ()
    pointer: Pointer = ROOT
    """The entry in `sources.yaml`."""

    @property
    def name(self) -> str:
        """What messages call it: where its text is from."""
        return self.origin or str(self.path)

    @property
    def is_edited(self) -> bool:
        """Whether the snapshot is not the file whose hash was recorded."""
        return self.sha256 is not None and self.sha256 != _digest(self.path)

    def omits(self, first: int, last: int) -> Omission | None:
        """Give the entry that leaves these lines out."""
        return next((o for o in self.omitted if o.first <= first and last <= o.last), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as its reader sees it."""

    page: Page
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The page's own text, with its markup."""
        return self.page.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """A provider's pages, in the order of `sources.yaml`."""

    document: Document
    pages: tuple[Page, ...]


def read_sources(folder: Path) -> Sources:
    """Read `specs/<provider>/sources.yaml` and the snapshots that it names.

    Raises:
        EngrossError: There is none, an entry is wrong, or a snapshot cannot be read; all of it
            is told.
    """
    path = folder / SOURCES
    if not path.exists():
        raise EngrossError(f"{path}: there is no such file: enter the pages of the documentation")
    document = read_document(path)
    problems = [problem for problem in document.problems if problem.is_error]
    pages: list[Page] = []
    entries = document.data.get("pages") if is_mapping(document.data) else None
    if not is_list(entries) or not entries:
        problems.append(document.problem("expected 'pages', a list that is not empty", ROOT))
        entries = []
    for index, entry in enumerate(entries):
        pages += _page(document, ROOT / "pages" / index, entry, folder, problems)
    if problems:
        raise SpecError(problems)
    return Sources(document=document, pages=tuple(pages))


def _page(
    document: Document, place: Pointer, entry: Json, folder: Path, problems: list[Problem]
) -> Iterator[Page]:
    if not is_mapping(entry) or not all(isinstance(entry.get(key), str) for key in ("id", "file")):
        problems.append(document.problem("a page needs 'id' and 'file', both texts", place))
        return
    unknown = [key for key in entry if key not in _KEYS]
    for key in unknown:
        known = ", ".join(_KEYS)
        problems.append(document.problem(f"{key!r} is none of {known}", place / key, at_key=True))
    path = folder / entry["file"]
    try:
        text = read_text(path, str(path))
    except SpecError as error:
        problems += error.problems
        return
    yield Page(
        id=entry["id"],
        path=path,
        text=laid_out(text),
        **{key: _text(entry.get(key)) for key in ("url", "reader", "etag", "retrieved", "sha256")},
        omitted=tuple(_omissions(document, place / "omitted", entry.get("omitted"), problems)),
        pointer=place,
    )


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _omissions(
    document: Document, place: Pointer, entries: Json, problems: list[Problem]
) -> Iterator[Omission]:
    for index, entry in enumerate(entries if is_list(entries) else ()):
        lines = entry.get("lines") if is_mapping(entry) else None
        match = _LINES.fullmatch(str(lines)) if lines is not None else None
        reason = entry.get("reason") if is_mapping(entry) else None
        if match is None or not isinstance(reason, str) or not reason.strip():
            message = "write which lines are left out and why: {lines: 3-5, reason: ...}"
            problems.append(document.problem(message, place / index))
            continue
        first = int(match[1])
        yield Omission(
            first=first, last=int(match[2] or first), reason=reason, pointer=place / index
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def revised(page: Page, file: Path) -> Page:
    """Give a page the text of a file that somebody saved.

    Raises:
        EngrossError: The file cannot be read as text.
    """
    text = read_text(file, str(file))
    if "\0" in text:
        raise EngrossError(f"{file}: it holds NUL bytes, as UTF-16 does: save the file as UTF-8")
    return replace(page, path=file, text=laid_out(text), sha256=None, etag=None)


def page_meant(pages: Sequence[Page], file: Path, page_id: str | None) -> Page:
    """Find the page that a file is a new revision of.

    Args:
        pages: Those of the provider.
        file: The new revision.
        page_id: The page's id, where the user gave it.

    Raises:
        EngrossError: There is no such page, or it is not clear which one is meant.
    """
    known = ", ".join(page.id for page in pages)
    if page_id is not None:
        found = [page for page in pages if page.id == page_id]
    else:
        theirs = [page for page in pages if page.reader != BY_HAND]
        found = [page for page in pages if page.path.stem == file.stem] or theirs
    if len(found) > 1:
        found = _most_alike(found, file)
    if len(found) != 1:
        told = (
            f"there is no page {page_id!r}"
            if page_id
            else f"{file}: it is not clear which page this is"
        )
        raise EngrossError(f"{told}: name it with --id, one of {known}")
    return found[0]


def _most_alike(pages: Sequence[Page], file: Path) -> list[Page]:
    """Give the page that has the most lines in common with a file, where one has more than all."""
    lines = set(read_text(file, str(file)).splitlines())
    common = [len({line for line in p.text.splitlines() if line.strip()} & lines) for p in pages]
    most = max(common)
    return [page for page, count in zip(pages, common, strict=True) if most and count == most]
