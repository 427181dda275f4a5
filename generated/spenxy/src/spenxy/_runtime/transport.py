"""Everything this package does with httpx; a package for another client library differs here."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextvars import ContextVar
from http.client import HTTPException
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, TypeAlias

import httpx

from .errors import ConfigurationError
from .request import Prepared
from .retry import Failure
from .security import hide
from .types import Timeout, Unset
from .uploads import Upload

if TYPE_CHECKING:
    import anyio

    from .tokens import TokenRequest

DEFAULT_TIMEOUT = 60.0
# seconds: cutting a slow payment short leaves its outcome unknown
_HTTPX_TIMEOUT = httpx.Timeout(5.0)
_PHASES = tuple(_HTTPX_TIMEOUT.as_dict())
_LAST_PORT = 65535

FAILURES = (
    httpx.RequestError,
    httpx.StreamError,
    httpx.InvalidURL,
    UnicodeError,
    HTTPException,
    EOFError,
    OSError,
)
"""What sending raises when no answer arrives.

UnicodeError comes of a redirect to a host that cannot be decoded, which is no ValueError of the
caller's; the last three come from transports of other makers.
"""

_SECRETS: ContextVar[tuple[str, ...]] = ContextVar("secrets", default=())
"""Those of the request in flight."""

_RawHeaders: TypeAlias = list[tuple[bytes, bytes]]

# Raised before the first byte of the request leaves. LocalProtocolError is not among them: over
# HTTP/2 it may also come after.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


def classify(error: Exception) -> Failure:
    """Say how far a request got."""
    return Failure(
        sent=not isinstance(error, _NEVER_SENT),
        timeout=isinstance(error, httpx.TimeoutException | TimeoutError),
        repeatable=not isinstance(error, httpx.UnsupportedProtocol | httpx.LocalProtocolError),
    )


def open_client() -> httpx.Client:
    """Make a client of our own: it stores no cookies, so one call tells the next nothing."""
    return httpx.Client(cookies=_no_cookies())


def open_async_client() -> httpx.AsyncClient:
    """Make an asynchronous client of our own."""
    return httpx.AsyncClient(cookies=_no_cookies())


def check_kind(http: object, *, asynchronous: bool) -> None:
    """Refuse an `http_client` of the other kind, before a call trips over it.

    Raises:
        ConfigurationError: it is one.
    """
    wanted = httpx.AsyncClient if asynchronous else httpx.Client
    if http is not None and not isinstance(http, wanted):
        raise ConfigurationError(f"http_client must be an httpx.{wanted.__name__}")


def own_headers(user_agent: str, http: httpx.Client | httpx.AsyncClient | None) -> dict[str, str]:
    """Give the headers of every call; a User-Agent set on the user's client stays."""
    chosen = http is not None and not http.headers.get("user-agent", "").startswith("python-httpx/")
    return {} if chosen else {"User-Agent": user_agent}


def running_loop() -> object:
    """Name the event loop, asyncio's or trio's, whose connections a client may use."""
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        # Who runs under trio has loaded it; nobody else needs it.
        trio = sys.modules.get("trio")
        return None if trio is None else trio.lowlevel.current_trio_token()


async def sleep(seconds: float) -> None:
    """Wait, under asyncio or trio."""
    import anyio  # httpx depends on it, but loads it no sooner than needed either

    await anyio.sleep(seconds)


def lock() -> anyio.Lock:
    """Make a lock for the tasks of the running event loop."""
    import anyio

    return anyio.Lock()


def token_request(
    asked: TokenRequest, user_agent: str, timeout: Mapping[str, float | None]
) -> httpx.Request:
    """Build the request for a token: of the user's client it has nothing, for it goes elsewhere.

    Raises:
        ConfigurationError: the documentation's URL, or the user's, is none.
    """
    check_base_url(asked.url.partition("?")[0], "token_url")
    headers = {"User-Agent": user_agent, **asked.headers}
    extensions = {"timeout": timeout}
    return httpx.Request(
        "POST", asked.url, headers=headers, content=asked.content, extensions=extensions
    )


