"""The formats of a report: what each has to have, and that no text of a spec gets out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import jsonschema
import pytest
from engross.cli import main
from engross.diff import FORMATS, Level, Report, to_text

from .conftest import sending

HOSTILE = "</script><script>alert(1)</script>\x1b[31m|`*_[a](b)\n::error::\u202e%\"'&,:]]>"
Compared = Callable[..., Report]


def api(**schemas: Any) -> dict[str, Any]:
    """Give a document with an operation per schema, which takes and gives its values."""
    paths = {}
    for name in schemas:
        token = quote(name.replace("~", "~0").replace("/", "~1"))
        schema = {"$ref": f"#/components/schemas/{token}"}
        content = {"application/json": {"schema": schema}}
        responses = {"200": {"description": "", "content": content}}
        paths[f"/{name}"] = {"post": {"requestBody": {"content": content}, "responses": responses}}
    return {"paths": paths, "components": {"schemas": schemas}}


@pytest.fixture
def report(compared: Compared) -> Report:
    """A breaking finding with a witness, one that breaks nothing, and an annotation."""
    old = {"type": "object", "properties": {"a": {"type": "string"}}}
    limited = {"type": "string", "maxLength": 3}
    new = {"type": "object", "title": "B", "properties": {"a": limited, "b": {}}}
    return compared(api(it=old), api(it=new))


# --- JSON -----------------------------------------------------------------------------------------

TEXT = {"type": "string"}
PLACE = {
    "type": "object",
    "required": ["pointer", "line", "column"],
    "properties": {"line": {"minimum": 1}, "column": {"minimum": 1}, "pointer": TEXT},
}
CONTRACT = {
    "type": "object",
    "required": ["base", "revision", "level", "bump", "findings"],
    "properties": {
        "base": {"type": "object"},
        "revision": {"type": "object"},
        "bump": {"enum": ["none", "patch", "minor", "major"]},
        "findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
    },
    "$defs": {
        "finding": {
            "required": [
                *("id", "fingerprint", "level", "effect", "categories", "message"),
                *("base", "revision", "reach", "python"),
            ],
            "properties": {
                "id": TEXT,
                "fingerprint": {"pattern": "^[0-9a-f]{12}$"},
                "level": {
                    "enum": ["breaking", "potentially-breaking", "non-breaking", "annotation"]
                },
                "effect": {"enum": ["narrows", "widens", "replaces", "annotates"]},
                "categories": {
                    "minItems": 1,
                    "items": {"enum": ["wire", "types", "source", "docs"]},
                },
                "message": TEXT,
                "base": PLACE,
                "revision": PLACE,
                "reach": {"minItems": 1, "items": {"$ref": "#/$defs/reach"}},
                "python": {"type": "array", "items": TEXT},
            },
        },
        "reach": {
            "required": [
                *("method", "path", "webhook", "direction", "location", "status"),
                "instance_path",
            ],
            "properties": {
                "webhook": {"type": ["string", "null"]},
                "direction": {"enum": ["request", "response", None]},
                "status": {"type": ["string", "null"]},
                "instance_path": {"pattern": "^(/.*)?$"},
            },
        },
    },
}


def test_json_keeps_its_contract(report: Report) -> None:
    told = json.loads(FORMATS["json"](report))

    jsonschema.validate(told, CONTRACT)
    assert (told["level"], told["bump"]) == ("breaking", "major")
    by_id = {finding["id"]: finding for finding in told["findings"]}
    assert by_id["max-length-set"]["witness"] == "aaaa"
    assert "witness" not in by_id["title-added"]
    assert by_id["max-length-set"]["base"]["pointer"].endswith("/properties/a")
    assert by_id["max-length-set"]["revision"]["pointer"].endswith("/properties/a/maxLength")


def test_json_has_the_witness_with_its_digits(
    compared: Compared, tmp_path: Path, capsys: Any
) -> None:
    exact = "0.12345678901234567890123"
    compared(sending({"enum": [1, 2]}), sending({"enum": [1]}))
    for name in ("base", "revision"):
        path = tmp_path / f"{name}.json"
        path.write_text(path.read_text("utf-8").replace(" 2\n", f" {exact}\n"), encoding="utf-8")
    sides = [str(tmp_path / "base.json"), str(tmp_path / "revision.json")]
    main(["diff", *sides, "--format", "json"])

    assert f'"witness": {exact}' in capsys.readouterr().out


# --- Text -----------------------------------------------------------------------------------------


def test_text_is_grouped_by_level_and_then_by_what_it_is_about(report: Report) -> None:
    lines = to_text(report).split("\n")

    heads = [line for line in lines if not line.startswith("    ")]
    assert heads[:-1] == [
        *("breaking (1)", "  schemas/it", "non-breaking (1)", "  schemas/it"),
        *("annotation (1)", "  schemas/it"),
    ]
    assert lines[-1].startswith("1 breaking, 1 non-breaking, 1 annotation; ")
    assert "\033" not in "\n".join(lines)


def test_text_is_coloured_where_it_is_asked_for(report: Report) -> None:
    assert re.sub("\033\\[[0-9;]*m", "", to_text(report, color=True)) == to_text(report)


@pytest.mark.usefixtures("report")
def test_no_color_is_respected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    sides = [str(tmp_path / "base.json"), str(tmp_path / "revision.json")]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    main(["diff", *sides])
    colored = capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["diff", *sides])

    assert ("\033" in colored, "\033" in capsys.readouterr().out) == (True, False)


# --- Text of others -------------------------------------------------------------------------------


@pytest.fixture
def hostile(compared: Compared) -> Report:
    """Findings in which every text of the documents is hostile."""
    old = {"type": "object", "properties": {HOSTILE: {"enum": [HOSTILE, "a"]}}}
    new = {"type": "object", "properties": {HOSTILE: {"enum": ["a"]}, f"x{HOSTILE}": {}}}
    return compared(api(**{HOSTILE: old}), api(**{HOSTILE: new}))


@pytest.mark.parametrize("name", ["text", "markdown", "github", "junit", "html", "sarif"])
def test_no_control_character_of_a_document_is_printed(hostile: Report, name: str) -> None:
    text = FORMATS[name](hostile)

    assert hostile.findings != ()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def test_github_escapes_what_would_end_a_command(hostile: Report) -> None:
    lines = FORMATS["github"](hostile).split("\n")

    assert len(lines) == len(hostile.findings)
    for line in lines:
        command = re.fullmatch(
            r"::(error|warning|notice) file=([^,:]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)",
            line,
        )
        assert command is not None
        assert not re.search("%(?!0A|0D|25|3A|2C)", line)


def test_markdown_keeps_hostile_text_in_its_cell(hostile: Report) -> None:
    text = FORMATS["markdown"](hostile)

    rows = [line for line in text.split("\n") if line.startswith("| ") and "where" not in line]
    assert len(rows) == len(hostile.findings)
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 5
        outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", row)
        assert "<script" not in outside.replace("\\<", "")


class Tags(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_html_makes_no_markup_of_hostile_text(hostile: Report) -> None:
    page = Tags(FORMATS["html"](hostile))

    assert page.tags.count("script") == 1
    assert page.tags.count("article") == len(hostile.findings)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    links = [value for name, value in page.attributes if name in {"src", "href", "action"}]
    assert [link for link in links if not link.startswith("#")] == []


def test_html_loads_nothing(report: Report) -> None:
    page = FORMATS["html"](report)

    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"https?://|url\(|@import", page)


# --- Formats for machines -------------------------------------------------------------------------


def test_junit_has_a_case_for_each_finding(hostile: Report, report: Report) -> None:
    for told in (hostile, report):
        suite = ElementTree.fromstring(FORMATS["junit"](told))  # noqa: S314 - our own output
        cases = suite.findall("./testsuite/testcase")

        broken = [case for case in cases if case.find("failure") is not None]
        assert len(cases) == len(told.findings) == int(suite.attrib["tests"])
        breaking = [finding for finding in told.findings if finding.level is Level.BREAKING]
        assert len(broken) == int(suite.attrib["failures"]) == len(breaking) > 0


# SARIF 2.1.0, 3.13 to 3.30: what has to be there, and what our own records add to it.
REGION = {
    "required": ["startLine", "startColumn"],
    "properties": {"startLine": {"minimum": 1}, "startColumn": {"minimum": 1}},
}
LOCATION = {
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "required": ["artifactLocation", "region"],
            "properties": {
                "artifactLocation": {"required": ["uri"], "properties": {"uri": {"minLength": 1}}},
                "region": REGION,
            },
        }
    },
}
MESSAGE = {"required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
RESULT = {
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": {"minItems": 1, "items": LOCATION},
        "relatedLocations": {"items": LOCATION},
        "partialFingerprints": {"minProperties": 1, "additionalProperties": {"type": "string"}},
    },
}
SARIF = {
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {"results": {"items": RESULT}},
            },
        },
    },
}


def test_sarif_has_what_has_to_be_there(hostile: Report, report: Report) -> None:
    for told in (hostile, report):
        log = json.loads(FORMATS["sarif"](told))
        jsonschema.validate(log, SARIF)

        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert len(run["results"]) == len(told.findings)
        assert len({rule["id"] for rule in rules}) == len(rules)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_command_knows_every_format(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        main(["diff", "a", "b", "--format", "none"])

    offered = capsys.readouterr().err.rpartition("choose from")[2]
    assert re.findall("[a-z]+", offered) == list(FORMATS)


# --- Size, sameness, and where it goes ------------------------------------------------------------


def test_markdown_fits_into_a_comment(compared: Compared) -> None:
    names = [f"{'long' * 20}{i}" for i in range(600)]
    report = compared(api(**{name: {"type": "string"} for name in names}), {})

    text = FORMATS["markdown"](report)

    assert len(text.encode()) <= 60_000
    shown = text.count("endpoint-removed")
    assert 100 < shown < 600
    assert f"… and {600 - shown} more findings" in text


EVERY_FORMAT = f"""
from engross.cli import main
for name in {tuple(FORMATS)}:
    main(["diff", "base.json", "revision.json", "--format", name])
