"""Bodies of every media type, held against their schemas."""

from __future__ import annotations

import pytest

from .conftest import faults_of, value_of

AMOUNT = """
type: object
properties:
  amount: {type: number, format: decimal, multipleOf: 0.01}
  tags: {type: array, items: {type: string}}
  id: {type: string, readOnly: true}
  secret: {type: string, writeOnly: true, pattern: .}
required: [amount, id, secret]
additionalProperties: false
"""


def pointers(answer):
    return [pointer for _, _, pointer in faults_of(answer)]


@pytest.mark.parametrize(
    ("body", "status", "found"),
    [
        ('{"amount": 15.00, "secret": "s"}', 200, []),
        ('{"amount": 12345678901234567.89, "secret": "s"}', 200, []),
        ('{"amount": 12345678901234567.891, "secret": "s"}', 422, ["#/amount"]),
        # A member that only the provider writes is not asked for, and ignored if it is there.
        ('{"amount": 1, "secret": "s", "id": 5}', 200, []),
        ('{"amount": "1", "tags": ["a", 2], "x": 1}', 422,
         ["#/amount", "#/secret", "#/tags/1", "#/x"]),
        ("{", 400, ["#"]),
        ('{"amount": NaN}', 400, ["#"]),
        ("\udcff", 400, ["#"]),
        ("[" * 100_000, 400, ["#"]),
        ("[" * 900 + "]" * 900, 422, ["#"]),
        ('{"amount": 1, "secret": "\\ud800"}', 422, ["#"]),
        ('{"amount": 1' + "0" * 5000 + "}", 400, ["#"]),
        ('{"amount": 1e999999999, "secret": "s"}', 200, []),
        ("", 400, ["#"]),
        ("null", 422, ["#"]),
    ],
)  # fmt: skip
def test_json_is_held_to_its_schema(taking, body, status, found):
    raw = body.encode("utf-8", "surrogateescape")
    answer = taking(AMOUNT)("POST /it", "content-type: application/json", body=raw)

    assert answer.status == status
    assert not found or pointers(answer) == found


def test_a_fault_says_nothing_of_the_value(taking):
    answer = taking("{type: integer}")(
        "POST /it", "content-type: application/json", body='"4242424242424242"'
    )

    assert answer.status == 422
    assert b"4242" not in answer.body


def test_the_faults_of_the_alternative_that_is_meant_are_told(taking):
    inner = "{type: object, properties: {a: {type: integer}}, required: [a, b]}"
    ask = taking(f"{{type: object, properties: {{it: {{anyOf: [{inner}, {{type: 'null'}}]}}}}}}")

    assert pointers(ask("POST /it", body={"it": {"a": "x"}})) == ["#/it/a", "#/it/b"]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("APPLICATION/JSON; charset=utf-8", 200),
        ("application/problem+json", 415),
        ("text/plain", 415),
        ("", 415),
    ],
)
def test_a_media_type_that_is_not_described_is_415(taking, content_type, status):
    headers = [f"content-type: {content_type}"] if content_type else []
    answer = taking("{type: object}")("POST /it", *headers, body=b"{}")

    assert answer.status == status
    assert status == 200 or answer.header("accept") == "application/json"


def test_the_most_exact_description_holds(mocked):
    ask = mocked(
        """
        /it: {post: {responses: {'200': {description: ok}}, requestBody: {content: {
          '*/*': {schema: {const: other}},
          'application/*': {schema: {const: any}},
          'application/vnd.a+json': {schema: {const: a}}}}}}
        """
    )

    def fits(content_type, body):
        return ask("POST /it", f"content-type: {content_type}", body=body).status == 200

    assert fits("application/vnd.a+json", b'"a"')
    assert fits("application/vnd.b+json", b'"any"')
    assert not fits("application/vnd.b+json", b'"a"')
    assert fits("text/plain", b"other")


def test_a_body_that_need_not_be_there(mocked):
    ask = mocked(
        """
        /a: {post: {responses: {'200': {description: ok}},
             requestBody: {content: {application/json: {schema: {type: object}}}}}}
        /b: {post: {responses: {'200': {description: ok}}}}
        """
    )

    assert ask("POST /a").status == 200
    assert ask("POST /a", body=[]).status == 422
    assert ask("POST /b", body=[]).status == 200


FORM = """
type: object
properties:
  name: {type: string, minLength: 1}
  count: {type: integer}
  tags: {type: array, items: {type: string}}
  point: {type: object, properties: {x: {type: integer}}}
required: [name]
additionalProperties: false
"""


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("name=a+b&count=1&tags=x&tags=y&point[x]=1", []),
        ("name=%C3%A9", []),
        ("name=a&tags=x", []),
        ("count=one&point[x]=1", ["#/count", "#/name"]),
        ("name=&z=1", ["#/name", "#/z"]),
        ("name=a&point[x]=b", ["#/point/x"]),
        ("", ["#/name"]),
    ],
)
def test_a_form_is_read_field_by_field(taking, body, found):
    ask = taking(FORM, content_type="application/x-www-form-urlencoded")
    answer = ask("POST /it", "content-type: application/x-www-form-urlencoded", body=body)

    assert pointers(answer) == found if found else answer.status == 200


