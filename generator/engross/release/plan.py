"""Decides what a release would be: what changed since the last one, and the version after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engross.build import build_files
from engross.diff import Overrides, Side, compare, opened
from engross.emit.render import render
from engross.errors import Problem, SpecError
from engross.ir import Json
from engross.load import Loaded, lint_all, load_target
from engross.pointer import ROOT
from engross.provider import (
    SETTINGS,
    Target,
    Version,
    list_revisions,
    parse_version,
    print_version,
)
from engross.release.changelog import Note
from engross.release.notes import notes_of
from engross.release.record import installed, read_record
from engross.release.surface import Surface, carried_over, choices_of, newly_paged, renamed
from engross.release.versions import (
    Bump,
    Cause,
    causes_of,
    contradiction,
    next_version,
    reason_of,
)
from engross.spec import load_tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be released."""

    last: Version | None
    """None where nothing was released before."""
    version: Version
    """The last one where nothing changed."""
    reason: str
    changelog: str
    """As it is."""
    notes: Sequence[Note]
    """What it should say."""
    choices: Mapping[str, Json]


def plan_release(
    root: Path, target: Target, folder: Path, overrides: Overrides | None = None
) -> Plan:
    """Compare a provider's spec with its last release.

    Args:
        root: The project's folder.
        target: The provider.
        folder: `specs/<provider>`.
        overrides: What the project decided otherwise about findings.

    Raises:
        EngrossError: The spec or the last revision cannot be used, the spec breaks an authoring
            rule, or a version contradicts what changed.
    """
    problems, _ = lint_all([target])
    if problems:
        refusal = f"{target.name} is not released: mend what 'engross check {target.name}' finds"
        raise SpecError([*problems, Problem(message=refusal)])
    loaded = load_target(target)
    declared = parse_version(loaded.settings.version)
    if declared is None:
        told = f"version is {loaded.settings.version!r}: a release has three numbers, as in 0.1.0"
        raise SpecError([_at_version(folder, told)])
    choices = choices_of(loaded.settings)
    changelog = loaded.changelog or render("CHANGELOG.md.jinja", package=loaded.settings)
    revisions = list_revisions(folder)
    if revisions:
        last = max(revisions)
        causes, notes = _since(root, target, loaded, last, revisions[last], overrides)
        version, reason = _choose(folder, last, declared, causes)
        return Plan(
            last=last, version=version, reason=reason,
            changelog=changelog, notes=notes, choices=choices,
        )  # fmt: skip
    told = f"First release, generated from version {loaded.api.version} of the API's description."
    return Plan(
        last=None, version=declared, reason=f"the version of {SETTINGS}",
        changelog=changelog, notes=[Note(group="Added", text=told)], choices=choices,
    )  # fmt: skip


def _since(
    root: Path,
    target: Target,
    loaded: Loaded,
    last: Version,
    document: Path,
    overrides: Overrides | None,
) -> tuple[list[Cause], list[Note]]:
    """Say why the version goes up, and what to tell callers."""
    name = print_version(last)
    record = read_record(document, name)
    choices = choices_of(loaded.settings)
    with (
        opened(root, f"{target.name}@{name}") as base,
        opened(root, str(target.spec)) as revision,
    ):
        if base.reading.errors:
            raise SpecError(base.reading.problems)
        released = record.choices if record else choices
        old = Surface.of(base.reading, released)
        new = Surface.of(revision.reading, choices)
        report = compare(_narrowed(base, old), _narrowed(revision, new), overrides=overrides)
        if (problem := contradiction(report)) is not None:
            raise SpecError([problem])
        causes, notes = causes_of(report), notes_of(report, old, new)
        same = Surface.of(revision.reading, carried_over(base.reading, released, choices))
        names, pages = renamed(same, new), newly_paged(same, new)
    if pages:
        causes.append(Cause(bump=Bump.MINOR, reason=f"{len(pages)} of the operations newly paged"))
        notes += [Note(group="Added", text=f"{call}.") for call in pages]
    if names:
        told = f"{len(names)} name{'s' if len(names) > 1 else ''} of the package changed"
        causes.append(Cause(bump=Bump.MAJOR, reason=told))
        notes += [Note(group="Changed", text=f"**Breaking:** {name}.") for name in names]
    # With another version, whatever names the version differs.
    if record is not None and not causes and loaded.settings.version == name:
        files = installed(build_files(target))
        if count := len({path for path, _ in record.files.items() ^ files.items()}):
            told = f"no finding, but {count} file{'s' if count > 1 else ''} of the package changed"
            causes.append(Cause(bump=Bump.PATCH, reason=told))
    return causes, notes or [Note(group="Changed", text="Generated anew; the API is the same.")]


def _narrowed(side: Side, surface: Surface) -> Side:
    """Leave out what the package does not offer."""
    return replace(side, reading=replace(side.reading, api=surface.api))


def _choose(
    folder: Path, last: Version, declared: Version, causes: Sequence[Cause]
) -> tuple[Version, str]:
    """Give the version and the reason for it: what follows, or a later one that is written."""
    needed = next_version(last, max((cause.bump for cause in causes), default=Bump.NONE))
    reason = reason_of(causes, last)
    if declared == last:
        return needed, reason
    if declared < needed:
        told = (
            f"version is {print_version(declared)}, but {print_version(last)} was released"
            f" ({reason}): write {print_version(last)} to have it raised for you,"
            f" or {print_version(needed)} or more"
        )
        raise SpecError([_at_version(folder, told)])
    return declared, reason if declared == needed else f"{reason}; {SETTINGS} says so"


def _at_version(folder: Path, message: str) -> Problem:
    path = folder / SETTINGS
    if not path.exists():
        return Problem(message=message, file=str(path))
    return load_tree(path).problem(message, ROOT / "version")
