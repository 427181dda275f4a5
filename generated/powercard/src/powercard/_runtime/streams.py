"""Answers that are read as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from .errors import ClientClosedError

if TYPE_CHECKING:
    from typing import Self

    import httpx

T_co = TypeVar("T_co", covariant=True)


class _Shared:
    """What does not depend on waiting."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        """httpx's own: status and headers; its body is what is iterated over."""
        self._left = False

    def leave(self) -> None:
        """Note that the connection is released, so that nobody takes the rest for nothing."""
        self._left = True

    def _check(self) -> None:
        if self._left:
            raise ClientClosedError("the stream was left: read it inside of its `with`")


class Stream(_Shared, Generic[T_co]):
    """The items of an answer, each as soon as it is there; iterate inside the `with`, once."""

    def __init__(self, response: httpx.Response, items: Iterator[T_co]) -> None:
        super().__init__(response)
        self._items = items

    def __iter__(self) -> Self:
        """Go on from the last item given."""
        return self

    def __next__(self) -> T_co:
        """Wait for an item."""
        self._check()
        return next(self._items)


class AsyncStream(_Shared, Generic[T_co]):
    """The items of an answer, each as soon as it is there; iterate inside the `with`, once."""

    def __init__(self, response: httpx.Response, items: AsyncIterator[T_co]) -> None:
        super().__init__(response)
        self._items = items

    def __aiter__(self) -> Self:
        """Go on from the last item given."""
        return self

    async def __anext__(self) -> T_co:
        """Wait for an item."""
        self._check()
        return await anext(self._items)
