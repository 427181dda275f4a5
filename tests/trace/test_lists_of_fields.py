"""Pages whose fields stand in lists, each part on a line of its own: what changes are facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Provider
from .test_kinds_of_change import named

PAGE = """Get Card

GET
/v1
/cards

Get one card.

Query Parameters

id
string
required

The card

Response
200 - application/json

status
enum<string>

Available options: open, closed

data
object

Show child attributes

data.name
string

The name
"""
SPEC = """openapi: 3.1.0
info: {title: T, version: "1"}
servers:
  - url: https://acme.example
    x-inferred: the page has none
paths:
  /v1/cards:
    get:
      tags: [cards]
      summary: Get Card
      description: Get one card.
      operationId: cards/get
      parameters:
        - name: id
          in: query
          description: The card
          required: true
          schema:
            type: string
          x-source: page#L11-L15
      responses:
        "200":
          description: ""
          content:
            application/json:
              schema:
                type: object
                properties:
                  status:
                    type: string
                    enum:
                      - open
                      - closed
                    x-source: page#L20-L23
                  data:
                    type: object
                    properties:
                      name:
                        type: string
                        description: The name
                        x-source: page#L30-L33
                    x-source: page#L25-L28
          x-source: page#L17-L33
      x-source: page#L1-L33
"""
ANSWER = "The name\n\n404 - application/json\n\nNot found\n\nmessage\nstring\n\nWhy\n"
FACTS = {
    "changed query parameter id description": ("The card", "Its id"),
    "changed query parameter id required": ("string\nrequired", "string"),
    "changed query parameter id format": ("id\nstring", "id\nstring<uuid>"),
    "renamed field 200 /status name": ("status\n", "kind\n"),
    "changed field 200 /status enum": ("open, closed", "open, closed, lost"),
    "changed field 200 /data/name type": ("name\nstring", "name\ninteger"),
    "added field 200 /data/limit": ("data.name\n", "data.limit\nnumber\n\nMost\n\ndata.name\n"),
    "removed field 200 /data/name": ("data.name\nstring\n\nThe name\n", ""),
    "changed text text": ("Get one card.", "Get any card."),
    "changed operation GET /v1/cards summary": ("Get Card", "Get a Card"),
    "renamed operation GET /v1/cards name": ("GET\n", "POST\n"),
    "added field request /note": ("Response\n", "Body\n\nnote\nstring\n\nA note\n\nResponse\n"),
    "added response 404, added field 404 /message": ("The name\n", ANSWER),
    "": ("Get Card\n", "Docs home page\nSearch...\n⌘K\nCards\n\nGet Card\nCopy page\n"),
}


@pytest.mark.parametrize("facts", FACTS)
def test_each_line_of_a_list_is_a_fact(acme: Callable[[str, str], Provider], facts: str) -> None:
    provider, (old, new) = acme(PAGE, SPEC), FACTS[facts]
    assert provider.trace().findings == ()
    assert old in PAGE

    assert ", ".join(map(named, provider.drift(PAGE.replace(old, new, 1)))) == facts


def test_a_mark_that_is_gone_is_told_as_one(acme: Callable[[str, str], Provider]) -> None:
    [change] = acme(PAGE, SPEC).drift(PAGE.replace("string\nrequired", "string"))

    assert (change.was, change.now) == (True, False)
