"""Each kind of page gives the same claims however it is laid out."""

from __future__ import annotations

from pathlib import Path

import pytest
from engross.errors import EngrossError
from engross.trace.claims import REQUEST, Claim, Kind
from engross.trace.pages import Page
from engross.trace.readers import READERS, read_page, reader_name

MARKDOWN = """# Freeze Card

Endpoint: `PATCH https://api.acme.io/v1/cards/{id}/freeze`

## Path Parameters

| Parameter | Type | Required | Description |
|---|---|---|---|
| id | string | Yes | The card |

## Request Body

| Field | Type | Required | Default | Description |
|---|---|---|---|---|
| `order_number` | integer | No | 5 | A number |
| `tags` | array of strings | No | | Words (null if none) |

## Response

| Field | Type | Description |
|---|---|---|
| success | boolean | Whether it worked |
"""
GLUED = """Freeze Card

Endpoint: PATCH https://api.acme.io/v1/cards/{id}/freeze

Path Parameters

ParameterTypeRequiredDescription
idstringYesThe card

Request Body

FieldTypeRequiredDescription
order_numberintegerNoA number
tagsarray of stringNoWords (null if none)

Response

FieldTypeDescription
successbooleanWhether it worked
"""
CHINESE = """# 冻结

Endpoint: PATCH /v1/cards/{id}/freeze

## Request body

| 参数名 | 类型 | 必填 | 说明 |
|---|---|---|---|
| order_number | int | 否 | 订单号 |
"""
LIST = """Freeze Card

PATCH
/v1
/cards
/{id}/freeze

Path Parameters

id
string
required

The card

Body
application/json

order_number
integer
default:5

A number

mode
enum<string>
required

Available options: soft, hard

Response
200 - application/json

success
boolean

Whether it worked
"""
TAGS = """PATCH /v1/cards/{id}/freeze

<ParamField path="id" type="string" required>
  The card
</ParamField>
<ParamField body="order_number" type="integer" default="5">A number</ParamField>
<ResponseField name="data" type="object">
  The result
  <Expandable title="data">
    <ResponseField name="id" type="string<uuid>" required>Its id</ResponseField>
  </Expandable>
</ResponseField>
"""
HTML = """<!doctype html><html><head><title>x</title><script>var a = "| no | yes |"</script></head>
<body><nav>Skip to content</nav><h1>Freeze Card</h1>
<p>Endpoint: <code>PATCH https://api.acme.io/v1/cards/{id}/freeze</code></p>
<h2>Request Body</h2>
<table><thead><tr><th>Field</th><th>Type</th><th>Required</th><th>Description</th></tr></thead>
<tbody><tr><td><code>order_number</code></td><td>integer</td><td>No</td>
<td>A number &amp; more</td></tr></tbody></table>
</body></html>
"""
DOCUSAURUS = """Freeze a Card

PATCH

/v1/cards/{id}/freeze

Stops spending.

Request

Path Parameters

    id Idrequired

    The card.

Body

    order_number Order Number

    Default value: 5

    A number.

Responses

Successful Response

Schema
    mode ModeEnumrequired

    Possible values: [soft, hard]

    days object
    anyOf

    integer

    tags string[]
"""
EMBEDDED = """# Freeze

## OpenAPI

````yaml en patch /v1/cards/{id}/freeze
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /v1/cards/{id}/freeze:
    patch:
      summary: Freeze
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [mode]
                properties:
                  mode: {type: string, enum: [soft, hard]}
````
"""


def read(text: str, reader: str | None = None) -> tuple[Claim, ...]:
    return read_page(Page(id="page", path=Path("page.txt"), text=text, reader=reader))


def by_name(claims: tuple[Claim, ...]) -> dict[str, Claim]:
    return {claim.name: claim for claim in claims}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (MARKDOWN, "field-tables"),
        (GLUED, "field-tables"),
        (CHINESE, "field-tables"),
        (HTML, "field-tables"),
        (LIST, "parameter-lists"),
        (TAGS, "parameter-lists"),
        (DOCUSAURUS, "docusaurus-text"),
        (EMBEDDED, "embedded-openapi"),
        ("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n", "openapi"),
    ],
)
def test_the_reader_is_chosen_by_looking_at_the_page(text: str, name: str) -> None:
    assert reader_name(Page(id="page", path=Path("page.txt"), text=text)) == name


@pytest.mark.parametrize("text", [MARKDOWN, GLUED, CHINESE, HTML, LIST, TAGS, DOCUSAURUS])
def test_the_operation_is_found(text: str) -> None:
    operations = [claim.name for claim in read(text) if claim.kind is Kind.OPERATION]

    assert operations == ["PATCH /v1/cards/{id}/freeze"] or text is TAGS


@pytest.mark.parametrize("text", [MARKDOWN, GLUED])
def test_a_table_says_types_and_marks(text: str) -> None:
    found = by_name(read(text))

    assert found["id"].kind is Kind.PARAMETER
    assert found["id"].said == {"type": "string", "required": True, "description": "The card"}
    assert found["order_number"].said.items() >= {"type": "integer", "required": False}.items()
    assert found["order_number"].said["description"] == "A number"
    assert found["tags"].said.items() >= {"items": "string", "nullable": True}.items()
    assert found["success"].group == ":Response"
    assert found["tags"].group == f"{REQUEST}:Request Body"


def test_a_column_of_defaults_is_read() -> None:
    assert by_name(read(MARKDOWN))["order_number"].said["default"] == 5


def test_chinese_heads_and_marks_are_read() -> None:
    said = by_name(read(CHINESE))["order_number"].said

    assert said == {"type": "integer", "required": False, "description": "订单号"}


