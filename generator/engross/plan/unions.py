"""Unions whose discriminator chooses the branch (OpenAPI 3.1, "Discriminator Object")."""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import Problem, Severity
from engross.ir import ABSENT, Api, Ref, Schema
from engross.plan.objects import every_schema, join


def is_tagged(api: Api, union: Schema) -> bool:
    """Whether the discriminator chooses: every branch must have one constant text as its tag."""
    if union.discriminator is None:
        return False
    name = union.discriminator.property_name
    wholes = [join(api, branch) for branch in (*union.any_of, *union.one_of)]
    return bool(wholes) and all(
        _is_tag(whole.properties.get(name)) and name in whole.required for whole in wholes
    )


def _is_tag(schema: Schema | Ref | None) -> bool:
    if not isinstance(schema, Schema):
        return False
    values = schema.enum if schema.const is ABSENT else (schema.const,)
    return values is not None and len(values) == 1 and isinstance(values[0], str)


def untagged_unions(api: Api) -> Iterator[Problem]:
    """Name the schemas whose discriminator chooses nothing."""
    for schema in every_schema(api):
        if schema.discriminator is None or is_tagged(api, schema):
            continue
        name = schema.discriminator.property_name
        is_union = bool(schema.any_of or schema.one_of)
        told = (
            f"not every branch must have one constant text as its {name!r}: the first that fits is"
            " taken"
            if is_union
            else f"no schema is read as one of its heirs by {name!r}: refer to a oneOf of them"
        )
        yield Problem(
            message=f"the discriminator chooses no schema; {told}",
            pointer=schema.pointer / "discriminator",
            severity=Severity.WARNING,
        )
