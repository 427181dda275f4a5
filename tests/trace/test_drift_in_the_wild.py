"""What changed on pages as sites deliver them: placed, told once, and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from difflib import ndiff

import pytest
from engross.errors import EngrossError
from engross.spec import read
from engross.trace import renew
from engross.trace.drift import drift
from engross.trace.patch import patched
from engross.trace.readers import read_page
from engross.trace.report import drift_text

from .conftest import Provider
from .test_pages_in_the_wild import LISTED, MINIFIED

Make = Callable[[str, str], Provider]


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


def test_prose_below_a_title_is_said_of_the_operation_that_follows(acme: Make) -> None:
    provider = acme(TABLES, TOLD)
    more = "\nReopen Card\n\nFor 24 hours only.\n\nEndpoint: POST https://acme.example/cards/open\n"

    [change] = provider.drift(TABLES + more)

    assert change.label == "operation POST /cards/open"
    assert [part.said.get("text") for part in change.parts] == ["For 24 hours only."]


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


def _drift(whole: Provider, page: str, new: str) -> str:
    reading = read(whole.target.spec, authored=True)
    old = replace(whole.page, text=page)
    changed = replace(old, text=new)
    return drift_text(reading, old, changed, drift(old, changed, reading))


@pytest.mark.parametrize(
    "end",
    ["  • Card must not alr", "balance_withdrawnnumber", '  "message": "Card not ready', "{\n"],
    ids=["within a line", "within a row", "within a message", "within a sample"],
)
def test_a_page_without_a_footer_is_cut_off_where_no_page_ends(
    provider: Callable[[str], Provider], end: str
) -> None:
    uncash = provider("uncash")
    page = uncash.page.text.removesuffix("UnCash API Documentation")
    cut = page[: page.rindex(end) + len(end)].replace("Permanently close", "Close", 1)

    with pytest.raises(EngrossError, match="cut off"):
        _drift(uncash, page, cut)


def test_a_page_that_lost_its_end_may_be_meant_so(provider: Callable[[str], Provider]) -> None:
    """Where pages may end it is told; below what the site puts there nothing is missing."""
    uncash = provider("uncash")
    footer = "UnCash API Documentation"
    text, last = uncash.page.text, uncash.page.text.index("Provider Error\n")

    assert "it ends as" not in _drift(uncash, text, text[:last] + footer)
    assert "it ends as" not in _drift(uncash, text, text.removesuffix(footer))
    told = _drift(uncash, text.removesuffix(footer), text[:last])
    assert f"it ends as {uncash.page.path}:115, all below is gone" in told
    assert "1 fact changed" in told


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


def test_an_object_that_went_is_one_fact_and_takes_its_component_with_it(
    provider: Callable[[str], Provider],
) -> None:
    """Each place at which the page had it; what others refer to stays."""
    whole = provider("spenxy")
    text = whole.page.text
    first = text.index("    company object\n")
    second = text.index("    company object\n", first + 1)
    end = text.index("    user object\n", first)
    cut = text[:first] + text[end:second] + text[text.index("Loading...", second) :]

    changes = whole.drift(cut)

    assert [change.label for change in changes] == [
        "field 200 /cardholder/user/company",
        "field 200 /user/company",
    ]
    spec = patched(
        whole.target.spec.read_text("utf-8"), whole.page, replace(whole.page, text=cut), changes
    )
    assert "Company" not in spec
    assert "    Account:" in spec


@pytest.mark.parametrize(
    ("name", "old", "new", "facts"),
    [
        (
            "powercard",
            "            - retry\n            - unknown",
            "            - unknown\n            - retry",
            [],
        ),
        ("spenxy", "[physical, virtual]", "[virtual, physical]", []),
        ("spenxy", "nick_name Nick Name", "nick_name Nick Namenullable", ["nullable"]),
        ("spenxy", "brand Brandrequired", "brand Brand deprecated", ["deprecated", "required"]),
    ],
)
def test_order_is_no_fact_and_each_mark_is_one(
    provider: Callable[[str], Provider], name: str, old: str, new: str, facts: list[str]
) -> None:
    whole = provider(name)
    text = whole.page.text.replace(old, new, 1)
    assert text != whole.page.text

    assert [change.aspect for change in whole.drift(text)] == facts


SWAGGER = """{"swagger": "2.0", "info": {"title": "T", "version": "1"}, "host": "acme.example",
"schemes": ["https"], "produces": ["application/json"], "paths": {"/cards/{id}": {"get": {
"parameters": [{"name": "id", "in": "path", "required": true, "type": "string"},
{"name": "limit", "in": "query", "type": "integer", "default": 20}],
"responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Card"}}}},
"delete": {"parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
"responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Card"}}}}}},
"definitions": {"Card": {"type": "object", "properties": {"id": {"type": "string"}}}}}
"""
OPERATION = """
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Card"
"""
ID = """
        - name: id
          in: path
          required: true
          schema:
            type: string"""
SWAGGERED = f"""openapi: 3.1.0
info:
  title: T
  version: "1"
