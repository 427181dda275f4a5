"""A warning stands at the line of the caller, in every flavour, and comes once."""

from __future__ import annotations

import warnings
from typing import Any

import httpx
import pytest
from engross.runtime.operation import Body, Parameter
from engross.runtime.types import UNSET, String

OLD = Parameter(name="old", location="query", type=lambda: String, deprecated="old is old")
ID = Parameter(name="id", location="path", type=lambda: String)


def warned(api: Any, called: Any, arguments: Any, **options: Any) -> list[warnings.WarningMessage]:
    client = api.client(httpx.Response(200, json={}))

    def call() -> Any:
        return client.request(called, arguments, **options)

    async def call_later() -> Any:
        return await client.request(called, arguments, **options)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        api.run(call_later if api.asynchronous else call)
    return caught


def test_a_deprecated_parameter_warns_where_it_is_given(api):
    [warning] = warned(api, api.reading(parameters=(ID, OLD)), {"id": "c", "old": "x"})

    assert warning.category is DeprecationWarning
    assert str(warning.message) == "old is old"
    assert warning.filename == __file__


@pytest.mark.parametrize("arguments", [{"id": "c"}, {"id": "c", "old": UNSET}])
def test_nobody_is_warned_of_what_is_not_given(api, arguments):
    assert warned(api, api.reading(parameters=(ID, OLD)), arguments) == []


def test_a_deprecated_member_of_the_body_warns(api):
    body = Body(type=lambda: dict, deprecated=(("old", "old is old"),))
    called = api.operation(body=body, parameters=(ID,))

    assert warned(api, called, {"id": "c"}, body={"new": "x", "old": UNSET}) == []
    [warning] = warned(api, called, {"id": "c"}, body={"old": "x"})
    assert (str(warning.message), warning.filename) == ("old is old", __file__)