def test_a_field_of_a_form_may_have_a_style(taking):
    media = {"encoding": {"tags": {"style": "pipeDelimited", "explode": False}}}
    listed = "{properties: {tags: {type: array, items: {type: integer}}}}"
    content_type = "application/x-www-form-urlencoded"
    ask = taking(listed, content_type=content_type, media=media)

    assert ask("POST /it", f"content-type: {content_type}", body="tags=1|2").status == 200
    assert pointers(ask("POST /it", f"content-type: {content_type}", body="tags=1|x")) == [
        "#/tags/1"
    ]


def test_a_list_without_elements_leaves_no_trace_in_a_form(taking):
    listed = "{type: [array, 'null'], items: {type: integer}}"
    schema = f"{{type: object, properties: {{a: {listed}, b: {listed}}}, required: [a]}}"
    content_type = "application/x-www-form-urlencoded"
    ask = taking(schema, content_type=content_type)

    assert ask("POST /it", f"content-type: {content_type}", body="b=1").status == 200
    assert ask("POST /it", f"content-type: {content_type}", body="a=null&b=1").status == 200
    assert pointers(ask("POST /it", f"content-type: {content_type}", body="a=x")) == ["#/a/0"]


def part(name, content, *, more="", content_type=""):
    head = f'Content-Disposition: form-data; name="{name}"{more}\r\n'
    head += f"Content-Type: {content_type}\r\n" if content_type else ""
    return f"--b\r\n{head}\r\n{content}\r\n"


PARTS = """
type: object
properties:
  note: {type: string, maxLength: 8}
  count: {type: integer}
  meta: {type: object, properties: {a: {type: integer}}}
  file: {type: string, format: binary, maxLength: 4}
  files: {type: array, items: {type: string, format: binary}, minItems: 2}
required: [note]
"""


@pytest.mark.parametrize(
    ("body", "status", "found"),
    [
        (part("note", "a\r\nb") + part("count", "1") + "--b--\r\n", 200, []),
        (part("note", "a") + part("meta", '{"a": 1}') + "--b--", 200, []),
        (part("note", "a") + part("meta", '{"a": "x"}') + "--b--", 422, ["#/meta/a"]),
        (part("note", "a") + part("meta", "{", content_type="application/json") + "--b--",
         400, ["#"]),
        (part("note", "a") + part("file", "\xff\xfe\r\n", more='; filename="f"') + "--b--",
         200, []),
        (part("note", "a") + part("file", "12345", more='; filename="f"') + "--b--",
         422, ["#/file"]),
        (part("note", "a") + part("files", "1") + part("files", "2") + "--b--", 200, []),
        (part("note", "a") + part("files", "1") + "--b--", 422, ["#/files"]),
        (part("count", "x") + "--b--", 422, ["#/count", "#/note"]),
        (part("note", "a"), 400, ["#"]),
        ("--b\r\n\r\nx\r\n--b--", 400, ["#"]),
    ],
)  # fmt: skip
def test_multipart_is_read_part_by_part(taking, body, status, found):
    ask = taking(PARTS, content_type="multipart/form-data")
    raw = body.encode("latin-1")
    answer = ask("POST /it", 'content-type: multipart/form-data; boundary="b"', body=raw)

    assert answer.status == status
    assert not found or pointers(answer) == found


@pytest.mark.parametrize(
    ("style", "explode", "body", "found"),
    [
        ("form", True, part("tags", "1") + part("tags", "2"), []),
        ("form", False, part("tags", "1,2"), []),
        ("form", False, part("tags", "1,x"), ["#/tags/1"]),
        ("pipeDelimited", False, part("tags", "1|x"), ["#/tags/1"]),
        ("spaceDelimited", False, part("tags", "1 2"), []),
        ("deepObject", True, part("meta[a]", "x"), ["#/meta/a"]),
        ("deepObject", True, part("meta[a]", "1"), []),
    ],
)
def test_a_part_may_have_a_style(taking, style, explode, body, found):
    told = {"style": style, "explode": explode}
    schema = """
    type: object
    additionalProperties: false
    properties:
      tags: {type: array, items: {type: integer}}
      meta: {type: object, properties: {a: {type: integer}}}
    """
    media = {"encoding": {"tags": told, "meta": told}}
    ask = taking(schema, content_type="multipart/form-data", media=media)
    raw = f"{body}--b--".encode()
    answer = ask("POST /it", 'content-type: multipart/form-data; boundary="b"', body=raw)

    assert answer.status == (422 if found else 200)
    assert not found or pointers(answer) == found


