"""A package that reads on meets its suite, and faults in how it does are noticed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Suite

TEXT = {"type": "string"}
CARD = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "format": "decimal"},
        "cardNumber": TEXT,
        "holder": {"type": "object", "properties": {"name": TEXT}, "required": ["name"]},
        "labels": {"type": "object", "properties": {"a": TEXT}, "additionalProperties": True},
        "fees": {"type": "object", "properties": {"a": TEXT}, "additionalProperties": TEXT},
        "limits": {"type": "array", "items": {"type": "integer"}},
        "opened": {"type": "string", "format": "date-time"},
        "state": {"enum": ["open", "closed"]},
    },
    "required": ["amount", "cardNumber", "holder"],
}
ANSWER = {"description": "", "content": {"application/json": {"schema": CARD}, "text/plain": {}}}
EVENTS = {"description": "", "content": {"text/event-stream": {"itemSchema": CARD}}}
DOCUMENT = {
    "openapi": "3.2.0",
    "info": {"title": "Shop", "version": "1"},
    "servers": [{"url": "https://shop.example"}],
    "paths": {
        "/cards": {"get": {"operationId": "cards/read", "responses": {"200": ANSWER}}},
        "/events": {"get": {"operationId": "cards/follow", "responses": {"200": EVENTS}}},
    },
}
FAULTS = {
    "a missing field is None": (
        "model.py",
        "raise MissingFieldError(_missing(self).get(name, name))",
        "return None",
        "amount/absent",
    ),
    "a wrong value is dropped": (
        "reader.py",
        'found.append(Finding("wrong-type", place, message))\n    return value',
        'found.append(Finding("wrong-type", place, message))\n    return None',
        "holder/wrong",
    ),
    "the element of a list is not told": (
        "reader.py",
        "[self.read(kind, item, (*place, i), found)",
        "[self.read(kind, item, place, found)",
        "limits",
    ),
    "a member that is not listed is not read": (
        "reader.py",
        "rest = {name: self.read(kind, v, (*place, name), found) for name, v in rest.items()}",
        "assert kind",
        "fees{}/wrong",
    ),
    "fields of an open object are unknown": (
        "reader.py",
        "if not _is_open(schema):",
        "if True:",
        "labels/unknown-member",
    ),
    "unknown fields are lost": ("reader.py", "extra=rest", "extra={}", "python-name"),
    "nobody is told of unknown values": (
        "reader.py",
        "if unlisted and not is_listed:",
        "if False:",
        "state/enum/unknown",
    ),
    "only who asks to be told can read on": (
        "response.py",
        "lenient = policy.lenient and",
        "lenient = policy.lenient and policy.on_drift and",
        "body/json-list",
    ),
    "the package is strict": (
        "base_client.py",
        "Policy(settings.lenient, on_drift)",
        "Policy(False, on_drift)",
        "opened/wrong",
    ),
    "another media type is refused": (
        "response.py",
        "if not answer.policy.lenient or operation.envelope is not None:",
        "if True:",
        "unasked",
    ),
    "the data of an event is held to its type": (
        "items.py",
        "return self._as_event(event, text, self._read_typed)",
        "return self._as_event(event, text, Adapter.read)",
        "no-item",
    ),
    "another status goes unread": (
        "response.py",
        'r.status.startswith("2")]',
        'r.status.startswith("2") and False]',
        "201/undeclared",
    ),
}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the document, which is nobody's provider."""
    folder = tmp_path_factory.mktemp("lenient")
    (folder / "shop.json").write_text(json.dumps(DOCUMENT))
    command = [sys.executable, "-m", "engross", "generate", str(folder / "shop.json")]
    options = ["--output", str(folder / "shop"), "--package", "shop"]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return folder / "shop"


@pytest.fixture
def package(generated: Path, tmp_path: Path) -> Callable[[], Suite]:
    def copy() -> Suite:
        shutil.copytree(generated, tmp_path / "shop")
        return Suite("shop", tmp_path / "shop")

    return copy


def test_a_lenient_package_meets_its_suite(package: Callable[[], Suite]) -> None:
    result = package().held("^(?!runtime_client)")

    assert "failed" not in result.counts, result.output
    assert result.counts["passed"] > 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_reading_on_is_noticed(package: Callable[[], Suite], fault: str) -> None:
    module, old, new, ids = FAULTS[fault]
    spoilt = package()
    spoilt.spoil(f"_runtime/{module}", old, new)

    result = spoilt.held(f"^cards/.*{ids}", "--until-failed")

    assert result.counts.get("failed") == 1, result.output
