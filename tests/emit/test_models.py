"""The models as Python has them: rendered, imported and used."""

from __future__ import annotations

import ast
import datetime
import inspect
import uuid
from decimal import Decimal
from itertools import pairwise

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

TEXT = {"type": "string"}
MONEY = {"type": "number", "format": "decimal"}
NULLABLE = {"type": ["string", "null"]}
MAP = {"type": "object"}


def ref(name, **words):
    return {"$ref": f"#/components/schemas/{name}", **words}


def record(required=(), **properties):
    return {"type": "object", "properties": properties, "required": list(required)}


def read(model, value):
    return TypeAdapter(model).validate_python(value, by_alias=True, by_name=False)


def refused(model, value):
    """The reasons for which a value is not one of the model."""
    with pytest.raises(ValidationError) as caught:
        read(model, value)
    return {error["type"] for error in caught.value.errors(include_url=False)}


# --- Two strictnesses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "string", "maxLength": 2}, "ab", "abc"),
        ({"type": "string", "minLength": 2}, "ab", "a"),
        ({"type": "string", "pattern": "^a+$"}, "aa", "b"),
        ({"type": ["string", "null"], "maxLength": 2}, None, "abc"),
        ({"type": "integer", "minimum": 1, "maximum": 3}, 3, 4),
        ({"type": "integer", "exclusiveMinimum": 1}, 2, 1),
        ({"type": "number", "exclusiveMaximum": 1.5}, 1.25, 1.5),
        ({"type": "integer", "multipleOf": 5}, 10, 11),
        ({"allOf": [{"type": "integer", "minimum": 0}, {"maximum": 10}]}, 10, 11),
        ({"allOf": [{"maximum": 10}, {"type": "integer", "minimum": 0}]}, 0, -1),
        (ref("Short", maxLength=2), "ab", "abc"),
        ({**MONEY, "minimum": 0.01}, Decimal("0.01"), Decimal("0.009")),
        ({**MONEY, "multipleOf": 0.01}, Decimal("0.03"), Decimal("0.031")),
        ({"type": "array", "items": TEXT, "maxItems": 1}, ["a"], ["a", "b"]),
        ({"type": ["array", "null"], "maxItems": 1, "default": None}, None, ["a", "b"]),
        ({"type": "array", "items": {"type": "integer", "minimum": 1}}, [1], [0]),
        ({"additionalProperties": {**TEXT, "maxLength": 1}, **MAP}, {"a": "b"}, {"a": "bc"}),
        ({"anyOf": [{"type": "integer", "maximum": 9}, {"type": "boolean"}]}, 9, 10),
        ({"enum": ["a", "b"]}, "a", "c"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, ["a"], ["c"]),
        ({"const": "a"}, "a", "b"),
        ({"enum": ["a"]}, "a", "b"),
    ],
)  # fmt: skip
def test_a_request_is_held_to_its_limits_and_an_answer_is_not(press, schema, good, bad):
    short = {**TEXT, "maxLength": 9}
    models = press.models(sent=record(x=schema), Received=record(x=schema), Short=short)
    assert models.Sent(x=good).x == good
    assert models.Received.model_validate({"x": good}).x == good
    assert refused(models.Sent, {"x": bad})
    if "const" not in schema:
        assert read(models.Received, {"x": bad}).x == bad


@pytest.mark.parametrize("others", [True, {"type": "integer"}])
def test_members_by_pattern_may_be_anything(press, others):
    loose = {"type": "object", "patternProperties": {"^x-": TEXT}, "additionalProperties": others}
    models = press.models(sent=record(x=loose), Received=record(x=loose))
    for model in (models.Sent, models.Received):
        assert read(model, {"x": {"x-a": "b", "y": 1}}).x == {"x-a": "b", "y": 1}


