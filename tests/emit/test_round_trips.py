"""What a package really sends over a socket, beside the examples that the standard prints."""

from __future__ import annotations

import io
import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any, Final, NamedTuple

import pytest

ARRAY: Final = ["blue", "black", "brown"]
OBJECT: Final = {"R": 100, "G": 200, "B": 150}

# OpenAPI 3.1.1 and 3.2.0, "Style Examples": the rows, less what they print as "n/a". Of a style for
# paths the empty text is a row of its own, since `.` and nothing at all are no segments of a path.
ROWS: Final[tuple[tuple[str, bool, Any, str], ...]] = (
    ("matrix", False, "", ";color"),
    ("matrix", False, "blue", ";color=blue"),
    ("matrix", False, ARRAY, ";color=blue,black,brown"),
    ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
    ("matrix", True, "", ";color"),
    ("matrix", True, "blue", ";color=blue"),
    ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
    ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ("label", False, "blue", ".blue"),
    ("label", False, ARRAY, ".blue,black,brown"),
    ("label", False, OBJECT, ".R,100,G,200,B,150"),
    ("label", True, "blue", ".blue"),
    ("label", True, ARRAY, ".blue.black.brown"),
    ("label", True, OBJECT, ".R=100.G=200.B=150"),
    ("simple", False, "blue", "blue"),
    ("simple", False, ARRAY, "blue,black,brown"),
    ("simple", False, OBJECT, "R,100,G,200,B,150"),
    ("simple", True, "blue", "blue"),
    ("simple", True, ARRAY, "blue,black,brown"),
    ("simple", True, OBJECT, "R=100,G=200,B=150"),
    ("form", False, "", "color="),
    ("form", False, "blue", "color=blue"),
    ("form", False, ARRAY, "color=blue,black,brown"),
    ("form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("form", True, "", "color="),
    ("form", True, "blue", "color=blue"),
    ("form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("form", True, OBJECT, "R=100&G=200&B=150"),
    ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
    ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
    ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
    ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("pipeDelimited", True, ARRAY, "color=blue&color=black&color=brown"),
    ("pipeDelimited", True, OBJECT, "R=100&G=200&B=150"),
    ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
    ("cookie", False, "", "color="),
    ("cookie", False, "blue", "color=blue"),
    ("cookie", False, ARRAY, "color=blue,black,brown"),
    ("cookie", False, OBJECT, "color=R,100,G,200,B,150"),
    ("cookie", True, "", "color="),
    ("cookie", True, "blue", "color=blue"),
    ("cookie", True, ARRAY, "color=blue; color=black; color=brown"),
    ("cookie", True, OBJECT, "R=100; G=200; B=150"),
)
PLACES: Final = {
    "matrix": ("path",),
    "label": ("path",),
    "simple": ("path", "header"),
    "form": ("query", "cookie"),
    "spaceDelimited": ("query",),
    "pipeDelimited": ("query",),
    "deepObject": ("query",),
    "cookie": ("cookie",),
}
# OpenAPI 3.2.0, "Parameter Object", `allowReserved`; RFC 6570, "Reserved Expansion".
RESERVED: Final = (
    (False, "a/b?c:d%20e", "color=a%2Fb%3Fc%3Ad%2520e"),
    (True, "a/b?c:d%20e 1%", "color=a/b?c:d%20e%201%25"),
)
# OpenAPI 3.2.0, "Parameter Locations": in a path `/`, `?` and `#` of a value are always quoted.
RESERVED_IN_PATH: Final = (
    (False, "a:b@c", "a%3Ab%40c"),
    (True, "a:b@c;d,e=f!$&'()*+ g%2F%", "a:b@c;d,e=f!$&'()*+%20g%2F%25"),
    (True, "a/b?c#d[e]", "a%2Fb%3Fc%23d%5Be%5D"),
)
# OpenAPI 3.1.1, "Parameter Object Examples": a parameter of JSON.
COORDINATES: Final = {"lat": 1.5, "long": 2}
JSON_TEXT: Final = "color=%7B%22lat%22%3A1.5%2C%22long%22%3A2%7D"
PARTS_OF: Final = {str: "string", list: "array", dict: "object"}


class Case(NamedTuple):
    """A parameter, what is given for it, and what must be on the wire."""

    parameter: dict[str, Any]
    value: Any
    expected: str

    @property
    def path(self) -> str:
        """Where the parameter's operation is."""
        return "/paths/{color}" if self.parameter["in"] == "path" else "/elsewhere"


def styled(style: str, explode: bool, value: Any, expected: str, place: str) -> Case:
    """Describe a parameter in a style."""
    parts = {"items": {"type": "string"}, "additionalProperties": {"type": "integer"}}
    schema = {"type": PARTS_OF[type(value)], **(parts if value in (ARRAY, OBJECT) else {})}
    # In a cookie `form` has the separator of a query, which servers do not part cookies by.
    text = expected.replace("&", "; ") if place == "cookie" else expected
    told = {"style": style, "explode": explode, "schema": schema}
    return Case(parameter(place, **told), value, text)


def parameter(place: str, **members: Any) -> dict[str, Any]:
    """Describe a parameter."""
    return {"name": "color", "in": place, "required": place == "path", **members}


def case_list() -> Iterator[Case]:
    """List what is tried."""
    for style, explode, value, expected in ROWS:
        for place in PLACES[style]:
            yield styled(style, explode, value, expected, place)
    for allowed, value, expected in RESERVED:
        told = {"allowReserved": allowed, "schema": {"type": "string"}}
        yield Case(parameter("query", **told), value, expected)
    for allowed, value, expected in RESERVED_IN_PATH:
        told = {"allowReserved": allowed, "schema": {"type": "string"}}
        yield Case(parameter("path", **told), value, expected)
    content = {"application/json": {"schema": {"type": "object", "additionalProperties": True}}}
    yield Case(parameter("query", content=content), COORDINATES, JSON_TEXT)


CASES: Final = tuple(case_list())


TEXT: Final = {"type": "string"}
TEXTS: Final = {"type": "array", "items": TEXT}
ADDRESS: Final = {"type": "object", "properties": {"streetAddress": TEXT, "city": TEXT}}
MEMBERS: Final = {"id": {"type": "string", "format": "uuid"}, "address": ADDRESS, "tags": TEXTS}
GIVEN: Final = {
    "id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "address": {"streetAddress": "123 Example Dr.", "city": "Somewhere"},
    "tags": ["a b", "c&d"],
}
FORM: Final = "application/x-www-form-urlencoded"
NESTED: Final = {"type": "object", "additionalProperties": {"type": "array", "items": ADDRESS}}
FILE: Final = {"type": "string", "contentMediaType": "application/octet-stream"}


class Message(NamedTuple):
    """A body's media type and schema, what is given for it, and what must be on the wire."""

    content_type: str
    media: dict[str, Any]
    given: dict[str, Any]
    expected: str
    length: bool = True
    """Whether its length is told before it is sent."""


def form(encoding: dict[str, Any], expected: str, **members: Any) -> Message:
    """Describe a form of the members that are given."""
    schema = {"type": "object", "properties": {name: MEMBERS[name] for name in members}}
    return Message(FORM, {"schema": schema, "encoding": encoding}, members, expected)


def parts(**told: str) -> str:
    """Write the parts of a multipart body, each with what stands after its name."""
    pieces = (
        f'--BOUNDARY\r\nContent-Disposition: form-data; name="{name}"{rest}\r\n'
        for name, rest in told.items()
    )
    return f"{''.join(pieces)}--BOUNDARY--\r\n"


# The first form is that of OpenAPI 3.1.1, "Encoding the x-www-form-urlencoded Media Type", whose
# arrays are an entry for each item; styles as in "Style Examples".
MESSAGES: Final = (
    Message("application/json", {"schema": TEXTS}, {"body": ["ü", "b"]}, '["ü","b"]'),
    Message("application/problem+json", {"schema": ADDRESS}, {"city": "Ulm"}, '{"city":"Ulm"}'),
    form(
        {},
        "id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
        "&address=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%2C%22city%22%3A%22Somewhere%22%7D"
        "&tags=a+b&tags=c%26d",
        **GIVEN,
    ),
    form(
        {"tags": {"explode": False}, "address": {"style": "deepObject"}},
        "address%5BstreetAddress%5D=123%20Example%20Dr.&address%5Bcity%5D=Somewhere"
        "&tags=a%20b,c%26d",
        address=GIVEN["address"],
        tags=GIVEN["tags"],
    ),
    form({"tags": {"style": "pipeDelimited"}}, "tags=x%7Cy", tags=["x", "y"]),
    form({"tags": {"style": "spaceDelimited"}}, "tags=x%20y", tags=["x", "y"]),
    form({"tags": {"contentType": "application/json"}}, "tags=%5B%22x%22%5D", tags=["x"]),
    form({"address": {"style": "form"}}, "city=Ulm", address={"city": "Ulm"}),
    Message(
        FORM,
        {
            "schema": {"type": "object", "properties": {"to": NESTED}},
            "encoding": {"to": {"style": "deepObject", "explode": True}},
        },
        {"to": {"home": [{"city": "Ulm"}, {"city": "Au"}]}},
        "to%5Bhome%5D%5B0%5D%5Bcity%5D=Ulm&to%5Bhome%5D%5B1%5D%5Bcity%5D=Au",
    ),
    Message("text/plain; charset=utf-8", {"schema": TEXT}, {"body": "ü\n"}, "ü\n"),
    Message("application/xml", {"schema": ADDRESS}, {"body": "<a>ü</a>"}, "<a>ü</a>"),
    Message("application/octet-stream", {}, {"body": b"\x00\xc3\xbc"}, "\x00ü"),
    Message("image/png", {"schema": TEXT}, {"body": io.BytesIO(b"some file")}, "some file"),
    Message(
        "image/png", {}, {"body": iter([b"piece", b" after piece"])}, "piece after piece", False
    ),
    Message(
        "multipart/form-data",
        {
            "schema": {
                "type": "object",
                "properties": {**MEMBERS, "image": FILE, "note": TEXT},
            },
            "encoding": {"image": {"contentType": "image/png"}, "note": {"contentType": "text/x"}},
        },
        {**GIVEN, "image": ("ü.png", b"PNG"), "note": "n"},
        parts(
            id="\r\n\r\nf81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            address="\r\nContent-Type: application/json\r\n\r\n"
            '{"streetAddress":"123 Example Dr.","city":"Somewhere"}',
            tags="\r\n\r\na b\r\n--BOUNDARY\r\n"
            'Content-Disposition: form-data; name="tags"\r\n\r\nc&d',
            image='; filename="ü.png"\r\nContent-Type: image/png\r\n\r\nPNG',
            note="\r\nContent-Type: text/x\r\n\r\nn",
        ),
    ),
)


class Recorder(socketserver.ThreadingTCPServer):
    """A server on this machine that takes down each request as it comes over the socket."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), self._handler())

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        requests = self.requests

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                told = {name.lower(): value for name, value in self.headers.items()}
                chunked = told.get("transfer-encoding") == "chunked"
                length = int(told.get("content-length", "0"))
                body = b"".join(self.chunks()) if chunked else self.rfile.read(length)
                requests.append((self.path, told, body))
                self.send_response(204)
                self.end_headers()

            def chunks(self) -> Iterator[bytes]:
                while size := int(self.rfile.readline(), 16):
                    yield self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()

            do_GET = do_POST = answer  # noqa: N815  # names that http.server looks for

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


@pytest.fixture
def server() -> Iterator[Recorder]:
    with Recorder() as running:
        thread = threading.Thread(target=running.serve_forever, args=[0.01])
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_each_parameter_is_on_the_wire_as_the_standard_prints_it(
    press: Any, server: Recorder
) -> None:
    paths: dict[str, Any] = {}
    for number, case in enumerate(CASES):
        operation = {
            "operationId": f"it/row{number}",
            "parameters": [case.parameter],
            "responses": {"204": {"description": ""}},
        }
        paths[f"/{number}{case.path}"] = {"get": operation}
    client = press.load(press.files(paths=paths, openapi="3.2.0"), "_client")

    sent: list[str] = []
    with client.Shop(base_url=server.url) as shop:
        for number, case in enumerate(CASES):
            call = getattr(shop.it, f"row{number}")
            in_path = case.parameter["in"] == "path"
            call(case.value) if in_path else call(color=case.value)
            target, headers, _ = server.requests[-1]
            path, _, query = target.partition("?")
            places = {
                "path": path.partition("/paths/")[2],
                "query": query,
                "header": headers.get("color", ""),
                "cookie": headers.get("cookie", ""),
            }
            sent.append(places[case.parameter["in"]])

    wrong = [
        (json.dumps(case.parameter), case.expected, text)
        for case, text in zip(CASES, sent, strict=True)
        if text != case.expected
    ]
    assert wrong == []


def test_each_body_is_on_the_wire_as_its_media_type_says(press: Any, server: Recorder) -> None:
    paths: dict[str, Any] = {}
    for number, message in enumerate(MESSAGES):
        operation = {
            "operationId": f"it/row{number}",
            "requestBody": {"required": True, "content": {message.content_type: message.media}},
            "responses": {"204": {"description": ""}},
        }
        paths[f"/{number}"] = {"post": operation}
    client = press.load(press.files(paths=paths), "_client")

    with client.Shop(base_url=server.url) as shop:
        for number, message in enumerate(MESSAGES):
            getattr(shop.it, f"row{number}")(**message.given)

    for message, (_, headers, body) in zip(MESSAGES, server.requests, strict=True):
        content_type, _, boundary = headers["content-type"].partition("; boundary=")
        text = body.decode().replace(boundary, "BOUNDARY") if boundary else body.decode()
        assert (content_type, text) == (message.content_type, message.expected)
        assert ("content-length" in headers) is message.length
