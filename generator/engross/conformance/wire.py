"""How arguments stand in a request: the standard's serialisation, as an oracle of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlencode

from engross.conformance.runner.exact import Json, Number, is_array, is_object, write
from engross.ir import MediaType, Parameter, ParameterLocation
from engross.names import body_kind, media_kind

Pair = tuple[str, str]


def text_of(value: Json) -> str:
    """Write a scalar as it stands in a path, query or header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    return value.text if isinstance(value, Number) else str(value)


def content_text(media: MediaType, value: Json) -> str:
    """Write a value as its media type says: JSON, a form, or the text itself."""
    if body_kind(media) == "form" and is_object(value):
        return urlencode(_whole_query(media, value))
    return write(value) if body_kind(media) == "json" else text_of(value)


def path_text(parameter: Parameter, value: Json) -> str:
    """Write a path parameter, quoted (OpenAPI 3.1, "Style Values"; RFC 6570)."""
    if parameter.content is not None:
        return quote(content_text(parameter.content, value), safe="")
    written = _reserved_in_path if parameter.allow_reserved else partial(quote, safe="")
    parts = [
        f"{written(key)}={written(text)}" if key else written(text)
        for key, text in _parts(value, parameter.explode)
    ]
    if parameter.style == "label":
        return "." + ("." if parameter.explode else ",").join(parts)
    if parameter.style == "matrix":
        return _matrix(parameter, value, parts)
    return ",".join(parts)


# OpenAPI 3.2, "Parameter Object", `allowReserved`: but for what ends a segment, and brackets, which
# no path can hold (RFC 3986, "Path").
def _reserved_in_path(text: str) -> str:
    triples = re.split("(%[0-9A-Fa-f]{2})", text)
    safe = ":@!$&'()*+,;="
    return "".join(part if n % 2 else quote(part, safe=safe) for n, part in enumerate(triples))


def _matrix(parameter: Parameter, value: Json, parts: list[str]) -> str:
    name = quote(parameter.name, safe="")
    if parameter.explode and is_object(value):
        return "".join(f";{part}" for part in parts)
    if parameter.explode and is_array(value):
        return "".join(_matrix_pair(name, part) for part in parts)
    return _matrix_pair(name, ",".join(parts))


def _matrix_pair(name: str, text: str) -> str:
    """RFC 6570, "Path-Style Parameter Expansion": no `=` before an empty text."""
    return f";{name}={text}" if text else f";{name}"


def query_pairs(parameter: Parameter, value: Json) -> list[Pair]:
    """Write a query parameter as decoded pairs (OpenAPI 3.1, "Style Values")."""
    name = parameter.name
    if parameter.content is not None and parameter.location is ParameterLocation.QUERYSTRING:
        return _whole_query(parameter.content, value)
    if parameter.content is not None:
        return [(name, content_text(parameter.content, value))]
    if parameter.style == "deepObject":
        return list(_deep_pairs(name, value))
    if not isinstance(value, list | dict):
        return [(name, text_of(value))]
    parts = list(_parts(value, parameter.explode))
    if parameter.explode:
        return [(key or name, text) for key, text in parts]
    joint = {"spaceDelimited": " ", "pipeDelimited": "|"}.get(parameter.style, ",")
    return [(name, joint.join(text for _, text in parts))] if parts else []


def _whole_query(media: MediaType, value: Json) -> list[Pair]:
    """Write a query that is one value, as decoded pairs (OpenAPI 3.2, "Parameter Locations")."""
    if is_object(value) and body_kind(media) == "form":
        return [pair for name, part in value.items() for pair in form_pairs(media, name, part)]
    return [(content_text(media, value), "")]


def _deep_pairs(place: str, value: Json) -> Iterator[Pair]:
    """Write each scalar with its way to it in brackets, as all who take nested values do."""
    if is_object(value):
        for key, part in value.items():
            yield from _deep_pairs(f"{place}[{key}]", part)
    elif is_array(value):
        for number, part in enumerate(value):
            yield from _deep_pairs(f"{place}[{number}]", part)
    elif _is_defined(value):
        yield place, text_of(value)


def form_pairs(media: MediaType, name: str, value: Json) -> list[Pair]:
    """Write a member of a form (OpenAPI 3.1, "Encoding Object"): in a style, or as it is."""
    told = media.encoding.get(name)
    if value is None:
        return []
    if told is not None and told.styled:
        style = told.style or "form"
        return query_pairs(
            Parameter(
                pointer=told.pointer,
                name=name,
                location=ParameterLocation.QUERY,
                required=False,
                style=style,
                explode=style == "form" if told.explode is None else told.explode,
            ),
            value,
        )
    if told is not None and media_kind(told.content_type or "") == "json":
        return [(name, write(value))]
    return [
        (name, write(item) if is_object(item) or is_array(item) else text_of(item))
        for item in (value if is_array(value) else [value])
        if item is not None
    ]


def cookie_texts(parameter: Parameter, value: Json) -> list[str]:
    """Write a cookie parameter as style `form` has it: quoted, but for the commas between parts."""
    pairs = query_pairs(parameter, value)
    if parameter.style == "cookie":  # OpenAPI 3.2, "Style Values": nothing is quoted
        return [f"{quote(name, safe='')}={text}" for name, text in pairs]
    safe = "" if parameter.content is not None else ","
    return [f"{quote(name, safe='')}={quote(text, safe=safe)}" for name, text in pairs]


def header_text(parameter: Parameter, value: Json) -> str:
    """Write a header parameter; its only style is `simple`."""
    if parameter.content is not None:
        return in_ascii(content_text(parameter.content, value))
    return simple_text(value, parameter.explode)


def in_ascii(text: str) -> str:
    """Write JSON without what no header can carry: only its texts have such characters."""
    return "".join(c if " " <= c <= "~" else json.dumps(c)[1:-1] for c in text)


def simple_text(value: Json, explode: bool) -> str:
    """Write a value in the style `simple`, not quoted."""
    return ",".join(f"{key}={text}" if key else text for key, text in _parts(value, explode))


def _parts(value: Json, explode: bool) -> Iterator[Pair]:
    """Give `(key, text)`; the key is empty where none is written beside the text."""
    if is_array(value):
        for part in filter(_is_defined, value):
            yield "", text_of(part)
    elif is_object(value):
        for key, part in value.items():
            if not _is_defined(part):
                continue
            if explode:
                yield key, text_of(part)
            else:
                yield "", key
                yield "", text_of(part)
    else:
        yield "", text_of(value)


def _is_defined(part: Json) -> bool:
    """RFC 6570, "Variables": a null inside a value is as if it were not there."""
    return part is not None
