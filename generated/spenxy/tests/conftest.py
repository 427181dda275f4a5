"""Options of the conformance suite; `ENGROSS_BASE_URL` says which server it runs against."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from _runner import exact
from _runner.world import World, find_world

OBLIGATIONS = Path(__file__).parent / "obligations"
WORLD = pytest.StashKey[World]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option without which nothing final is done to a real server."""
    parser.addoption(
        "--allow-irreversible",
        action="store_true",
        help="with ENGROSS_BASE_URL: also call operations that cannot be undone",
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    """Find the server that the suite runs against; without a URL it is in memory."""
    facts = exact.read((OBLIGATIONS / "client.json").read_bytes())["package"]
    variables = [credential["variable"] for credential in facts["credentials"]]
    try:
        session.config.stash[WORLD] = find_world(os.environ.get("ENGROSS_BASE_URL"), variables)
    except ValueError as error:
        raise pytest.UsageError(f"ENGROSS_BASE_URL: {error}") from None


@pytest.fixture(scope="session")
def world(pytestconfig: pytest.Config) -> Iterator[World]:
    """Give the server that the suite runs against."""
    yield pytestconfig.stash[WORLD]
    pytestconfig.stash[WORLD].close()


@pytest.fixture(scope="session")
def allow_irreversible(pytestconfig: pytest.Config) -> bool:
    """Say whether operations that cannot be undone may be called over HTTP."""
    return bool(pytestconfig.getoption("--allow-irreversible"))
