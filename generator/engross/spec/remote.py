"""Fetches the documents that remote `$ref`s name, where the user allowed it."""

from __future__ import annotations

import time
from typing import Final

import httpx

MAX_BYTES: Final = 50_000_000
"""Of one document; the largest public ones have a third of that."""
MAX_SECONDS: Final = 60.0
"""For one document, from the first byte to the last: a server that drips has no phase to time."""
_PHASE: Final = httpx.Timeout(20.0)


def fetch(url: str) -> bytes:
    """Get a document by HTTP.

    Args:
        url: Its address, `http:` or `https:`.

    Raises:
        ValueError: It cannot be had, with the reason.
    """
    started = time.monotonic()
    whole = bytearray()
    try:
        with (
            httpx.Client(timeout=_PHASE, follow_redirects=True, max_redirects=5) as client,
            client.stream("GET", url) as answer,
        ):
            if not answer.is_success:
                raise ValueError(f"the server answers {answer.status_code} {answer.reason_phrase}")
            for chunk in answer.iter_bytes():
                whole += chunk
                if len(whole) > MAX_BYTES:
                    raise ValueError(f"it is larger than {MAX_BYTES:,} bytes")
                if time.monotonic() - started > MAX_SECONDS:
                    raise ValueError(f"it takes longer than {MAX_SECONDS:.0f} seconds")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    return bytes(whole)
