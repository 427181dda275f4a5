"""The sentinel for "not given", and every name that generated code uses for a type of the wire.

The wire types themselves stand in `wire` and are loaded at first use: with them comes most of
pydantic, which a program that has only imported the package does not need yet.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable, Mapping
from enum import Enum
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

if TYPE_CHECKING:
    import httpx

    from .wire import AwareDateTime as AwareDateTime
    from .wire import Boolean as Boolean
    from .wire import Date as Date
    from .wire import DateTime as DateTime
    from .wire import DecimalNumber as DecimalNumber
    from .wire import DecimalString as DecimalString
    from .wire import Duration as Duration
    from .wire import Integer as Integer
    from .wire import Number as Number
    from .wire import String as String
    from .wire import Time as Time
    from .wire import UUIDString as UUIDString
    from .wire import counted as counted


T = TypeVar("T")


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "unset"

    def __bool__(self) -> bool:
        """Count as false, as None does."""
        return False

    def __repr__(self) -> str:
        """Print the name under which it is imported."""
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Says that an argument was not given, where None has a meaning of its own."""

Timeout: TypeAlias = "float | httpx.Timeout | Unset | None"
"""Seconds for each phase of a call, httpx's record, None for no limit, UNSET for the default."""

Content: TypeAlias = bytes | IO[bytes] | Iterable[bytes]
"""A body of bytes: all of them, a file opened in binary mode, or pieces. A file and pieces are read
while they are sent, and what cannot be read again is never sent again."""

AsyncContent: TypeAlias = Content | AsyncIterable[bytes]
"""The same for an asynchronous client, whose pieces may have to be waited for."""

Items: TypeAlias = Iterable[T]
"""A body that is one item after the other. Those of a list are checked before anything is sent; of
anything else each is while it is sent, and what cannot be read again is never sent again."""

AsyncItems: TypeAlias = Iterable[T] | AsyncIterable[T]
"""The same for an asynchronous client, whose items may have to be waited for."""

FileContent: TypeAlias = bytes | IO[bytes]
"""A file's bytes, or a file opened in binary mode, which is read while it is sent."""

File: TypeAlias = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""A file of a multipart body: its content, or a tuple of its name, its content and, where they are
to be others than the name suggests, its media type, and then the headers of its part."""


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Load a wire type (PEP 562)."""
        if name.startswith("__"):  # imports ask for `__path__`
            raise AttributeError(name)
        from . import wire

        return getattr(wire, name)
