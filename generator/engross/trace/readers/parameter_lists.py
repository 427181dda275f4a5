"""Pages of Mintlify: lists of fields, in its tags or as text with each part on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from engross.ir import Json
from engross.trace.claims import REQUEST, Claim, Kind
from engross.trace.lines import Line
from engross.trace.pages import Sheet
from engross.trace.readers.opened import Open
from engross.trace.readers.words import METHODS, default_value, type_words
from engross.trace.samples import Sample, read_samples

_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<tag>ParamField|ResponseField|Expandable)\b(?P<rest>(?:\"[^\"]*\"|[{][^}]*[}]|[^>\"{])*)>"
)
_ATTRIBUTE: Final = re.compile(r"(\w+)(?:=(?:\"([^\"]*)\"|\{([^}]*)\}))?")
_IN: Final = {"path": "path", "query": "query", "header": "header", "cookie": "cookie"}
_HEADINGS: Final = {
    "path parameters": "path",
    "query parameters": "query",
    "headers": "header",
    "header parameters": "header",
    "cookies": "cookie",
    "body": REQUEST,
    "body parameters": REQUEST,
    "request body": REQUEST,
    "response": "",
    "responses": "",
    "authorizations": "header",
}
_NAME: Final = re.compile(r"[A-Za-z_$][\w$.\[\]-]*")
_STATUS: Final = re.compile(r"([1-5](?:\d\d|XX)|default)(?:\s*[-·]?\s*[\w.+-]+/[\w.+-]+)?(?:\s.*)?")
_OPTIONS: Final = re.compile(r"Available options:\s*(?P<values>.*)", re.I)
_DEFAULT: Final = re.compile(r"default:\s*(?P<value>.+)", re.I)
_MARKS: Final = {"required": True, "optional": False}
_PLACE: Final = frozenset({*_IN, "body"})
"""Labels beside a type that say again where the field goes."""
_FRONT: Final = re.compile(r"\s*---\n(?:.*\n)*?---\n")
_MEMBER: Final = re.compile(r"^(?P<key>\w+):\s*(?P<value>\S.*)$", re.M)
_ENDPOINT: Final = re.compile(
    rf"(?P<method>{'|'.join(sorted(METHODS))})\s+(?P<server>https?://[^/\s]+)?(?P<path>/\S*)", re.I
)
_ELEMENT: Final = re.compile(r"</?[A-Z]\w*(?:\s[^>]*)?/?>")
"""A component of the site around prose: `<Note>`."""
_CHROME: Final = re.compile(
    r"(?:show|hide) child attributes|try it|application/json|copy|\d+ child attributes?|-|↵"
    r"|⌘ ?\w|cURL|[1-5]\d\d",
    re.I,
)


def recognises(sheet: Sheet) -> bool:
    """Whether there is a field's tag, or a name above a type on a line of its own."""
    if _TAG.search(sheet.text):
        return True
    told = [line.text.strip() for line in sheet.lines if line.text.strip()]
    return any(
        _NAME.fullmatch(name) is not None and bool(type_words(word))
        for name, word in pairwise(told)
    )


def read(sheet: Sheet) -> tuple[Claim, ...]:
    """Give the operation, the fields, the samples and the prose."""
    samples, rest = read_samples(sheet.lines)
    told = list(_of_tags(sheet.text, rest) if _TAG.search(sheet.text) else _Reader(rest).read())
    claims = [*(claim.done() for claim in told), *map(_sample, samples)]
    return tuple(sorted(claims, key=lambda claim: claim.first))


def _sample(sample: Sample) -> Claim:
    if sample.headers is not None:
        sent: dict[str, Json] = {"headers": [*sample.headers]}
        return Claim(kind=Kind.CALL, name="", said=sent, first=sample.first, last=sample.last)
    said: dict[str, Json] = {"value": sample.value, "side": sample.status}
    value = sample.value
    if isinstance(value, dict) and value.get("success") is False:
        said["message"] = value.get("message", "")
        return Claim(kind=Kind.FAILURE, name="", said=said, first=sample.first, last=sample.last)
    return Claim(kind=Kind.SAMPLE, name="", said=said, first=sample.first, last=sample.last)


# The text of a page.


