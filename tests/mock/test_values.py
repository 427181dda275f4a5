"""Values that are made up: valid, the same for the same seed, with their digits."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from engross.mock import Mock
from engross.mock.preferences import NONE
from engross.mock.problems import Refusal
from engross.spec import load_api

from .conftest import value_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "specs"
SCHEMAS = [
    "{type: string, minLength: 40, maxLength: 41}",
    "{type: string, maxLength: 0}",
    "{type: string, pattern: '^[A-Z]{3}-[0-9]{4}$'}",
    "{type: string, pattern: '^(a|b)+$', minLength: 5}",
    "{type: string, format: date-time}",
    "{type: string, format: uuid}",
    "{type: string, format: ipv6}",
    "{type: string, format: uri}",
    "{type: integer, minimum: 17, maximum: 17}",
    "{type: integer, exclusiveMinimum: -3, exclusiveMaximum: -1}",
    "{type: integer, multipleOf: 7, minimum: 700}",
    "{type: integer, multipleOf: 2.5}",
    "{type: number, minimum: 0.001, maximum: 0.002}",
    "{type: number, multipleOf: 0.05, maximum: 0.1, minimum: 0.1}",
    "{type: [string, 'null']}",
    "{type: 'null'}",
    "{enum: [null, a]}",
    "{const: {a: [1]}}",
    "{type: array, items: {type: integer}, minItems: 3, uniqueItems: true}",
    "{type: array, items: {enum: [a, b, c]}, minItems: 3, uniqueItems: true}",
    "{type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}",
    "{type: array, contains: {const: 5}, minItems: 2}",
    "{type: object, properties: {a: {type: string}}, required: [a, b], maxProperties: 2}",
    "{type: object, additionalProperties: {type: integer}, minProperties: 3}",
    "{type: object, properties: {a: {}, b: {}, c: {}}, required: [c], maxProperties: 1}",
    """{type: object, patternProperties: {'^x-': {type: integer}}, minProperties: 1,
        additionalProperties: false}""",
    "{type: object, propertyNames: {pattern: '^[A-Z]{2}$'}, minProperties: 2}",
    "{type: object, properties: {a: {}}, dependentRequired: {a: [b]}}",
    "{allOf: [{properties: {a: {type: integer, minimum: 5}}}, {properties: {a: {maximum: 5}}}]}",
    """{type: object, properties: {k: {}}, oneOf: [{properties: {k: {const: 1}}, required: [k]},
        {properties: {k: {const: 2}}, required: [k]}]}""",
    "{oneOf: [{type: object}, {type: object, required: [a]}, {type: integer}]}",
    "{anyOf: [{type: 'null'}, {type: string}], minLength: 3}",
    "{not: {type: string}}",
    "{type: integer, not: {multipleOf: 2}}",
    "{type: object, properties: {a: {type: string}}, if: {required: [a]}, then: {required: [z]}}",
    "{type: integer, examples: [5, x]}",
    "{type: string, default: 7}",
    "{type: string, contentEncoding: base64}",
    "{}",
    "true",
]


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_value_keeps_to_its_schema(answering, schema, seed):
    """Held against the schema as it is written, not as it was read."""
    answer = answering(schema, seed=seed)("GET /it")

    assert answer.status == 200, answer.body
    jsonschema_rs.validator_for(
        {"$schema": DIALECT, "allOf": [yaml.safe_load(schema)]}, validate_formats=True
    ).validate(json.loads(answer.body))


@pytest.mark.parametrize(
    "schema",
    [
        "false",
        "{type: string, minLength: 2, maxLength: 1}",
        "{type: integer, minimum: 2, maximum: 1}",
    ],
)
def test_a_schema_without_a_value_is_said_so(answering, schema):
    answer = answering(schema)("GET /it")

    assert answer.status == 500
    assert "no value of #/paths/~1it/get" in value_of(answer)["detail"]


@pytest.mark.parametrize(
    "schema",
    [
        "{type: array, minItems: 1000000000000}",
        "{type: object, minProperties: 1000000000000}",
        "{type: string, minLength: 1000000000000}",
    ],
)
def test_a_value_that_is_too_large_is_not_made(answering, schema):
    answer = answering(schema)("GET /it")

    assert answer.status == 500
    assert "asks for 1000000000000" in value_of(answer)["detail"]


THING = """
type: object
properties:
  text: {type: string}
  amount: {type: number, format: decimal}
  at: {type: string, format: date-time}
  kind: {enum: [a, b, c, d, e, f, g, h]}
  either: {oneOf: [{type: string}, {type: integer}, {type: boolean}]}
