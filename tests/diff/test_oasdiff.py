"""The profile `oasdiff` beside what oasdiff itself finds, and facts said once for each place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from engross.cli import main
from engross.diff import RULES, Level, Profile, compare, opened
from engross.diff.apis import Reach
from engross.diff.oasdiff import WORDS
from engross.diff.oasdiff.ids import LEVELS
from engross.errors import EngrossError
from jsonschema_rs import Draft202012Validator

from . import oasdiff_deviations as deviations
from .conftest import sending
from .oasdiff_deviations import Deviation

Row: TypeAlias = tuple[str, str, str]
"""Id, operation and path."""

CASES = Path(__file__).parents[3] / "shared" / "diff-cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/diff-cases is not here")
THEIRS = {"ERR": Level.BREAKING, "WARN": Level.POTENTIALLY_BREAKING, "INFO": Level.NON_BREAKING}


# --- The 670 cases --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Case:
    """What both programs say of two documents."""

    name: str
    theirs: Mapping[Row, Level]
    ours: Mapping[Row, Level]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [
        Case(name=folder.name, theirs=_theirs(expected), ours=_ours(folder, expected["as_of"]))
        for folder in sorted(CASES.iterdir())
        if folder.is_dir()
        for expected in [json.loads((folder / "expected.json").read_bytes())]
    ]


def _theirs(expected: Any) -> dict[Row, Level]:
    return {
        (change["id"], change["operation"], change["path"]): THEIRS[change["level"]]
        for change in reversed(expected["changes"])
    }


def _ours(folder: Path, today: str) -> dict[Row, Level]:
    base, revision = (str(folder / f"{side}.yaml") for side in ("base", "revision"))
    try:
        with opened(folder, base) as old, opened(folder, revision) as new:
            day = date.fromisoformat(today)
            report = compare(old, new, Profile.OASDIFF, day, expanded=True)
    except EngrossError:
        return {}  # Four documents name no version of OpenAPI.
    return {_row(f.rule.id, f.reach[0]): f.level for f in reversed(report.findings)}


def _row(name: str, reach: Reach) -> Row:
    """Write a place as oasdiff does: webhooks have paths of their own, or are of no operation."""
    if reach.webhook is None or reach.webhook != reach.path:
        return name, reach.method, reach.path
    return name, reach.method, f"webhook:{reach.path}" if reach.method else ""


@needs_cases
def test_nine_of_ten_rows_are_found_and_nearly_all_have_the_level(cases: list[Case]) -> None:
    rows = [(case, row, level) for case in cases for row, level in case.theirs.items()]
    found = [(case, row, level) for case, row, level in rows if row in case.ours]
    alike = [row for case, row, level in found if case.ours[row] is level]

    assert len(rows) > 1400
    assert len(found) / len(rows) >= 0.94
    assert len(alike) / len(found) >= 0.99


@needs_cases
def test_every_row_that_is_missing_is_signed_for(cases: list[Case]) -> None:
    missing = {(case.name, row[0]) for case in cases for row in case.theirs.keys() - case.ours}

    assert missing == set(_signed(deviations.MISSING))


@needs_cases
def test_every_level_that_differs_is_signed_for(cases: list[Case]) -> None:
    differing = {
        (case.name, row[0])
        for case in cases
        for row in case.theirs.keys() & case.ours.keys()
        if case.theirs[row] is not case.ours[row]
    }

    assert differing == set(_signed(deviations.LEVELS))


@needs_cases
def test_nothing_breaks_where_oasdiff_sees_nothing_but_what_is_signed_for(
    cases: list[Case],
) -> None:
    alarms = {
        (case.name, row[0])
        for case in cases
        if not case.theirs
        for row, level in case.ours.items()
        if level >= Level.POTENTIALLY_BREAKING
    }

    assert alarms == set(_signed(deviations.ALARMS))


def _signed(rows: Iterable[Deviation]) -> Iterator[tuple[str, str]]:
    for deviation in rows:
        for case, ids in deviation.rows.items():
            yield from ((case, name) for name in ids.split())


ALL = (*deviations.MISSING, *deviations.LEVELS, *deviations.ALARMS)


@pytest.mark.parametrize(
    "deviation", [d for d in ALL if d.witness], ids=lambda d: next(iter(d.rows))
)
def test_a_witness_shows_what_a_deviation_says(deviation: Deviation) -> None:
    witness = deviation.witness
    assert witness is not None

    told = [
        Draft202012Validator(schema).is_valid(witness.value)
        for schema in (witness.base, witness.revision)
    ]

    assert told == [witness.before, witness.after]


# --- Ids ------------------------------------------------------------------------------------------


@needs_cases
def test_the_table_has_every_id_with_its_level() -> None:
    checks = json.loads((CASES / "checks.json").read_bytes())["checks"]

    assert {check["id"]: THEIRS[check["level"]] for check in checks} == LEVELS


def test_words_are_given_for_rules_that_exist() -> None:
    assert WORDS.keys() <= RULES.keys()


def words(**told: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": {"type": "string", **told}}}


@pytest.mark.parametrize(
    ("base", "revision", "request_id", "response_id"),
    [
        (
            sending(words(maxLength=3)), sending(words(maxLength=2)),
            ("request-property-max-length-decreased", Level.BREAKING),
            ("max-length-decreased", Level.NON_BREAKING),
        ),
        (
            sending(words()), sending({"type": "object"}),
            ("request-property-removed", Level.POTENTIALLY_BREAKING),
            ("response-optional-property-removed", Level.POTENTIALLY_BREAKING),
        ),
        (
            sending({"type": "string"}), sending({"type": "string", "enum": ["x"]}),
            ("request-body-became-enum", Level.BREAKING),
            ("became-enum", Level.NON_BREAKING),
        ),
        (
            sending({"type": "string"}), sending({"type": ["string", "null"]}),
            ("request-body-became-nullable", Level.NON_BREAKING),
            ("response-body-became-nullable", Level.BREAKING),
        ),
        (
            sending(words()), sending(words(readOnly=True)),
            ("request-optional-property-became-read-only", Level.NON_BREAKING),
            ("response-optional-property-became-read-only", Level.NON_BREAKING),
        ),
        (
            sending(words()), sending({**words(), "required": ["a"]}),
            ("request-property-became-required", Level.BREAKING),
            ("response-property-became-required", Level.NON_BREAKING),
        ),
    ],
)  # fmt: skip
def test_an_id_is_the_place_and_the_edit(
    compared: Any, base: Any, revision: Any, request_id: Any, response_id: Any
) -> None:
    """An edit that oasdiff has no id for keeps that of our rule."""
    found = {
        (reach.method, finding.rule.id, finding.level)
        for finding in compared(base, revision, "oasdiff").findings
        for reach in finding.reach
    }

    assert {("POST", *request_id), ("GET", *response_id)} <= found


def test_what_a_webhook_asks_for_is_weighed_by_who_writes_it(compared: Any) -> None:
    def hook(**told: Any) -> dict[str, Any]:
        body = {"content": {"application/json": {"schema": {**words(), **told}}}}
        return {"webhooks": {"paid": {"post": {"requestBody": body, "responses": {}}}}}

    (finding,) = compared(hook(), hook(required=["a"]), "oasdiff").findings

    assert finding.rule.id == "request-property-became-required"
    assert finding.level is Level.NON_BREAKING


@pytest.mark.parametrize(
    ("versions", "told"),
    [
        (("1.0.0", "1.0.0"), {"api-version-not-bumped"}),
        (("1.0.0", "1.1.0"), {"api-major-version-not-bumped"}),
        (("1.1.0", "1.0.0"), {"api-version-decreased"}),
        (("1.0.0", "2.0.0"), set()),
        (("0.1.0", "0.2.0"), set()),
        (("0.1.0", "0.1.1"), {"api-major-version-not-bumped"}),
        (("1.0", "1.0"), set()),
    ],
)
def test_a_version_has_to_show_that_something_breaks(
    compared: Any, versions: tuple[str, str], told: set[str]
) -> None:
    old, new = (
        {**sending({"type": kind}), "info": {"title": "T", "version": version}}
        for kind, version in zip(("string", "integer"), versions, strict=True)
    )

    found = {finding.rule.id for finding in compared(old, new, "oasdiff").findings}

    assert {name for name in found if name in LEVELS and "version" in name} == told


# --- One row for each place -----------------------------------------------------------------------


def shared(schema: Any) -> dict[str, Any]:
    ref = {"$ref": "#/components/schemas/Shared"}
    return {**sending(ref), "components": {"schemas": {"Shared": schema}}}


@pytest.mark.parametrize("profile", ["default", "strict", "oasdiff"])
def test_expanded_a_fact_is_said_once_for_each_place(
    compared: Any, tmp_path: Path, capsys: Any, profile: str
) -> None:
    compared(shared({"type": "string"}), shared({"type": "integer"}))
    sides = [str(tmp_path / f"{name}.json") for name in ("base", "revision")]

    assert main(["diff", *sides, "--profile", profile, "--expand", "--format", "json"]) == 0

    told = json.loads(capsys.readouterr().out)["findings"]
    rows = [(f["id"], *((r["method"], r["path"]) for r in f["reach"])) for f in told]
    where = "" if profile != "oasdiff" else "{}-body-"
    assert sorted(row for row in rows if "type" in row[0]) == sorted(
        [
            (f"{where.format('request')}type-changed", ("POST", "/in")),
            (f"{where.format('response')}type-changed", ("GET", "/out")),
        ]
    )


def test_expanded_each_row_has_its_own_level_and_witness(compared: Any, tmp_path: Path) -> None:
    compared(shared({"enum": ["x", "y"]}), shared({"enum": ["x"]}))
    sides = [str(tmp_path / f"{name}.json") for name in ("base", "revision")]

    with opened(tmp_path, sides[0]) as old, opened(tmp_path, sides[1]) as new:
        rows = compare(old, new, Profile.STRICT, expanded=True).findings

    told = {row.reach[0].path: (row.level, row.witness) for row in rows}
    assert told["/in"] == (Level.BREAKING, "y")
    assert told["/out"][0] is Level.NON_BREAKING
