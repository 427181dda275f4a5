"""`$ref`s: within the document, to files beside it, and those that are refused."""

from __future__ import annotations

from json import dumps
from pathlib import Path
from typing import Any

import pytest
from engross.errors import Problem
from engross.ir import Ref, Schema
from engross.pointer import Pointer, parse_pointer
from engross.spec import load_api, locate


def ref(target: str) -> dict[str, str]:
    return {"$ref": target}


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("#/components/schemas/Missing", "leads nowhere: there is no such node"),
        ("#/paths/0/x", "leads nowhere"),
        ("#/info/title/0", "leads nowhere"),
        ("#nothing", "names an anchor that is nowhere"),
        ("https://example.com/a.yaml#/A", "is not a file of this folder"),
        ("file:///etc/passwd", "is not a file of this folder"),
        ("//host/a.yaml", "is not a file of this folder"),
        ("/etc/passwd", "leads out of the document's folder"),
        ("../secret.yaml", "leads out of the document's folder"),
        ("a/../../secret.yaml", "leads out of the document's folder"),
        ("%2e%2e/secret.yaml", "leads out of the document's folder"),
        ("..\\secret.yaml", "leads out of the document's folder"),
        ("missing.yaml#/A", "leads nowhere: "),
        ("folder#/A", "cannot be read: it is a directory"),
        ("broken.yaml#/A", "has errors"),
        ("link.yaml#/A", "leads out of the document's folder by a link"),
        ("circle.yaml#/A", "leads nowhere"),
    ],
)
def test_a_reference_that_leads_nowhere_or_out_is_refused(
    workshop: Any, target: str, message: str
) -> None:
    (workshop.folder.parent / "secret.yaml").write_text("A: {type: string}")
    (workshop.folder / "link.yaml").symlink_to(workshop.folder.parent / "secret.yaml")
    (workshop.folder / "circle.yaml").symlink_to(workshop.folder / "circle.yaml")
    (workshop.folder / "folder").mkdir()
    workshop.write("a: [", "broken.yaml")
    told = workshop.messages(components={"schemas": {"It": ref(target)}})

    assert f"error: $ref {target!r}" in told
    assert message in told
    assert "(#/components/schemas/It/$ref)" in told


def test_every_bad_reference_is_told_at_once(workshop: Any) -> None:
    schemas = {"A": ref("#/x"), "B": {"items": ref("http://x/y")}, "C": ref("../c")}

    assert workshop.messages(components={"schemas": schemas}).count("error: $ref") == 3


def test_a_problem_of_another_file_is_told_with_its_name(workshop: Any) -> None:
    workshop.write("a: 1\na: 2\n", "parts/broken.yaml")
    told = workshop.messages(components={"schemas": {"It": ref("parts/broken.yaml#/a")}})

    assert "parts/broken.yaml:2:1: error: the key 'a' is already in line 1" in told


def test_a_reference_may_name_the_folder_it_stays_in(workshop: Any) -> None:
    workshop.write("A: {$ref: '#/B'}\nB: {type: string}", "parts/a.yaml")
    target = f"../{workshop.folder.name}/parts/a.yaml#/A"
    api = workshop.api(components={"schemas": {"It": ref(target)}})

    assert api.resolve(api.schemas[parse_pointer("/components/schemas/It")]).pointer == Pointer(
        ("B",), "parts/a.yaml"
    )


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("#card", Pointer(("components", "schemas", "Card"))),
        ("https://a.example/card", Pointer(("components", "schemas", "Card"))),
        ("https://a.example/card#inner", Pointer(("components", "schemas", "Card", "$defs", "In"))),
        (
            "https://a.example/card#/$defs/In",
            Pointer(("components", "schemas", "Card", "$defs", "In")),
        ),
        ("https://a.example/deep", Pointer(("components", "schemas", "Card", "$defs", "Deep"))),
        ("/own/path", Pointer(("components", "schemas", "Path"))),
        ("#components/schemas/Path", Pointer(("components", "schemas", "Path"))),
        ("parts.yaml#part", Pointer(("Part",), "parts.yaml")),
    ],
)
def test_a_reference_may_use_the_name_that_a_schema_gives_itself(
    workshop: Any, target: str, found: Pointer
) -> None:
    workshop.write("Part: {$dynamicAnchor: part, type: string}", "parts.yaml")
    definitions = {
        "In": {"$anchor": "inner", "type": "string"},
        "Deep": {"$id": "deep", "type": "string"},
    }
    card = {"$id": "https://a.example/card", "$anchor": "card", "$defs": definitions}
    schemas = {
        "Card": card,
        "Path": {"$id": "/own/path"},
        "Odd": {"$id": "http://["},
        "It": ref(target),
    }
    api = workshop.api(components={"schemas": schemas})

    assert api.resolve(api.schemas[parse_pointer("/components/schemas/It")]).pointer == found


