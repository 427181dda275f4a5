"""Unions that stand beside members, written as unions of whole objects.

JSON Schema 2020-12, "Keywords for Applying Subschemas With Logic": what stands beside a union
holds for each of its branches, so each is an `allOf` of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from engross.ir import Api, Discriminator, Ref, Schema
from engross.names.tags import in_full
from engross.names.walk import all_schemas
from engross.names.words import is_beside
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Union:
    """A union that stands beside members."""

    part: Schema | Ref
    """Where it stands: the schema itself or a part of its `allOf`."""
    holder: Schema
    """What has its branches: the part itself, or what that refers to."""
    keyword: str
    branches: tuple[Schema | Ref, ...]


class WholeBranches:
    """Writes the unions of an API that stand beside members as unions of whole objects."""

    def __init__(self, api: Api) -> None:
        # What is a class wherever its component is used can be referred to as one.
        self.api = replace(api, schemas={**_classes(api), **api.schemas})

    def __call__(self, schema: Schema) -> Schema:
        """Give a schema as a union, where branches beside its members have members of their own.

        One that others include stays as it is, since they want its members alone, and so does one
        with several such unions.
        """
        if schema.envelope is not None or not (schema.all_of or schema.any_of or schema.one_of):
            return schema
        union = self._beside(schema)
        if union is None or schema.pointer in self._bases:
            return schema
        rest = _without(schema, union)
        parts: list[Schema | Ref] = [part for part in rest.all_of if isinstance(part, Ref)]
        inline = tuple(part for part in rest.all_of if isinstance(part, Schema))
        bare = replace(rest, all_of=inline, discriminator=None)
        common = _part(bare, union.part.pointer)
        if _says_more(common):
            parts.append(common)
        told = union.holder.discriminator or schema.discriminator
        whole = {
            self.api.resolve(branch).pointer: self._whole(union, number, parts)
            for number, branch in enumerate(union.branches)
        }
        if told is not None:
            told = _retold(in_full(self.api, told, union.branches), whole)
        said = {name: getattr(schema, name) for name in ("type", *_ANNOTATIONS)}
        return Schema(
            pointer=schema.pointer,
            discriminator=told,
            **{**said, _FIELDS[union.keyword]: tuple(whole.values())},
        )

    @cached_property
    def _bases(self) -> frozenset[Pointer]:
        """The schemas that others include, not only refer to by an `allOf` of one."""
        return frozenset(
            self.api.resolve(part).pointer
            for schema in all_schemas(self.api)
            for part in schema.all_of
            if isinstance(part, Ref) and (len(schema.all_of) > 1 or schema.properties)
        )

    def _beside(self, schema: Schema) -> _Union | None:
        """Give the one union whose branches have other members than what it stands beside."""
        unions = [*self._unions(schema)]
        known = self._members(schema) if unions else frozenset[str]()
        unions = [union for union in unions if known and self._more(union, known)]
        if len(unions) != 1:
            return None
        [union] = unions
        types = [self.api.resolve(branch).type for branch in union.branches]
        nullable = not schema.type or schema.nullable
        fits = all(not t or "object" in t or (nullable and t == {"null"}) for t in types)
        if union.holder is not union.part:
            fits &= all(isinstance(b, Ref) or b.pointer in self.api.schemas for b in union.branches)
        return union if fits and len(union.branches) > 1 else None

    def _unions(self, schema: Schema) -> Iterator[_Union]:
        """Find the unions of a schema and of the parts that are no objects of their own."""
        pending: list[Schema | Ref] = [schema]
        while pending:
            part = pending.pop()
            holder = self.api.resolve(part)
            if isinstance(part, Schema):
                pending += part.all_of
            elif self._members(holder) or holder.all_of:
                continue
            for keyword, field in _FIELDS.items():
                if branches := getattr(holder, field):
                    yield _Union(part=part, holder=holder, keyword=keyword, branches=branches)

    def _more(self, union: _Union, known: frozenset[str]) -> bool:
        return any(self._members(branch, deep=True) - known for branch in union.branches)

    def _members(self, schema: Schema | Ref, *, deep: bool = False) -> frozenset[str]:
        """Name the properties of a schema and of its parts; if `deep`, of its branches too."""
        own = self.api.resolve(schema)
        inside = (*own.all_of, *own.any_of, *own.one_of) if deep else own.all_of
        found = (self._members(part, deep=deep) for part in inside)
        return frozenset(own.properties).union(*found)

    def _whole(self, union: _Union, number: int, parts: Sequence[Schema | Ref]) -> Schema | Ref:
        """Give a branch with what it stands beside; null stands beside nothing."""
        branch = union.branches[number]
        target = self.api.resolve(branch)
        if target.type == {"null"}:
            return branch
        place = union.part.pointer / union.keyword / number
        if isinstance(branch, Ref):
            own: Schema | Ref = branch
        elif isinstance(union.part, Ref):
            own = Ref(pointer=place / "$ref", target=branch.pointer)
        else:
            own = _part(branch, place)
        return Schema(
            pointer=place,
            title=branch.title if isinstance(branch, Schema) else None,
            source=branch.source,
            description=branch.description or target.description,
            deprecated=branch.deprecated,
            all_of=(*parts, own),
        )


def shared_parts(union: Schema) -> Iterator[Pointer]:
    """Give the places of what the branches of a union have from beside it."""
    for branch in (*union.any_of, *union.one_of):
        parts = branch.all_of if isinstance(branch, Schema) else ()
        yield from (part.pointer for part in parts if is_beside(branch, part))


def _classes(api: Api) -> dict[Pointer, Schema]:
    """Give the branches of components that are classes of their own."""
    unions = (schema for schema in api.schemas.values() if isinstance(schema, Schema))
    branches = (branch for union in unions for branch in (*union.any_of, *union.one_of))
    return {
        branch.pointer: branch
        for branch in branches
        if isinstance(branch, Schema)
        and branch.properties
        and branch.type <= {"object", "null"}
        and branch.enum is None
        and not (branch.all_of or branch.any_of or branch.one_of)
    }


def _retold(full: Discriminator, whole: dict[Pointer, Schema | Ref]) -> Discriminator:
    """Let tags mean the branches as they are now."""
    mapping = {tag: whole[place].pointer for tag, place in full.mapping.items() if place in whole}
    default = full.default_mapping
    if default in whole:
        default = whole[default].pointer
    return replace(full, mapping=mapping, default_mapping=default)


def _without(schema: Schema, union: _Union) -> Schema:
    """Take a union out of a schema or its parts, and parts of which nothing is left."""
    others = (part for part in schema.all_of if isinstance(part, Schema) or part is not union.part)
    parts = [_without(part, union) if isinstance(part, Schema) else part for part in others]
    kept = tuple(part for part in parts if isinstance(part, Ref) or _says_more(part))
    here: dict[str, Any] = {"all_of": kept}
    if schema is union.part:
        here |= {_FIELDS[union.keyword]: (), "discriminator": None}
    return replace(schema, **here)


def _says_more(schema: Schema) -> bool:
    """Whether it says more than a type, and what it is for."""
    return _part(schema, schema.pointer) != replace(
        _NOTHING, pointer=schema.pointer / "allOf", type=schema.type, source=schema.source
    )


def _part(schema: Schema, place: Pointer) -> Schema:
    """Give what a schema says as a part of another, which has what is said about it."""
    bare = {name: getattr(_NOTHING, name) for name in _ANNOTATIONS if name != "source"}
    return replace(schema, pointer=place / "allOf", **bare)


_FIELDS: Final = {"anyOf": "any_of", "oneOf": "one_of"}
_ANNOTATIONS: Final = (
    *("source", "inferred", "extensions", "remarks", "title", "description", "default"),
    *("examples", "deprecated", "read_only", "write_only", "sensitive"),
)
_NOTHING: Final = Schema(pointer=Pointer())
