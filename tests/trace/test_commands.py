"""`engross trace` as a user meets it: words in, text and exit code out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from engross import cli, write
from engross.errors import EngrossError
from engross.pointer import parse_pointer
from engross.trace import renew
from engross.trace.pages import Page, page_meant
from engross.trace.yaml_edit import YamlText

from .conftest import Provider

Make = Callable[[str, str], Provider]
SPECS = Path(__file__).parents[2] / "specs"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the project's specs, which one stands in."""
    shutil.copytree(SPECS, tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("project")
def test_all_providers_are_traced(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["trace"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["powercard", "spenxy", "uncash"]


def test_a_finding_is_exit_code_1(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = project / "specs" / "uncash" / "openapi.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("Success message", "Message"), "utf-8")

    assert cli.main(["trace", "uncash"]) == 1
    assert "specs/uncash/sources/close-card.txt:20 → specs/uncash/openapi.yaml:" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nobody"], "'nobody' is no provider"),
        (["--html", "x.html"], "--page and --html go with exactly one PROVIDER"),
        (["uncash", "--accept"], "--patch and --accept go with --page or --fetch"),
        (["uncash", "--page", "x.txt", "--html", "x"], "--html shows spec and snapshots"),
        (["uncash", "--page", "none.txt"], "none.txt"),
        (["uncash", "--page", "specs", "--id", "close-card"], "it is a directory"),
        (["uncash", "--page", "specs/uncash/README.md", "--id", "x"], "there is no page 'x'"),
        (["uncash", "--html", "none/x.html"], "cannot write"),
    ],
)
@pytest.mark.usefixtures("project")
def test_what_cannot_be_done_is_told(
    capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert cli.main(["trace", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_page_to_look_at_is_written(project: Path) -> None:
    assert cli.main(["trace", "uncash", "--html", "trace.html"]) == 0
    assert (project / "trace.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.usefixtures("project")
def test_a_new_page_is_taken_for_the_providers_own_whatever_it_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("specs/uncash/sources/close-card.txt").read_text("utf-8")
    (tmp_path / "saved today.txt").write_text(f"{text}\n", "utf-8")

    assert cli.main(["trace", "uncash", "--page", str(tmp_path / "saved today.txt")]) == 0
    assert capsys.readouterr().out == "close-card: no fact changed\n"


def test_of_many_pages_the_one_that_is_most_alike_is_meant(tmp_path: Path) -> None:
    pages = [
        Page(id=name, path=tmp_path / f"{name}.md", text=text)
        for name, text in (("a", "1\n\n2"), ("b", "2\n\n3\n4"))
    ]
    new = tmp_path / "new.md"
    new.write_text("2\n3\n", "utf-8")
    assert page_meant(pages, new, None).id == "b"
    new.write_text("\n", "utf-8")
    with pytest.raises(EngrossError, match="not clear which page this is: name it with --id"):
        page_meant(pages, new, None)


@pytest.mark.usefixtures("project")
def test_the_same_page_again_is_nothing_new(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["trace", "uncash", "--page", "specs/uncash/sources/close-card.txt"]) == 0
    assert capsys.readouterr().out == "close-card: no fact changed\n"


def test_what_a_page_no_longer_shows_goes_with_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (project / "specs/uncash/sources/close-card.txt").read_text("utf-8")
    start, end = page.index("Card Not Ready\n"), page.index("Cooldown Period\n")
    (project / "close-card.txt").write_text(page[:start] + page[end:], "utf-8")

    cli.main(["trace", "uncash", "--page", "close-card.txt", "--accept"])

    example = "specs/uncash/examples/cards.close.card-not-ready.json"
    assert f"removed {example}" in capsys.readouterr().out
    assert not (project / example).exists()
    assert (project / "specs/uncash/examples/cards.close.card-already-closed.json").exists()
    assert cli.main(["trace", "uncash"]) == 0


def test_a_snapshot_is_called_after_what_it_is_written_in(acme: Make) -> None:
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}},
    }
    provider = acme(json.dumps(document), json.dumps(document))
    sources = provider.folder / "sources"
    (sources / "page.txt").rename(sources / "page.json")
    entries = provider.folder / "sources.yaml"
    entries.write_text(entries.read_text("utf-8").replace("page.txt", "page.json"), "utf-8")
    spec = "openapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\npaths:\n  /a:\n    get:\n"
    text = f"{spec}      responses:\n        '200':\n          description: ok\n"
    (provider.folder / "openapi.yaml").write_text(text, "utf-8")
    new = provider.folder / "new.yaml"
    new.write_text(text, "utf-8")

    renew(
        provider.target, date(2026, 1, 1), file=new, page_id=None, patch=False, accept=True
    )  # fmt: skip

    assert [path.name for path in sources.iterdir()] == ["page.yaml"]
    assert "file: sources/page.yaml" in entries.read_text("utf-8")


@pytest.mark.usefixtures("project")
def test_of_two_runs_that_take_a_page_over_the_second_waits_for_the_first() -> None:
    """Neither has read anything before it may write: what it compares is what it replaces."""
    page, entries = (
        Path("specs/uncash", name) for name in ("sources/close-card.txt", "sources.yaml")
    )
    for name, row in (("one", "success"), ("two", "invoice_id")):
        text = re.sub(
            rf"^{row}.*$", rf"\g<0>\nadded_{name}stringNew", page.read_text("utf-8"), flags=re.M
        )
        Path(f"{name}.txt").write_text(text, "utf-8")
    command = [sys.executable, "-m", "engross", "trace", "uncash", "--id", "close-card", "--accept"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    with write.locked(Path("specs/uncash")):
        kept = entries.read_bytes()
        entries.write_text("pages: []\n", "utf-8")
        running = [
            subprocess.Popen([*command, "--page", f"{name}.txt"], env=environment)
            for name in ("one", "two")
        ]
        time.sleep(2)
        entries.write_bytes(kept)
    assert [one.wait(60) for one in running] == [0, 0]

    assert cli.main(["trace", "uncash"]) == 0
    assert ("added_one" in page.read_text("utf-8")) != ("added_two" in page.read_text("utf-8"))


def test_of_a_page_that_no_reader_reads_the_lines_to_look_at_are_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = project / "specs/uncash/sources/facts.md"
    lines = page.read_text("utf-8").splitlines()
    (project / "facts.md").write_text("\n".join(["New", *lines[:9], "Other", *lines[10:]]), "utf-8")

    for words in ([], ["--accept"]):
        assert cli.main(["trace", "uncash", "--page", "facts.md", *words]) == 1
        assert capsys.readouterr().out.splitlines()[:3] == [
            "facts.md:1: these lines are new",
            "facts.md:11: these lines changed",
            "facts: no reader reads this page: hold the spec against it yourself",
        ]
    assert cli.main(["trace", "uncash", "--page", "facts.md"]) == 0


def test_another_page_is_not_taken_for_one_that_no_reader_reads(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "shop.txt").write_text("hello world\nmilk\n", "utf-8")
    spec = (project / "specs/uncash/openapi.yaml").read_bytes()

    assert cli.main(["trace", "uncash", "--page", "shop.txt", "--id", "facts", "--accept"]) == 2
    assert "shop.txt: this is another page than 'facts': 0 of its" in capsys.readouterr().err
    assert (project / "specs/uncash/openapi.yaml").read_bytes() == spec


def test_what_has_no_place_in_the_spec_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = project / "specs/uncash/openapi.yaml"
    text = YamlText(spec.read_text("utf-8"))
    text.remove(parse_pointer("/paths/~1api~1v1~1cards~1{id}~1close"))
    spec.write_text(str(text), "utf-8")
    page = (project / "specs/uncash/sources/close-card.txt").read_text("utf-8")
    new = page.replace("card_idstring", "card_idnumber").replace(
        "messagestring", "notestringA note\nmessagestring"
    )
    (project / "close-card.txt").write_text(new, "utf-8")

    for words in (["--patch"], ["--accept"]):
        assert cli.main(["trace", "uncash", "--page", "close-card.txt", *words]) == 1
        told = capsys.readouterr()
        first, second, *_ = (told.err or told.out).splitlines()
        left = "; the spec has no place for it: write it yourself"
        assert first.endswith(f": field 200 /note is new on the page{left}")
        assert second.endswith(f'/data/card_id: type went from "string" to "number"{left}')


def test_a_patch_comes_with_what_it_is_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (project / "specs/uncash/sources/close-card.txt").read_text("utf-8")
    new = page.replace("card_idstring", "card_idnumber")
    (project / "close-card.txt").write_text(new, "utf-8")

    assert cli.main(["trace", "uncash", "--page", "close-card.txt", "--patch"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("--- a/specs/uncash/openapi.yaml\n")
    assert 'type went from "string" to "number"\nclose-card: 1 fact changed\n' in told.err


def test_a_spec_keeps_its_line_ends(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "specs/uncash"
    spec, entries = folder / "openapi.yaml", folder / "sources.yaml"
    for path in (spec, entries):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = spec.read_bytes()
    page = (folder / "sources/close-card.txt").read_text("utf-8")
    new = page.replace("card_idstring", "card_idnumber")
    (project / "close-card.txt").write_text(new, "utf-8")

    cli.main(["trace", "uncash", "--page", "close-card.txt", "--patch"])
    patch = capsys.readouterr().out
    cli.main(["trace", "uncash", "--page", "close-card.txt", "--accept"])
    accepted = spec.read_bytes()
    spec.write_bytes(before)
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=project, check=True)

    assert spec.read_bytes() == accepted
    assert all(b"\n" not in p.read_bytes().replace(b"\r\n", b"") for p in (spec, entries))
    assert cli.main(["trace", "uncash"]) == 0
