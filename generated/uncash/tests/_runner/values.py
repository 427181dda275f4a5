"""Descriptions of Python values: built into arguments, compared with what the client gives.

A plain JSON scalar stands for itself; an object with one key says what it is: `{"decimal": "1.0"}`,
`{"enum": ["CardStatus", "FROZEN"]}`, `{"model": "Card", "fields": {...}}`, `{"list": [...]}`.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import httpx

from . import exact
from .exact import Json, Number, is_array, is_object
from .suite import Package

_STEP = re.compile(r'\.(\w+)|\[(\d+)\]|\["([^"]*)"\]')
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


def build(package: Package, told: Json) -> Any:
    """Make the value that a description stands for."""
    if not is_object(told):
        return [build(package, item) for item in told] if is_array(told) else told
    if "model" in told:
        given = told["fields"] | told.get("extra", {})
        fields = {name: build(package, value) for name, value in given.items()}
        return package.model(told["model"])(**fields) if told["model"] else fields
    (kind, value), *_ = told.items()
    if kind in _SCALARS:
        return _SCALARS[kind](value)
    if kind in _MANY:
        return _MANY[kind]([build(package, item) for item in value])
    if kind in _FILES:
        return _FILES[kind](*value)
    if kind in _OF_PACKAGE:
        return _OF_PACKAGE[kind](package, value)
    return plain(value)


def _changed(package: Package, told: list[Json]) -> Any:
    """Build a model, and then set one of its fields."""
    built = build(package, told[0])
    setattr(built, told[1], build(package, told[2]))
    return built


def _timeout(phases: Mapping[str, Json]) -> httpx.Timeout:
    return httpx.Timeout(**{phase: float(seconds) for phase, seconds in phases.items()})


def _named_file(
    name: str, text: str, content_type: str, headers: dict[str, str]
) -> tuple[str, bytes, str, dict[str, str]]:
    return name, text.encode(), content_type, headers


def _open_file(name: str, text: str) -> io.BytesIO:
    file = io.BytesIO(text.encode())
    file.name = name
    return file


def _opened(text: str, start: Number, name: str = "") -> io.BytesIO:
    file = _open_file(name, text)
    file.seek(int(start.text))
    return file


class _Pipe(io.BytesIO):
    """A file without a length."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: Any) -> int:
        raise OSError("a pipe has no places")

    tell = seek


async def _later(texts: list[str]) -> AsyncIterator[bytes]:
    for text in texts:
        yield text.encode()


async def _awaited(items: list[Any]) -> AsyncIterator[Any]:
    for item in items:
        yield item


class _Twice(httpx.Auth):
    """Sends a request a second time, whatever the answer: its body is read again."""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        stream = request.stream
        yield request
        request.stream = stream
        vars(request).pop("_content", None)
        yield request


def _nested(levels: Number) -> list[Any]:
    found: list[Any] = []
    for _ in range(int(levels.text)):
        found = [found]
    return found


def plain(tree: Json) -> Any:
    """Make Python data of a JSON tree: whole numbers are int, others Decimal."""
    if is_object(tree):
        return {key: plain(value) for key, value in tree.items()}
    if is_array(tree):
        return [plain(item) for item in tree]
    return _number(tree.text, Decimal) if isinstance(tree, Number) else tree


def _number(text: str, fraction: Callable[[str], Any]) -> Any:
    return fraction(text) if any(mark in text for mark in ".eE") else int(text)


def reached(value: Any, access: str) -> Any:
    """Follow `.data.limits[0].amount` from a value."""
    for attribute, index, key in _STEP.findall(access):
        if attribute:
            value = getattr(value, attribute)
        else:
            value = value[int(index)] if index else value[key]
    return value


def differences(package: Package, told: Json, value: Any, place: str) -> Iterator[str]:
    """Say where a value is not what a description says, types included."""
    if not is_object(told):
        if type(value) is not type(told) or value != told:
            yield f"{place} is {value!r}, not {told!r}"
        return
    if "model" in told:
        yield from _model(package, told, value, place)
        return
    (kind, inner), *_ = told.items()
    if kind in _COMPARED:
        if not _COMPARED[kind](value, inner):
            yield f"{place} is {value!r}, not {kind} {inner!r}"
    elif kind == "enum":
        member = getattr(package.model(inner[0]), inner[1], None)
        if member is None or value is not member:
            yield f"{place} is {value!r}, not {inner[0]}.{inner[1]}"
    elif kind in _NESTED:
        yield from _NESTED[kind](package, inner, value, place)


def _model(package: Package, told: Json, value: Any, place: str) -> Iterator[str]:
    if told["model"] and type(value) is not package.model(told["model"]):
        yield f"{place} is a {type(value).__name__}, not a {told['model']}"
        return
    declared = _fields(value)
    for name, inner in told["fields"].items():
        if name in declared:
            yield from differences(package, inner, getattr(value, name), f"{place}.{name}")
        else:
            yield f"{place}.{name} is no field of {type(value).__name__}"
    if extra := told.get("extra"):
        yield from _dict(package, extra, value.model_extra, f"{place}.model_extra")


def _fields(value: Any) -> Any:
    return getattr(value.__class__, "model_fields", ())


def _event(package: Package, told: Mapping[str, Json], value: Any, place: str) -> Iterator[str]:
    for name, inner in told.items():
        yield from differences(package, inner, getattr(value, name, None), f"{place}.{name}")


def _list(package: Package, told: list[Json], value: Any, place: str) -> Iterator[str]:
    if not is_array(value) or len(value) != len(told):
        yield f"{place} is {value!r}, not a list of {len(told)}"
        return
    for index, (inner, item) in enumerate(zip(told, value, strict=True)):
        yield from differences(package, inner, item, f"{place}[{index}]")


