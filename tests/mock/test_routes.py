"""Which operation a request is for."""

from __future__ import annotations

import pytest

from .conftest import faults_of, value_of

FINE = "{responses: {'200': {description: ok}}}"
PETS = f"""
/pets/{{id}}: {{get: {FINE}, delete: {FINE}}}
/pets/mine: {{get: {FINE}}}
/a%20b: {{get: {FINE}}}
/files/{{name}}.{{kind}}: {{get: {FINE}}}
/odd: {{additionalOperations: {{M-SEARCH: {FINE}, Purge: {FINE}}}}}
"""


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET /pets/7", 200),
        ("GET /pets/mine", 200),
        ("GET /pets/%6Dine", 200),
        ("GET /a%20b", 200),
        ("GET /files/a.b.txt", 200),
        ("GET /files/txt", 404),
        ("GET /pets", 404),
        ("GET /pets/", 404),
        ("GET /pets/7/", 404),
        ("HEAD /pets/7", 200),
        ("OPTIONS /pets/7", 204),
        ("POST /pets/7", 405),
        ("M-SEARCH /odd", 200),
        ("Purge /odd", 200),
        # RFC 9110, "Methods": their case counts.
        ("PURGE /odd", 405),
        # OpenAPI 3.1, "Paths Object": the concrete path is the one that is meant.
        ("DELETE /pets/mine", 405),
    ],
)
def test_a_request_finds_its_operation(mocked, line, status):
    assert mocked(PETS)(line).status == status


def test_what_a_path_takes_is_told(mocked):
    ask = mocked(PETS)

    assert ask("POST /pets/7").header("allow") == "DELETE, GET, HEAD, OPTIONS"
    assert ask("OPTIONS /pets/mine").header("allow") == "GET, HEAD, OPTIONS"


def test_head_is_get_without_the_body(answering):
    ask = answering("{type: string}")
    got, head = ask("GET /it"), ask("HEAD /it")

    assert head.headers == got.headers
    assert (head.body, got.header("content-length")) == (b"", str(len(got.body)))


@pytest.mark.parametrize(
    "server",
    [
        {"url": "https://api.example.com/v1"},
        {"url": "/v1/"},
        {"url": "{host}/{base}", "variables": {
            "host": {"default": "https://a.example"}, "base": {"default": "v1"},
        }},
    ],
)  # fmt: skip
def test_paths_begin_with_the_base_path_of_a_server_or_without(mocked, server):
    ask = mocked(PETS, servers=[server])

    assert ask("GET /v1/pets/7").status == 200
    assert ask("GET /pets/7").status == 200
    assert ask.mock.routes.bases == ("/v1",)
    assert "begin with /v1" in value_of(ask("GET /v2/pets/7"))["detail"]


def test_an_operation_may_have_a_server_of_its_own(mocked):
    operation = "{responses: {'200': {description: ok}}, servers: [{url: /upload}]}"
    ask = mocked(f"/x: {{post: {operation}, get: {FINE}}}", servers=[{"url": "/v1"}])

    assert ask("POST /upload/x").status == 200
    assert ask("POST /v1/x").status == 405


def test_templates_of_one_form_are_one_path(mocked):
    """The standard forbids them; other people's documents have them."""
    number = "{name: b, in: path, required: true, schema: {type: integer}}"
    ask = mocked(
        f"""
        '/x/{{a}}': {{get: {FINE}}}
        '/x/{{b}}': {{parameters: [{number}], put: {FINE}}}
        """
    )

    assert ask("GET /x/1").status == 200
    assert faults_of(ask("PUT /x/one")) == [("path", "b", "#")]
