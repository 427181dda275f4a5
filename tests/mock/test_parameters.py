"""Parameters in every style, held against their schemas."""

from __future__ import annotations

import json

import pytest

from .conftest import faults_of

# The values of OpenAPI 3.1's table "Style Examples", and how it writes them.
SCALAR = {"type": "string", "enum": ["", "blue"]}
ARRAY = {"type": "array", "items": {"type": "string"}, "const": ["blue", "black", "brown"]}
OBJECT = {
    "type": "object",
    "properties": {name: {"type": "integer"} for name in "RGB"},
    "const": {"R": 100, "G": 200, "B": 150},
}
STYLES = [
    ("path", "matrix", False, "/;color=blue", "/;color=blue,black,brown",
     "/;color=R,100,G,200,B,150"),
    ("path", "matrix", True, "/;color=blue", "/;color=blue;color=black;color=brown",
     "/;R=100;G=200;B=150"),
    ("path", "label", False, "/.blue", "/.blue,black,brown", "/.R,100,G,200,B,150"),
    ("path", "label", True, "/.blue", "/.blue.black.brown", "/.R=100.G=200.B=150"),
    ("path", "simple", False, "/blue", "/blue,black,brown", "/R,100,G,200,B,150"),
    ("path", "simple", True, "/blue", "/blue,black,brown", "/R=100,G=200,B=150"),
    ("query", "form", False, "?color=blue", "?color=blue,black,brown",
     "?color=R,100,G,200,B,150"),
    ("query", "form", True, "?color=blue", "?color=blue&color=black&color=brown",
     "?R=100&G=200&B=150"),
    ("query", "spaceDelimited", False, None, "?color=blue%20black%20brown",
     "?color=R%20100%20G%20200%20B%20150"),
    ("query", "pipeDelimited", False, None, "?color=blue%7Cblack%7Cbrown",
     "?color=R%7C100%7CG%7C200%7CB%7C150"),
    ("query", "pipeDelimited", True, None, "?color=blue&color=black&color=brown",
     "?R=100&G=200&B=150"),
    ("query", "deepObject", True, None, None,
     "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ("header", "simple", False, "blue", "blue, black, brown", "R,100,G,200,B,150"),
    ("header", "simple", True, "blue", "blue,black,brown", "R=100,G=200,B=150"),
    ("cookie", "form", False, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("cookie", "form", True, "color=blue", "color=blue; color=black; color=brown", None),
]  # fmt: skip
CASES = [
    (location, style, explode, schema, text)
    for location, style, explode, *texts in STYLES
    for schema, text in zip((SCALAR, ARRAY, OBJECT), texts, strict=True)
    if text is not None
]


WHOLE = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}


@pytest.mark.parametrize(
    ("content_type", "right", "wrong"),
    [
        ("application/x-www-form-urlencoded", "?a=1", "?a=x"),
        ("application/json", "?%7B%22a%22%3A1%7D", "?%7B%22a%22%3A%22x%22%7D"),
        ("application/json", "?%7B%22a%22%3A1%7D", "?a=1"),
    ],
)
def test_a_query_may_be_one_value(taking, content_type, right, wrong):
    whole = {"name": "it", "in": "querystring", "required": True}
    ask = taking(parameters=[{**whole, "content": {content_type: {"schema": WHOLE}}}])

    assert ask(f"POST /it{right}").status == 200
    assert ask(f"POST /it{wrong}").status == 400
    assert faults_of(ask("POST /it")) == [("querystring", "it", "#")]


def test_a_form_may_be_the_value_of_a_parameter(taking):
    content = {"application/x-www-form-urlencoded": {"schema": WHOLE}}
    ask = taking(parameters=[{"name": "it", "in": "query", "content": content}])

    assert ask("POST /it?it=a%3D1").status == 200
    assert ask("POST /it?it=a%3Dx").status == 400


def asked(taking, location, text, **parameter):
    """Send one parameter and give the answer."""
    path = "/it/{color}" if location == "path" else "/it"
    described = {"name": "color", "in": location, "required": True, **parameter}
    ask = taking(path=path, parameters=[described])
    if location in ("header", "cookie"):
        return ask("POST /it", f"{'cookie' if location == 'cookie' else 'color'}: {text}")
    return ask(f"POST /it{text}")


@pytest.mark.parametrize(("location", "style", "explode", "schema", "text"), CASES)
def test_every_style_is_read_as_the_standard_writes_it(
    taking, location, style, explode, schema, text
):
    parameter = {"style": style, "explode": explode, "schema": schema}

    assert asked(taking, location, text, **parameter).status == 200
    assert asked(taking, location, text, **{**parameter, "schema": {"const": 0}}).status == 400


@pytest.mark.parametrize(
    ("schema", "text", "fits"),
    [
        ({"type": "integer"}, "1", True),
        ({"type": "integer"}, "1.0", True),
        ({"type": "integer"}, "1.5", False),
        ({"type": "integer"}, "one", False),
        ({"type": "integer"}, "01", False),
        ({"type": "integer", "format": "int32"}, "2147483647", True),
        ({"type": "integer", "format": "int32"}, "2147483648", False),
        ({"type": "number", "multipleOf": 0.01}, "12345678901234567.89", True),
        ({"type": "number", "multipleOf": 0.01}, "12345678901234567.891", False),
        ({"type": "string", "format": "decimal"}, "15.00", True),
        ({"type": "string", "format": "decimal"}, "NaN", False),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "yes", False),
        ({"type": "string"}, "1", True),
        ({"type": ["integer", "null"]}, "", True),
        ({"anyOf": [{"type": "integer", "maximum": 9}, {"type": "string", "minLength": 2}]},
         "10", True),
        ({"type": "string", "format": "uuid"}, "7", False),
        ({"type": "string", "pattern": "^[a-c]+$"}, "abcd", False),
        ({"type": "string", "enum": ["a&b"]}, "a%26b", True),
        ({"type": "string", "enum": ["a b"]}, "a+b", True),
        ({}, "1", True),
    ],
)  # fmt: skip
def test_a_text_is_read_by_the_types_of_its_schema(taking, schema, text, fits):
    assert asked(taking, "query", f"?color={text}", schema=schema).status == (200 if fits else 400)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("?color=a,b", 200),
        # A separator that is quoted separates nothing, if the schema lets it be ...
        ("?color=a%2Cb,c", 200),
        # ... but many callers quote every separator.
        ("?color=a%2Cb", 200),
        ("?color=a", 400),
        ("?color=a,b,c", 400),
    ],
)
def test_quoted_separators_are_read_both_ways(taking, text, status):
    schema = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}

    assert asked(taking, "query", text, schema=schema, explode=False).status == status