@pytest.mark.parametrize(
    "words",
    [
        {"patternProperties": {"^x-": ref("Short")}, "additionalProperties": False},
        {"patternProperties": {"^x-": ref("Short")}, "additionalProperties": ref("Short")},
        {"patternProperties": {"^x-": TEXT, "^y-": TEXT}, "additionalProperties": False},
        {"patternProperties": {"^.*$": TEXT}},
    ],
)
@pytest.mark.parametrize("beside", [{}, {"properties": {"n": {"type": "integer"}}}])
def test_members_by_pattern_are_of_the_type_that_all_patterns_name(press, words, beside):
    loose = {"type": "object", **beside, **words}
    models = press.models(sent=record(x=loose), Received=record(x=loose), Short=TEXT)
    for model in (models.Sent, models.Received):
        found = read(model, {"x": {"x-a": "b", "y": "c"}}).x
        assert (found.model_extra if beside else found) == {"x-a": "b", "y": "c"}
        assert refused(model, {"x": {"x-a": 1}}) == {"string_type"}


def test_what_an_object_does_not_list_is_of_the_type_that_it_names(press):
    part = record(["at"], at={"type": "string", "format": "date-time"})
    models = press.models(
        sent={**record(x=TEXT), "additionalProperties": {**TEXT, "maxLength": 2}},
        Prices={**record(x=TEXT), "additionalProperties": MONEY},
        Parts={**record(x=TEXT), "additionalProperties": {**part, "type": ["object", "null"]}},
        Tree={**record(x=TEXT), "additionalProperties": ref("Tree")},
        Listed={**record(x=TEXT), "additionalProperties": {"enum": [1, 2]}},
    )
    assert models.Sent(x="long", y="ab").model_dump_json() == '{"x":"long","y":"ab"}'
    assert refused(models.Sent, {"y": "abc"}) == {"string_too_long"}
    prices = read(models.Prices, {"a": Decimal("1.50")})
    assert prices.model_extra == {"a": Decimal("1.50")}
    assert prices.model_dump_json() == '{"a":1.50}'
    assert refused(models.Prices, {"a": "1.50"})
    parts = read(models.Parts, {"a": {"at": "2026-01-02T03:04:05Z"}, "b": None}).model_extra
    assert isinstance(parts["a"].at, datetime.datetime)
    assert parts["b"] is None
    assert read(models.Tree, {"a": {"b": {"x": "c"}}}).model_extra["a"].model_extra["b"].x == "c"
    assert refused(models.Tree, {"a": {"b": 1}}) == {"model_type"}
    assert read(models.Listed, {"a": 2}).model_extra == {"a": models.ListedValue(2)}
    assert refused(models.Listed, {"a": True})


def test_an_heir_is_as_open_as_its_bases(press):
    whole = {"allOf": [ref("Base"), record(y={"type": "integer"})]}
    base = {**record(x=TEXT), "additionalProperties": TEXT}
    models = press.models(sent=whole, Heir=whole, Base=base)
    for model in (models.Sent, models.Heir):
        assert read(model, {"x": "a", "y": 1, "z": "b"}).model_extra == {"z": "b"}
        assert refused(model, {"z": 1}) == {"string_type"}


@pytest.mark.parametrize(
    "more", [{"additionalProperties": {"type": "array"}}, {"additionalProperties": False}]
)
def test_an_heir_that_says_other_things_of_further_members_does_not_inherit(press, more):
    base = {**record(x=TEXT), "additionalProperties": TEXT}
    models = press.models(Base=base, Heir={"allOf": [ref("Base")], **record(y=TEXT), **more})
    assert models.Base not in models.Heir.__mro__
    assert read(models.Heir, {"z": []}).model_extra == {"z": []}


def test_the_limits_of_a_decimal_are_exact(press):
    models = press.models(sent=record(x={**MONEY, "maximum": 0.1}))
    assert models.Sent(x=Decimal("0.1")).x == Decimal("0.1")
    assert refused(models.Sent, {"x": Decimal("0.10000000000000000001")}) == {"less_than_equal"}


def test_a_pattern_that_pydantic_cannot_search_with_is_not_held_to(press):
    models = press.models(
        sent=record(x={**TEXT, "pattern": "^(?=a)b$"}, y={**TEXT, "pattern": "["})
    )
    assert models.Sent(x="anything", y="goes").x == "anything"


def test_a_fraction_of_a_binary_number_is_not_checked(press):
    models = press.models(sent=record(x={"type": "number", "multipleOf": 0.01, "minimum": 0}))
    assert models.Sent(x=0.03).x == 0.03
    assert refused(models.Sent, {"x": -1})


