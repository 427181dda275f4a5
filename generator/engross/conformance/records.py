"""What the derivation of obligations passes around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engross.conformance.runner.exact import Json
from engross.pointer import Pointer
from engross.provider import Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedExample:
    """One request and response of the documentation."""

    name: str
    """Of its file, without `.json`."""
    content: Mapping[str, Any]
    """`operation`, `request`, `response`, as parsed; numbers are int, Decimal or `Number`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """The author's choices about a package that its callers can see."""

    package: str
    """The import name."""
    distribution: str
    client: str
    """The client class; its async twin has `Async` before it, its errors' base `Error` after."""
    environment: str
    """The prefix of the variables: `UNCASH`."""
    lenient: bool = False
    """Whether a call succeeds though its answer contradicts the spec."""
    examples: tuple[DocumentedExample, ...] = ()
    http: str = "httpx"
    """The library that sends."""
    paged: Mapping[Pointer, Pagination] = field(default_factory=dict[Pointer, Pagination])
    """The operations that answer in pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing the package must do."""

    id: str
    """`<resource>/<method>/<kind>/<field>/<variant>`; stable while the spec's place is."""
    check: str
    """The runner's check: `call`, `signature`, `model`, ..."""
    claim: str
    """What must hold, as one sentence."""
    pointer: Pointer
    """The place in the spec that says so."""
    fault: str = "client"
    """Who is wrong when it fails: client, provider, or spec and documentation."""
    details: Mapping[str, Json] = field(default_factory=dict)

    def record(self) -> dict[str, Json]:
        """Give it as the runner reads it."""
        head = {"id": self.id, "check": self.check, "claim": self.claim}
        tail = {} if self.fault == "client" else {"fault": self.fault}
        return {**head, "pointer": str(self.pointer), **tail, **self.details}
