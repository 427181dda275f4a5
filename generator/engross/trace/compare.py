"""Holds a spec against the pages it was transcribed from, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

from engross.ir import Json
from engross.pointer import ROOT, Pointer
from engross.readable import clean
from engross.spec import Reading
from engross.spec.kinds import is_list, is_mapping
from engross.trace.claims import ITEM, Claim, Kind, plain, same_words
from engross.trace.lines import lines_of
from engross.trace.match import Matching, match
from engross.trace.pages import Page
from engross.trace.samples import leaves

_FLAGS: Final = frozenset({"required", "nullable", "deprecated"})
_SILENT: Final = frozenset({"value", "side", "heading", "text", "starts", "headers"})
"""Aspects that no keyword of the spec answers to."""
_ASKED: Final = frozenset({"security", "credentials", "server", "content"})
"""Aspects of the spec that a page of prose need not speak of."""
_SPOKEN: Final = (Kind.OPERATION, Kind.PARAMETER, Kind.FIELD, Kind.FAILURE)
"""What has to be on a page; `engross.trace.run` looks where the rest comes from."""
_READABLE: Final = frozenset({"title", "description", "summary"})
"""Texts that count as said where the page has them anywhere."""
_KEYWORD: Final = {"message": "match", "code": "match", "starts": "match"}
"""The key of `x-inferred` that decides an aspect, where it is not named alike."""
_TYPE_OF: Final = {bool: "boolean", int: "integer", str: "string", dict: "object", list: "array"}


class Fault(Enum):
    """What is wrong between a page and a spec."""

    NOT_IN_SPEC = "not-in-spec"
    """The page says it, and the spec does not."""
    NOT_ON_PAGE = "not-on-page"
    """The spec says it, and no page does, and no `x-inferred` gives a reason."""
    UNDECIDED = "undecided"
    """A patch left it to a person, and nobody has decided it."""
    CONTRADICTION = "contradiction"
    """Page and spec say different things, and nothing says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that page and spec do not agree about."""

    fault: Fault
    message: str
    page: Page | None = None
    lines: tuple[int, int] = (0, 0)
    """The first and the last line of the page, counted from 1; 0 where there is none."""
    pointer: Pointer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Lines of a page, the node that holds what they say, and whether the two agree."""

    page: Page
    lines: tuple[int, int]
    pointer: Pointer | None
    """None where the spec has no such node."""
    state: str
    """`said`, `inferred`, `omitted` or the fault."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A page held against the spec."""

    page: Page
    claims: tuple[Claim, ...]
    matching: Matching
    findings: tuple[Finding, ...]
    links: tuple[Link, ...]


def compare_page(
    page: Page, claims: Sequence[Claim], texts: Texts, spec: Sequence[Claim]
) -> Compared:
    """Hold one page against the part of a spec that it is about.

    Args:
        page: With what `sources.yaml` says of it.
        claims: What was read from it.
        texts: Those of the spec.
        spec: The spec's claims about the operations of this page.
    """
    matching = match(claims, spec)
    comparer = _Comparer(page, texts, matching)
    findings = tuple(comparer.findings())
    return Compared(
        page=page,
        claims=tuple(claims),
        matching=matching,
        findings=findings,
        links=tuple(comparer.links(findings)),
    )


class Texts:
    """The texts of a spec for readers, each with the node it stands in."""

    def __init__(self, reading: Reading) -> None:
        data = reading.library[""].data
        self._told = [*_texts(data, Pointer())]
        self._texts = [(place, squeezed(text)) for place, text in self._told]

    def find(self, text: str, node: Pointer = ROOT) -> Pointer | None:
        """Find what in a node has a text that holds another, without regard to line breaks."""
        wanted, depth = squeezed(text), len(node.tokens)
        texts = [(at, told) for at, told in self._texts if at.tokens[:depth] == node.tokens]
        exact = (place for place, told in texts if told == wanted)
        within = (place for place, told in texts if wanted in told)
        return next(exact, None) or next(within, None)

    def line(self, text: str, node: Pointer) -> Pointer | None:
        """Find what in a node has a text of which another is a whole line."""
        wanted, depth = squeezed(text), len(node.tokens)
        found = (
            place
            for place, told in self._told
            if place.tokens[:depth] == node.tokens and wanted in map(squeezed, told.splitlines())
        )
        return next(found, None)


