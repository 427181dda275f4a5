"""Which description of an answer a status has, and which status a description."""

from __future__ import annotations

from engross.ir import Operation
from engross.ir import Response as Description

_ORDER = "2d3145"
"""How ready a status is to be the ordinary answer, by its first letter; `d` is the default."""


def described(operation: Operation, status: int) -> Description | None:
    """Find the description of a status: its own, its range's, or the default."""
    # OpenAPI 3.1, "Responses Object": an explicit code takes precedence over a range.
    by_status = {description.status.upper(): description for description in operation.responses}
    keys = (str(status), f"{status // 100}XX", "DEFAULT")
    return next((by_status[key] for key in keys if key in by_status), None)


def requested(operation: Operation, code: str) -> tuple[int, Description] | None:
    """Find the description of a status that was asked for; None where there is none."""
    if not (code.isascii() and code.isdecimal() and 200 <= int(code) <= 599):
        return None
    found = described(operation, int(code))
    return None if found is None else (int(code), found)


def usual(operation: Operation) -> tuple[int, Description]:
    """Find the answer to a request that succeeds."""
    ordered = by_success(operation)
    if not ordered or ordered[0].status[0] in "45":
        # Where only failures are described, a request that is as it should be is none of them.
        return 204, Description(pointer=operation.pointer, status="204")
    return status_of(ordered[0]), ordered[0]


def by_success(operation: Operation) -> list[Description]:
    """Give the descriptions of an operation, those of a success first."""
    return sorted(operation.responses, key=lambda found: _ORDER.find(found.status[0]))


def by_failure(operation: Operation) -> list[Description]:
    """Give the descriptions of an operation, those of a caller's failure first."""
    return sorted(operation.responses, key=lambda found: found.status[0] not in "4d")


def status_of(description: Description, *, failed: bool = False) -> int:
    """Choose a status that a description holds for."""
    if description.status == "default":
        return 400 if failed else 200
    return int(description.status.upper().replace("XX", "00"))
