"""The rules on `sources.yaml`: the documentation pages that `x-source` names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engross.errors import Problem
from engross.ir import Json
from engross.pointer import ROOT
from engross.spec.kinds import is_list, is_mapping
from engross.spec.rules import Subject
from engross.spec.tree import Document, read_document

_PASSAGE: Final = re.compile(r"(?P<page>[^#]+)#L(?P<first>[1-9][0-9]*)(?:-L(?P<last>[1-9][0-9]*))?")


def lint_sources(spec: Path, subject: Subject) -> Iterator[Problem]:
    """Check the snapshots of the pages, and that each `x-source` names lines they have.

    Args:
        spec: The OpenAPI document; without a `sources.yaml` beside it there is nothing to check.
        subject: What was read from it.

    Raises:
        SpecError: `sources.yaml` cannot be read.
    """
    path = spec.with_name("sources.yaml")
    if not path.exists():
        return
    document = read_document(path)
    yield from document.problems
    pages = document.data.get("pages") if is_mapping(document.data) else None
    lengths: dict[str, int] = {}
    for index, page in enumerate(pages if is_list(pages) else ()):
        yield from _lint_page(document, index, page, path.parent, lengths)
    yield from _lint_passages(subject, lengths)


def _lint_page(
    document: Document, index: int, page: Json, folder: Path, lengths: dict[str, int]
) -> Iterator[Problem]:
    """Check one page's entry and enter its number of lines under its id."""
    place = ROOT / "pages" / index
    if not is_mapping(page) or not all(isinstance(page.get(key), str) for key in ("id", "file")):
        yield document.problem("a page needs 'id' and 'file'", place, rule="source-page")
        return
    try:
        raw = (folder / page["file"]).read_bytes()
    except (OSError, ValueError) as error:
        message = f"{page['file']} cannot be read: {error}"
        yield document.problem(message, place / "file", rule="source-page")
        return
    lengths[page["id"]] = len(raw.splitlines())
    digest = hashlib.sha256(raw).hexdigest()
    if page.get("sha256") != digest:
        message = f"the snapshot was edited: its sha256 is {digest}"
        yield document.problem(message, place / "sha256", rule="source-snapshot")


def _lint_passages(subject: Subject, lengths: dict[str, int]) -> Iterator[Problem]:
    for pointer, mapping in subject.mappings():
        passage = mapping.get("x-source")
        message = _passage_fault(passage, lengths) if isinstance(passage, str) else None
        if message:
            place = pointer / "x-source"
            yield subject.library[""].problem(message, place, rule="source-lines")


def _passage_fault(passage: str, lengths: dict[str, int]) -> str | None:
    match = _PASSAGE.fullmatch(passage)
    if match is None:
        return f"{passage!r} is no passage: write <page>#L<first>-L<last>"
    length = lengths.get(match["page"])
    if length is None:
        return f"{match['page']!r} is no page of sources.yaml"
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if first > last or last > length:
        return f"{passage!r} is not within the page, which has {length} lines"
    return None
