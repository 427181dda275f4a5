"""Tokens that are asked for: by a function, or with OAuth 2 client credentials."""

from __future__ import annotations

import base64
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import anyio
import httpx
import pytest
from engross.runtime import tokens as module
from engross.runtime.async_client import AsyncClient
from engross.runtime.client import Client
from engross.runtime.errors import AuthenticationError, ConfigurationError, TokenError
from engross.runtime.security import SecurityScheme
from engross.runtime.tokens import ClientCredentials

from .conftest import BEARER, reading, settings

SCHEME = replace(BEARER, token_url="https://auth.example/token")
CREDENTIALS = ClientCredentials(client_id="i d", client_secret="s:3cret")
OK = httpx.Response(200, json={})
NO = httpx.Response(401, json={})


def granted(token: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"access_token": token, "token_type": "Bearer", **more})


def sent(api: Any) -> list[str]:
    """What each request was authorised with."""
    return [request.headers.get("authorization", "") for request in api.requests]


def client_with(api: Any, given: Any, *answers: Any, scheme: Any = SCHEME, **options: Any) -> Any:
    told = settings(schemes=(scheme,))
    return api.client(*answers, settings=told, credentials={"bearer": given}, **options)


# --- Functions ------------------------------------------------------------------------------------


def giving(api: Any, *tokens: str) -> Any:
    """A function of the flavour that gives tokens in turn."""
    left = iter(tokens)
    if not api.asynchronous:
        return lambda: next(left)

    async def give() -> str:
        return next(left)

    return give


def test_a_function_is_asked_at_every_request(api: Any) -> None:
    client = client_with(api, giving(api, "a", "b"), OK)
    api.call(client, api.reading())
    api.call(client, api.operation())

    assert sent(api) == ["Bearer a", "Bearer b"]


def test_an_asynchronous_client_takes_a_plain_function_too(api: Any) -> None:
    api.call(client_with(api, lambda: "a", OK), api.reading())

    assert sent(api) == ["Bearer a"]


def test_a_header_of_the_call_stands_in_for_the_function(api: Any) -> None:
    api.call(client_with(api, giving(api), OK), api.reading(), headers={"authorization": "mine"})

    assert sent(api) == ["mine"]


@pytest.mark.parametrize("token", ["", "sec ret", "sec\r\nret", 5])
def test_a_token_that_cannot_be_sent_is_refused_and_not_repeated(api: Any, token: Any) -> None:
    client = client_with(api, lambda: token, OK)
    wrong = TypeError if api.asynchronous and token == 5 else ConfigurationError
    with pytest.raises(wrong) as caught:
        api.call(client, api.reading())

    assert "sec" not in str(caught.value)
    assert not api.requests


def test_a_function_is_asked_again_after_a_401_once(api: Any, pauses: list[float]) -> None:
    assert api.call(client_with(api, giving(api, "a", "b"), NO, OK), api.reading()).parsed == {}
    with pytest.raises(AuthenticationError):
        api.call(client_with(api, giving(api, "c", "d"), NO), api.reading())

    assert sent(api) == ["Bearer a", "Bearer b", "Bearer c", "Bearer d"]
    assert pauses == [0, 0]


def test_only_bearer_tokens_may_be_functions(api: Any) -> None:
    with pytest.raises(ConfigurationError, match="token must be a str"):
        client_with(api, lambda: "a", OK, scheme=replace(SCHEME, kind="basic"))


@pytest.mark.parametrize("token", ["secret", None])
def test_a_refused_token_is_not_repeated_where_that_could_do_harm(api: Any, token: Any) -> None:
    client = client_with(api, lambda: token or "a", NO, max_retries=5)
    with pytest.raises(AuthenticationError) as caught:
        api.call(client, api.operation())

    assert len(api.requests) == 1
    assert "secret" not in str(caught.value)


def test_no_repeats_means_none_after_a_401_either(api: Any) -> None:
    with pytest.raises(AuthenticationError):
        api.call(client_with(api, lambda: "a", NO, max_retries=0), api.reading())

    assert len(api.requests) == 1


# --- Client credentials ---------------------------------------------------------------------------


