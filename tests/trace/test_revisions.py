"""Revisions as the writers of a provider's documentation make them: several facts at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from engross.trace import renew
from engross.trace.nodes import UNDECIDED
from engross.trace.patch import patched
from engross.trace.yaml_edit import YamlText

from .conftest import Provider, place

Fact = tuple[str, str, str, str]
"""What happened, to what, which aspect of it, and the end of the stale node's pointer."""
CLOSE = "paths/~1api~1v1~1cards~1{id}~1close/patch"
CURRENCY = """\
    currency object
    iso_code Iso Coderequired
    digital_code Digital Coderequired
"""
SPENXY = "paths/~1api~1v1~1cards~1card~1close/post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """How a page was edited, everywhere where the old words stand, and what that says."""

    provider: str
    edits: dict[str, str]
    facts: list[Fact]


REVISIONS = {
    "an object that is new brings its fields, which belong where it does": Revision(
        provider="powercard",
        edits={
            "        status:\n          type: string\n": (
                "        refund:\n          type: object\n          properties:\n"
                "            amount:\n              type: number\n"
                "        status:\n          type: string\n"
            ),
            "            - unknown": "            - unknown\n            - cancelled",
        },
        facts=[
            ("added", "field 200 /data/refund", "", "schemas/CancelCardResponse"),
            ("added", "field 200 /data/refund/amount", "", "schemas/CancelCardResponse"),
            ("changed", "field 200 /data/status", "enum", "CancelCardResponse/properties/status"),
        ],
    ),
    "headers stand in a table, of which one is new": Revision(
        provider="uncash",
        edits={
            "Path Parameters\n": (
                "Headers\n\nHeaderValueRequired\nAuthorizationBearer {token}Yes\n"
                "Content-Typeapplication/jsonYes\nIdempotency-Keyany unique textNo\n\n"
                "Path Parameters\n"
            )
        },
        facts=[("added", "header parameter Idempotency-Key", "", CLOSE)],
    ),
    "a table of its own tells of a new object": Revision(
        provider="uncash",
        edits={
            "Request Example\n": (
                "fee\n\nFieldTypeDescription\namountnumberFee charged\n\nRequest Example\n"
            ),
            "new_wallet_balancenumber": "feeobjectFee details\nnew_wallet_balancenumber",
            "Endpoint: PATCH https://api.uncash.io": "Endpoint: PATCH https://api.uncash.com",
        },
        facts=[
            ("changed", "operation PATCH /api/v1/cards/{id}/close", "server", "servers/0"),
            ("added", "field 200 /data/fee", "", "schemas/CloseCardData"),
            ("added", "field 200 /data/fee/amount", "", "schemas/CloseCardData"),
        ],
    ),
    "a field begins with a digit, a list has numbers, a path has colons": Revision(
        provider="uncash",
        edits={
            "invoice_idnumber": "3dsbooleanWhether 3-D Secure was on\ninvoice_idnumber",
            "  • Card must have": "  1. Card must have",
            "  • Card must not": "  2. Card must not",
            "/cards/{id}/close\n": (
                "/cards/:id/close\n\nSandbox: https://sandbox.uncash.io/api/v1/cards/:id/close\n"
            ),
        },
        facts=[
            ("added", "text", "", CLOSE),
            ("added", "field 200 /data/3ds", "", "schemas/CloseCardData"),
        ],
    ),
    "what failures say why with is called otherwise": Revision(
        provider="uncash",
        edits={'"success": false,\n  "message":': '"success": false,\n  "error":'},
        facts=[
            ("removed", "field default /message", "", "CloseCardFailure/properties/message"),
            ("added", "field default /error", "", "schemas/CloseCardFailure"),
        ],
    ),
    "a failure is told in other words, below another heading": Revision(
        provider="uncash",
        edits={
            "Card Not Ready\n": "Card Unavailable\n",
            "Card not ready for closure": "Card not available for closure",
            "15-minute cooldown": "30-minute cooldown",
        },
        facts=[
            ("changed", "text", "text", f"{CLOSE}/description"),
            ("changed", "failure Card Not Ready", "message", f"{CLOSE}/x-errors/1"),
        ],
    ),
    "a field that only the sample showed is described at last": Revision(
        provider="uncash",
        edits={"timestampstringISO": "dataobjectThe closed card\ntimestampstringISO"},
        facts=[
            ("changed", "field 200 /data", "description", "CloseCardResponse/properties/data"),
        ],
    ),
    "the operation is described at last, and its answer in a sentence": Revision(
        provider="powercard",
        edits={
            "      summary: 关卡\n": "      summary: 关卡\n      description: 余额退回商户账户\n",
            "          description: 结果数据": "          description: 结果数据。",
        },
        facts=[("changed", "operation POST /card/close", "description", "~1card~1close/post")],
    ),
    "a path has a parameter, and a new field only a default": Revision(
        provider="spenxy",
        edits={
            "POST \n\n/api/v1/cards/card/close": "PATCH \n\n/api/v2/cards/:id/close",
            "Request\n\nBody\n\nrequired\n": (
                "Request\n\nPath Parameters\n    id stringrequired\n\nBody\n\nrequired\n"
                "    force Force\n\n    Default value: false\n\n"
            ),
        },
        facts=[
            ("renamed", "operation POST /api/v1/cards/card/close", "name", SPENXY),
            ("added", "path parameter id", "", SPENXY),
            ("added", "field request /force", "", "schemas/CloseCardRequest"),
        ],
    ),
    "one table has all fields, by dotted names": Revision(
        provider="uncash",
        edits={
            "\nData Object\n\nFieldTypeDescription\ncard_id": "data.card_id",
            "balance_withdrawnnumber": "data.balance_withdrawnnumber",
            "transaction_idstring": "data.transaction_idstring",
            "invoice_idnumber": "data.invoice_idnumber",
            "new_wallet_balancenumber": "data.new_wallet_balancenumber",
        },
        facts=[],
    ),
    "objects have other names, and what is in them has its own": Revision(
        provider="spenxy",
        edits={
            "    settings object": "    spending_controls object",
            "  • bin object": "  • card_bin object",
            "    nick_name Nick Name": "    nick_name string",
            "POST \n\n/api/v1/cards/card/close": "POST \n\n/api/v1/cards/card/close\n\ndeprecated",
            "Loading...": 'Example (auto)\n\n{\n  "card_id": "x"\n}\n\nLoading...',
        },
        facts=[
            ("changed", "operation POST /api/v1/cards/card/close", "deprecated", SPENXY),
            ("renamed", "field 200 /settings", "name", "Card/properties/settings"),
            ("renamed", "field 200 /bin", "name", "Card/properties/bin"),
        ],
    ),
    "an object that only a sample and a heading name has another name": Revision(
        provider="uncash",
        edits={
            "Data Object\n": "Result Object\n",
            '"data": {': '"result": {',
            "Card Already Closed\n": "Card Already Closed\n\nHTTP 409\n",
        },
        facts=[
            ("changed", "text", "text", "schemas/CloseCardData/title"),
            ("renamed", "field 200 /data", "name", "CloseCardResponse/properties/data"),
            ("added", "text", "", CLOSE),
        ],
    ),
    "of fields without descriptions some went and some came elsewhere": Revision(
        provider="spenxy",
        edits={
            "    topup Topup\n": "",
            "    code Code\n": "    topup_fee Topup Fee\n    code Code\n",
            "    brand Brandrequired\n": "",
            "    created_at Created Atrequired\n": (
                "    created_at Created Atrequired\n    card_brand Card Brand\n"
            ),
        },
        facts=[
            ("added", "field 200 /card_brand", "", "schemas/Card"),
            ("removed", "field 200 /brand", "", "Card/properties/brand"),
            ("added", "field 200 /bin/topup_fee", "", "schemas/Bin"),
            ("removed", "field 200 /bin/topup", "", "Bin/properties/topup"),
        ],
    ),
    "headings that the spec repeats are others": Revision(
        provider="uncash",
        edits={"Behavior\n": "What happens\n", "Data Object\n": "Result Object\n"},
        facts=[
            ("changed", "text", "text", "schemas/CloseCardData/title"),
            ("changed", "text", "text", f"{CLOSE}/description"),
        ],
    ),
    "the page is typed otherwise and shows another header of each call": Revision(
        provider="uncash",
        edits={
            "successboolean": "successBoolean",
            "card_idstring": "card_idString",
            'here"\njavascript': 'here" -H "Content-Type: application/json"\njavascript',
            "PATCH https://api.uncash.io/": "PATCH /",
        },
        facts=[("changed", "operation PATCH /api/v1/cards/{id}/close", "server", "servers/0")],
    ),
    "the site prints values in code, and labels of choices": Revision(
        provider="spenxy",
        edits={
            "[physical, virtual]": "[`physical`, `virtual`]",
            "    anyOf\n\n    string": "    anyOf\n\n    MOD1\n    MOD2\n\n    string",
            "Body\n\nrequired": "Bodyrequired",
        },
        facts=[],
    ),
    "an object leaves the one it was in": Revision(
        provider="spenxy",
        edits={CURRENCY: "", "    is_autolimit": f"{CURRENCY}    is_autolimit"},
        facts=[
            ("removed", "field 200 /bin/currency", "", "Bin/properties/currency"),
            ("added", "field 200 /balance/currency", "", "schemas/CardBalance"),
            ("added", "field 200 /balance/currency/iso_code", "", "schemas/CardBalance"),
            ("added", "field 200 /balance/currency/digital_code", "", "schemas/CardBalance"),
        ],
    ),
    "a sample has other values, and words are set otherwise": Revision(
        provider="uncash",
        edits={
            '"message": "Card closed successfully"': '"message": "Your card has been closed"',
            "15.00": "0.00",
            "2025-11-22T11:25:30.456Z": "2026-01-02T03:04:05.678Z",
            "Card ID (UUID) that was closed": "Card ID (`UUID`) that was closed.",
        },
        facts=[],
    ),
    "the site puts other things around the page": Revision(
        provider="uncash",
        edits={
            "Skip to content\n": "We use cookies to improve your experience.\n\nAccept all\n",
            "UnCash API Documentation": (
                "Previous pageUnfreeze Card\nNext pageTransactions\n\nCopyright © 2026 UnCash"
            ),
        },
        facts=[],
    ),
    "a schema that the page prints twice changes at both places": Revision(
        provider="spenxy",
        edits={
            "financier, teamlead, buyer]": "financier, teamlead, buyer, auditor]",
            "    user_id User Idrequired\n\n    The unique identifier of the associated user.": "",
        },
        facts=[
            ("changed", "field 200 /cardholder/user/role", "enum", "schemas/UserRole"),
            ("removed", "field 200 /cardholder/user/account/user_id", "", "properties/user_id"),
        ],
    ),
    "a field without a description is renamed, and another has limits": Revision(
        provider="spenxy",
        edits={
            "    mask_number Mask Number": "    masked_pan Masked Pan",
            "    amount Amountrequired\n": (
                "    amount Amountrequired\n\n    Possible values: >= 1 and <= 5000.50\n"
            ),
            "    brand Brandrequired\n": (
                "    brand Brandrequired\n\n    Possible values: non-empty and <= 16 characters\n"
            ),
        },
        facts=[
            ("renamed", "field 200 /mask_number", "name", "Card/properties/mask_number"),
            ("changed", "field 200 /brand", "maxLength", "Card/properties/brand"),
            ("changed", "field 200 /brand", "minLength", "Card/properties/brand"),
            ("changed", "field 200 /settings/limits/[]/amount", "maximum", "properties/amount"),
            ("changed", "field 200 /settings/limits/[]/amount", "minimum", "properties/amount"),
        ],
    ),
    "who may call is said at last": Revision(
        provider="spenxy",
        edits={
            "Loading...": (
                "Authorization: HTTPBearer\n\nname: HTTPBearertype: http\nscheme: bearer\n\ncurl"
            )
        },
        facts=[("changed", "operation POST /api/v1/cards/card/close", "security", SPENXY)],
    ),
}


@pytest.mark.parametrize("told", REVISIONS)
def test_the_facts_of_a_revision_are_found_and_nothing_else(
    provider: Callable[[str], Provider], told: str
) -> None:
    revision = REVISIONS[told]
    whole = provider(revision.provider)
    text = _edited(whole, revision)

    changes = [change for change in whole.drift(text) if not change.is_implied]

    found = [(one.verb.value, one.label, one.aspect, str(one.stale)) for one in changes]
    assert [fact[:3] for fact in found] == [fact[:3] for fact in revision.facts]
    for (*_, node), (*_, end) in zip(found, revision.facts, strict=True):
        assert node.endswith(f"/{end}")


@pytest.mark.parametrize("told", REVISIONS)
def test_a_revision_that_was_accepted_leaves_nothing_to_disagree_about(
    provider: Callable[[str], Provider], told: str
) -> None:
    whole = provider(REVISIONS[told].provider)
    file = whole.folder / "new"
    file.write_text(_edited(whole, REVISIONS[told]), "utf-8", newline="")

    renew(
        whole.target, date(2026, 1, 1), file=file, page_id="close-card", patch=False, accept=True
    )  # fmt: skip

    assert whole.disagreements() == []


def _edited(whole: Provider, revision: Revision) -> str:
    text = whole.page.text
    for old, new in revision.edits.items():
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("between", ["\t", " | ", "  ", " ", "\n"])
def test_tables_say_the_same_however_their_cells_are_set_apart(
    provider: Callable[[str], Provider], between: str
) -> None:
    """Tools that turn pages into text do it in these ways."""
    uncash = provider("uncash")
    kinds = "(Type|string|number|boolean)(Required|Yes|No)?"
    row = re.compile(rf"^([A-Za-z_]+?){kinds}([A-Z].+)$", re.M)

    def apart(match: re.Match[str]) -> str:
        return between.join(filter(None, match.groups()))

    text, count = row.subn(apart, uncash.page.text)

    assert count == 12
    assert uncash.drift(text) == ()
    [change] = uncash.drift(re.sub(r"invoice_id(\s.{0,2})number", r"invoice_id\1string", text))
    assert (change.label, change.aspect) == ("field 200 /data/invoice_id", "type")


def test_what_stands_above_a_page_for_its_site_is_no_fact(
    provider: Callable[[str], Provider],
) -> None:
    powercard = provider("powercard")

    assert powercard.drift(f"---\ntitle: 关闭卡片\n---\n{powercard.page.text}") == ()


def test_what_is_called_like_a_field_of_an_object_that_went_is_another(
    provider: Callable[[str], Provider],
) -> None:
    spenxy = provider("spenxy")
    text = spenxy.page.text
    start = text.index("    user object\n    email")
    told = f"{text[:start]}    user_id User Id\n\n    The user of the card.\n\nLoading..."

    changes = [one for one in spenxy.drift(told) if not one.is_implied]

    assert [(one.verb.value, one.label) for one in changes] == [
        ("removed", "field 200 /user"),
        ("added", "field 200 /user_id"),
    ]


def test_an_envelope_does_not_name_what_is_gone(provider: Callable[[str], Provider]) -> None:
    uncash = provider("uncash")
    text = uncash.page.text.replace(
        '"success": false,\n  "message":', '"success": false,\n  "why":'
    )
    page = replace(uncash.page, text=text)

    spec = patched(uncash.target.spec.read_text("utf-8"), page, page, uncash.drift(text))

    failure = YamlText(spec).get(place("#/components/schemas/CloseCardFailure"))
    assert "message" not in failure["x-envelope"]
    assert failure["x-inferred"]["x-envelope"] == UNDECIDED
