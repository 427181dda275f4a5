"""What a discriminator cannot choose is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Schema
from engross.plan.unions import tag_table, unchosen
from engross.spec import load_api

TAG = {"propertyName": "kind"}
TEXT = {"type": "string"}
CAT, DOG = ({"$ref": f"#/components/schemas/{name}"} for name in ("Cat", "Dog"))


def branch(kind: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": {"kind": kind}, "required": [*required]}


def told(folder: Path, **schemas: Any) -> list[tuple[str, str]]:
    """Give where something is told, and what."""
    document = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "paths": {}}
    path = folder / "openapi.json"
    path.write_text(json.dumps({**document, "components": {"schemas": schemas}}))
    problems = unchosen(load_api(path, authored=False)[0])
    return [(str(problem.pointer), problem.message.partition(": ")[2]) for problem in problems]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (({"const": "cat"}, {"enum": ["dog"]}), {}),
        ((TEXT, TEXT), {}),
        ((TEXT, TEXT), {"mapping": {"c": "Cat", "d": "Dog", "e": "Dog"}}),
        (({"const": "cat"}, {"const": 1}), {"defaultMapping": "Dog"}),
    ],
)
def test_a_union_whose_branches_have_tags_is_all_right(
    tmp_path: Path, kinds: tuple[Any, Any], words: dict[str, Any]
) -> None:
    cat, dog = map(branch, kinds)
    pet = {"oneOf": [CAT, DOG], "discriminator": {**TAG, **words}}
    assert told(tmp_path, Cat=cat, Dog=dog, Pet=pet) == []


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        (({"const": "cat"}, {"const": 1}), "#/components/schemas/Dog"),
        (({"const": "a"}, {"const": "a"}), "#/components/schemas/Cat, #/components/schemas/Dog"),
    ],
)
def test_branches_without_a_tag_are_told(tmp_path: Path, kinds: tuple[Any, Any], left: str) -> None:
    cat, dog = map(branch, kinds)
    found = told(tmp_path, Cat=cat, Dog=dog, Pet={"oneOf": [CAT, DOG], "discriminator": TAG})
    assert found == [
        (
            "#/components/schemas/Pet/discriminator",
            f"by the values that they list, no tag means {left}",
        )
    ]


def test_heirs_without_a_tag_are_told(tmp_path: Path) -> None:
    base = {**branch({"enum": ["Cat", "pig"]}, "kind"), "discriminator": TAG}
    heir = {"allOf": [{"$ref": "#/components/schemas/Base"}]}
    found = told(tmp_path, Base=base, Cat=heir, Dog=heir)
    dog = "by the values that they list, no tag means #/components/schemas/Dog"
    assert found == [("#/components/schemas/Base/discriminator", dog)]


@pytest.mark.parametrize(("words", "assumed"), [({}, True), ({"defaultMapping": "Cat"}, False)])
def test_a_base_stands_in_for_heirs_that_the_document_does_not_know(
    bench: Any, words: dict[str, Any], assumed: bool
) -> None:
    base = {**branch(TEXT, "kind"), "discriminator": {**TAG, **words}}
    heir = {"allOf": [{"$ref": "#/components/schemas/Pet"}]}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}
    shapes = bench.shapes(
        openapi="3.2.0",
        paths={"/it": {"get": {"responses": {"200": {"description": "", "content": content}}}}},
        components={"schemas": {"Pet": base, "Cat": heir}},
    )
    [union] = [s for s in shapes.api.schemas.values() if isinstance(s, Schema) and s.discriminator]
    table = tag_table(shapes, union)

    assert table is not None
    assert (table.otherwise, table.assumed) == ("Pet" if assumed else "Cat", assumed)


def test_a_base_without_heirs_has_nothing_to_choose(tmp_path: Path) -> None:
    assert told(tmp_path, Base={**branch(TEXT, "kind"), "discriminator": TAG}) == []


@pytest.mark.parametrize("inside", [False, True])
def test_branches_beside_members_are_told_where_others_include_them(
    tmp_path: Path, inside: bool
) -> None:
    members = {"type": "object", "properties": {"name": TEXT}}
    union = {"oneOf": [CAT, DOG], "discriminator": TAG}
    pet = {"allOf": [members, union]} if inside else {**members, **union}
    schemas = {"Cat": branch(TEXT), "Dog": branch(TEXT), "Pet": pet}
    assert told(tmp_path, **schemas) == []
    heir = {"allOf": [{"$ref": "#/components/schemas/Pet"}, members]}
    place = "/allOf/1" if inside else ""
    found = told(tmp_path, **schemas, Tom=heir)
    assert [at for at, _ in found] == [f"#/components/schemas/Pet{place}/discriminator"]
