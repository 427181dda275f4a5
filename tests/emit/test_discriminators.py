"""The tag of an object chooses its class, whatever else would fit."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

TEXT = {"type": "string"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def record(required=(), **properties):
    return {"type": "object", "properties": properties, "required": list(required)}


def union(*names, tag="kind", **words):
    return {"oneOf": [ref(n) for n in names], "discriminator": {"propertyName": tag, **words}}


def heir(base="Pet", **properties):
    return {"allOf": [ref(base), record(**properties)]}


def read(model, value):
    return TypeAdapter(model).validate_python(value, by_alias=True, by_name=False)


def refused(model, value):
    """The places of the faults for which a value is not one of the model."""
    with pytest.raises(ValidationError) as caught:
        read(model, value)
    return {error["loc"] for error in caught.value.errors(include_url=False)}


ANY_TEXT = record(["kind"], kind=TEXT, x={"type": "integer"})
LISTED = record(["kind"], kind={"enum": ["cat", "dog", "puppy"]}, x={"type": "integer"})
FREE = record(kind=TEXT, x={"type": "integer"})
MAPPING = {"cat": "Cat", "dog": "#/components/schemas/Dog", "puppy": "Dog"}


# --- Unions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("branch", [ANY_TEXT, LISTED, FREE])
def test_a_mapping_chooses_where_both_would_fit(press, branch):
    models = press.models(Cat=branch, Dog=branch, Pet=union("Cat", "Dog", mapping=MAPPING))
    for tag, model in {"cat": models.Cat, "dog": models.Dog, "puppy": models.Dog}.items():
        value = read(models.Pet, {"kind": tag, "x": 1})
        assert type(value) is model
        assert value.model_dump_json() == f'{{"kind":"{tag}","x":1}}'


def test_only_the_faults_of_what_a_tag_means_are_told(press):
    models = press.models(Cat=ANY_TEXT, Dog=ANY_TEXT, Pet=union("Cat", "Dog", mapping=MAPPING))
    assert refused(models.Pet, {"kind": "puppy", "x": "?"}) == {("puppy", "x")}


def test_without_a_mapping_a_tag_is_the_name_of_a_component(press):
    models = press.models(Cat=ANY_TEXT, Dog=ANY_TEXT, Pet=union("Cat", "Dog"))
    assert type(read(models.Pet, {"kind": "Dog"})) is models.Dog
    assert refused(models.Pet, {"kind": "dog"})


def test_a_component_is_called_by_its_name_beside_a_mapping(press):
    pet = union("Cat", "Dog", mapping={"cat": "Cat"})
    models = press.models(Cat=ANY_TEXT, Dog=ANY_TEXT, Pet=pet)
    assert type(read(models.Pet, {"kind": "Dog"})) is models.Dog
    assert all(type(read(models.Pet, {"kind": tag})) is models.Cat for tag in ("cat", "Cat"))


def test_the_values_that_a_branch_lists_count_for_more_than_a_mapping(press):
    models = press.models(
        Cat=record(["kind"], kind={"const": "CAT"}),
        Dog=record(["kind"], kind={"enum": ["DOG", "PUPPY"]}),
        Pet=union("Cat", "Dog", mapping={"A CAT": "Cat", "DOG": "Dog"}),
    )
    assert type(read(models.Pet, {"kind": "CAT"})) is models.Cat
    assert type(read(models.Pet, {"kind": "PUPPY"})) is models.Dog
    assert refused(models.Pet, {"kind": "A CAT"})


def test_two_unions_may_call_one_schema_otherwise(press):
    models = press.models(
        Cat=ANY_TEXT,
        Dog=ANY_TEXT,
        Pet=union("Cat", "Dog", mapping={"cat": "Cat", "dog": "Dog"}),
        Animal=union("Cat", "Dog", mapping={"felis": "Cat", "canis": "Dog"}),
    )
    assert type(read(models.Pet, {"kind": "dog"})) is models.Dog
    assert type(read(models.Animal, {"kind": "canis"})) is models.Dog
    assert refused(models.Animal, {"kind": "dog"})


def test_without_its_tag_an_object_is_a_branch_that_it_fits(press):
    models = press.models(
        Cat=ANY_TEXT,
        Dog=record(["bark"], kind=TEXT, bark=TEXT),
        Pet=union("Cat", "Dog", mapping=MAPPING),
    )
    assert type(read(models.Pet, {"bark": "?"})) is models.Dog
    assert refused(models.Pet, {"bark": "?", "kind": "cow"})


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("value", [{}, {"kind": "cow"}, {"kind": None}])
def test_what_no_tag_means_is_the_default(press, value, listed):
    """OpenAPI 3.2: `defaultMapping`."""
    names = ("Cat", "Dog", "Other") if listed else ("Cat", "Dog")
    models = press.models(
        Cat=ANY_TEXT,
        Dog=ANY_TEXT,
        Other=record(kind={}),
        Pet=union(*names, mapping=MAPPING, defaultMapping="Other"),
    )
    assert type(read(models.Pet, value)) is models.Other
    assert type(read(models.Pet, {"kind": "cat"})) is models.Cat


def test_a_tag_that_is_no_word_of_python(press):
    branch = record(["pet-type"], **{"pet-type": TEXT})
    pet = union("Cat", "Dog", tag="pet-type", mapping={'a "cat"': "Cat", "b": "Dog"})
    models = press.models(Cat=branch, Dog=branch, Pet=pet)
    assert type(read(models.Pet, {"pet-type": 'a "cat"'})) is models.Cat
    assert read(models.Pet, models.Dog(pet_type="b")).pet_type == "b"


@pytest.mark.parametrize("place", ["component", "property", "items", "values", "nullable", "part"])
def test_a_tag_chooses_in_every_place(press, place):
    pet = union("Cat", "Dog", mapping=MAPPING)
    schema = {
        "component": ref("Pet"),
        "property": pet,
        "items": {"type": "array", "items": pet},
        "values": {"type": "object", "additionalProperties": pet},
        "nullable": {"anyOf": [pet, {"type": "null"}]},
        "part": {"allOf": [pet]},
    }[place]
    models = press.models(
        Cat=ANY_TEXT,
        Dog={"allOf": [ANY_TEXT]},
        Pet=pet,
        Owner=record(["pet"], pet=schema),
    )
    tagged = {"kind": "puppy", "x": 1}
    value = {"items": [tagged], "values": {"0": tagged}}.get(place, tagged)
    pet = read(models.Owner, {"pet": value}).pet
    found = pet[0] if place == "items" else pet["0"] if place == "values" else pet
    assert type(found) is models.Dog
    if place == "nullable":
        assert read(models.Owner, {"pet": None}).pet is None


def test_what_is_sent_is_held_to_its_tag(press):
    sent = record(["pet"], pet=union("Cat", "Dog", mapping=MAPPING))
    models = press.models(sent=sent, Cat=ANY_TEXT, Dog=ANY_TEXT)
    assert models.Sent(pet=models.Dog(kind="puppy")).pet.kind == "puppy"
    for wrong in (models.Dog(kind="cat"), models.Cat(kind="cow"), {"kind": "cow"}):
        assert refused(models.Sent, {"pet": wrong})


def test_a_union_of_unions_is_told_by_all_their_tags(press):
    models = press.models(
        Cat=record(["kind"], kind={"const": "cat"}),
        Dog=record(["kind"], kind={"const": "dog"}),
        Cow=record(["kind"], kind={"const": "cow"}),
        Pet=union("Cat", "Dog"),
        Animal=union("Pet", "Cow"),
    )
    assert type(read(models.Animal, {"kind": "dog"})) is models.Dog
    assert type(read(models.Animal, {"kind": "cow"})) is models.Cow


def test_a_single_branch_is_not_chosen(press):
    models = press.models(
        Cat=record(["kind"], kind={"const": "cat"}),
        Owner=record(pet=union("Cat")),
    )
    assert read(models.Owner, {"pet": {"kind": "cat"}}).pet == models.Cat(kind="cat")


@pytest.mark.parametrize("tag", [1, True, None, 1.5, {"a": 1}])
def test_a_tag_that_is_no_text_leaves_the_choice_to_the_values(press, tag):
    models = press.models(
        Cat=record(["kind"], kind={"const": "cat"}),
        Dog=record(["kind"], kind={"const": tag}),
        Owner=record(["pet"], pet=union("Cat", "Dog")),
    )
    assert isinstance(read(models.Owner, {"pet": {"kind": "cat"}}).pet, models.Cat)
    assert read(models.Owner, {"pet": {"kind": tag}}).pet.kind == tag


# --- Heirs --------------------------------------------------------------------------------------

PET = {**record(["kind"], kind=TEXT), "discriminator": {"propertyName": "kind"}}


def test_a_reference_to_a_base_is_read_as_the_heir_that_the_tag_names(press):
    models = press.models(
        Pet=PET,
        Cat=heir(lives={"type": "integer"}),
        Dog=heir(bark=TEXT),
        Puppy=heir("Dog", age={"type": "integer"}),
        Owner=record(["pets"], pets={"type": "array", "items": ref("Pet")}),
    )
    kinds = ["Cat", "Dog", "Puppy", "Pet", "cow"]
    pets = read(models.Owner, {"pets": [{"kind": kind} for kind in kinds]}).pets
    assert [type(pet).__name__ for pet in pets] == ["Cat", "Dog", "Puppy", "Pet", "Pet"]
    assert isinstance(pets[2], models.Pet)
    assert type(models.Pet(kind="Cat")) is models.Pet


def test_a_mapping_names_heirs(press):
    mapping = {"cat": "Cat", "kitten": "Cat", "pet": "Pet"}
    models = press.models(
        Pet={**PET, "discriminator": {"propertyName": "kind", "mapping": mapping}},
        Cat=heir(lives={"type": "integer"}),
        Dog=heir(bark=TEXT),
    )
    found = [type(read(models.AnyPet, {"kind": k})).__name__ for k in ("kitten", "pet", "Dog")]
    assert found == ["Cat", "Pet", "Dog"]


def test_heirs_may_contain_their_base(press):
    pet = {**record(["kind"], kind=TEXT, friend=ref("Pet")), "discriminator": PET["discriminator"]}
    models = press.models(Pet=pet, Cat=heir(foe=ref("Pet")), Dog=heir(bark=TEXT))
    value = {"kind": "Cat", "friend": {"kind": "Dog"}, "foe": {"kind": "Cat"}}
    cat = read(models.AnyPet, value)
    assert (type(cat.friend), type(cat.foe)) == (models.Dog, models.Cat)
    assert cat.model_dump(by_alias=True, exclude_unset=True) == value


def test_a_base_with_its_heirs_beside_it_is_read_as_one_of_them(press):
    models = press.models(Pet={**PET, "oneOf": [ref("Cat"), ref("Dog")]}, Cat=heir(), Dog=heir())
    assert type(read(models.AnyPet, {"kind": "Dog"})) is models.Dog


def test_a_default_may_be_an_heir(press):
    told = {"propertyName": "kind", "defaultMapping": "Cat"}
    models = press.models(Pet={**PET, "discriminator": told}, Cat=heir(), Dog=heir())
    assert type(read(models.AnyPet, {"kind": "cow"})) is models.Cat


def test_a_base_that_is_sent_takes_its_heirs(press):
    models = press.models(
        sent=record(["pet"], pet=ref("Pet")), Pet=PET, Cat=heir(lives={"type": "integer"})
    )
    assert models.Sent(pet=models.Cat(kind="Cat", lives=9)).pet.lives == 9
    assert refused(models.Sent, {"pet": models.Pet(kind="Cat")})


@pytest.mark.parametrize("words", [{}, {"type": "object"}, {"type": ["object", "null"]}])
def test_a_reference_may_be_wrapped(press, words):
    models = press.models(
        Pet=PET, Cat=heir(), Owner=record(["pet"], pet={"allOf": [ref("Pet")], **words})
    )
    assert type(read(models.Owner, {"pet": {"kind": "Cat"}}).pet) is models.Cat


def test_a_base_without_heirs_is_itself(press):
    models = press.models(Pet=PET, Owner=record(["pet"], pet=ref("Pet")))
    assert type(read(models.Owner, {"pet": {"kind": "Pet"}}).pet) is models.Pet
    assert not hasattr(models, "AnyPet")