def test_every_fault_is_told_with_its_place(taking):
    listed = {"type": "array", "items": {"type": "integer"}}
    ask = taking(
        path="/it/{id}",
        parameters=[
            {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
            {"name": "ids", "in": "query", "schema": listed},
            {"name": "X-Key", "in": "header", "required": True, "schema": {}},
            {"name": "theme", "in": "cookie", "required": True, "schema": {}},
            {"name": "free", "in": "query", "schema": {}},
        ],
    )
    refused = ask("POST /it/one?ids=1&ids=two")

    assert (refused.status, refused.header("content-type")) == (400, "application/problem+json")
    assert faults_of(refused) == [
        ("cookie", "theme", "#"),
        ("header", "X-Key", "#"),
        ("path", "id", "#"),
        ("query", "ids", "#/1"),
    ]
    pointers = {fault["spec"] for fault in json.loads(refused.body)["errors"]}
    assert "#/paths/~1it~1{id}/post/parameters/1" in pointers


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("?f[a]=1&f[b][c]=x", []),
        ("?f[a]=one", ["#/a"]),
        ("?f[a]=1&f[a]=2", ["#/a"]),
        ("?f[list]=1&f[list]=2", []),
        ("?f[list][]=1&f[list][]=2", []),
        ("?f[list][0]=1&f[list][1]=x", ["#/list/1"]),
        ("?f[z]=1", ["#/z"]),
        ("?f=1", ["#"]),
    ],
)
def test_a_deep_object_is_read_member_by_member(taking, text, pointers):
    inner = {"type": "object", "properties": {"c": {"type": "string"}}}
    listed = {"type": "array", "items": {"type": "integer"}}
    schema = {
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": inner, "list": listed},
        "additionalProperties": False,
    }
    parameter = {"name": "f", "in": "query", "style": "deepObject", "explode": True}
    answer = taking(parameters=[{**parameter, "schema": schema}])(f"POST /it{text}")

    assert (
        [fault[2] for fault in faults_of(answer)] == pointers
        if pointers
        else (answer.status == 200)
    )


def test_pairs_of_other_parameters_are_no_members(taking):
    rest = {"type": "object", "additionalProperties": {"type": "integer"}}
    ask = taking(
        parameters=[
            {"name": "q", "in": "query", "schema": {"type": "string"}},
            {"name": "rest", "in": "query", "schema": rest},
        ]
    )

    assert ask("POST /it?q=a&x=1").status == 200
    assert faults_of(ask("POST /it?q=a&x=a")) == [("query", "rest", "#/x")]


@pytest.mark.parametrize(
    ("text", "pointer"), [('{"a":1.50}', None), ('{"a":"1"}', "#/a"), ("{", "#")]
)
def test_a_parameter_may_be_json(taking, text, pointer):
    schema = {"type": "object", "properties": {"a": {"type": "number"}}}
    answer = asked(
        taking, "query", f"?color={text}", content={"application/json": {"schema": schema}}
    )

    assert answer.status == (400 if pointer else 200)
    assert pointer is None or faults_of(answer) == [("query", "color", pointer)]


def test_an_empty_value_may_be_allowed(taking):
    empty = {"schema": {"type": "integer"}, "allowEmptyValue": True}

    assert asked(taking, "query", "?color", **empty).status == 200
    assert asked(taking, "query", "?color=x", **empty).status == 400
    assert asked(taking, "query", "", **empty).status == 400


def test_a_hostile_number_is_not_written_out(taking):
    schema = {"type": "integer", "format": "int64"}

    assert asked(taking, "query", "?color=1e999999999", schema=schema).status == 400
