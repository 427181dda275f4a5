from __future__ import annotations

import asyncio
import base64
import concurrent.futures
import gc
import http.client
import logging
import os
import pickle
import subprocess
import sys
import threading
import traceback
from typing import Annotated, Any

import httpx
import pytest
from engross.runtime.async_client import AsyncClient
from engross.runtime.base_client import Settings
from engross.runtime.client import Client
from engross.runtime.errors import (
    APIConnectionError,
    APITimeoutError,
    AuthenticationError,
    BusinessError,
    ClientClosedError,
    ClientError,
    ConfigurationError,
    InternalServerError,
    OutcomeUnknownError,
    RateLimitError,
    ResponseValidationError,
)
from engross.runtime.model import Model
from engross.runtime.operation import Body, Operation, Parameter, Response
from engross.runtime.security import SecurityScheme
from engross.runtime.types import String
from pydantic import Field

OK = httpx.Response(200, json={"a": 1})
SETTINGS = Settings(
    distribution="x", version="1", base_url="https://a.example", base_url_variable="NONE"
)


# What goes out


def test_a_call_sends_what_is_documented_and_nothing_else(api: Any) -> None:
    raw = api.call(api.client(OK), api.operation())

    (request,) = api.requests
    assert raw.parsed == {"a": 1}
    assert raw.response.status_code == 200
    assert raw.response.is_closed
    assert (request.method, str(request.url)) == ("PATCH", "https://shop.example/cards/c/close")
    assert request.content == b""
    assert dict(request.headers) == {
        "host": "shop.example",
        "content-length": "0",
        "accept": "application/json",
        "accept-encoding": request.headers["accept-encoding"],
        "authorization": "Bearer tok_secret",
        "connection": "keep-alive",
        "user-agent": "shop-client/1.2.3",
    }


def test_a_method_keeps_its_capitals(api: Any) -> None:
    http = api.http(OK)
    client = api.client(http_client=http)

    api.call(client, api.operation(method="Purge"))
    http.params = {"mine": "1"}
    api.call(client, api.operation(method="Purge"))

    assert [request.method for request in api.requests] == ["Purge", "Purge"]


def test_a_body_goes_out_with_its_length_and_type(api: Any) -> None:
    called = api.operation(method="POST", body=Body(type=lambda: dict[str, Any]))
    client = api.client(OK)

    for value in ({"a": "é"}, {"a": "longer"}):
        api.call(client, called, body=value)

    assert [request.content for request in api.requests] == [
        '{"a":"é"}'.encode(),
        b'{"a":"longer"}',
    ]
    for request in api.requests:
        assert request.headers["content-type"] == "application/json"
        assert request.headers["content-length"] == str(len(request.content))


def test_a_call_without_its_optional_body_says_so(api: Any) -> None:
    called = api.operation(method="POST", body=Body(type=lambda: dict[str, Any], required=False))
    client = api.client(OK)

    api.call(client, called, body={"a": 1})
    api.call(client, called)

    assert api.requests[1].content == b""
    assert "content-type" not in api.requests[1].headers
    assert api.requests[1].headers["content-length"] == "0"


def test_no_credentials_go_where_none_are_asked_for(api: Any) -> None:
    client = api.client(OK)

    api.call(client, api.operation())
    api.call(client, api.operation(security=()))

    sent = ["authorization" in request.headers for request in api.requests]
    assert sent == [True, False]


@pytest.mark.parametrize(
    ("kind", "parameter", "value", "header", "query"),
    [
        ("header", "X-Key", "k", ("x-key", "k"), b""),
        ("query", "key", "k&l", None, b"key=k%26l"),
        ("cookie", "key", "k", ("cookie", "key=k"), b""),
        ("basic", "", "u:p", ("authorization", f"Basic {base64.b64encode(b'u:p').decode()}"), b""),
    ],
)
def test_each_kind_of_credential_has_its_place(
    api: Any, kind: Any, parameter: str, value: str, header: Any, query: bytes
) -> None:
    scheme = SecurityScheme(
        name="key", kind=kind, argument="key", variable="SHOP_KEY", parameter=parameter
    )
    client = api.client(OK, settings=api.settings(schemes=(scheme,)), credentials={"key": value})

    api.call(client, api.operation(security=(("key",),)))

    (request,) = api.requests
    assert request.url.query == query
    if header is not None:
        assert request.headers[header[0]] == header[1]