class Builder:
    """Builds httpx's requests for one client, with whatever the user's own client adds.

    Half of the price of `build_request` goes into merging headers. Calls that differ in path,
    query and body alone share them: httpx lays them out once, and again only when the user's
    client has changed its own.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._laid_out: dict[int, tuple[dict[str, str], _RawHeaders, httpx.Headers]] = {}

    def build(
        self,
        http: httpx.Client | httpx.AsyncClient,
        method: str,
        prepared: Prepared,
        timeout: Mapping[str, float | None],
    ) -> httpx.Request:
        """Build one request; `timeout` holds httpx's four limits, in seconds.

        Raises:
            ValueError: a URL of more characters than any server takes.
        """
        request = self._built(http, method, prepared, timeout)
        request.method = method  # which httpx writes in capitals
        return request

    def _built(
        self,
        http: httpx.Client | httpx.AsyncClient,
        method: str,
        prepared: Prepared,
        timeout: Mapping[str, float | None],
    ) -> httpx.Request:
        url = self._base_url + prepared.target
        extensions = {"timeout": timeout}
        upload = prepared.content if isinstance(prepared.content, Upload) else None
        content = None if isinstance(prepared.content, Upload) else prepared.content
        _SECRETS.set(prepared.secrets)
        try:
            if not prepared.shared or _adds_more(http):
                request = http.build_request(
                    method,
                    url,
                    headers=prepared.headers,
                    content=content,
                    extensions=extensions,
                )
                request = _with_query(url, request)
                _add_cookies(http, prepared, request)
                return request if upload is None else _attached(request, upload, http)
            request = httpx.Request(
                method,
                url,
                headers=self._lay_out(http, method, prepared.headers),
                stream=httpx.ByteStream(content or b""),
                extensions=extensions,
            )
        except httpx.InvalidURL as error:
            raise ValueError(f"the arguments make no URL: {error}") from None
        if upload is not None:
            return _attached(request, upload, http)
        if content is not None:
            request.headers["Content-Length"] = str(len(content))
        request.read()  # hooks and signatures look at `request.content`
        return request

    def _lay_out(
        self, http: httpx.Client | httpx.AsyncClient, method: str, headers: dict[str, str]
    ) -> httpx.Headers:
        theirs = http.headers.raw
        known = self._laid_out.get(id(headers))
        if known is not None and known[1] == theirs:
            return known[2]
        complete = http.build_request(method, self._base_url, headers=headers).headers
        self._laid_out[id(headers)] = (headers, theirs, complete)  # which keeps the id taken
        return complete


def timeout_of(
    value: Timeout, http: httpx.Client | httpx.AsyncClient | None
) -> Mapping[str, float | None]:
    """Read a `timeout=`: the caller's, else the one set on the user's client, else the default.

    Raises:
        ValueError, TypeError: no number of seconds above 0, or one that sockets cannot count to.
    """
    if isinstance(value, Unset):
        # httpx' own default of 5 seconds was not chosen by anybody.
        chosen = http is not None and http.timeout != _HTTPX_TIMEOUT
        value = http.timeout if http is not None and chosen else DEFAULT_TIMEOUT
    limits = value.as_dict() if isinstance(value, httpx.Timeout) else dict.fromkeys(_PHASES, value)
    for phase, seconds in limits.items():
        if seconds is not None:
            _check_seconds(phase, seconds)
    return limits


# Checked here, because a socket would refuse it only after the request has left.
def _check_seconds(phase: str, seconds: object) -> None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise TypeError("timeout must be a number of seconds, an httpx.Timeout or None")
    at_once = phase == "pool" and seconds == 0  # takes a free connection or none
    if not (at_once or 0 < seconds <= threading.TIMEOUT_MAX):
        raise ValueError("timeout must be a number of seconds above 0; None for no limit")


def check_base_url(text: str, origin: str) -> str:
    """Give a base URL without its trailing slash.

    Args:
        text: the URL.
        origin: how the user gave it, for the message.

    Raises:
        ConfigurationError: not http or https, no host, or with parts a base URL cannot have.
    """
    try:
        url = httpx.URL(text)
        host = url.host  # which is decoded only now
    except (httpx.InvalidURL, TypeError, UnicodeError) as error:
        raise ConfigurationError(f"{origin} is not a URL: {error}") from None
    if url.scheme not in {"http", "https"} or not host:
        raise ConfigurationError(f"{origin} must begin with https:// (or http://) and a host")
    if "%20" in host:
        raise ConfigurationError(f"{origin} has a space in its host")
    if url.port is not None and not 0 < url.port <= _LAST_PORT:
        raise ConfigurationError(f"{origin} names a port outside 1 to {_LAST_PORT}")
    if url.userinfo:
        raise ConfigurationError(f"{origin} must not hold a user name or password")
    if {"?", "#"} & set(str(text)):
        raise ConfigurationError(f"{origin} must not hold a query or a fragment")
    return str(url).rstrip("/")


def target_of(base_url: str, response: httpx.Response, link: str) -> str:
    """Give path and query of what an answer links to, below the base URL (RFC 3986, section 5).

    Raises:
        ValueError: it is no URL, or leads to another host, which is to see no credentials.
    """
    base = httpx.URL(base_url)
    try:
        url = response.request.url.join(link)
        path, below = (u.raw_path.decode("ascii") for u in (url, base))
        same = url.host == base.host
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ValueError(f"is not at a URL: {error}") from None
    below = below.rstrip("/")
    if not same or not path.startswith(f"{below}/"):
        raise ValueError("is not below the base URL")
    return path.removeprefix(below)


def header_values(request: httpx.Request, names: Iterable[str]) -> Iterator[str]:
    """Give what a request carried under these names, whoever put it there."""
    for name in names:
        value = request.headers.get(name, "")
        yield value
        yield value.partition(" ")[2]  # without the scheme of RFC 9110, "Authorization"


class _HidesSecrets(logging.Filter):
    """Keeps secrets out of httpx's own log, which tells the URL of each request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, its URL without them."""
        secrets = _SECRETS.get()
        if secrets and isinstance(record.args, tuple):
            record.args = tuple(
                hide(str(part), secrets) if isinstance(part, httpx.URL) else part
                for part in record.args
            )
        return True


