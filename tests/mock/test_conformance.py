"""The suites of our own packages against mocks of their documents, over real sockets."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from .conftest import ROOT, serving

PROVIDERS = sorted(path.name for path in (ROOT / "generated").iterdir() if path.is_dir())


def run_suite(provider, url, *options):
    """Run the suite of a package against a server; give what it printed last, and all."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("tests/test_conformance.py", "--allow-irreversible", "--allow-writes", *options),
        ],
        cwd=ROOT / "generated" / provider,
        env={**os.environ, "ENGROSS_BASE_URL": url, f"{provider.upper()}_TOKEN": "uc_mock"},
        capture_output=True,
        text=True,
        check=False,
    )
    return {word: int(n) for n, word in re.findall(r"(\d+) (\w+)", done.stdout.splitlines()[-1])}, (
        done.stdout
    )


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_suite_of_a_package_passes(provider):
    with serving(provider) as (url, _):
        counts, output = run_suite(provider, url)

    assert counts.keys() == {"passed", "skipped"}, output[-4000:]
    assert counts["passed"] > 50


def test_the_suite_notices_another_document():
    """A suite that passes whatever answers would be worth nothing."""
    with serving("powercard") as (url, _):
        counts, output = run_suite("spenxy", url, "-k", "request")

    assert counts.get("failed", 0) > 0
    assert "the spec declares no answer with status 404" in output
