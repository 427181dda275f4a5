"""How much two claims have in common, where they are not the same."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

from engross.trace.claims import Claim, same_words
from engross.trace.samples import leaves

ALIKE: Final = 0.6
"""How much of two texts is the same at least where one is the other reworded."""


def is_same_failure(claim: Claim, found: Claim) -> bool:
    """Whether a failure is one of the spec or of an earlier page, by what is said of it."""
    message = claim.said.get("message", "")
    starts = found.said.get("starts")
    if starts is not None and isinstance(message, str) and message.startswith(starts):
        return True
    same = [
        same_words(found.said[aspect], claim.said[aspect])
        for aspect in ("message", "code")
        if aspect in claim.said and aspect in found.said
    ]
    return any(same) or same_words(found.said.get("description"), claim.said.get("description", ""))


def told_alike(one: Claim, other: Claim) -> bool:
    """Whether two failures without codes have messages of much the same words."""
    if "code" in one.said or "code" in other.said:
        return False
    mine, theirs = (str(claim.said.get("message", "")) for claim in (one, other))
    alike = SequenceMatcher(None, mine, theirs).ratio()
    return bool(mine and theirs) and alike > ALIKE


def likeness(one: Claim, other: Claim, aspect: str) -> float:
    """Say how much of an aspect of two claims is the same, from 0 to 1."""
    words = SequenceMatcher(None, str(one.said[aspect]), str(other.said[aspect])).ratio()
    return max(words, _shape_shared(one, other)) if aspect == "value" else words


def _shape_shared(one: Claim, other: Claim) -> float:
    """Say how many of their members two samples have in common, from 0 to 1."""
    mine, theirs = ({path for path, _ in leaves(claim.said["value"])} for claim in (one, other))
    return len(mine & theirs) / max(len(mine | theirs), 1)
