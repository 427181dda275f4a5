"""Names stay as they are when something else is added; shown with public documents."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from engross.ir import Api, MediaType, Operation, RequestBody, Schema
from engross.names import Names, name_api
from engross.pointer import ROOT
from engross.spec import load_api

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
DOCUMENTS = (
    [entry["file"] for entry in json.loads((CORPUS / "index.json").read_bytes())]
    if CORPUS.is_dir()
    else []
)
needs_documents = pytest.mark.skipif(not DOCUMENTS, reason=f"no public documents at {CORPUS}")
ADDED = ROOT / "components" / "schemas" / "EngrossAdded"
CALL = ROOT / "paths" / "/engross-added" / "post"
INSIDE = ROOT / "paths" / "/engross-added" / "get"


@cache
def read(file: str) -> Api:
    return load_api(CORPUS / file, authored=False)[0]


def thing(pointer: Any) -> Schema:
    kinds = Schema(
        pointer=pointer / "properties" / "kind", type=frozenset({"string"}), enum=("a", "b")
    )
    return Schema(pointer=pointer, type=frozenset({"object"}), properties={"kind": kinds})


def with_additions(api: Api) -> Api:
    """Add a schema and operations before all others, where they disturb the most.

    One of them is in a group inside a group that there is.
    """
    media = MediaType(
        pointer=CALL / "json", content_type="application/json", schema=thing(CALL / "schema")
    )
    call = Operation(
        pointer=CALL,
        method="POST",
        path="/engross-added",
        tags=api.operations[0].tags if api.operations else (),
        request_body=RequestBody(pointer=CALL / "body", content=(media,)),
    )
    groups = [name.resource.replace(".", "/") for name in name_api(api)[1].methods.values()]
    inside = Operation(
        pointer=INSIDE,
        method="GET",
        path="/engross-added",
        operation_id="/".join([*groups[:1], "engross-added", "list"]),
    )
    schemas = {ADDED: thing(ADDED), **api.schemas}
    return replace(api, schemas=schemas, operations=(call, inside, *api.operations))


@needs_documents
@pytest.mark.parametrize("file", DOCUMENTS)
def test_no_name_changes_when_a_schema_and_operations_are_added(file: str) -> None:
    before, after = name_api(read(file))[1], name_api(with_additions(read(file)))[1]

    assert ADDED in after.classes
    assert after.methods.keys() - before.methods.keys() == {CALL, INSIDE}
    for table in (field.name for field in fields(Names)):
        old, new = getattr(before, table), getattr(after, table)
        changed = {
            str(key): (name, new.get(key)) for key, name in old.items() if new.get(key) != name
        }
        assert changed == {}, table


@needs_documents
def test_hardly_a_class_has_a_number_of_our_own() -> None:
    """The document's own digits do not count, nor the members of a union that say the same."""
    classes = [(p, n) for file in DOCUMENTS for p, n in name_api(read(file))[1].classes.items()]
    numbered = [n for p, n in classes if re.search(r"_\d+$|(?:Option|Item)\d+", n)]

    assert len(numbered) < len(classes) / 50, numbered
