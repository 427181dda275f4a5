"""Schema-valid in, equal out: what a schema allows, its model reads and writes back the same."""

from __future__ import annotations

import importlib
import sys
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from uuid import UUID

import pytest
from engross.conformance.runner import exact
from engross.diff.documents import Direction
from engross.ir import Api, Json, Schema
from engross.load import load_target
from engross.names import Names, name_api
from engross.plan import Shapes
from engross.provider import Target, find_providers
from engross.runtime import codec
from engross.spec import load_api
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import BaseModel, TypeAdapter

from tests.emit.schema_values import SchemaValues

ROOT: Final = Path(__file__).parents[2]
QUICK: Final = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=12,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)

TEXT, INTEGER, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
MONEY = {"type": "number", "format": "decimal"}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def record(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}


def optional(*branches: Any) -> dict[str, Any]:
    return {"anyOf": [*branches, {"type": "null"}]}


COMPONENTS: Final[dict[str, Any]] = {
    "Animal": record("kind", kind=TEXT, weight=MONEY),
    "Cat": {"allOf": [ref("Animal"), record("lives", lives=INTEGER)]},
    "Dog": {"allOf": [ref("Animal"), record(bark=TEXT)]},
    "Card": record("method pan", method={"const": "card"}, pan=TEXT, limit=MONEY),
    "Bank": record("method", method={"enum": ["bank", "sepa"]}, iban={"type": ["string", "null"]}),
    "Tree": record("value", value=INTEGER, children={"type": "array", "items": ref("Tree")}),
    "Chain": record(next=optional(ref("Chain")), amount=MONEY),
    "Odd": {"enum": ["", " ", "None", "class", "1", "a-b", "a_b", "A_B", "é", "\n"]},
    "Code": {"enum": [0, -1, 404]},
    "OpenCode": {"type": ["integer", "null"], "enum": [1, 2, None]},
}
HOSTILE: Final = (
    *("class", "__init__", "model_config", "self", "a b", "1st", ""),
    *("copy", "json", "schema", "it", "Any", "str"),
)
TRICKY: Final[dict[str, Any]] = {
    "all of": ref("Cat"),
    "all of with conflicting names": {
        "allOf": [record("aB", aB=TEXT), record("a_b", a_b=INTEGER)]
    },
    "all of beside properties": {**record("x", x=MONEY), "allOf": [ref("Animal")]},
    "one of with a discriminator": {
        "oneOf": [ref("Card"), ref("Bank")],
        "discriminator": {
            "propertyName": "method",
            "mapping": {"card": "Card", "bank": "Bank", "sepa": "Bank"},
        },
    },
    "one of by the members it requires": {"oneOf": [record("a", a=TEXT), record("b", b=INTEGER)]},
    "any of types": {"anyOf": [INTEGER, TEXT, {"type": "array", "items": MONEY}]},
    "several types": {"type": ["string", "boolean", "null", "integer"]},
    "text or amount": {"anyOf": [MONEY, TEXT]},
    "nullable": {"type": ["string", "null"]},
    "nullable record": optional(ref("Chain")),
    "null alone": {"type": "null"},
    "odd texts": ref("Odd"),
    "numbers listed": ref("Code"),
    "null listed": ref("OpenCode"),
    "mixed listed": {"enum": ["a", 2, True, None]},
    "constant": {"const": "only"},
    "constant number": {"const": 0},
    "items by place": {"type": "array", "prefixItems": [TEXT, MONEY, ref("Odd")]},
    "closed items by place": {"type": "array", "prefixItems": [TEXT], "items": False},
    "unique items": {"type": "array", "items": ref("Odd"), "uniqueItems": True, "maxItems": 4},
    "lists in lists": {"type": "array", "items": {"type": "array", "items": MONEY}, "minItems": 1},
    "tree": ref("Tree"),
    "chain": ref("Chain"),
    "map of amounts": {"type": "object", "additionalProperties": MONEY},
    "map of maps": {"type": "object", "additionalProperties": {
        "type": "object", "additionalProperties": {"type": "array", "items": ref("Code")}}},
    "map with named keys": {"type": "object", "propertyNames": {"enum": ["EUR", "USD"]},
                            "additionalProperties": MONEY},
    "members beside a map": {**record("id", id=TEXT), "additionalProperties": MONEY},
    "closed": {**record("id", id=TEXT), "additionalProperties": False},
    "empty object": {"type": "object"},
    "anything": {},
    "patterned members": {"type": "object", "patternProperties": {"^x-": TEXT}},
    "required but not described": {**record(a=TEXT), "required": ["a", "b"]},
    "hostile names": record(**dict.fromkeys(HOSTILE, TEXT)),
    "a name that others may have": record(fooBar=INTEGER),
    "python's names crossed": record(fooBar=INTEGER, foo_bar=TEXT, FooBar=NUMBER),
    "date-time": {**TEXT, "format": "date-time"},
    "date": {**TEXT, "format": "date"},
    "time": {**TEXT, "format": "time"},
    "duration": {**TEXT, "format": "duration"},
    "uuid": {**TEXT, "format": "uuid"},
    "decimal text": {**TEXT, "format": "decimal"},
    "email": {**TEXT, "format": "email"},
    "uri": {**TEXT, "format": "uri"},
    "an unknown format": {**TEXT, "format": "money"},
    "base64": {**TEXT, "contentEncoding": "base64"},
    "int32": {**INTEGER, "format": "int32"},
    "int64": {**INTEGER, "format": "int64"},
    "float": {**NUMBER, "format": "double"},
    "bounded amount": {**MONEY, "minimum": 0.01, "exclusiveMaximum": 10},
    "multiples": {**MONEY, "multipleOf": 0.05},
    "steps": {**INTEGER, "multipleOf": 7, "minimum": 14},
    "pattern": {**TEXT, "pattern": "^[A-Z]{3}-\\d+$"},
    "lengths": {**TEXT, "minLength": 2, "maxLength": 3},
    "default": {**TEXT, "default": "x"},
}  # fmt: skip


