"""Holds our own specs to the authoring rules, which are what is asked beyond being valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from engross.errors import Problem, Severity, SpecError
from engross.ir import Node
from engross.pointer import Pointer
from engross.spec.document import in_order, read_api
from engross.spec.kinds import is_mapping, is_tuple
from engross.spec.library import Library
from engross.spec.rules import RULES, Subject
from engross.spec.sources import lint_sources


def lint_document(path: Path) -> tuple[Problem, ...]:
    """Apply every rule of `RULES` to a spec and to the `sources.yaml` beside it.

    Raises:
        SpecError: One of the two cannot be read.
    """
    library = Library(path, authored=True)
    api, warnings = read_api(library)
    if any(problem.severity is Severity.ERROR for problem in warnings):
        raise SpecError(warnings)
    subject = Subject(api=api, library=library, nodes=dict(_walk(api)))
    found = [
        library[pointer.document].problem(
            message, pointer, at_key=True, severity=rule.severity, rule=rule.id
        )
        for rule in RULES
        for pointer, message in rule.check(subject)
    ]
    return in_order([*warnings, *found, *lint_sources(path, subject)])


def _walk(value: Any) -> Iterator[tuple[Pointer, Node]]:
    """Yield every node of an API under its pointer."""
    if isinstance(value, Node):
        yield value.pointer, value
        for field in fields(value):
            if field.name != "extensions":
                yield from _walk(getattr(value, field.name))
    elif is_mapping(value):
        for item in value.values():
            yield from _walk(item)
    elif is_tuple(value):
        for item in value:
            yield from _walk(item)
