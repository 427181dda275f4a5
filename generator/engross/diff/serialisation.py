"""How a parameter's value is written (OpenAPI 3.1, "Style Values"; RFC 6570), for comparison.

Only enough for two ways of writing to be told apart: nothing is quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from engross.diff.normal import normalise
from engross.ir import Api, Json, Parameter, ParameterLocation, Ref, Schema

_SAMPLES: Final[Mapping[str, Json]] = {
    "scalar": "a",
    "array": ["a", "b"],
    "object": {"a": "b", "c": "d"},
}
_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


def written(style: str, explode: bool, kinds: Iterable[str]) -> list[str]:
    """Write a sample of each kind of value in one way."""
    return [_STYLES[style](_SAMPLES[kind], explode, style) for kind in sorted(kinds)]


def kinds(api: Api, schema: Schema | Ref | None) -> frozenset[str]:
    """Name the kinds of values that a schema may have: `scalar`, `array`, `object`."""
    types = frozenset[str]() if schema is None else normalise(api, schema).schema.type
    named = {kind if kind in _SAMPLES else "scalar" for kind in types - {"null"}}
    return frozenset(named or _SAMPLES)


def apart(api: Api, parameter: Parameter) -> Mapping[str, Parameter]:
    """Give the members of an object that are sent as parameters of their own, by name.

    Returns:
        Empty where the value is sent as one, or a member is no scalar.
    """
    # In a cookie the parts of `form` do not become cookies.
    is_query = parameter.location is ParameterLocation.QUERY
    is_spread = is_query and parameter.style == "form" and parameter.explode
    if not is_spread or parameter.schema is None or kinds(api, parameter.schema) != {"object"}:
        return {}
    schema = normalise(api, parameter.schema).schema
    if any(kinds(api, member) != {"scalar"} for member in schema.properties.values()):
        return {}
    return {
        name: Parameter(
            pointer=parameter.pointer,
            name=name,
            location=parameter.location,
            required=parameter.required and name in schema.required,
            style=parameter.style,
            explode=parameter.explode,
            schema=member,
            deprecated=parameter.deprecated,
            description=member.description,
        )
        for name, member in schema.properties.items()
    }


def _simple(value: Json, explode: bool, _: str) -> str:
    return ",".join(_parts(value, explode))


def _label(value: Json, explode: bool, _: str) -> str:
    return "." + ("." if explode else ",").join(_parts(value, explode))


def _matrix(value: Json, explode: bool, style: str) -> str:
    return ";" + _form(value, explode, style).replace("&", ";")


def _form(value: Json, explode: bool, style: str) -> str:
    parts = _parts(value, explode)
    if explode and isinstance(value, dict):
        return "&".join(parts)
    if explode:
        return "&".join(f"name={part}" for part in parts)
    return "name=" + _SEPARATORS.get(style, ",").join(parts)


def _deep(value: Json, explode: bool, style: str) -> str:
    if not isinstance(value, dict):
        return _form(value, explode, style)
    return "&".join(f"name[{key}]={part}" for key, part in value.items())


def _cookie(value: Json, explode: bool, style: str) -> str:
    return _form(value, explode, style).replace("&", "; ")


def _parts(value: Json, explode: bool) -> list[str]:
    if isinstance(value, dict):
        pairs = value.items()
        return [f"{k}={v}" for k, v in pairs] if explode else [t for pair in pairs for t in pair]
    return value if isinstance(value, list) else [value]


_STYLES: Final[Mapping[str, Callable[[Json, bool, str], str]]] = {
    "simple": _simple,
    "label": _label,
    "matrix": _matrix,
    "form": _form,
    "spaceDelimited": _form,
    "pipeDelimited": _form,
    "deepObject": _deep,
    "cookie": _cookie,
}
