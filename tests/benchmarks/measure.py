"""What a command costs: CPU and memory, those of its children included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ENGROSS = (sys.executable, "-m", "engross")
# The peak is that of the largest child, so each is measured by a parent that has only one.
_MEASURE = (
    "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], "
    "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode; "
    "use = resource.getrusage(resource.RUSAGE_CHILDREN); "
    "print(use.ru_utime + use.ru_stime, use.ru_maxrss); sys.exit(code)"
)


class Cost(NamedTuple):
    """What a command needed."""

    seconds: float
    """Of CPU, user and system."""
    megabytes: float
    """Of its largest process, at most."""

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s  peak {self.megabytes:5.0f} MB"


def cost_of(*command: str, folder: Path | None = None, **environment: str) -> Cost | None:
    """Run a command; None where it fails."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return None
    seconds, peak = map(float, done.stdout.split())
    return Cost(seconds, peak / 1024)
