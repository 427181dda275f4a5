"""How arguments stand in a URL, a header or a cookie (OpenAPI 3.1, "Parameter Object")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

from .codec import encode, is_array, is_object, scalar_text
from .operation import Parameter

# Between the elements of a query parameter that is not exploded.
_SEPARATORS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
# What `allowReserved` leaves as it is: the reserved characters (RFC 3986, section 2.2) without
# those that a query cannot hold, or that would end the value (`#`, brackets, `&` and `+`).
_RESERVED = ":/?@!$'()*,;="
# The same of a path, which also cannot hold what would end a segment.
_RESERVED_IN_PATH = ":@!$&'()*+,;="
_TRIPLE = re.compile(r"(%[0-9A-Fa-f]{2})")
# RFC 6265, "Syntax", `cookie-octet`.
_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")
# RFC 9110, "Field Names" and "Field Values": a token; visible characters, blanks between them.
_FIELD_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NO_FIELD_CHARACTER = re.compile(r"[^\x20-\x7e]")
_FIELD_VALUE = re.compile(r"([\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?)?")


def written(parameter: Parameter, value: Any) -> Any:
    """Give a value for which the styles have a form; one that is described by JSON is its text.

    Raises:
        ValueError: an array or object inside another, where the style has no form for it.
    """
    if parameter.json:
        text = encode(value).decode()
        return _NO_FIELD_CHARACTER.sub(_escaped, text) if parameter.location == "header" else text
    return value if parameter.style == "deepObject" else _flat(parameter, value)


# RFC 8259, "Strings": any character of a text may be written in ASCII.
def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)


def _flat(parameter: Parameter, value: Any) -> Any:
    """Give a value of one level: nulls are left out (RFC 6570, "Variables")."""
    if is_object(value):
        value = {name: part for name, part in value.items() if part is not None}
        parts = list(value.values())
    elif is_array(value):
        value = parts = [part for part in value if part is not None]
    else:
        return value
    if any(is_array(part) or is_object(part) for part in parts):
        raise ValueError(
            f"{parameter.location} parameter {parameter.name!r} must not hold a value with parts"
        )
    return value


def encode_path(parameter: Parameter, value: Any) -> str:
    """Write a path segment; what its values hold can end it nowhere.

    Raises:
        ValueError: the value would vanish from the path or climb out of it: empty, `.`, `..`.
    """
    parts = _elements(value, parameter.separate, _in_path if parameter.allow_reserved else quoted)
    if not parts:  # RFC 6570, "Variables": a list without members is undefined
        text = ""
    elif parameter.style == "matrix":
        text = _matrix(parameter, value, parts)
    elif parameter.style == "label":
        text = "." + ("." if parameter.separate else ",").join(parts)
    else:
        text = ",".join(parts)
    if unquote(text) in {"", ".", ".."}:
        raise ValueError(f"path parameter {parameter.name!r} must not be {text!r}")
    return text


# RFC 6570, "Path-Style Parameter Expansion".
def _matrix(parameter: Parameter, value: Any, parts: list[str]) -> str:
    name = quoted(parameter.name)
    if parameter.separate and is_object(value):
        return "".join(f";{part}" for part in parts)
    if not parameter.separate:
        parts = [",".join(parts)]
    return "".join(f";{name}={part}" if part else f";{name}" for part in parts)


def encode_pairs(parameter: Parameter, value: Any) -> Iterator[str]:
    """Write each `name=value` of a query or cookie parameter; none for an empty array.

    Raises:
        ValueError: half of a surrogate pair; of a cookie that is not quoted, what it cannot hold;
            an item with what stands between items, which only the style `form` tells apart.
    """
    name = quoted(parameter.name)
    write = _unquoted if parameter.style == "cookie" else quoted
    write = _reserved if parameter.allow_reserved else write
    if parameter.style == "deepObject":
        yield from _deep(name, value, write)
    elif not (is_array(value) or is_object(value)):
        yield f"{name}={write(value)}"
    elif parameter.separate and is_array(value):
        yield from (f"{name}={write(item)}" for item in value)
    elif parameter.separate:
        yield from _elements(value, True, write)
    elif value:
        separator = _SEPARATORS.get(parameter.style or "form", ",")
        if parameter.style is not None:
            _check_items(parameter, value, unquote(separator))
        yield f"{name}={separator.join(_elements(value, False, write))}"


# OpenAPI 3.1, "Encoding Object": names and values of parts of a body, in which nothing is quoted.
def plain_pairs(parameter: Parameter, value: Any) -> Iterator[tuple[str, str]]:
    """Give each name and value of a query parameter as they are before they are quoted.

    Raises:
        ValueError: an item has in it what stands between items.
    """
    if not parameter.separate and parameter.style != "deepObject":
        separator = unquote(_SEPARATORS.get(parameter.style or "form", ","))
        _check_items(parameter, value, separator)
    for pair in encode_pairs(parameter, value):
        name, _, text = pair.partition("=")
        yield unquote(name), unquote(text)


def _check_items(parameter: Parameter, value: Any, separator: str) -> None:
    """Refuse an item that would be read as two, where quoting does not tell them apart."""
    parts = [*value, *value.values()] if is_object(value) else value if is_array(value) else ()
    if any(separator in scalar_text(part) for part in parts):
        raise ValueError(
            f"{parameter.name!r} must not hold an item with {separator!r} in it, which stands"
            " between items: it would arrive as two"
        )


# OpenAPI 3.1, "Style Values": what is nested or an array is left open. Everybody who takes it takes
# further brackets, and for an array the places of its items.
def _deep(place: str, value: Any, write: Callable[[Any], str]) -> Iterator[str]:
    if is_object(value):
        for key, part in value.items():
            yield from _deep(f"{place}%5B{quoted(key)}%5D", part, write)
    elif is_array(value):
        for number, part in enumerate(value):
            yield from _deep(f"{place}%5B{number}%5D", part, write)
    elif value is not None:
        yield f"{place}={write(value)}"


def encode_header(parameter: Parameter, value: Any) -> str:
    """Write a header's value, style `simple`.

    Raises:
        ValueError: as `checked_header`, or an item has a comma in it.
    """
    _check_items(parameter, value, ",")
    text = ",".join(_elements(value, parameter.separate, scalar_text))
    return checked_header(parameter.name, text)


def checked_header(name: str, value: str) -> str:
    """Give the value back.

    Raises:
        ValueError: no text, or one that could end the header and begin another.
    """
    if not all(isinstance(text, str) for text in (name, value)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ValueError(f"header {name!r} must be a text")
    if not _FIELD_NAME.fullmatch(name) or not _FIELD_VALUE.fullmatch(value):
        raise ValueError(f"header {name!r} holds a character that no header can carry")
    return value


def quoted(value: Any) -> str:
    """Write a scalar with everything but unreserved characters quoted (RFC 3986, section 2.3).

    Raises:
        ValueError: half of a surrogate pair.
    """
    return _quoted(value, safe="")


# RFC 6570, "Reserved Expansion": what is quoted already stays as it is.
def _reserved(value: Any, safe: str = _RESERVED) -> str:
    pieces = _TRIPLE.split(scalar_text(value))
    return "".join(p if i % 2 else _quoted(p, safe=safe) for i, p in enumerate(pieces))


# OpenAPI 3.2, "Parameter Locations": `/`, `?` and `#` of a value are quoted in a path.
def _in_path(value: Any) -> str:
    return _reserved(value, _RESERVED_IN_PATH)


# OpenAPI 3.2, "Style Values": in the style `cookie` nothing is quoted.
def _unquoted(value: Any) -> str:
    text = scalar_text(value)
    if not _COOKIE_VALUE.fullmatch(text):
        raise ValueError("a cookie holds a character that no cookie can carry: escape it yourself")
    return text


def _quoted(value: Any, safe: str) -> str:
    try:
        return quote(scalar_text(value), safe=safe)
    except UnicodeEncodeError:
        raise ValueError("a text holds half of a surrogate pair") from None


def _elements(value: Any, separate: bool, write: Callable[[Any], str]) -> list[str]:
    if is_array(value):
        return [write(item) for item in value]
    if is_object(value):
        if separate:
            return [f"{write(key)}={write(item)}" for key, item in value.items()]
        return [write(part) for pair in value.items() for part in pair]
    return [write(value)]
