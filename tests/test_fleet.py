"""Many targets at once, built in processes of this machine or on a cluster."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from engross import cli, fleet
from engross.provider import find_targets

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SMALL = 300_000
"""Bytes: larger documents take longer and show nothing else."""
DOCUMENT = """\
openapi: 3.1.0
info: {{title: {0}, version: "1"}}
paths:
  /{0}: {{get: {{operationId: read, responses: {{"204": {{description: ok}}}}}}}}
"""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A cluster of two workers on this machine, each a process."""
    from distributed import LocalCluster

    # The workers are processes of their own, which find engross as this one does.
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(Path(cli.__file__).parents[1])
    with LocalCluster(
        n_workers=2, threads_per_worker=2, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(name="folder")
def folder_of_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.yaml").write_text(DOCUMENT.format(name), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("openapi: 3.1.0\ninfo: 7\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("where", ["processes", "cluster"])
def test_what_is_built_elsewhere_is_the_same_and_a_failure_stops_no_other(
    folder: Path, where: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("one.yaml", "bad.yaml", "two.yaml", "three.yaml")
    elsewhere = ("--jobs", "2")
    if where == "cluster":
        elsewhere = ("--dask", request.getfixturevalue("scheduler"))
    assert cli.main(["generate", *words, "--output", "here"]) == cli.UNUSABLE
    here = capsys.readouterr()
    assert cli.main(["generate", *words, "--output", "there", *elsewhere]) == cli.UNUSABLE
    there = capsys.readouterr()

    assert there.out.replace("there", "here") == here.out
    assert there.err == here.err
    assert "bad.yaml:2:7: error" in there.err
    assert there.out.splitlines()[-1] == "4 targets: 3 whole, 1 failed"
    assert {path.name for path in (folder / "there").iterdir()} == {"one", "two", "three"}
    assert tree(folder / "there") == tree(folder / "here")


def test_a_document_that_is_not_there_fails_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("one.yaml", "nosuch.yaml", ".", "two.yaml")

    assert cli.main(["generate", *words, "--output", "here"]) == cli.UNUSABLE

    told = capsys.readouterr()
    assert told.out.count(": wrote ") == 2
    assert told.err.splitlines() == [
        "nosuch.yaml: error: cannot be read: No such file or directory",
        ".: error: cannot be read: it is a directory",
    ]
    assert {path.name for path in (folder / "here").iterdir()} == {"one", "two"}


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"there is no {CORPUS}")
def test_the_public_documents_are_generated_on_a_cluster(
    scheduler: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = [
        path
        for path in sorted((CORPUS / "specs").iterdir())
        if path.stat().st_size < SMALL and path.name != "external-shared.json"
    ]
    words = ["generate", *map(str, documents), "--output", str(tmp_path / "packages")]

    assert cli.main([*words, "--dask", scheduler]) == cli.FINE

    assert capsys.readouterr().out.count(": wrote ") == len(documents) > 10
    for document in documents:
        assert (tmp_path / "packages" / document.stem / "engross.lock").is_file()


def test_two_documents_do_not_share_a_folder_and_do_not_stop_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "one.json").write_text("{}", encoding="utf-8")
    (folder / "deep").mkdir()
    (folder / "deep" / "three.yaml").write_text((folder / "one.yaml").read_text())
    words = ["one.yaml", "one.json", "deep/three.yaml"]

    assert cli.main(["generate", *words, "--output", "out"]) == cli.UNUSABLE
    out, err = capsys.readouterr()
    assert out.startswith(f"deep/three.yaml: wrote {Path('out/three')} (")
    assert out.endswith("3 targets: 1 whole, 2 failed\n")
    assert [path.name for path in Path("out").iterdir()] == ["three"]
    for one, other in (("yaml", "json"), ("json", "yaml")):
        told = f"one.{one}: error: 'one.{other}' would go to the same folder: generate them one"
        assert told in err


@pytest.mark.parametrize(
    ("documents", "folders"),
    [
        (["a/shop.yaml", "b/shop.yaml", "b/till.yaml"], ["a-shop", "b-shop", "till"]),
        (["x/a/openapi.yaml", "y/a/swagger.json", "b/api.json"], ["x-a", "y-a", "b"]),
        (["a/shop.yaml", "b/Shop.yaml"], ["a-shop", "b-Shop"]),
        (["a/shop.yaml", "b/shop.yaml", "a-shop.yaml"], ["", "b-shop", "a-shop"]),
        (["a/shop.yaml", "a/shop.json", "c/till.yaml"], ["", "", "till"]),
        (["acme", "a/acme.yaml"], ["acme", "a-acme"]),
    ],
)
def test_documents_that_are_called_the_same_are_told_apart_by_their_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: list[str], folders: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("specs/acme/openapi.yaml", *documents):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    targets = find_targets(Path(), documents, output=Path("out"))

    assert [target.output.name for target in targets if not target.rival] == list(
        filter(None, folders)
    )
    assert [not target.rival for target in targets] == list(map(bool, folders))


def test_a_document_called_as_most_are_is_told_by_its_folder(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    for name in ("shop/openapi.yaml", "shop/other.yaml"):
        (tmp_path / name).touch()
    words = [str(tmp_path / name) for name in ("shop/openapi.yaml", "shop/other.yaml")]
    targets = find_targets(tmp_path, words, output=Path("out"))

    assert [target.output for target in targets] == [Path("out/shop"), Path("out/other")]


@pytest.mark.usefixtures("folder")
def test_a_cluster_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fleet, "ANSWER", 0.5)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    words = ["generate", "one.yaml", "--output", "out", "--dask"]

    assert cli.main([*words, address]) == cli.UNUSABLE
    assert f"no Dask scheduler answers at '{address}'" in capsys.readouterr().err
    assert not Path("out").exists()

    assert cli.main([*words, "nonsense://x"]) == cli.UNUSABLE
    assert "'nonsense://x' is no address of a scheduler: write tcp" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_cluster_without_workers_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(fleet, "ANSWER", 0.5)
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as cluster:
        words = ["generate", "one.yaml", "--output", "out", "--dask", cluster.scheduler_address]
        assert cli.main(words) == cli.UNUSABLE
    assert "has no workers" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_worker_with_another_engross_is_told(
    scheduler: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("engross.build.__version__", "9.9.9")

    words = ["generate", "one.yaml", "--output", "out", "--dask", scheduler]
    assert cli.main(words) == cli.UNUSABLE
    assert "not 9.9.9: install the same" in capsys.readouterr().err
