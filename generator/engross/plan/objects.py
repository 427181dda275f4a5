"""Classes: what an `allOf` hands down by inheritance, and what stands in the class itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engross.ir import ABSENT, Api, Ref, Schema
from engross.names import Names
from engross.names.casing import free
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassParts:
    """A schema of an object, taken apart as Python writes it."""

    bases: tuple[Ref, ...]
    """The parts that are classes of their own."""
    body: Schema
    """The properties of the class itself, without `allOf`."""


def is_class(api: Api, schema: Schema | Ref) -> bool:
    """Whether it is a class with fields; unions, enums, maps and lists are not.

    Properties beside a union count for more than the union: its branches often only say which of
    them are required together.
    """
    whole = join(api, schema)
    listed = whole.enum is not None or whole.const is not ABSENT
    if listed or not whole.type <= {"object", "null"}:
        return False
    return bool(whole.properties or (whole.type - {"null"} and not has_more(whole)))


def class_parts(api: Api, names: Names, schema: Schema) -> ClassParts:
    """Say what a class inherits and what it has itself.

    It inherits from the parts of its `allOf` that are classes, unless that would leave a property
    with two meanings or a required one optional. Then it has everything itself.
    """
    if not schema.all_of:
        return ClassParts(bases=(), body=schema)
    bases = tuple(part for part in schema.all_of if isinstance(part, Ref) and is_class(api, part))
    rest = tuple(part for part in schema.all_of if part not in bases)
    body = join(api, replace(schema, all_of=rest))
    parts = [*(join(api, base) for base in bases), body]
    properties = {wire: prop for part in parts for wire, prop in part.properties.items()}
    fields = [names.fields[prop.pointer] for part in parts for prop in part.properties.values()]
    apart = len(fields) == len(set(fields))
    # A part may require what another one describes.
    settled = all(properties.keys() & part.required <= part.properties.keys() for part in parts)
    unknown = set(body.required) - properties.keys()
    whole = join(api, schema)
    alike = all(further(api, part) in (None, further(api, whole)) for part in parts)
    if not apart or not settled or unknown or not alike or has_more(body):
        return ClassParts(bases=(), body=whole)
    return ClassParts(bases=tuple(base for base in bases if join(api, base).properties), body=body)


def body_names(names: Names, body: Schema) -> dict[str, str]:
    """Give the field of each property of a class, by its wire name."""
    fields: dict[str, str] = {}
    for wire, prop in body.properties.items():
        fields[wire] = free((names.fields[prop.pointer],), set(fields.values()))
    return fields


def join(api: Api, schema: Schema | Ref, inside: frozenset[Pointer] = frozenset()) -> Schema:
    """Put a schema and the parts of its `allOf` together; what is said later counts."""
    own = api.resolve(schema)
    if not own.all_of:
        return own
    inside |= {own.pointer}
    parts = [join(api, p, inside) for p in own.all_of if api.resolve(p).pointer not in inside]
    whole = [*parts, own]
    extras = (part.additional_properties for part in reversed(whole))
    return replace(
        own,
        all_of=(),
        any_of=tuple(branch for part in whole for branch in part.any_of),
        one_of=tuple(branch for part in whole for branch in part.one_of),
        type=next((part.type for part in reversed(whole) if part.type), own.type),
        properties={wire: prop for part in whole for wire, prop in part.properties.items()},
        required=tuple(dict.fromkeys(name for part in whole for name in part.required)),
        additional_properties=next((extra for extra in extras if extra is not None), None),
    )


def further(api: Api, whole: Schema) -> Schema | Ref | None:
    """Give what the members of an object that it does not list have to be.

    None where they may be anything, and where branches of a union beside them list some of them.
    """
    extra = whole.additional_properties
    if extra is None or api.resolve(extra).never or branches_add(api, whole):
        return None
    return extra


def branches_add(api: Api, whole: Schema) -> bool:
    """Whether a union beside an object's members may bring members of its own."""
    branches = (join(api, branch) for branch in (*whole.any_of, *whole.one_of))
    return any(
        branch.properties.keys() - whole.properties.keys() or branch.any_of or branch.one_of
        for branch in branches
    )


def has_more(whole: Schema) -> bool:
    """Whether other members than the listed ones mean something."""
    extra = whole.additional_properties
    typed = extra is not None and not (isinstance(extra, Schema) and extra.never)
    return typed or bool(whole.any_of or whole.one_of)