def test_the_first_alternative_that_is_complete_is_taken(api: Any) -> None:
    schemes = tuple(
        SecurityScheme(name=n, kind="header", argument=n, variable=f"SHOP_{n}", parameter=f"X-{n}")
        for n in "abc"
    )
    given = {"a": "1", "b": None, "c": "3"}
    client = api.client(OK, settings=api.settings(schemes=schemes), credentials=given)

    api.call(client, api.operation(security=(("a", "b"), ("c",))))

    assert "x-a" not in api.requests[0].headers
    assert api.requests[0].headers["x-c"] == "3"


@pytest.mark.parametrize(
    ("security", "told"),
    [
        ([["a"]], ": pass a=... (or set SHOP_a)"),
        ([["a", "b"]], ": pass a=... (or set SHOP_a) and b=... (or set SHOP_b)"),
        ([["a", "given"], ["b"]], ": pass a=... (or set SHOP_a), or b=... (or set SHOP_b)"),
        ([["given", "a"], ["unknown"]], ": pass a=... (or set SHOP_a)"),
        ([["unknown"]], ""),
    ],
)
def test_of_missing_credentials_all_alternatives_are_told(
    api: Any, security: Any, told: str
) -> None:
    schemes = tuple(
        SecurityScheme(name=n, kind="header", argument=n, variable=f"SHOP_{n}", parameter=f"X-{n}")
        for n in ("a", "b", "given")
    )
    client = api.client(OK, settings=api.settings(schemes=schemes), credentials={"given": "1"})

    with pytest.raises(ConfigurationError) as caught:
        api.call(client, api.operation(security=tuple(map(tuple, security))))

    assert str(caught.value) == f"no credentials for this operation{told}"


def test_a_calls_own_headers_win(api: Any) -> None:
    client = api.client(OK)

    api.call(client, api.operation(), headers={"accept": "text/csv", "AUTHORIZATION": "Other x"})
    api.call(client, api.operation())

    first, second = api.requests
    assert first.headers.get_list("accept") == ["text/csv"]
    assert first.headers.get_list("authorization") == ["Other x"]
    assert second.headers["authorization"] == "Bearer tok_secret"


def test_the_timeout_is_a_minute_the_clients_or_the_calls(api: Any) -> None:
    client = api.client(OK)
    api.call(client, api.operation())
    api.call(client, api.operation(), timeout=2.5)
    api.call(client, api.operation(), timeout=None)
    api.call(client, api.operation(), timeout=httpx.Timeout(1, connect=9))
    api.call(api.client(OK, timeout=7), api.operation())
    http = api.http(OK, timeout=3)
    api.call(api.client(http_client=http), api.operation())

    timeouts = [request.extensions["timeout"] for request in api.requests]
    assert [timeout["read"] for timeout in timeouts] == [60, 2.5, None, 1, 7, 3]
    assert timeouts[3]["connect"] == 9


@pytest.mark.parametrize(
    "timeout",
    [
        *(0, -1, float("nan"), float("inf"), 1e10, 10**400, True, "5", (1, 2)),
        *(httpx.Timeout(0), httpx.Timeout("5"), httpx.Timeout(5, read=-1)),
        *(httpx.Timeout(5, write=1e10), httpx.Timeout(5, pool=-1)),
    ],
)
def test_a_timeout_that_is_none_is_refused(api: Any, timeout: Any) -> None:
    with pytest.raises((ValueError, TypeError), match="timeout"):
        api.client(OK, timeout=timeout)
    with pytest.raises((ValueError, TypeError), match="timeout"):
        api.call(api.client(OK), api.operation(), timeout=timeout)
    if isinstance(timeout, httpx.Timeout):
        with pytest.raises((ValueError, TypeError), match="timeout"):
            api.client(http_client=api.http(OK, timeout=timeout))


