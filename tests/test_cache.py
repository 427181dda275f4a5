"""What was expensive to make is kept, and a cache that is no use is no loss."""

from __future__ import annotations

import os
import time

import pytest
from engross import cache


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_what_was_kept_is_recalled():
    cache.keep("a", "text ü\n")
    assert cache.recall("a") == "text ü\n"
    assert cache.recall("b") is None


def test_a_key_tells_every_fact_from_every_other():
    facts = [("a", "b"), ("ab",), ("a", b"b"), ("b", "a"), ("a\0'b",), (1, "b"), ("1", "b")]
    assert len({cache.key(*fact) for fact in facts}) == len(facts)
    assert cache.key({"a": [1, "ü\udcff"]}) == cache.key({"a": [1, "ü\udcff"]})


@pytest.mark.parametrize("damage", [b"", b"\xff", b"0\ntext", b"text"])
def test_what_is_damaged_is_made_again(damage):
    cache.keep("a", "text")
    (cache.folder() / "made" / "a").write_bytes(damage)
    assert cache.recall("a") is None


def test_a_cache_that_cannot_be_written_is_no_loss(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    cache.keep("a", "text")
    cache.sweep()
    assert cache.recall("a") is None


def test_what_nobody_asks_for_goes_and_what_is_asked_for_stays():
    for name in ("old", "used"):
        cache.keep(name, name)
        long_ago = time.time() - 100 * 86_400
        os.utime(cache.folder() / "made" / name, (long_ago, long_ago))
    cache.recall("used")
    cache.sweep()
    assert cache.recall("old") is None
    assert cache.recall("used") == "used"


def test_what_is_made_of_our_own_code_is_made_again_when_that_changes(monkeypatch):
    cache.keep_own("templates", b"compiled")
    assert cache.recall_own("templates") == b"compiled"
    monkeypatch.setattr(cache, "own_code", lambda: "changed")
    assert cache.recall_own("templates") is None
