"""Names that mean something in Python, in pydantic or in the package itself, everywhere at once."""

from __future__ import annotations

import builtins
import json
import keyword

from engross.names import MODULE_NAMES, RUNTIME_ERRORS
from pydantic import BaseModel

WORDS = sorted(
    {
        *keyword.kwlist,
        *keyword.softkwlist,
        *(name for name in dir(builtins) if not name.endswith(("Error", "Warning"))),
        *dir(BaseModel),
        *MODULE_NAMES,
        *RUNTIME_ERRORS,
        *(
            "self cls models types errors resources httpx list close aclose request timeout headers"
            " with_raw_response token base_url max_retries http_client body annotations"
            " cached_property deprecated TYPE_CHECKING date datetime time timedelta uuid"
            " Annotated Field Model ConfigDict StrEnum Enum Tagged TypeAlias TypeAliasType Union"
            " _limits Integer Number Boolean DecimalNumber DateTime AwareDateTime reserved Reserved"
        ).split(),
    }
)
TEXT = {"type": "string"}


def content(schema):
    return {"application/json": {"schema": schema}}


def operation(word):
    own = {"$ref": f"#/components/schemas/{word}"}
    return {
        "operationId": f"{word}/{word}" if word.islower() else word,
        "tags": [word],
        "parameters": [
            {"name": word, "in": "path", "required": True, "schema": TEXT},
            {"name": word, "in": "query", "schema": {"type": "array", "items": own}},
            {"name": word, "in": "cookie", "schema": {**TEXT, "maxLength": 9}},
        ],
        "requestBody": {"content": content({"type": "object", "properties": {word: TEXT}})},
        "responses": {"200": {"description": "", "content": content(own)}},
    }


def test_every_name_can_be_used_for_everything(publish, inspect, tmp_path):
    schemas = {
        word: {"type": "object", "properties": {word: TEXT, "other": {"enum": [word, "x"]}}}
        for word in WORDS
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Reserved", "version": "1"},
        "paths": {f"/{n}/{{{word}}}": {"post": operation(word)} for n, word in enumerate(WORDS)},
        "components": {
            "schemas": {
                **schemas,
                "Card": {"type": "object", "properties": dict.fromkeys(WORDS, TEXT)},
            }
        },
    }
    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(document), encoding="utf-8")
    publish(spec, tmp_path, "reserved")
    [found] = inspect(tmp_path).values()
    assert found["problems"] == []
    assert found["operations"] == len(WORDS)
    assert found["models"] == 2 * len(WORDS) + 1
