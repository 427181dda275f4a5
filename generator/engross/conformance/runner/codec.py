"""The codec that an obligation gives a client, and how the wire then looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .exact import Json
from .wire import Received

MARK = "x-engross"
_BODIES = {"form", "json", "multipart", "text"}


class Flipping:
    """Flips a bit of each byte, so that nothing of what is written here is ASCII."""

    def encode(self, content: bytes, headers: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
        """Give what is sent, and a header that says so."""
        del headers
        return flipped(content), {MARK: "flipped"}

    def decode(self, content: bytes, headers: Mapping[str, str]) -> bytes:
        """Give what is read.

        Raises:
            ValueError: It was not flipped.
        """
        del headers
        if content.isascii():
            raise ValueError("engross words")
        return flipped(content)


def flipped(content: bytes) -> bytes:
    """Flip the same bit of each byte, there or back."""
    return bytes(byte ^ 0x80 for byte in content)


def marked(told: Mapping[str, Json]) -> dict[str, Json]:
    """Give the request that was told, with the header of one that is encoded."""
    return (
        {**told, "headers": {**told["headers"], MARK: "flipped"}} if _BODIES & {*told} else {**told}
    )


def decoded(got: Received) -> Received:
    """Give a request as it was before it was encoded."""
    return replace(got, body=flipped(got.body))
