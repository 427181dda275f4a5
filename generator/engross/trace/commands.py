"""What `engross trace` does: report, and take new revisions of pages over."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from engross import write
from engross.provider import SPEC, Target
from engross.spec import Reading
from engross.trace.accept import Accepted, accepted
from engross.trace.drift import Change, drift
from engross.trace.fetch import fetch_pages
from engross.trace.html import to_html
from engross.trace.pages import BY_HAND, Page, Sources, page_meant, revised
from engross.trace.patch import is_written
from engross.trace.report import drift_text, to_text
from engross.trace.run import opened, trace
from engross.trace.unified import unified

Revision = tuple[Page, Page, Sequence[Change]]
"""A page, the page as it is now, and what that changes."""


def report(target: Target, html: Path | None) -> bool:
    """Print how pages and spec agree, and write the page to look at if one is wanted.

    Returns:
        Whether they do not agree about something.

    Raises:
        EngrossError: The spec or a page cannot be read, or the file cannot be written.
    """
    traced = trace(target)
    print(to_text(traced))
    if html is not None:
        write.write_file(html, to_html(traced))
    return bool(traced.findings)


def renew(
    target: Target,
    day: date,
    *,
    file: Path | None,
    page_id: str | None,
    patch: bool,
    accept: bool,
) -> bool:
    """Say what new revisions of pages change; print the patch, or take them over.

    Args:
        target: The provider.
        day: The day to enter in `sources.yaml`.
        file: A saved page; without one all pages are fetched.
        page_id: Which page the file is.
        patch: Print a unified diff of the spec; what changed is told on stderr.
        accept: Write snapshot, `sources.yaml`, spec and the lines that examples name.

    Returns:
        Whether there is something that nobody has taken over, or that only a person can.

    Raises:
        EngrossError: A page cannot be read or fetched, or a file cannot be written; nothing was
            changed then.
    """
    assert target.folder is not None
    # What is read here is what is written: no other run may change it in between.
    with write.locked(target.folder) if accept else nullcontext():
        return _renew(target, day, file, page_id, patch=patch, accept=accept)


def _renew(
    target: Target, day: date, file: Path | None, page_id: str | None, *, patch: bool, accept: bool
) -> bool:
    reading, sources = opened(target)
    revisions = _revisions(reading, sources, file, page_id)
    # What is printed where a patch is asked for is a patch.
    stream = sys.stderr if patch else sys.stdout
    for page, new, changes in revisions:
        print(drift_text(reading, page, new, changes), file=stream)
    if not revisions:
        print(f"{target.name}: every page that has an address is as it was", file=stream)
    if patch or accept:
        taken = accepted(target, [one for one in revisions if _is_new(*one[:2])], day)
        if patch:
            old = target.spec.read_bytes().decode("utf-8")
            print(unified(str(target.spec), old, taken.files[SPEC]), end="")
        if accept:
            _take_over(target, taken)
    by_hand = any(page.reader == BY_HAND and page.text != new.text for page, new, _ in revisions)
    told = [
        is_written(one, page)
        for page, _, changes in revisions
        for one in changes
        if not one.is_implied
    ]
    return by_hand or (not all(told) if accept else bool(told))


def _is_new(page: Page, new: Page) -> bool:
    return page.text != new.text or new.etag not in (None, page.etag)


def _take_over(target: Target, taken: Accepted) -> None:
    """Write files of a provider's folder, all of them or none, and say which."""
    assert target.folder is not None
    part = write.part_of(target.folder, taken.files, taken.gone)
    write.write_all([part])
    for name in (*part.changes.missing, *part.changes.stale):
        print(f"wrote {target.folder / name}")
    for name in part.changes.left_over:
        print(f"removed {target.folder / name}")


def _revisions(
    reading: Reading, sources: Sources, file: Path | None, page_id: str | None
) -> list[Revision]:
    if file is None:
        found = list(fetch_pages(sources.pages))
    else:
        page = page_meant(sources.pages, file, page_id)
        found = [(page, revised(page, file))]
    return [(page, new, drift(page, new, reading)) for page, new in found]
