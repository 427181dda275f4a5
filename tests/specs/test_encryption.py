"""PowerCard's encryption over real HTTP: a server with a key pair of its own at the other end."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

SOURCE = Path(__file__).parents[2] / "generated" / "powercard" / "src"
LOAD = {
    "merchant_id": "m-1",
    "merchant_user_id": "u-hush",
    "channel": "c",
    "power_card_id": "pc-hush",
    "recharge_amount": Decimal("15.00"),
    "merchant_order_no": "o-1",
}
LOADED = '{"success": true, "data": {"bizId": "biz-hush", "status": "success"}}'
MADE = {"success": True, "data": {"bizId": "forged"}}
DONE = "the request may have been carried out"


@cache
def pair(owner: str) -> rsa.RSAPrivateKey:
    """Make the key pair of an owner, for this run of the tests."""
    del owner
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(owner: str) -> str:
    return pair(owner).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_pem(owner: str) -> str:
    form = PublicFormat.SubjectPublicKeyInfo
    return pair(owner).public_key().public_bytes(Encoding.PEM, form).decode()


def bare(pem: str) -> str:
    """Give the Base64 of a key on one line, as Java's tools print it."""
    return "".join(pem.splitlines()[1:-1])


# What a provider does, written from the documentation and not from the client.


def sealed(plain: str, reader: str = "merchant") -> dict[str, str]:
    secret = b"0123456789abcdef0123456789abcdef"
    missing = 16 - len(plain.encode()) % 16
    block = Cipher(algorithms.AES(secret), modes.ECB()).encryptor()  # noqa: S305 - as documented
    data = block.update(plain.encode() + bytes([missing]) * missing)
    key = pair(reader).public_key().encrypt(secret, padding.PKCS1v15())
    return {"key": base64.b64encode(key).decode(), "data": base64.b64encode(data).decode()}


def unsealed(body: bytes) -> str:
    message = json.loads(body)
    assert list(message) == ["key", "data"]
    secret = pair("powercard").decrypt(base64.b64decode(message["key"]), padding.PKCS1v15())
    assert len(secret) == 32
    block = Cipher(algorithms.AES(secret), modes.ECB()).decryptor()  # noqa: S305 - as documented
    padded = block.update(base64.b64decode(message["data"]))
    return padded[: -padded[-1]].decode()


class Server(ThreadingHTTPServer):
    """Keeps what it gets, and answers what it was told."""

    status = 200
    answer = b""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str | None, bytes]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, self.headers["merchantid"], body))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def powercard() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SOURCE)
        yield importlib.import_module("powercard")


@pytest.fixture(scope="module")
def encryption(powercard: Any) -> Any:
    return encrypting(powercard)


@pytest.fixture(params=["sync", "async"])
def load(request: pytest.FixtureRequest, powercard: Any, encryption: Any, server: Server) -> Any:
    """Load a card, by either client."""
    options = {"base_url": server.url, "content_codec": encryption}

    async def load_async() -> Any:
        async with powercard.AsyncPowerCard(**options) as client:
            return await client.cards.recharge(**LOAD)

    def load_sync() -> Any:
        with powercard.PowerCard(**options) as client:
            return client.cards.recharge(**LOAD)

    return load_sync if request.param == "sync" else lambda: asyncio.run(load_async())


def encrypting(powercard: Any, **changes: str) -> Any:
    keys = {"powercard_key": public_pem("powercard"), "merchant_key": private_pem("merchant")}
    module = importlib.import_module(f"{powercard.__name__}.encryption")
    return module.Encryption(**{"merchant_id": "m-1", **keys, **changes})


def answered(server: Server, message: object, status: int = 200) -> None:
    server.status, server.answer = status, json.dumps(message).encode()


def shortened(message: dict[str, str], member: str, count: int) -> dict[str, str]:
    """Cut bytes off the end of what a member holds."""
    raw = base64.b64decode(message[member])[:-count]
    return {**message, member: base64.b64encode(raw).decode()}


def test_a_call_is_encrypted_both_ways(load: Callable[[], Any], server: Server) -> None:
    answered(server, sealed(LOADED))

    loaded = load()

    [(path, merchant, body)] = server.requests
    assert (path, merchant) == ("/card/recharge", "m-1")
    assert '"rechargeAmount":15.00' in unsealed(body)
    assert json.loads(unsealed(body))["powerCardId"] == "pc-hush"
    assert b"hush" not in body
    assert loaded.data.biz_id == "biz-hush"


def test_money_keeps_its_digits(powercard: Any, encryption: Any, server: Server) -> None:
    answered(server, sealed('{"success": true, "data": {"balance": 1434.10, "currency": "USD"}}'))

    with powercard.PowerCard(base_url=server.url, content_codec=encryption) as client:
        of = ("merchant_id", "merchant_user_id", "channel", "power_card_id")
        found = client.cards.get_balance(**{name: LOAD[name] for name in of})

    assert str(found.data.balance) == "1434.10"


def test_each_request_has_a_key_of_its_own(load: Callable[[], Any], server: Server) -> None:
    answered(server, sealed(LOADED))

    load()
    load()

    first, second = (json.loads(body) for _, _, body in server.requests)
    assert first["key"] != second["key"]
    assert first["data"] != second["data"]


def test_a_refusal_is_read_as_any_other(
    load: Callable[[], Any], server: Server, powercard: Any
) -> None:
    refusal = '{"success": false, "errorCode": "E1", "errorMessageEn": "no money"}'
    answered(server, sealed(refusal))

    with pytest.raises(powercard.BusinessError) as caught:
        load()

    assert (caught.value.code, caught.value.message) == ("E1", "no money")


