"""JSON with exact decimals, which the standard library's encoder has no way to write."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


class Row(dict[str, Any]):
    """A mapping without exact numbers that stands on a line of its own."""


def dumped(value: Any, *, indented: bool = False) -> str:
    """Write a value as JSON text: numbers digit by digit, members in their order."""
    return _text(value, "\n" if indented else "")


def _text(value: Any, end: str) -> str:
    """Write a value; `end` is the end of a line and the indent of the next, or empty."""
    if isinstance(value, Row):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{end}  " if end else ""
    comma = f",{inner}" if end else ", "
    if isinstance(value, Mapping) and value:
        rows = (f"{_scalar(str(key))}: {_text(item, inner)}" for key, item in value.items())
        return f"{{{inner}{comma.join(rows)}{end}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{comma.join(_text(item, inner) for item in value)}{end}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
