"""Options of the conformance suite; `ENGROSS_BASE_URL` says which server it runs against."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from _runner import exact
from _runner.deviations import nodes_of, report
from _runner.run import Allowed
from _runner.world import Foreign, World, find_world

OBLIGATIONS = Path(__file__).parent / "obligations"
WORLD = pytest.StashKey[World]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options without which a real server is only read from."""
    parser.addoption(
        "--allow-writes",
        action="store_true",
        help="with ENGROSS_BASE_URL of a real server: also call operations that change something",
    )
    parser.addoption(
        "--allow-irreversible",
        action="store_true",
        help="with ENGROSS_BASE_URL: also call operations that cannot be undone",
    )
    parser.addoption(
        "--deviations",
        type=Path,
        metavar="FILE",
        help="write what a real server answers otherwise than the spec says, as Markdown",
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
def allowed(pytestconfig: pytest.Config) -> Allowed:
    """Say what may be done over HTTP; one does not imply the other."""
    return Allowed(
        writes=bool(pytestconfig.getoption("--allow-writes")),
        irreversible=bool(pytestconfig.getoption("--allow-irreversible")),
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report of deviations, if one is wanted."""
    path = session.config.getoption("--deviations")
    world = session.config.stash.get(WORLD, None)
    if path is not None and isinstance(world, Foreign):
        files = [exact.read(file.read_bytes()) for file in OBLIGATIONS.glob("*.json")]
        text = report(world.deviations, world.origin, nodes_of(files))
        path.write_text(text, encoding="utf-8")
