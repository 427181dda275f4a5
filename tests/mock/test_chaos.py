"""What goes wrong on purpose."""

from __future__ import annotations

import pytest
from engross.mock.chaos import DELAY, UNKNOWN, Chaos, drawn
from engross.mock.messages import Ending

from .conftest import value_of

THING = """
type: object
properties:
  kind: {type: string, enum: [a, b]}
  level: {enum: [1, 2]}
  free: {type: string}
  inner: {type: array, minItems: 2, items: {type: object, properties: {kind: {enum: [c]}}}}
  map: {type: object, additionalProperties: {enum: [d]}}
  either: {oneOf: [{type: 'null'}, {properties: {kind: {const: e}}, required: [kind]}]}
  nothing: {type: 'null'}
required: [kind, level, free, inner, map, either]
"""


@pytest.mark.parametrize(
    ("name", "ending", "delay"),
    [
        ("drop-before", Ending.SILENT, 0),
        ("drop-during", Ending.SILENT, 0),
        ("drop-after", Ending.SILENT, 0),
        ("truncate", Ending.CUT, 0),
        ("delay", Ending.WHOLE, DELAY),
        ("unknown-field", Ending.WHOLE, 0),
    ],
)
def test_delivery_goes_wrong_as_asked(answering, name, ending, delay):
    answer = answering(THING)("GET /it", f"prefer: chaos={name}")

    assert (answer.ending, answer.delay) == (ending, delay)
    assert answer.header("preference-applied") == f"chaos={name}"


def test_every_object_has_an_unknown_member(answering):
    made = value_of(answering(THING)("GET /it", "prefer: chaos=unknown-field"))

    objects = [made, *made["inner"], made["either"]]
    assert len(objects) == 4
    assert all(thing[UNKNOWN] == UNKNOWN for thing in objects)
    assert UNKNOWN not in made["map"]


def test_every_enum_has_an_unknown_value(answering):
    ask = answering(THING)
    usual = value_of(ask("GET /it"))
    made = value_of(ask("GET /it", "prefer: chaos=unknown-enum"))

    assert (made["kind"], made["level"]) == (UNKNOWN, 3)
    assert [item["kind"] for item in made["inner"]] == [UNKNOWN] * 2
    assert set(made["map"].values()) == {UNKNOWN}
    assert (made["free"], made["nothing"]) == (usual["free"], None)


def test_nothing_else_is_changed(answering):
    ask = answering(THING)
    made = value_of(ask("GET /it", "prefer: chaos=unknown-field"))

    assert without_unknown(made) == value_of(ask("GET /it"))


def without_unknown(value):
    if isinstance(value, list):
        return [without_unknown(item) for item in value]
    if isinstance(value, dict):
        return {name: without_unknown(part) for name, part in value.items() if name != UNKNOWN}
    return value


def test_a_stream_is_spoilt_item_by_item(mocked):
    media = "{application/jsonl: {itemSchema: {properties: {a: {const: 1}}, required: [a]}}}"
    ask = mocked(
        f"/it: {{get: {{responses: {{'200': {{description: a, content: {media}}}}}}}}}",
        openapi="3.2.0",
    )
    line = f'{{"a": 1, "{UNKNOWN}": "{UNKNOWN}"}}\n'.encode()

    assert ask("GET /it", "prefer: chaos=unknown-field").chunks == (line,) * 3


def test_what_is_drawn_is_that_of_the_seed():
    runs = [[drawn(seed, number) for number in range(200)] for seed in (1, 1, 2)]

    assert runs[0] == runs[1] != runs[2]
    assert set(runs[0]) == {None, *Chaos}
    assert 50 < runs[0].count(None) < 150


def test_a_request_may_ask_for_another_chaos_than_is_drawn(answering):
    from engross.mock import Request

    mock = answering(THING).mock
    asked = Request(method="GET", path="/it", headers=(("prefer", "chaos=truncate"),))

    assert mock.answer(asked, Chaos.DELAY).ending is Ending.CUT
    assert mock.answer(Request(method="GET", path="/it"), Chaos.DELAY).delay == DELAY
