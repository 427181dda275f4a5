"""How bad an edit is, for whom, and what a rule is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Final

from engross.diff.documents import Direction


class Level(IntEnum):
    """How bad an edit is; the greater the worse."""

    ANNOTATION = 0
    NON_BREAKING = 1
    POTENTIALLY_BREAKING = 2
    BREAKING = 3

    @property
    def word(self) -> str:
        """Say it as the reports do."""
        return self.name.lower().replace("_", "-")


class Effect(Enum):
    """What an edit does to what can be said or done."""

    NARROWS = "narrows"
    WIDENS = "widens"
    REPLACES = "replaces"
    ANNOTATES = "annotates"


class Category(Enum):
    """Who is concerned."""

    WIRE = "wire"
    """The bytes that are exchanged."""
    TYPES = "types"
    """The type checker, and the validation of values."""
    SOURCE = "source"
    """Imports, signatures and attributes of the Python package."""
    DOCS = "docs"
    """Readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row."""

    id: str
    effect: Effect
    categories: tuple[Category, ...]
    meaning: str
    """The finding's message; `{member}`, `{old}` and `{new}` are those of the edit."""
    request: Level | None = None
    """The level in what the caller writes, where it is not what follows."""
    response: Level | None = None
    """The level in what the caller reads, where it is not what follows."""
    reason: str = ""
    """Why these levels are not what follows."""

    @property
    def is_of_values(self) -> bool:
        """Whether it is about the inside of a schema, so that a proof decides its level."""
        return Category.TYPES in self.categories

    def excepted(self, direction: Direction | None) -> Level | None:
        """Give the level that the row itself says, if it does."""
        return self.response if direction is Direction.RESPONSE else self.request


# Who writes a value suffers when less is accepted, who reads it when more is given.
_DERIVED: Final[Mapping[tuple[Effect, Direction], Level]] = {
    (Effect.NARROWS, Direction.REQUEST): Level.BREAKING,
    (Effect.NARROWS, Direction.RESPONSE): Level.NON_BREAKING,
    (Effect.WIDENS, Direction.REQUEST): Level.NON_BREAKING,
    (Effect.WIDENS, Direction.RESPONSE): Level.BREAKING,
    (Effect.REPLACES, Direction.REQUEST): Level.BREAKING,
    (Effect.REPLACES, Direction.RESPONSE): Level.BREAKING,
    (Effect.ANNOTATES, Direction.REQUEST): Level.ANNOTATION,
    (Effect.ANNOTATES, Direction.RESPONSE): Level.ANNOTATION,
}


def derived(rule: Rule, direction: Direction | None) -> Level:
    """Give the level that follows from a rule's effect where nothing was proved."""
    return _DERIVED[rule.effect, direction or Direction.REQUEST]
