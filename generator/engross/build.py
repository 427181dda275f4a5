"""From a target to the files of its package: load, name, plan, emit. Nothing is written here."""

from __future__ import annotations

import contextlib
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engross import __version__, aside, write
from engross.errors import EngrossError, Problem
from engross.formatting import format_python
from engross.load import Loaded, load_target
from engross.provider import CHANGELOG, EXAMPLES, SETTINGS, SOURCES, Target, paginated

if TYPE_CHECKING:
    from concurrent.futures import Executor

WORTH_A_PROCESS = 1000
"""How many operations make the suite worth a process of its own, which costs 7 % more CPU."""
_ONE_AT_A_TIME = threading.Lock()
Progress = Callable[[float], None]
"""Is told how much of the work is done, counted in targets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What is to be written for one target, or why there is nothing."""

    files: Mapping[str, str] = field(default_factory=dict[str, str])
    """Not yet formatted, and without the lock."""
    origin: Mapping[str, object] = field(default_factory=dict[str, object])
    """What the lock says besides."""
    package: str = ""
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why there are no files."""


def build_all(
    targets: Sequence[Target], executor: Executor | None, progress: Progress
) -> Iterator[Built]:
    """Build in turn, or wherever an executor does; a target that is lost stops no other."""
    if executor is None:
        for number, target in enumerate(targets):
            yield _build(target, lambda part: progress(number + part))  # noqa: B023 - called at once
            progress(number + 1)
        return
    with write.undisturbed():
        futures = [executor.submit(_build_there, str(Path.cwd()), __version__, t) for t in targets]
    for number, (target, future) in enumerate(zip(targets, futures, strict=True)):
        try:
            yield future.result()
        except Exception as error:
            yield Built(problems=(Problem(message=_loss(error), file=target.name),))
        progress(number + 1)


def _build_there(folder: str, version: str, target: Target) -> Built:
    """Build in another process, perhaps of another machine."""
    if version != __version__:
        message = f"a worker has engross {__version__}, not {version}: install the same"
        return Built(problems=(Problem(message=message, file=target.name),))
    # A worker may have several threads; the engine is made for one.
    with _ONE_AT_A_TIME, contextlib.chdir(folder):
        return _build(target)


def _loss(error: Exception) -> str:
    """Say why there is no result: what goes wrong in a build itself is part of its result."""
    from concurrent.futures.process import BrokenProcessPool

    if isinstance(error, BrokenProcessPool):
        return "its process was killed, perhaps for want of memory; try --jobs 1"
    told = " ".join(f"{type(error).__name__}: {error}".split())[:500]
    return f"it was lost on the cluster, whose workers need this folder and engross: {told}"


def build_files(target: Target) -> dict[str, str]:
    """Give every file of a package as it is written, its lock included.

    Raises:
        EngrossError: The target's files cannot be used, or a tool fails.
    """
    return finished(_build(target))


def finished(built: Built) -> dict[str, str]:
    """Format what was built and add the lock.

    Raises:
        EngrossError: Nothing was built, or a tool fails.
    """
    if built.problems:
        raise EngrossError(built.problems)
    return write.with_lock(
        format_python(built.files, package=built.package), built.origin
    )  # fmt: skip


def _build(target: Target, progress: Progress = lambda _: None) -> Built:
    """Do everything for one target but write; a failure is a record, which any process can send."""
    from engross.spec import without_collector

    try:
        with without_collector():
            loaded = load_target(target)
            progress(0.2)
            return Built(
                files=emit_files(loaded, progress),
                origin=_origin(target, loaded),
                package=loaded.settings.package,
                warnings=loaded.warnings,
            )
    except Exception as error:
        return Built(problems=problems_of(error, target))


def emit_files(loaded: Loaded, progress: Progress = lambda _: None) -> dict[str, str]:
    """Give every file of a package but its lock, not yet formatted."""
    from engross.conformance import DocumentedExample, PackageFacts, emit_conformance
    from engross.emit import emit
    from engross.names import name_api
    from engross.plan import Shapes, plan_package

    settings = loaded.settings
    paged = paginated(loaded.api, settings.pagination)
    api, names = name_api(
        loaded.api, settings.names, client=settings.client, paginated=paged.keys()
    )
    paged = paginated(api, settings.pagination)
    lenient = settings.responses == "lenient"
    facts = PackageFacts(
        package=settings.package,
        distribution=settings.distribution,
        client=settings.client,
        environment=settings.environment,
        lenient=lenient,
        http=settings.http,
        paged=paged,
        examples=tuple(
            DocumentedExample(name=name, content=content)
            for name, content in loaded.examples.items()
            if content["operation"] not in settings.skip
        ),
    )
    suite = partial(emit_conformance, api, names, facts)
    derived = aside.begin(suite) if len(api.operations) > WORTH_A_PROCESS else suite
    shapes = Shapes(api=api, names=names, pages=loaded.pages, paged=paged, lenient=lenient)
    files = emit(plan_package(shapes, settings, loaded.extras), shapes)
    for name, text in loaded.extras.items():
        files[f"src/{settings.package}/{name}.py"] = text
    if loaded.changelog:
        files[CHANGELOG] = loaded.changelog
    progress(0.5)
    files |= derived()
    progress(0.8)
    return files


def _origin(target: Target, loaded: Loaded) -> dict[str, object]:
    """Say what a package is made from, and what of it is not in the package.

    Line endings are those of the checkout and do not count.
    """
    from importlib.metadata import version

    inputs = [target.spec]
    if target.folder is not None:
        inputs += [target.folder / name for name in (SETTINGS, SOURCES, CHANGELOG)]
        inputs += sorted((target.folder / EXAMPLES).glob("*.json"))
        inputs += [target.folder / f"{name}.py" for name in sorted(loaded.extras)]
    base = target.spec.parent
    tools = ("datamodel-code-generator", "ruff")
    lost = {str(problem.pointer): problem.message for problem in loaded.warnings if problem.is_loss}
    return {
        **({"left_out": lost} if lost else {}),
        "inputs": {
            path.relative_to(base).as_posix(): write.digest(_unix(path.read_bytes()))
            for path in inputs
            if path.is_file()
        },
        "tools": {"engross": __version__, **{tool: version(tool) for tool in tools}},
    }


def _unix(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def problems_of(error: Exception, target: Target) -> tuple[Problem, ...]:
    """Say why a target failed: where in its files, or where in ours."""
    if not isinstance(error, EngrossError):
        return (defect(error, str(target.spec)),)
    from engross.spec import locate

    problems = error.problems
    if any(problem.pointer is not None and not problem.line for problem in problems):
        problems = locate(target.spec, problems)
    return problems


def defect(error: Exception, subject: str) -> Problem:
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
    message = f"engross failed, which is a defect of engross: {told[:500]}{place}"
    return Problem(message=message, file=subject)
