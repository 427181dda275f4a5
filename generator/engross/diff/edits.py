"""What differs between two schemas, keyword by keyword; what follows from it is decided elsewhere.

An edit says which words of a spec changed. Its rule's name is oasdiff's without the part that
says where it is: `max-length-decreased`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter
from typing import Final

from engross.diff.normal import Normal, same
from engross.diff.sunset import removal, turns
from engross.ir import ABSENT, Json, Node, Ref, Schema, json_type
from engross.pointer import Pointer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edit:
    """One thing that was written otherwise."""

    rule: str
    """The id of its row in the table of rules."""
    base: Pointer | None
    """Where it stands in the base; None where the node is new."""
    revision: Pointer | None
    """Where it stands in the revision; None where the node is gone."""
    keyword: str = ""
    """The keyword of JSON Schema that holds it."""
    member: Json = ABSENT
    """Which member of the keyword is meant: a property's name, a value of an enum."""
    old: Json = ABSENT
    new: Json = ABSENT

    @property
    def coordinates(self) -> tuple[str, ...]:
        """Tell this edit from all others by where it is, never by the words around it."""
        member = "" if self.member is ABSENT else repr(self.member)
        places = (str(place or "") for place in (self.base, self.revision))
        return (self.rule, *places, self.keyword, member)


Edits = Iterator[Edit]


def schema_edits(base: Normal, revision: Normal, as_of: date | None = None) -> Edits:
    """Compare what two schemas say themselves; the schemas inside them are left to the caller.

    Args:
        base: The earlier schema.
        revision: The later one.
        as_of: The day that sunsets are held against, if they are.
    """
    plain_differ = _PLAIN_VALUES(base.schema) != _PLAIN_VALUES(revision.schema)
    for field, compare in _COMPARISONS.items():
        if plain_differ or field not in _PLAIN:
            yield from compare(base, revision, field)
    yield from _properties(base, revision, as_of)
    yield from _lifetime(base, revision, as_of)
    places = (base.place("extensions"), revision.place("extensions"))
    yield from note_edits(base.schema, revision.schema, *places)


# --- Words beside the standard's, and those for readers only --------------------------------------

_TOLD_ELSEWHERE: Final = frozenset({"x-sunset"})
_UNREAD: Final = frozenset(
    {
        *("$dynamicRef", "contentSchema", "encoding", "itemEncoding", "jsonSchemaDialect"),
        *("prefixEncoding", "xml"),
    }
)
"""Remarks that can matter for the bytes, where nothing here knows how."""


def note_edits(base: Node, revision: Node, *places: Pointer) -> Edits:
    """Compare the extensions and remarks of two nodes.

    Args:
        base: The earlier node.
        revision: The later one.
        places: Where they stand, where that is not where the nodes do.
    """
    before_at, after_at = places or (base.pointer, revision.pointer)
    for word, old, new in (
        ("extension", base.extensions, revision.extensions),
        ("remark", base.remarks, revision.remarks),
    ):
        for key in sorted((old.keys() | new.keys()) - _TOLD_ELSEWHERE):
            before, after = old.get(key, ABSENT), new.get(key, ABSENT)
            if not same(before, after):
                told = "unread" if key in _UNREAD else word
                yield Edit(
                    rule=f"{told}-{verb(_or_none(before), _or_none(after))}",
                    base=before_at,
                    revision=after_at,
                    keyword=key,
                    member=key,
                    old=before,
                    new=after,
                )


def _or_none(value: Json) -> Json:
    """Take a value that is there, null too, for something."""
    return None if value is ABSENT else (value,)


# --- Limits ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limit:
    keyword: str
    word: str


_LIMITS: Final[Mapping[str, _Limit]] = {
    "maximum": _Limit(keyword="maximum", word="max"),
    "exclusive_maximum": _Limit(keyword="exclusiveMaximum", word="exclusive-max"),
    "minimum": _Limit(keyword="minimum", word="min"),
    "exclusive_minimum": _Limit(keyword="exclusiveMinimum", word="exclusive-min"),
    "max_length": _Limit(keyword="maxLength", word="max-length"),
    "min_length": _Limit(keyword="minLength", word="min-length"),
    "max_items": _Limit(keyword="maxItems", word="max-items"),
    "min_items": _Limit(keyword="minItems", word="min-items"),
    "max_properties": _Limit(keyword="maxProperties", word="max-properties"),
    "min_properties": _Limit(keyword="minProperties", word="min-properties"),
    "max_contains": _Limit(keyword="maxContains", word="max-contains"),
    "min_contains": _Limit(keyword="minContains", word="min-contains"),
}


