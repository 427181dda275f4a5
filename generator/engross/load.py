"""What is read for a target before anything is decided: its document and what lies beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from engross.errors import EngrossError, Problem, SpecError
from engross.ir import Api, Json
from engross.provider import (
    Settings,
    Target,
    load_settings,
    read_changelog,
    read_examples,
    read_extras,
    read_pages,
)

if TYPE_CHECKING:
    from engross.spec import Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A target whose files could be read."""

    api: Api
    settings: Settings
    examples: Mapping[str, Mapping[str, Json]]
    """What the documentation shows, by the name of its file."""
    pages: Mapping[str, str]
    """Where the documentation is published, by the id of its page."""
    extras: Mapping[str, str]
    """Modules of the provider's own, by name."""
    changelog: str
    """Of the package; empty where nobody wrote one."""
    warnings: tuple[Problem, ...]
    """With what was left out of the API, where that was asked for."""


def load_target(target: Target) -> Loaded:
    """Read a target's document, settings, examples, pages and changelog.

    Raises:
        SpecError: One of them cannot be used; every problem of all of them is told.
    """
    from engross.plan.credentials import rival_credentials
    from engross.plan.links import unknown_links
    from engross.plan.unions import unchosen
    from engross.plan.unsent import unbounded_bodies, unsent_parameters
    from engross.plan.webhooks import unread_webhooks
    from engross.spec.incomplete import incomplete_operations

    problems: list[Problem] = []
    reading, warnings = _try(problems, partial(_read, target)) or (None, ())
    api = reading.api if reading else None
    settings = _try(problems, partial(load_settings, target, api))
    examples = _try(problems, partial(read_examples, target, api))
    pages = _try(problems, partial(read_pages, target))
    changelog = _try(problems, partial(read_changelog, target))
    extras = _try(problems, partial(read_extras, target, settings))
    if api is None or settings is None or examples is None or pages is None:
        raise SpecError(problems)
    if changelog is None or extras is None or reading is None:
        raise SpecError(problems)
    lost = [*incomplete_operations(api, reading.library)]
    left_out = {problem.pointer for problem in lost}
    operations = tuple(
        op
        for op in api.operations
        if op.operation_id not in settings.skip and op.pointer not in left_out
    )
    api = replace(api, operations=operations)
    told = (
        *lost,
        *unread_webhooks(api),
        *unchosen(api),
        *unknown_links(api),
        *rival_credentials(api),
        *unsent_parameters(api),
        *unbounded_bodies(api),
    )
    return Loaded(
        api=api,
        settings=settings,
        examples=examples,
        extras=extras,
        pages=pages,
        changelog=changelog,
        # Operations share parameters, answers and bodies: what is wrong there is wrong once.
        warnings=(*warnings, *map(reading.library.locate, dict.fromkeys(told))),
    )


def _read(target: Target) -> tuple[Reading, tuple[Problem, ...]]:
    """Read the document, and give its warnings beside it."""
    from engross.spec import read

    reading = read(target.spec, authored=target.authored, remote=target.remote)
    return reading, reading.warnings(keep_going=target.keep_going)


def _try(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except EngrossError as error:
        problems += error.problems
        return None


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
