"""Every edit of a table in places of another: what a validator finds lost, the verdict finds too.

The values are plain ones of the pool, put where the schema stands; the verdict knows nothing of
them. Each edit is looked at in the whole schema and in some of the places, other ones each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from engross.diff import Level, Profile

from .matrix import EDITS, PARAMETERS, PLACES, SAME, Place, document, pool, sent, whole

VALUES = list(pool())
EACH = 3


def places(index: int) -> list[str]:
    """Choose the whole schema and a few other places."""
    others = [name for name in PLACES if name != "whole"]
    return ["whole", *(others[(index * EACH + n) % len(others)] for n in range(EACH))]


def cells(table: dict[str, Any]) -> list[Any]:
    return [
        pytest.param(name, place, id=f"{name}, {place}")
        for index, name in enumerate(table)
        for place in places(index)
    ]


def validator(schema: Any) -> Any:
    return jsonschema_rs.validator_for(whole(schema), validate_formats=True, offline=True)


def broken(report: Any, direction: str) -> list[tuple[Any, Any]]:
    """Give findings and their reach where something breaks in one direction."""
    return [
        (finding, reach)
        for finding in report.findings
        for reach, level in zip(finding.reach, finding.levels, strict=True)
        if reach.direction.value == direction and level is Level.BREAKING
    ]


def lost(old: Any, new: Any, place: Place) -> list[Any]:
    return [
        value
        for value in (*map(place.lift, VALUES), *VALUES)
        if old.is_valid(value) and not new.is_valid(value)
    ]


def around(path: str, value: Any) -> list[Any]:
    """Build values that have another at a path, with what the places ask for beside it."""
    made = [value]
    for token in reversed(path.split("/")[1:]):
        made = [built for inner in made for built in _around(token, inner)]
    return made


def _around(token: str, value: Any) -> Iterator[Any]:
    beside = ({}, {"k": "x"}, {"more": 1}, {"zz": 1}, {"a": "a"})
    if token == "*" or token.isdecimal():
        yield from ([filler] * int(token.strip("*") or 0) + [value] for filler in (1, None, "a"))
        yield [value, value]
    names = ("zz", "other", "a") if token == "*" else (token,)
    yield from ({**more, name: value} for name in names for more in beside)


@pytest.mark.parametrize(("name", "at"), cells(EDITS))
def test_a_value_that_is_lost_is_found(compared: Any, name: str, at: str) -> None:
    one, other = (PLACES[at].wrap(schema) for schema in EDITS[name])
    first, second = validator(one), validator(other)
    for old, new, before, after in ((one, other, first, second), (other, one, second, first)):
        report = compared(document(old, old), document(new, new), Profile.STRICT.value)
        for direction, source, target in (("request", before, after), ("response", after, before)):
            found = broken(report, direction)
            if lost(source, target, PLACES[at]):
                assert found, direction
            for finding, reach in found:
                tried = around(reach.instance_path, finding.witness)
                assert any(source.is_valid(v) and not target.is_valid(v) for v in tried), (
                    finding.rule.id,
                    finding.witness,
                    reach.instance_path,
                )


@pytest.mark.parametrize(("name", "at"), cells(SAME))
def test_another_way_to_say_the_same_breaks_nothing(compared: Any, name: str, at: str) -> None:
    one, other = (PLACES[at].wrap(schema) for schema in SAME[name])
    for old, new in ((one, other), (other, one)):
        report = compared(document(old, old), document(new, new), Profile.STRICT.value)

        assert [f.rule.id for f in report.findings if f.level is Level.BREAKING] == []


@pytest.mark.parametrize("location", PARAMETERS)
@pytest.mark.parametrize(
    ("old", "new", "breaks"),
    [
        ({"type": "integer"}, {"type": "number"}, False),
        ({"type": "integer"}, {"type": "string"}, False),
        ({"type": "number"}, {"type": "string"}, False),
        ({"type": "boolean"}, {"type": "string"}, False),
        ({"type": "boolean"}, {"enum": ["true", "false"]}, False),
        ({"enum": [1, 2]}, {"enum": ["1", "2", "3"]}, False),
        ({"enum": ["1"]}, {"type": "integer"}, False),
        ({"type": "string"}, {"type": "integer"}, True),
        ({"type": "string"}, {"type": "boolean"}, True),
        ({"type": "number"}, {"type": "integer"}, True),
        ({"type": "integer"}, {"type": "boolean"}, True),
        ({"enum": [1, 2]}, {"enum": ["1"]}, True),
        ({"type": "string"}, {"type": "string", "maxLength": 3}, True),
    ],
)
def test_a_parameter_is_text(
    compared: Any, location: str, old: Any, new: Any, breaks: bool
) -> None:
    for wrap in (lambda schema: schema, lambda schema: {"type": "array", "items": schema}):
        sides = [sent(wrap(schema), location) for schema in (old, new)]
        # What is read may be less, what is sent may be more.
        sides = sides[::-1] if location == "response header" else sides
        report = compared(*sides, Profile.STRICT.value)

        assert (report.level is Level.BREAKING) == breaks, report.findings
        assert breaks or report.level is not Level.POTENTIALLY_BREAKING
