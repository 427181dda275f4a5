"""What a project decides about findings, and what is wrong with a file that says so."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engross.cli import main
from engross.diff import FORMATS, Level, Report, compare, opened, read_overrides, to_text
from engross.errors import EngrossError

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
TODAY = date(2026, 6, 1)
IGNORE = "ignore: true, reason: nobody calls it"


def document(names: str) -> dict[str, Any]:
    """Give an API of operations, each with one required parameter per letter of its name."""
    paths = {}
    for name in names.split():
        parameters = [
            {"name": letter, "in": "query", "required": True, "schema": {"type": "string"}}
            for letter in name.partition("-")[2]
        ]
        operation = {"parameters": parameters, "responses": {}}
        paths[f"/{name.partition('-')[0]}/it"] = {"get": operation}
    return {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}


def shared(limit: int) -> dict[str, Any]:
    """Give an API of two operations that take the same schema."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/It"}}}
    operation = {"post": {"requestBody": {"content": content}, "responses": {}}}
    return {
        **document(""),
        "paths": {"/a/it": operation, "/b/it": operation},
        "components": {"schemas": {"It": {"type": "string", "maxLength": limit}}},
    }


def run(folder: Path, base: Any, revision: Any, overrides: str) -> Report:
    for name, text in (
        ("base.json", json.dumps(base)),
        ("revision.json", json.dumps(revision)),
        ("diff.yaml", overrides),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    decided = read_overrides(folder / "diff.yaml", TODAY)
    sides = [str(folder / f"{name}.json") for name in ("base", "revision")]
    with opened(folder, sides[0]) as old, opened(folder, sides[1]) as new:
        return compare(old, new, overrides=decided)


def told(report: Report) -> list[tuple[str, str]]:
    return [(finding.reach[0].path, finding.level.word) for finding in report.findings]


def test_an_entry_ignores_what_it_names_and_the_report_says_so(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        *(document("a b"), document("a-x b-x")),
        f"- {{id: new-required-request-parameter, path: /a/*, {IGNORE}}}",
    )

    assert told(report) == [("/b/it", "breaking")]
    for name in FORMATS:
        assert "ignored" in FORMATS[name](report) or "nobody calls it" in FORMATS[name](report)
    (ignored,) = report.ignored
    assert (ignored.reach[0].path, ignored.reason) == ("/a/it", "nobody calls it")
    assert "1 breaking (1 ignored)" in to_text(report)


def test_an_entry_sets_a_level_and_the_worst_comes_first(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        *(document("a b"), document("a-x b-x")),
        "- {path: /a/it, level: annotation, reason: it was always so}",
    )

    assert told(report) == [("/b/it", "breaking"), ("/a/it", "annotation")]
    assert "decided here: it was always so" in to_text(report)


def test_the_first_entry_that_matches_decides(tmp_path: Path) -> None:
    report = run(
        tmp_path,
        *(document("a b"), document("a-x b-x")),
        f"- {{path: /a/it, level: non-breaking, reason: r}}\n- {{path: '*', {IGNORE}}}",
    )

    assert told(report) == [("/a/it", "non-breaking")]


def test_a_fingerprint_names_one_finding(tmp_path: Path) -> None:
    sides = document("a b"), document("a-x b-x")
    first, _ = run(tmp_path, *sides, "[]").findings

    report = run(tmp_path, *sides, f'- {{fingerprint: "{first.fingerprint}", {IGNORE}}}')

    assert told(report) == [("/b/it", "breaking")]


def test_a_finding_can_be_ignored_at_some_of_its_places(tmp_path: Path) -> None:
    report = run(tmp_path, shared(5), shared(3), f"- {{path: /a/*, {IGNORE}}}")

    (finding,), (ignored,) = report.findings, report.ignored
    assert [reach.path for reach in finding.reach] == ["/b/it"]
    assert [reach.path for reach in ignored.reach] == ["/a/it"]
    assert finding.level is Level.BREAKING
    assert finding.witness == "aaaa"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b", "1:1: error: expected a list"),
        ("- 3", "1:3: error: expected an entry"),
        (f"- {{id: max-length-decrease, {IGNORE}}}", "1:8: error: there is no rule"),
        (f"- {{id: [a], {IGNORE}}}", "there is no rule"),
        ("- {id: max-set, ignore: true}", "1:3: error: the reason is missing"),
        ("- {id: max-set, ignore: true, reason: ' '}", "1:39: error: expected text"),
        ("- {id: max-set, reason: r}", "write either 'level:' or 'ignore: true'"),
        (f"- {{id: max-set, level: breaking, {IGNORE}}}", "write either 'level:'"),
        ("- {id: max-set, ignore: false, reason: r}", "has no meaning: write true"),
        ("- {id: max-set, level: [a], reason: r}", "is not one of annotation, non-breaking"),
        (f"- {{fingerprint: abc, {IGNORE}}}", "12 hexadecimal digits"),
        (f"- {{{IGNORE}}}", "write which findings are meant"),
        (f"- {{id: max-set, {IGNORE}, because: r}}", "'because' is not one of id, path"),
        (f"- {{id: max-set, {IGNORE}, expires: soon}}", "is no date"),
        (f'- {{id: max-set, {IGNORE}, expires: "2026-05-31"}}', "expired on 2026-05-31"),
        (f"- {{id: max-set, {IGNORE}}}", "1:3: error: no finding is left for this entry"),
        (
            f"- {{path: '*', {IGNORE}}}\n- {{path: /a/*, {IGNORE}}}",
            "2:3: error: no finding is left for this entry",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(EngrossError) as told:
        run(tmp_path, document("a"), document("a-x"), text)

    assert message in str(told.value)
    assert str(told.value).startswith(f"{tmp_path / 'diff.yaml'}:")


def test_the_example_of_the_readme_is_as_it_has_to_be(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```yaml\n(# The first entry.*?)^```", README, re.M | re.S)
    (tmp_path / "diff.yaml").write_text(example, encoding="utf-8")

    first, second = read_overrides(tmp_path / "diff.yaml", TODAY).entries

    assert (first.path, first.level) == ("/api/v1/cards/*", Level.NON_BREAKING)
    assert (second.fingerprint, second.level) == ("0f3a5c7e9b1d", None)


def test_a_file_of_comments_decides_nothing(tmp_path: Path) -> None:
    report = run(tmp_path, document("a"), document("a-x"), "# nothing yet\n")

    assert told(report) == [("/a/it", "breaking")]


def test_an_entry_holds_on_its_last_day(tmp_path: Path) -> None:
    entry = f'- {{path: "*", {IGNORE}, expires: "{TODAY}"}}'

    assert run(tmp_path, document("a"), document("a-x"), entry).findings == ()


def test_what_is_ignored_does_not_fail_a_build(tmp_path: Path, capsys: Any) -> None:
    run(tmp_path, document("a"), document("a-x"), f"- {{path: '*', {IGNORE}}}")
    sides = [str(tmp_path / f"{name}.json") for name in ("base", "revision")]
    config = ["--config", str(tmp_path / "diff.yaml")]

    assert main(["diff", *sides, "--fail-on", "breaking"]) == 1
    assert main(["diff", *sides, "--fail-on", "breaking", *config]) == 0
    capsys.readouterr()
    main(["diff", *sides, *config, "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    assert (record["bump"], record["findings"]) == ("none", [])
    assert [finding["reason"] for finding in record["ignored"]] == ["nobody calls it"]
