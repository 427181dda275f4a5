"""The methods of a path item: its fields, and the keys of its `additionalOperations`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engross.pointer import Pointer
from engross.spec.cursor import Cursor
from engross.spec.kinds import is_mapping

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_PATH_ITEM: Final = (
    *("$ref", "summary", "description", "servers", "parameters", "additionalOperations"),
    *_METHODS,
)
_OF_OPERATION: Final = ("operationId", "requestBody", "responses")
"""By which an operation is known under any key."""
# RFC 9110, "Methods" and "Tokens".
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def methods(item: Cursor) -> Iterator[tuple[str, Cursor]]:
    """Yield the operations of a path item by method, as requests spell it.

    Other people may write a method in capitals; what else holds an operation is noted.
    """
    item.only(_PATH_ITEM, "a path item")
    fields = {field: field for field in _METHODS if field in item}
    if not item.session.authored:
        for key in item.value:
            if key not in _PATH_ITEM and not key.startswith("x-") and key in item:
                _read_unknown(item, key, fields)
    for field, key in fields.items():
        yield field.upper(), item / key
    for method, operation in item.members("additionalOperations"):
        if not _TOKEN.fullmatch(method):
            operation.error(f"{method!r} is no method: write one of letters, digits and hyphens")
        elif (field := method.lower()) not in _METHODS:
            yield method, operation
        elif _is_free(operation, field, fields):
            message = f"{method!r} has a field of its own: write {field!r} into the path item"
            operation.fault(message, kind="method-field")
            yield field.upper(), operation


def own_place(item: Cursor, method: str) -> tuple[Pointer, bool]:
    """Say where a path item has an operation of a method, and whether it is there."""
    if (field := method.lower()) in _METHODS:
        return item.pointer / field, field in item
    others = item.maybe("additionalOperations")
    place = item.pointer / "additionalOperations" / method
    return place, others is not None and method in others


def _read_unknown(item: Cursor, key: str, fields: dict[str, str]) -> None:
    """Take a key that the standard does not have as the method that it is in other capitals."""
    value, field = item.value[key], key.lower()
    if field in _METHODS:
        if _is_free(item / key, field, fields):
            message = f"{key!r} is no field of a path item: write {field!r}"
            item.warn(message, key=key, kind="method-case")
    elif is_mapping(value) and any(name in value for name in _OF_OPERATION):
        item.unknown(key, _PATH_ITEM, "a path item")


def _is_free(operation: Cursor, field: str, fields: dict[str, str]) -> bool:
    """Take the field of a method for an operation under another key; note where it is taken."""
    if field in fields:
        operation.error(f"{fields[field]!r} is already there: remove one of the two")
        return False
    fields[field] = operation.pointer.last
    return True
