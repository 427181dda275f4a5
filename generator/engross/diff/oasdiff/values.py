"""Edits of values, in the words of oasdiff: what follows the place in an id."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from engross.diff.normal import Normal
from engross.diff.oasdiff.places import Naming, Place, Words, always
from engross.ir import ABSENT


class _Change(Enum):
    """How what is allowed after compares to what was before."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"


# --- Types ----------------------------------------------------------------------------------------


def _type(place: Place) -> Words:
    """Name a new type, a new format and null; a type and its format are one thing there."""
    base, revision = _both(place)
    if not place.is_inner and (_is_missing(base) or _is_missing(revision)):
        return (f"media-type-schema-{'added' if _is_missing(base) else 'removed'}",)
    if base.schema.type and revision.schema.type:
        if base.is_choice or revision.is_choice:
            return _list_of_types(base, revision)
        told = _nullness(base, revision)
    else:
        told = ()
    change = _joined(_types(base, revision), _formats(base, revision))
    return (*_NAMED[place.side](place, change), *told)


def _both(place: Place) -> tuple[Normal, Normal]:
    base, revision = place.base, place.revision
    assert base is not None
    assert revision is not None
    return base, revision


def _is_missing(normal: Normal) -> bool:
    """Say whether a media type has no schema: what stands in for it stands where that does."""
    return normal.schema.pointer.tokens[-2:-1] == ("content",)


def _nullness(base: Normal, revision: Normal) -> Words:
    if base.schema.nullable == revision.schema.nullable:
        return ()
    return ("became-nullable" if revision.schema.nullable else "became-not-nullable",)


def _list_of_types(base: Normal, revision: Normal) -> Words:
    added = revision.schema.type - base.schema.type
    return (f"list-of-types-{'widened' if added else 'narrowed'}",)


def _types(base: Normal, revision: Normal) -> _Change:
    old, new = _plain(base), _plain(revision)
    if old == new:
        return _Change.SAME
    if _covers(new, old):
        return _Change.WIDER
    return _Change.NARROWER if _covers(old, new) else _Change.OTHER


def _plain(normal: Normal) -> frozenset[str]:
    return normal.schema.type - {"null"}


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    if not wide or not narrow:
        return not wide
    return narrow <= wide | ({"integer"} if "number" in wide else frozenset())


def _formats(base: Normal, revision: Normal) -> _Change:
    old, new = base.schema.format, revision.schema.format
    if old == new:
        return _Change.SAME
    if new is None or (old, new) in _WIDER_FORMATS:
        return _Change.WIDER
    narrower = old is None or (new, old) in _WIDER_FORMATS
    return _Change.NARROWER if narrower else _Change.OTHER


_WIDER_FORMATS: Final = frozenset({("int32", "int64"), ("float", "double"), ("date", "date-time")})


def _joined(types: _Change, formats: _Change) -> _Change:
    told = {types, formats} - {_Change.SAME}
    if not told:
        return _Change.SAME
    return told.pop() if len(told) == 1 else _Change.OTHER


def _type_of_request(place: Place, change: _Change) -> Words:
    if change is _Change.SAME or place.is_hidden:
        return ()
    base, revision = _both(place)
    as_text = _as_text(place, wide=revision, narrow=base) and not _of_object(place)
    if as_text or (change is _Change.OTHER and _became_list(place, base, revision)):
        return ("type-compatible", "type-generalized")[place.reach.location != "body" :]
    if change is _Change.WIDER:
        return ("type-generalized",)
    specialized = _of_object(place) and _as_text(place, wide=base, narrow=revision)
    return ("type-specialized" if specialized else "type-changed",)


def _of_object(place: Place) -> bool:
    """Say whether the value is a part of a parameter."""
    return place.is_inner and place.reach.location != "body"


def _type_of_response(place: Place, change: _Change) -> Words:
    if change is _Change.SAME:
        return ()
    base, revision = _both(place)
    if _as_text(place, wide=base, narrow=revision):
        return ("type-compatible",)
    named = bool(_plain(revision)) and base.schema.format == revision.schema.format
    if change is _Change.WIDER and named:
        return ("type-generalized",)
    return ("type-specialized" if change is _Change.NARROWER else "type-changed",)


_NAMED: Final = {"request": _type_of_request, "response": _type_of_response}