servers:
  - url: https://acme.example
paths:
  /cards/{{id}}:
    get:
      operationId: cards/get
      parameters:{ID}
        - name: limit
          in: query
          schema:
            type: integer
            default: 20{OPERATION}    delete:
      operationId: cards/delete
      parameters:{ID}{OPERATION}components:
  schemas:
    Card:
      type: object
      properties:
        id:
          type: string
"""
FIRST = (
    '"paths": {"/bins": {"get": {"responses": {"200": {"description": "all",'
    ' "schema": {"$ref": "#/definitions/Bin"}}}}}, '
)


def test_a_schema_of_two_operations_changes_once_and_is_renamed_by_its_limits(acme: Make) -> None:
    provider = acme(SWAGGER, SWAGGERED)

    typed = provider.drift(
        SWAGGER.replace('{"id": {"type": "string"}}', '{"id": {"type": "integer"}}')
    )
    assert [change.label for change in typed if not change.is_implied] == ["field 200 /id"]
    [renamed] = provider.drift(SWAGGER.replace('"limit"', '"page_size"'))
    assert (renamed.verb.value, renamed.label) == ("renamed", "query parameter limit")


def test_an_operation_that_comes_first_takes_no_servers_with_it(acme: Make) -> None:
    """And what it refers to stands where the spec has its components."""
    provider = acme(SWAGGER, SWAGGERED)
    text = SWAGGER.replace('"paths": {', FIRST, 1).replace(
        '"definitions": {', '"definitions": {"Bin": {"type": "object"}, ', 1
    )
    page = replace(provider.page, text=text)

    changes = provider.drift(text)

    assert [change.label for change in changes] == ["operation GET /bins"]
    spec = patched(SWAGGERED, provider.page, page, changes)
    assert "  - url: https://acme.example\n" in spec
    assert '$ref: "#/components/schemas/Bin"' in spec
    assert "    Bin:\n      type: object\n" in spec


def test_names_with_dots_lead_through_objects_that_nothing_tells_of(acme: Make) -> None:
    provider = acme(TABLES, TOLD)
    rows = "fees[].amountnumberHow much\nfees[].tax.ratenumberHow much of it\n"
    page = replace(provider.page, text=TABLES.replace("invoice_id", rows + "invoice_id", 1))

    changes = provider.drift(page.text)

    assert [change.label for change in changes] == [
        "field 200 /data/fees/[]/amount",
        "field 200 /data/fees/[]/tax/rate",
    ]
    spec = patched(TOLD, provider.page, page, changes)
    fees = spec.partition("fees:")[2].partition("  x-source: page#L11")[0]
    words = [line.strip() for line in fees.splitlines() if line.strip().endswith(":")]
    assert words == ["items:", "properties:", "amount:", "tax:", "properties:", "rate:"]
    assert fees.count('x-inferred: "todo') + fees.count("x-inferred: >-") == 2


def test_a_status_may_be_a_heading_and_a_type_may_be_a_format(acme: Make) -> None:
    provider = acme(TABLES, TOLD)

    assert provider.drift(TABLES.replace("Response\n", "Response\n\n200 OK\n", 1)) == ()
    [change] = provider.drift(TABLES.replace("card_idstring", "card_iduuid"))
    assert (change.aspect, change.now) == ("format", "uuid")


def test_a_page_in_one_line_is_read_and_kept_by_its_blocks(acme: Make) -> None:
    """So that messages and `x-source` name lines that mean something."""
    padded = MINIFIED.replace("Closes a card.", "Closes a card. " * 80)
    declared = SPEC.replace("    post:\n", f"    post:\n      parameters:{ID}\n")
    provider = acme(padded.replace("NEW", ""), declared)
    new = provider.folder / "new.html"
    new.write_text(padded.replace("NEW", "<tr><td>at</td><td>string</td></tr>"), "utf-8")

    numbers = [claim.first for claim in read_page(provider.page)]
    renew(provider.target, date(2026, 1, 1), file=new, page_id=None, patch=False, accept=True)

    assert numbers == sorted(set(numbers))
    kept = provider.page.path.read_text("utf-8").splitlines()
    assert max(len(line) for line in kept if "Closes" not in line) < 100
    row = kept.index("<tr><td>at</td><td>string</td></tr></table>") + 1
    assert f"x-source: page#L{row}" in provider.target.spec.read_text("utf-8")
    assert read_page(provider.page)[-1].said["value"] == {"id": "1", "data": {"id": "2"}}


def test_a_limit_that_a_description_tells_is_the_fact(acme: Make) -> None:
    table = "Query Parameters\n\nParameterTypeRequiredDescription\nlimitintegerNo{}\n\nResponse\n"
    old = TABLES.replace("Response\n", table.format("Cards a page (max: 100)"), 1)
    limit = """        - name: limit
          in: query
          description: "Cards a page (max: 100)"
          schema:
            type: integer
            maximum: 100
          x-source: page#L15
