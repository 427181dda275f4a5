"""What callers of a package have in their code: the names that our own choices decide too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engross.ir import Api, Json
from engross.names import Names, name_api
from engross.pointer import Pointer, parse_pointer
from engross.provider import Settings
from engross.spec.library import Library

CHOICES = ("client", "distribution", "environment", "names", "package", "skip")
"""The settings that decide what callers write."""
_TELLING: Mapping[str, str] = {
    "distribution": "the distribution to install is `{}`, no longer `{}`",
    "package": "the name to import is `{}`, no longer `{}`",
    "client": "the client's class is `{}`, no longer `{}`",
    "environment": "the environment variables begin with `{}_`, no longer with `{}_`",
}


@dataclass(frozen=True, kw_only=True)
class Surface:
    """An API as the package of some settings offers it."""

    api: Api
    """Without the operations that are skipped."""
    choices: Mapping[str, Json]
    names: Names

    @classmethod
    def of(cls, api: Api, choices: Mapping[str, Json]) -> Surface:
        """Name an API by our choices.

        Raises:
            EngrossError: A choice names a place that the document does not have.
        """
        operations = tuple(op for op in api.operations if op.operation_id not in choices["skip"])
        api = replace(api, operations=operations)
        _, names = name_api(api, choices["names"], client=choices["client"])
        return cls(api=api, choices=choices, names=names)

    @cached_property
    def calls(self) -> dict[tuple[str, str], str]:
        """Method and path of each operation, to the call: `client.cards.close`."""
        methods = self.names.methods
        return {
            key_of(op.method, op.path): f"client.{methods[op.pointer].resource}"
            f".{methods[op.pointer].method}"
            for op in self.api.operations
        }

    @cached_property
    def arguments(self) -> dict[Pointer, str]:
        """Each parameter, to the argument of its method."""
        return {
            place: name
            for arguments in self.names.arguments.values()
            for place, name in arguments.items()
        }


def key_of(method: str, path: str) -> tuple[str, str]:
    """Tell operations apart as the diff does: whatever the parameters of the path are called."""
    return method, re.sub(r"\{[^{}]*\}", "{}", path)


def choices_of(settings: Settings) -> dict[str, Json]:
    """Give the settings that decide what callers write, as plain data."""
    plain: dict[str, Json] = {name: getattr(settings, name) for name in CHOICES}
    return dict(json.loads(json.dumps(plain)))


def renamed(old: Surface, new: Surface) -> Iterator[str]:
    """Say, one by one, what only the package calls otherwise."""
    for choice, told in _TELLING.items():
        if old.choices[choice] != new.choices[choice]:
            yield told.format(new.choices[choice], old.choices[choice])
    calls = ((call, new.calls.get(key, call)) for key, call in old.calls.items())
    classes = ((name, new.names.classes.get(at, name)) for at, name in old.names.classes.items())
    fields = ((name, new.names.fields.get(at, name)) for at, name in old.names.fields.items())
    owners = (old.names.classes.get(at.parent.parent, "") for at in old.names.fields)
    for before, after in calls:
        if before != after:
            yield f"`{before}(...)` is `{after}(...)` now"
    for before, after in classes:
        if before != after:
            yield f"`models.{before}` is `models.{after}` now"
    for owner, (before, after) in zip(owners, fields, strict=True):
        if before != after:
            yield f"the attribute `{before}` of `models.{owner}` is `{after}` now"


def known_names(choices: Mapping[str, Json], library: Library) -> Mapping[str, Json]:
    """Leave out the names of places that a document does not have."""
    names = choices["names"].items()
    return {**choices, "names": {at: name for at, name in names if _has(library, at)}}


def _has(library: Library, place: str) -> bool:
    try:
        library.value(parse_pointer(place))
    except (LookupError, ValueError):
        return False
    return True
