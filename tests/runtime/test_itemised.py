"""Bodies that are one item of JSON after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from typing import Annotated, Any

import pytest
from engross.runtime.body import check_body, sensitive_texts
from engross.runtime.errors import InternalServerError
from engross.runtime.model import Model
from engross.runtime.operation import Body
from engross.runtime.types import DecimalNumber
from pydantic import Field

from .test_uploads import BUSY, OK, receiving, uploading


class Item(Model):
    """An item."""

    amount: DecimalNumber
    pan: Annotated[str | None, Field(json_schema_extra={"x-sensitive": True})] = None


def lines(content_type: str = "application/x-ndjson") -> Body:
    return Body(type=lambda: Item, content_type=content_type)


ITEMS: list[Any] = [Item(amount=Decimal("0.30")), {"amount": Decimal("15.00")}]


async def later(items: list[Any]) -> AsyncIterator[Any]:
    for item in items:
        yield item


def put(api: Any, servers: Any, given: Any, *answers: bytes, **changes: Any) -> list[Any]:
    """Give head and body of each request of a call."""
    bodies: list[bytes] = []
    server = receiving(servers, bodies, [*answers] or [OK])
    called = uploading(api, **{"body": lines(), **changes})
    api.call(api.client(base_url=server.url), called, body=given)
    return [(head, body) for head, _, body in (raw.partition(b"\r\n\r\n") for raw in bodies)]


@pytest.mark.parametrize(
    ("content_type", "framed"),
    [
        ("application/x-ndjson", b'{"amount":0.30}\n{"amount":15.00}\n'),
        ("application/jsonl", b'{"amount":0.30}\n{"amount":15.00}\n'),
        ("application/json-seq", b'\x1e{"amount":0.30}\n\x1e{"amount":15.00}\n'),
    ],
)
def test_a_list_goes_out_whole_with_its_length(
    api: Any, servers: Any, content_type: str, framed: bytes
) -> None:
    [(head, body)] = put(api, servers, ITEMS, body=lines(content_type))

    assert body == framed
    assert b"content-length: %d" % len(framed) in head
    assert f"content-type: {content_type}".encode() in head


def test_other_items_go_out_one_by_one(api: Any, servers: Any) -> None:
    kinds = [iter(ITEMS), *([later(ITEMS)] if api.asynchronous else [])]
    for given in kinds:
        [(head, body)] = put(api, servers, given)

        assert b"transfer-encoding: chunked" in head
        assert body == b'10\r\n{"amount":0.30}\n\r\n11\r\n{"amount":15.00}\n\r\n0\r\n\r\n'


@pytest.mark.usefixtures("pauses")
def test_a_list_is_sent_again_and_an_iterator_is_not(api: Any, servers: Any) -> None:
    assert len(put(api, servers, ITEMS, BUSY, OK)) == 2
    with pytest.raises(InternalServerError):
        put(api, servers, iter(ITEMS), BUSY, OK)


def test_of_a_list_a_wrong_item_is_told_before_anything_is_sent(api: Any) -> None:
    client = api.client()

    with pytest.raises(ValueError, match=r"item 1: .*request body"):
        api.call(client, uploading(api, body=lines()), body=[*ITEMS[:1], {"amount": "x"}])

    assert not api.requests


WRONG: Any = {"amount": "4111"}


def test_a_wrong_item_that_comes_late_is_told_with_what_was_sent(api: Any, servers: Any) -> None:
    for given in [iter([ITEMS[0], WRONG]), *([later([ITEMS[0], WRONG])] * api.asynchronous)]:
        with pytest.raises(ValueError, match=r"item 1: .*request body") as caught:
            put(api, servers, given, method="POST")

        assert "the items before it were sent and may have been carried out" in str(caught.value)
        assert "4111" not in str(caught.value)


def test_before_a_wrong_first_item_nothing_was_sent(api: Any, servers: Any) -> None:
    with pytest.raises(ValueError, match=r"item 0: .*request body") as caught:
        put(api, servers, iter([WRONG]), method="POST")

    assert "may have been carried out" not in str(caught.value)


def test_an_item_that_json_cannot_hold_is_told_by_its_number(api: Any) -> None:
    called = uploading(api, body=Body(type=lambda: str, content_type="application/jsonl"))

    with pytest.raises(ValueError, match=r"item 1: .*surrogate"):
        api.call(api.client(), called, body=["", "\ud800"])


def test_what_an_iterator_raises_itself_comes_out_of_the_call(api: Any, servers: Any) -> None:
    def items() -> Iterator[Any]:
        yield ITEMS[0]
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        put(api, servers, items())


@pytest.mark.parametrize("given", [b"{}", "{}", {"amount": 1}, 7, None, open])
def test_what_gives_no_items_is_refused(api: Any, given: Any) -> None:
    with pytest.raises(ValueError, match="list of items"):
        api.call(api.client(), uploading(api, body=lines()), body=given)


def test_what_is_sensitive_in_an_item_is_known_once_it_was_read() -> None:
    items = [Item(amount=Decimal(1), pan="4111111111111111")]
    for given in (items, iter(items)):
        checked = check_body(lines(), given)
        if not isinstance(checked.content, bytes):
            assert list(sensitive_texts(lines(), checked)) == []
            assert list(checked.content.chunks())
        assert list(sensitive_texts(lines(), checked)) == ["4111111111111111"]
        assert "4111" not in repr(checked)
