"""What a request says of the answer it would like (RFC 7240): the `Prefer` header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Final

_PREFERENCE: Final = re.compile(
    r'\s*([^\s=,;"]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^\s,;]*))?[^,"]*(?:,|$)'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The preferences that the mock knows; of one that comes twice the first holds."""

    code: str | None = None
    """The status of the answer."""
    example: str | None = None
    """The name of an example."""
    dynamic: str | None = None
    """`true`: made from the schema, whatever examples there are."""
    error: str | None = None
    """The name of a documented failure (`x-errors`)."""
    chaos: str | None = None
    """What is to go wrong."""

    def applied(self) -> str:
        """Write `Preference-Applied`; empty where nothing was asked for."""
        known = ((name, getattr(self, name)) for name in _KNOWN)
        return ", ".join(f"{name}={_quoted(value)}" for name, value in known if value is not None)


_KNOWN: Final = tuple(field.name for field in fields(Preferences))
NONE: Final = Preferences()


def preferences(lines: Iterable[str]) -> Preferences:
    """Read the lines of the `Prefer` header; what is not known is left to others."""
    found: dict[str, str] = {}
    for line in lines:
        for name, value in _PREFERENCE.findall(line):
            if name.lower() in _KNOWN:
                found.setdefault(name.lower(), _plain(value))
    return Preferences(**found) if found else NONE


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _quoted(value: str) -> str:
    if re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", value):
        return value
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'
