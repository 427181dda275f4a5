"""Texts as JSON values and back: what `15.00` in a URL, a header, a form or a part is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from engross.diff.documents import Direction
from engross.diff.exact import dumped
from engross.diff.texts import text_of
from engross.ir import Json, Ref, Schema
from engross.mock.schemas import Schemas

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"
"""What a style makes of a text before anything is known of types."""

_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: Final[Mapping[str, Json]] = {"true": True, "false": False}


class MalformedError(ValueError):
    """A body is not what its media type says; the text says why."""


def exact(text: str | bytes) -> Json:
    """Read JSON with the digits of its numbers.

    Raises:
        ValueError: It is not JSON (RFC 8259), or not UTF-8.
    """
    return json.loads(text, parse_float=Decimal, parse_constant=_refused)


def _refused(name: str) -> Json:
    raise ValueError(f"{name} is no number in JSON")


def plain_text(value: Json) -> str:
    """Write a scalar as it stands in text, and all else as JSON."""
    if isinstance(value, str):
        return value
    return dumped(value) if value is None or isinstance(value, dict | list) else text_of(value)


def typed(schemas: Schemas, schema: Schema | Ref | None, tree: Tree) -> Json:
    """Read texts as values of a schema: of several readings the first that it allows."""
    if isinstance(tree, str):
        return _scalar(schemas, schema, tree)
    said = None if schema is None else schemas.written_out(schema)
    if isinstance(tree, Mapping):
        return {name: typed(schemas, _member(said, name), part) for name, part in tree.items()}
    return [typed(schemas, _item(said, index), part) for index, part in enumerate(tree)]


def _member(said: Schema | None, name: str) -> Schema | Ref | None:
    if said is None:
        return None
    for schema in (said, *_branches(said)):
        if isinstance(schema, Schema) and name in schema.properties:
            return schema.properties[name]
    return said.additional_properties


def _branches(said: Schema) -> tuple[Schema | Ref, ...]:
    return (*said.all_of, *said.any_of, *said.one_of)


def _item(said: Schema | None, index: int) -> Schema | Ref | None:
    if said is None:
        return None
    return said.prefix_items[index] if index < len(said.prefix_items) else said.items


def _scalar(schemas: Schemas, schema: Schema | Ref | None, text: str) -> Json:
    types = schemas.types(schema)
    readings = list(_readings(text, types))
    if schema is None or len(readings) == 1:
        return readings[0]
    fit = (r for r in readings if schemas.is_valid(schema, r, Direction.REQUEST))
    return next(fit, readings[0])


def _readings(text: str, types: frozenset[str]) -> Iterator[Json]:
    """Yield what a text may be, the narrowest type first; itself where nothing else will do."""
    if types & {"number", "integer"} and _NUMBER.fullmatch(text):
        # As text it would be refused for its type; as a number for what is wrong with it.
        yield exact(text)
    if "boolean" in types and text in _WORDS:
        yield _WORDS[text]
    if "null" in types and text in {"", "null"}:
        yield None
    yield text
