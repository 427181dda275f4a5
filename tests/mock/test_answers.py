"""Which answer is given, with which body."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import yaml

from .conftest import value_of

THING = "{type: object, properties: {id: {type: integer}}, required: [id]}"
ANSWERS = f"""
/it:
  get:
    responses:
      default:
        description: otherwise
        content: {{application/json: {{schema: {{properties: {{code: {{type: integer}}}}}}}}}}
      '404':
        description: none
        content: {{application/json: {{schema: {THING}}}}}
      4XX: {{description: another}}
      '200':
        description: ok
        headers:
          X-Count: {{required: true, schema: {{type: integer, minimum: 7, maximum: 7}}}}
          X-Word: {{content: {{application/json: {{schema: {{const: a}}}}}}}}
        content:
          application/xml: {{schema: {THING}}}
          application/json:
            schema: {THING}
            examples:
              wrong: {{value: {{id: "1"}}}}
              right: {{value: {{id: 15.0}}}}
              other: {{value: {{id: 2}}}}
"""


def test_the_first_example_that_fits_is_the_answer(mocked):
    answer = mocked(ANSWERS)("GET /it")

    assert (answer.status, answer.body) == (200, b'{"id": 15.0}')
    assert answer.header("x-count") == "7"
    assert answer.header("x-word") == '"a"'
    assert answer.header("content-length") == "12"


@pytest.mark.parametrize(
    ("prefer", "status", "body"),
    [
        ("example=other", 200, {"id": 2}),
        ('example="other", code=200', 200, {"id": 2}),
        ("respond-async, code=404; a=b", 404, None),
        ("code=418", 418, None),
        ("code=503", 503, None),
        ("code=abc", 400, None),
        ("example=none", 400, None),
        ("example=other, code=404", 400, None),
        ("error=NoError", 400, None),
        ("chaos=none", 400, None),
    ],
)
def test_a_preference_chooses(mocked, prefer, status, body):
    answer = mocked(ANSWERS)("GET /it", f"prefer: {prefer}")

    assert answer.status == status
    assert body is None or value_of(answer) == body
    assert (answer.header("preference-applied") is None) == (status == 400)


def test_a_preference_that_cannot_be_met_names_what_there_is(mocked):
    ask = mocked(ANSWERS)

    assert b"known: wrong, right, other" in ask("GET /it", "prefer: example=none").body
    assert b"known: default, 404, 4XX, 200" in ask("GET /it", "prefer: code=x").body


def test_several_lines_of_preferences_are_one_list(mocked):
    answer = mocked(ANSWERS)("GET /it", "prefer: wait=5", "prefer: code=404", "prefer: code=200")

    assert answer.status == 404
    assert answer.header("preference-applied") == "code=404"


def test_an_example_that_contradicts_its_schema_is_not_sent(mocked):
    answer = mocked(ANSWERS)("GET /it", "prefer: example=wrong")

    assert answer.status == 500
    assert value_of(answer)["errors"][0]["pointer"] == "#/id"


def test_dynamic_passes_the_examples_over(mocked):
    ask = mocked(ANSWERS, seed=3)
    made = value_of(ask("GET /it", "prefer: dynamic=true"))

    assert made not in ({"id": 15}, {"id": 2})
    assert isinstance(made["id"], int)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/xml", "application/xml"),
        ("application/*;q=0.5, application/json;q=0.1", "application/xml"),
        ("application/json;q=0, */*", "application/xml"),
        ("text/html, application/json;q=0.9", "application/json"),
        ("text/html", None),
    ],
)
def test_the_media_type_is_negotiated(mocked, accept, content_type):
    answer = mocked(ANSWERS)("GET /it", f"accept: {accept}")

    assert answer.header("content-type" if content_type else "x-count") == content_type
    assert content_type or answer.status == 406


@pytest.mark.parametrize(
    ("responses", "status"),
    [
        ("{'204': {description: a}, '200': {description: b}}", 204),
        ("{'302': {description: a}}", 302),
        ("{2XX: {description: a}}", 200),
        ("{default: {description: a}}", 200),
        ("{'404': {description: a}, default: {description: a}}", 200),
        ("{'404': {description: a}}", 204),
        ("{}", 204),
    ],
)
def test_a_request_that_is_right_succeeds(mocked, responses, status):
    assert mocked(f"/it: {{get: {{responses: {responses}}}}}")("GET /it").status == status


def test_a_refusal_has_the_form_that_is_described(mocked):
    ask = mocked(
        """
        /it:
          post:
            requestBody: {content: {application/json: {schema: {type: integer}}}}
            responses:
              '200': {description: ok}
              '400':
                description: wrong
                content:
                  application/json:
                    schema:
                      type: object
                      properties: {code: {type: integer}, message: {type: string}}
                      required: [code, message]
        """
    )
    head = "content-type: application/json"
    refused = ask("POST /it", head, body='"a"')
    told = value_of(refused)

    assert (refused.status, refused.header("content-type")) == (400, "application/json")
    assert isinstance(told["code"], int)
    assert told["message"] == "The body is not what is described."
    assert told["errors"][0]["pointer"] == "#"

    plain = ask("POST /it", head, "accept: application/problem+json, */*;q=0.1", body='"a"')
    assert (plain.status, plain.header("content-type")) == (422, "application/problem+json")


@pytest.mark.parametrize(
    ("media", "content_type", "holds"),
    [
        ("text/plain: {schema: {type: string}}", "text/plain", b"is not what is described"),
        ("application/json: {schema: {type: object, additionalProperties: false}}",
         "application/json", b"{}"),
        ("application/problem+json: {schema: {type: object, required: [title]}}",
         "application/problem+json", b'"errors"'),
        ("application/json: {schema: false}", "application/problem+json", b'"errors"'),
        ("image/png: {}", "application/problem+json", b'"errors"'),
    ],
)  # fmt: skip
def test_a_refusal_says_what_its_form_lets_it(mocked, media, content_type, holds):
    parameter = "{name: q, in: query, required: true, schema: {}}"
    answer = mocked(
        f"/it: {{get: {{parameters: [{parameter}],"
        f" responses: {{default: {{description: a, content: {{{media}}}}}}}}}}}"
    )("GET /it")

    assert (answer.status, answer.header("content-type")) == (400, content_type)
    assert holds in answer.body


# --- Envelopes and documented answers -----------------------------------------------------------

ENVELOPE = """
type: object
properties:
  success: {type: boolean, default: false}
  code: {type: [string, 'null']}
  message: {type: string}
  data: {type: object, properties: {amount: {type: number, format: decimal}}}
