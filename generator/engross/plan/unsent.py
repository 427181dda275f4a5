"""What a caller has to see to: parameters without a form in their style, bodies in parts."""

from __future__ import annotations

from collections.abc import Iterator

from engross.errors import Problem, warning
from engross.ir import Api, MediaType, Parameter, ParameterLocation, Ref, Schema
from engross.names import body_kind
from engross.pointer import Pointer

_TREES = frozenset({"object", "array"})


# OpenAPI 3.1, "Style Values": what is nested is left open; RFC 6570, "Values": it is undefined.
def unsent_parameters(api: Api) -> Iterator[Problem]:
    """Name the parameters of which the client refuses every value, or every one of a member.

    Args:
        api: As read from the spec.
    """
    for parameter in (parameter for op in api.operations for parameter in op.parameters):
        is_styled = parameter.schema is not None and parameter.style != "deepObject"
        if is_styled and (nested := _nested(api, parameter)) is not None:
            yield _problem(parameter, nested)


def unbounded_bodies(api: Api) -> Iterator[Problem]:
    """Name the bodies whose parts the caller lays out: of all multipart types but forms.

    Args:
        api: As read from the spec.
    """
    for body in (op.request_body for op in api.operations if op.request_body is not None):
        for media in body.content:
            if needs_boundary(media):
                told = (
                    f"a body of {media.content_type!r} is sent as the caller lays it out, in bytes;"
                    " `multipart/form-data` has an argument for each part"
                )
                yield warning(told, media.pointer, kind="multipart")


# RFC 2046, "Multipart Media Type".
def needs_boundary(media: MediaType) -> bool:
    """Whether a body is bytes with parts, of which its media type does not say where they end."""
    told = media.content_type.lower()
    is_composed = body_kind(media) == "bytes" and told.startswith("multipart/")
    return is_composed and "*" not in told and "boundary=" not in told


def _problem(parameter: Parameter, nested: str) -> Problem:
    in_query = parameter.location is ParameterLocation.QUERY
    other = ", or `style: deepObject` where the provider reads that" if in_query else ""
    told = (
        f"the {parameter.location.value} parameter {parameter.name!r} {nested}, for which the"
        f" style {parameter.style!r} has no form, so that a call which gives one is refused:"
        f" write `content: application/json`{other}"
    )
    return warning(told, parameter.pointer, kind="nested parameter")


def _nested(api: Api, parameter: Parameter) -> str | None:
    """Say what of a parameter has no form; None where each value may have one."""
    assert parameter.schema is not None
    whole = api.resolve(parameter.schema)
    if whole.items is not None and _is_tree(api, whole.items):
        items = api.resolve(whole.items)
        return "is a list of lists" if items.items is not None else "is a list of objects"
    for name, member in whole.properties.items():
        if _is_tree(api, member):
            return f"has a member {name!r} with parts of its own"
    further = whole.additional_properties
    return (
        "has members with parts of their own"
        if further is not None and _is_tree(api, further)
        else None
    )


def _is_tree(api: Api, schema: Schema | Ref, inside: frozenset[Pointer] = frozenset()) -> bool:
    """Whether all values of a schema but null are objects or arrays."""
    target = api.resolve(schema)
    if target.pointer in inside:
        return False
    types, within = target.type - {"null"}, inside | {target.pointer}
    if types:
        return types <= _TREES
    choices = target.any_of or target.one_of
    return (
        bool(target.properties)
        or any(_is_tree(api, part, within) for part in target.all_of)
        or (bool(choices) and all(_is_tree(api, branch, within) for branch in choices))
    )
