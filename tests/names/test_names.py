from __future__ import annotations

from dataclasses import replace

import pytest
from engross.errors import EngrossError
from engross.ir import Api, Operation, Ref, Response, Schema
from engross.ir import MediaType as Media
from engross.names import MethodName, name_api
from engross.pointer import ROOT, Pointer

SCHEMAS = ROOT / "components" / "schemas"


def schema(pointer, **keywords):
    return Schema(pointer=pointer, **keywords)


def api(*operations, **schemas):
    """An API with these components; a component is given by its keywords."""
    components = {
        SCHEMAS / name: schema(SCHEMAS / name, **words) for name, words in schemas.items()
    }
    return Api(pointer=ROOT, title="T", version="1", operations=operations, schemas=components)


def operation(operation_id=None, *, method="GET", path="/things", **fields):
    return Operation(
        pointer=ROOT / "paths" / path / method.lower(),
        method=method,
        path=path,
        operation_id=operation_id,
        **fields,
    )


def text(pointer):
    return schema(pointer, type=frozenset({"string"}))


def enum(pointer, *values):
    return schema(pointer, type=frozenset({"string"}), enum=values)


def methods(*operations):
    named = name_api(api(*operations))[1].methods
    return [(named[op.pointer].resource, named[op.pointer].method) for op in operations]


def test_operation_id_is_group_and_verb():
    assert methods(operation("cards/close")) == [("cards", "close")]


def test_without_a_group_the_first_tag_is_the_resource():
    assert methods(operation("listPets", tags=("Pets",))) == [("pets", "list_pets")]


def test_without_an_operation_id_method_and_path_name_the_call():
    assert methods(operation(path="/a/{b}")) == [("a", "get_a_by_b")]


@pytest.mark.parametrize(
    ("method", "name"), [("M-SEARCH", "m_search_things"), ("if", "if_things"), ("!", "not_things")]
)
def test_a_method_of_any_spelling_names_a_call(method, name):
    _, names = name_api(api(operation(method=method)))

    assert [found.method for found in names.methods.values()] == [name]


def test_no_resource_has_a_name_that_is_no_file_on_windows():
    assert methods(operation("con/read"), operation("AUX/read", path="/x")) == [
        ("con_", "read"),
        ("aux_", "read"),
    ]


def test_a_resource_whose_name_is_too_long_for_a_file_is_called_by_its_beginning_and_a_digest():
    long, other = operation("卡" * 80 + "/close"), operation("卡" * 81 + "/close", path="/x")
    (first, _), (second, _) = methods(long, other)
    assert first.startswith("卡" * 60)
    assert len(first.encode()) <= 200
    assert first != second
    assert methods(long) == [(first, "close")]


def test_a_method_hides_no_word_of_the_annotations_beside_it():
    named = methods(operation("x/builtins"), operation("x/list", path="/y"))
    assert named == [("x", "builtins_"), ("x", "list")]


def test_equal_method_names_are_told_apart_by_their_http_method():
    named = methods(operation("x/getFoo"), operation("x/get_foo", method="POST", path="/y"))
    assert named == [("x", "get_foo_get"), ("x", "get_foo")]


def test_an_inline_object_is_moved_out_under_its_owners_name():
    inner = SCHEMAS / "Card" / "properties" / "bin"
    properties = {"bin": schema(inner, properties={"code": text(inner / "properties" / "code")})}
    hoisted, names = name_api(api(Card={"properties": properties}))

    card = hoisted.schemas[SCHEMAS / "Card"]
    assert isinstance(card, Schema)
    assert card.properties["bin"] == Ref(pointer=inner, target=inner)
    assert names.classes == {SCHEMAS / "Card": "Card", inner: "CardBin"}


def test_what_others_refer_to_by_its_place_is_the_same_in_its_owner():
    place = SCHEMAS / "Card" / "properties" / "labels"
    labels = schema(place, type=frozenset({"object"}))
    components = api(Card={"properties": {"labels": labels}})
    components = replace(components, schemas={**components.schemas, place: labels})
    hoisted, names = name_api(components)

    card = hoisted.schemas[SCHEMAS / "Card"]
    assert isinstance(card, Schema)
    assert card.properties["labels"] == Ref(pointer=place, target=place)
    assert names.classes[place] == "Labels"


