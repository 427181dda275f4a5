from __future__ import annotations

import ast
import inspect

import pytest
from engross.emit.render import render
from engross.errors import EngrossError
from engross.names import MODULE_NAMES, RUNTIME_ERRORS
from engross.plan.method_records import FLAVOURS
from engross.runtime import errors

ANSWER = {"responses": {"204": {"description": ""}}}
LIST = {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}


def paths(*names, **words):
    """A path for each operationId."""
    return {
        f"/{number}": {"get": {**ANSWER, "operationId": n, **words}}
        for number, n in enumerate(names)
    }


def test_resources_and_methods_are_sorted(bench):
    package = bench.package(paths=paths("b/z", "b/a", "a/c"))
    found = [(r.name, [m.name for m in r.methods]) for r in package.resources]
    assert found == [("a", ["c"]), ("b", ["a", "z"])]
    assert package.resource_classes == ("A", "AsyncA", "AsyncB", "B")


def test_no_class_takes_the_name_of_another(bench):
    ids = [f"{name}/x" for name in ("response", "shop", "foo", "async_foo", "foo2", "foo_2", "any")]
    package = bench.package(paths=paths(*ids))
    names = {resource.name: resource.class_name for resource in package.resources}
    assert names == {
        "any": "AnyResource",
        "async_foo": "ApiAsyncFoo",
        "foo": "Foo",
        "foo2": "Foo2",
        "foo_2": "Foo2Resource",
        "response": "ResponseResource",
        "shop": "ShopResource",
    }
    classes = [name for resource in package.resources for name in resource.classes]
    assert len(classes) == len(set(classes))


def test_only_the_asynchronous_class_of_a_resource_begins_with_async(bench):
    package = bench.package(paths=paths("async/x", "async jobs/x", "asynchronous/x"))
    assert all(not resource.class_name.startswith("Async") for resource in package.resources)


def test_every_name_that_a_module_imports_is_known(bench):
    package = bench.package(paths=paths("a/b"))
    facts = {"package": package, "resource": package.resources[0], "flavours": FLAVOURS}
    imported = set()
    for template in ("_client.py.jinja", "resources/resource.py.jinja"):
        tree = ast.parse(render(f"src/package/{template}", **facts))
        own = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        modules = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        imported |= {name.name for node in modules for name in node.names} - own
    shared = {name for name in imported if name[0].isupper() and not name.startswith(("A", "DEF"))}
    assert shared - {"TYPE_CHECKING", "A"} <= MODULE_NAMES
    assert {"Any", "AsyncClient", "AsyncResource"} <= MODULE_NAMES


def test_a_method_called_list_leaves_the_others_their_lists(bench):
    answer = {"responses": {"200": {"description": "", "content": LIST}}}
    [resource] = bench.package(paths=paths("a/list", "a/other", **answer)).resources
    assert [method.returns for method in resource.methods] == ["builtins.list[str]"] * 2
    [resource] = bench.package(paths=paths("a/other", **answer)).resources
    assert resource.methods[0].returns == "list[str]"


def failing(*names, **words):
    return {"x-errors": [{"name": n, "match": {"code": n}, **words} for n in names]}


def test_a_documented_error_is_a_class_once(bench):
    package = bench.package(paths=paths("a/b", "a/c", **failing("BError", "AError")))
    assert [error.name for error in package.errors] == ["AError", "BError"]
    assert package.errors[0].docstring == "Its code is `AError`."
    assert set(package.error_names) == {*RUNTIME_ERRORS, "AError", "BError", "ShopError"}


@pytest.mark.parametrize("name", ["BusinessError", "APIError", "ShopError"])
def test_a_documented_error_may_not_take_the_name_of_one_that_every_package_has(bench, name):
    with pytest.raises(EngrossError, match=f"'{name}' is the name of an exception") as caught:
        bench.package(paths=paths("a/b", **failing("FineError", name)))
    assert str(caught.value.problems[0].pointer) == "#/paths/~10/get/x-errors/1"


def test_the_names_of_the_runtimes_errors_are_all_known():
    written = ast.parse(inspect.getsource(errors)).body
    classes = {node.name for node in written if isinstance(node, ast.ClassDef)}
    both = {name for name in classes if name.startswith("Business")} - {"BusinessError"}
    assert classes - both == {*RUNTIME_ERRORS, "ClientError"}


