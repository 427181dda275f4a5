"""A changelog gains a section and loses nothing."""

from __future__ import annotations

from datetime import date

import pytest
from engross.release.changelog import Note, add_version, section_of

DAY = date(2026, 11, 26)
NOTES = [Note(group="Removed", text="b"), Note(group="Added", text="a")]
SECTION = "## [1.1.0] - 2026-11-26\n\n### Added\n\n- a\n\n### Removed\n\n- b\n"
OLD = "## [1.0.0] - 2026-01-01\n\n- old, and edited by hand\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", SECTION),
        ("# Head\n", f"# Head\n\n{SECTION}"),
        (f"# Head\n\n{OLD}", f"# Head\n\n{SECTION}\n{OLD}"),
        (f"# Head\n\n## [Unreleased]\n\n{OLD}", f"# Head\n\n{SECTION}\n{OLD}"),
        ("# Head\n\n## Unreleased\n", f"# Head\n\n{SECTION}"),
        ("# Head\n\n[1.0.0]: there\n", f"# Head\n\n{SECTION}\n[1.0.0]: there\n"),
    ],
)
def test_a_version_goes_above_the_others(before, after):
    assert add_version(before, "1.1.0", DAY, NOTES) == after


def test_what_was_written_by_hand_comes_first():
    waiting = "## [Unreleased]\n\nRead this.\n\n### Fixed\n\n- c\n\n### Added\n\n- mine\n  too\n\n"
    after = add_version(f"# Head\n\n{waiting}{OLD}", "1.1.0", DAY, NOTES)

    assert after == (
        "# Head\n\n## [1.1.0] - 2026-11-26\n\nRead this.\n\n### Added\n\n- mine\n  too\n- a\n\n"
        f"### Removed\n\n- b\n\n### Fixed\n\n- c\n\n{OLD}"
    )


def test_a_section_that_is_there_stays():
    text = f"# Head\n\n## 1.1.0\n\nMine.\n\n{OLD}"

    assert add_version(text, "1.1.0", DAY, NOTES) == text


def test_a_version_is_not_mistaken_for_a_longer_one():
    text = "## [1.1.10]\n\n- ten\n\n## [1.1.1] - x\n\n- one\n\n[1.1.1]: there\n"

    assert section_of(text, "1.1.1") == "- one"
    assert section_of(text, "1.1") == ""