def _limit(base: Normal, revision: Normal, field: str) -> Edits:
    limit = _LIMITS[field]
    old, new = getattr(base.schema, field), getattr(revision.schema, field)
    if old == new:
        return
    if old is None:
        told = "set"
    elif new is None:
        told = "unset"
    else:
        told = "increased" if new > old else "decreased"
    yield _edit(base, revision, field, f"{limit.word}-{told}", limit.keyword, old, new)


# --- Words that are there or not ------------------------------------------------------------------

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "pattern": ("pattern", "pattern"),
    "format": ("format", "format"),
    "multiple_of": ("multipleOf", "multiple-of"),
    "content_encoding": ("contentEncoding", "content-encoding"),
    "content_media_type": ("contentMediaType", "content-media-type"),
    "title": ("title", "title"),
    "description": ("description", "description"),
}


def _word(base: Normal, revision: Normal, field: str) -> Edits:
    keyword, word = _WORDS[field]
    old, new = getattr(base.schema, field), getattr(revision.schema, field)
    if old != new:
        yield _edit(base, revision, field, f"{word}-{verb(old, new)}", keyword, old, new)


def _default(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.default, revision.schema.default
    if old is ABSENT and new is ABSENT:
        return
    if old is ABSENT or new is ABSENT or not same(old, new):
        rule = f"default-value-{verb(_or_none(old), _or_none(new))}"
        yield _edit(base, revision, field, rule, "default", old, new)


def _examples(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = (list(side.schema.examples) for side in (base, revision))
    if not same(old, new):
        rule = f"example-{verb(old or None, new or None)}"
        yield _edit(base, revision, field, rule, "examples", ABSENT, ABSENT)


def verb(old: object, new: object) -> str:
    """Say what became of a value that may be None."""
    if old is None:
        return "added"
    return "removed" if new is None else "changed"


_FLAGS: Final[Mapping[str, tuple[str, str, str]]] = {
    "read_only": ("readOnly", "became-read-only", "became-not-read-only"),
    "write_only": ("writeOnly", "became-write-only", "became-not-write-only"),
    "unique_items": ("uniqueItems", "unique-items-set", "unique-items-unset"),
    "sensitive": ("x-sensitive", "became-sensitive", "became-not-sensitive"),
    "never": ("", "became-impossible", "became-possible"),
}


def _flag(base: Normal, revision: Normal, field: str) -> Edits:
    keyword, raised, lowered = _FLAGS[field]
    old, new = getattr(base.schema, field), getattr(revision.schema, field)
    if old != new:
        yield _edit(base, revision, field, raised if new else lowered, keyword, old, new)


# --- Types and values -----------------------------------------------------------------------------


def _type(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.type, revision.schema.type
    if old == new or _is_implied(base.schema, revision.schema):
        return
    if old and new and old ^ new == {"null"}:
        rule = "became-nullable" if "null" in new else "became-not-nullable"
    elif _covers(new, old):
        rule = "type-generalized"
    elif _covers(old, new):
        rule = "type-specialized"
    else:
        rule = "type-changed"
    yield _edit(base, revision, field, rule, "type", sorted(old), sorted(new))


def _is_implied(base: Schema, revision: Schema) -> bool:
    """Whether one of two schemas leaves the type to its values, and the other writes it down."""
    for silent, telling in ((base, revision), (revision, base)):
        if not silent.type and silent.enum is not None:
            kinds = frozenset("null" if v is None else json_type(v) for v in silent.enum)
            return _covers(telling.type, kinds)
    return False


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    if not wide:
        return True
    if not narrow:
        return False
    numbers = frozenset({"integer"}) if "number" in wide else frozenset()
    return narrow <= wide | numbers


def _enum(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.enum, revision.schema.enum
    if old is None and new is None:
        return
    if old is None or new is None:
        const = (revision if old is None else base).is_const
        added = "const-added" if const else "became-enum"
        removed = "const-removed" if const else "enum-removed"
        rule = added if old is None else removed
        yield _edit(base, revision, field, rule, "enum", _list(old), _list(new))
    elif base.is_const and revision.is_const:
        if not same(old[0], new[0]):
            yield _edit(base, revision, field, "const-changed", "enum", _list(old), _list(new))
    else:
        for value in _missing(old, new):
            yield _member(base, revision, field, "enum-value-removed", "enum", value)
        for value in _missing(new, old):
            yield _member(base, revision, field, "enum-value-added", "enum", value)


def _missing(values: tuple[Json, ...], among: tuple[Json, ...]) -> Iterator[Json]:
    return (value for value in values if not any(same(value, other) for other in among))


def _list(values: tuple[Json, ...] | None) -> Json:
    return ABSENT if values is None else list(values)


# --- Objects --------------------------------------------------------------------------------------


def _properties(base: Normal, revision: Normal, as_of: date | None) -> Edits:
    old, new = base.schema.properties, revision.schema.properties
    for name, schema in sorted(old.items(), key=itemgetter(0)):
        if name not in new:
            rule = f"property-{removal(schema, as_of)}"
            yield _child(base, revision, "properties", rule, "properties", name, schema, None)
    for name, schema in sorted(new.items(), key=itemgetter(0)):
        if name not in old:
            rule = "property-added"
            yield _child(base, revision, "properties", rule, "properties", name, None, schema)


def _lifetime(base: Normal, revision: Normal, as_of: date | None) -> Edits:
    for turn in turns(base.schema, revision.schema, as_of):
        field = "deprecated" if turn.keyword == "deprecated" else "extensions"
        rule = f"property-{turn.verb}"
        yield _edit(base, revision, field, rule, turn.keyword, turn.old, turn.new)


def _required(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = set(base.schema.required), set(revision.schema.required)
    both = base.schema.properties.keys() & revision.schema.properties.keys()
    for name in revision.schema.required:
        if name not in old and (name in both or name not in revision.schema.properties):
            yield _member(base, revision, field, "property-became-required", "required", name)
    for name in base.schema.required:
        if name not in new and (name in both or name not in base.schema.properties):
            yield _member(base, revision, field, "property-became-optional", "required", name)


def _prefix_items(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.prefix_items, revision.schema.prefix_items
    for index in range(len(new), len(old)):
        rule, item = "prefix-items-removed", old[index]
        yield _child(base, revision, field, rule, "prefixItems", str(index), item, None)
    for index in range(len(old), len(new)):
        rule, item = "prefix-items-added", new[index]
        yield _child(base, revision, field, rule, "prefixItems", str(index), None, item)


def _names(base: Normal, revision: Normal, field: str) -> Edits:
    keyword, word = _MAPS[field]
    old, new = getattr(base.schema, field), getattr(revision.schema, field)
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None:
            rule = f"{word}-{verb(before, after)}"
            yield _child(base, revision, field, rule, keyword, name, before, after)


def _dependent_required(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.dependent_required, revision.schema.dependent_required
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or set(before) != set(after):
            rule = f"dependent-required-{verb(before, after)}"
            yield _member(base, revision, field, rule, "dependentRequired", name)


_MAPS: Final[Mapping[str, tuple[str, str]]] = {
    "pattern_properties": ("patternProperties", "pattern-property"),
    "dependent_schemas": ("dependentSchemas", "dependent-schema"),
}


# --- Schemas inside -------------------------------------------------------------------------------

INNER: Final[Mapping[str, tuple[str, str]]] = {
    "items": ("items", "items"),
    "contains": ("contains", "contains"),
    "additional_properties": ("additionalProperties", "additional-properties"),
    "property_names": ("propertyNames", "property-names"),
    "unevaluated_items": ("unevaluatedItems", "unevaluated-items"),
    "unevaluated_properties": ("unevaluatedProperties", "unevaluated-properties"),
    "not_": ("not", "not"),
    "if_": ("if", "if"),
    "then": ("then", "then"),
    "else_": ("else", "else"),
}
"""Field → keyword and the word for it in a rule, for keywords that hold one schema."""


def _inner(base: Normal, revision: Normal, field: str) -> Edits:
    keyword, word = INNER[field]
    old, new = getattr(base.schema, field), getattr(revision.schema, field)
    if (old is None) != (new is None):
        rule = f"{word}-{verb(old, new)}"
        yield _child(base, revision, field, rule, keyword, ABSENT, old, new)


def _discriminator(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.discriminator, revision.schema.discriminator
    if old is None and new is None:
        return
    if old is None or new is None:
        rule = f"discriminator-{verb(old, new)}"
        yield _edit(base, revision, field, rule, "discriminator", ABSENT, ABSENT)
        return
    if old.property_name != new.property_name:
        rule, names = "discriminator-property-name-changed", (old.property_name, new.property_name)
        yield _edit(base, revision, field, rule, "discriminator", *names)
    ends = tuple(end and end.last for end in (old.default_mapping, new.default_mapping))
    if ends[0] != ends[1]:
        rule = f"discriminator-default-mapping-{verb(*ends)}"
        yield _edit(base, revision, field, rule, "discriminator", *ends)
    yield from note_edits(old, new)
    for tag in sorted(old.mapping.keys() | new.mapping.keys()):
        before, after = old.mapping.get(tag), new.mapping.get(tag)
        if before is None or after is None:
            rule = f"discriminator-mapping-{'added' if before is None else 'deleted'}"
            yield _member(base, revision, field, rule, "discriminator", tag)
        elif before.last != after.last:
            rule = "discriminator-mapping-changed"
            yield _member(base, revision, field, rule, "discriminator", tag)


def _envelope(base: Normal, revision: Normal, field: str) -> Edits:
    old, new = base.schema.envelope, revision.schema.envelope
    if old != new:
        rule = f"envelope-{verb(old, new)}"
        yield _edit(base, revision, field, rule, "x-envelope", ABSENT, ABSENT)


# --- Making edits ---------------------------------------------------------------------------------


def _edit(
    base: Normal, revision: Normal, field: str, rule: str, keyword: str, old: Json, new: Json
) -> Edit:
    return Edit(
        rule=rule,
        base=base.place(field),
        revision=revision.place(field),
        keyword=keyword,
        old=ABSENT if old is None else old,
        new=ABSENT if new is None else new,
    )


def _member(
    base: Normal, revision: Normal, field: str, rule: str, keyword: str, member: Json
) -> Edit:
    return Edit(
        rule=rule,
        base=base.place(field),
        revision=revision.place(field),
        keyword=keyword,
        member=member,
    )


def _child(
    base: Normal,
    revision: Normal,
    field: str,
    rule: str,
    keyword: str,
    member: Json,
    old: Schema | Ref | None,
    new: Schema | Ref | None,
) -> Edit:
    return Edit(
        rule=rule,
        base=base.place(field) if old is None else old.pointer,
        revision=revision.place(field) if new is None else new.pointer,
        keyword=keyword,
        member=member,
    )


_Compare = Callable[[Normal, Normal, str], Edits]

_COMPARISONS: Final[Mapping[str, _Compare]] = {
    "never": _flag,
    "type": _type,
    **dict.fromkeys(_WORDS, _word),
    "enum": _enum,
    **dict.fromkeys(_LIMITS, _limit),
    "unique_items": _flag,
    "prefix_items": _prefix_items,
    "required": _required,
    "dependent_required": _dependent_required,
    **dict.fromkeys(_MAPS, _names),
    **dict.fromkeys(INNER, _inner),
    "default": _default,
    "examples": _examples,
    "read_only": _flag,
    "write_only": _flag,
    "sensitive": _flag,
    "discriminator": _discriminator,
    "envelope": _envelope,
}
"""Field of `ir.Schema` → how two values of it are compared. Branches are paired by `walk`."""

_PLAIN: Final = (
    *("never", "type", *_WORDS, *_LIMITS, "unique_items", "required", "dependent_required"),
    *("read_only", "write_only", "sensitive", "discriminator", "envelope"),
)
"""Fields without an edit where their values are equal, which is told fastest of all at once."""
_PLAIN_VALUES: Final = attrgetter(*_PLAIN)