def test_not_to_wait_for_the_pool_is_no_wrong_timeout(api: Any) -> None:
    api.call(api.client(OK), api.operation(), timeout=httpx.Timeout(5, pool=0))

    assert api.requests[0].extensions["timeout"]["pool"] == 0


@pytest.mark.parametrize("retries", [-1, True, 1.5, None])
def test_a_number_of_retries_that_is_none_is_refused(api: Any, retries: Any) -> None:
    with pytest.raises((ValueError, TypeError), match="max_retries"):
        api.client(OK, max_retries=retries)


# What the client is told


def test_a_missing_token_is_asked_for_by_name(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_TOKEN", raising=False)

    with pytest.raises(ConfigurationError, match=r"pass token=\.\.\. \(or set SHOP_TOKEN\)"):
        api.client(OK, credentials={"bearer": None})

    monkeypatch.setenv("SHOP_TOKEN", "")
    with pytest.raises(ConfigurationError, match="SHOP_TOKEN"):
        api.client(OK, credentials={})


def test_the_environment_stands_in_for_arguments(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "tok_env")
    monkeypatch.setenv("SHOP_BASE_URL", "http://localhost:1/v1/")

    api.call(api.client(OK, credentials={"bearer": None}), api.operation())
    api.call(api.client(OK, base_url="https://b.example"), api.operation())

    first, second = api.requests
    assert str(first.url) == "http://localhost:1/v1/cards/c/close"
    assert first.headers["authorization"] == "Bearer tok_env"
    assert str(second.url) == "https://b.example/cards/c/close"
    assert second.headers["authorization"] == "Bearer tok_secret"


@pytest.mark.parametrize("token", ["", "a b", "tok\r\nX: y", "tök", "tok\0"])
def test_a_token_that_no_header_can_carry_is_refused_and_not_shown(api: Any, token: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        api.client(OK, credentials={"bearer": token})

    assert "token (or SHOP_TOKEN)" in str(caught.value)
    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://a.example", "https://a.example/cards/c/close"),
        ("https://a.example/", "https://a.example/cards/c/close"),
        ("https://a.example/v1", "https://a.example/v1/cards/c/close"),
        ("https://a.example/v1//", "https://a.example/v1/cards/c/close"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/cards/c/close"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x/cards/c/close"),
        ("https://bücher.example", "https://xn--bcher-kva.example/cards/c/close"),
    ],
)
def test_a_base_url_may_have_a_prefix_and_a_slash(api: Any, base_url: str, url: str) -> None:
    api.call(api.client(OK, base_url=base_url), api.operation())

    assert httpx.URL(str(api.requests[0].url)) == httpx.URL(url)


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "a.example",
        "ftp://a.example",
        "https://",
        "/v1",
        "https://a.example?x=1",
        "https://a.example#x",
        "https://user:pw@a.example",
        "https://a.example:99999999",
        "https://a.example:-1",
        "https://a.example:0",
        "https://xn--",
        httpx.URL("https://a.example?x=1"),
        5,
        b"https://a.example",
    ],
)
def test_a_base_url_that_is_none_is_refused(api: Any, base_url: Any) -> None:
    with pytest.raises(ConfigurationError, match="base_url"):
        api.client(OK, base_url=base_url)


@pytest.mark.parametrize(
    ("client", "host"), [({"base_url": None}, "own.example"), ({}, "shop.example")]
)
def test_an_operation_may_have_a_server_of_its_own_unless_the_caller_names_one(
    api: Any, client: dict[str, Any], host: str
) -> None:
    given = {"base_url": "https://shop.example", **client}
    api.call(api.client(OK, **given), api.operation(server="https://own.example/v2"))

    assert api.requests[0].url.host == host


def test_a_base_url_may_be_httpxs_record(api: Any) -> None:
    assert api.client(OK, base_url=httpx.URL("https://a.example/v1/")).base_url == (
        "https://a.example/v1"
    )


