"""Holds a spoilt package to its obligations, each time in a process that ends with it.

The process is a fork of this one, which has read the obligations and imported everything but the
package. Against pytest in a process of its own that is some five times less work for a fault which
is noticed at once, and most are: what noticed the last ones is tried first.
"""

from __future__ import annotations

import compileall
import gc
import os
import resource
import select
import shutil
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final

SECONDS: Final = 120
"""CPU time after which a suite that does not end has noticed."""
PATIENCE: Final = 900
"""Seconds after which a suite that does nothing any more has noticed."""
MEMORY: Final = 4 << 30
"""Bytes of address space; whoever wants more has noticed."""


class Suite:
    """The obligations of a package, and a copy of it whose files can be spoilt.

    Args:
        package: Its folder.
        place: Where to copy it to.
    """

    def __init__(self, package: Path, place: Path) -> None:
        shutil.copytree(package, place, ignore=shutil.ignore_patterns("__pycache__", ".*cache"))
        self._folder = place
        compileall.compile_dir(place / "src", quiet=2)
        sys.dont_write_bytecode = True
        sys.path[:0] = [str(place / "src"), str(place / "tests")]
        from _runner import run, suite, world

        self._run, self._world = run, world
        self._cases = suite.load(place / "tests" / "obligations")
        Random(0).shuffle(self._cases)  # noqa: S311  # no secret
        self._cases.sort(key=_late)
        self._first: dict[str, list[Any]] = {}
        for module in ("pydantic.json_schema", "pydantic.root_model", "anyio._backends._asyncio"):
            __import__(module)
        gc.freeze()

    def noticed_by(self, files: Mapping[str, str], part: str) -> str:
        """Say which obligation is the first that a package with other files does not meet.

        Args:
            files: Their texts.
            part: What the fault is in: what noticed others in it is tried first.

        Returns:
            Its id, or that the process died; nothing where all are met.
        """
        cases = self._ordered(part)
        with self._spoilt(files):
            told = self._tried(cases)
        if told.isdecimal():
            case = cases[int(told)]
            self._first[part] = [case, *(c for c in self._first.get(part, ()) if c is not case)]
            return str(case.id)
        return "" if told.startswith(_MET) else "the process died"

    def loaded(self) -> set[str]:
        """Name the modules of the package that a run of the whole suite loads.

        No fault of another one has any effect: what a package does not need of the runtime lies
        there all the same.
        """
        told = self._tried(self._cases)
        assert told.startswith(_MET), f"without any fault: {self._cases[int(told)].id} is not met"
        return set(told.split()[1:])

    def _ordered(self, part: str) -> list[Any]:
        """Put first what noticed others, then the runtime's own obligations where that is spoilt.

        Elsewhere these have nothing to notice: they are about a client of our own.
        """
        first = self._first.get(part, [])
        taken = set(map(id, first))  # to compare two would compare all that they say
        rest = [case for case in self._cases if id(case) not in taken]
        if part != "runtime":
            return [*first, *(case for case in rest if not _is_of_runtime(case))]
        return [*first, *sorted(rest, key=lambda case: not _is_of_runtime(case))]

    @contextmanager
    def _spoilt(self, files: Mapping[str, str]) -> Iterator[None]:
        paths = {self._folder / name: text for name, text in files.items()}
        kept = {
            path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths if path.exists()
        }
        try:
            for path, text in paths.items():
                path.write_text(text, encoding="utf-8")
            yield
        finally:
            for path in paths.keys() - kept.keys():
                path.unlink()
            for path, (content, time) in kept.items():
                path.write_bytes(content)
                os.utime(path, ns=(time, time))  # so that its compiled form counts again

    def _tried(self, cases: list[Any]) -> str:
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.close(reader)
                os.write(writer, self._verdict(cases).encode())
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as told:
            if not select.select([told], [], [], PATIENCE)[0]:
                os.kill(child, signal.SIGKILL)
            verdict = told.read().decode()
        os.waitpid(child, 0)
        return verdict

    def _verdict(self, cases: list[Any]) -> str:
        """Hold the package to one obligation after another; in the fork."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", "The provider has deprecated", DeprecationWarning)
        world = self._world.Memory()
        for number, case in enumerate(cases):
            if not self._is_met(case, world):
                return str(number)
        source = self._folder / "src"
        files = [getattr(module, "__file__", None) or "" for module in [*sys.modules.values()]]
        own = [Path(file) for file in files if file.startswith(str(source))]
        return " ".join([_MET, *(file.relative_to(self._folder).as_posix() for file in own)])

    def _is_met(self, case: Any, world: Any) -> bool:
        try:
            self._run.run(case, world, allowed=self._run.Allowed(), over_http=False)
        except BaseException as error:  # what is spoilt may raise anything
            return type(error).__name__ == "Skipped"
        return True


_MET: Final = "met"


def _late(case: Any) -> int:
    """Put off what is seldom the only one to notice, and what starts processes of its own."""
    return 2 if case.record["check"] == "names" else int(case.flavour == "async")


def _is_of_runtime(case: Any) -> bool:
    return type(case.package).__name__ == "OfRuntime"
