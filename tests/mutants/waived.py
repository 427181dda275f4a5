"""Faults that nothing can notice, and why. A reason dies with the code that it is about."""

from __future__ import annotations

from typing import Final

WAIVED: Final[dict[tuple[str, str, str, str], str]] = {}
"""File, operator, what was there, what is there now → why a caller cannot tell the difference."""
