"""What a comparison is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engross.ir import Api


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """Two revisions, and the day they are judged by."""

    base: Api
    revision: Api
    as_of: date | None = None
    """The day that sunsets are held against; None where they are only compared."""
