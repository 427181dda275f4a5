"""The spec is patched where the page says what to write; every other line stays."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from difflib import ndiff
from pathlib import Path

import pytest
from engross.errors import EngrossError
from engross.pointer import parse_pointer
from engross.spec import lint
from engross.trace import renew
from engross.trace.accept import accepted
from engross.trace.patch import patched
from engross.trace.unified import unified
from engross.trace.yaml_edit import YamlText
from engross.trace.yaml_text import print_member

from .conftest import Provider

Copy = Callable[[str], Provider]
TEXT = """# About
a:
  # kept
  b: 1  # why
  list:
    - url: x  # first
      note: y

    - plain
  c:
    d: [1, 2]
# tail
e: 2
"""


def lines(provider: Provider, *edits: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Say which lines of the spec a new page takes away and brings, references aside."""
    text = provider.page.text
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    spec = provider.target.spec.read_text("utf-8")
    page = provider.page
    new = patched(spec, page, replace(page, text=text), provider.drift(text))
    found = [line for line in ndiff(spec.splitlines(), new.splitlines()) if "x-source" not in line]
    gone = [line[2:].strip() for line in found if line[0] == "-"]
    return gone, [line[2:].strip() for line in found if line[0] == "+"]


def test_a_new_field_stands_where_the_page_has_it(provider: Copy) -> None:
    row = "invoice_idnumber"

    gone, come = lines(provider("uncash"), (row, f"feenumberThe fee (null if none)\n{row}"))
    assert gone == []
    assert come == ["fee:", "type:", "- number", '- "null"', "description: The fee (null if none)"]


def test_what_the_page_does_not_say_is_left_to_decide(provider: Copy) -> None:
    _, come = lines(provider("spenxy"), ("    brand Brand", "    color Color\n    brand Brand"))

    assert come[:4] == ["color:", "type: string", "title: Color", "x-inferred:"]
    assert come[4].startswith('type: "todo: ')


def test_a_reference_that_the_patch_writes_names_the_lines_of_the_new_page(provider: Copy) -> None:
    copy = provider("powercard")
    parameter = (
        "\n        - name: x\n          in: header\n          schema:\n            type: string"
    )
    text = copy.page.text.replace("parameters: []", f"parameters:{parameter}")
    spec = copy.target.spec.read_text("utf-8")

    new = YamlText(patched(spec, copy.page, replace(copy.page, text=text), copy.drift(text)))

    place = parse_pointer("#/paths/~1card~1close/post/parameters/0/x-source")
    assert str(new.get(place)).startswith("close-card#L28")
    assert "~" not in str(new.get(place))


@pytest.mark.parametrize(
    ("name", "old", "new", "gone", "come"),
    [
        ("uncash", "invoice_idnumber", "invoice_idstring", ["- number"], ["- string"]),
        ("uncash", "UUID) that was", "UUID) which was",
         ["description: Card ID (UUID) that was closed"],
         ["description: Card ID (UUID) which was closed"]),
        ("uncash", "15-minute", "30-minute",
         ["- 15-minute cooldown between withdrawal/closure operations"],
         ["- 30-minute cooldown between withdrawal/closure operations"]),
        ("uncash", '"Card is already closed"', '"Closed"',
         ["message: Card is already closed"], ["message: Closed"]),
        ("uncash", "PATCH https://api.uncash.io/api/v1", "POST https://api.uncash.io/api/v2",
         ["/api/v1/cards/{id}/close:", "patch:"], ["/api/v2/cards/{id}/close:", "post:"]),
        ("uncash", "PATCH https://api.", "PATCH https://b.",
         ["- url: https://api.uncash.io  # line 7"], ["- url: https://b.uncash.io"]),
        ("spenxy", "Mask Numberrequired", "Mask Number", ["- mask_number"], []),
        ("spenxy", "[physical, virtual]", "[physical, virtual, metal]", [], ["- metal"]),
        ("spenxy", "Default value: true", "Default value: false",
         ["default: true"], ["default: false"]),
        ("powercard", "            - retry\n", "", ["- retry"], []),
        ("powercard", "description: 商户id\n", "description: 商户id\n          maxLength: 9\n",
         [], ["maxLength: 9"]),
    ],
)  # fmt: skip
def test_a_change_is_written_and_nothing_else(
    provider: Copy, name: str, old: str, new: str, gone: list[str], come: list[str]
) -> None:
    assert lines(provider(name), (old, new)) == (gone, come)