def test_a_request_is_closed_and_an_answer_keeps_what_it_does_not_know(press):
    models = press.models(sent=record(x=TEXT), Received=record(x=TEXT))
    assert refused(models.Sent, {"x": "a", "y": 1}) == {"extra_forbidden"}
    value = read(models.Received, {"x": "a", "y": {"z": Decimal("1.50")}})
    assert value.model_extra == {"y": {"z": Decimal("1.50")}}
    assert value.model_dump_json() == '{"x":"a","y":{"z":1.50}}'


def test_a_request_that_may_have_more_is_open(press):
    models = press.models(sent={**record(x=TEXT), "additionalProperties": True})
    assert models.Sent(x="a", y=1).model_extra == {"y": 1}


@pytest.mark.parametrize(
    ("more", "extra"), [({}, "allow"), ({"additionalProperties": False}, "forbid")]
)
def test_a_request_without_members_is_closed_where_it_says_so(press, more, extra):
    models = press.models(sent={"type": "object", **more})
    assert models.Sent.model_config["extra"] == extra


def test_an_answer_that_may_have_more_says_so(press):
    models = press.models(
        Closed=record(x=TEXT), Open={**record(x=TEXT), "additionalProperties": TEXT}
    )
    assert models.Open.model_config["json_schema_extra"] == {"x-open": True}
    assert "json_schema_extra" not in models.Closed.model_config


# --- Enums and constants ------------------------------------------------------------------------


def test_a_listed_value_is_its_member_and_a_newer_one_is_kept(press):
    color = {"type": "string", "enum": ["red", "", "light-blue"]}
    models = press.models(
        Color=color, Card=record(one=ref("Color"), many={"type": "array", "items": ref("Color")})
    )
    card = read(models.Card, {"one": "red", "many": ["", "light-blue", "new"]})
    assert card.one is models.Color.RED
    assert card.many == [models.Color.EMPTY, models.Color.LIGHT_BLUE, "new"]
    assert type(card.many[2]) is str
    assert card.model_dump_json() == '{"one":"red","many":["","light-blue","new"]}'


def test_an_enum_of_numbers_takes_no_other_type(press):
    models = press.models(Level={"type": "integer", "enum": [1, 2]}, Card=record(x=ref("Level")))
    assert read(models.Card, {"x": 1}).x is models.Level(1)
    assert read(models.Card, {"x": 3}).x == 3
    assert refused(models.Card, {"x": True})
    assert refused(models.Card, {"x": "1"})


@pytest.mark.parametrize(
    ("words", "unlisted"), [({}, 0.7), ({"format": "decimal"}, Decimal("0.70"))]
)
def test_an_enum_of_fractions_has_members_and_keeps_another_number(press, words, unlisted):
    share = {"type": "number", "enum": [0.1, 1.5, 2], **words}
    models = press.models(Share=share, Card=record(x=ref("Share")))

    assert [read(models.Card, {"x": Decimal(t)}).x for t in ("0.1", "1.50")] == [*models.Share][:2]
    found = read(models.Card, {"x": Decimal("0.70")}).x
    assert (str(found), type(found)) == (str(unlisted), type(unlisted))


def test_null_in_an_enum_is_null(press):
    models = press.models(Card=record(["x"], x={"enum": ["a", "b", None]}))
    assert read(models.Card, {"x": None}).x is None
    assert [member.name for member in models.CardX] == ["A", "B"]


@pytest.mark.parametrize(
    ("values", "member"), [(["a"], "a"), (["a", "b"], "b"), (["a", None], None)]
)
def test_a_list_of_texts_beside_members_leaves_no_class_unwritten(press, values, member):
    odd = {"type": ["object", "string"], "enum": values, "properties": {"x": TEXT}}
    models = press.models(Odd=odd, Card=record(["it"], it=ref("Odd")))

    assert read(models.Card, {"it": member}).it == member