def test_a_base_url_is_asked_for_where_none_is_documented(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHOP_BASE_URL", raising=False)

    with pytest.raises(ConfigurationError, match=r"base_url=\.\.\. or set SHOP_BASE_URL"):
        api.client(OK, settings=api.settings(base_url=None))


def test_a_wrong_base_url_in_the_environment_is_named(
    api: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_BASE_URL", "ftp://x")

    with pytest.raises(ConfigurationError, match="SHOP_BASE_URL"):
        api.client(OK)


def test_an_http_client_of_the_other_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"httpx\.Client"):
        Client(None, credentials={}, http_client=httpx.AsyncClient())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"httpx\.AsyncClient"):
        AsyncClient(None, credentials={}, http_client=httpx.Client())  # type: ignore[arg-type]


# The user's own client


def test_what_the_users_client_adds_stays(api: Any) -> None:
    http = api.http(
        OK,
        headers={"X-Mine": "1", "User-Agent": "mine/2"},
        cookies={"c": "d"},
        params={"p": "q"},
        base_url="https://elsewhere.example/x",
    )
    client = api.client(http_client=http)

    api.call(client, api.operation())

    (request,) = api.requests
    assert str(request.url) == "https://shop.example/cards/c/close?p=q"
    assert request.headers["x-mine"] == "1"
    assert request.headers["user-agent"] == "mine/2"
    assert request.headers["cookie"] == "c=d"
    assert request.headers["authorization"] == "Bearer tok_secret"


def test_cookies_of_the_users_client_come_after_the_requests_own(api: Any) -> None:
    called = Operation[Any](id="find", method="GET", path="/find", parameters=(
        Parameter(name="a", location="cookie", type=lambda: str),
    ))  # fmt: skip
    http = api.http(OK, cookies={"c": "d"})

    api.call(api.client(http_client=http), called, {"a": "b"})

    assert api.requests[0].headers["cookie"] == "a=b; c=d"


def test_what_the_users_client_adds_to_a_query_replaces_nothing(api: Any) -> None:
    called = Operation[Any](id="find", method="GET", path="/find?v=a%2Fb", parameters=(
        Parameter(name="q", location="query", type=lambda: str),
    ))  # fmt: skip

    api.call(api.client(http_client=api.http(OK, params={"p": "q"})), called, {"q": "c,d e"})

    assert str(api.requests[0].url).endswith("/find?v=a%2Fb&q=c%2Cd%20e&p=q")


def test_headers_changed_on_the_users_client_count_from_then_on(api: Any) -> None:
    http = api.http(OK)
    client = api.client(http_client=http)

    api.call(client, api.operation())
    http.headers["X-Mine"] = "1"
    api.call(client, api.operation())
    del http.headers["X-Mine"]
    api.call(client, api.operation())

    assert ["x-mine" in request.headers for request in api.requests] == [False, True, False]


def test_a_client_that_builds_requests_its_own_way_goes_on_doing_so() -> None:
    seen: list[httpx.Request] = []

    class Counting(httpx.Client):
        count = 0

        def build_request(self, *arguments: Any, **options: Any) -> httpx.Request:
            self.count += 1
            request = super().build_request(*arguments, **options)
            request.headers["X-Count"] = str(self.count)
            return request

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    from engross.runtime.operation import Operation

    called: Operation[Any] = Operation(
        id="x", method="GET", path="/x", responses=(Response(status="200"),)
    )
    client = Client(
        SETTINGS, credentials={}, http_client=Counting(transport=httpx.MockTransport(answer))
    )

    client.request(called, {})
    client.request(called, {})

    assert [request.headers["x-count"] for request in seen] == ["1", "2"]


def test_hooks_and_authentication_of_the_users_client_work() -> None:
    seen: list[Any] = []

    def sign(request: httpx.Request) -> httpx.Request:
        request.headers["X-Signature"] = f"{request.method}{len(request.content)}"
        return request

    from engross.runtime.operation import Operation

    called: Operation[Any] = Operation(
        id="x",
        method="POST",
        path="/x",
        body=Body(type=lambda: dict[str, Any]),
        responses=(Response(status="200"),),
    )
    http = httpx.Client(
        transport=httpx.MockTransport(lambda request: seen.append(request) or httpx.Response(200)),
        auth=sign,
        event_hooks={"request": [lambda request: seen.append(request.content)]},
    )

    Client(SETTINGS, credentials={}, http_client=http).request(called, {}, body={"a": 1})

    assert seen[0] == b'{"a":1}'
    assert seen[1].headers["x-signature"] == "POST7"


