"""From targets to packages on disk: load, name, plan, emit, format, compare, write."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from engross import __version__, write
from engross.errors import EngrossError, Problem, SpecError
from engross.fingerprint import Fingerprint
from engross.ir import Api, Json
from engross.provider import (
    EXAMPLES,
    SETTINGS,
    SOURCES,
    Settings,
    Target,
    load_settings,
    read_examples,
    read_pages,
)

T = TypeVar("T")
Progress = Callable[[float], None]
"""Is told how much of the work is done, counted in targets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A target whose files could be read."""

    api: Api
    settings: Settings
    examples: Mapping[str, Mapping[str, Json]]
    """What the documentation shows, by the name of its file."""
    pages: Mapping[str, str]
    """Where the documentation is published, by the id of its page."""
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What is to be written for one target, or why there is nothing."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """Not yet formatted, and without the lock."""
    origin: Mapping[str, object] = field(default_factory=dict[str, object])
    """What the lock says besides."""
    package: str = ""
    warnings: tuple[Problem, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one target."""

    target: Target
    check: bool
    files: int = 0
    changes: write.Changes | None = None
    """None where nothing differs."""
    warnings: tuple[Problem, ...] = ()
    error: str | None = None
    """Why nothing could be generated."""

    @property
    def failed(self) -> bool:
        """Whether the input could not be used."""
        return self.error is not None

    def summary(self) -> str:
        """Say it in a line, with the differing files below where they are what was asked for."""
        if self.error is not None:
            return self.error
        if self.changes is None:
            return f"{self.target.name}: up to date ({self.files} files)"
        count = len(self.changes)
        if self.check:
            differ = "1 file differs" if count == 1 else f"{count} files differ"
            return "\n  ".join([f"{self.target.name}: {differ}", *self.changes.lines()])
        removed = len(self.changes.left_over)
        told = f"{count - removed} of {self.files} files{f', {removed} removed' if removed else ''}"
        written = f"{self.target.name}: wrote {self.target.output} ({told})"
        edits = [f"was edited by hand, replaced: {path}" for path in self.changes.edited]
        return "\n  ".join([written, *edits])


def generate_all(targets: Sequence[Target], *, check: bool, jobs: int) -> list[Outcome]:
    """Generate every target, or with `check` only say what would change.

    A target that fails does not stop the others.

    Args:
        targets: What to generate.
        check: Write nothing.
        jobs: How many processes to use at most.
    """
    fingerprints = {target: Fingerprint.of(target) for target in targets}
    counts = {target: fingerprints[target].unchanged() for target in targets}
    outcomes = {
        target: Outcome(target=target, check=check, files=count)
        for target, count in counts.items()
        if count is not None
    }
    pending = [target for target in targets if target not in outcomes]
    with _progress(len(pending)) as progress:
        for target, built in zip(pending, _build_all(pending, jobs, progress), strict=True):
            outcomes[target] = _put(target, built, fingerprints[target], check=check)
    return [outcomes[target] for target in targets]


def generate(target: Target, *, check: bool) -> Outcome:
    """Generate one target."""
    return generate_all([target], check=check, jobs=1)[0]


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


# --- Thinking -----------------------------------------------------------------------------------


