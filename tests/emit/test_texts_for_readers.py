"""What a package's README and its list of operations say."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import answer, body

DONE = {"description": "done"}


@pytest.mark.parametrize(
    ("success", "start", "printed"),
    [
        ({"200": answer({"type": "string"})}, "answer = ", 2),
        ({"204": DONE}, "", 0),
    ],
)
def test_the_readme_prints_an_answer_where_there_is_one(
    press: Any, success: Any, start: str, printed: int
) -> None:
    operation = {"operationId": "cards/close", "responses": success}
    readme = press.files(paths={"/it": {"post": operation}})["README.md"]

    assert f"        {start}client.cards.close()\n" in readme
    assert f"        {start}await client.cards.close()\n" in readme
    assert readme.count("print(answer)") == printed
    assert readme.count("    else:\n") == bool(printed)


def test_the_list_of_operations_has_a_colon_where_something_follows(press: Any) -> None:
    kinds: dict[str, Any] = {"told": {"summary": "Do it."}, "silent": {}}
    operations = {name: {**words, "responses": {"204": DONE}} for name, words in kinds.items()}
    events = {name: {**words, "requestBody": body({})} for name, words in kinds.items()}
    listed = press.files(
        paths={f"/{name}": {"get": operation} for name, operation in operations.items()},
        webhooks={f"{name}.event": {"post": event} for name, event in events.items()},
    )["api.md"]

    assert "  `GET /told`: Do it.\n" in listed
    assert "  `GET /silent`\n" in listed
    assert "  `told.event`: Do it.\n" in listed
    assert "  `silent.event`\n" in listed


def test_the_readme_and_the_client_name_the_documented_servers(press: Any) -> None:
    servers = [
        {"url": "https://api.example.com", "description": "Production"},
        {"url": "https://{place}.example.com/v1", "description": "Sandbox,\n  with *no* money"},
        {"url": "https://last.example.com"},
    ]
    files = press.files(servers=servers, paths={"/it": {"get": {"responses": {"204": DONE}}}})
    _, _, section = files["README.md"].partition("\n## Servers\n")

    assert section.partition("\n\n##")[0].splitlines()[3:] == [
        "- `https://api.example.com`: Production",
        r"- `https://{place}.example.com/v1`: Sandbox, with \*no\* money",
        "- `https://last.example.com`",
    ]
    client = files["src/emitted/_client.py"]
    assert client.count("Documented are `https://api.example.com`, `https://{place}.ex") == 2
