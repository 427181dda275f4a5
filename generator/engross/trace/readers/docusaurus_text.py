"""Pages of Docusaurus' openapi-docs, flattened to text: indentation, tabs and colours are lost.

The word after a field's name is the first of these that its schema has: `<items>[]`, its format,
`object` (also for anything with allOf, anyOf or oneOf), `array`, its title, its type. `required`
follows, glued or not; later versions print `nullable` and `deprecated` too. Of anyOf the first
branch is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from http import HTTPStatus
from typing import Final

from engross.ir import Json
from engross.trace.claims import REQUEST, Claim, Kind
from engross.trace.lines import Line
from engross.trace.pages import Sheet
from engross.trace.readers.opened import Open
from engross.trace.readers.words import METHODS, TYPES, default_value, templated
from engross.trace.samples import json_end

_FORMATS: Final = frozenset(
    {
        *("date", "date-time", "time", "duration", "email", "uuid", "uuid4", "uri", "url", "ipv4"),
        *("ipv6", "hostname", "binary", "byte", "password", "int32", "int64", "float", "double"),
        *("decimal", "json", "regex", "path"),
    }
)
_SIDES: Final = {"Request": REQUEST, "Responses": ""}
_PLACES: Final = {
    "Path Parameters": "path",
    "Query Parameters": "query",
    "Header Parameters": "header",
    "Cookie Parameters": "cookie",
}
_DEPRECATED: Final = re.compile(r"deprecated|This endpoint has been deprecated and may be .*")
_BODY: Final = re.compile(r"Body ?(?:required)?")
_STRUCTURE: Final = frozenset(
    {
        *("Example (from schema)", "Example (auto)", "Example", "{", "}", "```"),
        *("anyOf", "oneOf", "allOf", "Response Headers", *(f"MOD{n}" for n in range(1, 9))),
        *("Authorization", "Collapse all", "Expand all"),
    }
)
_OPENS: Final = frozenset({"Array [", "["})
_ENDS: Final = frozenset({"curl", "Base URL", "Send API Request"})
"""What the panel begins with in which a request can be sent."""
_MEDIA_TYPE: Final = re.compile(r"(?:application|multipart|text)/[\w.+-]+")
_STATUS: Final = re.compile(r"[1-5](?:\d\d|XX)|default")
_PHRASES: Final = {
    **{status.phrase: str(status.value) for status in HTTPStatus},
    "Validation Error": "422",  # As FastAPI describes it.
}
"""What an answer whose status is lost is called → its status."""
_FIELD: Final = re.compile(
    r"(?P<name>[A-Za-z_$@][\w$.@-]*) (?P<word>\S.*?)"
    r"(?P<marks>(?: *(?:nullable|required|deprecated))*)"
)
_VALUES: Final = re.compile(r"Possible values: (?:\[(?P<enum>.*)\]|(?P<limit>.+))")
_LIMIT: Final = re.compile(
    r"(?P<sign>[<>]=?) (?P<value>-?\d+(?:\.\d+)?)(?P<of> characters| items)?"
)
_LIMITS: Final = {
    ">=": "minimum", "<=": "maximum", ">": "exclusiveMinimum", "<": "exclusiveMaximum",
    ">= characters": "minLength", "<= characters": "maxLength",
    ">= items": "minItems", "<= items": "maxItems",
}  # fmt: skip
"""How a limit is printed → its keyword."""
_PATTERN: Final = re.compile(r"Value must match regular expression (?P<pattern>\S+)")
_CREDENTIALS: Final = re.compile(r"Authorization: \S.*")
"""What stands above the members of a security scheme."""
_MEMBER: Final = re.compile(
    r"(?:name|type|scheme|in|(?:header|query|cookie) parameter name|bearerFormat|scopes|flows"
    r"|openIdConnectUrl|description): .*"
)
_SCHEME: Final = re.compile(r"name: (?P<name>[\w.-]+?)(?:\s*type: .*)?")
_DEFAULT: Final = re.compile(r"Default value:\s*(?P<value>.*)")
_CONSTANT: Final = re.compile(r"Constant value: (?P<value>.+)")
_EXAMPLE: Final = re.compile(r"Example: .*")
_NULL: Final = re.compile(r"\bnull(?:able)?\b", re.I)
_WRAPPED: Final = "An enumeration."
_BULLET: Final = re.compile(r"\s*(?:(?:[•*-]|#{1,6})\s+)?(?P<text>.*)")


def recognises(sheet: Sheet) -> bool:
    """Whether 'Responses' and 'Schema' stand alone on lines, as such pages print them."""
    alone = {line.text.strip("# ") for line in sheet.lines}
    return {"Responses", "Schema"} <= alone


def read(sheet: Sheet) -> tuple[Claim, ...]:
    """Give the operation, its texts and its fields, in the page's order; no field has a path."""
    opened = list(_Reader().read(sheet.lines))  # Lines are added to a claim until the next begins.
    return tuple(map(_done, opened))


