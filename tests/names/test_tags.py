"""Each tag of a discriminator, and the schema that it means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Api
from engross.names import Names, name_api
from engross.names.walk import all_schemas
from engross.spec import load_api

TEXT = {"type": "string"}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def branch(**kind: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["kind"], "properties": {"kind": kind}}


def heir(base: str = "Pet", **kind: Any) -> dict[str, Any]:
    return {"allOf": [ref(base), branch(**kind)]} if kind else {"allOf": [ref(base)]}


def union(*names: str, **words: Any) -> dict[str, Any]:
    return {"oneOf": [*map(ref, names)], "discriminator": {"propertyName": "kind", **words}}


@pytest.fixture
def named(tmp_path: Path) -> Any:
    """Name the components of a document, each of them in the one answer."""

    def run(**schemas: Any) -> tuple[Api, Names]:
        content = {"application/json": {"schema": {"properties": {n: ref(n) for n in schemas}}}}
        answer = {"200": {"description": "", "content": content}}
        document = {
            "openapi": "3.2.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/it": {"get": {"responses": answer}}},
            "components": {"schemas": schemas},
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return name_api(load_api(path, authored=False)[0])

    return run


def tags(found: tuple[Api, Names]) -> dict[str, dict[str, str]]:
    """Give what each tag means, by the union."""
    api, names = found
    return {
        names.classes[schema.pointer]: {
            tag: names.classes[place] for tag, place in schema.discriminator.mapping.items()
        }
        for schema in all_schemas(api)
        if schema.discriminator is not None
    }


@pytest.mark.parametrize(
    ("cat", "dog", "words", "told"),
    [
        (TEXT, TEXT, {}, {"Cat": "Cat", "Dog": "Dog"}),
        (TEXT, TEXT, {"mapping": {"c": "Cat"}}, {"c": "Cat", "Dog": "Dog", "Cat": "Cat"}),
        (TEXT, TEXT, {"mapping": {"c": "Cat", "Cat": "Dog"}},
         {"c": "Cat", "Dog": "Dog", "Cat": "Dog"}),
        (TEXT, {"const": "Cat"}, {"mapping": {"c": "Cat"}}, {"c": "Cat", "Cat": "Dog"}),
        (TEXT, TEXT, {"mapping": {"Cat": "Dog", "Dog": "Cat"}}, {"Cat": "Dog", "Dog": "Cat"}),
        (TEXT, TEXT, {"mapping": {"c": "Other"}}, {"Cat": "Cat", "Dog": "Dog"}),
        ({"const": "c"}, {"enum": ["d", "e"]}, {}, {"c": "Cat", "d": "Dog", "e": "Dog"}),
        ({"const": "c"}, TEXT, {"mapping": {"x": "Cat"}}, {"c": "Cat", "Dog": "Dog"}),
        ({"enum": ["c", "d"]}, {"enum": ["c", "d"]}, {"mapping": {"c": "Cat"}}, {"c": "Cat"}),
        ({"oneOf": [{"const": "c"}, {"const": "k"}]}, TEXT, {},
         {"c": "Cat", "k": "Cat", "Dog": "Dog"}),
    ],
)  # fmt: skip
def test_the_tags_of_a_union(
    named: Any, cat: Any, dog: Any, words: dict[str, Any], told: dict[str, str]
) -> None:
    schemas = {"Cat": branch(**cat), "Dog": branch(**dog), "Other": branch(**TEXT)}
    found = named(**schemas, Pet=union("Cat", "Dog", **words))
    assert tags(found)["Pet"] == told


def test_a_branch_behind_another_name_is_called_by_the_name_that_is_used(named: Any) -> None:
    found = named(Cat=branch(**TEXT), Tom=ref("Cat"), Dog=branch(**TEXT), Pet=union("Tom", "Dog"))
    assert tags(found)["Pet"] == {"Tom": "Cat", "Dog": "Dog"}


PET = {**branch(**TEXT), "discriminator": {"propertyName": "kind"}}


def test_the_tags_of_a_base_are_its_heirs_and_itself(named: Any) -> None:
    found = named(Pet=PET, Cat=heir(), Kitten=heir("Cat"), Dog=heir(const="dog"))
    assert tags(found) == {"AnyPet": {"Cat": "Cat", "Kitten": "Kitten", "Pet": "Pet", "dog": "Dog"}}


def test_a_branch_with_heirs_is_one_of_them(named: Any) -> None:
    animal = union("Pet", "Cow", mapping={"pet": "Pet"})
    found = named(Pet=PET, Cat=heir(), Cow=branch(const="cow"), Animal=animal)
    assert tags(found)["Animal"] == {"pet": "AnyPet", "Pet": "AnyPet", "cow": "Cow"}


def test_another_heir_changes_no_name(named: Any) -> None:
    old = named(Pet=PET, Cat=heir())[1].classes
    new = named(Pet=PET, Cat=heir(), Dog=heir())[1].classes
    assert old.items() < new.items()


def test_a_base_that_nobody_refers_to_has_no_union(tmp_path: Path, named: Any) -> None:
    schemas = {"Pet": PET, "Cat": heir()}
    named(**schemas)
    path = tmp_path / "openapi.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**document, "paths": {}}), encoding="utf-8")
    assert tags(name_api(load_api(path, authored=False)[0])) == {}
