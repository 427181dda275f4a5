"""Pages as sites deliver them: in one line, with tags, tabs, tables of errors."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from engross.trace.claims import Claim
from engross.trace.pages import Page
from engross.trace.readers import read_page
from engross.trace.readers.words import told_limits, type_words


def read(text: str) -> tuple[Claim, ...]:
    return read_page(Page(id="page", path=Path("page.md"), text=text))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("string[]", {"type": "array", "items": "string"}),
        ("object[]", {"type": "array", "items": "object"}),
        ("(string | null)", {"type": "string", "nullable": True}),
        ("[string, integer]", {"type": "string/integer"}),
        ("string (uuid)", {"type": "string"}),
    ],
)
def test_brackets_around_types_are_no_lists(words: str, said: object) -> None:
    assert type_words(words) == said


MINIFIED = (
    "<!doctype html><html><body><main><h1>Close <a>&#8203;</a></h1><p>Closes a card.</p>"
    "<p><strong>Endpoint</strong>: <code>POST /cards/{id}/close</code></p>"
    "<h2>Response</h2><table><tr><th>Field</th><th>Type</th></tr>"
    "<tr><td>id</td><td>string</td></tr><tr><td>data</td><td>object</td></tr></table>"
    "<h2>Data Object</h2><table><tr><th>Field</th><th>Type</th></tr>"
    "<tr><td>id</td><td>string</td></tr>NEW</table>"
    '<div><input type="radio"><label>cURL</label><input type="radio"><label>Python</label></div>'
    '<pre><code>{"id": "1", "data": {"id": "2"}}</code></pre></main></body></html>'
)


def test_a_page_in_one_line_has_each_fact_once() -> None:
    found = read(MINIFIED.replace("NEW", ""))

    assert [claim.kind.value for claim in found] == [
        *("text", "operation", "field", "field", "field", "sample"),
    ]
    assert {claim.first for claim in found} == {1}


def said(text: str) -> list[tuple[str, str, object]]:
    return [(claim.kind.value, claim.name, dict(claim.said)) for claim in read(text)]


MINTLIFY = """---
title: "Create card"
openapi: "POST /v1/cards"
description: Issues a card.
---

<Note>It takes 30 seconds.</Note>

### Body

<ParamField body="kind" type="enum<string>" required>
  Kind of card.

  Available options: `virtual`, `physical`
</ParamField>
<ParamField body="merchants" type="object[]" deprecated>
  <Expandable title="merchant">
    <ParamField body="mcc" type="string" />
  </Expandable>
</ParamField>

<ResponseExample>
```json 400
{
  "error": "no"
}
```
</ResponseExample>
"""


def test_a_page_of_tags_says_its_operation_and_its_prose_too() -> None:
    items = {"type": "array", "items": "object", "required": False, "deprecated": True}
    enum = {"enum": ["virtual", "physical"], "description": "Kind of card."}

    assert said(MINTLIFY) == [
        ("operation", "POST /v1/cards", {"summary": "Create card"}),
        ("text", "", {"text": "Issues a card."}),
        ("text", "", {"text": "It takes 30 seconds."}),
        ("field", "kind", {"type": "string", "required": True, **enum}),
        ("field", "merchants", items),
        ("field", "merchants[].mcc", {"type": "string", "required": False}),
        ("sample", "", {"value": {"error": "no"}, "side": "400"}),
    ]


GITBOOK = """## Create a card

<mark style="color:green;">`POST`</mark> `https://api.acme.example/v1/cards`

**Headers**

| Name          | Value              |
| ------------- | ------------------ |
| Content-Type  | `application/json` |
| Authorization | `Bearer <token>`   |

**Body**

| Name                                  | Type   | Description |
| ------------------------------------- | ------ | ----------- |
| id<mark style="color:red;">*</mark>   | String | The holder. |

{% tabs %}
{% tab title="400" %}
```json
{
  "error": "no"
}
```
{% endtab %}
{% endtabs %}
"""


def test_a_page_of_gitbook_is_read_without_its_tags() -> None:
    server = {"server": "https://api.acme.example", "summary": "Create a card"}

    assert said(GITBOOK) == [
        ("operation", "POST /v1/cards", server),
        ("parameter", "Authorization", {}),
        ("field", "id", {"type": "string", "required": True, "description": "The holder."}),
        ("sample", "400", {"value": {"error": "no"}, "side": "400"}),
    ]


CODES = """Close Card

Endpoint: POST https://acme.example/cards/{id}/close

Parámetros

ParameterTypeRequiredDefaultDescription
idstringYes-The card
sortstringNocreated_atThe order

Response

FieldTypeExampleDescription
limitnumber15.00The most

Error Codes

CodeHTTP StatusDescription
CARD_CLOSED409The card is closed

Errors

