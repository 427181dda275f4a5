"""Writes documents of any size, and later revisions of them, for measuring.

python documents.py KIND SIZE FOLDER   writes base.json and revision.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WORDS = "the amount that is taken from the account of a customer at the end of a period ".split()


def wide(operations: int) -> dict[str, Any]:
    """Write a document of many operations, whose schemas are mostly their own (600: 3.8 MB)."""
    schemas = {f"Item{n}": _item(n) for n in range(operations)}
    paths = {f"/items{n}/{{id}}": {"post": _operation(n)} for n in range(operations)}
    return _document(paths, schemas)


def cyclic(size: int) -> dict[str, Any]:
    """Write a document whose schemas are one circle: each may be given by its id or expanded."""
    schemas = {f"Item{n}": _expandable(n, size) for n in range(size)}
    paths = {
        f"/items{n}/{{id}}": {
            "get": {
                "operationId": f"get{n}",
                "parameters": [_parameter("id", "path")],
                "responses": {"200": _answer({"$ref": f"#/components/schemas/Item{n}"})},
            }
        }
        for n in range(size)
    }
    return _document(paths, schemas)


def revised(document: dict[str, Any]) -> dict[str, Any]:
    """Edit some schemas: a limit, an enum, a type, a property more and one less."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for n, schema in enumerate(copy["components"]["schemas"].values()):
        properties = schema["properties"]
        if n % 20 == 0:
            properties["name"]["maxLength"] = 100
            properties["status"]["enum"].append("other")
        elif n % 20 == 5:
            properties["count"]["type"] = "number"
            properties["more"] = {"type": "string"}
        elif n % 20 == 10:
            del properties["note"]
    return copy


def _document(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    info = {"title": "Measured", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def _operation(n: int) -> dict[str, Any]:
    body = {
        "type": "object",
        "properties": {f"field{k}": _field(n + k) for k in range(8)},
        "required": ["field0"],
    }
    return {
        "operationId": f"change{n}",
        "description": _text(n, 60),
        "parameters": [_parameter("id", "path"), *(_parameter(f"q{k}", "query") for k in range(4))],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {
            "200": _answer({"$ref": f"#/components/schemas/Item{n}"}),
            "400": _answer({"type": "object", "properties": {"error": {"type": "string"}}}),
        },
    }


def _item(n: int) -> dict[str, Any]:
    fields = {f"field{k}": _field(n + k) for k in range(12)}
    inner = {"type": "array", "items": {"$ref": f"#/components/schemas/Item{n // 2}"}}
    return _object({**fields, **({"inner": inner} if n else {})}, n)


def _expandable(n: int, size: int) -> dict[str, Any]:
    linked = {f"field{k}": _field(n + k) for k in range(6)}
    for k in range(1, 9):
        target = f"#/components/schemas/Item{(n * k + k) % size}"
        linked[f"link{k}"] = {
            "anyOf": [{"type": "string", "maxLength": 5000}, {"$ref": target}],
            "description": _text(n + k, 12),
        }
    kind = {"type": "string", "enum": [f"item{n}"]}
    return {**_object({**linked, "object": kind}, n), "required": ["object", "name"]}


def _object(fields: dict[str, Any], n: int) -> dict[str, Any]:
    own = {
        "name": {"type": "string", "maxLength": 200, "description": _text(n, 10)},
        "status": {"type": "string", "enum": ["open", "closed", f"state{n}"]},
        "count": {"type": "integer"},
        "note": {"type": "string"},
    }
    return {"type": "object", "description": _text(n, 30), "properties": {**own, **fields}}


def _field(n: int) -> dict[str, Any]:
    kinds: tuple[dict[str, Any], ...] = (
        {"type": "string", "maxLength": 50},
        {"type": "integer", "minimum": 0},
        {"type": ["string", "null"], "format": "date-time"},
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "boolean"}}},
    )
    return {**kinds[n % len(kinds)], "description": _text(n, 8)}


def _parameter(name: str, location: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": location,
        "required": location == "path",
        "schema": {"type": "string"},
        "description": _text(len(name), 10),
    }


def _answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def _text(n: int, words: int) -> str:
    return " ".join(_WORDS[(n + k) % len(_WORDS)] for k in range(words))


KINDS: dict[str, Callable[[int], dict[str, Any]]] = {"wide": wide, "cyclic": cyclic}


def main() -> None:
    """Write a pair of documents."""
    kind, size, folder = sys.argv[1:]
    base = KINDS[kind](int(size))
    for name, document in (("base", base), ("revision", revised(base))):
        text = json.dumps(document, indent=1)
        (Path(folder) / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
