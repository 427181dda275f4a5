"""Does a piece of work in a second process, on systems where one can be split off at no cost."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


def begin(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work in a process of its own, which has all that this one has in memory.

    Returns:
        Waits for what the work gives. Where no process could be split off, or it failed, the work
        is done then, so that its errors are those of this process.
    """
    # A fork copies one thread alone, with whatever locks the others hold.
    if sys.platform != "linux" or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return work
    from multiprocessing import current_process, get_context

    if current_process().daemon:
        return work
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, sender), daemon=True)
    process.start()
    sender.close()

    def finish() -> T:
        try:
            result: list[T] = receiver.recv()
        except EOFError:
            return work()
        finally:
            receiver.close()
            process.join()
        return result[0]

    return finish


def _do(work: Callable[[], T], sender: Connection) -> None:
    """End without a word: what went wrong shows again where the work is done again."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        sender.send([work()])
    except Exception:
        sender.close()
        os._exit(1)
