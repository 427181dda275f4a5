"""Names that the author of a spec chose: `names` in `provider.yaml`."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from engross.errors import EngrossError, Problem
from engross.names.operations import group_names, iterator_names
from engross.names.records import MethodName, Names
from engross.names.reserved import RESERVED_METHODS, RESERVED_RESOURCES
from engross.pointer import Pointer, parse_pointer

PAGES: Final = "pages"
"""Stands behind the pointer of an operation where what goes through all of its pages is meant."""


def override(names: Names, overrides: Mapping[str, str], paginated: Collection[Pointer]) -> Names:
    """Put the author's names in place of the derived ones, and name the iterators.

    Args:
        names: As derived.
        overrides: JSON pointer to name.
        paginated: The operations that answer in pages.

    Raises:
        EngrossError: A name will not do; each is told.
    """
    tables: dict[str, Any] = {
        "classes": dict(names.classes),
        "fields": dict(names.fields),
        "methods": dict(names.methods),
    }
    of_pages = {at: name for at, name in overrides.items() if page_operation(at) in names.methods}
    others = {at: name for at, name in overrides.items() if at not in of_pages}
    faults = {at: _apply_override(tables, at, name) for at, name in others.items()}
    methods = tables["methods"]
    faults |= _nested_faults(methods, [at for at, fault in faults.items() if fault is None])
    iterators = iterator_names(methods, paginated)
    faults |= {at: _rename_iterator(methods, iterators, at, n) for at, n in of_pages.items()}
    problems = [
        Problem(message=message, pointer=Pointer(("names", at), "provider.yaml"))
        for at, message in faults.items()
        if message is not None
    ]
    if problems:
        raise EngrossError(problems)
    return replace(names, **tables, iterators=iterators)


def page_operation(text: str) -> Pointer | None:
    """Give the operation whose pages a key of `names` is about, as far as its words say."""
    try:
        place = parse_pointer(text)
    except ValueError:
        return None
    return place.parent if place.last == PAGES else None


def _apply_override(tables: Mapping[str, dict[Pointer, Any]], text: str, name: str) -> str | None:
    """Rename one place; say what is wrong where that cannot be done."""
    try:
        place = parse_pointer(text)
    except ValueError as error:
        return str(error)
    owner = next((table for table in tables.values() if place in table), None)
    if owner is None:
        return "there is no schema, property or operation at this pointer"
    is_method = owner is tables["methods"]
    words = name.split(".") if is_method else [name]
    if (fault := next(_word_faults(words, name), None)) is not None:
        return fault
    if is_method and len(words) == 1:
        return f"{name!r} says no resource: write one like 'cards.close'"
    value = MethodName(resource=".".join(words[:-1]), method=words[-1]) if is_method else name
    # A schema and what refers to it by its name have one class.
    is_class, own = owner is tables["classes"], owner[place]
    same = [key for key, other in owner.items() if other == own] if is_class else [place]
    siblings = (
        other
        for key, other in owner.items()
        if key not in same and (owner is not tables["fields"] or key.parent == place.parent)
    )
    if value in siblings:
        return f"{name!r} is taken"
    owner.update(dict.fromkeys(same, value))
    return None


def _word_faults(words: list[str], name: str) -> Iterator[str]:
    if any(not word.isidentifier() or keyword.iskeyword(word) for word in words):
        yield f"{name!r} is not a Python identifier"
    if any("__" in word for word in words[:-1]):
        yield f"{name!r} has two underscores, which stand between groups in the name of a module"
    if len(words) > 1:
        yield from (
            f"{word!r} is a name that every client or resource has or uses itself"
            for depth, word in enumerate(words)
            if word in (RESERVED_METHODS if depth else RESERVED_RESOURCES)
        )


def _nested_faults(
    methods: Mapping[Pointer, MethodName], chosen: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Find the chosen names by which one attribute would be a method and a resource."""
    groups = group_names(name.resource for name in methods.values())
    both = {f"{name.resource}.{name.method}" for name in methods.values()}.intersection(groups)
    for at in chosen:
        name = methods.get(parse_pointer(at))
        around = group_names([f"{name.resource}.{name.method}"]) if name is not None else []
        yield from (
            (at, f"{path!r} would be a method and a resource") for path in around if path in both
        )


def _rename_iterator(
    methods: Mapping[Pointer, MethodName], iterators: dict[Pointer, str], text: str, name: str
) -> str | None:
    """Rename what goes through the pages of an operation; say what is wrong with that."""
    place = parse_pointer(text).parent
    if place not in iterators:
        return "the operation does not answer in pages: no entry of `pagination` is about it"
    if not name.isidentifier() or keyword.iskeyword(name):
        return f"{name!r} is not a Python identifier"
    taken = {f"{methods[at].resource}.{other}" for at, other in iterators.items() if at != place}
    taken |= {f"{other.resource}.{other.method}" for other in methods.values()}
    taken |= set(group_names(other.resource for other in methods.values()))
    if name in RESERVED_METHODS or f"{methods[place].resource}.{name}" in taken:
        return f"{name!r} is taken"
    iterators[place] = name
    return None
