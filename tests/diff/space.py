"""Everything a document can say: the objects of OpenAPI 3.2, their fields, and values of these.

The objects and fields are those of the standards (OpenAPI 3.1 and 3.2, JSON Schema 2020-12) and our
own extensions. `SKELETON` has one of each object, at `PLACES`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engross.ir import ABSENT

TEXT: Final = {"type": "string"}
NUMBER: Final = {"type": "number"}
A: Final = {"$ref": "#/components/schemas/A"}
B: Final = {"$ref": "#/components/schemas/B"}
ANSWER: Final = {"200": {"description": "fine"}}
OPERATION: Final = {"responses": ANSWER}
BODY: Final = {"content": {"application/json": {"schema": TEXT}}}
FLOW: Final = {"authorizationUrl": "https://a.example/1", "scopes": {}}

SKELETON: Final[Mapping[str, Any]] = {
    "openapi": "3.2.0",
    "info": {
        "title": "T",
        "version": "1",
        "contact": {"x-a": 1},
        "license": {"name": "MIT"},
    },
    "externalDocs": {"url": "https://a.example/"},
    "servers": [{"url": "https://{host}.example", "variables": {"host": {"default": "a"}}}],
    "tags": [{"name": "t"}],
    "security": [{"key": []}],
    "paths": {
        "/things/{id}": {
            "post": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": TEXT},
                    {"name": "list", "in": "query", "schema": {"type": "array", "items": TEXT}},
                    {"name": "json", "in": "query", "content": {"application/json": {}}},
                    {"name": "bound", "in": "header", "schema": TEXT},
                    {"name": "text", "in": "query", "schema": TEXT},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/It"}},
                        "multipart/form-data": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "part": {"type": "array", "items": TEXT},
                                    "text": TEXT,
                                },
                            },
                            "encoding": {
                                "part": {"headers": {"X-Part": {"schema": {"type": "object"}}}},
                                "text": {},
                            },
                        },
                    },
                },
                "responses": {
                    "200": {
                        "description": "fine",
                        "headers": {
                            "X-It": {"schema": {"type": "object"}},
                            "X-Text": {"content": {"text/plain": {"schema": TEXT}}},
                        },
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/It"},
                                "examples": {"one": {"value": 1}},
                            }
                        },
                        "links": {"next": {"operationId": "next"}},
                    },
                },
                "callbacks": {"done": {"{$request.body#/url}": {"post": OPERATION}}},
                "x-errors": [{"name": "BadError", "match": {"code": "1"}}],
            }
        }
    },
    "webhooks": {"paid": {"post": {**OPERATION, "requestBody": BODY}}},
    "components": {
        "pathItems": {"p": {"get": OPERATION}},
        "schemas": {
            "A": {"type": "object"},
            "B": {"type": "array"},
            "It": {
                "discriminator": {"propertyName": "kind"},
                "x-envelope": {"success": "ok"},
                "xml": {"name": "it"},
            },
        },
        "securitySchemes": {
            "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
            "oauth": {"type": "oauth2", "flows": {"implicit": FLOW}},
        },
    },
}

_OP: Final = ("paths", "/things/{id}", "post")
_OK: Final = (*_OP, "responses", "200")
_JSON: Final = ("content", "application/json")
_ENCODING: Final = (*_OP, "requestBody", "content", "multipart/form-data", "encoding")
_PART: Final = (*_ENCODING, "part")
_IT: Final = ("components", "schemas", "It")
_OAUTH: Final = ("components", "securitySchemes", "oauth")

PLACES: Final[Mapping[str, tuple[str | int, ...]]] = {
    "OpenAPI": (),
    "Info": ("info",),
    "Contact": ("info", "contact"),
    "License": ("info", "license"),
    "External Documentation": ("externalDocs",),
    "Server": ("servers", 0),
    "Server Variable": ("servers", 0, "variables", "host"),
    "Tag": ("tags", 0),
    "Security Requirement": ("security", 0),
    "Paths": ("paths",),
    "Path Item": ("paths", "/things/{id}"),
    "Operation": _OP,
    "Parameter": (*_OP, "parameters", 1),
    "Parameter with content": (*_OP, "parameters", 2),
    "Parameter of a text": (*_OP, "parameters", 4),
    "Parameter in a header": (*_OP, "parameters", 3),
    "Request Body": (*_OP, "requestBody"),
    "Content": (*_OP, "requestBody", "content"),
    "Media Type": (*_OK, *_JSON),
    "Example": (*_OK, *_JSON, "examples", "one"),
    "Encoding": _PART,
    "Encoding of a text": (*_ENCODING, "text"),
    "Encoding's Header": (*_PART, "headers", "X-Part"),
    "Responses": (*_OP, "responses"),
    "Response": _OK,
    "Header": (*_OK, "headers", "X-It"),
    "Header with content": (*_OK, "headers", "X-Text"),
    "Link": (*_OK, "links", "next"),
    "Callback": (*_OP, "callbacks", "done"),
    "Callback's Operation": (*_OP, "callbacks", "done", "{$request.body#/url}", "post"),
    "Webhook's Response": ("webhooks", "paid", "post", "responses", "200"),
    "Documented Error": (*_OP, "x-errors", 0),
    "Documented Error's match": (*_OP, "x-errors", 0, "match"),
    "Components": ("components",),
    "Security Scheme": ("components", "securitySchemes", "key"),
    "OAuth Flows": (*_OAUTH, "flows"),
    "OAuth Flow": (*_OAUTH, "flows", "implicit"),
    "Schema": _IT,
    "Schema beside a $ref": (*_OK, *_JSON, "schema"),
    "Discriminator": (*_IT, "discriminator"),
    "Envelope": (*_IT, "x-envelope"),
    "XML": (*_IT, "xml"),
}

_DATES: Final = ("2030-01-01", "2029-01-01", "2020-01-01", "soon")
_DOCS: Final = ({"url": "https://a.example/1"}, {"url": "https://a.example/2"})
_SCHEMES: Final = (
    {"key": {"type": "http", "scheme": "basic"}, "one": {"type": "mutualTLS"}},
    {"key": {"type": "http", "scheme": "basic"}, "two": {"type": "mutualTLS"}},
    {"key": {"type": "apiKey", "name": "X-Key", "in": "header"}},
)
_FLAG: Final = (True, False)
_WORDS: Final = ("one", "two")
_PATH_ITEMS: Final = ({"p": {"get": OPERATION}}, {"p": {"put": OPERATION}})
_EXAMPLES: Final = ({"e": {"value": 1}}, {"e": {"value": 2}}, {"f": {"value": 1}})
_HEADERS: Final = (
    {"X-A": {"schema": TEXT}},
    {"X-A": {"schema": NUMBER}},
    {"X-B": {"schema": TEXT, "required": True}},
    {},
)
_SERVERS: Final = (
    [{"url": "https://b.example"}, {"url": "https://c.example"}],
    [{"url": "https://c.example"}, {"url": "https://b.example"}],
)
_ENCODINGS: Final = ({"part": {"contentType": "text/plain"}}, {"part": {"contentType": "text/csv"}})
_OPERATIONS: Final = (OPERATION, {**OPERATION, "summary": "one"})
_SECURITY: Final = (
    [{"oauth": ["read"]}],
    [{"key": []}],
    [{"oauth": ["read", "write"]}],
    [{"key": [], "oauth": ["read"]}],
    [{}],
)
_PARAMETER: Final = {"name": "p", "in": "query", "schema": TEXT}
_LIFE: Final = {"deprecated": _FLAG, "x-sunset": _DATES}

_EXTENSION: Final = {"x-a": (1, 2)}

FIELDS: Final[Mapping[str, Mapping[str, tuple[Any, ...]]]] = {
    "OpenAPI": {
        "openapi": ("3.2.0", "3.1.0"),
        "$self": ("a.json", "b.json"),
        "info": ({"title": "T", "version": "1"}, {"title": "T", "version": "2"}),
        "jsonSchemaDialect": ("https://a.example/1", "https://a.example/2"),
        "servers": _SERVERS,
        "paths": ({"/a": {"get": OPERATION}}, {"/b": {"get": OPERATION}}),
        "webhooks": _PATH_ITEMS,
        "components": (
            SKELETON["components"],
            {**SKELETON["components"], "schemas": {"A": TEXT, "B": TEXT, "It": TEXT}},
        ),
        "security": _SECURITY,
        "tags": ([{"name": "a"}], [{"name": "b"}]),
        "externalDocs": _DOCS,
    },
    "Info": {
        "title": _WORDS,
        "summary": _WORDS,
        "description": _WORDS,
        "termsOfService": ("https://a.example/1", "https://a.example/2"),
        "contact": ({"name": "one"}, {"name": "two"}),
        "license": ({"name": "one"}, {"name": "two"}),
        "version": ("1", "2"),
    },
    "Contact": {"name": _WORDS, "url": _WORDS, "email": _WORDS},
    "License": {"name": _WORDS, "identifier": _WORDS, "url": _WORDS},
    "External Documentation": {"description": _WORDS, "url": _WORDS},
    "Server": {
        "url": ("https://{host}.example", "https://{host}.example/v2"),
        "description": _WORDS,
        "name": _WORDS,
        "variables": ({"host": {"default": "a"}}, {"port": {"default": "a"}}),
        "x-placeholder": _FLAG,
    },
    "Server Variable": {
        "enum": (["a", "b"], ["a", "c"]),
        "default": ("a", "b"),
        "description": _WORDS,
    },
    "Tag": {
        "name": _WORDS,
        "summary": _WORDS,
        "description": _WORDS,
        "externalDocs": _DOCS,
        "parent": _WORDS,
        "kind": _WORDS,
    },
    "Security Requirement": {"key": ([],), "oauth": (["read"], ["write"])},
    "Paths": {
        "/a": (
            {"get": OPERATION},
            {"put": {**OPERATION, "deprecated": True}},
            {"put": {**OPERATION, "deprecated": True, "x-sunset": "2030-01-01"}},
            {"put": {**OPERATION, "deprecated": True, "x-sunset": "2020-01-01"}},
        ),
    },
    "Path Item": {
        "$ref": ("#/components/pathItems/p",),
        "summary": _WORDS,
        "description": _WORDS,
        **dict.fromkeys(
            ("get", "put", "delete", "options", "head", "patch", "trace", "query"), _OPERATIONS
        ),
        "additionalOperations": ({"COPY": OPERATION}, {"MOVE": OPERATION}),
        "servers": _SERVERS,
        "parameters": ([_PARAMETER], [{**_PARAMETER, "required": True}]),
    },
    "Operation": {
        "tags": (["a"], ["b"]),
        "summary": _WORDS,
        "description": _WORDS,
        "externalDocs": _DOCS,
        "operationId": _WORDS,
        "parameters": (
            [{**_PARAMETER, "name": "id", "in": "path", "required": True}],
            [{**_PARAMETER, "name": "id", "in": "path", "required": True}, _PARAMETER],
            [
                {**_PARAMETER, "name": "id", "in": "path", "required": True},
                {**_PARAMETER, "deprecated": True, "x-sunset": "2030-01-01"},
            ],
            [
                {**_PARAMETER, "name": "id", "in": "path", "required": True},
                {**_PARAMETER, "deprecated": True, "x-sunset": "2020-01-01"},
            ],
            [
                {**_PARAMETER, "name": "id", "in": "path", "required": True},
                {**_PARAMETER, "deprecated": True, "required": True},
            ],
        ),
        "requestBody": ({**BODY, "required": True}, BODY),
        "responses": (ANSWER, {"201": {"description": ""}}, {"2XX": {"description": ""}}),
        "callbacks": (
            {"c": {"{$request.body#/a}": {"post": OPERATION}}},
            {"c": {"{$request.body#/b}": {"post": OPERATION}}},
        ),
        "security": _SECURITY,
        "servers": _SERVERS,
        "x-errors": (
            [{"name": "OneError", "match": {"code": "1"}}],
            [{"name": "OneError", "match": {"code": "2"}}],
        ),
        "x-irreversible": _WORDS,
        **_LIFE,
    },
    "Parameter": {
        "name": ("list", "other"),
        "in": ("query", "cookie"),
        "description": _WORDS,
        "required": _FLAG,
        "allowEmptyValue": _FLAG,
        "example": ("a", "b"),
        "examples": _EXAMPLES,
        "style": ("form", "spaceDelimited", "pipeDelimited"),
        "explode": (True, False),
        "allowReserved": _FLAG,
        "schema": ({"type": "array"}, {"type": "array", "items": NUMBER}),
        "x-sensitive": _FLAG,
        **_LIFE,
    },
    "Parameter with content": {
        "content": (
            {"application/json": {}},
            {"application/json": {"schema": TEXT}},
            {"application/json": {"examples": {"e": {"value": 1}}}},
            {"text/plain": {}},
        ),
    },
    "Parameter of a text": {"style": ("form", "spaceDelimited"), "explode": (True, False)},
    "Parameter in a header": {
        "name": ("bound", "Bound"),
        "style": ("simple",),
        "explode": (True, False),
    },
    "Request Body": {
        "description": _WORDS,
        "content": (BODY["content"], {"text/plain": {"schema": TEXT}}),
        "required": _FLAG,
    },
    "Content": {"text/plain": ({"schema": TEXT}, {"schema": NUMBER})},
    "Media Type": {
        "schema": (TEXT, NUMBER),
        "itemSchema": (TEXT, NUMBER),
        "example": (1, 2),
        "examples": _EXAMPLES,
        "encoding": _ENCODINGS,
        "prefixEncoding": ([{}], [{"contentType": "text/csv"}]),
        "itemEncoding": ({}, {"contentType": "text/csv"}),
    },
    "Example": {
        "summary": _WORDS,
        "description": _WORDS,
        "dataValue": (2, 3),
        "serializedValue": ("1", "2"),
        "externalValue": _WORDS,
        "value": (1, 2),
    },
    "Encoding": {
        "contentType": ("text/plain", "text/csv"),
        "headers": (*_HEADERS, {"X-A": {"schema": TEXT, "explode": True}}),
        "encoding": _ENCODINGS,
        "prefixEncoding": ([{}], [{"contentType": "text/csv"}]),
        "itemEncoding": ({}, {"contentType": "text/csv"}),
        "style": ("form", "spaceDelimited", "pipeDelimited"),
        "explode": (True, False),
        "allowReserved": _FLAG,
    },
    "Encoding of a text": {"style": ("form", "spaceDelimited"), "explode": (True, False)},
    "Encoding's Header": {
        "description": _WORDS,
        "required": _FLAG,
        "deprecated": _FLAG,
        "explode": _FLAG,
        "schema": (TEXT, {"type": "object"}),
    },
    "Responses": {
        "201": ({"description": ""}, {"description": "one"}),
        "404": ({"description": ""}, {"description": "one"}),
        "default": ({"description": ""}, {"description": "one"}),
        "4XX": ({"description": ""}, {"description": "one"}),
    },
    "Response": {
        "summary": _WORDS,
        "description": _WORDS,
        "headers": _HEADERS,
        "content": (BODY["content"], {"text/plain": {"schema": TEXT}}),
        "links": (
            {"a": {"operationId": "one"}},
            {"a": {"operationId": "two"}},
            {"b": {"operationId": "one"}},
        ),
    },
    "Webhook's Response": {"headers": _HEADERS},
    "Header": {
        "description": _WORDS,
        "required": _FLAG,
        "deprecated": _FLAG,
        "example": (1, 2),
        "examples": _EXAMPLES,
        "style": ("simple",),
        "explode": _FLAG,
        "schema": ({"type": "object"}, {"type": "object", "maxProperties": 1}, TEXT),
    },
    "Header with content": {
        "explode": _FLAG,
        "content": (
            {"text/plain": {"schema": TEXT}},
            {"text/plain": {"schema": NUMBER}},
            {"application/json": {"schema": TEXT}},
        ),
    },
    "Link": {
        "operationRef": _WORDS,
        "operationId": _WORDS,
        "parameters": ({"a": 1}, {"a": 2}),
        "requestBody": (1, 2),
        "description": _WORDS,
        "server": ({"url": "https://a.example"}, {"url": "https://b.example"}),
    },
    "Callback": {"{$url}": ({"get": OPERATION}, {"put": OPERATION})},
    "Callback's Operation": {"requestBody": (BODY, {**BODY, "required": True}), "summary": _WORDS},
    "Documented Error": {
        "name": ("OneError", "TwoError"),
        "description": _WORDS,
        "match": ({"code": "1"}, {"code": "2"}),
    },
    "Documented Error's match": {
        "code": ("1", "2"),
        "message": _WORDS,
        "messageStartsWith": _WORDS,
    },
    "Components": {
        "schemas": ({"A": TEXT, "B": TEXT, "It": TEXT}, {"A": TEXT, "B": TEXT, "It": NUMBER}),
        "responses": ({"r": {"description": "one"}}, {"r": {"description": "two"}}),
        "parameters": ({"p": _PARAMETER}, {"p": {**_PARAMETER, "required": True}}),
        "examples": _EXAMPLES,
        "requestBodies": ({"b": BODY}, {"b": {**BODY, "required": True}}),
        "headers": _HEADERS,
        "securitySchemes": _SCHEMES,
        "links": ({"a": {"operationId": "one"}}, {"a": {"operationId": "two"}}),
        "callbacks": ({"c": {"{$url}": {"get": OPERATION}}}, {"c": {"{$url}": {"put": OPERATION}}}),
        "pathItems": _PATH_ITEMS,
        "mediaTypes": ({"m": {"schema": TEXT}}, {"m": {"schema": NUMBER}}),
    },
    "Security Scheme": {
        "type": ("apiKey", "mutualTLS"),
        "description": _WORDS,
        "name": ("X-Key", "X-Other"),
        "in": ("header", "query"),
        "scheme": ("basic", "bearer"),
        "bearerFormat": _WORDS,
        "flows": ({"implicit": FLOW}, {"password": FLOW}),
        "openIdConnectUrl": ("https://a.example/1", "https://a.example/2"),
        "oauth2MetadataUrl": ("https://a.example/1", "https://a.example/2"),
        "deprecated": _FLAG,
    },
    "OAuth Flows": dict.fromkeys(
        ("password", "clientCredentials", "authorizationCode", "deviceAuthorization"),
        (FLOW, {**FLOW, "tokenUrl": "https://a.example/3"}),
    ),
    "OAuth Flow": {
        "authorizationUrl": ("https://a.example/1", "https://a.example/2"),
        "deviceAuthorizationUrl": ("https://a.example/1", "https://a.example/2"),
        "tokenUrl": ("https://a.example/1", "https://a.example/2"),
        "refreshUrl": ("https://a.example/1", "https://a.example/2"),
        "scopes": ({"read": "one"}, {"read": "two"}, {"write": "one"}),
    },
    "Schema": {
        # JSON Schema 2020-12, "Core".
        "$schema": _WORDS,
        "$vocabulary": ({"https://a.example": True}, {"https://a.example": False}),
        "$id": _WORDS,
        "$anchor": _WORDS,
        "$dynamicAnchor": _WORDS,
        "$ref": (A["$ref"], B["$ref"]),
        "$dynamicRef": ("#one", "#two"),
        "$defs": ({"d": TEXT}, {"d": NUMBER}),
        "$comment": _WORDS,
        # "Applicators" and "Unevaluated".
        "allOf": ([{"not": A}, {"not": B}], [{"not": A}], [A, {"maxProperties": 1}]),
        "anyOf": ([A, B], [A, TEXT], [A, B, {"type": "string", "minLength": 1}]),
        "oneOf": ([A, B], [A, TEXT], [A, B, {"type": "string", "minLength": 1}]),
        "not": (True, A, False),
        "if": (A, B),
        "then": (A, B),
        "else": (A, B),
        "dependentSchemas": ({"a": A}, {"a": B}),
        "prefixItems": ([A], [A, B], [B]),
        "items": (A, B),
        "contains": (A, B),
        "properties": (
            {"c": A},
            {"c": B},
            {"a": {"deprecated": True, "x-sunset": "2030-01-01"}, "b": {}},
            {"a": {"deprecated": True, "x-sunset": "2020-01-01"}, "b": {"deprecated": True}},
        ),
        "patternProperties": ({"^a": A}, {"^a": B}, {"^b": B}),
        "additionalProperties": (A, B, False),
        "propertyNames": ({"pattern": "^a"}, {"pattern": "^b"}),
        "unevaluatedItems": (A, B),
        "unevaluatedProperties": (A, B),
        # "Validation".
        "type": ("string", ["string", "null"], "integer", "number"),
        "const": (1, 2),
        "enum": ([1, 2], [1, 3]),
        "multipleOf": (2, 3),
        "maximum": (1, 2),
        "exclusiveMaximum": (1, 2),
        "minimum": (1, 2),
        "exclusiveMinimum": (1, 2),
        "maxLength": (1, 2),
        "minLength": (1, 2),
        "pattern": ("^a", "^b"),
        "maxItems": (1, 2),
        "minItems": (1, 2),
        "uniqueItems": _FLAG,
        "maxContains": (2, 3),
        "minContains": (2, 3),
        "maxProperties": (1, 2),
        "minProperties": (1, 2),
        "required": (["a"], ["b"]),
        "dependentRequired": ({"a": ["b"]}, {"a": ["c"]}),
        "format": ("date", "uuid"),
        "contentEncoding": ("base64", "base32"),
        "contentMediaType": ("text/plain", "text/csv"),
        "contentSchema": (A, B),
        # "Meta-Data".
        "title": _WORDS,
        "description": _WORDS,
        "default": (1, 2, None),
        "readOnly": _FLAG,
        "writeOnly": _FLAG,
        "examples": ([1], [2]),
        # OpenAPI and our own.
        "discriminator": ({"propertyName": "kind"}, {"propertyName": "type"}),
        "xml": ({"name": "one"}, {"name": "two"}),
        "externalDocs": _DOCS,
        "example": (1, 2),
        "x-envelope": ({"success": "ok"}, {"success": "fine"}),
        "x-sensitive": _FLAG,
        "x-source": _WORDS,
        "x-inferred": _WORDS,
        **_LIFE,
    },
    "Schema beside a $ref": {
        "description": _WORDS,
        "default": (1, 2),
        "readOnly": _FLAG,
        "writeOnly": _FLAG,
        "x-sensitive": _FLAG,
        "deprecated": _FLAG,
        "x-a": (1, 2),
        "xml": ({"name": "one"}, {"name": "two"}),
    },
    "Discriminator": {
        "propertyName": ("kind", "type"),
        "mapping": ({"a": "A"}, {"a": "B"}, {"b": "B"}),
        "defaultMapping": ("A", "B"),
    },
    "Envelope": {
        "success": ("ok", "fine"),
        "code": _WORDS,
        "message": _WORDS,
        "request_id": _WORDS,
        "data": _WORDS,
    },
    "XML": {
        "nodeType": ("text", "element"),
        "name": _WORDS,
        "namespace": _WORDS,
        "prefix": _WORDS,
        "attribute": _FLAG,
        "wrapped": _FLAG,
    },
}

NO_EXTENSIONS: Final = frozenset(
    {
        *("Components", "Content", "Documented Error's match", "Envelope"),
        *("Schema beside a $ref", "Security Requirement"),
    }
)
"""What may have no `x-` keys, or has them in the row of another object."""

REQUIRED: Final = frozenset(
    {
        *(("OpenAPI", name) for name in ("openapi", "info", "components")),
        *(("Info", name) for name in ("title", "version")),
        *(("Server", "url"), ("Server Variable", "default"), ("Tag", "name")),
        *(("External Documentation", "url"), ("License", "name"), ("Envelope", "success")),
        *(("Parameter", name) for name in ("name", "in", "schema")),
        *(("Parameter with content", "content"), ("Parameter in a header", "name")),
        *(("Request Body", "content"), ("Operation", "responses")),
        *(("Documented Error", name) for name in ("name", "match")),
        *(("Components", name) for name in ("schemas", "securitySchemes")),
        *(("Security Scheme", name) for name in ("type", "name", "in")),
        *(("Discriminator", "propertyName"), ("OAuth Flow", "authorizationUrl")),
        *(("Operation", "parameters"), ("Header", "schema"), ("Header with content", "content")),
    }
)
"""Fields that are there in every document that is compared; the last row would leave too little."""


DEFAULTS: Final[Mapping[tuple[str, str], Any]] = {
    **{
        ("", flag): False
        for flag in (
            *(
                "required",
                "deprecated",
                "allowEmptyValue",
                "allowReserved",
                "readOnly",
                "writeOnly",
            ),
            *("uniqueItems", "explode", "x-placeholder", "x-sensitive"),
        )
    },
    **{
        (kind, field): value
        for field, value in (("style", "form"), ("explode", True))
        for kind in ("Parameter", "Parameter of a text", "Encoding", "Encoding of a text")
    },
    **{(kind, "style"): "simple" for kind in ("Parameter in a header", "Header")},
    ("", "headers"): {},
    ("Operation", "security"): [{"key": []}],
    ("OpenAPI", "security"): [{}],
    ("Security Scheme", "deprecated"): None,
}
"""What a field is where it is not written: object (or any) and field → value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One edit of a document: a field of an object, before and after; absent where it is not."""

    kind: str
    field: str
    before: Any
    after: Any

    @property
    def is_restated(self) -> bool:
        """Whether only a default was written out, or is no longer."""
        values = (self.before, self.after)
        keys = [key for key in ((self.kind, self.field), ("", self.field)) if key in DEFAULTS]
        return ABSENT in values and bool(keys) and DEFAULTS[keys[0]] in values


def cases(kind: str) -> Iterator[Case]:
    """Yield the edits of one object: of each field between its first value and all others."""
    extensions = {} if kind in NO_EXTENSIONS else _EXTENSION
    for field, values in {**extensions, **FIELDS[kind]}.items():
        absent = () if (kind, field) in REQUIRED else (ABSENT,)
        for other in (*absent, *values[1:]):
            yield Case(kind=kind, field=field, before=values[0], after=other)
            yield Case(kind=kind, field=field, before=other, after=values[0])


def document(kind: str, field: str, value: Any) -> dict[str, Any]:
    """Give the skeleton with one field of one object set, or taken away."""
    whole: dict[str, Any] = copy.deepcopy({**SKELETON})
    node: Any = whole
    for token in PLACES[kind]:
        node = node[token]
    node.pop(field, None)
    if value is not ABSENT:
        node[field] = copy.deepcopy(value)
    return whole
