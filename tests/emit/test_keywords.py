"""Each row of `specs/SCHEMAS.md`: the generated types make of a keyword what the table says."""

from __future__ import annotations

import json
import re
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY

from .conftest import PACKAGE

TABLE = Path(__file__).parents[2] / "specs" / "SCHEMAS.md"
ROWS = {
    row[1]: (row[2], row[3])
    for row in re.finditer(r"^\| `([^`]+)` \| (\w+) \| (\w+) \| .+ \|$", TABLE.read_text(), re.M)
}
S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741  # they stand in every row
AB = {"a": S, "b": S}


def obj(**words: Any) -> dict[str, Any]:
    return {"type": "object", **words}


def arr(**words: Any) -> dict[str, Any]:
    return {"type": "array", "items": S, **words}


KIND = {k: obj(properties={"k": {"const": k}, k: I}, required=["k", k]) for k in "xy"}
# Keyword: a schema, values of it, and values that only the keyword forbids.
VALUES: dict[str, tuple[Any, list[Any], list[Any]]] = {
    "type": (S, ["a"], [1, True, None, [], {}]),
    "enum": ({"enum": ["a", "b"]}, ["a", "b"], ["c"]),
    "const": ({"const": "a"}, ["a"], ["b", 1]),
    "multipleOf": ({**I, "multipleOf": 5}, [10], [7]),
    "minimum": ({**I, "minimum": 5}, [5], [4]),
    "exclusiveMinimum": ({**I, "exclusiveMinimum": 5}, [6], [5]),
    "maximum": ({**I, "maximum": 5}, [5], [6]),
    "exclusiveMaximum": ({**I, "exclusiveMaximum": 5}, [4], [5]),
    "minLength": ({**S, "minLength": 2}, ["é🦄"], ["🦄"]),
    "maxLength": ({**S, "maxLength": 2}, ["🦄🦄"], ["abc"]),
    "pattern": ({**S, "pattern": "^a+$"}, ["aa"], ["b"]),
    "items": (arr(), [["a"], []], [[1]]),
    "prefixItems": ({"type": "array", "prefixItems": [S, I]}, [["a", 1, {}], []], [[1, "a"]]),
    "minItems": (arr(minItems=1), [["a"]], [[]]),
    "maxItems": (arr(maxItems=1), [["a"]], [["a", "b"]]),
    "uniqueItems": (arr(uniqueItems=True), [["a", "b"]], [["a", "a"]]),
    "contains": (arr(contains={"const": "a"}), [["a"]], [["b"]]),
    "minContains": (arr(contains={"const": "a"}, minContains=2), [["a", "a"]], [["a"]]),
    "maxContains": (arr(contains={"const": "a"}, maxContains=1), [["a"]], [["a", "a"]]),
    "unevaluatedItems": (
        {"type": "array", "prefixItems": [S], "unevaluatedItems": False},
        [["a"]],
        [["a", 1]],
    ),
    "properties": (obj(properties={"a": I}), [{"a": 1}, {}], [{"a": "x"}]),
    "required": (obj(properties={"a": I}, required=["a"]), [{"a": 1}], [{}]),
    "additionalProperties": (obj(additionalProperties=I), [{"a": 1}, {}], [{"a": "x"}]),
    "patternProperties": (obj(patternProperties={"^x": I}), [{"x": 1, "b": "s"}], [{"x": "s"}]),
    "propertyNames": (
        obj(additionalProperties=I, propertyNames={"pattern": "^x"}),
        [{"x": 1}],
        [{"b": 1}],
    ),
    "minProperties": (obj(additionalProperties=I, minProperties=1), [{"x": 1}], [{}]),
    "maxProperties": (
        obj(additionalProperties=I, maxProperties=1),
        [{"x": 1}],
        [{"x": 1, "y": 2}],
    ),
    "dependentRequired": (
        obj(properties=AB, dependentRequired={"a": ["b"]}),
        [{"a": "x", "b": "y"}],
        [{"a": "x"}],
    ),
    "dependentSchemas": (
        obj(properties=AB, dependentSchemas={"a": {"required": ["b"]}}),
        [{"a": "x", "b": "y"}],
        [{"a": "x"}],
    ),
    "unevaluatedProperties": (
        obj(properties={"a": S}, unevaluatedProperties=False),
        [{"a": "x"}],
        [{"b": "x"}],
    ),
    "allOf": (
        {"allOf": [obj(properties={"a": I}, required=["a"]), obj(properties={"b": S})]},
        [{"a": 1, "b": "x"}, {"a": 1}],
        [{"b": "x"}, {"a": 1, "b": 2}],
    ),
    "anyOf": ({"anyOf": [S, I]}, ["a", 1], [[], True]),
    "oneOf": ({"oneOf": [KIND["x"], I]}, [{"k": "x", "x": 1}, 1], ["a", {"k": "y", "x": 1}]),
    "not": ({**S, "not": {"const": "a"}}, ["b"], ["a"]),
    "if": (
        obj(properties=AB, **{"if": {"required": ["a"]}, "then": False}),
        [{"b": ""}],
        [{"a": ""}],
    ),
    "then": (obj(properties=AB, **{"if": True, "then": {"required": ["a"]}}), [{"a": ""}], [{}]),
    "else": (obj(properties=AB, **{"if": False, "else": {"required": ["a"]}}), [{"a": ""}], [{}]),
    "format": ({**S, "format": "date"}, ["2020-02-29"], ["2021-02-29", "x"]),
    "contentEncoding": ({**S, "contentEncoding": "base64"}, ["YQ=="], ["%"]),
    "contentMediaType": ({**S, "contentMediaType": "application/json"}, ["{}"], ["{"]),
    "contentSchema": ({**S, "contentMediaType": "a/b", "contentSchema": I}, ["1"], ["x"]),
    "examples": ({**S, "examples": [1]}, ["a"], []),
    "example": ({**S, "example": 1}, ["a"], []),
    "$ref": ({"$ref": "#/components/schemas/Text"}, ["a"], [1]),
    "$defs": ({**S, "$defs": {"x": I}}, ["a"], []),
    "$id": ({**S, "$id": "https://x/y"}, ["a"], []),
    "$schema": ({**S, "$schema": "http://json-schema.org/draft-04/schema#"}, ["a"], []),
    "$anchor": ({**S, "$anchor": "here"}, ["a"], []),
    "$dynamicRef": ({"$dynamicRef": "#here"}, ["a", 1, {}], []),
    "$dynamicAnchor": ({**S, "$dynamicAnchor": "here"}, ["a"], []),
    "$vocabulary": ({**S, "$vocabulary": {"https://x": True}}, ["a"], []),
    "$comment": ({**S, "$comment": "c"}, ["a"], []),
    "nullable": ({**S, "nullable": True}, ["a", None], [1]),
    "discriminator": (
        {"oneOf": [*KIND.values()], "discriminator": {"propertyName": "k"}},
        [{"k": "x", "x": 1}, {"k": "y", "y": 1}],
        [{"k": "z", "x": 1}],
    ),
    "xml": ({**S, "xml": {"name": "x"}}, ["a"], []),
    "externalDocs": ({**S, "externalDocs": {"url": "https://x"}}, ["a"], []),
}
# Keyword: its value beside `type: string`, and what then stands in the class.
TOLD = {
    "title": ("A title", "A title"),
    "description": ("A text", "A text"),
    "default": ("x", '= "x"'),
    "deprecated": (True, "deprecated="),
}


