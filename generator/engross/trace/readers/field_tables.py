"""Pages whose fields stand in tables: VitePress, GitBook, wikis; Markdown, HTML or plain text.

A table that was flattened to text has lost its bars: `idstringYesThe card ID`. It is taken apart
by the words that types and marks can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from engross.ir import Json
from engross.trace.claims import REQUEST, Claim, Kind
from engross.trace.lines import Line
from engross.trace.pages import Sheet
from engross.trace.readers.rows import Head, read_head, read_rows, rows_joined
from engross.trace.readers.words import templated
from engross.trace.samples import Sample, read_samples

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
    "路径参数": "path",
    "查询参数": "query",
    "请求头": "header",
}
_BODILESS: Final = frozenset({"GET", "HEAD", "DELETE"})
_NEGOTIATED: Final = frozenset({"content-type", "accept"})
"""Headers that follow from the body and the answer."""
_FAILED: Final = re.compile(r"[45](?:\d\d|xx)\b")
_STATUS: Final = re.compile(r"[1-5]\d\d")
_STATED: Final = re.compile(r"(?:http|status)(?: status)?(?: code)?\W*[1-5]\d\d\b.*", re.I)
"""What says a status of what the heading above it names."""
_MESSAGES: Final = ("message", "error", "errorMessage", "msg", "detail")
"""The members that can say why something failed, the usual one first."""
_NO_TITLES: Final = frozenset({"endpoint", "request", "http request", "url", "overview", "usage"})
_HEADING: Final = re.compile(r"(?:#{1,6}\s+)?(?P<text>[^\s•*|].{0,79})")
_NOT_HEADING: Final = re.compile(r"[.:;,{}=]$|^[-•*>|`{\[]|://")
_NAME: Final = re.compile(r"`?[a-z][\w.\[\]]*`?")
"""A heading in lower case: of a table about a field."""
_RULE: Final = re.compile(r"[\s|:+-]+")
"""What separates a table's head from its rows."""
_ALL_BOLD: Final = re.compile(r"\*\*[^*:.]{1,60}\*\*")
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_ITEM: Final = re.compile(r"\s*(?:[•*-]|\d+[.)])\s")
_WRAPPED: Final = 40
"""How long a line is at least that was broken by its width."""
_BULLET: Final = re.compile(r"^(?:[•*\-\s]+|\d+[.)]\s+)")


def recognises(sheet: Sheet) -> bool:
    """Whether a line is the head of a table of fields."""
    heads = (read_head(line.text) for line in rows_joined(sheet.lines))
    return any(head is not None and "type" in head.columns for head in heads)


def read(sheet: Sheet) -> tuple[Claim, ...]:
    """Give the operations, the rows of tables, the samples, the failures and the prose."""
    samples, rest = read_samples(rows_joined(sheet.lines))
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
        and not lines[claim.first].text.startswith("|")
    )


