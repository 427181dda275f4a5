"""Objects as forms, `application/x-www-form-urlencoded`: in a body, or as the query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from . import codec
from .operation import Parameter
from .parameters import encode_pairs, quoted, written


# OpenAPI 3.1, "Support for x-www-form-urlencoded Request Bodies".
def form_text(fields: Iterable[Parameter], members: Mapping[str, Any]) -> str:
    """Write each field; nulls are left out, and what has parts of its own is JSON or in a style."""
    told = {field.name: field for field in fields}
    return "&".join(
        pair
        for name, value in members.items()
        if value is not None
        for pair in (
            encode_pairs(told[name], written(told[name], value))
            if name in told
            else _pairs(name, value)
        )
    )


def _pairs(name: str, value: Any) -> Iterator[str]:
    for item in value if codec.is_array(value) else [value]:
        if item is not None:
            is_tree = codec.is_object(item) or codec.is_array(item)
            text = codec.encode(item).decode() if is_tree else codec.scalar_text(item)
            yield urlencode({name: text})


# OpenAPI 3.2, "Parameter Locations".
def query_text(parameter: Parameter, value: Any) -> str:
    """Write a whole query by its media type: JSON, a form, or a text."""
    if parameter.json:
        return quoted(codec.encode(value).decode())
    if codec.is_object(value):
        return form_text(parameter.fields, value)
    return "" if value is None else quoted(value)