x-envelope: {success: success, code: code, message: message, data: data}
"""
ENVELOPED = """
/it:
  post:
    operationId: things/do
    responses:
      '200':
        description: ok
        content: {application/json: {schema: {$ref: '#/components/schemas/Envelope'}}}
    x-errors:
      - {name: FullError, match: {code: E1, message: Full}}
      - {name: StartError, match: {messageStartsWith: 'Failed: '}}
"""
SHOWN = {
    "things.do.full": {
        "operation": "things/do",
        "response": {"status": None, "body": {"success": False, "code": "E1", "message": "Full"}},
    },
    "things.do.fine": {
        "operation": "things/do",
        "response": {
            "status": None,
            "body": {"success": True, "data": {"amount": Decimal("15.00")}},
        },
    },
}


@pytest.fixture
def enveloped(mocked):
    """Make mocks of an operation whose answers say themselves how it went."""
    components = json.dumps({"schemas": {"Envelope": yaml.safe_load(ENVELOPE)}})
    return lambda **options: mocked(ENVELOPED, components, **options)


def test_documented_answers_are_sent_with_their_digits(enveloped):
    ask = enveloped(examples=SHOWN)

    assert ask("POST /it").body == b'{"success": true, "data": {"amount": 15.00}}'
    assert value_of(ask("POST /it", "prefer: example=full"))["code"] == "E1"


def test_a_made_up_success_is_one(enveloped):
    body = value_of(enveloped()("POST /it"))

    assert body["success"] is True
    assert "code" not in body
    assert isinstance(body["data"]["amount"], Decimal)


@pytest.mark.parametrize("examples", [{}, SHOWN])
def test_a_documented_failure_can_be_chosen(enveloped, examples):
    ask = enveloped(examples=examples)
    full = ask("POST /it", "prefer: error=FullError")
    start = value_of(ask("POST /it", "prefer: error=StartError"))

    assert full.status == 200
    assert value_of(full).items() >= {"success": False, "code": "E1", "message": "Full"}.items()
    assert start["message"].startswith("Failed: ")
    assert "data" not in start
    assert b"known: FullError, StartError" in ask("POST /it", "prefer: error=NoError").body
