"""Declared headers, read when they are asked for."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import httpx
import pytest
from engross.runtime.drift import Drift
from engross.runtime.errors import ResponseValidationError
from engross.runtime.headers import HeaderField, Headers
from engross.runtime.types import DateTime, Integer, String


class Level(StrEnum):
    LOW = "LOW"


class Limits(Headers):
    """Headers of every form."""

    left = HeaderField[int | None]("X-Left", lambda: Integer, form="json")
    reset = HeaderField[datetime]("X-Reset", lambda: DateTime, required=True)
    sizes = HeaderField[list[int] | None](
        "X-Sizes", lambda: list[Integer], form="array", items="json"
    )
    names = HeaderField[dict[str, str] | None](
        "X-Names", lambda: dict[str, String], form="object", explode=True
    )
    level = HeaderField["Level | str | None"]("X-Level", lambda: Level | str)
    pairs = HeaderField[dict[str, int] | None](
        "X-Pairs", lambda: dict[str, Integer], form="object", items="json"
    )


def limits(api: Any, on_drift: Any = None, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    client = api.client(httpx.Response(200, headers=named, json={}), on_drift=on_drift)
    return api.call(client, api.reading(headers=lambda: Limits)).headers


def test_each_is_read_as_its_type_whatever_its_case(api: Any) -> None:
    found = limits(
        api,
        x_left="7",
        X_RESET="2025-01-02T03:04:05Z",
        x_sizes="1, 2,3",
        x_names="a=b,c=d=e",
        x_pairs="a,1,b,2",
    )

    assert found.left == 7
    assert found.reset == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.sizes == [1, 2, 3]
    assert found.names == {"a": "b", "c": "d=e"}
    assert found.pairs == {"a": 1, "b": 2}


def test_what_need_not_be_there_is_none_and_what_must_is_missed_where_it_is_read(api: Any) -> None:
    found = limits(api)

    assert found.left is None
    with pytest.raises(ResponseValidationError, match="the header X-Reset: it is missing"):
        _ = found.reset


@pytest.mark.parametrize("text", ["seven", "7.5", '"7"', ""])
def test_a_contradiction_is_told_where_the_header_is_read(api: Any, text: str) -> None:
    """The call has succeeded, and what it came to is more than a header."""
    found = limits(api, x_left=text, x_pairs="a,1,b")

    with pytest.raises(ResponseValidationError, match="the header X-Left"):
        _ = found.left
    with pytest.raises(ResponseValidationError, match="X-Pairs: its value has another form"):
        _ = found.pairs


@pytest.mark.parametrize(
    ("name", "given", "kinds"),
    [
        ("left", {"x_left": "7"}, []),
        ("left", {}, []),
        ("left", {"x_left": "seven"}, ["wrong-type"]),
        ("left", {"x_left": "7.5"}, ["wrong-type"]),
        ("reset", {}, ["missing-field"]),
        ("reset", {"x_reset": "today"}, ["wrong-type"]),
        ("level", {"x_level": "LOW"}, []),
        ("level", {"x_level": "high"}, ["unknown-enum-value"]),
    ],
)
def test_a_drift_is_told_where_the_header_is_read(
    api: Any, name: str, given: dict[str, str], kinds: list[str]
) -> None:
    told: list[Drift] = []
    found = limits(api, on_drift=told.append, **given)
    assert not told

    with contextlib.suppress(ResponseValidationError):
        getattr(found, name)

    assert [drift.kind for drift in told] == kinds
    for drift in told:
        assert (drift.pointer, drift.status) == ("", 200)
        assert drift.message.startswith(f"the header X-{name.title()}: ")


def test_without_declared_headers_there_are_none(api: Any) -> None:
    assert api.call(api.client(httpx.Response(200, json={})), api.reading()).headers is None
