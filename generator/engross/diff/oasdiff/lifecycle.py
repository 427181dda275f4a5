"""Removal, deprecation, sunset and stability, in the words of oasdiff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from engross.diff.oasdiff.places import UNPROMISED, Naming, Place, Words, always
from engross.ir import ABSENT, Json, Node, Operation, Parameter

_LEVELS: Final = (*UNPROMISED, "beta", "stable")


def _sunset(told: Json) -> date | None:
    """Read `x-sunset`: a date, or a date with a time.

    Raises:
        ValueError: It is neither.
    """
    return None if told is ABSENT else datetime.fromisoformat(str(told)).date()


def _by_sunset(
    node: Node | None, today: date, *, unreadable: str, without: str, past: str, future: str
) -> Words:
    """Choose a word by the day that a node says it ends; an empty word says nothing."""
    assert node is not None
    try:
        end = _sunset(node.extensions.get("x-sunset", ABSENT))
    except ValueError:
        return (unreadable,)
    if end is None:
        return (without,)
    word = past if end <= today else future
    return (word,) if word else ()


def _removed(place: Place) -> Words:
    """Name the removal of an operation by whether it was announced, and the day has come."""
    op = place.before
    assert isinstance(op, Operation)
    word = "api-removed" if op.path in place.new.paths else "api-path-removed"
    if not op.deprecated:
        return (f"{word}-without-deprecation",)
    return _by_sunset(
        op, place.today,
        unreadable="api-path-sunset-parse", without=f"{word}-with-deprecation",
        past="", future=f"{word}-before-sunset",
    )  # fmt: skip


def _parameter_removed(place: Place) -> Words:
    parameter = place.before
    assert isinstance(parameter, Parameter)
    if not parameter.deprecated:
        return ("removed",)
    return _by_sunset(
        parameter, place.today,
        unreadable="sunset-parse", without="removed-with-deprecation",
        past="", future="removed-before-sunset",
    )  # fmt: skip


def _deprecated(place: Place) -> Words:
    """Name the deprecation of an operation by its sunset."""
    return _by_sunset(
        place.after, place.today,
        unreadable="api-deprecated-sunset-parse", without="endpoint-deprecated",
        past="api-sunset-date-too-small", future="endpoint-deprecated-with-sunset",
    )  # fmt: skip


def _parameter_deprecated(place: Place) -> Words:
    return _by_sunset(
        place.after, place.today,
        unreadable="sunset-parse", without="deprecated",
        past="sunset-date-too-small", future="deprecated",
    )  # fmt: skip


def _property_deprecated(place: Place) -> Words:
    assert place.revision is not None
    return _by_sunset(
        place.revision.schema, place.today,
        unreadable="deprecated-sunset-invalid", without="deprecated",
        past="sunset-date-too-small", future="deprecated-with-sunset",
    )  # fmt: skip


def _sunset_changed(unreadable: str, sooner: str) -> Naming:
    def words(place: Place) -> Words:
        if ABSENT in (place.edit.old, place.edit.new):
            return ()  # It is told with the deprecation.
        try:
            old, new = _sunset(place.edit.old), _sunset(place.edit.new)
        except ValueError:
            return (unreadable,)
        return (sooner,) if old and new and new < old and new <= place.today else ()

    return words


def _sunset_deleted(place: Place) -> Words:
    return ("sunset-deleted",) if getattr(place.after, "deprecated", False) else ()


def _extension(place: Place) -> Words:
    """Name the two extensions that it reads."""
    old, new = place.edit.old, place.edit.new
    if place.edit.keyword == "x-extensible-enum" and isinstance(old, list):
        fewer = isinstance(new, list) and any(value not in new for value in old)
        return ("x-extensible-enum-value-removed",) if fewer else ()
    if place.edit.keyword != "x-stability-level":
        return (place.edit.rule,)
    before, after = ("stable" if level is ABSENT else level for level in (old, new))
    if before not in _LEVELS or after not in _LEVELS:
        return ("api-invalid-stability-level",)
    verb = "increased" if _LEVELS.index(after) > _LEVELS.index(before) else "decreased"
    return (f"{'api-' if place.way is None else ''}stability-{verb}",)


_REMOVALS: Final = ("", "-with-deprecation", "-before-sunset", "-after-sunset")
_SUNSETS: Final = ("added", "changed", "moved-nearer", "date-too-small", "invalid")
_OF_ENDPOINT: Final = _sunset_changed("api-path-sunset-parse", "api-sunset-date-changed-too-small")
_OF_PARAMETER: Final = _sunset_changed("sunset-parse", "sunset-date-changed-too-small")

WORDS: Final[Mapping[str, Naming]] = {
    **{f"endpoint-removed{end}": _removed for end in _REMOVALS},
    **{f"request-parameter-removed{end}": _parameter_removed for end in _REMOVALS},
    **{f"property-removed{end}": always("removed") for end in _REMOVALS},
    "endpoint-deprecated": _deprecated,
    "request-parameter-deprecated": _parameter_deprecated,
    "property-deprecated": _property_deprecated,
    "property-reactivated": always("reactivated"),
    **{f"endpoint-sunset-{verb}": _OF_ENDPOINT for verb in _SUNSETS},
    **{f"request-parameter-sunset-{verb}": _OF_PARAMETER for verb in _SUNSETS},
    **{f"property-sunset-{verb}": always() for verb in (*_SUNSETS, "deleted")},
    "endpoint-sunset-deleted": _sunset_deleted,
    "request-parameter-sunset-deleted": _sunset_deleted,
    **{f"extension-{verb}": _extension for verb in ("added", "removed", "changed")},
}
"""Our rule → the words of oasdiff, where they are not the same."""