def _build_all(targets: Sequence[Target], jobs: int, progress: Progress) -> Iterator[Built]:
    """Build in turn, or in processes of their own, which write nothing and so may end any time."""
    if min(jobs, len(targets)) <= 1:
        for number, target in enumerate(targets):
            yield _build(target, lambda part: progress(number + part))  # noqa: B023 - called at once
            progress(number + 1)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children

    pool = ProcessPoolExecutor(min(jobs, len(targets)), initializer=_be_quiet)
    try:
        with write.undisturbed():
            futures = [pool.submit(_build, target) for target in targets]
        for number, future in enumerate(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                reason = "its process was killed, perhaps for want of memory; try --jobs 1"
                yield Built(error=f"error: {targets[number].name}: {reason}")
            progress(number + 1)
    except BaseException:
        for child in active_children():
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _be_quiet() -> None:
    """End without a word: a terminal sends Ctrl-C to every process, and one answer is enough."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _build(target: Target, progress: Progress = lambda _: None) -> Built:
    """Do everything for one target but write; a failure is text, which any process can send."""
    try:
        loaded = load_target(target)
        progress(0.2)
        return Built(
            files=emit_files(loaded, progress),
            origin=_origin(target),
            package=loaded.settings.package,
            warnings=loaded.warnings,
        )
    except Exception as error:
        return Built(error=explain(error, target))


def load_target(target: Target) -> Loaded:
    """Read a target's document, settings, examples and pages.

    Raises:
        SpecError: One of them cannot be used; every problem of all of them is told.
    """
    from engross.spec import load_api

    problems: list[Problem] = []
    read = _try(problems, partial(load_api, target.spec, authored=target.authored))
    api, warnings = read or (None, ())
    settings = _try(problems, partial(load_settings, target, api))
    examples = _try(problems, partial(read_examples, target, api))
    pages = _try(problems, partial(read_pages, target))
    if api is None or settings is None or examples is None or pages is None:
        raise SpecError(problems)
    operations = tuple(op for op in api.operations if op.operation_id not in settings.skip)
    return Loaded(
        api=replace(api, operations=operations),
        settings=settings,
        examples=examples,
        pages=pages,
        warnings=warnings,
    )


def _try(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except EngrossError as error:
        problems += error.problems
        return None


def emit_files(loaded: Loaded, progress: Progress = lambda _: None) -> dict[str, str]:
    """Give every file of a package but its lock, not yet formatted."""
    from engross.conformance import DocumentedExample, PackageFacts, emit_conformance
    from engross.emit import emit
    from engross.names import name_api
    from engross.plan import Shapes, plan_package

    settings = loaded.settings
    api, names = name_api(loaded.api, settings.names, client=settings.client)
    shapes = Shapes(api=api, names=names, pages=loaded.pages)
    files = emit(plan_package(shapes, settings), shapes)
    progress(0.5)
    facts = PackageFacts(
        package=settings.package,
        distribution=settings.distribution,
        client=settings.client,
        environment=settings.environment,
        examples=tuple(
            DocumentedExample(name=name, content=content)
            for name, content in loaded.examples.items()
            if content["operation"] not in settings.skip
        ),
    )
    files |= emit_conformance(api, names, facts)
    progress(0.8)
    return files


def _origin(target: Target) -> dict[str, object]:
    """Say what a package is made from; line endings are those of the checkout and do not count."""
    from importlib.metadata import version

    inputs = [target.spec]
    if target.folder is not None:
        inputs += [target.folder / SETTINGS, target.folder / SOURCES]
        inputs += sorted((target.folder / EXAMPLES).glob("*.json"))
    base = target.spec.parent
    tools = ("datamodel-code-generator", "ruff")
    return {
        "inputs": {
            path.relative_to(base).as_posix(): write.digest(_unix(path.read_bytes()))
            for path in inputs
            if path.is_file()
        },
        "tools": {"engross": __version__, **{tool: version(tool) for tool in tools}},
    }


def _unix(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


# --- Writing ------------------------------------------------------------------------------------


def _put(target: Target, built: Built, fingerprint: Fingerprint, *, check: bool) -> Outcome:
    """Bring what was built onto the disk, or with `check` only compare."""
    if built.error is not None:
        return Outcome(target=target, check=check, error=built.error)
    try:
        formatted = write.format_python(built.files, package=built.package)
        files = write.with_lock(formatted, built.origin)
        with write.locked(target.output):
            changes = write.compare(files, target.output)
            if changes and not check:
                write.write(files, target.output, changes)
    except Exception as error:
        return Outcome(target=target, check=check, error=explain(error, target))
    if not check or not changes:
        fingerprint.remember(files[write.LOCK])
    return Outcome(
        target=target,
        check=check,
        files=len(files),
        changes=changes or None,
        warnings=built.warnings,
    )


# --- Checking and explaining --------------------------------------------------------------------


def lint_all(targets: Sequence[Target]) -> tuple[list[Problem], list[Target]]:
    """Hold the targets' documents to the authoring rules.

    Returns:
        All that is found, and the targets that can be used all the same.
    """
    from engross.spec import lint

    problems: list[Problem] = []
    usable: list[Target] = []
    for target in targets:
        found: list[Problem] = []
        linted = _try(found, partial(lint, target.spec))
        loaded = _try(found, partial(load_target, target))
        problems += dict.fromkeys([*(linted or ()), *found])
        if linted is not None and loaded is not None:
            usable.append(target)
    return problems, usable


def explain(error: Exception, target: Target) -> str:
    """Say why a target failed: where in its files, or where in ours."""
    if not isinstance(error, EngrossError):
        return defect(error, str(target.spec))
    from engross.spec import locate

    problems = error.problems
    if any(problem.pointer is not None and not problem.line for problem in problems):
        problems = locate(target.spec, problems)
    return "\n".join(str(problem) for problem in problems)


def defect(error: Exception, subject: str) -> str:
    """Tell a failure of our own in a line; `python -X dev` shows all of it.

    Args:
        error: What no input should lead to.
        subject: What we were working on.
    """
    if sys.flags.dev_mode:
        raise error
    ours = Path(__file__).parent
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(ours)]
    place = f" ({Path(own[-1].filename).name}:{own[-1].lineno})" if own else ""
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{subject}: error: engross failed, which is a defect of engross: {told[:500]}{place}"