"""
    spec = TOLD.replace("      responses:\n", f"{limit}      responses:\n", 1)
    provider = acme(old, spec)
    page = replace(provider.page, text=old.replace("max: 100", "max: 500"))

    changes = provider.drift(page.text)

    told = [change for change in changes if not change.is_implied]
    assert [(one.label, one.aspect, one.now) for one in told] == [
        ("query parameter limit", "maximum", 500)
    ]
    written = patched(spec, provider.page, page, changes)
    assert written == spec.replace("max: 100", "max: 500").replace("maximum: 100", "maximum: 500")


def test_what_a_spec_has_from_another_page_need_not_be_on_this_one(acme: Make) -> None:
    hint = "        hint:\n          type: string\n"
    spec = TOLD.replace("        message:\n", f"{hint}        message:\n")
    cited = spec.replace(hint, f"{hint}          x-source: errors#L3\n")
    provider = acme(TABLES, spec)

    def lacking() -> list[str]:
        found = provider.trace().findings
        return [one.message for one in found if "the page does not have it" in one.message]

    assert lacking() == ["field default /hint is in the spec; the page does not have it"]
    provider.target.spec.write_text(cited, "utf-8")
    assert lacking() == []


SECOND_ANSWER = """
Validation Error

application/json

Schema
Example (from schema)

Schema
    detail object[]
  • Array [
  • loc string[]required
    msg Messagerequired
  • ]
