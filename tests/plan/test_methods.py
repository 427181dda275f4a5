from __future__ import annotations

from dataclasses import replace

from engross.plan.methods import plan_method

TEXT = {"type": "string"}


def parameter(name, location="query", **words):
    return {"name": name, "in": location, "schema": TEXT, "required": location == "path", **words}


def body(schema, media_type="application/json", **words):
    return {"content": {media_type: {"schema": schema}}, "required": True, **words}


def declarations(method):
    return [argument.declaration for argument in (*method.positional, *method.keywords)]


def test_path_parameters_are_positional_and_what_must_be_given_comes_first(bench):
    method = bench.method(
        "/cards/{cardId}",
        parameters=[
            parameter("pageSize", schema={"type": "integer"}),
            parameter("X-Trace", "header", required=True),
            parameter("cardId", "path"),
            parameter("session", "cookie"),
        ],
    )
    assert declarations(method) == [
        "card_id: str",
        "x_trace: str",
        "page_size: int | Unset = UNSET",
        "session: str | Unset = UNSET",
    ]


def test_the_properties_of_a_body_are_arguments(bench):
    schema = {
        "type": "object",
        "properties": {
            "amount": {"type": "number", "format": "decimal"},
            "note": {"type": ["string", "null"]},
        },
        "required": ["amount"],
    }
    method = bench.method(requestBody=body(schema))
    assert declarations(method) == ["amount: Decimal", "note: str | None | Unset = UNSET"]
    assert [argument.key for argument in method.body_fields] == ["amount", "note"]
    assert method.whole_body is None


def test_nothing_of_an_optional_body_must_be_given(bench):
    schema = {"type": "object", "properties": {"a": TEXT}, "required": ["a"]}
    method = bench.method(requestBody=body(schema, required=False))
    assert declarations(method) == ["a: str | Unset = UNSET"]


def test_a_body_that_is_no_plain_object_is_passed_whole(bench):
    method = bench.method(requestBody=body({"type": "array", "items": TEXT}))
    assert declarations(method) == ["body: list[str]"]
    assert method.whole_body == "body"
    assert method.body_fields == ()


def test_a_body_that_is_no_json_is_bytes_or_text(bench):
    assert declarations(bench.method(requestBody=body(TEXT, "image/png"))) == ["body: Content"]
    assert declarations(bench.method(requestBody=body({}, "text/plain"))) == ["body: str"]


def test_a_name_in_two_places_is_two_arguments_with_a_key_each(bench):
    schema = {"type": "object", "properties": {"id": TEXT}}
    method = bench.method(
        "/it/{id}", parameters=[parameter("id"), parameter("id", "path")], requestBody=body(schema)
    )
    found = [(a.name, a.key, a.in_body) for a in (*method.positional, *method.keywords)]
    assert found == [
        ("id", "path:id", False), ("id_query", "id", False), ("id_body", "id", True),
    ]  # fmt: skip


def test_an_argument_does_not_hide_what_every_method_has(bench):
    method = bench.method(parameters=[parameter(name) for name in ("timeout", "headers", "self")])
    assert [argument.name for argument in method.arguments] == ["timeout_", "headers_", "self_"]


def test_a_method_returns_what_any_success_documents(bench):
    def returns(**responses):
        answers = {
            status: {"description": "", **({"content": content} if content else {})}
            for status, content in responses.items()
        }
        return bench.method(responses={key.strip("_"): a for key, a in answers.items()}).returns

    text = {"application/json": {"schema": TEXT}}
    number = {"application/problem+json": {"schema": {"type": "integer"}}}
    assert returns(_400=number, _201=text) == "str"
    assert returns(_202=text, _200=number) == "int | str"
    assert returns(_200=number, _204=None) == "int | None"
    assert returns(_2XX=text) == "str"
    assert returns(default=text) == "str"
    assert returns(_404=number, default=text) == "None"
    assert returns(_204=None) == "None"
    assert returns(_200={"application/pdf": {}}) == "bytes"
    assert returns(_200={"text/csv": {"schema": TEXT}}) == "str"