logging.getLogger("httpx").addFilter(_HidesSecrets())


class _Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that is read while it is sent."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload

    def __iter__(self) -> Iterator[bytes]:
        return self._upload.chunks()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._upload.chunks_async()


def _attached(
    request: httpx.Request, upload: Upload, http: httpx.Client | httpx.AsyncClient
) -> httpx.Request:
    """Put a body under a request that was built without one (RFC 9112, "Message Body Length").

    Raises:
        ValueError: its pieces have to be waited for, and the client does not wait.
    """
    if upload.asynchronous and isinstance(http, httpx.Client):
        raise ValueError("an asynchronous iterator can be sent by the asynchronous client alone")
    headers = request.headers
    headers.pop("Content-Length", None)
    if upload.length is None:
        headers["Transfer-Encoding"] = "chunked"
    else:
        headers["Content-Length"] = str(upload.length)
    return httpx.Request(
        request.method,
        request.url,
        headers=headers,
        stream=_Stream(upload),
        extensions=request.extensions,
    )


def _no_cookies() -> CookieJar:
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


def _with_query(url: str, request: httpx.Request) -> httpx.Request:
    """Put the query back which httpx drops where the user's client has parameters of its own."""
    ours, theirs = url.partition("?")[2].encode(), request.url.query
    if ours and not theirs.startswith(ours):
        request.url = request.url.copy_with(query=b"&".join(filter(None, (ours, theirs))))
    return request


def _add_cookies(
    http: httpx.Client | httpx.AsyncClient, prepared: Prepared, request: httpx.Request
) -> None:
    """Send the cookies too that httpx leaves out where a request has some of its own."""
    if "Cookie" in prepared.headers and http.cookies:
        theirs = httpx.Request(request.method, request.url, cookies=http.cookies).headers
        both = (request.headers["Cookie"], theirs.get("Cookie"))
        request.headers["Cookie"] = "; ".join(filter(None, both))


def _adds_more(http: httpx.Client | httpx.AsyncClient) -> bool:
    """Whether the user's client puts more into a request than its headers."""
    theirs = type(http).build_request
    return theirs is not httpx.Client.build_request or bool(http.params or http.cookies)