def _done(claim: Open) -> Claim:
    """Finish a claim; an enumeration that is wrapped in allOf hides its type and its mark."""
    if claim.said.get("type") == "object" and claim.said.get("description") == _WRAPPED:
        del claim.said["type"], claim.said["required"]
    if _NULL.search(str(claim.said.get("description", ""))):
        claim.said["nullable"] = True
    return claim.done()


class _Reader:
    """Goes through the lines once."""

    def __init__(self) -> None:
        self._side: str | None = None
        self._place = ""
        self._in_schema = False
        self._is_tab = False
        """Whether the line above is the status of an answer."""
        self._tabs: list[Open] = []
        """The answers whose statuses stand in a row, below which each has a panel."""
        self._method: Line | None = None
        self._is_named = False
        """Whether the operation's verb was met, or the page has none."""
        self._heading: Line | None = None
        self._operation: Open | None = None
        self._in_credentials = False
        self._open: Open | None = None
        self._last: Open | None = None
        """The last field."""
        self._lists: list[int] = []
        """The first lines of the lists whose items are being read."""

    def read(self, lines: Sequence[Line]) -> Iterator[Open]:
        code = 0
        self._is_named = not any(line.text.strip() in METHODS for line in lines)
        begins = {*_beginnings(lines)}
        for at, line in enumerate(lines):
            match = _BULLET.fullmatch(line.text)
            text = match["text"].strip() if match else ""
            if text in _ENDS and self._side is not None:
                return
            if text == "{" and at >= code:
                code = json_end(lines, at)  # A sample made of the schema.
            if text == "flows: {" and self._in_credentials:
                code = json_end(lines, at)
            if at in begins:
                self._begin()
            if at >= code and self._is_panel(text, lines[at + 1 :]):
                yield from self._panel(text, line.number)
            elif text and not _is_set_around(text) and at >= code:
                yield from self._line(text, line.number)
                self._is_tab = self._is_tab and _STATUS.fullmatch(text) is not None

    def _begin(self) -> None:
        """Begin another operation of the page."""
        self._side, self._in_schema, self._place = None, False, ""
        self._method = self._heading = self._open = self._last = None
        self._lists, self._tabs = [], []

    def _line(self, text: str, number: int) -> Iterator[Open]:
        if self._is_of_credentials(text) or self._is_structure(text):
            return
        if self._side is None:
            yield from self._before(text, number)
        elif self._side == REQUEST and _BODY.fullmatch(text):
            said: dict[str, Json] = {"required": text.endswith("required")}
            self._place = ""
            self._open = Open(Kind.BODY, "", number, number, said, path=(REQUEST,))
            yield self._open
        elif _STATUS.fullmatch(text) and self._side != REQUEST:
            opened = Open(Kind.RESPONSE, text, number, number, path=(text,))
            if not self._is_tab:  # What is below tabs is of the first, until a panel follows.
                self._side, self._in_schema = text, False
                self._open, self._tabs = opened, []
            else:
                self._tabs.append(opened)
            self._is_tab = True
            yield opened
        elif not self._in_schema and self._open is not None:
            self._open.tell(text, number)
        elif not self._in_schema:
            yield Open(Kind.TEXT, "", number, number, {"text": text})
        else:
            yield from self._inside(text, number)

    def _is_panel(self, text: str, below: Sequence[Line]) -> bool:
        """Whether a line describes another answer: its media type or schema follows."""
        if not self._in_schema or self._side in (None, REQUEST) or _is_structural(text):
            return False
        field = _field(text, 0, "", "")
        if field is not None and (field.said["required"] or "title" not in field.said):
            return False
        follows = next((line.text.strip() for line in below if line.text.strip()), "")
        return follows in ("Schema", "Response Headers") or bool(_MEDIA_TYPE.fullmatch(follows))

    def _panel(self, text: str, number: int) -> Iterator[Open]:
        """Begin the next answer: that of the next tab, or the one that is usually called so."""
        status = self._tabs[0].name if self._tabs else _PHRASES.get(text)
        if status is None:
            yield from self._line(text, number)
            return
        if self._tabs:
            self._open = self._tabs.pop(0)
            self._open.first = number
        else:
            self._open = Open(Kind.RESPONSE, status, number, number, path=(status,))
            yield self._open
        self._open.tell(text, number)
        self._side, self._in_schema, self._place, self._lists = status, False, "", []

    def _is_structure(self, text: str) -> bool:
        """Note where on the page the reader is, if a line says that."""
        if text in _SIDES:
            if self._is_named:  # Else it is the page's own table of contents.
                self._side, self._place = _SIDES[text], ""
                self._in_schema = self._side == REQUEST
        elif text in _PLACES:
            self._place = _PLACES[text]
        elif text == "Schema":
            self._in_schema = True
        elif text in _OPENS or text == "]":
            self._bracket(text)
        else:
            return False
        self._open = None
        return True

    def _is_of_credentials(self, text: str) -> bool:
        """Note which security scheme the operation names, if a line is a part of that."""
        is_head = _CREDENTIALS.fullmatch(text) is not None
        self._in_credentials = is_head or (self._in_credentials and bool(_MEMBER.fullmatch(text)))
        match = _SCHEME.fullmatch(text) if self._in_credentials else None
        if match is not None and self._operation is not None:
            self._operation.said["security"] = [[match["name"]]]
        return self._in_credentials

    def _bracket(self, text: str) -> None:
        """Note where the items of a list begin and end."""
        if text == "]":
            self._lists = self._lists[:-1]
        else:
            self._lists.append(0 if self._last is None else self._last.first)

    def _before(self, text: str, number: int) -> Iterator[Open]:
        """Read what stands above 'Request': heading, verb, path and description."""
        if text in METHODS:
            self._method, self._is_named = Line(number, text), True
        elif self._method is not None and text.startswith("/") and self._open is None:
            heading, name = self._heading, f"{self._method.text} {templated(text)}"
            self._open = Open(
                Kind.OPERATION, name, self._method.number, number,
                {} if heading is None else {"summary": heading.text},
            )  # fmt: skip
            self._operation = self._open
            yield self._open
        elif _DEPRECATED.fullmatch(text) and self._operation is not None:
            self._operation.said["deprecated"] = True
        elif self._open is None:
            self._heading = Line(number, text)
        else:
            yield Open(Kind.TEXT, "", number, number, {"text": text})

    def _inside(self, text: str, number: int) -> Iterator[Open]:
        if text == "required":
            if self._open is not None:
                self._open.said["required"] = True
                self._open.last = number
        elif text in TYPES and self._open is None and self._is_in_list_of_choices():
            assert self._last is not None
            self._last.said["items"] = text  # The first branch of the items' anyOf.
        elif self._open is not None and self._add(self._open, text):
            self._open.last = number
        elif found := _field(text, number, self._side or "", self._place):
            found.inside = self._lists[-1] if self._lists else 0
            self._open = self._last = found
            yield found
        elif self._open is not None and self._open.kind in (Kind.FIELD, Kind.PARAMETER):
            self._open.tell(text, number)
        else:
            yield Open(Kind.TEXT, "", number, number, {"text": text})

    def _is_in_list_of_choices(self) -> bool:
        """Whether the items of the last field begin here, and it calls them objects."""
        last = self._last
        return (
            last is not None
            and self._lists[-1:] == [last.first]
            and last.said.get("items") == "object"
        )

    def _add(self, claim: Open, text: str) -> bool:
        """Add a line with a keyword of its own; False where it is none."""
        if match := _VALUES.fullmatch(text):
            if match["enum"] is not None:
                claim.said["enum"] = [value.strip(" `'\"") for value in match["enum"].split(",")]
            else:
                claim.said |= _limits(match["limit"])
            return True
        if match := _DEFAULT.fullmatch(text):
            if match["value"]:
                claim.said["default"] = default_value(match["value"])
            return True
        if match := _CONSTANT.fullmatch(text):
            claim.said["const"] = default_value(match["value"])
            return True
        if text == "null" and "type" in claim.said:
            claim.said["nullable"] = True  # Another branch.
            return True
        if text in TYPES and claim.said.get("type") == "object":
            claim.said["type"] = text  # The first branch of its anyOf.
            return True
        return _EXAMPLE.fullmatch(text) is not None