@pytest.fixture
def sides(press):
    """Give the class that holds a schema: of a request, and of an answer."""

    def build(schema: Any) -> dict[str, Any]:
        holder = obj(properties={"it": schema}, required=["it"])
        models = press.models(sent=holder, Received=holder, Text=S)
        return {"sent": models.Sent, "received": models.Received}

    return build


def takes(model: Any, value: Any) -> bool:
    """Whether a value is taken as JSON, digits kept."""
    try:
        model.model_validate(json.loads(json.dumps({"it": value}), parse_float=Decimal))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("keyword", VALUES)
def test_values_are_taken_as_the_table_says(sides, keyword):
    schema, values, others = VALUES[keyword]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        models = sides(schema)
    for side, verdict in zip(models, ROWS[keyword], strict=True):
        assert [value for value in values if not takes(models[side], value)] == [], side
        taken = [value for value in others if takes(models[side], value)]
        assert taken == ([] if verdict == "exact" else others), side
        assert (verdict != "exact") or others


@pytest.mark.parametrize("words", [{"additionalProperties": I}, {"patternProperties": {"": I}}])
def test_what_is_said_of_members_without_a_name_holds_beside_others_too(sides, words):
    for model in sides(obj(properties={"b": S}, **words)).values():
        assert takes(model, {"a": 1, "b": "x"})
        assert not takes(model, {"a": "x", "b": "x"})


