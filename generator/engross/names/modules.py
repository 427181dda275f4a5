"""Names of the private modules that a package keeps its models in."""

from __future__ import annotations

from collections.abc import Iterable

from engross.names.casing import free, snake

# A path may have 260 characters on Windows, and class names grow with the depth of a document.
LONGEST = 60


def module_names(classes: Iterable[str]) -> dict[str, str]:
    """Name a module after the first of its classes: `FullUser` → `_full_user`."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for first in classes:
        names[first] = free((f"_{snake(first)}"[:LONGEST].rstrip("_"),), taken)
        taken.add(names[first])
    return names
