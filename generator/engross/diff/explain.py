"""What the rules mean, and why a finding has its level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.diff.documents import Direction
from engross.diff.examples import OPERATIONS, SCHEMAS
from engross.diff.judged import Finding, Profile, expected
from engross.diff.levels import Category, Effect, Level, Rule
from engross.diff.rules import RULES
from engross.errors import EngrossError
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
    if profile is Profile.OASDIFF:
        return "so says the profile oasdiff; nothing was proved"
    if finding.breaks:
        return "callers in Python have to change"
    if rule.effect is Effect.ANNOTATES:
        return _READ
    if profile is Profile.DEFAULT and rule.excepted(direction) is not None:
        return rule.reason
    if not rule.is_of_values or direction is None:
        return EFFECTS[rule.effect, direction]
    if finding.witness is not ABSENT:
        return _VALUE[direction]
    return _OPEN if finding.level is Level.POTENTIALLY_BREAKING else _PROVED[direction]


# --- Rules ----------------------------------------------------------------------------------------

_MEANING: Final = {
    Effect.NARROWS: "less is allowed, or can be done, than before",
    Effect.WIDENS: "more is allowed, or can be done, than before",
    Effect.REPLACES: "some of what was allowed is not any more, and something else is",
    Effect.ANNOTATES: "nothing that is sent or received differs",
}
_CONCERN: Final = {
    Category.WIRE: "the bytes that are exchanged",
    Category.TYPES: "the type checker, and the validation of values",
    Category.SOURCE: "imports, signatures and attributes of the Python package",
    Category.DOCS: "readers",
}
_BY_PROOF: Final = (
    "Inside a schema a proof decides: breaking is what a value shows to break, non-breaking what\n"
    "no value can break, potentially-breaking what is neither. The levels are the usual outcome."
)
_OWN: Final = (Profile.DEFAULT, Profile.STRICT)
_HEADS: Final = ("ID", "EFFECT", "CONCERNS", "REQUEST", "RESPONSE", "MEANING")
_OF_CALLS: Final = (
    *("endpoint-", "webhook-", "api-", "server-", "security-", "tag-object-", "documented-error-"),
    "callback-",
)
"""How the ids of rules begin that are about no value, but about what can be called at all."""


def rule_table() -> str:
    """Print the table of rules, a row per line."""
    rows = [_HEADS, *(_row(rule) for rule in RULES.values())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join([*lines, "", _BY_PROOF, "A level with * has a reason: engross rules ID."])


def _row(rule: Rule) -> tuple[str, ...]:
    levels = (
        expected(rule, direction, Profile.DEFAULT).word
        + "*" * (rule.excepted(direction) is not None)
        for direction in (_places(rule) * 2)[:2]
    )
    concerns = ", ".join(category.value for category in rule.categories)
    return (rule.id, rule.effect.value, concerns, *levels, _meaning(rule))


def _places(rule: Rule) -> tuple[Direction | None, ...]:
    return (None,) if rule.id.startswith(_OF_CALLS) else tuple(Direction)


def _meaning(rule: Rule) -> str:
    return rule.meaning.format(member="MEMBER", old="OLD", new="NEW")


def rule_text(name: str) -> str:
    """Explain one rule.

    Raises:
        EngrossError: There is no such rule.
    """
    from engross.diff.oasdiff.ids import LEVELS

    if name in RULES:
        return "\n".join(_lines(RULES[name]))
    if name in LEVELS:
        own = max((rule for rule in RULES if name.endswith(rule)), key=len, default=None)
        told = f"{name} is an id of the profile oasdiff: {LEVELS[name].word}"
        return "\n".join(
            [told] if own is None else [f"{told}; here it is", "", *_lines(RULES[own])]
        )
    raise EngrossError(unknown_rule(name))


def _lines(rule: Rule) -> list[str]:
    lines = [rule.id, f"  {_meaning(rule)}", ""]
    lines += [f"effect    {rule.effect.value}: {_MEANING[rule.effect]}"]
    for category in rule.categories:
        lines += [f"concerns  {category.value}: {_CONCERN[category]}"]
    for direction in _places(rule):
        levels = (f"{expected(rule, direction, p).word} ({p.value})" for p in _OWN)
        word = "level" if direction is None else direction.value
        lines += [f"{word:8}  {', '.join(levels)}", f"          {_follows(rule, direction)}"]
    if rule.is_of_values:
        lines += ["", _BY_PROOF]
    example = SCHEMAS.get(rule.id) or OPERATIONS.get(rule.id)
    if example is not None:
        before, after = (f"{{{text}}}" for text in example)
        lines += ["", f"example   {before}", f"          → {after}"]
    return lines


def _follows(rule: Rule, direction: Direction | None) -> str:
    """Say what the level rests on."""
    if rule.excepted(direction) is not None:
        return rule.reason
    return _READ if rule.effect is Effect.ANNOTATES else EFFECTS[rule.effect, direction]


def unknown_rule(name: str) -> str:
    """Say that there is no such rule, and which were meant."""
    from difflib import get_close_matches

    from engross.diff.oasdiff.ids import LEVELS

    near = get_close_matches(name, [*RULES, *LEVELS], n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; 'engross rules' lists them"
    return f"there is no rule {name!r}{hint}"
