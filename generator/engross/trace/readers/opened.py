"""Claims that lines of a page are still added to."""

from __future__ import annotations

from dataclasses import dataclass, field

from engross.ir import Json
from engross.trace.claims import Claim, Kind, Path


@dataclass(slots=True)
class Open:
    """A claim that has begun and not ended."""

    kind: Kind
    name: str
    first: int
    last: int
    said: dict[str, Json] = field(default_factory=dict[str, Json])
    group: str = ""
    path: Path | None = None
    inside: int = 0
    """The first line of the list whose items it is in."""

    def tell(self, text: str, line: int) -> None:
        """Add a line of its description."""
        told = self.said.get("description")
        self.said["description"] = f"{told} {text}" if told else text
        self.last = max(self.last, line)

    def done(self) -> Claim:
        """Finish it."""
        return Claim(
            kind=self.kind, name=self.name, said=self.said, group=self.group,
            first=self.first, last=self.last, path=self.path, inside=self.inside,
        )  # fmt: skip
