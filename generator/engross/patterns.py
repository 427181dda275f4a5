"""Patterns of a spec, searched as the generated client does it: by pydantic, in linear time.

Python's own `re` needs longer than anybody waits for a pattern like `(a*)*b`, fails on some in ways
of their own, and a spec may come from anybody.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, Final

_LONGEST: Final = 10_000


@cache
def searcher(pattern: str) -> Callable[[str], bool] | None:
    """Give a test of whether a pattern is found in a text.

    Returns:
        None where pydantic cannot search with the pattern: it does not know all of ECMA-262.
    """
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    try:
        validator = SchemaValidator(core_schema.str_schema(pattern=pattern))
    except (SchemaError, UnicodeEncodeError):
        return None
    return lambda text: validator.isinstance_python(text)


def searches(pattern: str, text: str) -> bool:
    """Whether a pattern may be found in a text: in linear time, or taken for granted."""
    search = searcher(pattern)
    return search is None or search(text)


@cache
def matching(pattern: str, least: int = 0) -> tuple[str, ...]:
    """Give a few texts in which a pattern is found; none where it is beyond this reading.

    Args:
        pattern: The pattern.
        least: How often what may be repeated is to be repeated in one of the texts.
    """
    # What Python parses is close enough to ECMA-262 for a guess that is checked afterwards.
    from re import _parser  # type: ignore[attr-defined]  # not public, so typeshed leaves it out

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of a pattern that a later Python may read otherwise.
            tree = _parser.parse(pattern)
        texts = dict.fromkeys(_text(tree, more) for more in (0, 1, 2, least))
        return tuple(text for text in texts if searches(pattern, text))
    except (re.error, RecursionError, _UnreadableError, OverflowError, UnicodeEncodeError):
        return ()


class _UnreadableError(Exception):
    """A construct of regular expressions that is not read here."""


def _text(tree: Any, more: int) -> str:
    return "".join(_piece(str(kind), argument, more) for kind, argument in tree)


def _piece(kind: str, argument: Any, more: int) -> str:
    if kind == "LITERAL":
        return chr(argument)
    if kind == "IN":
        return _one_of(argument, more)
    if kind in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, inner = argument
        text, times = _text(inner, more), min(int(most), int(least) + more)
        if len(text) * times > _LONGEST:
            raise _UnreadableError(kind)
        return text * times
    if kind == "SUBPATTERN":
        return _text(argument[-1], more)
    if kind == "BRANCH":
        return _text(argument[1][more % len(argument[1])], more)
    if kind in {"ANY", "NOT_LITERAL"}:
        return "b" if argument == ord("a") else "a"
    if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
        return ""
    raise _UnreadableError(kind)


_CLASSES: Final = {
    "CATEGORY_DIGIT": "0",
    "CATEGORY_WORD": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "a",
}


def _one_of(choices: Any, more: int) -> str:
    if str(choices[0][0]) == "NEGATE":
        others = (char for char in "a0-_ Aé!" if not any(_has(c, char) for c in choices[1:]))
        if (other := next(others, None)) is None:
            raise _UnreadableError(choices)
        return other
    kind, argument = choices[more % len(choices)]
    if str(kind) == "RANGE":
        return chr(min(argument[0] + more, argument[1]))
    return chr(argument) if str(kind) == "LITERAL" else _CLASSES[str(argument)]


def _has(choice: Any, char: str) -> bool:
    kind, argument = choice
    if str(kind) == "RANGE":
        return bool(argument[0] <= ord(char) <= argument[1])
    if str(kind) == "LITERAL":
        return bool(argument == ord(char))
    pattern = {"DIGIT": r"\d", "WORD": r"\w", "SPACE": r"\s"}[str(argument).rpartition("_")[2]]
    found = re.match(pattern, char) is not None
    return found != ("NOT" in str(argument))
