"""What oasdiff says of a document as a whole: components, global security, the version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from engross.diff.edits import Edit
from engross.diff.levels import Category, Effect, Rule
from engross.ir import Api, SecurityRequirement
from engross.pointer import ROOT

DOCUMENT_RULES: Final[Mapping[str, Rule]] = {
    name: Rule(id=name, effect=Effect.ANNOTATES, categories=(Category.DOCS,), meaning=meaning)
    for name, meaning in (
        ("api-schema-removed", "the schema {member} is no longer a component"),
        ("api-global-security-added", "{member} is another way to authenticate everywhere"),
        ("api-global-security-removed", "{member} is no way to authenticate everywhere any more"),
        ("api-global-security-scope-added", "the scope {member} is required everywhere"),
        (
            "api-global-security-scope-removed",
            "the scope {member} is no longer required everywhere",
        ),
        ("api-version-not-bumped", "something breaks, and the version is still {new}"),
        ("api-version-decreased", "the version went back from {old} to {new}"),
        ("api-major-version-not-bumped", "something breaks; {old} → {new} does not show it"),
    )
}

_SCHEMAS: Final = ("components", "schemas")


def document_edits(base: Api, revision: Api) -> Iterator[Edit]:
    """Yield what is said of no operation."""
    kept = {pointer.last for pointer in revision.schemas if pointer.tokens[:-1] == _SCHEMAS}
    for pointer in base.schemas:
        if pointer.tokens[:-1] == _SCHEMAS and pointer.last not in kept:
            yield Edit(rule="api-schema-removed", base=pointer, revision=None, member=pointer.last)
    yield from _security(base, revision)


def _security(base: Api, revision: Api) -> Iterator[Edit]:
    old, new = _requirements(base), _requirements(revision)
    for name, need in old.items():
        if name not in new:
            yield _global("security-removed", need, None, name)
    for name, need in new.items():
        if name not in old:
            yield _global("security-added", None, need, name)
        else:
            yield from _scopes(old[name], need)


def _scopes(old: SecurityRequirement, new: SecurityRequirement) -> Iterator[Edit]:
    for scheme, scopes in old.schemes.items():
        for scope in sorted(set(scopes) ^ set(new.schemes[scheme])):
            verb = "removed" if scope in scopes else "added"
            yield _global(f"security-scope-{verb}", old, new, scope)


def _requirements(api: Api) -> dict[str, SecurityRequirement]:
    return {" and ".join(sorted(need.schemes)): need for need in api.security}


def _global(
    word: str, old: SecurityRequirement | None, new: SecurityRequirement | None, member: str
) -> Edit:
    return Edit(
        rule=f"api-global-{word}",
        base=None if old is None else old.pointer,
        revision=None if new is None else new.pointer,
        member=member,
    )


# --- The version ----------------------------------------------------------------------------------

_VERSION: Final = re.compile(r"v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)([-+].*)?")


def version_edit(base: Api, revision: Api) -> Edit | None:
    """Say that a version does not show that something breaks; None where it does."""
    old, new = _VERSION.fullmatch(base.version), _VERSION.fullmatch(revision.version)
    if old is None or new is None:
        return None
    before, after = (tuple(map(int, match.group(1, 2, 3))) for match in (old, new))
    if base.version == revision.version:
        rule = "api-version-not-bumped"
    elif after < before:
        rule = "api-version-decreased"
    elif after[:1] == before[:1] and (before[0] > 0 or after[1] == before[1]):
        rule = "api-major-version-not-bumped"
    else:
        return None
    place = ROOT / "info"
    return Edit(
        rule=rule, base=place, revision=place, keyword="version", old=base.version,
        new=revision.version,
    )  # fmt: skip
