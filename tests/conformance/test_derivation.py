"""Which obligations follow from a spec, and that they follow from it alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from engross.conformance import DocumentedExample, PackageFacts, derivation, leaves, obligations
from engross.conformance.runner import exact
from engross.conformance.scalars import scalar
from engross.conformance.shapes import Shape
from engross.ir import Api, Schema
from engross.names import name_api
from engross.pointer import ROOT

from .conftest import FACTS, Derive

TEXT = {"type": "string"}


def operation(**parts: Any) -> dict[str, Any]:
    """A read operation that answers with an object, unless told otherwise."""
    answer = {"type": "object", "properties": {"name": TEXT}}
    return {"operationId": "cards/read", "responses": {"200": json_body(answer)}, **parts}


def json_body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def answering(schema: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {"/cards": {"get": operation(responses={"200": json_body(schema)}, **parts)}}


def closing(**parts: Any) -> dict[str, Any]:
    return {"/cards/close": {"post": operation(operationId="cards/close", **parts)}}


def test_a_parameter_of_whose_content_nothing_is_said_is_an_argument(derive: Derive) -> None:
    parameter = {"name": "filter", "in": "query", "content": {"application/json": {}}}

    found = derive({"/cards": {"get": operation(parameters=[parameter])}})

    signature = found["cards/read/request/signature"]
    assert ["filter", "keyword", "optional"] in signature["parameters"]


def test_type_checkers_are_told_what_the_spec_says(derive: Derive) -> None:
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "number", "format": "decimal"}},
        {"name": "any", "in": "query", "schema": {"anyOf": [TEXT, {"type": "boolean"}]}},
    ]
    card = {"type": "object", "properties": {"id": TEXT}}
    made = derive(answering(card, parameters=parameters))["cards/read/request/signature"]

    assert (made["types"], made["returns"]) == ({"limit": ["Decimal"]}, ["CardsReadResponse"])


def test_what_a_limit_still_allows_is_sent(derive: Derive) -> None:
    kinds = {
        "text": {"type": "string", "minLength": 1, "maxLength": 3},
        "count": {"type": "integer", "maximum": 9},
        "amount": {"type": "number", "format": "decimal", "minimum": 0.05},
        "step": {"type": "integer", "minimum": 1, "multipleOf": 5},
        "page": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 2},
        "rate": {"type": "number", "format": "decimal", "exclusiveMaximum": 1.5},
        "none": {"type": "integer", "minimum": 3, "exclusiveMaximum": 3},
    }
    parameters = [{"name": name, "in": "query", "schema": told} for name, told in kinds.items()]
    made = derive(answering(TEXT, parameters=parameters))

    limits = {name: made[name]["request"]["query"] for name in made if "/limit/" in name}
    assert limits == {
        "cards/read/request/text/limit/shortest": [["text", "x"]],
        "cards/read/request/text/limit/longest": [["text", "xxx"]],
        "cards/read/request/count/limit/most": [["count", "9"]],
        "cards/read/request/amount/limit/least": [["amount", "0.05"]],
        "cards/read/request/page/limit/least": [["page", "1"]],
        "cards/read/request/page/limit/most": [["page", "1"]],
        "cards/read/request/rate/limit/most": [["rate", "1.49"]],
    }


@pytest.mark.parametrize(
    ("kind", "limits", "digits"),
    [
        ("number", {"minimum": Decimal("11.00")}, "11.0"),
        ("number", {"multiple_of": Decimal("0.010")}, "2.5"),
        ("number", {"minimum": Decimal("1E+3")}, "1000.0"),
        ("number", {"minimum": 100}, "100"),
        ("decimal", {"minimum": Decimal("11.00")}, "11.00"),
    ],
)
def test_a_made_up_number_has_the_digits_that_its_type_keeps(
    kind: str, limits: dict[str, Any], digits: str
) -> None:
    shape = Shape(kind=kind, schema=Schema(pointer=ROOT, **limits))

    assert scalar(shape, 2)[0] == exact.Number(digits)


def test_a_fraction_among_listed_values_is_written_as_the_member_that_it_is() -> None:
    values = (Decimal("1.50"), Decimal("2.00"))
    shape = Shape(kind="any", schema=Schema(pointer=ROOT), values=values)

    assert scalar(shape, 1)[0] == exact.Number("1.5")
    assert scalar(replace(shape, values=values[:1]), 1)[0] == exact.Number("1.50")


def test_one_class_twice_has_no_tags_to_tell_apart(derive: Derive) -> None:
    one = {"$ref": "#/components/schemas/A"}
    schemas = {
        "A": {"type": "object", "properties": {"k": TEXT}},
        "C": {"oneOf": [one, one], "discriminator": {"propertyName": "k"}},
    }
    paths = answering({"$ref": "#/components/schemas/C"})

    found = derive(paths, components={"schemas": schemas})

    assert [name for name in found if name.startswith("models/C/")] == []


@pytest.mark.parametrize("other", ["Pay", "State"])
def test_whether_a_listed_value_is_open_is_told_by_the_place_of_the_list(
    derive: Derive, other: str
) -> None:
    """A list that answers have too is as open behind `null` as it is where it is referred to."""
    state = {"$ref": "#/components/schemas/State"}
    schemas = {
        "State": {"enum": ["a", "b"]},
        "Pay": {
            "type": "object",
            "properties": {
                "id": {**TEXT, "readOnly": True},
                "plain": state,
                "st": {"nullable": True, "allOf": [state]},
            },
        },
    }
    body = {"content": json_body({"$ref": "#/components/schemas/Pay"})["content"]}
    paths = {
        "/pay": {"post": operation(operationId="pay/make", requestBody=body)},
        **answering({"$ref": f"#/components/schemas/{other}"}),
    }

    found = derive(paths, components={"schemas": schemas})

    refused = [name for name in found if name.startswith("pay/make/request/st/wrong/")]
    assert refused
    assert not [name for name in refused if "unlisted" in name]
    fields = found["models/PayRequest/schema"]["fields"]
    assert fields["st"]["open"] is fields["plain"]["open"] is True


def test_the_same_spec_gives_the_same_bytes(load: Callable[..., Api]) -> None:
    api, names = name_api(load(answering({"type": "object", "properties": {"a": TEXT}})))

    assert obligations(api, names, package=FACTS) == obligations(api, names, package=FACTS)


def test_each_resource_has_a_file_with_an_obligation_a_line(load: Callable[..., Api]) -> None:
    api, names = name_api(load(answering(TEXT)))

    texts = obligations(api, names, package=FACTS)

    assert sorted(texts) == [
        f"obligations/{name}.json"
        for name in (
            *("cards", "client", "errors", "models"),
            *("runtime", "runtime_client", "runtime_events", "runtime_lenient"),
            *("runtime_pages", "runtime_reading", "runtime_servers"),
        )
    ]
    lines = [line.strip(" ,") for line in texts["obligations/cards.json"].splitlines()]
    ids = [json.loads(line)["id"] for line in lines if line.startswith('{"id"')]
    assert ids == sorted(set(ids))
    assert all(name.startswith("cards/read/") for name in ids)


def test_a_property_more_changes_no_other_obligation_of_a_leaf(derive: Derive) -> None:
    """The difference of two lists is the change log of the tests."""
    old = derive(answering({"type": "object", "properties": {"a": TEXT}}))
    new = derive(answering({"type": "object", "properties": {"a": TEXT, "b": TEXT}}))

    added = {key for key in new.keys() - old.keys() if key.startswith("cards/")}

    assert old.keys() <= new.keys()
    assert all("/b/" in key for key in added)
    assert "cards/read/response/b/absent" in added


NAMED = {"type": "object", "properties": {"name": TEXT}, "required": ["name"]}


@pytest.mark.parametrize(
    ("other", "varied"),
    [
        ({"type": "object", "properties": {"size": TEXT}}, False),
        ({"type": "object", "properties": {"size": TEXT}, "required": ["size"]}, True),
        ({"type": "string"}, True),
        ({"anyOf": [TEXT, {"type": "object", "properties": {"size": TEXT}}]}, False),
    ],
)
def test_a_part_of_a_union_is_varied_where_no_other_branch_could_take_the_value(
    derive: Derive, other: dict[str, Any], varied: bool
) -> None:
    made = derive(answering({"oneOf": [NAMED, other]}))

    assert ("cards/read/response/name/absent" in made) is varied
    assert "cards/read/response/200/full" in made


def test_the_tag_of_a_branch_is_not_varied(derive: Derive) -> None:
    kinds = ({"kind": {"const": word}, "a": TEXT} for word in ("x", "y"))
    branches = [{"type": "object", "properties": k, "required": ["kind"]} for k in kinds]
    made = derive(answering({"oneOf": branches}))

    assert "cards/read/response/kind/absent" not in made
    assert "cards/read/response/a/wrong/integer" in made


def test_members_beside_two_unions_are_those_of_an_object(derive: Derive) -> None:
    sizes, colours = ({"properties": {name: TEXT}} for name in ("size", "colour"))
    union = {"anyOf": [{"required": ["name"]}, sizes], "oneOf": [{}, colours]}
    made = derive(answering({"type": "object", "properties": {"name": TEXT, "a": TEXT}, **union}))

    assert "cards/read/response/a/wrong/integer" in made
    assert made["cards/read/response/200/minimal"]["returns"]["is"]["fields"].keys() == {"name"}
    unknown = made["cards/read/response/body/unknown-member"]
    assert unknown["drift"] == []


@pytest.mark.parametrize(
    ("schema", "variants"),
    [
        (
            {"type": "string"},
            {"absent", "null", "wrong/integer", "wrong/array", "text/any", "text/empty"},
        ),
        (
            {"type": "number", "format": "decimal"},
            {"scale", "long-fraction", "exponent", "wrong/string"},
        ),
        ({"type": "integer"}, {"long", "wrong/number", "wrong/boolean"}),
        ({"type": "boolean"}, {"false", "wrong/integer", "wrong/string"}),
        ({}, {"absent", "null"}),
        ({"enum": ["on", "off"]}, {"enum/ON", "enum/OFF", "enum/unknown", "enum/empty"}),
        ({"type": "array", "items": TEXT}, {"empty", "two", "wrong/object"}),
        ({"type": "string", "format": "date-time"}, {"wrong/malformed", "offset", "naive"}),
    ],
)
def test_a_leaf_is_varied_by_its_type(
    derive: Derive, schema: dict[str, Any], variants: set[str]
) -> None:
    derived = derive(answering({"type": "object", "properties": {"leaf": schema}}))

    prefix = "cards/read/response/leaf/"
    assert {key.removeprefix(prefix) for key in derived if key.startswith(prefix)} >= variants


def test_a_moment_without_an_offset_is_refused_where_it_is_only_sent(derive: Derive) -> None:
    record = {"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}}
    inner = {"type": "object", "properties": {"inner": record}}
    body = {"content": {"application/json": {"schema": inner}}}
    since = {"name": "since", "in": "query", "schema": record["properties"]["at"]}
    derived = derive(answering(record, requestBody=body, parameters=[since]))

    naive = {key for key in derived if "naive" in key}
    assert "cards/read/request/since/wrong/naive" in naive
    assert "models/CardsReadRequestInner/naive/at" in naive
    assert not any(key.startswith("models/CardsReadResponse") for key in naive)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 10**30},
        {"type": "string", "maxLength": 10**30},
        {"type": "string", "minLength": 40, "pattern": "^(x+x+)+y$"},
        {"type": "string", "minLength": 40, "pattern": "(x*)*y"},
        {"type": "string", "pattern": "a{99999999999}"},
        {"type": "string", "pattern": "(" * 3000 + ")" * 3000},
        {"type": "array", "items": TEXT, "minItems": 10**12},
    ],
)
def test_what_nobody_can_mean_is_no_trouble(derive: Derive, schema: dict[str, Any]) -> None:
    body = {"type": "object", "properties": {"odd": schema}, "required": ["odd"]}
    content = {"application/json": {"schema": body}}
    paths = answering({**body, "required": []}, requestBody={"content": content})

    told = json.dumps(derive(paths), default=str)

    assert "cards/read/" in told
    assert len(told) < 1_000_000


@pytest.mark.parametrize(
    ("pattern", "limits"),
    [
        ("^AC[0-9a-f]{4}$", {}),
        (r"^(user|org)_\w{3}$", {}),
        ("^[a-z]+$", {"minLength": 4}),
    ],
)
def test_a_text_is_made_up_from_its_pattern(
    derive: Derive, pattern: str, limits: dict[str, Any]
) -> None:
    schema = TEXT | {"pattern": pattern, **limits}
    word = {"name": "word", "in": "query", "required": True, "schema": schema}
    derived = derive(answering(TEXT, parameters=[word]))

    sent = derived["cards/read/request/minimal"]["arguments"]["word"]
    assert re.fullmatch(pattern, sent)
    assert len(sent) >= limits.get("minLength", 0)


def test_branches_that_are_put_together_are_told_apart_by_what_they_are(derive: Derive) -> None:
    """None of the two has a class that can be told for sure, which does not make them one."""
    tagged = {"type": "object", "required": ["kind"]}
    branches = [
        {
            "allOf": [
                {**tagged, "properties": {"kind": {"const": kind}}},
                {"properties": {"x": TEXT}},
            ]
        }
        for kind in ("cat", "dog")
    ]
    pet = {"oneOf": branches, "required": ["kind"]}
    derived = derive(answering({"type": "object", "properties": {"pet": pet}}))

    assert "cards/read/response/pet.x/null" in derived
    assert not any(key.startswith("cards/read/response/pet.kind/") for key in derived)


def test_an_answer_of_several_media_types_says_of_which_it_is(load: Callable[..., Api]) -> None:
    binary = {"schema": {"type": "string", "format": "binary"}}
    content = {"image/*": binary, "text/plain": {"schema": TEXT}}
    responses = {"200": {"description": "", "content": content}}
    api, names = name_api(load({"/cards": {"get": operation(responses=responses)}}))

    texts = obligations(api, names, package=FACTS)

    head = exact.read(texts["obligations/cards.json"])["operations"]["cards/read"]
    assert head["answer"]["content_type"] == "image/x"


def test_a_documented_text_serves_where_a_pattern_cannot_be_searched_with(derive: Derive) -> None:
    word = {"name": "word", "in": "query", "required": True}
    schema = {"type": "string", "pattern": "^(?=.*7)a", "examples": ["a7"]}
    derived = derive(answering(TEXT, parameters=[{**word, "schema": schema}]))

    assert "'a7'" in str(derived["cards/read/request/minimal"])


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Tree"}},
        {"anyOf": [{"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}, TEXT]},
    ],
)
def test_containers_of_themselves_end(derive: Derive, schema: dict[str, Any]) -> None:
    tree = {"$ref": "#/components/schemas/Tree"}
    derived = derive(answering(tree), components={"schemas": {"Tree": schema}})

    assert "cards/read/response/200/full" in derived


def test_nothing_contradicts_an_answer_of_which_the_spec_says_nothing(derive: Derive) -> None:
    case = "client/silence/error/contradiction"

    assert case in derive(answering(TEXT))
    assert case not in derive({"/cards": {"get": operation(responses={"200": {}})}})


def test_a_property_that_no_value_fits_is_left_out(derive: Derive) -> None:
    body = {"type": "object", "properties": {"a": TEXT, "never": False}}
    derived = derive(closing(requestBody={"content": {"application/json": {"schema": body}}}))

    assert "cards/close/request/a/alone" in derived
    assert not [key for key in derived if "/never/" in key and "request" in key]


def test_elements_of_an_array_are_varied_too(derive: Derive) -> None:
    items = {"type": "array", "items": {"type": "integer"}}
    derived = derive(answering({"type": "object", "properties": {"counts": items}}))

    assert derived["cards/read/response/counts[]/wrong/string"]["answer"]["edits"] == [
        ["set", "/counts/0", "engross-wrong"]
    ]


@pytest.mark.parametrize(
    ("required", "nullable", "absent", "null"),
    [
        (True, False, "raises", "raises"),
        (True, True, "raises", "returns"),
        (False, False, "returns", "raises"),
        (False, True, "returns", "returns"),
    ],
)
def test_absent_is_not_null(
    derive: Derive, required: bool, nullable: bool, absent: str, null: str
) -> None:
    leaf = {"type": ["string", "null"] if nullable else "string"}
    body = {"type": "object", "properties": {"leaf": leaf}, "required": ["leaf"] * required}

    derived = derive(answering(body))

    assert absent in derived["cards/read/response/leaf/absent"]
    assert null in derived["cards/read/response/leaf/null"]


def test_a_type_beside_an_enum_with_null_rules_null_out(derive: Derive) -> None:
    listed = {"type": ["string", "null"], "enum": ["a", "b", None]}
    leaf = {"type": "string", "allOf": [{"$ref": "#/components/schemas/Listed"}]}
    body = {"type": "object", "properties": {"leaf": leaf}}

    derived = derive(answering(body), components={"schemas": {"Listed": listed}})

    assert "raises" in derived["cards/read/response/leaf/null"]


def test_an_absent_member_reads_as_its_default(derive: Derive) -> None:
    body = {"type": "object", "properties": {"leaf": {"type": "boolean", "default": True}}}

    derived = derive(answering(body))

    assert derived["cards/read/response/leaf/absent"]["returns"] == {"at": {".leaf": True}}


def test_a_whole_number_is_a_default_however_it_is_written(derive: Derive) -> None:
    body = {"type": "object", "properties": {"leaf": {"type": "number", "default": 10.0}}}

    derived = derive(answering(body))

    read = derived["cards/read/response/leaf/absent"]["returns"]["at"][".leaf"]
    assert read == {"number": "10"}


def test_a_name_that_differs_from_the_wire_is_kept_apart_from_it(derive: Derive) -> None:
    derived = derive(answering({"type": "object", "properties": {"cardId": TEXT}}))

    assert derived["cards/read/response/body/python-name/card_id"]["answer"]["edits"] == [
        ["remove", "/cardId"],
        ["set", "/card_id", "engross-unknown"],
    ]


def test_every_leaf_of_the_full_answer_has_a_sentinel_of_its_own(derive: Derive) -> None:
    inner = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
    derived = derive(
        answering({"type": "object", "properties": {"x": inner, "y": {"type": "integer"}}})
    )

    told = json.dumps(derived["cards/read/response/200/full"]["returns"])
    assert [word in told for word in ("a-1", "b-2", "103")] == [True, True, True]


@pytest.mark.parametrize(
    ("method", "final", "sends", "error"),
    [
        ("get", False, 3, "APITimeoutError"),
        ("put", False, 3, "APITimeoutError"),
        ("post", False, 1, "OutcomeUnknownError"),
        ("patch", False, 1, "OutcomeUnknownError"),
        ("delete", True, 1, "OutcomeUnknownError"),
    ],
)
def test_only_what_is_idempotent_and_can_be_undone_is_sent_again(
    derive: Derive, method: str, final: bool, sends: int, error: str
) -> None:
    extra = {"x-irreversible": "It is gone."} if final else {}
    derived = derive({"/cards": {method: operation(**extra)}})

    lost = derived["cards/read/connection/read-timeout/always"]
    refused = derived["cards/read/connection/connect-refused/always"]
    assert (int(lost["sends"].text), lost["raises"]["errors"]) == (sends, [error])
    assert int(refused["sends"].text) == 3


@pytest.mark.parametrize("composed", [False, True])
def test_a_model_is_changed_where_its_class_can_be_told(derive: Derive, *, composed: bool) -> None:
    item = {"type": "object", "properties": {"title": TEXT}}
    schemas = {"Item": item, "Whole": {"allOf": [{"$ref": "#/components/schemas/Item"}]}}
    sent = {"$ref": f"#/components/schemas/{'Whole' if composed else 'Item'}"}
    body = {"required": True, "content": {"application/json": {"schema": {"anyOf": [sent]}}}}
    paths = {"/cards": {"put": operation(operationId="cards/put", requestBody=body)}}
    derived = derive(paths, components={"schemas": schemas})

    assert ("cards/put/request/body/wrong/changed" in derived) is not composed


@pytest.mark.parametrize(("members", "closed"), [({"a": TEXT}, True), ({}, False)])
def test_a_request_of_listed_members_has_no_others(
    derive: Derive, *, members: dict[str, Any], closed: bool
) -> None:
    sent = {"$ref": "#/components/schemas/Item"}
    body = {"required": True, "content": {"application/json": {"schema": sent}}}
    paths = {"/cards": {"put": operation(operationId="cards/put", requestBody=body)}}
    schemas = {"Item": {"type": "object", "properties": members}}
    derived = derive(paths, components={"schemas": schemas})

    assert ("models/Item/unknown" in derived) is closed


@pytest.mark.parametrize(("default", "told"), [("a", ["default"]), ("c", [])])
def test_a_default_that_is_not_listed_is_none(
    derive: Derive, default: str, told: list[str]
) -> None:
    item = {"type": "object", "properties": {"x": {"enum": ["a", "b"], "default": default}}}
    derived = derive(
        answering({"$ref": "#/components/schemas/Item"}), components={"schemas": {"Item": item}}
    )

    [field] = derived["models/Item/schema"]["fields"].values()
    assert [key for key in field if key == "default"] == told


@pytest.mark.parametrize(
    ("unused", "told"),
    [(True, (["integer", "number"], True)), (False, (["integer"], False))],
)
def test_a_whole_number_of_a_list_may_be_another_number_unless_it_is_only_sent(
    derive: Derive, *, unused: bool, told: tuple[list[str], bool]
) -> None:
    item = {"type": "object", "properties": {"x": {"type": "number", "enum": [1, 2]}}}
    sent = TEXT if unused else {"$ref": "#/components/schemas/Item"}
    body = {"content": {"application/json": {"schema": sent}}}
    paths = {"/cards": {"put": operation(operationId="cards/put", requestBody=body)}}
    derived = derive(paths, components={"schemas": {"Item": item}})

    [field] = derived["models/Item/schema"]["fields"].values()
    assert (field["types"], field["open"]) == told


def test_a_body_of_json_that_nothing_is_said_of_is_any_value(derive: Derive) -> None:
    body = {"content": {"application/json": {}}}
    paths = {"/cards": {"put": operation(operationId="cards/put", requestBody=body)}}
    derived = derive(paths)

    assert "'body'" in str(derived["cards/put/request/signature"])
    assert "'json'" in str(derived["cards/put/request/full"])


def test_of_two_documented_errors_that_fit_the_first_counts(derive: Derive) -> None:
    body = {
        "type": "object",
        "properties": {"ok": {"type": "boolean"}, "text": TEXT},
        "x-envelope": {"success": "ok", "message": "text"},
    }
    rules = [
        {"name": "RefusedError", "match": {"messageStartsWith": "Card"}},
        {"name": "ClosedError", "match": {"message": "Card is closed"}},
        {"name": "GoneError", "match": {"message": "Gone"}},
    ]
    derived = derive(answering(body, **{"x-errors": rules}))

    prefix = "cards/read/documented/"
    tried = {key.removeprefix(prefix).split("/")[0] for key in derived if key.startswith(prefix)}
    assert tried == {"RefusedError", "GoneError"}


def test_an_envelope_that_says_nothing_is_no_success(derive: Derive) -> None:
    body = {
        "type": "object",
        "properties": {"ok": {"type": "boolean"}, "text": TEXT},
        "x-envelope": {"success": "ok", "message": "text"},
    }

    derived = derive(answering(body))

    for mark in ("false", "null", "absent"):
        assert derived[f"cards/read/envelope/{mark}/200"]["raises"]["errors"] == ["BusinessError"]
    for mark in ("false", "null"):
        assert derived[f"cards/read/envelope/{mark}/401"]["raises"]["errors"] == [
            "BusinessError",
            "AuthenticationError",
        ]
    # An HTTP error that does not speak of success may come from a gateway.
    absent = derived["cards/read/envelope/absent/401"]
    assert absent["raises"]["errors"] == ["AuthenticationError"]
    assert derived["cards/read/envelope/true/400"]["raises"]["errors"] == ["BadRequestError"]


def test_a_documented_error_comes_whatever_the_status(derive: Derive) -> None:
    body = {
        "type": "object",
        "properties": {"ok": {"type": "boolean"}, "text": TEXT},
        "x-envelope": {"success": "ok", "message": "text"},
    }
    rule = {"name": "GoneError", "match": {"message": "gone"}, "description": "It is gone."}

    derived = derive(answering(body, **{"x-errors": [rule]}))

    for status in (200, 400, 409, 502):
        assert derived[f"cards/read/documented/GoneError/{status}"]["raises"]["errors"] == [
            "GoneError"
        ]
    assert derived["cards/read/documented/GoneError/not/text-after"]["raises"]["errors"] == [
        "BusinessError"
    ]


def test_an_example_keeps_its_digits_and_says_where_it_is_from(load: Callable[..., Api]) -> None:
    amount = {"type": "number", "format": "decimal"}
    api, names = name_api(load(answering({"type": "object", "properties": {"a": amount}})))
    content = exact.read(
        '{"operation": "cards/read", "source": "page#L1", "response": {"body": {"a": 0.30}}}'
    )
    example = DocumentedExample(name="cards.read.cheap", content=content)
    facts = PackageFacts(
        package="shop", distribution="shop", client="Shop", environment="SHOP", examples=(example,)
    )

    text = obligations(api, names, package=facts)["obligations/cards.json"]

    record = next(
        record for record in exact.read(text)["obligations"] if record["id"].endswith("/cheap")
    )
    assert record["answer"]["json"]["a"] == exact.Number("0.30")
    assert record["returns"]["is"]["fields"]["a"] == {"decimal": "0.30"}
    assert (record["source"], record["fault"]) == ("page#L1", "spec or documentation")


def documented(load: Callable[..., Api], content: str) -> dict[str, dict[str, Any]]:
    """The obligations of one documented example, by the end of their ids."""
    bearer = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
    paths = answering({"type": "object", "properties": {"a": TEXT}})
    api, names = name_api(load(paths, security=[{"key": []}], components=bearer))
    example = DocumentedExample(name="cards.read.cheap", content=exact.read(content))
    facts = PackageFacts(
        package="shop", distribution="shop", client="Shop", environment="SHOP", examples=(example,)
    )
    text = obligations(api, names, package=facts)["obligations/cards.json"]
    found = [o for o in exact.read(text)["obligations"] if "/example/cheap" in o["id"]]
    return {record["id"].rpartition("/")[2]: record for record in found}


def test_what_an_example_has_beyond_the_spec_is_a_contradiction(load: Callable[..., Api]) -> None:
    """A property that was transcribed under another name would be read as an unknown one."""
    content = '{"operation": "cards/read", "response": {"body": {"a": 1, "b": "x"}}}'

    told = documented(load, content)["cheap"]

    assert told["contradictions"] == ["a is integer/number", "b is unknown to the spec"]


def test_an_example_s_request_line_is_an_oracle_of_its_own(load: Callable[..., Api]) -> None:
    request = (
        '{"method": "PUT", "url": "https://shop.example/v2/cards",'
        ' "headers": {"Authorization": "Bearer abc"}}'
    )
    content = f'{{"operation": "cards/read", "request": {request}, "response": {{"body": {{}}}}}}'

    told = documented(load, content)["address"]

    assert told["base_url"] == "https://shop.example"
    assert told["client"] == {"base_url": {"omit": True}, "token": "abc"}
    assert told["changes"] == {
        "method": "PUT",
        "path": "/v2/cards",
        "headers": {"authorization": "Bearer abc"},
    }


def test_a_list_has_two_elements_which_can_be_told_apart(derive: Derive) -> None:
    listed = {"type": "array", "items": TEXT}
    derived = derive(answering({"type": "object", "properties": {"names": listed}}))

    told = derived["cards/read/response/200/full"]["returns"]["is"]

    assert told["fields"]["names"] == {"list": ["0-1", "0-2"]}


def test_a_body_that_only_travels_to_the_server_is_closed(derive: Derive) -> None:
    schema = {"type": "object", "properties": {"a": TEXT}, "required": ["a"]}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
    paths = {"/cards": {"post": operation(requestBody=body)}}

    derived = derive(paths, components={"schemas": {"Order": schema}})

    assert derived["models/Order/unknown"]["action"] == "refuse"


def test_the_limits_of_the_only_branch_beside_null_are_kept(derive: Derive) -> None:
    limited = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 2}, {"type": "null"}]}
    body = json_body({"type": "object", "properties": {"a": limited}, "required": ["a"]})
    post = operation(requestBody={**body, "required": True})
    derived = derive({"/cards": {"post": post}})

    sent = derived["cards/read/request/minimal"]["arguments"]
    assert sent == {"a": {"integer": "2"}}
    assert "cards/read/request/a/wrong/too-large" in derived


def test_a_body_without_members_is_open(derive: Derive) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
    paths = {"/cards": {"post": operation(requestBody=body)}}

    derived = derive(paths, components={"schemas": {"Order": {"type": "object"}}})

    assert "models/Order/unknown" not in derived
    assert "models/Order/schema" in derived


@pytest.mark.parametrize(
    ("content_type", "schema", "told"),
    [
        (
            "application/x-www-form-urlencoded",
            {"type": "object", "properties": {"a": TEXT}, "required": ["a"]},
            {"form": [["a", "a-1"]]},
        ),
        ("text/plain", TEXT, {"text": "body-1"}),
    ],
)
def test_bodies_of_other_media_types_are_made_up_too(
    derive: Derive, content_type: str, schema: dict[str, Any], told: dict[str, Any]
) -> None:
    body = {"required": True, "content": {content_type: {"schema": schema}}}

    derived = derive({"/cards": {"post": operation(requestBody=body)}})

    assert derived["cards/read/request/minimal"]["request"].items() >= told.items()


@pytest.mark.parametrize("schema", [TEXT, {}])
def test_a_multipart_body_has_parts_whatever_its_schema_says(
    derive: Derive, schema: dict[str, Any]
) -> None:
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}

    derived = derive({"/cards": {"post": operation(requestBody=body)}})

    assert "multipart" in derived["cards/read/request/minimal"]["request"]


def test_a_file_is_of_the_media_type_that_its_schema_says_or_its_encoding(derive: Derive) -> None:
    pdf = {**TEXT, "contentMediaType": "application/pdf"}
    files = {"a": pdf, "b": {"type": "array", "items": pdf}, "c": pdf}
    schema = {"type": "object", "properties": files}
    form = {"schema": schema, "encoding": {"c": {"contentType": "image/png"}}}
    body = {"required": True, "content": {"multipart/form-data": form}}

    derived = derive({"/cards": {"post": operation(requestBody=body)}})

    parts = derived["cards/read/request/full"]["request"]["multipart"]
    told = [(name, content_type) for name, _, content_type, _ in parts]
    types = [("a", "application/pdf"), *[("b", "application/pdf")] * 2, ("c", "image/png")]
    assert told == types


def test_a_schema_that_contains_itself_is_cut_off(derive: Derive) -> None:
    tree = {
        "type": "object",
        "properties": {
            "name": TEXT,
            "kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    }

    derived = derive(
        answering({"$ref": "#/components/schemas/Tree"}), components={"schemas": {"Tree": tree}}
    )

    assert "cards/read/response/200/full" in derived


def test_what_cannot_be_made_up_is_left_out_with_its_reason(load: Callable[..., Api]) -> None:
    secret = {
        "name": "q",
        "in": "query",
        "required": True,
        "schema": TEXT | {"pattern": "a^"},
    }
    api, names = name_api(load({"/cards": {"get": operation(parameters=[secret])}}))

    texts = obligations(api, names, package=FACTS)

    told = exact.read(texts["obligations/client.json"])["package"]["not_derived"]
    assert list(told) == ["cards/read"]
    assert "no text matches the pattern" in told["cards/read"]
    assert exact.read(texts["obligations/cards.json"])["obligations"] == []


def test_no_credential_is_sent_where_none_is_asked_for(load: Callable[..., Api]) -> None:
    paths = {"/a": {"get": operation(operationId="cards/open", security=[])},
             "/b": {"get": operation(operationId="cards/shut")}}  # fmt: skip
    bearer = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
    api, names = name_api(load(paths, security=[{"key": []}], components=bearer))

    text = obligations(api, names, package=FACTS)["obligations/cards.json"]

    told = exact.read(text)["operations"]
    assert told["cards/open"]["common"]["headers"].keys() == {"accept"}
    assert told["cards/shut"]["common"]["headers"]["authorization"] == "Bearer engross-secret-1"


def test_an_api_without_operations_owes_what_every_package_owes(derive: Derive) -> None:
    assert any(key.startswith("errors/") for key in derive({}))


def test_a_member_of_an_optional_body_comes_with_what_the_body_must_have(derive: Derive) -> None:
    schema = {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "required": ["a"]}
    body = {"content": {"application/json": {"schema": schema}}}
    found = derive(closing(requestBody=body))

    assert found["cards/close/request/minimal"]["request"] == {
        "method": "POST", "path": "/cards/close",
    }  # fmt: skip
    assert found["cards/close/request/b/alone"]["request"]["json"].keys() == {"a", "b"}
    assert found["cards/close/request/a/missing"]["arguments"].keys() == {"b"}
    assert found["cards/close/request/b/wrong/integer"]["arguments"].keys() == {"a", "b"}


def test_each_element_of_a_tuple_is_made_up_by_its_own_schema(derive: Derive) -> None:
    pair = {"type": "array", "prefixItems": [{"type": "integer"}, TEXT], "minItems": 2}
    body = {"type": "object", "properties": {"pair": pair}, "required": ["pair"]}

    derived = derive(
        answering(TEXT, requestBody={"content": {"application/json": {"schema": body}}})
    )

    pair = derived["cards/read/request/full"]["request"]["json"]["pair"]
    assert [type(element) for element in pair] == [exact.Number, str]


def test_an_object_in_a_path_has_members(derive: Derive) -> None:
    schema = {"type": "object", "properties": {"R": TEXT}}
    rgb = {"name": "rgb", "in": "path", "required": True, "schema": schema}
    found = derive({"/c/{rgb}": {"get": operation(parameters=[rgb])}})

    assert found["cards/read/request/minimal"]["request"]["path"] == "/c/R,R-1"
    assert found["cards/read/request/rgb/minimal"]["raises"]["builtin"] == "ValueError"


def test_an_object_without_members_is_a_text_in_a_path_where_it_is_json(derive: Derive) -> None:
    schema = {"type": "object", "properties": {"R": TEXT}}
    content = {"application/json": {"schema": schema}}
    rgb = {"name": "rgb", "in": "path", "required": True, "content": content}
    found = derive({"/c/{rgb}": {"get": operation(parameters=[rgb])}})

    assert found["cards/read/request/rgb/minimal"]["request"]["path"] == "/c/%7B%7D"


def test_what_no_style_can_write_is_not_made_up(derive: Derive) -> None:
    schema = {"type": "array", "items": {"type": "array", "items": TEXT}}
    nested = {"name": "nested", "in": "query", "schema": schema}
    content = {
        "name": "content",
        "in": "query",
        "content": {"application/json": {"schema": schema}},
    }
    found = derive({"/c": {"get": operation(parameters=[nested, content])}})

    assert found["cards/read/request/full"]["arguments"].keys() == {"content"}
    assert found["cards/read/request/full"]["request"]["query"][0][0] == "content"


@pytest.mark.parametrize(("way", "absent"), [("writeOnly", "accepted"), ("readOnly", "refused")])
def test_what_is_required_one_way_only_may_be_absent_the_other(
    derive: Derive, way: str, absent: str
) -> None:
    schema = {"type": "object", "properties": {"a": {**TEXT, way: True}}, "required": ["a"]}
    found = derive(answering(schema))

    assert ("cards/read/response/a/absent" in found) is (way == "readOnly")
    if absent == "refused":
        assert "raises" in found["cards/read/response/a/absent"]


def test_the_log_says_the_status_that_is_answered(derive: Derive) -> None:
    created = {"/cards": {"post": operation(responses={"201": json_body(TEXT)})}}

    assert "201" in derive(created)["client/silence/log"]["mentions"]


def test_a_member_that_is_not_listed_is_tried_as_what_the_object_says_of_such(
    derive: Derive,
) -> None:
    cards = {"type": "object", "properties": {"name": TEXT}, "additionalProperties": TEXT}
    made = derive(answering(cards))

    assert made["cards/read/response/200/full"]["returns"]["is"]["extra"] == {"key-1": "key-1-2"}
    assert made["cards/read/response/{}/wrong/boolean"]["drift"] == [["wrong-type", "/key-1"]]
    assert "cards/read/response/body/unknown-member" not in made
    refused = made["models/CardsReadResponse/further/number"]
    assert refused["value"]["extra"] == {"key-1": {"plain": exact.Number("1.5")}}
    assert made["models/CardsReadResponse/schema"]["further"] == {"types": ["string"]}


@pytest.mark.parametrize(
    "more", [{"additionalProperties": True}, {"patternProperties": {"^x": TEXT}}, {}]
)
def test_of_a_member_that_may_be_anything_nothing_is_made_up(
    derive: Derive, more: dict[str, Any]
) -> None:
    made = derive(answering({"type": "object", "properties": {"name": TEXT}, **more}))

    assert "extra" not in made["cards/read/response/200/full"]["returns"]["is"]
    assert "cards/read/response/body/unknown-member" in made


def test_a_list_of_lists_of_itself_is_told_once(derive: Derive) -> None:
    tree = {"$ref": "#/components/schemas/Tree"}
    owner = {"type": "object", "properties": {"tree": tree}}
    schemas = {"Tree": {"type": "array", "items": tree}, "Owner": owner}

    found = derive(
        answering({"$ref": "#/components/schemas/Owner"}), components={"schemas": schemas}
    )

    assert found["models/Owner/schema"]["fields"]["tree"]["items"] == {"any": True}


def test_the_variables_of_a_server_have_their_defaults(derive: Derive) -> None:
    server = {"url": "https://cards.test/{v}/", "variables": {"v": {"default": "v2"}}}

    found = derive(answering(TEXT), servers=[server])

    assert found["client/base-url/default"]["base_url"] == "https://cards.test/v2"


# --- Many operations ------------------------------------------------------------------------------


def test_of_many_operations_all_are_tried_and_what_is_alike_is_tried_once(
    load: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    part = {
        "type": "object",
        "properties": {"c": TEXT, "d": {"type": "integer"}},
        "required": ["c"],
    }
    whole = {"type": "object", "properties": {"a": TEXT, "b": TEXT, "part": part}}
    paths = {
        f"/{name}/{{id}}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}],
            "get": operation(operationId=f"{name}/read", responses={"200": json_body(whole)}),
            "put": operation(operationId=f"{name}/write", responses={"200": json_body(whole)}),
        }
        for name in ("cards", "limits", "users")
    }
    api, names = name_api(load(paths))
    usual = _records(obligations(api, names, package=FACTS))
    monkeypatch.setattr(derivation, "MANY", 2)
    brief = _records(obligations(api, names, package=FACTS))

    assert sum(map(_of_users, brief)) < 0.5 * sum(map(_of_users, usual))
    for name in ("cards", "limits", "users"):
        for variant in ("request/minimal", "response/200/full"):
            assert f"{name}/read/{variant}" in brief
    # What all operations do alike is tried of one.
    for variant in ("response/200/raw", "body/html", "request/unknown-argument"):
        assert [name for name in brief if name.endswith(variant)] == [f"cards/read/{variant}"]
    # What each resource has of its own is tried of one of its methods.
    for variant in ("request/raw", "request/options"):
        tried = [name for name in brief if name.endswith(variant)]
        assert tried == [f"{name}/read/{variant}" for name in ("cards", "limits", "users")]
    # What tells the type of a leaf is tried of each, all that the type may hold of one.
    assert _changes(usual, "absent") == _changes(brief, "absent") != set()
    assert _changes(usual, "null") == _changes(brief, "null") != set()
    assert _changes(usual, "wrong") == _changes(brief, "wrong") != set()
    texts = {name for name in brief if "/response/" in name and "/text/" in name}
    assert len(texts) == len(leaves.TEXTS)


def test_of_many_operations_a_refusal_tells_every_wrong_member_of_a_body(
    load: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "MANY", 2)
    bodies = {
        name: {"type": "object", "properties": {"a": TEXT, "b": {"type": "integer"}}}
        for name in ("cards", "limits", "users")
    }
    paths = {
        f"/{name}": {
            "put": operation(operationId=f"{name}/write", requestBody=json_body(body)),
        }
        for name, body in bodies.items()
    }

    api, names = name_api(load(paths))
    found = _records(obligations(api, names, package=FACTS))

    wrong = [found[f"users/write/request/wrong/{number}"] for number in (1, 2)]
    assert [one["arguments"] for one in wrong] == [
        {"a": None, "b": None},
        {"a": {"float": "1.5"}, "b": "engross-wrong"},
    ]
    assert all(one["raises"]["names"] == [["a", "a"], ["b", "b"]] for one in wrong)
    # What is thorough tries each by itself.
    assert "cards/write/request/a/wrong/null" in found


def test_of_many_operations_each_shows_a_failure_and_each_header_is_wrong_once(
    load: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "MANY", 2)
    limit = {"schema": {"type": "integer"}}
    answer = {**json_body(TEXT), "headers": {"X-Limit": {"$ref": "#/components/headers/limit"}}}
    failure = json_body({"$ref": "#/components/schemas/Failure"})
    names = ("cards", "limits", "users")
    paths = {
        f"/{name}": {
            "get": operation(
                operationId=f"{name}/read",
                responses={"200": answer, "404": failure, "409": failure},
            )
        }
        for name in names
    }
    schemas = {"Failure": {"type": "object", "properties": {"why": TEXT}}}
    components = {"schemas": schemas, "headers": {"limit": limit}}
    api, named = name_api(load(paths, components=components))

    found = _records(obligations(api, named, package=FACTS))

    for name in names:
        assert f"{name}/read/response/headers/given" in found
        assert f"{name}/read/status/404/parsed/application/json" in found
    # The first of each kind is tried with every status, the others with none that is not theirs.
    told = {name.split("/")[0] for name in found if "/status/418/" in name}
    assert told == {"cards"}
    for variant in ("response/headers/wrong", "response/headers/absent"):
        assert [name for name in found if name.endswith(variant)] == [f"cards/read/{variant}"]


def test_what_is_tried_of_many_leaves_at_once_is_read_at_each(
    load: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "MANY", 0)
    inner = {"type": "object", "properties": {"x": {"type": "boolean"}, "y": {"type": "boolean"}}}
    either = {"anyOf": [inner, {"type": "array", "items": TEXT}]}
    properties = {"a": TEXT, "b": TEXT, "c": TEXT, "inner": inner, "either": either}
    whole = {"type": "object", "properties": properties, "required": ["a", "b", "c"]}
    paths = {"/it": {"get": operation(operationId="it/read", responses={"200": json_body(whole)})}}
    api, names = name_api(load(paths))

    found = _records(obligations(api, names, package=FACTS))

    missing = found["it/read/response/absent/drift/1"]
    assert missing["answer"]["edits"] == [["remove", "/b"], ["remove", "/c"]]
    assert missing["drift"] == [["missing-field", "/b"], ["missing-field", "/c"]]
    assert missing["raises"] == {"errors": ["ResponseValidationError"]}
    # Whether a value is still of its branch may depend on how much of it is changed.
    inside = {e[1] for e in _edits(found, "response/absent/1") if e[1].startswith("/either/")}
    assert inside == set()
    assert "it/read/response/either.y/absent" in found


def test_a_part_that_was_made_up_where_it_cannot_be_varied_is_varied_where_it_can(
    load: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivation, "MANY", 0)
    thing, other = ({"$ref": f"#/components/schemas/{name}"} for name in ("Thing", "Other"))
    schemas = {"Thing": {"type": "object", "properties": {"a": TEXT}}}
    schemas["Other"] = {"type": "object", "properties": {"b": TEXT}}
    wholes = {
        "a/first": {"type": "object", "properties": {"either": {"anyOf": [thing, other]}}},
        "b/second": {"type": "object", "properties": {"one": thing, "two": thing}},
    }
    paths = {
        f"/{name}": {"get": operation(operationId=name, responses={"200": json_body(whole)})}
        for name, whole in wholes.items()
    }
    api, names = name_api(load(paths, components={"schemas": schemas}))

    texts = obligations(api, names, package=FACTS)

    varied = {edit[1] for edit in _edits(_records(texts), "/absent")}
    assert "/one/a" in varied
    full = json.loads(texts["obligations/b.json"])["operations"]["b/second"]["bodies"]["200/full"]
    assert full["json"]["one"] != full["json"]["two"]


def _of_users(name: str) -> bool:
    return name.startswith("users/")


def _changes(records: dict[str, Any], word: str) -> set[tuple[str, str]]:
    """What becomes of the answers in some way: the operation with each place, in turn."""
    return {
        (record["operation"], edit[1])
        for name, record in records.items()
        if "/response/" in name and f"/{word}" in name.removeprefix(record["operation"])
        for edit in record["answer"].get("edits", [])
    }


def _edits(records: dict[str, Any], word: str) -> list[Any]:
    return [
        e for name, record in records.items() if word in name for e in record["answer"]["edits"]
    ]


def _records(texts: dict[str, str]) -> dict[str, Any]:
    own = (text for name, text in texts.items() if "runtime" not in name)
    files = [json.loads(text) for text in own]
    return {record["id"]: record for file in files for record in file["obligations"]}


def test_a_request_and_an_answer_of_one_schema_are_each_held_to_their_members(
    derive: Derive,
) -> None:
    card = {
        "type": "object",
        "properties": {"id": {**TEXT, "readOnly": True}, "pin": {**TEXT, "writeOnly": True}},
        "required": ["id", "pin"],
    }
    cards = {"type": "array", "items": {"$ref": "#/components/schemas/Card"}}
    found = derive(
        answering(cards, requestBody={"content": {"application/json": {"schema": cards}}}),
        components={"schemas": {"Card": card}},
    )

    assert found["models/Card/schema"]["fields"].keys() == {"id"}
    assert found["models/CardRequest/schema"]["fields"].keys() == {"pin"}
    assert found["models/CardRequest/read-only/id"]["value"]["fields"].keys() == {"id", "pin"}
    assert found["models/CardRequest/read-only/id"]["pointer"].startswith(
        "#/components/schemas/Card"
    )


@pytest.mark.parametrize(("scheme", "is_tried"), [("X-Key", True), ("authorization", False)])
def test_a_credential_that_shares_its_header_with_another_is_not_tried(
    derive: Derive, scheme: str, is_tried: bool
) -> None:
    schemes = {
        "token": {"type": "http", "scheme": "bearer"},
        "key": {"type": "apiKey", "in": "header", "name": scheme},
    }
    secured = operation(security=[{"token": [], "key": []}])

    derived = derive({"/cards": {"get": secured}}, components={"securitySchemes": schemes})

    assert ("client/token/grant" in derived) is is_tried


@pytest.mark.parametrize(("other", "is_tried"), [("image/png", True), ("text/html", False)])
def test_a_page_is_no_body_of_another_kind_where_texts_are_documented(
    derive: Derive, other: str, is_tried: bool
) -> None:
    refused = json_body({"type": "object", "properties": {"why": TEXT}})
    refused["content"][other] = {"schema": TEXT}

    derived = derive({"/cards": {"get": operation(responses={"default": refused})}})

    assert ("cards/read/status/418/parsed/another" in derived) is is_tried


@pytest.mark.parametrize(
    ("name", "is_covered"), [("Card", True), ("Problem", False), ("Ids", None)]
)
def test_a_default_covers_other_successes_where_it_has_their_schema(
    derive: Derive, name: str, is_covered: bool | None
) -> None:
    """Of a list nothing is claimed: in Python its type may be the same."""
    record = {"type": "object", "properties": {"x": {"type": "string"}}}
    ids = {"type": "array", "items": {"type": "string"}}
    schemas = {"Card": record, "Problem": record, "Ids": ids}
    card, other = ({"$ref": f"#/components/schemas/{one}"} for one in ("Card", name))
    told = {"200": json_body(card), "default": json_body(other)}
    derived = derive(
        {"/cards": {"get": operation(responses=told)}}, components={"schemas": schemas}
    )
    found = derived.get("cards/read/status/202/undeclared")

    assert (found is None) == (is_covered is None)
    assert found is None or ("returns" in found, found["drift"] == []) == (is_covered, is_covered)
