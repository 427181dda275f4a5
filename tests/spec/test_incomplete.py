"""What would be sent without a part of it is not sent at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from engross.spec import read
from engross.spec.incomplete import incomplete_operations

OK = {"responses": {"200": {"description": ""}}}
LOST = {"$ref": "#/components/parameters/Lost"}


@pytest.mark.parametrize(
    ("item", "left_out"),
    [
        ({"post": {**OK, "parameters": [LOST]}}, True),
        ({"post": OK, "parameters": [LOST]}, True),
        ({"post": {**OK, "parameters": [{"name": "a", "in": "nowhere"}]}}, True),
        ({"post": {**OK, "parameters": [{"$ref": "#/components/parameters/Nameless"}]}}, True),
        ({"post": {**OK, "requestBody": {"$ref": "#/components/requestBodies/Lost"}}}, True),
        ({"post": {**OK, "requestBody": {"$ref": "../secret.yaml"}}}, True),
        # These are called as documented: any value will do.
        ({"post": {**OK, "requestBody": {"content": {"text/plain": {"schema": LOST}}}}}, False),
        ({"post": {"responses": {"200": {"$ref": "#/components/responses/Lost"}}}}, False),
        ({"post": {**OK, "parameters": [{"$ref": "#/components/parameters/Accept"}]}}, False),
    ],
)
def test_an_operation_that_lacks_a_part_of_its_request(
    workshop: Any, item: Any, left_out: bool
) -> None:
    parameters = {
        "Nameless": {"in": "query", "schema": {}},
        "Accept": {"name": "Accept", "in": "header", "schema": {}},
    }
    document = workshop.document(paths={"/it": item}, components={"parameters": parameters})
    reading = read(workshop.write(json.dumps(document), "openapi.json"), authored=False)

    told = [str(p.message) for p in incomplete_operations(reading.api, reading.library)]

    assert told == ["POST /it: all of it, as a part of its request is lost"] * left_out
