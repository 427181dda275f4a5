"""Operations and what they are made of: parameters, bodies, responses, security, callbacks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from engross.errors import Severity
from engross.ir import DocumentedError, Envelope, ErrorMatch, ParameterLocation, Response
from engross.pointer import parse_pointer
from engross.spec import load_api

OK = {"200": {"description": "ok"}}
ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def query(name: str = "q", **members: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {}, **members}


@pytest.mark.parametrize(
    ("location", "style", "explode"),
    [
        ("query", "form", True),
        ("path", "simple", False),
        ("header", "simple", False),
        ("cookie", "form", True),
    ],
)
def test_a_parameter_has_the_standards_defaults(
    workshop: Any, location: str, style: str, explode: bool
) -> None:
    written = {**ID, "in": location}
    [parameter] = workshop.operation(
        "/{id}" if location == "path" else "/", parameters=[written]
    ).parameters

    assert (parameter.style, parameter.explode) == (style, explode)


def test_a_parameter_may_be_described_by_content(workshop: Any) -> None:
    written = {"name": "q", "in": "query", "content": {"application/json": {"schema": {}}}}
    [parameter] = workshop.operation(parameters=[written]).parameters

    assert (parameter.schema, parameter.content.content_type) == (None, "application/json")


def test_a_query_may_be_described_as_a_whole(workshop: Any) -> None:
    content = {"application/json": {"schema": {}}}
    whole = {"name": "q", "in": "querystring", "content": content}
    [parameter] = workshop.operation(parameters=[whole]).parameters

    assert parameter.location is ParameterLocation.QUERYSTRING
    assert parameter.content.content_type == "application/json"


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([query("a")], "warning: a query is described as a whole, once, or by its parameters"),
        ([], "error: a querystring has 'content': write the media type of the whole query"),
    ],
)
def test_a_whole_query_is_described_once_and_by_its_media_type(
    workshop: Any, others: list[Any], told: str
) -> None:
    content = {"content": {"application/json": {}}} if others else {"schema": {}}
    whole = {"name": "q", "in": "querystring", **content}
    operation = {"parameters": [whole, *others], "responses": OK}

    assert told in workshop.messages(paths={"/it": {"get": operation}})


def test_an_operation_overrides_its_paths_parameters(workshop: Any) -> None:
    operation = {"parameters": [query("b", description="own")], "responses": OK}
    item = {"parameters": [query("a"), query("b")], "get": operation}
    [read] = workshop.api(paths={"/it": item}).operations

    assert [(p.name, p.description) for p in read.parameters] == [("a", None), ("b", "own")]


def test_the_whole_query_needs_no_name(workshop: Any) -> None:
    whole = {"in": "querystring", "content": {"application/json": {"schema": {}}}}
    get = {"parameters": [whole], "responses": OK}

    [read] = workshop.api(openapi="3.2.0", paths={"/it": {"get": get}}).operations

    assert [parameter.name for parameter in read.parameters] == ["querystring"]


def test_a_path_item_that_several_paths_share_is_an_operation_of_each(workshop: Any) -> None:
    item = {"get": {"operationId": "getIt", "responses": OK}}
    shared = {"$ref": "#/components/pathItems/Item"}

    first, second = workshop.api(
        paths={"/a": shared, "/b": shared}, components={"pathItems": {"Item": item}}
    ).operations

    assert (str(first.pointer), first.operation_id) == ("#/components/pathItems/Item/get", "getIt")
    assert (str(second.pointer), second.operation_id) == ("#/paths/~1b/get", None)


@pytest.mark.parametrize("order", [("/a", "/b"), ("/b", "/a")])
def test_a_path_that_refers_to_another_is_an_operation_beside_it(
    workshop: Any, order: tuple[str, str]
) -> None:
    paths = {"/a": {"$ref": "#/paths/~1b"}, "/b": {"get": {"responses": OK}}}

    found = workshop.api(paths={path: paths[path] for path in order}).operations

    assert {op.path: str(op.pointer) for op in found} == {
        "/a": "#/paths/~1a/get",
        "/b": "#/paths/~1b/get",
    }


def test_an_operation_in_a_file_of_its_own_is_read_though_it_should_not_be(workshop: Any) -> None:
    workshop.write("operationId: getIt\nresponses: {'200': {description: ''}}\n", "get.yaml")
    paths = {"/it": {"get": {"$ref": "get.yaml"}}, "/that": {"get": {"$ref": "get.yaml"}}}

    first, second = workshop.api(paths=paths).operations

    assert (first.path, first.operation_id, second.path) == ("/it", "getIt", "/that")
    assert first.pointer != second.pointer
    assert "warning: an operation has no $ref" in workshop.messages(paths=paths)


def test_a_shared_parameter_stands_where_it_is_defined(workshop: Any) -> None:
    operation = workshop.operation(
        parameters=[{"$ref": "#/components/parameters/Q"}],
        components={"parameters": {"Q": query()}},
    )

    assert operation.parameters[0].pointer == parse_pointer("/components/parameters/Q")


@pytest.mark.parametrize(
    ("path", "parameters", "message"),
    [
        ("/{id}", [], "has {id}, which is not declared: add a parameter with name: id, in: path"),
        ("/it", [ID], "has no {id}: the parameter 'id' is left out"),
        ("/{id}", [{**ID, "required": False}], "a path parameter must say 'required: true'"),
        ("/it", [query(), query()], "the query parameter 'q' is already in this list"),
        ("/it", [query("A", **{"in": "header"}), query("a", **{"in": "header"})], "already in"),
        ("/it", [query("X-卡", **{"in": "header"})], "no header can be called 'X-卡'"),
        ("/it", [query("a;b", **{"in": "cookie"})], "no cookie can be called 'a;b'"),
        ("/it", [query("Host", **{"in": "header"})], "the header 'Host' frames the message"),
        ("/it", [query(style="simple")], "a query parameter cannot have the style 'simple'"),
        ("/it", [{"name": "q", "in": "query"}], "a parameter has either 'schema' or 'content'"),
        ("it", [], "must begin with a slash: write '/it'"),
        ("/{id*}", [ID], "the path has {id*}: write {id}"),
    ],
)
def test_a_fault_is_an_error_in_ours_and_a_warning_in_others(
    workshop: Any, path: str, parameters: Any, message: str
) -> None:
    paths = {path: {"get": {"parameters": parameters, "responses": OK}}}

    assert message in workshop.messages(paths=paths, authored=True)
    assert " error: " in workshop.messages(paths=paths, authored=True)
    assert message in workshop.messages(paths=paths)
    assert " error: " not in workshop.messages(paths=paths)


def test_a_name_that_the_path_repeats_is_made_up_once(workshop: Any) -> None:
    paths = {"/d/{a}/{b}/{a}": {"get": {"responses": OK}}}

    [operation] = workshop.api(paths=paths).operations

    assert [parameter.name for parameter in operation.parameters] == ["a", "b"]
    assert workshop.messages(paths=paths).count("{a}, which is not declared") == 1


def test_a_reference_beside_a_parameters_name_is_its_schema(workshop: Any) -> None:
    misplaced = {"name": "q", "in": "query", "required": True, "$ref": "#/components/schemas/Q"}
    members = {
        "paths": {"/it": {"get": {"parameters": [misplaced], "responses": OK}}},
        "components": {"schemas": {"Q": {"type": "integer"}}},
    }

    [parameter] = workshop.api(**members).operations[0].parameters

    assert (parameter.name, parameter.required) == ("q", True)
    assert parameter.schema.target == parse_pointer("/components/schemas/Q")
    assert "warning: the $ref of a parameter leads to a schema" in workshop.messages(**members)
    assert " error: " in workshop.messages(**members, authored=True)


def test_paths_of_others_are_mended(workshop: Any) -> None:
    operation = workshop.operation("{id*}/{other}", parameters=[ID])

    assert operation.path == "/{id}/{other}"
    assert [(p.name, p.schema.type) for p in operation.parameters] == [
        ("id", {"string"}),
        ("other", {"string"}),
    ]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (
            {"parameters": [query(**{"in": "body"})]},
            "'body' is not one of path, query, header, cookie",
        ),
        ({"parameters": [{"in": "query", "schema": {}}]}, "'name' is missing"),
        ({"parameters": {}}, "expected a list, found a mapping"),
        ({"parameters": ["x"]}, "expected a mapping, found text 'x'"),
        ({"requestBody": []}, "expected a mapping, found a list"),
        ({"responses": []}, "expected a mapping, found a list"),
    ],
)
def test_what_cannot_be_understood_is_an_error_everywhere(
    workshop: Any, members: Any, message: str
) -> None:
    paths = {"/it": {"get": {"responses": OK, **members}}}

    assert f"error: {message}" in workshop.messages(paths=paths)


def test_an_operation_id_is_used_once(workshop: Any) -> None:
    operation = {"operationId": "cards/close", "responses": OK}
    told = workshop.messages(paths={"/a": {"get": operation}, "/b": {"get": operation}})

    assert "openapi.json:" in told
    assert "'cards/close' is already used by #/paths/~1a/get" in told
    assert "(#/paths/~1b/get/operationId)" in told
    api = workshop.api(paths={"/a": {"get": operation}, "/b": {"get": operation}})
    assert [o.operation_id for o in api.operations] == ["cards/close", None]


def test_of_an_operation_id_used_under_two_tags_each_tag_has_one(workshop: Any) -> None:
    tags = {"/a": ["a"], "/b": ["b"], "/more": ["a", "b"], "/none": []}
    paths = {
        path: {"get": {"operationId": "list", "tags": names, "responses": OK}}
        for path, names in tags.items()
    }

    assert "'list' is already used by #/paths/~1a/get" in workshop.messages(paths=paths)
    found = {o.path: o.operation_id for o in workshop.api(paths=paths).operations}
    assert found == {"/a": "list", "/b": "list", "/more": None, "/none": "list"}


def test_a_path_item_used_twice_keeps_its_operation_id_once(workshop: Any) -> None:
    item = {"get": {"operationId": "a", "responses": OK}}
    paths = {"/a": {"$ref": "#/components/pathItems/A"}, "/b": {"$ref": "#/components/pathItems/A"}}
    api = workshop.api(paths=paths, components={"pathItems": {"A": item}})

    assert [(o.path, o.operation_id) for o in api.operations] == [("/a", "a"), ("/b", None)]


def test_a_scheme_whose_name_http_cannot_carry_is_told_and_carries_nothing(workshop: Any) -> None:
    scheme = {"type": "apiKey", "in": "header", "name": "X-卡"}
    parts = {"components": {"securitySchemes": {"key": scheme}}, "paths": {}}

    assert "error: no header can be called 'X-卡'" in workshop.messages(**parts, authored=True)
    assert "warning: no header can be called 'X-卡'" in workshop.messages(**parts)
    assert workshop.api(**parts).security_schemes["key"].location is None


def test_parameters_that_openapi_ignores_are_told_and_left_out(workshop: Any) -> None:
    written = [query("Accept", **{"in": "header"}), query("X-A", **{"in": "header"})]
    paths = {"/it": {"get": {"parameters": written, "responses": OK}}}

    assert "warning: OpenAPI ignores a header parameter 'Accept'" in workshop.messages(paths=paths)
    assert [p.name for p in workshop.api(paths=paths).operations[0].parameters] == ["X-A"]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("200", "200"),
        ("4XX", "4XX"),
        ("4xx", "4XX"),
        ("default", "default"),
        ("DEFAULT", None),
        ("600", None),
        ("2000", None),
    ],
)
def test_statuses_are_numbers_ranges_or_default(
    workshop: Any, written: str, status: str | None
) -> None:
    responses = workshop.operation(responses={written: {"description": "d"}}).responses

    assert [response.status for response in responses] == ([status] if status else [])


def test_a_response_is_read_with_content_headers_links_and_examples(workshop: Any) -> None:
    media = {
        "schema": {},
        "examples": {"one": {"value": 1}, "two": {"$ref": "#/components/examples/X"}},
    }
    response = {
        "description": "d",
        "content": {"application/json": media, "text/plain": {}},
        "headers": {
            "X-Rate": {"required": True, "schema": {"type": "integer"}},
            "Content-Type": {},
        },
        "links": {"next": {"operationId": "a", "parameters": {"id": "$response.body#/id"}}},
    }
    components = {"examples": {"X": {"value": None}}}
    [read] = workshop.operation(responses={"200": response}, components=components).responses

    assert [m.content_type for m in read.content] == ["application/json", "text/plain"]
    assert [(e.name, e.value) for e in read.content[0].examples] == [("one", 1), ("two", None)]
    assert [(h.name, h.required, h.schema.type) for h in read.headers] == [
        ("X-Rate", True, {"integer"})
    ]
    assert [(link.name, link.parameters) for link in read.links] == [
        ("next", {"id": "$response.body#/id"})
    ]


@pytest.mark.parametrize("target", ["#/components/examples/Gone", "gone.json", "http://a/b"])
def test_an_example_or_link_that_leads_nowhere_costs_no_operation(
    workshop: Any, target: str
) -> None:
    media = {"schema": {}, "examples": {"gone": {"$ref": target}, "here": {"value": 1}}}
    answer = {"description": "d", "content": {"application/json": media}}
    responses = {"200": {**answer, "links": {"gone": {"$ref": target}}}}
    paths = {"/it": {"get": {"responses": responses}}}
    told = workshop.messages(paths=paths)

    assert (told.count(f"warning: $ref {target!r}"), told.count("error: ")) == (2, 0)
    assert workshop.messages(paths=paths, authored=True).count(f"error: $ref {target!r}") == 2
    [response] = workshop.operation(responses=responses).responses
    assert [example.name for example in response.content[0].examples] == ["here"]
    assert response.links == ()


def test_an_example_that_leads_back_to_itself_is_left_out(workshop: Any) -> None:
    circle = {"examples": {"a": {"$ref": "#/components/examples/a"}}}
    parameter = {"name": "q", "in": "query", "schema": {}, **circle}
    paths = {"/it": {"get": {"parameters": [parameter], "responses": {}}}}
    told = workshop.messages(paths=paths, components=circle)

    assert "warning: this $ref leads back to itself" in told
    assert "error: " not in told


def test_names_may_look_like_extensions(workshop: Any) -> None:
    scheme = {"type": "http", "scheme": "basic"}
    headers = {"x-rate-limit": {"schema": {}}, "x-note": "an extension"}
    operation = workshop.operation(
        security=[{"x-key": []}],
        responses={"200": {"description": "d", "headers": headers}, "x-note": {}},
        components={"securitySchemes": {"x-key": scheme}},
    )

    assert [header.name for header in operation.responses[0].headers] == ["x-rate-limit"]
    assert dict(operation.security[0].schemes) == {"x-key": ()}


def test_a_shared_response_is_read_under_each_status(workshop: Any) -> None:
    shared = {"$ref": "#/components/responses/Bad"}
    components = {"responses": {"Bad": {"description": "bad"}}}
    read = workshop.operation(responses={"400": shared, "409": shared}, components=components)
    place = parse_pointer("/components/responses/Bad")

    assert read.responses == tuple(
        Response(pointer=place, status=status, description="bad") for status in ("400", "409")
    )


def test_what_of_an_encoding_is_not_followed_is_told(workshop: Any) -> None:
    header = {"X-Part": {"schema": {"type": "integer"}, "required": True}}
    content = {
        "multipart/form-data": {"schema": {}, "encoding": {"a": {"headers": header}}},
        "multipart/mixed": {"itemSchema": {}, "itemEncoding": {"contentType": "text/plain"}},
    }
    told = workshop.messages(
        version="3.2.0",
        paths={"/a": {"post": {"requestBody": {"content": content}, "responses": OK}}},
    )

    assert "warning: the header 'X-Part' of a part is no argument" in told
    assert "warning: 'itemEncoding' is not followed" in told


def test_a_body_keeps_the_order_of_its_media_types_and_encodings(workshop: Any) -> None:
    encoding = {"tags": {"style": "form", "explode": False, "headers": {"X": {"schema": {}}}}}
    content = {"b/b": {"schema": {}, "encoding": encoding}, "a/a": {}}
    body = workshop.operation(requestBody={"content": content, "required": True}).request_body

    assert ([m.content_type for m in body.content], body.required) == (["b/b", "a/a"], True)
    assert (
        body.content[0].encoding["tags"].explode,
        [*body.content[0].encoding["tags"].headers],
    ) == (False, ["X"])


BEARER = {"bearer": {"type": "http", "scheme": "Bearer"}}


@pytest.mark.parametrize(
    ("own", "expected"),
    [(None, [{"bearer": ()}]), ([], []), ([{}], [{}]), ([{"bearer": ["a"]}], [{"bearer": ("a",)}])],
)
def test_security_is_the_documents_unless_the_operation_has_its_own(
    workshop: Any, own: Any, expected: Any
) -> None:
    operation = {"responses": OK, **({} if own is None else {"security": own})}
    api = workshop.api(
        security=[{"bearer": []}],
        paths={"/it": {"get": operation}},
        components={"securitySchemes": BEARER},
    )

    assert [dict(requirement.schemes) for requirement in api.operations[0].security] == expected
    assert api.security_schemes["bearer"].scheme == "bearer"


@pytest.mark.parametrize(
    ("scheme", "message"),
    [
        ({"type": "magic"}, "'magic' is no type: write one of apiKey, http, oauth2"),
        ({"type": "apiKey", "in": "header"}, "'name' is missing: a scheme of type apiKey needs it"),
        (
            {"type": "apiKey", "name": "x", "in": "path"},
            "'path' is not one of query, header, cookie",
        ),
        ({"type": "http"}, "'scheme' is missing"),
    ],
)
def test_a_bad_security_scheme_is_told(workshop: Any, scheme: Any, message: str) -> None:
    components = {"securitySchemes": {"it": scheme}}

    assert f"error: {message}" in workshop.messages(components=components, authored=True)
    assert f"warning: {message}" in workshop.messages(components=components)


@pytest.mark.parametrize(
    "scheme", [{"type": "magic"}, {"type": "apiKey", "name": "k"}, {"type": "http"}]
)
def test_an_alternative_that_cannot_be_met_is_none(workshop: Any, scheme: Any) -> None:
    sound = {"type": "http", "scheme": "bearer"}
    components = {"securitySchemes": {"odd": scheme, "sound": sound}}
    security = [{"nope": []}, {"odd": [], "sound": []}, {"sound": []}]
    paths = {"/it": {"get": {"responses": OK, "security": security}}}
    (operation,) = workshop.api(paths=paths, components=components).operations

    assert [dict(requirement.schemes) for requirement in operation.security] == [{"sound": ()}]
    assert "'nope' is no scheme of components/securitySchemes" in workshop.messages(
        paths=paths, components=components
    )


def test_an_api_key_knows_where_it_goes(workshop: Any) -> None:
    scheme = {"type": "apiKey", "name": "X-Key", "in": "header"}
    read = workshop.api(components={"securitySchemes": {"key": scheme}}).security_schemes["key"]

    assert (read.parameter_name, read.location) == ("X-Key", ParameterLocation.HEADER)


def test_callbacks_and_webhooks_are_operations(workshop: Any) -> None:
    item = {"post": {"responses": OK}}
    operation = {"responses": OK, "callbacks": {"done": {"{$request.body#/url}": item}}}
    api = workshop.api(paths={"/it": {"get": operation}}, webhooks={"closed": item})

    assert [o.path for o in api.operations[0].callbacks["done"]] == ["{$request.body#/url}"]
    assert [(o.method, o.path) for o in api.webhooks] == [("POST", "closed")]


def test_a_callback_that_calls_itself_is_told(workshop: Any) -> None:
    callback = {"$ref": "#/components/callbacks/C"}
    item = {"post": {"responses": OK, "callbacks": {"again": callback}}}
    told = workshop.messages(paths={"/it": item}, components={"callbacks": {"C": {"x": item}}})

    assert "this callback leads back to itself" in told


def test_methods_of_openapi_3_2_are_read(workshop: Any) -> None:
    item = {"query": {"responses": OK}, "additionalOperations": {"COPY": {"responses": OK}}}

    assert [o.method for o in workshop.api(paths={"/it": item}, version="3.2.0").operations] == [
        "QUERY",
        "COPY",
    ]


def test_further_methods_keep_their_capitals(workshop: Any) -> None:
    item = {"additionalOperations": {m: {"responses": OK} for m in ("M-SEARCH", "Purge", "PURGE")}}
    paths = {"/it": item, "/that": {"$ref": "#/paths/~1it"}}

    operations = workshop.api(paths=paths, version="3.2.0").operations

    assert [o.method for o in operations] == ["M-SEARCH", "Purge", "PURGE"] * 2
    assert len({o.pointer for o in operations}) == 6


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"A B": {"responses": OK}}, "'A B' is no method: write one of letters"),
        ({"": {"responses": OK}}, "'' is no method: write one of letters"),
        ({"GET": {"responses": OK}}, "'get' is already there: remove one of the two"),
    ],
)
def test_what_can_be_no_further_method_is_left_out(workshop: Any, item: Any, message: str) -> None:
    paths = {"/it": {"get": {"responses": OK}, "additionalOperations": item}}
    told = workshop.messages(paths=paths, version="3.2.0")

    assert f"error: {message}" in told
    assert f"(#/paths/~1it/additionalOperations/{next(iter(item))})" in told


def test_a_further_method_that_has_a_field_is_read_as_that(workshop: Any) -> None:
    paths = {"/it": {"additionalOperations": {"Post": {"responses": OK}}}}

    assert [o.method for o in workshop.api(paths=paths).operations] == ["POST"]
    told = workshop.messages(paths=paths)
    assert "warning: 'Post' has a field of its own: write 'post' into the path item" in told


def test_other_people_may_write_a_method_in_capitals(workshop: Any) -> None:
    item = {"GET": {"operationId": "a", "responses": OK}, "post": {"responses": OK}}
    paths = {"/a": item, "/b": {"Query": {"responses": OK}}}

    assert [(o.method, o.path) for o in workshop.api(paths=paths).operations] == [
        ("POST", "/a"),
        ("GET", "/a"),
        ("QUERY", "/b"),
    ]
    told = workshop.messages(paths=paths)
    assert "warning: 'GET' is no field of a path item: write 'get' (#/paths/~1a/GET)" in told
    assert "write 'query' (#/paths/~1b/Query)" in told
    ours = workshop.messages(paths=paths, authored=True)
    assert "error: 'GET' is no field of a path item; did you mean 'get'?" in ours


def test_a_method_that_is_there_in_both_cases_is_told(workshop: Any) -> None:
    item = {"get": {"responses": OK}, "Get": {"responses": OK}}

    told = workshop.messages(paths={"/a": item})
    assert "error: 'get' is already there: remove one of the two (#/paths/~1a/Get)" in told


def test_an_operation_under_a_key_that_is_no_method_is_told(workshop: Any) -> None:
    paths = {"/a": {"gett": {"responses": OK}, "note": {"responses": 1}, "x-get": {"responses": 1}}}
    path = workshop.write(json.dumps(workshop.document(paths=paths)))

    _, problems = load_api(path, authored=False, keep_going=True)
    assert [(problem.severity, problem.message) for problem in problems] == [
        (Severity.LEFT_OUT, "GETT /a: 'gett' is no field of a path item; did you mean 'get'?"),
        (Severity.LEFT_OUT, "NOTE /a: 'note' is no field of a path item"),
    ]


def test_other_keys_of_a_path_item_are_left_alone(workshop: Any) -> None:
    item = {"get": {"responses": OK}, "note": {"text": "t"}, "POST": None, "tags": ["a"]}

    assert workshop.messages(paths={"/a": item}) == ""


def test_our_keys_of_an_operation_are_read(workshop: Any) -> None:
    errors = [{"name": "ClosedError", "match": {"messageStartsWith": "Closed"}, "description": "d"}]
    schema = {"x-envelope": {"success": "ok", "message": ["a", "b"], "data": "data"}}
    operation = workshop.operation(
        **{"x-errors": errors, "x-irreversible": "Gone.", "x-inferred": "why", "x-more": 1},
        responses={"200": {"description": "", "content": {"a/b": {"schema": schema}}}},
    )

    assert operation.errors == (
        DocumentedError(
            pointer=operation.pointer / "x-errors" / 0,
            name="ClosedError",
            match=ErrorMatch(message_starts_with="Closed"),
            description="d",
        ),
    )
    assert (operation.irreversible, operation.inferred) == ("Gone.", "why")
    assert operation.extensions == {"x-more": 1}
    assert operation.responses[0].content[0].schema.envelope == Envelope(
        success="ok", message=("a", "b"), data="data"
    )


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"x-irreversible": True}, "x-irreversible must say in a text what cannot be undone"),
        ({"x-errors": {}}, "expected a list, found a mapping"),
        (
            {"x-errors": [{"name": "Closed", "match": {"code": "1"}}]},
            "'Closed' is no name of an error",
        ),
        (
            {"x-errors": [{"name": "a b Error", "match": {"code": "1"}}]},
            "'a b Error' is no name of an error",
        ),
        ({"x-errors": [{"name": "AError"}]}, "an error must 'match' by code, message or"),
        ({"x-errors": [{"name": "AError", "match": {"status": 1}}]}, "an error must 'match'"),
    ],
)
def test_a_bad_key_of_ours_is_an_error_in_ours_and_a_warning_in_others(
    workshop: Any, members: Any, message: str
) -> None:
    paths = {"/it": {"get": {"responses": OK, **members}}}

    assert f"error: {message}" in workshop.messages(paths=paths, authored=True)
    assert f"warning: {message}" in workshop.messages(paths=paths)


@pytest.mark.parametrize("body", [{}, {"content": {}}, {"required": True}])
def test_a_body_without_a_media_type_is_none(workshop: Any, body: Any) -> None:
    assert workshop.operation(requestBody=body).request_body is None

    paths = {"/it": {"post": {"requestBody": body, "responses": OK}}}
    assert "'content' is missing" in workshop.messages(paths=paths)


def test_reserved_characters_are_for_a_query_and_since_3_2_for_a_path(workshop: Any) -> None:
    places = {"path": "a", "query": "b", "header": "c"}
    told = [
        {"name": name, "in": place, "required": True, "allowReserved": True, "schema": {}}
        for place, name in places.items()
    ]
    paths = {"/{a}": {"get": {"parameters": told, "responses": {}}}}
    found = {
        version: [
            parameter.allow_reserved
            for parameter in workshop.api(version=version, paths=paths).operations[0].parameters
        ]
        for version in ("3.0.3", "3.1.0", "3.2.0")
    }

    assert found["3.0.3"] == found["3.1.0"] == [False, True, False]
    assert found["3.2.0"] == [True, True, False]


@pytest.mark.parametrize(
    ("version", "content_type", "styled"),
    [
        ("3.1.0", "multipart/form-data", True),
        ("3.2.0", "Multipart/Form-Data; charset=utf-8", True),
        ("3.0.3", "multipart/form-data", False),
        ("3.1.0", "multipart/mixed", False),
        ("3.0.3", "application/x-www-form-urlencoded", True),
    ],
)
def test_a_style_counts_where_its_version_says_so(
    workshop: Any, version: str, content_type: str, styled: bool
) -> None:
    """OpenAPI 3.0 knows it for forms alone, 3.1 for `multipart/form-data` too."""
    encoding = {"tags": {"style": "pipeDelimited", "explode": False, "allowReserved": True}}
    content = {content_type: {"schema": {}, "encoding": encoding}}
    operation = {"requestBody": {"content": content}, "responses": {}}
    api = workshop.api(version=version, paths={"/it": {"post": operation}})
    body = api.operations[0].request_body
    assert body is not None
    assert body.content[0].encoding["tags"].styled == styled