def test_a_reference_may_use_the_address_of_the_document_itself(workshop: Any) -> None:
    own = "https://a.example/api.yaml"
    schemas = {"Card": {"type": "string"}, "It": ref(f"{own}#/components/schemas/Card")}
    api = workshop.api(openapi="3.2.0", components={"schemas": schemas}, **{"$self": own})

    assert api.resolve(api.schemas[parse_pointer("/components/schemas/It")]).type == {"string"}


@pytest.mark.parametrize(
    ("own", "address"),
    [
        ("https://x.test/v1/api.json", "https://x.test/v1/api.json"),
        ("https://x.test/v1/api.json", "api.json"),
        ("https://x.test/v1/api.json", "../v1/api.json"),
        ("https://x.test/v1/api.json", "/v1/api.json"),
        ("api", "api"),
    ],
)
def test_a_reference_may_use_the_address_that_the_document_gives_itself(
    workshop: Any, own: str, address: str
) -> None:
    schemas = {"It": {"items": ref(f"{address}#/components/schemas/B")}, "B": {"type": "string"}}
    document = {"version": "3.2.0", "$self": own, "components": {"schemas": schemas}}

    assert workshop.messages(**document) == ""
    it = workshop.api(**document).schemas[parse_pointer("/components/schemas/It")]
    assert it.items.target == parse_pointer("/components/schemas/B")


def test_a_file_may_use_the_address_that_the_root_gives_itself(workshop: Any) -> None:
    own = "https://x.test/api.json"
    back = {"properties": {"b": ref(f"{own}#/components/schemas/B")}}
    workshop.write(dumps({"A": back}), "parts/a.json")
    schemas = {"It": ref("parts/a.json#/A"), "B": {"type": "string"}}

    document = {"version": "3.2.0", "$self": own, "components": {"schemas": schemas}}
    assert workshop.messages(**document) == ""
    assert "is not a file of this folder" in workshop.messages(
        **{**document, "$self": "https://x.test/other.json"}
    )


def test_files_of_the_folder_refer_to_each_other(workshop: Any) -> None:
    workshop.write("Card: {type: object, properties: {it: {$ref: 'more/b.json#/B'}}}", "a.yaml")
    workshop.write('{"B": {"$ref": "../openapi.json#/components/schemas/C"}}', "more/b.json")
    schemas = {"C": {"type": "string"}, "It": ref("a.yaml#/Card")}
    api = workshop.api(components={"schemas": schemas})
    card = api.resolve(api.schemas[parse_pointer("/components/schemas/It")])

    assert card.pointer == Pointer(("Card",), "a.yaml")
    assert api.resolve(card.properties["it"]).pointer == parse_pointer("/components/schemas/C")
    assert Pointer(("B",), "more/b.json") in api.schemas


def test_every_schema_a_reference_leads_to_is_in_the_api(workshop: Any) -> None:
    body = {"content": {"a/b": {"schema": {"properties": {"x": {"type": "integer"}}}}}}
    inner = "#/paths/~1it/post/requestBody/content/a~1b/schema/properties/x"
    operation = {"requestBody": body, "responses": {}}
    components = {"schemas": {"It": ref(inner)}}
    api = workshop.api(paths={"/it": {"post": operation}}, components=components)

    assert api.resolve(Ref(pointer=Pointer(), target=parse_pointer(inner))).type == {"integer"}


@pytest.mark.parametrize(
    ("schema", "severity"),
    [
        ({"properties": {"a": ref("#/nope")}}, "warning"),
        ({"items": ref("#/nope")}, "warning"),
        ({"additionalProperties": ref("#/nope")}, "warning"),
        ({"properties": {"a": ref("../nope")}}, "error"),
        ({"allOf": [ref("#/nope")]}, "error"),
        (ref("#/nope"), "error"),
    ],
)
def test_others_may_forget_to_say_what_a_member_is(
    workshop: Any, schema: Any, severity: str
) -> None:
    components = {"schemas": {"It": schema, "items": {}}}

    assert f" {severity}: $ref" in workshop.messages(components=components)
    assert " error: $ref" in workshop.messages(components=components, authored=True)


