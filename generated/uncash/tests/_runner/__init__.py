"""Runs the obligations of `tests/obligations` against the package, in memory or over real HTTP."""
