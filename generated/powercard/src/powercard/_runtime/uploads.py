"""Bodies of bytes that are read while they are sent: files and pieces."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from typing import Any

_CHUNK = 65536
# bytes read from a file at a time


class Upload:
    """A body that is not in memory, as a whole."""

    length: int | None = None
    """In bytes, where that is known."""
    name = ""
    """The file's, where it has one."""
    rewindable = False
    """Whether it can be sent a second time."""
    asynchronous = False
    """Whether its pieces have to be waited for."""

    def chunks(self) -> Iterator[bytes]:
        """Give it from its beginning.

        Raises:
            OSError: it cannot be read, or not again.
        """
        raise NotImplementedError

    async def chunks_async(self) -> AsyncIterator[bytes]:
        """Give it from its beginning, to an event loop."""
        for chunk in self.chunks():
            yield chunk


class _File(Upload):
    """A file that is open, from where it stands."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._used = False
        name = getattr(file, "name", None)
        # A file that was opened by its number has no name.
        self.name = name if isinstance(name, str) else ""
        seekable = getattr(file, "seekable", None)
        self.rewindable = bool(seekable and seekable())
        if self.rewindable:
            self._start = file.tell()
            self.length = max(0, file.seek(0, os.SEEK_END) - self._start)
            file.seek(self._start)

    def chunks(self) -> Iterator[bytes]:
        self._begin()
        while chunk := self._file.read(_CHUNK):
            yield chunk

    async def chunks_async(self) -> AsyncIterator[bytes]:
        from anyio.to_thread import run_sync

        await run_sync(self._begin)
        while chunk := await run_sync(self._file.read, _CHUNK):
            yield chunk

    def _begin(self) -> None:
        if self.rewindable:
            self._file.seek(self._start)
        elif self._used:
            raise OSError("the body cannot be read again")
        self._used = True


class _Pieces(Upload):
    """What a caller gives piece by piece."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._used = False

    def chunks(self) -> Iterator[bytes]:
        if self._used:
            raise OSError("the body cannot be read again")
        self._used = True
        yield from self._pieces


class _AsyncPieces(Upload):
    """What a caller gives piece by piece, in an event loop."""

    asynchronous = True

    def __init__(self, pieces: AsyncIterable[bytes]) -> None:
        self._pieces = pieces
        self._used = False

    async def chunks_async(self) -> AsyncIterator[bytes]:
        if self._used:
            raise OSError("the body cannot be read again")
        self._used = True
        async for piece in self._pieces:
            yield piece


class _Joined(Upload):
    """Bytes and files, one after the other."""

    def __init__(self, parts: Sequence[bytes | Upload]) -> None:
        self._parts = parts
        uploads = [part for part in parts if isinstance(part, Upload)]
        self.rewindable = all(upload.rewindable for upload in uploads)
        lengths = [len(p) if isinstance(p, bytes) else p.length for p in parts]
        known = [length for length in lengths if length is not None]
        self.length = sum(known) if len(known) == len(parts) else None

    def chunks(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                yield from part.chunks()

    async def chunks_async(self) -> AsyncIterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                async for chunk in part.chunks_async():
                    yield chunk


def joined(parts: Sequence[bytes | Upload]) -> bytes | Upload:
    """Put the parts of a body together; files among them are read while they are sent."""
    files = any(isinstance(part, Upload) for part in parts)
    return _Joined(parts) if files else b"".join(p for p in parts if isinstance(p, bytes))


def file_of(given: Any) -> bytes | Upload:
    """Take a file as it may be given.

    Raises:
        ValueError: it is none.
    """
    if isinstance(given, bytes | bytearray):
        return bytes(given)
    if hasattr(given, "read") and not isinstance(given, io.TextIOBase):
        return _File(given)
    raise ValueError(f"it is no bytes and no file opened in binary mode: {type(given).__name__}")


def content_of(given: Any) -> bytes | Upload:
    """Take a body of bytes as it may be given.

    Raises:
        ValueError: it is none.
    """
    if isinstance(given, bytes | bytearray):
        return bytes(given)
    gives_no_bytes = issubclass(type(given), (str, dict, io.TextIOBase))
    if hasattr(given, "read") and not gives_no_bytes:
        return _File(given)
    if hasattr(given, "__aiter__"):
        return _AsyncPieces(given)
    if hasattr(given, "__iter__") and not gives_no_bytes:
        return _Pieces(given)
    raise ValueError(
        "the request body is bytes, a file opened in binary mode, or an iterator of bytes;"
        f" not {type(given).__name__}"
    )