def test_a_rename_follows_into_what_is_required(provider: Copy) -> None:
    edits = (("        channel:\n", "        way:\n"), ("        - channel\n", "        - way\n"))

    assert lines(provider("powercard"), *edits) == (["channel:", "- channel"], ["way:", "- way"])


def test_new_objects_and_lists_are_written_whole(provider: Copy) -> None:
    new = """        rows:
          type: array
          items:
            type: object
            properties:
              name:
                type: string
"""

    gone, come = lines(
        provider("powercard"),
        ("        bizId:\n          type", f"{new}        bizId:\n          type"),
    )
    assert gone == []
    assert come == [
        "rows:",
        "type: array",
        "items:",
        "type: object",
        "properties:",
        "name:",
        "type: string",
    ]


def test_references_follow_their_lines(provider: Copy) -> None:
    uncash = provider("uncash")
    page = uncash.page
    text = page.text.replace("Response\n", "Response\n\nNew line\n", 1)
    spec = uncash.target.spec.read_text("utf-8")

    new = patched(spec, page, replace(page, text=text), ())
    assert "x-source: close-card#L12\n" in new
    assert "x-source: close-card#L28\n" in new
    assert "x-source: close-card#L90-L126" in new


def test_edits_leave_comments_and_order_alone() -> None:
    spec = YamlText(TEXT)
    spec.set(parse_pointer("/a"), "b", "on")
    spec.set(parse_pointer("/a/list/0"), "url", "z")
    spec.remove(parse_pointer("/a/c/d/0"))
    spec.rename(parse_pointer("/e"), "200")

    assert str(spec) == TEXT.replace("b: 1  # why", 'b: "on"').replace(
        "url: x  # first", "url: z"
    ).replace("d: [1, 2]", "d:\n      - 2").replace("e: 2", '"200": 2')


def test_the_first_member_of_an_item_leaves_its_dash_behind() -> None:
    spec = YamlText(TEXT)
    spec.remove(parse_pointer("/a/list/0/url"))

    assert spec.get(parse_pointer("/a/list")) == [{"note": "y"}, "plain"]


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "null",
            "on",
            "2026-11-26",
            "007",
            "1e3",
            "a: b",
            "a #b",
            "- x",
            " x",
            "x ",
            "é",
            "~",
        ),
        *("a\nb", "a\n\nb\n", "word " * 40 + "end", "\ttab", "'", '"', "{", "%", "@", "x" * 300),
        *([], {}, [1, "two", None], {"a": {"b": []}}, [{"a": 1}, ["x"]], True, None, 1.5),
    ],
)
def test_what_is_printed_is_read_back(value: object) -> None:
    printed = "\n".join(["a:", *print_member("key", value, 2)])

    found = YamlText(printed).data["a"]["key"]
    assert found == value or float(found) == value


@pytest.fixture
def renewed(provider: Copy, tmp_path: Path) -> Callable[..., tuple[Provider, bool]]:
    uncash = provider("uncash")
    new = tmp_path / "new.txt"

    def renew_with(old: str, now: str, **options: bool) -> tuple[Provider, bool]:
        new.write_text(uncash.page.text.replace(old, now), "utf-8")
        given = {"page_id": "close-card", "patch": False, "accept": False, **options}
        return uncash, renew(uncash.target, date(2026, 11, 26), file=new, **given)

    return renew_with


def test_accepting_takes_page_entry_and_spec_over(
    renewed: Callable[..., tuple[Provider, bool]],
) -> None:
    uncash, left = renewed("invoice_idnumber", "feenumberA fee\ninvoice_idnumber", accept=True)

    assert not left
    assert uncash.trace().findings == ()
    assert uncash.page.retrieved == "2026-11-26"
    assert "feenumberA fee" in uncash.page.text
    assert [problem for problem in lint(uncash.target.spec) if problem.is_error] == []
    assert '"source": "close-card#L59-L70"' in (
        uncash.folder / "examples" / "cards.close.success.json"
    ).read_text("utf-8")


def test_without_accept_nothing_is_written(
    renewed: Callable[..., tuple[Provider, bool]], capsys: pytest.CaptureFixture[str]
) -> None:
    uncash, left = renewed("invoice_idnumber", "invoice_idstring", patch=True)

    assert left
    assert capsys.readouterr().out.count("\n+") == 2
    assert uncash.trace().findings == ()
    assert "invoice_idnumber" in uncash.page.text