"""


@pytest.mark.parametrize("tabs", ["Responses\n\n200\n422\n", "Responses\n"])
def test_the_panel_of_another_answer_tells_fields_of_that(
    provider: Callable[[str], Provider], tabs: str
) -> None:
    spenxy = provider("spenxy")
    text = spenxy.page.text.replace("Responses\n", tabs)

    changes = spenxy.drift(text.replace("\nLoading...", SECOND_ANSWER))

    [answer] = [change for change in changes if not change.is_implied]
    assert answer.label == "response 422"
    assert answer.new is not None
    assert answer.new.said["description"] == "Validation Error"
    assert [part.label for part in answer.parts] == [
        "field 422 /detail", "field 422 /detail/[]/loc", "field 422 /detail/[]/msg",
    ]  # fmt: skip


def _taken_over(provider: Provider, text: str) -> str:
    """Write what another text of the page changes into the spec."""
    new, spec = replace(provider.page, text=text), provider.target.spec
    spec.write_text(
        patched(spec.read_text("utf-8"), provider.page, new, provider.drift(text)), "utf-8"
    )
    return spec.read_text("utf-8")


def test_whether_a_body_must_be_sent_is_a_fact(provider: Callable[[str], Provider]) -> None:
    spenxy = provider("spenxy")
    text = spenxy.page.text.replace("Body\n\nrequired\n", "Body\n\n")

    [change] = spenxy.drift(text)

    told = (change.label, change.aspect, change.was, change.now)
    assert told == ("body", "required", True, False)
    _taken_over(spenxy, text)
    # Against the page as it was, all lines but one of which stand elsewhere now.
    told = [finding.message for finding in spenxy.trace().findings]
    assert "body: the page says required, the spec not required" in told


def test_a_body_that_is_new_is_written_as_the_page_marks_it(
    provider: Callable[[str], Provider],
) -> None:
    spenxy = provider("spenxy")
    whole = spenxy.page.text
    gone = whole[: whole.index("Body\n\n")] + whole[whole.index("Responses\n") :]
    without = _taken_over(spenxy, gone).partition("components:")[0]
    assert "requestBody" not in without.partition("/api/v1/cards/topup:")[0]
    without_it = Provider(spenxy.folder)
    without_it.page.path.write_text(gone, "utf-8")

    [told] = [change for change in without_it.drift(whole) if not change.is_implied]
    written = _taken_over(without_it, whole)

    assert told.label == "body"
    body = written.partition("requestBody:")[2].partition("responses:")[0]
    assert "card_id:" in body
    assert "        required: true\n        x-source: close-card#L15" in body


BALANCES = """\
          type:
            - array
            - "null"
          items:
            $ref: "#/components/schemas/CardBalance"
"""


def test_an_object_that_becomes_a_list_keeps_its_component(
    provider: Callable[[str], Provider],
) -> None:
    spenxy = provider("spenxy")
    one, before = spenxy.page.text, spenxy.target.spec.read_text("utf-8")
    listed = one.replace("    balance object\n", "    balance object[]\n  • Array [\n")
    listed = listed.replace("    is_autolimit", "  • ]\n    is_autolimit")

    written = _taken_over(spenxy, listed)

    assert BALANCES in written
    spenxy.page.path.write_text(listed, "utf-8")
    assert spenxy.drift(listed) == ()
    assert _taken_over(spenxy, one) == before


def test_a_list_of_a_component_is_written_at_the_field(acme: Make) -> None:
    page = "# Close\n\nPOST /cards/{id}/close\n\n| Field | Type |\n|---|---|\n| data | object |\n"
    inside = """object
          properties:
            id:
              type: string
