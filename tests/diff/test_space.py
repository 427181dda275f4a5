"""Every edit that a document can have is told by a rule, or waived here with a reason."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import pytest
from engross import ir
from engross.diff.findings import find
from engross.diff.rules import NOT_COMPARED, PYTHON_RULES, RULES
from engross.ir import Api
from engross.spec import read

from .space import FIELDS, cases, document

AS_OF: Final = date(2025, 1, 1)

_UNUSED: Final = "nothing refers to it: what does is compared with what it leads to"
_A_MAP: Final = "a mapping of names has no record, and nobody is told what is said beside the names"
_REFERENCE: Final = "it is for references, which are compared by what they lead to"

WAIVED: Final[Mapping[tuple[str, str], str]] = {
    ("OpenAPI", "openapi"): "another way to say the same is no change; what differs is told",
    ("OpenAPI", "$self"): "it is the document's own address, for references",
    ("External Documentation", "description"): "its address is what is followed",
    **{(kind, "x-a"): _A_MAP for kind in ("Paths", "Responses", "Callback", "OAuth Flows")},
    ("External Documentation", "x-a"): _A_MAP,
    **{
        ("Components", kind): _UNUSED
        for kind in (
            *("responses", "parameters", "examples", "requestBodies", "headers", "links"),
            *("callbacks", "pathItems", "mediaTypes"),
        )
    },
    **{
        ("Schema", keyword): _REFERENCE
        for keyword in ("$schema", "$vocabulary", "$id", "$anchor", "$dynamicAnchor", "$defs")
    },
    **{
        ("Schema", keyword): "it is for those who write the document"
        for keyword in ("$comment", "x-source", "x-inferred")
    },
}
"""Object and field → why its edits are not told."""

WAIVED_FIELDS: Final[Mapping[tuple[str, str], str]] = {
    ("Api", "unread"): "it is of the reading: `test_bad_input` is about it",
    ("Node", "source"): "it is for those who write the document",
    ("Node", "inferred"): "it is for those who write the document",
    ("SecurityScheme", "name"): "schemes are paired by it",
    ("Discriminator", "assumed"): "naming sets it, after what is compared",
    ("MediaType", "binary"): "it follows from the schema, which is compared",
}
"""Record of `engross.ir` and field → why no edit above changes it."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was told of all edits of one object."""

    rules: frozenset[str]
    untold: frozenset[str]
    """Fields of which an edit was not told."""
    restated: frozenset[str]
    """Fields of which another way to say the same was told."""
    differing: frozenset[tuple[str, str]]
    """Records and fields of `engross.ir` that differed, where it was told."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Make all edits of an object, each object once."""
    path = tmp_path_factory.mktemp("space") / "openapi.json"

    @cache
    def api(text: str) -> Api:
        path.write_text(text, encoding="utf-8")
        reading = read(path, authored=False)
        assert not reading.errors, reading.problems
        return reading.api

    @cache
    def all_of(kind: str) -> Told:
        rules, untold, restated, differing = set(), set(), set(), set()
        for case in cases(kind):
            ends = (document(kind, case.field, value) for value in (case.before, case.after))
            base, revision = (api(json.dumps(end)) for end in ends)
            found = {fact.edit.rule for fact in find(base, revision, AS_OF, proving=False)}
            rules |= found
            if found:
                differing |= {*differences(base, revision)}
            if case.is_restated and found:
                restated.add(case.field)
            elif not case.is_restated and not found:
                untold.add(case.field)
        return Told(
            rules=frozenset(rules),
            untold=frozenset(untold),
            restated=frozenset(restated),
            differing=frozenset(differing),
        )

    return all_of


def differences(base: Any, revision: Any) -> Iterator[tuple[str, str]]:
    """Name the fields of records that differ, at the same places of two trees."""
    if is_dataclass(base) and type(base) is type(revision):
        for field in fields(base):
            old, new = (getattr(side, field.name) for side in (base, revision))
            if old != new:
                (owner,) = [of for of in type(base).__mro__ if field.name in declared(of)]
                yield owner.__name__, field.name
                yield from differences(old, new)
    elif isinstance(base, Mapping) and isinstance(revision, Mapping):
        for key in base.keys() & revision.keys():
            yield from differences(base[key], revision[key])
    elif isinstance(base, tuple) and isinstance(revision, tuple):
        for old, new in zip(base, revision, strict=False):
            yield from differences(old, new)


def declared(record: type) -> dict[str, Any]:
    """Give the fields that a record does not inherit."""
    return inspect.get_annotations(record)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_edit_has_a_rule_or_a_reason(told: Any, kind: str) -> None:
    found = told(kind)

    assert found.rules <= RULES.keys()
    assert found.untold == {field for of, field in WAIVED if of == kind}


@pytest.mark.parametrize("kind", FIELDS)
def test_a_default_that_is_written_out_is_no_edit(told: Any, kind: str) -> None:
    assert told(kind).restated == set()


def test_every_rule_is_reached_by_an_edit(told: Any) -> None:
    reached = {rule for kind in FIELDS for rule in told(kind).rules}

    assert RULES.keys() - reached == {*PYTHON_RULES, NOT_COMPARED.id}


def test_every_field_of_every_record_is_compared(told: Any) -> None:
    """So a new field of `engross.ir` fails here until an edit of it is told."""
    records = [r for r in vars(ir).values() if is_dataclass(r) and r.__module__ == ir.__name__]
    known = {(record.__name__, name) for record in records for name in declared(record)}
    differing = {pair for kind in FIELDS for pair in told(kind).differing}

    assert known - differing == WAIVED_FIELDS.keys()
