"""The clients every generated client derives from, and the one way a call takes through them."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import AsyncGenerator, Generator, Iterator, Mapping
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    aclosing,
    asynccontextmanager,
    closing,
    contextmanager,
)
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import typing_extensions

from . import transport
from .body import either
from .content import ContentCodec, decoded, encoded
from .drift import OnDrift, Policy
from .errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    ClientClosedError,
    ConfigurationError,
    OutcomeUnknownError,
)
from .request import Common, Prepared, authorized, grant_of, linked, prepare, secrets_of, share
from .response import Answer, ItemReader, contradiction, item_reader, read_answer, read_headers
from .retry import Failure, pause_after_failure, pause_after_status
from .security import SecurityScheme, choose, read_credentials
from .streams import AsyncStream, Stream
from .tokens import AsyncToken, Grant, Token, Tokens, unreachable
from .types import UNSET, Timeout, Unset

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    import anyio
    import httpx

    from .operation import Operation

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Headers_co = typing_extensions.TypeVar("Headers_co", covariant=True, default=None)

_LOGGER = logging.getLogger(__name__.rpartition("._runtime")[0] or __name__)
DEFAULT_MAX_RETRIES = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Settings:
    """What a generated package tells its clients about the API."""

    distribution: str
    """`uncash-client`; with the version it is the User-Agent."""
    version: str
    base_url: str | None
    """The documented server; None where the user has to name one."""
    base_url_variable: str
    """`UNCASH_BASE_URL`."""
    schemes: tuple[SecurityScheme, ...] = ()
    lenient: bool = False
    """Whether a call succeeds though its answer contradicts the documentation."""


class RawResponse(Generic[T_co, Headers_co]):
    """What a call came to: the HTTP answer, the value read from it, and its declared headers."""

    __slots__ = ("_headers", "parsed", "response")

    def __init__(
        self, response: httpx.Response, parsed: T_co, headers: Callable[[], Headers_co]
    ) -> None:
        self.response = response
        """httpx's own, read whole and closed, its content as the wire had it."""
        self.parsed: T_co = parsed
        """What the call without `with_raw_response` returns."""
        self._headers = headers

    @property
    def headers(self) -> Headers_co:
        """The headers that the documentation declares, by their types; None where it has none.

        All headers, as text, are in `response.headers`.
        """
        return self._headers()

    def __repr__(self) -> str:
        """Say both."""
        return f"{type(self).__name__}(response={self.response!r}, parsed={self.parsed!r})"