def _as_text(place: Place, *, wide: Normal, narrow: Normal) -> bool:
    """Say whether one side takes any text and the value travels as text."""
    is_json = "json" in (place.reach.media_type or "")
    is_text = place.reach.location != "body" or not is_json
    any_text = _plain(wide) == {"string"} and wide.schema.format is None
    return is_text and any_text and _plain(narrow) not in (frozenset(), {"string"})


def _became_list(place: Place, base: Normal, revision: Normal) -> bool:
    """Say whether a parameter may be repeated now, and one value is written as before."""
    parameter = place.parameter
    repeated = parameter is not None and parameter.style == "form" and parameter.explode
    items = revision.schema.items
    if place.is_inner or not repeated or items is None or _plain(revision) != {"array"}:
        return False
    item = place.new.api.resolve(items)
    same = all(getattr(item, word) in (None, getattr(base.schema, word)) for word in _ASKED)
    return same and (item.type == {"string"} or _covers(item.type - {"null"}, _plain(base)))


_ASKED: Final = (
    *("pattern", "enum", "format", "min_length", "max_length", "minimum", "maximum"),
    *("exclusive_minimum", "exclusive_maximum", "multiple_of"),
)


# --- Values ---------------------------------------------------------------------------------------


def _became_enum(place: Place) -> Words:
    """Name a first list of values; there it is one that grew as well."""
    return ("became-enum", "enum-value-added") if place.side == "request" else ("became-enum",)


def _default(place: Place) -> Words:
    """Leave out the default of what has to be sent."""
    parameter = place.parameter
    return () if parameter is not None and parameter.required else (place.edit.rule,)


def _pattern_changed(place: Place) -> Words:
    if not (place.edit.old and place.edit.new):
        return ("pattern-added" if place.edit.new else "pattern-removed",)
    takes_all = place.side == "request" and place.edit.new == ".*"
    return ("pattern-generalized" if takes_all else "pattern-changed",)


def _enum_value(place: Place) -> Words:
    """Leave null to what is said of the type."""
    return () if place.edit.member is None else (place.edit.rule,)


def _one_of_added(place: Place) -> Words:
    base, _ = _both(place)
    wrapped = bool(base.schema.properties) and not base.schema.one_of and not place.is_inner
    return ("wrapped-in-one-of" if wrapped else "one-of-added",)


def _property_added(place: Place) -> Words:
    if place.side == "response":
        return ("added",)
    child = place.revision
    assert child is not None
    if not place.is_required:
        return ("new-optional-request-property",)
    if place.is_hidden:
        return ()
    if place.reach.location == "header":
        return ("new-required-request-header-property",)
    with_default = "" if child.schema.default is ABSENT else "-with-default"
    return (f"new-required-request-property{with_default}",)


def _became_required(place: Place) -> Words:
    if place.side == "request" and place.is_hidden:
        return ()
    child = place.revision
    has_default = child is not None and child.schema.default is not ABSENT
    with_default = "-with-default" if has_default and place.side == "request" else ""
    return (f"became-required{with_default}",)


def _unevaluated(place: Place) -> Words:
    """Leave out what never applies, because further members are described beside it."""
    base, revision = _both(place)
    schema = (base if place.edit.rule.endswith("removed") else revision).schema
    return () if schema.additional_properties is not None else (place.edit.rule,)


def _unread(place: Place) -> Words:
    """Name what has no field here."""
    known = place.edit.keyword == "contentSchema"
    return (place.edit.rule.replace("unread", "content-schema") if known else place.edit.rule,)


_VERBS: Final = ("added", "removed", "changed")
WORDS: Final[Mapping[str, Naming]] = {
    **dict.fromkeys(("type-generalized", "type-specialized", "type-changed"), _type),
    **dict.fromkeys(("became-nullable", "became-not-nullable"), _type),
    **{f"format-{verb}": _type for verb in _VERBS},
    "became-enum": _became_enum,
    "enum-value-added": _enum_value,
    "enum-value-removed": _enum_value,
    "one-of-added": _one_of_added,
    "pattern-changed": _pattern_changed,
    **{f"default-value-{verb}": _default for verb in _VERBS},
    "property-added": _property_added,
    "property-became-required": _became_required,
    "property-became-optional": always("became-optional"),
    "unevaluated-properties-added": _unevaluated,
    "unevaluated-properties-removed": _unevaluated,
    **{f"content-encoding-{verb}": always("content-encoding-changed") for verb in _VERBS},
    **{f"content-media-type-{verb}": always("content-media-type-changed") for verb in _VERBS},
    "unread-added": _unread,
    "unread-removed": _unread,
}
"""Our rule → the words of oasdiff, where they are not the same."""
