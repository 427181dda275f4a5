"""The specs of this project, held to the standard by somebody else's validator and to our rules."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml
from engross.provider import list_providers, list_revisions, print_version
from engross.release.record import read_record
from engross.spec import lint, load_api
from openapi_spec_validator import validate

ROOT = Path(__file__).parents[2]
PROVIDERS = list_providers(ROOT)


def test_there_are_three_providers() -> None:
    assert PROVIDERS == ("powercard", "spenxy", "uncash")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_spec_is_valid_openapi(provider: str) -> None:
    validate(yaml.safe_load((ROOT / "specs" / provider / "openapi.yaml").read_text("utf-8")))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_spec_keeps_the_authoring_rules(provider: str) -> None:
    assert lint(ROOT / "specs" / provider / "openapi.yaml") == ()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_closing_a_card_is_final(provider: str) -> None:
    api, warnings = load_api(ROOT / "specs" / provider / "openapi.yaml", authored=True)

    [closing] = [op for op in api.operations if op.operation_id == "cards/close"]
    assert closing.irreversible
    assert warnings == ()


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_snapshot_is_the_page_that_was_transcribed(provider: str) -> None:
    folder = ROOT / "specs" / provider
    for page in yaml.safe_load((folder / "sources.yaml").read_text("utf-8"))["pages"]:
        assert hashlib.sha256((folder / page["file"]).read_bytes()).hexdigest() == page["sha256"]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_released_spec_can_be_read_and_is_what_was_released(provider: str) -> None:
    revisions = list_revisions(ROOT / "specs" / provider)

    assert (0, 1, 0) in revisions
    for version, path in revisions.items():
        load_api(path, authored=False)
        assert read_record(path, print_version(version)) is not None
