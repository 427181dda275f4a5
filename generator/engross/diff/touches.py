"""Where an edit is felt, and how the edits of everything but schemas are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from engross.diff.documents import Direction
from engross.diff.edits import Edit, note_edits, verb
from engross.diff.normal import same
from engross.ir import ABSENT, Header, Json, Node, Parameter, ParameterLocation, Ref, Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """One place of the API that an edit touches."""

    method: str = ""
    path: str = ""
    webhook: str | None = None
    """The webhook's name, or the callback's expression."""
    direction: Direction | None = None
    """Who writes the value; None where the edit is about no value."""
    location: str = ""
    """`body`, `header`, `query`, `path`, `cookie`; empty for the operation itself."""
    name: str = ""
    """The parameter or header."""
    status: str | None = None
    media_type: str | None = None
    instance_path: str = ""
    """JSON Pointer of the value inside the body; `*` stands for every item or member."""

    def at(self, instance_path: str) -> Reach:
        """Give the same place with another value inside it."""
        return Reach(
            method=self.method,
            path=self.path,
            webhook=self.webhook,
            direction=self.direction,
            location=self.location,
            name=self.name,
            status=self.status,
            media_type=self.media_type,
            instance_path=instance_path,
        )

    @property
    def order(self) -> tuple[str, ...]:
        """Give what places are sorted by."""
        direction = "" if self.direction is None else self.direction.value
        where = (self.path, self.webhook or "", self.method, direction, self.status or "")
        return (*where, self.location, self.name, self.media_type or "", self.instance_path)

    @property
    def sender(self) -> Direction:
        """Who writes the request: that of a webhook is written by the provider."""
        return Direction.REQUEST if self.webhook is None else Direction.RESPONSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """An edit of something that is no schema, and where it is felt."""

    edit: Edit
    reach: Reach

    @property
    def order(self) -> tuple[str, ...]:
        """Give what it is sorted by."""
        return (*self.reach.order, *self.edit.coordinates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Two schemas that answer to each other, and where their values travel."""

    reach: Reach
    base: Schema | Ref
    revision: Schema | Ref
    as_text: bool = False
    """Whether the values are sent as text that does not tell their types."""

    @property
    def order(self) -> tuple[str, ...]:
        """Give what it is sorted by."""
        return self.reach.order


Found: TypeAlias = Iterator[Touch | Root]


def touch(
    rule: str,
    base: Node | None,
    revision: Node | None,
    where: Reach,
    keyword: str = "",
    *,
    member: Json = ABSENT,
    old: Json = ABSENT,
    new: Json = ABSENT,
) -> Touch:
    """Make an edit between two nodes; None for one that is not there."""
    edit = Edit(
        rule=rule,
        base=None if base is None else base.pointer,
        revision=None if revision is None else revision.pointer,
        keyword=keyword,
        member=member,
        old=_json(old),
        new=_json(new),
    )
    return Touch(edit=edit, reach=where)


def _json(value: Any) -> Json:
    """Give a field's value as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, ParameterLocation):
        return value.value
    return ABSENT if value is None else value


def changes(fields: Mapping[str, str], base: Node, revision: Node, where: Reach) -> Found:
    """Compare fields.

    Args:
        fields: Field of both nodes → rule.
        base: The earlier node.
        revision: The later one.
        where: Where they are felt.
    """
    for field, rule in fields.items():
        old, new = (_written(getattr(node, field)) for node in (base, revision))
        if not same(old, new):
            yield touch(rule, base, revision, where, _KEYS.get(field, field), old=old, new=new)


def _written(value: Any) -> Json:
    return value.value if isinstance(value, ParameterLocation) else value


def words(fields: Mapping[str, str], base: Node, revision: Node, where: Reach) -> Found:
    """Compare fields that may be missing: field → word of the rules that end in `-added`, ..."""
    for field, word in fields.items():
        old, new = (getattr(node, field) or None for node in (base, revision))
        if old != new:
            rule, key = f"{word}-{verb(old, new)}", _KEYS.get(field, field)
            yield touch(rule, base, revision, where, key, old=old, new=new)


_KEYS: Final[Mapping[str, str]] = {
    "operation_id": "operationId",
    "irreversible": "x-irreversible",
    "allow_reserved": "allowReserved",
    "sensitive": "x-sensitive",
    "parameter_name": "name",
    "location": "in",
    "external_docs": "externalDocs",
    "bearer_format": "bearerFormat",
    "open_id_connect_url": "openIdConnectUrl",
    "operation_ref": "operationRef",
    "request_body": "requestBody",
    "placeholder": "x-placeholder",
}


def notes(base: Node, revision: Node, where: Reach) -> Found:
    """Compare extensions and what is for readers only."""
    for edit in note_edits(base, revision):
        yield Touch(edit=edit, reach=where)


def examples(base: Node, revision: Node, where: Reach) -> Found:
    """Compare the examples of two nodes that have some, by name."""
    # Only nodes that have `examples` are given.
    old, new = ({e.name: e for e in node.examples} for node in (base, revision))  # type: ignore[attr-defined]
    yield from members("example", old, new, base, revision, where)
    for name in [name for name in old if name in new]:
        if not same(old[name].value, new[name].value):
            yield touch("example-changed", old[name], new[name], where, member=name)
        yield from notes(old[name], new[name], where)


def members(
    word: str,
    old: Mapping[str, Node],
    new: Mapping[str, Node],
    base: Node,
    revision: Node,
    where: Reach,
) -> Found:
    """Tell which members of a mapping were added and removed, in the order of the documents."""
    for name, node in old.items():
        if name not in new:
            yield touch(f"{word}-removed", node, revision, where, member=name)
    for name, node in new.items():
        if name not in old:
            yield touch(f"{word}-added", base, node, where, member=name)


def names(
    word: str,
    base: Node,
    revision: Node,
    keyword: str,
    told: tuple[tuple[str, ...], tuple[str, ...]],
    where: Reach,
) -> Found:
    """Tell which names of a list were added and removed."""
    old, new = told
    for name in dict.fromkeys(old):
        if name not in new:
            yield touch(f"{word}-removed", base, revision, where, keyword, member=name)
    for name in dict.fromkeys(new):
        if name not in old:
            yield touch(f"{word}-added", base, revision, where, keyword, member=name)


def pairs(
    old: Schema | Ref | None, new: Schema | Ref | None, base: Node, revision: Node, where: Reach
) -> Found:
    """Pair two schemas; one that is missing allows anything."""
    if old is not None or new is not None:
        yield Root(
            reach=where,
            base=old or Schema(pointer=base.pointer),
            revision=new or Schema(pointer=revision.pointer),
            as_text=all(_is_text(node) for node in (base, revision)),
        )


def _is_text(node: Node) -> bool:
    """Whether a value is sent by a style, not as a document of its own."""
    if isinstance(node, Header):
        return node.content_type is None
    return isinstance(node, Parameter) and node.content is None