def test_definitions_of_a_schema_around_are_found(workshop: Any) -> None:
    """A schema that was pasted into a document still refers to its own definitions."""
    item = {"$ref": "#/$defs/Item"}
    pasted = {"type": "array", "items": item, "$defs": {"Item": {"type": "string"}}}
    components = {"schemas": {"It": pasted, "Other": {"type": "array", "items": item}}}

    assert workshop.schema(pasted).items.target == parse_pointer(
        "/components/schemas/It/$defs/Item"
    )
    [told, lost] = sorted(workshop.messages(components=components).splitlines())
    assert "$ref '#/$defs/Item' leads nowhere: there is no such node" in lost
    assert "warning: " in told
    assert "#/components/schemas/It/$defs/Item is taken" in told


def test_a_slash_alone_means_the_whole_file_of_others(workshop: Any) -> None:
    """As a JSON Pointer it names a member that has no name (RFC 6901, section 5)."""
    workshop.write("type: string", "text.yaml")
    components = {"schemas": {"It": {"properties": {"a": {"$ref": "text.yaml#/"}}}}}

    found = workshop.api(components=components)

    prop = next(iter(found.schemas.values())).properties["a"]
    assert found.resolve(prop).type == {"string"}
    assert "$ref 'text.yaml#/' leads nowhere: text.yaml# is taken" in workshop.messages(
        components=components
    )
    assert " error: $ref" in workshop.messages(components=components, authored=True)


def test_a_pointer_of_others_may_lead_through_a_reference(workshop: Any) -> None:
    """Some bundlers write the way by which they came."""
    way = ref("#/components/schemas/Pet/properties/owner")
    pet = {"allOf": [ref("#/components/schemas/Base")], "$ref": "#/components/schemas/Base"}
    base = {"properties": {"owner": {"type": "string"}}}
    components = {"schemas": {"It": way, "Pet": pet, "Base": base}}

    assert workshop.schema(schema=way, Pet=pet, Base=base).target == parse_pointer(
        "/components/schemas/Base/properties/owner"
    )
    assert " error: $ref" in workshop.messages(components=components, authored=True)
    circle = {"It": way, "Pet": ref("#/components/schemas/Pet")}
    assert " error: " in workshop.messages(components={"schemas": circle})


@pytest.mark.parametrize("authored", [False, True])
def test_what_has_names_may_stand_elsewhere_as_a_whole_in_documents_of_others(
    workshop: Any, authored: bool
) -> None:
    answer = {"description": "d", "content": ref("media.json")}
    workshop.write(dumps({"text/plain": {}}), "media.json")
    workshop.write(dumps({"/it": {"get": {"responses": {"200": answer}}}}), "paths.json")
    workshop.write(dumps({"Pet": {"properties": ref("#/Of")}, "Of": {"x": {}}}), "schemas.json")
    members = {
        "paths": ref("paths.json"),
        "components": {"schemas": ref("schemas.json")},
    }
    told = workshop.messages(authored=authored, **members)

    assert ("error: " in told) is authored
    if not authored:
        api = workshop.api(**members)
        [media] = api.operations[0].responses[0].content
        assert media.content_type == "text/plain"
        assert [place.last for place in api.schemas] == ["Pet", "Of"]


def test_a_file_may_be_no_more_than_a_reference(workshop: Any) -> None:
    workshop.write(dumps(ref("b.json")), "a.json")
    workshop.write(dumps({"type": "string"}), "b.json")

    assert workshop.schema({"items": ref("a.json")}).items.target == Pointer((), document="a.json")


def test_percent_escapes_are_undone(workshop: Any) -> None:
    assert isinstance(workshop.schema(ref("#/components/schemas/A%20b"), **{"A b": {}}), Ref)


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": ref("#/components/schemas/A")},
        {"A": ref("#/components/schemas/B"), "B": ref("#/components/schemas/A")},
        {"A": {"allOf": [ref("#/components/schemas/A")]}},
        {
            "A": {"allOf": [{"allOf": [ref("#/components/schemas/B")]}]},
            "B": ref("#/components/schemas/A"),
        },
    ],
)
def test_a_schema_that_says_nothing_but_itself_concerns_what_uses_it(
    workshop: Any, schemas: dict[str, Any]
) -> None:
    told = "this schema includes itself (#/components/schemas/A"
    user = {"properties": {"a": ref("#/components/schemas/A")}}

    assert f"warning: {told}" in workshop.messages(components={"schemas": schemas})
    assert f"error: {told}" in workshop.messages(components={"schemas": {**schemas, "U": user}})
    assert f"error: {told}" in workshop.messages(authored=True, components={"schemas": schemas})