def _limits(text: str) -> Iterator[tuple[str, Json]]:
    """Read limits: `>= 1 and <= 100`, `non-empty and <= 64 characters`.

    Of two limits of one thing only the last may say what it is of.
    """
    found = [*_LIMIT.finditer(text)]
    of = next((match["of"] for match in reversed(found) if match["of"]), "")
    for match in found:
        value = match["value"]
        if (keyword := _LIMITS.get(match["sign"] + of)) is not None:
            yield keyword, Decimal(value) if "." in value else int(value)
    if "non-empty" in text:
        yield "minLength", 1
    if (printed := _PATTERN.search(text)) is not None:
        yield "pattern", printed["pattern"].strip("`")


def _is_set_around(text: str) -> bool:
    """Whether a line says nothing of what the page is about."""
    return text in _STRUCTURE or _MEDIA_TYPE.fullmatch(text) is not None


def _is_structural(text: str) -> bool:
    """Whether a line only says how the lines around it belong together."""
    marks = {"", "Schema", "]", *_OPENS, *_SIDES, *_PLACES}
    return text in marks or _is_set_around(text) or _STATUS.fullmatch(text) is not None


def _beginnings(lines: Sequence[Line]) -> Iterator[int]:
    """Give the places of the headings above verb and path, of all operations but the first."""
    told = [(at, line.text.strip("# ")) for at, line in enumerate(lines) if line.text.strip()]
    found = [
        at
        for (at, _), (_, verb), (_, path) in zip(told, told[1:], told[2:], strict=False)
        if verb in METHODS and path.startswith("/")
    ]
    yield from found[1:]