def _texts(value: Json, place: Pointer) -> Iterator[tuple[Pointer, str]]:
    if is_mapping(value):
        for key, child in value.items():
            yield from _texts(child, place / key)
    elif is_list(value):
        for index, child in enumerate(value):
            yield from _texts(child, place / index)
    elif isinstance(value, str) and place.last != "x-inferred":
        yield place, value


def squeezed(text: str) -> str:
    """Leave out what a transcriber may set otherwise: line breaks, bullets and space."""
    return re.sub(r"[\s•*_`|-]+", "", plain(text))


PROSE: Final = frozenset({"text", "description", "summary", "heading"})
"""What people read."""


def same_prose(one: str, other: str) -> bool:
    """Compare texts for people: space, emphasis and a full stop at the end say nothing there."""
    mine, theirs = (squeezed(text).rstrip(".\u3002") for text in (one, other))
    return mine == theirs


class _Comparer:
    def __init__(self, page: Page, texts: Texts, matching: Matching) -> None:
        self._page = page
        self._texts = texts
        self._matching = matching
        self._words = squeezed(" ".join(line.text for line in lines_of(page.text)))
        self._holders = {claim.path[:-1] for claim, _ in matching.pairs if claim.path}
        self._shown = {id(found): claim for claim, found in matching.shown}
        """By field, the last sample that shows it."""

    def findings(self) -> Iterator[Finding]:
        for claim, found in self._matching.pairs:
            yield from self._pair(claim, found)
        for claim in self._matching.extra:
            yield from self._extra(claim)
        for found in self._matching.missing:
            yield from self._missing(found)

    def _pair(self, claim: Claim, found: Claim) -> Iterator[Finding]:
        heading = str(claim.said.get("heading", ""))
        if heading and self._texts.find(heading) is None:
            message = f"{claim.label}: the page is headed {short(heading)}; the spec is not"
            yield self._finding(Fault.NOT_IN_SPEC, message, claim, found)
        for aspect in self._addressed_otherwise(claim, found):
            message = f"{claim.label}: the spec has another {aspect}: {found.name}"
            yield self._finding(Fault.CONTRADICTION, message, claim, found)
        for aspect, value in claim.said.items():
            theirs = found.said.get(aspect, False if aspect in _FLAGS else None)
            if aspect in _SILENT or _agree(aspect, value, theirs, found):
                continue
            if found.chose(_KEYWORD.get(aspect, aspect)):
                continue
            fault = Fault.NOT_IN_SPEC if theirs is None else Fault.CONTRADICTION
            told = f"{claim.label}: the page says {_told(aspect, value, theirs)}, the spec"
            message = f"{told} {'does not' if theirs is None else _told(aspect, theirs, value)}"
            yield self._finding(fault, message, claim, found)
        for aspect in self._unsaid(found, claim.said):
            told = _told(aspect, found.said[aspect])
            message = f"{found.label}: the spec says {told}, the page does not"
            yield self._finding(Fault.NOT_ON_PAGE, message, claim, found)

    def _addressed_otherwise(self, claim: Claim, found: Claim) -> Iterator[str]:
        """Say which of verb and path an operation has that the page does not give it."""
        if claim.kind is not Kind.OPERATION:
            return
        (mine, path), (theirs, known) = (one.name.split(" ", 1) for one in (claim, found))
        if mine != theirs and not found.chose("method"):
            yield "method"
        pairs = self._matching.pairs
        on_page = _servers((claim, *self._matching.extra, *(one for one, _ in pairs)))
        of_spec = _servers((found, *self._matching.missing, *(one for _, one in pairs)))
        printed, written = _whole_paths(path, on_page), _whole_paths(known, of_spec)
        # What names no server may leave out what stands before all paths.
        is_short = not on_page and any(one.endswith(unnamed(path)) for one in written)
        if printed.isdisjoint(written) and not is_short and not found.chose("path"):
            yield "path"

    def _unsaid(self, found: Claim, said: object) -> Iterator[str]:
        """Name the aspects of the spec that the page says nothing of and nobody chose."""
        for aspect, value in found.said.items():
            known = is_mapping(said) and aspect in said
            if aspect == "items" and (*(found.path or ()), ITEM) in self._holders:
                continue  # A table of its own tells of them.
            if known or aspect in _SILENT | _ASKED or found.chose(_KEYWORD.get(aspect, aspect)):
                continue
            if aspect in _READABLE and squeezed(str(value)) in self._words:
                continue
            if found.kind is Kind.OPERATION and aspect in _READABLE:
                lines = [line for line in str(value).splitlines() if line.strip()]
                if all(squeezed(line) in self._words for line in lines):
                    continue
            yield aspect

    def _extra(self, claim: Claim) -> Iterator[Finding]:
        if self._page.omits(claim.first, claim.last) or self._is_told(claim) is not None:
            return
        message = {
            Kind.TEXT: f"the page says {short(claim.said.get('text'))}",
            Kind.SAMPLE: "the page's sample shows "
            + (self._unknown(claim) or short(claim.said.get("value"))),
        }.get(claim.kind, f"{claim.label} is on the page")
        yield self._finding(Fault.NOT_IN_SPEC, f"{message}; the spec does not have it", claim)

    def _is_told(self, claim: Claim) -> Pointer | None:
        """Find the text of the spec that a line of prose is in, or the fields a sample shows."""
        if claim.kind is Kind.TEXT:
            return self._texts.find(str(claim.said["text"]))
        if claim.kind is Kind.CALL:
            return self._page_operation()
        if claim.kind is not Kind.SAMPLE:
            return None
        shown = [found for sample, found in self._matching.shown if sample is claim]
        return shown[0].pointer if shown and not self._unknown(claim) else None

    def _unknown(self, sample: Claim) -> str:
        """Name the members of a sample that neither the spec nor a table of the page tells of."""
        known = {(found.path or ())[1:] for one, found in self._matching.shown if one is sample}
        told = {extra.name for extra in self._matching.extra if extra.kind is Kind.FIELD}
        rest = dict.fromkeys(path for path, _ in leaves(sample.said.get("value")))
        return ", ".join(f"/{'/'.join(p)}" for p in rest if p not in known and p[-1] not in told)

    def _page_operation(self) -> Pointer | None:
        found = (f.pointer for _, f in self._matching.pairs if f.kind is Kind.OPERATION)
        return next(found, None)

    def _missing(self, found: Claim) -> Iterator[Finding]:
        if found.decided is None or found.kind not in _SPOKEN or self._is_from_another(found):
            return
        sample = self._shown.get(id(found))
        if sample is None:
            message = f"{found.label} is in the spec; the page does not have it"
            yield self._finding(Fault.NOT_ON_PAGE, message, None, found)
            return
        said = _shown_by(sample, found)
        for aspect in self._unsaid(found, said):
            told = _told(aspect, found.said[aspect])
            message = f"{found.label}: the spec says {told}, the page's sample does not"
            yield self._finding(Fault.NOT_ON_PAGE, message, sample, found)

    def _is_from_another(self, found: Claim) -> bool:
        """Whether a field or a failure names another page as the one that it is from."""
        return found.kind is not Kind.OPERATION and found.page not in ("", self._page.id)

    def _finding(
        self, fault: Fault, message: str, claim: Claim | None, found: Claim | None = None
    ) -> Finding:
        return Finding(
            fault=fault,
            message=message,
            page=self._page,
            lines=(claim.first, claim.last) if claim else (0, 0),
            pointer=found.pointer if found else None,
        )

    def links(self, findings: Sequence[Finding]) -> Iterator[Link]:
        """Tell which lines belong to which nodes."""
        faults = {(f.lines, f.pointer): f.fault.value for f in findings}

        def link(claim: Claim, pointer: Pointer | None, state: str) -> Link:
            lines = (claim.first, claim.last)
            state = faults.get((lines, pointer), state)
            return Link(
                page=self._page, lines=lines, pointer=pointer, state=state, label=claim.label
            )

        for claim, found in self._matching.pairs:
            yield link(claim, found.pointer, "inferred" if found.decided else "said")
        for claim, found in self._matching.shown:
            yield link(claim, found.pointer, "said")
        for claim in self._matching.extra:
            told = self._is_told(claim)
            omitted = self._page.omits(claim.first, claim.last) is not None
            yield link(claim, told, "omitted" if omitted else "said")


