"""Prints the IR as JSON: the records by their fields, without those that say nothing new."""

from __future__ import annotations

import json
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from engross.ir import Api
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping, is_tuple


def to_json(api: Api) -> str:
    """Write an API as JSON text: fields as the records have them, numbers digit by digit."""
    return _text(_plain(api), "")


def _plain(value: Any) -> Any:
    """Turn records into mappings, leaving out every field that has its default."""
    if isinstance(value, Pointer):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        shown = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: _plain(item) for f, item in shown if not _is_default(f, item)}
    if is_mapping(value):
        return {str(key): _plain(item) for key, item in value.items()}
    if is_list(value) or is_tuple(value):
        return [_plain(item) for item in value]
    return sorted(value) if isinstance(value, AbstractSet) else value


def _is_default(field: Field[Any], value: Any) -> bool:
    made = field.default if field.default_factory is MISSING else field.default_factory()
    # To Python, `false` and `0` are equal.
    return value is made or (value == made and isinstance(value, bool) == isinstance(made, bool))


def _text(value: Any, indent: str) -> str:
    """Write JSON with exact decimals, which the standard library's encoder has no way to do."""
    inner = f"{indent}  "
    if is_mapping(value) and value:
        rows = [f"{inner}{_scalar(key)}: {_text(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if is_list(value) and value:
        rows = [inner + _text(item, inner) for item in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
