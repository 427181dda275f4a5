"""A link says which call an answer leads to, in the words of Python."""

from __future__ import annotations

from typing import Any

import pytest
from engross.ir import Operation
from engross.plan.links import plan_links, unknown_links

from .conftest import Bench, content

TEXT = {"type": "string"}
USER = {
    "type": "object",
    "properties": {
        "user-id": TEXT,
        "profile": {"allOf": [{"$ref": "#/components/schemas/Profile"}]},
        "emails": {"type": "array", "items": {"$ref": "#/components/schemas/Profile"}},
        "more": {"type": "object"},
    },
}
PROFILE = {"type": "object", "properties": {"log in": TEXT}}


def parameter(name: str, location: str, **words: Any) -> dict[str, Any]:
    return {"name": name, "in": location, "required": location == "path", "schema": TEXT, **words}


def document(links: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    created = {
        "description": "",
        "content": content({"$ref": "#/components/schemas/User"}),
        "headers": {"ETag-Of": {"schema": TEXT}},
        "links": links,
    }
    create = {
        "operationId": "create",
        "parameters": [parameter("X-Org", "header"), parameter("dry run", "query")],
        "requestBody": {"content": content(body)},
        "responses": {"201": created},
    }
    get = {
        "operationId": "getUser",
        "parameters": [
            parameter("userId", "path"),
            parameter("userId", "query"),
            parameter("X-Org", "header"),
        ],
        "responses": {"204": {"description": ""}},
    }
    post = {**get, "operationId": "change", "requestBody": {"content": content(TEXT)}}
    return {
        "paths": {"/users": {"post": create}, "/users/{userId}": {"get": get, "post": post}},
        "components": {"schemas": {"User": USER, "Profile": PROFILE}},
    }


def told(bench: Bench, link: dict[str, Any], body: dict[str, Any] | None = None) -> str:
    flat = {"type": "object", "properties": {"team-name": TEXT}}
    shapes = bench.shapes(**document({"It": link}, body or flat))
    [(name, text)] = plan_links(shapes, operation(shapes.api.operations, "create"))
    assert name == "It"
    return text


def operation(operations: tuple[Operation, ...], name: str) -> Operation:
    return next(op for op in operations if op.operation_id == name)


@pytest.mark.parametrize(
    ("expression", "python"),
    [
        ("$response.body#/user-id", "answer.user_id"),
        ("$response.body", "answer"),
        ("$response.body#/profile/log%20in", "answer.profile.log_in"),
        ("$response.body#/emails/0/log%20in", "answer.emails[0].log_in"),
        ("$response.header.etag-of", "raw.headers.e_tag_of"),
        ("$request.header.x-org", "x_org"),
        ("$request.query.dry run", "dry_run"),
        ("$request.body#/team-name", "team_name"),
        ("text", "'text'"),
        (True, "True"),
        (0.1, "0.1"),
        (None, "None"),
    ],
)
def test_what_a_link_takes_is_written_as_python_has_it(
    bench: Bench, expression: Any, python: str
) -> None:
    link = {"operationId": "getUser", "parameters": {"path.userId": expression}}
    assert told(bench, link) == f"`client.users.get_user(user_id={python})`"


@pytest.mark.parametrize(
    "expression",
    [
        "$response.body#/nothing",
        "$response.body#/more/x",
        "$response.body#/emails/first",
        "$response.header.other",
        "$request.body#/a/b",
        "$request.body",
        "$request.query.Dry run",
        "$url",
        "$statusCode",
    ],
)
def test_what_has_no_name_in_python_stays_as_it_is_written(bench: Bench, expression: str) -> None:
    link = {"operationId": "getUser", "parameters": {"path.userId": expression}}
    assert told(bench, link) == f"`client.users.get_user(user_id=<{expression}>)`"


def test_a_body_that_is_passed_whole_is_the_argument_of_both_calls(bench: Bench) -> None:
    link = {
        "operationRef": "#/paths/~1users~1{userId}/post",
        "parameters": {"userId": "$response.body#/user-id"},
        "requestBody": "$request.body",
        "description": "Says it again.",
    }
    assert told(bench, link, {"type": "array", "items": TEXT}) == (
        "`client.users.change(user_id=answer.user_id, body=body)`. Says it again."
    )


def test_a_link_out_of_the_document_says_where_it_leads(bench: Bench) -> None:
    reference = "https://example.com/other.yaml#/paths/~1x/get"
    link = {"operationRef": reference, "parameters": {"a": "$url", "b": True}}
    assert told(bench, link) == f"{reference}(a = $url, b = true)"


@pytest.mark.parametrize(
    ("link", "place", "message"),
    [
        ({"operationId": "gone"}, "/operationId", "no operation has the id 'gone'"),
        ({"operationRef": "#/paths/~1gone/get"}, "", "this link leads to no operation"),
        ({}, "", "this link leads to no operation"),
        (
            {"operationId": "getUser", "parameters": {"user_id": 1}},
            "/parameters/user_id",
            "GET /users/{userId} has no parameter 'user_id'",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_place(
    bench: Bench, link: dict[str, Any], place: str, message: str
) -> None:
    api = bench.shapes(**document({"It": link}, TEXT)).api
    [problem] = unknown_links(api)
    assert str(problem.pointer) == f"#/paths/~1users/post/responses/201/links/It{place}"
    assert problem.message.startswith(message)


def test_a_link_that_leads_somewhere_is_not(bench: Bench) -> None:
    links = {
        "One": {"operationId": "getUser", "parameters": {"header.X-Org": "a"}},
        "Two": {"operationRef": "https://example.com/other.yaml#/paths/~1x/get"},
    }
    assert [*unknown_links(bench.shapes(**document(links, TEXT)).api)] == []