def test_multipart_without_a_boundary(taking):
    ask = taking(PARTS, content_type="multipart/form-data")

    assert ask("POST /it", "content-type: multipart/form-data", body=b"x").status == 400


@pytest.mark.parametrize(
    ("content_type", "schema", "body", "status"),
    [
        ("text/plain", "{type: string, maxLength: 1}", "é".encode(), 200),
        ("text/plain", "{type: string, maxLength: 1}", b"ab", 422),
        ("text/plain", "{type: integer}", b"7", 200),
        ("text/plain", "{type: string}", b"\xff", 400),
        ("application/octet-stream", "{type: string, format: binary}", b"\xff\x00", 200),
        ("application/octet-stream", "{type: string, maxLength: 1}", b"\xff\x00", 422),
        ("image/png", "{}", b"\x89PNG", 200),
        ("application/jsonl", "{type: array, items: {type: integer}}", b"1\n2\n", 200),
        ("application/jsonl", "{type: array, items: {type: integer}}", b'1\n"2"\n', 422),
        ("application/jsonl", "{type: array}", b"1\n{\n", 400),
    ],
)
def test_text_bytes_and_lines(taking, content_type, schema, body, status):
    ask = taking(schema, content_type=content_type)

    assert ask("POST /it", f"content-type: {content_type}", body=body).status == status


PET = """
type: object
xml: {name: pet}
properties:
  id: {type: integer, xml: {attribute: true}}
  name: {type: string}
  urls: {type: array, xml: {wrapped: true}, items: {type: string, xml: {name: url}}}
  tags: {type: array, items: {type: object, properties: {n: {type: integer}}}}
required: [id, name]
additionalProperties: false
"""


@pytest.mark.parametrize(
    ("body", "status", "found"),
    [
        ('<p:pet xmlns:p="u" id="1"><name>a</name><urls><url>u</url></urls></p:pet>', 200, []),
        ('<pet id="1"><name/><tags><n>1</n></tags><tags><n>2</n></tags></pet>', 200, []),
        ('<pet id="x"><tags><n>a</n></tags><z/></pet>', 422,
         ["#/id", "#/name", "#/tags/0/n", "#/z"]),
        ("<pet>null</pet>", 422, ["#"]),
        ("<dog/>", 400, ["#"]),
        ("<pet>", 400, ["#"]),
        ('<!DOCTYPE pet [<!ENTITY a "b">]><pet id="1"><name>&a;</name></pet>', 400, ["#"]),
    ],
)  # fmt: skip
def test_xml_is_read_as_the_xml_object_says(taking, body, status, found):
    answer = taking(PET, content_type="application/xml")(
        "POST /it", "content-type: application/xml", body=body
    )

    assert answer.status == status
    assert not found or pointers(answer) == found


def test_each_item_of_a_stream_is_held_to_the_schema_of_items(mocked):
    ask = mocked(
        """
        /it: {post: {responses: {'200': {description: ok}}, requestBody: {content: {
          application/jsonl: {itemSchema: {type: object, properties: {n: {type: integer}}}}}}}}
        """,
        openapi="3.2.0",
    )
    head = "content-type: application/jsonl"

    assert ask("POST /it", head, body='{"n": 1}\n{"n": 2}\n').status == 200
    assert pointers(ask("POST /it", head, body='{"n": 1}\n{"n": "x"}\n')) == ["#/1/n"]


def test_faults_of_parameters_and_of_the_body_are_told_together(taking):
    required = {"name": "q", "in": "query", "required": True, "schema": {}}
    answer = taking("{type: object}", parameters=[required])("POST /it", body=[])

    assert answer.status == 400
    assert faults_of(answer) == [("body", None, "#"), ("query", "q", "#")]
    assert {fault["spec"] for fault in value_of(answer)["errors"]} == {
        "#/paths/~1it/post/parameters/0",
        "#/paths/~1it/post/requestBody/content/application~1json",
    }


def test_swagger_2_is_served_too(mocked):
    ask = mocked(
        """
        /it: {post: {consumes: [application/x-www-form-urlencoded], parameters: [
            {name: ids, in: formData, type: array, items: {type: integer}, collectionFormat: pipes},
            {name: limit, in: query, type: integer, required: true}],
          responses: {'200': {description: ok, schema: {type: integer}}}}}
        """,
        swagger="2.0",
        basePath="/v1",
    )
    head = "content-type: application/x-www-form-urlencoded"

    assert ask("POST /v1/it?limit=1", head, body="ids=1|2").status == 200
    assert faults_of(ask("POST /v1/it", head, body="ids=1|a")) == [
        ("body", None, "#/ids/1"),
        ("query", "limit", "#"),
    ]
