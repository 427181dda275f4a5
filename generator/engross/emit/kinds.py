"""Prints kinds of fields: each distinct one once, and most of them once for all documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from engross import cache
from engross.emit.document import Document
from engross.emit.engine import identity, print_statements
from engross.emit.statements import Statements, field_annotations

TOGETHER = 32
"""How many fields a made up class has at most: the engine's time grows with their square."""
_ANY = "engross_any_package"
_THERE = f"from {_ANY}."


class Kind(NamedTuple):
    """All that decides how a field is printed, but for the names in it and its description."""

    body: str
    """Its schema, as `repr` writes it."""
    required: bool
    aliased: bool


class Printed(NamedTuple):
    """What stands behind the name of a field."""

    text: str
    names: frozenset[str]
    """What it refers to."""
    alias: str
    """What stands in it for the name on the wire, where that is not the field's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Classes that have one field of each kind."""

    kinds: Mapping[Kind, Mapping[str, Any]]
    """Each kind with its schema."""

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """The classes, for the engine."""
        bodies: dict[str, dict[str, Any]] = {}
        for kind, (home, field) in self._homes.items():
            body = bodies.setdefault(home, {"type": "object", "properties": {}, "required": []})
            body["properties"][field] = self.kinds[kind]
            body["required"] += [field] if kind.required else []
        return bodies

    @property
    def aliases(self) -> dict[str, dict[str, str]]:
        """The fields that are called otherwise on the wire, by class."""
        aliases: dict[str, dict[str, str]] = {home: {} for home, _ in self._homes.values()}
        for kind, (home, field) in self._homes.items():
            aliases[home] |= {field: f"{field}_"} if kind.aliased else {}
        return aliases

    def found_in(self, printed: Statements) -> dict[Kind, Printed]:
        """Give what stands behind the field of each kind, from the classes as they were printed."""
        fields = {home: field_annotations(printed.definitions[home]) for home in self.aliases}
        return {
            kind: Printed(*fields[home][field], field)
            for kind, (home, field) in self._homes.items()
        }

    @property
    def _homes(self) -> dict[Kind, tuple[str, str]]:
        """The class of each kind, and what the field is called there."""
        return {
            kind: (f"fields_{number // TOGETHER}", f"f{number % TOGETHER}")
            for number, kind in enumerate(sorted(self.kinds))
        }


def print_kinds(
    document: Document, kinds: Mapping[Kind, Mapping[str, Any]]
) -> tuple[dict[Kind, Printed], dict[str, str]]:
    """Print kinds of fields that refer to no class of a document but by a made up name.

    Args:
        document: What knows where scalars are imported from.
        kinds: Each kind with its schema.

    Returns:
        What stands behind the name of a field of each kind, and the import of each name in that.
    """
    found: dict[Kind, Printed] = {}
    imports: dict[str, str] = {}
    unknown: dict[Kind, Mapping[str, Any]] = {}
    for kind, schema in kinds.items():
        known = cache.recall(_key(kind))
        if known is None:
            unknown[kind] = schema
            continue
        text, names, alias, needed = json.loads(known)
        found[kind] = Printed(text, frozenset(names), alias)
        imports |= needed
    if unknown:
        made_up = MadeUp(kinds=unknown)
        schemas = document.closed(made_up.schemas, package=_ANY)
        printed = print_statements(schemas, made_up.aliases, _ANY)
        outer = without_models(printed.imports, _ANY)
        for kind, one in made_up.found_in(printed).items():
            needed = {name: outer[name] for name in sorted(one.names & outer.keys())}
            cache.keep(_key(kind), json.dumps([one.text, sorted(one.names), one.alias, needed]))
            found[kind] = one
            imports |= needed
    here = f"from {document.package}."
    return found, {name: one.replace(_THERE, here) for name, one in imports.items()}


def without_models(imports: Mapping[str, str], package: str) -> dict[str, str]:
    """Leave out what is imported of other models: these stand elsewhere in the end."""
    models = f"from {package}.models "
    return {name: text for name, text in imports.items() if not text.startswith(models)}


def _key(kind: Kind) -> str:
    return cache.key(identity(), *kind)
