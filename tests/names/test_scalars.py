"""Scalars that are said in several parts are one schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engross.ir import ABSENT, Ref, Schema
from engross.names import name_api
from engross.spec import load_api

TEXT, INTEGER = {"type": "string"}, {"type": "integer"}
NUMBER = {"type": "number"}
COLOUR = {"$ref": "#/components/schemas/Colour"}
SHORT = {"$ref": "#/components/schemas/Short"}
COMPONENTS = {
    "Colour": {"enum": ["red", "green", "blue"]},
    "Short": {"type": "string", "maxLength": 9, "pattern": "^a", "x-sensitive": True},
}


@pytest.fixture
def hoisted(tmp_path: Path) -> Any:
    """Give a property as it is after hoisting: what it refers to, or the schema itself."""

    def run(schema: Any) -> tuple[Schema, str]:
        holder = {"type": "object", "properties": {"it": schema}}
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {},
            "components": {"schemas": {**COMPONENTS, "Holder": holder}},
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        api, names = name_api(load_api(path, authored=False)[0])
        [holder_] = [s for s in api.schemas.values() if s.pointer.last == "Holder"]
        found = api.resolve(holder_).properties["it"]
        return api.resolve(found), names.classes[found.target] if isinstance(found, Ref) else ""

    return run


def said(schema: Schema) -> dict[str, Any]:
    """Give the keywords of a schema."""
    names = ("minimum", "maximum", "exclusive_minimum", "multiple_of", "min_length", "max_length")
    names = (*names, "enum", "const", "format", "pattern", "description", "default", "sensitive")
    found = {name: getattr(schema, name) for name in names}
    kept = {name: v for name, v in found.items() if v is not None and v not in (ABSENT, False)}
    return {"type": "|".join(sorted(schema.type)), **kept}


@pytest.mark.parametrize(
    ("parts", "one"),
    [
        ([{**INTEGER, "minimum": 2}, {"maximum": 10, "minimum": 1}],
         {"type": "integer", "minimum": 2, "maximum": 10}),
        ([{"exclusiveMinimum": 2}, {**INTEGER, "exclusiveMinimum": 5}, {"multipleOf": 4},
          {"multipleOf": 6}],
         {"type": "integer", "exclusive_minimum": 5, "multiple_of": 12}),
        ([NUMBER, {"type": ["integer", "null"]}], {"type": "integer"}),
        ([{"type": ["string", "null"]}, TEXT], {"type": "string"}),
        ([{}, {**NUMBER, "format": "decimal"}], {"type": "number", "format": "decimal"}),
        ([{**TEXT, "format": "date", "pattern": "^1"}, {"format": "time", "pattern": "^2"}],
         {"type": "string", "format": "date", "pattern": "^1"}),
        ([SHORT, {"minLength": 2, "maxLength": 5, "description": "Five."}],
         {"type": "string", "min_length": 2, "max_length": 5, "pattern": "^a",
          "description": "Five.", "sensitive": True}),
        ([COLOUR, {"enum": ["blue", "red", "black"]}], {"type": "", "enum": ("red", "blue")}),
        ([{"enum": ["a", 1, None]}, TEXT], {"type": "string", "enum": ("a",)}),
        ([{"enum": [True, 2]}, {"enum": [1, 2]}], {"type": "", "enum": (2,)}),
        ([COLOUR, {"const": "red"}], {"type": "", "const": "red"}),
        ([{**TEXT, "default": "a"}, {"default": "b"}], {"type": "string", "default": "b"}),
    ],
)  # fmt: skip
def test_of_two_keywords_the_stricter_one_counts(hoisted, parts, one) -> None:
    schema, _ = hoisted({"allOf": parts})
    assert said(schema) == one
    assert schema.all_of == ()


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [TEXT, COLOUR]},
        {"allOf": [COLOUR, {"description": "Which."}]},
        {**COLOUR, "type": "string"},
        {"allOf": [COLOUR], "enum": ["blue", "green", "red", "black"]},
    ],
)
def test_an_enum_that_nothing_narrows_is_the_component(hoisted, schema) -> None:
    assert hoisted(schema)[1] == "Colour"


def test_an_enum_that_is_narrowed_is_one_of_its_own(hoisted) -> None:
    schema, name = hoisted({**COLOUR, "enum": ["red", "blue"]})
    assert (name, schema.enum) == ("HolderIt", ("red", "blue"))


def test_what_stands_beside_a_reference_counts_too(hoisted) -> None:
    schema, _ = hoisted({**SHORT, "maxLength": 5, "description": "Five."})
    expected = {"type": "string", "max_length": 5, "pattern": "^a", "description": "Five."}
    assert said(schema) == {**expected, "sensitive": True}


@pytest.mark.parametrize(
    "parts",
    [
        [TEXT, INTEGER],
        [{"enum": ["a"]}, {"enum": ["b"]}],
        [TEXT, {"enum": [1, 2]}],
        [TEXT, {"minItems": 1}],
    ],
)
def test_parts_that_are_no_one_scalar_stay_parts(hoisted, parts) -> None:
    assert len(hoisted({"allOf": parts})[0].all_of) == 2
