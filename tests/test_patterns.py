"""Texts made up from a pattern are found by it; of a pattern beyond that there are none."""

from __future__ import annotations

import re

import pytest
from engross.patterns import matching, searches


@pytest.mark.parametrize(
    "pattern",
    ["^AC[0-9a-f]{32}$", r"^(user|org)_\w+$", r"^\d{3}-\D\S\W$", "^[^ -~]a?.$", "^(?:x*y)+?z$"],
)
def test_texts_of_a_pattern_are_found_by_it(pattern):
    texts = matching(pattern)
    assert texts
    assert all(re.search(pattern, text) and searches(pattern, text) for text in texts)


def test_what_may_be_repeated_is_repeated_as_often_as_is_asked_for():
    assert max(map(len, matching("^[a-z]+$", 40))) >= 40


@pytest.mark.parametrize(
    "pattern", ["a^", r"[^\s\S]", "(", "a{99999}", r"^(a)\1$", "(" * 3000 + ")" * 3000]
)
def test_a_pattern_beyond_that_has_no_texts(pattern):
    assert matching(pattern) == ()
