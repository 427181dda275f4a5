"""Credentials: there, and well-formed."""

from __future__ import annotations

import json

import pytest

from .conftest import faults_of, value_of

SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "Basic"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "oauth": {"type": "oauth2", "flows": {}},
    "certificate": {"type": "mutualTLS"},
}


@pytest.fixture
def guarded(mocked):
    """Make mocks whose one operation, `GET /it`, has these security requirements."""

    def make(*requirements, responses=None):
        operation = {
            "responses": responses or {"200": {"description": "ok"}},
            "security": [{name: [] for name in names.split()} for names in requirements],
        }
        components = json.dumps({"securitySchemes": SCHEMES})
        return mocked(json.dumps({"/it": {"get": operation}}), components)

    return make


@pytest.mark.parametrize(
    ("needs", "line", "headers", "status"),
    [
        (["bearer"], "", ["authorization: Bearer t"], 200),
        (["bearer"], "", ["authorization: bearer t"], 200),
        (["bearer"], "", ["authorization: Basic dTpw"], 401),
        (["bearer"], "", ["authorization: Bearer "], 401),
        (["bearer"], "", [], 401),
        (["basic"], "", ["authorization: Basic dTpw"], 200),
        (["basic"], "", ["authorization: Basic dXA="], 401),
        (["basic"], "", ["authorization: Basic u:p"], 401),
        (["header"], "", ["x-key: k"], 200),
        (["header"], "", ["x-key: "], 401),
        (["query"], "?key=k", [], 200),
        (["query"], "?key=", [], 401),
        (["cookie"], "", ["cookie: a=b; sid=1"], 200),
        (["cookie"], "", ["cookie: a=b"], 401),
        (["oauth"], "", ["authorization: Bearer t"], 200),
        (["certificate"], "", [], 200),
        (["bearer", "header"], "", ["x-key: k"], 200),
        (["bearer header"], "", ["x-key: k"], 401),
        (["bearer header"], "", ["x-key: k", "authorization: Bearer t"], 200),
        (["bearer", ""], "", [], 200),
        ([], "", [], 200),
    ],
)
def test_requirements_are_alternatives_of_schemes(guarded, needs, line, headers, status):
    assert guarded(*needs)(f"GET /it{line}", *headers).status == status


def test_what_lacks_is_told_and_challenged(guarded):
    answer = guarded("bearer query", "basic")("GET /it")

    assert value_of(answer)["detail"] == "One of these is needed: bearer and query; basic."
    assert faults_of(answer) == [
        ("header", "Authorization", "#"),
        ("header", "Authorization", "#"),
        ("query", "key", "#"),
    ]
    challenges = [value for name, value in answer.headers if name == "www-authenticate"]
    assert challenges == ['Bearer realm="bearer"', 'ApiKey realm="query"', 'Basic realm="basic"']


def test_who_may_ask_is_seen_to_before_what_is_asked(guarded):
    answer = guarded("bearer")("GET /it", "prefer: code=500")

    assert answer.status == 401
