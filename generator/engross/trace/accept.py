"""Takes a new page over: its snapshot, its entry in `sources.yaml`, and the spec."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engross.provider import EXAMPLES, SOURCES, SPEC, Target
from engross.trace.drift import Change
from engross.trace.moved import moved_sources
from engross.trace.pages import Page
from engross.trace.patch import patched
from engross.trace.readers import reader_for, reader_name
from engross.trace.renewed_examples import is_no_longer_shown, renewed_example, samples_renewed
from engross.trace.yaml_edit import YamlText


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A provider's folder as it is once new pages are taken over."""

    files: Mapping[str, str]
    """Path inside the folder → text, of the files that may change."""
    gone: tuple[str, ...]
    """What is no longer there: examples that no page shows any more, snapshots renamed."""


def accepted(
    target: Target, revisions: Sequence[tuple[Page, Page, Sequence[Change]]], day: date
) -> Accepted:
    """Take new pages over.

    Args:
        target: The provider.
        revisions: Each page, the page as it is now, and what that changes.
        day: The day on which the pages were read.
    """
    assert target.folder is not None
    folder = target.folder
    entries = YamlText((folder / SOURCES).read_text(encoding="utf-8"))
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in (folder / SPEC, *sorted((folder / EXAMPLES).glob("*.json")))
    }
    gone, snapshots = list[str](), dict[str, str]()
    for page, new, changes in revisions:
        files[SPEC] = patched(files[SPEC], page, new, changes)
        names = [name for name in files if name.endswith(".json")]
        samples = samples_renewed(page, new) if names else {}
        for name in names:
            if is_no_longer_shown(files[name], page, changes):
                gone.append(name)
                del files[name]
                continue
            example = renewed_example(files[name], page, samples, changes)
            files[name] = moved_sources(example, page, new)
        entries.set(page.pointer, "retrieved", day.isoformat())
        entries.set(page.pointer, "sha256", hashlib.sha256(new.text.encode()).hexdigest())
        if new.etag is not None:
            entries.set(page.pointer, "etag", new.etag)
        if page.reader is not None and (reader := reader_for(new, page.reader)) != page.reader:
            entries.set(page.pointer, "reader", reader or reader_name(replace(new, reader=None)))
        _move_omissions(entries, page, new)
        place = page.path.relative_to(folder)
        renamed = place.with_suffix(_suffix(place.suffix, new.text))
        if renamed != place:
            gone.append(place.as_posix())
            entries.set(page.pointer, "file", renamed.as_posix())
        snapshots[renamed.as_posix()] = new.text
    ours = {name: _broken_as(folder / name, text) for name, text in files.items()}
    sources = {SOURCES: _broken_as(folder / SOURCES, str(entries))}
    return Accepted(files=ours | snapshots | sources, gone=tuple(gone))


def _broken_as(path: Path, text: str) -> str:
    """Break the lines of a text as the file that it replaces does."""
    return text.replace("\n", "\r\n") if b"\r\n" in path.read_bytes() else text


def _suffix(suffix: str, text: str) -> str:
    """End the name of a document as what it is written in."""
    is_json = text.lstrip().startswith("{")
    if suffix in (".yaml", ".yml") and is_json:
        return ".json"
    return ".yaml" if suffix == ".json" and not is_json else suffix


def _move_omissions(entries: YamlText, page: Page, new: Page) -> None:
    """Let each entry of what is left out name the lines that the new page has it on."""
    for omission in page.omitted:
        told = f"{page.id}#L{omission.first}-L{omission.last}"
        numbers = re.findall(r"L([0-9]+)", moved_sources(told, page, new))
        entries.set(omission.pointer, "lines", "-".join(dict.fromkeys(numbers)))