class _Shared:
    """What does not depend on waiting: settings, checks, and what follows from an attempt."""

    def __init__(
        self,
        settings: Settings,
        *,
        credentials: Mapping[str, AsyncToken | None],
        base_url: str | None,
        timeout: Timeout,
        max_retries: int,
        http_client: httpx.Client | httpx.AsyncClient | None,
        content_codec: ContentCodec | None,
        on_drift: OnDrift | None,
    ) -> None:
        # Not every caller has a type checker.
        if on_drift is not None and not callable(on_drift):  # pyright: ignore[reportUnnecessaryComparison]
            raise TypeError("on_drift must be a function of one argument")
        if content_codec is not None and not isinstance(content_codec, ContentCodec):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError("content_codec must have the methods encode and decode")
        if isinstance(max_retries, bool) or not isinstance(max_retries, int):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError("max_retries must be an int")
        if max_retries < 0:
            raise ValueError("max_retries must not be below 0")
        self._settings = settings
        self._base_url = _base_url(settings, base_url)
        self._credentials = read_credentials(
            settings.schemes, credentials, base_url=self._base_url, http_client=http_client
        )
        self._timeout = transport.timeout_of(timeout, http_client)
        self._max_retries = max_retries
        self._user_agent = f"{settings.distribution}/{settings.version}"
        self._headers = transport.own_headers(self._user_agent, http_client)
        self._content_codec = content_codec
        self._policy = Policy(settings.lenient, on_drift)
        self._common: dict[tuple[Operation[Any], str | None], Common] = {}
        self._builder = transport.Builder(self._base_url)
        self._closed = False

    def __repr__(self) -> str:
        """Say where calls go; the credentials stay out of it."""
        return f"{type(self).__name__}(base_url={self._base_url!r})"

    @property
    def base_url(self) -> str:
        """Where calls go, without a trailing slash."""
        return self._base_url

    def _share(self, operation: Operation[Any], accept: str | None) -> Common:
        common = self._common.get((operation, accept))
        if common is None:
            operation.check_accept(accept)
            schemes = choose(operation.security, self._credentials, self._settings.schemes)
            common = share(operation, schemes, self._credentials, self._headers, accept)
            self._common[operation, accept] = common
        return common

    def _prepare(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        *,
        body: Any,
        content_type: str | Unset,
        accept: str | None,
        headers: Mapping[str, str] | None,
        target: str | None = None,
    ) -> Prepared:
        common = self._share(operation, accept)
        prepared = prepare(
            operation,
            common,
            arguments,
            body=body,
            headers=headers,
            content_type=None if isinstance(content_type, Unset) else content_type,
        )
        prepared = prepared if target is None else linked(prepared, common, target)
        return prepared if self._content_codec is None else encoded(self._content_codec, prepared)

    def _check_streams(self) -> None:
        """Refuse to read an answer as it comes where a codec needs the whole of it."""
        if self._content_codec is not None:
            raise ConfigurationError(
                "content_codec= takes an answer whole: call without with_streaming_response"
            )

    def _grant(self, operation: Operation[Any], prepared: Prepared) -> Grant | None:
        return grant_of(self._share(operation, prepared.accept), prepared)

    def _token_request(self, tokens: Tokens, scopes: tuple[str, ...]) -> httpx.Request:
        return transport.token_request(tokens.request(scopes), self._user_agent, self._timeout)

    def _limits(self, timeout: Timeout) -> Mapping[str, float | None]:
        return self._timeout if timeout is UNSET else transport.timeout_of(timeout, None)

    def _after_failure(
        self,
        operation: Operation[Any],
        prepared: Prepared,
        error: Exception,
        attempt: int,
        started: float,
    ) -> float:
        """Give the pause before the next attempt, or raise what the caller is to see."""
        failure = transport.classify(error)
        _log(operation, type(error).__name__, attempt, started)
        pause = pause_after_failure(operation, failure, attempt)
        if pause is None or attempt >= self._retries(prepared):
            raise _connection_error(operation, failure, error) from error
        return pause

    def _after_answer(
        self,
        operation: Operation[Any],
        prepared: Prepared,
        response: httpx.Response,
        attempt: int,
        started: float,
        grant: Grant | None,
    ) -> float | None:
        """Give the pause before the next attempt; None where this answer is the one to read."""
        _log(operation, response.status_code, attempt, started)
        unauthorized = response.status_code == HTTPStatus.UNAUTHORIZED
        renewable = unauthorized and grant is not None and grant.refused()
        if attempt >= self._retries(prepared) or not operation.repeatable:
            return None
        if renewable:
            return 0.0
        return pause_after_status(operation, response.status_code, response.headers, attempt)

    def _retries(self, prepared: Prepared) -> int:
        return self._max_retries if prepared.rewindable else 0

    def _read(
        self,
        operation: Operation[T],
        prepared: Prepared,
        response: httpx.Response,
    ) -> RawResponse[T, Any]:
        answer = self._answer(prepared, response, response.content)
        if self._content_codec is not None:
            answer = decoded(self._content_codec, operation, answer)
        parsed = read_answer(operation, answer)
        return RawResponse(response, parsed, partial(read_headers, operation, answer))

    def _answer(
        self,
        prepared: Prepared,
        response: httpx.Response,
        content: bytes,
    ) -> Answer:
        return Answer(
            response.status_code,
            response.headers,
            content,
            partial(self._secrets, response, prepared),
            prepared.accept,
            self._policy,
        )

    def _reader(
        self, operation: Operation[Any], prepared: Prepared, response: httpx.Response
    ) -> ItemReader | None:
        """Make what reads the items of an open answer; None where it has to be read whole."""
        if not response.is_success:
            return None
        return item_reader(operation, self._answer(prepared, response, b""))

    def _no_stream(
        self, operation: Operation[Any], prepared: Prepared, response: httpx.Response
    ) -> APIError:
        """Raise what a whole answer says, or give what is wrong with it: it is no stream."""
        answer = self._answer(prepared, response, response.content)
        read_answer(operation, answer)
        return contradiction(operation, answer, "the answer cannot be read as it comes")

    def _secrets(self, response: httpx.Response, prepared: Prepared) -> Iterator[str]:
        yield from secrets_of(prepared)
        keys = (s.parameter for s in self._settings.schemes if s.kind == "header")
        yield from transport.header_values(response.request, ("Authorization", *keys))

    def _check_open(self, http: httpx.Client | httpx.AsyncClient | None) -> None:
        if self._closed or (http is not None and http.is_closed):
            raise ClientClosedError("the client is closed: make a new one")