@pytest.mark.parametrize(
    ("server", "base_url"),
    [
        ({"url": "https://api.example.com/v1/"}, "https://api.example.com/v1"),
        ({"url": "https://api.example.com", "x-placeholder": True}, None),
        ({"url": "/v1"}, None),
        ({"url": "//api.example.com"}, None),
        ({"url": "https://{host}/v1", "variables": {"host": {"default": "a"}}}, "https://a/v1"),
        ({"url": "https://{host}/v1"}, None),
    ],
)
def test_the_server_is_the_documentations_where_anybody_can_call_it(bench, server, base_url):
    package = bench.package(servers=[server], paths=paths("a/b"))
    assert package.base_url == base_url
    assert ("SHOP_BASE_URL" in package.base_url_help) is True


def test_the_variables_of_the_server_are_arguments_of_the_client(bench):
    variables = {
        "region": {"default": "eu", "enum": ["eu", "us"]},
        "base-url": {"default": "v1", "description": "The version."},
        "unused": {"default": "x"},
    }
    server = {"url": "https://{region}.example.com/{base-url}", "variables": variables}
    package = bench.package(servers=[server], paths=paths("a/b"))

    assert [(v.name, v.keyword, v.annotation) for v in package.server_variables] == [
        ("region", "region", "Literal['eu', 'us']"),
        ("base-url", "base_url_variable", "str"),
    ]
    assert package.server_variables[1].help.startswith("The version. Part of the server's address;")


@pytest.mark.parametrize(
    ("servers", "told"),
    [
        ([{"url": "https://a.example.com", "description": "Production"}], ""),
        ([{"url": "https://{a}/", "variables": {"a": {"default": "a.example.com"}}}], ""),
        ([{"url": "https://a.example.com", "x-placeholder": True}], ""),
        ([{"url": "/v1"}], "`/v1`."),
        (
            [{"url": "https://a.example.com"}, {"url": "https://{b}.example.com/"}],
            "`https://a.example.com`, `https://{b}.example.com/`.",
        ),
        (
            [{"url": f"https://{n}.example.com"} for n in range(6)],
            "`https://3.example.com` and 2 more, which the README lists.",
        ),
    ],
)
def test_the_other_servers_of_the_documentation_are_told(bench, servers, told):
    docs = bench.package(servers=servers, paths=paths("a/b")).base_url_docs

    assert docs.endswith(told)
    assert ("Documented are" in docs) == bool(told)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("https://up.example.com/", "server='https://up.example.com'"),
        ("https://api.example.com", None),
        ("/relative", None),
    ],
)
def test_an_operation_knows_its_own_server(bench, url, server):
    operation = {**ANSWER, "operationId": "a/b", "servers": [{"url": url}]}
    package = bench.package(
        servers=[{"url": "https://api.example.com"}], paths={"/x": {"get": operation}}
    )
    [method] = package.resources[0].methods

    assert ("server=" in method.operation) == (server is not None)
    assert server is None or server in method.operation


@pytest.mark.parametrize(
    ("schema", "call"),
    [
        ({"type": "integer", "minimum": 0}, "client.a.a(n=1)"),
        ({"type": "integer", "multipleOf": 2, "minimum": 1}, "client.a.a(n=2)"),
        ({"type": "integer", "minimum": 10}, "client.a.a(n=10)"),
        ({"type": "integer", "exclusiveMaximum": 1, "maximum": 0}, "client.a.a(n=0)"),
        ({"type": "number", "format": "decimal", "minimum": 1.5}, 'client.a.a(n=Decimal("1.5"))'),
        ({"type": "integer", "minimum": 1.5, "multipleOf": 5}, "client.a.a(n=5)"),
        ({"type": "integer", "exclusiveMinimum": 7}, None),
    ],
)
def test_the_readme_calls_with_numbers_that_keep_to_their_limits(bench, schema, call):
    parameter = {"name": "n", "in": "query", "required": True, "schema": schema}
    operation = {**ANSWER, "operationId": "a/a", "parameters": [parameter]}
    example = bench.package(paths={"/a": {"get": operation}}).example

    assert (example and example.call) == call


def test_the_readme_shows_the_first_call_whose_arguments_can_be_written(bench):
    def operation(name, schema):
        return {
            "get": {
                **ANSWER,
                "operationId": name,
                "parameters": [
                    {
                        "name": "the-id",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string"},
                    },
                    {"name": "how", "in": "query", "required": True, "schema": schema},
                ],
            }
        }

    package = bench.package(
        paths={
            "/a/{the-id}": operation("a/a", {"type": "array", "items": {}}),
            "/b/{the-id}": operation("a/b", {"type": "number", "format": "decimal"}),
        }
    )
    assert package.example is not None
    assert package.example.method == "b"
    assert package.example.call == 'client.a.b("the-id", how=Decimal("1.00"))'
    assert package.example.constructor == 'base_url="https://api.example.com"'