"""
    spec = SPEC.replace(
        f"          type: {inside}", '          $ref: "#/components/schemas/Data"\n'
    )
    data = "    Data:\n      type: object\n      properties:\n        id:\n          type: string\n"
    provider = acme(page, spec + data)

    written = _taken_over(provider, page.replace("| object |", "| object[] |"))

    items = 'items:\n            $ref: "#/components/schemas/Data"\n'
    assert f"        data:\n          type: array\n          {items}" in written
    assert written.endswith(data)


def test_whether_the_items_of_a_new_list_have_the_fields_is_left_open(acme: Make) -> None:
    page = "# Close\n\nPOST /cards/{id}/close\n\n| Field | Type |\n|---|---|\n| data | object |\n"
    provider = acme(page, SPEC)

    written = _taken_over(provider, page.replace("| object |", "| object[] |"))

    assert 'x-inferred:\n            items: "todo' in written


def test_an_operation_that_the_spec_has_from_elsewhere_is_held_against_the_page(
    provider: Callable[[str], Provider],
) -> None:
    uncash = provider("uncash")
    text, before = uncash.page.text, uncash.target.spec.read_text("utf-8")
    second = text.replace("/{id}/close", "/:id/freeze").replace("Close Card", "Freeze Card")
    file = uncash.folder / "new.txt"
    file.write_text(text + second, "utf-8")

    changes, reading = uncash.drift(text + second), read(uncash.target.spec, authored=True)
    told = drift_text(reading, uncash.page, uncash.page, changes)
    renew(uncash.target, date(2026, 2, 3), file=file, page_id=None, patch=False, accept=True)

    assert "/freeze is new on the page" in told
    assert told.splitlines()[0].endswith("; the spec has it already and keeps it as it is")
    assert uncash.target.spec.read_text("utf-8") == before
    assert any("invoice_id is on the page" in one.message for one in uncash.trace().findings)


def test_an_operation_does_not_move_onto_another(provider: Callable[[str], Provider]) -> None:
    uncash = provider("uncash")

    with pytest.raises(EngrossError, match=r"freeze now, which the spec has already"):
        _taken_over(uncash, uncash.page.text.replace("/{id}/close", "/{id}/freeze"))


def test_long_texts_are_shown_where_they_differ(provider: Callable[[str], Provider]) -> None:
    uncash = provider("uncash")
    same = "The balance that is left on the card is sent to the wallet of the account by then. "
    old, new = f"{same}It takes an hour.", f"{same}It takes a day."
    page = uncash.page.text.replace("Card ID (UUID) that was closed", old)
    uncash.page.path.write_text(page, "utf-8")

    reading = read(uncash.target.spec, authored=True)
    changes = uncash.drift(page.replace(old, new))
    [fact, _] = drift_text(reading, uncash.page, uncash.page, changes).splitlines()

    shared = " by then. It takes a"
    assert fact.endswith(f'description went from "…{shared}n hour." to "…{shared} day."'), fact


@pytest.mark.parametrize(
    ("name", "old", "new", "is_doubted"),
    [
        ("uncash", "(irreversible)", "(reversible for 30 days)", True),
        ("uncash", "Closing a card is permanent. ", "", True),
        ("uncash", "Any remaining balance", "The remaining balance", False),
        ("spenxy", "it cannot be reopened or reactivated in the future", "ask support", True),
        ("spenxy", "sets the status of a specified card", "sets a card's status", False),
    ],
)
def test_why_a_call_cannot_be_taken_back_is_open_once_the_page_says_otherwise(
    provider: Callable[[str], Provider], name: str, old: str, new: str, is_doubted: bool
) -> None:
    changed = provider(name)
    assert old in changed.page.text

    spec = _taken_over(changed, changed.page.text.replace(old, new))

    assert ('x-irreversible: "todo' in spec) is is_doubted


def test_a_format_that_no_value_of_the_new_type_has_goes_with_the_old(
    provider: Callable[[str], Provider],
) -> None:
    uncash = provider("uncash")
    text = uncash.page.text.replace("timestampstringISO", "timestampnumberISO")
    text = text.replace("balance_withdrawnnumber", "balance_withdrawnstring")

    written = _taken_over(uncash, text).partition("    CloseCardResponse:\n")[2]

    stamp = written.partition("        timestamp:\n")[2].partition("        x-")[0]
    assert stamp.startswith("          type: number\n          description: ISO 8601 timestamp\n")
    amount = written.partition("        balance_withdrawn:\n")[2]
    assert amount.startswith("          type: string\n          format: decimal\n")


@pytest.mark.parametrize("above", ["        timestamp:\n", "          type: string\n"])
def test_a_comment_above_what_changes_is_pointed_to(
    provider: Callable[[str], Provider], above: str
) -> None:
    uncash = provider("uncash")
    head, name, rest = uncash.target.spec.read_text("utf-8").partition("    CloseCardResponse:\n")
    start, node, end = rest.partition("        timestamp:\n")
    end = node + end
    commented = end.replace(above, f"          # A text, not a number.\n{above}", 1)
    uncash.target.spec.write_text(head + name + start + commented, "utf-8")
    line = (head + name + start).count("\n") + (1 if above == node else 2)

    changes = uncash.drift(uncash.page.text.replace("timestampstringISO", "timestampnumberISO"))
    reading = read(uncash.target.spec, authored=True)
    [fact, _] = drift_text(reading, uncash.page, uncash.page, changes).splitlines()

    assert fact.endswith(f"; see whether the comment on line {line} still holds")