def test_a_token_is_asked_for_with_the_scopes_of_the_operation(api: Any) -> None:
    client = client_with(api, CREDENTIALS, granted("a"), OK)
    api.call(client, api.reading(scopes=({"bearer": ("cards:read", "b")},)))

    asked, called = api.requests
    assert (asked.method, str(asked.url)) == ("POST", "https://auth.example/token")
    assert parse_qs(asked.content.decode()) == {
        "grant_type": ["client_credentials"],
        "scope": ["cards:read b"],
    }
    pair = base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")).decode()
    assert pair == "i+d:s%3A3cret"  # RFC 6749, section 2.3.1
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert called.headers["authorization"] == "Bearer a"


def test_the_scopes_are_those_of_the_alternative_that_is_used(api: Any) -> None:
    other = replace(BEARER, name="other", argument="other", variable="OTHER", required=False)
    told = settings(schemes=(SCHEME, other))
    client = api.client(
        granted("a"), OK, settings=told, credentials={"bearer": CREDENTIALS, "other": None}
    )
    security = (("bearer", "other"), ("bearer",))
    api.call(
        client, api.reading(security=security, scopes=({"bearer": ("a",)}, {"bearer": ("b",)}))
    )

    assert parse_qs(api.requests[0].content.decode())["scope"] == ["b"]


def test_id_and_secret_may_stand_in_the_body(api: Any) -> None:
    credentials = replace(CREDENTIALS, in_body=True, scopes=("all",), token_url="/oauth?v=1")
    api.call(client_with(api, credentials, granted("a"), OK), api.reading())

    assert str(api.requests[0].url) == "https://shop.example/oauth?v=1"
    assert "authorization" not in api.requests[0].headers
    form = parse_qs(api.requests[0].content.decode())
    assert (form["client_id"], form["client_secret"]) == (["i d"], ["s:3cret"])
    assert form["scope"] == ["all"]


def test_the_request_for_a_token_has_nothing_of_the_users_http_client(api: Any) -> None:
    """It goes to another host than what is set there was meant for."""
    http = api.http(granted("a"), OK, headers={"X-Key": "k"}, params={"key": "k"}, auth=("u", "p"))
    api.call(client_with(api, CREDENTIALS, http_client=http), api.reading())

    asked = api.requests[0]
    assert "x-key" not in asked.headers
    assert asked.url.query == b""
    assert asked.headers["authorization"].startswith("Basic aStk")


@pytest.mark.parametrize(
    ("expires_in", "requests"),
    [(3600, 3), ("3600", 3), (None, 3), (0, 4), (-5, 4), ("soon", 3), (1e-9, 4)],
)
def test_a_token_is_kept_until_it_expires(api: Any, expires_in: Any, requests: int) -> None:
    answers = (granted("a", expires_in=expires_in), OK, OK)
    answers = answers if requests == 3 else (*answers[:2], granted("b"), OK)
    client = client_with(api, CREDENTIALS, *answers)
    api.call(client, api.reading())
    api.call(client, api.reading())

    assert len(api.requests) == requests


