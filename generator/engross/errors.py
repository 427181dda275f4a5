"""What an author can fix: problems of the input, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from engross.pointer import Pointer


class Severity(Enum):
    """Whether a problem stops the work, took a part of it away, or is only worth telling."""

    ERROR = "error"
    LEFT_OUT = "left out"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one place of the input."""

    message: str
    """What is there and what to write instead."""
    file: str = ""
    """The path as the user gave it, empty where no file is concerned."""
    line: int = 0
    """Counted from 1; 0 where the place has no line."""
    column: int = 0
    """Counted from 1; 0 where the place has no column."""
    pointer: Pointer | None = None
    rule: str = ""
    """The id of the lint rule that found it, empty where the input cannot be read at all."""
    severity: Severity = Severity.ERROR
    kind: str = ""
    """What a document may have hundreds of, and loses nothing by; empty for all that is told one by
    one."""

    @property
    def is_error(self) -> bool:
        """Whether it stops the work."""
        return self.severity is Severity.ERROR

    @property
    def is_loss(self) -> bool:
        """Whether a part of the input is missing in what came of it."""
        return self.severity is Severity.LEFT_OUT

    def __str__(self) -> str:
        """Print ``file:line:column: error: message (#/json/pointer) [rule]``."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        prefix = f"{place}: " if place else ""
        pointer = f" ({self.pointer})" if self.pointer is not None and self.pointer.tokens else ""
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{prefix}{self.severity.value}: {self.message}{pointer}{rule}"


def warning(message: str, pointer: Pointer, *, kind: str = "") -> Problem:
    """Make what is only worth telling about a place of a document."""
    return Problem(message=message, pointer=pointer, severity=Severity.WARNING, kind=kind)


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Print problems, warnings of one kind about one file once: the first, and how many more."""
    problems = list(problems)
    kinds = Counter(map(_kind, problems))
    for problem in problems:
        kind = _kind(problem)
        more = kinds.pop(kind, 0) - 1
        if kind is None or more == 0:
            yield str(problem)
        elif more > 0:
            yield f"{problem}, and {more} more like it"


def _kind(problem: Problem) -> tuple[str, str] | None:
    is_one_of_many = problem.kind and problem.severity is Severity.WARNING
    return (problem.file, problem.kind) if is_one_of_many else None


class EngrossError(Exception):
    """Something the author of the input can mend. Anything else that is raised is our own fault."""

    def __init__(self, problems: str | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (Problem(message=problems),) if isinstance(problems, str) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SpecError(EngrossError):
    """An OpenAPI document that cannot be used; carries every problem found in it."""