def test_html_is_read_as_the_text_that_people_see() -> None:
    claim = by_name(read(HTML))["order_number"]

    assert claim.said["description"] == "A number & more"
    assert claim.first == 6
    assert "no" not in by_name(read(HTML))


def test_a_list_says_each_part_on_a_line() -> None:
    found = by_name(read(LIST))

    assert found["id"].said == {"type": "string", "required": True, "description": "The card"}
    assert found["order_number"].said["default"] == 5
    assert found["mode"].said.items() >= {"enum": ["soft", "hard"], "required": True}.items()
    assert (found["mode"].group, found["success"].group) == (REQUEST, "")


def test_tags_inside_others_are_members() -> None:
    found = by_name(read(TAGS))

    assert found["data.id"].said.items() >= {"format": "uuid", "required": True}.items()
    assert found["data"].said["description"] == "The result"
    assert found["order_number"].said.items() >= {"default": 5, "required": False}.items()


def test_the_word_after_a_name_on_a_docusaurus_page_is_a_title_or_a_type() -> None:
    found = by_name(read(DOCUSAURUS))

    assert found["id"].kind is Kind.PARAMETER
    assert found["order_number"].said == {
        "title": "Order Number", "required": False, "default": 5, "description": "A number.",
    }  # fmt: skip
    assert found["mode"].said.items() >= {"title": "ModeEnum", "enum": ["soft", "hard"]}.items()
    assert found["days"].said["type"] == "integer"
    assert found["tags"].said.items() >= {"type": "array", "items": "string"}.items()


def test_a_document_in_a_fence_has_the_lines_of_the_page() -> None:
    found = by_name(read(EMBEDDED))

    assert found["mode"].path == ("200", "mode")
    assert EMBEDDED.splitlines()[found["mode"].first - 1].strip().startswith("mode:")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the page is empty"),
        ("<html><body><h1>Log in</h1></body></html>", "a page to log in with"),
        ("<html><body><h1>404</h1><p>Page not found</p></body></html>", "says that there is none"),
        ("Once upon a time.\n", "no reader understands this text"),
        ("<!doctype html><body><p>Hello</p>", "no reader understands this HTML"),
        (EMBEDDED[:-150], "never closed: the page was cut off"),
        ("openapi: 3.1.0\ninfo: [\n", "not YAML"),
    ],
)
def test_a_page_that_cannot_be_read_is_said_so(text: str, told: str) -> None:
    with pytest.raises(EngrossError, match=told):
        read(text)


def test_a_reader_that_is_named_must_be_known_and_find_something() -> None:
    with pytest.raises(EngrossError, match=f"name one of {', '.join(READERS)}"):
        read(MARKDOWN, "markdown")
    with pytest.raises(EngrossError, match="nothing on the page looks like"):
        read("Once upon a time.", "docusaurus-text")


def test_numbers_with_leading_zeros_are_no_json_and_read_all_the_same() -> None:
    page = f'{MARKDOWN}\n## Response Example\n\n```json\n{{"invoice_id": 00001, "ok": true}}\n```\n'

    samples = [claim.said["value"] for claim in read(page) if claim.kind is Kind.SAMPLE]
    assert samples == [{"invoice_id": "00001", "ok": True}]


def test_html_tables_and_code_end_where_they_end() -> None:
    row = "<tr><td>{}</td><td>string</td></tr>"
    table = "<table><tr><th>Field</th><th>Type</th></tr>" + row + "</table>\n"
    code = (
        '<div class="language-json"><button></button><span class="lang">json</span>'
        '<pre><code><span>{{"success": false, "message": "{0}"}}</span></code></pre></div>\n'
    )
    text = (
        "<!doctype html><body><h3>Success Response <a>&#8203;</a></h3>\n"
        + table.format("success")
        + "<h3>Data Object <a>&ZeroWidthSpace;</a></h3>\n"
        + table.format("id")
        + "<h3>Errors</h3>\n"
        + code.format("gone")
        + "<ul><li>Cards stay closed for good.</li></ul>\n"
        + code.format("late")
    )

    found = read(text)

    groups = {claim.name: claim.group for claim in found if claim.kind is Kind.FIELD}
    assert groups == {"success": ":Success Response", "id": ":Data Object"}
    failures = [claim.said.get("message") for claim in found if claim.kind is Kind.FAILURE]
    assert failures == ["gone", "late"]
    texts = [claim.said["text"] for claim in found if claim.kind is Kind.TEXT]
    assert texts == ["Cards stay closed for good."]


def test_a_docusaurus_page_says_the_same_as_html() -> None:
    """What `--fetch` downloads: headings are marked, fields are set apart by their classes."""
    rows = []
    for line in filter(None, map(str.strip, DOCUSAURUS.splitlines())):
        name, _, label = line.partition(" ")
        word, mark = label.removesuffix("required"), label.endswith("required")
        if line in ("Freeze a Card", "/v1/cards/{id}/freeze", "Request", "Responses"):
            rows.append(f"<h2>{line}</h2>")
        elif name in ("id", "order_number", "mode", "days", "tags"):
            mark = '<span class="openapi-schema__required">required</span>' if mark else ""
            rows.append(
                f'<div><strong class="openapi-schema__property">{name}</strong>'
                f'<span class="openapi-schema__name">{word}</span>{mark}</div>'
            )
        else:
            rows.append(f"<p>{line}</p>")
    site = "<nav><a>Docs</a><a>Cards</a></nav>", "<footer>Copyright © 2026 Acme</footer>"
    html = read("\n".join(("<html><body>", site[0], *rows, site[1], "</body></html>")))

    assert [(c.kind, c.name, c.said, c.group) for c in html] == [
        (c.kind, c.name, c.said, c.group) for c in read(DOCUSAURUS)
    ]
