"""Times one call through the generated client against the same call written by hand.

Run as `python call.py sync|async`; prints the medians in CPU seconds, ours first.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[2] / "generated" / "uncash" / "src"))

import httpx
from pydantic import BaseModel
from uncash import AsyncUncash, Uncash

ANSWER = (
    b'{"success":true,"message":"Card closed successfully","data":{"card_id":"card-id",'
    b'"balance_withdrawn":15.00,"transaction_id":"tx-id","invoice_id":24929,'
    b'"new_wallet_balance":1434.14},"timestamp":"2025-11-22T11:25:30.456Z"}'
)
CALLS, ROUNDS = 300, 31
HEADERS = {"Authorization": "Bearer uc_token", "Accept": "application/json"}


class Data(BaseModel):
    """What somebody would write by hand."""

    card_id: str | None = None
    balance_withdrawn: Decimal | None = None
    transaction_id: str | None = None
    invoice_id: float | None = None
    new_wallet_balance: Decimal | None = None


class Closed(BaseModel):
    """What somebody would write by hand."""

    success: bool | None = None
    message: str | None = None
    data: Data | None = None
    timestamp: datetime | None = None


def answer(_: httpx.Request) -> httpx.Response:
    """Answer every request alike."""
    return httpx.Response(200, content=ANSWER, headers={"content-type": "application/json"})


def url(card: str) -> str:
    """Give the address of the operation."""
    return f"https://api.uncash.io/api/v1/cards/{quote(card, safe='')}/close"


def measure(ours: Callable[[], None], theirs: Callable[[], None]) -> None:
    """Let the two take turns and print the medians per call."""
    ours(), theirs()
    rounds = [(_cpu(ours), _cpu(theirs)) for _ in range(ROUNDS)]
    print(*(statistics.median(side) / CALLS for side in zip(*rounds, strict=True)))


def _cpu(batch: Callable[[], None]) -> float:
    started = time.process_time()
    batch()
    return time.process_time() - started


def sync() -> None:
    """Measure the synchronous client."""
    http = httpx.Client(transport=httpx.MockTransport(answer))
    client = Uncash(token="uc_token", http_client=http)

    def ours() -> None:
        for _ in range(CALLS):
            client.cards.close("card-id")

    def theirs() -> None:
        for _ in range(CALLS):
            response = http.request("PATCH", url("card-id"), headers=HEADERS)
            response.raise_for_status()
            Closed.model_validate_json(response.content)

    measure(ours, theirs)


def asynchronous() -> None:
    """Measure the asynchronous client."""
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    client = AsyncUncash(token="uc_token", http_client=http)

    async def ours() -> None:
        for _ in range(CALLS):
            await client.cards.close("card-id")

    async def theirs() -> None:
        for _ in range(CALLS):
            response = await http.request("PATCH", url("card-id"), headers=HEADERS)
            response.raise_for_status()
            Closed.model_validate_json(response.content)

    with asyncio.Runner() as runner:
        measure(lambda: runner.run(ours()), lambda: runner.run(theirs()))


if __name__ == "__main__":
    {"sync": sync, "async": asynchronous}[sys.argv[1]]()
