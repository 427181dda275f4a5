"""The oracle has obligations for each event, and notices a fault in what reads it."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from engross.build import emit_files
from engross.load import load_target
from engross.provider import Target

from .conftest import Derive, Suite

CLOSED = {
    "type": "object",
    "required": ["kind", "amount"],
    "properties": {
        "kind": {"const": "card.closed"},
        "amount": {"type": "number", "format": "decimal"},
    },
}
OPENED = {**CLOSED, "properties": {"kind": {"const": "card.opened"}, "amount": {"type": "string"}}}


def hook(payload: Any) -> Any:
    content = {"application/json": {"schema": payload}}
    return {"post": {"requestBody": {"content": content}, "responses": {}}}


HOOKS = {"card.closed": hook(CLOSED), "card.opened": hook(OPENED)}
RUNTIME = "_runtime/webhook.py"
FAULTS = {
    "a float for money": ("models.py", "amount: DecimalNumber", "amount: float", "closed/full"),
    "an error that escapes": (
        RUNTIME,
        "decode(raw)\n    except ValueError",
        "decode(raw)\n    except KeyError",
        "refused/html",
    ),
    "the other strictness": (
        RUNTIME,
        "self._lenient = lenient",
        "self._lenient = not lenient",
        "contradicted/member",
    ),
    "nobody is told": (
        RUNTIME,
        "None if on_drift is None else partial",
        "None if True else partial",
        "contradicted/member",
    ),
    "the event is not named": (RUNTIME, "operation=self.name", 'operation=""', "contradicted/list"),
    "another kind": ("webhooks.py", "'card.closed': _", "'card.x': _", "closed/parse"),
    "a body that is lost": (RUNTIME, "self.body = body", 'self.body = b""', "refused/broken"),
    "a text that is none": (RUNTIME, "body.encode() if", "body if", "closed/minimal"),
}


def test_each_event_is_read_and_refused_alone_and_among_all(derive: Derive) -> None:
    ids = {key for key in derive({}, webhooks=HOOKS) if key.startswith("webhooks/")}

    refused = {f"refused/{word}" for word in ("broken", "empty", "html")}
    contradicted = {f"contradicted/{word}" for word in ("null", "list", "member")}
    each = {"full", "minimal", "parse", *refused, *contradicted}
    every = {f"webhooks/{name}/{w}" for name in ("card_closed", "card_opened") for w in each}
    common = {f"webhooks/parse/{word}" for word in ("unknown", "untagged", "list", "broken")}
    assert ids == every | common


@pytest.mark.parametrize("payload", [{"type": ["string", "integer"]}, {}, {"type": "string"}])
def test_events_without_members_have_no_tag(derive: Derive, payload: Any) -> None:
    derived = derive({}, webhooks={"odd": hook(payload), "card.closed": hook(CLOSED)})

    assert "webhooks/card_closed/parse" not in derived


def test_what_a_discriminator_elsewhere_knows_by_its_tag_is_known_to_all(derive: Derive) -> None:
    free = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    opened, closed = ({"$ref": f"#/components/schemas/{name}"} for name in ("Opened", "Closed"))
    told = {"propertyName": "kind", "mapping": {"o": "Opened", "c": "Closed"}}
    schemas = {
        "Opened": free,
        "Closed": free,
        "Event": {"oneOf": [opened, closed], "discriminator": told},
    }
    hooks = {"opened": hook(opened), "closed": hook(closed)}
    derived = derive({}, webhooks=hooks, components={"schemas": schemas})

    assert derived["webhooks/opened/parse"]["text"] == '{"kind":"o"}'
    assert derived["webhooks/closed/parse"]["value"]["fields"] == {"kind": "c"}


@pytest.fixture(scope="module", params=["strict", "lenient"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a package with two webhooks."""
    root = tmp_path_factory.mktemp("hooks")
    spec = root / "openapi.json"
    info = {"title": "Hooks", "version": "1"}
    spec.write_text(json.dumps({"openapi": "3.1.0", "info": info, "webhooks": HOOKS}))
    loaded = load_target(Target(name="hooks", spec=spec, output=root, package="hooks"))
    settings = replace(loaded.settings, responses=request.param)
    for name, text in emit_files(replace(loaded, settings=settings)).items():
        (root / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "out" / name).write_text(text, encoding="utf-8")
    return root / "out"


def test_the_package_meets_them(package: Path) -> None:
    result = Suite("hooks", package).held("webhooks")
    assert result.counts == {"passed": 22}, result.output


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(package: Path, tmp_path: Path, fault: str) -> None:
    module, old, new, noticed = FAULTS[fault]
    spoilt = Suite("hooks", tmp_path / "hooks")
    shutil.copytree(package, spoilt.folder, ignore=shutil.ignore_patterns("__pycache__"))
    spoilt.spoil(module, old, new)
    result = spoilt.held(f"^webhooks/.*{noticed}")
    assert result.counts.get("failed"), result.output


def test_a_package_without_the_functions_meets_nothing(package: Path, tmp_path: Path) -> None:
    empty = Suite("hooks", tmp_path / "hooks")
    shutil.copytree(package, empty.folder, ignore=shutil.ignore_patterns("__pycache__"))
    (empty.source / "webhooks.py").write_text("class WebhookValidationError(Exception): ...\n")
    assert empty.held("webhooks").counts["failed"] == 22