| Status | Description |
|--------|-------------|
| 401    | No token    |
"""


def test_tables_of_failures_and_cells_of_values_are_read_glued_or_not() -> None:
    assert said(CODES)[1:] == [
        ("parameter", "id", {"type": "string", "required": True, "description": "The card"}),
        (
            "field",
            "sort",
            {
                "type": "string",
                "required": False,
                "description": "The order",
                "default": "created_at",
            },
        ),
        ("field", "limit", {"type": "number", "description": "The most"}),
        ("failure", "CARD_CLOSED", {"code": "CARD_CLOSED", "description": "The card is closed"}),
        ("response", "401", {"description": "No token"}),
    ]


DOCUSAURUS = """Close

POST

/cards/close

Request

Body

required
    id Idrequired

Responses

200
422

Done

Schema
    status Status
    loc object[]required

  • Array [
  • anyOf

    string

  • ]
"""


def test_what_is_below_tabs_of_answers_is_of_the_first() -> None:
    found = {claim.name: claim for claim in read(DOCUSAURUS)}

    assert found["200"].said == {"description": "Done"}
    assert (found["422"].said, found["status"].group) == ({}, "200")
    assert found["loc"].said == {"type": "array", "items": "string", "required": True}


def test_a_flattened_page_may_hold_several_operations() -> None:
    second = DOCUSAURUS.replace("Close", "Freeze").replace("/close", "/freeze")

    operations = [
        (c.name, c.said) for c in read(DOCUSAURUS + "\n" + second) if c.name[:4] == "POST"
    ]

    assert operations == [
        ("POST /cards/close", {"summary": "Close"}),
        ("POST /cards/freeze", {"summary": "Freeze"}),
    ]


PANEL = (
    '<div role="tabpanel"><p>{0}</p><ul role="tablist"><li role="tab">Schema</li>'
    '<li role="tab">Example</li></ul><div role="tabpanel"><strong>Schema</strong><ul><li><div>'
    '<strong class="openapi-schema__property">{1}</strong>'
    '<span class="openapi-schema__name">string</span></div></li></ul></div>'
    '<div role="tabpanel" hidden><pre><code>{{"{1}": ""}}</code></pre></div></div>'
)
TABS = (
    "<!doctype html><html><body><h1>Close</h1><pre><span>POST</span><h2>/cards/close</h2></pre>"
    '<h2>Request</h2><h2>Responses</h2><ul role="tablist"><li role="tab">200</li>'
    '<li role="tab"><div>422</div></li></ul>'
    + PANEL.format("Done", "status")
    + PANEL.format("Refused", "detail")
    + "</body></html>"
)


def test_the_label_of_a_tab_stands_above_its_panel() -> None:
    found = {claim.name: claim for claim in read(TABS)}

    assert {status: found[status].said["description"] for status in ("200", "422")} == {
        "200": "Done",
        "422": "Refused",
    }
    assert (found["status"].group, found["detail"].group) == ("200", "422")


LISTED = """# Close Card

`POST https://acme.example/cards/close`

## Request Body

| Field | Type | Description |
|-------|------|-------------|
| ids | string[] | The cards |

## Error Codes

| Code | Description |
|------|-------------|
| CARD_CLOSED | It is closed |
"""


def test_headings_in_chinese_mean_the_same() -> None:
    chinese = LISTED.replace("Request Body", "请求参数").replace("Error Codes", "错误码")

    assert [(claim.kind, claim.name, claim.said) for claim in read(chinese)] == [
        (claim.kind, claim.name, claim.said) for claim in read(LISTED)
    ]


@pytest.mark.parametrize(
    ("told", "kind", "said"),
    [
        ("Items per page (default: 20, max: 100)", "integer", {"default": 20, "maximum": 100}),
        ("Name (1-255 characters)", "string", {"minLength": 1, "maxLength": 255}),
        ("Order, default `asc`", "string", {"default": "asc"}),
        ("Min 5.50, max 10,000", "number", {"minimum": Decimal("5.50"), "maximum": 10000}),
        ("Defaults to the default card", "string", {}),
        ("Wait at least 24 hours", "number", {}),
    ],
)
def test_descriptions_tell_defaults_and_limits(told: str, kind: str, said: object) -> None:
    assert told_limits(told, kind) == said


SHORT = """List Cards

Get all of the cards

Endpoint: GET https://acme.example/cards

Query Parameters

ParameterTypeRequiredDescription
limitintegerNoCards per page (max: 100)
"""


def test_what_stands_between_a_title_and_its_verb_is_said_of_the_operation() -> None:
    assert said(SHORT)[:2] == [
        ("text", "", {"text": "Get all of the cards"}),
        (
            *("operation", "GET /cards"),
            {"server": "https://acme.example", "summary": "List Cards"},
        ),
    ]
