"""Work in a second process gives what it gives in this one."""

from __future__ import annotations

import os
import threading

import pytest
from engross import aside


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    # The workers of pytest-xdist have a thread of their own, which holds no lock of ours.
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_the_work_is_done_in_another_process_and_sees_what_is_in_memory():
    seen = [object()]
    finish = aside.begin(lambda: (os.getpid(), id(seen[0])))
    process, identity = finish()
    assert process != os.getpid()
    assert identity == id(seen[0])


def test_work_that_fails_fails_here():
    def work():
        raise ValueError(f"in {os.getpid()}")

    with pytest.raises(ValueError, match=f"in {os.getpid()}"):
        aside.begin(work)()


def test_a_process_that_was_killed_is_no_loss():
    here = os.getpid()

    def work():
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return "done"

    assert aside.begin(work)() == "done"


def test_beside_other_threads_no_process_is_split_off(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert aside.begin(os.getpid)() == os.getpid()
