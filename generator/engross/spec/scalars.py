"""What a plain YAML scalar means: YAML 1.2's core schema, and where YAML 1.1 reads it otherwise.

Decided apart from the core schema, because the value has to be a JSON value: a number with
leading zeros (`007`) and the infinities stay text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from engross.ir import Json

MAX_NUMBER_LENGTH: Final = 1000
"""In characters; a longer number is no number of an API."""
MAX_EXPONENT: Final = 1000

# YAML 1.2.2, "10.3.2. Tag Resolution" of the core schema.
_WORDS: Final[dict[str, Json]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)")

# What a YAML 1.1 reader (PyYAML, Ruby, Go's yaml.v2) takes for something else.
_AMBIGUOUS: Final = (
    (re.compile(r"y|n|yes|no|on|off", re.IGNORECASE), "a boolean"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?"), "a date"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "a number of base 60"),
    (re.compile(r"[-+]?0[0-9_]+|0o[0-7]+"), "an octal number"),
    (re.compile(r"[-+]?0b[01_]+"), "a binary number"),
    (re.compile(r"[-+]?(?:[0-9]+_[0-9_]*(?:\.[0-9_]*)?|0x[0-9a-fA-F]*_[0-9a-fA-F_]*)"), "a number"),
    (re.compile(r"[-+]?(?:[0-9]+[eE][-+]?[0-9]+|[0-9]*\.[0-9]*[eE][0-9]+)"), "text"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "a number that JSON does not have"),
    (re.compile(r"="), "a default value"),
)
_AMBIGUOUS_STARTS: Final = frozenset("yYnNoO0123456789+-.=")
"""The characters with which one of them can begin: most texts need no look at the patterns."""


def read_scalar(text: str) -> Json:
    """Give a plain scalar its value; numbers keep their digits, as `int` or `Decimal`.

    Raises:
        ValueError: A number too long to be meant.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return read_integer(text)
    if _PREFIXED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return read_decimal(text)
    return text


def otherwise_read(text: str) -> str | None:
    """Say what another YAML reader takes a plain scalar for; None where all agree."""
    if len(text) > MAX_NUMBER_LENGTH or text[:1] not in _AMBIGUOUS_STARTS:
        return None
    return next((kind for pattern, kind in _AMBIGUOUS if pattern.fullmatch(text)), None)


def read_integer(text: str) -> int:
    """Read a decimal integer.

    Raises:
        ValueError: It is too long to be meant.
    """
    if len(text) > MAX_NUMBER_LENGTH:
        raise ValueError(f"a number of {len(text)} digits; the limit is {MAX_NUMBER_LENGTH}")
    return int(text)


def read_decimal(text: str) -> Decimal:
    """Read a decimal fraction or a number with an exponent, keeping its digits.

    Raises:
        ValueError: It is too long, or its exponent too large, to be meant.
    """
    exponent = text.lower().partition("e")[2]
    too_large = len(exponent) > len(str(-MAX_EXPONENT)) or abs(int(exponent or 0)) > MAX_EXPONENT
    if len(text) > MAX_NUMBER_LENGTH or too_large:
        raise ValueError(f"the number {text[:40]} is too large; quote it if it is text")
    return Decimal(text)
