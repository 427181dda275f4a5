"""Values of schemas for Hypothesis, drawn from the IR; jsonschema-rs has the last word on them.

hypothesis-jsonschema does not run with a Hypothesis of today, and knows neither the marks of
OpenAPI nor the difference between `15.00` and `15`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Final

from engross.diff.documents import Direction
from engross.diff.normal import Normal, conjunction, normalise
from engross.ir import Api, Json, Ref, Schema
from engross.mock.schemas import Schemas
from engross.pointer import Pointer
from hypothesis import strategies as st

Values = st.SearchStrategy[Json]

TEXTS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DIGITS: Final = st.integers(-(10**20), 10**20)
EXACT: Final = st.one_of(
    st.integers(-(10**30), 10**30),
    st.builds(
        lambda digits, exponent: Decimal(digits).scaleb(exponent), DIGITS, st.integers(-9, 4)
    ),
)
"""Numbers as they may be written: `0.30`, `1E+3`, more digits than a float has."""
ROUGH: Final = st.one_of(
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Decimal(repr(number))),
)
"""Numbers whose digits a float has."""
ANYTHING: Final[Values] = st.recursive(
    st.one_of(st.none(), st.booleans(), EXACT, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)),
    max_leaves=4,
)
OTHER_NAMES: Final = st.one_of(
    TEXTS, st.sampled_from(["", "self", "copy", "__class__", "model_extra", "foo_bar"])
)
"""Names of members that no schema describes, Python's own among them."""

_ZONES: Final = st.one_of(
    st.just(UTC),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
FORMATS: Final[Mapping[str, Values]] = {
    "date-time": st.builds(
        lambda moment, mark: moment.isoformat().replace("+00:00", mark),
        st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=_ZONES),
        st.sampled_from(["Z", "z", "+00:00"]),
    ),
    "date": st.dates().map(str),
    "time": st.times(timezones=st.just(UTC)).map(time.isoformat),
    "duration": st.builds("P{}DT{}H{}M{}S".format, st.integers(0, 9999), *3 * [st.integers(0, 99)]),
    "uuid": st.one_of(st.uuids().map(str), st.uuids().map(lambda made: str(made).upper())),
    "decimal": EXACT.map("{:f}".format),
    "email": st.from_regex(r"\A[a-z]{1,9}@[a-z]{1,9}\.example\Z"),
    "uri": st.from_regex(r"\Ahttps://[a-z]{1,9}\.example(/[a-z%]{0,0})?\Z"),
    "ipv4": st.ip_addresses(v=4).map(str),
    "ipv6": st.ip_addresses(v=6).map(str),
}
_BITS: Final = {f"int{bits}": bits for bits in (8, 16, 32, 64)}
_TYPES: Final = ("null", "boolean", "integer", "number", "string", "array", "object")
_REFUSES: Final = (
    *("all_of", "one_of", "not_", "if_", "enum", "pattern", "contains", "unique_items"),
    *("pattern_properties", "property_names", "min_properties", "max_properties"),
    *("dependent_required", "dependent_schemas", "unevaluated_properties"),
    *("exclusive_minimum", "exclusive_maximum", "multiple_of"),
)
"""Keywords that are not followed to the letter: what is drawn may not keep to them."""


