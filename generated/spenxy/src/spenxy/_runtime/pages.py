"""Iterators over an operation that answers in pages: over its items, or page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from . import transport
from .async_client import AsyncClient
from .base_client import RawResponse
from .client import Client
from .errors import ResponseValidationError
from .paging import NUMBERED, Page, Paging, Turn, asked, following, page_of
from .types import UNSET, Timeout

if TYPE_CHECKING:
    from .operation import Operation

ClientT = TypeVar("ClientT", Client, AsyncClient)
PageT = TypeVar("PageT")
ItemT = TypeVar("ItemT")


class _Pages(Generic[ClientT, PageT, ItemT]):
    """What is called, and how its pages hang together."""

    def __init__(
        self,
        client: ClientT,
        operation: Operation[PageT],
        paging: Paging,
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._client: ClientT = client
        self._operation = operation
        self._paging = paging
        self._first = Turn(arguments, body)
        self._timeout = timeout
        self._headers = headers

    def __repr__(self) -> str:
        """Say what is called; the arguments may be secret."""
        return f"{type(self).__name__}({self._operation.title})"

    def _course(self) -> _Course:
        return _Course(
            self._operation, self._paging, self._client.server_of(self._operation), self._first
        )


class Pages(_Pages[Client, PageT, ItemT]):
    """The items of all pages: `for item in ...`; `.pages()` gives page by page.

    Nothing is sent before the first item is asked for, and no page before its first item is. To
    iterate again begins again.
    """

    def __iter__(self) -> Iterator[ItemT]:
        """Give each item in turn."""
        for answer in self._answers():
            yield from answer.page.items

    def pages(self) -> Iterator[PageT]:
        """Give what the operation's own method returns, for each page."""
        for answer in self._answers():
            yield answer.raw.parsed

    def _answers(self) -> Iterator[_Answer]:
        course = self._course()
        while (turn := course.turn()) is not None:
            raw = self._client.request(
                self._operation,
                turn.arguments,
                body=turn.body,
                timeout=self._timeout,
                headers=self._headers,
                target=turn.target,
            )
            yield course.arrived(turn, raw)


class AsyncPages(_Pages[AsyncClient, PageT, ItemT]):
    """The items of all pages: `async for item in ...`; `.pages()` gives page by page.

    Nothing is sent before the first item is asked for, and no page before its first item is. To
    iterate again begins again.
    """

    def __aiter__(self) -> AsyncIterator[ItemT]:
        """Give each item in turn."""
        return _AsyncItems(partial(self._answer, self._course()))

    def pages(self) -> AsyncIterator[PageT]:
        """Give what the operation's own method returns, for each page."""
        return _AsyncPageByPage(partial(self._answer, self._course()))

    async def _answer(self, course: _Course) -> _Answer:
        """Ask for the next page.

        Raises:
            StopAsyncIteration: there is none.
        """
        turn = course.turn()
        if turn is None:
            raise StopAsyncIteration
        raw = await self._client.request(
            self._operation,
            turn.arguments,
            body=turn.body,
            timeout=self._timeout,
            headers=self._headers,
            target=turn.target,
        )
        return course.arrived(turn, raw)


class _Answer(NamedTuple):
    """One page as it came, and taken apart."""

    turn: Turn
    raw: RawResponse[Any, Any]
    page: Page


# No asynchronous generators: one that is left halfway waits for the event loop to close it.


class _AsyncItems(AsyncIterator[ItemT]):
    def __init__(self, answer: Callable[[], Awaitable[_Answer]]) -> None:
        self._answer = answer
        self._items: Iterator[Any] = iter(())

    async def __anext__(self) -> ItemT:
        while True:
            for item in self._items:
                found: ItemT = item
                return found
            self._items = iter((await self._answer()).page.items)


class _AsyncPageByPage(AsyncIterator[PageT]):
    def __init__(self, answer: Callable[[], Awaitable[_Answer]]) -> None:
        self._answer = answer

    async def __anext__(self) -> PageT:
        value: PageT = (await self._answer()).raw.parsed
        return value


class _Course:
    """One way through the pages, which ends whatever the provider answers."""

    def __init__(
        self, operation: Operation[Any], paging: Paging, base_url: str, first: Turn
    ) -> None:
        self._operation = operation
        self._paging = paging
        self._base_url = base_url
        self._first = first
        self._last: _Answer | None = None
        self._asked: set[str] = set()
        self._before: list[Any] = []
        """The items of the page before the last."""

    def turn(self) -> Turn | None:
        """Say how to ask for the next page; None where there is none.

        Raises:
            ResponseValidationError: it was read before, is on another host, or nothing says which
                it is though there is one.
        """
        if self._last is None:
            return self._first
        try:
            then = following(self._paging, self._last.turn, self._last.page)
        except ValueError as error:
            raise self._wrong(self._last.raw, str(error)) from None
        if then is not None and then.link is not None:
            then = self._located(then, then.link, self._last.raw)
        if then is None or not self._leads_back(then, self._last):
            return then
        if not self._last.page.items:
            return None  # so some say that there is nothing new
        raise self._wrong(self._last.raw, "the next page is one that was read before")

    def arrived(self, turn: Turn, raw: RawResponse[Any, Any]) -> _Answer:
        """Take a page apart.

        Raises:
            ResponseValidationError: the answer has none.
        """
        try:
            page = page_of(self._paging, raw.parsed, raw.response.headers)
        except ValueError as error:
            raise self._wrong(raw, str(error)) from None
        self._before = [] if self._last is None else self._last.page.items
        self._last = _Answer(turn, raw, page)
        return self._last

    def _located(self, turn: Turn, link: str, raw: RawResponse[Any, Any]) -> Turn:
        try:
            target = transport.target_of(self._base_url, raw.response, link)
        except ValueError as error:
            raise self._wrong(raw, f"the next page {error}") from None
        return turn._replace(target=target)

    def _leads_back(self, then: Turn, last: _Answer) -> bool:
        """Whether a page comes again; numbered ones show it in nothing but their items."""
        if self._paging.kind in NUMBERED:
            return bool(self._before) and self._before == last.page.items
        self._asked.add(repr(asked(self._paging, last.turn)))
        return repr(asked(self._paging, then)) in self._asked

    def _wrong(self, raw: RawResponse[Any, Any], problem: str) -> ResponseValidationError:
        response = raw.response
        return ResponseValidationError(
            problem,
            operation=self._operation.title,
            status_code=response.status_code,
            body=response.content,
            headers={k: v for k, v in response.headers.items() if k != "set-cookie"},
        )
