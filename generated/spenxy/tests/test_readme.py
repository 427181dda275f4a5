"""Runs the README's examples as they are printed, answered with what the spec documents."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
)
RESOURCE = "cards"
METHOD = "close"


def obligations(name: str) -> dict[str, Any]:
    """Read a file of the conformance suite."""
    content: dict[str, Any] = json.loads((ROOT / "tests/obligations" / name).read_text("utf-8"))
    return content


def documented_answer() -> httpx.Response:
    """Give the success that the README's call gets."""
    names = (f"{RESOURCE}_operations.json", f"{RESOURCE}.json")
    name = next(name for name in names if (ROOT / "tests/obligations" / name).exists())
    operations = obligations(name)["operations"].values()
    operation = next((found for found in operations if found["method"] == METHOD), None)
    if operation is None:
        pytest.skip("no call of the README's operation can be made up")
    body = operation["bodies"].get(operation["answer"].get("body"), operation["answer"])
    content = {"json": body["json"]} if "json" in body else {"text": body["text"]}
    told = {"content-type": body["content_type"]} if "content_type" in body else {}
    return httpx.Response(body["status"], headers=told, **content)


@pytest.mark.filterwarnings("ignore:The provider has deprecated:DeprecationWarning")
@pytest.mark.parametrize("example", EXAMPLES)
def test_example_runs(
    example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An example prints what answer there is, and needs nothing but credentials in variables."""

    def answer(_: object, request: httpx.Request) -> httpx.Response:
        return documented_answer()

    async def answer_async(_: object, request: httpx.Request) -> httpx.Response:
        return documented_answer()

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer_async)
    for credential in obligations("client.json")["package"]["credentials"]:
        monkeypatch.setenv(credential["variable"], credential["value"])

    exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})

    assert bool(capsys.readouterr().out) == ("print(answer)" in example)


def test_there_are_examples() -> None:
    """The README shows the sync and the async client."""
    assert len(EXAMPLES) == 2
