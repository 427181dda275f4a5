"""A provider's spec held against all of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from engross.errors import EngrossError, Problem
from engross.ir import Node, RequestBody, Response, SecurityScheme, Server, Tag
from engross.pointer import Pointer
from engross.provider import Target
from engross.spec import Reading, read
from engross.spec.kinds import is_mapping, is_tuple
from engross.spec.rules import Subject, inferred_todo
from engross.trace.claims import Claim, Kind
from engross.trace.compare import Compared, Fault, Finding, Texts, compare_page
from engross.trace.pages import BY_HAND, Page, Sources, read_sources
from engross.trace.readers import read_page
from engross.trace.spec_claims import server_claims, spec_claims

_STATED: Final = (Server, Tag, SecurityScheme, Response, RequestBody)
"""Nodes beside operations and fields that have to come from somewhere."""

_LINED: Final = (Kind.FIELD, Kind.PARAMETER, Kind.FAILURE)
"""What stands in few lines of a page; of all else any line of its part of the page will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the pages of a provider and its spec say of each other."""

    target: Target
    reading: Reading
    sources: Sources
    pages: tuple[Compared, ...]
    rest: tuple[Finding, ...]
    """What concerns no single page."""
    unread: int
    """How many operations rest on pages that no reader reads."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that does not agree, by page and line."""
        found = [finding for page in self.pages for finding in page.findings]
        return (*sorted(found, key=lambda f: (f.page.id if f.page else "", f.lines)), *self.rest)

    @property
    def read(self) -> tuple[Compared, ...]:
        """The pages that a reader reads."""
        return tuple(page for page in self.pages if page.page.reader != BY_HAND)

    @property
    def facts(self) -> tuple[int, int]:
        """How many claims the pages make, and how many of them the spec has or leaves out."""
        total = sum(len(page.claims) for page in self.pages)
        lost = {
            (page.page.id, finding.lines)
            for page in self.pages
            for finding in page.findings
            if finding.fault is not Fault.NOT_ON_PAGE
        }
        return total, total - len(lost)


def trace(target: Target) -> Trace:
    """Hold a provider's spec against its pages.

    Raises:
        EngrossError: The spec or a page cannot be read.
    """
    reading, sources = opened(target)
    problems: list[Problem] = []
    read_pages = [(page, _claims(page, problems)) for page in sources.pages]
    if problems:
        raise EngrossError(problems)
    spec = spec_claims(reading)
    texts = Texts(reading)
    pages = [
        compare_page(page, claims, texts, about(page, claims, reading, spec))
        for page, claims in read_pages
    ]
    seen = {id(claim) for page in pages for claim in _spoken_of(page)}
    by_hand = {page.id for page in sources.pages if page.reader == BY_HAND}
    rest = (
        *_unspoken(reading, spec, seen, by_hand), *_unstated(reading, sources), *_unused(pages),
        *_beyond(reading, sources), *_misplaced(reading, pages), *_undecided(reading),
    )  # fmt: skip
    unread = sum(
        claim.kind is Kind.OPERATION and claim.page in by_hand and id(claim) not in seen
        for claim in spec
    )
    return Trace(
        target=target, reading=reading, sources=sources, pages=tuple(pages), rest=rest,
        unread=unread,
    )  # fmt: skip


def opened(target: Target) -> tuple[Reading, Sources]:
    """Read a provider's spec and the snapshots of its pages.

    Raises:
        EngrossError: One of them cannot be read, or a snapshot was edited.
    """
    assert target.folder is not None
    reading = read(target.spec, authored=True)
    problems = [problem for problem in reading.problems if problem.is_error]
    if problems:
        raise EngrossError(problems)
    sources = read_sources(target.folder)
    problems = [_edited(sources, page) for page in sources.pages if page.is_edited]
    if problems:
        raise EngrossError(problems)
    return reading, sources


def _claims(page: Page, problems: list[Problem]) -> tuple[Claim, ...]:
    try:
        return read_page(page)
    except EngrossError as error:
        problems += error.problems
        return ()


def _edited(sources: Sources, page: Page) -> Problem:
    message = (
        f"{page.path} was edited: it is no longer the file whose sha256 is recorded; put it back,"
        " and take a new revision over with 'engross trace PROVIDER --page FILE --accept'"
    )
    return sources.document.problem(message, page.pointer / "sha256")


def about(
    page: Page, claims: Sequence[Claim], reading: Reading, spec: Sequence[Claim]
) -> list[Claim]:
    """Give the claims of a spec about the operations of a page: those it names or is cited by."""
    if not claims:
        return []  # It is read by hand.
    named = {claim.name for claim in claims if claim.kind is Kind.OPERATION}
    cited = {
        f"{op.method} {op.path}"
        for op in reading.api.operations
        if (op.source or "").partition("#")[0] == page.id
    }
    known = {claim.name for claim in spec if claim.kind is Kind.OPERATION}
    wanted = (named & known) or cited
    found = [*server_claims(reading)]
    name = ""
    for claim in spec:
        name = claim.name if claim.kind is Kind.OPERATION else name
        if name in wanted:
            found.append(claim)
    return found


def _spoken_of(page: Compared) -> Iterator[Claim]:
    yield from (found for _, found in page.matching.pairs)
    yield from page.matching.missing  # It has findings of its own.


