"""What a method takes and gives where a body or an answer has several media types."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = {"type": "string"}
PET = {"type": "object", "required": ["name"], "properties": {"name": TEXT}}
EVENT = {"type": "object", "properties": {"event": TEXT, "data": PET, "id": TEXT}}


def content(*types: str, schema: Any = PET, **members: Any) -> dict[str, Any]:
    return {name: {"schema": schema, **members} for name in types}


def taking(bench: Any, *types: str, schema: Any = PET) -> Any:
    body = {"required": True, "content": content(*types, schema={"$ref": "#/components/schemas/P"})}
    return bench.method(requestBody=body, components={"schemas": {"P": schema}})


def giving(bench: Any, told: dict[str, Any]) -> Any:
    return bench.method(
        verb="get", responses={"200": {"description": "", "content": told}}, operationId="it/get"
    )


def declared(signature: Any) -> list[str]:
    return [argument.declaration for argument in signature.arguments]


def test_one_media_type_is_nothing_to_choose(bench: Any) -> None:
    method = taking(bench, "application/json")

    assert method.overloads == ()
    assert declared(method.implementation) == ["name: str"]


def test_a_body_of_another_type_is_an_overload(bench: Any) -> None:
    method = taking(bench, "application/json", "application/xml", "image/png")

    assert list(map(declared, method.overloads)) == [
        ["name: str", "content_type: Literal['application/json'] | Unset = UNSET"],
        ["body: str", "content_type: Literal['application/xml']"],
        ["body: Content", "content_type: Literal['image/png']"],
    ]
    assert declared(method.implementation) == [
        "name: str | Unset = UNSET",
        "body: str | Content | Unset = UNSET",
        "content_type: Literal['application/json', 'application/xml', 'image/png'] | Unset = UNSET",
    ]
    assert method.implementation.arguments[1].async_declaration == (
        "body: str | AsyncContent | Unset = UNSET"
    )
    assert (method.whole_body, method.other_body) == (None, "body")


def test_a_form_of_the_same_members_is_the_same_call(bench: Any) -> None:
    method = taking(bench, "application/json", "application/x-www-form-urlencoded")

    assert method.overloads == ()
    assert method.other_body is None
    assert declared(method.implementation)[0] == "name: str"
    assert "application/x-www-form-urlencoded" in declared(method.implementation)[1]


def test_what_an_operation_takes_anyway_keeps_its_name(bench: Any) -> None:
    schema = {"type": "object", "properties": {"body": TEXT, "content_type": TEXT}}
    method = taking(bench, "application/json", "text/plain", schema=schema)

    names = [argument.name for argument in method.implementation.arguments]
    assert names == ["body", "content_type", "whole_body", "content_type_header"]


def test_an_answer_of_another_type_is_an_overload(bench: Any) -> None:
    told = content("application/pdf", "application/json", "text/csv", "text/html", schema=TEXT)
    method = giving(bench, told)

    accepts = [declared(signature)[0] for signature in method.overloads]
    assert [signature.returns for signature in method.overloads] == ["str", "bytes"]
    assert accepts == [
        "accept: Literal['application/json', 'text/csv', 'text/html'] | Unset = UNSET",
        "accept: Literal['application/pdf']",
    ]
    assert method.implementation.returns == "str | bytes"


@pytest.mark.parametrize(
    ("content_type", "members", "annotation"),
    [
        ("application/x-ndjson", {"itemSchema": TEXT}, "Items[str]"),
        ("application/jsonl", {"schema": {"type": "array", "items": TEXT}}, "Items[str]"),
        ("application/json-seq", {"schema": PET}, "Items[models.ItPutRequestItem]"),
        ("application/jsonl", {}, "Items[Any]"),
        ("text/event-stream", {}, "Content"),
    ],
)
def test_a_body_of_items_takes_what_gives_them(
    bench: Any, content_type: str, members: Any, annotation: str
) -> None:
    body = {"content": {content_type: members}, "required": True}
    method = bench.method(operationId="it/put", requestBody=body)
    (argument,) = method.implementation.arguments

    assert argument.declaration == f"body: {annotation}"
    assert argument.async_declaration == f"body: Async{annotation}"


@pytest.mark.parametrize(
    ("content_type", "members", "returns", "streams"),
    [
        ("application/jsonl", {"itemSchema": TEXT}, "list[str]", "str"),
        ("application/jsonl", {"schema": {"type": "array", "items": TEXT}}, "list[str]", "str"),
        ("application/json-seq", {"schema": PET}, "list[models.ItGetResponseItem]", None),
        ("application/x-ndjson", {}, "list[Any]", "Any"),
        ("text/event-stream", {}, "list[ServerSentEvent[str]]", "ServerSentEvent[str]"),
        ("text/event-stream", {"schema": PET}, None, "ServerSentEvent[models.ItGetResponseItem]"),
        ("text/event-stream", {"itemSchema": EVENT}, None, "models.ItGetResponseItem"),
        ("text/event-stream", {"itemSchema": {"oneOf": [EVENT, EVENT]}}, None, None),
        ("text/csv", {}, "str", "str"),
        ("application/zip", {}, "bytes", "bytes"),
    ],
)
def test_items_have_a_type(
    bench: Any, content_type: str, members: Any, returns: str | None, streams: str | None
) -> None:
    method = giving(bench, {content_type: members})

    assert returns in {None, method.returns}
    assert streams in {None, method.stream.returns}
    assert "ServerSentEvent[models.ItGetResponseItemOption" not in method.stream.returns


@pytest.mark.parametrize(
    ("content_type", "members", "returns"),
    [
        ("*/*", {}, "Any"),
        ("*/*", {"schema": {}}, "Any"),
        ("application/*", {}, "Any"),
        ("*/*", {"schema": {"type": "string", "format": "binary"}}, "bytes"),
        ("application/json", {"schema": {"type": "string", "format": "binary"}}, "bytes"),
        ("*/*", {"schema": {"type": "string", "contentMediaType": "image/png"}}, "bytes"),
        ("application/*", {"schema": {"$ref": "#/components/schemas/File"}}, "bytes"),
        ("application/*", {"schema": {"type": "array", "items": TEXT}}, "list[str]"),
        ("*/*", {"schema": {"type": "string", "contentMediaType": "application/json"}}, "str"),
        ("image/png", {}, "bytes"),
        ("text/*", {}, "str"),
    ],
)
def test_the_schema_says_what_a_range_of_media_types_leaves_open(
    bench: Any, content_type: str, members: Any, returns: str
) -> None:
    answer = {"200": {"description": "", "content": {content_type: members}}}
    file = {"type": "string", "format": "binary"}
    method = bench.method(verb="get", responses=answer, components={"schemas": {"File": file}})

    assert method.returns == returns
    assert (method.stream is not None) == (returns == "bytes" or content_type == "text/*")


@pytest.mark.parametrize(
    ("content_type", "members", "annotation"),
    [
        ("*/*", {}, "Content"),
        ("application/*", {"schema": {"type": "string", "format": "binary"}}, "Content"),
        ("image/*", {}, "Content"),
        ("application/*", {"schema": {"type": "array", "items": TEXT}}, "list[str]"),
    ],
)
def test_a_body_of_which_nothing_is_said_is_bytes(
    bench: Any, content_type: str, members: Any, annotation: str
) -> None:
    method = bench.method(requestBody={"required": True, "content": {content_type: members}})

    assert declared(method.implementation) == [f"body: {annotation}"]


@pytest.mark.parametrize("content_type", ["application/json", "application/xml"])
def test_what_is_of_no_use_before_its_end_is_no_stream(bench: Any, content_type: str) -> None:
    assert giving(bench, content(content_type)).stream is None


def test_a_stream_beside_json_is_read_whole_by_a_plain_call_that_asks_for_it(bench: Any) -> None:
    told = {**content("text/event-stream", schema=TEXT), **content("application/json")}
    method = giving(bench, told)

    assert [(signature.returns, *declared(signature)) for signature in method.overloads] == [
        ("models.ItGetResponse", "accept: Literal['application/json'] | Unset = UNSET"),
        ("list[ServerSentEvent[str]]", "accept: Literal['text/event-stream']"),
    ]
    assert method.stream.streams.startswith("AbstractContextManager[Stream[ServerSentEvent[")


def test_a_header_that_the_document_describes_once_has_a_class_that_others_inherit(
    bench: Any,
) -> None:
    refer = {"$ref": "#/components/headers/limit"}
    answers = {
        "/a": {"Limit": refer, "X-Own": {"schema": {"type": "string"}}},
        "/b": {"Limit": refer},
        "/c": {"X-Limit": refer},
    }
    package = bench.package(
        paths={
            path: {
                "get": {
                    "operationId": f"it{path}",
                    "responses": {"204": {"description": "", "headers": headers}},
                }
            }
            for path, headers in answers.items()
        },
        components={"headers": {"limit": {"schema": {"type": "integer"}}}},
    )

    assert [(one.name, one.parents, [f.name for f in one.fields]) for one in package.headers] == [
        ("LimitHeader", "Headers", ["limit"]),
        ("LimitXLimitHeader", "Headers", ["x_limit"]),
        ("ItAHeaders", "LimitHeader", ["x_own"]),
        ("ItBHeaders", "LimitHeader", []),
        ("ItCHeaders", "LimitXLimitHeader", []),
    ]


def test_declared_headers_are_attributes(bench: Any) -> None:
    headers = {
        "X-Rate-Limit": {"schema": {"type": "integer"}, "description": "Calls left."},
        "Date": {"schema": {"type": "string", "format": "date"}, "required": True},
        "X-Tags": {"schema": {"type": "array", "items": {"type": "integer"}}},
        "X-Word": {"content": {"application/json": {"schema": {"type": "string"}}}},
    }
    method = bench.method(
        operationId="it/get", responses={"204": {"description": "", "headers": headers}}
    )

    assert method.implementation.raw_returns == "RawResponse[None, headers_.ItGetHeaders]"
    assert [(field.name, field.annotation) for field in method.headers.fields] == [
        ("x_rate_limit", "int | None"),
        ("date_", "date"),
        ("x_tags", "list[int] | None"),
        ("x_word", "str | None"),
    ]
    assert method.headers.fields[2].expression == (
        "HeaderField('X-Tags', lambda: list[types.Integer], form='array', items='json')"
    )
    in_json = "HeaderField('X-Word', lambda: types.String, form='json')"
    assert method.headers.fields[3].expression == in_json
