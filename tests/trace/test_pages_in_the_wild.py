"""Pages as sites deliver them: in one line, with shared answers, tags, tabs, tables of errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from difflib import ndiff
from pathlib import Path

import pytest
from engross.errors import EngrossError
from engross.trace.claims import Claim
from engross.trace.pages import Page
from engross.trace.patch import patched
from engross.trace.readers import read_page
from engross.trace.readers.words import type_words

from .conftest import Provider

Make = Callable[[str, str], Provider]


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
    '<pre><code>{"id": "1", "data": {"id": "2"}}</code></pre></main></body></html>'
)


def test_a_page_in_one_line_has_each_fact_once() -> None:
    found = read(MINIFIED.replace("NEW", ""))

    assert [claim.kind.value for claim in found] == [
        *("text", "operation", "field", "field", "field", "sample"),
    ]
    assert {claim.first for claim in found} == {1}


SPEC = """openapi: 3.1.0
info:
  title: T
  version: "1"
paths:
  /cards/{id}/close:
    post:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Closed"
components:
  schemas:
    Closed:
      type: object
      properties:
        id:
          type: string
        data:
          type: object
          properties:
            id:
              type: string
"""


def test_a_field_in_the_second_table_of_a_page_in_one_line_belongs_there(acme: Make) -> None:
    provider = acme(MINIFIED.replace("NEW", ""), SPEC)

    changes = provider.drift(MINIFIED.replace("NEW", "<tr><td>at</td><td>string</td></tr>"))

    assert [(one.label, one.after) for one in changes] == [("field 200 /data/at", "id")]


def test_two_answers_of_one_schema_are_both_known(acme: Make) -> None:
    spec = SPEC.replace(
        "components:",
        """        "400":
          description: no
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Closed"
components:""",
    )
    provider = acme(f"# Close\n\n```yaml\n{spec}```\n", spec)

    assert provider.drift(provider.page.text) == ()
    changed = provider.drift(
        provider.page.text.replace("id:\n          type: string", "id:\n          type: integer", 1)
    )
    assert {change.label for change in changed} == {"field 200 /id", "field 400 /id"}


TABLES = """Close Card

Endpoint: POST https://acme.example/cards/{id}/close

Path Parameters

ParameterTypeRequiredDescription
idstringYesThe card

Response

FieldTypeDescription
successbooleanWhether it was closed
dataobjectThe result

Data Object

FieldTypeDescription
card_idstringThe card
invoice_idnumberThe invoice

Error Responses

Already Closed

json
{
  "success": false,
  "message": "Card is already closed"
}
"""
TOLD = """openapi: 3.1.0
info:
  title: T
  version: "1"
servers:
  - url: https://acme.example
    x-source: page#L3
tags:
  - name: cards
    x-source: page#L1
paths:
  /cards/{id}/close:
    post:
      tags:
        - cards
      summary: Close Card
      operationId: cards/close
      parameters:
        - name: id
          in: path
          description: The card
          required: true
          schema:
            type: string
          x-source: page#L9
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties:
                  success:
                    type: boolean
                    description: Whether it was closed
                    x-source: page#L14
                  data:
                    type: object
                    description: The result
                    properties:
                      card_id:
                        type: string
                        description: The card
                        x-source: page#L20
                      invoice_id:
                        type: number
                        description: The invoice
                        x-source: page#L21
                    x-source: page#L15
          x-source: page#L11-L21
        default:
          description: Failure
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Failure"
          x-source: page#L27-L31
      x-errors:
        - name: AlreadyClosedError
          match:
            message: Card is already closed
          description: Already Closed
          x-source: page#L25-L31
      x-source: page#L1-L31
components:
  schemas:
    Failure:
      type: object
      properties:
        success:
          type: boolean
        message:
          type: string
      x-source: page#L27-L31
