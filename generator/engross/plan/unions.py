"""Unions whose discriminator chooses the branch (OpenAPI 3.1, "Discriminator Object")."""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import Problem, Severity
from engross.ir import ABSENT, Api, Ref, Schema
from engross.plan.objects import join


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
    for schema in _schemas(api):
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


def _schemas(api: Api) -> Iterator[Schema]:
    media = [
        media for op in api.operations for response in op.responses for media in response.content
    ]
    for op in api.operations:
        media += op.request_body.content if op.request_body is not None else ()
    pending = [one.schema for one in media] + [*api.schemas.values()]
    while pending:
        schema = pending.pop()
        if isinstance(schema, Schema):
            yield schema
            pending += schema.children()
