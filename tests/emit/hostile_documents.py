"""Documents that no author would write, or that one wrote in a hurry: a line for each."""

# A table reads best with a row on a line, and names that look alike are a part of what is tried.
# One case a line, with odd letters on purpose.
# ruff: noqa: E501, RUF001
# fmt: off

from __future__ import annotations

import json
from typing import Any, Final

OK: Final = {"200": {"description": "ok"}}


def document(**members: Any) -> dict[str, Any]:
    """Write a document with one operation, which a case replaces or adds to."""
    whole = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/sound": {"get": {"operationId": "getSound", "responses": OK}}},
    }
    return {**whole, **members}


def schemas(**named: Any) -> dict[str, Any]:
    """Write a document whose operation answers with each of the schemas."""
    answer = {"type": "object", "properties": {name: ref(name) for name in named}}
    return document(
        paths={"/sound": {"get": {"responses": returns(answer)}}},
        components={"schemas": named},
    )


def returns(schema: Any) -> dict[str, Any]:
    """Write the responses of an operation that answers with a schema."""
    return {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}


def operation(path: str = "/sound", method: str = "get", **members: Any) -> dict[str, Any]:
    """Write a document with one operation."""
    return document(paths={path: {method: {"responses": OK, **members}}})


def takes(*parameters: Any, path: str = "/sound") -> dict[str, Any]:
    """Write a document whose operation has these parameters."""
    return operation(path, parameters=list(parameters))


