"""Rows of tables, with bars or without: what their columns are, and what their cells say.

A table that was flattened to text has lost its bars: `idstringYesThe card ID`. It is taken apart
by the words that types and marks can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engross.ir import Json
from engross.trace.lines import Line
from engross.trace.readers.words import TYPE_WORDS, TYPES, default_value, told_limits, type_words

_COLUMNS: Final = {
    "name": ("parameter", "field", "name", "property", "attribute", "key", "header", "argument"),
    "type": ("type", "data type"),
    "required": ("required", "mandatory", "optional", "presence"),
    "default": ("default", "default value"),
    "value": ("value",),
    "example": ("example", "examples", "sample"),
    "enum": ("values", "allowed values", "possible values", "enum", "options"),
    "description": ("description", "meaning", "notes", "note", "details", "remarks", "comment"),
}
_CHINESE: Final = {
    "name": ("参数", "参数名", "参数名称", "字段", "字段名", "名称"),
    "type": ("类型", "数据类型"),
    "required": ("必填", "是否必填", "必须", "是否必须"),
    "default": ("默认值",),
    "example": ("示例", "示例值"),
    "description": ("说明", "描述", "备注", "含义"),
}
_HEADERS: Final = {
    word: column
    for table in (_COLUMNS, _CHINESE)
    for column, words in table.items()
    for word in words
}
_OF_FAILURES: Final = {
    **dict.fromkeys(("code", "error code", "error", "错误码", "错误代码"), "name"),
    **dict.fromkeys(("status", "http status", "http code", "http", "status code"), "status"),
    **dict.fromkeys(("http status code", "状态码"), "status"),
    **dict.fromkeys(("description", "message", "meaning", "reason"), "description"),
    **dict.fromkeys(("说明", "描述", "含义", "错误信息"), "description"),
}
_OF_FIELDS: Final = frozenset({"parameter", "field", "property", "attribute", "参数", "字段"})
"""Heads of a column of names that need no column of types beside them."""
_YES: Final = frozenset({"yes", "required", "true", "是", "✓", "✅", "y", "mandatory"})
_NO: Final = frozenset({"no", "optional", "false", "否", "✗", "❌", "n", "-"})
_WORDS: Final = "|".join(TYPE_WORDS)
_TYPE: Final = (
    rf"((?:(?:array|list) of )?(?:{_WORDS})(?:\[\])?(?:\s*(?:\||\bor\b)\s*(?:null|{_WORDS}))*)"
)
_TYPES: Final = (_TYPE, _TYPE.replace(_WORDS, "|".join(map(str.capitalize, TYPE_WORDS))))
"""As most tables write them, and in capitals."""
_GLUED: Final = {
    True: [re.compile(rf"{kind}(Yes|No|Required|Optional)(.*)") for kind in _TYPES],
    False: [re.compile(rf"{kind}()(.*)") for kind in _TYPES],
}
"""Type, mark and the rest, in a table with a column of marks and in one without."""
_SPACED: Final = {
    True: [re.compile(rf"{kind}\s+(Yes|No|Required|Optional)\b\s*(.*)") for kind in _TYPES],
    False: [re.compile(rf"{_TYPES[0]}\b()\s*(.*)"), re.compile(rf"{_TYPES[1]}\b()\s+(\S.*)")],
}
"""The same where space is between them; `Data Object` is a heading."""
_GLUED_HEADS: Final = (("name", "type"), ("name", "value"))
_HEADER: Final = re.compile(
    r"(Authorization|Accept|(?:[A-Z][A-Za-z]*-)+(?:Type|Key|Id|ID|Token|Language|Signature|Version))"
    r"(.+?)(Yes|No|Required|Optional)?"
)
"""A row of headers with what they hold: `Content-Typeapplication/jsonYes`."""
_WIDEST: Final = 8
"""Columns of a table at most."""
_VALUE: Final = re.compile(r"-|true|false|null|\d[\d.,]*|[\w.:-]+?(?=[A-Z][a-z]* |[A-Z][a-z]+$)")
"""A cell of defaults or examples before one of prose, which begins with a capital."""
_NAME: Final = re.compile(r"(?=\d*[A-Za-z_$])[\w$][\w$.\[\]-]*")
_NULL: Final = re.compile(r"\bnull(?:able)?\b", re.I)


@dataclass(slots=True)
class Head:
    """The columns of a table."""

    columns: tuple[str, ...]
    is_glued: bool
    is_of_failures: bool = False
    """Whether its rows are statuses, or codes of errors."""
    is_spaced: bool = False
    """Whether mere space stands where the bars were."""


def _cells(text: str) -> list[str]:
    separator = r"(?<!\\)\|" if "|" in text else r"\t"
    return [cell.strip() for cell in re.split(separator, text.strip().strip("|"))]


def read_head(text: str, *, fails: bool = False) -> Head | None:
    """Read the head of a table; None for any other line.

    Args:
        text: The line.
        fails: Whether the heading above speaks of failures.
    """
    text = text.strip()
    if fails and (head := _head_of_failures(text)) is not None:
        return head
    if "|" in text or "\t" in text:
        words = [cell.strip("*` ").lower() for cell in _cells(text)]
        named = tuple(_HEADERS.get(word, "") for word in words)
        is_of_fields = not _OF_FIELDS.isdisjoint(words) and "description" in named
        is_head = "name" in named and (is_of_fields or not {"type", "value"}.isdisjoint(named))
        return Head(named, is_glued=False) if is_head else None
    columns = _glued_columns(text, _HEADERS)
    is_spaced = re.search(r"\s", text) is not None
    is_head = columns[:2] in _GLUED_HEADS
    return Head(columns, is_glued=True, is_spaced=is_spaced) if is_head else None


def _head_of_failures(text: str) -> Head | None:
    is_glued = "|" not in text and "\t" not in text
    words = [cell.strip("*` ").lower() for cell in _cells(text)]
    plain = tuple(_OF_FAILURES.get(word, "") for word in words)
    named = _glued_columns(text, _OF_FAILURES) if is_glued else plain
    if "name" not in named:
        named = tuple("name" if column == "status" else column for column in named)
    is_head = {"name", "description"} <= {*named}
    return Head(named, is_glued=is_glued, is_of_failures=True) if is_head else None


def _glued_columns(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Take the head of a table without bars apart; nothing where it is none."""
    columns: list[str] = []
    rest = text.lower()
    while rest:
        word = max((word for word in words if rest.startswith(word)), key=len, default="")
        if not word:
            return ()
        columns.append(words[word])
        rest = rest.removeprefix(word).lstrip()
    return tuple(columns)


