"""Files: encodings, what cannot be read, and problems placed by pointer."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from engross.errors import SpecError
from engross.pointer import ROOT
from engross.spec import load_tree
from engross.spec.tree import read_document


@pytest.mark.parametrize(
    "raw",
    [
        "a: ä".encode(),
        codecs.BOM_UTF8 + "a: ä".encode(),
        codecs.BOM_UTF16_LE + "a: ä".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "a: ä".encode("utf-16-be"),
        '{"a": "ä"}'.encode(),
        "{a: ä}".encode(),
    ],
)
def test_a_file_is_read_in_its_encoding(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(raw)

    assert load_tree(path).data == {"a": "ä"}


def test_bytes_that_are_no_text_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a: 1\nb: \xff")

    with pytest.raises(SpecError, match=r"f\.yaml:2:4: error: byte 0xff is not UTF-8"):
        load_tree(path)


def test_a_folder_a_missing_file_and_a_pipe_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(SpecError, match="cannot be read: it is a directory"):
        load_tree(tmp_path)
    with pytest.raises(SpecError, match="cannot be read: No such file"):
        load_tree(tmp_path / "missing.yaml")
    with pytest.raises(SpecError, match="cannot be read: it is no regular file"):
        load_tree(tmp_path / "pipe")
    with pytest.raises(SpecError, match="cannot be read"):
        load_tree(tmp_path / ("a" * 500))
    with pytest.raises(SpecError, match="cannot be read"):
        load_tree(Path("a\0b"))


def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")

    with pytest.raises(SpecError, match="cannot be read"):
        load_tree(tmp_path / "a.yaml")


def test_our_own_files_must_be_clear(tmp_path: Path) -> None:
    path = tmp_path / "provider.yaml"
    path.write_text("client: on\nversion: 1.0\nversion: 2.0\n")

    with pytest.raises(SpecError) as caught:
        load_tree(path)

    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("name", ["f.yaml", "f.json"])
def test_a_problem_is_placed_at_the_nearest_node_that_is_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('{\n"a": [\n  {"b": 1}]}')
    document = read_document(path)
    place = ROOT / "a" / 0 / "b"

    assert str(document.problem("no", place)) == f"{path}:3:9: error: no (#/a/0/b)"
    assert str(document.problem("no", place, at_key=True)) == f"{path}:3:4: error: no (#/a/0/b)"
    assert document.problem("no", ROOT / "a" / 0 / "c" / "d").line == 3
    assert document.problem("no", ROOT / "z").line == 1
