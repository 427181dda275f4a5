"""The command as a user meets it: words in, text and exit code out."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from engross import cli

MINIMAL = """\
openapi: 3.1.0
info:
  title: Minimal
  version: "1"
paths: {}
components:
  schemas:
    Thing:
      type: object
"""


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty project to stand in, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def engross(capsys):
    """Run a command and give exit code, stdout and stderr."""

    def run(*words):
        try:
            code = cli.main(words)
        except SystemExit as end:
            code = end.code
        return (code, *capsys.readouterr())

    return run


def process(*words, **options):
    """Run a command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "engross.cli", *words]
    return subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE, **options)


def at_work(running):
    """Wait until a command keeps the first of what it makes: it began, and has yet to write."""
    while running.poll() is None:
        if any(Path(os.environ["XDG_CACHE_HOME"]).rglob("*")):
            return True
        time.sleep(0.01)
    return False


# --- Words --------------------------------------------------------------------------------------


def test_help_names_every_command_and_exit_code(engross):
    code, out, _ = engross("--help")

    assert code == 0
    assert all(word in out for word in ("generate", "release", "diff", "check", "exit codes: 0"))


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nosuch",),
        ("new",),
        ("generate", "--jobs", "0"),
        ("generate", "--jobs", "x"),
        ("show",),
        ("check", "--fix"),
    ],
)
def test_words_that_mean_nothing_are_2(engross, words):
    code, out, err = engross(*words)

    assert (code, out) == (2, "")
    assert err.startswith("usage: engross")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("generate",), "there is no provider in specs"),
        (("generate", "nosuch"), "'nosuch' is neither a provider (known: none yet: run it in the"),
        (("generate", "a", "b", "--package", "x"), "--package goes with exactly one TARGET"),
        (("check", "nosuch"), "'nosuch' is no provider (known: none yet: run it in the folder"),
        (("show", "nosuch"), "'nosuch' is neither a provider"),
        (("new", "../x"), "'../x' will not do as a provider's name"),
    ],
)
def test_input_that_cannot_be_used_is_2(engross, words, message):
    code, out, err = engross(*words)

    assert (code, out) == (2, "")
    assert message in err
    assert list(Path().iterdir()) == []


# --- Commands -----------------------------------------------------------------------------------


def test_from_a_new_provider_to_a_checked_package(engross):
    code, out, err = engross("new", "acme")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "next: fill in the spec, then run 'engross generate acme'"

    code, out, err = engross("check")
    assert (code, err) == (1, "")
    assert "acme: not generated yet" in out

    code, out, err = engross("trace", "acme")
    assert (code, err) == (0, "")
    assert out.startswith("acme: 7 of 7 facts of 1 page")

    code, out, err = engross("generate", "acme")
    assert (code, err) == (0, "")
    assert out.startswith("acme: wrote generated/acme (")

    for words in (("check", "acme"), ("generate", "--check"), ("generate", "--jobs", "2")):
        code, out, err = engross(*words)
        assert (code, err) == (0, "")
        assert out.startswith("acme: up to date (")

    assert engross("new", "acme")[0] == 2

    Path("generated/acme/README.md").write_text("mine")
    code, out, _ = engross("generate", "--check")
    assert (code, out) == (1, "acme: 1 file differs\n  edited by hand: README.md\n")

    spec = Path("specs/acme/openapi.yaml")
    spec.write_text(spec.read_text().replace("          x-source: get-thing#L13\n", ""))
    code, out, _ = engross("check")
    assert code == 1
    assert "[source-missing]" in out

    spec.write_text("openapi: 3.1.0\ninfo: 5\n")
    code, out, _ = engross("check")
    assert code == 2
    assert "expected a mapping" in out
    code, out, err = engross("generate")
    assert (code, out) == (2, "")
    assert "specs/acme/openapi.yaml:2:7: error: expected a mapping" in err


def test_warnings_are_told_once_and_stop_nothing(engross):
    Path("other.yaml").write_text(MINIMAL.replace('"1"', "1.0"))
    code, out, err = engross("generate", "other.yaml", "--output", "there")

    assert code == 0
    assert out.startswith("other.yaml: wrote there (")
    assert err.count("warning: expected text, found a number 1.0") == len(err.splitlines()) == 1


def test_what_a_document_has_many_of_is_told_once(engross):
    paths = "".join(f"  /{word}: {{get: {{tags: [{word}]}}}}\n" for word in ("a", "b", "no"))
    more = "".join(f"    {word}: {{type: word}}\n" for word in ("n", "on"))
    text = MINIMAL.replace("paths: {}", f"paths:\n{paths}") + more
    Path("other.yaml").write_text(text)
    code, _, err = engross("generate", "other.yaml", "--output", "there")

    places = [line.partition(": warning: ")[0] for line in err.splitlines()]
    assert code == 0
    assert places == ["other.yaml:6:8", "other.yaml:8:22", "other.yaml:14:15", "other.yaml:15:16"]
    missing, unclear, *types = err.splitlines()
    assert missing.endswith("(#/paths/~1a/get), and 2 more like it")
    assert unclear.endswith("(#/paths/~1no/get/tags/0), and 2 more like it")
    assert all("'word' is no type" in line and "more" not in line for line in types)


