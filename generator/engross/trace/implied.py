"""Which changes only follow from another, so that they are written and not told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engross.trace.claims import Claim, Kind, Path

if TYPE_CHECKING:
    from engross.trace.drift import Change

_WHOLE: Final = (Kind.RESPONSE, Kind.BODY)
_PARTS: Final = (Kind.FIELD, Kind.HEADER)
_LIMITS: Final = frozenset(
    {"default", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"}
)
_NUMBER: Final = re.compile(r"\b(?:\d[\d.,]*|true|false)\b")
_LABEL: Final = ("items", "type", "format", "title")
"""Of these a page of Docusaurus prints one, and none where another hides it."""


def label_told(aspects: Sequence[str], claim: Claim) -> str | None:
    """Choose which change of a label is the fact, of those that follow from each other."""
    changed = [aspect for aspect in _LABEL if aspect in aspects]
    said = [aspect for aspect in changed if aspect in claim.said and aspect != "title"]
    return next(iter([*said, *(a for a in ("format", "title") if a in changed), *changed]), None)


def is_label(aspect: str) -> bool:
    """Whether an aspect is what stands beside a name."""
    return aspect in _LABEL


def is_implied(
    aspect: str, aspects: Sequence[str], told: str | None, old: Claim, new: Claim
) -> bool:
    """Whether a change follows from another of the same thing.

    Args:
        aspect: What of it changed.
        aspects: All that did.
        told: The label that is told; None where the page prints none.
        old: What was said.
        new: What is said now.
    """
    if aspect == "credentials":
        return "security" in aspects  # How a new scheme is used.
    if aspect == "sample":
        kinds = str(new.said.get("type")).replace("integer", "number").split("/")
        return new.said["sample"] in (*kinds, "null")  # That it may be null is told as that.
    if aspect == "heading" and "summary" in aspects:
        return all(one.said.get("heading") == one.said.get("summary") for one in (old, new))
    if aspect == "description" and new.written is None and not _LIMITS.isdisjoint(aspects):
        was, now = (_NUMBER.sub("#", str(one.said.get(aspect))) for one in (old, new))
        return was == now  # The limit is read out of it.
    if aspect == "description" and old.kind is Kind.FAILURE:
        return "message" in aspects  # It is the heading above the message.
    if aspect == "items" and "type" in aspects:
        return "array" not in str(new.said.get("type"))
    if aspect == "title" and old.name != new.name:
        return _is_named(old) and _is_named(new)
    return told is not None and aspect in _LABEL and aspect != told


def _is_named(claim: Claim) -> bool:
    """Whether a field's title is made of its name."""
    title, name = str(claim.said.get("title")), claim.name
    return title.replace(" ", "").lower() == name.replace("_", "").lower()


def together(changes: Sequence[Change]) -> list[Change]:
    """Tell what came or went with an answer or a body with that.

    What went with an object is not told apart from it, and goes with it.

    Args:
        changes: Those of one operation.
    """
    whole = {
        (change.verb, claim.path): change
        for change in changes
        if (claim := change.new or change.old) and claim.kind in _WHOLE
    }
    gone = {
        change.old.path: change
        for change in changes
        if change.new is None and change.old and change.old.kind is Kind.FIELD
    }
    parts: dict[int, list[Claim]] = {}
    found: list[Change] = []
    for change in changes:
        above = _holder(change, gone)
        if above is not None and change.old is not None:
            parts.setdefault(id(above), []).append(change.old)
    left = [change for change in changes if _holder(change, gone) is None]
    for change in left:
        claim = change.new or change.old
        side = claim.path[:1] if claim and claim.path and claim.kind in _PARTS else ()
        holder = whole.get((change.verb, side))
        if holder is not None and claim is not None and change.aspect == "":
            parts.setdefault(id(holder), []).append(claim)
            change = replace(change, is_implied=True)
        found.append(change)
    return [
        replace(change, parts=tuple(parts[id(change)])) if id(change) in parts else change
        for change in found
    ]


def _holder(change: Change, gone: Mapping[Path | None, Change]) -> Change | None:
    """Find the object that a field went with, the outermost."""
    path = change.old.path if change.new is None and change.old is not None else None
    above = (gone.get(path[:n]) for n in range(2, len(path))) if path else iter(())
    return next((one for one in above if one is not None), None)


def once(changes: Sequence[Change]) -> Iterator[Change]:
    """Tell once what makes one node stale: of a schema that a page prints at several places.

    Args:
        changes: Those of all operations.
    """
    news = {change.new.path for change in changes if change.old is None and change.new}
    facts: dict[object, list[Change]] = {}
    for change in changes:
        facts.setdefault(_fact(change, news) or id(change), []).append(change)
    for first, *others in facts.values():
        again = [claim for other in others if (claim := other.new or other.old)]
        yield replace(first, again=tuple(again)) if again else first
        yield from (replace(other, is_implied=True) for other in others)


def _fact(change: Change, news: Collection[Path | None]) -> object:
    """Say what a change of a field does to which node; None where that is no question."""
    claim = change.new or change.old
    assert claim is not None
    path = claim.path
    if change.is_implied or claim.kind is not Kind.FIELD or not path:
        return None
    node = change.stale or (claim.written and claim.written.pointer)
    if node is None or node == change.operation:
        return None
    outer = next((n for n in range(1, len(path)) if path[: n + 1] in news), len(path) - 1)
    renamed = path[-1:] if change.aspect == "name" else ()
    came = path[outer:] if change.old is None else renamed
    return change.verb, node, change.aspect, came, str(change.now)
