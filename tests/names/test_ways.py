"""Members that go one way: which schemas requests and answers do not share, and their names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Api, Ref, Schema
from engross.names import Names, name_api
from engross.spec import load_api

TEXT = {"type": "string"}
READ = {**TEXT, "readOnly": True}
WRITE = {**TEXT, "writeOnly": True}
Named = tuple[Api, Names]


def obj(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def content(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Named]:
    """Name an API that sends and answers with what it is given."""

    def run(*, sent: Any = None, got: Any = None, **schemas: Any) -> Named:
        answer = {"description": "", **(content(got) if got else {})}
        call: dict[str, Any] = {"responses": {"200": answer}}
        if sent is not None:
            call["requestBody"] = content(sent)
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/it": {"post": call}},
            "components": {"schemas": schemas},
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document))
        return name_api(load_api(path, authored=False)[0])

    return run


def classes(named: Named) -> dict[str, list[str]]:
    """Give each class with its members."""
    api, names = named
    return {
        names.classes[schema.pointer]: list(schema.properties)
        for schema in api.schemas.values()
        if isinstance(schema, Schema)
    }


def body(named: Named) -> str:
    """Name the class of the body."""
    api, names = named
    request = api.operations[0].request_body
    assert request is not None
    assert request.content[0].schema is not None
    return names.classes[api.resolve(request.content[0].schema).pointer]


def test_a_request_has_a_class_without_what_is_read_only_and_an_answer_without_what_is_write_only(
    read,
):
    card = {**obj(id=READ, name=TEXT, pin=WRITE), "required": ["id", "name", "pin"]}
    api, names = named = read(sent=ref("Card"), got=ref("Card"), Card=card)
    required = {
        names.classes[place]: schema.required
        for place, schema in api.schemas.items()
        if isinstance(schema, Schema)
    }

    assert classes(named) == {"Card": ["id", "name"], "CardRequest": ["name", "pin"]}
    assert required == {"Card": ("id", "name"), "CardRequest": ("name", "pin")}
    assert body(named) == "CardRequest"


def test_what_contains_such_an_object_has_a_class_for_requests_and_nothing_else_has(read):
    order = obj(card=ref("Card"), cards={"type": "array", "items": ref("Card")}, shop=ref("Shop"))
    named = read(
        sent=ref("Order"),
        got=ref("Order"),
        Order=order,
        Card=obj(id=READ, n=TEXT),
        Shop=obj(n=TEXT),
    )
    api, names = named
    request = next(s for p, s in api.schemas.items() if names.classes[p] == "OrderRequest")
    assert isinstance(request, Schema)
    leads = {
        wire: names.classes[api.resolve(api.resolve(prop).items or prop).pointer]
        for wire, prop in request.properties.items()
    }

    assert classes(named).keys() == {"Order", "OrderRequest", "Card", "CardRequest", "Shop"}
    assert leads == {"card": "CardRequest", "cards": "CardRequest", "shop": "Shop"}


def test_where_nothing_goes_one_way_there_is_one_class(read):
    named = read(sent=ref("Card"), got=ref("Card"), Card=obj(id=TEXT))

    assert classes(named) == {"Card": ["id"]}


def test_what_is_behind_a_read_only_member_is_in_no_request(read):
    card = obj(name=TEXT, owner={**ref("Owner"), "readOnly": True})
    named = read(sent=ref("Card"), got=ref("Card"), Card=card, Owner=obj(id=READ, n=TEXT))

    assert classes(named).keys() == {"Card", "CardRequest", "Owner"}


def test_circles_are_split_whole(read):
    node = obj(id=READ, name=TEXT, next=ref("Node"))
    api, names = named = read(sent=ref("Node"), got=ref("Node"), Node=node)
    request = next(s for p, s in api.schemas.items() if names.classes[p] == "NodeRequest")
    assert isinstance(request, Schema)

    assert names.classes[api.resolve(request.properties["next"]).pointer] == "NodeRequest"
    assert classes(named) == {"Node": ["id", "name", "next"], "NodeRequest": ["name", "next"]}


def test_what_a_part_requires_of_another_one_is_not_required_where_it_does_not_go(read):
    card = {"allOf": [ref("Base"), {**obj(name=TEXT), "required": ["id", "name"]}]}
    api, names = read(sent=ref("Card"), got=ref("Card"), Card=card, Base=obj(id=READ, kind=TEXT))
    request = next(s for p, s in api.schemas.items() if names.classes[p] == "CardRequest")
    assert isinstance(request, Schema)
    base, own = request.all_of
    assert isinstance(own, Schema)

    assert names.classes[api.resolve(base).pointer] == "BaseRequest"
    assert own.required == ("name",)


@pytest.mark.parametrize("got", [None, ref("Card")])
def test_the_class_of_a_request_is_called_the_same_whether_an_answer_has_it_or_not(read, got):
    named = read(sent=ref("Card"), got=got, Card=obj(id=READ, name=TEXT))

    assert body(named) == "CardRequest"


@pytest.mark.parametrize("sent", [None, ref("CreateCard")])
def test_a_name_for_requests_is_kept_for_them_whether_one_has_it_or_not(read, sent):
    named = read(sent=sent, got=ref("CreateCard"), CreateCard=obj(pin=WRITE, name=TEXT))

    assert classes(named)["CreateCardResponse"] == ["name"]
    assert sent is None or body(named) == "CreateCard"


def test_a_name_that_is_taken_is_not_taken_away(read):
    named = read(
        sent=ref("Card"), got=ref("Card"), Card=obj(id=READ, name=TEXT), CardRequest=obj(a=TEXT)
    )

    assert body(named) == "CardInput"
    assert classes(named)["CardRequest"] == ["a"]


def test_an_inline_body_has_no_other_name_than_before(read):
    inner = obj(id=READ, name=TEXT)
    api, names = read(sent=obj(card=inner, id=READ))

    assert list(names.classes.values()) == ["ItPostItRequestCard", "ItPostItRequest"]
    assert {
        wire for s in api.schemas.values() if isinstance(s, Schema) for wire in s.properties
    } == {
        "card",
        "name",
    }


def test_fields_of_both_are_called_the_same_also_where_an_author_chose_the_name(tmp_path, read):
    api, _ = read(sent=ref("Card"), got=ref("Card"), Card=obj(id=READ, name=TEXT, pin=WRITE))
    before = load_api(tmp_path / "openapi.json", authored=False)[0]
    chosen = {
        "#/components/schemas/Card": "Plastic",
        "#/components/schemas/Card/properties/name": "holder",
        "#/components/schemas/Card/properties/pin": "secret",
    }
    api, names = name_api(before, chosen)
    fields = {
        names.classes[place]: [names.fields[prop.pointer] for prop in schema.properties.values()]
        for place, schema in api.schemas.items()
        if isinstance(schema, Schema)
    }

    assert fields == {"Plastic": ["id", "holder"], "PlasticRequest": ["holder", "secret"]}


def test_a_webhook_is_read_like_an_answer(tmp_path):
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "webhooks": {"made": {"post": {"requestBody": content(ref("Card"))}}},
        "components": {"schemas": {"Card": obj(id=READ, pin=WRITE)}},
    }
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(document))
    named = name_api(load_api(path, authored=False)[0])

    assert classes(named) == {"Card": ["id"]}
    assert isinstance(named[0].webhooks[0].request_body.content[0].schema, Ref)
