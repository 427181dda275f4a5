"""Every kind of change is found as one fact, written into the spec, and leaves nothing to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engross.trace.accept import accepted
from engross.trace.claims import Kind
from engross.trace.drift import Change
from engross.trace.pages import Page
from engross.trace.readers import read_page

from .conftest import Provider

Make = Callable[[str, str], Provider]

DOCUMENT = """openapi: 3.1.0
info:
  title: T
  version: "1"
servers:
  - url: https://acme.example
paths:
  /cards/{id}/close:
    post:
      summary: Close
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      requestBody:
        content:
          application/json:
            schema:
              $ref: "#/components/schemas/Close"
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Closed"
components:
  schemas:
    Close:
      type: object
      properties:
        reason:
          type: string
          description: Why
        note:
          type: string
      required:
        - note
    Closed:
      type: object
      properties:
        status:
          type: string
          enum:
            - open
            - closed
"""
PAGE = f"# Close\n\n````yaml\n{DOCUMENT}````\n"
NEXT = "components:\n"
RESPONSE = """        "404":
          description: none
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Missing"
"""
MISSING = """    Missing:
      type: object
      properties:
        code:
          type: string
          x-vendor: 1
        inner:
          $ref: "#/components/schemas/Missing"
"""
OPERATION = """  /cards/{id}/freeze:
    put:
      description: Freezes
      parameters:
        - in: path
          name: id
          required: true
          schema:
            type: string
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Closed"
"""
HEADER = (
    "          headers:\n            X-Id:\n              schema:\n                type: string\n"
)
BODY = DOCUMENT[DOCUMENT.index("      requestBody:") : DOCUMENT.index("      responses:")]
SCHEME = """  securitySchemes:
    key:
      type: apiKey
      in: header
      name: X-Key
"""
SECURITY = "      security:\n        - key: []\n"
REASON = "reason:\n          type: string"
NOTE = "note:\n          type: string"
JSON = "json:\n            schema:\n              $ref"
QUERY = """        - name: lang
          in: query
          schema:
            type: string
            enum:
              - a
"""


def typed(*lines: str) -> str:
    """Give the schema of `reason` other lines."""
    return "\n          ".join(("reason:", *lines))


EDITS = {
    "added response 404": (
        (NEXT, RESPONSE + NEXT),
        ("    Close:\n", f"{MISSING}    Close:\n"),
    ),
    "added response 204": ((NEXT, f'        "204":\n          description: nothing\n{NEXT}'),),
    "renamed response 200 name": (('"200"', '"201"'),),
    "changed response 200 description": (("description: ok", "description: done"),),
    "added header X-Id": (("description: ok\n", f"description: ok\n{HEADER}"),),
    "added operation PUT /cards/{id}/freeze": ((NEXT, OPERATION + NEXT),),
    "changed operation POST /cards/{id}/close security": (
        ("      parameters:\n", f"{SECURITY}      parameters:\n"),
        (NEXT, NEXT + SCHEME),
    ),
    "added server https://b.example": (
        ("paths:\n", "  - url: https://b.example\n    description: B\npaths:\n"),
    ),
    "changed body content": ((JSON, JSON.replace("json", "xml")),),
    "changed body description": (("requestBody:\n", "requestBody:\n        description: What\n"),),
    "removed body": ((BODY, ""),),
    "changed field request /reason type": (
        (REASON, typed("anyOf:", "  - type: string", "  - type: integer")),
    ),
    "changed field request /reason type ": (
        (REASON, typed("type: object", "properties:", "  a:", "    type: string")),
    ),
    "changed field request /reason type  ": (
        (REASON, typed("type: array", "items:", "  type: string")),
    ),
    "changed field request /note const": ((NOTE, f"{NOTE}\n          const: x"),),
    "added query parameter lang": (("      requestBody:", f"{QUERY}      requestBody:"),),
}


OURS = {
    "      summary: Close\n": """      tags: [cards]
      summary: Close
      operationId: cards/close
      x-source: page#L9
      x-inferred: {tags: ours, operationId: ours}
