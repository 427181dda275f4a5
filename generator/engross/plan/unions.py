"""Unions whose discriminator chooses the branch (OpenAPI 3.2, "Discriminator Object")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engross.errors import Problem, warning
from engross.ir import Api, Schema
from engross.names import WholeBranches, all_schemas, children, untagged
from engross.plan.objects import is_class, join
from engross.plan.shapes import Shapes


@dataclass(frozen=True, slots=True, kw_only=True)
class TagTable:
    """How a union is told by the tag of an object which of its branches that is."""

    property_name: str
    branches: Mapping[str, str]
    """Each tag, with the name in `models` of what it means."""
    otherwise: str = ""
    """What no tag and an unknown one mean; empty where nothing does."""
    optional: bool = False
    """Whether a branch may be without its tag."""
    assumed: bool = False
    """Whether `otherwise` is the base of the others, and nothing that the document says."""


def tag_table(shapes: Shapes, union: Schema) -> TagTable | None:
    """Give the tags of a union that has a discriminator."""
    told = union.discriminator
    if told is None:
        return None
    branches = [shapes.api.resolve(branch) for branch in shapes.branches(union)]
    names = {
        branch.pointer: shapes.names.classes[branch.pointer]
        for branch in branches
        if shapes.is_named(branch)
    }
    tags = {tag: names[place] for tag, place in told.mapping.items() if place in names}
    if not tags or len(branches) < 2:
        return None
    default = names.get(told.default_mapping, "") if told.default_mapping is not None else ""
    requiring = (told.property_name in join(shapes.api, branch).required for branch in branches)
    return TagTable(
        property_name=told.property_name,
        branches=tags,
        otherwise=default,
        optional=not default and not all(requiring),
        assumed=bool(default) and told.assumed,
    )


def unchosen(api: Api) -> Iterator[Problem]:
    """Name the schemas that a discriminator is there to choose, and cannot.

    Args:
        api: As read from the spec.
    """
    below = children(api)
    for schema in map(WholeBranches(api), all_schemas(api)):
        if left := ", ".join(map(str, untagged(api, schema, below))):
            yield _problem(schema, f"by the values that they list, no tag means {left}")
        parts = (part for part in schema.all_of if isinstance(part, Schema) and part.discriminator)
        for part in parts if is_class(api, schema) else ():
            yield _problem(part, "its branches stand beside members: write these into each")


def _problem(schema: Schema, told: str) -> Problem:
    message = f"the discriminator cannot choose every schema: {told}"
    return warning(message, schema.pointer / "discriminator")
