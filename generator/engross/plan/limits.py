"""Limits of scalars: each place that has some gets a type of its own in the package's `_limits`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engross.ir import ABSENT, Api, Json, Ref, Schema
from engross.names import RESERVED_CLASSES, Names, inner_names, pascal
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A scalar with its limits, as a type of the generated package."""

    name: str
    wire: str
    """The type of `_runtime.types` that is limited."""
    arguments: tuple[str, ...]
    """Arguments of pydantic's `Field`: `ge=Decimal('0.01')`."""

    @property
    def expression(self) -> str:
        """The type, over `types`."""
        return f"Annotated[types.{self.wire}, Field({', '.join(self.arguments)})]"


def plan_limits(api: Api, names: Names, held: frozenset[Pointer]) -> dict[Pointer, Limit]:
    """Decide the limited scalars of the schemas that are held to their limits.

    Args:
        api: The API, hoisted.
        names: Its Python names.
        held: The schemas whose limits count: those that are only sent.
    """
    taken = {*RESERVED_CLASSES, *names.classes.values()}
    limits: dict[Pointer, Limit] = {}
    for schema, base in _places(api, names):
        if schema.pointer in limits or schema.pointer not in held:
            continue
        arguments = tuple(_arguments(schema))
        if arguments:
            name = free((base, f"{base}Limited"), taken)
            taken.add(name)
            wire = wire_type(_kind(schema), schema.format)
            limits[schema.pointer] = Limit(
                name=name, wire=wire.name if wire else "String", arguments=arguments
            )
    return limits


def _kind(schema: Schema) -> str:
    """Give the type of a scalar that has one; empty for all other schemas."""
    kinds = schema.type - {"null"}
    listed = schema.enum is not None or schema.const is not ABSENT
    return next(iter(kinds)) if len(kinds) == 1 and not listed else ""


def _arguments(schema: Schema) -> Iterator[str]:
    kind = _kind(schema)
    wire = wire_type(kind, schema.format)
    if kind in {"integer", "number"} and wire is not None:
        exact = wire.python == "Decimal"
        for name, argument in NUMERIC.items():
            value = getattr(schema, name)
            # The remainder of a binary fraction is no integer's business: 0.03 % 0.01 is not 0.
            if value is not None and (name != "multiple_of" or exact or _is_whole(value)):
                yield f"{argument}={_number(value, exact=exact)}"
    elif kind == "string" and wire is None:
        for name, argument in TEXTUAL.items():
            value = getattr(schema, name)
            if value is not None and (name != "pattern" or searcher(value)):
                yield f"{argument}={value!a}"


def _number(value: Json, *, exact: bool) -> str:
    if exact:
        return f"Decimal({str(value)!r})"
    return repr(int(value) if _is_whole(value) else float(value))


def _is_whole(value: Json) -> bool:
    return Decimal(str(value)) == Decimal(str(value)).to_integral_value()


def _places(api: Api, names: Names) -> Iterator[tuple[Schema, str]]:
    """Walk all schemas with the name that each place suggests."""
    for pointer, schema in api.schemas.items():
        yield from _walk(schema, names.classes[pointer])
    for op in api.operations:
        method = names.methods[op.pointer]
        base = f"{pascal(method.resource)}{pascal(method.method)}"
        for parameter in op.parameters:
            place = parameter.schema or (parameter.content and parameter.content.schema)
            if place:
                yield from _walk(place, base + pascal(parameter.name))
        for media in op.request_body.content if op.request_body else ():
            if media.schema is not None:
                yield from _walk(media.schema, f"{base}Request")


def _walk(schema: Schema | Ref, base: str) -> Iterator[tuple[Schema, str]]:
    if isinstance(schema, Ref):
        return
    yield schema, base
    for inner, name in inner_names(schema, base):
        yield from _walk(inner, name)
