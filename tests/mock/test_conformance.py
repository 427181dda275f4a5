"""The suites of our own packages against mocks of their documents, over real sockets."""

from __future__ import annotations

import pytest

from tests.conformance.conftest import Result, Suite

from .conftest import ROOT, serving

GENERATED = ROOT / "generated"
PROVIDERS = sorted(path.name for path in GENERATED.iterdir() if path.is_dir())


def held_against(url: str, provider: str, pattern: str = "") -> Result:
    """Hold a package to its obligations against a server."""
    told = {"ENGROSS_BASE_URL": url, f"{provider.upper()}_TOKEN": "uc_mock"}
    return Suite(provider, GENERATED / provider).held(pattern, **told)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_suite_of_a_package_passes(provider):
    with serving(provider) as (url, _):
        result = held_against(url, provider)

    assert result.counts.keys() == {"passed", "skipped"}, result.output
    assert result.counts["passed"] > 50


def test_the_suite_notices_another_document():
    """A suite that passes whatever answers would be worth nothing."""
    with serving("powercard") as (url, _):
        result = held_against(url, "spenxy", "request")

    assert result.counts["failed"] > 0
    assert "the spec declares no answer with status 404" in result.output
