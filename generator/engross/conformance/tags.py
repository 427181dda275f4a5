"""Obligations about unions in which the tag of an object says which class it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engross.conformance.leaves import Body, escaped, wire_text
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json
from engross.conformance.samples import Leaf, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.shapes import Member, Shape, Shapes
from engross.ir import Api, Discriminator, Schema
from engross.names import Names
from engross.pointer import Pointer

UNKNOWN = "engross_unknown"
"""A tag that nothing is called by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Branch:
    """A class that an object of a union may be."""

    shape: Shape
    tags: tuple[str, ...]
    member: Member | None
    """Its tag."""
    free: bool
    """Whether that may be any text."""
    wire: dict[str, Json]
    """One such object, without its tag."""
    python: Json


def tag_obligations(
    api: Api,
    names: Names,
    shapes: Shapes,
    sent_only: frozenset[Pointer] = frozenset(),
    *,
    brief: bool = False,
) -> Iterator[Obligation]:
    """Derive the obligations about every union with a discriminator, in the order of the spec.

    Args:
        api: Where they stand.
        names: What they are called.
        shapes: What they mean.
        sent_only: The schemas that no answer is made of: they have no members but the spec's.
        brief: Try one tag of each branch.
    """
    for place, schema in api.schemas.items():
        if isinstance(schema, Schema) and schema.discriminator is not None:
            union, closed = shapes.of(schema), place in sent_only
            branches = list(_branches(shapes, union, schema.discriminator, writes=closed))
            deriver = _Deriver(names.classes[place], schema.discriminator, branches, closed)
            yield from deriver.chosen(brief=brief)
            # What is one class, however often it is a branch, has no tags to tell apart.
            if branches and len(branches) == len(union.options):
                yield from deriver.others()


def unknown_tag(body: Body, leaf: Leaf) -> Iterator[Obligation]:
    """Derive that an heir which the spec does not know is its base, and told."""
    told, wire = leaf.shape.schema.discriminator, wire_text(leaf)
    if leaf.shape.kind != "union" or told is None or not told.assumed:
        return
    branches = _branches(body.subject.shapes, leaf.shape, told, writes=False)
    base = next((b for b in branches if b.shape.schema.pointer == told.default_mapping), None)
    if base is None or not base.free:
        return
    made = {**base.wire, told.property_name: UNKNOWN}
    claim = f"What has another `{told.property_name}` is a {base.shape.name}, and told of."
    drift = [["unknown-enum-value", f"{wire}/{escaped(told.property_name)}"]]
    edits: list[Json] = [["set", wire, made]]
    at = {leaf.access: base.python}
    yield body.accepted(leaf, "unknown-tag", edits, at, claim, drift=drift)


def _branches(
    shapes: Shapes, union: Shape, told: Discriminator, *, writes: bool
) -> Iterator[_Branch]:
    """Make an object of each branch that is a class and can be told."""
    for option in union.options:
        shape, tags = shapes.of(option), shapes.tags(union.schema, option)
        is_known = bool(tags) or told.default_mapping == shape.schema.pointer
        if shape.kind != "object" or not shape.name or not is_known:
            continue
        try:
            made = Sampler(shapes, full=False, writes=writes).sample(option)
        except NoValueError:
            continue
        member = next((m for m in shape.members if m.wire == told.property_name), None)
        found = made.python["fields"].items()
        fields = {name: v for name, v in found if member is None or name != member.python}
        kinds = {"any", "string"} if writes else {"any", "enum", "string"}
        yield _Branch(
            shape=shape,
            tags=tags,
            member=member,
            free=member is None or shapes.of(member.schema).kind in kinds,
            wire={name: v for name, v in made.wire.items() if name != told.property_name},
            python={"model": shape.name, "fields": fields},
        )


@dataclass(frozen=True, slots=True)
class _Deriver:
    """Derives the obligations about one union."""

    name: str
    told: Discriminator
    branches: list[_Branch]
    closed: bool
    """Whether its objects have no members but the spec's."""

    def chosen(self, *, brief: bool) -> Iterator[Obligation]:
        """Yield that a tag chooses its class, also of an object with the members of all others."""
        for branch in self.branches:
            if self.closed and branch.member is None:
                continue
            for tag in branch.tags[: 1 if brief else None]:
                claim = f"What has `{self.told.property_name}: {tag}` is a {branch.shape.name}."
                yield self._obligation(f"tag/{tag}", claim, self._wire(branch), tag, branch)

    def _wire(self, branch: _Branch) -> dict[str, Json]:
        """Give an object of a branch, with the members of all others where it may have more."""
        own = {member.wire for member in branch.shape.members}
        others = [] if self.closed else [other.wire for other in self.branches]
        return {n: v for other in others for n, v in other.items() if n not in own} | branch.wire

    def others(self) -> Iterator[Obligation]:
        """Yield what is made of another tag, and of none."""
        place, name = self.told.default_mapping, self.told.property_name
        if place is not None:
            [default] = [b for b in self.branches if b.shape.schema.pointer == place]
            if default.free and not self.closed:
                claim = f"What has another `{name}` is a {default.shape.name}."
                yield self._obligation("other", claim, self._wire(default), UNKNOWN, default)
            if default.member is None or not default.member.required:
                claim = f"What has no `{name}` is a {default.shape.name}."
                yield self._obligation("untagged", claim, self._wire(default), None, default)
            return
        wire = self.branches[0].wire
        claim = f"What has another `{name}` is not a {self.name}: a ValueError."
        yield self._obligation("other", claim, wire, UNKNOWN, None)
        if all(branch.member is not None and branch.member.required for branch in self.branches):
            claim = f"What has no `{name}` is not a {self.name}: a ValueError."
            yield self._obligation("untagged", claim, wire, None, None)

    def _obligation(
        self,
        variant: str,
        claim: str,
        wire: Mapping[str, Json],
        tag: str | None,
        branch: _Branch | None,
    ) -> Obligation:
        value: dict[str, Json] = {} if branch is None else {"value": branch.python}
        json: Json = {**wire, **({} if tag is None else {self.told.property_name: tag})}
        return Obligation(
            id=f"models/{self.name}/{variant}",
            check="model",
            claim=claim,
            pointer=self.told.pointer,
            details={"model": self.name, "action": "choose", "json": json, **value},
        )
