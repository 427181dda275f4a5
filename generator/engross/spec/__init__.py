"""Reads OpenAPI documents into `engross.ir`, and YAML and JSON files with positions.

Imports of the parsers happen in the functions: a command that reads no document pays nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engross.errors import Problem, Severity, SpecError
from engross.ir import Api

if TYPE_CHECKING:
    from engross.pointer import Pointer
    from engross.spec.library import Library
    from engross.spec.tree import Document

__all__ = ["Reading", "lint", "load_api", "load_tree", "locate", "read", "without_collector"]


def load_api(
    path: Path, *, authored: bool, keep_going: bool = False, remote: bool = False
) -> tuple[Api, tuple[Problem, ...]]:
    """Read an OpenAPI document, and the files of its folder that it refers to.

    Args:
        path: The root document, YAML or JSON.
        authored: Whether it is one of our own specs, in which everything has to be as OpenAPI 3.1
            wants it. In other people's documents a fault that can be lived with is a warning.
        keep_going: Whether to leave out what cannot be read, and to say so instead of an error.
        remote: Whether a `$ref` may name a document on the network.

    Returns:
        The API, and the warnings, with what was left out.

    Raises:
        SpecError: The document cannot be used. It carries every problem of the document, each
            with file, line, column and JSON Pointer, and the warnings too.
    """
    reading = read(path, authored=authored, remote=remote)
    return reading.api, reading.warnings(keep_going=keep_going)


def _left_out(problem: Problem) -> Problem:
    """Turn an error into a note of what was left out, beginning with its owner's name."""
    if not problem.is_error:
        return problem
    owner = "" if problem.pointer is None else f"{_owner(problem.pointer)}: "
    return replace(problem, message=f"{owner}{problem.message}", severity=Severity.LEFT_OUT)


def _owner(pointer: Pointer) -> str:
    """Name the operation, component or other part of the document that a node belongs to."""
    match pointer.tokens:
        case ("paths", path, "parameters" | "servers" | "$ref", *_):
            return path
        case ("paths", path, "additionalOperations", method, *_):
            return f"{method} {path}"
        case ("paths", path, method, *_):
            return f"{method.upper()} {path}"
        case ("components", kind, name, *_):
            return f"{kind}/{name}"
        case (part, name, *_):
            return f"{part}/{name}"
        case tokens:
            return tokens[0] if tokens else "the document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An API that was read as far as it could be, and where its nodes stand."""

    api: Api
    problems: tuple[Problem, ...]
    library: Library

    @property
    def errors(self) -> bool:
        """Whether something had to be left out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def warnings(self, *, keep_going: bool) -> tuple[Problem, ...]:
        """Give the warnings, and what had to be left out where that is allowed.

        Raises:
            SpecError: Something had to be left out, and `keep_going` is false.
        """
        if self.errors and not keep_going:
            raise SpecError(self.problems)
        return tuple([_left_out(problem) for problem in self.problems])

    def locate(self, pointer: Pointer) -> Problem:
        """Give the file, line and column of a node."""
        return self.library.locate(Problem(message="", pointer=pointer))


def read(path: Path, *, authored: bool, name: str | None = None, remote: bool = False) -> Reading:
    """Read an OpenAPI document as far as that is possible.

    Args:
        path: The root document, YAML or JSON.
        authored: As for `load_api`.
        name: The path to show, where it is not `path`.
        remote: As for `load_api`.

    Raises:
        SpecError: It is no OpenAPI document, or no YAML or JSON.
    """
    from engross.spec.document import read_api
    from engross.spec.library import Library

    with without_collector():
        library = Library(path, authored=authored, name=name, remote=remote)
        api, problems = read_api(library)
    return Reading(api=api, problems=problems, library=library)


def load_tree(path: Path) -> Document:
    """Read one YAML or JSON file of ours as plain data that knows its positions.

    Raises:
        SpecError: It cannot be read, or holds what YAML readers disagree about.
    """
    from engross.spec.tree import read_document

    document = read_document(path)
    if any(problem.severity is Severity.ERROR for problem in document.problems):
        raise SpecError(document.problems)
    return document


def lint(path: Path) -> tuple[Problem, ...]:
    """Hold one of our own specs to the authoring rules.

    Args:
        path: `specs/<provider>/openapi.yaml`; `sources.yaml` is looked for beside it.

    Returns:
        What the rules find, with the warnings of reading, in the order of the files.

    Raises:
        SpecError: The document cannot be read at all, so that no rule can look at it.
    """
    from engross.spec.linting import lint_document

    return lint_document(path)


def locate(path: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Add file, line and column to problems that know only their pointer.

    Args:
        path: The root document that the pointers begin at.
        problems: What a later layer found in the API that was read from it.
    """
    from engross.spec.library import Library

    library = Library(path, authored=False)
    return tuple([library.locate(problem) for problem in problems])


@contextmanager
def without_collector() -> Generator[None]:
    """Keep the garbage collector from walking what only grows: half of the time is its."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
