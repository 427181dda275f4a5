"""A page that is an OpenAPI document."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from engross.errors import EngrossError
from engross.ir import Json
from engross.pointer import ROOT
from engross.spec import read as read_spec
from engross.trace.claims import Claim
from engross.trace.pages import Page, Sheet
from engross.trace.spec_claims import server_claims, spec_claims
from engross.trace.written import Written

BEGINNING: Final = re.compile(
    r"(?:\s*(?:#.*|---)\n)*\s*(?:[{]\s*)?([\"']?)(?:openapi|swagger)\1\s*:"
)
"""How a document begins, in JSON or YAML, below comments."""


def recognises(sheet: Sheet) -> bool:
    """Whether the page begins as an OpenAPI or Swagger document does."""
    return BEGINNING.match(sheet.text) is not None


def read(sheet: Sheet) -> tuple[Claim, ...]:
    """Give the claims of the document."""
    return claims_of_document(sheet.page, sheet.text, above=0)


def claims_of_document(page: Page, text: str, *, above: int) -> tuple[Claim, ...]:
    """Read the text of an OpenAPI document that stands on a page.

    Args:
        page: Where it stands.
        text: The document, JSON or YAML.
        above: The lines of the page before it.

    Raises:
        EngrossError: It is none, or a part of it cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder) / "page.yaml"
        place.write_text(text, encoding="utf-8", newline="\n")
        try:
            reading = read_spec(place, authored=False, name=page.name)
            if reading.errors:
                raise EngrossError(problem for problem in reading.problems if problem.is_error)
        except EngrossError as error:
            problems = (replace(one, line=one.line + above) for one in error.problems)
            raise EngrossError(problems) from None
        claims = (*server_claims(reading), *filter(_is_own, spec_claims(reading)))
    ends = [*(claim.first for claim in claims[1:]), text.count("\n")]
    return tuple(
        replace(
            claim,
            said=_own(claim),
            written=Written(library=reading.library, pointer=claim.pointer or ROOT, above=above),
            first=claim.first + above,
            last=max(claim.first, end - 1) + above,
        )
        for claim, end in zip(claims, ends, strict=True)
    )


def _is_own(claim: Claim) -> bool:
    """Whether a claim is no mere repetition of where credentials go: the operation says that."""
    return claim.pointer is None or "securitySchemes" not in claim.pointer.tokens


def _own(claim: Claim) -> dict[str, Json]:
    """Leave out what claims about servers say."""
    return {aspect: value for aspect, value in claim.said.items() if aspect != "server"}
