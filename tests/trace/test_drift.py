"""A new revision of a page: what changed is found as facts, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from engross.errors import EngrossError
from engross.trace.drift import Change, Verb
from engross.trace.patch import patched

from .conftest import Provider

Copy = Callable[[str], Provider]
SERVER = "server http://dev-cn.your-api-server.com"
ROWS = {
    "card_id": "#/components/schemas/CloseCardData/properties/card_id",
    "invoice_id": "#/components/schemas/CloseCardData/properties/invoice_id",
    "message": "#/components/schemas/CloseCardResponse/properties/message",
    "timestamp": "#/components/schemas/CloseCardResponse/properties/timestamp",
}


def edited(provider: Provider, *edits: tuple[str, str]) -> tuple[Change, ...]:
    text = provider.page.text
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return provider.drift(text)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.verb.value, change.label, change.aspect) for change in changes]


@pytest.mark.parametrize("name", ["powercard", "spenxy", "uncash"])
def test_the_same_page_changes_nothing(provider: Copy, name: str) -> None:
    copy = provider(name)

    assert copy.drift(copy.page.text) == ()
    assert copy.drift(copy.page.text.replace("\n", "\r\n")) == ()


@pytest.mark.parametrize("name", ROWS)
def test_each_cell_of_a_row_is_a_fact(provider: Copy, name: str) -> None:
    copy = provider("uncash")
    row = next(line for line in copy.page.text.splitlines() if re.match(f"{name}[sn]", line))
    kind = "number" if f"{name}number" in row else "string"
    other = {"number": "string", "string": "boolean"}[kind]
    mutants = {
        ("changed", "type"): row.replace(f"{name}{kind}", f"{name}{other}"),
        ("changed", "description"): f"{row} indeed",
        ("renamed", "name"): row.replace(name, f"{name}_2", 1),
        ("removed", ""): "",
    }
    for (verb, aspect), mutant in mutants.items():
        [change] = edited(copy, (f"{row}\n", f"{mutant}\n" if mutant else ""))
        assert (change.verb.value, change.aspect, str(change.stale)) == (verb, aspect, ROWS[name])


def test_a_new_row_says_into_which_object_it_belongs(provider: Copy) -> None:
    row = "invoice_idnumber"

    [change] = edited(provider("uncash"), (row, f"feenumberThe fee (null if none)\n{row}"))
    assert change.verb is Verb.ADDED
    assert (change.label, change.after) == ("field 200 /data/fee", "transaction_id")
    assert str(change.stale) == "#/components/schemas/CloseCardData"


def test_failures_prose_verb_host_and_credentials_are_facts(provider: Copy) -> None:
    copy = provider("uncash")

    def only(old: str, new: str) -> tuple[str, str, str]:
        [one] = told(edited(copy, (old, new)))
        return one

    operation = "operation PATCH /api/v1/cards/{id}/close"
    assert only('"Card not ready for', '"A card not ready for')[1:] == (
        "failure Card Not Ready", "message",
    )  # fmt: skip
    assert only("15-minute", "30-minute") == ("changed", "text", "text")
    assert only("  • Card must not already be closed\n", "") == ("removed", "text", "")
    assert only("PATCH https", "POST https") == ("renamed", operation, "name")
    assert only("PATCH https://api", "PATCH https://api2") == ("changed", operation, "server")
    assert only("Authorization: Bearer", "X-Key:")[1:] == ("call Request Example", "headers")


def test_values_of_a_sample_are_no_facts_and_its_members_are(provider: Copy) -> None:
    copy = provider("uncash")

    assert edited(copy, ("1434.14", "99.10")) == ()
    [added] = told(edited(copy, ('"tx-id",', '"tx-id",\n    "fee": 1.5,')))
    assert added == ("added", "field 200 /data/fee", "")
    [lost] = told(edited(copy, ('    "invoice_id": 24929,\n', "")))
    assert lost == ("changed", "sample Response Example", "value")


@pytest.mark.parametrize(
    ("old", "new", "expected", "stale"),
    [
        ("Mask Numberrequired", "Mask Number", ("changed", "required"), "/mask_number"),
        ("[physical, virtual]", "[physical]", ("changed", "enum"), "CardFormFactor"),
        ("Default value: true", "Default value: false", ("changed", "default"), "is_autolimit"),
        ("birth daterequired", "birth Date Of Birthrequired", None, "date_of_birth"),
        ("    brand Brand", "    color Color\n    brand Brand", ("added", ""), "schemas/Card"),
        ("digital_code Digital Coderequired\n", "\n", ("removed", ""), "Currency/properties"),
        ("The specific code of", "The code of", ("changed", "description"), "Bin/properties/code"),
    ],
)  # fmt: skip
def test_facts_of_a_page_without_nesting_are_placed(
    provider: Copy, old: str, new: str, expected: tuple[str, str] | None, stale: str
) -> None:
    changes = edited(provider("spenxy"), (old, new))

    assert all(stale in str(change.stale) for change in changes)
    assert {(c.verb.value, c.aspect) for c in changes} == (
        {expected} if expected else {("changed", "format"), ("changed", "title")}
    )


@pytest.mark.parametrize("number", range(27, 460, 20))
def test_a_field_may_come_anywhere_on_such_a_page(provider: Copy, number: int) -> None:
    copy = provider("spenxy")
    lines = copy.page.text.splitlines()
    at = next(n for n in range(number, len(lines)) if re.match(r" {4}[a-z_]+ [A-Z]\w+", lines[n]))
    lines[at:at] = ["    brand_new Brand New", ""]

    [change] = copy.drift("\n".join(lines))
    assert (change.verb, change.label.rpartition("/")[2]) == (Verb.ADDED, "brand_new")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("商户id", "商户", ("changed", "field request /merchantId", "description")),
        ("            - retry\n", "", ("changed", "field 200 /data/status", "enum")),
        ("        - channel\n", "", ("changed", "field request /channel", "required")),
        ("          default: false\n", "", ("changed", "field 200 /success", "default")),
        ("summary: 关卡", "summary: 关", ("changed", "operation POST /card/close", "summary")),
        ("# 关闭卡片", "# 关闭", ("changed", "operation POST /card/close", "heading")),
        ("http://dev-cn.your-api", "http://x.your-api", ("renamed", SERVER, "name")),
        ("application/json", "text/json", ("changed", "body", "content")),
    ],
)  # fmt: skip
def test_facts_of_an_embedded_document_are_its_keywords(
    provider: Copy, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    assert told(edited(provider("powercard"), (old, new))) == [expected]


def test_a_page_in_another_layout_has_the_same_facts(provider: Copy) -> None:
    """Providers move between site generators: what a page is about stays, its lines do not."""
    copy = provider("uncash")
    lines = copy.page.text.splitlines()
    rows = {
        "ParameterTypeRequiredDescription": "| Parameter | Type | Required | Description |",
        "FieldTypeDescription": "| Field | Type | Description |",
    }
    pattern = re.compile(r"([a-z_]+?)(string|number|boolean)(Yes)?([A-Z].*)")
    moved = []
    for line in lines:
        match = pattern.fullmatch(line)
        cells = [cell for cell in match.groups() if cell] if match else []
        moved.append(f"| {' | '.join(cells)} |" if match else rows.get(line, line))

    assert copy.drift("\n".join(moved)) == ()


def test_the_names_of_neighbouring_pages_are_no_facts(provider: Copy) -> None:
    copy = provider("uncash")
    pager = "\n\nPrevious page\nFreeze Card\nNext page\nUnfreeze\n"
    assert copy.drift(copy.page.text + pager) == ()


MINTLIFY = """Close Card