@pytest.fixture
def published(monkeypatch):
    """Import the models of a package in `generated/`, and forget it afterwards."""

    def load(target: Target) -> ModuleType:
        monkeypatch.syspath_prepend(target.output / "src")
        loaded.append(target.name)
        return importlib.import_module(f"{target.name}.models")

    loaded: list[str] = []
    yield load
    for name in [name for name in sys.modules if name.partition(".")[0] in loaded]:
        del sys.modules[name]


@pytest.mark.parametrize("provider", ["powercard", "spenxy", "uncash"])
def test_each_model_of_a_provider_gives_back_what_its_schema_allows(provider, published):
    (target,) = find_providers(ROOT, [provider])
    loaded = load_target(target)
    api, names = name_api(loaded.api, loaded.settings.names, client=loaded.settings.client)
    models = published(target)

    assert hold(api, names, models) == {
        name
        for name, made in vars(models).items()
        if is_model(made) and made.__module__ == models.__name__
    }


@pytest.mark.parametrize("sent", [False, True], ids=["received", "sent"])
def test_each_model_of_a_tricky_schema_gives_back_what_that_allows(press, sent):
    holders = {
        f"{''.join(filter(str.isalnum, words.title()))}Holder": record(
            "it", it=schema, other=schema
        )
        for words, schema in TRICKY.items()
    }
    content = {"application/json": {"schema": {"anyOf": [ref(name) for name in holders]}}}
    answer = {"200": {"description": "", **({} if sent else {"content": content})}}
    operation = {"responses": answer, **({"requestBody": {"content": content}} if sent else {})}
    files = press.files(
        paths={"/it": {"post": operation}}, components={"schemas": {**COMPONENTS, **holders}}
    )
    api, names = name_api(load_api(press.folder / "openapi.json", authored=False)[0], client="Shop")

    assert hold(api, names, press.load(files, "models")) >= holders.keys()


def hold(api: Api, names: Names, models: ModuleType) -> set[str]:
    """Try the models of an API, and give their names."""
    shapes = Shapes(api=api, names=names)
    values = {way: SchemaValues(api, way, closed=shapes.sent_only) for way in Direction}
    tried = set()
    for schema in api.schemas.values():
        model = getattr(models, names.classes.get(schema.pointer, ""), None)
        if isinstance(schema, Schema) and is_model(model):
            is_sent = schema.pointer in shapes.sent_only
            hold_model(model, schema, values[Direction.REQUEST if is_sent else Direction.RESPONSE])
            tried.add(model.__name__)
    return tried


def is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel)


def hold_model(model: type[Any], schema: Schema, values: SchemaValues) -> None:
    """Let a model read and write what its schema allows."""

    @QUICK
    @given(values.of(schema))
    def holds(value: Json) -> None:
        assert values.is_valid(schema, value)
        text = exact.write(tree(value))
        read = model.model_validate(codec.decode(text.encode()), by_alias=True, by_name=False)
        written = read.model_dump_json()
        assert alike(exact.read(text), exact.read(written)), written
        again = model.model_validate(codec.decode(written.encode()), by_alias=True, by_name=False)
        assert again == read

    holds()


def tree(value: Json) -> Json:
    """Give a value with its numbers as digits."""
    if isinstance(value, dict):
        return {name: tree(member) for name, member in value.items()}
    if isinstance(value, list):
        return [tree(item) for item in value]
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return exact.Number(str(value)) if is_number else value


def alike(left: Json, right: Json) -> bool:
    """Whether two JSON texts say the same: the same digits, and the same moments."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(alike(left[n], right[n]) for n in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(alike, left, right))
    if isinstance(left, str) and isinstance(right, str) and left != right:
        return any(moment == other for moment, other in zip(said(left), said(right), strict=True))
    return exact.equal(left, right)


def said(text: str) -> list[Any]:
    """Read a text in every way in which another may say the same."""
    return [_said(read, text) for read in READERS]


def _said(read: Any, text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return object()


READERS: Final = (
    lambda text: datetime.fromisoformat(text.upper()),
    time.fromisoformat,
    TypeAdapter(timedelta).validate_python,
    UUID,
)
