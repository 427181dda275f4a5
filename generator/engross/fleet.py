"""Where many targets are built: in this process, in several of this machine, or on a cluster.

A fleet is an executor (`concurrent.futures`, PEP 3148): what can run functions elsewhere can build
packages. Nothing is written there; a package comes back as text.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

from engross.errors import EngrossError

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

_ADDRESS = re.compile(r"(\w+://)?[^/\s]+:\d+/?")
ANSWER = 10
"""Seconds that a scheduler has to answer, and to show a worker."""


def open_fleet(jobs: int, scheduler: str | None) -> AbstractContextManager[Executor | None]:
    """Give what builds targets; None where this process does it.

    Args:
        jobs: How many processes of this machine to use at most.
        scheduler: The address of a Dask scheduler, `tcp://host:port`, whose workers are used
            instead. They need the same engross, and the project's folder under the same path.

    Raises:
        EngrossError: The cluster cannot be used.
    """
    if scheduler is not None:
        return _cluster(scheduler)
    return _processes(jobs) if jobs > 1 else nullcontext()


@contextmanager
def _processes(count: int) -> Generator[Executor]:
    """Give processes of this machine, which may end any time."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children

    pool = ProcessPoolExecutor(count, initializer=_be_quiet)
    try:
        yield pool
    except BaseException:
        for child in active_children():
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Generator[Executor]:
    """Give the workers of a Dask cluster; what is not begun when it is left is called off."""
    try:
        import distributed
    except ImportError as error:
        raise EngrossError("--dask needs Dask: pip install 'engross[dask]'") from error
    if not _ADDRESS.fullmatch(address):
        raise EngrossError(f"{address!r} is no address of a scheduler: write tcp://host:port")
    connect: Any = distributed.Client  # Dask's functions have no types.
    connect = partial(connect, address, timeout=ANSWER, set_as_default=False)
    try:
        try:
            client = connect()
        except AssertionError:
            # Dask takes for granted that a greeting comes alone; a busy scheduler says more.
            client = connect()
    except (OSError, ValueError) as error:
        raise EngrossError(f"no Dask scheduler answers at {address!r}: {error}") from error
    try:
        client.wait_for_workers(1, timeout=ANSWER)
        yield client.get_executor(pure=False)
    except TimeoutError as error:
        raise EngrossError(f"the Dask scheduler at {address!r} has no workers") from error
    finally:
        client.close()


def _be_quiet() -> None:
    """End without a word: a terminal sends Ctrl-C to every process, and one answer is enough."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
