"""Pages: what asks for the next one, and that there is an end."""

from __future__ import annotations

from itertools import islice
from typing import Any

import httpx
import pytest
from engross.runtime.errors import ResponseValidationError
from engross.runtime.model import Model
from engross.runtime.operation import Body, Operation, Parameter, Response
from engross.runtime.pages import AsyncPages, Pages
from engross.runtime.paging import Paging, Turn, following, page_of
from engross.runtime.security import SecurityScheme
from engross.runtime.types import Integer, String
from pydantic import Field


class Card(Model):
    """An item."""

    id: str


class Cards(Model):
    """A page."""

    cards: list[Card] = Field(alias="data")
    next_cursor: str | None = Field(default=None, json_schema_extra={"x-nullable": True})
    has_more: bool | None = None


def listing(api: Any, **changes: Any) -> Operation[Any]:
    """Describe an operation that gives pages of cards."""
    names = ("cursor", "offset", "page")
    kinds = {"cursor": String, "offset": Integer, "page": Integer}
    return api.reading(
        **{
            "path": "/cards",
            "parameters": tuple(
                Parameter(name=n, location="query", type=lambda n=n: kinds[n]) for n in names
            ),
            "responses": (
                Response(status="200", content_type="application/json", type=lambda: Cards),
            ),
        }
        | changes
    )


def page(*ids: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"data": [{"id": id} for id in ids], **more})


CURSOR = Paging(kind="cursor", parameter="cursor", items=("data",), next=("next_cursor",))
LAST = Paging(kind="cursor", parameter="cursor", items=("data",), last=("id",))
OFFSET = Paging(kind="offset", parameter="offset", items=("data",))
PAGE = Paging(kind="page", parameter="page", items=("data",), first=1)
LINK = Paging(kind="link", items=("data",))


class Reader:
    """Reads all pages in whatever flavour the API has."""

    def __init__(self, api: Any) -> None:
        self.api = api

    def over(self, paging: Paging, *answers: Any, called: Any = None, **options: Any) -> Any:
        """Make the iterable; `options` are the client's, but for `arguments` and `body`."""
        arguments, body = options.pop("arguments", {}), options.pop("body", {})
        kind = AsyncPages if self.api.asynchronous else Pages
        client = self.api.client(*answers, **options)
        return kind(client, called or listing(self.api), paging, arguments, **body)

    def read(self, iterable: Any, most: int = 100) -> list[Any]:
        """Take at most so many."""
        if not self.api.asynchronous:
            return list(islice(iterable, most))

        async def collect() -> list[Any]:
            found: list[Any] = []
            async for item in iterable:
                found.append(item)
                if len(found) == most:
                    break
            return found

        return self.api.run(collect)

    def ids(self, paging: Paging, *answers: Any, **options: Any) -> list[str]:
        return [card.id for card in self.read(self.over(paging, *answers, **options))]

    @property
    def asked(self) -> list[str]:
        return [request.url.raw_path.decode() for request in self.api.requests]


@pytest.fixture
def reader(api: Any) -> Reader:
    return Reader(api)


@pytest.mark.parametrize(
    ("paging", "answers", "asked"),
    [
        (
            CURSOR,
            [page("a", "b", next_cursor="x/1"), page(next_cursor="y"), page("c", next_cursor=None)],
            ["/cards", "/cards?cursor=x%2F1", "/cards?cursor=y"],
        ),
        (
            CURSOR,
            [page("a", "b", next_cursor="x"), page("c", next_cursor="")],
            ["/cards", "/cards?cursor=x"],
        ),
        (
            LAST,
            [page("a", "b"), page("c"), page()],
            ["/cards", "/cards?cursor=b", "/cards?cursor=c"],
        ),
        (
            OFFSET,
            [page("a", "b"), page("c"), page()],
            ["/cards", "/cards?offset=2", "/cards?offset=3"],
        ),
        (
            PAGE,
            [page("a", "b"), page("c"), page()],
            ["/cards", "/cards?page=2", "/cards?page=3"],
        ),
    ],
    ids=["cursor", "empty cursor", "last item", "offset", "page"],
)
def test_every_item_of_every_page_comes_once(reader, paging, answers, asked):
    assert reader.ids(paging, *answers) == ["a", "b", "c"]
    assert reader.asked == asked


