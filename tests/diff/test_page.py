"""The HTML report in a real browser: it shows, filters, and asks nobody for anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from engross.diff import Level, compare, opened
from engross.diff.reports import FORMATS

OLD = """\
openapi: 3.1.0
info: {title: "<b>Shop</b>", version: "1"}
paths:
  /a: &a
    post:
      parameters: []
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Card'}
      responses: {}
  /b: *a
components:
  schemas:
    Card:
      type: object
      properties:
        name:
          type: string
          maxLength: 9
"""
NEW = (
    OLD.replace("parameters: []", "parameters: [{name: q, in: query, schema: {type: string}}]")
    .replace("maxLength: 9", "maxLength: 5\n          description: A name")
    .replace("type: object", "title: Card\n      type: object")
)
SHOWN = "[...document.querySelectorAll('article:not([hidden])')].map(e => e.dataset.level)"
FOCUS = "document.activeElement.value ?? document.activeElement.className"
# WCAG 2.2, "Contrast (Minimum)" and its "relative luminance".
CONTRAST = """
(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (color) => color.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = parse(getComputedStyle(e).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
  };
  const bad = [];
  for (const element of document.body.querySelectorAll("*")) {
    const told = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!told || element.matches("script, option")) continue;
    const [a, b] = [parse(getComputedStyle(element).color), ground(element)].map(light);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (!(ratio >= 4.5)) bad.push(`${element.tagName} ${element.className} ${ratio}`);
  }
  return bad;
})()
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on two small documents."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in (("old.yaml", OLD), ("new.yaml", NEW)):
        (folder / name).write_text(text, encoding="utf-8")
    names = [str(folder / name) for name in ("old.yaml", "new.yaml")]
    with opened(folder, names[0]) as base, opened(folder, names[1]) as revision:
        page = FORMATS["html"](compare(base, revision))
    (folder / "report.html").write_text(page, encoding="utf-8")
    return folder / "report.html"


@pytest.fixture
def page(browser: Any, report: Path) -> Any:
    browser.events.clear()
    browser.open(report)
    return browser


def levels(*counts: int) -> list[str]:
    """Write out so many findings of each level, the worst first."""
    words = [level.word for level in reversed(Level)]
    return [word for word, count in zip(words, counts, strict=True) for _ in range(count)]


def test_it_shows_every_finding_and_asks_nobody(page: Any) -> None:
    assert page.run(SHOWN) == levels(1, 0, 2, 2)
    assert page.run("document.querySelector('h1').textContent") == "<b>Shop</b>"
    assert page.run("document.getElementById('status').value") == "5 of 5 findings"
    asked = [
        event["params"]["request"]["url"]
        for event in page.events
        if event["method"] == "Network.requestWillBeSent"
    ]
    assert [url for url in asked if not url.endswith("/report.html")] == []
    faults = {"Log.entryAdded", "Runtime.exceptionThrown"}
    assert [event for event in page.events if event["method"] in faults] == []


def test_the_changed_lines_stand_side_by_side(page: Any) -> None:
    cells = "[...document.querySelectorAll('.breaking tr.changed')].map(e => e.innerText)"

    assert page.run(cells) == [
        "20\t  maxLength: 9\t21\t  maxLength: 5",
        "\t\t22\t  description: A name",
    ]
    assert page.run("document.querySelector('.witness').innerText") == 'For example "aaaaaa"'


def test_what_breaks_in_python_is_named(page: Any) -> None:
    named = page.run("[...document.querySelectorAll('p.python code')].map(e => e.textContent)")

    assert any(name.endswith(".models.Card.name") for name in named)


def test_the_address_filters(browser: Any, report: Path) -> None:
    browser.open(report, "#level=breaking,annotation&category=docs")
    assert browser.run(SHOWN) == levels(0, 0, 0, 2)

    browser.run("location.hash = '#operation=POST+/a&level=non-breaking'")
    browser.run("new Promise(requestAnimationFrame)")
    assert browser.run(SHOWN) == levels(0, 0, 1, 0)
    assert browser.run("document.querySelectorAll('section:not([hidden])').length") == 1

    browser.run("location.hash = '#find=TITLE+added'")
    browser.run("new Promise(requestAnimationFrame)")
    assert browser.run(SHOWN) == levels(0, 0, 0, 1)


def test_the_keyboard_is_enough(page: Any) -> None:
    page.press("Tab")
    assert page.run(FOCUS) == "skip"
    page.press("Tab")
    assert page.run(FOCUS) == "breaking"

    page.press(" ")
    assert page.run(SHOWN) == levels(0, 0, 2, 2)
    assert page.run("document.getElementById('status').value") == "4 of 5 findings"
    assert page.run("location.hash") == "#level=non-breaking%2Cannotation"

    while page.run("document.activeElement.type") != "reset":
        page.press("Tab")
    page.press(" ")
    page.run("new Promise(r => setTimeout(r, 10))")
    assert page.run(SHOWN) == levels(1, 0, 2, 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_text_can_be_read_and_nothing_is_cut_off(page: Any, scheme: str, width: int) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.send("Emulation.setEmulatedMedia", features=features)
    size: dict[str, Any] = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    page.send("Emulation.setDeviceMetricsOverride", **size)

    assert page.run(CONTRAST) == []
    assert page.run("document.documentElement.scrollWidth") <= width
