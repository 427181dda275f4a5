"""What a package's README and its list of operations say."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import answer

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