def test_redirects_are_not_followed_even_where_the_users_client_would(api: Any) -> None:
    away = httpx.Response(307, headers={"location": "https://evil.example/"})
    http = api.http(away, follow_redirects=True)

    with pytest.raises(ClientError) as caught:
        api.call(api.client(http_client=http), api.operation())

    assert getattr(caught.value, "status_code", None) == 307
    assert len(api.requests) == 1


@pytest.mark.parametrize("location", ["//xn--a", "https://xn--", "\x00", "javascript:1"])
def test_a_redirect_to_nowhere_is_no_wrong_argument(api: Any, location: str) -> None:
    """A ValueError would say that nothing was sent."""
    away = httpx.Response(302, headers={"location": location})

    with pytest.raises(OutcomeUnknownError):
        api.call(api.client(away), api.operation())


def test_the_users_client_stays_open_and_ours_is_closed(api: Any) -> None:
    http = api.http(OK)
    mine = api.client(http_client=http)
    ours = api.client()
    opened = []

    async def end() -> None:
        opened.append(ours._open())
        await ours.close()

    if api.asynchronous:
        api.run(end)
    else:
        opened.append(ours._open())
        ours.close()
    api.run(mine.close)

    assert not http.is_closed
    assert opened[0].is_closed
    for client in (mine, ours):
        api.run(client.close)
        with pytest.raises(ClientClosedError, match="closed"):
            api.call(client, api.operation())


def test_a_closed_client_of_the_users_is_told_from_a_lost_answer(api: Any) -> None:
    http = api.http(OK)
    client = api.client(http_client=http)
    api.run(http.aclose if api.asynchronous else http.close)

    with pytest.raises(ClientClosedError):
        api.call(client, api.operation())
    assert api.requests == []


def test_a_context_manager_closes() -> None:
    with Client(SETTINGS, credentials={}) as client:
        assert isinstance(client, Client)
    with pytest.raises(ClientClosedError), client:
        pass

    async def use() -> None:
        async with AsyncClient(SETTINGS, credentials={}) as asynchronous:
            assert isinstance(asynchronous, AsyncClient)
        with pytest.raises(ClientClosedError):
            async with asynchronous:
                pass

    asyncio.run(use())


def test_a_client_costs_no_connection_pool_before_its_first_call(api: Any) -> None:
    client = api.client()

    async def opened_twice() -> bool:
        return client._open() is client._open()

    assert client._own is None
    assert api.run(opened_twice) if api.asynchronous else client._open() is client._open()


# What comes back, and what does not


def test_a_repeatable_request_is_repeated_until_an_answer_comes(api: Any, pauses: Any) -> None:
    lost = httpx.ReadError("lost")
    busy = httpx.Response(503, headers={"retry-after": "7"})

    raw = api.call(api.client(lost, busy, OK), api.reading())

    assert raw.parsed == {"a": 1}
    assert len(api.requests) == 3
    assert pauses[1:] == [7]


@pytest.mark.usefixtures("pauses")
def test_the_last_answer_counts_when_patience_ends(api: Any) -> None:
    busy = httpx.Response(429, json={"error": "slow down"})

    with pytest.raises(RateLimitError) as caught:
        api.call(api.client(busy), api.reading())

    assert caught.value.body == {"error": "slow down"}
    assert len(api.requests) == 3
    with pytest.raises(RateLimitError):
        api.call(api.client(busy, max_retries=0), api.reading())
    assert len(api.requests) == 4


def test_a_pause_longer_than_a_minute_is_the_callers_to_make(api: Any, pauses: Any) -> None:
    busy = httpx.Response(429, headers={"retry-after": "3600"})

    with pytest.raises(RateLimitError) as caught:
        api.call(api.client(busy), api.reading())

    assert caught.value.headers["retry-after"] == "3600"
    assert pauses == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