_STEP_NAMED: Final = re.compile(r"(?<=/)(?::\w+|<[^<>/]*>|{[^{}/]*})")
"""A parameter in a path, as the documentation of frameworks writes it too."""


def unnamed(path: str) -> str:
    """Give a path without the names of its parameters: `/cards/{}/close`."""
    return _STEP_NAMED.sub("{}", path.strip("`").partition("?")[0]).rstrip("/")


def _servers(told: Iterable[Claim]) -> list[str]:
    """Give the addresses of servers that a page or a spec tells of."""
    named = [one.name if one.kind is Kind.SERVER else one.said.get("server") for one in told]
    return [server for server in named if isinstance(server, str)]


def _whole_paths(path: str, servers: Sequence[str]) -> set[str]:
    """Give a path alone and below each server."""
    return {unnamed(urlsplit(server).path.rstrip("/") + path) for server in ("", *servers)}


def _shown_by(sample: Claim, found: Claim) -> dict[str, Json]:
    """Say what a sample says of a field: its type, if the value is one of it."""
    path = (found.path or ())[1:]
    for at, value in leaves(sample.said["value"]):
        if at == path and value is not None:
            kind = _TYPE_OF.get(type(value), "number")
            kinds = str(found.said.get("type", "")).split("/")
            fits = kind in kinds or (kind == "integer" and "number" in kinds)
            return {"type": found.said.get("type")} if fits else {}
    return {}