def test_what_only_the_plan_sees_is_told_once_too(engross):
    nested = "schema: {type: array, items: {type: object}}"
    told = ", ".join(f"{{name: {name}, in: query, {nested}}}" for name in "abc")
    paths = f"  /x: {{get: {{operationId: x, parameters: [{told}], responses: {{}}}}}}\n"
    Path("other.yaml").write_text(MINIMAL.replace("paths: {}", f"paths:\n{paths}"))
    _, _, err = engross("generate", "other.yaml", "--output", "there")

    [line] = [line for line in err.splitlines() if "is a list of objects" in line]
    assert line.endswith("(#/paths/~1x/get/parameters/0), and 2 more like it")


def test_show_prints_json(engross):
    Path("other.yaml").write_text(MINIMAL)
    code, out, err = engross("show", "other.yaml")

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "pointer": "#",
        "title": "Minimal",
        "version": "1",
        "schemas": {
            "#/components/schemas/Thing": {
                "pointer": "#/components/schemas/Thing",
                "type": ["object"],
            }
        },
    }


def test_show_of_what_cannot_be_read(engross):
    Path("other.yaml").write_text("a: [")
    code, out, err = engross("show", "other.yaml")

    assert (code, out) == (2, "")
    assert err.startswith("other.yaml:2:1: error: this is not YAML")


# --- Streams and signals ------------------------------------------------------------------------


def test_a_reader_that_goes_away_sees_no_traceback():
    text = MINIMAL + "".join(f"    A{number}:\n      type: object\n" for number in range(5_000))
    Path("other.yaml").write_text(text)
    running = process("show", "other.yaml", stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    running.stdout.close()
    error = running.stderr.read()

    assert (running.wait(), error) == (cli.UNREAD, "")
    running.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_behind_the_output_sees_no_traceback():
    Path("other.yaml").write_text(MINIMAL)
    with Path("/dev/full").open("w") as full:
        running = process("show", "other.yaml", stdout=full)
        _, error = running.communicate()

    assert (running.returncode, error) == (2, "error: No space left on device\n")


def test_a_name_that_is_no_text_can_be_printed(monkeypatch):
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stdout)
    Path("支付.yaml").write_text(MINIMAL)
    code = cli.main(["generate", "支付.yaml", "--output", "\udcff"])

    assert code == 0
    assert b"\\u652f\\u4ed8.yaml: wrote \\udcff (" in stdout.buffer.getvalue()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_says_so_and_leaves_no_half(number):
    """The lock of the output holds the run just before it would write."""
    from engross.write import locked

    Path("other.yaml").write_text(MINIMAL)
    with locked(Path("there")):
        running = process("generate", "other.yaml", "--output", "there", stdout=subprocess.PIPE)
        assert at_work(running)
        running.send_signal(number)
        out, error = running.communicate(timeout=60)

    assert (out, error) == ("", "interrupted: each package is as it was, or complete\n")
    assert running.returncode in (cli.INTERRUPTED, -signal.SIGINT)
    assert not Path("there").exists()


def test_an_interrupt_is_no_defect_whatever_wraps_it(engross, monkeypatch):
    """Python 3.11 makes a RuntimeError of one that comes while a class names its members."""

    class Interrupting:
        def __set_name__(self, owner, name):
            raise KeyboardInterrupt

    def broken(*_words, **_options):
        type("Named", (), {"member": Interrupting()})

    monkeypatch.setattr("engross.provider.find_targets", broken)

    assert engross("generate") == (
        cli.INTERRUPTED, "", "interrupted: each package is as it was, or complete\n",
    )  # fmt: skip


def test_an_interrupt_during_the_first_imports_is_no_traceback():
    code = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'engross.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from engross.__main__ import main\n"
        "sys.exit(main())\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (cli.INTERRUPTED, b"")


def test_a_defect_of_ours_is_told_without_a_traceback(engross, monkeypatch):
    def broken(*_words, **_options):
        raise KeyError("x")

    monkeypatch.setattr("engross.provider.find_targets", broken)
    code, _, err = engross("generate")

    assert code == 2
    assert (
        err
        == "engross: error: engross failed, which is a defect of engross: KeyError: 'x'"
        + (err[err.index(" (cli.py:") :])
    )


# --- Documents with parts that cannot be read ----------------------------------------------------

PARTLY = """\
openapi: 3.1.0
info: {title: Partly, version: "1"}
paths:
  /a: {get: {operationId: getA, responses: {"200": {$ref: "#/components/responses/Nope"}}}}
  /b: {get: oops}
"""


def test_parts_that_cannot_be_read_stop_everything_or_are_left_out_by_name(engross):
    Path("partly.yaml").write_text(PARTLY)
    place = ("partly.yaml", "--output", "out")
    code, _, told = engross("generate", *place)
    assert (code, told.count(" error: "), Path("out").exists()) == (2, 2, False)

    code, said, told = engross("generate", *place, "--keep-going")
    assert code == 1
    assert said.splitlines()[-1] == "partly.yaml: 2 parts were left out, see above"
    assert "partly.yaml:5:13: left out: GET /b: expected a mapping, found text 'oops'" in told
    assert "left out: GET /a: $ref '#/components/responses/Nope' leads nowhere" in told
    assert "def get_a" in Path("out/src/partly/resources/a.py").read_text()
    assert list(json.loads(Path("out/engross.lock").read_text())["left_out"]) == [
        "#/paths/~1a/get/responses/200/$ref",
        "#/paths/~1b/get",
    ]
    assert engross("generate", *place, "--keep-going", "--check")[0] == 1


@pytest.mark.parametrize("flag", ["--keep-going", "--allow-remote-refs"])
def test_a_spec_of_ours_is_whole_and_asks_nobody(engross, flag):
    engross("new", "acme")
    code, _, told = engross("generate", flag)
    assert code == 2
    assert "are for documents outside of specs/" in told
