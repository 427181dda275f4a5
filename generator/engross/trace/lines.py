"""The lines of a page as its reader sees them; of an HTML page, those of its text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final, NamedTuple

_HTML: Final = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)
_BLOCKS: Final = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "nav", "main", "aside", "ul", "ol"),
        *("li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "tr", "br", "hr", "dl", "dt"),
        *("dd", "summary", "details", "blockquote", "thead", "tbody", "button", "form"),
    }
)
_HIDDEN: Final = frozenset(
    {"script", "style", "template", "noscript", "svg", "title", "nav", "footer", "label", "option"}
)
_HEADINGS: Final = {f"h{level}": "#" * level for level in range(1, 7)}


_UNSEEN: Final = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
"""Characters without width, which sites put beside their headings."""


_BLOCK_TAG: Final = re.compile(
    r"\s*\{%\s*(?:tab\s[^%]*\btitle=\"(?P<label>[^\"]*)\"[^%]*|[^%]*)%\}\s*"
)
"""GitBook's, on lines of their own: `{% tab title="200" %}`."""
_INLINE_TAG: Final = re.compile(r"</?(?:mark|a|span|b|i|em|strong|sub|sup)\b[^>]*>")


class Line(NamedTuple):
    """A line of text and the number of the line it stands in, counted from 1."""

    number: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """Split a page into lines; HTML is turned into text with Markdown's headings and tables."""
    if is_html(text):
        extractor = _Extractor()
        extractor.feed(text)
        extractor.close()
        return tuple(extractor.lines())
    lines = _UNSEEN.sub("", text).splitlines()
    return tuple(Line(number, _untagged(line).rstrip()) for number, line in enumerate(lines, 1))


def _untagged(line: str) -> str:
    """Leave out the tags that sites put into Markdown; a tab's label is a heading."""
    if (match := _BLOCK_TAG.fullmatch(line)) is not None:
        return f"#### {match['label']}" if match["label"] else ""
    return _INLINE_TAG.sub("", line)


def is_html(text: str) -> bool:
    """Whether a page is an HTML document."""
    return _HTML.match(text[:5000]) is not None


_LONGEST: Final = 1000
"""Letters of a line of HTML that people wrote."""
_WHOLE: Final = re.compile(
    r"<(?P<tag>pre|script|style|textarea|svg)\b.*?</(?P=tag)\s*>|<!--.*?-->"
    rf"|<(?:{'|'.join(sorted(_BLOCKS - {'br'}))})\b",
    re.I | re.S,
)
"""What begins a line, or is not to be broken."""


def laid_out(text: str) -> str:
    """Break the lines of a minified HTML page, so that their numbers say where something stands."""
    if not is_html(text) or max(map(len, text.splitlines())) <= _LONGEST:
        return text

    def broken(match: re.Match[str]) -> str:
        return (
            match[0] if text[match.start() - 1 : match.start()] in ("", "\n") else f"\n{match[0]}"
        )

    return _WHOLE.sub(broken, text)


class _Extractor(HTMLParser):
    """Collects the text of a document: a line for each block, a row with bars for each `tr`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Line] = []
        self._words: list[str] = []
        self._number = 0
        self._hidden = 0
        self._verbatim = 0
        self._in_row = False
        self._tabs: list[list[str]] = []
        """By list of tabs, the innermost last: the labels whose panels are still to come."""
        self._label: list[str] | None = None
        """The words of the tab that is being read."""
        self._tab, self._nested = "", 0

    def lines(self) -> list[Line]:
        """Give what was collected."""
        self._end()
        return self._found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a cell or something that readers do not see."""
        if self._label is not None:
            self._nested += tag == self._tab
            return
        role = dict(attrs).get("role")
        if role in ("tablist", "tab", "tabpanel"):
            self._end()
            self._tabbed(tag, role)
            if self._label is not None:
                return
        if tag in ("span", "strong") and "openapi" in (dict(attrs).get("class") or ""):
            self._words.append(" ")  # Docusaurus sets name, type and mark apart by style alone.
        self._hidden += tag in _HIDDEN
        if tag == "pre":
            self._end()
            self._verbatim += 1
            self._add("```\n")
        elif tag in ("td", "th") and self._in_row:
            self._words.append(" | ")
        elif tag == "tr":
            self._end()
            self._in_row = True
        elif tag in _BLOCKS and not self._in_row:
            self._end()
            if prefix := _HEADINGS.get(tag, "•" if tag == "li" else ""):
                self._add(f"{prefix} ")

    def handle_endtag(self, tag: str) -> None:
        """End a block; a table's row becomes a line with bars."""
        if self._label is not None:
            self._nested -= tag == self._tab
            if self._nested < 0:
                self._tabs[-1].append(" ".join("".join(self._label).split()))
                self._label = None
            return
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag == "pre" and self._verbatim:
            self._add("\n```")
            self._verbatim -= 1
            self._end()
        elif tag == "tr":
            self._words.append(" |")
            self._in_row = False
            self._end()
        elif tag in _BLOCKS and not self._in_row:
            self._end()
            if tag == "table":
                self._found.append(Line(self._number, ""))  # What follows is no row of it.

    def handle_data(self, data: str) -> None:
        """Take a run of text."""
        if self._label is not None:
            self._label.append(data)
        elif not self._hidden:
            self._add(_UNSEEN.sub("", data))

    def _tabbed(self, tag: str, role: str) -> None:
        """Put the label of a tab above its panel, where people see it."""
        if role == "tablist":
            self._tabs.append([])
        elif role == "tab" and self._tabs:
            self._label, self._tab, self._nested = [], tag, 0
        elif role == "tabpanel":
            while self._tabs and not self._tabs[-1]:
                self._tabs.pop()
            if self._tabs:
                self._add(self._tabs[-1].pop(0))
                self._end()

    def _add(self, data: str) -> None:
        if not self._verbatim:
            data = re.sub(r"\s+", " ", data)
            if data.strip() and not "".join(self._words).strip(" |"):
                self._number = self.getpos()[0]
            self._words.append(data)
            return
        first, *rest = data.split("\n")
        self._words.append(first)
        number = self.getpos()[0]
        for offset, line in enumerate(rest, 1):
            self._found.append(Line(number + offset - 1, "".join(self._words)))
            self._words = [line]
        self._number = number + len(rest)

    def _end(self) -> None:
        text = "".join(self._words).strip()
        if text.strip("#•|"):
            self._found += [Line(self._number, text), Line(self._number, "")]
            if text.startswith("|"):
                self._found.pop()  # The rows of a table stay together.
        self._words = []
