from __future__ import annotations

import pytest
from engross.plan.credentials import rival_credentials

BEARER = {"type": "http", "scheme": "bearer", "description": "Ask for one"}
ANSWER = {"responses": {"204": {"description": ""}}}


def key(location, name="X-Key"):
    return {"type": "apiKey", "in": location, "name": name}


def secured(bench, schemes, *needs):
    """The package of an API with one operation for each need."""
    paths = {f"/{number}": {"get": {**ANSWER, "security": n}} for number, n in enumerate(needs)}
    return bench.package(paths=paths, components={"securitySchemes": schemes})


def credentials(bench, schemes, *needs):
    return secured(bench, schemes, *needs).credentials


def test_a_bearer_scheme_is_the_token(bench):
    [credential] = credentials(bench, {"bearerAuth": BEARER}, [{"bearerAuth": []}])
    assert (credential.scheme, credential.keyword, credential.kind) == (
        "bearerAuth", "token", "bearer",
    )  # fmt: skip
    assert credential.variable == "SHOP_TOKEN"
    assert credential.required
    assert credential.help == (
        "Ask for one. Read from the variable `SHOP_TOKEN` where it is not given."
        " Or a function that gives it, or `ClientCredentials`."
    )


def test_the_token_of_oauth_is_a_bearer_token(bench):
    flow = {"tokenUrl": "https://example.com", "scopes": {}}
    schemes = {
        "oauth": {"type": "oauth2", "flows": {"clientCredentials": flow}},
        "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com"},
    }
    found = credentials(bench, schemes, [{"oauth": []}, {"oidc": []}])
    assert [(c.keyword, c.kind) for c in found] == [("token", "bearer"), ("oidc", "bearer")]
    assert [credential.token_url for credential in found] == ["https://example.com", ""]


def test_a_token_url_with_variables_is_none(bench):
    flow = {"tokenUrl": "{root}/oauth2/token", "scopes": {}}
    schemes = {"oauth": {"type": "oauth2", "flows": {"clientCredentials": flow}}}
    [credential] = credentials(bench, schemes, [{"oauth": []}])
    assert credential.token_url == ""


def test_basic_is_user_and_password(bench):
    [credential] = credentials(
        bench, {"login": {"type": "http", "scheme": "Basic"}}, [{"login": []}]
    )
    assert (credential.keyword, credential.kind) == ("login", "basic")
    assert credential.help.endswith("As `user:password`.")


def test_a_key_goes_where_its_scheme_says(bench):
    schemes = {place: key(place, f"k-{place}") for place in ("header", "query", "cookie")}
    found = credentials(bench, schemes, [{"header": [], "query": [], "cookie": []}])
    assert [(c.kind, c.parameter_name, c.variable) for c in found] == [
        ("header", "k-header", "SHOP_HEADER"),
        ("query", "k-query", "SHOP_QUERY"),
        ("cookie", "k-cookie", "SHOP_COOKIE"),
    ]


def test_keywords_are_distinct_and_none_is_the_constructors_own(bench):
    schemes = {
        "apiKey": key("header"),
        "api-key": key("query"),
        "timeout": key("cookie"),
        "self": key("header", "X-Self"),
        "t": BEARER,
    }
    found = credentials(bench, schemes, [{name: [] for name in schemes}])
    keywords = [credential.keyword for credential in found]
    assert keywords == ["api_key", "api_key_2", "timeout_2", "self_2", "token"]
    assert len({credential.variable for credential in found}) == 5


def test_a_credential_that_some_call_can_do_without_is_not_required(bench):
    schemes = {"a": BEARER, "b": key("header")}
    assert [c.required for c in credentials(bench, schemes, [{"a": []}, {"b": []}])] == [False] * 2
    assert [c.required for c in credentials(bench, schemes, [{"a": [], "b": []}])] == [True] * 2
    assert [c.required for c in credentials(bench, {"a": BEARER}, [{"a": []}, {}])] == [False]
    assert [c.required for c in credentials(bench, {"a": BEARER}, [{"a": []}], [])] == [False]


def test_a_scheme_that_no_operation_needs_or_no_client_can_use_is_left_out(bench):
    schemes = {
        "unused": BEARER,
        "digest": {"type": "http", "scheme": "digest"},
        "tls": {"type": "mutualTLS"},
    }
    assert credentials(bench, schemes, [{"digest": []}, {"tls": []}]) == ()


def test_what_the_http_client_sees_to_is_named(bench):
    schemes = {
        "unused": {"type": "mutualTLS"},
        "digest": {"type": "http", "scheme": "digest"},
        "tls": {"type": "mutualTLS"},
        "token": BEARER,
    }
    package = secured(bench, schemes, [{"digest": []}, {"tls": [], "token": []}])
    assert package.certificates == ("digest", "tls")


def test_a_record_has_the_scopes_of_each_alternative(bench):
    schemes = {name: {"type": "oauth2", "flows": {}} for name in ("a", "b")}
    needs = [{"a": ["read", "write"], "b": []}, {"a": ["other"]}]
    [resource] = secured(bench, schemes, needs).resources
    operation = "".join(resource.methods[0].operation.split())
    assert "scopes=({'a':('read','write',),},{'a':('other',),},)" in operation


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ({"bearer": [], "basic": []}, "'bearer' and 'basic' go into the same header 'author"),
        ({"bearer": [], "key": []}, "'bearer' and 'key' go into the same header 'authorization'"),
        ({"bearer": [], "other": []}, ""),
    ],
)
def test_credentials_of_which_one_header_holds_one_are_told(bench, need, told):
    schemes = {
        "bearer": BEARER,
        "basic": {"type": "http", "scheme": "basic"},
        "key": key("header", "authorization"),
        "other": key("header"),
    }
    paths = {"/a": {"get": {**ANSWER, "security": [need]}, "put": {**ANSWER, "security": [need]}}}
    api = bench.shapes(paths=paths, components={"securitySchemes": schemes}).api

    problems = list(rival_credentials(api))

    assert [problem.message[: len(told)] for problem in problems] == ([told] if told else [])
