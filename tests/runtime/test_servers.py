from __future__ import annotations

from typing import Any

import pytest
from engross.runtime.errors import ConfigurationError
from engross.runtime.servers import Chosen, Server, ServerVariable, choose_server

DEFAULT = "https://eu.example.com/v1"
SERVER = Server(
    url="https://{region}.example.com/{base-path}",
    variables=(
        ServerVariable(name="region", argument="region", default="eu", enum=("eu", "us")),
        ServerVariable(name="base-path", argument="base_path", default="v1"),
    ),
)


def chosen(base_url: str | None = None, **variables: str | None) -> Chosen:
    return choose_server(DEFAULT, base_url, "SHOP_BASE_URL", server=SERVER, variables=variables)


@pytest.fixture(autouse=True)
def without_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_BASE_URL", raising=False)


@pytest.mark.parametrize(
    ("given", "base_url", "for_all"),
    [
        ({}, DEFAULT, False),
        ({"region": None}, DEFAULT, False),
        ({"region": "us"}, "https://us.example.com/v1", False),
        ({"base_path": "a/b/"}, "https://eu.example.com/a/b", False),
        ({"base_url": "http://localhost:1/"}, "http://localhost:1", True),
    ],
)
def test_the_server_is_the_documented_one_where_nobody_chooses(
    given: Any, base_url: str, for_all: bool
) -> None:
    assert chosen(**given) == Chosen(base_url=base_url, for_all=for_all)


def test_the_environment_names_a_server_where_the_caller_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHOP_BASE_URL", "http://localhost:2")

    assert chosen() == Chosen(base_url="http://localhost:2", for_all=True)
    assert chosen(base_url="http://a").base_url == "http://a"


def test_what_makes_another_address_is_told_beside_a_whole_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(ConfigurationError, match=r"^base_url= names .* so region=, base_path= "):
        chosen(base_url="http://a", region="us", base_path="v2")
    assert chosen(base_url="http://a", region=None).base_url == "http://a"

    monkeypatch.setenv("SHOP_BASE_URL", "http://localhost:2")
    with pytest.raises(ConfigurationError, match=r"^SHOP_BASE_URL names .* so region= "):
        chosen(region="us")
    monkeypatch.setenv("SHOP_BASE_URL", "")
    assert chosen(region="us").base_url == "https://us.example.com/v1"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"region": "mars"}, "region= must be one of eu, us"),
        ({"base_path": "v1?x=1"}, "base_path= must not hold a query"),
    ],
)
def test_a_server_that_will_not_do_is_told(given: Any, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        chosen(**given)


def address(url: str, default: str, value: str) -> str:
    variable = ServerVariable(name="v", argument="v", default=default)
    return Server(url=url, variables=(variable,)).address({"v": value})


@pytest.mark.parametrize(
    ("url", "default", "value", "base_url"),
    [
        ("https://{v}.okta.test/a", "x", "my-tenant.eu", "https://my-tenant.eu.okta.test/a"),
        ("https://{v}/a", "localhost", "api.example.com:8443", "https://api.example.com:8443/a"),
        ("https://{v}/a", "localhost", "[::1]:8443", "https://[::1]:8443/a"),
        ("https://{v}", "a.test/v1", "b.test:1/v2", "https://b.test:1/v2"),
        ("https://a.test:{v}/a", "443", "8443", "https://a.test:8443/a"),
        ("https://a.test{v}/a", "", ":8443", "https://a.test:8443/a"),
        ("https://a.test{v}", "/v1", "/v2/b", "https://a.test/v2/b"),
        ("{v}://a.test", "https", "http", "http://a.test"),
        ("{v}", "https://a.test", "http://b.test:1/c", "http://b.test:1/c"),
        ("{v}/api", "https://a.test", "http://b.test:1/c", "http://b.test:1/c/api"),
        ("{v}.a.test/api", "https://eu", "https://us", "https://us.a.test/api"),
        ("https://a.test/{v}", "v1", "a/b.c/..d", "https://a.test/a/b.c/..d"),
        ("https://a.test/{v}", "", "", "https://a.test"),
        ("https://{v}b.test", "x/", "x/", "https://x/b.test"),
    ],
)
def test_a_variable_may_hold_what_its_place_may(
    url: str, default: str, value: str, base_url: str
) -> None:
    assert address(url, default, value) == base_url


@pytest.mark.parametrize(
    ("url", "default", "value"),
    [
        *(
            ("https://{v}.okta.test/a", "x", value)
            for value in ("evil.test/", "evil.test?", "evil.test#", "a@evil.test", "e:1", "", "\\")
        ),
        ("https://{v}/a", "localhost", "evil.test/"),
        ("https://{v}/a", "localhost", ""),
        ("https://a.test:{v}/a", "443", "1@evil.test"),
        ("https://a.test{v}/a", "", "@evil.test"),
        ("https://a.test{v}", "/v1", ".evil.test/v1"),
        ("https://a.test{v}", "/v1", "/../v1"),
        ("{v}://a.test", "https", "https://evil.test/"),
        ("{v}.a.test/api", "https://eu", "https://evil.test/"),
        ("https://a.test/{v}", "v1", ""),
        *(("https://a.test/x/{v}", "v1", value) for value in ("../y", "a/..", ".", "%2e%2E/a")),
        ("https://a.test/x/.{v}", "v1", "./y"),
    ],
)
def test_a_variable_moves_no_call_to_another_host(url: str, default: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match="v= must"):
        address(url, default, value)


def test_what_stands_around_a_variable_is_what_the_others_are_by_default() -> None:
    server = Server(
        url="{scheme}://{host}{base}",
        variables=(
            ServerVariable(name="scheme", argument="scheme", default="https"),
            ServerVariable(name="host", argument="host", default="localhost:8080"),
            ServerVariable(name="base", argument="base", default="/v1"),
        ),
    )

    assert server.address({"host": "a.test:1", "scheme": "http"}) == "http://a.test:1/v1"
    assert server.address({"base": "/v2"}) == "https://localhost:8080/v2"
    for wrong in ({"host": "a.test/"}, {"base": ".evil.test"}, {"scheme": "https://evil.test/"}):
        with pytest.raises(ConfigurationError, match="= must be "):
            server.address(wrong)
