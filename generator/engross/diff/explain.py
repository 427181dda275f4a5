"""Why a finding has its level, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.diff.documents import Direction
from engross.diff.judged import Finding, Profile
from engross.diff.rules import Effect, Level
from engross.ir import ABSENT

EFFECTS: Final[Mapping[tuple[Effect, Direction | None], str]] = {
    (Effect.NARROWS, None): "something that could be done before cannot be done any more",
    (Effect.WIDENS, None): "all that could be done before can be done still",
    (Effect.REPLACES, None): "what was agreed on is another thing now",
    (Effect.NARROWS, Direction.REQUEST): "less is accepted than before, and a caller may send it",
    (Effect.NARROWS, Direction.RESPONSE): "nothing is given that was not given before",
    (Effect.WIDENS, Direction.REQUEST): "all that was accepted is accepted still",
    (Effect.WIDENS, Direction.RESPONSE): "more is given than before, and a caller has to read it",
    (Effect.REPLACES, Direction.REQUEST): "what a caller does now is not what is asked any more",
    (Effect.REPLACES, Direction.RESPONSE): "what a caller reads now is not what is given any more",
}
"""What an effect means for who writes requests, who reads responses, and who calls at all."""

_READ: Final = "no value and no call differs, only what is written about them"
_VALUE: Final = {
    Direction.REQUEST: "this value was accepted and is refused now",
    Direction.RESPONSE: "this value may be given now and was not before",
}
_PROVED: Final = {
    Direction.REQUEST: "proved: every value that was accepted is accepted still",
    Direction.RESPONSE: "proved: every value that is given was one before",
}
_OPEN: Final = "neither proved to be safe nor refuted by a value"


def why(finding: Finding, profile: Profile) -> str:
    """Say why a finding has its level."""
    worst = finding.levels.index(max(finding.levels))
    direction = finding.reach[worst].direction
    rule = finding.rule
    if finding.reason:
        return f"by decision of this project: {finding.reason}"
    if rule.effect is Effect.ANNOTATES:
        return _READ
    if profile is Profile.DEFAULT and rule.excepted(direction) is not None:
        return rule.reason
    if not rule.is_of_values or direction is None:
        return EFFECTS[rule.effect, direction]
    if finding.witness is not ABSENT:
        return _VALUE[direction]
    return _OPEN if finding.level is Level.POTENTIALLY_BREAKING else _PROVED[direction]
