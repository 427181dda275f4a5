"""Writes a provider's OpenAPI document out as a typed Python package to trust with money."""

from __future__ import annotations

__version__ = "0.1.0"
