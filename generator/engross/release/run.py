"""Carries a release out: everything is made beside its place, then all of it is moved, or nothing.

What is made is a copy of `specs/<provider>/` with the new version and changelog, and the package
that is generated from that copy. The frozen document is moved last: a version of which there is
one was released, so that a run which was killed is simply run again.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engross import write
from engross.build import build_files
from engross.diff import Overrides
from engross.errors import EngrossError
from engross.fingerprint import Fingerprint
from engross.generate import Outcome
from engross.provider import (
    CHANGELOG,
    REVISIONS,
    SETTINGS,
    SPEC,
    Target,
    Version,
    find_providers,
    print_version,
)
from engross.release.changelog import add_version, section_of
from engross.release.plan import Plan, plan_release
from engross.release.record import Record, frozen, installed, recorded
from engross.release.worktree import refuse_changes
from engross.spec import load_tree, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What came of it."""

    provider: str
    last: Version | None
    """None where nothing was released before."""
    version: Version
    """The last one where there was nothing to release."""
    reason: str = ""
    section: str = ""
    """What the changelog says."""
    written: tuple[str, ...] = ()
    """What was written, a line each; none for a dry run."""

    def summary(self) -> str:
        """Say it, the lines of the changelog included."""
        version = print_version(self.version)
        if self.version == self.last:
            return f"{self.provider}: nothing changed since {version}"
        since = "first release" if self.last is None else print_version(self.last)
        head = f"{self.provider}: {since} → {version} ({self.reason})"
        end = self.written or ("dry run: nothing was written",)
        return "\n\n".join([head, self.section, "\n".join(end)])


def release(
    root: Path,
    provider: str,
    day: date,
    *,
    overrides: Overrides | None = None,
    dry_run: bool = False,
) -> Release:
    """Release a provider's package, or with `dry_run` only say what that would come to.

    Args:
        root: The project's folder.
        provider: The provider's name.
        day: The date for the changelog.
        overrides: What the project decided otherwise about findings.
        dry_run: Write nothing, and do not ask whether all is committed.

    Raises:
        EngrossError: There is no such provider, nothing can be released, something is not
            committed, or there is no room. Nothing was changed then.
    """
    (target,) = find_providers(root, [provider])
    folder = target.spec.parent
    with write.locked(folder), write.locked(target.output):
        plan = plan_release(root, target, folder, overrides)
        done = Release(provider=provider, last=plan.last, version=plan.version, reason=plan.reason)
        if plan.version == plan.last:
            return done
        version = print_version(plan.version)
        changelog = add_version(plan.changelog, version, day, plan.notes)
        done = replace(done, section=section_of(changelog, version))
        if dry_run:
            return done
        refuse_changes(root, (folder, target.output))
        written = _carry_out(target, folder, plan, version, changelog)
        return replace(done, written=tuple(written))


def _carry_out(
    target: Target, folder: Path, plan: Plan, version: str, changelog: str
) -> Iterator[str]:
    """Write all that a release consists of, and say what was written."""
    texts = {SETTINGS: _with_version(folder / SETTINGS, version), CHANGELOG: changelog}
    package = _package(target, folder, texts)
    kept = frozen(read(target.spec, authored=True), version)
    record = Record(choices=plan.choices, document=recorded(kept), files=installed(package))
    kept[f"{version}.lock"] = record.text()
    settings, revision = write.part_of(folder, texts), write.part_of(folder / REVISIONS, kept)
    changes = write.compare(package, target.output)
    write.write_all(
        [settings, write.Part(files=package, folder=target.output, changes=changes), revision]
    )
    Fingerprint.of(target).remember(package[write.LOCK])
    for part in (settings, revision):
        yield from (f"wrote {part.folder / name}" for name in part.changes.missing)
        yield from (f"wrote {part.folder / name}" for name in part.changes.stale)
    yield Outcome(target=target, check=False, files=len(package), changes=changes or None).summary()


def _package(target: Target, folder: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """Generate the package from a copy of a provider's folder in which some files are others."""
    try:
        with tempfile.TemporaryDirectory(prefix="engross-", ignore_cleanup_errors=True) as home:
            copy = Path(home, folder.name)
            others = shutil.ignore_patterns(REVISIONS, write.STAGING)
            shutil.copytree(folder, copy, ignore=others)
            for name, text in texts.items():
                (copy / name).write_bytes(text.encode())
            return build_files(replace(target, spec=copy / SPEC, folder=copy))
    except OSError as error:
        reason = error.strerror or str(error)
        raise EngrossError(f"cannot copy {folder}: {reason}; nothing was changed") from error


def _with_version(path: Path, version: str) -> str:
    """Write a version into the settings, and leave all else in them as it is."""
    text = path.read_bytes().decode() if path.exists() else ""
    written = re.compile(r"^(version *: *)([\"']?)[0-9.]+\2(?=\s|$)", re.M)
    if written.search(text):
        return written.sub(rf"\g<1>\g<2>{version}\g<2>", text)
    if path.exists() and "version" in load_tree(path).data:
        raise EngrossError(f"{path}: write 'version:' and its number on a line of their own")
    return f"{text.rstrip()}\nversion: {version}\n".lstrip()
