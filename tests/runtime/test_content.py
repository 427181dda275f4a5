"""A codec between the content that the package knows and the one that the wire has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from engross.runtime.errors import (
    BadRequestError,
    BusinessError,
    ConfigurationError,
    InternalServerError,
    ResponseValidationError,
)
from engross.runtime.operation import Body, Operation, Response
from engross.runtime.types import DecimalNumber, String

from .conftest import Api

PATTERN = 0x55


class Mirror:
    """Flips bits, as a cipher for people who read tests."""

    def encode(self, content: bytes, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
        return flipped(content), {"X-Flipped": headers["Content-Type"], "content-type": "text/x"}

    def decode(self, content: bytes, headers: Mapping[str, str]) -> bytes:
        if headers.get("x-flipped") != "yes":
            raise ValueError("it is not flipped")
        return flipped(content)


class Broken(Mirror):
    def decode(self, content: bytes, headers: Mapping[str, str]) -> bytes:
        del content, headers
        raise KeyError("plain text of somebody's card")


def flipped(content: bytes) -> bytes:
    return bytes(byte ^ PATTERN for byte in content)


def mirrored(status: int, text: str) -> httpx.Response:
    return httpx.Response(status, headers={"x-flipped": "yes"}, content=flipped(text.encode()))


def loading(api: Api, **changes: Any) -> Operation[Any]:
    body = Body(
        type=lambda: dict[str, DecimalNumber], content_type="application/json", required=True
    )
    return api.operation(method="POST", body=body, **changes)


def test_what_is_sent_is_what_the_codec_makes_of_the_body(api: Api) -> None:
    client = api.client(mirrored(200, "{}"), content_codec=Mirror())

    api.call(client, loading(api), body={"amount": 5})

    [request] = api.requests
    assert flipped(request.content) == b'{"amount":5}'
    assert request.headers["x-flipped"] == "application/json"
    assert request.headers["content-type"] == "text/x"
    assert request.headers["content-length"] == str(len(request.content))
    assert request.headers["authorization"] == "Bearer tok_secret"


def test_one_call_leaves_nothing_to_the_next(api: Api) -> None:
    client = api.client(mirrored(200, "{}"), content_codec=Mirror())
    plain = api.reading()

    api.call(client, loading(api), body={"amount": 5})
    api.call(client, plain)

    assert "x-flipped" not in api.requests[1].headers
    assert api.requests[1].content == b""


def test_what_is_read_is_what_the_codec_makes_of_the_answer(api: Api) -> None:
    client = api.client(mirrored(200, '{"amount": 15.00}'), content_codec=Mirror())

    raw = api.call(client, api.reading())

    assert str(raw.parsed["amount"]) == "15.00"
    assert raw.response.content == flipped(b'{"amount": 15.00}')


def test_a_failure_is_told_in_plain_text_and_hides_what_was_sent(api: Api) -> None:
    answer = mirrored(200, '{"success": false, "english": "no, tok_secret"}')
    client = api.client(answer, content_codec=Mirror())

    with pytest.raises(BusinessError) as caught:
        api.call(client, api.operation(envelope=api.envelope))

    assert caught.value.message == "no, ***"


@pytest.mark.parametrize(
    ("codec", "problem"), [(Mirror(), "it is not flipped"), (Broken(), "KeyError")]
)
def test_an_answer_that_is_none_may_have_come_after_the_deed(
    api: Api, codec: Any, problem: str
) -> None:
    """Also where it says in plain text that all is well: anybody can say that."""
    answer = httpx.Response(200, content=b'{"success": true}')
    client = api.client(answer, content_codec=codec)

    with pytest.raises(ResponseValidationError) as caught:
        api.call(client, api.operation(envelope=api.envelope))

    told = f"the answer cannot be decoded: {problem}; the request may have been carried out"
    assert caught.value.message == told
    assert caught.value.body == b'{"success": true}'
    assert len(api.requests) == 1


def test_an_answer_that_is_none_is_no_success_to_a_lenient_package_either(api: Api) -> None:
    lenient = api.settings(lenient=True)
    client = api.client(httpx.Response(200, text="{}"), content_codec=Mirror(), settings=lenient)

    with pytest.raises(ResponseValidationError, match=r"it is not flipped$"):
        api.call(client, api.reading())


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(502, text="<html>"), InternalServerError),
        (httpx.Response(400, json={"success": False, "english": "who are you"}), BadRequestError),
    ],
)
def test_a_failure_in_plain_text_is_a_failure(
    api: Api, answer: httpx.Response, error: type[Exception]
) -> None:
    client = api.client(answer, content_codec=Mirror())

    with pytest.raises(error):
        api.call(client, api.operation(envelope=api.envelope))


def test_an_answer_without_content_is_not_decoded(api: Api) -> None:
    nothing = Response(status="204")
    client = api.client(httpx.Response(204), content_codec=Mirror())

    assert api.call(client, api.operation(responses=(nothing,))).parsed is None


def test_what_cannot_be_encoded_is_not_sent(api: Api) -> None:
    class Refusing(Mirror):
        def encode(self, content: bytes, headers: Mapping[str, str]) -> Any:
            del content, headers
            raise ValueError("too long")

    client = api.client(mirrored(200, "{}"), content_codec=Refusing())

    with pytest.raises(ValueError, match=r"^too long$"):
        api.call(client, loading(api), body={"amount": 5})
    assert api.requests == []


@pytest.mark.parametrize("added", [{"X-Key": "a\nb"}, {"Content-Length": "1"}])
def test_a_header_of_the_codec_is_held_to_the_rules_of_all_headers(
    api: Api, added: dict[str, str]
) -> None:
    class Adding(Mirror):
        def encode(self, content: bytes, headers: Mapping[str, str]) -> Any:
            del headers
            return content, added

    client = api.client(mirrored(200, "{}"), content_codec=Adding())

    with pytest.raises(ValueError, match=r"header|by hand"):
        api.call(client, loading(api), body={"amount": 5})
    assert api.requests == []


def test_a_body_that_is_read_while_it_is_sent_is_refused(api: Api) -> None:
    body = Body(type=lambda: String, content_type="application/octet-stream", required=True)
    client = api.client(mirrored(200, "{}"), content_codec=Mirror())

    with pytest.raises(TypeError, match="content_codec="):
        api.call(client, api.operation(method="POST", body=body), body=iter([b"a"]))
    assert api.requests == []


def test_an_answer_is_not_read_as_it_comes(api: Api) -> None:
    client = api.client(mirrored(200, "{}"), content_codec=Mirror())

    with pytest.raises(ConfigurationError, match="with_streaming_response"):
        client.stream(api.reading(), {"id": "c"})
    assert api.requests == []


@pytest.mark.parametrize("codec", ["x", len, object()])
def test_what_is_no_codec_is_refused_at_once(api: Api, codec: Any) -> None:
    with pytest.raises(TypeError, match="encode and decode"):
        api.client(mirrored(200, "{}"), content_codec=codec)
