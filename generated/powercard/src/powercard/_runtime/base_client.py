"""What the synchronous and the asynchronous client share: all of a call but its waiting."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import typing_extensions

from . import transport
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
from .request import Common, Prepared, grant_of, linked, prepare, secrets_of, share
from .response import Answer, ItemReader, contradiction, item_reader, read_answer, read_headers
from .retry import Failure, pause_after_failure, pause_after_status
from .security import SecurityScheme, choose, read_credentials
from .servers import Server, choose_server
from .tokens import AsyncToken, Grant, Tokens
from .types import UNSET, Timeout, Unset

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from .operation import Operation

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Headers_co = typing_extensions.TypeVar("Headers_co", covariant=True, default=None)

_LOGGER = logging.getLogger(__name__.removesuffix("._runtime.base_client"))
DEFAULT_MAX_RETRIES = 2
NO_VARIABLES: Mapping[str, str | None] = MappingProxyType({})


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
    server: Server | None = None
    """The documented one, where its variables can be chosen."""


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


class BaseClient:
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
        server_variables: Mapping[str, str | None] = NO_VARIABLES,
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
        self._server = choose_server(
            settings.base_url,
            base_url,
            settings.base_url_variable,
            server=settings.server,
            variables=server_variables,
        )
        self._base_url = self._server.base_url
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
        self._builders: dict[str, transport.Builder] = {}
        self._closed = False

    def __repr__(self) -> str:
        """Say where calls go; the credentials stay out of it."""
        return f"{type(self).__name__}(base_url={self._base_url!r})"

    @property
    def base_url(self) -> str:
        """Where calls go, without a trailing slash."""
        return self._base_url

    def server_of(self, operation: Operation[Any]) -> str:
        """Where calls of an operation go, without a trailing slash."""
        return operation.server if operation.server and not self._server.for_all else self._base_url

    def _builder(self, operation: Operation[Any]) -> transport.Builder:
        server = self.server_of(operation)
        if server not in self._builders:
            self._builders[server] = transport.Builder(server)
        return self._builders[server]

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
            raise connection_error(operation, failure, error) from error
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


def connection_error(
    operation: Operation[Any], failure: Failure, error: Exception
) -> APIConnectionError:
    """Give the exception for a request that failed on its way, or whose answer was lost."""
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
