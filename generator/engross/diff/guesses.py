"""Values near the edges of what a JSON Schema says: candidates for a witness.

They are for schemas whose canonical form has none to give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from engross.diff.documents import Document
from engross.diff.formatted import FORMATTED
from engross.ir import Json
from engross.patterns import matching

_DEEPEST: Final = 5
_FEW: Final = 8

PLAIN: Final[tuple[Json, ...]] = (
    *("a", 1, 0.5, {}, [], None, True, 0, -1, "", "0", 1000003, "é b", {"a": "a"}, ["a"], [1, 1]),
)


def guesses(document: Document) -> Iterator[Json]:
    """Yield values that a schema may allow or just refuse."""
    definitions = document.get("$defs", {}) if isinstance(document, dict) else {}
    yield from _unique(_guesses(document, definitions, _DEEPEST))


def _unique(values: Iterator[Json]) -> Iterator[Json]:
    seen: set[str] = set()
    for value in values:
        if (text := repr(value)) not in seen:
            seen.add(text)
            yield value


def _guesses(document: Any, definitions: Mapping[str, Any], depth: int) -> Iterator[Json]:
    if isinstance(document, dict) and depth:
        target = document.get("$ref", "").removeprefix("#/$defs/")
        if target in definitions:
            yield from _guesses(definitions[target], definitions, depth - 1)
        for keyword, value in document.items():
            if keyword in _SCALAR:
                yield from _SCALAR[keyword](value, document)
        yield from _objects(document, definitions, depth - 1)
        yield from _arrays(document, definitions, depth - 1)
        for branch in _branches(document):
            yield from _guesses(branch, definitions, depth - 1)
    yield from PLAIN


def _few(document: Any, definitions: Mapping[str, Any], depth: int) -> list[Json]:
    return list(islice(_unique(_guesses(document, definitions, depth)), _FEW))


def _branches(document: Mapping[str, Any]) -> Iterator[Any]:
    for keyword in ("allOf", "anyOf", "oneOf"):
        yield from document.get(keyword, ())
    for keyword in ("not", "if", "then", "else"):
        if keyword in document:
            yield document[keyword]
    yield from document.get("dependentSchemas", {}).values()


# --- Scalars --------------------------------------------------------------------------------------


def _text(length: int) -> Iterator[Json]:
    yield from ("a" * max(0, min(size, 100_000)) for size in (length, length - 1, length + 1))


def _formatted(name: Any, _: Any) -> Iterator[Json]:
    yield "a"
    if name in FORMATTED:
        yield FORMATTED[name]


def _matching(pattern: str, document: Mapping[str, Any]) -> Iterator[Json]:
    for text in matching(pattern):
        yield text
        yield text.ljust(document.get("minLength", 0), text[-1:] or "a")
        yield from (f"{text}!", f"!{text}", text[1:], text[:-1], text.upper(), text + text)


_SCALAR: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], Iterator[Json]]]] = {
    "const": lambda value, _: iter((value,)),
    "enum": lambda values, _: iter(values),
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        lambda edge, _: iter((edge, edge + 1, edge - 1, float(edge) + 0.5, float(edge) - 0.5)),
    ),
    "multipleOf": lambda unit, _: iter((unit, unit * 2, unit * 3, float(unit) / 2, unit + 1)),
    "minLength": lambda length, _: _text(length),
    "maxLength": lambda length, _: _text(length),
    "pattern": _matching,
    "format": _formatted,
}


# --- Objects and arrays ---------------------------------------------------------------------------


def _objects(
    document: Mapping[str, Any], definitions: Mapping[str, Any], depth: int
) -> Iterator[Json]:
    known = document.get("properties", {})
    names = [*document.get("required", ()), *known, *document.get("dependentRequired", ())]
    by_pattern = document.get("patternProperties", {})
    names += [text for pattern in by_pattern for text in matching(pattern)[:2]]
    names += list(_name_guesses(document, definitions, depth))
    if not names and not any(word.endswith("Properties") for word in document):
        return
    choices = {
        name: _few(known.get(name, document.get("additionalProperties", True)), definitions, depth)
        for name in dict.fromkeys((*names, "other"))
    }
    required = document.get("required", ())
    for pick in range(3):
        least = {name: choices[name][pick % len(choices[name])] for name in required}
        yield least
        for name, values in choices.items():
            for value in values:
                yield {**least, name: value}
        yield {name: values[pick % len(values)] for name, values in choices.items()}


def _name_guesses(
    document: Mapping[str, Any], definitions: Mapping[str, Any], depth: int
) -> list[str]:
    if "propertyNames" not in document:
        return []
    return [v for v in _few(document["propertyNames"], definitions, depth) if isinstance(v, str)]


def _arrays(
    document: Mapping[str, Any], definitions: Mapping[str, Any], depth: int
) -> Iterator[Json]:
    heads = [_few(item, definitions, depth) for item in document.get("prefixItems", ())]
    words = [word for word in ("contains", "items", "unevaluatedItems") if word in document]
    tails = [_few(document[word], definitions, depth) for word in words] or [list(PLAIN[:_FEW])]
    limits = [document[w] for w in ("minItems", "maxItems", "minContains") if w in document]
    if not heads and not words and not limits and "uniqueItems" not in document:
        return
    sizes = dict.fromkeys(
        (1, 2, 3, len(heads), len(heads) + 1, *limits, *(size + 1 for size in limits))
    )
    for pick in range(_FEW):
        head = [values[pick % len(values)] for values in heads]
        for values in tails:
            for size in sizes:
                rest = max(0, min(size, 1000) - len(head))
                yield [*head, *[values[pick % len(values)]] * rest][:size]
                yield [*head, *(values[(pick + n) % len(values)] for n in range(rest))][:size]