def ref(name: str) -> dict[str, Any]:
    """Refer to a schema of the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def query(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    """Write a query parameter."""
    return {"name": name, "in": "query", "schema": schema, **more}


def nested(levels: int, innermost: Any) -> Any:
    """Write an object in an object, many times."""
    for _ in range(levels):
        innermost = {"type": "object", "properties": {"a": innermost}}
    return innermost


def tower(levels: int) -> dict[str, Any]:
    """Write schemas of which each includes the next one twice."""
    steps = {f"S{n}": {"allOf": [ref(f"S{n + 1}")] * 2} for n in range(levels)}
    return schemas(**steps, **{f"S{levels}": {"type": "object"}})


def text(value: dict[str, Any]) -> bytes:
    """Write a document as JSON."""
    return json.dumps(value).encode()


STRING = {"type": "string"}
THING = {"type": "object", "properties": {"a": STRING}}

# What must give a complete package; a fault is told as a warning.
COMPLETE: Final[dict[str, Any]] = {
    # Documents.
    "only webhooks": {"openapi": "3.1.0", "info": {"title": "W", "version": "1"}, "webhooks": {"new": {"post": {"requestBody": {"content": {"application/json": {"schema": THING}}}, "responses": OK}}}},
    "only components": {"openapi": "3.1.0", "info": {"title": "C", "version": "1"}, "components": {"schemas": {"A": THING}}},
    "empty components": {"openapi": "3.1.0", "info": {"title": "C", "version": "1"}, "components": {}},
    "paths null": document(paths=None),
    "paths empty": document(paths={}),
    "components null": document(components=None),
    "component kinds null": document(components={"schemas": None, "parameters": None, "responses": None}),
    "path item null": document(paths={"/sound": None}),
    "path item empty": document(paths={"/sound": {}}),
    "no info": {"openapi": "3.1.0", "paths": {"/sound": {"get": {"responses": OK}}}},
    "info without title": document(info={}),
    "tags null": document(tags=None),
    "tag twice": document(tags=[{"name": "a"}, {"name": "a"}]),
    "patch version": document(openapi="3.0.99"),
    "version with a suffix": document(openapi="3.1.0-rc1"),
    "3.2": document(openapi="3.2.0"),
    "unknown members": document(foo=1, paths={"/sound": {"get": {"responses": OK, "bar": [1]}, "baz": 2}}),
    "byte order mark": b"\xef\xbb\xbf" + text(document()),
    "utf-16": json.dumps(document()).encode("utf-16"),
    "crlf": json.dumps(document(), indent=1).replace("\n", "\r\n").encode(),
    "yaml with tabs after values": b"openapi: 3.1.0\t\ninfo: {title: T, version: '1'}\t# tab\npaths: {}\n",
    "yaml keys that are no texts": b"openapi: 3.1.0\ninfo: {title: 1, version: 1.10}\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: ok}\n        default: {description: no}\n",
    "yaml anchors": b"openapi: 3.1.0\ninfo: &i {title: T, version: '1'}\npaths:\n  /a: {get: &g {responses: {'200': {description: ok}}}}\n  /b: {get: {<<: *g, summary: s}}\n",
    "yaml 1.1 words": b"openapi: 3.1.0\ninfo: {title: yes, version: 1_000}\npaths: {}\ncomponents: {schemas: {A: {type: string, enum: [NO, on, 12:30, 0123, 2020-01-01, ~, null]}}}\n",
    # Paths and operations.
    "path without a slash": document(paths={"sound": {"get": {"responses": OK}}}),
    "path of nothing": document(paths={"": {"get": {"responses": OK}}, "/": {"get": {"responses": OK}}}),
    "path with a query": document(paths={"/a?b={c}#d": {"get": {"responses": OK}}}),
    "path template undeclared": operation("/a/{b}/{c}"),
    "path template twice": takes({"name": "b", "in": "path", "required": True, "schema": STRING}, path="/a/{b}/c/{b}"),
    "path template odd": operation("/a/{b-c}.{d}/{}/}{"),
    "path parameter undeclared in the template": takes({"name": "z", "in": "path", "required": True, "schema": STRING}),
    "path parameter optional": takes({"name": "b", "in": "path", "schema": STRING}, path="/a/{b}"),
    "paths that differ by template only": document(paths={f"/a/{{{n}}}": {"get": {"responses": OK}} for n in "bc"}),
    "paths that differ by case only": document(paths={"/a": {"get": {"responses": OK}}, "/A": {"get": {"responses": OK}}}),
    "operation ids twice": document(paths={p: {"get": {"operationId": "getIt", "responses": OK}} for p in ("/a", "/b")}),
    "operation ids that differ by case": document(paths={f"/{i}": {"get": {"operationId": i, "responses": OK}} for i in ("getIt", "GetIt", "get_it", "getit", "get-it")}),
    "operation id empty": operation(operationId=""),
    "operation id number": operation(operationId=7),
    "operation id of symbols": operation(operationId="!!!"),
    "operation id long": operation(operationId="x" * 5000),
    "tag long": operation(tags=["x" * 5000]),
    "tag long twice": document(paths={f"/{n}": {"get": {"tags": ["x" * 4000 + n], "responses": OK}} for n in "ab"}),
    "tag not listed": operation(tags=["nope"]),
    "tags no list": operation(tags="pets"),
    "tag null": operation(tags=[None]),
    "tag of keywords": document(paths={f"/{t}": {"get": {"tags": [t], "operationId": f"{t}{n}", "responses": OK}} for n, t in enumerate(("class", "models", "import", "None", "self", "list", "type", "con", "__init__", "_client", "resources", "types", "errors"))}),
    "no responses": document(paths={"/a": {"get": {}}}),
    "responses empty": operation(responses={}),
    "responses null": operation(responses=None),
    "status of all kinds": operation(responses={s: {"description": "d"} for s in ("2XX", "2xx", "default", "Default", "abc", "99", "600", "200", "4XX", "0", "-1", "20")}),
    "response without description": operation(responses={"200": {}}),
    "response null": operation(responses={"200": None}),
    "media type odd": operation(responses={"200": {"description": "d", "content": {m: {"schema": THING} for m in ("json", "application/json; charset=utf-8", "*/*", "application/*", "", "a/b/c", "APPLICATION/JSON", "application/vnd.x+json;version=1", "é/ü")}}}),
    "request media type odd": operation(method="post", requestBody={"content": {m: {"schema": THING} for m in ("json", "*/*", "application/*", "", "a/b/c", "text/json")}}),
    "media type null": operation(responses={"200": {"description": "d", "content": {"application/json": None}}}),
    "content empty": operation(responses={"200": {"description": "d", "content": {}}}),
    "body of a get": operation(requestBody={"content": {"application/json": {"schema": THING}}}),
    "body empty": operation(method="post", requestBody={}),
    "methods odd": document(paths={"/a": {"additionalOperations": {m: {"responses": OK} for m in ("M-SEARCH", "Purge", "PURGE", "if", "!", "1", "post")}}}),
    "name repeated in a path": document(paths={"/a/{a}/{a}": {"get": {"responses": OK}}}),
    "method upper case": document(paths={"/a": {"GET": {"responses": OK}}}),
    "deprecated text": operation(deprecated="yes"),
    "callback to itself": document(paths={"/a": {"post": {"responses": OK, "callbacks": {"c": {"{$request.body#/url}": {"post": {"responses": OK}}}}}}}),
    # Parameters.
    "parameter twice": takes(query("a", STRING), query("a", {"type": "integer"})),
    "parameters equal in Python": takes(*(query(n, STRING) for n in ("a-b", "a_b", "aB", "A_B", "a.b", "a[b]"))),
    "parameter in all places": takes(*({"name": "a", "in": i, "required": True, "schema": STRING} for i in ("path", "query", "header", "cookie")), path="/a/{a}"),
    "parameter names odd": takes(*(query(n, STRING) for n in ("self", "class", "timeout", "headers", "body", " ", "$filter", "@", "1", "日本", "🦄", "__init__", "x" * 300, "list", "dict", "str", "None"))),
    "header names odd": takes(*({"name": n, "in": "header", "schema": STRING} for n in ("a b", "Content-Type", "Authorization", "X-A", "x-a", "é"))),
    "parameter without schema": takes({"name": "a", "in": "query"}),
    "parameter with schema and content": takes({"name": "a", "in": "query", "schema": STRING, "content": {"application/json": {"schema": THING}}}),
    "parameter style unknown": takes(query("a", {"type": "array", "items": STRING}, style="fancy")),
    "parameter style of another place": takes(query("a", STRING, style="matrix")),
    "parameter default wrong": takes(query("a", {"type": "integer", "default": "x"})),
    "deepObject of a list": takes(query("a", {"type": "array", "items": THING}, style="deepObject")),
    # Security and servers.
    "security unknown": operation(security=[{"nope": []}]),
    "security of the document unknown": document(security=[{"nope": []}]),
    "security scheme of an unknown type": document(components={"securitySchemes": {"a": {"type": "magic"}}}, security=[{"a": []}]),
    "security scheme incomplete": document(components={"securitySchemes": {"a": {"type": "apiKey"}, "b": {"type": "http"}, "c": {"type": "oauth2"}, "d": {"type": "openIdConnect"}}}, security=[{"a": []}, {"b": []}, {"c": []}, {"d": []}]),
    "security key in a path": document(components={"securitySchemes": {"a": {"type": "apiKey", "in": "path", "name": "k"}}}, security=[{"a": []}]),
    "security null": document(security=None),
    "server variables undefined": document(servers=[{"url": "https://{a}.x.com/{b}", "variables": {"b": {"default": "v1"}}}]),
    "server without url": document(servers=[{}]),
    "server of nonsense": document(servers=[{"url": "not a url"}, {"url": "https://[::1"}, {"url": "ftp://x"}, {"url": "/v1"}]),
    # Schemas.
    "schema booleans": schemas(A=True, B=False, C={"properties": {"a": True, "b": False}}, D={"items": False, "type": "array"}),
    "schema null": schemas(A=None),
    "enum empty": schemas(A={"type": "string", "enum": []}),
    "enum of all kinds": schemas(A={"enum": [1, "1", 1.5, True, None, "", [], {}, {"a": 1}, -1, 10**40]}),
    "enum that collides": schemas(A={"type": "string", "enum": ["a", "A", "a ", "-a", "+a", "a+", "a_", "_a", "1", "", " ", "mro", "name", "value", "None", "日本", "🦄"]}),
    "enum of null": schemas(A={"type": "string", "enum": [None], "nullable": True}),
    "enum twice the same": schemas(A={"enum": ["a", "a", 1, 1.0, True]}),
    "enum of another type": schemas(A={"type": "integer", "enum": ["a", "b"]}),
    "enum with a default outside": schemas(A={"type": "string", "enum": ["a", "b"], "default": "c"}),
    "pattern of nothing": schemas(A={"required": ["a"], "properties": {"a": {"type": "string", "pattern": "[^\\s\\S]"}}}),
    "enum of a reference": schemas(A={"enum": [ref("A"), "x"]}, B={"enum": [ref("A")]}),
    "enum of objects in a union": schemas(A={"oneOf": [{"enum": [{"a": 1}]}, {"const": [1]}]}),
    "const of all kinds": schemas(A={"properties": {str(n): {"const": v} for n, v in enumerate([1, "1", 1.5, True, None, "", [], {}, {"a": 1}, 10**40])}}),
    "type unknown": schemas(A={"type": "money"}, B={"type": ["string", "money"]}, C={"type": []}, D={"type": None}),
    "type that contradicts": schemas(A={"type": "string", "properties": {"a": STRING}}, B={"type": "array"}, C={"type": "object", "items": STRING}),
    "type of all": schemas(A={"type": ["string", "number", "integer", "boolean", "array", "object", "null"]}),
    "required without properties": schemas(A={"type": "object", "required": ["a", "b"]}, B={**THING, "required": ["z", "a"]}),
    "required of the wrong type": schemas(A={**THING, "required": True}, B={"properties": {"a": {"type": "string", "required": True}}}),
    "properties empty name": schemas(A={"properties": {"": STRING, " ": STRING, "$": STRING, "_": STRING, "__": STRING}}),
    "properties equal in Python": schemas(A={"properties": dict.fromkeys(("a-b", "a_b", "aB", "A-B", "a b", "ﬁ", "fi", "ａ", "a"), STRING)}),
    "properties python": schemas(
        A={
            "properties": dict.fromkeys(("class", "None", "self", "model_config", "model_fields", "model_dump", "json", "copy", "dict", "list", "type", "str", "int", "__class__", "__init__", "_private", "validate", "schema", "field", "Field", "Any", "datetime", "date", "construct", "cls", "match", "case", "_", "int_", "print", "object", "property", "super", "len", "id", "Model", "A"), STRING)
        }
    ),
    "property long": schemas(A={"properties": {"x" * 5000: STRING, "y" * 5000: {"enum": ["a" * 5000, "b"]}}}),
    "schema names odd": schemas(
        **dict.fromkeys(("class", "None", "list", "dict", "str", "int", "object", "type", "Any", "BaseModel", "Model", "Field", "Literal", "Optional", "List", "1a", "a-b", "a_b", "aB", "日本", "🦄", "A", "a", "Ａ", "__init__", "_x", "datetime", "Enum", "x" * 300, "Exception", "ValueError", "Warning"), THING)
    ),
    "schema name empty": {**document(components={"schemas": {"": THING, "A": {"properties": {"a": {"$ref": "#/components/schemas/"}}}}})},
    "schema name with slashes": document(components={"schemas": {"a/b": THING, "c~d": THING, "e%f": THING, "A": {"properties": {"a": {"$ref": "#/components/schemas/a~1b"}, "c": {"$ref": "#/components/schemas/c~0d"}, "e": {"$ref": "#/components/schemas/e%25f"}}}}}),
    "default of the wrong type": schemas(A={"properties": {"a": {"type": "integer", "default": "x"}, "b": {"type": "array", "default": {}}, "c": {"type": "boolean", "default": "true"}, "d": {"type": "string", "format": "date", "default": "tomorrow"}, "e": {**ref("A"), "default": 1}}}),
    "numbers huge": schemas(A={"properties": {"a": {"type": "integer", "maximum": 10**400, "minimum": -(10**400)}, "b": {"type": "number", "multipleOf": 1e-300}, "c": {"type": "integer", "default": 10**100}}}),
    "limits that contradict": schemas(A={"type": "string", "minLength": 5, "maxLength": 1, "pattern": "("}, B={"type": "integer", "minimum": 5, "maximum": 1}, C={"type": "array", "minItems": 5, "maxItems": 1}),
    "limits of the wrong type": schemas(A={"type": "string", "minLength": "5", "maxLength": -1, "pattern": 5}, B={"type": "integer", "minimum": "x", "multipleOf": 0}),
    "limits sent": operation(
        method="post",
        requestBody={
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "a": {"type": "string", "minLength": 5, "maxLength": 1, "pattern": "("},
                            "b": {"type": "integer", "minimum": 5, "maximum": 1},
                            "c": {"type": "number", "multipleOf": 0},
                            "d": {"type": "array", "minItems": 3, "maxItems": 1, "items": STRING},
                            "e": {"type": "integer", "maximum": 10**400},
                            "f": {"type": "string", "pattern": "(a+)+$"},
                            "g": {"type": "string", "pattern": "(?<=a)\\p{L}[[:alpha:]]"},
                        },
                    }
                }
            }
        },
    ),
    "regex of ECMA": schemas(A={"type": "string", "pattern": "^\\p{L}(?!x)\\u{1F600}$"}, B={"patternProperties": {"(": STRING, "^x-": STRING}}),
    "items missing": schemas(A={"type": "array"}),
    "items list": schemas(A={"type": "array", "items": [STRING, THING]}),
    "items empty list": schemas(A={"type": "array", "items": []}),
    "prefix items": schemas(A={"type": "array", "prefixItems": [STRING, THING, {"enum": ["a", "b"]}], "items": False}, B={"type": "array", "prefixItems": [], "items": STRING}),
    "all of nothing": schemas(A={"allOf": []}, B={"anyOf": []}, C={"oneOf": []}),
    "all of scalars": schemas(A={"allOf": [{"type": "string"}, {"type": "integer"}]}, B={"allOf": [STRING, THING]}, C={"allOf": [True, False]}),
    "all of enums": schemas(A={"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, B={"allOf": [ref("A"), {"enum": ["b", "c"]}]}),
    "all of what conflicts": schemas(A={"allOf": [{"properties": {"a": STRING}}, {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": THING}}]}),
    "all of parents that conflict": schemas(P={"properties": {"a": STRING}}, Q={"properties": {"a": {"type": "integer"}}}, A={"allOf": [ref("P"), ref("Q")]}, B={"allOf": [ref("A"), ref("P"), ref("Q")], "properties": {"a": {"type": "boolean"}}}),
    "all of the same twice": schemas(P=THING, A={"allOf": [ref("P"), ref("P"), ref("B")]}, B={"allOf": [ref("P")]}),
    "all of diamond": schemas(P=THING, A={"allOf": [ref("P")], "properties": {"x": STRING}}, B={"allOf": [ref("P")], "properties": {"y": STRING}}, C={"allOf": [ref("B"), ref("P"), ref("A")], "properties": {"z": STRING}}),
    "union of its own branches": schemas(A={"oneOf": [ref("B"), ref("C")], "properties": {"k": STRING}, "discriminator": {"propertyName": "k"}}, B={"allOf": [ref("A")], "properties": {"b": STRING}}, C={"allOf": [ref("A")]}),
    "union in a union": schemas(A={"oneOf": [{"anyOf": [STRING, {"oneOf": [THING, {"type": "null"}]}]}, {"type": "array", "items": {"anyOf": [STRING, THING]}}]}),
    "union beside properties": schemas(A={"type": "object", "properties": {"a": STRING}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}, {"properties": {"b": STRING}}]}),
    "member reference to nowhere": schemas(A={"properties": {"a": ref("Nope")}}),
    "discriminator to nowhere": schemas(A={"oneOf": [ref("B")], "discriminator": {"propertyName": "k", "mapping": {"b": "#/components/schemas/Nope", "c": "B", "d": "file.yaml#/x", "e": ""}}}, B={"properties": {"k": STRING}}),
    "discriminator of a missing property": schemas(A={"oneOf": [ref("B"), ref("C")], "discriminator": {"propertyName": "nope"}}, B=THING, C=THING),
    "discriminator twice to one": schemas(
        A={"oneOf": [ref("B"), ref("C")], "discriminator": {"propertyName": "k", "mapping": {"x": "#/components/schemas/B", "y": "#/components/schemas/B", "z": "#/components/schemas/C"}}}, B={"properties": {"k": STRING}, "required": ["k"]}, C={"properties": {"k": {"enum": ["z", "w"]}}}
    ),
    "discriminator without union": schemas(A={"properties": {"k": STRING}, "discriminator": {"propertyName": "k"}}, B={"allOf": [ref("A")]}),
    "discriminator text": schemas(A={"oneOf": [ref("B")], "discriminator": "k"}, B={"properties": {"k": STRING}}),
    "discriminator empty": schemas(A={"oneOf": [ref("B")], "discriminator": {}}, B=THING),
    "recursion": schemas(A={"properties": {"a": ref("A"), "l": {"type": "array", "items": ref("A")}, "m": {"additionalProperties": ref("A")}}}, B={"properties": {"c": ref("C")}}, C={"properties": {"b": ref("B")}, "required": ["b"]}),
    "recursion by list": schemas(A={"type": "array", "items": ref("A")}, B={"additionalProperties": ref("B")}, C={"anyOf": [STRING, {"type": "array", "items": ref("C")}]}),
    "recursion by reference to the document": document(components={"schemas": {"A": {"properties": {"a": {"$ref": "#/components/schemas/A/properties/b"}, "b": {"type": "object", "properties": {"c": {"$ref": "#/components/schemas/A"}}}}}}}),
    "reference into an operation": document(paths={"/sound": {"get": {"responses": returns({"properties": {"a": THING, "b": {"$ref": "#/paths/~1sound/get/responses/200/content/application~1json/schema/properties/a"}}})}}}),
    "reference with siblings": schemas(A={**ref("B"), "description": "d", "nullable": True, "deprecated": True, "properties": {"z": STRING}, "x-foo": 1}, B=THING),
    "reference with siblings in 3.0": {**schemas(A={**ref("B"), "description": "d", "nullable": True, "properties": {"z": STRING}}, B=THING), "openapi": "3.0.0"},
    "property called $ref": schemas(A={"properties": {"$ref": STRING, "b": STRING}}),
    "additional properties of all kinds": schemas(A={**THING, "additionalProperties": ref("A")}, B={"additionalProperties": True}, C={"additionalProperties": False}, D={**THING, "additionalProperties": {"type": "integer"}}, E={"patternProperties": {"^a": {"type": "integer"}}, "additionalProperties": False}),
    "read only and write only": operation(method="post", requestBody={"content": {"application/json": {"schema": {"properties": {"a": {"type": "string", "readOnly": True}, "b": {"type": "string", "writeOnly": True}, "c": {"type": "string", "readOnly": True, "writeOnly": True}}, "required": ["a", "b", "c"]}}}}),
    "nullable of all kinds": {
        **schemas(A={"nullable": True}, B={**ref("A"), "nullable": True}, C={"type": "string", "nullable": "yes"}, D={"enum": ["a"], "nullable": True}, E={"oneOf": [STRING], "nullable": True}, F={"allOf": [ref("D")], "nullable": True}, G={"type": ["string", "null"], "nullable": False}, H={"type": "null"}),
        "openapi": "3.0.0",
    },
    "not and if": schemas(A={"not": {}}, B={"if": THING, "then": {"required": ["a"]}, "else": False}, C={"not": {"required": ["a"]}, "properties": {"a": STRING}}),
    "deep": schemas(A=nested(45, STRING)),
    "ids and anchors": schemas(A={"$id": "https://x/a", "$anchor": "foo", "$defs": {"B": THING}, "properties": {"b": {"$ref": "#/components/schemas/A/$defs/B"}}}),
    "vocabulary unknown": schemas(A={"type": "object", "$schema": "http://json-schema.org/draft-04/schema#", "id": "x", "definitions": {"B": THING}, "dependencies": {"a": ["b"]}, "propertyNames": {"pattern": "^a"}, "contentSchema": THING, "xml": {"name": "x"}, "externalDocs": {"url": 5}, "example": {"a": 1}}),
    "formats": schemas(
        A={
            "properties": {
                f: {"type": t, "format": f}
                for t, f in (
                    ("string", "date"),
                    ("string", "date-time"),
                    ("string", "time"),
                    ("string", "duration"),
                    ("string", "uuid"),
                    ("string", "decimal"),
                    ("string", "binary"),
                    ("string", "byte"),
                    ("string", "ipv4"),
                    ("string", "uri"),
                    ("string", "email"),
                    ("string", "password"),
                    ("number", "float"),
                    ("integer", "int64"),
                    ("number", "int32"),
                    ("integer", "date"),
                    ("boolean", "uuid"),
                    ("string", "int64"),
                    ("string", "nope"),
                    ("object", "date"),
                    ("array", "date"),
                )
            }
        }
    ),
    "swagger": {"swagger": "2.0", "info": {"title": "S", "version": "1"}, "paths": {"/a": {"post": {"parameters": [{"name": "b", "in": "body", "schema": {"$ref": "#/definitions/A"}}], "responses": {"200": {"description": "d", "schema": {"$ref": "#/definitions/A"}}}}}}, "definitions": {"A": THING}},
    "swagger number": {"swagger": 2.0, "info": {"title": "S", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200": {"description": "d"}}}}}},
    "many of everything": document(paths={f"/p{n}": {"get": {"responses": returns(ref("S0")), "tags": [f"t{n % 7}"]}} for n in range(60)}, components={"schemas": {f"S{n}": {"properties": {"next": ref(f"S{n + 1}") if n % 50 < 49 else STRING}} for n in range(100)}}),
    "all of itself": schemas(A={"allOf": [ref("A")], "properties": {"a": STRING}}),
    "all of in a circle": schemas(A={"allOf": [ref("B")]}, B={"allOf": [ref("A"), THING]}),
    "any of itself": schemas(A={"anyOf": [ref("A"), STRING]}),
    "circle that nothing uses": document(components={"schemas": {"A": ref("B"), "B": {"allOf": [ref("A")]}, "C": THING}}),
}

# What cannot be read whole: located problems, and with `--keep-going` the rest.
TOLD: Final[dict[str, Any]] = {
    "reference to nowhere": schemas(A={"allOf": [ref("Nope")]}),
    "reference that is no text": schemas(A={"$ref": 5}),
    "reference to itself": schemas(A=ref("A")),
    "references in a circle": schemas(A=ref("B"), B=ref("C"), C=ref("A")),
    "tower of inclusions": tower(40),
    "schema text": schemas(A="string", B=5, C=[]),
    "enum no list": schemas(A={"type": "string", "enum": "a"}),
    "properties list": schemas(A={"properties": ["a"]}),
    "all of mapping": schemas(A={"allOf": {"a": THING}}),
    "parameter reference to nowhere": takes({"$ref": "#/components/parameters/Nope"}),
    "parameter in nowhere": takes({"name": "a", "in": "space", "schema": STRING}),
    "parameter without a name": takes({"in": "query", "schema": STRING}),
    "parameters mapping": operation(parameters={"a": 1}),
    "response reference to nowhere": operation(responses={"200": {"$ref": "#/components/responses/Nope"}}),
    "body reference to nowhere": operation(method="post", requestBody={"$ref": "#/components/requestBodies/Nope"}),
    "body list": operation(method="post", requestBody=[1]),
    "path item reference to nowhere": document(paths={"/a": {"$ref": "#/components/pathItems/Nope"}}),
    "path item list": document(paths={"/a": [1], "/sound": {"get": {"responses": OK}}}),
    "operation text": document(paths={"/a": {"get": "x"}, "/sound": {"get": {"responses": OK}}}),
    "method unknown": document(paths={"/a": {"link": {"responses": OK}, "get": {"responses": OK}}}),
    "method in both cases": document(paths={"/a": {"Get": {"responses": OK}, "get": {"responses": OK}}}),
    "method no token": document(paths={"/a": {"additionalOperations": {"A B": {"responses": OK}, "": {"responses": OK}}}}),
    "responses list": operation(responses=["200"]),
    "callback circle": document(paths={"/a": {"post": {"responses": OK, "callbacks": {"c": {"$ref": "#/components/callbacks/C"}}}}}, components={"callbacks": {"C": {"{$url}": {"post": {"responses": OK, "callbacks": {"d": {"$ref": "#/components/callbacks/C"}}}}}}}),
    "external file missing": schemas(A={"$ref": "nope.yaml#/A"}),
    "external folder": schemas(A={"$ref": "./#/A"}, B={"$ref": "folder/#/A"}),
    "external above": schemas(A={"$ref": "../secret.yaml#/A"}),
    "external absolute": schemas(A={"$ref": "/etc/passwd"}),
    "external by scheme": schemas(A={"$ref": "file:///etc/passwd"}, B={"$ref": "ftp://x/y"}),
    "remote": schemas(A={"$ref": "https://example.invalid/a.yaml#/A"}),
    "anchor": schemas(A={"$ref": "#foo"}),
    "components list": document(components=[1]),
    "schemas list": document(components={"schemas": [1]}),
    "paths list": document(paths=[1]),
    "webhooks text": document(webhooks="x"),
    "duplicate keys": b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {get: {responses: {'200': {description: ok}}}}\n  /a: {put: {responses: {'200': {description: ok}}}}\n",
    "duplicate keys of JSON": b'{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}}',
    "not a number": b'{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": {"A": {"type": "number", "maximum": NaN, "minimum": -Infinity, "default": 1e999999999}}}}',
    "no content": text({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}),
    "huge integer": b'{"openapi": "3.1.0", "info": ' + b"9" * 10000 + b', "paths": []}',
}

# What is no OpenAPI document at all.
REFUSED: Final[dict[str, bytes]] = {
    "empty": b"",
    "blank": b" \n\n",
    "comment": b"# nothing\n",
    "null": b"null",
    "list": b"[]",
    "text": b"hello",
    "number": b"42",
    "no yaml": b"a: [1, 2\nb: }",
    "no json": b'{"openapi": "3.1.0",}',
    "tab": b"openapi: 3.1.0\n\tinfo: {}\n",
    "two documents": b"openapi: 3.1.0\n---\nopenapi: 3.1.0\n",
    "binary": bytes(range(256)),
    "latin-1": "openapi: 3.1.0\ninfo: {title: café, version: '1'}\npaths: {}\n".encode("latin-1"),
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "html": b"<!doctype html><html><body>not found</body></html>",
    "deep brackets": b"[" * 200000,
    "deep yaml": b"a: " + b"{a: " * 100000,
    "deep json": b'{"openapi":' + b'{"a":' * 100000 + b"1" + b"}" * 100001,
    "alias bomb": b"a: &a [x]\n" + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in range(97, 110)),
    "alias to itself": b"a: &a [*a]\n",
    "tag": b"openapi: !!python/object/apply:os.system ['touch canary']\n",
    "key of a list": b"? [a, b]\n: c\n",
    "deeper": text(schemas(A=nested(90, STRING))),
    "surrogates": b'{"openapi": "3.1.0", "info": {"title": "a\\ud800", "version": "1"}, "paths": {}, "components": {"schemas": {"\\udfff": {"properties": {"\\ud800": {}}}}}}',
    "version unknown": text(document(openapi="4.0.0")),
    "version missing": text({"info": {}, "paths": {}}),
    "version number": b"openapi: 3\ninfo: {title: T, version: '1'}\npaths: {}\n",
    "swagger 1": text({"swaggerVersion": "1.2", "apis": []}),
    "asyncapi": text({"asyncapi": "2.0.0", "info": {}}),
}


def written(case: dict[str, Any] | bytes) -> bytes:
    """Write a case as the bytes of a file."""
    return case if isinstance(case, bytes) else text(case)
