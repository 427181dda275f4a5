"""PowerCard's encrypted transport: a content codec for its clients, and what opens its events.

    encryption = Encryption(
        merchant_id="m-1", powercard_key=POWERCARDS_PUBLIC_KEY, merchant_key=YOUR_PRIVATE_KEY
    )
    with PowerCard(base_url=..., content_codec=encryption) as client:
        client.cards.get_balance(...)

    event = webhooks.parse(encryption.open_event(body))

A body is encrypted by AES with a key of its own, and that key by RSA for whoever is to read it.
Nothing is signed: whoever has your public key can make an event. Ask PowerCard what became of the
card (`client.cards.get_balance`, `client.transactions.query`) before you act on one.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_der_public_key,
)

from ._runtime import codec
from .errors import ConfigurationError
from .webhooks import WebhookValidationError

_SECRET = re.compile(rb"[!-~]{32}")
_BLOCK = 16
# bytes that AES takes at a time


class Encryption:
    """Encrypts what a merchant sends to PowerCard, and decrypts what PowerCard sends."""

    def __init__(self, *, merchant_id: str, powercard_key: str, merchant_key: str) -> None:
        """Take the keys of both sides.

        Args:
            merchant_id: What PowerCard calls you; sent with every request.
            powercard_key: PowerCard's public key: PEM, or the Base64 of its DER.
            merchant_key: Your own private key (PKCS 8, without a password), in either form.

        Raises:
            ConfigurationError: One of the keys is none.
        """
        public = _loaded("powercard_key", load_der_public_key, powercard_key)
        private = _loaded("merchant_key", load_der_private_key, merchant_key, None)
        if not isinstance(public, RSAPublicKey) or not isinstance(private, RSAPrivateKey):
            raise ConfigurationError("powercard_key and merchant_key must be RSA keys")
        self._merchant_id = merchant_id
        self._public = public
        self._private = private

    def encode(self, content: bytes, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
        """Encrypt the body of a request, and name the merchant in a header."""
        del headers
        secret = secrets.token_hex(16).encode()
        padder = PKCS7(_BLOCK * 8).padder()
        encryptor = _cipher(secret).encryptor()
        data = encryptor.update(padder.update(content) + padder.finalize()) + encryptor.finalize()
        key = self._public.encrypt(secret, PKCS1v15())
        sealed = {"key": _text(key), "data": _text(data)}
        return codec.encode(sealed), {"merchantid": self._merchant_id}

    def decode(self, content: bytes, headers: Mapping[str, str]) -> bytes:
        """Decrypt an answer.

        Raises:
            ValueError: It is not encrypted, not for this merchant, or cut short.
        """
        del headers
        return self._opened(_object(content))

    def open_event(self, body: bytes | str) -> bytes:
        """Turn the body of an event into what `webhooks.parse` reads.

        Raises:
            WebhookValidationError: It is no event, not for this merchant, or cut short.
        """
        raw = body.encode() if isinstance(body, str) else body
        try:
            sealed = _object(raw)
            plain = self._opened(sealed)
            # One page decodes Base64 once more here; Base64 has no braces.
            data = codec.decode(plain if plain.lstrip()[:1] == b"{" else _bytes(plain))
            kind = str(sealed.get("eventType", "")).lower()  # some pages write it in upper case
            return codec.encode({"eventType": kind, "data": data})
        except ValueError as error:
            told = f"the event cannot be opened: {error}"
            raise WebhookValidationError(told, webhook="event", body=raw) from None

    def _opened(self, sealed: dict[str, Any]) -> bytes:
        key, data = _part(sealed, "key"), _part(sealed, "data")
        if not data or len(data) % _BLOCK:
            raise ValueError("its 'data' is cut short")
        try:
            # With another key this gives noise, since a telling error would help to guess keys.
            secret = self._private.decrypt(key, PKCS1v15())
            if not _SECRET.fullmatch(secret):
                raise ValueError("no key")
            decryptor = _cipher(secret).decryptor()
            padded = decryptor.update(data) + decryptor.finalize()
            unpadder = PKCS7(_BLOCK * 8).unpadder()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError:
            told = "merchant_key does not open it: it is for another key, or was changed on its way"
            raise ValueError(told) from None


def _cipher(secret: bytes) -> Cipher[modes.ECB]:
    # ECB hides no repetition.
    return Cipher(algorithms.AES(secret), modes.ECB())  # noqa: S305 - "AES/ECB/PKCS5Padding", as documented


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = codec.decode(content)
    except ValueError:
        found = None
    if not codec.is_object(found):
        raise ValueError("it is not encrypted: it is no JSON object")
    return found


def _part(sealed: dict[str, Any], name: str) -> bytes:
    text = sealed.get(name)
    if isinstance(text, str):
        return _bytes(text)
    raise ValueError(f"it is not encrypted: it has no {name!r}")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str | bytes) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError("it is cut short, or no Base64") from None


def _loaded(name: str, load: Callable[..., object], key: str, *options: None) -> object:
    """Read a key; its text is repeated nowhere."""
    der = re.sub(r"-----[A-Z ]+-----|\s", "", key)
    try:
        return load(base64.b64decode(der, validate=True), *options)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigurationError(f"{name} is no key: give PEM, or the Base64 of its DER") from None
