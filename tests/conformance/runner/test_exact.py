"""JSON with the digits as they were written."""

from __future__ import annotations

import pytest
from engross.conformance.runner.exact import Number, edited, equal, read, write

TEXT = '{"a":0.30,"b":[12345678901234567890,1E-9,null,true],"c":"\\u2028 ü"}'


def test_what_is_read_is_written_digit_for_digit() -> None:
    assert write(read(TEXT)) == TEXT.replace("\\u2028", "\u2028")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("0.30", "0.30", True),
        ("0.30", "0.3", False),
        ("1", "1.0", False),
        ("1", "true", False),
        ("0", "false", False),
        ("null", "0", False),
        ('{"a":1,"b":2}', '{"b":2,"a":1}', True),
        ("[1,2]", "[2,1]", False),
        ("[1]", "[1,1]", False),
        ("1E+2", "1e2", True),
    ],
)
def test_trees_are_equal_when_they_say_the_same_with_the_same_digits(
    left: str, right: str, same: bool
) -> None:
    assert equal(read(left), read(right)) is same


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "{", ""])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_edits_leave_the_original_alone() -> None:
    tree = read('{"a":{"b/c":[1,2]},"d":1}')

    changed = edited(tree, [["set", "/a/b~1c/1", Number("0.30")], ["remove", "/d"]])

    assert write(changed) == '{"a":{"b/c":[1,0.30]}}'
    assert write(tree) == '{"a":{"b/c":[1,2]},"d":1}'


def test_the_root_itself_can_be_set() -> None:
    assert edited({}, [["set", "", [None]]]) == [None]
