"""Names that the author of a spec chose: `names` in `provider.yaml`."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engross.errors import EngrossError, Problem
from engross.names.records import MethodName, Names
from engross.pointer import Pointer, parse_pointer


def override(names: Names, overrides: Mapping[str, str]) -> Names:
    """Put the author's names in place of the derived ones."""
    tables: dict[str, Any] = {
        "classes": dict(names.classes),
        "fields": dict(names.fields),
        "methods": dict(names.methods),
    }
    problems = [
        Problem(message=message, pointer=Pointer(("names", text), "provider.yaml"))
        for text, name in overrides.items()
        if (message := _apply_override(tables, text, name)) is not None
    ]
    if problems:
        raise EngrossError(problems)
    return replace(names, **tables)


def _apply_override(tables: Mapping[str, dict[Pointer, Any]], text: str, name: str) -> str | None:
    """Rename one place; say what is wrong where that cannot be done."""
    try:
        place = parse_pointer(text)
    except ValueError as error:
        return str(error)
    owner = next((table for table in tables.values() if place in table), None)
    resource, _, last = name.rpartition(".")
    if owner is None:
        return "there is no schema, property or operation at this pointer"
    words = (resource, last) if resource else (last,)
    if any(not word.isidentifier() or keyword.iskeyword(word) for word in words):
        return f"{name!r} is not a Python identifier"
    is_method = isinstance(owner[place], MethodName)
    value = MethodName(resource=resource, method=last) if is_method else name
    siblings = (
        other
        for key, other in owner.items()
        if key != place and (owner is not tables["fields"] or key.parent == place.parent)
    )
    if value in siblings:
        return f"{name!r} is taken"
    owner[place] = value
    return None
