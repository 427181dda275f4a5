"""Page and spec side by side, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engross.pointer import parse_pointer
from engross.trace.html import to_html

from .conftest import Provider

LIT = "[...document.querySelectorAll('.lit')].map(e => e.innerText.trim().replace(/\\s+/g, ' '))"
FOCUS = "document.activeElement.innerText.trim().replace(/\\s+/g, ' ')"
FIGURES = "[...document.querySelectorAll('.figures div')].map(e => e.innerText.split('\\n'))"


@pytest.fixture
def shown(browser: Any, provider: Callable[[str], Provider], tmp_path: Path) -> Callable[..., Any]:
    """Open the page of a provider, after removing a node of its spec."""

    def opened(name: str, removed: str = "") -> Any:
        copy = provider(name)
        if removed:
            copy.edit(lambda spec: spec.remove(parse_pointer(removed)))
        (tmp_path / "trace.html").write_text(to_html(copy.trace()), "utf-8")
        browser.events.clear()
        browser.open(tmp_path / "trace.html")
        return browser

    return opened


def test_a_click_shows_the_other_side_and_asks_nobody(shown: Callable[..., Any]) -> None:
    page = shown("uncash")
    page.run("document.getElementById('p0-28').click()")

    lit = page.run(LIT)
    assert lit[0].startswith("28 transaction_idstring")
    assert "transaction_id:" in lit[1]
    assert page.run("document.querySelector('#right .lit').getBoundingClientRect().top") < 900
    faults = {"Log.entryAdded", "Runtime.exceptionThrown"}
    assert [event for event in page.events if event["method"] in faults] == []
    asked = [e for e in page.events if e["method"] == "Network.requestWillBeSent"]
    assert len(asked) <= 1


def test_the_keyboard_is_enough(shown: Callable[..., Any]) -> None:
    page = shown("uncash")
    page.press("Tab")
    first = page.run(LIT)
    assert first
    page.press("Enter")
    assert page.run("document.getElementById('right').contains(document.activeElement)")
    page.press("Enter")
    page.press("ArrowDown")
    assert page.run(LIT) != first
    assert page.run("document.querySelectorAll('[tabindex=\"0\"]').length") == 1

    at = page.run(FOCUS)
    page.press("Enter")
    assert page.run("document.getElementById('right').contains(document.activeElement)")
    page.press("Enter")
    assert page.run(FOCUS) == at


def test_what_is_missing_is_marked_and_found_with_a_key(shown: Callable[..., Any]) -> None:
    page = shown("uncash", "/components/schemas/CloseCardData/properties/card_id")
    assert page.run("document.querySelector('.verdict').innerText") != "Page and spec agree."
    page.press("n")

    assert page.run(FOCUS) == "26 card_idstringCard ID (UUID) that was closed"
    assert ["not in the spec", "1"] in page.run(FIGURES)


def test_a_long_page_is_shown_whole(shown: Callable[..., Any]) -> None:
    page = shown("spenxy")
    sources = (Path(__file__).parents[2] / "specs" / "spenxy" / "sources").iterdir()
    lines = sum(len(source.read_text("utf-8").splitlines()) for source in sources)

    assert lines > 490
    assert page.run("document.querySelectorAll('#left .line').length") == lines
    assert page.run("document.querySelectorAll('#right .line').length") > 1000
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    assert page.run("document.querySelectorAll('[data-links].said, [data-links].inferred').length")
