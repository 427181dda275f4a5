"""What is no document, or only most of one: a clear message, the rest compared, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engross.cli import main

ANSWER = {"200": {"description": ""}}
TEXT = {"type": "string"}
HEAD = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


def parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": TEXT}


def document(**operation: Any) -> dict[str, Any]:
    return {**HEAD, "paths": {"/it": {"get": {"responses": ANSWER, **operation}}}}


def git(*words: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@a", *words], check=True)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("base.json").write_text(json.dumps(document(parameters=[parameter("a")])))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Compare `base.json` with a document or a word; give the exit code, findings and stderr."""

    def compared(revision: Any, base: str = "base.json") -> tuple[int, list[Any], str]:
        word = "revision.json"
        if isinstance(revision, str):
            word = revision
        else:
            Path(word).write_text(json.dumps(revision))
        code = main(["diff", base, word, "--format", "json"])
        told = capsys.readouterr()
        return code, json.loads(told.out)["findings"] if told.out else [], told.err

    return compared


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no.yaml", None, "error: 'no.yaml' is no file; name one, or write GITREF:path"),
        ("folder", "", "folder: error: cannot be read: it is a directory"),
        ("empty.yaml", b"", "empty.yaml:1:1: error: expected an OpenAPI document (a mapping)"),
        ("list.json", b"[1]", "list.json:1:1: error: expected an OpenAPI document (a mapping)"),
        ("other.yaml", b"a: 1\n", "other.yaml:1:1: error: this is no OpenAPI document: write"),
        ("old.yaml", b"openapi: '1'\n", "old.yaml:1:10: error: the version '1' is not known"),
        ("bad.json", b'{"a": 1,\n "b" }', "bad.json:2:6: error: this is not JSON: "),
        ("bad.yaml", b"a: [\n", "bad.yaml:2:1: error: "),
        ("bytes.yaml", b"a: \xff", "bytes.yaml:1:4: error: byte 0xff is not UTF-8"),
        ("HEAD:base.json", None, "error: 'HEAD:base.json': git: not a git repository"),
    ],
)
def test_a_side_that_cannot_be_read_is_named(
    run: Run, name: str, content: bytes | str | None, message: str
) -> None:
    if isinstance(content, bytes):
        Path(name).write_bytes(content)
    elif content is not None:
        Path(name).mkdir()

    code, _, error = run(name)

    assert code == 2
    assert error.startswith(message)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("nowhere:base.json", "git: there is no such revision"),
        ("HEAD:no.json", "there is no file 'no.json' in 'HEAD'"),
        ("HEAD:no/no.json", "there is no file 'no/no.json' in 'HEAD'"),
        ("shop@2", "there is no specs/shop/revisions/2.yaml (known: 1.0.0)"),
        (
            "shop@../../../base",
            "there is no specs/shop/revisions/../../../base.yaml (known: 1.0.0)",
        ),
    ],
)
def test_a_revision_that_is_not_there_is_named(run: Run, word: str, message: str) -> None:
    revisions = Path("specs/shop/revisions")
    revisions.mkdir(parents=True)
    (revisions / "1.0.0.yaml").write_bytes(Path("base.json").read_bytes())
    git("init", "--quiet")
    git("add", "base.json")
    git("commit", "--quiet", "--message", "one")

    code, _, error = run(word)

    assert (code, error.startswith(f"error: {word!r}: {message}")) == (2, True), error
    assert run("shop@1.0.0")[:2] == (0, [])


def test_a_document_of_git_brings_the_files_it_refers_to(run: Run) -> None:
    def write(limit: int) -> None:
        for name, content in {
            "api/openapi.json": document(parameters=[{"$ref": "parts/q.json#/q"}]),
            "api/parts/q.json": {"q": {**parameter("q"), "schema": {"$ref": "deep/s.json"}}},
            "api/parts/deep/s.json": {"type": "string", "maxLength": limit},
            "api/up.json": document(parameters=[{"$ref": "../base.json#/info"}]),
        }.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(json.dumps(content))

    git("init", "--quiet")
    write(5)
    git("add", "api")
    git("commit", "--quiet", "--message", "one")
    write(3)

    code, findings, error = run("api/openapi.json", base="HEAD:api/openapi.json")
    above = run("api/up.json", base="HEAD:api/up.json")

    assert (code, error) == (0, "")
    assert [finding["id"] for finding in findings] == ["max-length-decreased"]
    assert findings[0]["base"]["file"] == "HEAD:api/parts/deep/s.json"
    assert [finding["id"] for finding in above[1]] == ["part-not-compared"]
    assert "folder: copy what it names into it (#/paths/~1it/get/parameters/0/$ref)" in above[2]


