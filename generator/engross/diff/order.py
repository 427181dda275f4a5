"""The order of what was found: by place and rule, whatever order the documents' keys have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, Final

from engross.diff.findings import Fact

_OF_REACHES: Final = tuple(field.name for field in fields(Fact) if field.name != "edit")
"""The fields of a fact that have an entry for each reach."""


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Sort facts, and the reaches of each."""
    return sorted(map(_sorted, facts), key=_key)


def _key(fact: Fact) -> tuple[tuple[str, ...], ...]:
    return fact.reach[0].order, fact.edit.coordinates


def _sorted(fact: Fact) -> Fact:
    order = sorted(range(len(fact.reach)), key=lambda index: fact.reach[index].order)
    sorted_: dict[str, Any] = {
        name: tuple([getattr(fact, name)[index] for index in order]) for name in _OF_REACHES
    }
    return replace(fact, **sorted_)
