"""The order of what was found: by place and rule, whatever order the documents' keys have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, Final

from engross.diff.findings import Fact
from engross.diff.touches import Reach

_OF_REACHES: Final = tuple(field.name for field in fields(Fact) if field.name != "edit")
"""The fields of a fact that have an entry for each reach."""


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Sort facts, and the reaches of each."""
    return sorted(map(_sorted, facts), key=_key)


def _key(fact: Fact) -> tuple[tuple[str, ...], ...]:
    return _place(fact.reach[0]), fact.edit.coordinates


def _sorted(fact: Fact) -> Fact:
    order = sorted(range(len(fact.reach)), key=lambda index: _place(fact.reach[index]))
    sorted_: dict[str, Any] = {
        name: tuple([getattr(fact, name)[index] for index in order]) for name in _OF_REACHES
    }
    return replace(fact, **sorted_)


def _place(reach: Reach) -> tuple[str, ...]:
    direction = "" if reach.direction is None else reach.direction.value
    where = (reach.path, reach.webhook or "", reach.method, direction, reach.status or "")
    return (*where, reach.location, reach.name, reach.media_type or "", reach.instance_path)
