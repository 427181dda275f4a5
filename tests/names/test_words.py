"""Alternatives are told apart by what they say; a number is the last resort."""

from __future__ import annotations

import pytest
from engross.ir import MediaType, Ref, RequestBody, Schema
from engross.names import name_api
from engross.names.hoist import inner_names
from engross.names.words import media_word
from engross.pointer import ROOT

from .test_names import SCHEMAS, api, operation

STRING = {"type": frozenset({"string"})}


def node(*place, **words):
    pointer = ROOT
    for token in place:
        pointer /= token
    return Schema(pointer=pointer, **words)


def branch(number, *required, **properties):
    place = ("it", str(number))
    members = {
        wire: node(*place, wire, **STRING, **({"const": value} if value else {}))
        for wire, value in properties.items()
    }
    return node(*place, type=frozenset({"object"}), properties=members, required=required)


def names_of(*branches):
    union = node("it", any_of=branches)
    return [name.removeprefix("Pay") for _, name in inner_names(union, "Pay")]


def test_a_branch_is_called_by_the_constant_that_tells_it_apart():
    assert names_of(branch(1, kind="card"), branch(2, kind="bank_transfer")) == [
        "Card",
        "BankTransfer",
    ]


def test_a_branch_is_called_by_what_it_requires_or_by_its_kind():
    enum = node("it", "3", **STRING, enum=("a", "b"))
    assert names_of(branch(1, "iban", iban=""), branch(2, x=""), enum) == [
        "WithIban",
        "Object",
        "Enum",
    ]


def test_branches_that_say_the_same_are_numbered():
    assert names_of(branch(1, "id", id=""), branch(2, "id", id=""), branch(3, "x", x="")) == [
        "Option1",
        "Option2",
        "WithX",
    ]


def test_a_list_beside_other_branches_has_the_name_of_the_whole_for_its_items():
    many = node("it", "2", type=frozenset({"array"}), items=branch("items", a=""))
    assert names_of(branch(1, a=""), many) == ["Object", ""]


@pytest.mark.parametrize(
    ("content_type", "word"),
    [
        ("application/xml; charset=utf-8", "Xml"),
        ("application/x-www-form-urlencoded", "Form"),
        ("multipart/form-data", "Multipart"),
        ("application/vnd.acme.v2+json", "VndAcmeV2Json"),
        ("nonsense/", "Other"),
        ("*/*", "Any"),
    ],
)
def test_a_media_type_has_a_word(content_type, word):
    assert media_word(MediaType(pointer=ROOT, content_type=content_type)) == word


def test_the_first_media_type_needs_no_word():
    media = [
        MediaType(
            pointer=ROOT / kind,
            content_type=kind,
            schema=Schema(
                pointer=ROOT / kind / "schema",
                type=frozenset({"object"}),
                properties={"a": node(kind, "schema", "properties", "a", **STRING)},
            ),
        )
        for kind in ("application/xml", "application/json", "multipart/form-data")
    ]
    close = operation("cards/close", request_body=RequestBody(pointer=ROOT, content=tuple(media)))
    named = name_api(api(close))[1].classes.values()

    assert sorted(named) == [
        "CardsCloseRequest",
        "CardsCloseRequestMultipart",
        "CardsCloseRequestXml",
    ]


def test_a_wrapper_around_a_reference_is_the_reference():
    place = SCHEMAS / "Owner" / "properties" / "limit"
    wrapper = Schema(
        pointer=place,
        title="T",
        description="d",
        all_of=(Ref(pointer=place / "allOf" / "0", target=SCHEMAS / "Limit"),),
    )
    limit = {"type": frozenset({"string"}), "enum": ("a", "b")}
    owner = {"type": frozenset({"object"}), "properties": {"limit": wrapper}}
    hoisted, names = name_api(api(Owner=owner, Limit=limit))
    found = hoisted.schemas[SCHEMAS / "Owner"].properties["limit"]

    assert sorted(names.classes.values()) == ["Limit", "Owner"]
    assert (found.target, found.description) == (SCHEMAS / "Limit", "d")
