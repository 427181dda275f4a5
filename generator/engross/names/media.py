"""Kinds of media types: which of them are values of Python, and which text or bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from engross.ir import ABSENT, Api, MediaType, Ref, Schema
from engross.pointer import Pointer

Kind: TypeAlias = Literal[
    "json", "form", "multipart", "events", "json-lines", "json-texts", "text", "lines", "bytes"
]

# Kind to the media types of it, the first that matches counts. JSON is also what is built on it
# (RFC 6839, "+json"), and what may be of any media type; JSON text sequences are those of RFC 7464.
_KINDS: Final[Mapping[Kind, re.Pattern[str]]] = {
    "events": re.compile(r"text/event-stream"),
    "json-lines": re.compile(r"application/(x-)?(ndjson|jsonl(ines)?|json-lines|stream\+json)"),
    "json-texts": re.compile(r"application/json-seq|.+\+json-seq"),
    "json": re.compile(r"(application|text)/json(\+.+)?|(\*|application)/\*|.+\+json"),
    "form": re.compile(r"application/x-www-form-urlencoded"),
    "multipart": re.compile(r"multipart/form-data"),
    "text": re.compile(r"(text|application)/((x-)?yaml|xml|xml-dtd)|.+\+(xml|yaml)"),
    "lines": re.compile(r"text/.+"),
}
TEXTUAL: Final = frozenset({"text", "lines"})
"""Kinds that are text: what a parser needs whole, and what may be read line by line."""
SEQUENTIAL: Final = frozenset({"events", "json-lines", "json-texts"})
"""Kinds of bodies that are one item after the other (OpenAPI 3.2, "Sequential Media Types")."""
ITEMISED: Final = SEQUENTIAL - {"events"}
"""Those of them that a request may have, whose items are values of JSON."""
STREAMED: Final = SEQUENTIAL | {"lines", "bytes"}
"""Kinds of answers that are of use before the last byte is there."""
# WHATWG HTML, "Interpreting an event stream": the fields that an event has.
_EVENT_FIELDS: Final = frozenset({"data", "event", "id", "retry"})


def essence(content_type: str) -> str:
    """Give a media type without its parameters, which some write after a comma."""
    return re.split("[;,]", content_type, maxsplit=1)[0].strip().lower()


@lru_cache(maxsize=1000)
def media_kind(content_type: str) -> Kind:
    """Say what a media type is a kind of."""
    name = essence(content_type)
    for found, pattern in _KINDS.items():
        if pattern.fullmatch(name):
            return found
    return "bytes"


def body_kind(media: MediaType) -> Kind:
    """Say what a body of a media type is a kind of; what is raw bytes is no JSON."""
    kind = media_kind(media.content_type)
    return "bytes" if media.binary and kind == "json" else kind


def item_schema(api: Api, media: MediaType) -> Schema | Ref | None:
    """Give the schema of an item of a body that is one after the other.

    Without `itemSchema`, which OpenAPI has since 3.2, people write the schema of an item or that
    of the list of all; nobody writes one of a list for the data of an event.
    """
    if media.item_schema is not None or media.schema is None:
        return media.item_schema
    target = api.resolve(media.schema)
    whole = target.type == {"array"} and target.items is not None
    return target.items if whole and body_kind(media) != "events" else media.schema


def describes_event(api: Api, schema: Schema | Ref) -> bool:
    """Whether a schema is that of events, with their fields, and not of their data."""
    target = api.resolve(schema)
    branches = (*target.one_of, *target.any_of)
    if branches and not target.properties:
        return all(describes_event(api, branch) for branch in branches)
    return "data" in target.properties and target.properties.keys() <= _EVENT_FIELDS


def has_parts(
    api: Api, schema: Schema | Ref | None, inside: frozenset[Pointer] = frozenset()
) -> bool:
    """Whether values of a schema may be objects or arrays, or anything at all."""
    if schema is None:
        return True
    target = api.resolve(schema)
    if target.pointer in inside:
        return False
    branches = (*target.all_of, *target.any_of, *target.one_of)
    within = inside | {target.pointer}
    is_open = not (target.type or branches or target.enum or target.const is not ABSENT)
    return bool(is_open or target.type & {"object", "array"} or target.properties) or any(
        has_parts(api, branch, within) for branch in branches
    )


# OpenAPI 3.1, "Parameter Object", fixed field "content".
def described_by(api: Api, media: MediaType) -> Schema | Ref | None:
    """Give the schema of a parameter's value: XML and the like are texts that a caller writes."""
    is_tree = body_kind(media) in {"json", "form"} or not has_parts(api, media.schema)
    text = Schema(pointer=media.pointer / "schema", type=frozenset({"string"}))
    return media.schema if is_tree else text