"""


def test_values_are_those_of_the_seed(answering):
    first, again, other = (answering(THING, seed=seed)("GET /it").body for seed in (5, 5, 6))

    assert first == again
    assert not set(json.loads(first).items()) & set(json.loads(other).items())


def test_examples_and_defaults_of_schemas_are_taken_where_they_fit(answering):
    schema = """
    type: object
    properties:
      a: {type: integer, examples: [x, 42]}
      b: {type: string, default: usual}
      c: {type: string, default: 7}
    """
    made = value_of(answering(schema)("GET /it"))

    assert (made["a"], made["b"]) == (42, "usual")
    assert isinstance(made["c"], str)
    assert value_of(answering(schema)("GET /it", "prefer: dynamic=true"))["b"] != "usual"


def test_what_is_only_written_is_in_no_answer(mocked):
    schema = """
      type: object
      properties:
        name: {type: string}
        password: {type: string, writeOnly: true}
        inner: {type: object, properties: {pin: {type: string, writeOnly: true}}}
      required: [name, password]
      additionalProperties: false
    """
    ask = mocked(
        f"""
/it:
  get:
    responses:
      '200':
        description: ok
        content:
          application/json:
            schema: {json.dumps(yaml.safe_load(schema))}
            examples: {{whole: {{value: {{name: a, password: b, inner: {{pin: c}}}}}}}}
        """
    )

    assert value_of(ask("GET /it")) == {"name": "a", "inner": {}}
    assert value_of(ask("GET /it", "prefer: dynamic=true")).keys() == {"name", "inner"}


def test_a_schema_may_contain_itself(mocked):
    ask = mocked(
        """
        /it: {get: {responses: {'200': {description: ok, content: {
          application/json: {schema: {$ref: '#/components/schemas/Node'}}}}}}}
        """,
        """
        schemas:
          Node:
            type: object
            properties:
              name: {type: string}
              next: {$ref: '#/components/schemas/Node'}
              all: {type: array, items: {$ref: '#/components/schemas/Node'}}
              maybe: {anyOf: [{$ref: '#/components/schemas/Node'}, {type: 'null'}]}
            required: [name, all, maybe]
        """,
    )

    assert value_of(ask("GET /it")).items() >= {"all": [], "maybe": None}.items()


def test_the_discriminator_names_the_schema_of_the_value(mocked):
    ask = mocked(
        """
        /it: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {
          oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}],
          discriminator: {propertyName: kind, mapping: {feline: '#/components/schemas/Cat'}}}}}}}}}
        /dog: {get: {responses: {'200': {description: ok, content: {
          application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}}}
        """,
        """
        schemas:
          Pet: {type: object, properties: {kind: {type: string}}, required: [kind],
                discriminator: {propertyName: kind}}
          Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {purrs: {type: boolean}},
                required: [purrs]}]}
          Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {barks: {type: boolean}},
                required: [barks]}]}
        """,
    )
    made = value_of(ask("GET /it"))

    assert (made["kind"], "purrs" in made) in {("feline", True), ("Dog", False)}
    assert value_of(ask("GET /dog"))["kind"] == "Dog"


def test_what_a_schema_lists_for_its_tag_counts_for_more_than_a_mapping(mocked):
    ask = mocked(
        """
        /it: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {
          oneOf: [{$ref: '#/components/schemas/Cat'}],
          discriminator: {propertyName: kind, mapping: {A CAT: Cat}}}}}}}}}
        """,
        "schemas: {Cat: {type: object, properties: {kind: {const: CAT}}, required: [kind]}}",
    )
    assert value_of(ask("GET /it"))["kind"] == "CAT"


# --- Media types --------------------------------------------------------------------------------


def test_events_are_sent_one_by_one(answering):
    answer = answering(THING, content_type="text/event-stream")("GET /it")

    assert answer.streamed
    assert answer.header("content-length") is None
    assert len(answer.chunks) == 3
    assert all(chunk.startswith(b'data: {"text":') for chunk in answer.chunks)
    assert all(chunk.endswith(b"}\n\n") for chunk in answer.chunks)
    assert len(set(answer.chunks)) == 3


@pytest.mark.parametrize(
    ("content_type", "start"),
    [("application/jsonl", b""), ("application/x-ndjson", b""), ("application/json-seq", b"\x1e")],
)
def test_lines_of_json(mocked, content_type, start):
    media = f"{{{content_type}: {{itemSchema: {{type: integer, minimum: 5, maximum: 5}}}}}}"
    ask = mocked(
        f"/it: {{get: {{responses: {{'200': {{description: a, content: {media}}}}}}}}}",
        openapi="3.2.0",
    )

    assert ask("GET /it").chunks == (start + b"5\n",) * 3


def test_an_event_with_fields_of_its_own(mocked):
    event = "{properties: {event: {const: add}, data: {const: 'a\\nb'}}, required: [event, data]}"
    media = f"{{text/event-stream: {{itemSchema: {event}}}}}".replace("'a\\nb'", '"a\\nb"')
    ask = mocked(
        f"/it: {{get: {{responses: {{'200': {{description: a, content: {media}}}}}}}}}",
        openapi="3.2.0",
    )

    assert ask("GET /it").chunks[0] == b"event: add\ndata: a\ndata: b\n\n"


def test_a_text_holds_what_it_says(answering):
    held = "{type: object, required: [a], properties: {a: {const: 1}}}"
    schema = f"{{type: string, contentMediaType: application/json, contentSchema: {held}}}"

    assert json.loads(json.loads(answering(schema)("GET /it").body)) == {"a": 1}


def test_bytes_are_those_of_the_seed(answering):
    schema = "{type: string, format: binary}"
    first, again, other = (
        answering(schema, content_type="application/octet-stream", seed=seed)("GET /it")
        for seed in (1, 1, 2)
    )

    assert first.body == again.body != other.body
    assert first.header("content-type") == "application/octet-stream"
    assert (
        answering(schema, content_type="image/*")("GET /it").header("content-type") == "image/png"
    )


def test_text_is_text(answering):
    assert answering("{const: a b}", content_type="text/csv")("GET /it").body == b"a b"
    assert answering("{const: 1.50}", content_type="text/plain")("GET /it").body == b"1.5"


def test_xml_is_written_as_the_xml_object_says(answering):
    schema = """
    type: object
    xml: {name: pet}
    properties:
      id: {const: 7, xml: {attribute: true}}
      name: {const: a<b}
      urls: {type: array, xml: {wrapped: true}, items: {const: u, xml: {name: url}}}
      1st: {const: x}
    """
    answer = answering(schema, content_type="application/xml")("GET /it")
    root = ET.fromstring(answer.body)  # noqa: S314  # it is our own

    assert (root.tag, root.attrib) == ("pet", {"id": "7"})
    assert [(child.tag, child.text) for child in root.iter()] == [
        ("pet", None), ("name", "a<b"), ("urls", None), ("url", "u"), ("_1st", "x"),
    ]  # fmt: skip


# --- Public documents ---------------------------------------------------------------------------

IMPOSSIBLE = {
    # oneOf of two equal schemas.
    "#/paths/~1types~1unions~1duplicate-types/post/responses/200/content/application~1json/schema",
}


@pytest.mark.parametrize(
    "name", ["adyen_transfers_v4.json", "lithic.yaml", "opc_baseline_31.yaml", "spotify.yaml"]
)
def test_every_operation_of_a_public_document_can_be_answered(name):
    if not CORPUS.is_dir():
        pytest.skip("the public documents are not part of the project")
    api, _ = load_api(CORPUS / name, authored=False)
    answers = Mock(api, {}).answers
    refused = [
        chosen.detail
        for operation in api.operations
        if isinstance(chosen := answers.choose(operation, NONE, None), Refusal)
    ]

    assert [detail for detail in refused if not any(p in detail for p in IMPOSSIBLE)] == []