class Client(_Shared):
    """A synchronous client; may be shared between threads.

    An `http_client` of the user's own is used as it is and never closed; without one a client
    is opened at the first call and closed with this one. A forked process opens another.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        credentials: Mapping[str, Token | None],
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.Client | None = None,
        content_codec: ContentCodec | None = None,
        on_drift: OnDrift | None = None,
    ) -> None:
        transport.check_kind(http_client, asynchronous=False)
        super().__init__(
            settings,
            credentials=credentials,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
            content_codec=content_codec,
            on_drift=on_drift,
        )
        self._http = http_client
        self._own: httpx.Client | None = None
        self._process = 0
        self._lock = threading.Lock()
        self._asking = threading.Lock()

    def __enter__(self) -> Self:
        self._check_open(self._http)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a client of the user's own stays open."""
        with self._lock:
            self._closed = True
            own, self._own = self._own, None
        if own is not None:
            own.close()

    def request(
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
        """Carry out one operation.

        Args:
            operation: what to call.
            arguments: values under `Parameter.argument`; UNSET ones are left out.
            body: a model, a mapping of wire names to values (UNSET ones are left out), or UNSET.
            other_body: a body of another media type, in place of the mapping.
            content_type: the body's media type, where it is not the usual one.
            accept: the answer's media type, where it is not the usual one.
            timeout: for this call, in seconds for each phase.
            headers: for this call; they win over the client's own, Authorization included.
            target: path and query of a page that an answer named, in place of the arguments' own.

        Raises:
            ValueError: a wrong argument; nothing was sent.
            PowerCardError: every other failure, as `errors` tells them apart.
        """
        prepared = self._prepare(
            operation,
            arguments,
            body=either(body, other_body),
            content_type=content_type,
            accept=operation.accept if isinstance(accept, Unset) else accept,
            headers=headers,
            target=target,
        )
        response = self._send(operation, prepared, self._limits(timeout), stream=False)
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
    ) -> AbstractContextManager[Stream[Any]]:
        """Carry out one operation, its answer to be read as it comes.

        The arguments are those of `request`, and so are the exceptions: those about arguments are
        raised here, those about the request where the `with` begins, and while the answer is read
        those about connections and contradictions. The connection is released where it ends.
        """
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

    @contextmanager
    def _streamed(
        self, operation: Operation[Any], prepared: Prepared, limits: Mapping[str, float | None]
    ) -> Generator[Stream[Any], None, None]:
        response = self._send(operation, prepared, limits, stream=True)
        try:
            reader = self._reader(operation, prepared, response)
            if reader is None:
                self._whole(operation, response)
                raise self._no_stream(operation, prepared, response)
            stream = Stream(response, self._items(operation, response, reader))
            try:
                yield stream
            finally:
                stream.leave()
        finally:
            response.close()

    def _items(
        self, operation: Operation[Any], response: httpx.Response, reader: ItemReader
    ) -> Iterator[Any]:
        for chunk in self._chunks(operation, response):
            yield from reader.feed(chunk)
            if reader.ended:
                return
        yield from reader.end()

    def _chunks(self, operation: Operation[Any], response: httpx.Response) -> Iterator[bytes]:
        try:
            yield from response.iter_bytes()
        except transport.FAILURES as error:
            raise _connection_error(operation, transport.classify(error), error) from error

    def _whole(self, operation: Operation[Any], response: httpx.Response) -> None:
        try:
            response.read()
        except transport.FAILURES as error:
            raise _connection_error(operation, transport.classify(error), error) from error

    def _send(
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
            sent = prepared if grant is None else self._authorized(http, prepared, grant)
            started = time.perf_counter()
            try:
                # Kept in no variable, which a traceback may print: its URL may hold a credential.
                response = http.send(
                    self._builder.build(http, operation.method, sent, limits),
                    stream=stream,
                    follow_redirects=False,
                )
                if stream and not response.is_success:
                    with closing(response):
                        response.read()
            except transport.FAILURES as error:
                pause: float | None = self._after_failure(
                    operation, prepared, error, attempt, started
                )
            else:
                pause = self._after_answer(operation, prepared, response, attempt, started, grant)
                if pause is None:
                    return response
            time.sleep(pause or 0)
            attempt += 1

    def _authorized(self, http: httpx.Client, prepared: Prepared, grant: Grant) -> Prepared:
        return authorized(prepared, grant, self._token(http, grant.tokens, grant.scopes))

    def _token(self, http: httpx.Client, tokens: Tokens, scopes: tuple[str, ...]) -> object:
        if tokens.function is not None:
            return tokens.function()
        if (known := tokens.current(scopes)) is not None:
            return known
        with self._asking:  # one thread asks, the others take what it gets
            return tokens.current(scopes) or self._ask(http, tokens, scopes)

    def _ask(self, http: httpx.Client, tokens: Tokens, scopes: tuple[str, ...]) -> str:
        asked = time.monotonic()
        try:
            response = http.send(
                self._token_request(tokens, scopes), auth=None, follow_redirects=False
            )
        except transport.FAILURES as error:
            raise unreachable(error) from error
        return tokens.keep(scopes, asked, response.status_code, response.content)

    def _open(self) -> httpx.Client:
        self._check_open(self._http)
        if self._http is not None:
            return self._http
        own, process = self._own, os.getpid()
        if own is not None and process == self._process:
            return own
        with self._lock:
            self._check_open(None)
            if self._own is None or process != self._process:
                # Two processes on one connection would read each other's answers.
                self._own, self._process = transport.open_client(), process
            return self._own


class AsyncClient(_Shared):
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
            raise _connection_error(operation, transport.classify(error), error) from error

    async def _whole(self, operation: Operation[Any], response: httpx.Response) -> None:
        try:
            await response.aread()
        except transport.FAILURES as error:
            raise _connection_error(operation, transport.classify(error), error) from error

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
                    self._builder.build(http, operation.method, sent, limits),
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


class Resource:
    """A group of operations of a client."""

    def __init__(self, client: Client) -> None:
        self._client = client


class AsyncResource:
    """A group of operations of an asynchronous client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client


def _base_url(settings: Settings, given: str | None) -> str:
    variable = settings.base_url_variable
    if given is not None:
        return transport.check_base_url(given, "base_url")
    if named := os.environ.get(variable):
        return transport.check_base_url(named, variable)
    if settings.base_url is None:
        raise ConfigurationError(
            "the documentation names no server that can be called:"
            f" pass base_url=... or set {variable}"
        )
    return settings.base_url


def _connection_error(
    operation: Operation[Any], failure: Failure, error: Exception
) -> APIConnectionError:
    how = type(error).__name__
    if failure.sent and not operation.repeatable:
        return OutcomeUnknownError(
            f"the request may have been carried out, but its answer was lost ({how});"
            " find out before sending it again",
            operation=operation.title,
        )
    kind = APITimeoutError if failure.timeout else APIConnectionError
    where = "no complete answer" if failure.sent else "the request was not sent"
    return kind(f"{where} ({how})", operation=operation.title)


def _log(operation: Operation[Any], outcome: object, attempt: int, started: float) -> None:
    # Neither values nor headers nor bodies: a log is read by more people than the money is for.
    if _LOGGER.isEnabledFor(logging.DEBUG):
        _LOGGER.debug(
            "%s -> %s (attempt %d, %.3f s)",
            operation.title,
            outcome,
            attempt + 1,
            time.perf_counter() - started,
        )