def test_a_docstring_says_what_the_documentation_says(bench):
    method = bench.method(
        verb="patch",
        summary="Close Card",
        description="Closes it.\n\n- for good",
        parameters=[parameter("id", description="The card's\nid"), parameter("bare")],
        responses={"200": {"description": "Closed"}},
        externalDocs={"url": "https://example.com/close"},
        **{
            "x-irreversible": "Gone is gone.",
            "x-source": "close#L1",
            "x-errors": [{"name": "CooldownError", "match": {"code": "7"}, "description": "Wait"}],
        },
    )
    assert method.docstring == (
        "Close Card\n"
        "\n"
        "Closes it.\n"
        "\n"
        "- for good\n"
        "\n"
        "Warning:\n"
        "    Gone is gone. It is sent once, and never repeated after it may have arrived.\n"
        "\n"
        "Args:\n"
        "    id (str): The card's id\n"
        "    bare (str)\n"
        "\n"
        "Returns:\n"
        "    None: Closed\n"
        "\n"
        "Raises:\n"
        "    CooldownError: Wait (its code is `7`).\n"
        "    ValueError: An argument is wrong; nothing was sent.\n"
        "    OutcomeUnknownError: The answer was lost; the request may have been carried out.\n"
        "    ResponseValidationError: The answer contradicts the documentation; the request may"
        " have\n        been carried out.\n"
        "    APIError: Every other answer that is no success.\n"
        "    APIConnectionError: No answer came.\n"
        "\n"
        "Source: https://example.com/close, close#L1"
    )
    assert method.irreversible == "Gone is gone."


def test_an_idempotent_operation_has_no_unknown_outcome(bench):
    assert "OutcomeUnknownError" not in bench.method(verb="get").docstring
    assert "OutcomeUnknownError" not in bench.method(verb="put").docstring
    assert "OutcomeUnknownError" in bench.method(verb="post").docstring
    assert "OutcomeUnknownError" in bench.method(verb="put", **{"x-irreversible": "x"}).docstring


def test_an_operation_that_says_nothing_is_named_by_its_method_and_path(bench):
    assert bench.method(verb="get").docstring.startswith("GET /it\n")


def test_methods_whose_names_differ_by_case_alone_have_records_of_their_own(bench):
    verbs = {"a": "x/straße", "b": "x/strasse", "c": "x/import"}
    answer = {"responses": {"204": {"description": ""}}}
    paths = {f"/{path}": {"get": {**answer, "operationId": name}} for path, name in verbs.items()}
    [resource] = bench.package(paths=paths).resources
    assert sorted(method.constant for method in resource.methods) == [
        "_IMPORT_", "_STRASSE", "_straße",
    ]  # fmt: skip


def test_path_parameters_are_in_the_order_of_the_path(bench):
    method = bench.method(
        "/shops/{shopId}/cards/{cardId}",
        parameters=[
            parameter("shopId"),
            parameter("cardId", "path"),
            parameter("shopId", "path"),
        ],
    )
    assert [argument.wire_name for argument in method.positional] == ["shopId", "cardId"]


def test_what_only_answers_have_no_caller_gives(bench):
    schema = {
        "type": "object",
        "properties": {"id": {**TEXT, "readOnly": True}, "name": TEXT},
        "required": ["id", "name"],
    }
    method = bench.method(requestBody=body(schema))
    assert declarations(method) == ["name: str"]


def test_what_is_deprecated_and_where_an_answer_leads_stands_in_the_docstring(bench):
    links = {
        "owner": {
            "operationId": "getOwner",
            "parameters": {"id": "$response.body#/owner", "full": True},
            "description": "Whose it is.",
        },
        "next": {"operationRef": "#/paths/~1next/get"},
    }
    schema = {"type": "object", "properties": {"old": {**TEXT, "deprecated": True}, "new": TEXT}}
    method = bench.method(
        parameters=[parameter("since", deprecated=True, description="A day.")],
        requestBody=body(schema),
        responses={"200": {"description": "ok", "links": links}},
    )
    lines = [line.strip() for line in method.docstring.splitlines()]

    assert "since (str): Deprecated. A day." in lines
    assert "old (str): Deprecated." in lines
    assert "new (str)" in lines
    assert "owner: getOwner(id = $response.body#/owner, full = true). Whose it is." in lines
    assert "next: #/paths/~1next/get()" in lines


def test_what_is_deprecated_is_said_with_the_day_it_goes(bench):
    old = {"name": "old", "in": "query", "deprecated": True, "description": "A word."}
    method = bench.method(
        parameters=[{**old, "schema": {"type": "string"}}],
        **{"deprecated": True, "x-sunset": "2027-01-31"},
    )

    told = "The provider has deprecated this operation. It may be gone after 2027-01-31."
    assert method.deprecated == told
    assert f"Deprecated:\n    {told}" in method.docstring
    assert "old (str): Deprecated. A word." in method.docstring
    assert "deprecated='The provider has deprecated the parameter `old`.'" in method.operation


def test_a_lenient_package_does_not_say_that_a_contradiction_raises(bench):
    shapes = bench.shapes(paths={"/it": {"get": {"responses": {"204": {"description": ""}}}}})
    (op,) = shapes.api.operations
    strict, lenient = (
        plan_method(replace(shapes, lenient=lenient), op, array="list").docstring
        for lenient in (False, True)
    )

    assert "ResponseValidationError: The answer contradicts the documentation." in strict
    assert "ResponseValidationError: The answer cannot be read at all;" in lenient