# --- Absent, null, default ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "required", "absent", "null"),
    [
        (TEXT, True, "refused", "refused"),
        (TEXT, False, None, "refused"),
        (NULLABLE, True, "refused", None),
        (NULLABLE, False, None, None),
        ({**TEXT, "default": "d"}, False, "d", "refused"),
        ({**TEXT, "default": "d"}, True, "refused", "refused"),
        ({**NULLABLE, "default": "d"}, False, "d", None),
        ({**NULLABLE, "default": None}, False, None, None),
        ({**NULLABLE, "default": None}, True, "refused", None),
        ({**TEXT, "default": None}, False, None, "refused"),
        ({**TEXT, "default": 7}, False, None, "refused"),
        (ref("Text", default="d"), False, "d", "refused"),
        (ref("Record"), False, None, "refused"),
        ({"anyOf": [ref("Record"), {"type": "null"}]}, False, None, None),
        ({"anyOf": [ref("Record"), {"type": "null"}]}, True, "refused", None),
        ({"const": None}, False, None, None),
        ({"const": None}, True, "refused", None),
        ({"type": "null"}, False, None, None),
        ({}, False, None, None),
    ],
)
def test_absent_is_not_null(press, schema, required, absent, null):
    card = record(["x"] if required else [], x=schema)
    models = press.models(Card=card, Text=TEXT, Record=record(a=TEXT))

    def outcome(value):
        try:
            return read(models.Card, value).x
        except ValidationError:
            return "refused"

    assert (outcome({}), outcome({"x": None})) == (absent, null)
    if absent != "refused":
        assert read(models.Card, {}).model_dump_json() == "{}"


@pytest.mark.parametrize(
    ("schema", "written", "value"),
    [
        (MONEY, 1.5, Decimal("1.5")),
        (MONEY, 2, Decimal("2")),
        ({"type": "string", "format": "decimal"}, "1.50", Decimal("1.50")),
        ({"type": "integer"}, 3, 3),
        ({"type": "number"}, 1.5, 1.5),
        ({"type": "boolean"}, True, True),
        ({"type": "string", "format": "date"}, "2026-01-02", datetime.date(2026, 1, 2)),
        (
            {"type": "string", "format": "date-time"},
            "2026-01-02T03:04:05Z",
            datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
        ),
        ({"type": "string", "format": "uuid"}, str(uuid.UUID(int=7)), uuid.UUID(int=7)),
        ({"type": "string", "format": "uuid"}, "no uuid", None),
        ({"type": "string", "format": "duration"}, "PT1M5.5S", datetime.timedelta(seconds=65.5)),
        ({"type": "string", "format": "duration"}, "5s", None),
        ({"type": "array", "items": TEXT}, ["a"], ["a"]),
        ({"type": "array", "items": MONEY}, [1], [Decimal(1)]),
        ({"type": "integer"}, True, None),
        ({"type": "integer"}, "5", None),
        ({"anyOf": [{"type": "integer"}, TEXT]}, "x", "x"),
        ({}, "x", "x"),
        ({**record(a=TEXT)}, {"a": "b"}, None),
        ({"enum": ["a", "b"]}, "c", None),
    ],
)
def test_a_default_is_of_the_type_of_the_field(press, schema, written, value):
    models = press.models(Card=record(x={**schema, "default": written}))
    found = models.Card().x
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("sent", [True, False])
def test_the_default_of_an_enum_is_its_member(press, sent):
    color = {"enum": ["a", "b"]}
    schema = record(
        x={**color, "default": "b"}, y={"type": "array", "items": color, "default": ["a"]}
    )
    models = press.models(sent=schema) if sent else press.models(Sent=schema)
    assert models.Sent().x is models.SentX.B
    assert models.Sent().y == [models.SentYItem.A]


@pytest.mark.parametrize("words", ["string", ["string", "null"]])
def test_the_default_of_an_enum_behind_another_name_is_its_member(press, words):
    beside = {**ref("Color"), "type": words, "default": "b"}
    models = press.models(Sent=record(x=beside), Color={"enum": ["a", "b"]})
    assert models.Sent().x is models.Color.B
    assert "= Color.B" in inspect.getsource(models.Sent)


def test_the_docstring_says_that_a_class_is_deprecated(press):
    old = {**record(a={"type": "string"}), "description": "An order.", "deprecated": True}
    models = press.models(Old=old)
    assert inspect.getdoc(models.Old) == "An order.\n\nThe provider has deprecated `Old`."


def test_a_password_is_not_printed(press):
    models = press.models(Sent=record(pin={"type": "string", "format": "password"}))
    assert repr(models.Sent(pin="1234")) == "Sent(pin='***')"