def _dict(package: Package, told: Mapping[str, Json], value: Any, place: str) -> Iterator[str]:
    if not is_object(value) or set(value) != set(told):
        yield f"{place} is {value!r}, not a dict of {sorted(told)}"
        return
    for key, inner in told.items():
        yield from differences(package, inner, value[key], f"{place}[{key!r}]")


def unlike(value: Any, answered: Json) -> Iterator[str]:
    """Say where a returned value, written back by the spec's names, is not the answer it came from.

    Models write themselves; of a value outside any model only what JSON has a form for counts.
    """
    if hasattr(value, "model_dump_json"):
        text = value.model_dump_json(by_alias=True, exclude_unset=True)
        if not same(exact.read(text), answered):
            yield f"written back, the value is {text}"
    elif is_array(value) and is_array(answered):
        items = value
        if len(items) != len(answered):
            yield f"the value has {len(items)} elements"
        for item, told in zip(items, answered, strict=False):
            yield from unlike(item, told)
    elif is_object(value) and is_object(answered):
        members = value
        if members.keys() != answered.keys():
            yield f"the value has the members {sorted(members)}"
        for key in members.keys() & answered.keys():
            yield from unlike(members[key], answered[key])
    elif not _is_the_same(value, answered):
        yield f"the value is {value!r}"


def _is_the_same(value: Any, answered: Json) -> bool:
    if isinstance(answered, Number):
        return not isinstance(value, bool) and (
            isinstance(value, float) or exact.equal(Number(str(value)), answered)
        )
    if isinstance(value, Enum):
        return bool(value.value == answered)
    of_json = value is None or isinstance(value, bool | str | int | float)
    return isinstance(answered, str) if not of_json else bool(value == answered)


def same(left: Json, right: Json) -> bool:
    """Whether two trees are equal, texts that are the same moment counting as equal."""
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if is_array(left) and is_array(right):
        return len(left) == len(right) and all(map(same, left, right))
    return exact.equal(left, right) or same_moment(left, right)


def same_moment(left: Json, right: Json) -> bool:
    """Whether two texts are the same date and time, time of day or duration."""
    if not isinstance(left, str) or not isinstance(right, str):
        return False
    for parse in (datetime.fromisoformat, time.fromisoformat, _duration):
        try:
            return bool(parse(left) == parse(right))
        except ValueError:
            continue
    return False


def _duration(text: str) -> timedelta:
    match = _DURATION.fullmatch(text)
    sign, *parts = match.groups() if match else ("",)
    if not any(parts):
        raise ValueError(text)
    days, hours, minutes, seconds = (float(part or 0) for part in parts)
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if sign else length


def _exactly(kind: type[Any], read: Callable[[str], Any]) -> Callable[[Any, str], bool]:
    return lambda value, text: type(value) is kind and bool(value == read(text))


def _is_decimal(value: Any, text: str) -> bool:
    return type(value) is Decimal and value.as_tuple() == Decimal(text).as_tuple()


def _is_number(value: Any, text: str) -> bool:
    expected = _number(text, float)
    return type(value) is type(expected) and bool(value == expected)


def _is_moment(value: Any, text: str) -> bool:
    expected = datetime.fromisoformat(text)
    if type(value) is not datetime or (value.tzinfo is None) != (expected.tzinfo is None):
        return False
    return value == expected and value.utcoffset() == expected.utcoffset()


def _is_open(value: Any, text: str) -> bool:
    return (
        isinstance(value, str)
        and value == text
        and (not isinstance(value, Enum) or value.value == text)
    )


_NESTED: dict[str, Callable[[Package, Any, Any, str], Iterator[str]]] = {
    "dict": _dict,
    "event": _event,
    "list": _list,
}
_MANY: dict[str, Callable[[list[Any]], Any]] = {"list": list, "iterator": iter, "awaited": _awaited}
_FILES: dict[str, Callable[..., Any]] = {
    "named-file": _named_file,
    "open-file": _open_file,
    "opened": _opened,
}
_SCALARS: dict[str, Callable[[Any], Any]] = {
    "integer": int,
    "float": float,
    "number": lambda text: _number(text, float),
    "decimal": Decimal,
    "date-time": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "duration": _duration,
    "uuid": UUID,
    "file": str.encode,
    "text-file": io.StringIO,
    "pipe": lambda text: _Pipe(text.encode()),
    "pieces": lambda texts: iter([text.encode() for text in texts]),
    "later": _later,
    "nested": _nested,
    "timeout": _timeout,
    "twice": lambda _: _Twice(),
    "repeated": lambda told: told[0] * int(told[1].text),
    "half-surrogate": lambda _: chr(0xD800),
    "object": lambda _: object(),
}
_OF_PACKAGE: dict[str, Callable[[Package, Any], Any]] = {
    "changed": _changed,
    "copies": lambda package, told: [build(package, told[0])] * int(told[1].text),
    "dict": lambda package, told: {key: build(package, item) for key, item in told.items()},
    "enum": lambda package, told: getattr(package.model(told[0]), told[1]),
    "read": lambda package, told: package.model(told[0]).model_validate(plain(told[1])),
    "unset": lambda package, _: package.load("UNSET"),
}
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "integer": _exactly(int, int),
    "number": _is_number,
    "decimal": _is_decimal,
    "date-time": _is_moment,
    "date": _exactly(date, date.fromisoformat),
    "time": _exactly(time, time.fromisoformat),
    "duration": _exactly(timedelta, _duration),
    "uuid": _exactly(UUID, UUID),
    "open": _is_open,
    "plain": lambda value, tree: bool(value == plain(tree)),
    "bytes": lambda value, text: value == base64.b64decode(text),
    "headers": lambda value, told: (
        is_object(value) and all(value.get(name) == text for name, text in told.items())
    ),
}
