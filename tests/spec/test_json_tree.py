"""JSON documents: exact numbers, positions, limits, messages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from engross.errors import SpecError
from engross.spec.json_tree import JsonMarks, read_json


def messages(text: str) -> list[str]:
    try:
        problems = read_json(text, name="f.json", document="")[1]
    except SpecError as error:
        problems = list(error.problems)
    return [str(problem) for problem in problems]


def test_numbers_keep_their_digits() -> None:
    data, _ = read_json("[15.00, 12345678901234567890, 1e2]", name="f", document="")

    assert [str(number) for number in data] == ["15.00", "12345678901234567890", "1E+2"]
    assert isinstance(data[0], Decimal)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.json:1:1: error: this is not JSON"),
        ('{"a": 1,\n}', "f.json:2:1: error: this is not JSON"),
        ('{"a": NaN}', "f.json:1:7: error: NaN is not JSON: write a number or quote it (#/a)"),
        ('{"a": [-Infinity]}', "f.json:1:8: error: -Infinity is not JSON"),
        ('{"a": 1e9999999}', "f.json:1:7: error: the number 1e9999999 is too large"),
        ('{"a": ' + "9" * 5000 + "}", "f.json:1:7: error: a number of 5000 digits"),
        (
            '{"a": 1,\n "b": {"c": 1, "c": 2}}',
            "f.json:2:16: error: the key 'c' is already in line 2",
        ),
        ('{"a": {"b": [0, {"c": 1, "c": 2}]}}', "(#/a/b/1/c)"),
        ('{"c": {}, "c": {}}', "error: the key 'c'"),
        ('{"c": true, "c": true}', "warning: the key 'c' is already in line 1"),
        ("[" * 100_000, "f.json:1:101: error: nested more than 100 levels deep"),
        ("[" * 101 + "]" * 101, "f.json:1:101: error: nested more than 100 levels deep"),
        ("[" * 101 + "]" * 101, "levels deep (#" + "/0" * 100 + ")"),
        ('{"a": "\\ud800"}', "f.json:1:7: error: half of a surrogate pair"),
        ('{"b": {"\\udfff": 1}}', "f.json:1:8: error: half of a surrogate pair"),
        ('{"a": "\x01"}', "this is not JSON: Invalid control character"),
    ],
)
def test_a_bad_document_is_told_with_its_place(text: str, message: str) -> None:
    assert message in "\n".join(messages(text))


def test_every_problem_of_a_document_is_told() -> None:
    assert len(messages('{"a": NaN, "a": 1e99999, "b": ["\\ud800", Infinity]}')) == 5


def test_a_surrogate_pair_is_a_character() -> None:
    assert read_json('"\\ud83d\\ude00"', name="f", document="") == ("😀", [])


def test_positions_are_found_behind_strings_with_quotes_and_brackets() -> None:
    text = '{"a\\"]": ["x, [}", {\n "b" : -1.5e3}], "c": {}}'
    data, _ = read_json(text, name="f", document="")
    marks: Any = JsonMarks(text, data)

    assert marks[id(data)]['a"]'] == ((0, 1), (0, 9))
    assert marks[id(data['a"]'])]["1"][1] == (0, 19)
    assert marks[id(data['a"]'][1])]["b"] == ((1, 1), (1, 7))
    assert marks[id(data)]["c"][0] == (1, 17)