def _agree(aspect: str, page: Json, spec: Json, found: Claim) -> bool:
    """Say whether a page and a spec say the same."""
    if aspect == "server" and isinstance(page, str) and isinstance(spec, str):
        return spec.startswith(page)
    if aspect == "message" and isinstance(starts := found.said.get("starts"), str):
        return isinstance(page, str) and page.startswith(starts)
    if aspect == "type" and found.is_branched and isinstance(spec, str):
        return isinstance(page, str) and f"{spec}/".startswith(f"{page}/")
    if aspect == "type" and isinstance(page, str) and isinstance(spec, str):
        return set(page.split("/")) == set(spec.split("/"))
    if aspect == "enum" and is_list(page) and is_list(spec):
        return sorted(map(str, page)) == sorted(map(str, spec))
    if aspect == "default" and not isinstance(spec, str | type(None)):
        return page == spec or str(page) == str(spec)
    if aspect in PROSE and isinstance(page, str) and isinstance(spec, str):
        return same_prose(page, spec)
    return same_words(page, spec)


def _told(aspect: str, value: Json, other: Json = None) -> str:
    """Print what one side says of an aspect; where that is long, what the other does not say."""
    if aspect in _FLAGS:
        return aspect if value else f"not {aspect}"
    return f"{aspect} {apart(value, other)[0]}"


_LONGEST: Final = 80
"""How many letters of a value are printed."""
_SHARED: Final = 20
"""How many letters are printed before those that two values do not have in common."""


def short(value: Json) -> str:
    """Print a value on one line, cut where it is long."""
    return _cut(value, _on_a_line(value), 0)


def apart(one: Json, other: Json) -> tuple[str, str]:
    """Print two values, each on a line, and of long ones the part where they differ."""
    mine, theirs = _on_a_line(one), _on_a_line(other)
    start = 0
    if max(len(mine), len(theirs)) > _LONGEST:
        pairs = enumerate(zip(mine, theirs, strict=False))
        start = next((n for n, (a, b) in pairs if a != b), min(len(mine), len(theirs))) - _SHARED
    return _cut(one, mine, start), _cut(other, theirs, start)


def _on_a_line(value: Json) -> str:
    if isinstance(value, str):
        return " ".join(plain(value).split()) if len(value) > _LONGEST else value
    return json.dumps(value, ensure_ascii=False, default=str)


def _cut(value: Json, text: str, start: int) -> str:
    """Leave out what is before a place, unless that is little, and what is too much after it."""
    start = start if start > _SHARED else 0
    part = text[start : start + _LONGEST]
    part = f"{'…' if start else ''}{part}{'…' if start + _LONGEST < len(text) else ''}"
    return clean(json.dumps(part, ensure_ascii=False) if isinstance(value, str) else part)
