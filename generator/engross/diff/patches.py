"""One edit made in a JSON Schema, and all others left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from engross.diff.documents import Document
from engross.diff.edits import Edit
from engross.diff.normal import same
from engross.diff.walk import Step
from engross.ir import ABSENT, Json, Schema
from engross.pointer import Pointer


def patched(
    source: Document,
    target: Document,
    edit: Edit,
    schemas: tuple[Schema, Schema],
    places: tuple[Pointer | None, Pointer | None],
) -> Any:
    """Make one edit in a document.

    Args:
        source: The document as it is.
        target: The document with all edits.
        edit: The one that is made.
        schemas: What the two documents were printed from.
        places: Where the edit stands in each of them.
    """
    if isinstance(source, bool) or isinstance(target, bool):
        return target
    field = _BRANCHES.get(edit.keyword)
    if field is not None:
        old, new = (getattr(schema, field) for schema in schemas)
        # A branch may stand where another one does on the other side.
        gone = [branch.pointer == places[0] for branch in old]
        made = [branch.pointer == places[1] for branch in new]
        changed = _branches(source, target, edit.keyword, gone, made)
    else:
        changed = _PATCHES.get(edit.keyword, _whole_keyword)(source, target, edit)
    document = {**source, edit.keyword: changed}
    if edit.keyword == "properties":
        # Whether a member that is new or gone is needed is told with it, as one edit.
        document["required"] = _needed(source, target, edit)
    return {key: value for key, value in document.items() if value is not ABSENT}


def put(document: Document, step: Step, at: str, inner: Document) -> Document:
    """Put another schema in the place that a step leads to."""
    if isinstance(document, bool):
        return document
    held = document[step.keyword]
    if isinstance(held, list):
        held = [inner if index == int(at) else item for index, item in enumerate(held)]
    elif at:
        held = {**held, at: inner}
    else:
        held = inner
    return {**document, step.keyword: held}


def _needed(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> list[Json]:
    names = [name for name in source.get("required", ()) if name != edit.member]
    return [*names, edit.member] if edit.member in target.get("required", ()) else names


def _branches(
    source: Mapping[str, Json],
    target: Mapping[str, Json],
    keyword: str,
    gone: list[bool],
    made: list[bool],
) -> Json:
    before, after = source.get(keyword, ABSENT), target.get(keyword, ABSENT)
    if before is ABSENT or after is ABSENT:
        return after
    kept = [branch for branch, is_gone in zip(before, gone, strict=True) if not is_gone]
    more = [branch for branch, is_made in zip(after, made, strict=True) if is_made]
    # Of no branches none can be taken, but all can be kept.
    return [*kept, *more] or [keyword == "allOf"]


def _whole_keyword(_: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    return target.get(edit.keyword, ABSENT)


def _member_of_enum(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    if edit.member is ABSENT or "enum" not in source:
        return target.get("enum", ABSENT)
    values = [value for value in source["enum"] if not same(value, edit.member)]
    return values if len(values) < len(source["enum"]) else [*values, edit.member]


def _member_of_list(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    names = source.get(edit.keyword, [])
    if edit.member in names:
        return [name for name in names if name != edit.member]
    # What is hidden on this side is required of nobody.
    return [*names, edit.member] if edit.member in target.get(edit.keyword, ()) else names


def _member_of_map(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    old, new = dict(source.get(edit.keyword, {})), target.get(edit.keyword, {})
    if edit.member in new:
        return {**old, edit.member: new[edit.member]}
    old.pop(edit.member, None)
    return old


def _item(source: Mapping[str, Json], target: Mapping[str, Json], edit: Edit) -> Json:
    before, after = source.get(edit.keyword, []), target.get(edit.keyword, [])
    if len(before) > len(after):
        return before[: len(after)] or ABSENT
    return [*before, *after[len(before) : int(edit.member) + 1]]


_BRANCHES: Final = {"allOf": "all_of", "anyOf": "any_of", "oneOf": "one_of"}
_PATCHES: Final[Mapping[str, Callable[[Any, Any, Edit], Json]]] = {
    "enum": _member_of_enum,
    "required": _member_of_list,
    "prefixItems": _item,
    "properties": _member_of_map,
    "patternProperties": _member_of_map,
    "dependentSchemas": _member_of_map,
    "dependentRequired": _member_of_map,
}
"""Keyword → how one member of it is changed; all others are changed whole."""
