from __future__ import annotations

from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated, Any

import httpx
import pytest
from engross.runtime.model import Model
from engross.runtime.operation import Body, Operation, Parameter
from engross.runtime.request import prepare, secrets_of, share
from engross.runtime.types import UNSET, DateTime, DecimalNumber, Integer, String
from pydantic import Field, ValidationError


class Side(StrEnum):
    DEBIT = "debit"


class Address(Model):
    city: str
    line2: Annotated[str | None, Field(json_schema_extra={"x-nullable": True})] = None


class Order(Model):
    merchant_id: Annotated[str, Field(alias="merchantId")]
    amount: DecimalNumber
    note: str | None = None
    address: Address | None = None
    sides: list[Side] | None = None


def operation(
    *parameters: Parameter, path: str = "/cards", body: Body | None = None
) -> Operation[Any]:
    return Operation(id="cards/x", method="POST", path=path, parameters=parameters, body=body)


def prepared(
    called: Operation[Any], body: Any = UNSET, headers: Any = None, **arguments: Any
) -> Any:
    common = share(called, (), {}, {"Accept": "a/b"}, called.accept)
    return prepare(called, common, arguments, body=body, headers=headers)


def target(parameter: Parameter, value: Any) -> str:
    path = "/cards/{x}" if parameter.location == "path" else "/cards"
    return str(prepared(operation(parameter, path=path), x=value).target)


def parameter(location: Any, type_: Any = String, **more: Any) -> Parameter:
    return Parameter(name="x", location=location, type=lambda: type_, **more)


@pytest.mark.parametrize(
    ("members", "value", "query"),
    [
        ({"json": True}, {"a b": [1, None]}, "%7B%22a%20b%22%3A%5B1%2Cnull%5D%7D"),
        ({}, {"a": "x y", "n": None, "tags": ["b", "c"], "o": {"d": 1}},
         "a=x+y&tags=b&tags=c&o=%7B%22d%22%3A1%7D"),
        ({"fields": (Parameter(name="tags", location="query", type=lambda: Any, explode=False),)},
         {"tags": ["b", "c"]}, "tags=b,c"),
        ({}, "$.a[1:2]", "%24.a%5B1%3A2%5D"),
    ],
)  # fmt: skip
def test_a_query_may_be_one_value(members: dict[str, Any], value: Any, query: str) -> None:
    assert target(parameter("querystring", Any, **members), value) == f"/cards?{query}"


def test_a_form_behind_a_name_is_a_value_of_the_query() -> None:
    of_form = parameter("query", Any, form=True)

    assert target(of_form, {"a": 1, "b": "x y", "n": None}) == "/cards?x=a%3D1%26b%3Dx%2By"
    assert target(of_form, {}) == "/cards?x="
    assert target(of_form, None) == "/cards"


def test_bytes_of_a_range_are_sent_as_what_the_caller_says_or_not_at_all() -> None:
    takes_images = operation(body=Body(type=lambda: Any, content_type="image/*"))

    with pytest.raises(ValueError, match=r"some image/\*.*`headers`"):
        prepared(takes_images, body=b"a")
    told = {"Content-Type": "image/gif"}
    assert prepared(takes_images, body=b"a", headers=told).headers.items() >= told.items()


def test_a_header_of_json_is_ascii_whatever_its_texts_hold() -> None:
    called = operation(parameter("header", Any, json=True))

    sent = prepared(called, x={"ü": "a\x7f\n€😀"}).headers["x"]
    assert sent == '{"\\u00fc":"a\\u007f\\n\\u20ac\\ud83d\\ude00"}'


@pytest.mark.parametrize("value", [UNSET, None, {}])
def test_a_query_without_a_value_is_none(value: Any) -> None:
    assert target(parameter("querystring", Any), value) == "/cards"


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("card-id_1.~", "card-id_1.~"),
        ("a/b?c#d%2F e", "a%2Fb%3Fc%23d%252F%20e"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("Zürich", "Z%C3%BCrich"),
        ("...", "..."),
        ("a;b=c&d+e:@$,!'()*", "a%3Bb%3Dc%26d%2Be%3A%40%24%2C%21%27%28%29%2A"),
        ("line\nbreak", "line%0Abreak"),
    ],
)
def test_a_path_value_is_one_segment_whatever_it_holds(value: str, segment: str) -> None:
    found = target(parameter("path"), value)

    assert found == f"/cards/{segment}"
    assert httpx.URL(f"https://a.example{found}").raw_path.decode() == f"/cards/{segment}"


