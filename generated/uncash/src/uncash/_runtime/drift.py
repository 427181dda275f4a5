"""What a client tells where an answer is not what the documentation says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

DriftKind: TypeAlias = Literal[
    "unknown-field",
    "unknown-enum-value",
    "missing-field",
    "wrong-type",
    "undocumented-status",
    "other-media-type",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One place where an answer, or an event, is not what the documentation says."""

    kind: DriftKind
    pointer: str
    """Into the body (RFC 6901); empty for the whole of it, and for a header."""
    operation: str
    """Method and path template; of an event its name."""
    status: int
    """Of an event, which has none, 0."""
    message: str
    """What was expected, and of which header. The value itself is not told: a log has no business
    with it."""


OnDrift: TypeAlias = Callable[[Drift], object]
"""Is told of each drift before the call returns, of a declared header where that is read; what it
raises comes out of the call."""


class Policy(NamedTuple):
    """What becomes of an answer that contradicts the documentation."""

    lenient: bool = False
    """Whether the call succeeds all the same, each wrong value kept as it came."""
    on_drift: OnDrift | None = None


class Finding(NamedTuple):
    """A drift in a value, wherever it came from."""

    kind: DriftKind
    place: tuple[str | int, ...]
    """The members and elements that lead to it."""
    message: str
    contradicts: bool = True
    """Whether the documentation rules it out; what it only does not know is kept in any case."""

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer."""
        tokens = (str(token).replace("~", "~0").replace("/", "~1") for token in self.place)
        return "".join(f"/{token}" for token in tokens)


def tell(
    on_drift: OnDrift | None, findings: Iterable[Finding], *, operation: str, status: int = 0
) -> None:
    """Tell of each finding, if anybody wants to be told."""
    if on_drift is None:
        return
    for found in findings:
        on_drift(
            Drift(
                kind=found.kind,
                pointer=found.pointer,
                operation=operation,
                status=status,
                message=found.message,
            )
        )