class _Reader:
    """Goes through the lines once, the empty ones left out."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [Line(line.number, line.text.strip()) for line in lines if line.text.strip()]
        self._group: str | None = None
        self._open: Open | None = None
        self._above: list[str] = []
        """The lines of prose above the operation."""
        self._is_named = False
        """Whether the operation was met."""
        self._answers = False
        self._status: str | None = None

    def read(self) -> Iterator[Open]:
        """Yield the claims in the page's order."""
        at = 0
        while at < len(self._lines):
            number, text = self._lines[at]
            words = text.lstrip("# ").lower()
            found = None
            if text.upper() in METHODS or text.split(" ")[0] in METHODS:
                found, at = self._operation(at)
            elif words in _HEADINGS:
                self._group, self._open = _HEADINGS[words], None
                self._answers = self._group == ""
            elif self._answers and (status := _STATUS.fullmatch(text)) is not None:
                found = self._answer(Line(number, text), status[1])
            elif self._group is not None and (found := self._field(at)) is not None:
                at += 1
            elif not _CHROME.fullmatch(text):
                found = self._prose(Line(number, text))
            at += 1
            if found is not None:
                yield found

    def _answer(self, line: Line, status: str) -> Open | None:
        """Begin an answer; the first needs no status to be told from others."""
        self._open = None
        if self._status in (None, status):
            self._status = status
            return None
        self._group = self._status = status
        self._open = Open(Kind.RESPONSE, status, line.number, line.number, path=(status,))
        return self._open

    def _title(self) -> str | None:
        """Choose the operation's name: the last line above it that is set as titles are."""
        labels = [*takewhile(lambda text: not text.endswith("."), self._above)]
        titles = [text for text in labels if all(map(_is_capital, text.split()))]
        return next(iter([*titles[-1:], *self._above]), None)

    def _operation(self, at: int) -> tuple[Open, int]:
        """Read verb and path; the path's parts may stand on lines of their own."""
        number, text = self._lines[at]
        method, _, path = text.partition(" ")
        while at + 1 < len(self._lines) and self._goes_on(at, path):
            at += 1
            path += self._lines[at].text
        path = re.sub(r"^https?://[^/]+", "", path.strip(" `"))
        title = self._title()
        said: dict[str, Json] = {} if title is None else {"summary": title}
        last, self._is_named = self._lines[at].number, True
        return Open(Kind.OPERATION, f"{method.upper()} {path}", number, last, said), at

    def _goes_on(self, at: int, path: str) -> bool:
        """Whether the line below is a part of the path: the first, or right below another."""
        (number, _), (below, text) = self._lines[at : at + 2]
        follows = below == number + 1 or not path or path.endswith("/")
        return (
            follows
            and re.fullmatch(r"[/{}\w.~:-]+", text) is not None
            and (bool(path) or text.startswith("/"))
        )

    def _field(self, at: int) -> Open | None:
        """Read a name with the type on the line below."""
        number, name = self._lines[at]
        word = self._lines[at + 1].text if at + 1 < len(self._lines) else ""
        said = type_words(word)
        if not _NAME.fullmatch(name) or not said:
            return None
        assert self._group is not None
        kind = Kind.PARAMETER if self._group in _IN else Kind.FIELD
        group = self._group if self._group in _IN else _grouped(name, self._group)
        self._open = Open(kind, name, number, self._lines[at + 1].number, said, group)
        return self._open

    def _prose(self, line: Line) -> Open | None:
        if self._open is None:
            if self._group is None and not self._is_named:
                self._above.append(line.text.lstrip("# "))
            return Open(Kind.TEXT, "", line.number, line.number, {"text": line.text})
        self._open.last = line.number
        if line.text.lower() in _MARKS:
            self._open.said["required"] = _MARKS[line.text.lower()]
        elif line.text.lower() in _PLACE:
            pass
        elif match := _OPTIONS.fullmatch(line.text):
            self._open.said["enum"] = _options(match["values"])
        elif match := _DEFAULT.fullmatch(line.text):
            self._open.said["default"] = default_value(match["value"])
        else:
            self._open.tell(line.text, line.number)
        return None


def _is_capital(word: str) -> bool:
    """Whether a word is set as in a title, where short ones may be small."""
    return len(word) < 4 or not word[0].islower()


