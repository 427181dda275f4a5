"""Two ways to say the same are no change, and one comparison has one outcome."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from engross.cli import main

from .space import FIELDS, PLACES, SKELETON

OLD_ID = {"name": "id", "in": "path", "required": True}
TEXT = {"type": "string"}

SWAGGER = {
    "swagger": "2.0",
    "info": {"title": "T", "version": "1"},
    "host": "a.example",
    "basePath": "/v1",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "securityDefinitions": {
        "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
        "basic": {"type": "basic"},
        "oauth": {
            "type": "oauth2",
            "flow": "accessCode",
            "authorizationUrl": "https://a.example/1",
            "tokenUrl": "https://a.example/2",
            "scopes": {"read": "one"},
        },
    },
    "security": [{"key": []}],
    "paths": {
        "/it/{id}": {
            "post": {
                "parameters": [
                    {**OLD_ID, "type": "string"},
                    {
                        "name": "list",
                        "in": "query",
                        "type": "array",
                        "items": TEXT,
                        "collectionFormat": "multi",
                    },
                    {"name": "csv", "in": "query", "type": "array", "items": TEXT},
                    {"name": "n", "in": "header", "type": "integer", "maximum": 5},
                    {
                        "name": "it",
                        "in": "body",
                        "required": True,
                        "schema": {"$ref": "#/definitions/It"},
                    },
                ],
                "responses": {
                    "200": {
                        "description": "fine",
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/It"}},
                        "headers": {"X-N": {"type": "integer", "description": "one"}},
                    }
                },
            }
        },
        "/form": {
            "post": {
                "consumes": ["multipart/form-data"],
                "parameters": [
                    {"name": "a", "in": "formData", "type": "string", "required": True},
                    {"name": "b", "in": "formData", "type": "file"},
                ],
                "responses": {"200": {"description": "fine"}},
            }
        },
    },
    "definitions": {
        "It": {
            "type": "object",
            "required": ["a"],
            "discriminator": "a",
            "properties": {
                "a": TEXT,
                "n": {"type": "number", "minimum": 0, "exclusiveMinimum": True},
                "x": {"type": "string", "x-nullable": True, "example": "b"},
                "e": {"type": "string", "x-nullable": True, "enum": ["a", None]},
                "r": {"x-nullable": True, "allOf": [{"$ref": "#/definitions/It"}]},
            },
        }
    },
}

REF = {"$ref": "#/components/schemas/It"}
MULTI = {"type": "array", "items": TEXT}
JSON = "application/json"


def upgraded(properties: Any, raw: Any) -> dict[str, Any]:
    """Give the same document as OpenAPI 3, with some properties and the schema of bytes."""
    return {
        "openapi": "3.0.4",
        "info": SWAGGER["info"],
        "servers": [{"url": "https://a.example/v1"}],
        "security": [{"key": []}],
        "paths": {
            "/it/{id}": {
                "post": {
                    "parameters": [
                        {**OLD_ID, "schema": TEXT},
                        {"name": "list", "in": "query", "schema": MULTI},
                        {"name": "csv", "in": "query", "explode": False, "schema": MULTI},
                        {"name": "n", "in": "header", "schema": {"type": "integer", "maximum": 5}},
                    ],
                    "requestBody": {"required": True, "content": {JSON: {"schema": REF}}},
                    "responses": {
                        "200": {
                            "description": "fine",
                            "content": {JSON: {"schema": {"type": "array", "items": REF}}},
                            "headers": {
                                "X-N": {"description": "one", "schema": {"type": "integer"}}
                            },
                        }
                    },
                }
            },
            "/form": {
                "post": {
                    "requestBody": {
                        "required": True,
                        "content": {
                            "multipart/form-data": {
                                "schema": {
                                    "type": "object",
                                    "required": ["a"],
                                    "properties": {
                                        "a": TEXT,
                                        "b": raw,
                                    },
                                }
                            }
                        },
                    },
                    "responses": {"200": {"description": "fine"}},
                }
            },
        },
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
                "basic": {"type": "http", "scheme": "basic"},
                "oauth": {
                    "type": "oauth2",
                    "flows": {
                        "authorizationCode": {
                            "authorizationUrl": "https://a.example/1",
                            "tokenUrl": "https://a.example/2",
                            "scopes": {"read": "one"},
                        }
                    },
                },
            },
            "schemas": {
                "It": {
                    "type": "object",
                    "required": ["a"],
                    "discriminator": {"propertyName": "a"},
                    "properties": properties,
                }
            },
        },
    }


OPENAPI_30 = upgraded(
    {
        "a": TEXT,
        "n": {"type": "number", "minimum": 0, "exclusiveMinimum": True},
        "x": {"type": "string", "nullable": True, "example": "b"},
        "e": {"type": "string", "nullable": True, "enum": ["a", None]},
        "r": {"nullable": True, "allOf": [REF]},
    },
    {"type": "string", "format": "binary"},
)
OPENAPI_31 = {
    **upgraded(
        {
            "a": TEXT,
            "n": {"type": "number", "exclusiveMinimum": 0},
            "x": {"type": ["string", "null"], "examples": ["b"]},
            "e": {"type": ["string", "null"], "enum": ["a", None]},
            "r": {"anyOf": [REF, {"type": "null"}]},
        },
        {"contentMediaType": "application/octet-stream"},
    ),
    "openapi": "3.1.1",
    "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
}
OPENAPI_32 = {**OPENAPI_31, "openapi": "3.2.0", "$self": "openapi.json"}
VERSIONS = {"2.0": SWAGGER, "3.0": OPENAPI_30, "3.1": OPENAPI_31, "3.2": OPENAPI_32}


def compared(folder: Path, capsys: Any, base: Any, revision: Any, *words: str) -> str:
    for name, content in (("base", base), ("revision", revision)):
        (folder / f"{name}.json").write_text(json.dumps(content, indent=1))
    sides = [str(folder / f"{name}.json") for name in ("base", "revision")]
    main(["diff", *sides, "--format", "json", *words])
    out: str = capsys.readouterr().out
    return out


@pytest.mark.parametrize("profile", ["default", "strict"])
@pytest.mark.parametrize("base", VERSIONS)
@pytest.mark.parametrize("revision", VERSIONS)
def test_another_version_of_the_standard_is_no_change(
    tmp_path: Path, capsys: Any, base: str, revision: str, profile: str
) -> None:
    told = compared(tmp_path, capsys, VERSIONS[base], VERSIONS[revision], "--profile", profile)

    assert [finding["id"] for finding in json.loads(told)["findings"]] == []


ALONE = {"$ref", "const", "enum", "not"}
"""Fields with which the others say nothing."""
MANY = ("Schema", "Parameter", "Server", "Info", "Security Scheme", "Path Item")


def edited(limit: int, *kinds: str) -> dict[str, Any]:
    """Give the skeleton with a limit of what is reached by many ways, and fields of objects set."""
    whole: dict[str, Any] = json.loads(json.dumps(SKELETON))
    twice = {name: {"$ref": "#/components/schemas/A"} for name in ("left", "right", "first")}
    whole["components"]["schemas"]["B"] = {"properties": twice}
    whole["webhooks"]["paid"]["post"]["requestBody"]["content"]["application/json"] = {
        "schema": {"$ref": "#/components/schemas/B"}
    }
    whole["components"]["schemas"]["A"]["maxProperties"] = limit
    for kind in kinds:
        node: Any = whole
        for token in PLACES[kind]:
            node = node[token]
        node.update(
            {field: values[-1] for field, values in FIELDS[kind].items() if field not in ALONE}
        )
    return whole


def turned(value: Any) -> Any:
    """Give the same with the members of all mappings in another order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


def without_places(value: Any) -> Any:
    """Leave out lines and columns."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in {"line", "column", "end_line", "lines"}}
        return {key: without_places(item) for key, item in kept.items()}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def test_the_order_of_keys_means_nothing(tmp_path: Path, capsys: Any) -> None:
    base, revision = edited(5), edited(3, *MANY)

    one = json.loads(compared(tmp_path, capsys, base, revision))
    other = json.loads(compared(tmp_path, capsys, turned(base), turned(revision)))

    assert len(one["findings"]) > 30
    assert without_places(one) == without_places(other)
    assert compared(tmp_path, capsys, base, turned(base)) == compared(tmp_path, capsys, base, base)


def test_the_outcome_is_the_same_in_every_process(tmp_path: Path, capsys: Any) -> None:
    compared(tmp_path, capsys, edited(5), edited(3, *MANY))
    command = [sys.executable, "-m", "engross", "diff", "base.json", "revision.json"]

    one, other = (
        subprocess.run(
            [*command, "--format", "json"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )

    assert one == other