def _field(text: str, number: int, side: str, place: str) -> Open | None:
    """Read a line that begins a field; None where it is prose."""
    match = _FIELD.fullmatch(text)
    if match is None or not _is_label(match["word"], match["name"]):
        return None
    said: dict[str, Json] = {**_word(match["word"]), "required": "required" in match["marks"]}
    said |= {mark: True for mark in ("nullable", "deprecated") if mark in match["marks"]}
    kind = Kind.PARAMETER if place else Kind.FIELD
    return Open(kind, match["name"], number, number, said, group=place or side)


def _is_label(word: str, name: str) -> bool:
    """Whether words after a name can be its label: a type, a format, a title."""
    plain = word.removesuffix("[]")
    if plain in TYPES or plain in _FORMATS:
        return True
    if plain.replace(" ", "").lower() == name.replace("_", "").lower():
        return True
    is_title = all(part[:1].isupper() or part[:1].isdigit() for part in plain.split())
    return is_title and not plain.endswith((".", ":", "!"))


def _word(word: str) -> dict[str, Json]:
    """Say what the word after a name says of its schema."""
    plain = word.removesuffix("[]")
    if plain != word:
        label = {"items": plain} if plain in TYPES else {"title": plain}
        return {"type": "array", **label}
    if word in _FORMATS:
        return {"format": word}
    return {"type": word} if word in TYPES else {"title": word}