@pytest.mark.parametrize(
    ("paging", "told"),
    [
        (Paging(kind="offset", parameter="offset", items=("data",), total=("n",)), {"n": 3}),
        (Paging(kind="page", parameter="page", items=("data",), total=("n",), first=1), {"n": 2}),
        (Paging(kind="page", parameter="page", items=("data",), total=("n",)), {"n": 2}),
    ],
    ids=["items", "pages", "pages from 0"],
)
def test_a_total_spares_the_request_for_an_empty_page(reader, paging, told):
    assert reader.ids(paging, page("a", "b", **told), page("c", **told)) == ["a", "b", "c"]
    assert len(reader.asked) == 2


@pytest.mark.parametrize("paging", [CURSOR, LAST, OFFSET, PAGE])
def test_a_page_that_says_so_is_the_last(reader, paging):
    flagged = Paging(**{**vars(paging), "more": ("has_more",)})
    answers = (
        page("a", has_more=True, next_cursor="x"),
        page("b", has_more=False, next_cursor="y"),
    )

    assert reader.ids(flagged, *answers) == ["a", "b"]


@pytest.mark.parametrize("paging", [CURSOR, LAST, OFFSET, PAGE])
def test_pages_that_break_off_are_told(reader, paging):
    flagged = Paging(**{**vars(paging), "more": ("has_more",)})
    answers = (page("a", has_more=True, next_cursor="x"), page(has_more=True))

    with pytest.raises(ResponseValidationError, match="there are more, and not which is the next"):
        reader.ids(flagged, *answers)


def test_the_caller_chooses_where_to_begin(reader):
    assert reader.ids(PAGE, page("e"), page(), arguments={"page": 5}) == ["e"]
    assert reader.asked == ["/cards?page=5", "/cards?page=6"]


@pytest.mark.parametrize(
    "header",
    [
        '<https://shop.example/cards?after=x>; rel="next"',
        '</cards?after=0>; rel="prev", </cards?after=x>; title="a, b; c"; rel="last next"',
        "<?after=x>;rel=NEXT",
    ],
)
def test_a_link_is_followed(reader, header):
    answers = httpx.Response(200, json={"data": [{"id": "a"}]}, headers={"link": header}), page("b")

    assert reader.ids(LINK, *answers) == ["a", "b"]
    assert reader.asked == ["/cards", "/cards?after=x"]


def test_a_link_may_stand_in_the_body_and_leads_below_the_base_url(reader):
    paging = Paging(kind="link", items=("data",), next=("links", "next"))
    answers = (page("a", links={"next": "https://shop.example/v1/all?p=2#top"}), page("b"))

    assert reader.ids(paging, *answers, base_url="https://shop.example/v1") == ["a", "b"]
    assert reader.asked == ["/v1/cards", "/v1/all?p=2"]


@pytest.mark.parametrize(
    "link", ["https://evil.example/cards", "//evil.example/cards", "/other", "http://[", "x:y"]
)
def test_no_link_leads_away_with_the_credentials(reader, link):
    answers = httpx.Response(200, json={"data": []}, headers={"link": f'<{link}>; rel="next"'})

    with pytest.raises(ResponseValidationError, match="the next page is not"):
        reader.ids(LINK, answers, base_url="https://shop.example/v1")
    assert len(reader.asked) == 1


