"""Values that travel as text: of parameters and headers, which say nothing of their types.

`1` is sent as the text that `"1"` is sent as. So what reads a text may take it for either, and a
schema understands a value when it allows one of its readings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice, product
from typing import Final

from engross.diff.documents import Document
from engross.ir import Json

_MOST: Final = 64
"""Readings of one value that are looked at."""
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?")
_WORDS: Final[Mapping[str, Json]] = {"true": True, "false": False}


def readings(value: Json) -> Iterator[Json]:
    """Yield the values that are sent as a value is, itself first."""
    yield from islice(_readings(value), _MOST)


def _readings(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        yield from map(list, product(*map(list, map(readings, value))))
    elif isinstance(value, dict):
        for values in product(*map(list, map(readings, value.values()))):
            yield dict(zip(value, values, strict=True))
    else:
        yield value
        yield from _others(value)


def _others(value: Json) -> Iterator[Json]:
    """Yield what else a scalar may be read as."""
    if isinstance(value, str):
        if value in _WORDS:
            yield _WORDS[value]
        elif _NUMBER.fullmatch(value):
            yield json.loads(value)
    elif value is not None:
        yield text_of(value)


def text_of(value: Json) -> str:
    """Write a number or a boolean as it is sent."""
    if isinstance(value, float | Decimal) and value == int(value):
        value = int(value)
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


def understood(document: Document) -> Document:
    """Let a schema allow values of which it allows another reading, as far as it is plain."""
    if isinstance(document, bool):
        return document
    inner = {key: _inside(key, value) for key, value in document.items()}
    more = list(_additions(document))
    if not more:
        return inner
    # References of the document lead to its root.
    definitions = {"$defs": inner.pop("$defs")} if "$defs" in inner else {}
    return {"anyOf": [inner, *more], **definitions}


def _inside(keyword: str, value: Json) -> Json:
    if keyword in {"items", "additionalProperties"}:
        return understood(value)
    if keyword in {"anyOf", "prefixItems"}:
        return [understood(schema) for schema in value]
    if keyword == "properties":
        return {name: understood(schema) for name, schema in value.items()}
    return value


def _additions(document: Mapping[str, Json]) -> Iterator[Document]:
    """Yield schemas of the other readings."""
    said = document.keys() - {"type", "$defs"}
    if "enum" in document and said == {"enum"}:
        yield {"enum": [other for value in document["enum"] for other in _others_of(value)]}
    kinds = document.get("type", [])
    if said or not kinds:
        return
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield from _READ_AS.get(kind, ())


def _others_of(value: Json) -> list[Json]:
    return [] if isinstance(value, list | dict) else list(_others(value))


_INTEGRAL: Final = "^(0|-?[1-9][0-9]{0,15})$"
_READ_AS: Final[Mapping[str, tuple[Document, ...]]] = {
    "string": ({"type": ["number", "boolean"]},),
    "integer": ({"type": "string", "pattern": _INTEGRAL},),
    "number": ({"type": "string", "pattern": _INTEGRAL},),
    "boolean": ({"enum": ["true", "false"]},),
}
