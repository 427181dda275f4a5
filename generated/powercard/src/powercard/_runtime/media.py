"""Kinds of media types: how a body of each is read, written and taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "json", "form", "multipart", "events", "json-lines", "json-texts", "text", "lines", "bytes"
]

# The first that matches counts. JSON is what is built on it too (RFC 6839, "+json"), and what may
# be of any media type; JSON text sequences are RFC 7464's. XML and YAML are for others to parse.
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("events", re.compile(r"text/event-stream")),
    (
        "json-lines",
        re.compile(r"application/(x-)?(ndjson|jsonl|jsonlines|json-lines|stream\+json)"),
    ),
    ("json-texts", re.compile(r"application/json-seq|.+\+json-seq")),
    ("json", re.compile(r"(application|text)/json(\+.+)?|(\*|application)/\*|.+\+json")),
    ("form", re.compile(r"application/x-www-form-urlencoded")),
    ("multipart", re.compile(r"multipart/form-data")),
    ("text", re.compile(r"(text|application)/((x-)?yaml|xml|xml-dtd)|.+\+(xml|yaml)")),
    ("lines", re.compile(r"text/.+")),
)
TEXTUAL: Final = frozenset({"text", "lines"})
"""Kinds that are text: what a parser needs whole, and what may be read line by line."""
SEQUENTIAL: Final = frozenset({"events", "json-lines", "json-texts"})
"""Kinds that are one item after the other."""
ITEMISED: Final = SEQUENTIAL - {"events"}
"""Those of them that a request may have, whose items are values of JSON."""
STREAMED: Final = SEQUENTIAL | {"lines", "bytes"}
"""Kinds that are of use before the last byte is there."""


# What a message says that is described by a range: RFC 9110, "Media Type", has none of `*`.
_CONCRETE: Final[Mapping[Kind, str]] = {
    "json": "application/json",
    "text": "application/xml",
    "lines": "text/plain",
    "bytes": "application/octet-stream",
}


def essence(content_type: str) -> str:
    """Give a media type without its parameters, which some write after a comma."""
    return re.split("[;,]", content_type)[0].strip().lower()


def kind(content_type: str) -> Kind:
    """Say what a media type is a kind of."""
    name = essence(content_type)
    for found, pattern in _KINDS:
        if pattern.fullmatch(name):
            return found
    return "bytes"


def is_range(content_type: str) -> bool:
    """Whether it stands for many media types: `image/*`."""
    return "*" in essence(content_type)


def covers(described: str, content_type: str) -> bool:
    """Whether a media type is the one that is described, or one of the range that is."""
    name = essence(content_type)
    return essence(described) in {name, f"{name.partition('/')[0]}/*", "*/*"}


def concrete(content_type: str, found: Kind) -> str:
    """Give what a message of a kind is called, where a range may describe it."""
    return _CONCRETE.get(found, content_type) if is_range(content_type) else content_type
