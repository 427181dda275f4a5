"""Runs `engross` as `python -m engross`."""

from __future__ import annotations

import sys

from engross.cli import main

sys.exit(main())
