"""Public documents, good and bad, and what random damage makes of good ones."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from engross.errors import Severity, SpecError
from engross.ir import Api, MediaType, Operation, Ref, Schema
from engross.spec import load_api
from engross.spec.tree import read_document


def test_every_public_document_is_read_whole(corpus: Path) -> None:
    for entry in json.loads((corpus / "index.json").read_bytes()):
        api, warnings = load_api(corpus / entry["file"], authored=False)
        _follow_everything(api)
        without_id = [o for o in api.operations if o.operation_id is None]

        assert len(api.operations) == entry["operations"], entry["name"]
        assert len(without_id) == entry["operations_without_id"], entry["name"]
        assert len(api.webhooks) == entry["webhooks"], entry["name"]
        assert len([p for p in api.schemas if p.parent.last == "schemas"]) >= entry["schemas"]
        assert all(warning.line and warning.severity is Severity.WARNING for warning in warnings)


def _follow_everything(api: Api) -> None:
    """See that every reference leads to a schema; a missing one is a `KeyError`."""
    pending: list[Schema | Ref] = list(api.schemas.values())
    pending += [m.schema for o in api.operations for m in _media_types(o) if m.schema]
    while pending:
        schema = pending.pop()
        if isinstance(schema, Ref):
            assert not isinstance(api.resolve(schema), Ref)
        else:
            pending.extend(schema.children())


def _media_types(operation: Operation) -> list[MediaType]:
    contents = [response.content for response in operation.responses]
    if operation.request_body:
        contents.append(operation.request_body.content)
    return [media for content in contents for media in content]


def test_bad_documents_are_told_and_odd_ones_are_read(corpus: Path) -> None:
    for entry in json.loads((corpus / "bad" / "index.json").read_bytes()):
        path = corpus / entry["file"]
        if entry["expect"] == "accept":
            load_api(path, authored=False)
            continue
        with pytest.raises(SpecError) as caught:
            load_api(path, authored=False)
        assert all(p.line and p.file == str(path) for p in caught.value.problems), entry["name"]


ODD: list[Any] = [
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "{id}", "#/nope", "#", "../a.yaml", "http://x"),
    *([], {}, [{}], {"a": {}}, {"$ref": "#"}, {"$ref": 5}, {"$ref": "#/paths"}, [1, "a", None]),
]
ODD_KEYS = [
    "$ref",
    "nullable",
    "in",
    "type",
    "items",
    "enum",
    "x-errors",
    "x-envelope",
    "x-inferred",
]


def _places(node: Any) -> list[tuple[Any, Any]]:
    """List every place of a document: a container and a key or index of it."""
    if not isinstance(node, dict | list):
        return []
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    return [(node, key) for key in keys] + [place for key in keys for place in _places(node[key])]


def _damage(document: Any, chance: random.Random) -> None:
    holder, key = chance.choice(_places(document))
    way = chance.randrange(4)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, dict):
        holder[chance.choice(ODD_KEYS)] = chance.choice(ODD)
    elif way == 2:
        other, other_key = chance.choice(_places(document))
        holder[key] = json.loads(json.dumps(other[other_key]))
    else:
        holder[key] = chance.choice(ODD)


@pytest.mark.parametrize("name", ["train_travel", "petstore_30", "opc_baseline_31"])
def test_damage_ends_in_problems_with_places_and_never_in_a_crash(
    corpus: Path, workshop: Any, name: str
) -> None:
    [path] = (corpus / "specs").glob(f"{name}.*")
    sound = json.dumps(read_document(path, authored=False).data, default=str)
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311
        document = json.loads(sound)
        for _ in range(chance.choice([1, 2, 5])):
            _damage(document, chance)
        damaged = workshop.write(json.dumps(document), "damaged.json")
        try:
            problems = load_api(damaged, authored=seed % 2 == 0)[1]
        except SpecError as error:
            problems = error.problems
        assert all(problem.line for problem in problems), seed
