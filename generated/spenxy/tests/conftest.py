"""Options of the conformance suite; `ENGROSS_BASE_URL` says which server it runs against."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from _runner.world import World, find_world


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option without which nothing final is done to a real server."""
    parser.addoption(
        "--allow-irreversible",
        action="store_true",
        help="with ENGROSS_BASE_URL: also call operations that cannot be undone",
    )


@pytest.fixture(scope="session")
def world() -> Iterator[World]:
    """Give the server that the suite runs against; without a URL it is in memory."""
    found = find_world(os.environ.get("ENGROSS_BASE_URL"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def allow_irreversible(pytestconfig: pytest.Config) -> bool:
    """Say whether operations that cannot be undone may be called over HTTP."""
    return bool(pytestconfig.getoption("--allow-irreversible"))