@pytest.mark.parametrize("value", ["", ".", "..", "\ud800", 5, None, b"c", True])
def test_a_path_value_that_would_not_arrive_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"path parameter|surrogate"):
        target(parameter("path"), value)


@pytest.mark.parametrize(
    ("value", "options", "segment"),
    [
        ("a:b@c;d,e=f!$&'()*+", {}, "a:b@c;d,e=f!$&'()*+"),
        ("a/b?c#d[e] ü", {}, "a%2Fb%3Fc%23d%5Be%5D%20%C3%BC"),
        ("a%2Fb%2", {}, "a%2Fb%252"),
        (["a:b", "c"], {"style": "label"}, ".a:b,c"),
        ({"k:": "v/w"}, {"style": "matrix"}, ";x=k:,v%2Fw"),
    ],
)
def test_a_path_holds_reserved_characters_where_that_is_allowed(
    value: Any, options: Any, segment: str
) -> None:
    called = parameter("path", Any, allow_reserved=True, **options)

    assert target(called, value) == f"/cards/{segment}"


@pytest.mark.parametrize("value", [".", "..", "%2e", "%2E%2e", ".%2E", ""])
def test_a_quoted_climb_out_of_the_path_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="path parameter 'x' must not be"):
        target(parameter("path", allow_reserved=True), value)


def test_a_path_value_left_out_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the path parameter 'x'"):
        target(parameter("path"), UNSET)


def test_a_template_keeps_its_own_characters() -> None:
    called = operation(parameter("path"), path="/a b/x:{x}.json")

    assert prepared(called, x="1").target == "/a%20b/x:1.json"


@pytest.mark.parametrize(
    ("value", "type_", "options", "query"),
    [
        ("a b&c=d", String, {}, "?x=a%20b%26c%3Dd"),
        ("", String, {}, "?x="),
        (True, bool, {}, "?x=true"),
        (5, Integer, {}, "?x=5"),
        (Decimal("15.00"), DecimalNumber, {}, "?x=15.00"),
        (Side.DEBIT, Side, {}, "?x=debit"),
        ("debit", Side, {}, "?x=debit"),
        ("2025-11-22T11:25:30Z", DateTime, {}, "?x=2025-11-22T11%3A25%3A30.000Z"),
        (None, String | None, {}, ""),
        (["a", "b,c"], list[str], {}, "?x=a&x=b%2Cc"),
        ([], list[str], {}, ""),
        (["a", "b,c"], list[str], {"explode": False}, "?x=a,b%2Cc"),
        ([], list[str], {"explode": False}, ""),
        (["a", "b"], list[str], {"style": "spaceDelimited"}, "?x=a%20b"),
        (["a", "b"], list[str], {"style": "pipeDelimited"}, "?x=a%7Cb"),
        ({"k": "v", "l": 1}, dict[str, Any], {}, "?k=v&l=1"),
        ({"k": "v", "l": 1}, dict[str, Any], {"explode": False}, "?x=k,v,l,1"),
        ({"k": "v"}, dict[str, Any], {"style": "deepObject"}, "?x%5Bk%5D=v"),
        (
            {"a": {"b": [1, {"c": "d&"}], "e": None}},
            dict[str, Any],
            {"style": "deepObject"},
            "?x%5Ba%5D%5Bb%5D%5B0%5D=1&x%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=d%26",
        ),
        (["a", "b"], list[str], {"style": "deepObject"}, "?x%5B0%5D=a&x%5B1%5D=b"),
        (
            "a/b:c?#[]&+%20 ü",
            String,
            {"allow_reserved": True},
            "?x=a/b:c?%23%5B%5D%26%2B%20%20%C3%BC",
        ),
        (["a,b", "c/d"], list[str], {"explode": False, "allow_reserved": True}, "?x=a,b,c/d"),
        (UNSET, String, {}, ""),
    ],
)
def test_a_query_parameter_is_written_by_style(
    value: Any, type_: Any, options: dict[str, Any], query: str
) -> None:
    assert target(parameter("query", type_, **options), value) == f"/cards{query}"


