"""What the documented failures of an API carry: the types of `parsed` of its exceptions.

A class of exceptions is shared by all operations, so its type is what any of them documents for
its statuses: in most APIs that is one class, and in some a few that `isinstance` tells apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engross.ir import Operation, Response
from engross.names import TEXTUAL, body_kind
from engross.plan.choices import answer_type
from engross.plan.shapes import Shapes

MANY: Final = 12
"""More types than that are no help to anybody: then it is any value."""

# Class, its base, its statuses: one, a first digit, empty for all that are no success; None for an
# answer that is none of those that are documented.
_CLASSES: Final = (
    ("APIError", "", ""),
    ("BusinessError", "APIError", ""),
    ("ResponseValidationError", "APIError", None),
    ("APIStatusError", "APIError", ""),
    ("BadRequestError", "APIStatusError", "400"),
    ("AuthenticationError", "APIStatusError", "401"),
    ("PermissionDeniedError", "APIStatusError", "403"),
    ("NotFoundError", "APIStatusError", "404"),
    ("ConflictError", "APIStatusError", "409"),
    ("UnprocessableEntityError", "APIStatusError", "422"),
    ("RateLimitError", "APIStatusError", "429"),
    ("InternalServerError", "APIStatusError", "5"),
)
_FAILURES: Final = ("3", "4", "5", "default")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureClass:
    """An exception of the runtime as type checkers see it."""

    name: str
    base: str
    """Its base among these; empty of the first."""
    annotation: str
    """The type of `parsed`."""

    @property
    def bases(self) -> str:
        """What it inherits from: the class itself, and its base with what that says of `parsed`."""
        return ", ".join(filter(None, (self.base, f"_errors.{self.name}")))


def plan_failures(shapes: Shapes) -> tuple[FailureClass, ...]:
    """Decide the types of `parsed`; nothing where no operation documents one."""
    planned = tuple(
        FailureClass(name=name, base=base, annotation=_annotation(shapes, statuses))
        for name, base, statuses in _CLASSES
    )
    return planned if any(one.annotation != "None" for one in planned) else ()


def failure_types(shapes: Shapes, op: Operation) -> list[str]:
    """Give the types of the failures that an operation documents."""
    return [*dict.fromkeys(_types(shapes, _matching(op, "")))]


def _annotation(shapes: Shapes, statuses: str | None) -> str:
    operations = shapes.api.operations
    types = (text for op in operations for text in _types(shapes, _matching(op, statuses)))
    found = dict.fromkeys(text.removesuffix(" | None") for text in types)
    return "Any" if len(found) > MANY else " | ".join([*found, "None"])


def _matching(op: Operation, statuses: str | None) -> Iterable[Response]:
    """Give what an operation documents for a status or for many."""
    if statuses is None:
        return ()
    if len(statuses) > 1:
        keys = (statuses, f"{statuses[0]}XX", "default")
        by_status = {response.status: response for response in op.responses}
        return [by_status[key] for key in keys if key in by_status][:1]
    wanted = (statuses, "default") if statuses else _FAILURES
    return [response for response in op.responses if response.status.startswith(wanted)]


def _types(shapes: Shapes, responses: Iterable[Response]) -> Iterator[str]:
    for response in responses:
        for media in response.content:
            if body_kind(media) in {"json", *TEXTUAL}:
                found = answer_type(shapes, media, array="list")
                yield from () if found == "Any" else (found,)