def test_an_inline_answer_is_named_after_its_operation():
    place = ROOT / "paths" / "x"
    answer = schema(place, properties={"a": text(place / "properties" / "a")})
    media = Media(pointer=place, content_type="application/json", schema=answer)
    response = Response(pointer=ROOT, status="200", content=(media,))
    names = name_api(api(operation("cards/close", responses=(response,))))[1]
    assert names.classes == {place: "CardsCloseResponse"}


def test_components_that_differ_by_case_keep_the_name_that_is_spelt_exactly():
    words = {"properties": {"a": text(SCHEMAS / "a")}}
    classes = name_api(api(**{"foo-bar": words, "FooBar": words}))[1].classes
    assert classes == {SCHEMAS / "foo-bar": "FooBar_2", SCHEMAS / "FooBar": "FooBar"}


def in_files(**files):
    """An API whose components refer to files (of the folder `parts`), or to a component of one."""
    whole = {Pointer((), file) for file in files.values() if file}
    placed = {
        SCHEMAS / name: Ref(pointer=SCHEMAS / name, target=Pointer((), file))
        for name, file in files.items()
    }
    listed = {"a": schema(Pointer(("properties", "a"), "x"), type=frozenset({"string"}))}
    placed |= {place: schema(place, properties=listed) for place in whole}
    return replace(api(), schemas=placed)


def test_a_component_that_refers_to_a_file_of_its_name_is_that_schema():
    _, names = name_api(in_files(Pet="parts/Pet.yaml", Beast="parts/Pet.yaml", state="State.json"))

    assert {str(place): name for place, name in names.classes.items()} == {
        "#/components/schemas/Pet": "Pet",
        "#/components/schemas/Beast": "Beast",
        "#/components/schemas/state": "State",
        "parts/Pet.yaml#": "Pet",
        "State.json#": "State",
    }


def test_files_of_one_name_are_numbered_after_the_one_that_is_a_component():
    found = in_files(Cat="a/Pet.yaml", Pet="b/Pet.yaml")
    _, names = name_api(found)

    assert names.classes[Pointer((), "a/Pet.yaml")] == "Pet_2"
    assert names.classes[Pointer((), "b/Pet.yaml")] == "Pet"


def test_an_override_of_such_a_component_names_its_schema():
    given = in_files(Pet="Pet.yaml", Cat="Cat.yaml")
    _, names = name_api(given, {"#/components/schemas/Pet": "Animal"})

    assert names.classes[Pointer((), "Pet.yaml")] == "Animal"
    with pytest.raises(EngrossError, match="'Cat' is taken"):
        name_api(given, {"#/components/schemas/Pet": "Cat"})


def test_a_reference_inside_a_document_leaves_names_as_they_are():
    other = ROOT / "x-parts" / "Pet"
    schemas = {
        SCHEMAS / "Pet": Ref(pointer=SCHEMAS / "Pet", target=other),
        other: schema(other, properties={"a": text(other / "properties" / "a")}),
    }
    _, names = name_api(replace(api(), schemas=schemas))

    assert [*names.classes.values()] == ["Pet", "Pet_2"]


def test_fields_that_collide_are_numbered_and_reserved_ones_get_an_underscore():
    place = SCHEMAS / "T"
    wires = ("fooBar", "foo_bar", "class", "str", "model_dump")
    properties = {wire: text(place / "properties" / wire) for wire in wires}
    fields = name_api(api(T={"properties": properties}))[1].fields
    assert [fields[place / "properties" / wire] for wire in wires] == [
        "foo_bar_2", "foo_bar", "class_", "str_", "model_dump_",
    ]  # fmt: skip


def test_a_field_spelt_exactly_like_its_name_keeps_it_from_a_reserved_one():
    """Else the name of one field would be the wire name of another, and a value reach both."""
    place = SCHEMAS / "T"
    wires = ("dict", "dict_", "__dict__")
    properties = {wire: text(place / "properties" / wire) for wire in wires}
    fields = name_api(api(T={"properties": properties}))[1].fields
    named = [fields[place / "properties" / wire] for wire in wires]
    assert named == ["dict__2", "dict_", "dict__3"]


def test_a_field_called_like_a_class_gets_an_underscore():
    """A script without capitals does not tell the two apart, and neither would Python."""
    place = SCHEMAS / "T" / "properties" / "卡"
    card = {"properties": {"a": text(SCHEMAS / "卡" / "properties" / "a")}}
    names = name_api(
        api(卡=card, T={"properties": {"卡": Ref(pointer=place, target=SCHEMAS / "卡")}})
    )[1]
    assert (names.classes[SCHEMAS / "卡"], names.fields[place]) == ("卡", "卡_")


