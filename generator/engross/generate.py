"""Brings packages up to date: builds what may have changed, compares, writes."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from engross import cache, write
from engross.build import Built, Progress, build_all, finished, problems_of
from engross.errors import Problem
from engross.fingerprint import Fingerprint
from engross.fleet import open_fleet
from engross.provider import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one target."""

    target: Target
    check: bool
    files: int = 0
    changes: write.Changes | None = None
    """None where nothing differs."""
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why nothing could be generated."""

    @property
    def losses(self) -> int:
        """How many parts of the document were left out."""
        return sum(warning.is_loss for warning in self.warnings)

    @property
    def failed(self) -> bool:
        """Whether the input could not be used."""
        return bool(self.problems)

    def summary(self) -> str:
        """Say it in a line, with the differing files below where they are what was asked for."""
        if self.problems:
            return "\n".join(map(str, self.problems))
        parts = "1 part was" if self.losses == 1 else f"{self.losses} parts were"
        told = f"\n{self.target.name}: {parts} left out, see above" if self.losses else ""
        return f"{self._result()}{told}"

    def _result(self) -> str:
        if self.changes is None:
            return f"{self.target.name}: up to date ({self.files} files)"
        count = len(self.changes)
        if self.check and self.changes.is_new:
            return f"{self.target.name}: not generated yet"
        if self.check:
            differ = "1 file differs" if count == 1 else f"{count} files differ"
            return "\n  ".join([f"{self.target.name}: {differ}", *self.changes.lines()])
        removed = len(self.changes.left_over)
        told = f"{count - removed} of {self.files} files{f', {removed} removed' if removed else ''}"
        written = f"{self.target.name}: wrote {self.target.output} ({told})"
        edits = [f"was edited by hand, replaced: {path}" for path in self.changes.edited]
        return "\n  ".join([written, *edits])


def summary(outcomes: Sequence[Outcome]) -> str:
    """Say in a line what came of many targets: `12 targets: 9 whole, 2 with losses, 1 failed`."""
    failed = sum(outcome.failed for outcome in outcomes)
    lossy = sum(bool(outcome.losses) for outcome in outcomes)
    counts = {"whole": len(outcomes) - failed - lossy, "with losses": lossy, "failed": failed}
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"{len(outcomes)} targets: {told}"


def generate_all(
    targets: Sequence[Target], *, check: bool, jobs: int, scheduler: str | None = None
) -> list[Outcome]:
    """Generate every target, or with `check` only say what would change.

    A target that fails does not stop the others.

    Args:
        targets: What to generate.
        check: Write nothing.
        jobs: How many processes to use at most.
        scheduler: The address of a Dask scheduler whose workers do it instead.

    Raises:
        EngrossError: The cluster cannot be used.
    """
    outcomes = {
        target: Outcome(target=target, check=check, problems=(_no_place(target),))
        for target in targets
        if target.rival
    }
    fingerprints = {target: Fingerprint.of(target) for target in targets if target not in outcomes}
    counts = {target: known.unchanged() for target, known in fingerprints.items()}
    outcomes |= {
        target: Outcome(target=target, check=check, files=count)
        for target, count in counts.items()
        if count is not None
    }
    pending = [target for target in targets if target not in outcomes]
    with (
        open_fleet(min(jobs, len(pending)), scheduler if pending else None) as executor,
        _progress(len(pending)) as progress,
    ):
        for target, built in zip(pending, build_all(pending, executor, progress), strict=True):
            outcomes[target] = _put(target, built, fingerprints[target], check=check)
    if pending:
        cache.sweep()
    return [outcomes[target] for target in targets]


def _no_place(target: Target) -> Problem:
    return Problem(
        message=(
            f"{target.rival!r} would go to the same folder: generate them one at a time, each with"
            " an --output of its own"
        ),
        file=target.name,
    )


@contextmanager
def _progress(total: int) -> Generator[Progress]:
    """Show a bar on a terminal where the work takes longer than a second."""
    # Under `pythonw` and with `2>&-` there is no stream at all.
    if not total or sys.__stderr__ is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    look = "{percentage:3.0f}%|{bar:40}| {elapsed}"
    with tqdm(total=total, delay=1, leave=False, bar_format=look) as bar:

        def progress(done: float) -> None:
            bar.update(done - bar.n)

        yield progress


def _put(target: Target, built: Built, fingerprint: Fingerprint, *, check: bool) -> Outcome:
    """Bring what was built onto the disk, or with `check` only compare."""
    try:
        files = finished(built)
        with write.locked(target.output):
            changes = write.compare(files, target.output)
            if not check and (changes or write.was_killed(target.output)):
                write.write(files, target.output, changes)
    except Exception as error:
        return Outcome(target=target, check=check, problems=problems_of(error, target))
    if not check or not changes:
        fingerprint.remember(files[write.LOCK])
    return Outcome(
        target=target,
        check=check,
        files=len(files),
        changes=changes or None,
        warnings=built.warnings,
    )