@pytest.mark.parametrize("keyword", TOLD)
def test_what_is_told_stands_in_the_class(press, keyword):
    value, told = TOLD[keyword]
    holder = obj(properties={"it": {**S, keyword: value}})
    receives = {"200": {"description": "", "content": {"application/json": {"schema": holder}}}}
    source = press.source(paths={"/it": {"get": {"responses": receives}}})

    assert ROWS[keyword] == ("told", "told")
    assert told in source.replace("'", '"')


def test_what_only_answers_have_is_in_no_request_and_the_other_way_round(press):
    both = obj(
        properties={"a": {**S, "readOnly": True}, "b": {**S, "writeOnly": True}, "c": S},
        required=["a", "b", "c"],
    )
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/It"}}}}
    call = {"requestBody": content, "responses": {"200": {"description": "", **content}}}
    files = press.files(paths={"/it": {"post": call}}, components={"schemas": {"It": both}})
    resource = press.load(files, "resources.it")
    models = press.load(files, "models")

    assert ROWS["readOnly"] == ROWS["writeOnly"] == ("told", "told")
    given = resource.It.post_it.__annotations__
    assert {name for name in given if len(name) == 1} == {"b", "c"}
    fields = {name: list(getattr(models, name).model_fields) for name in ("It", "ItRequest")}
    assert fields == {"It": ["a", "c"], "ItRequest": ["b", "c"]}
    assert all(field.is_required() for field in models.It.model_fields.values())


@pytest.mark.parametrize(
    "more",
    [{}, {"required": ["a"]}, {"allOf": [obj(properties={"b": S})]}, {"minProperties": 1}],
)
def test_a_property_that_must_not_be_there_is_no_field(press, more):
    schema = obj(properties={"a": I, "never": False, "gone": {"$ref": "#/components/schemas/No"}})
    models = press.models(sent={**schema, **more}, Received={**schema, **more}, No=False)

    for model in (models.Sent, models.Received):
        assert set(model.model_fields) <= {"a", "b"}
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        models.Sent.model_validate({"a": 1, "never": 1})
    assert models.Received.model_validate({"a": 1, "never": 1}).model_extra == {"never": 1}


def test_an_object_of_nothing_that_may_be_there_is_any_object(press):
    models = press.models(sent=obj(properties={"never": False}), Received=obj(properties={}))

    assert models.Sent.model_fields == models.Received.model_fields == {}
    assert models.Sent.__bases__ == models.Received.__bases__


def test_a_moment_that_is_only_sent_has_its_offset(press):
    moment = {**S, "format": "date-time"}
    schema = obj(
        properties={"at": moment, "all": arr(items=moment), "hour": {**S, "format": "time"}}
    )
    since = {"name": "since", "in": "query", "schema": moment}
    whole = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Both"}}}}
    calls = {
        "/sent": {"put": {"requestBody": {"content": {"application/json": {"schema": schema}}}}},
        "/both": {
            "put": {"requestBody": whole, "responses": {"200": {"description": "", **whole}}}
        },
        "/since": {"get": {"parameters": [since]}},
    }
    files = press.files(paths=calls, components={"schemas": {"Both": schema}})
    models = press.load(files, "models")
    naive, aware = "2025-11-22T11:25:30", "2025-11-22T11:25:30Z"

    for wrong in ({"at": naive}, {"all": [aware, naive]}):
        with pytest.raises(ValueError, match="offset from UTC"):
            models.SentPutSentRequest.model_validate(wrong)
        assert models.Both.model_validate(wrong)
    assert models.SentPutSentRequest(at=aware, all=[aware], hour="11:25:30")
    assert "lambda: types.AwareDateTime" in files[f"src/{PACKAGE}/resources/since.py"]


def test_each_keyword_of_json_schema_and_of_openapi_has_a_row():
    base = "https://json-schema.org/draft/2020-12/"
    names = ("core", "applicator", "unevaluated", "validation", "meta-data", "content")
    metas = [REGISTRY.contents(f"{base}meta/{name}") for name in (*names, "format-annotation")]
    vocabulary = {keyword for meta in metas for keyword in meta["properties"]}
    openapi = {"discriminator", "example", "externalDocs", "nullable", "xml"}

    assert ROWS.keys() == vocabulary | openapi
    assert ROWS.keys() == {*VALUES, *TOLD, "readOnly", "writeOnly"}
