"""What callers of a package have in their code: the names that our own choices decide too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engross.ir import Api, Json
from engross.names import Names, name_api, page_operation
from engross.pointer import Pointer, parse_pointer
from engross.provider import Pagination, Settings, paginated
from engross.spec import Reading
from engross.spec.library import Library

CHOICES = (
    *("client", "distribution", "environment", "http", "names", "package", "pagination"),
    *("responses", "skip"),
)
"""The settings that decide what callers write."""
UNCHOSEN: Mapping[str, Json] = {"http": "httpx", "pagination": [], "responses": "strict"}
"""What a release came to that was made before there was such a choice."""
_TELLING: Mapping[str, str] = {
    "distribution": "the distribution to install is `{}`, no longer `{}`",
    "package": "the name to import is `{}`, no longer `{}`",
    "client": "the client's class is `{}`, no longer `{}`",
    "http": "the client takes and gives what `{}` has, no longer `{}`",
    "responses": "an answer that contradicts the documentation is read as {} now, no longer {}",
    "environment": "the environment variables begin with `{}_`, no longer with `{}_`",
}


@dataclass(frozen=True, kw_only=True)
class Surface:
    """An API as the package of some settings offers it."""

    api: Api
    """Without the operations that are skipped."""
    choices: Mapping[str, Json]
    names: Names
    paged: Mapping[Pointer, Pagination]
    """The operations that answer in pages."""

    @classmethod
    def of(cls, reading: Reading, choices: Mapping[str, Json]) -> Surface:
        """Name an API by our choices, as far as they are about what it has.

        Raises:
            EngrossError: A chosen name will not do.
        """
        operations = tuple(
            op for op in reading.api.operations if op.operation_id not in choices["skip"]
        )
        api = replace(reading.api, operations=operations)
        paged = paginated(api, choices["pagination"])
        chosen = {
            at: name
            for at, name in choices["names"].items()
            if page_operation(at) in paged or _has(reading.library, at)
        }
        _, names = name_api(api, chosen, client=choices["client"], paginated=paged)
        return cls(api=api, choices=choices, names=names, paged=paged)

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
    def iterators(self) -> dict[Pointer, str]:
        """Each operation that answers in pages, to the call that goes through them."""
        methods = self.names.methods
        return {
            place: f"client.{methods[place].resource}.{name}"
            for place, name in self.names.iterators.items()
        }

    @cached_property
    def arguments(self) -> dict[Pointer, str]:
        """Each parameter, to the argument of its method."""
        return {
            place.own: name
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


def carried_over(
    base: Reading, released: Mapping[str, Json], choices: Mapping[str, Json]
) -> dict[str, Json]:
    """Give the choices of a release, with the names chosen since for what it did not have."""
    known = {operation.pointer for operation in base.api.operations}
    fresh = {
        at: name
        for at, name in choices["names"].items()
        if not (page_operation(at) in known or _has(base.library, at))
    }
    return {**released, "names": {**fresh, **released["names"]}}


def renamed(old: Surface, new: Surface) -> list[str]:
    """Say what is called otherwise in the package of the same API by other choices."""
    told = [
        text.format(new.choices[choice], old.choices[choice])
        for choice, text in _TELLING.items()
        if old.choices[choice] != new.choices[choice]
    ]
    told += [
        f"`{call}(...)` is `{new.calls[key]}(...)` now"
        for key, call in old.calls.items()
        if call != new.calls.get(key, call)
    ]
    told += _repaged(old, new)
    for place, name in old.names.classes.items():
        if name != new.names.classes[place]:
            told.append(f"`models.{name}` is `models.{new.names.classes[place]}` now")
    for place, name in old.names.fields.items():
        if name != new.names.fields[place]:
            owner = new.names.classes.get(place.parent.parent, "")
            told.append(f"`{name}` of `models.{owner}` is `{new.names.fields[place]}` now")
    return told


def _repaged(old: Surface, new: Surface) -> Iterator[str]:
    """Say of which pages callers got something that they get no longer."""
    for place, call in old.iterators.items():
        if place not in new.iterators:
            yield f"`{call}(...)` is gone: `provider.yaml` no longer says how the pages follow"
        elif call != new.iterators[place]:
            yield f"`{call}(...)` is `{new.iterators[place]}(...)` now"
        elif old.paged[place].items != new.paged[place].items:
            items = str(new.paged[place].items)[1:]
            yield f"`{call}(...)` gives what stands at `{items}` of each page now"


def newly_paged(old: Surface, new: Surface) -> list[str]:
    """Say whose pages callers can go through now."""
    added = (call for place, call in new.iterators.items() if place not in old.iterators)
    return [f"`{call}(...)` goes through all pages" for call in added]


def _has(library: Library, place: str) -> bool:
    try:
        library.value(parse_pointer(place))
    except (LookupError, ValueError):
        return False
    return True
