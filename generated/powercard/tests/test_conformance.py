"""Holds the package to every obligation that its spec puts on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from _runner.run import Allowed, run
from _runner.suite import Case, load
from _runner.world import Memory, World

CASES = load(Path(__file__).parent / "obligations")


# A connection that was reset is closed by the garbage collector, too late for a clean socket.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
@pytest.mark.filterwarnings("ignore:The provider has deprecated:DeprecationWarning")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_obligation(case: Case, world: World, allowed: Allowed) -> None:
    """One obligation, in one flavour of the client."""
    run(case, world, allowed=allowed, over_http=not isinstance(world, Memory))
