"""Spelling: any text to an identifier, and the choice among names that places compete for."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from engross.pointer import Pointer

_SYMBOLS = {
    "+": "plus", "-": "minus", "*": "star", "/": "slash", "=": "eq", "<": "lt", ">": "gt",
    "!": "not", "&": "and", "|": "or", "%": "percent", "$": "dollar", "@": "at", "#": "hash",
    ".": "dot", "~": "tilde", "^": "caret", "?": "question", "_": "underscore", " ": "space",
    ",": "comma", ":": "colon",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
# Of an acronym in the plural (`VPCs`, `userIDs`) the `s` begins no word.
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?!s(?![a-z]))[a-z])")


@cache
def snake(wire: str, *, otherwise: str = "value") -> str:
    """Turn any text into a lower-case identifier: `powerCardId` → `power_card_id`.

    Args:
        wire: The name as the spec writes it; letters of every script are kept.
        otherwise: The word to put before a leading digit, or to use where no letter is left.
    """
    return _identifier("_".join(_words(wire)).lower(), otherwise)


@cache
def pascal(wire: str, *, otherwise: str = "Value") -> str:
    """Turn any text into a class name: `card-limit` → `CardLimit`; humps are kept."""
    return _identifier("".join(word[:1].upper() + word[1:] for word in _words(wire)), otherwise)


def _words(wire: str) -> list[str]:
    text = unicodedata.normalize("NFKC", wire)
    if text[:1] in {"+", "-"} and text[1:2].isdigit():
        text = f"{_SYMBOLS[text[0]]} {text[1:]}"
    words = [hump for word in _WORD.findall(text) for hump in _HUMP.split(word)]
    return words or [word for char in text for word in _spoken(char)]


def _spoken(char: str) -> list[str]:
    return (
        [_SYMBOLS[char]] if char in _SYMBOLS else _WORD.findall(unicodedata.name(char, "").lower())
    )


def _identifier(text: str, otherwise: str) -> str:
    kept = text if f"_{text}".isidentifier() else _allowed(text)
    if not kept:
        return otherwise
    joint = "_" if otherwise.islower() else ""
    kept = kept if kept.isidentifier() else f"{otherwise}{joint}{kept}"
    return f"{kept}_" if keyword.iskeyword(kept) else kept


def _allowed(text: str) -> str:
    """Leave out what no identifier has, and one of the underscores around it."""
    kept = "".join(char for char in text if f"_{char}".isidentifier())
    return "_".join(filter(None, kept.split("_")))


def free(candidates: Iterable[str], taken: Iterable[str]) -> str:
    """Give the first candidate nobody has, then the last one numbered."""
    used = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    name = ""
    for name in candidates:
        if name not in used:
            return name
    number = 2
    while f"{name}_{number}" in used:
        number += 1
    return f"{name}_{number}"


def assign(
    wanted: Mapping[Pointer, str], reserved: frozenset[str], *, suffix: str = "_"
) -> dict[Pointer, str]:
    """Give each place the name it asks for, or where that is taken the same with a number.

    A name that is reserved gets the suffix. Places whose last token is spelt exactly like the name
    choose first, then the order of the document decides.
    """
    allowed = {
        place: f"{name}{suffix}" if name in reserved else name for place, name in wanted.items()
    }
    names: dict[Pointer, str] = {}
    taken: set[str] = set()
    for place in sorted(allowed, key=lambda place: place.last != allowed[place]):
        names[place] = free((allowed[place],), taken)
        taken.add(names[place])
    return {place: names[place] for place in wanted}