@pytest.mark.parametrize(
    ("value", "options", "text"),
    [("a b", {}, "a b"), (["a", "b"], {}, "a,b"), ({"k": "v"}, {"explode": True}, "k=v")],
)
def test_a_header_is_written_by_style(value: Any, options: Any, text: str) -> None:
    called = operation(parameter("header", Any, **options))

    assert prepared(called, x=value).headers["x"] == text


@pytest.mark.parametrize(
    ("place", "options"), [("header", {}), ("cookie", {"style": "cookie", "explode": False})]
)
@pytest.mark.parametrize("value", [["a,b"], ["a", ","], {"k": "a,b"}, {"a,b": "v"}])
def test_an_item_that_would_arrive_as_two_is_refused(place: Any, options: Any, value: Any) -> None:
    called = operation(parameter(place, Any, **options))

    with pytest.raises(ValueError, match=r"'x' must not hold an item with ',' in it"):
        prepared(called, x=value)
    assert "a,b" in str(prepared(operation(parameter("header", Any)), x="a,b").headers["x"])


@pytest.mark.parametrize(("style", "mark"), [("pipeDelimited", "|"), ("spaceDelimited", " ")])
def test_an_item_with_what_stands_between_items_is_refused(style: Any, mark: str) -> None:
    called = operation(parameter("query", Any, style=style))

    for value in ([f"a{mark}b"], ["a", mark], {"k": f"a{mark}b"}, {f"a{mark}b": "v"}):
        with pytest.raises(ValueError, match=r"'x' must not hold an item with "):
            prepared(called, x=value)
    assert target(parameter("query", Any, style=style, explode=True), [f"a{mark}b"])
    assert target(parameter("query", Any, style=style), f"a{mark}b")


@pytest.mark.parametrize("value", ["4\r\nb: 5", "4\n5", "4\0", " 4", "4 ", "4ü"])
def test_a_header_that_could_end_early_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="header 'x'") as caught:
        prepared(operation(parameter("header")), x=value)

    assert value not in str(caught.value)
    with pytest.raises(ValueError, match="header 'Note'"):
        prepared(operation(), headers={"Note": value})


def test_cookies_share_one_header() -> None:
    called = operation(
        Parameter(name="a", location="cookie", type=lambda: String),
        Parameter(name="b", location="cookie", type=lambda: list[str]),
    )

    assert prepared(called, a="1;2", b=["3", "4"]).headers["Cookie"] == "a=1%3B2; b=3; b=4"


def test_a_wrong_argument_is_refused_by_name_and_not_by_value() -> None:
    with pytest.raises(ValidationError, match="query parameter 'x'") as caught:
        target(parameter("query", Integer), "4111222233334444")

    assert "4111222233334444" not in str(caught.value)


def test_parameters_of_one_name_have_keys_of_their_own() -> None:
    called = operation(parameter("path"), parameter("query", key="query.x"), path="/cards/{x}")

    assert prepared(called, **{"x": "1", "query.x": "2"}).target == "/cards/1?x=2"


ORDER = Body(type=lambda: Order)


def test_a_body_is_written_by_wire_name_with_every_digit() -> None:
    body = {"merchantId": "m", "amount": Decimal("15.00"), "note": UNSET, "sides": ["debit"]}

    assert prepared(operation(body=ORDER), body).content == (
        b'{"merchantId":"m","amount":15.00,"sides":["debit"]}'
    )


