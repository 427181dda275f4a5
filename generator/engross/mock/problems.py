"""What is wrong with a request or an answer, and how it is told (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from engross.diff.exact import dumped
from engross.ir import Json
from engross.mock.messages import phrase
from engross.pointer import ROOT, Pointer

PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong."""

    detail: str
    location: str = "body"
    """`path`, `query`, `header`, `cookie` or `body`."""
    name: str | None = None
    """The parameter's."""
    pointer: Pointer = ROOT
    """Where it is in the parameter's value or in the body."""
    place: Pointer | None = None
    """What the document says of it."""

    def told(self) -> dict[str, Json]:
        """Write it as a member of `errors`, the extension that RFC 9457 shows in section 3."""
        told: dict[str, Json] = {"detail": self.detail, "pointer": str(self.pointer)}
        told["in"] = self.location
        if self.name is not None:
            told["name"] = self.name
        if self.place is not None:
            told["spec"] = str(self.place)
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not answered as it would like."""

    status: int
    detail: str
    faults: Sequence[Fault] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def told(self) -> dict[str, Json]:
        """Write it as a problem details object."""
        told: dict[str, Json] = {
            "type": "about:blank",
            "title": phrase(self.status),
            "status": self.status,
            "detail": self.detail,
        }
        if self.faults:
            told["errors"] = [fault.told() for fault in self.faults]
        return told

    def text(self) -> bytes:
        """Write it as the text of a problem details object."""
        return dumped(self.told()).encode("utf-8", "replace")