def test_the_default_of_a_list_of_such_enums_holds_members(press):
    beside = {**ref("Color"), "type": "string"}
    items = {"type": "array", "items": beside, "default": ["b"]}
    models = press.models(Sent=record(x=items), Color={"enum": ["a", "b"]})
    assert models.Sent().x == [models.Color.B]
    assert "= [Color.B]" in inspect.getsource(models.Sent)


# --- Scalars ------------------------------------------------------------------------------------


def test_decimals_keep_their_digits_both_ways(press):
    models = press.models(Card=record(a=MONEY, b={"type": "string", "format": "decimal"}))
    text = '{"a":15.00,"b":"0.10"}'
    card = models.Card.model_validate_json(text)
    assert (str(card.a), str(card.b)) == ("15.00", "0.10")
    assert card.model_dump_json() == text
    assert refused(models.Card, {"a": "15.00"}) == {"decimal_expected"}
    assert refused(models.Card, {"a": 15.0}) == {"decimal_from_float"}


def test_a_sensitive_value_is_not_printed(press):
    models = press.models(
        Card=record(number={**TEXT, "x-sensitive": True}, pin=ref("Pin"), name=TEXT),
        Pin={**TEXT, "x-sensitive": True},
        Deck=record(cards={"type": "array", "items": ref("Card")}),
    )
    deck = read(models.Deck, {"cards": [{"number": "4111", "pin": "0000", "name": "A"}]})
    for text in (repr(deck), str(deck), repr(deck.cards)):
        assert "4111" not in text
        assert "0000" not in text
        assert "name='A'" in text


# --- Objects ------------------------------------------------------------------------------------


def test_models_may_be_recursive(press):
    models = press.models(
        Tree=record(children={"type": "array", "items": ref("Tree")}, parent=ref("Tree")),
        Hen=record(egg=ref("Egg")),
        Egg=record(hen={"anyOf": [ref("Hen"), {"type": "null"}]}),
    )
    tree = read(models.Tree, {"children": [{"children": [{}]}]})
    assert isinstance(tree.children[0].children[0], models.Tree)
    assert isinstance(read(models.Hen, {"egg": {"hen": {"egg": {}}}}).egg.hen.egg, models.Egg)


def test_a_union_may_hold_lists_of_itself_and_null(press):
    leaf = {"oneOf": [TEXT, {"type": "null"}]}
    tree = {"oneOf": [ref("Leaf"), {"type": "array", "items": ref("Tree")}]}
    models = press.models(Leaf=leaf, Tree=tree)
    assert read(models.Tree, ["a", None, [None, ["b"]]]) == ["a", None, [None, ["b"]]]


def test_a_list_may_hold_lists_of_itself_and_nothing_else(press):
    nested = {"type": "array", "items": ref("Nested")}
    models = press.models(Nested=nested, Holder=record(of=ref("Nested")))
    assert read(models.Holder, {"of": [[], [[]]]}).of == [[], [[]]]
    assert refused(models.Holder, {"of": [None]}) == {"list_type"}


def test_a_class_inherits_what_it_does_not_change(press):
    models = press.models(
        Base=record(["id"], id=TEXT),
        Mixin=record(at={"type": "string", "format": "date"}),
        Card={"allOf": [ref("Base"), ref("Mixin"), record(["name"], name=TEXT)]},
    )
    assert models.Card.__mro__[1:3] == (models.Base, models.Mixin)
    card = read(models.Card, {"id": "1", "name": "n", "at": "2026-01-02"})
    assert (card.id, card.name, card.at) == ("1", "n", datetime.date(2026, 1, 2))
    assert refused(models.Card, {}) == {"missing"}


@pytest.mark.parametrize(
    "parts",
    [
        [ref("Base"), record(data={"type": "array", "items": ref("Base")})],
        [ref("Base"), {"required": ["data"]}, record(other=TEXT)],
        [ref("Base"), ref("Derived")],
        [ref("Derived"), ref("Base")],
        [ref("Base"), {"type": "object", "additionalProperties": TEXT}],
        [ref("Union"), record(data={"type": "array"})],
        [ref("Base"), record(DATA=TEXT)],
    ],
)
def test_a_class_has_itself_what_it_could_not_inherit(press, parts):
    models = press.models(
        Base=record(data={"type": "array", "items": {}}),
        Derived={"allOf": [ref("Base"), record(more=TEXT)]},
        Union={"oneOf": [record(a=TEXT), record(b=TEXT)]},
        Card={"allOf": parts},
    )
    value = {"data": [{}], "more": "m", "DATA": "d"}
    card = read(models.Card, value)
    assert models.Base not in type(card).__mro__
    assert card.model_dump(by_alias=True, exclude_unset=True) == value


