"""What a user writes with the package of `media.yaml`: streams, uploads, choices of media types.

Never run. A line that ends in `# wrong` is a mistake which the checkers must report.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from media import (
    APIError,
    APIStatusError,
    AsyncMedia,
    Media,
    NotFoundError,
    RawResponse,
    ResponseValidationError,
    ServerSentEvent,
    Stream,
    headers,
    models,
)


def download(client: Media, path: Path) -> None:
    """Bytes as they come, lines of text, and both whole."""
    with (
        client.files.with_streaming_response.download("id", timeout=5) as stream,
        path.open("wb") as file,
    ):
        for chunk in stream:
            file.write(chunk)
    with client.files.with_streaming_response.download("id", accept="text/csv") as lines:
        rows: list[list[str]] = [line.split(",") for line in lines]
        print(rows, lines.response.headers["etag"])
    whole: bytes = client.files.download("id")
    text: str = client.files.download("id", accept="text/csv")
    print(whole, text)


def fail(client: Media) -> str | None:
    """What a failure carries depends on its class."""
    try:
        client.files.download("id")
    except NotFoundError as error:
        missing: models.FilesDownload404Response | None = error.parsed
        page: str | None = error.parsed  # wrong
        return missing.missing if missing else page
    except ResponseValidationError as error:
        print(error.parsed + 1)  # wrong
    except APIStatusError as error:
        if isinstance(error.parsed, models.FilesDownload404Response):
            return error.parsed.missing
        text: str | None = error.parsed
        return text
    except APIError as error:
        print(error.parsed + 1)  # wrong
    return None


def upload(client: Media, path: Path) -> None:
    """Bytes, a file, pieces."""
    client.files.upload("id", body=b"abc")
    with path.open("rb") as file:
        client.files.upload("id", body=file)
    client.files.upload("id", body=(piece for piece in [b"a", b"b"]))


async def upload_later(client: AsyncMedia, pieces: AsyncIterator[bytes]) -> None:
    """Pieces that have to be waited for."""
    await client.files.upload("id", body=pieces)


def chat(client: Media) -> str:
    """The same operation whole, as it comes, and all that came."""
    answer: models.ChatCompleteResponse = client.chat.complete(prompt="hello")
    told = ""
    with client.chat.with_streaming_response.complete(prompt="hello", stream=True) as stream:
        events: Stream[ServerSentEvent[models.ChatCompleteResponseEventStreamItem]] = stream
        for event in events:
            told += event.data.delta
    whole: list[ServerSentEvent[models.ChatCompleteResponseEventStreamItem]]
    whole = client.chat.complete(prompt="hello", accept="text/event-stream")
    return answer.text or told or whole[0].data.delta


async def follow(client: AsyncMedia) -> list[str]:
    """Items of JSON lines, and events with their own fields."""
    async with client.log.with_streaming_response.follow() as pets:
        names: list[str] = [pet.name async for pet in pets]
    added = models.EventsSubscribeResponseItemEvent.ADDED
    async with client.events.with_streaming_response.subscribe() as events:
        return [*names, *[event.data.name async for event in events if event.event is added]]


def prices(client: Media) -> list[Decimal]:
    """Events whose data is JSON, beside others whose data is a text."""
    with client.prices.with_streaming_response.follow() as events:
        return [event.data.amount for event in events if isinstance(event, models.Priced)]


def add(client: Media) -> models.Pet:
    """A body and an answer of each media type."""
    xml: str = client.pets.add(
        body="<pet/>", content_type="application/xml", accept_header="text/xml"
    )
    print(xml)
    client.pets.add(name="Rex", content_type="application/x-www-form-urlencoded", accept="query")
    return client.pets.add(body=b"PNG", content_type="image/png")


def limits(client: Media) -> tuple[int | None, datetime]:
    """Declared headers."""
    raw: RawResponse[bytes, headers.FilesDownloadHeaders]
    raw = client.files.with_raw_response.download("id")
    nothing: None = client.files.with_raw_response.upload("id", body=b"").headers
    print(nothing)
    return raw.headers.x_rate_limit, raw.headers.x_expires


def trees(client: Media) -> list[str]:
    """Values that contain themselves."""
    found = [name for branch in client.trees.read().values() for name, _ in branch.items()]
    for leaves in client.trees.replace().values():
        inner = [leaves] if isinstance(leaves, str) else [name for one in leaves for name in one]
        found += inner
    return found


async def mistakes(client: Media, later: AsyncMedia, pieces: AsyncIterator[bytes]) -> None:
    """What a checker must see."""
    client.files.upload("id", body="text")  # wrong
    client.files.upload("id", body=pieces)  # wrong
    client.files.download("id", accept="text/html")  # wrong
    print(client.files.download("id").upper().encode())  # wrong
    client.pets.add(name="Rex", content_type="application/xml")  # wrong
    client.pets.add(body="<pet/>")  # wrong
    client.pets.with_streaming_response.add(name="Rex")  # wrong
    with client.chat.with_streaming_response.complete(prompt="p") as stream:
        print([event.delta for event in stream])  # wrong
    print(list(later.log.with_streaming_response.follow()))  # wrong
    print(client.files.with_raw_response.download("id").headers.x_expires + 1)  # wrong
    for branch in client.trees.read().values():
        print(branch + 1)  # wrong
