"""What was saved as a new revision of a page and is none is refused, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from engross.errors import EngrossError
from engross.pointer import parse_pointer
from engross.trace import renew

from .conftest import Provider

Copy = Callable[[str], Provider]
PAGE = (Path(__file__).parents[2] / "specs/uncash/sources/close-card.txt").read_text("utf-8")
OTHER = """Create Card

Endpoint: POST https://api.uncash.io/api/v1/cards

Request Body

FieldTypeRequiredDescription
bin_idstringYesThe bin
planIdintegerYesThe plan
"""
SAVED = {
    "is empty": b" \n\n",
    "cut off": PAGE[: PAGE.index("transaction_idstring")].encode(),
    "only the beginning": PAGE[: PAGE.index("Provider error message") + 5].encode(),
    "no </html>: the page was cut off": b"<!doctype html><html><body><h1>Close Card</h1><table>",
    "NUL bytes": PAGE.encode("utf-16-le"),
    "is not UTF-8": "Gr\xf6\xdfe".encode("latin-1"),
    "a page to log in with": b"<html><body><h1>Sign in</h1><form></form></body></html>",
    "says that there is none": b"<html><body><h1>404</h1>Page not found</body></html>",
    "a gate or a failing server": b"<html><body>Just a moment...</body></html>",
    "no reader understands this text": b"Close the card whenever you like.\n",
    "another page than 'close-card'": OTHER.encode(),
}


@pytest.mark.parametrize("told", SAVED)
def test_what_is_no_revision_of_the_page_is_refused(
    provider: Copy, tmp_path: Path, told: str
) -> None:
    uncash, file = provider("uncash"), tmp_path / "new.txt"
    file.write_bytes(SAVED[told])
    before = {path: path.read_bytes() for path in uncash.folder.rglob("*") if path.is_file()}

    with pytest.raises(EngrossError, match=told):
        renew(
            uncash.target, date(2026, 1, 1), file=file, page_id="close-card", patch=False,
            accept=True,
        )  # fmt: skip
    assert before == {
        path: path.read_bytes() for path in uncash.folder.rglob("*") if path.is_file()
    }


def test_a_page_in_another_encoding_that_says_so_is_read(provider: Copy, tmp_path: Path) -> None:
    uncash, file = provider("uncash"), tmp_path / "new.txt"
    file.write_bytes(PAGE.encode("utf-16"))

    assert not renew(
        uncash.target, date(2026, 1, 1), file=file, page_id="close-card", patch=False, accept=False
    )


def test_a_node_that_names_lines_beyond_the_page_is_a_finding(provider: Copy) -> None:
    uncash = provider("uncash")
    place = parse_pointer("/components/schemas/CloseCardData/properties/card_id")
    uncash.edit(lambda spec: spec.set(place, "x-source", "close-card#L926"))

    [finding] = uncash.trace().findings
    assert finding.message == "x-source names close-card#L926, but the page has 126 lines"
    assert finding.pointer == place
