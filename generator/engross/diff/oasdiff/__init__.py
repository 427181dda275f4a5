"""The profile `oasdiff`: our facts under its ids and levels, for a project that moves over.

An id of oasdiff is composed of a place and of what was edited there. The places of an edit are
tried from the most special on; what comes to no id of oasdiff keeps the id of our rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from engross.diff.apis import Reach
from engross.diff.edits import Edit
from engross.diff.findings import Fact
from engross.diff.judged import Finding, told
from engross.diff.levels import Level, derived
from engross.diff.oasdiff import lifecycle, operations, values
from engross.diff.oasdiff.documents import DOCUMENT_RULES, document_edits, version_edit
from engross.diff.oasdiff.ids import LEVELS
from engross.diff.oasdiff.places import Document, Place, begins, indexed
from engross.diff.rules import RULES
from engross.ir import Api

WORDS = {**values.WORDS, **lifecycle.WORDS, **operations.WORDS}


def translated(facts: Iterable[Fact], base: Api, revision: Api, today: date) -> tuple[Finding, ...]:
    """Give the findings as oasdiff names and weighs them, the worst first.

    Args:
        facts: What differs.
        base: The earlier document.
        revision: The later one.
        today: The day on which a sunset has come or not.
    """
    old, new = indexed(base), indexed(revision)
    found = [finding for fact in facts for finding in _findings(fact, old, new, today)]
    found += [_of_document(edit) for edit in document_edits(base, revision)]
    version = version_edit(base, revision)
    if version is not None and any(finding.level is Level.BREAKING for finding in found):
        found.append(_of_document(version))
    return tuple(sorted(found, key=lambda finding: -finding.level))


def _findings(fact: Fact, old: Document, new: Document, today: date) -> Iterator[Finding]:
    """Yield a finding for each id that one fact has at its places."""
    named: dict[tuple[str, Level], list[Reach]] = {}
    for reach, way in zip(fact.reach, fact.ways, strict=True):
        place = Place(edit=fact.edit, reach=reach, way=way, old=old, new=new, today=today)
        if (reach.method, reach.path) not in old.unpromised:
            for name in _ids(place):
                named.setdefault((name, _level(name, place)), []).append(reach)
    rule = RULES[fact.edit.rule]
    for (name, level), places in named.items():
        yield Finding(
            rule=replace(rule, id=name),
            edit=fact.edit,
            level=level,
            message=told(rule, fact.edit, "`{}`"),
            reach=tuple(places),
            levels=(level,) * len(places),
        )


def _ids(place: Place) -> tuple[str, ...]:
    """Name an edit at a place; empty where oasdiff leaves it out on purpose."""
    rule = place.edit.rule
    if place.reach.webhook not in (None, place.reach.path):
        return (rule,)  # It does not look into callbacks.
    words = WORDS[rule](place) if rule in WORDS else (rule,)
    found = (_composed(word, place) for word in words)
    return tuple(dict.fromkeys(name for name in found if name)) or ((rule,) if words else ())


def _composed(word: str, place: Place) -> str | None:
    names = (f"{begin}-{word}".removeprefix("-") for begin in begins(place))
    return next((name for name in names if name in LEVELS), None)


def _level(name: str, place: Place) -> Level:
    """Give oasdiff's level; a webhook's and an unknown id's is what follows from the rule."""
    flipped = place.reach.webhook is not None and place.reach.direction is not None
    if name in LEVELS and not flipped:
        return LEVELS[name]
    return derived(RULES[place.edit.rule], place.reach.direction)


def _of_document(edit: Edit) -> Finding:
    rule, level = DOCUMENT_RULES[edit.rule], LEVELS[edit.rule]
    return Finding(
        rule=rule,
        edit=edit,
        level=level,
        message=told(rule, edit, "`{}`"),
        reach=(Reach(),),
        levels=(level,),
    )
