"""Limits of scalars: what a request is held to is a type of the package's `_limits`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from zlib import crc32

from engross.ir import ABSENT, Api, Json, Schema
from engross.names import RESERVED_CLASSES, Names, all_schemas, pascal
from engross.names.casing import free
from engross.patterns import searcher
from engross.plan.scalars import wire_type
from engross.pointer import Pointer

# JSON Schema 2020-12, "Validation Keywords for Numeric Instances" and "... for Strings", with the
# arguments of pydantic's `Field` that mean the same.
NUMERIC: Mapping[str, str] = {
    "multiple_of": "multiple_of",
    "minimum": "ge",
    "exclusive_minimum": "gt",
    "maximum": "le",
    "exclusive_maximum": "lt",
}
TEXTUAL: Mapping[str, str] = {
    "min_length": "min_length",
    "max_length": "max_length",
    "pattern": "pattern",
}

LONGEST = 30
"""Of a number as it stands in a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A scalar with its limits, as a type of the generated package."""

    name: str
    wire: str
    """The type of `_runtime.types` that is limited."""
    limits: tuple[str, ...]
    """What pydantic holds it to: `Field(ge=Decimal('0.01'))`."""

    @property
    def expression(self) -> str:
        """The type, over `types`."""
        return f"Annotated[types.{self.wire}, {', '.join(self.limits)}]"


def plan_limits(api: Api, names: Names, held: frozenset[Pointer]) -> dict[Pointer, Limit]:
    """Decide the limited scalars of the schemas that are held to their limits.

    What is limited alike is one type, named after what it allows.

    Args:
        api: The API, hoisted.
        names: Its Python names.
        held: The schemas whose limits count: those that are only sent.
    """
    found = {
        schema.pointer: (_wire(schema), limits)
        for schema in all_schemas(api)
        if schema.pointer in held and (limits := tuple(_limits(schema)))
    }
    taken = {*RESERVED_CLASSES, *names.classes.values()}
    types: dict[tuple[str, tuple[_Keyword, ...]], Limit] = {}
    for wire, limits in sorted({*found.values()}):
        base = wire + "".join(f"{pascal(limit.keyword)}{limit.word}" for limit in limits)
        name = free((base, f"{base}Limited"), taken)
        taken.add(name)
        types[wire, limits] = Limit(name=name, wire=wire, limits=tuple(_held(limits)))
    return {pointer: types[told] for pointer, told in found.items()}


class _Keyword(NamedTuple):
    """A keyword of a schema that limits a scalar."""

    keyword: str
    word: str
    """Its value in a name."""
    argument: str
    """The argument of pydantic's `Field`; empty where there is a marker."""
    marker: str = ""
    """What stands beside the `Field` instead."""


def _held(limits: tuple[_Keyword, ...]) -> Iterator[str]:
    if arguments := [limit.argument for limit in limits if limit.argument]:
        yield f"Field({', '.join(arguments)})"
    yield from (limit.marker for limit in limits if limit.marker)


def _wire(schema: Schema) -> str:
    wire = wire_type(_kind(schema), schema.format)
    return wire.name if wire else "String"


def _kind(schema: Schema) -> str:
    """Give the type of a scalar that has one; empty for all other schemas."""
    kinds = schema.type - {"null"}
    listed = schema.enum is not None or schema.const is not ABSENT
    return next(iter(kinds)) if len(kinds) == 1 and not listed else ""


def _limits(schema: Schema) -> Iterator[_Keyword]:
    kind = _kind(schema)
    wire = wire_type(kind, schema.format)
    if kind in {"integer", "number"} and wire is not None:
        exact = wire.python == "Decimal"
        for name, argument in NUMERIC.items():
            value = getattr(schema, name)
            # The remainder of a binary fraction is no integer's business: 0.03 % 0.01 is not 0.
            if value is None or (name == "multiple_of" and not exact and not _is_whole(value)):
                continue
            number = _number(value, exact=exact)
            # Type checkers do not let `Field(multiple_of=)` take a Decimal.
            if name == "multiple_of" and exact:
                yield _Keyword(name, _word(value), "", f"MultipleOf({number})")
            else:
                yield _Keyword(name, _word(value), f"{argument}={number}")
    elif kind == "string" and wire is None:
        for name, argument in TEXTUAL.items():
            value = getattr(schema, name)
            if value is not None and (name != "pattern" or searcher(value)):
                yield _Keyword(name, _word(value), f"{argument}={value!a}")


def _word(value: Json) -> str:
    """Write a number, or what tells a pattern from others, as a part of a name."""
    text = str(value)
    if isinstance(value, str) or len(text) > LONGEST:
        return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"
    return text.replace("-", "Minus").replace("+", "").replace(".", "_")


def _number(value: Json, *, exact: bool) -> str:
    if exact:
        return f"Decimal({str(value)!r})"
    return repr(int(value) if _is_whole(value) else float(value))


def _is_whole(value: Json) -> bool:
    return Decimal(str(value)) == Decimal(str(value)).to_integral_value()