def test_what_an_all_of_requires_is_required(press):
    models = press.models(Base=record(a=TEXT), Card={"allOf": [ref("Base"), {"required": ["a"]}]})
    assert refused(models.Card, {}) == {"missing"}
    assert read(models.Base, {}).a is None


def test_what_a_base_requires_of_its_heirs_is_required(press):
    models = press.models(
        Base=record(["a", "of_heirs"], a=TEXT),
        Card={"allOf": [ref("Base"), record(of_heirs=TEXT)]},
    )
    assert refused(models.Card, {"a": "x"}) == {"missing"}


def test_a_request_joined_with_two_unions_is_open(press):
    unions = ({"oneOf": [record(**{n: TEXT}) for n in names]} for names in ("ab", "cd"))
    models = press.models(sent={"allOf": [record(x=TEXT), *unions]})
    assert models.Sent(x="1", a="2").model_extra == {"a": "2"}


@pytest.mark.parametrize("beside", [False, True])
def test_a_union_beside_members_is_one_of_classes_with_all_of_them(press, beside):
    card, bank = record(["pan"], pan=TEXT, fee=MONEY), record(["iban"], iban=TEXT)
    members, union = record(["kind"], kind=TEXT), {"oneOf": [ref("Card"), ref("Bank")]}
    tag = {"discriminator": {"propertyName": "kind", "mapping": {"c": "Card", "b": "Bank"}}}
    pay = {**members, **union, **tag} if beside else {"allOf": [members, {**union, **tag}]}
    models = press.models(sent=pay, Card=card, Bank=bank, Pay=pay)
    found = read(models.Pay, {"kind": "c", "pan": "1", "fee": Decimal("0.10")})
    assert (type(found), found.kind, found.fee) == (models.PayCard, "c", Decimal("0.10"))
    assert isinstance(found, models.Card)
    assert read(models.Sent, {"kind": "b", "iban": "1"}) == models.SentBank(kind="b", iban="1")
    assert refused(models.Sent, {"kind": "b", "pan": "1"}) == {"missing", "extra_forbidden"}


def test_members_that_only_a_branch_requires_are_those_of_the_class(press):
    models = press.models(Pay={**record(a=TEXT, b=TEXT), "oneOf": [record(["a"]), record(["b"])]})
    assert [*models.Pay.model_fields] == ["a", "b"]


@pytest.mark.parametrize("null", [[], ["null"]])
def test_a_value_of_several_types_is_its_class_or_the_rest(press, null):
    both = {**record(["a"], a=TEXT), "type": ["string", "object", "array", *null]}
    both["items"] = record(b=TEXT)
    models = press.models(
        sent=record(it={**both, "maxLength": 3}), It=both, Holder=record(it=both, k=ref("It"))
    )
    held = read(models.Holder, {"it": {"a": "x"}, "k": [{"b": "y"}]})
    assert held == models.Holder(it=models.HolderItWithA(a="x"), k=[models.ItItem(b="y")])
    assert read(models.It, "abcd") == "abcd"
    assert refused(models.It, 1)
    assert refused(models.Sent, {"it": "abcd"}) >= {"string_too_long"}
    for model, field in ((models.Holder, "k"), (models.Sent, "it")) if null else ():
        assert getattr(read(model, {field: None}), field) is None


@pytest.mark.parametrize("word", ["anyOf", "oneOf"])
def test_which_members_are_required_together_is_not_checked(press, word):
    branches = [{"required": ["a"]}, {"required": ["b"]}]
    models = press.models(sent={**record(a=TEXT, b=TEXT), word: branches})
    assert read(models.Sent, {}) == models.Sent()
    assert read(models.Sent, {"a": "x", "b": "y"}).a == "x"


