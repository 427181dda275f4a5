"""Bodies that are one item of JSON after the other: checked, framed, sent as they come."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeGuard

from . import codec
from .uploads import Upload, content_of

if TYPE_CHECKING:
    from .operation import Body

# RFC 7464, "JSON Text Sequence Encoding"; JSON lines have a line feed after each.
_BEFORE: Final = {"json-texts": b"\x1e"}


class Itemised(NamedTuple):
    """A body of items."""

    content: bytes | Upload
    secrets: list[str]
    """The sensitive texts of the items that were read so far."""

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return "Itemised(...)"


def check_items(declared: Body, given: Any) -> Itemised:
    """Take items as they may be given: those of a list are checked at once.

    Raises:
        ValueError: it is nothing of items, or an item of a list is wrong.
    """
    secrets: list[str] = []
    if _is_list(given):
        pieces = [_framed(declared, n, item, secrets) for n, item in enumerate(given)]
        return Itemised(b"".join(pieces), secrets)
    if _is_awaited(given):
        return Itemised(content_of(_later(declared, given, secrets)), secrets)
    if _is_iterable(given):
        return Itemised(content_of(_now(declared, given, secrets)), secrets)
    raise ValueError(
        "the request body is a list of items, or anything else that gives them one by one;"
        f" not {type(given).__name__}"
    )


def _is_list(given: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(given, list | tuple)


def _is_awaited(given: object) -> TypeGuard[AsyncIterable[Any]]:
    return hasattr(given, "__aiter__")


def _is_iterable(given: object) -> TypeGuard[Iterable[Any]]:
    # A text, bytes, a file and a mapping give something else than items.
    is_other = issubclass(type(given), (str, bytes, bytearray, dict)) or hasattr(given, "read")
    return hasattr(given, "__iter__") and not is_other


def _now(declared: Body, items: Iterable[Any], secrets: list[str]) -> Iterator[bytes]:
    for number, item in enumerate(items):
        yield _sent(declared, number, item, secrets)


async def _later(
    declared: Body, items: AsyncIterable[Any], secrets: list[str]
) -> AsyncIterator[bytes]:
    number = 0
    async for item in items:
        yield _sent(declared, number, item, secrets)
        number += 1


def _sent(declared: Body, number: int, item: Any, secrets: list[str]) -> bytes:
    """Write an item while others have left already.

    Raises:
        ValueError: it is wrong, and says that what came before it may have been carried out.
    """
    try:
        return _framed(declared, number, item, secrets)
    except ValueError as error:
        told = f"{error}; the items before it were sent and may have been carried out"
        raise ValueError(told if number else str(error)) from None


def _framed(declared: Body, number: int, item: Any, secrets: list[str]) -> bytes:
    try:
        written = declared.adapter.write(item)
        text = codec.encode(written)
    except ValueError as error:
        raise ValueError(f"item {number}: {error}") from None
    secrets += declared.adapter.sensitive(written)
    return _BEFORE.get(declared.kind, b"") + text + b"\n"