@pytest.mark.usefixtures("pauses")
def test_an_unsafe_request_is_sent_once_whatever_the_status(api: Any, status: int) -> None:
    with pytest.raises(ClientError):
        api.call(api.client(httpx.Response(status)), api.operation(irreversible=False))

    assert len(api.requests) == 1


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadTimeout("x"),
        httpx.WriteTimeout("x"),
        httpx.ReadError("x"),
        httpx.WriteError("x"),
        httpx.CloseError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.LocalProtocolError("x"),
        httpx.DecodingError("x"),
        httpx.NetworkError("x"),
        httpx.TransportError("x"),
        httpx.StreamClosed(),
        http.client.IncompleteRead(b"x"),
        asyncio.IncompleteReadError(b"x", 2),
        OSError("x"),
        TimeoutError("x"),
        ConnectionResetError("x"),
    ],
)
@pytest.mark.usefixtures("pauses")
def test_a_lost_answer_to_an_unsafe_request_is_an_unknown_outcome(
    api: Any, error: Exception
) -> None:
    with pytest.raises(OutcomeUnknownError) as caught:
        api.call(api.client(error), api.operation())

    assert len(api.requests) == 1
    assert caught.value.__cause__ is error
    assert "PATCH /cards/{id}/close" in str(caught.value)


@pytest.mark.parametrize(
    ("error", "kind", "attempts"),
    [
        (httpx.ConnectError("x"), APIConnectionError, 3),
        (httpx.ConnectTimeout("x"), APITimeoutError, 3),
        (httpx.PoolTimeout("x"), APITimeoutError, 3),
        (httpx.ProxyError("x"), APIConnectionError, 3),
        (httpx.UnsupportedProtocol("x"), APIConnectionError, 1),
    ],
)
def test_what_never_left_is_no_unknown_outcome(
    api: Any, pauses: Any, error: Exception, kind: type[Exception], attempts: int
) -> None:
    with pytest.raises(APIConnectionError) as caught:
        api.call(api.client(error), api.operation())

    assert type(caught.value) is kind
    assert len(api.requests) == attempts
    assert len(pauses) == attempts - 1


@pytest.mark.usefixtures("pauses")
def test_a_connection_that_comes_at_last_is_used_once(api: Any) -> None:
    raw = api.call(api.client(httpx.ConnectError("x"), OK), api.operation())

    assert raw.parsed == {"a": 1}
    assert len(api.requests) == 2


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ZeroDivisionError("the user's own")])
def test_what_is_not_ours_passes_untouched(api: Any, error: BaseException) -> None:
    with pytest.raises(type(error)):
        api.call(api.client(error), api.operation())

    assert len(api.requests) == 1


def test_a_cancelled_call_is_cancelled_and_its_answer_closed() -> None:
    closed: list[bool] = []

    class Slow(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            yield b"{"
            await asyncio.sleep(60)

        async def aclose(self) -> None:
            closed.append(True)

    async def run() -> None:
        called: Operation[Any] = Operation(id="x", method="GET", path="/x")
        transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Slow()))
        client = AsyncClient(
            SETTINGS, credentials={}, http_client=httpx.AsyncClient(transport=transport)
        )
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await client.request(called, {})

    asyncio.run(run())
    assert closed == [True]


def test_a_wrong_argument_fails_before_anything_is_sent(api: Any) -> None:
    client = api.client(OK)

    with pytest.raises(ValueError, match="URL too long"):
        api.call(client, api.operation(), {"id": "x" * 70_000})
    for wrong in ({}, {"id": 5}, {"id": ""}, {"id": ".."}, {"id": None}):
        with pytest.raises(ValueError, match="path parameter"):
            api.call(client, api.operation(), wrong)
    with pytest.raises(ValueError, match="header"):
        api.call(client, api.operation(), headers={"X": "a\r\nb"})

    assert api.requests == []


def test_a_type_that_cannot_be_built_fails_before_anything_is_sent(api: Any) -> None:
    def broken() -> Any:
        raise RecursionError("a model of models of models")

    answer = Response(status="200", content_type="application/json", type=broken)
    with pytest.raises(RecursionError):
        api.call(api.client(OK), api.operation(responses=(answer,)))

    assert api.requests == []