PATCH
/
api
/
v1
/
cards
/
{id}
/
close

cURL

curl --request PATCH \\
  --url https://api.uncash.io/api/v1/cards/{id}/close \\
  --header 'Authorization: Bearer <token>'

200

{
  "success": true,
  "message": "Card closed successfully",
  "data": {
    "card_id": "card-id",
    "balance_withdrawn": 15.00,
    "transaction_id": "tx-id",
    "invoice_id": 24929,
    "new_wallet_balance": 1434.14
  },
  "timestamp": "2025-11-22T11:25:30.456Z"
}

Authorizations
\u200b
Authorization
string
header
required

Bearer token

Path Parameters
\u200b
id
string
required

The card ID (UUID) to close

Response
200 - application/json

Success Response
\u200b
success
boolean

Indicates if the card was closed successfully
\u200b
message
string

Success message
\u200b
data
object

Hide child attributes
\u200b
data.card_id
string

Card ID (UUID) that was closed
\u200b
data.balance_withdrawn
number

Amount withdrawn from card to wallet
\u200b
data.transaction_id
string | null

Transaction ID (UUID) for the balance withdrawal (null if no balance)
\u200b
data.invoice_id
integer | null

Invoice ID for the withdrawal transaction (null if no balance)
\u200b
data.new_wallet_balance
number

