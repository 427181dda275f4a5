"""Values of a canonical schema: candidates for a witness, which a validator checks afterwards.

The canonical form says what a value has to be, so that the candidates are few and simple. They
need not be right: a wrong one is only a lost try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final

from jsonschema_rs import CanonicalSchema, canonical

from engross.diff.formatted import FORMATTED
from engross.ir import Json
from engross.patterns import matching, searches

_DEEPEST: Final = 12
_FEW: Final = 6
"""Candidates taken of each schema inside another."""

_PLAIN: Final[Mapping[str, tuple[Json, ...]]] = {
    "null": (None,),
    "boolean": (True, False),
    "integer": (1, 0, -1),
    "number": (0.5, 1, -0.5, 0),
    "string": ("a", ""),
    "array": ([], [None], ["a"], [1, 1]),
    "object": ({}, {"a": None}, {"a": "a"}, {"b": 1, "c": 2}),
}
_ANYTHING: Final = tuple(chain.from_iterable(_PLAIN.values()))

_TEXTS: Final = ("a", "", "A", "0", "a b", "a1", "é", "-", "_", "2020-02-29", "a@example.com", " ")


def samples(schema: CanonicalSchema) -> Iterator[Json]:
    """Yield candidates for values of a schema, the simplest first."""
    return _samples(schema, _DEEPEST)


def _samples(schema: CanonicalSchema, depth: int) -> Iterator[Json]:
    view = schema.view()
    make = _MAKERS.get(type(view))
    if make is not None and depth:
        yield from make(view, schema, depth - 1)


def _few(schema: CanonicalSchema | None, depth: int) -> list[Json]:
    if schema is None:
        return list(_ANYTHING[:_FEW])
    return list(islice(_samples(schema, depth), _FEW))


def _anything(*_: Any) -> Iterator[Json]:
    yield from _ANYTHING


def _multi_type(view: canonical.MultiTypeView, *_: Any) -> Iterator[Json]:
    for name in view.types:
        yield from _PLAIN[name]


def _typed_group(view: canonical.TypedGroupView, _: Any, depth: int) -> Iterator[Json]:
    yield from _samples(view.body, depth)


def _const(view: canonical.ConstView, *_: Any) -> Iterator[Json]:
    yield view.value


def _enum(view: canonical.EnumView, *_: Any) -> Iterator[Json]:
    yield from view.values


def _string(view: canonical.StringView, *_: Any) -> Iterator[Json]:
    least, most = view.min_length or 0, view.max_length
    texts = [FORMATTED[name] for name in view.formats if name in FORMATTED]
    texts += [text for pattern in view.patterns for text in matching(pattern)]
    texts += [text for pattern in view.excluded_patterns for text in ("", "\0", f"{pattern}!")]
    for text in (*texts, *_TEXTS):
        padded = text.ljust(least, text[-1:] or "a")
        yield padded if most is None else padded[: max(most, least)]


def _integer(view: canonical.IntegerView, *_: Any) -> Iterator[Json]:
    yield from _numbers(view.minimum, view.maximum, view.multiple_of, view.not_multiple_of, (1,))


def _number(view: canonical.NumberView, *_: Any) -> Iterator[Json]:
    steps = (0.5, 0.001, 1)
    yield from _numbers(view.minimum, view.maximum, view.multiple_of, view.not_multiple_of, steps)


def _numbers(
    low: Any, high: Any, multiples: list[Any], others: list[Any], steps: tuple[Any, ...]
) -> Iterator[Json]:
    for edge, sign in ((low, 1), (high, -1)):
        if edge is not None:
            yield edge
            yield from (edge + sign * step for step in steps)
            for unit in multiples:
                yield (edge // unit + (sign > 0)) * unit
                yield edge // unit * unit
    if low is not None and high is not None:
        yield (low + high) / 2
    for unit in (*multiples, *others):
        yield from (unit, unit * 2, unit * 3, unit + 1, unit / 2, 0, -unit)
    yield from (*_PLAIN["number"], *_PLAIN["integer"], 2, 3, 7, 1000003)


def _array(view: canonical.ArrayView, _: Any, depth: int) -> Iterator[Json]:
    least = view.min_items or 0
    heads = [_few(item, depth) or [None] for item in view.prefix_items]
    items = _few(view.items, depth)
    held = [value for need in view.contains for value in _few(need.schema, depth)]
    for size in (least, least + 1, len(heads), len(heads) + 1, 2, 3):
        for pick in range(_FEW):
            head = [choices[pick % len(choices)] for choices in heads]
            rest = [*held, *items] if pick % 2 else [*items, *held]
            tail = [rest[(pick + n) % len(rest)] for n in range(size)] if rest else []
            yield [*head, *tail][:size] if size >= len(heads) else head[:size]
            if rest:
                yield [*head, *[rest[pick % len(rest)]] * max(0, size - len(head))]


def _object(view: canonical.ObjectView, _: Any, depth: int) -> Iterator[Json]:
    known = {name: _few(inner, depth) for name, inner in view.properties.items()}
    extra = _few(view.additional_properties, depth)
    names = _names(view, depth)
    least = view.min_properties or 0
    broken = list(_breaches(view, depth))
    for pick in range(_FEW):
        value: dict[str, Json] = {}
        for name in view.required:
            choices = known.get(name) or _by_pattern(view, name, depth) or extra
            if choices:
                value[name] = choices[pick % len(choices)]
        optional = [name for name in known if name not in value and known[name]]
        for name in (*optional, *names):
            if len(value) >= least:
                break
            choices = known.get(name) or _by_pattern(view, name, depth) or extra
            if choices:
                value.setdefault(name, choices[pick % len(choices)])
        yield value
        yield from ({**value, **breach} for breach in broken)
        for name in (*optional, *names[:2]):
            for choice in (known.get(name) or _by_pattern(view, name, depth) or extra)[:2]:
                yield {**value, name: choice}


def _names(view: canonical.ObjectView, depth: int) -> list[str]:
    """Choose names for members that are not listed."""
    by_rule = _few(view.property_names, depth) if view.property_names is not None else []
    by_pattern = [text for pattern in view.pattern_properties for text in matching(pattern)]
    plain = ["other", "another", *(f"other{n}" for n in range(3, 3 + (view.min_properties or 0)))]
    names = [name for name in (*by_rule, *by_pattern, *plain) if isinstance(name, str)]
    return list(dict.fromkeys(names))


def _by_pattern(view: canonical.ObjectView, name: str, depth: int) -> list[Json]:
    for pattern, inner in view.pattern_properties.items():
        if searches(pattern, name):
            return _few(inner, depth)
    return []


def _breaches(view: canonical.ObjectView, depth: int) -> Iterator[dict[str, Json]]:
    """Give members that make a value break a rule, where the schema asks for just that."""
    for violation in view.violations:
        match violation:
            case canonical.NameFailsView(schema=rule):
                names = (name for name in _few(rule.negate(), depth) if isinstance(name, str))
                yield from ({name: None} for name in (*names, *_TEXTS))
            case canonical.UndeclaredValueFailsView(additional=rule):
                yield from ({"undeclared": value} for value in _few(rule.negate(), depth))
            case canonical.PatternValueFailsView(pattern=pattern, schema=rule):
                for name in matching(pattern):
                    yield from ({name: value} for value in _few(rule.negate(), depth))


def _branches(view: Any, _: Any, depth: int) -> Iterator[Json]:
    """Take turns among the branches, so that none keeps the others from being tried."""
    makers = [_samples(branch, depth) for branch in view.branches]
    while makers:
        for maker in list(makers):
            try:
                yield next(maker)
            except StopIteration:
                makers.remove(maker)


def _reference(
    view: canonical.ReferenceView, schema: CanonicalSchema, depth: int
) -> Iterator[Json]:
    target = schema.definition(view.uri)
    if target is not None:
        yield from _samples(target, depth)


_MAKERS: Final[Mapping[type, Callable[[Any, Any, int], Iterator[Json]]]] = {
    canonical.TrueView: _anything,
    canonical.MultiTypeView: _multi_type,
    canonical.TypedGroupView: _typed_group,
    canonical.ConstView: _const,
    canonical.EnumView: _enum,
    canonical.StringView: _string,
    canonical.IntegerView: _integer,
    canonical.NumberView: _number,
    canonical.ArrayView: _array,
    canonical.ObjectView: _object,
    canonical.AllOfView: _branches,
    canonical.AnyOfView: _branches,
    canonical.OneOfView: _branches,
    canonical.NotView: _anything,
    canonical.RawView: _anything,
    canonical.ReferenceView: _reference,
}
