"""Which symbols a finding names, and what breaks in Python only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.diff import Level, compare, opened
from engross.diff.annotations import Types
from engross.diff.reports import FORMATS

from .revisions import BANK, GONE, edited

CARD = "/components/schemas/Card"
SET = "/paths/~1cards~1{id}~1limits~1{kind}/put"
CLOSE = "/paths/~1cards~1{id}/delete"


@pytest.mark.parametrize(
    ("place", "value", "names"),
    [
        (f"{CARD}/properties/label/maxLength", 5, ["bank.models.Card.label"]),
        (f"{CARD}/title", "A card", ["bank.models.Card"]),
        (
            "/components/schemas/Status/enum",
            ["open", "closed", "lost"],
            ["bank.models.Status.LOST"],
        ),
        (f"{SET}/parameters/1/schema/minLength", 2, ["bank.resources.Limits.set(kind)"]),
        (
            f"{SET}/requestBody/content/application~1json/schema/properties/amount/maximum",
            9,
            ["bank.resources.Limits.set(amount)", "bank.models.LimitsSetRequest.amount"],
        ),
        (f"{SET}/responses/200/description", "Done", ["bank.resources.Limits.set"]),
        (f"{CLOSE}/deprecated", True, ["bank.resources.Cards.close"]),
        (f"{CLOSE}/x-errors/0/match/code", "8", ["bank.errors.AlreadyClosedError"]),
        ("/components/securitySchemes/token/type", "oauth2", ["bank.Bank(token)"]),
        ("/servers/0/url", "https://other.example", ["bank.Bank(base_url)"]),
        ("/info/version", "2", []),
    ],
)
def test_a_finding_names_what_it_changes(compared: Any, place: str, value: Any, names: Any) -> None:
    report = compared(BANK, edited(BANK, {place: value}))

    assert {name for finding in report.findings for name in finding.python} == set(names)


def test_a_shared_scalar_is_named_by_what_carries_it(compared: Any) -> None:
    def document(limit: int) -> Any:
        amount = {"$ref": "#/components/schemas/Amount"}
        return edited(
            BANK,
            {
                "/components/schemas/Amount": {"type": "integer", "maximum": limit},
                "/components/schemas/Limit/properties/amount": amount,
                f"{SET}/requestBody/content/application~1json/schema/properties/amount": amount,
            },
        )

    (finding,) = compared(document(9), document(8)).findings

    assert set(finding.python) == {
        "bank.models.Limit.amount",
        "bank.models.LimitsSetRequest.amount",
        "bank.resources.Limits.set(amount)",
    }


def test_what_breaks_in_python_only_is_a_finding_of_its_own_unless_the_wire_is_asked_for(
    compared: Any,
) -> None:
    renamed = edited(BANK, {"/components/schemas/Limit": BANK["components"]["schemas"]["Limit"]})
    schemas = renamed["components"]["schemas"]
    schemas["Ceiling"] = schemas.pop("Limit")
    document = json.loads(json.dumps(renamed).replace("schemas/Limit", "schemas/Ceiling"))

    (finding,) = compared(BANK, document).findings

    assert finding.message == (
        "`bank.models.Limit` is `bank.models.Ceiling` in the Python package now"
    )
    assert compared(BANK, document, "strict").findings == ()


def test_a_break_in_python_worsens_the_finding_that_it_follows_from(compared: Any) -> None:
    place = f"{SET}/requestBody/content/application~1json/schema/properties/period/enum"
    one = edited(BANK, {place: ["day"]})

    (wire,) = compared(one, BANK, "strict").findings
    (finding,) = compared(one, BANK).findings

    assert (wire.level, finding.level) == (Level.NON_BREAKING, Level.BREAKING)
    assert finding.breaks[0] == (
        "the type of `bank.models.LimitsSetRequest.period` in Python went from `Literal['day']"
        " | None` to `models.LimitsSetRequestPeriod | None`"
    )


def test_an_edit_elsewhere_can_narrow_an_argument(compared: Any) -> None:
    """An enum keeps what is not listed, and may be given it, as long as an answer has it too."""
    level = {"$ref": "#/components/schemas/Level"}
    content = {"application/json": {"schema": level}}
    base = edited(
        BANK,
        {
            "/components/schemas/Level": {"type": "string", "enum": ["low", "high"]},
            f"{CLOSE}/parameters/2": {"name": "level", "in": "query", "schema": level},
            f"{CLOSE}/responses/404": {"description": "", "content": content},
        },
    )

    report = compared(base, edited(base, {f"{CLOSE}/responses/404": GONE}))

    assert {finding.rule.id: finding.python for finding in report.findings} == {
        "python-annotation-changed": ("bank.resources.Cards.close(level)",),
        "response-non-success-status-removed": ("bank.resources.Cards.close",),
    }


def test_a_package_that_cannot_be_generated_has_no_symbols(tmp_path: Path) -> None:
    (tmp_path / "provider.yaml").write_text(json.dumps({"names": {f"#{CARD}": "no identifier"}}))
    (tmp_path / "base.json").write_text(json.dumps(BANK))
    revised = edited(BANK, {f"{CLOSE}/deprecated": True})
    (tmp_path / "openapi.yaml").write_text(json.dumps(revised))

    with (
        opened(tmp_path, str(tmp_path / "base.json")) as base,
        opened(tmp_path, str(tmp_path / "openapi.yaml")) as revision,
    ):
        (finding,) = compare(base, revision).findings

    assert (finding.rule.id, finding.python) == ("endpoint-deprecated", ())


def test_the_order_of_keys_is_not_the_order_of_breaks(compared: Any) -> None:
    def shuffled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: shuffled(node[key]) for key in reversed(node)}
        return [shuffled(item) for item in node] if isinstance(node, list) else node

    renamed = {f"{CARD}/properties/label": GONE, f"{CLOSE}/operationId": "cards/shut"}
    other = edited(BANK, {**renamed, "/components/schemas/Unused": GONE})

    one, two = compared(BANK, other), compared(shuffled(BANK), shuffled(other))

    assert [(f.rule.id, f.python, f.breaks) for f in one.findings] == [
        (f.rule.id, f.python, f.breaks) for f in two.findings
    ]


def test_a_path_parameter_renamed_is_an_argument_gone(compared: Any) -> None:
    path = "/cards/{id}"
    text = json.dumps(BANK).replace(path, "/cards/{card}").replace('"name": "id"', '"name": "card"')

    report = compared(BANK, json.loads(text))

    assert {finding.rule.id for finding in report.findings} == {"request-parameter-name-changed"}
    assert all("is gone from the Python package" in f.breaks[0] for f in report.findings)


def test_a_group_inside_another_is_told_by_its_whole_path(compared: Any) -> None:
    def document(*names: str) -> dict[str, Any]:
        done = {"responses": {"204": {"description": ""}}}
        paths = {f"/{name}": {"get": {"operationId": name, **done}} for name in names}
        return {"info": {"title": "Bank", "version": "1"}, "paths": paths}

    report = compared(document("a/get", "a/b/c/get"), document("a/get"))
    (finding,) = report.findings

    assert finding.python == ("bank.resources.ABC.get", "bank.Bank.a.b")
    assert "`bank.Bank.a.b` is gone from the Python package" in finding.breaks


def test_the_names_a_provider_chose_count_for_its_revisions_too(tmp_path: Path) -> None:
    """As far as a revision has what they are about."""
    folder = tmp_path / "specs" / "acme"
    (folder / "revisions").mkdir(parents=True)
    place = "#/components/schemas/New"
    chosen = {"package": "acme", "names": {f"#{CARD}": "PaymentCard", place: "Newer"}}
    (folder / "provider.yaml").write_text(json.dumps(chosen))
    (folder / "revisions" / "0.1.0.yaml").write_text(json.dumps(BANK))
    text = {f"{CARD}/title": "A card", place: {"type": "object", "properties": {"a": {}}}}
    (folder / "openapi.yaml").write_text(json.dumps(edited(BANK, text)))

    with (
        opened(tmp_path, "acme@0.1.0") as base,
        opened(tmp_path, str(folder / "openapi.yaml")) as revision,
    ):
        report = compare(base, revision)

    assert {name for f in report.findings for name in f.python} == {"acme.models.PaymentCard"}
    assert report.level is Level.ANNOTATION


@pytest.mark.parametrize("name", ["text", "json"])
def test_reports_name_symbols(compared: Any, name: str) -> None:
    report = compared(BANK, edited(BANK, {f"{CARD}/properties/label/maxLength": 5}))

    assert "bank.models.Card.label" in FORMATS[name](report)


@pytest.mark.parametrize(
    ("wide", "narrow", "covers"),
    [
        ("str | None", "str", True),
        ("str", "str | None", False),
        ("int | float", "int", True),
        ("int", "bool", True),
        ("str", "Literal['a', 'b']", True),
        ("Literal['a', 'b']", "Literal['b']", True),
        ("Literal['a']", "Literal['b']", False),
        ("Literal['a'] | Literal['b']", "Literal['b', 'a']", True),
        ("str", "Literal[1]", False),
        ("Any", "models.Card", True),
        ("models.Card", "Any", True),
        ("date", "datetime", True),
        ("list[str | None]", "list[str]", True),
        ("list[str]", "list[Any]", True),
        ("list[str]", "list[int]", False),
        ("dict[str, int]", "list[int]", False),
        ("str", "models.Status", True),
        ("models.Status", "str", False),
        ("models.Base", "models.Card", True),
        ("models.Names", "list[str]", True),
        ("list[str] | None", "models.Names", True),
        ("list[int]", "models.Names", False),
        ("models.Tree", "list[models.Tree]", True),
        ("str", "models.Tree", False),
    ],
)
def test_which_type_can_stand_for_which(wide: str, narrow: str, covers: bool) -> None:
    types = Types(
        aliases={"models.Names": "list[str]", "models.Tree": "list[models.Tree]"},
        bases={
            "models.Status": frozenset({"str"}),
            "models.Card": frozenset({"models.Middle"}),
            "models.Middle": frozenset({"models.Base"}),
        },
    )

    assert types.covers(wide, narrow) is covers


def test_a_webhook_is_the_function_that_reads_it(compared: Any) -> None:
    def document(**hooks: Any) -> dict[str, Any]:
        return {"webhooks": {name: {"post": hook} for name, hook in hooks.items()}}

    def hook(schema: Any, **words: Any) -> dict[str, Any]:
        content = {"application/json": {"schema": schema}}
        return {"requestBody": {"content": content}, "responses": {}, **words}

    text, count = hook({"type": "string"}), hook({"type": "integer"})
    (gone,) = compared(document(paid=text, made=text), document(made=text)).findings
    (retyped,) = compared(document(paid=text), document(paid=count)).findings
    (reworded,) = compared(document(paid=text), document(paid={**text, "summary": "P"})).findings

    assert [name.partition(".")[2] for name in gone.python] == ["webhooks.parse_paid"]
    assert "webhooks.parse_paid" in retyped.python[0]
    assert any("`str` to `int`" in told for told in retyped.breaks)
    assert "webhooks.parse_paid" in reworded.python[0]


def test_a_member_of_a_schema_that_goes_both_ways_is_named_in_both_classes(compared: Any) -> None:
    def document(limit: int) -> dict[str, Any]:
        text = {"type": "string"}
        card = {
            "type": "object",
            "properties": {
                "id": {**text, "readOnly": True},
                "name": {**text, "maxLength": limit},
            },
        }
        content = {"content": {"application/json": {"schema": {"$ref": f"#{CARD}"}}}}
        call = {"requestBody": content, "responses": {"200": {"description": "", **content}}}
        return {"paths": {"/it": {"post": call}}, "components": {"schemas": {"Card": card}}}

    (finding,) = compared(document(9), document(8)).findings

    assert {name.partition(".")[2] for name in finding.python} == {
        "models.Card.name",
        "models.CardRequest.name",
        "resources.It.post_it(name)",
    }
