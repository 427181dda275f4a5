"""Imports point down the list; neighbours stand alone, and so do the files copied into packages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "generator" / "engross"
COPIED = ("runtime", "conformance.runner")
LAYERS = (
    *(
        {"__init__", "__version__"},
        {"aside", "cache", "patterns", "pointer", "readable", "webpage"},
        {"errors"},
        {"ir"},
    ),
    *({"defaults"}, {"spec"}, {"names"}, {"provider"}, {"plan"}, {"emit", "conformance"}),
    *({"formatting", "write"}, {"fingerprint", "fleet"}),
    *({"diff"}, {"load"}, {"build"}, {"generate", "mock", "scaffold", "show"}),
    *({"release", "trace"}, {"cli"}, {"__main__"}),
)
APART = {("conformance", "plan")}  # The oracle must not share the client's decisions.
HEIGHT = {part: height for height, layer in enumerate(LAYERS) for part in layer}


def imports(file: Path, package: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield the full names of what a file imports, and whether by a relative import."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((name.name, False) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            base = [*base, node.module] if node.module else base
            yield from ((".".join([*base, name.name]), node.level > 0) for name in node.names)


def test_every_import_points_down_or_at_a_sibling() -> None:
    for file in sorted(SOURCE.rglob("*.py")):
        package = ["engross", *file.relative_to(SOURCE).parent.parts]
        part, folder = file.relative_to(SOURCE).parts[0].removesuffix(".py"), ".".join(package)
        for name, relative in imports(file, package):
            top = (*name.split("."), "__init__")[1]
            down = HEIGHT.get(top, 99) < HEIGHT.get(part, -1) and (part, top) not in APART
            sibling = relative and name.startswith(f"{folder}.")
            allowed = sibling if folder[8:].startswith(COPIED) else top == part or down
            assert allowed or name.split(".")[0] != "engross", f"{file} may not import {name}"