def rows_joined(lines: Sequence[Line]) -> list[Line]:
    """Put the cells of tables that stand on lines of their own into rows with bars."""
    found, at = list(lines), 0
    while at < len(found):
        width = _cells_below(found, at)
        while width and (width := _put_together(found, at, width)):
            at += width
        at += 1
    return found


def _cells_below(lines: Sequence[Line], at: int) -> int:
    """Count the columns of a table whose head begins at a line, a cell a line; 0 for none."""
    words = [line.text.strip("*` ").lower() for line in lines[at : at + _WIDEST]]
    width = next((n for n, word in enumerate(words) if word not in _HEADERS), len(words))
    named = [_HEADERS[word] for word in words[:width]]
    return width if width > 1 and named[:2] == ["name", "type"] else 0


def _put_together(lines: list[Line], at: int, width: int) -> int:
    """Make a row of the cells at some lines; give its width, 0 where they are none."""
    cells = [line.text.strip() for line in lines[at : at + width]]
    is_head = [_HEADERS.get(cell.strip("*` ").lower()) for cell in cells[:2]] == ["name", "type"]
    if len(cells) < width or not all(cells) or not (is_head or type_words(cells[1])):
        return 0
    row = " | ".join(cell.replace("|", "\\|") for cell in cells)
    lines[at] = Line(lines[at].number, f"| {row} |")
    lines[at + 1 : at + width] = [Line(line.number, "") for line in lines[at + 1 : at + width]]
    return width


def read_rows(head: Head, text: str) -> Iterator[tuple[str, dict[str, Json]]]:
    """Read a row: the name, and what its cells say; nothing where the line is none."""
    cells = _glued_cells(head, text.strip()) if head.is_glued else _cells(text)
    if len(cells) != len(head.columns) or not set("".join(cells)) - set(":- "):
        return
    row = dict(zip(head.columns, cells, strict=True))
    name = row["name"].strip("*` ").removesuffix("*").rstrip("?")
    if name and not re.search(r"\s", name):
        yield name, {**_said(row), **_marked(row["name"])}