def test_a_path_of_git_begins_where_the_command_runs(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("inner").mkdir()
    Path("inner/base.json").write_text(json.dumps(document(summary="inner")))
    git("init", "--quiet")
    git("add", "base.json", "inner")
    git("commit", "--quiet", "--message", "one")
    monkeypatch.chdir("inner")

    assert run("HEAD:base.json")[:2] == (0, [])
    assert run("../base.json", base="HEAD:../base.json")[:2] == (0, [])
    assert len(run("base.json", base="HEAD:../base.json")[1]) == 2


NOWHERE = {"$ref": "#/components/nowhere"}
BODY = {"content": {"application/json": {"schema": {"properties": {"a": TEXT, "b": TEXT}}}}}
BAD = {"content": {"application/json": {"schema": {"properties": {"a": NOWHERE, "c": TEXT}}}}}
PARTS: dict[str, tuple[Any, Any]] = {
    "parameters": ([parameter("a"), parameter("b")], [NOWHERE, parameter("b")]),
    "requestBody": (BODY, NOWHERE),
    "requestBody ": (BODY, BAD),
    "responses": ({**ANSWER, "404": ANSWER["200"]}, {**ANSWER, "404": NOWHERE}),
    "responses ": (
        {"200": {"description": "", "headers": {"A": {"schema": TEXT}}}},
        {"200": {"description": "", "headers": {"A": NOWHERE}}},
    ),
    "callbacks": ({"done": {"{$url}": {"post": {"responses": ANSWER}}}}, {"done": NOWHERE}),
}


@pytest.mark.parametrize("field", PARTS)
def test_what_a_bad_reference_leads_to_is_not_compared_and_the_rest_is(
    run: Run, field: str
) -> None:
    whole, broken = ({field.strip(): part, "summary": n} for n, part in enumerate(PARTS[field]))
    Path("base.json").write_text(json.dumps(document(**whole)))

    code, findings, error = run(document(**broken))
    rules = sorted(finding["id"] for finding in findings)

    members = ["property-added", "property-removed"] if broken.get("requestBody") is BAD else []
    assert (code, rules) == (0, ["api-summary-changed", "part-not-compared", *members])
    levels = {finding["id"]: finding["level"] for finding in findings}
    assert levels["part-not-compared"] == "potentially-breaking"
    assert error.startswith("revision.json:1:")
    assert (
        "$ref '#/components/nowhere' leads nowhere: there is no such node (#/paths/~1it/" in error
    )


def test_how_a_file_is_written_is_no_change(run: Run) -> None:
    lines = json.dumps(document(parameters=[parameter("a")]), indent=1)
    Path("crlf.json").write_bytes(lines.replace("\n", "\r\n").encode())
    Path("bom.json").write_bytes(b"\xef\xbb\xbf" + lines.encode())
    Path("json.yaml").write_text(lines)
    Path("wide.yaml").write_bytes(b"\xff\xfe" + lines.encode("utf-16-le"))

    for name in ("crlf.json", "bom.json", "json.yaml", "wide.yaml"):
        assert run(name) == (0, [], "")


def test_a_document_whose_schemas_go_in_circles_is_compared(run: Run) -> None:
    def circle(limit: int) -> dict[str, Any]:
        a, b = ({"$ref": f"#/components/schemas/{name}"} for name in "AB")
        schemas = {
            "A": {"properties": {"b": b, "all": {"type": "array", "items": a}}},
            "B": {"anyOf": [a, {"type": "string", "maxLength": limit}]},
            "C": {"allOf": [{"$ref": "#/components/schemas/C"}]},
        }
        media = {"application/json": {"schema": {"allOf": [a, b]}}}
        whole = document(requestBody={"content": media})
        return {**whole, "components": {"schemas": schemas}}

    Path("base.json").write_text(json.dumps(circle(5)))
    code, findings, error = run(circle(3))

    assert code == 0
    assert {finding["id"] for finding in findings} == {"max-length-decreased"}
    assert error == ""


def test_a_reader_that_goes_away_is_no_failure() -> None:
    many = {f"/{n}": {"get": {"responses": ANSWER}} for n in range(2000)}
    Path("many.json").write_text(json.dumps({**HEAD, "paths": many}))
    command = [sys.executable, "-m", "engross", "diff", "base.json", "many.json"]
    path = os.pathsep.join(sys.path)

    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""

    assert process.returncode == 141


def test_two_runs_at_once_do_not_meet() -> None:
    git("init", "--quiet")
    git("add", "base.json")
    git("commit", "--quiet", "--message", "one")
    command = [sys.executable, "-m", "engross", "diff", "HEAD:base.json", "HEAD:base.json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
        for _ in range(2)
    ]

    for process in runs:
        assert process.communicate()[0].startswith("no difference")
        assert process.returncode == 0
