"""The client every synchronous client derives from, and the one way a call takes through it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import (
    AbstractContextManager,
    closing,
    contextmanager,
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
from .streams import Stream
from .tokens import Grant, Token, Tokens, unreachable
from .types import UNSET, Timeout, Unset

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import httpx

    from .operation import Operation

T = TypeVar("T")


class Client(BaseClient):
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
        server_variables: Mapping[str, str | None] = NO_VARIABLES,
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
            server_variables=server_variables,
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
            ValueError: a wrong argument; nothing was sent, but for what an iterator of items gave
                before a wrong one.
            UncashError: every other failure, as `errors` tells them apart.
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
            raise connection_error(operation, transport.classify(error), error) from error

    def _whole(self, operation: Operation[Any], response: httpx.Response) -> None:
        try:
            response.read()
        except transport.FAILURES as error:
            raise connection_error(operation, transport.classify(error), error) from error

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
                    self._builder(operation).build(http, operation.method, sent, limits),
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
        if self._http is not None:
            self._check_open(self._http)
            return self._http
        process = os.getpid()
        with self._lock:
            self._check_open(None)
            if self._own is None or process != self._process:
                # Two processes on one connection would read each other's answers.
                self._own, self._process = transport.open_client(), process
            return self._own


class Resource:
    """A group of operations of a client."""

    def __init__(self, client: Client) -> None:
        self._client = client
