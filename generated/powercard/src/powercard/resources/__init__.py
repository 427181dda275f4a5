"""The operations of the API, a module for each group."""

from __future__ import annotations

from .cards import AsyncCards, Cards

__all__ = [
    "AsyncCards",
    "Cards",
]