def test_properties_beside_a_union_count(press):
    choice = {**record(a=TEXT, b=TEXT), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    models = press.models(sent=choice)
    assert models.Sent(a="1").a == "1"
    assert refused(models.Sent, {"a": 1}) == {"string_type"}


@pytest.mark.parametrize("branch", [{"required": ["a"]}, record(a={"minLength": 1})])
def test_a_request_is_closed_where_a_union_beside_its_members_has_no_others(press, branch):
    models = press.models(sent={**record(a=TEXT), "anyOf": [branch]})
    assert refused(models.Sent, {"b": "2"}) == {"extra_forbidden"}


def test_a_request_is_open_where_a_union_beside_its_members_has_others(press):
    models = press.models(sent={**record(a=TEXT), "anyOf": [record(b=TEXT)]})
    assert read(models.Sent, {"b": "2"}).model_extra == {"b": "2"}


@pytest.mark.parametrize("sent", [False, True])
def test_a_union_of_constants_leaves_a_field_its_name(press, sent):
    union = record(kind={"oneOf": [{"const": "a"}, {"const": "b"}]}, k=ref("Kind"))
    models = press.models(
        sent=union if sent else None,
        Owner=union,
        Kind={"anyOf": [{"const": 1}, {"const": 2}]},
    )
    owner = models.Sent if sent else models.Owner
    assert read(owner, {"kind": "b", "k": 2}).kind == "b"
    assert refused(owner, {"kind": "c"}) == {"literal_error"}


def test_a_union_is_the_branch_that_fits(press):
    models = press.models(
        Cat=record(["lives"], lives={"type": "integer"}),
        Dog=record(["name"], name=TEXT),
        Pet={"oneOf": [ref("Cat"), ref("Dog")]},
        Owner=record(pet=ref("Pet")),
    )
    assert isinstance(read(models.Owner, {"pet": {"lives": 9}}).pet, models.Cat)
    assert isinstance(read(models.Pet, {"name": "x"}), models.Dog)


@pytest.mark.parametrize("required", [[], ["x"]])
def test_what_can_only_be_null_is_nothing_else(press, required):
    nothing = {"type": "null"}
    lists = {"type": "array", "items": nothing}
    models = press.models(
        sent=record(required, x=nothing),
        Received=record(required, x=nothing, y=ref("Nothing"), z=lists),
        Nothing=nothing,
    )
    assert read(models.Sent, {"x": None}).x is None
    got = read(models.Received, {"x": None, "y": None, "z": [None]})
    assert (got.x, got.y, got.z) == (None, None, [None])
    for model, wrong in ((models.Sent, {"x": 1}), (models.Received, {"x": None, "z": [1]})):
        assert refused(model, wrong)


def test_a_list_or_null_that_must_be_there_has_no_name_of_its_own(press):
    limited = {"type": ["array", "null"], "items": TEXT, "maxItems": 1}
    sent = press.models(sent=record(["tags"], tags=limited)).Sent
    assert [read(sent, {"tags": tags}).tags for tags in (None, ["a"])] == [None, ["a"]]


def test_a_map_keeps_its_keys(press):
    models = press.models(
        Prices={"type": "object", "additionalProperties": MONEY},
        Cards={"type": "object", "additionalProperties": record(x=TEXT)},
        Any={"type": "object", "additionalProperties": True},
        Both={**record(x=TEXT), "additionalProperties": {"type": "integer"}},
    )
    assert read(models.Prices, {"a-b": Decimal("1.50")}) == {"a-b": Decimal("1.50")}
    assert refused(models.Prices, {"a": "x"})
    assert isinstance(read(models.Cards, {"k": {"x": "1"}})["k"], models.CardsValue)
    assert read(models.AnyModel, {"a": [1]}) == {"a": [1]}
    assert read(models.Both, {"x": "a", "n": 1}).model_extra == {"n": 1}


# --- Names and text -----------------------------------------------------------------------------

NAMES = (
    "class from None True self cls str int float bool bytes list dict set tuple object type id json"
    " copy schema schema_json dict_ model_config model_fields model_dump model_validate construct"
    " validate Field BaseModel Annotated Literal Any Decimal date datetime time uuid timedelta"
    " __init__ __class__ _private 3ds +1 -1 $ref @type #id a.b a-b a_b aB A 中文 ﬁ fi é x[0] mro"
    " root fields_set Model model ConfigDict property classmethod"
).split()


def test_every_name_of_a_property_becomes_a_field(press):
    schema = record(**dict.fromkeys(NAMES, TEXT))
    models = press.models(Card=schema, sent=schema)
    wire = {name: str(number) for number, name in enumerate(NAMES)}
    for model in (models.Card, models.Sent):
        value = read(model, wire)
        assert not value.model_extra
        assert value.model_dump(by_alias=True, exclude_unset=True) == wire
        assert len(model.model_fields) == len(NAMES)


def test_every_name_of_a_component_becomes_a_class(press):
    names = [*filter(str.isidentifier, NAMES), "Error", "Error-2", "error_2", "Integer", "Enum"]
    models = press.models(
        **{name: record(x=TEXT) for name in names if name not in {"self", "sent"}}
    )
    values = [getattr(models, name) for name in dir(models)]
    classes = [v for v in values if isinstance(v, type) and issubclass(v, BaseModel)]
    own = [model for model in classes if model.__module__.startswith(models.__name__)]
    assert len(own) == len(names) - 1
    assert all(read(model, {"x": "1"}).x == "1" for model in own)


def test_docstrings_say_what_the_spec_says(press):
    models = press.models(
        Card={
            **record(
                number={**TEXT, "title": "Number", "description": 'The """number"""\\'},
                name={**TEXT, "description": "A name", "x-source": "page#L2"},
            ),
            "title": "Bank card",
            "description": "Pays.",
            "x-source": "page#L1",
        }
    )
    assert models.Card.__doc__ is not None
    lines = models.Card.__doc__.strip().splitlines()
    assert [line.strip() for line in lines] == ["Bank card: Pays.", "", "Source: page#L1"]
    fields = ast.parse(inspect.getsource(models.Card)).body[0].body[1:]
    texts = [ast.literal_eval(node.value) for node in fields if isinstance(node, ast.Expr)]
    assert texts == ['The """number"""\\', "A name"]


MANY = {
    name: record(x=ref(other), y={"enum": ["a", "b"]}, z={"type": "array", "items": record(q=TEXT)})
    for name, other in pairwise("ABCDEFA")
}


def api(schemas):
    answers = {"200": {"description": "", "content": {"application/json": {"schema": ref("A")}}}}
    paths = {"/it": {"get": {"responses": answers}}}
    return {"paths": paths, "components": {"schemas": schemas}}


def test_the_text_is_the_same_each_time_and_in_any_order(press):
    source = press.source(**api(MANY))
    assert source.count("class ") == 18
    assert press.source(**api(MANY)) == source
    assert press.source(**api(dict(reversed(MANY.items())))) == source


def test_importing_the_models_builds_none(press):
    models = press.models(**MANY)
    assert "model_rebuild" not in press.source(**api(MANY))
    assert not models.A.__pydantic_complete__


@pytest.mark.parametrize(
    "paths", [{}, {"/it": {"get": {"responses": {"204": {"description": ""}}}}}]
)
def test_what_no_operation_refers_to_is_there_as_well(press, paths):
    schemas = {
        "Color": {"type": "string", "enum": ["red", "green"]},
        "Level": {"type": "integer", "enum": [1, 2]},
        "Thing": {"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}},
    }
    models = press.load(press.files(paths=paths, components={"schemas": schemas}), "models")

    assert [member.value for member in models.Color] == ["red", "green"]
    assert [member.value for member in models.Level] == [1, 2]
    assert models.Thing(kind="a").kind is models.ThingKind.A


def test_an_api_without_models_has_an_empty_module(press):
    files = press.files(paths={"/it": {"get": {"responses": {"204": {"description": ""}}}}})
    models = press.load(files, "models")
    assert models.__doc__ == "The models of the API."
    assert not [name for name in vars(models) if not name.startswith("__")]


def test_nothing_of_the_package_imports_engross(press):
    files = press.files(paths={"/it": {"get": {"responses": {"204": {"description": ""}}}}})
    for path, text in files.items():
        if path.endswith(".py"):
            nodes = list(ast.walk(ast.parse(text)))
            imports = [
                n.module or "" for n in nodes if isinstance(n, ast.ImportFrom) and not n.level
            ]
            imports += [a.name for n in nodes if isinstance(n, ast.Import) for a in n.names]
            assert not [name for name in imports if name.split(".")[0] == "engross"], path