class _Reader:
    """Goes through the lines once, knowing the heading and the table that it is in."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._samples = {sample.first: sample for sample in samples}
        self._heading = ""
        self._title = ""
        """The last heading that can be an operation's name."""
        self._titles = 0
        """How many such headings were met."""
        self._section: str | None = None
        """The side that what follows is about; None as long as no heading said so."""
        self._method = ""
        self._in_path: list[str] = []
        """The parameters that the operation's path names."""
        self._table: Head | None = None
        self._heads: frozenset[int] = frozenset()
        """The lines below which the head of a table is the next with text."""
        self._below_titles: frozenset[int] = frozenset()
        """The lines between an operation's title and its verb that say what it does."""

    def read(self, lines: Sequence[Line]) -> Iterator[Claim]:
        """Yield the claims; what stands between an operation's title and its verb is said of it."""
        held, titles = list[Claim](), 0
        self._heads, self._below_titles = _above_heads(lines), _below_titles(lines)
        for before, line, after in zip((None, *lines[:-1]), lines, (*lines[1:], None), strict=True):
            is_first = not self._method
            for claim in self._claims(line, before, after):
                if claim.kind is Kind.OPERATION and not is_first and titles == self._titles:
                    yield from (claim, *held)
                    held = []
                    continue
                if claim.kind is not Kind.TEXT or titles != self._titles:
                    yield from held
                    held, titles = [], self._titles
                if claim.kind is Kind.TEXT:
                    held.append(claim)
                else:
                    yield claim
        yield from held

    def _claims(self, line: Line, before: Line | None, after: Line | None) -> Iterator[Claim]:
        if line.number in self._samples and line.text == "":
            yield self._sample(self._samples[line.number])
            self._table = None
        elif line.text.strip():
            yield from self._line(line, before, after)
        elif after is not None and after.text.strip():
            self._table = self._table if self._goes_on(after.text) else None

    def _goes_on(self, text: str) -> bool:
        """Whether a row of the table follows after an empty line."""
        return self._table is not None and next(read_rows(self._table, text), None) is not None

    def _head(self, text: str) -> Head | None:
        """Read the head of a table, where the heading above lets it be one."""
        head = read_head(text, fails=self._section == "failure")
        is_kept = head is not None and ("value" not in head.columns or self._place() == "header")
        return head if is_kept else None

    def _place(self) -> str:
        """Say of which parameters the heading speaks; empty where it speaks of none."""
        words = self._heading.lower()
        return next((place for key, place in _PLACES.items() if key in words), "")

    def _line(self, line: Line, before: Line | None, after: Line | None) -> Iterator[Claim]:
        text = line.text.strip()
        alone = before is None or not before.text.strip()
        if (head := self._head(text)) is not None:
            self._table = head
        elif match := _ENDPOINT.fullmatch(text):
            self._table = None
            yield self._operation(line, match)
        elif self._table is not None and (self._goes_on(text) or _RULE.fullmatch(text)):
            yield from self._row(self._table, line)
        elif line.number not in self._below_titles and (
            _is_heading(line.text, alone or self._ended(after), after)
            or (alone and line.number in self._heads and _NAME.fullmatch(text))
        ):
            self._head_line(line)
        else:
            self._ended(after)
            told = _BULLET.sub("", _BOLD.sub(r"\1", text))
            yield replace(_claim(Kind.TEXT, "", line, {"text": told}), group=self._heading)

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
        self._section, self._method = None, match[1].upper()
        path = templated(match[3])
        self._in_path = re.findall(r"\{([^}]*)\}", path)
        return _claim(Kind.OPERATION, f"{match[1].upper()} {path}", line, said)

    def _head_line(self, line: Line) -> None:
        self._heading = _plain(line.text)
        words = self._heading.lower()
        if words not in _NO_TITLES:
            self._title = self._heading
            self._titles += 1
        if _FAILED.match(words):
            self._section = "failure"
            return
        for key, section in _SECTIONS.items():
            if key in words:
                self._section = section
                return

    def _row(self, head: Head, line: Line) -> Iterator[Claim]:
        number = line.number
        for name, said in read_rows(head, line.text):
            if head.is_of_failures and _STATUS.fullmatch(name):
                yield Claim(
                    kind=Kind.RESPONSE,
                    name=name,
                    said=said,
                    path=(name,),
                    first=number,
                    last=number,
                )
            elif head.is_of_failures:
                yield _claim(Kind.FAILURE, name, line, {"code": name, **said})
            elif "value" not in head.columns or not _is_negotiated(name):
                place = self._place() or self._asked(name)
                kind = Kind.PARAMETER if place else Kind.FIELD
                group = place or f"{self._section or ''}:{self._heading}"
                yield Claim(kind=kind, name=name, said=said, group=group, first=number, last=number)

    def _asked(self, name: str) -> str:
        """Say where what a table of the request names goes, if that is not its body."""
        if self._section is None and name in self._in_path:
            return "path"
        if self._section == REQUEST and self._method in _BODILESS:
            return "path" if name in self._in_path else "query"
        return ""

    def _sample(self, sample: Sample) -> Claim:
        if sample.headers is not None:
            sent = [one for one in sample.headers if not _is_negotiated(one.partition(":")[0])]
            return _claim_of(Kind.CALL, self._heading, sample, {"headers": [*sent]})
        value = sample.value
        failed = isinstance(value, dict) and value.get("success") is False
        named = _STATUS.match(self._heading)
        status = sample.status or (named[0] if named else "")
        if failed or (self._section == "failure" and not status):
            told = value if isinstance(value, dict) else {}
            words = {"message": _MESSAGES, "code": ("code",)}
            said: dict[str, Json] = {
                aspect: text
                for aspect, keys in words.items()
                if (text := next((told[k] for k in keys if isinstance(told.get(k), str)), None))
            }
            said |= {"description": self._heading, "value": value}
            return _claim_of(Kind.FAILURE, self._heading, sample, said)
        side = REQUEST if self._section == REQUEST else ""
        said = {"value": value, "side": status or side}
        return _claim_of(Kind.SAMPLE, self._heading, sample, said)


_SECTIONS: Final = {
    "error": "failure",
    "failure": "failure",
    "错误": "failure",
    "失败": "failure",
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


def _above_heads(lines: Sequence[Line]) -> frozenset[int]:
    told = [line for line in lines if line.text.strip()]
    return frozenset(line.number for line, below in pairwise(told) if read_head(below.text))


def _below_titles(lines: Sequence[Line]) -> frozenset[int]:
    """Find what stands alone between a title and a verb, and is in other words than titles are."""
    told = [line for line in lines if line.text.strip()]
    return frozenset(
        line.number
        for title, line, verb in zip(told, told[1:], told[2:], strict=False)
        if _ENDPOINT.fullmatch(verb.text.strip()) and not line.text.startswith("#")
        if title.text.startswith("#")
        or (_is_heading(title.text, alone=True, after=None) and " " in title.text.strip())
        if sum(word.islower() for word in line.text.split()) > 1
    )


def _is_negotiated(name: str) -> bool:
    return name.strip().lower() in _NEGOTIATED


def _plain(text: str) -> str:
    return text.strip().lstrip("#").strip(" *`​")


def _is_heading(text: str, alone: bool, after: Line | None) -> bool:
    """Whether a line is a heading: marked as one, or short, alone, and no sentence."""
    if text.startswith("#") or (alone and _ALL_BOLD.fullmatch(text.strip())):
        return True
    if _STATED.fullmatch(text.strip()):
        return False
    followed = after is not None and bool(after.text.strip()) and read_head(after.text) is None
    match = _HEADING.fullmatch(text.strip())
    words = text.split()
    return (
        alone
        and not followed
        and match is not None
        and not _NOT_HEADING.search(text.strip())
        and len(words) <= 6
        and (text.strip()[:1].isupper() or _STATUS.match(text.strip()) is not None)
    )
