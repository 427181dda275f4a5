"""Each package under `generated/` passes its own tests, run as its users run them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from .conftest import GENERATED

PACKAGES = sorted(path.name for path in GENERATED.iterdir() if path.is_dir())


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_passes_its_tests(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=GENERATED / name,
        # Other tests copy the folder meanwhile.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-10000:] + done.stderr
