"""What a user writes with the three packages: type checkers have nothing to say about it.

Never run. A line that ends in `# wrong` is a mistake which the checkers must report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import httpx
import powercard
import powercard.webhooks
import spenxy
from powercard import AsyncPowerCard, PowerCard
from powercard.encryption import Encryption
from spenxy import AsyncSpenxy, Spenxy
from uncash import (
    UNSET,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncUncash,
    BusinessError,
    CardAlreadyClosedError,
    ClientCredentials,
    ContentCodec,
    Drift,
    OutcomeUnknownError,
    RawResponse,
    ResponseValidationError,
    Uncash,
    UncashError,
    Unset,
    models,
)


def close_uncash(token: str, card: str) -> Decimal | None:
    """Sync, with everything the constructor takes."""
    own = httpx.Client(verify=False)  # noqa: S501
    with Uncash(
        token=token,
        base_url="https://api.example.com",
        timeout=httpx.Timeout(5.0, read=60.0),
        max_retries=0,
        http_client=own,
    ) as client:
        answer = client.cards.close(card, timeout=5, headers={"X-Trace": "1"})
        data = answer.data
        if data is None or data.balance_withdrawn is None:
            return None
        total: Decimal = data.balance_withdrawn + Decimal("0.01")
        when: datetime | None = answer.timestamp
        print(when, data.invoice_id)
        return total


def note(drift: Drift) -> None:
    """Take a drift apart."""
    if drift.kind == "missing-field":
        print(drift.pointer.split("/"), drift.operation, drift.status + 1, drift.message)


def current() -> str:
    """Give the token of the moment."""
    return "token"


async def current_later() -> str:
    """Give the token of the moment, which takes its time."""
    return current()


def give_tokens() -> None:
    """Tokens that are no text."""
    Uncash(token=current)
    Uncash(token=ClientCredentials(client_id="a", client_secret="b", scopes=("cards",)))
    AsyncUncash(token=current)
    AsyncUncash(token=current_later)
    Uncash(token=current_later)  # wrong


class Codec:
    """What stands between the plain text and the wire; it need not inherit from anything."""

    def encode(self, content: bytes, headers: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
        """Encrypt."""
        return content[::-1], {"X-Key": headers["Content-Type"]}

    def decode(self, content: bytes, headers: Mapping[str, str]) -> bytes:
        """Decrypt."""
        return content[::-1] if "x-key" in headers else content


def give_codecs(encryption: Encryption) -> None:
    """Codecs, and what is none."""
    codec: ContentCodec = Codec()
    Uncash(content_codec=codec)
    AsyncUncash(content_codec=Codec())
    PowerCard(content_codec=encryption)
    event = powercard.webhooks.parse(encryption.open_event(b"{}"))
    if isinstance(event, powercard.models.CardCreateEvent):
        number: str = event.data.card_no
        print(number)
    Uncash(content_codec=Codec)  # wrong


async def close_uncash_later(card: str) -> bool:
    """Async, from the environment."""
    http = httpx.AsyncClient()
    async with AsyncUncash(timeout=None, http_client=http, on_drift=note) as client:
        answer = await client.cards.close(card)
        return answer.success is True


def failures(client: Uncash, card: str) -> str | None:
    """Every kind of failure with its attributes."""
    try:
        client.cards.close(card)
    except CardAlreadyClosedError as error:
        code: str | None = error.code
        message: str = error.message
        return code or message
    except BusinessError as error:
        return error.request_id
    except APIStatusError as error:
        status: int | None = error.status_code
        return error.headers.get("retry-after", str(status))
    except ResponseValidationError as error:
        print(error.body)
        return None
    except (OutcomeUnknownError, APITimeoutError):
        raise
    except APIError as error:
        return error.message
    except UncashError:
        return None
    return ""


def raw(client: Uncash, card: str) -> httpx.Headers:
    """Headers beside the value."""
    answer: RawResponse[models.CloseCardResponse] = client.cards.with_raw_response.close(card)
    parsed: models.CloseCardResponse = answer.parsed
    print(parsed.message)
    return answer.response.headers


async def raw_later(client: AsyncUncash, card: str) -> int:
    """The same, async."""
    answer = await client.cards.with_raw_response.close(card)
    return answer.response.status_code


def close_powercard(serial: str) -> powercard.models.CancelCardResponseStatus | str | None:
    """A body of keyword arguments; an enum that may get new members."""
    with PowerCard(base_url="https://api.example.com") as client:
        answer = client.cards.close(
            merchant_id="m",
            merchant_user_id="u",
            power_card_id="p",
            channel="c",
            close_serial_no=serial,
        )
        status = answer.data.status if answer.data else None
        if status is powercard.models.CancelCardResponseStatus.PRE_SUCCESS:
            return "closing"
        return status


async def close_spenxy(card: str) -> spenxy.models.Card:
    """The third one, both ways."""
    with Spenxy(base_url="https://api.example.com") as client:
        client.cards.close(card_id=card)
    async with AsyncSpenxy(base_url="https://api.example.com") as later:
        return await later.cards.close(card_id=card)


async def close_powercard_later(client: AsyncPowerCard) -> bool:
    """Async once more."""
    answer = await client.cards.close(
        merchant_id="m",
        merchant_user_id="u",
        power_card_id="p",
        channel="c",
        close_serial_no="s",
    )
    return answer.success is True


def own_models(absent: Unset = UNSET) -> str:
    """Models can be made and read by hand."""
    data = models.CloseCardData(card_id="1", balance_withdrawn=Decimal("15.00"))
    request = powercard.models.CancelCardRequest(
        merchant_id="m", merchant_user_id="u", power_card_id="p", channel="c", close_serial_no="s"
    )
    again = models.CloseCardData.model_validate_json(data.model_dump_json())
    print(request, again == data, absent is UNSET)
    return repr(again.new_wallet_balance)


def mistakes(client: Uncash, later: AsyncUncash, power: PowerCard) -> None:
    """What a checker must see."""
    client.cards.close()  # wrong
    client.cards.close(5)  # wrong
    client.cards.close("x", y=1)  # wrong
    print(client.cards.close("x").data.card_id)  # wrong
    client.cards.close("x", timeout="5")  # wrong
    client.cards.shut("x")  # wrong
    print(client.nothing)  # wrong
    Uncash("token")  # wrong
    Uncash(http_client=httpx.AsyncClient())  # wrong
    print(1.5 + (models.CloseCardData().balance_withdrawn or Decimal(0)))  # wrong
    print(later.cards.close("x").success)  # wrong
    power.cards.close(merchant_id="m", merchant_user_id="u", power_card_id="p")  # wrong
    models.CloseCardData(balance_withdrawn=1.5)  # wrong
    powercard.models.CancelCardRequest(merchant_id="m")  # wrong
