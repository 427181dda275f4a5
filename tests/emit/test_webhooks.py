"""What the provider sends by itself is read by a function for each, and by one for all."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest

from .conftest import PACKAGE, body

STRING = {"type": "string"}


def event(kind: Any, **members: Any) -> dict[str, Any]:
    """Write the payload of an event that says its kind."""
    properties = {"kind": kind, **members}
    return {"type": "object", "properties": properties, "required": list(properties)}


def hook(payload: Any, **words: Any) -> dict[str, Any]:
    """Write a webhook."""
    return {"post": {"requestBody": body(payload), "responses": {}, **words}}


CLOSED = event({"const": "card.closed"}, amount={"type": "number", "format": "decimal"})
CLOSED_X = event({"const": "x"})
OPENED = event({"enum": ["card.opened", "card.reopened"]}, card=STRING)


def webhooks(press: Any, **members: Any) -> Any:
    return press.load(press.files(**members), "webhooks")


def test_each_event_has_a_function_and_all_have_one(press):
    module = webhooks(press, webhooks={"card.closed": hook(CLOSED), "card.opened": hook(OPENED)})
    text = '{"kind": "card.closed", "amount": 15.00, "new": 1}'

    one, any_ = module.parse_card_closed(text), module.parse(text.encode())

    assert type(one).__name__ == "CardClosedRequest"
    assert one == any_
    assert str(one.amount) == "15.00"
    assert one.model_extra == {"new": Decimal(1)}
    assert module.parse('{"kind": "card.reopened", "card": "c"}').card == "c"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "card.closed: the body is not JSON"),
        ("[]", "card.closed: body: Input should be a valid dictionary"),
        ('{"kind": "card.closed", "amount": "secret"}', "card.closed: amount: "),
        ('{"kind": "other", "amount": 1}', "card.closed: kind: "),
    ],
)
def test_what_is_no_such_event_is_a_typed_error(press, text, message):
    module = webhooks(press, webhooks={"card.closed": hook(CLOSED)})
    with pytest.raises(module.WebhookValidationError, match=message) as told:
        module.parse_card_closed(text)

    assert "secret" not in str(told.value)
    assert told.value.body == text.encode()
    assert vars(pickle.loads(pickle.dumps(told.value))) == vars(told.value)  # noqa: S301  # our own
    assert f"{PACKAGE}._runtime.errors" in type(told.value).__mro__[1].__module__


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"kind": 1}', '{"kind": "new"}', '{"kind": []}']
)
def test_what_is_no_event_at_all_is_a_typed_error(press, text):
    module = webhooks(press, webhooks={"a": hook(CLOSED), "b": hook(OPENED)})
    with pytest.raises(module.WebhookValidationError, match=r"^event: "):
        module.parse(text)


@pytest.mark.parametrize(
    "other",
    [
        event({"const": "card.closed"}),
        event(STRING),
        {**OPENED, "required": []},
        {"type": "array", "items": STRING},
        {},
    ],
    ids=["one value of two kinds", "any text", "it may be absent", "a list", "anything"],
)
def test_events_that_nothing_tells_apart_have_no_common_function(press, other):
    module = webhooks(press, webhooks={"a": hook(CLOSED), "b": hook(other)})

    assert not hasattr(module, "parse")
    assert {"parse_a", "parse_b"} <= set(module.__all__)


def test_a_union_is_told_apart_by_what_all_its_branches_have(press):
    union = {"oneOf": [OPENED, event({"const": "card.lost"})]}
    module = webhooks(press, webhooks={"a": hook(CLOSED), "b": hook(union)})

    assert module.parse('{"kind": "card.opened", "card": "c"}').card == "c"
    assert module.parse('{"kind": "card.lost"}').kind == "card.lost"


FREE = event(STRING)
TAGS = {"card.opened": "Opened", "card.closed": "Closed"}


@pytest.mark.parametrize("mapping", [TAGS, {}])
@pytest.mark.parametrize("is_base", [False, True])
@pytest.mark.parametrize("is_whole", [False, True])
def test_a_discriminator_tells_events_apart_wherever_it_stands(press, mapping, is_base, is_whole):
    """Its union may be the payload of one webhook, or nobody's."""
    opened, closed, whole = (
        {"$ref": f"#/components/schemas/{name}"} for name in ("Opened", "Closed", "Event")
    )
    told = {"discriminator": {"propertyName": "kind", "mapping": mapping}}
    heir = {"allOf": [whole, {"type": "object", "properties": {"x": STRING}}]} if is_base else FREE
    schemas = {
        "Event": {**FREE, **told} if is_base else {"oneOf": [opened, closed], **told},
        "Opened": heir,
        "Closed": heir,
    }
    apart = {"a": hook(opened), "b": hook(closed)}
    module = webhooks(
        press,
        webhooks={"any": hook(whole), "c": hook(CLOSED_X)} if is_whole else apart,
        components={"schemas": schemas},
    )

    for tag, name in (mapping or {"Opened": "Opened", "Closed": "Closed"}).items():
        assert type(module.parse(f'{{"kind": "{tag}"}}')).__name__ == name
    with pytest.raises(module.WebhookValidationError, match="no documented event has this value"):
        module.parse('{"kind": "card.lost"}')


