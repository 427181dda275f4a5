"""The obligations of the package, as they stand in `tests/obligations/*.json`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from . import exact
from .exact import Json
from .probe import Probes

FLAVOURS = ("sync", "async")
ONCE = frozenset({"model", "enum", "error", "version", "unset", "names", "webhook"})
"""Checks that have nothing to do with a client, so that one run says it all."""


@dataclass(frozen=True, slots=True)
class Package:
    """The package under test, found by its import name; nothing private of it is used."""

    facts: Mapping[str, Json]
    probes: Probes

    def load(self, name: str) -> Any:
        """Give a public name of the package's root.

        Raises:
            AssertionError: The package has no such name, or cannot be imported.
        """
        try:
            module: Any = importlib.import_module(self.facts["import"])
            return getattr(module, name)
        except (ImportError, AttributeError) as error:
            raise AssertionError(
                f"cannot import {name} from {self.facts['import']}: {error}"
            ) from error

    def name(self, flavour: str) -> str:
        """Give the name of the client class of a flavour."""
        prefix = "Async" if flavour == "async" else ""
        return prefix + str(self.facts["client"])

    def model(self, name: str) -> Any:
        """Give a class of `models`, or one of the probe's."""
        if (found := self.probes.find(name)) is not None:
            return found
        try:
            return getattr(self.load("models"), name)
        except AttributeError as error:
            raise AssertionError(f"models has no {name}") from error

    def client(self, flavour: str) -> Any:
        """Give the client class of a flavour."""
        return self.load(self.name(flavour))

    @property
    def secrets(self) -> list[str]:
        """The credentials that the obligations give, as they stand on the wire or in the code."""
        return [credential["value"] for credential in self.facts["credentials"]]

    def kinds(self, names: list[str]) -> set[str]:
        """Give public exceptions with all their public ancestors."""
        parents: Mapping[str, list[str]] = self.facts["errors"]
        known: set[str] = set()
        pending = list(names)
        while pending:
            name = pending.pop()
            if name in parents and name not in known:
                known.add(name)
                pending += parents[name]
        return known


@dataclass(frozen=True, slots=True)
class OfRuntime(Package):
    """The package's runtime with a client of our own on it, in place of the package's."""

    def load(self, name: str) -> Any:
        """Give our version or an exception of ours, else a public name of the package's root."""
        if name == "__version__":
            return self.facts["version"]
        return self.probes.error(name) or super(OfRuntime, self).load(name)

    def client(self, flavour: str) -> Any:
        """Give our client class of a flavour."""
        return self.probes.client(self.name(flavour), self.facts, asynchronous=flavour == "async")


@dataclass(frozen=True)
class Case:
    """One obligation in one flavour: what pytest runs."""

    package: Package
    record: Mapping[str, Json]
    flavour: str
    operations: Mapping[str, Mapping[str, Json]]

    @property
    def id(self) -> str:
        """What pytest prints: the obligation's id, and the flavour where there are two."""
        return self.record["id"] if self.once else f"{self.record['id']}-{self.flavour}"

    @property
    def once(self) -> bool:
        """Whether there is no second flavour."""
        return self.record["check"] in ONCE

    @cached_property
    def operation(self) -> Mapping[str, Json]:
        """What the obligations of its operation have in common."""
        return self.operations[self.record["operation"]]

    def get(self, key: str, otherwise: Json = None) -> Json:
        """Give a part of the obligation."""
        return self.record.get(key, otherwise)


def load(folder: Path) -> list[Case]:
    """Read every obligation, in the order of the files' names."""
    files = [exact.read(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    facts = next(file["package"] for file in files if "package" in file)
    classes = {k: v for file in files for k, v in file.get("classes", {}).items()}
    clients = [file["client"] for file in files if "client" in file]
    errors = [name for client in clients for name in client["errors"]]
    probes = Probes(facts["import"], classes, errors)
    operations = {k: v for file in files for k, v in file.get("operations", {}).items()}
    return [
        case for file in files for case in _cases(_owner(facts, probes, file), file, operations)
    ]


def _owner(facts: Mapping[str, Json], probes: Probes, file: Mapping[str, Json]) -> Package:
    if "client" not in file:
        return Package(facts, probes)
    own = file["client"]
    return OfRuntime({**facts, **own, "errors": {**facts["errors"], **own["errors"]}}, probes)


def _cases(
    package: Package, file: Mapping[str, Json], operations: Mapping[str, Mapping[str, Json]]
) -> Iterator[Case]:
    """Give each obligation in both flavours; what changes one leaf in one, where they are many."""
    brief = file.get("brief", False)
    for record in file["obligations"]:
        once = brief and "edits" in record.get("answer", ())
        for flavour in record.get("flavours", FLAVOURS):
            case = Case(package, record, flavour, operations)
            yield case
            if once or case.once:
                break
