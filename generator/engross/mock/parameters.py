"""The parameters of a request, held against their descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from urllib.parse import unquote, unquote_plus

from engross.diff.documents import Direction
from engross.ir import Operation, Parameter, ParameterLocation, Ref, Schema
from engross.mock.forms import form_value, is_form
from engross.mock.media import is_json
from engross.mock.messages import Request
from engross.mock.problems import Fault
from engross.mock.readings import Tree, exact, typed
from engross.mock.schemas import Schemas
from engross.mock.styles import of_pairs, of_path, of_query, of_text, plain

_PATH, _QUERY = ParameterLocation.PATH, ParameterLocation.QUERY
_HEADER, _COOKIE = ParameterLocation.HEADER, ParameterLocation.COOKIE
_QUERYSTRING = ParameterLocation.QUERYSTRING


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request and what it is for."""

    request: Request
    operation: Operation
    path: Mapping[str, str]
    """The variables of its path, percent-encoded."""


def parameter_faults(schemas: Schemas, call: Call) -> Iterator[Fault]:
    """Tell what is wrong with the parameters of a request."""
    for parameter in call.operation.parameters:
        told = partial(
            replace,
            location=parameter.location.value,
            name=parameter.name,
            place=parameter.pointer,
        )
        if not _is_there(schemas, call, parameter):
            if parameter.required:
                yield told(Fault(detail="is required"))
        else:
            yield from map(told, _faults(schemas, call, parameter))


def _is_there(schemas: Schemas, call: Call, parameter: Parameter) -> bool:
    if parameter.location is _PATH:
        return parameter.name in call.path
    if parameter.location is _HEADER:
        return call.request.header(parameter.name) is not None
    if parameter.location is _COOKIE:
        return any(unquote(name) == parameter.name for name, _ in call.request.cookies)
    if _is_spread(schemas, parameter):
        return parameter.required or bool(_spread(schemas, call, parameter))
    if parameter.location is _QUERYSTRING:
        return bool(call.request.query)
    names = (unquote_plus(name) for name, _ in call.request.pairs)
    return any(name == parameter.name or name.startswith(f"{parameter.name}[") for name in names)


def _faults(schemas: Schemas, call: Call, parameter: Parameter) -> list[Fault]:
    if parameter.content is not None:
        return _content_faults(schemas, parameter, _sole_text(call, parameter))
    schema = parameter.schema
    if schema is None or (parameter.allow_empty_value and _is_empty(call, parameter)):
        return []
    first: list[Fault] | None = None
    for kind in _kinds(schemas, schema):
        for tree in _trees(schemas, call, parameter, kind):
            value = typed(schemas, schema, tree)
            if not (found := schemas.faults(schema, value, Direction.REQUEST)):
                return []
            first = found if first is None else first
    return first or [Fault(detail=f"is not written in the style {parameter.style}")]


def _is_empty(call: Call, parameter: Parameter) -> bool:
    return any(unquote_plus(n) == parameter.name and not value for n, value in call.request.pairs)


def _content_faults(schemas: Schemas, parameter: Parameter, text: str) -> list[Fault]:
    media = parameter.content
    if media is None or media.schema is None:
        return []
    if is_form(media.content_type):
        value = form_value(schemas, media, text.encode())
        return schemas.faults(media.schema, value, Direction.REQUEST)
    if not is_json(media.content_type):
        value = typed(schemas, media.schema, text)
        return schemas.faults(media.schema, value, Direction.REQUEST)
    try:
        value = exact(text)
    except (ValueError, RecursionError) as error:
        return [Fault(detail=f"is not JSON: {error}")]
    return schemas.faults(media.schema, value, Direction.REQUEST)


def _sole_text(call: Call, parameter: Parameter) -> str:
    if parameter.location is _PATH:
        return unquote(call.path[parameter.name])
    if parameter.location is _HEADER:
        return call.request.header(parameter.name) or ""
    if parameter.location is _QUERYSTRING:
        is_whole = parameter.content is not None and is_form(parameter.content.content_type)
        return call.request.query if is_whole else unquote(call.request.query)
    if parameter.location is _COOKIE:
        return next(
            unquote(v) for name, v in call.request.cookies if unquote(name) == parameter.name
        )
    return next(unquote_plus(v) for n, v in call.request.pairs if unquote_plus(n) == parameter.name)


# OpenAPI's styles write what has parts in other ways than what has none.
_KINDS: Final = {"array": "array", "object": "object"}


def _kinds(schemas: Schemas, schema: Schema | Ref) -> list[str]:
    types = schemas.types(schema)
    return sorted({_KINDS.get(name, "scalar") for name in types}) or ["scalar", "array"]


def _trees(schemas: Schemas, call: Call, parameter: Parameter, kind: str) -> Iterator[Tree]:
    style, explode, name = parameter.style, parameter.explode, parameter.name
    if parameter.location is _PATH:
        yield from of_path(style, explode, name, call.path[name], kind)
    elif parameter.location is _HEADER:
        text = call.request.header(name) or ""
        # RFC 9110, "Lists (#rule ABNF Extension)": blanks around an element are no part of it.
        text = ",".join(part.strip() for part in text.split(",")) if kind != "scalar" else text
        yield from of_text(text, ",", explode, kind, plain)
    elif parameter.location is _COOKIE:
        values = [value for key, value in call.request.cookies if unquote(key) == name]
        yield from of_pairs(values, ",", explode, kind, plain if style == "cookie" else unquote)
    elif kind == "object" and _is_spread(schemas, parameter):
        yield _spread(schemas, call, parameter)
    else:
        yield from of_query(style, explode, name, call.request.pairs, kind)


def _is_spread(schemas: Schemas, parameter: Parameter) -> bool:
    """Whether the members of an object are pairs of the query, which do not name the parameter."""
    in_query = parameter.location is _QUERY and parameter.content is None
    is_apart = parameter.explode and parameter.style != "deepObject"
    return in_query and is_apart and schemas.types(parameter.schema) == {"object"}


def _spread(schemas: Schemas, call: Call, parameter: Parameter) -> dict[str, Tree]:
    """Give the pairs that are members of an object and no other parameter's."""
    assert parameter.schema is not None
    said = schemas.written_out(parameter.schema)
    others = {p.name for p in call.operation.parameters if p.location is _QUERY}
    is_open = said.additional_properties is not None and not (
        isinstance(said.additional_properties, Schema) and said.additional_properties.never
    )
    found: dict[str, list[str]] = {}
    for name, value in call.request.pairs:
        key = unquote_plus(name)
        if key in said.properties or (is_open and key not in others):
            found.setdefault(key, []).append(unquote_plus(value))
    return {
        key: values if _is_list(schemas, said.properties.get(key)) else values[-1]
        for key, values in found.items()
    }


def _is_list(schemas: Schemas, schema: Schema | Ref | None) -> bool:
    return "array" in schemas.types(schema)
