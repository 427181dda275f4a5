"""The oracle's own serialisation, against the table of OpenAPI 3.1, "Style Examples"."""

from __future__ import annotations

from typing import Any

import pytest
from engross.conformance.runner.exact import Number
from engross.conformance.runner.wire import Received, differences, joined_headers
from engross.conformance.wire import header_text, path_text, query_pairs
from engross.ir import Parameter, ParameterLocation, Schema
from engross.pointer import ROOT

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": Number("100"), "G": Number("200"), "B": Number("150")}


def parameter(location: str, style: str, explode: bool) -> Parameter:
    return Parameter(
        pointer=ROOT,
        name="color",
        location=ParameterLocation(location),
        required=True,
        style=style,
        explode=explode,
        schema=Schema(pointer=ROOT),
    )


@pytest.mark.parametrize(
    ("style", "explode", "value", "text"),
    [
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, ARRAY, ";color=blue,black,brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, ARRAY, ".blue,black,brown"),
        ("label", True, ARRAY, ".blue.black.brown"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("simple", False, "a b/c", "a%20b%2Fc"),
        ("simple", False, ARRAY, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
    ],
)
def test_path_styles(style: str, explode: bool, value: Any, text: str) -> None:
    assert path_text(parameter("path", style, explode), value) == text


@pytest.mark.parametrize(
    ("style", "explode", "value", "pairs"),
    [
        ("form", False, "blue", [("color", "blue")]),
        ("form", False, ARRAY, [("color", "blue,black,brown")]),
        ("form", True, ARRAY, [("color", "blue"), ("color", "black"), ("color", "brown")]),
        ("form", False, OBJECT, [("color", "R,100,G,200,B,150")]),
        ("form", True, OBJECT, [("R", "100"), ("G", "200"), ("B", "150")]),
        ("spaceDelimited", False, ARRAY, [("color", "blue black brown")]),
        ("pipeDelimited", False, ARRAY, [("color", "blue|black|brown")]),
        ("pipeDelimited", False, OBJECT, [("color", "R|100|G|200|B|150")]),
        ("pipeDelimited", True, ARRAY, [("color", "blue"), ("color", "black"), ("color", "brown")]),
        ("pipeDelimited", True, OBJECT, [("R", "100"), ("G", "200"), ("B", "150")]),
        (
            "deepObject",
            True,
            OBJECT,
            [("color[R]", "100"), ("color[G]", "200"), ("color[B]", "150")],
        ),
        ("form", True, [], []),
        ("form", True, True, [("color", "true")]),
        ("form", True, Number("0.30"), [("color", "0.30")]),
    ],
)
def test_query_styles(style: str, explode: bool, value: Any, pairs: list[tuple[str, str]]) -> None:
    assert query_pairs(parameter("query", style, explode), value) == pairs


@pytest.mark.parametrize(
    ("explode", "value", "text"),
    [(False, ARRAY, "blue,black,brown"), (True, OBJECT, "R=100,G=200,B=150")],
)
def test_header_style(explode: bool, value: Any, text: str) -> None:
    assert header_text(parameter("header", "simple", explode), value) == text


@pytest.mark.parametrize(
    ("method", "lengths", "is_right"),
    [
        ("POST", ["0"], True),
        ("POST", [], False),
        ("GET", [], True),
        ("QUERY", [], True),
        ("COPY", [], True),
        ("COPY", ["1"], False),
    ],
)
def test_only_methods_that_have_a_body_must_say_that_it_is_empty(
    method: str, lengths: list[str], is_right: bool
) -> None:
    headers = tuple([("content-length", length) for length in lengths])
    got = Received(method=method, target="/q", headers=headers, body=b"")
    told = {"method": method, "path": "/q", "query": [], "headers": {}}

    assert (not [*differences(told, got, "https://api.example")]) is is_right


@pytest.mark.parametrize(("told", "is_right"), [({}, True), ({"accept-encoding": "br"}, False)])
def test_a_header_that_every_client_writes_counts_where_it_is_asked_for(
    told: dict[str, str], is_right: bool
) -> None:
    headers = (("accept-encoding", "gzip"),)
    got = Received(method="GET", target="/q", headers=headers, body=b"")
    wanted = {"method": "GET", "path": "/q", "query": [], "headers": told}

    assert (not [*differences(wanted, got, "https://api.example")]) is is_right


@pytest.mark.parametrize(
    ("sent", "is_right"),
    [("%7B%22b%22:2,%22a%22:1%7D", True), ("%7B%22b%22:2%7D", False), ("%7Bb", False)],
)
def test_the_members_of_json_in_a_query_have_no_order(sent: str, is_right: bool) -> None:
    got = Received(method="GET", target=f"/q?filter={sent}", headers=(), body=b"")
    query = [["filter", '{"a":1,"b":2}']]
    wanted = {"method": "GET", "path": "/q", "query": query, "headers": {}}

    assert (not [*differences(wanted, got, "https://api.example")]) is is_right


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        ("key=1", "a=2; b=3", "key=1; a=2; b=3"),
        ("key=1; a=2", "key=3", "key=3; a=2"),
        ("a=1; a=2", "b=3", "a=1; a=2; b=3"),
        ("a=1", None, None),
    ],
)
def test_cookies_come_together(left: str, right: str | None, both: str | None) -> None:
    """A credential may be one, beside the parameters that are."""
    told = joined_headers({"cookie": left, "accept": "x"}, {"cookie": right, "accept": "y"})
    assert told == {"cookie": both, "accept": "y"}
