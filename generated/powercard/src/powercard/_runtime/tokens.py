"""Bearer tokens that are asked for when they are needed.

A function of the user's gives the current one at each request; or the client asks for them itself
by the client credentials grant of OAuth 2 (RFC 6749, section 4.4) and keeps each until shortly
before it expires. Nothing here waits or sends: the clients do.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import quote_plus, urlencode, urljoin

from . import codec
from .errors import ConfigurationError, TokenError

if TYPE_CHECKING:
    from .security import SecurityScheme

_LEEWAY = 30.0
# seconds before its end in which a token is no longer used: it has to arrive, and clocks differ
_FAILED = "no token could be had, so nothing was sent"


@dataclass(frozen=True, kw_only=True)
class ClientCredentials:
    """What an OAuth 2 client asks for its tokens with; given as `token=`."""

    client_id: str
    client_secret: str = field(repr=False)
    token_url: str | None = None
    """Where to ask; by default the documentation's."""
    scopes: tuple[str, ...] | list[str] | None = None
    """What to ask for; by default what each operation needs by the documentation."""
    in_body: bool = False
    """Whether id and secret stand in the body of the request, for a server that does not take
    them in the header (RFC 6749, section 2.3.1)."""


Token: TypeAlias = str | Callable[[], str] | ClientCredentials
"""A bearer token, a function that gives the current one, or what to ask for one with."""

AsyncToken: TypeAlias = str | Callable[[], str | Awaitable[str]] | ClientCredentials
"""The same for an asynchronous client, whose function may be one to await."""


class TokenRequest(NamedTuple):
    """A request for a token."""

    url: str
    headers: dict[str, str]
    content: bytes

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return f"TokenRequest(url={self.url!r})"


class Tokens:
    """The tokens of one security scheme."""

    def __init__(
        self,
        scheme: SecurityScheme,
        given: Callable[[], str | Awaitable[str]] | ClientCredentials,
        base_url: str,
    ) -> None:
        """Take what to ask with.

        Raises:
            ConfigurationError: nobody says where to ask.
        """
        self.scheme = scheme
        self.function = None if isinstance(given, ClientCredentials) else given
        self._client = given if isinstance(given, ClientCredentials) else None
        self._kept: dict[tuple[str, ...], tuple[str, float]] = {}
        url = self._client and (self._client.token_url or scheme.token_url)
        if self._client is not None and not url:
            raise ConfigurationError(
                "the documentation names no URL to ask for a token:"
                " pass ClientCredentials(token_url=...)"
            )
        self._url = urljoin(f"{base_url}/", url or "")

    def scopes(self, documented: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Give what to ask for where an operation needs these scopes of each scheme."""
        chosen = None if self._client is None else self._client.scopes
        return documented.get(self.scheme.name, ()) if chosen is None else tuple(chosen)

    def current(self, scopes: tuple[str, ...]) -> str | None:
        """Give a token that will do for a while; None where there is none."""
        kept = self._kept.get(scopes)
        return kept[0] if kept is not None and time.monotonic() < kept[1] else None

    def forget(self, scopes: tuple[str, ...], token: str) -> None:
        """Use a token no longer, which was refused; another that came meanwhile stays."""
        kept = self._kept.get(scopes)
        if kept is not None and kept[0] == token:
            del self._kept[scopes]

    def request(self, scopes: tuple[str, ...]) -> TokenRequest:
        """Lay out the request for a token."""
        client = self._client
        assert client is not None
        form = {"grant_type": "client_credentials"}
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if scopes:
            form["scope"] = " ".join(scopes)
        if client.in_body:
            form |= {"client_id": client.client_id, "client_secret": client.client_secret}
        else:
            pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return TokenRequest(self._url, headers, urlencode(form).encode())

    def keep(self, scopes: tuple[str, ...], asked: float, status: int, content: bytes) -> str:
        """Read the answer to a request that was sent at a time of the monotonic clock.

        Raises:
            TokenError: there is no token in it that can be sent.
        """
        try:
            body = codec.decode(content)
        except ValueError:
            body = None
        told: dict[str, Any] = body if codec.is_object(body) else {}
        if status // 100 != 2:
            code = told.get("error")  # RFC 6749, section 5.2
            words = code if isinstance(code, str) else f"status {status}"
            raise TokenError(f"{_FAILED} ({words})", status_code=status)
        token, kind = told.get("access_token"), told.get("token_type", "bearer")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise TokenError(f"{_FAILED} (the answer holds none)", status_code=status)
        if not isinstance(kind, str) or kind.lower() != "bearer" or not token or " " in token:
            raise TokenError(f"{_FAILED} (the answer holds no bearer token)", status_code=status)
        self._kept[scopes] = token, asked + _usable(told.get("expires_in"))
        return token


class Grant:
    """The token of one call, which a 401 may make ask for another, once."""

    def __init__(self, tokens: Tokens, scopes: tuple[str, ...]) -> None:
        self.tokens = tokens
        self.scopes = scopes
        self._token = ""
        self._renewed = False

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return "Grant(...)"

    def use(self, token: str) -> None:
        """Note what is sent."""
        self._token = token

    def refused(self) -> bool:
        """Take a 401: the token is used no longer. Say whether this call may try another."""
        self.tokens.forget(self.scopes, self._token)
        renewed, self._renewed = self._renewed, True
        return not renewed


def unreachable(error: Exception) -> TokenError:
    """Say that a request for a token had no answer."""
    return TokenError(f"{_FAILED} ({type(error).__name__})")


def _usable(expires_in: object) -> float:
    """Give the seconds for which a token will do; where nobody says, until it is refused."""
    try:
        # Some servers write the number as text.
        seconds = float(str(expires_in)) if isinstance(expires_in, str | int | Decimal) else inf
    except ValueError:
        seconds = inf
    return max(seconds - _LEEWAY, seconds / 2)
