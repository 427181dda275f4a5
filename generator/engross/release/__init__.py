"""Releases a provider's package: the version that follows, its changelog, the frozen spec."""

from __future__ import annotations

from engross.release.run import Release, release

__all__ = ["Release", "release"]