New wallet balance after withdrawal
\u200b
timestamp
string<date-time>

ISO 8601 timestamp
"""


def test_a_page_of_another_site_generator_has_the_same_facts(provider: Copy) -> None:
    """What the new page is silent on is gone from it; of what it tells only one thing is new."""
    changes = provider("uncash").drift(MINTLIFY)

    silent = {change.label.split()[0] for change in changes if change.verb is Verb.REMOVED}
    assert silent == {"failure", "text"}
    assert told(tuple(c for c in changes if c.verb is not Verb.REMOVED)) == [
        ("changed", "field 200 /data/invoice_id", "type")
    ]


def test_what_only_stands_elsewhere_in_its_object_changes_nothing(provider: Copy) -> None:
    rows = ("    created_at Created Atrequired\n", "    closed_at Closed At\n")

    assert edited(provider("spenxy"), ("".join(rows), "".join(reversed(rows)))) == ()


def test_what_a_sample_calls_by_the_new_name_too_is_no_further_field(provider: Copy) -> None:
    changes = edited(
        provider("uncash"),
        ("new_wallet_balancenumber", "wallet_balancenumber"),
        ('"new_wallet_balance"', '"wallet_balance"'),
    )

    assert [(verb, aspect) for verb, _, aspect in told(changes)] == [("renamed", "name")]


def test_bold_words_in_a_list_are_markup(provider: Copy) -> None:
    copy, words = provider("uncash"), "Balance Withdrawal: Any"

    for end in (18, 19):
        assert edited(copy, (f"  • {words}", f"- **{words[:end]}**{words[end:]}")) == ()


def test_a_page_of_which_only_the_beginning_came_is_refused(provider: Copy) -> None:
    copy = provider("uncash")

    with pytest.raises(EngrossError, match="cut off"):
        copy.drift(copy.page.text[:1200])


@pytest.mark.parametrize(
    ("old", "new", "facts", "reason"),
    [
        (
            '"balance_withdrawn": 15.00',
            '"balance_withdrawn": null',
            [("changed", "field 200 /data/balance_withdrawn", "nullable")],
            "nullable: ",
        ),
        ('"invoice_id": 24929', '"invoice_id": null', [], ""),
        ('"invoice_id": 24929', '"invoice_id": 1.5', [], ""),
        (
            '"invoice_id": 24929',
            '"invoice_id": "I-1"',
            [("changed", "field 200 /data/invoice_id", "sample")],
            "type: ",
        ),
        (
            "Authorization: Bearer uc_your_api_token_here",
            "X-API-Key: uc_1",
            [("changed", "call Request Example", "headers")],
            "security: ",
        ),
    ],
)
def test_what_only_a_sample_says_is_told_of_its_field_and_left_to_decide(
    provider: Copy, old: str, new: str, facts: list[object], reason: str
) -> None:
    whole = provider("uncash")
    text = whole.page.text.replace(old, new, 1)
    changes = whole.drift(text)

    assert told(tuple(c for c in changes if not c.is_implied)) == facts
    page = replace(whole.page, text=text)
    spec = patched(whole.target.spec.read_text("utf-8"), whole.page, page, changes)
    assert (f'{reason}"todo' in spec) is bool(reason)


def test_a_sample_that_follows_its_table_is_no_further_fact(provider: Copy) -> None:
    changes = edited(
        provider("uncash"), ("invoice_idnumber", "invoice_idstring"), ("24929", '"24929"')
    )

    assert told(tuple(c for c in changes if not c.is_implied)) == [
        ("changed", "field 200 /data/invoice_id", "type")
    ]