""",
    "      requestBody:\n": "      requestBody:\n        x-source: page#L19\n",
    '        "200":\n': '        "200":\n          x-source: page#L25\n',
}


def spec() -> str:
    """Transcribe the document: what only our own keys say is added."""
    text = DOCUMENT
    for old, new in OURS.items():
        text = text.replace(old, new, 1)
    return text


def taken_over(provider: Provider, text: str) -> tuple[Change, ...]:
    """Take a new page over; say what was told of it."""
    changes, page = provider.drift(text), provider.page
    new = replace(page, text=text)
    taken = accepted(provider.target, [(page, new, changes)], date(2026, 1, 1))
    for name, told in taken.files.items():
        (provider.folder / name).write_text(told, "utf-8", newline="")
    return tuple(change for change in changes if not change.is_implied)


def named(change: Change) -> str:
    return f"{change.verb.value} {change.label} {change.aspect}".strip()


@pytest.mark.parametrize("fact", EDITS)
def test_an_embedded_document_is_followed_whatever_changed(acme: Make, fact: str) -> None:
    provider = acme(PAGE, spec())
    assert provider.disagreements() == []
    text = PAGE
    for old, new in EDITS[fact]:
        assert old in text
        text = text.replace(old, new, 1)

    told = [named(change) for change in taken_over(provider, text)]

    assert fact.strip() in told
    assert {line.partition(" /")[0] for line in told} <= {fact.partition(" /")[0], *SIDES}
    assert provider.disagreements() == []
    assert "~" not in provider.target.spec.read_text("utf-8")


SIDES = ("added field 404", "added field request", "removed field request")
"""What is told beside a new answer, a new object and a body that went."""


def test_a_component_that_a_patch_needs_comes_with_it(acme: Make) -> None:
    provider = acme(PAGE, spec())
    text = PAGE.replace(NEXT, RESPONSE + NEXT).replace("    Close:\n", f"{MISSING}    Close:\n")

    taken_over(provider, text)

    written = provider.target.spec.read_text("utf-8")
    assert written.count("    Missing:\n") == 1
    assert "x-vendor" not in written
    assert "x-source: page#L" in written[written.index("    Missing:") :]


@pytest.mark.parametrize(
    "head", ['"openapi": 3.1.0', "'openapi': '3.1.0'", "# made\nopenapi: 3.1.0"]
)
def test_a_document_may_quote_its_keys_and_begin_with_a_comment(acme: Make, head: str) -> None:
    assert acme(PAGE, spec()).drift(PAGE.replace("openapi: 3.1.0", head, 1)) == ()


TABLES = """Close Card

Endpoint: PATCH https://acme.example/cards/{id}/close

Path Parameters

ParameterTypeRequiredDescription
idstringYesThe card

Response

FieldTypeDescription
closedbooleanWhether it is
"""
FREEZE = """
Freeze Card

Endpoint: POST https://acme.example/cards/{id}/freeze

Path Parameters

ParameterTypeRequiredDescription
idstringYesThe card

Request Body

FieldTypeRequiredDescription
reasonstringNoWhy

Response

FieldTypeDescription
closedbooleanWhether it is
frozenbooleanWhether it is frozen
"""
PROSE = """openapi: 3.1.0
info: {title: T, version: "1"}
servers:
  - url: https://acme.example
paths:
  /cards/{id}/close:
    patch:
      tags: [cards]
      summary: Close Card
      operationId: cards/close
      parameters:
        - name: id
          in: path
          description: The card
          required: true
          schema:
            type: string
          x-source: page#L8
      responses:
        "200":
          description: Response
          content:
            application/json:
              schema:
                type: object
                properties:
                  closed:
                    type: boolean
                    description: Whether it is
                    x-source: page#L13
          x-source: page#L10-L13
      x-source: page#L1-L13