def test_a_page_that_cannot_be_read_overwrites_nothing(provider: Copy, tmp_path: Path) -> None:
    uncash = provider("uncash")
    before = {path: path.read_bytes() for path in uncash.folder.rglob("*") if path.is_file()}
    for content in (b"", b"\xff\xfe\x00\xd8", b"<html><body>Sign in</body></html>", b"\xe9 caf"):
        (tmp_path / "new.txt").write_bytes(content)
        with pytest.raises(EngrossError):
            renew(
                uncash.target, date(2026, 11, 26), file=tmp_path / "new.txt",
                page_id="close-card", patch=False, accept=True,
            )  # fmt: skip
    assert before == {
        path: path.read_bytes() for path in uncash.folder.rglob("*") if path.is_file()
    }


def test_what_is_left_to_decide_is_refused_by_check(provider: Copy) -> None:
    spenxy = provider("spenxy")
    place = parse_pointer("/components/schemas/Card/properties/brand/x-inferred")
    spenxy.edit(lambda spec: spec.set(place, "type", "todo: the page does not say it"))

    assert "inferred-todo" in {problem.rule for problem in lint(spenxy.target.spec)}


def test_a_patch_prints_no_more_than_what_changed(provider: Copy, tmp_path: Path) -> None:
    """Each reference below a line that went is another; what stands between them stays."""
    whole = provider("uncash")
    row = '  • Database Update: Card status is set to "closed" in the database\n'
    new = replace(whole.page, text=whole.page.text.replace(row, ""))
    old = whole.target.spec.read_text("utf-8")
    spec = patched(old, whole.page, new, whole.drift(new.text))

    text = unified("openapi.yaml", old, spec)

    edits = [line for line in text.splitlines()[2:] if line[0] in "+-"]
    assert [line for line in edits if "x-source" not in line] == [
        '-        - Database Update: Card status is set to "closed" in the database'
    ]
    spec_file = tmp_path / "openapi.yaml"
    spec_file.write_text(old, "utf-8", newline="\n")
    subprocess.run(["patch", "-p1"], input=text, text=True, cwd=tmp_path, check=True)
    assert spec_file.read_text("utf-8") == spec


@pytest.mark.parametrize(
    ("edits", "old", "new"),
    [
        (
            [
                ("balance_withdrawnnumber", "withdrawnnumber"),
                ('"balance_withdrawn"', '"withdrawn"'),
            ],
            '"balance_withdrawn": 15.00,',
            '"withdrawn": 15.00,',
        ),
        (
            [("/api/v1/cards/{id}/close", "/v2/{id}/close/card")],
            "https://api.uncash.io/api/v1/cards/card-id/close",
            "https://api.uncash.io/v2/card-id/close/card",
        ),
        ([("Endpoint: PATCH", "Endpoint: POST")], '"PATCH"', '"POST"'),
        (
            [("https://api.uncash.io", "https://uncash.example")],
            "//api.uncash.io",
            "//uncash.example",
        ),
    ],
)
def test_examples_follow_the_page(
    provider: Copy, edits: list[tuple[str, str]], old: str, new: str
) -> None:
    """The suite of the package holds the spec to them."""
    whole = provider("uncash")
    text = whole.page.text
    for was, now in edits:
        text = text.replace(was, now, 1)
    page = replace(whole.page, text=text)

    taken = accepted(whole.target, [(whole.page, page, whole.drift(text))], date(2026, 11, 27))

    name = "examples/cards.close.success.json"
    before = (whole.folder / name).read_text("utf-8")
    assert old in before
    assert taken.files[name] == before.replace(old, new)


@pytest.mark.parametrize(
    ("above", "new", "written"),
    [
        (
            "terminated at the provider level (irreversible)\n",
            "  • Only once\n",
            "        - Only once",
        ),
        ("reactivated after closure.\n", "\nAsk us.\n", "        Ask us."),
    ],
)
def test_prose_is_written_below_what_it_follows(
    provider: Copy, above: str, new: str, written: str
) -> None:
    """In the form that the text above it has."""
    whole = provider("uncash")
    page = replace(whole.page, text=whole.page.text.replace(above, above + new, 1))
    old = whole.target.spec.read_text("utf-8")

    spec = patched(old, whole.page, page, whole.drift(page.text))

    lines = [line for line in spec.splitlines() if line.strip()]
    at = lines.index(written)
    assert lines[at - 1].endswith(above.strip())
    assert lines[at + 1] in old.splitlines()
