"""The authoring rules: each is broken once in a spec that keeps them all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from engross.errors import SpecError
from engross.spec import lint
from engross.spec.rules import RULES

ROOT = Path(__file__).parents[2]
PAGE = "line 1\nline 2\nline 3\n"
SPEC = """\
openapi: 3.1.0
info:
  title: Acme
  version: "1"
tags:
  - name: cards
paths:
  /cards/{id}/close:
    post:
      tags:
        - cards
      summary: Close
      operationId: cards/close
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
          x-source: page#L1
      responses:
        "200":
          description: Closed
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Closed"
          x-source: page#L1-L2
      x-errors:
        - name: AlreadyClosedError
          match:
            code: closed
      x-inferred:
        summary: the page has none
      x-source: page#L1
components:
  schemas:
    Closed:
      type: object
      properties:
        success:
          type: boolean
          x-source: page#L1
        code:
          type: string
          pattern: "[a-z]+"
          x-source: page#L1
        balance:
          type: number
          format: decimal
          x-source: page#L1
      required:
        - success
      x-envelope:
        success: success
        code: code
      x-source: page#L1
"""
SOURCES = f"""\
pages:
  - id: page
    file: sources/page.txt
    sha256: "{hashlib.sha256(PAGE.encode()).hexdigest()}"