"""


def test_a_new_operation_of_a_page_is_one_fact_and_written_with_all_that_is_said(
    acme: Make,
) -> None:
    provider = acme(TABLES, PROSE)
    assert provider.disagreements() == []

    [change] = taken_over(provider, TABLES + FREEZE)

    assert named(change) == "added operation POST /cards/{id}/freeze"
    assert change.stale is None
    assert [part.label for part in change.parts] == [
        "path parameter id",
        "field request /reason",
        "field 200 /closed",
        "field 200 /frozen",
    ]
    assert provider.disagreements() == []
    assert "operationId: cards/freeze" in provider.target.spec.read_text("utf-8")


def test_an_operation_that_left_the_page_is_one_fact(acme: Make) -> None:
    provider = acme(TABLES, PROSE)
    taken_over(provider, FREEZE + TABLES)

    [change] = taken_over(provider, TABLES)

    assert named(change) == "removed operation POST /cards/{id}/freeze"
    assert "freeze" not in provider.target.spec.read_text("utf-8")


def test_the_first_field_of_a_body_brings_the_body(acme: Make) -> None:
    provider = acme(TABLES, PROSE)
    row = "Request Body\n\nFieldTypeRequiredDescription\nreasonstringYesWhy\n\nResponse\n"

    [change] = taken_over(provider, TABLES.replace("Response\n", row, 1))

    assert named(change) == "added field request /reason"
    assert provider.disagreements() == []


@pytest.mark.parametrize("word", ["string | number", "anyOf string|number", "string or number"])
def test_a_field_that_may_be_of_several_types_has_another_type(acme: Make, word: str) -> None:
    provider = acme(TABLES, PROSE)
    text = TABLES.replace("FieldTypeDescription", "| Field | Type | Description |")
    page = text.replace("closedboolean", "| closed | boolean | ").replace("it is\n", "it is |\n")
    assert provider.drift(page) == ()

    cell = word.replace("|", r"\|")
    changes = provider.drift(page.replace("| boolean |", f"| {cell} |"))

    assert [(named(change), change.now) for change in changes] == [
        ("changed field 200 /closed type", "string/number")
    ]


@pytest.mark.parametrize("word", ["Update", "Update Rules", "Endpoint: below"])
def test_a_heading_below_a_table_is_no_row(acme: Make, word: str) -> None:
    provider = acme(TABLES, PROSE)

    assert [c for c in provider.drift(f"{TABLES}\n{word}\n\nAsk us.\n") if "field" in c.label] == []


def test_a_glued_cell_may_name_several_types(acme: Make) -> None:
    [null, kind] = acme(TABLES, PROSE).drift(TABLES.replace("edboolean", "edstring | null"))

    assert (kind.aspect, kind.now) == ("type", "string")
    assert (null.aspect, null.now) == ("nullable", True)


@pytest.mark.parametrize("now", ["", "morestringMore\n", "extrabooleanMore\n", "extrastringLess\n"])
def test_what_the_spec_never_had_cannot_be_changed_in_it(acme: Make, now: str) -> None:
    """Of a field that was left out only the operation is known, which must not be touched."""
    had = f"{TABLES}extrastringMore\n"
    provider = acme(had, PROSE)
    before = provider.target.spec.read_text("utf-8")

    taken_over(provider, TABLES + now)

    assert provider.target.spec.read_text("utf-8") == before


def test_a_path_parameter_stays_required_whatever_the_page_says(acme: Make) -> None:
    provider = acme(TABLES, PROSE)

    [change] = taken_over(provider, TABLES.replace("idstringYes", "idstringNo"))

    assert named(change) == "changed path parameter id required"
    assert provider.disagreements() == []


NOISE = {
    "crumbs": ("Close Card\n", "Home\nAPI\nCards\n\nClose Card\n"),
    "crumbs in a row": ("Close Card\n", "Home > API > Close Card\n\nClose Card\n"),
    "navigation": ("Close Card\n", "Main Navigation\n\nGuide\n\nList Cards\n\nClose Card\n"),
    "contents": ("Close Card\n", "On this page\n\nPath Parameters\nResponse\n\nClose Card\n"),
    "marks of anchors": ("Close Card\n", "Close Card #\n"),
    "anchors": ("Response\n", "Response \u200b\n"),
    "rights": ("it is\n", "it is\n\nCopyright © 2026 Acme\n"),
    "date": ("it is\n", "it is\n\nLast updated: 11/26/2026, 10:00 AM\n"),
    "feedback": ("it is\n", "it is\n\nWas this page helpful?\nYes\nNo\n"),
    "neighbours": ("it is\n", "it is\n\nPager\nPrevious page\nFreeze\nNext page\nList\n"),
    "spaces": ("closedboolean", "closedboolean  "),
    "lines": ("Response\n", "\n\nResponse\n\n"),
    "mark": ("Close Card", "\ufeffClose Card"),
}


@pytest.mark.parametrize("name", NOISE)
def test_what_the_site_puts_around_a_page_is_no_fact(acme: Make, name: str) -> None:
    old, new = NOISE[name]
    provider = acme(TABLES, PROSE)

    assert taken_over(provider, TABLES.replace(old, new, 1)) == ()
    assert provider.disagreements() == []


def test_fields_may_be_called_as_a_site_calls_its_parts() -> None:
    """`next` and `previous` are fields of answers in pages."""
    listed = "Close\n\nGET /cards\n\nResponse\n\n\u200b\nnext\nstring\n\nprevious\nstring\n"
    claims = read_page(Page(id="page", path=Path("page.txt"), text=listed))

    assert [claim.name for claim in claims if claim.kind is Kind.FIELD] == ["next", "previous"]


def test_a_row_that_cannot_be_read_ends_no_table(acme: Make) -> None:
    provider = acme(TABLES, PROSE)
    table = TABLES.replace("closedboolean", "(see below)\nclosedboolean")

    assert [named(change) for change in provider.drift(table)] == ["added text"]
