"""What tests of several parts need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .browser import Page, find_browser, opened_browser


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test see what other runs have made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page in a headless Chromium."""
    command = find_browser()
    if command is None:
        pytest.skip("there is no Chromium on this machine")
    with opened_browser(command, tmp_path_factory.mktemp("browser")) as page:
        yield page