"""


def printed(folder: Path, seed: int) -> bytes:
    """Write the report on a folder's two documents in every format, in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONHASHSEED": str(seed),
    }
    command = [sys.executable, "-c", EVERY_FORMAT]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout


def test_a_report_is_the_same_in_every_process(compared: Compared, tmp_path: Path) -> None:
    names = [f"n{i}" for i in range(9)]

    def document(limit: int, tag: str) -> dict[str, Any]:
        parts = {f"^{name}": {"type": "string", "maxLength": limit} for name in names}
        keys = {name: {"type": "apiKey", "in": "header", "name": f"{tag}{name}"} for name in names}
        errors = [{"name": f"{name.upper()}Error", "match": {"message": tag}} for name in names]
        whole = api(it={"type": "object", "patternProperties": parts})
        whole["paths"]["/it"]["post"] |= {"x-errors": errors, "tags": [tag + n for n in names]}
        whole["components"]["securitySchemes"] = keys
        return whole

    compared(document(5, "a"), document(3, "b"))

    first, second = (printed(tmp_path, seed) for seed in (1, 2))

    assert len(first) > 10_000
    assert first == second


@pytest.mark.usefixtures("report")
def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path, capsys: Any) -> None:
    sides = [str(tmp_path / "base.json"), str(tmp_path / "revision.json")]
    place = tmp_path / "report.json"

    assert main(["diff", *sides, "--format", "json", "--output", str(place)]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(place.read_text("utf-8"))["bump"] == "major"
    written = place.read_bytes()
    assert main(["diff", sides[0], "gone.json", "--format", "json", "--output", str(place)]) == 2
    assert place.read_bytes() == written
    assert main(["diff", *sides, "--output", str(tmp_path / "no" / "folder")]) == 2
    assert "No such file" in capsys.readouterr().err
    assert main(["diff", *sides, "--output", sides[1]]) == 2
    assert "one of the two documents" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("base.json", "report.json", "revision.json"),
    ]
