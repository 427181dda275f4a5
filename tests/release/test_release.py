"""A release is right, says why, and is whole or not there at all."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from engross.diff import read_overrides
from engross.errors import EngrossError
from engross.generate import generate_all
from engross.provider import find_providers
from engross.release import release
from engross.scaffold import scaffold

from .conftest import DAY

SPEC = "openapi.yaml"
REQUIRED = ("      required:\n        - id\n", "      required:\n        - id\n        - price\n")
BREAKING = (
    "type: string\n          description: Its id",
    "type: number\n          description: Its id",
)
ADDED = (
    "      required:\n",
    "        name:\n          type: string\n          x-source: get-thing#L20\n      required:\n",
)
WORDS = ("description: Its id", "description: Its own id")
NEWLY_PAGED = "minor: 1 of the operations newly paged; below 1.0 that raises the third number"
PAGED = "pagination: [{kind: link, operations: [things/get]}]\n"
EVERY = 'names: {"#/paths/~1things~1{id}/get/pages": every}\n'


def files() -> dict[str, bytes]:
    """Every file of the project."""
    return {
        str(path): path.read_bytes()
        for path in sorted(Path().rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


# --- What is written ------------------------------------------------------------------------------


def test_a_new_provider_is_released_as_it_is(root):
    spec = Path("specs/acme/openapi.yaml").read_bytes()
    done = release(root, "acme", date(2026, 11, 26))
    (target,) = find_providers(root, ["acme"])
    (outcome,) = generate_all([target], check=True, jobs=1)

    assert done.summary().startswith("acme: first release → 0.1.0 (the version of provider.yaml)\n")
    assert Path("specs/acme/revisions/0.1.0.yaml").read_bytes() == spec
    changelog = Path("generated/acme/CHANGELOG.md").read_text()
    assert "\n\n## [0.1.0] - 2026-11-26\n\n### Added\n\n- First release, generated" in changelog
    assert changelog == Path("specs/acme/CHANGELOG.md").read_text()
    assert outcome.changes is None
    again = release(root, "acme", date(2026, 11, 27))
    assert again.summary() == "acme: nothing changed since 0.1.0"


def test_a_release_raises_the_version_everywhere(released, edit):
    edit(SPEC, *BREAKING)
    edit("provider.yaml", "version: 0.1.0", 'version: "0.1.0"  # ours')
    done = released()

    assert done.summary().startswith(
        "acme: 0.1.0 → 0.2.0"
        " (major: 1 breaking finding; below 1.0 that raises the second number)\n\n"
        "### Changed\n\n- **Breaking:** `client.things.get(...)`, in the answer `id`:"
    )
    assert done.summary().splitlines()[-5:] == [
        "wrote specs/acme/provider.yaml",
        "wrote specs/acme/CHANGELOG.md",
        "wrote specs/acme/revisions/0.2.0.yaml",
        "wrote specs/acme/revisions/0.2.0.lock",
        "acme: wrote generated/acme (2 of 3 files)",
    ]
    assert 'version: "0.2.0"  # ours\n' in Path("specs/acme/provider.yaml").read_text()
    assert 'version: "0.2.0"  # ours\n' in Path("generated/acme/README.md").read_text()
    assert released().summary() == "acme: nothing changed since 0.2.0"


def test_a_dry_run_says_the_same_and_writes_nothing(released, edit):
    edit(SPEC, *BREAKING)
    before = files()
    dry = released(dry_run=True)
    assert files() == before
    done = released()

    assert (dry.version, dry.reason, dry.section) == (done.version, done.reason, done.section)
    assert dry.summary().endswith("\n\ndry run: nothing was written")


@pytest.mark.parametrize(
    ("change", "version", "reason"),
    [
        (WORDS, (1, 0, 1), "patch: 1 annotation finding"),
        (ADDED, (1, 1, 0), "minor: 1 non-breaking finding"),
        (REQUIRED, (1, 1, 0), "minor: 1 non-breaking finding"),
        (BREAKING, (2, 0, 0), "major: 1 breaking finding"),
    ],
)
def test_the_version_follows_from_what_changed(released, edit, change, version, reason):
    edit("provider.yaml", "version: 0.1.0", "version: 1.0.0")
    assert released().version == (1, 0, 0)
    edit(SPEC, *change)
    done = released(dry_run=True)

    assert (done.version, done.reason) == (version, reason)


def test_a_package_that_is_generated_otherwise_is_a_patch(released, edit):
    edit("provider.yaml", 'display_name: "Acme"', "display_name: ACME")
    done = released(dry_run=True)

    assert done.version == (0, 1, 1)
    assert done.reason == "patch: no finding, but 1 file of the package changed"
    assert "Generated anew" in done.section


def test_our_own_names_count_too(released, edit):
    edit("provider.yaml", 'client: "Acme"', "client: Ace")
    done = released(dry_run=True)

    assert done.version == (0, 2, 0)
    assert "the client's class is `Ace`, no longer `Acme`" in done.section


def test_a_choice_that_came_later_counts_as_what_it_was_before(released, edit):
    lock = Path("specs/acme/revisions/0.1.0.lock")
    lock.write_text(lock.read_text().replace('"http": "httpx",', ""))
    edit("provider.yaml", "version:", "http: httpx2\nversion:")
    done = released(dry_run=True)

    assert done.version == (0, 2, 0)
    assert "the client takes and gives what `httpx2` has, no longer `httpx`" in done.section


def test_how_answers_are_read_is_a_choice_of_ours_that_counts(released, edit):
    lock = Path("specs/acme/revisions/0.1.0.lock")
    assert json.loads(lock.read_text())["choices"]["responses"] == "strict"
    edit("provider.yaml", "version:", "responses: lenient\nversion:")
    done = released(dry_run=True)

    assert done.version == (0, 2, 0)
    assert "contradicts the documentation is read as lenient now, no longer strict" in done.section


def test_what_goes_through_pages_is_new_and_then_gone(released, edit):
    answer = '$ref: "#/components/schemas/Thing"'
    listed = "type: array\n                items:\n                  "
    edit(SPEC, answer, listed + answer)
    Path("specs/acme/examples/things.get.success.json").unlink()
    assert released().version == (0, 2, 0)
    edit("provider.yaml", "version:", f"{PAGED}version:")
    new = released()
    edit("provider.yaml", "version:", f"{EVERY}version:")
    renamed = released(dry_run=True)
    edit("provider.yaml", f"{PAGED}{EVERY}", "")
    gone = released(dry_run=True)

    assert (new.version, new.reason) == ((0, 2, 1), NEWLY_PAGED)
    assert "### Added\n\n- `client.things.get_all(...)` goes through all pages." in new.section
    assert renamed.version == gone.version == (0, 3, 0)
    assert "`client.things.get_all(...)` is `client.things.every(...)` now" in renamed.section
    assert "`client.things.get_all(...)` is gone" in gone.section


def test_what_is_newly_paged_has_the_name_that_is_chosen_with_it(released, edit):
    answer = '$ref: "#/components/schemas/Thing"'
    edit(SPEC, answer, f"type: array\n                items:\n                  {answer}")
    Path("specs/acme/examples/things.get.success.json").unlink()
    released()
    edit("provider.yaml", "version:", f"{PAGED}{EVERY}version:")
    done = released(dry_run=True)

    assert done.version == (0, 2, 1)
    assert "### Added\n\n- `client.things.every(...)` goes through all pages." in done.section


@pytest.mark.parametrize(
    ("field", "name", "version"), [("name", "label", (0, 1, 1)), ("price", "costs", (0, 2, 0))]
)
def test_a_name_that_is_chosen_for_what_is_new_renames_nothing(
    released, edit, field, name, version
):
    edit(SPEC, *ADDED)
    chosen = f"names:\n  /components/schemas/Thing/properties/{field}: {name}\nversion:"
    edit("provider.yaml", "version:", chosen)
    done = released(dry_run=True)

    assert done.version == version
    assert (f"is `{name}` now" in done.section) == (field == "price")


def test_an_operation_that_is_skipped_is_gone(released, edit):
    edit("provider.yaml", "version:", "skip:\n  things/get: not ours\nversion:")
    Path("specs/acme/examples/things.get.success.json").unlink()
    done = released(dry_run=True)

    assert done.version == (0, 2, 0)
    assert "`client.things.get(...)`: the operation was removed" in done.section


def test_a_later_version_may_be_chosen(released, edit):
    edit("provider.yaml", "version: 0.1.0", "version: 1.0.0")
    done = released()

    assert done.version == (1, 0, 0)
    assert done.reason == "nothing changed; provider.yaml says so"


def test_what_a_project_decided_about_findings_counts(released, edit):
    edit(SPEC, *BREAKING)
    Path("decided.yaml").write_text("- id: type-changed\n  level: annotation\n  reason: digits\n")
    done = released(overrides=read_overrides(Path("decided.yaml"), DAY), dry_run=True)
    assert done.version == (0, 1, 1)

    Path("decided.yaml").write_text("- id: type-changed\n  ignore: true\n  reason: digits\n")
    edit(SPEC, 'version: "1"', "version: 1.0.0")
    done = released(overrides=read_overrides(Path("decided.yaml"), DAY), dry_run=True)
    assert done.reason == "patch: 1 annotation finding"


def test_what_stands_in_the_changelog_stays(released, edit):
    path = Path("specs/acme/CHANGELOG.md")
    path.write_text(path.read_text().replace("- First release", "- Hello"))
    edit("CHANGELOG.md", "## [0.1.0]", "## [Unreleased]\n\n### Fixed\n\n- By hand.\n\n## [0.1.0]")
    edit(SPEC, *ADDED)
    released()

    text = path.read_text()
    assert "Unreleased" not in text
    assert text.index("### Fixed\n\n- By hand.\n") < text.index("- Hello, generated")


def test_a_spec_of_several_files_is_frozen_whole(released, edit):
    Path("specs/acme/parts").mkdir()
    Path("specs/acme/parts/id.yaml").write_text("type: string\n")
    edit(SPEC, "type: string\n          description: Its id\n", "$ref: parts/id.yaml\n")
    released()

    assert Path("specs/acme/revisions/0.1.1/parts/id.yaml").read_text() == "type: string\n"
    Path("specs/acme/parts/id.yaml").write_text("type: number\n")
    assert released(dry_run=True).version == (0, 2, 0)


def test_a_revision_made_by_hand_will_do(root):
    folder = Path("specs/acme/revisions")
    folder.mkdir()
    (folder / "0.1.0.yaml").write_bytes(Path("specs/acme/openapi.yaml").read_bytes())
    (folder / "0.0.9.yaml").write_text("no matter")

    assert release(root, "acme", date.today()).summary() == "acme: nothing changed since 0.1.0"


def test_settings_without_a_version_get_one(released, edit):
    edit("provider.yaml", "version: 0.1.0\n", "")
    edit(SPEC, *WORDS)
    released()

    text = Path("specs/acme/provider.yaml").read_text()
    assert text.endswith('package: "acme"\nversion: 0.1.1\n')


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            SPEC,
            "operationId: things/get",
            "operationId: get",
            r"openapi.yaml:\d+:\d+: error:.*\[op",
        ),
        (SPEC, "openapi: 3.1.0", "openapi: [", r"openapi.yaml:\d+:\d+: error: this is not YAML"),
        (SPEC, 'version: "1"', 'version: "0"', r"from '1' to '0', which is backwards"),
        (SPEC, 'version: "1"', 'version: "2"', r"from '1' to '2', but nothing else changed"),
        (
            "provider.yaml",
            "0.1.0",
            "0.0.9",
            r"provider.yaml:6:10: error: version is 0.0.9, but 0.1",
        ),
        (
            "provider.yaml",
            "0.1.0",
            "1.0rc1",
            r"provider.yaml:6:10: error: version is '1.0rc1': a r",
        ),
        ("provider.yaml", "version", "verison", r"provider.yaml:6:1: error: 'verison' is not one"),
        ("revisions/0.1.0.yaml", "Its id", "An id", r"0.1.0.yaml is not what was released: rest"),
        ("revisions/0.1.0.lock", "{", "[", r"0.1.0.lock: this is not what 'engross release' wrote"),
        ("revisions/0.1.0.lock", "client", "cl", r"0.1.0.lock: this is not what 'engross release'"),
        ("CHANGELOG.md", "First", "\udcff", r"CHANGELOG.md: error: byte \d+ is not UTF-8"),
    ],
)
def test_what_cannot_be_used_changes_nothing(released, file, old, new, message):
    path = Path("specs/acme", file)
    text = path.read_bytes().replace(old.encode(), os.fsencode(new))
    path.write_bytes(text)
    before = files()

    with pytest.raises(EngrossError, match=message):
        released()

    assert files() == before


@pytest.mark.parametrize(
    ("old", "new"), [("openapi: 3.1.0", "openapi: ["), ("schemas/Thing", "schemas/No")]
)
def test_what_is_wrong_with_a_revision_is_told_with_its_place(released, edit, old, new):
    Path("specs/acme/revisions/0.1.0.lock").unlink()
    edit("revisions/0.1.0.yaml", old, new)

    with pytest.raises(EngrossError, match=r"revisions/0\.1\.0\.yaml:\d+:\d+: error: "):
        released()


def test_a_revision_that_is_named_no_version_is_told(released):
    Path("specs/acme/revisions/next.yaml").write_text("")

    with pytest.raises(EngrossError, match=r"next\.yaml: 'next' is no version such as 0\.1\.0"):
        released()


def test_an_api_version_may_not_promise_less_than_is_true(released, edit):
    edit(SPEC, 'version: "1"', "version: 1.0.0")
    edit(SPEC, *WORDS)
    released()
    edit(
        SPEC,
        "type: string\n          description: Its own",
        "type: number\n          description: Its",
    )
    edit(SPEC, "version: 1.0.0", "version: 1.0.1")
    message = (
        r"openapi\.yaml:6:3: error: info\.version went from '1\.0\.0' to '1\.0\.1', but there is"
        r" more to it \(major: 1 breaking finding\).*'1\.0\.0' still, or 2\.0\.0 or more"
    )

    with pytest.raises(EngrossError, match=message):
        released()
    edit(SPEC, "version: 1.0.1", "version: 2.0.0")
    assert released(dry_run=True).version == (0, 2, 0)


def test_a_version_may_not_be_less_than_follows(released, edit):
    edit(SPEC, *BREAKING)
    edit("provider.yaml", "version: 0.1.0", "version: 0.1.1")

    with pytest.raises(
        EngrossError, match=r"version is 0\.1\.1.*write 0\.1\.0 .*, or 0\.2\.0 or m"
    ):
        released()


def test_a_version_within_a_line_of_others_is_not_guessed_at(released, edit):
    Path("specs/acme/provider.yaml").write_text("{version: 0.1.0, client: Acme}\n")
    edit(SPEC, *WORDS)

    with pytest.raises(EngrossError, match="on a line of their own"):
        released()


def test_what_is_not_committed_is_named(released, edit):
    def git(*words: str) -> None:
        author = ("-c", "user.name=a", "-c", "user.email=a@b.invalid")
        subprocess.run(["git", *author, *words], check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "--message", "all")
    Path("other").write_text("no matter")
    edit(SPEC, *ADDED)
    Path("generated/acme/mine").write_text("")
    before = files()

    with pytest.raises(EngrossError) as raised:
        released()
    assert str(raised.value).splitlines() == [
        "specs/acme/openapi.yaml: error: not committed",
        "generated/acme/mine: error: not committed",
        "error: commit or undo these first: a release is made of commits",
    ]
    assert files() == before
    assert released(dry_run=True).version == (0, 1, 1)
    git("add", ".")
    git("commit", "--message", "more")
    assert released().version == (0, 1, 1)


# --- Whole or not at all --------------------------------------------------------------------------


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize(
    ("owner", "name"),
    [(Path, "mkdir"), (Path, "write_bytes"), (os, "fsync"), (Path, "replace")],
)
def test_a_release_that_fails_anywhere_leaves_all_as_it_was(
    released, edit, monkeypatch, owner, name, error
):
    """Let the first, second, third ... call fail; some of them matter to nobody."""
    edit(SPEC, *BREAKING)
    shutil.copytree(".", "../before")
    before, real = files(), getattr(owner, name)
    harmed = 0
    for step in itertools.count():
        calls = itertools.count()

        def failing(*words, step=step, calls=calls, **options):
            if next(calls) == step:
                raise error
            return real(*words, **options)

        with monkeypatch.context() as patch:
            patch.setattr(owner, name, failing)
            with contextlib.suppress(EngrossError, OSError, KeyboardInterrupt):
                released()
        assert not list(Path().rglob(".engross"))
        if files() == before:
            harmed += 1
            continue
        assert released().summary() == "acme: nothing changed since 0.2.0"
        assert "version: 0.2.0\n" in Path("specs/acme/provider.yaml").read_text()
        assert "version: 0.2.0\n" in Path("generated/acme/README.md").read_text()
        if next(calls) <= step:
            break
        shutil.rmtree("specs")
        shutil.rmtree("generated")
        shutil.copytree("../before", ".", dirs_exist_ok=True)
    assert harmed > 1


def test_a_run_that_was_killed_is_completed_by_the_next(released, edit):
    """All was moved but the frozen document, which goes last."""
    edit(SPEC, *BREAKING)
    released()
    whole = files()
    for path in Path("specs/acme/revisions").glob("0.2.0.*"):
        path.unlink()
    assert released().version == (0, 2, 0)

    assert files() == whole


def test_two_runs_at_once_make_one_release(released, edit):
    edit(SPEC, *BREAKING)
    summaries = []
    threads = [
        threading.Thread(target=lambda: summaries.append(released().summary())) for _ in "12"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(summaries)[1] == "acme: nothing changed since 0.2.0"
    assert sorted(summaries)[0].startswith("acme: 0.1.0 → 0.2.0")


# --- The command ----------------------------------------------------------------------------------


def command(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "engross.cli", *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def at_work(running: subprocess.Popen[str]) -> bool:
    """Wait until a command keeps the first of what it makes: it began, and has yet to write."""
    while running.poll() is None:
        if any(Path(os.environ["XDG_CACHE_HOME"]).rglob("*")):
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("release", "nosuch"), "error: 'nosuch' is no provider (known: acme)\n"),
        (("diff", "nosuch"), "error: 'nosuch' is no provider (known: acme)\n"),
        (("diff", "acme"), "error: nothing of 'acme' was released: 'engross release acme' makes"),
        (("diff", "specs/acme/openapi.yaml"), "is one document: name the one to compare it with"),
    ],
)
def test_words_that_mean_nothing_are_2(root, words, message):
    assert root.exists()
    running = command(*words)
    out, err = running.communicate()

    assert (running.returncode, out) == (2, "")
    assert message in err


def test_a_provider_alone_is_compared_with_its_last_release(released, edit):
    edit(SPEC, *BREAKING)
    released()
    edit(SPEC, *ADDED)
    running = command("diff", "acme", "--format", "json")
    out, _ = running.communicate()
    report = json.loads(out)

    assert report["base"]["name"] == "acme@0.2.0"
    assert [finding["id"] for finding in report["findings"]] == ["property-added"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_release_leaves_nothing(root, number):
    before = files()
    running = command("release", "acme")
    assert at_work(running)
    running.send_signal(number)
    out, err = running.communicate(timeout=60)

    assert out == ""
    assert err == "interrupted: each package is as it was, or complete\n"
    assert root.exists()
    assert {path: data for path, data in files().items() if path in before} == before
    assert not Path("generated").exists()
    scaffold(root, "other")