def test_a_tag_that_two_discriminators_give_to_two_events_tells_nothing_apart(press):
    told = {"propertyName": "kind", "mapping": {"x": "A"}}
    a, b = ({"$ref": f"#/components/schemas/{name}"} for name in ("A", "B"))
    schemas = {
        "A": FREE,
        "B": FREE,
        "One": {"oneOf": [a, b], "discriminator": told},
        "Two": {"oneOf": [a, b], "discriminator": {**told, "mapping": {"x": "B"}}},
    }
    hooks = {"a": hook(a), "b": hook(b)}

    assert not hasattr(webhooks(press, webhooks=hooks, components={"schemas": schemas}), "parse")


def test_a_union_that_comes_first_or_twice_is_told_apart_as_well(press):
    shared = {"oneOf": [OPENED, event({"const": "card.lost"})]}
    named = {"$ref": "#/components/schemas/Shared"}
    hooks = {"a": hook(named), "b": hook(named), "c": hook(CLOSED)}
    module = webhooks(press, webhooks=hooks, components={"schemas": {"Shared": shared}})

    assert module.parse('{"kind": "card.lost"}').kind == "card.lost"
    assert module.parse('{"kind": "card.closed", "amount": 1}').amount == Decimal(1)


def test_a_callback_is_called_by_its_operation_or_where_it_is_shared_by_its_own_name(press):
    called = {"{$request.body#/url}": hook(CLOSED, deprecated=True)}
    operation = {
        "operationId": "cards/close",
        "responses": {},
        "callbacks": {"onClosed": called, "shared": {"$ref": "#/components/callbacks/It"}},
    }
    module = webhooks(
        press,
        paths={"/a": {"post": operation}, "/b": {"post": {**operation, "operationId": "x/y"}}},
        components={"callbacks": {"It": {"{$url}": hook(OPENED)}}},
    )

    names = [name for name in module.__all__ if name.startswith("parse_")]
    assert names == ["parse_cards_close_on_closed", "parse_it", "parse_x_y_on_closed"]
    with pytest.warns(DeprecationWarning, match="deprecated this event"):
        module.parse_cards_close_on_closed('{"kind": "card.closed", "amount": 1}')


def test_the_headers_of_an_event_are_documented(press):
    signature = {"name": "X-Sig", "in": "header", "schema": STRING, "description": "HMAC"}
    module = webhooks(press, webhooks={"a": hook(CLOSED, parameters=[signature], summary="Gone.")})

    assert module.parse_a.__doc__.startswith("Gone.\n")
    assert "X-Sig (str): HMAC" in module.parse_a.__doc__


def other(content_type: str, payload: Any) -> dict[str, Any]:
    """Write a webhook whose body is no JSON."""
    content = {content_type: {"schema": payload}}
    return {"post": {"requestBody": {"content": content}, "responses": {}}}


def test_a_form_is_read_as_its_types_say(press):
    sms = event(
        STRING,
        amount={"type": "number", "format": "decimal"},
        parts={"type": "integer"},
        read={"type": "boolean"},
        media={"type": "array", "items": STRING},
        sizes={"type": "array", "items": {"type": "integer"}},
        place={"type": "object", "properties": {"zip": STRING}},
    )
    module = webhooks(press, webhooks={"sms": other("application/x-www-form-urlencoded", sms)})

    found = module.parse_sms(
        "kind=7&amount=15.00&parts=2&read=true&media=a&sizes=1&sizes=2&place=%7B%22zip%22%3A%221%22%7D"
    )

    assert (found.kind, str(found.amount), found.parts, found.read) == ("7", "15.00", 2, True)
    assert (found.media, found.sizes, found.place.zip) == (["a"], [1, 2], "1")


@pytest.mark.parametrize("body", ["", "kind=x&amount=much", b"kind=\xff", "{}"])
def test_what_is_not_this_form_is_refused(press, body):
    module = webhooks(press, webhooks={"paid": other("application/x-www-form-urlencoded", CLOSED)})

    with pytest.raises(module.WebhookValidationError, match=r"^paid: "):
        module.parse_paid(body)


def test_who_asks_is_told_where_an_event_is_not_as_documented(press):
    module = webhooks(press, webhooks={"a": hook(CLOSED), "b": hook(OPENED)})
    told: list[Any] = []

    module.parse('{"kind": "card.closed", "amount": 1, "new": 2}', on_drift=told.append)
    with pytest.raises(module.WebhookValidationError):
        module.parse_a('{"kind": "card.closed", "amount": "x"}', on_drift=told.append)

    assert [(drift.kind, drift.pointer, drift.operation, drift.status) for drift in told] == [
        ("unknown-field", "/new", "a", 0),
        ("wrong-type", "/amount", "a", 0),
    ]


def test_text_is_given_as_it_came(press):
    module = webhooks(press, webhooks={"a": other("application/xml", {"type": "object"})})

    assert module.parse_a("<ü/>".encode()) == "<ü/>"
    with pytest.raises(module.WebhookValidationError, match="no text in UTF-8"):
        module.parse_a(b"\xff")


def test_only_what_is_json_is_told_apart_by_a_member(press):
    hooks = {"a": hook(CLOSED), "b": hook(OPENED), "c": other("text/plain", STRING)}
    module = webhooks(press, webhooks=hooks)

    assert module.parse('{"kind": "card.opened", "card": "x"}').card == "x"
    assert module.Event == "models.ARequest | models.BRequest"


def test_where_nothing_is_read_there_is_no_module(press):
    photo = {"post": {"requestBody": {"content": {"image/png": {}}}, "responses": {}}}
    assert f"src/{PACKAGE}/webhooks.py" not in press.files(webhooks={"a": photo})
