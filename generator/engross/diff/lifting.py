"""Values with another inside them: candidates for what is lost to the schemas around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from engross.diff.containment import Form, candidates
from engross.diff.questions import Shelf
from engross.diff.walk import Pair
from engross.diff.ways import Steps
from engross.ir import ABSENT, Json
from engross.patterns import matching

_FEW: Final = 6


def lifted(shelf: Shelf, steps: Steps, value: Json) -> list[Json]:
    """Build values of the outermost schema of a way that have a value at its end.

    Args:
        shelf: Which schemas are meant.
        steps: The way.
        value: What is at its end; nothing is built of `ABSENT`.
    """
    found = [] if value is ABSENT else [value]
    for pair, step in reversed(steps):
        wrap = _WRAPS.get(step.keyword)
        if wrap is not None and found:
            around = _around(shelf, pair, wrap.kind)
            at = shelf.at(step)
            made = (built for base in around for v in found for built in wrap.make(base, at, v))
            found = list(islice(made, _FEW))
    return found


def _around(shelf: Shelf, pair: Pair, kind: type) -> list[Any]:
    """Give a few values of a schema that others may be put into."""
    form = Form(shelf.written.outline(shelf.first(pair)))
    made = islice(candidates(form, form), 100)
    fit = (value for value in made if isinstance(value, kind) and form.allows(value))
    return [*islice(fit, 2), kind()]


class _Wrap:
    """How a value is put inside another."""

    def __init__(self, kind: type, make: Callable[[Any, str, Json], Iterator[Json]]) -> None:
        self.kind = kind
        self.make = make


def _as_member(around: dict[str, Json], name: str, value: Json) -> Iterator[Json]:
    yield {**around, name: value}


def _as_further(around: dict[str, Json], _: str, value: Json) -> Iterator[Json]:
    yield {**around, "other": value}
    yield {"other": value}


def _by_pattern(around: dict[str, Json], pattern: str, value: Json) -> Iterator[Json]:
    for name in matching(pattern)[:2]:
        yield {**around, name: value}


def _as_name(around: dict[str, Json], _: str, value: Json) -> Iterator[Json]:
    if isinstance(value, str):
        yield {**around, value: None}
        yield {value: 1}


def _beside(around: dict[str, Json], name: str, value: Json) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        yield {**around, name: None, **value}
        yield {name: 1, **value}
        yield {name: "a", **value}


def _as_item(around: list[Json], _: str, value: Json) -> Iterator[Json]:
    yield [value]
    yield [value] * max(2, len(around))
    yield [*around, value]


def _at_index(around: list[Json], index: str, value: Json) -> Iterator[Json]:
    for filling in (None, 1, "a", value):
        yield [*[*around, *[filling] * int(index)][: int(index)], value, *around[int(index) + 1 :]]


_WRAPS: Final[Mapping[str, _Wrap]] = {
    "properties": _Wrap(dict, _as_member),
    "additionalProperties": _Wrap(dict, _as_further),
    "unevaluatedProperties": _Wrap(dict, _as_further),
    "patternProperties": _Wrap(dict, _by_pattern),
    "propertyNames": _Wrap(dict, _as_name),
    "dependentSchemas": _Wrap(dict, _beside),
    "items": _Wrap(list, _as_item),
    "contains": _Wrap(list, _as_item),
    "unevaluatedItems": _Wrap(list, _as_item),
    "prefixItems": _Wrap(list, _at_index),
}
"""Keywords whose schemas speak of a part of the value; those of all others speak of all of it."""
