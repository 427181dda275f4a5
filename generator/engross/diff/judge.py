"""What one edit does to the values of a schema: asked of the schema with only that edit made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from jsonschema_rs import Registry

from engross.diff.containment import (
    PROVED,
    Answer,
    Form,
    Verdict,
    contained,
    form,
    is_witness,
)
from engross.diff.documents import Direction, Document, Library
from engross.diff.edits import Edit
from engross.diff.normal import same
from engross.diff.walk import Pair
from engross.ir import ABSENT, Api, Json


class Judge:
    """Answers for the schemas of two revisions; each question is asked once."""

    def __init__(self, base: Api, revision: Api) -> None:
        self._libraries = {
            (side, direction): Library(name=side, api=api, direction=direction)
            for side, api in (("base", base), ("revision", revision))
            for direction in Direction
        }
        self._registry = Registry([library.resource() for library in self._libraries.values()])
        self._known: dict[tuple[tuple[str, ...], Direction], Verdict] = {}

    def verdict(self, edit: Edit, pair: Pair, direction: Direction) -> Verdict:
        """Say whether an edit keeps its side's promise.

        What was accepted in a request has to be accepted still; what is given in a response has
        to be something that was given before.
        """
        key = edit.coordinates, direction
        if key not in self._known:
            self._known[key] = self._verdict(edit, pair, direction)
        return self._known[key]

    def _verdict(self, edit: Edit, pair: Pair, direction: Direction) -> Verdict:
        base = self._libraries["base", direction].document(pair.base.schema)
        revision = self._libraries["revision", direction].document(pair.revision.schema)
        source, target = (base, revision) if direction is Direction.REQUEST else (revision, base)
        patched = _patched(source, target, edit)
        if patched == source:
            return PROVED
        inner, outer = self._form(source), self._form(target)
        alone = contained(inner, self._form(patched))
        if alone.answer is not Answer.REFUTED or is_witness(inner, outer, alone.witness):
            return alone
        # Another edit of the same schema makes good what this one takes away.
        whole = contained(inner, outer)
        return whole if whole.answer is Answer.REFUTED else PROVED

    def _form(self, document: Document) -> Form:
        return form(document, self._registry)


def _patched(source: Document, target: Document, edit: Edit) -> Document:
    """Make one edit in a document, and leave all others out."""
    if isinstance(source, bool) or isinstance(target, bool):
        return target
    change = _PATCHES.get(edit.keyword, _whole_keyword)
    document = {**source, edit.keyword: change(source, target, edit)}
    return {key: value for key, value in document.items() if value is not ABSENT}


def _whole_keyword(_: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    return target.get(edit.keyword, ABSENT)


def _member_of_enum(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    if edit.member is ABSENT:
        return target.get("enum", ABSENT)
    values = [value for value in source["enum"] if not same(value, edit.member)]
    return values if len(values) < len(source["enum"]) else [*values, edit.member]


def _member_of_list(source: Mapping[str, Json], _: Mapping[str, Json], edit: Edit) -> Json:
    names = source.get(edit.keyword, [])
    return [n for n in names if n != edit.member] if edit.member in names else [*names, edit.member]


def _member_of_map(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    old, new = dict(source.get(edit.keyword, {})), target.get(edit.keyword, {})
    if edit.member in new:
        return {**old, edit.member: new[edit.member]}
    old.pop(edit.member, None)
    return old


_PATCHES: Final[Mapping[str, Callable[[Any, Any, Edit], Json]]] = {
    "enum": _member_of_enum,
    "required": _member_of_list,
    "properties": _member_of_map,
    "patternProperties": _member_of_map,
    "dependentSchemas": _member_of_map,
    "dependentRequired": _member_of_map,
}
"""Keyword → how one member of it is changed; all others are changed whole."""