class SchemaValues:
    """Strategies for the values that an API's schemas allow.

    Args:
        api: The API.
        direction: Who writes the values.
        closed: The schemas whose objects have no members but those described.
    """

    def __init__(self, api: Api, direction: Direction, closed: frozenset[Pointer]) -> None:
        self._schemas = Schemas(api)
        self._direction = direction
        self._closed = closed
        self._known: dict[Pointer, Values] = {}

    def is_valid(self, schema: Schema | Ref, value: Json) -> bool:
        """Whether jsonschema-rs finds nothing wrong with a value."""
        return self._schemas.is_valid(schema, value, self._direction)

    def of(self, schema: Schema | Ref) -> Values:
        """Give the values of a schema."""
        place = schema.target if isinstance(schema, Ref) else schema.pointer
        if place not in self._known:
            self._known[place] = st.deferred(lambda: self._valid(schema))
        return self._known[place]

    def _valid(self, schema: Schema | Ref) -> Values:
        normal = normalise(self._schemas.api, schema)
        drawn = self._drawn(normal)
        if any(getattr(normal.schema, keyword) for keyword in _REFUSES):
            return drawn.filter(lambda value: self.is_valid(schema, value))
        return drawn

    def _drawn(self, normal: Normal) -> Values:
        said = normal.schema
        if said.never:
            return st.nothing()
        if said.enum is not None:
            return st.sampled_from(said.enum)
        for field in ("one_of", "any_of"):
            if branches := getattr(said, field):
                rest = replace(said, **{field: ()})
                return st.one_of(*(self._drawn_of(conjunction(rest, b)) for b in branches))
        types = said.type or self._schemas.types(said)
        drawn = [_BY_TYPE[name](self, normal) for name in _TYPES if name in types]
        return st.one_of(*drawn) if drawn else ANYTHING

    def _drawn_of(self, schema: Schema | Ref) -> Values:
        return st.deferred(lambda: self._drawn(normalise(self._schemas.api, schema)))

    def array(self, normal: Normal) -> Values:
        """Draw arrays: those of the first items in their order, then the others."""
        said = normal.schema
        items = ANYTHING if said.items is None else self.of(said.items)
        fixed = st.tuples(*map(self.of, said.prefix_items)).map(list)
        some = [] if said.contains is None else [self.of(said.contains)]
        if items.is_empty:
            return fixed
        least, most = said.min_items or 0, said.max_items
        others = st.lists(
            st.one_of(*some, items),
            min_size=max(0, least - len(said.prefix_items)),
            max_size=(least + 3 if most is None else most) - len(said.prefix_items),
            unique_by=repr if said.unique_items else None,
        )
        return st.builds(list.__add__, fixed, others)

    def object(self, normal: Normal) -> Values:
        """Draw objects, with members that nothing describes where the schema allows that."""
        said = normal.schema
        members = {
            name: self.of(child)
            for name, child in said.properties.items()
            if not self._schemas.is_hidden(child, self._direction)
        }
        required = {n: members.pop(n) for n in said.required if n in members}
        known = st.fixed_dictionaries(required, optional=members)
        return st.builds(lambda more, own: more | own, self._further(normal), known)

    def _further(self, normal: Normal) -> Values:
        said = normal.schema
        missing = {n: ANYTHING for n in said.required if n not in said.properties}
        extra = said.additional_properties
        if extra is None and not self._closed.isdisjoint(normal.parts):
            return st.fixed_dictionaries(missing)
        values = ANYTHING if extra is None else self.of(extra)
        names = OTHER_NAMES.filter(lambda name: name not in said.properties)
        if said.pattern_properties:
            patterns = [st.from_regex(pattern) for pattern in said.pattern_properties]
            values = st.one_of(values, *map(self.of, said.pattern_properties.values()))
            names = st.one_of(names, *patterns)
        if said.property_names is not None:
            names = self.of(said.property_names)
        if values.is_empty:
            return st.fixed_dictionaries(missing)
        least = said.min_properties or 0
        others = st.dictionaries(names, values, min_size=least, max_size=least + 1)
        return st.builds(lambda a, b: a | b, others, st.fixed_dictionaries(missing))


def _text(said: Schema) -> Values:
    least, most = said.min_length or 0, said.max_length
    if said.format in FORMATS:
        return FORMATS[said.format]
    if said.content_encoding == "base64":
        return st.binary(max_size=9).map(base64.b64encode).map(bytes.decode)
    if said.pattern is not None:
        ascii_ = st.characters(codec="ascii")
        return st.from_regex(said.pattern, alphabet=ascii_).filter(
            lambda text: least <= len(text) and (most is None or len(text) <= most)
        )
    return st.text(
        st.characters(exclude_categories=["Cs"]),
        min_size=least,
        max_size=min(least + 20, most if most is not None else least + 20),
    )


def _number(said: Schema) -> Values:
    if said.multiple_of is not None:
        return st.integers(-999, 999).map(lambda times: times * Decimal(str(said.multiple_of)))
    low, high = _bounds(said)
    if low is None and high is None:
        return EXACT if said.format == "decimal" else ROUGH
    # A few decimal places are digits that a float has, too.
    return (
        st.sampled_from([0, 2, 5])
        .flatmap(
            lambda places: st.decimals(
                low, high, allow_nan=False, allow_infinity=False, places=places
            )
        )
        .filter(lambda value: _is_inside(said, value))
    )


def _integer(said: Schema) -> Values:
    step = int(said.multiple_of or 1)
    low, high = _bounds(said)
    if (bits := _BITS.get(said.format or "")) is not None:
        low, high = (low or -(2 ** (bits - 1))), (high or 2 ** (bits - 1) - 1)
    least = None if low is None else -int(-low // step)
    most = None if high is None else int(high // step)
    multiples = st.integers(least, most).map(lambda times: times * step)
    return multiples.filter(lambda value: _is_inside(said, value))


def _is_inside(said: Schema, value: Decimal | int) -> bool:
    """Whether a number is none of the bounds that are excluded."""
    return value not in (said.exclusive_minimum, said.exclusive_maximum)


def _bounds(said: Schema) -> tuple[Json, Json]:
    """Give the least and the greatest number, which may be excluded themselves."""
    low = said.minimum if said.exclusive_minimum is None else said.exclusive_minimum
    high = said.maximum if said.exclusive_maximum is None else said.exclusive_maximum
    return tuple(None if bound is None else Decimal(str(bound)) for bound in (low, high))


_BY_TYPE: Final[Mapping[str, Callable[[SchemaValues, Normal], Values]]] = {
    "null": lambda _values, _normal: st.none(),
    "boolean": lambda _values, _normal: st.booleans(),
    "integer": lambda _values, normal: _integer(normal.schema),
    "number": lambda _values, normal: _number(normal.schema),
    "string": lambda _values, normal: _text(normal.schema),
    "array": SchemaValues.array,
    "object": SchemaValues.object,
}