def test_enum_members():
    values = ("preSuccess", "", "a", "A", "+1", "3D", None, "mro", "编号")
    members = name_api(api(E={"enum": values, "type": frozenset({"string", "null"})}))[1].members
    assert members[SCHEMAS / "E"] == (
        "PRE_SUCCESS", "EMPTY", "A", "A_2", "PLUS_1", "VALUE_3_D", "MRO_", "编号",
    )  # fmt: skip


def test_adding_a_schema_renames_nothing():
    inner = SCHEMAS / "Card" / "properties" / "status"
    card = {"properties": {"status": enum(inner, "a", "b")}}
    before = name_api(api(Card=card))[1].classes
    after = name_api(api(Aaa={"enum": ("x", "y")}, Card=card, Status={"enum": ("x", "y")}))[
        1
    ].classes
    assert before.items() <= after.items()


def test_overrides_rename_schemas_fields_and_operations():
    place = SCHEMAS / "T"
    close = operation("cards/close")
    properties = {"3ds": text(place / "properties" / "3ds")}
    overrides = {
        "#/components/schemas/T": "Thing",
        "#/components/schemas/T/properties/3ds": "three_d_secure",
        "#/paths/~1things/get": "cards.shut",
    }
    names = name_api(api(close, T={"properties": properties}), overrides)[1]
    assert names.classes[place] == "Thing"
    assert names.fields[place / "properties" / "3ds"] == "three_d_secure"
    assert names.methods[close.pointer] == MethodName(resource="cards", method="shut")


@pytest.mark.parametrize(
    ("pointer", "name", "message"),
    [
        ("#/components/schemas/Nobody", "X", "there is no schema"),
        ("#/components/schemas/T", "not a name", "is not a Python identifier"),
        ("#/components/schemas/T", "U", "is taken"),
        ("components", "X", "is not a JSON Pointer"),
        ("#/paths/~1things/get", "shut", "says no resource: write one like 'cards.close'"),
        ("#/paths/~1things/get", "close.shut", "'close' is a name that every client"),
        ("#/paths/~1things/get", "cards.date", "'date' is a name that every client"),
        ("#/paths/~1things/get", "a__b.shut", "has two underscores"),
        ("#/paths/~1things/get", "cards.admin", "'cards.admin' would be a method and a resource"),
        ("#/paths/~1things/get", "cards.list.x", "'cards.list' would be a method and a resource"),
        ("#/paths/~1things/get/pages", "every", "does not answer in pages"),
        ("#/paths/~1x/get/pages", "admin", "'admin' is taken"),
        ("#/paths/~1x/get/pages", "list", "'list' is taken"),
        ("#/paths/~1x/get/pages", "a.b", "is not a Python identifier"),
    ],
)
def test_an_override_that_will_not_do_is_an_error(pointer, name, message):
    words = {"properties": {"a": text(SCHEMAS / "a")}}
    listed = operation("cards/list", path="/x")
    operations = (operation("cards/close"), listed, operation("cards/admin/get", path="/y"))
    with pytest.raises(EngrossError, match=message):
        name_api(api(*operations, T=words, U=words), {pointer: name}, paginated={listed.pointer})


def test_overrides_nest_operations_and_rename_what_goes_through_their_pages():
    listed = operation("cards/list")
    overrides = {"#/paths/~1things/get": "shop.cards.list", "#/paths/~1things/get/pages": "every"}
    names = name_api(api(listed), overrides, paginated={listed.pointer})[1]
    assert names.methods[listed.pointer] == MethodName(resource="shop.cards", method="list")
    assert names.resources == {"shop": "Shop", "shop.cards": "ShopCards"}
    assert names.iterators == {listed.pointer: "every"}


def test_pointer_prints_the_escapes_of_rfc_6901():
    assert str(Pointer(("a/b", "c~d"))) == "#/a~1b/c~0d"


def test_a_schema_that_is_a_whole_file_is_called_as_the_file():
    files = [Pointer(document=f"schemas/{name}") for name in ("User.yaml", "card.schema.json")]
    components = {file: schema(file, type=frozenset({"object"}), properties={
        "a": text(file / "properties" / "a")}) for file in files}  # fmt: skip
    named = name_api(replace(api(), schemas=components))[1]
    assert [named.classes[file] for file in files] == ["User", "Card"]