def _unspoken(
    reading: Reading, spec: Sequence[Claim], seen: set[int], by_hand: set[str]
) -> Iterator[Finding]:
    sources = {op.pointer: (op.source or "").partition("#")[0] for op in reading.api.operations}
    for claim in spec:
        if claim.pointer in sources and sources[claim.pointer] in by_hand:
            continue
        if claim.kind is Kind.OPERATION and id(claim) not in seen and claim.decided is not None:
            message = f"{claim.label} is on none of the pages"
            yield Finding(fault=Fault.NOT_ON_PAGE, message=message, pointer=claim.pointer)


def _unstated(reading: Reading, sources: Sources) -> Iterator[Finding]:
    """Find servers, tags, schemes, answers and bodies that come from nowhere."""
    words = "\n".join(page.text for page in sources.pages)
    for node in filter(lambda node: isinstance(node, _STATED), _nodes(reading.api)):
        name = str(getattr(node, "url", None) or getattr(node, "name", None) or "")
        if node.source or node.inferred or (name and name in words):
            continue
        raw, _ = reading.library.value(node.pointer)
        if is_mapping(raw) and "$ref" not in raw:
            what = type(node).__name__
            message = (
                f"{what} {name or node.pointer.last}: no page says it: write x-source or x-inferred"
            )
            yield Finding(fault=Fault.NOT_ON_PAGE, message=message, pointer=node.pointer)


def _beyond(reading: Reading, sources: Sources) -> Iterator[Finding]:
    """Find nodes that name lines which their page does not have."""
    lengths = {page.id: len(page.text.splitlines()) for page in sources.pages}
    for node in _nodes(reading.api):
        page_id, _, lines = (node.source or "").partition("#")
        numbers = [int(number) for number in re.findall(r"[0-9]+", lines)]
        if node.source and page_id not in lengths:
            told = f"sources.yaml has no page {page_id!r}"
        elif numbers and max(numbers) > lengths[page_id]:
            told = f"the page has {lengths[page_id]} lines"
        else:
            continue
        message = f"x-source names {node.source}, but {told}"
        yield Finding(fault=Fault.NOT_ON_PAGE, message=message, pointer=node.pointer)


def _misplaced(reading: Reading, pages: Sequence[Compared]) -> Iterator[Finding]:
    """Find nodes that name other lines than those at which their page says what they say."""
    for compared in pages:
        length = len(compared.page.text.splitlines())
        told: dict[Pointer, list[tuple[int, int]]] = {}
        for claim, found in (*compared.matching.pairs, *compared.matching.shown):
            if found.pointer is not None and found.kind in _LINED and found.decided is not None:
                told.setdefault(found.pointer, []).append((claim.first, claim.last))
        for pointer, passages in told.items():
            source = _source(reading, pointer)
            page_id, _, lines = source.partition("#")
            numbers = [int(number) for number in re.findall(r"[0-9]+", lines)]
            if page_id != compared.page.id or not numbers or max(numbers) > length:
                continue
            if not any(f <= max(numbers) and min(numbers) <= last for f, last in passages):
                message = f"x-source names {source}, but the page says it here"
                yield Finding(
                    fault=Fault.NOT_ON_PAGE, message=message, page=compared.page,
                    lines=passages[0], pointer=pointer,
                )  # fmt: skip


def _source(reading: Reading, pointer: Pointer) -> str:
    """Give the `x-source` of a node itself; empty where it has none."""
    try:
        node, _ = reading.library.value(pointer)
    except LookupError:  # A parameter that only the path template names.
        return ""
    return str(node.get("x-source", "")) if is_mapping(node) else ""


def _undecided(reading: Reading) -> Iterator[Finding]:
    """Find what a patch left to decide: a reason that is still to give settles nothing."""
    subject = Subject(api=reading.api, library=reading.library, nodes={})
    for pointer, message in inferred_todo(subject):
        yield Finding(fault=Fault.UNDECIDED, message=message, pointer=pointer)


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
        for field in fields(value):
            yield from _nodes(getattr(value, field.name))
    elif is_tuple(value):
        for item in value:
            yield from _nodes(item)
    elif is_mapping(value):
        for item in value.values():
            yield from _nodes(item)


def _unused(pages: Sequence[Compared]) -> Iterator[Finding]:
    for compared in pages:
        for omission in compared.page.omitted:
            inside = [
                claim
                for claim in compared.matching.extra
                if omission.first <= claim.first and claim.last <= omission.last
            ]
            length = len(compared.page.text.splitlines())
            why = (
                "nothing there is missing from the spec: remove the entry"
                if omission.last <= length
                else f"the page has {length} lines"
            )
            if not inside or omission.last > length:
                yield Finding(
                    fault=Fault.NOT_IN_SPEC,
                    message=f"sources.yaml leaves lines {omission.first}-{omission.last} out, but"
                    f" {why}",
                    page=compared.page,
                    lines=(omission.first, omission.last),
                )


def place_of(reading: Reading, pointer: Pointer) -> str:
    """Print where a node of the spec stands: `specs/acme/openapi.yaml:12 #/paths/...`."""
    problem = reading.locate(pointer)
    return f"{problem.file}:{problem.line} {pointer}"
