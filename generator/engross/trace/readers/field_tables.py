"""Pages whose fields stand in tables: VitePress, GitBook, wikis; Markdown, HTML or plain text.

A table that was flattened to text has lost its bars: `idstringYesThe card ID`. It is taken apart
by the words that types and marks can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engross.ir import Json
from engross.trace.claims import REQUEST, Claim, Kind
from engross.trace.lines import Line
from engross.trace.pages import Sheet
from engross.trace.readers.words import TYPE_WORDS, TYPES, default_value, type_words
from engross.trace.samples import Sample, read_samples

_COLUMNS: Final = {
    "name": ("parameter", "field", "name", "property", "attribute", "key", "header", "argument"),
    "type": ("type", "data type"),
    "required": ("required", "mandatory", "optional", "presence"),
    "default": ("default", "default value"),
    "enum": ("values", "allowed values", "possible values", "enum", "options"),
    "description": ("description", "meaning", "notes", "note", "details", "remarks", "comment"),
}
_CHINESE: Final = {
    "name": ("参数", "参数名", "参数名称", "字段", "字段名", "名称"),
    "type": ("类型", "数据类型"),
    "required": ("必填", "是否必填", "必须", "是否必须"),
    "default": ("默认值",),
    "description": ("说明", "描述", "备注", "含义"),
}
_HEADERS: Final = {
    word: column
    for table in (_COLUMNS, _CHINESE)
    for column, words in table.items()
    for word in words
}
_YES: Final = frozenset({"yes", "required", "true", "是", "✓", "✅", "y", "mandatory"})
_NO: Final = frozenset({"no", "optional", "false", "否", "✗", "❌", "n", "-"})
_WORDS: Final = "|".join(TYPE_WORDS)
_TYPE: Final = (
    rf"((?:(?:array|list) of )?(?:{_WORDS})(?:\[\])?(?:\s*(?:\||\bor\b)\s*(?:null|{_WORDS}))*)"
)
_GLUED: Final = {
    True: re.compile(rf"{_TYPE}(Yes|No|Required|Optional)(.*)"),
    False: re.compile(rf"{_TYPE}()(.*)"),
}
"""Type, mark and the rest, in a table with a column of marks and in one without."""
_NAME: Final = re.compile(r"[A-Za-z_$][\w$.\[\]-]*")
_NULL: Final = re.compile(r"\bnull(?:able)?\b", re.I)
_ENDPOINT: Final = re.compile(
    r"(?:.*?\b(?:endpoint|url|request)\b\W*)?[`*]*(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[`*]*\s+"
    r"[`*]*(https?://[^/\s`*]+)?(/[^\s`*?]*)[`*]*",
    re.I,
)
_PLACES: Final = {
    "path parameter": "path",
    "url parameter": "path",
    "query parameter": "query",
    "query string": "query",
    "header": "header",
    "cookie": "cookie",
}
_NO_TITLES: Final = frozenset({"endpoint", "request", "http request", "url", "overview", "usage"})
_HEADING: Final = re.compile(r"(?:#{1,6}\s+)?(?P<text>[^\s•*|].{0,79})")
_NOT_HEADING: Final = re.compile(r"[.:;,{}=]$|^[-•*>|`{\[]")
_RULE: Final = re.compile(r"[\s|:+-]+")
"""What separates a table's head from its rows."""
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_ITEM: Final = re.compile(r"\s*(?:[•*-]|\d+[.)])\s")
_WRAPPED: Final = 40
"""How long a line is at least that was broken by its width."""
_BULLET: Final = re.compile(r"^[•*\-\s]+")


def recognises(sheet: Sheet) -> bool:
    """Whether a line is the head of a table of fields."""
    return any(_head(line.text) is not None for line in sheet.lines)


def read(sheet: Sheet) -> tuple[Claim, ...]:
    """Give the operations, the rows of tables, the samples, the failures and the prose."""
    samples, rest = read_samples(sheet.lines)
    return tuple(_joined(list(_Reader(samples).read(rest)), {line.number: line for line in rest}))