def _marked(name: str) -> dict[str, Json]:
    """Read the marks that are written beside a name: `id*`, `note?`."""
    name = name.strip("` ")
    if name.endswith("?"):
        return {"required": False}
    return {"required": True} if name.endswith("*") and not name.startswith("*") else {}


def _glued_cells(head: Head, text: str) -> list[str]:
    """Take a row without bars apart, as its table's kind demands."""
    if head.is_of_failures:
        return _glued_failure(head, text)
    return _glued_header(head, text) if "value" in head.columns else _glued(head, text)


def _glued_header(head: Head, text: str) -> list[str]:
    match = _HEADER.fullmatch(text)
    if match is None:
        return []
    cells = dict(zip(("name", "value", "required"), match.groups(""), strict=True))
    return [cells.get(column, "") for column in head.columns]


def _glued(head: Head, text: str) -> list[str]:
    """Take a row apart whose cells stand together without separators.

    A name may hold a type's word (`order_number`): what is left then begins in lower case.
    """
    patterns = _GLUED["required" in head.columns]
    if head.is_spaced:
        name, _, rest = text.partition(" ")
        spaced = (
            pattern.fullmatch(rest.strip()) for pattern in _SPACED["required" in head.columns]
        )
        return _row(head, name, next(filter(None, spaced), None))
    found = next(filter(None, (_divisions(pattern, text) for pattern in patterns)), None)
    if found is None:
        return []
    best = next((match for match in found if not match[3][:1].islower()), found[0])
    return _row(head, text[: best.start()], best)


def _row(head: Head, name: str, match: re.Match[str] | None) -> list[str]:
    """Give the cells of a row by the columns of its table."""
    if match is None:
        return []
    row = {"name": name, "type": match[1], "required": match[2]}
    left = [column for column in head.columns if column not in row]
    return [(row | dict(_apart(left, match[3]))).get(column, "") for column in head.columns]


def _divisions(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Find each type's word of a row that a name stands before."""
    matches = (pattern.match(text, at) for at in range(1, len(text)))
    return [
        match
        for match in matches
        if match is not None and _NAME.fullmatch(text[: match.start()]) and _is_cell(match)
    ]


def _apart(columns: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Take the last cells of a row apart: all but the last hold a word or a number."""
    for column in columns[:-1]:
        match = _VALUE.match(text)
        yield column, match[0] if match else ""
        text = text[match.end() :] if match else text
    yield from ((column, text) for column in columns[-1:])


def _glued_failure(head: Head, text: str) -> list[str]:
    """Take a row of failures apart: `CARD_CLOSED404The card is closed`."""
    patterns = {"name": r"([A-Z][A-Z0-9_]*|[1-5]\d\d)", "status": r"([1-5]\d\d)"}
    parts = [patterns.get(column, "(.*)") for column in head.columns]
    match = re.fullmatch("".join(parts[:-1]) + r"(?![a-z])" + parts[-1], text)
    return [*match.groups()] if match else []


def _is_cell(match: re.Match[str]) -> bool:
    """Whether a type's word is one: not a part of a word of prose, as in `Update`, `Endpoint:`."""
    rest = match[3]
    if match[2] or match.string[:1].islower():
        return not rest.startswith(":")
    return match[1] in TYPES if not rest else not rest[:1].isspace() and not rest.startswith(":")


def _said(row: dict[str, str]) -> dict[str, Json]:
    said = type_words(row.get("type", ""))
    mark = row.get("required", "").strip("*` ").lower()
    if mark in _YES or mark in _NO:
        said["required"] = mark in _YES
    if told := row.get("description", "").strip():
        said["description"] = told
        said |= told_limits(told, str(said.get("type", "")))
        if _NULL.search(told):
            said["nullable"] = True
    if default := row.get("default", "").strip("` -"):
        said["default"] = default_value(default)
    if values := row.get("enum", "").strip():
        said["enum"] = [value.strip(" `'\"") for value in re.split(r"[,|/]", values)]
    return said
