"""Where an operation belongs: the groups that its id, its tag or its path name, outermost first.

`("admin", "users")` is `client.admin.users`. The first of these that says something decides:

- an operationId of groups and a verb: `admin/users/list`;
- the first tag: below the parent that its Tag Object names (OpenAPI 3.2), and below what its own
  name puts before a separator: `Admin > Users`, `Admin/Users`, `admin.users`;
- without a tag an operationId with dots: `admin.users.list`;
- without any of them the path.

A verb does not repeat its group: `users_list` of the tag `Users` is `client.users.list`.

Only what belongs to the operation itself is looked at, and never how others are called, so that
whatever is added later leaves its place alone. Where a sign may as well stand for something else
(`Users - company level`, `Allow-list / Block-list`, `CI/CD`, `Node.js`) a name stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import dropwhile
from typing import Final, NamedTuple

from engross.ir import Api, Operation
from engross.names.casing import snake

# A word of an operationId: one that is made from a path has other signs, and says no group.
_ID_WORD: Final = re.compile(r"\w([\w .-]*\w)?")
_ARROWS: Final = re.compile(r"\s*(?:::|[»\u203a\\])\s*|\s+>\s+")
_ACRONYMS: Final = re.compile(r"[A-Z]{1,3}(/[A-Z]{1,3})+\b")
_DOTTED: Final = re.compile(r"[a-z][\w-]*(\.[a-z][\w-]*)+|[A-Z][\w-]*(\.[A-Z][\w-]*)+")
_PREFIXES: Final = frozenset({"api", "rest"})
_VERSION: Final = re.compile(r"v\d[\w.]*|\d[\d.-]*", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[_.:-]+")
_FIXED: Final = re.compile(r"\w[^{]*")
_PLURAL: Final = re.compile(r"[^\W_]{2}[^\W_sui]s$", re.IGNORECASE)


def tag_parents(api: Api) -> dict[str, str | None]:
    """Give the parents that Tag Objects name; none of them is below itself."""
    return {tag.name: tag.parent for tag in api.tags}


class Place(NamedTuple):
    """Where an operation belongs, and what it is called there."""

    groups: tuple[str, ...]
    verb: str
    """As the operationId spells it; empty where there is none."""
    whole: str
    """The same with what it repeats of its groups."""


def place_of(op: Operation, parents: Mapping[str, str | None]) -> Place:
    """Say in which groups an operation is, and what verb its id has.

    Args:
        op: The operation.
        parents: Tag to its parent.
    """
    written = op.operation_id or ""
    *above, verb = written.split("/")
    if above and all(_ID_WORD.fullmatch(word) for word in above):
        return Place(_spelt(above), verb, verb)
    if op.tags and op.tags[0]:
        groups = _tag_groups(op.tags[0], parents)
        return Place(groups, _unrepeated(written, groups), written)
    if _DOTTED.fullmatch(written):
        *above, verb = written.split(".")
        return Place(_spelt(above), verb, verb)
    return Place(_spelt(_collections(op.path)), written, written)


def _unrepeated(written: str, groups: tuple[str, ...]) -> str:
    """Give the part of an operationId behind a sign before which it only names its groups.

    The group may be one of several there: `disk_create` of the tag `disks`.
    """
    repeated = {groups[-1].removesuffix("s"), "_".join(groups).removesuffix("s")}
    for sign in _SIGNS.finditer(written):
        before = snake(written[: sign.start()], otherwise="").removesuffix("s")
        if before in repeated and written[sign.end() : sign.end() + 1].isalpha():
            return written[sign.end() :]
    return written


def _spelt(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(snake(word, otherwise="api") for word in words)


def _tag_groups(tag: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Give the groups of a tag; one that repeats its parent's name is not put below it twice."""
    own, parent = _spelt(_levels(tag)), parents.get(tag)
    above = _tag_groups(parent, parents) if parent else ()
    return own if own[: len(above)] == above else (*above, *own)


def _levels(tag: str) -> list[str]:
    """Take a tag's name apart where a sign in it can only mean that one thing is below another."""
    found = _ARROWS.split(tag)
    if len(found) == 1 and not (re.search(r"\s/|/\s", tag) or _ACRONYMS.match(tag)):
        found = tag.split("/")
    if len(found) == 1 and _DOTTED.fullmatch(tag):
        found = tag.split(".")
    return [level for level in found if level.strip() and "{" not in level] or [tag]


def _collections(path: str) -> list[str]:
    """Give the fixed segments of a path, down to the last that is called by a plural.

    So all that is done with a collection and its members is together: `/charges/{id}/refunds` is
    `charges.refunds`, `/charges/{id}/capture` is `charges`. What tells versions apart is no group.
    """
    segments = re.split("[?#]", path, maxsplit=1)[0].split("/")
    # AIP-136, "Custom methods": what follows the colon is a verb.
    fixed = [segment.partition(":")[0] for segment in segments if _FIXED.fullmatch(segment)]
    telling = [word for word in fixed if not _VERSION.fullmatch(word)]
    named = list(dropwhile(_PREFIXES.__contains__, telling)) or fixed[:1] or [""]
    plurals = [number for number, word in enumerate(named, start=1) if _PLURAL.search(word)]
    return named[: max(plurals, default=1)]
