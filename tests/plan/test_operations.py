"""The planned records, evaluated with the real runtime."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from engross.runtime import operation as runtime
from engross.runtime import types
from engross.runtime.errors import BusinessError
from pydantic import TypeAdapter, ValidationError

TEXT = {"type": "string"}
THING = {"type": "object", "properties": {"a": {"type": "string"}}}
NAMES = ("Body", "Envelope", "ErrorRule", "Operation", "Parameter", "Part", "Response")


class CooldownError(BusinessError):
    pass


class Models(SimpleNamespace):
    def __getattr__(self, name):
        return f"models.{name}"


def record(bench, path="/it", **words):
    """The operation of a document as the generated module would have it."""
    method = bench.method(path, **words)
    scope = {name: getattr(runtime, name) for name in NAMES}
    scope |= {"types": types, "models": Models(), "CooldownError": CooldownError}
    return eval(method.operation, scope)  # noqa: S307


def test_method_path_and_id(bench):
    operation = record(bench, "/a b/{id}", verb="get", operationId="a/'get'", parameters=[
        {"name": "id", "in": "path", "required": True, "schema": TEXT},
    ])  # fmt: skip
    assert (operation.id, operation.method, operation.path) == ("a/'get'", "GET", "/a b/{id}")
    assert operation.repeatable


def test_an_operation_without_an_id_is_named_by_method_and_path(bench):
    assert record(bench).id == "POST /it"


def test_parameters_have_their_wire_name_type_style_and_key(bench):
    parameters = [
        {"name": "id", "in": "query", "schema": {"type": "integer"}, "x-sensitive": True},
        {"name": "id", "in": "header", "schema": TEXT},
        {"name": "tags", "in": "query", "style": "pipeDelimited", "explode": False, "schema": {}},
        {"name": "sort", "in": "query", "explode": False, "schema": {}},
        {"name": "filter", "in": "query", "content": {"application/json": {"schema": TEXT}}},
    ]
    first, second, tags, sort, filter_ = record(bench, parameters=parameters).parameters
    assert (first.name, first.location, first.argument) == ("id", "query", "id")
    assert first.type() == types.Integer
    assert first.sensitive
    assert first.separate
    assert (second.name, second.location, second.argument) == ("id", "header", "header:id")
    assert not second.sensitive
    assert not second.separate
    assert (tags.style, tags.separate) == ("pipeDelimited", False)
    assert (sort.style, sort.separate) == (None, False)
    assert filter_.type() == types.String


def test_a_form_is_written_behind_the_name_of_its_parameter_alone(bench):
    content = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}
    locations = ("query", "querystring")
    parameters = [{"name": "it", "in": place, "content": content} for place in locations]
    told = [record(bench, parameters=[one]).parameters[0].form for one in parameters]
    assert told == [True, False]


def test_a_list_that_is_sent_has_as_many_items_as_it_may(bench):
    some = {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 2}
    one, any_ = record(bench, parameters=[
        {"name": "one", "in": "query", "schema": some},
        {"name": "any", "in": "query", "schema": {"type": "array", "items": TEXT}},
    ]).parameters  # fmt: skip
    assert any_.type() == list[types.String]
    for wrong in ([], ["a", "b", "c"]):
        with pytest.raises(ValidationError):
            TypeAdapter(one.type()).validate_python(wrong)
    assert TypeAdapter(one.type()).validate_python(["a"]) == ["a"]


@pytest.mark.parametrize("required", [True, False])
def test_the_body_is_json_where_there_is_a_choice(bench, required):
    content = {
        "application/xml": {"schema": {"type": "integer"}},
        "application/merge-patch+json": {"schema": TEXT},
    }
    body = record(bench, requestBody={"content": content, "required": required}).body
    assert body.content_type == "application/merge-patch+json"
    assert body.type() == types.String
    assert body.required is required


def test_no_body(bench):
    assert record(bench).body is None


def test_each_media_type_of_a_response_is_a_response(bench):
    content = {"application/json": {"schema": TEXT}, "application/pdf": {"schema": TEXT}}
    responses = {
        "200": {"description": "", "content": content},
        "204": {"description": ""},
        "4XX": {"description": "", "content": {"application/json": {}}},
    }
    json, pdf, empty, failed = record(bench, responses=responses).responses
    assert (json.status, json.content_type, json.type()) == (
        "200", "application/json", types.String,
    )  # fmt: skip
    assert (pdf.status, pdf.content_type, pdf.type) == ("200", "application/pdf", None)
    assert (empty.status, empty.content_type, empty.type) == ("204", None, None)
    assert (failed.status, failed.content_type, failed.type) == ("4XX", "application/json", None)


def test_the_envelope_is_that_of_a_response(bench):
    names = {"success": "ok", "code": "c", "message": ["en", "cn"], "request_id": "r", "data": "d"}
    schema = {"type": "object", "x-envelope": names, "properties": {"ok": {"type": "boolean"}}}
    content = {"application/json": {"schema": schema}}
    envelope = record(bench, responses={"200": {"description": "", "content": content}}).envelope
    assert (envelope.success, envelope.code, envelope.message) == ("ok", "c", ("en", "cn"))
    assert envelope.request_id == "r"
    assert record(bench).envelope is None


def test_documented_errors_keep_their_order_and_what_they_are_known_by(bench):
    matches = [
        {"code": "1"},
        {"message": 'It\'s "closed"\n'},
        {"messageStartsWith": "Failed: "},
        {"code": ""},
    ]
    errors = [{"name": "CooldownError", "match": match} for match in matches]
    rules = record(bench, **{"x-errors": errors}).errors
    found = [(rule.error, rule.code, rule.message, rule.message_starts_with) for rule in rules]
    assert found == [
        (CooldownError, "1", None, None),
        (CooldownError, None, 'It\'s "closed"\n', None),
        (CooldownError, None, None, "Failed: "),
        (CooldownError, "", None, None),
    ]


def test_security_keeps_alternatives_and_what_is_needed_together(bench):
    scheme = {"type": "http", "scheme": "bearer"}
    operation = record(
        bench,
        security=[{"a": [], "b": []}, {"c": []}, {}],
        components={"securitySchemes": dict.fromkeys("abc", scheme)},
    )
    assert operation.security == (("a", "b"), ("c",), ())
    assert record(bench).security == ()


def test_what_cannot_be_undone_is_not_repeated(bench):
    operation = record(bench, verb="put", **{"x-irreversible": "Gone."})
    assert operation.irreversible
    assert not operation.repeatable


def test_what_is_the_default_is_not_written(bench):
    method = bench.method(parameters=[{"name": "a", "in": "query", "schema": TEXT}])
    assert method.operation == (
        "Operation(id='POST /it', method='POST', path='/it', "
        "parameters=(\nParameter(name='a', location='query', type=lambda: types.String),\n), "
        "responses=(\nResponse(status='204'),\n))"
    )


def test_a_multipart_body_says_what_its_parts_are(bench):
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "pages": {"type": "array", "items": {"type": "string", "contentMediaType": "a/b"}},
            "note": {"type": "string", "x-sensitive": True},
            "many": {"type": "string"},
        },
    }
    encoding = {"note": {"contentType": "text/markdown"}, "many": {"contentType": "a/b, c/*"}}
    content = {"multipart/form-data": {"schema": schema, "encoding": encoding}}
    file, pages, note, many = record(bench, requestBody={"content": content}).body.parts

    assert (file.name, file.type, file.many, file.required) == ("file", None, False, True)
    assert (pages.type, pages.many, pages.required) == (None, True, False)
    assert (file.content_type, pages.content_type) == (None, "a/b")
    assert note.type() == types.String
    assert (note.content_type, note.sensitive) == ("text/markdown", True)
    assert many.content_types == ("a/b", "c/*")


@pytest.mark.parametrize(
    ("content_type", "schema", "type_"),
    [
        ("application/xml", THING, types.String),
        ("text/csv", {"type": "array", "items": THING}, list[types.String]),
        ("application/xml", {"anyOf": [THING, {"type": "string"}]}, types.String),
        ("application/xml", {}, types.String),
        ("text/plain", {"type": "integer"}, types.Integer),
    ],
)
def test_a_part_that_is_xml_is_a_text(bench, content_type, schema, type_):
    content = {
        "multipart/form-data": {
            "schema": {"type": "object", "properties": {"it": schema}},
            "encoding": {"it": {"contentType": content_type}},
        }
    }

    [part] = record(bench, requestBody={"content": content}).body.parts

    assert (part.type(), part.content_type) == (type_, content_type)


@pytest.mark.parametrize(
    ("content_type", "schema", "type_"),
    [
        ("application/xml", THING, types.String),
        ("application/xml", {}, types.String),
        ("text/plain", {"type": "integer"}, types.Integer),
    ],
)
def test_a_parameter_that_is_xml_is_a_text(bench, content_type, schema, type_):
    told = {"name": "it", "in": "query", "content": {content_type: {"schema": schema}}}

    [parameter] = record(bench, parameters=[told]).parameters

    assert parameter.type() == type_
