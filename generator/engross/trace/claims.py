"""What a page or a spec says of one thing, in words that both have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from engross.ir import Json
from engross.pointer import Pointer
from engross.trace.written import Written

REQUEST = "request"
"""The first step of the path of what is sent; of what is answered it is the status."""
ITEM = "[]"
"""The step of a path into the items of a list."""


class Kind(Enum):
    """What is spoken of."""

    OPERATION = "operation"
    PARAMETER = "parameter"
    FIELD = "field"
    BODY = "body"
    RESPONSE = "response"
    HEADER = "header"
    SERVER = "server"
    FAILURE = "failure"
    SAMPLE = "sample"
    CALL = "call"
    """A request that the page shows as a command line."""
    TEXT = "text"


Path = tuple[str, ...]
"""`("request", "card_id")`, `("200", "data", "items", "[]", "id")`; of a parameter its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing and what is said of it."""

    kind: Kind
    name: str
    """The wire name; of an operation `POST /card/close`, of a failure its heading."""
    said: Mapping[str, Json] = field(default_factory=dict[str, Json])
    """By aspect: a keyword of JSON Schema, `required`, `nullable`, `in`, `message`, `text`."""
    path: Path | None = None
    """Where it stands; None where the page does not say."""
    group: str = ""
    """The heading of the table that it stands in, or of prose; empty where there is none."""
    inside: int = 0
    """The list whose items it is in, by its `order`, where a page without nesting says so."""
    first: int = 0
    """Its first line, counted from 1."""
    last: int = 0
    page: str = ""
    """Of a spec: the id of the page that its node, or the nearest around it, names."""
    order: int = 0
    """Which claim of its page it is, counted from 1: all of an HTML page may stand in one line."""
    pointer: Pointer | None = None
    """Its node, where it comes from a document."""
    written: Written | None = None
    """Its node, where it comes from a document on a page."""
    places: Mapping[str, Pointer] = field(default_factory=dict[str, Pointer])
    """The node that says an aspect, where it is not `pointer`; "" for those not said yet."""
    is_branched: bool = False
    """Whether its type is one of several schemas: a page may print the first alone."""
    decided: frozenset[str] | None = frozenset()
    """The aspects that the spec's author chose (`x-inferred`); None where all of it was chosen."""

    @property
    def label(self) -> str:
        """Name it as a report does: `field 200 /data/card_id`."""
        if self.path and self.kind is Kind.FIELD:
            side, *rest = self.path
            return f"field {side} /{'/'.join(rest)}"
        if self.path and self.kind is Kind.PARAMETER:
            return f"{self.path[0]} parameter {self.name}"
        return f"{self.kind.value} {self.name}".strip()

    def place_of(self, aspect: str) -> Pointer | None:
        """Give the node that says an aspect, or that would."""
        return self.places.get(aspect) or self.places.get("") or self.pointer

    def chose(self, aspect: str) -> bool:
        """Whether the spec's author chose an aspect and said why."""
        return self.decided is None or aspect in self.decided


_TYPOGRAPHY: Final = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\u2026": "...",
    }
)
"""Quotes, dashes and dots as printers set them → as typewriters do."""


def plain(text: str) -> str:
    """Set a text as a typewriter does: sites put other quotes and dashes without saying more."""
    return text.translate(_TYPOGRAPHY)


def same_words(one: Json, other: Json) -> bool:
    """Compare texts without regard to lines, quotes and dashes, and other values as they are."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one).split() == plain(other).split()
    return type(one) is type(other) and bool(one == other)