def _joined(claims: Sequence[Claim], lines: Mapping[int, Line]) -> Iterator[Claim]:
    """Join the lines of a paragraph: a long one goes on in the next unless that is a list's."""
    before: Claim | None = None
    for claim in claims:
        is_next = before is not None and claim.first == before.last + 1
        if is_next and before is not None and _goes_on(before, claim, lines):
            told = f"{before.said['text']} {claim.said['text']}"
            before = replace(before, said={"text": told}, last=claim.last)
            continue
        if before is not None:
            yield before
        before = claim
    if before is not None:
        yield before


def _goes_on(before: Claim, claim: Claim, lines: Mapping[int, Line]) -> bool:
    return (
        before.kind is claim.kind is Kind.TEXT
        and len(lines[before.last].text) >= _WRAPPED
        and _ITEM.match(lines[claim.first].text) is None
    )


@dataclass(slots=True)
class _Head:
    """The columns of a table."""

    columns: tuple[str, ...]
    is_glued: bool


class _Reader:
    """Goes through the lines once, knowing the heading and the table that it is in."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._samples = {sample.first: sample for sample in samples}
        self._heading = ""
        self._title = ""
        """The last heading that can be an operation's name."""
        self._section = ""
        self._table: _Head | None = None

    def read(self, lines: Sequence[Line]) -> Iterator[Claim]:
        for before, line, after in zip((None, *lines[:-1]), lines, (*lines[1:], None), strict=True):
            if line.number in self._samples and line.text == "":
                yield self._sample(self._samples[line.number])
                self._table = None
            elif line.text.strip():
                yield from self._line(line, before, after)
            elif after is not None and after.text.strip():
                self._table = self._table if self._goes_on(after.text) else None

    def _goes_on(self, text: str) -> bool:
        """Whether a row of the table follows after an empty line."""
        return self._table is not None and next(_rows(self._table, text), None) is not None

    def _line(self, line: Line, before: Line | None, after: Line | None) -> Iterator[Claim]:
        text = line.text.strip()
        alone = before is None or not before.text.strip()
        if (head := _head(text)) is not None:
            self._table = head
        elif match := _ENDPOINT.fullmatch(text):
            self._table = None
            yield self._operation(line, match)
        elif self._table is not None and (self._goes_on(text) or _RULE.fullmatch(text)):
            yield from self._row(self._table, line)
        elif _is_heading(line.text, alone or self._ended(after), after):
            self._head_line(line)
        else:
            self._ended(after)
            yield _claim(Kind.TEXT, "", line, {"text": _BULLET.sub("", _BOLD.sub(r"\1", text))})

    def _ended(self, after: Line | None) -> bool:
        """End the table at what is no row, unless rows go on below; say whether it has ended."""
        if self._table is None or (after is not None and self._goes_on(after.text)):
            return False
        self._table = None
        return True

    def _operation(self, line: Line, match: re.Match[str]) -> Claim:
        said: dict[str, Json] = {"server": match[2]} if match[2] else {}
        if self._title:
            said["summary"] = self._title
        self._section = ""
        return _claim(Kind.OPERATION, f"{match[1].upper()} {match[3]}", line, said)

    def _head_line(self, line: Line) -> None:
        self._heading = _plain(line.text)
        words = self._heading.lower()
        if words not in _NO_TITLES:
            self._title = self._heading
        for key, section in _SECTIONS.items():
            if key in words:
                self._section = section
                return

    def _row(self, head: _Head, line: Line) -> Iterator[Claim]:
        for name, said in _rows(head, line.text):
            place = next((at for key, at in _PLACES.items() if key in self._heading.lower()), "")
            kind = Kind.PARAMETER if place else Kind.FIELD
            group = place or f"{self._section}:{self._heading}"
            yield Claim(
                kind=kind, name=name, said=said, group=group, first=line.number, last=line.number
            )

    def _sample(self, sample: Sample) -> Claim:
        if sample.headers is not None:
            return _claim_of(Kind.CALL, self._heading, sample, {"headers": [*sample.headers]})
        value = sample.value
        failed = isinstance(value, dict) and value.get("success") is False
        if failed or self._section == "failure":
            told = value if isinstance(value, dict) else {}
            said = {key: told[key] for key in ("message", "code") if isinstance(told.get(key), str)}
            said |= {"description": self._heading, "value": value}
            return _claim_of(Kind.FAILURE, self._heading, sample, said)
        said = {"value": value, "side": REQUEST if self._section == REQUEST else ""}
        return _claim_of(Kind.SAMPLE, self._heading, sample, said)


