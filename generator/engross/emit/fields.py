"""Lets the engine print each distinct field once, however many classes have it.

The engine's time grows with the classes and fields it is given, and large documents say the same
few things over and over: but for the classes they name, GitHub's 38,000 fields are 533 different
ones. Most classes are their fields in a row, so the engine is given one field of each kind, in
classes made up for that, and the classes of the document are put together from what it printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from engross.emit.chunks import kept_together
from engross.emit.extras import EXTRAS, FIELD, IS_SET
from engross.emit.graph import reference, references
from engross.emit.kinds import Kind, Printed
from engross.emit.render import literal, render
from engross.emit.statements import Definition

Aliases = Mapping[str, Mapping[str, str]]

_PLACE = "EngrossPlace"
"""Begins the names that stand for classes."""
_WORDS = {
    *("type", "properties", "required", "allOf", "description"),
    *("additionalProperties", "x-open"),
}
_NOTHING: Mapping[str, Any] = {"properties": {}, "required": []}
"""The members of a class that has none of its own."""
_CONFIGURATION = {
    "additionalProperties": "extra='forbid'",
    "x-open": "json_schema_extra={'x-open': True}",
}


class _Use(NamedTuple):
    """A field of a class, as one of its kind."""

    kind: Kind
    body: Mapping[str, Any]
    """What the kind is, as the engine is given it."""
    targets: tuple[str, ...]
    """The classes that stand in the places of the kind's."""


class _Field(NamedTuple):
    """A field as it is printed."""

    name: str
    annotation: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A class that is its fields in a row."""

    bases: tuple[str, ...]
    about: str
    own: Mapping[str, Any]
    """The schema of its own members."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The classes of a document that are their fields in a row."""

    schemas: Mapping[str, Mapping[str, Any]]
    """Every class and alias, as the engine would be given it."""
    aliases: Aliases
    """The fields whose names are others than on the wire, by class."""

    @cached_property
    def classes(self) -> dict[str, _Row]:
        """What each of these classes is made of."""
        rows = {name: row for name in sorted(self.schemas) if (row := _row(self.schemas[name]))}
        # What the engine has to see to print something else, it prints as well.
        while seen := rows.keys() & self._seen(rows):
            rows = {name: row for name, row in rows.items() if name not in seen}
        return rows

    def _seen(self, rows: Mapping[str, _Row]) -> set[str]:
        others = (body for name, body in self.schemas.items() if name not in rows)
        return kept_together(self.schemas, chain(others, (row.own for row in rows.values())))

    @cached_property
    def _uses(self) -> dict[str, dict[str, _Use]]:
        """The fields of each class, by their names on the wire."""
        return {
            name: {wire: self._use(name, wire) for wire in row.own["properties"]}
            for name, row in self.classes.items()
        }

    def _use(self, name: str, wire: str) -> _Use:
        own = self.classes[name].own
        prop = own["properties"][wire]
        body = {word: value for word, value in prop.items() if word != "description"}
        places: dict[str, str] = {}
        # A default is printed as what its type makes of it; and a constant may say anything.
        if "default" not in body and _PLACE not in repr(body):
            names = dict.fromkeys(name for name in references(body) if name in self.schemas)
            places = {name: f"{_PLACE}{number}" for number, name in enumerate(names)}
            body = _renamed(body, places)
        kind = Kind(repr(body), wire in own["required"], wire in self.aliases[name])
        return _Use(kind, body, tuple(places))

    @property
    def free(self) -> dict[Kind, Mapping[str, Any]]:
        """The kinds that say all there is to know, for the engine."""
        return {kind: body for kind, body in self._kinds.items() if not self._names_models(body)}

    @property
    def tied(self) -> dict[Kind, Mapping[str, Any]]:
        """The others: what they look like depends on models that they name."""
        return {kind: body for kind, body in self._kinds.items() if self._names_models(body)}

    @cached_property
    def _kinds(self) -> dict[Kind, Mapping[str, Any]]:
        return {use.kind: use.body for uses in self._uses.values() for use in uses.values()}

    def _names_models(self, body: Mapping[str, Any]) -> bool:
        return any(name in self.schemas for name in references(body))

    def put_together(self, known: Mapping[Kind, Printed]) -> dict[str, Definition]:
        """Write the classes.

        Args:
            known: What stands behind the name of a field of each kind.
        """
        return {name: self._class(name, known) for name in self.classes}

    def _class(self, name: str, known: Mapping[Kind, Printed]) -> Definition:
        row, aliases = self.classes[name], self.aliases[name]
        fields: list[_Field] = []
        bases = row.bases or ("Model",)
        configuration = [text for word, text in _CONFIGURATION.items() if word in row.own]
        names = {*bases, *(["ConfigDict"] if configuration else [])}
        for wire, use in self._uses[name].items():
            printed = known[use.kind]
            annotation = printed.text
            names |= printed.names
            names.update(use.targets)
            if use.targets:
                annotation = _filled(annotation, use.targets)
            if use.kind.aliased:
                old, new = f"alias='{printed.alias}'", f"alias={literal(wire)}"
                annotation = annotation.replace(old, new)
            about = row.own["properties"][wire].get("description", "")
            if wire == EXTRAS:
                fields.append(_Field(FIELD, f"{annotation}{IS_SET}", about))
                names.add("Field")
            else:
                fields.append(_Field(aliases.get(wire, wire), annotation, about))
        text = render(
            "src/package/models/class.py.jinja",
            name=name,
            bases=bases,
            about=row.about,
            configuration=configuration,
            fields=fields,
        )
        return Definition(text=text, names=frozenset(names))


def imports(package: str) -> dict[str, str]:
    """Give the imports of what classes and enums need besides what their fields do."""
    return {
        "StrEnum": "from enum import StrEnum",
        "ConfigDict": "from pydantic import ConfigDict",
        "Field": "from pydantic import Field",
        "Model": f"from {package}._runtime.model import Model",
    }


def _row(body: Mapping[str, Any]) -> _Row | None:
    """Take a class apart that is its bases and its fields, each printed for itself alone."""
    parts = body.get("allOf", (body,))
    own = next((part for part in parts if "properties" in part), _NOTHING)
    bases = [part for part in parts if part is not own]
    words = body.keys() | own.keys()
    is_row = all("$ref" in base for base in bases) and words <= _WORDS
    names = tuple(chain.from_iterable(map(references, bases)))
    return _Row(bases=names, about=body.get("description", ""), own=own) if is_row else None


def _filled(annotation: str, targets: tuple[str, ...]) -> str:
    """Put classes into the places of an annotation."""
    return re.sub(rf"\b{_PLACE}(\d+)\b", lambda found: targets[int(found[1])], annotation)


def _renamed(body: Any, places: Mapping[str, str]) -> Any:
    """Copy a schema with other names for what it refers to."""
    if isinstance(body, list):
        return [_renamed(part, places) for part in body]
    if not isinstance(body, dict):
        return body
    if "$ref" in body:
        (target,) = references({"$ref": body["$ref"]})
        return {**body, **reference(places.get(target, target))}
    return {word: _renamed(value, places) for word, value in body.items()}