def test_an_answer_with_a_wrong_type_in_a_model_is_an_error(api: Any) -> None:
    class Card(Model):
        id: str

    called = api.operation(
        responses=(
            Response(status="200", content_type="application/json", type=lambda: list[Card]),
        )
    )

    ok = api.call(api.client(httpx.Response(200, json=[{"id": "c"}])), called)
    assert ok.parsed == [Card(id="c")]
    with pytest.raises(ResponseValidationError, match=r"1\.id"):
        api.call(api.client(httpx.Response(200, json=[{"id": "c"}, {"id": 4111}])), called)


# Secrets


def test_the_token_shows_nowhere(api: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    called = api.operation(
        envelope=api.envelope,
        parameters=(
            Parameter(name="id", location="path", type=lambda: String),
            Parameter(name="Pin", location="header", type=lambda: String, sensitive=True),
        ),
    )
    echo = httpx.Response(
        401, json={"success": False, "english": "token tok_secret, pin 0815, card c"}
    )
    client = api.client(echo)
    arguments = {"id": "c", "Pin": "0815"}

    with pytest.raises(AuthenticationError) as caught:
        api.call(client, called, arguments)

    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    for text in (shown, repr(client), str(client), caplog.text):
        assert "tok_secret" not in text
        assert "0815" not in text
    assert isinstance(caught.value, BusinessError)
    assert caught.value.message == "token ***, pin ***, card c"


@pytest.mark.parametrize("where", ["call", "client", "auth"])
def test_a_credential_of_the_users_own_stays_out_of_the_message(api: Any, where: str) -> None:
    echo = httpx.Response(401, json={"success": False, "english": "no Bearer mine, mine"})
    given = {"Authorization": "Bearer mine"}
    options = {
        "client": {"headers": given},
        "auth": {"auth": lambda request: request.headers.update(given) or request},
    }
    client = api.client(http_client=api.http(echo, **options.get(where, {})))
    called = api.operation(envelope=api.envelope, security=())

    with pytest.raises(AuthenticationError) as caught:
        api.call(client, called, headers=given if where == "call" else None)

    assert caught.value.message == "no ***, ***"


def test_a_key_of_the_users_own_stays_out_of_the_message(api: Any) -> None:
    scheme = SecurityScheme(
        name="key", kind="header", argument="key", variable="SHOP_KEY", parameter="X-Key"
    )
    echo = httpx.Response(401, json={"success": False, "english": "no another"})
    client = api.client(echo, settings=api.settings(schemes=(scheme,)), credentials={"key": "k"})
    called = api.operation(envelope=api.envelope, security=(("key",),))

    with pytest.raises(AuthenticationError) as caught:
        api.call(client, called, headers={"x-key": "another"})

    assert caught.value.message == "no ***"


def test_what_is_sensitive_in_a_body_stays_out_of_the_message(api: Any) -> None:
    class Card(Model):
        number: Annotated[str, Field(json_schema_extra={"x-sensitive": True})]

    echo = httpx.Response(200, json={"success": False, "english": "no card 4111 here"})
    called = api.operation(envelope=api.envelope, body=Body(type=lambda: Card))

    with pytest.raises(BusinessError) as caught:
        api.call(api.client(echo), called, body={"number": "4111"})

    assert caught.value.message == "no card *** here"


def test_httpxs_own_log_tells_no_secret(api: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    scheme = SecurityScheme(
        name="key", kind="query", argument="key", variable="SHOP_KEY", parameter="key"
    )
    client = api.client(OK, settings=api.settings(schemes=(scheme,)), credentials={"key": "k&l"})
    pin = Parameter(name="pin", location="path", type=lambda: String, sensitive=True)
    called = api.operation(path="/pins/{pin}", parameters=(pin,), security=(("key",),))

    api.call(client, called, {"pin": "08 15"})

    assert str(api.requests[0].url) == "https://shop.example/pins/08%2015?key=k%26l"
    assert "https://shop.example/pins/***?key=*** " in caplog.text


def test_where_a_traceback_shows_variables_it_shows_no_token(api: Any) -> None:
    wrong = {"headers": {"X": "a\nb"}}, {"headers": {"Connection": "x"}}, {"timeout": -1}, {}
    for options in wrong:
        with pytest.raises((ValueError, ClientError)) as caught:
            api.call(api.client(httpx.ReadError("x")), api.operation(), **options)
        shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
        assert "tok_secret" not in "".join(shown.format())


def test_a_lost_answer_pickles_without_its_request(api: Any) -> None:
    with pytest.raises(OutcomeUnknownError) as caught:
        api.call(api.client(httpx.ReadError("x")), api.operation())

    assert b"tok_secret" not in pickle.dumps(caught.value)


@pytest.mark.usefixtures("pauses")
def test_the_log_says_what_was_called_and_how_it_went(
    api: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="engross")

    api.call(api.client(httpx.ReadError("x"), OK), api.reading(), {"id": "card-4111"})

    messages = [
        record.getMessage() for record in caplog.records if record.name.startswith("engross")
    ]
    assert messages[0].startswith("GET /cards/{id} -> ReadError (attempt 1, 0.")
    assert messages[1].startswith("GET /cards/{id} -> 200 (attempt 2, 0.")
    assert "4111" not in "".join(messages)


# Sharing


def test_threads_share_a_client() -> None:
    from engross.runtime.operation import Operation

    class Fresh(Model):
        n: int
        inner: list[Fresh] | None = None

    together = threading.Barrier(8)
    called: Operation[Any] = Operation(
        id="x",
        method="GET",
        path="/x/{n}",
        parameters=(Parameter(name="n", location="path", type=lambda: String),),
        responses=(Response(status="200", content_type="application/json", type=lambda: Fresh),),
    )

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b'{"n": %s}' % request.url.path[3:].encode())

    client = Client(
        SETTINGS, credentials={}, http_client=httpx.Client(transport=httpx.MockTransport(answer))
    )

    def use(first: int) -> list[int]:
        together.wait(10)
        return [client.request(called, {"n": str(n)}).parsed.n for n in range(first, first + 50)]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        results = list(pool.map(use, range(0, 800, 100)))

    assert results == [list(range(n, n + 50)) for n in range(0, 800, 100)]


# What a loop that is gone had open, nothing can close any more.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_each_event_loop_has_connections_of_its_own(servers: Any, api: Any) -> None:
    if not api.asynchronous:
        pytest.skip("threads share a client")
    server = servers.answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    client = api.client(base_url=server.url)

    async def call() -> httpx.AsyncClient:
        await client.request(api.operation(), {"id": "c"})
        return client._open()

    first, second = api.run(call), api.run(call)
    api.run(client.close)

    assert server.connections == 2
    assert first is not second
    del first, second
    gc.collect()  # here, and not in the middle of another test


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_forked_process_has_connections_of_its_own() -> None:
    client = Client(SETTINGS, credentials={})
    ours = client._open()
    child = os.fork()
    if child == 0:
        try:
            os._exit(client._open() is ours)
        finally:
            os._exit(2)  # whatever happens, the tests go on in one process only

    assert os.waitpid(child, 0)[1] == 0
    assert client._open() is ours
    client.close()


def test_calls_leave_nothing_behind(api: Any) -> None:
    client, called = api.client(OK), api.operation()
    api.call(client, called, headers={"X": "0"})
    api.requests.clear()
    gc.collect()
    before = len(client._common), len(client._builder(called)._laid_out)

    for number in range(50):
        api.call(client, called, {"id": str(number)}, headers={"X": str(number)})

    assert (len(client._common), len(client._builder(called)._laid_out)) == before


def test_importing_the_client_loads_no_models_and_little_of_pydantic() -> None:
    code = (
        "import sys, engross.runtime.client\n"
        "print([m for m in sys.modules if m in ('pydantic.main', 'anyio', 'engross.runtime.wire')])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )

    assert found.stdout.strip() == "[]"


@pytest.mark.usefixtures("pauses")
def test_a_server_error_is_one(api: Any) -> None:
    with pytest.raises(InternalServerError, match=r"GET /cards/\{id\} \(500\)"):
        api.call(api.client(httpx.Response(500)), api.reading())