def test_a_credential_of_the_query_goes_along_with_a_link(reader):
    key = SecurityScheme(
        name="bearer", kind="query", argument="key", variable="SHOP_KEY", parameter="key"
    )
    own = {"settings": reader.api.settings(schemes=(key,)), "credentials": {"bearer": "s"}}
    paging = Paging(kind="link", items=("data",), next=("next",))
    answers = (page("a", next="?p=2"), page("b", next="/cards?p=3&key=s"), page("c"))

    assert reader.ids(paging, *answers, **own) == ["a", "b", "c"]
    assert reader.asked == ["/cards?key=s", "/cards?p=2&key=s", "/cards?p=3&key=s"]


def test_a_body_may_say_which_page(reader):
    called = listing(reader.api, method="POST", parameters=(), body=Body(type=lambda: dict))
    paging = Paging(**{**vars(CURSOR), "in_body": True})
    answers = (page("a", next_cursor="x"), page("b"))

    found = reader.ids(paging, *answers, called=called, body={"body": {"size": 1}})

    assert found == ["a", "b"]
    bodies = [request.content for request in reader.api.requests]
    assert bodies == [b'{"size":1}', b'{"size":1,"cursor":"x"}']


@pytest.mark.parametrize(
    ("paging", "answers", "sent"),
    [
        (CURSOR, [page("a", next_cursor="x")], 2),
        (CURSOR, [page("a", next_cursor=c) for c in "xyx"], 3),
        (LAST, [page("a")], 2),
        (OFFSET, [page("a")], 2),
        (PAGE, [page("a")], 2),
    ],
    ids=["cursor", "circle", "last item", "offset", "page"],
)
def test_pages_that_lead_back_are_an_error_and_no_circle(reader, paging, answers, sent):
    with pytest.raises(ResponseValidationError, match="one that was read before"):
        reader.ids(paging, *answers)
    assert len(reader.asked) == sent


def test_an_empty_page_that_repeats_its_cursor_is_the_last(reader):
    answers = (page("a", next_cursor="x"), page(next_cursor="x"))

    assert reader.ids(CURSOR, *answers) == ["a"]


def test_nothing_is_sent_before_it_is_asked_for(reader):
    answers = [page("a", "b", next_cursor="x"), page("c")]
    items = reader.over(CURSOR, *answers)
    assert reader.asked == []

    assert len(reader.read(items, most=2)) == 2
    assert reader.asked == ["/cards"]


def test_pages_come_as_the_method_gives_them(reader):
    answers = [page("a", next_cursor="x"), page("b")]

    first, second = reader.read(reader.over(CURSOR, *answers).pages())

    assert (type(first), first.next_cursor, second.cards[0].id) == (Cards, "x", "b")


def test_to_iterate_again_begins_again(reader):
    items = reader.over(CURSOR, page("a", next_cursor="x"), page("b"))

    assert len(reader.read(items)) == 2
    reader.api.requests.clear()
    assert len(reader.read(items)) == 2
    assert reader.asked == ["/cards", "/cards?cursor=x"]


def test_an_answer_without_items_is_empty_and_one_with_others_an_error(reader):
    free = listing(reader.api, responses=(Response(status="200", content_type="*/*"),))

    assert reader.read(reader.over(CURSOR, httpx.Response(200, json={}), called=free)) == []
    with pytest.raises(ResponseValidationError, match="the items of the page are no array"):
        reader.read(reader.over(CURSOR, httpx.Response(200, json={"data": "a"}), called=free))


def test_values_are_reached_in_models_lists_and_plain_objects():
    cards = Cards.model_validate({"data": [{"id": "a"}], "meta": {"ends": ["x"]}})
    paging = Paging(kind="cursor", parameter="c", items=("data",), next=("meta", "ends", "0"))
    page = page_of(paging, cards, {})

    assert following(paging, Turn({}), page) == Turn({"c": "x"})


def test_the_arguments_are_in_no_repr(reader):
    shown = repr(reader.over(CURSOR, page(), arguments={"cursor": "s3cret"}))

    assert shown.endswith("Pages(GET /cards)")
