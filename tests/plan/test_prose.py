from __future__ import annotations

import pytest
from engross.plan.prose import WIDTH, section, wrap

LONG = "word " * 40


def test_lines_are_filled_up_to_the_width():
    lines = wrap(LONG)
    assert len(lines) == 3
    assert all(WIDTH - 5 < len(line) <= WIDTH for line in lines[:2])


def test_a_broken_line_is_no_paragraph():
    assert wrap("one\ntwo\n\nthree") == ["one two", "", "three"]


def test_items_stay_items_and_hang():
    first, second, third = wrap(f"intro\n- {LONG[:100]}\n* b")[1:]
    assert first.startswith("- word")
    assert second.startswith("  word")
    assert third == "* b"


def test_tables_headings_and_quotes_keep_their_lines():
    text = "# Title\n| a | b |\n|---|---|\n> quoted"
    assert wrap(text) == text.splitlines()


def test_blank_ends_are_left_out():
    assert wrap("\n\n a \n\n\n") == ["a"]
    assert wrap("") == []
    assert wrap(" \n ") == []


def test_a_long_word_is_left_whole():
    address = f"https://example.com/{'x' * 200}"
    assert wrap(f"see {address} there") == ["see", address, "there"]


@pytest.mark.parametrize(
    "text", ['"""', "\\", "{{ x }}", "a\x0bb\x0cc", "line\u2028line", "\ud800", "%s {0}", "\t- a"]
)
def test_hostile_text_loses_nothing_but_white_space(text):
    assert "".join("".join(wrap(text)).split()) == "".join(text.split())


def test_a_section_hangs_its_entries_and_is_none_without_them():
    assert section("Args", []) == []
    assert section("Args", [("a", f"{LONG[:89]}\nb"), ("b", "")]) == [
        "",
        "Args:",
        f"    a: {LONG[:84]}",
        "        word b",
        "    b",
    ]
