"""Schemas drawn at random: what a validator finds lost or gained, the verdict finds too."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import jsonschema_rs
from engross.diff import Level, Profile, compare, opened
from engross.ir import ABSENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .matrix import document, pool, whole
from .test_matrix import around, broken

VALUES = list(pool())
NAMES = st.sampled_from(["a", "b", "k", "n"])
SCALARS = st.sampled_from([None, True, 0, 1, 2, 0.5, "a", "b", "ab", "x"])
TREE = {"$ref": "#/components/schemas/Tree"}
TYPES = ["string", "integer", "number", "boolean", "null", "array", "object"]


def words(inner: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    """Give a strategy for each keyword."""
    few = st.integers(0, 3)
    named = st.dictionaries(NAMES, inner, min_size=1, max_size=2)
    branches = st.lists(inner, min_size=1, max_size=3)
    names = st.lists(NAMES, min_size=1, max_size=2, unique=True)
    return {
        "type": st.one_of(
            st.sampled_from(TYPES), st.lists(st.sampled_from(TYPES), min_size=1, unique=True)
        ),
        "enum": st.lists(SCALARS, min_size=1, max_size=3, unique_by=repr),
        "const": SCALARS,
        "minimum": few,
        "maximum": few,
        "exclusiveMinimum": few,
        "exclusiveMaximum": few,
        "multipleOf": st.sampled_from([0.5, 1, 2]),
        "minLength": few,
        "maxLength": few,
        "pattern": st.sampled_from(["^a", "b$", "^[a-z]+$", "^x?$"]),
        "items": inner,
        "prefixItems": branches,
        "minItems": few,
        "maxItems": few,
        "uniqueItems": st.booleans(),
        "contains": inner,
        "minContains": few,
        "maxContains": few,
        "unevaluatedItems": inner,
        "properties": named,
        "required": names,
        "additionalProperties": inner,
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), inner, min_size=1),
        "propertyNames": st.sampled_from([{"maxLength": 1}, {"pattern": "^a"}, {"enum": ["a"]}]),
        "minProperties": few,
        "maxProperties": few,
        "dependentRequired": st.dictionaries(NAMES, names, min_size=1, max_size=1),
        "dependentSchemas": st.dictionaries(NAMES, inner, min_size=1, max_size=1),
        "unevaluatedProperties": inner,
        "allOf": branches,
        "anyOf": branches,
        "oneOf": branches,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
    }


def some(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw a schema with a few keywords."""
    known = words(inner)
    keys = st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=3, unique=True)
    return keys.flatmap(lambda names: st.fixed_dictionaries({name: known[name] for name in names}))


LEAVES = st.one_of(st.booleans(), st.just(TREE), some(st.sampled_from([{"type": "string"}, TREE])))
SCHEMAS = st.recursive(LEAVES, some, max_leaves=4)


@st.composite
def pairs(draw: Any) -> tuple[Any, Any]:
    """Draw a schema and another that differs in a few words, or altogether."""
    one = draw(SCHEMAS)
    if draw(st.integers(0, 3)) == 0:
        return one, draw(SCHEMAS)
    return one, draw(changed(one))


@st.composite
def changed(draw: Any, schema: Any) -> Any:
    """Draw a schema that differs in one place."""
    if not isinstance(schema, dict) or schema == TREE:
        return draw(SCHEMAS)
    key = draw(st.sampled_from(sorted(schema)))
    value = schema[key]
    action = draw(st.sampled_from(["inside", "inside", "again", "away", "more"]))
    if action == "away":
        return {k: v for k, v in schema.items() if k != key}
    if action == "more":
        more = draw(st.sampled_from(sorted(words(LEAVES))))
        return {**schema, more: draw(words(LEAVES)[more])}
    if action == "inside" and isinstance(value, dict) and key in INNER:
        return {**schema, key: draw(changed(value))}
    if action == "inside" and isinstance(value, dict) and key in MAPS:
        name = draw(st.sampled_from(sorted(value)))
        return {**schema, key: {**value, name: draw(changed(value[name]))}}
    if action == "inside" and key in BRANCHES:
        index = draw(st.integers(0, len(value) - 1))
        inner = draw(changed(value[index]))
        return {**schema, key: [*value[:index], inner, *value[index + 1 :]]}
    return {**schema, key: draw(words(LEAVES)[key])}


INNER = {
    *("items", "contains", "additionalProperties", "not", "if", "then", "else"),
    *("unevaluatedItems", "unevaluatedProperties"),
}
MAPS = {"properties", "patternProperties", "dependentSchemas"}
BRANCHES = {"allOf", "anyOf", "oneOf", "prefixItems"}


def verdict(old: Any, new: Any) -> Any:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, schema in (("base", old), ("revision", new)):
            head = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
            text = json.dumps({**head, **document(schema, schema)})
            (folder / f"{file}.json").write_text(text, encoding="utf-8")
        files = [str(folder / f"{file}.json") for file in ("base", "revision")]
        with opened(folder, files[0]) as base, opened(folder, files[1]) as revision:
            if base.reading.errors or revision.reading.errors:
                return None
            return compare(base, revision, Profile.STRICT)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(pairs())
def test_what_a_validator_loses_the_verdict_loses_too(pair: tuple[Any, Any]) -> None:
    check(pair)


def check(pair: tuple[Any, Any]) -> None:
    """Hold the verdict against a validator, in both directions."""
    report = verdict(*pair)
    if report is None:
        return
    one, other = (
        jsonschema_rs.validator_for(whole(schema), validate_formats=True, offline=True)
        for schema in pair
    )
    for direction, source, target in (("request", one, other), ("response", other, one)):
        found = broken(report, direction)
        open_ = [f for f in report.findings if f.level is Level.POTENTIALLY_BREAKING]
        lost = next((v for v in VALUES if source.is_valid(v) and not target.is_valid(v)), ABSENT)
        assert lost is ABSENT or found or open_, (direction, lost)
        for finding, reach in found:
            tried = around(reach.instance_path, finding.witness)
            if reach.instance_path == "":
                assert any(source.is_valid(v) and not target.is_valid(v) for v in tried), finding
