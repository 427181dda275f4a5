"""Credentials: where they come from and where the wire has them."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias
from urllib.parse import quote

from .errors import ConfigurationError
from .tokens import AsyncToken, ClientCredentials, Tokens

_HIDDEN = "***"
_LONG = 8
# characters; a secret of fewer is looked for as a word of its own
# RFC 6265, "Syntax", cookie-octet; blanks, controls and what is not ASCII no credential may hold.
_NO_COOKIE = frozenset('",;\\')


@dataclass(frozen=True, kw_only=True, eq=False)
class SecurityScheme:
    """A Security Scheme Object."""

    name: str
    """The key under `components/securitySchemes`."""
    kind: Literal["bearer", "basic", "header", "query", "cookie", "http_client"]
    """`basic` takes `user:password`; the next three are places of an API key; the last is what an
    `http_client` of the user's own sees to, such as a certificate (`mutualTLS`)."""
    argument: str = "http_client"
    """The keyword of the client's constructor: `token`."""
    variable: str = ""
    """The environment variable that stands in for it: `UNCASH_TOKEN`."""
    parameter: str = ""
    """The wire name of an API key."""
    token_url: str | None = None
    """Where the client credentials grant of OAuth 2 asks for a bearer token."""
    required: bool = False
    """Whether a client cannot do anything without it."""


class Credential(NamedTuple):
    """One value ready for the wire."""

    location: Literal["header", "query", "cookie"]
    name: str
    value: str
    secret: str
    """As the user gave it; this must not be shown."""

    @property
    def place(self) -> tuple[str, str]:
        """Where it is sent: case counts in no header's name."""
        name = self.name.lower() if self.location == "header" else self.name
        return self.location, name

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return f"Credential(name={self.name!r})"


Given: TypeAlias = Credential | Tokens | None
"""What is sent for a scheme, or asked for; None where the http client sees to it."""


def read_credentials(
    schemes: Sequence[SecurityScheme],
    given: Mapping[str, AsyncToken | None],
    *,
    base_url: str,
    http_client: object,
) -> dict[str, Given]:
    """Pair each scheme with the value given for it, or with its environment variable's.

    Args:
        schemes: those that operations need.
        given: values, functions or client credentials, by the schemes' names.
        base_url: against which a token's URL is read.
        http_client: the user's own; None where there is none.

    Raises:
        ConfigurationError: a value is missing, or holds what a header cannot carry.
    """
    credentials: dict[str, Given] = {}
    for scheme in schemes:
        value = given.get(scheme.name)
        value = os.environ.get(scheme.variable) or None if value is None else value
        if scheme.kind == "http_client":
            if http_client is not None:
                credentials[scheme.name] = None
        elif scheme.kind == "bearer" and (callable(value) or isinstance(value, ClientCredentials)):
            credentials[scheme.name] = Tokens(scheme, value, base_url)
        elif value is not None:
            credentials[scheme.name] = on_the_wire(scheme, value)
        elif scheme.required:
            raise ConfigurationError(missing(scheme))
    return credentials


def choose(
    alternatives: Sequence[Sequence[str]],
    credentials: Mapping[str, Given],
    schemes: Sequence[SecurityScheme],
) -> Sequence[str]:
    """Name the first alternative for which every credential is there, if need be the empty one.

    Raises:
        ConfigurationError: there is none, and it tells what each alternative would need; or there
            are two credentials for one place, of which only one would be sent.
    """
    given = [names for names in alternatives if all(name in credentials for name in names)]
    rivals = [pair for names in given if names and (pair := _rivals(names, credentials))]
    for names in sorted(given, key=lambda names: not names):
        if _rivals(names, credentials) is None:
            return names
    if not alternatives:
        return ()
    if rivals:
        arguments = {scheme.name: f"{scheme.argument}=" for scheme in schemes}
        one, other = (arguments[name] for name in rivals[0])
        raise ConfigurationError(
            f"this operation needs {one} and {other}, which are sent in the same place:"
            " it holds only one of them"
        )
    ways = {scheme.name: _way(scheme) for scheme in schemes}
    possible = (names for names in alternatives if names and all(name in ways for name in names))
    absent = ((ways[name] for name in names if name not in credentials) for names in possible)
    told = ", or ".join(map(" and ".join, absent))
    raise ConfigurationError("no credentials for this operation" + (told and f": pass {told}"))


def _rivals(names: Sequence[str], credentials: Mapping[str, Given]) -> tuple[str, str] | None:
    """Give two of the schemes that would be sent in one place, and are not the same there."""
    taken: dict[tuple[str, str], str] = {}
    for name in names:
        given = credentials[name]
        if given is None:
            continue
        at = ("header", "authorization") if isinstance(given, Tokens) else given.place
        other = taken.setdefault(at, name)
        if other != name and not _same(given, credentials[other]):
            return other, name
    return None


def _same(one: Given, other: Given) -> bool:
    if isinstance(one, Credential) and isinstance(other, Credential):
        return one.value == other.value
    if isinstance(one, Tokens) and isinstance(other, Tokens):
        return one.function is not None and one.function is other.function
    return False


def missing(scheme: SecurityScheme) -> str:
    """Say that a credential is missing, and how to give it."""
    return f"no {scheme.argument}: pass {_way(scheme)}"


def _way(scheme: SecurityScheme) -> str:
    instead = f"or set {scheme.variable}" if scheme.variable else f"which sees to {scheme.name}"
    return f"{scheme.argument}=... ({instead})"


def hide(text: str, secrets: Iterable[str]) -> str:
    """Put a mark wherever a text repeats a secret, as it is or as a URL has it."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        for form in (secret, quote(secret, safe="")):
            pattern = re.escape(form)
            if len(form) < _LONG:  # which stands inside other words by chance
                pattern = rf"(?<![^\W_]){pattern}(?![^\W_])"
            text = re.sub(pattern, _HIDDEN, text)
    return text


def on_the_wire(scheme: SecurityScheme, value: object) -> Credential:
    """Make of a value what the scheme sends.

    Raises:
        ConfigurationError: it holds what cannot be sent.
    """
    text = _checked(scheme, value)
    if scheme.kind == "bearer":  # RFC 6750, section 2.1
        return Credential("header", "Authorization", f"Bearer {text}", secret=text)
    if scheme.kind == "basic":  # RFC 7617, section 2
        encoded = base64.b64encode(text.encode()).decode()
        return Credential("header", "Authorization", f"Basic {encoded}", secret=text)
    assert scheme.kind != "http_client"
    return Credential(scheme.kind, scheme.parameter, text, secret=text)


def _checked(scheme: SecurityScheme, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"{scheme.argument} must be a str")
    bare = (value.isascii() and " " not in value) or scheme.kind in {"basic", "query"}
    bare = bare and not (scheme.kind == "cookie" and _NO_COOKIE & set(value))
    if not value or not value.isprintable() or not bare:
        # The value itself stays out of the message.
        raise ConfigurationError(
            f"{scheme.argument} (or {scheme.variable}) is empty or holds a space, a line break"
            " or another character that cannot be sent"
        )
    if scheme.kind == "basic" and ":" not in value:
        raise ConfigurationError(f"{scheme.argument} (or {scheme.variable}) must be user:password")
    return value
