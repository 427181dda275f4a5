"""The version that follows, and the ones that contradict it."""

from __future__ import annotations

import pytest
from engross.release.versions import Bump, Cause, next_version, reason_of


@pytest.mark.parametrize(
    ("last", "bump", "following"),
    [
        ((1, 2, 3), Bump.NONE, (1, 2, 3)),
        ((1, 2, 3), Bump.PATCH, (1, 2, 4)),
        ((1, 2, 3), Bump.MINOR, (1, 3, 0)),
        ((1, 2, 3), Bump.MAJOR, (2, 0, 0)),
        ((0, 2, 3), Bump.PATCH, (0, 2, 4)),
        ((0, 2, 3), Bump.MINOR, (0, 2, 4)),
        ((0, 2, 3), Bump.MAJOR, (0, 3, 0)),
    ],
)
def test_a_version_is_raised(last, bump, following):
    assert next_version(last, bump) == following


def test_the_reason_is_the_worst_alone():
    causes = [
        Cause(bump=Bump.MAJOR, reason="2 breaking findings"),
        Cause(bump=Bump.PATCH, reason="1 annotation finding"),
        Cause(bump=Bump.MAJOR, reason="1 name"),
    ]

    assert reason_of(causes, (1, 0, 0)) == "major: 2 breaking findings, 1 name"
    assert reason_of(causes, (0, 1, 0)) == (
        "major: 2 breaking findings, 1 name; below 1.0 that raises the second number"
    )
    assert reason_of([], (0, 1, 0)) == "nothing changed"
