"""Discriminators in full: each tag, and the schema that it means.

OpenAPI 3.2, "Discriminator Object": a tag is a key of `mapping`, or the name of a component. The
texts that a schema lists for its tag count for more than both: no other one keeps to the schema.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TypeAlias

from engross.ir import ABSENT, Api, Discriminator, Ref, Schema
from engross.names.walk import all_schemas
from engross.names.wrappers import unwrapped
from engross.pointer import Pointer

Texts: TypeAlias = tuple[str, ...] | None
"""The texts that a value may be, where they are listed."""


def in_full(api: Api, told: Discriminator, branches: Iterable[Schema | Ref]) -> Discriminator:
    """Give a discriminator whose mapping has every tag that means one of some schemas."""
    places = {api.resolve(branch).pointer: branch for branch in branches}
    listed = {place: _tags(api, branch, told.property_name) for place, branch in places.items()}
    tags: dict[str, Pointer] = {}

    def add(tag: str, place: Pointer) -> None:
        texts = listed.get(place, ())
        if tag not in tags and (texts is None or tag in texts):
            tags[tag] = place

    for tag, target in told.mapping.items():
        add(tag, _resolved(api, target))
    mapped = frozenset(tags.values())
    named = {place: name for place, branch in places.items() if (name := _component(branch))}
    for place, name in named.items():
        if place not in mapped:
            add(name, place)
    # A text that only one of them lists can mean no other.
    owners = Counter(tag for texts in listed.values() for tag in texts or ())
    for place, texts in listed.items():
        for tag in texts or ():
            if owners[tag] == 1:
                add(tag, place)
    # A component is meant by its name also where `mapping` has another tag for it.
    for place, name in named.items():
        add(name, place)
    default = told.default_mapping
    return replace(told, mapping=tags, default_mapping=default and _resolved(api, default))


def _resolved(api: Api, place: Pointer) -> Pointer:
    return api.resolve(api.schemas[place]).pointer if place in api.schemas else place


def _component(branch: Schema | Ref) -> str:
    place = branch.target if isinstance(branch, Ref) else branch.pointer
    return place.last if place.parent.tokens == ("components", "schemas") else ""


def _tags(
    api: Api, branch: Schema | Ref, name: str, inside: frozenset[Pointer] = frozenset()
) -> Texts:
    """Give the texts that a schema lists for a property, in whatever parts it is written."""
    schema = api.resolve(branch)
    if schema.pointer in inside:
        return None
    inside |= {schema.pointer}
    found = [_texts(api, schema.properties[name])] if name in schema.properties else []
    found += [_tags(api, part, name, inside) for part in schema.all_of]
    found += [_any([_tags(api, part, name, inside) for part in _branches(schema)])]
    return reduce(_both, found, None)


def _texts(api: Api, prop: Schema | Ref, inside: frozenset[Pointer] = frozenset()) -> Texts:
    """Give the texts that a value may be."""
    schema = api.resolve(prop)
    if schema.pointer in inside:
        return None
    inside |= {schema.pointer}
    listed = schema.enum if schema.const is ABSENT else (schema.const,)
    own = None if listed is None else tuple(v for v in listed if isinstance(v, str))
    found = [own, *(_texts(api, part, inside) for part in schema.all_of)]
    found += [_any([_texts(api, part, inside) for part in _branches(schema)])]
    return reduce(_both, found, None)


def _both(left: Texts, right: Texts) -> Texts:
    if left is None or right is None:
        return right if left is None else left
    return tuple(text for text in left if text in right)


def _any(parts: Sequence[Texts]) -> Texts:
    """Put the texts of branches together; where one lists none, it may be any."""
    known = [texts for texts in parts if texts is not None]
    return tuple(text for texts in known for text in texts) if known == [*parts] != [] else None


def _branches(schema: Schema) -> tuple[Schema | Ref, ...]:
    return (*schema.any_of, *schema.one_of)


# --- What a discriminator chooses among -----------------------------------------------------------


def is_choice(api: Api, schema: Schema) -> bool:
    """Whether a discriminator chooses among branches: beside members they are no whole objects."""
    return len(_objects(api, schema)) > 1 and not has_members(api, schema)


def has_members(api: Api, schema: Schema, inside: frozenset[Pointer] = frozenset()) -> bool:
    """Whether a schema, or a part of its `allOf`, has properties."""
    inside |= {schema.pointer}
    parts = (part for part in map(api.resolve, schema.all_of) if part.pointer not in inside)
    return bool(schema.properties) or any(has_members(api, part, inside) for part in parts)


def _objects(api: Api, schema: Schema) -> list[Schema | Ref]:
    """Give the branches that an object may be."""
    branches = map(unwrapped, _branches(schema))
    return [b for b in branches if not (types := api.resolve(b).type) or "object" in types]


def with_tags(api: Api, schema: Schema, unions: Mapping[Pointer, Schema]) -> Schema:
    """Give a union its discriminator in full; elsewhere it chooses nothing and is left out.

    Args:
        api: Where the schema stands.
        schema: Any schema.
        unions: What references to some schemas mean, as `heirs` gives it.
    """
    told = schema.discriminator
    if told is None:
        return schema
    if not is_choice(api, schema):
        return replace(schema, discriminator=None)
    branches = _objects(api, schema)
    full, default = in_full(api, told, branches), told.default_mapping
    if default is not None:
        default = _resolved(api, default)
        added = Ref(pointer=full.pointer / "defaultMapping", target=default)
        known = default in (api.resolve(branch).pointer for branch in branches)
        schema = schema if known else replace(schema, one_of=(*schema.one_of, added))

    def meant(place: Pointer) -> Pointer:
        return unions[place].pointer if place in unions else place

    tags = {tag: meant(place) for tag, place in full.mapping.items()}
    full = replace(full, mapping=tags, default_mapping=default and meant(default))
    return replace(schema, discriminator=full)


def heirs(api: Api) -> dict[Pointer, Schema]:
    """Give what a reference means to each schema whose discriminator chooses among its heirs.

    Returns:
        By the place of the schema a union of the heirs that have a tag and, for whatever else has
        none, of the schema itself.
    """
    bases = [s for s in api.schemas.values() if isinstance(s, Schema) and s.discriminator]
    bases = [base for base in bases if not is_choice(api, base)]
    below = children(api) if bases else {}
    unions = {base.pointer: _union(api, base, _below(api, base, below)) for base in bases}
    return {place: union for place, union in unions.items() if len(union.one_of) > 1}


def children(api: Api) -> dict[Pointer, list[Pointer]]:
    """Give the schemas that contain each other one by `allOf`."""
    found: dict[Pointer, list[Pointer]] = {}
    for place, schema in api.schemas.items():
        pending = [*schema.all_of] if isinstance(schema, Schema) else []
        while pending:
            part = pending.pop()
            if isinstance(part, Ref):
                found.setdefault(api.resolve(part).pointer, []).append(place)
            else:
                pending += part.all_of
    return found


def untagged(api: Api, schema: Schema, below: Mapping[Pointer, Sequence[Pointer]]) -> list[Pointer]:
    """Give what a discriminator is there to choose, but no tag means.

    Args:
        api: As read from the spec.
        schema: What has the discriminator.
        below: What contains each schema, as `children` gives it.
    """
    told = schema.discriminator
    if told is None:
        return []
    found = _objects(api, schema)
    meant = found if is_choice(api, schema) else _below(api, schema, below)
    full = in_full(api, told, meant)
    known = {full.default_mapping, *full.mapping.values()}
    places = dict.fromkeys(api.resolve(branch).pointer for branch in (*meant, *found))
    return [place for place in places if place not in known]


def known_tags(api: Api) -> dict[str, dict[Pointer, tuple[str, ...]]]:
    """Give the tags that the discriminators of an API know: by the property, what each means.

    Args:
        api: As read from the spec.
    """
    found: dict[str, dict[Pointer, tuple[str, ...]]] = {}
    below = children(api)
    for schema in all_schemas(api):
        told = schema.discriminator
        if told is None:
            continue
        heirs_too = [*_below(api, schema, below), schema]
        meant = _objects(api, schema) if is_choice(api, schema) else heirs_too
        of_property = found.setdefault(told.property_name, {})
        for tag, place in in_full(api, told, meant).mapping.items():
            of_property[place] = tuple(dict.fromkeys((*of_property.get(place, ()), tag)))
    return found


def _below(
    api: Api, base: Schema, below: Mapping[Pointer, Sequence[Pointer]]
) -> list[Schema | Ref]:
    """Give the heirs of a schema, and what else its mapping names."""
    told = base.discriminator
    assert told is not None
    places: set[Pointer] = set()
    pending = [*below.get(base.pointer, ())]
    while pending:
        if (place := pending.pop()) not in places:
            places.add(place)
            pending += below.get(place, ())
    # A branch beside members is no whole object, unless it contains them.
    beside = {api.resolve(branch).pointer for branch in _branches(base)}
    places |= {_resolved(api, target) for target in told.mapping.values()} - beside
    return [_ref(place) for place in api.schemas if place in places - {base.pointer}]


def _ref(target: Pointer) -> Ref:
    return Ref(pointer=target, target=target)


def _union(api: Api, base: Schema, found: Sequence[Schema | Ref]) -> Schema:
    told = base.discriminator
    assert told is not None
    full = in_full(api, told, [*found, _ref(base.pointer)])
    default = full.default_mapping or base.pointer
    known = {default, *full.mapping.values()} - {base.pointer}
    places = [*(place for place in api.schemas if place in known), base.pointer]
    home = base.pointer / "discriminator"
    return Schema(
        pointer=home,
        source=base.source,
        description=base.description,
        sensitive=base.sensitive,
        read_only=base.read_only,
        write_only=base.write_only,
        one_of=tuple(
            Ref(pointer=home / "oneOf" / number, target=place)
            for number, place in enumerate(places)
        ),
        discriminator=replace(full, default_mapping=default, assumed=full.default_mapping is None),
    )
