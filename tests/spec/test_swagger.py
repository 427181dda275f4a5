"""Swagger 2.0, folded into OpenAPI 3.0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from engross.ir import ParameterLocation
from engross.pointer import Pointer, parse_pointer
from engross.spec import load_api

HEAD = "swagger: '2.0'\ninfo: {title: t, version: '1'}\n"
DOCUMENT = """\
host: api.example.com
basePath: /v1
schemes: [http, https]
consumes: [application/json, text/json]
produces: [application/json]
security: [{key: []}]
securityDefinitions:
  key: {type: apiKey, in: header, name: X-Key}
  basic: {type: basic}
  flow:
    {type: oauth2, flow: accessCode, authorizationUrl: https://a, tokenUrl: https://t, scopes: {}}
parameters:
  Limit: {name: limit, in: query, type: integer, maximum: 10}
  Body: {name: body, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
responses:
  Bad: {description: bad, schema: {$ref: '#/definitions/Problem'}}
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, type: string, format: uuid}
    post:
      parameters:
        - $ref: '#/parameters/Limit'
        - $ref: '#/parameters/Body'
        - {name: many, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: csv, in: query, type: array, items: {type: string}}
      responses:
        200:
          description: ok
          schema: {type: array, items: {$ref: '#/definitions/Pet'}}
          headers: {X-Rate: {type: integer}}
          examples: {application/json: []}
        400: {$ref: '#/responses/Bad'}
    put:
      consumes: [multipart/form-data]
      produces: [application/pdf]
      parameters:
        - {name: upload, in: formData, type: file, required: true}
        - {name: note, in: formData, type: string, x-nullable: true}
      responses: {200: {description: file, schema: {type: file}}}
definitions:
  Pet: {type: object, discriminator: kind, properties: {kind: {type: string}}}
  Problem: {type: object}
"""


@pytest.fixture
def operations(workshop: Any) -> Any:
    api = load_api(workshop.write(HEAD + DOCUMENT), authored=False)[0]
    return {operation.method: operation for operation in api.operations}


def test_a_valid_document_has_no_problems(workshop: Any) -> None:
    assert workshop.messages_of(workshop.write(HEAD + DOCUMENT)) == ""


def test_servers_and_security_are_folded(workshop: Any) -> None:
    api = load_api(workshop.write(HEAD + DOCUMENT), authored=False)[0]
    schemes = api.security_schemes

    assert [server.url for server in api.servers] == [
        "https://api.example.com/v1",
        "http://api.example.com/v1",
    ]
    assert (schemes["basic"].type, schemes["basic"].scheme) == ("http", "basic")
    assert schemes["flow"].flows["authorizationCode"]["tokenUrl"] == "https://t"
    assert schemes["key"].location is ParameterLocation.HEADER


def test_parameters_get_a_schema_and_a_style(operations: Any) -> None:
    read = {p.name: (p.style, p.explode, p.schema.type) for p in operations["POST"].parameters}

    assert read == {
        "id": ("simple", False, {"string"}),
        "limit": ("form", True, {"integer"}),
        "many": ("form", True, {"array"}),
        "csv": ("form", False, {"array"}),
    }


def test_a_body_parameter_becomes_the_request_body(operations: Any) -> None:
    body = operations["POST"].request_body

    assert body.required
    assert [media.content_type for media in body.content] == ["application/json", "text/json"]
    assert body.content[0].schema.target == parse_pointer("/components/schemas/Pet")


def test_form_parameters_become_one_object(operations: Any) -> None:
    [media] = operations["PUT"].request_body.content
    types = {name: schema.type for name, schema in media.schema.properties.items()}

    assert media.content_type == "multipart/form-data"
    assert types == {"upload": {"string"}, "note": {"string", "null"}}
    assert media.schema.required == ("upload",)
    assert media.schema.properties["upload"].content_media_type == "application/octet-stream"


def test_responses_get_media_types(operations: Any) -> None:
    ok, bad = operations["POST"].responses
    [file] = operations["PUT"].responses

    assert (ok.content[0].content_type, ok.content[0].examples[0].value) == ("application/json", [])
    assert ok.headers[0].schema.type == {"integer"}
    assert bad.pointer == parse_pointer("/components/responses/Bad")
    assert file.content[0].content_type == "application/pdf"
    assert file.content[0].schema.content_media_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "paths: {'/a/{id}': {get: {responses: {200: {description: d}}}}}",
            "openapi.yaml:3:21: warning: the path",
        ),
        (
            "definitions: {A: {$ref: '#/definitions/B'}}",
            "openapi.yaml:3:25: error: $ref '#/definitions/B'",
        ),
        ("paths: {/a: {get: {parameters: [{name: a, in: nowhere}]}}}", "'nowhere' is not one of"),
        ("paths: {/a: {get: 1}}", "openapi.yaml:3:19: error: expected a mapping, found a number 1"),
        ("paths: {/a: {get: {responses: []}}}", "expected a mapping, found a list"),
        ("parameters: []", "openapi.yaml:3:1: error: expected a mapping, found a list"),
        ("securityDefinitions: {a: 1}", "expected a mapping, found a number 1"),
    ],
)
def test_problems_keep_the_lines_of_the_file(workshop: Any, text: str, message: str) -> None:
    assert message in workshop.messages_of(workshop.write(f"{HEAD}{text}\n"))


def test_our_own_specs_are_not_swagger(workshop: Any) -> None:
    told: Any = workshop.messages_of(workshop.write(HEAD + DOCUMENT), authored=True)

    assert "this is no OpenAPI document" in told


def test_what_a_body_or_a_list_loses_in_the_folding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "swagger.yaml"
    path.write_text(
        HEAD
        + """\
paths:
  /a:
    parameters:
      - {name: one, in: body, schema: {type: object}}
    get:
      parameters: [{name: t, in: query, type: array, items: {}, collectionFormat: tsv}]
      responses: {200: {description: d}}
    post:
      parameters:
        - {name: file, in: formData, type: file}
        - {name: two, in: body, schema: {type: object}}
      responses: {200: {description: d}}
    put:
      parameters: [{name: one, in: body, schema: {type: string}}]
      responses: {200: {description: d}}
"""
    )

    _, problems = load_api(path, authored=False)

    start = "the parameter '{}' in {} cannot be sent as it is declared: {}"
    assert [(problem.message, str(problem.pointer)) for problem in problems] == [
        (start.format("t", "query", "spaces are sent, not tabs"), "#/paths/~1a/get"),
        (start.format("one", "body", "the body is 'two' in body"), "#/paths/~1a/post"),
        (start.format("file", "formData", "the body is 'two' in body"), "#/paths/~1a/post"),
    ]


def test_a_reference_into_a_member_of_no_meaning_is_followed(workshop: Any) -> None:
    text = "definitions: {It: {$ref: '#/others/It'}}\nothers: {It: {type: string}}\npaths: {}\n"
    path = workshop.write(f"{HEAD}{text}")
    api, problems = load_api(path, authored=False)

    assert problems == ()
    assert api.resolve(api.schemas[parse_pointer("/components/schemas/It")]).type == {"string"}


SHARED = """\
paths:
  made:
    post:
      operationId: made
      parameters: [{$ref: 'more/shared.yaml#/parameters/Card'}, {$ref: '#/parameters/Limit'}]
      responses:
        '200': {$ref: '#/responses/Ok'}
        default: {$ref: 'more/shared.yaml#/responses/Bad'}
parameters:
  Limit: {name: limit, in: query, type: array, items: {type: integer}, collectionFormat: pipes}
responses:
  Ok: {description: ok, schema: {$ref: '#/definitions/Card'}}
definitions:
  Card: {type: object, properties: {id: {type: string}}}
"""
MORE = """\
parameters:
  Card: {name: card, in: body, required: true, schema: {$ref: '../shared.yaml#/definitions/Card'}}
  Note: {name: note, in: formData, type: string, required: true}
  Upload: {name: upload, in: formData, type: file}
responses:
  Bad: {description: bad, headers: {X-Rate: {type: integer}}}
"""


def test_other_files_are_folded_too(workshop: Any) -> None:
    workshop.write(SHARED, "shared.yaml")
    workshop.write(MORE, "more/shared.yaml")
    path = workshop.write(
        """\
swagger: '2.0'
info: {title: T, version: '1'}
consumes: [application/vnd.acme+json]
produces: [application/vnd.acme+json]
paths:
  /made: {$ref: 'shared.yaml#/paths/made'}
  /form:
    post:
      parameters:
        - {$ref: 'more/shared.yaml#/parameters/Note'}
        - {$ref: 'more/shared.yaml#/parameters/Upload'}
      responses: {'200': {description: ok}}
"""
    )
    assert workshop.messages_of(path) == ""
    made, form = load_api(path, authored=False)[0].operations

    [limit] = made.parameters
    assert (limit.name, limit.style, limit.schema.type) == ("limit", "pipeDelimited", {"array"})
    card = Pointer(("definitions", "Card"), "shared.yaml")
    [sent], [ok, bad] = made.request_body.content, made.responses
    assert (sent.content_type, sent.schema.target) == ("application/vnd.acme+json", card)
    assert made.request_body.required
    assert (ok.content[0].content_type, ok.content[0].schema.target) == (
        ("application/vnd.acme+json", card)
    )
    assert [(header.name, header.schema.type) for header in bad.headers] == [
        ("X-Rate", {"integer"})
    ]
    [fields] = form.request_body.content
    assert (fields.content_type, fields.schema.required) == ("multipart/form-data", ("note",))
    note = Pointer(("parameters", "Note", "schema"), "more/shared.yaml")
    assert fields.schema.properties["note"].target == note


def test_methods_in_capitals_are_folded_as_well(workshop: Any) -> None:
    text = f"""{HEAD}
paths:
  /pets:
    POST:
      parameters: [{{name: pet, in: body, schema: {{type: string}}}}]
      responses: {{200: {{description: ok, schema: {{type: string}}}}}}
"""
    [operation] = load_api(workshop.write(text), authored=False)[0].operations

    assert operation.method == "POST"
    assert operation.request_body is not None
    assert operation.responses[0].content
