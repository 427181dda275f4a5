"""Derives a package's conformance suite from its spec: an oracle that shares only the names.

`emit_conformance` gives every file of the suite: the obligations, which are data with stable ids,
and the runner, ordinary Python that is the same in every package.
"""

from __future__ import annotations

import re
from importlib.resources import files as package_files

from engross.conformance.derivation import obligations
from engross.conformance.records import DocumentedExample, Obligation, PackageFacts
from engross.ir import Api
from engross.names import Names

__all__ = [
    "DocumentedExample",
    "Obligation",
    "PackageFacts",
    "emit_conformance",
    "obligations",
]

RUNNER = "engross.conformance.runner"


def emit_conformance(api: Api, names: Names, facts: PackageFacts) -> dict[str, str]:
    """Give every file of a package's suite, by its path in the package."""
    derived = obligations(api, names, package=facts)
    suite = {f"tests/{path}": text for path, text in derived.items()}
    return suite | _runner_files(facts.http)


def _runner_files(http: str) -> dict[str, str]:
    """Give the fixed part of the suite: the runner and the two files pytest looks for."""
    runner = package_files(RUNNER)
    places = {"tests/_runner": runner, "tests": runner / "entry"}
    return {
        f"{folder}/{file.name}": re.sub(r"\bhttpx\b", http, file.read_text(encoding="utf-8"))
        for folder, place in places.items()
        for file in sorted(place.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".py")
    }