def test_a_token_is_not_used_in_its_last_seconds(api: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_with(api, CREDENTIALS, granted("a", expires_in=100), OK, granted("b"), OK)
    api.call(client, api.reading())
    clock = module.time.monotonic() + 75
    monkeypatch.setattr(module.time, "monotonic", lambda: clock)
    api.call(client, api.reading())

    assert sent(api)[1::2] == ["Bearer a", "Bearer b"]


def test_other_scopes_are_another_token(api: Any) -> None:
    client = client_with(api, CREDENTIALS, granted("a"), OK, granted("b"), OK)
    api.call(client, api.reading(scopes=({"bearer": ("read",)},)))
    api.call(client, api.reading(scopes=({"bearer": ("write",)},)))

    assert sent(api)[1::2] == ["Bearer a", "Bearer b"]


def test_a_refused_token_is_renewed_once_where_repeating_does_no_harm(
    api: Any, pauses: list[float]
) -> None:
    client = client_with(api, CREDENTIALS, granted("a"), NO, granted("b"), NO, granted("c"), OK)
    with pytest.raises(AuthenticationError):
        api.call(client, api.reading())
    assert sent(api)[1::2] == ["Bearer a", "Bearer b"]
    assert pauses == [0]

    api.call(client, api.reading())
    assert sent(api)[-1] == "Bearer c"


def test_a_refused_token_is_used_no_longer_where_the_call_is_not_repeated(api: Any) -> None:
    client = client_with(api, CREDENTIALS, granted("a"), NO, granted("b"), OK)
    with pytest.raises(AuthenticationError):
        api.call(client, api.operation())
    api.call(client, api.operation())

    assert sent(api)[1::2] == ["Bearer a", "Bearer b"]


@pytest.mark.parametrize(
    ("answer", "words", "status"),
    [
        (httpx.Response(400, json={"error": "invalid_client"}), "invalid_client", 400),
        (httpx.Response(503, text="s:3cret"), "status 503", 503),
        (httpx.Response(302, headers={"location": "https://evil.example"}), "status 302", 302),
        (httpx.Response(200, text="<html>"), "holds none", 200),
        (httpx.Response(200, json={"access_token": 5}), "holds none", 200),
        (granted("a b"), "no bearer token", 200),
        (granted("", token_type="bearer"), "no bearer token", 200),
        (granted("a", token_type="mac"), "no bearer token", 200),
        (httpx.ReadTimeout("slow"), "ReadTimeout", None),
        (httpx.ConnectError("no"), "ConnectError", None),
    ],
)
def test_without_a_token_nothing_is_called(
    api: Any, answer: Any, words: str, status: int | None
) -> None:
    client = client_with(api, CREDENTIALS, answer)
    with pytest.raises(TokenError, match=words) as caught:
        api.call(client, api.operation())

    assert len(api.requests) == 1
    assert caught.value.status_code == status
    assert "cret" not in str(caught.value)


def test_nobody_knows_where_to_ask(api: Any) -> None:
    with pytest.raises(ConfigurationError, match="token_url"):
        client_with(api, CREDENTIALS, OK, scheme=BEARER)


def test_the_secret_is_in_no_repr() -> None:
    assert "cret" not in repr(CREDENTIALS).replace("client_secret", "")


def test_one_thread_asks_for_all() -> None:
    asked: list[str] = []
    together = threading.Barrier(4)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "auth.example":
            asked.append(request.method)
            threading.Event().wait(0.05)
            return granted("a")
        return httpx.Response(200, json={})

    def call(_: int) -> None:
        together.wait()
        client.request(reading(), {"id": "c"})

    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = Client(
        settings(schemes=(SCHEME,)), credentials={"bearer": CREDENTIALS}, http_client=http
    )
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(call, range(4)))

    assert asked == ["POST"]


def test_one_task_asks_for_all() -> None:
    asked: list[str] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "auth.example":
            asked.append(request.method)
            await anyio.sleep(0.01)
            return granted("a", expires_in=3600)
        return httpx.Response(200, json={})

    client = AsyncClient(
        settings(schemes=(SCHEME,)),
        credentials={"bearer": CREDENTIALS},
        http_client=httpx.AsyncClient(transport=httpx.MockTransport(answer)),
    )

    async def call_all() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(4):
                group.start_soon(client.request, reading(), {"id": "c"})

    anyio.run(call_all)
    anyio.run(call_all)  # another loop, the same token

    assert asked == ["POST"]


# --- Alternatives ---------------------------------------------------------------------------------

CERTIFICATE = SecurityScheme(name="certificate", kind="http_client")
OPTIONAL = replace(BEARER, required=False)


def test_a_certificate_is_the_http_clients_business(api: Any) -> None:
    told = settings(schemes=(CERTIFICATE,))
    called = api.reading(security=(("certificate",),))
    api.call(api.client(OK, settings=told, credentials={}), called)

    assert sent(api) == [""]
    with pytest.raises(ConfigurationError, match="http_client"):
        api.call(api.client(settings=told, credentials={}), called)


def test_an_alternative_without_credentials_is_the_last_resort(api: Any) -> None:
    called = api.reading(security=((), ("bearer",)))
    told = settings(schemes=(OPTIONAL,))
    api.call(api.client(OK, settings=told, credentials={"bearer": "a"}), called)
    api.call(api.client(OK, settings=told, credentials={}), called)

    assert sent(api) == ["Bearer a", ""]


def test_schemes_needed_together_are_all_sent(api: Any) -> None:
    key = replace(OPTIONAL, name="key", kind="header", parameter="X-Key")
    told = settings(schemes=(OPTIONAL, key, CERTIFICATE))
    called = api.reading(security=(("bearer", "key", "certificate"), ("key",)))
    api.call(api.client(OK, settings=told, credentials={"bearer": lambda: "a", "key": "k"}), called)
    api.call(api.client(OK, settings=told, credentials={"key": "k"}), called)

    assert [(r.headers.get("authorization"), r.headers["x-key"]) for r in api.requests] == [
        ("Bearer a", "k"),
        (None, "k"),
    ]