ANSWERS: dict[str, tuple[Callable[[], object], str]] = {
    "for another key": (lambda: sealed(LOADED, "nobody"), "merchant_key does not open it"),
    "a block less": (
        lambda: shortened(sealed(LOADED), "data", 16),
        "merchant_key does not open it",
    ),
    "part of a block": (lambda: shortened(sealed(LOADED), "data", 5), "its 'data' is cut short"),
    "no block": (lambda: {**sealed(LOADED), "data": ""}, "its 'data' is cut short"),
    "part of a key": (
        lambda: shortened(sealed(LOADED), "key", 5),
        "merchant_key does not open it",
    ),
    "part of its Base64": (
        lambda: {**sealed(LOADED), "data": sealed(LOADED)["data"][:-3]},
        "it is cut short",
    ),
    "null for a key": (
        lambda: {**sealed(LOADED), "key": None},
        "it is not encrypted: it has no 'key'",
    ),
    "no data": (lambda: {"key": "AAAA"}, "it is not encrypted: it has no 'data'"),
    "plain text": (lambda: MADE, "it is not encrypted: it has no 'key'"),
    "a list": (lambda: [MADE], "it is not encrypted: it is no JSON object"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_that_cannot_be_opened_may_have_come_after_the_deed(
    load: Callable[[], Any],
    server: Server,
    powercard: Any,
    case: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nothing is sent again, and nothing that was said in confidence is repeated."""
    caplog.set_level(logging.DEBUG)
    message, problem = ANSWERS[case]
    answered(server, message())

    with pytest.raises(powercard.ResponseValidationError) as caught:
        load()

    assert problem in caught.value.message
    assert caught.value.message.endswith(DONE)
    assert caught.value.body == server.answer
    assert len(server.requests) == 1
    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert "hush" not in told


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, "AuthenticationError"), (404, "NotFoundError"), (502, "InternalServerError")],
)
def test_a_failure_in_plain_text_is_a_failure(
    load: Callable[[], Any], server: Server, powercard: Any, status: int, error: str
) -> None:
    """How PowerCard answers a stranger, and whether it encrypts that, is not documented."""
    answered(server, {"message": "who are you"}, status)

    with pytest.raises(getattr(powercard, error)):
        load()


def test_a_key_is_pem_or_its_base64(powercard: Any) -> None:
    keys = {
        "powercard_key": bare(public_pem("powercard")),
        "merchant_key": bare(private_pem("merchant")),
    }

    codec = encrypting(powercard, **keys)

    assert codec.decode(json.dumps(sealed("{}")).encode(), {}) == b"{}"


@pytest.mark.parametrize("argument", ["powercard_key", "merchant_key"])
@pytest.mark.parametrize("given", ["k-hush", "k-hush!", "the other"])
def test_what_is_no_key_is_refused_and_not_repeated(
    powercard: Any, argument: str, given: str
) -> None:
    """A public key is no private one, nor the other way round."""
    other = {"powercard_key": private_pem, "merchant_key": public_pem}[argument]
    key = other("merchant") if given == "the other" else given

    with pytest.raises(powercard.ConfigurationError, match=f"{argument} is no key") as caught:
        encrypting(powercard, **{argument: key})

    assert "hush" not in str(caught.value)


def test_a_client_does_not_show_its_keys(powercard: Any, encryption: Any, server: Server) -> None:
    with powercard.PowerCard(base_url=server.url, content_codec=encryption) as client:
        shown = repr(client) + repr(encryption)

    assert "KEY" not in shown
    assert "m-1" not in shown


# Events.

STATUS = '{"powerCardId": "pc-1", "status": "active", "reason": "r-hush", "time": 1763800000}'


@pytest.mark.parametrize("kind", ["card_status", "CARD_STATUS"])
@pytest.mark.parametrize(
    "content", [STATUS, base64.b64encode(STATUS.encode()).decode()], ids=["once", "twice"]
)
def test_an_event_is_opened_and_read(
    powercard: Any, encryption: Any, kind: str, content: str
) -> None:
    """Some pages name it in upper case, and one decodes Base64 once more."""
    webhooks = importlib.import_module(f"{powercard.__name__}.webhooks")
    body = json.dumps({"eventType": kind, **sealed(content)})

    for given in (body, body.encode()):
        event = webhooks.parse(encryption.open_event(given))

        assert type(event).__name__ == "CardStatusEvent"
        assert (event.event_type, event.data.reason) == ("card_status", "r-hush")
        assert event.data.time_ == 1763800000


EVENTS: dict[str, Callable[[], object]] = {
    "plain text": lambda: {"data": json.loads(STATUS)},
    "for another key": lambda: sealed(STATUS, "nobody"),
    "cut short": lambda: shortened(sealed(STATUS), "data", 3),
    "no JSON": lambda: sealed("no JSON: r-hush"),
    "half of it": lambda: sealed('{"r-hush": 1'),
    "a list": list,
}


@pytest.mark.parametrize("case", EVENTS)
def test_what_is_no_event_is_refused(powercard: Any, encryption: Any, case: str) -> None:
    body = json.dumps(EVENTS[case]())
    webhooks = importlib.import_module(f"{powercard.__name__}.webhooks")

    with pytest.raises(webhooks.WebhookValidationError) as caught:
        encryption.open_event(body)

    assert caught.value.body == body.encode()
    assert "hush" not in "".join(traceback.format_exception(caught.value))


def test_an_event_without_a_type_is_none_of_those_documented(
    powercard: Any, encryption: Any
) -> None:
    webhooks = importlib.import_module(f"{powercard.__name__}.webhooks")

    with pytest.raises(webhooks.WebhookValidationError):
        webhooks.parse(encryption.open_event(json.dumps(sealed(STATUS))))