def test_a_model_may_be_the_body() -> None:
    order = Order(merchant_id="m", amount=Decimal("1.10"), address=Address(city="Z", line2=None))

    assert prepared(operation(body=ORDER), order).content == (
        b'{"merchantId":"m","amount":1.10,"address":{"city":"Z","line2":null}}'
    )
    inside = {"merchantId": "m", "amount": 1, "address": Address(city="Z")}
    assert prepared(operation(body=ORDER), inside).content == (
        b'{"merchantId":"m","amount":1,"address":{"city":"Z"}}'
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"merchantId": "m"},
        {"merchantId": 5, "amount": 1},
        {"merchantId": "m", "amount": 1.5},
        {"merchantId": "m", "amount": "1.50"},
        {"merchantId": "m", "amount": 1, "note": None},
        {"merchantId": "m", "amount": 1, "sides": ["none"]},
        {"merchantId": "m", "amount": 1, "address": {"city": None}},
    ],
)
def test_a_wrong_body_is_refused_before_sending(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        prepared(operation(body=ORDER), wrong)


def test_a_model_that_was_spoilt_since_is_checked_again() -> None:
    order = Order(merchant_id="m", amount=Decimal("1.10"), address=Address(city="Z"))
    assert order.address is not None
    order.address.city = 5  # type: ignore[assignment]

    with pytest.raises(ValidationError, match="city"):
        prepared(operation(body=ORDER), order)


def test_an_optional_body_with_nothing_in_it_is_not_sent() -> None:
    optional = Body(type=lambda: Address, required=False)

    assert prepared(operation(body=optional), {"city": UNSET}).content is None
    assert "Content-Type" not in prepared(operation(body=optional), {"city": UNSET}).headers
    assert prepared(operation(body=optional)).content is None


@pytest.mark.parametrize(
    ("content_type", "type_", "value", "content"),
    [
        ("application/vnd.shop+json", Address, {"city": "Z"}, b'{"city":"Z"}'),
        ("application/json", list[int], [1, 2], b"[1,2]"),
        ("application/json", str, "a", b'"a"'),
        (
            "application/x-www-form-urlencoded",
            dict[str, Any],
            {"a b": "c&d", "e": [1, True]},
            b"a+b=c%26d&e=1&e=true",
        ),
        ("text/plain", str, "Zürich", "Zürich".encode()),
        ("application/octet-stream", bytes, b"\x00\xff", b"\x00\xff"),
    ],
)
def test_a_body_is_written_by_media_type(
    content_type: str, type_: Any, value: Any, content: bytes
) -> None:
    called = operation(body=Body(type=lambda: type_, content_type=content_type))
    request = prepared(called, value)

    assert request.content == content
    assert request.headers["Content-Type"] == content_type


def test_the_callers_headers_win_whatever_their_case() -> None:
    request = prepared(operation(), headers={"ACCEPT": "text/csv", "X-Trace": "1"})

    assert request.headers == {"ACCEPT": "text/csv", "X-Trace": "1"}


@pytest.mark.parametrize("headers", [{"X": None}, {"X": 5}, {"X": b"a"}, {5: "a"}])
def test_a_header_that_is_no_text_is_refused(headers: Any) -> None:
    with pytest.raises(ValueError, match="must be a text"):
        prepared(operation(), headers=headers)


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding", "a b", "", "a:b"])
def test_a_header_that_would_change_the_framing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"header|cannot be set"):
        prepared(operation(), headers={name: "1"})


def test_no_message_may_repeat_what_is_sensitive_anywhere_in_a_request() -> None:
    hidden = Field(json_schema_extra={"x-sensitive": True})

    class Owner(Model):
        name: Annotated[str, hidden]
        city: str

    class Card(Model):
        number: Annotated[str, hidden, Field(alias="cardNumber")]
        limit: Annotated[DecimalNumber, hidden]
        pins: Annotated[list[str] | None, hidden] = None
        owner: Annotated[Owner | None, hidden] = None
        owners: list[Owner] | None = None
        since: Annotated[DateTime | None, hidden] = None
        on: Annotated[bool | None, hidden] = None

    called = operation(
        parameter("query", list[str], sensitive=True), body=Body(type=lambda: list[Card])
    )
    owner = {"name": "Ann", "city": "Ulm"}
    card = {
        "cardNumber": "4111",
        "limit": Decimal("15.00"),
        "pins": ["0815", "0816"],
        "owner": owner | {"later": "x"},
        "owners": [owner | {"name": "Bob"}],
        "since": "2025-01-01T00:00:00Z",
        "on": True,
    }

    found = set(secrets_of(prepared(called, [card], x=["q1", "q2"])))

    assert found == {
        *("q1", "q2", "4111", "15.00", "0815", "0816", "Ann", "Ulm", "x", "Bob"),
        "2025-01-01T00:00:00.000Z",
    }
    assert set(secrets_of(prepared(operation()))) == set()


