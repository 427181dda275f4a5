"""What the styles of OpenAPI make of a parameter's text (OpenAPI 3.1, "Style Values").

Percent-encoding is undone after a text is taken apart, so that what was quoted separates nothing.
But many callers quote the separators too; therefore the text is also taken apart the other way
round, and what the schema allows decides between the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote, unquote_plus

from engross.mock.readings import Tree

Decode: TypeAlias = Callable[[str], str]
Pairs: TypeAlias = Sequence[tuple[str, str]]

_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


def plain(text: str) -> str:
    """Leave a text as it is: nothing is quoted in a header."""
    return text


# --- One text -------------------------------------------------------------------------------------


def of_path(style: str, explode: bool, name: str, text: str, kind: str) -> Iterator[Tree]:
    """Read a path variable."""
    if style == "matrix":
        yield from _matrix(explode, name, text, kind)
        return
    separator = "." if style == "label" and explode else ","
    if style == "label":
        if not text.startswith("."):
            return
        text = text[1:]
    yield from of_text(text, separator, explode, kind, unquote)


def _matrix(explode: bool, name: str, text: str, kind: str) -> Iterator[Tree]:
    # RFC 6570, "Path-Style Parameter Expansion".
    if not text.startswith(";"):
        return
    pairs = [(unquote(key), value) for key, _, value in map(_halves, text[1:].split(";"))]
    if kind == "object" and explode:
        yield {key: unquote(value) for key, value in pairs}
    elif all(key == name for key, _ in pairs):
        yield from of_pairs([value for _, value in pairs], ",", explode, kind, unquote)


def _halves(text: str) -> tuple[str, str, str]:
    return text.partition("=")


def of_text(text: str, separator: str, explode: bool, kind: str, decode: Decode) -> Iterator[Tree]:
    """Read one text that holds a value of a kind: `scalar`, `array` or `object`."""
    if kind == "scalar":
        yield decode(text)
        return
    read = _array if kind == "array" else _exploded if explode else _object
    apart = [decode(part) for part in text.split(separator)] if text else []
    yield from read(apart)
    if (decoded := decode(text)) != text:
        yield from read(decoded.split(separator))


def _array(parts: list[str]) -> Iterator[Tree]:
    yield parts


def _object(parts: list[str]) -> Iterator[Tree]:
    if len(parts) % 2 == 0:
        yield dict(zip(parts[::2], parts[1::2], strict=True))


def _exploded(parts: list[str]) -> Iterator[Tree]:
    if all("=" in part for part in parts):
        yield {key: value for key, _, value in map(_halves, parts)}


def of_pairs(
    values: Sequence[str], separator: str, explode: bool, kind: str, decode: Decode
) -> Iterator[Tree]:
    """Read the values that came under one name."""
    if kind == "array" and explode:
        yield [decode(value) for value in values]
    elif kind != "scalar":
        # A name of a value that is not exploded comes once.
        yield from of_text(values[-1], separator, False, kind, decode)
    elif len(values) == 1:
        yield decode(values[0])


# --- Pairs of a query, of a form, of cookies ------------------------------------------------------


def of_query(
    style: str, explode: bool, name: str, pairs: Pairs, kind: str, decode: Decode = unquote_plus
) -> Iterator[Tree]:
    """Read a parameter from the pairs of a query or a form; nothing where it is not there."""
    if style == "deepObject":
        if found := deep(name, pairs, decode):
            yield found
        return
    values = [value for key, value in pairs if decode(key) == name]
    # PHP's way to write a list, which some documents name and some callers use.
    if not values and kind == "array" and explode:
        values = [value for key, value in pairs if decode(key) == f"{name}[]"]
    if values:
        separator = _SEPARATORS.get(style, ",")
        yield from of_pairs(values, separator, explode, kind, decode)


_KEY: Final = re.compile(r"\[([^\[\]]*)\]")


def deep(name: str, pairs: Pairs, decode: Decode) -> dict[str, Tree]:
    """Read `name[a]=1&name[b][c]=2`; the standard has one level, callers have more."""
    found: dict[str, Tree] = {}
    for key, value in pairs:
        decoded = decode(key)
        tokens = _KEY.findall(decoded.removeprefix(name))
        if tokens and decoded == name + "".join(f"[{token}]" for token in tokens):
            _put(found, tokens, decode(value))
    return {key: _listed(part) for key, part in found.items()}


def _put(found: dict[str, Tree], tokens: list[str], value: str) -> None:
    first, *rest = tokens
    first = first or str(len(found))
    if rest:
        inner = found.setdefault(first, {})
        if isinstance(inner, dict):
            _put(inner, rest, value)
    elif isinstance(before := found.get(first), str):
        found[first] = [before, value]
    elif isinstance(before, list):
        before.append(value)
    else:
        found[first] = value


def _listed(tree: Tree) -> Tree:
    """Take `[0]`, `[1]`, ... for a list."""
    if not isinstance(tree, Mapping):
        return tree
    parts = {key: _listed(part) for key, part in tree.items()}
    is_list = list(parts) == [str(index) for index in range(len(parts))]
    return list(parts.values()) if is_list else parts