"""


def test_a_table_of_an_object_that_is_new_belongs_to_it(acme: Make) -> None:
    provider = acme(TABLES, TOLD)
    deeper = TABLES.replace(
        "invoice_idnumberThe invoice\n",
        "invoiceobjectThe invoice\n\nInvoice Object\n\nFieldTypeDescription\nidnumberIts number\n",
    )

    told = {(change.verb.value, change.label) for change in provider.drift(deeper)}

    assert told == {
        ("removed", "field 200 /data/invoice_id"),
        ("added", "field 200 /data/invoice"),
        ("added", "field 200 /data/invoice/id"),
    }


def test_what_the_samples_of_failures_newly_show_belongs_to_the_failure(acme: Make) -> None:
    provider = acme(TABLES, TOLD)
    coded = TABLES.replace('closed"\n}', 'closed",\n  "code": "CLOSED"\n}')

    told = {(change.label, str(change.stale or "")) for change in provider.drift(coded)}

    assert ("field default /code", "#/components/schemas/Failure") in told
    assert {label for label, _ in told} == {"field default /code", "failure Already Closed"}


def test_what_an_answer_brings_with_it_is_told_with_it(acme: Make) -> None:
    provider = acme(f"# Close\n\n```yaml\n{SPEC}```\n", SPEC)
    answer = """        "400":
          description: no
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Closed"
components:"""

    found = provider.drift(provider.page.text.replace("components:", answer, 1))

    told = [change for change in found if not change.is_implied]
    assert [(one.label, [part.name for part in one.parts]) for one in told] == [
        ("response 400", ["id", "data", "id"])
    ]


def test_a_servers_new_address_is_one_fact_and_may_be_a_real_one(acme: Make) -> None:
    servers = "servers:\n  - url: http://a.example\n    description: test\npaths:"
    page = "# Close\n\n```yaml\n" + SPEC.replace("paths:", servers, 1) + "```\n"
    placeholder = servers.replace("test", "test\n    x-placeholder: true")
    provider = acme(page, SPEC.replace("paths:", placeholder, 1))
    text = page.replace("http://a.example", "https://api.other.io")

    [change] = provider.drift(text)

    assert (change.verb.value, str(change.stale)) == ("renamed", "#/servers/0")
    new = replace(provider.page, text=text)
    spec = patched(provider.target.spec.read_text("utf-8"), provider.page, new, [change])
    servers = spec.partition("paths:")[0]
    assert "x-placeholder: true" in servers
    assert "todo" in servers


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


def test_prose_below_a_title_is_said_of_the_operation_that_follows(acme: Make) -> None:
    provider = acme(TABLES, TOLD)
    more = "\nReopen Card\n\nFor 24 hours only.\n\nEndpoint: POST https://acme.example/cards/open\n"

    [change] = provider.drift(TABLES + more)

    assert change.label == "operation POST /cards/open"
    assert [part.said.get("text") for part in change.parts] == ["For 24 hours only."]


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


@pytest.mark.parametrize("name", ["uncash", "spenxy"])
@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
def test_a_page_that_ends_after_some_line_was_cut_off(
    provider: Callable[[str], Provider], name: str, share: float
) -> None:
    """Even where what did come was changed."""
    whole = provider(name)
    lines = whole.page.text.splitlines(keepends=True)
    text = "".join(lines[: int(len(lines) * share)]).replace("The ", "This ", 1)

    with pytest.raises(EngrossError, match="cut off"):
        whole.drift(text)


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
LISTING = """openapi: 3.1.0
info:
  title: T
  version: "1"
paths:
  /cards/close:
    post:
      summary: Close Card
      operationId: cards/close
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                ids:
                  type: array
                  description: The cards
                  items:
                    type: string
      responses:
        "200":
          description: ok
      x-errors:
        - name: CardClosedError
          match:
            code: CARD_CLOSED
          description: It is closed
"""


@pytest.mark.parametrize(
    ("old", "new", "fact", "gone", "came"),
    [
        (
            "| CARD_CLOSED | It is closed |\n",
            "| CARD_CLOSED | It is closed |\n| BIN_BLOCKED | Never |\n",
            "failure BIN_BLOCKED",
            "",
            "- name: BinBlockedError match: code: BIN_BLOCKED description: Never x-inferred: name:",
        ),
        (
            "string[]",
            "string",
            "field request /ids",
            "type: array items: type: string",
            "type: string",
        ),
    ],
)
def test_rows_are_facts_of_their_own(
    acme: Make, old: str, new: str, fact: str, gone: str, came: str
) -> None:
    provider = acme(LISTED, LISTING)
    page = replace(provider.page, text=LISTED.replace(old, new))
    changes = provider.drift(page.text)

    assert [change.label for change in changes if not change.is_implied] == [fact]
    spec = patched(LISTING, provider.page, page, changes)
    edits = [line for line in ndiff(LISTING.splitlines(), spec.splitlines()) if line[0] in "+-"]
    went = [line[2:].strip() for line in edits if line[0] == "-"]
    news = " ".join(line[2:].strip() for line in edits if line[0] == "+")
    assert " ".join(went) == gone
    assert news.startswith(came)


def test_headings_in_chinese_mean_the_same() -> None:
    chinese = LISTED.replace("Request Body", "请求参数").replace("Error Codes", "错误码")

    assert [(claim.kind, claim.name, claim.said) for claim in read(chinese)] == [
        (claim.kind, claim.name, claim.said) for claim in read(LISTED)
    ]
