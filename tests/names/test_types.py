"""Values of several types, one of them an object with members, are unions with a class."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Api, Ref, Schema
from engross.names import Names, name_api
from engross.spec import load_api

TEXT = {"type": "string"}
SAID = {"properties": {"x": TEXT}, "items": {"type": "integer"}, "maxLength": 5, "minimum": 1}


@pytest.fixture
def named(tmp_path: Path) -> Any:
    """Name components."""

    def run(**schemas: Any) -> tuple[Api, Names]:
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {},
            "components": {"schemas": schemas},
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return name_api(load_api(path, authored=False)[0])

    return run


def component(api: Api, name: str) -> Schema:
    return api.resolve(next(s for p, s in api.schemas.items() if p.tokens[1:] == ("schemas", name)))


def test_each_type_is_a_branch_with_its_own_keywords(named: Any) -> None:
    types = ["string", "null", "array", "object", "integer"]
    api, _ = named(A={**SAID, "type": types, "description": "It."})
    one = component(api, "A")
    thing, items, number, text, null = map(api.resolve, one.any_of)
    assert (one.description, one.type, one.properties) == ("It.", frozenset(), {})
    assert (thing.type, [*thing.properties]) == ({"object"}, ["x"])
    assert (items.type, api.resolve(items.items).type) == ({"array"}, {"integer"})
    assert (number.type, number.minimum, number.max_length) == ({"integer"}, 1, None)
    assert (text.type, text.minimum, text.max_length) == ({"string"}, None, 5)
    assert (null.type, null.max_length) == ({"null"}, None)


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ({"properties": {"x": TEXT}}, "AObject"),
        ({"properties": {"x": TEXT}, "required": ["x"]}, "AWithX"),
        ({"properties": {"x": {"const": "card"}}}, "ACard"),
    ],
)
def test_the_class_is_named_as_a_branch_of_a_union_is(named: Any, schema: Any, name: str) -> None:
    api, names = named(A={**schema, "type": ["object", "string"]})
    assert names.classes[component(api, "A").any_of[0].target] == name


def test_it_is_a_union_wherever_it_stands(named: Any) -> None:
    both = {"type": ["string", "object"], "properties": {"x": TEXT}}
    holder = {
        "type": "object",
        "properties": {"it": both, "many": {"type": "array", "items": both}},
        "additionalProperties": both,
    }
    _, names = named(Holder=holder, Either={"oneOf": [both, {"type": "boolean"}]})
    assert {*names.classes.values()} == {
        *("Holder", "HolderItObject", "HolderManyItemObject", "HolderValueObject"),
        *("Either", "EitherObjectObject"),
    }


def test_what_others_include_is_its_object(named: Any) -> None:
    both = {"type": ["string", "object"], "properties": {"x": TEXT}}
    heir = {"allOf": [{"$ref": "#/components/schemas/A"}], "properties": {"y": TEXT}}
    api, names = named(A=both, B=heir)
    [part] = component(api, "B").all_of
    assert isinstance(part, Ref)
    assert names.classes[part.target] == "AObject"


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["object", "null"], "properties": {"x": TEXT}},
        {"type": ["object", "string"]},
        {"type": ["array", "string"], "items": TEXT},
        {"type": ["object", "string"], "properties": {"x": TEXT}, "enum": ["a", "b"]},
        {"type": ["object", "string"], "properties": {"x": TEXT}, "const": "a"},
    ],
)
def test_what_needs_no_class_beside_other_types_stays_as_it_is(named: Any, schema: Any) -> None:
    api, _ = named(A=schema)
    assert component(api, "A").any_of == ()