RGB = {"R": 100, "G": 200, "B": 150}
COLORS = ["blue", "black", "brown"]


@pytest.mark.parametrize(
    ("style", "explode", "value", "segment"),
    [
        ("simple", False, COLORS, "blue,black,brown"),
        ("simple", False, RGB, "R,100,G,200,B,150"),
        ("simple", True, RGB, "R=100,G=200,B=150"),
        ("label", False, "a b", ".a%20b"),
        ("label", False, COLORS, ".blue,black,brown"),
        ("label", True, COLORS, ".blue.black.brown"),
        ("label", False, RGB, ".R,100,G,200,B,150"),
        ("label", True, RGB, ".R=100.G=200.B=150"),
        ("matrix", False, "a;b", ";x=a%3Bb"),
        ("matrix", False, "", ";x"),
        ("matrix", False, COLORS, ";x=blue,black,brown"),
        ("matrix", True, COLORS, ";x=blue;x=black;x=brown"),
        ("matrix", False, RGB, ";x=R,100,G,200,B,150"),
        ("matrix", True, RGB, ";R=100;G=200;B=150"),
    ],
)
def test_a_path_has_the_styles_of_the_standards_table(
    style: Any, explode: bool, value: Any, segment: str
) -> None:
    """OpenAPI 3.1, "Style Examples", with `x` for `color`."""
    told = parameter("path", Any, style=style, explode=explode)

    assert target(told, value) == f"/cards/{segment}"


def test_a_label_without_a_value_would_climb() -> None:
    with pytest.raises(ValueError, match=r"must not be '\.'"):
        target(parameter("path", Any, style="label"), "")


@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
@pytest.mark.parametrize("value", [[], {}])
def test_a_path_value_without_members_would_leave_a_gap(style: Any, value: Any) -> None:
    with pytest.raises(ValueError, match="'x' must not be ''"):
        target(parameter("path", Any, style=style), value)


def test_a_parameter_with_content_is_json() -> None:
    told = {"a": [1, "x/y"]}

    assert target(parameter("query", Any, json=True), told) == (
        "/cards?x=%7B%22a%22%3A%5B1%2C%22x%2Fy%22%5D%7D"
    )
    assert target(parameter("path", json=True), "a") == "/cards/%22a%22"


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
@pytest.mark.parametrize("value", [{"a": {"b": 1}}, [[1]], [{"a": 1}]])
def test_a_value_for_which_no_style_has_a_form_is_refused(location: Any, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{location} parameter 'x' must not hold"):
        target(parameter(location, Any), value)


@pytest.mark.parametrize(("value", "query"), [([1, None, 2], "?x=1&x=2"), ({"a": None}, "")])
def test_a_null_inside_a_parameter_is_left_out(value: Any, query: str) -> None:
    assert target(parameter("query", Any), value) == f"/cards{query}"


def test_a_cookie_parameter_without_members_makes_no_header() -> None:
    assert "Cookie" not in prepared(operation(parameter("cookie", Any)), x={}).headers


class Level(IntEnum):
    LOW = 1


def test_true_is_no_listed_number_in_a_parameter_either() -> None:
    told = parameter("query", Level)

    assert target(told, 1) == target(told, Level.LOW) == "/cards?x=1"
    with pytest.raises(ValidationError, match="query parameter 'x'"):
        target(told, True)


def test_a_wrong_whole_body_is_called_what_the_caller_calls_it() -> None:
    called = operation(body=Body(type=lambda: Order))

    with pytest.raises(ValidationError, match="for request body"):
        prepared(called, [])


def test_an_empty_object_is_a_body_even_where_none_is_needed() -> None:
    called = operation(body=Body(type=lambda: Any, required=False))

    assert prepared(called, {}).content == b"{}"
    assert prepared(called, {"a": UNSET}).content is None