_SECTIONS: Final = {
    "error": "failure",
    "failure": "failure",
    "response": "",
    "returns": "",
    "request": REQUEST,
    "body": REQUEST,
    "返回": "",
    "响应": "",
    "请求": REQUEST,
}
"""A word of a heading → the side that what follows is about; the first that is in it counts."""


def _claim(kind: Kind, name: str, line: Line, said: dict[str, Json]) -> Claim:
    return Claim(kind=kind, name=name, said=said, first=line.number, last=line.number)


def _claim_of(kind: Kind, name: str, sample: Sample, said: dict[str, Json]) -> Claim:
    return Claim(kind=kind, name=name, said=said, first=sample.first, last=sample.last)


def _plain(text: str) -> str:
    return text.strip().lstrip("#").strip(" *`​")


def _is_heading(text: str, alone: bool, after: Line | None) -> bool:
    """Whether a line is a heading: marked as one, or short, alone, and no sentence."""
    if text.startswith("#"):
        return True
    followed = after is not None and bool(after.text.strip()) and _head(after.text) is None
    match = _HEADING.fullmatch(text.strip())
    words = text.split()
    return (
        alone
        and not followed
        and match is not None
        and not _NOT_HEADING.search(text.strip())
        and len(words) <= 6
        and text.strip()[:1].isupper()
    )


def _cells(text: str) -> list[str]:
    separator = r"(?<!\\)\|" if "|" in text else r"\t"
    return [cell.strip() for cell in re.split(separator, text.strip().strip("|"))]


def _head(text: str) -> _Head | None:
    """Read the head of a table; None for any other line."""
    text = text.strip()
    if "|" in text or "\t" in text:
        named = tuple(_HEADERS.get(cell.strip("*` ").lower(), "") for cell in _cells(text))
        return _Head(named, is_glued=False) if {"name", "type"} <= {*named} else None
    columns: list[str] = []
    rest = text.lower()
    while rest:
        word = max((word for word in _HEADERS if rest.startswith(word)), key=len, default="")
        if not word:
            return None
        columns.append(_HEADERS[word])
        rest = rest.removeprefix(word).lstrip()
    return _Head(tuple(columns), is_glued=True) if columns[:2] == ["name", "type"] else None


def _rows(head: _Head, text: str) -> Iterator[tuple[str, dict[str, Json]]]:
    """Read a row: the name, and what its cells say; nothing where the line is none."""
    cells = _glued(head, text.strip()) if head.is_glued else _cells(text)
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


def _glued(head: _Head, text: str) -> list[str]:
    """Take a row apart whose cells stand together without separators.

    A name may hold a type's word (`order_number`): what is left then begins in lower case.
    """
    pattern = _GLUED["required" in head.columns]
    found = [
        match
        for match in (pattern.match(text, at) for at in range(1, len(text)))
        if match is not None and _NAME.fullmatch(text[: match.start()]) and _is_cell(match)
    ]
    if not found:
        return []
    best = next((match for match in found if not match[3][:1].islower()), found[0])
    row = {"name": text[: best.start()], "type": best[1], "required": best[2]}
    rest = iter([best[3]])
    return [row[column] if column in row else next(rest, "") for column in head.columns]


def _is_cell(match: re.Match[str]) -> bool:
    """Whether a type's word is one: not a part of a word of prose, as in `Update`, `Endpoint:`."""
    rest = match[3]
    if match[2] or match.string[:1].islower():
        return not rest.startswith(":")
    return match[1] in TYPES if not rest else not rest[:1].isspace() and not rest.startswith(":")


def _said(row: dict[str, str]) -> dict[str, Json]:
    said = type_words(row["type"])
    mark = row.get("required", "").strip("*` ").lower()
    if mark in _YES or mark in _NO:
        said["required"] = mark in _YES
    if told := row.get("description", "").strip():
        said["description"] = told
        if _NULL.search(told):
            said["nullable"] = True
    if default := row.get("default", "").strip("` -"):
        said["default"] = default_value(default)
    if values := row.get("enum", "").strip():
        said["enum"] = [value.strip(" `'\"") for value in re.split(r"[,|/]", values)]
    return said
