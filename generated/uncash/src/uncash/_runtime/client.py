"""The clients every generated client derives from, and the one way a call takes through them."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import transport
from .errors import (
    APIConnectionError,
    APITimeoutError,
    ClientClosedError,
    ConfigurationError,
    OutcomeUnknownError,
)
from .request import Common, Prepared, prepare, secrets_of, share
from .response import Answer, read_answer
from .retry import Failure, pause_after_failure, pause_after_status
from .security import SecurityScheme, choose, read_credentials
from .types import UNSET, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    import httpx

    from .operation import Operation

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

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


class RawResponse(Generic[T_co]):
    """What a call came to: the HTTP answer and the value read from it."""

    __slots__ = ("parsed", "response")

    def __init__(self, response: httpx.Response, parsed: T_co) -> None:
        self.response = response
        """httpx's own, read whole and closed."""
        self.parsed: T_co = parsed
        """What the call without `with_raw_response` returns."""

    def __repr__(self) -> str:
        """Say both."""
        return f"{type(self).__name__}(response={self.response!r}, parsed={self.parsed!r})"


class _Shared:
    """What does not depend on waiting: settings, checks, and what follows from an attempt."""

    def __init__(
        self,
        settings: Settings,
        *,
        credentials: Mapping[str, str | None],
        base_url: str | None,
        timeout: Timeout,
        max_retries: int,
        http_client: httpx.Client | httpx.AsyncClient | None,
    ) -> None:
        if isinstance(max_retries, bool) or not isinstance(max_retries, int):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError("max_retries must be an int")
        if max_retries < 0:
            raise ValueError("max_retries must not be below 0")
        self._settings = settings
        self._credentials = read_credentials(settings.schemes, credentials)
        self._base_url = _base_url(settings, base_url)
        self._timeout = transport.timeout_of(timeout, http_client)
        self._max_retries = max_retries
        self._headers = transport.own_headers(
            f"{settings.distribution}/{settings.version}", http_client
        )
        self._common: dict[Operation[Any], Common] = {}
        self._builder = transport.Builder(self._base_url)
        self._closed = False

    def __repr__(self) -> str:
        """Say where calls go; the credentials stay out of it."""
        return f"{type(self).__name__}(base_url={self._base_url!r})"

    @property
    def base_url(self) -> str:
        """Where calls go, without a trailing slash."""
        return self._base_url

    def _share(self, operation: Operation[Any]) -> Common:
        common = self._common.get(operation)
        if common is None:
            chosen = choose(operation.security, self._credentials, self._settings.schemes)
            common = self._common[operation] = share(operation, chosen, self._headers)
        return common

    def _limits(self, timeout: Timeout) -> Mapping[str, float | None]:
        return self._timeout if timeout is UNSET else transport.timeout_of(timeout, None)

    def _after_failure(
        self, operation: Operation[Any], error: Exception, attempt: int, started: float
    ) -> float:
        """Give the pause before the next attempt, or raise what the caller is to see."""
        failure = transport.classify(error)
        _log(operation, type(error).__name__, attempt, started)
        pause = pause_after_failure(operation, failure, attempt)
        if pause is None or attempt >= self._max_retries:
            raise _connection_error(operation, failure, error) from error
        return pause

    def _after_answer(
        self, operation: Operation[Any], response: httpx.Response, attempt: int, started: float
    ) -> float | None:
        """Give the pause before the next attempt; None where this answer is the one to read."""
        _log(operation, response.status_code, attempt, started)
        if attempt >= self._max_retries or not operation.repeatable:
            return None
        return pause_after_status(operation, response.status_code, response.headers, attempt)

    def _read(
        self,
        operation: Operation[T],
        prepared: Prepared,
        response: httpx.Response,
    ) -> RawResponse[T]:
        answer = Answer(
            response.status_code,
            response.headers,
            response.content,
            partial(self._secrets, operation, response, prepared),
        )
        return RawResponse(response, read_answer(operation, answer))

    def _secrets(
        self, operation: Operation[Any], response: httpx.Response, prepared: Prepared
    ) -> Iterator[str]:
        yield from secrets_of(operation, prepared)
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
        credentials: Mapping[str, str | None],
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.Client | None = None,
    ) -> None:
        transport.check_kind(http_client, asynchronous=False)
        super().__init__(
            settings,
            credentials=credentials,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
        )
        self._http = http_client
        self._own: httpx.Client | None = None
        self._process = 0
        self._lock = threading.Lock()

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
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[T]:
        """Carry out one operation.

        Args:
            operation: what to call.
            arguments: values under `Parameter.argument`; UNSET ones are left out.
            body: a model, a mapping of wire names to values (UNSET ones are left out), or UNSET.
            timeout: for this call, in seconds for each phase.
            headers: for this call; they win over the client's own, Authorization included.

        Raises:
            ValueError: a wrong argument; nothing was sent.
            UncashError: every other failure, as `errors` tells them apart.
        """
        common = self._share(operation)
        prepared = prepare(operation, common, arguments, body=body, headers=headers)
        limits = self._limits(timeout)
        attempt = 0
        while True:
            http = self._open()
            started = time.perf_counter()
            try:
                # Kept in no variable, which a traceback may print: its URL may hold a credential.
                response = http.send(
                    self._builder.build(http, operation.method, prepared, limits),
                    follow_redirects=False,
                )
            except transport.FAILURES as error:
                pause: float | None = self._after_failure(operation, error, attempt, started)
            else:
                pause = self._after_answer(operation, response, attempt, started)
                if pause is None:
                    return self._read(operation, prepared, response)
            time.sleep(pause or 0)
            attempt += 1

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
        credentials: Mapping[str, str | None],
        base_url: str | None = None,
        timeout: Timeout = UNSET,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        transport.check_kind(http_client, asynchronous=True)
        super().__init__(
            settings,
            credentials=credentials,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            http_client=http_client,
        )
        self._http = http_client
        self._own: httpx.AsyncClient | None = None
        self._loop: object = None

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
        timeout: Timeout = UNSET,
        headers: Mapping[str, str] | None = None,
    ) -> RawResponse[T]:
        """Carry out one operation; arguments and exceptions are those of `Client.request`."""
        common = self._share(operation)
        prepared = prepare(operation, common, arguments, body=body, headers=headers)
        limits = self._limits(timeout)
        attempt = 0
        while True:
            http = self._open()
            started = time.perf_counter()
            try:
                # Kept in no variable, which a traceback may print: its URL may hold a credential.
                response = await http.send(
                    self._builder.build(http, operation.method, prepared, limits),
                    follow_redirects=False,
                )
            except transport.FAILURES as error:
                pause: float | None = self._after_failure(operation, error, attempt, started)
            else:
                pause = self._after_answer(operation, response, attempt, started)
                if pause is None:
                    return self._read(operation, prepared, response)
            await transport.sleep(pause or 0)
            attempt += 1

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
