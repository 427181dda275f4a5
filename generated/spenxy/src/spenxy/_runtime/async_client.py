"""The client every asynchronous client derives from; a call takes the same steps as in `client`."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    aclosing,
    asynccontextmanager,
)
from typing import TYPE_CHECKING, Any, TypeVar

from . import transport
from .base_client import (
    DEFAULT_MAX_RETRIES,
    NO_VARIABLES,
    BaseClient,
    RawResponse,
    Settings,
    connection_error,
)
from .body import either
from .content import ContentCodec
from .drift import OnDrift
from .request import Prepared, authorized
from .response import ItemReader
from .streams import AsyncStream
from .tokens import AsyncToken, Grant, Tokens, unreachable
from .types import UNSET, Timeout, Unset

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import anyio
    import httpx

    from .operation import Operation

T = TypeVar("T")


class AsyncClient(BaseClient):
    """An asynchronous client, for one event loop at a time.

    An `http_client` of the user's own is used as it is and never closed; without one a client
    is opened at the first call under each loop and closed with this one.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        credentials: Mapping[str, AsyncToken | None],
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
        content_codec: ContentCodec | None = None,
        on_drift: OnDrift | None = None,
        server_variables: Mapping[str, str | None] = NO_VARIABLES,
    ) -> None:
        transport.check_kind(http_client, asynchronous=True)
        super().__init__(
            settings,
            credentials=credentials,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
            content_codec=content_codec,
            on_drift=on_drift,
            server_variables=server_variables,
        )
        self._http = http_client
        self._own: httpx.AsyncClient | None = None
        self._loop: object = None
        self._asking: tuple[object, anyio.Lock] | None = None

    async def __aenter__(self) -> Self:
        self._check_open(self._http)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a client of the user's own stays open."""
        self._closed = True
        own, self._own = self._own, None
        if own is not None and self._loop is transport.running_loop():
            await own.aclose()

    async def request(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        other_body: Any = UNSET,
        content_type: str | Unset = UNSET,
        accept: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
        target: str | None = None,
    ) -> RawResponse[T, Any]:
        """Carry out one operation; arguments and exceptions are those of `Client.request`."""
        prepared = self._prepare(
            operation,
            arguments,
            body=either(body, other_body),
            content_type=content_type,
            accept=operation.accept if isinstance(accept, Unset) else accept,
            headers=headers,
            target=target,
        )
        response = await self._send(operation, prepared, self._limits(timeout), stream=False)
        return self._read(operation, prepared, response)

    def stream(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        *,
        body: Any = UNSET,
        other_body: Any = UNSET,
        content_type: str | Unset = UNSET,
        accept: str | Unset = UNSET,
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> AbstractAsyncContextManager[AsyncStream[Any]]:
        """Carry out one operation, its answer to be read as it comes, as `Client.stream` does."""
        self._check_streams()
        prepared = self._prepare(
            operation,
            arguments,
            body=either(body, other_body),
            content_type=content_type,
            accept=operation.accept_stream if isinstance(accept, Unset) else accept,
            headers=headers,
        )
        return self._streamed(operation, prepared, self._limits(timeout))

    @asynccontextmanager
    async def _streamed(
        self, operation: Operation[Any], prepared: Prepared, limits: Mapping[str, float | None]
    ) -> AsyncGenerator[AsyncStream[Any], None]:
        response = await self._send(operation, prepared, limits, stream=True)
        try:
            reader = self._reader(operation, prepared, response)
            if reader is None:
                await self._whole(operation, response)
                raise self._no_stream(operation, prepared, response)
            async with aclosing(self._items(operation, response, reader)) as items:
                stream = AsyncStream(response, items)
                try:
                    yield stream
                finally:
                    stream.leave()
        finally:
            await response.aclose()

    async def _items(
        self, operation: Operation[Any], response: httpx.Response, reader: ItemReader
    ) -> AsyncGenerator[Any, None]:
        async with aclosing(self._chunks(operation, response)) as chunks:
            async for chunk in chunks:
                for item in reader.feed(chunk):
                    yield item
                if reader.ended:
                    return
            for item in reader.end():
                yield item

    async def _chunks(
        self, operation: Operation[Any], response: httpx.Response
    ) -> AsyncGenerator[bytes, None]:
        try:
            async for chunk in response.aiter_bytes():
                yield chunk
        except transport.FAILURES as error:
            raise connection_error(operation, transport.classify(error), error) from error

    async def _whole(self, operation: Operation[Any], response: httpx.Response) -> None:
        try:
            await response.aread()
        except transport.FAILURES as error:
            raise connection_error(operation, transport.classify(error), error) from error

    async def _send(
        self,
        operation: Operation[Any],
        prepared: Prepared,
        limits: Mapping[str, float | None],
        *,
        stream: bool,
    ) -> httpx.Response:
        """Send a request until its answer is the one to read; a stream's is read by the caller."""
        grant = self._grant(operation, prepared)
        attempt = 0
        while True:
            http = self._open()
            sent = prepared if grant is None else await self._authorized(http, prepared, grant)
            started = time.perf_counter()
            try:
                # Kept in no variable, which a traceback may print: its URL may hold a credential.
                response = await http.send(
                    self._builder(operation).build(http, operation.method, sent, limits),
                    stream=stream,
                    follow_redirects=False,
                )
                if stream and not response.is_success:
                    async with aclosing(response):
                        await response.aread()
            except transport.FAILURES as error:
                pause: float | None = self._after_failure(
                    operation, prepared, error, attempt, started
                )
            else:
                pause = self._after_answer(operation, prepared, response, attempt, started, grant)
                if pause is None:
                    return response
            await transport.sleep(pause or 0)
            attempt += 1

    async def _authorized(
        self, http: httpx.AsyncClient, prepared: Prepared, grant: Grant
    ) -> Prepared:
        return authorized(prepared, grant, await self._token(http, grant.tokens, grant.scopes))

    async def _token(
        self, http: httpx.AsyncClient, tokens: Tokens, scopes: tuple[str, ...]
    ) -> object:
        if tokens.function is not None:
            given = tokens.function()
            return given if isinstance(given, str) else await given
        if (known := tokens.current(scopes)) is not None:
            return known
        async with self._turn():  # one task asks, the others take what it gets
            return tokens.current(scopes) or await self._ask(http, tokens, scopes)

    def _turn(self) -> anyio.Lock:
        loop = transport.running_loop()
        if self._asking is None or self._asking[0] is not loop:
            self._asking = loop, transport.lock()
        return self._asking[1]

    async def _ask(self, http: httpx.AsyncClient, tokens: Tokens, scopes: tuple[str, ...]) -> str:
        asked = time.monotonic()
        try:
            response = await http.send(
                self._token_request(tokens, scopes), auth=None, follow_redirects=False
            )
        except transport.FAILURES as error:
            raise unreachable(error) from error
        return tokens.keep(scopes, asked, response.status_code, response.content)

    def _open(self) -> httpx.AsyncClient:
        self._check_open(self._http)
        if self._http is not None:
            return self._http
        loop = transport.running_loop()
        if self._own is None or self._loop is not loop:
            # A connection dies with the loop it was opened under.
            self._own, self._loop = transport.open_async_client(), loop
        return self._own


class AsyncResource:
    """A group of operations of an asynchronous client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
