"""Unions of objects one of whose members, the tag, says which of them an object is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, get_args

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core import core_schema as schemas

from .codec import is_object

UNTAGGED: Final = "(no tag)"
OTHER: Final = "(any other)"


class Tagged:
    """Chooses the branch of a union by its tag (OpenAPI 3.2, "Discriminator Object").

    Args:
        name: The member that is the tag, as the wire calls it.
        branches: Each tag, and the name of the class, or of the union, that it means.
        otherwise: The name of what is meant by no tag, and by one that is not known.
        optional: Whether what has no tag is whichever branch it fits.
        assumed: Whether the documentation does not say so of `otherwise`: then it does not know
            the tags that mean it.
    """

    def __init__(
        self,
        name: str,
        branches: Mapping[str, str],
        *,
        otherwise: str = "",
        optional: bool = False,
        assumed: bool = False,
    ) -> None:
        self._name = name
        self._branches = branches
        self._otherwise = otherwise
        self._optional = optional
        self._assumed = assumed

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Make a choice by the tag of branches that pydantic would try in turn."""
        known = [
            (getattr(kind, "__name__", ""), handler.generate_schema(kind))
            for kind in get_args(source)
        ]
        by_name = dict(known)
        choices = {tag: by_name[name] for tag, name in self._branches.items()}
        # What no tag means is found by trying, as in any other union.
        named = {*self._branches.values()} - {self._otherwise}
        rest = [schema for name, schema in known if name not in named]
        tried = [schema for _, schema in known] if self._optional else rest
        choices |= {UNTAGGED: _one_of(tried)} if tried else {}
        choices |= {OTHER: _one_of(rest)} if rest else {}
        return schemas.tagged_union_schema(choices, Choice(self._name, choices, self._assumed))


def _one_of(branches: Sequence[CoreSchema]) -> CoreSchema:
    return schemas.union_schema([*branches]) if len(branches) > 1 else branches[0]


class Choice:
    """Says of a value which of the choices it is, or what it has for a tag where it is none."""

    def __init__(self, name: str, choices: Iterable[str], assumed: bool) -> None:
        self.name = self.__name__ = name
        self._assumed = assumed
        self._choices = frozenset(choices)

    def __call__(self, value: Any) -> str | None:
        """Give a tag, or what stands for all that no tag means."""
        tag = self._tag(value)
        told = str(tag) if isinstance(tag, str) else None
        if told in self._choices:
            return told
        word = UNTAGGED if tag is None else OTHER
        return word if word in self._choices else told

    def knows(self, value: Any) -> bool:
        """Whether the documentation knows what it is, if it has a text for a tag at all."""
        return not (self._assumed and isinstance(self._tag(value), str) and self(value) == OTHER)

    def _tag(self, value: Any) -> Any:
        if isinstance(value, BaseModel):
            extra = value.__pydantic_extra__ or {}
            return value.__dict__.get(_field(type(value), self.name), extra.get(self.name))
        return value.get(self.name) if is_object(value) else None


@cache
def _field(model: type[BaseModel], wire: str) -> str:
    """Name the field of a member."""
    # As part of something else it may have been built without fields of its own.
    model.model_rebuild()
    fields = model.model_fields.items()
    return next((name for name, field in fields if field.alias == wire), wire)