@pytest.mark.parametrize("word", ["allOf", "anyOf", "oneOf"])
def test_a_schema_that_includes_itself_is_told(workshop: Any, word: str) -> None:
    schemas = {
        "A": {word: [ref("#/components/schemas/B"), {"type": "string"}]},
        "B": {word: [{"allOf": [ref("#/components/schemas/A")]}]},
    }
    told = workshop.messages(components={"schemas": schemas})

    assert "warning: this schema includes itself (#/components/schemas/" in told
    assert workshop.schema(ref("#/components/schemas/A"), **schemas).target


@pytest.mark.parametrize("parts", [["allOf"], ["anyOf", "oneOf"]])
def test_a_tower_of_schemas_is_told(workshop: Any, parts: list[str]) -> None:
    """Followed each time it is named, the first of them would be walked 2 ** 50 times."""
    schemas = {
        f"S{number}": {
            word: [ref(f"#/components/schemas/S{number + 1}"), {"type": "object"}]
            if parts[1:]
            else [ref(f"#/components/schemas/S{number + 1}")] * 2
            for word in parts
        }
        for number in range(50)
    }
    told = workshop.messages(components={"schemas": {**schemas, "S50": {}}})

    assert "error: this schema includes others more than 100 levels deep, or more than" in told


def test_a_long_way_of_references_is_told(workshop: Any) -> None:
    chain = {f"S{number}": ref(f"#/components/schemas/S{number + 1}") for number in range(2000)}

    assert "levels deep" in workshop.messages(components={"schemas": {**chain, "S2000": {}}})


def test_two_circles_are_told_at_once(workshop: Any) -> None:
    schemas = {"A": ref("#/components/schemas/A"), "B": ref("#/components/schemas/B")}

    assert workshop.messages(components={"schemas": schemas}).count("includes itself") == 2


def test_recursion_through_properties_is_fine(workshop: Any) -> None:
    cat = {"allOf": [{"properties": {"c": ref("#/components/schemas/Cat")}}]}

    assert isinstance(workshop.schema({}, Cat=cat), Schema)


@pytest.mark.parametrize(
    ("properties", "union", "parts"), [({"kind": {}}, 0, 2), ({}, 1, 1)], ids=["own", "none"]
)
def test_a_union_whose_branch_builds_on_it_is_cut(
    workshop: Any, properties: Any, union: int, parts: int
) -> None:
    pet = {"oneOf": [ref("#/components/schemas/Cat")], "properties": properties}
    cat = {"allOf": [ref("#/components/schemas/Pet"), {"properties": {"c": {}}}]}
    schemas = {"Pet": pet, "Cat": cat}

    read = workshop.api(components={"schemas": schemas}).schemas
    told = workshop.messages(components={"schemas": schemas})

    assert len(read[parse_pointer("/components/schemas/Pet")].one_of) == union
    assert len(read[parse_pointer("/components/schemas/Cat")].all_of) == parts
    assert "warning: this union has a branch that includes it (#/components/schemas/Cat)" in told
    assert "error: this union has" in workshop.messages(
        components={"schemas": schemas}, authored=True
    )


def test_references_to_other_objects_must_end_too(workshop: Any) -> None:
    parameters = {"A": ref("#/components/parameters/B"), "B": ref("#/components/parameters/A")}
    told = workshop.messages(
        paths={"/it": {"get": {"parameters": [ref("#/components/parameters/A")], "responses": {}}}},
        components={"parameters": parameters},
    )

    assert "this $ref leads back to itself" in told


def test_a_later_layers_problem_is_given_its_place(workshop: Any) -> None:
    workshop.write("A:\n  type: string\n", "a.yaml")
    path = workshop.write('openapi: 3.1.0\ncomponents:\n  schemas:\n    A: {$ref: "a.yaml#/A"}\n')
    here, there = Pointer(("components", "schemas", "A")), Pointer(("A",), "a.yaml")
    found = locate(
        path, [Problem(message="no", pointer=here), Problem(message="no", pointer=there)]
    )

    assert [(Path(p.file).name, p.line, p.column) for p in found] == [
        ("openapi.yaml", 4, 5),
        ("a.yaml", 1, 1),
    ]
    assert load_api(path, authored=False)[0].schemas.keys() == {here, there}
