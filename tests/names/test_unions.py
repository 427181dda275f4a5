"""Unions beside members are unions of whole objects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Api, Schema
from engross.names import Names, name_api
from engross.spec import load_api

TEXT = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def record(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*properties][:1], "properties": properties}


CARD, BANK = record(pan=TEXT), record(iban=TEXT)
BOTH = [ref("Card"), ref("Bank")]
PAY = record(type=TEXT)
KIND = {"propertyName": "type", "mapping": {"c": "Card", "b": ref("Bank")["$ref"]}}


@pytest.fixture
def named(tmp_path: Path) -> Any:
    """Name components, beside `Card` and `Bank`."""

    def run(**schemas: Any) -> tuple[Api, Names]:
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {},
            "components": {"schemas": {"Card": CARD, "Bank": BANK, **schemas}},
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return name_api(load_api(path, authored=False)[0])

    return run


def members(api: Api, schema: Any) -> list[str]:
    """Name the properties of a schema and its parts."""
    own = api.resolve(schema)
    return [*own.properties, *(name for part in own.all_of for name in members(api, part))]


def unions(found: tuple[Api, Names]) -> dict[str, dict[str, list[str]]]:
    """Give the branches of each component, and what members these have."""
    api, names = found
    return {
        names.classes[schema.pointer]: {
            names.classes[api.resolve(branch).pointer]: members(api, branch)
            for branch in (*schema.any_of, *schema.one_of)
        }
        for schema in api.schemas.values()
        if isinstance(schema, Schema) and (schema.any_of or schema.one_of)
    }


@pytest.mark.parametrize(
    "pay",
    [
        {**PAY, "oneOf": BOTH},
        {**PAY, "anyOf": BOTH},
        {"allOf": [PAY, {"oneOf": BOTH}]},
        {"allOf": [PAY, ref("Either")]},
        {**PAY, "oneOf": BOTH, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
    ],
)
def test_each_branch_has_what_stands_beside_the_union(named: Any, pay: Any) -> None:
    found = unions(named(Either={"oneOf": BOTH}, Pay=pay))
    assert found["Pay"] == {"PayCard": ["type", "pan"], "PayBank": ["type", "iban"]}


def test_a_base_beside_a_union_is_a_part_of_each_branch(named: Any) -> None:
    found = named(Base=record(id=TEXT), Pay={"allOf": [ref("Base"), {"oneOf": BOTH}]})
    assert unions(found)["Pay"] == {"PayCard": ["id", "pan"], "PayBank": ["id", "iban"]}


def test_branches_without_a_name_are_called_by_what_they_say(named: Any) -> None:
    kinds = [
        record(kind={"const": "x"}, x=TEXT),
        record(y=TEXT),
        {**record(z=TEXT), "title": "Z z"},
    ]
    assert [*unions(named(Pay={**PAY, "oneOf": kinds}))["Pay"]] == ["PayX", "PayWithY", "PayZZ"]


def test_branches_of_another_union_are_included_as_the_classes_that_they_are(named: Any) -> None:
    kinds = [{**record(x=TEXT), "title": "First"}, record(y=TEXT)]
    api, names = named(Kind={"oneOf": kinds}, Pay={"allOf": [PAY, ref("Kind")]})
    found = unions((api, names))
    assert found["Kind"] == {"KindFirst": ["x"], "KindWithY": ["y"]}
    assert found["Pay"] == {"PayFirst": ["type", "x"], "PayOption2": ["type", "y"]}


def test_a_class_beside_a_union_is_called_by_its_own_place(named: Any) -> None:
    _, names = named(Pay={**record(state={"enum": ["a", "b"]}), "oneOf": BOTH})
    assert {*names.classes.values()} == {"Card", "Bank", "Pay", "PayCard", "PayBank", "PayState"}


@pytest.mark.parametrize(
    "pay",
    [
        {**PAY, "oneOf": BOTH},
        {"allOf": [PAY], "oneOf": BOTH},
        {"allOf": [PAY, {"oneOf": BOTH}]},
    ],
)
def test_a_tag_means_the_branch_with_what_stands_beside_it(named: Any, pay: Any) -> None:
    api, names = named(Pay={**pay, "discriminator": KIND})
    [union] = [schema for schema in api.schemas.values() if schema.one_of]
    told = {tag: names.classes[place] for tag, place in union.discriminator.mapping.items()}
    assert told == {"c": "PayCard", "Card": "PayCard", "b": "PayBank", "Bank": "PayBank"}


def test_the_tag_of_a_part_chooses_too(named: Any) -> None:
    part = {"oneOf": BOTH, "discriminator": {"propertyName": "type"}}
    api, names = named(Pay={"allOf": [PAY, part]})
    [union] = [schema for schema in api.schemas.values() if schema.one_of]
    told = {tag: names.classes[place] for tag, place in union.discriminator.mapping.items()}
    assert told == {"Card": "PayCard", "Bank": "PayBank"}


def test_null_is_a_branch_where_it_may_stand_beside_the_members(named: Any) -> None:
    pay = {**PAY, "type": ["object", "null"], "oneOf": [*BOTH, {"type": "null"}]}
    api, _ = named(Pay=pay)
    [union] = [schema for schema in api.schemas.values() if schema.one_of]
    assert [api.resolve(branch).type == {"null"} for branch in union.one_of] == [False, False, True]


@pytest.mark.parametrize(
    "pay",
    [
        {**PAY, "oneOf": [{"required": ["type"]}, {"required": ["pan"]}]},
        {**PAY, "anyOf": [record(type={"const": "a"}), {"not": {"required": ["type"]}}]},
        {**PAY, "oneOf": [ref("Card")]},
        {**PAY, "oneOf": [*BOTH, TEXT]},
        {**PAY, "oneOf": BOTH, "anyOf": [record(a=TEXT), record(b=TEXT)]},
    ],
)
def test_a_class_whose_union_has_no_whole_objects_stays_one(named: Any, pay: Any) -> None:
    api, _ = named(Pay=pay)
    [schema] = [schema for schema in api.schemas.values() if schema.pointer.last == "Pay"]
    assert "type" in schema.properties


def test_what_others_include_stays_a_class(named: Any) -> None:
    found = named(Pay={**PAY, "oneOf": BOTH}, Heir={"allOf": [ref("Pay"), record(more=TEXT)]})
    assert "PayCard" not in found[1].classes.values()