def _grouped(name: str, side: str) -> str:
    """Name the table that a dotted name stands in; other names are placed by their order."""
    return f"{side}:" if "." in name else side


# Mintlify's own tags.


def _of_tags(text: str, lines: Sequence[Line]) -> Iterator[Open]:
    """Read what stands above the page, the fields, and the prose around them."""
    yield from _front(text)
    yield from _tagged(text)
    inside = _lines_inside(text)
    for line in lines:
        told = _ELEMENT.sub("", line.text).strip()
        if told and line.number not in inside and not told.startswith("#"):
            yield Open(Kind.TEXT, "", line.number, line.number, {"text": told})


def _lines_inside(text: str) -> set[int]:
    """Give the lines that are no prose: what stands above the page, and in tags of fields."""
    spans = [(0, front.end())] if (front := _FRONT.match(text)) else []
    depth = start = 0
    for match in _TAG.finditer(text):
        start = start if depth else match.start()
        depth += -1 if match["end"] else int(not match["rest"].endswith("/"))
        if depth == 0:
            spans.append((start, match.end()))
    return {
        number
        for first, last in spans
        for number in range(text.count("\n", 0, first) + 1, text.count("\n", 0, last) + 2)
        if last > 0
    }


def _front(text: str) -> Iterator[Open]:
    """Read the operation, its name and its description, which stand between lines of dashes."""
    front = _FRONT.match(text)
    found = {m["key"]: m for m in _MEMBER.finditer(front[0])} if front else {}
    lines = {key: text.count("\n", 0, m.start()) + 1 for key, m in found.items()}
    told = {key: m["value"].strip(" \"'") for key, m in found.items()}
    for key in ("api", "openapi"):
        if (match := _ENDPOINT.search(told.get(key, ""))) is not None:
            said: dict[str, Json] = {"summary": told["title"]} if "title" in told else {}
            said |= {"server": match["server"]} if match["server"] else {}
            name = f"{match['method'].upper()} {match['path']}"
            yield Open(Kind.OPERATION, name, lines[key], lines[key], said)
            break
    if "description" in told:
        line = lines["description"]
        yield Open(Kind.TEXT, "", line, line, {"text": told["description"]})


def _tagged(text: str) -> Iterator[Open]:
    """Read `<ParamField>` and `<ResponseField>`; those inside another are its members."""
    stack: list[Open] = []
    at = 0
    for match in _TAG.finditer(text):
        if stack:
            _describe(stack[-1], text[at : match.start()])
        at = match.end()
        if match["tag"] == "Expandable":
            continue
        if match["end"]:
            yield from stack[-1:]
            stack = stack[:-1]
            continue
        opened = _open(match, text, stack)
        if match["rest"].endswith("/"):
            yield opened
        else:
            stack.append(opened)
    yield from reversed(stack)


def _open(match: re.Match[str], text: str, stack: Sequence[Open]) -> Open:
    given = {name: value or code for name, value, code in _ATTRIBUTE.findall(match["rest"])}
    place = next((key for key in ("path", "query", "header", "body", "name") if key in given), "")
    said = type_words(given.get("type", ""))
    said["required"] = "required" in given
    if "default" in given:
        said["default"] = default_value(given["default"])
    if "deprecated" in given:
        said["deprecated"] = True
    number = text.count("\n", 0, match.start()) + 1
    name = ".".join([*map(_as_holder, stack[-1:]), given.get(place, "")])
    is_sent = match["tag"] == "ParamField"
    kind = Kind.PARAMETER if place in _IN else Kind.FIELD
    group = _IN.get(place) or f"{REQUEST if is_sent else ''}:"
    return Open(kind, name, number, number, said, group)


def _as_holder(outer: Open) -> str:
    """Name what fields are inside: of a list its items."""
    return f"{outer.name}[]" if outer.said.get("type") == "array" else outer.name


def _describe(claim: Open, text: str) -> None:
    for line in filter(None, map(str.strip, text.splitlines())):
        if match := _OPTIONS.fullmatch(line):
            claim.said["enum"] = _options(match["values"])
        else:
            claim.tell(line, claim.last)


def _options(text: str) -> list[Json]:
    return [value.strip("`'\"") for value in re.split(r"[,\s]+", text) if value]