"""


def found(workshop: Any, spec: str = SPEC, sources: str = SOURCES, page: str = PAGE) -> list[str]:
    workshop.write(page, "sources/page.txt")
    workshop.write(sources, "sources.yaml")
    return [str(p).replace(f"{workshop.folder}/", "") for p in lint(workshop.write(spec))]


def test_a_spec_that_keeps_every_rule_has_no_findings(workshop: Any) -> None:
    assert found(workshop) == []


BROKEN = {
    "operation-id": ("operationId: cards/close", "operationId: closeCard", 13),
    "operation-tag": ("        - cards\n      summary", "        - card\n      summary", 10),
    "operation-text": ("      summary: Close\n", "", 9),
    "key-order": (
        "      summary: Close\n      operationId: cards/close\n",
        "      operationId: cards/close\n      summary: Close\n",
        13,
    ),
    "source-missing": (
        "          type: boolean\n          x-source: page#L1\n",
        "          type: boolean\n",
        41,
    ),
    "inferred-keyword": ("        summary: the page", "        description: the page", 33),
    "inferred-todo": ("        summary: the page", "        summary: todo, the page", 33),
    "extension-key": ("x-errors:", "x-error:", 29),
    "envelope-property": ("        code: code\n", "        code: errorCode\n", 56),
    "errors-need-envelope": (
        "      x-envelope:\n        success: success\n        code: code\n",
        "",
        29,
    ),
    "error-twice": (
        "      x-inferred:\n",
        "        - name: BError\n          match:\n            code: closed\n      x-inferred:\n",
        34,
    ),
    "required-property": ("        - success\n", "        - sucess\n", 52),
    "unused-component": (
        "components:\n",
        "components:\n  parameters:\n    P:\n      name: p\n      in: query\n      schema: {}\n",
        38,
    ),
    "python-pattern": ('"[a-z]+"', '"(?=a)b"', 46),
    "money-is-decimal": ("          format: decimal\n", "", 48),
}


def test_what_is_still_to_decide_of_an_error_is_told(workshop: Any) -> None:
    spec = SPEC.replace(
        "            code: closed\n",
        "            code: closed\n          x-inferred:\n            name: todo, the page\n",
    )

    [told] = found(workshop, spec)
    assert "'name' is still to decide" in told
    assert "openapi.yaml:33:" in told


def test_a_code_to_match_needs_an_envelope_with_a_code(workshop: Any) -> None:
    spec = SPEC.replace("        code: code\n", "")

    [told] = found(workshop, spec)
    assert "openapi.yaml:32:" in told
    assert "no x-envelope of an answer names a 'code' (" in told


def test_every_rule_is_broken_here() -> None:
    assert [rule.id for rule in RULES] == list(BROKEN)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_told_at_its_line(workshop: Any, rule: str) -> None:
    kept, broken, line = BROKEN[rule]
    assert SPEC.count(kept) == 1
    told = found(workshop, SPEC.replace(kept, broken))

    assert any(
        text.startswith(f"openapi.yaml:{line}:") and text.endswith(f"[{rule}]") for text in told
    ), told


def test_a_group_may_be_inside_another(workshop: Any) -> None:
    nested = SPEC.replace("operationId: cards/", "operationId: shop/cards/")
    tagged = nested.replace("- cards\n", "- shop/cards\n").replace(
        "name: cards", "name: shop/cards"
    )

    assert "the tags must be [shop/cards]" in "".join(found(workshop, nested))
    assert found(workshop, tagged) == []


@pytest.mark.parametrize(
    ("kept", "broken", "message"),
    [
        ("operationId: cards/close", "summary: Close twice", "the key 'summary' is already"),
        ("  - name: cards", "  - name: others", "declare 'cards' under the document's 'tags'"),
        (
            "        code: closed",
            "        code: closed\n      x-irreversable: x",
            "did you mean 'x-irreversible'?",
        ),
        (
            "  title: Acme",
            "  title: Acme\n  x-placeholder: true",
            "has no effect here: it belongs on a server",
        ),
        ("          type: boolean", "          type: string", "'success' must be a boolean"),
    ],
)
def test_other_ways_to_break_a_rule(workshop: Any, kept: str, broken: str, message: str) -> None:
    try:
        told = "\n".join(found(workshop, SPEC.replace(kept, broken, 1)))
    except SpecError as error:
        told = str(error)

    assert message in told


def test_names_are_no_keys_of_ours(workshop: Any) -> None:
    headers = "          headers:\n            x-error: {}\n            x-sources: {}\n"
    spec = SPEC.replace(
        "          description: Closed\n", f"          description: Closed\n{headers}"
    )

    assert found(workshop, spec) == []


@pytest.mark.parametrize("value", ["const: {x-irreversable: 1}", "examples: [{x-errors: 1}]"])
def test_data_is_not_looked_at(workshop: Any, value: str) -> None:
    spec = SPEC.replace('          pattern: "[a-z]+"\n', f"          {value}\n")

    assert found(workshop, spec) == []


@pytest.mark.parametrize(
    ("passage", "message"),
    [
        ("page", "is no passage: write <page>#L<first>-L<last>"),
        ("page#L0", "is no passage"),
        ("other#L1", "'other' is no page of sources.yaml"),
        ("page#L2-L4", "is not within the page, which has 3 lines"),
        ("page#L2-L1", "is not within the page"),
    ],
)
def test_a_passage_must_be_on_the_page(workshop: Any, passage: str, message: str) -> None:
    told = found(workshop, SPEC.replace("page#L1-L2", passage))

    assert len(told) == 1
    assert told[0].startswith("openapi.yaml:28:")
    assert message in told[0]


def test_an_edited_snapshot_is_told(workshop: Any) -> None:
    assert (
        "sources.yaml:4:13: error: the snapshot was edited" in found(workshop, page=PAGE + "!\n")[0]
    )


@pytest.mark.parametrize(
    "sources", ["pages: [1]", "pages: [{id: a}]", "pages: [{id: a, file: nowhere}]"]
)
def test_a_bad_entry_of_a_page_is_told(workshop: Any, sources: str) -> None:
    assert "[source-page]" in found(workshop, sources=sources)[-1]


def test_a_spec_that_cannot_be_read_is_no_matter_of_rules(workshop: Any) -> None:
    with pytest.raises(SpecError, match="leads nowhere"):
        found(workshop, SPEC.replace("schemas/Closed", "schemas/Close"))


@pytest.mark.parametrize(
    "spec", sorted((ROOT / "specs").glob("*/openapi.yaml")), ids=lambda p: p.parent.name
)
def test_our_specs_keep_every_rule(spec: Path) -> None:
    assert lint(spec) == ()
