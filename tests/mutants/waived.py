"""Faults that nothing can notice, and why. A reason dies with the line that it is about."""

from __future__ import annotations

from typing import Final

WAIVED: Final[dict[tuple[str, str, str], str]] = {
    (
        "_runtime/response.py",
        "argument dropped",
        "problems = error.errors(include_input=False, include_url=False)",
    ): "of a problem its place and its message are read, and neither depends on the context",
    (
        "_runtime/reader.py",
        "flag flipped",
        'message = error.errors(include_url=True)[0]["msg"]',
    ): "the message is read, never the URL",
    (
        "_runtime/tokens.py",
        "number changed",
        'token, end = self._kept.get(scopes, ("", 1.0))',
    ): "an empty token is none, whenever it ends",
}
"""File, operator, how the line reads with the fault → why a caller cannot tell the difference."""
