"""The words that pages use for types, marks and values."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from engross.ir import Json

METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})

TYPES: Final = ("string", "integer", "number", "boolean", "object", "array")
_SYNONYMS: Final = {
    "int": "integer", "long": "integer", "int32": "integer", "int64": "integer", "bool": "boolean",
    "float": "number", "double": "number", "decimal": "number", "datetime": "string",
    "date": "string", "timestamp": "string", "uuid": "string", "file": "string",
}  # fmt: skip
"""The word of a page → the type of JSON Schema that it is."""
_FORMATS: Final = {
    "uuid": "uuid", "date": "date", "datetime": "date-time", "int32": "int32", "int64": "int64",
    "float": "float", "double": "double",
}  # fmt: skip
"""The word of a page that says a format too → that format."""
TYPE_WORDS: Final = tuple(sorted((*TYPES, *_SYNONYMS), key=len, reverse=True))
_LIST: Final = re.compile(
    r"(?:array|list) of (\w+?)s?|(\w+)\[\]|(?:array|list)\s*[<(\[]\s*(\w+)\s*[>)\]]"
)
_FORMAT: Final = re.compile(r"(?P<type>\w+)\s*(?:<(?P<format>[\w-]+)>|·\s*(?P<dotted>[\w-]+))")


def templated(path: str) -> str:
    """Write a path as OpenAPI does, where a page has `/cards/:id`."""
    return re.sub(r"(?<=/):([A-Za-z_]\w*)", r"{\1}", path)


def type_words(text: str) -> dict[str, Json]:
    """Say what type words say: `string`, `string[]`, `array of objects`, `int | null`.

    Returns:
        Aspects of a claim; nothing where it is no type.
    """
    text = re.sub(r"^(?:any|one) ?of\b:?", "", text.strip("*` ").lower()).strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        text = text[1:-1].strip()
    parts = [part.strip("*` ") for part in re.split(r"\\?\||\bor\b|,", text)] if text else [""]
    said = [_type_word(part) for part in parts if part != "null"]
    if not said or not all(said):
        return {}
    whole: dict[str, Json] = {"nullable": True} if "null" in parts else {}
    for one in said:
        whole |= one
    kinds = dict.fromkeys(str(one["type"]) for one in said)
    return {**whole, "type": "/".join(kinds)}


def _type_word(plain: str) -> dict[str, Json]:
    items = _LIST.fullmatch(plain)
    if items is not None:
        inner = next(filter(None, items.groups()))
        inner = _SYNONYMS.get(inner, inner)
        return {"type": "array", "items": inner} if inner in TYPES else {}
    said = dict[str, Json]()
    if (match := re.fullmatch(r"enum<(\w+)>", plain)) is not None:
        plain = match[1]
    elif (match := _FORMAT.fullmatch(plain)) is not None:
        said["format"] = match["format"] or match["dotted"]
        plain = match["type"]
    plain = re.sub(r"\s*\(.*\)", "", plain)
    known = _SYNONYMS.get(plain, plain)
    if plain in _FORMATS:
        said.setdefault("format", _FORMATS[plain])
    return {**said, "type": known} if known in TYPES else {}


_NUMBER: Final = r"\d[\d,]*(?:\.\d+)?"
_OF: Final = r"(?: ?(?:characters|chars|items))?(?=\s*(?:[),.;\uff0c\u3002\uff1b\uff09]|$))"
"""What may follow a limit: what has another unit is none."""
_TOLD_DEFAULT: Final = re.compile(
    r"\bdefault(?:s|ed)?(?: value)?(?:"
    rf"(?: is| to| |\s*[:=])\s*(?P<value>-?{_NUMBER}|true|false)\b"
    r"|(?: is| to| |\s*[:=])\s*(?P<quote>[`\"'])(?P<text>[\w.-]+)(?P=quote)"
    r"|\s*[:=]\s*(?P<word>[\w-]+))",
    re.I,
)
_TOLD_LIMITS: Final = {
    "max": re.compile(
        rf"\b(?:max(?:imum)?|up to|at most)(?: is|\s*[:=])?\s*({_NUMBER}){_OF}", re.I
    ),
    "min": re.compile(rf"\b(?:min(?:imum)?|at least)(?: is|\s*[:=])?\s*({_NUMBER}){_OF}", re.I),
}
_TOLD_RANGE: Final = re.compile(
    r"(\d+)\s*(?:-|\u2013|to|and)\s*(\d+)\s*(?:characters|chars)\b", re.I
)
_LIMITED: Final = {"string": "Length", "array": "Items", "integer": "imum", "number": "imum"}
"""What a limit of a type is of: the end of the keyword."""


def told_limits(text: str, kind: str) -> dict[str, Json]:
    """Read a default and limits out of a description: `Items per page (default: 20, max: 100)`.

    Args:
        text: The description; what has another unit than letters and items is no limit.
        kind: The type that is described.
    """
    said = dict[str, Json]()
    if (match := _TOLD_DEFAULT.search(text)) is not None:
        value = match["value"] or match["text"] or match["word"]
        if value.lower() not in ("none", "null", "the", "a", "an", "no"):
            said["default"] = default_value(value)
    end = _LIMITED.get(kind, "")
    for start, pattern in _TOLD_LIMITS.items() if end else ():
        if (match := pattern.search(text)) is not None:
            number = match[1].replace(",", "")
            said[start + end] = Decimal(number) if "." in number else int(number)
    if kind == "string" and (match := _TOLD_RANGE.search(text)) is not None:
        said |= {"minLength": int(match[1]), "maxLength": int(match[2])}
    return said


def default_value(text: str) -> Json:
    """Read a value as pages print it: a word of JSON, a number or a text."""
    text = text.strip(" `\"'")
    words: dict[str, Json] = {"true": True, "false": False, "null": None}
    return words.get(text, int(text) if re.fullmatch(r"-?[0-9]+", text) else text)
