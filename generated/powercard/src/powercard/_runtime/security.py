"""Credentials: where they come from and where the wire has them."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote

from .errors import ConfigurationError

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
    kind: Literal["bearer", "basic", "header", "query", "cookie"]
    """`basic` takes `user:password`; the last three are places of an API key."""
    argument: str
    """The keyword of the client's constructor: `token`."""
    variable: str
    """The environment variable that stands in for it: `UNCASH_TOKEN`."""
    parameter: str = ""
    """The wire name of an API key."""
    required: bool = False
    """Whether a client cannot do anything without it."""


class Credential(NamedTuple):
    """One value ready for the wire."""

    location: Literal["header", "query", "cookie"]
    name: str
    value: str
    secret: str
    """As the user gave it; this must not be shown."""

    def __repr__(self) -> str:
        """Leave out what is secret."""
        return f"Credential(name={self.name!r})"


def read_credentials(
    schemes: Sequence[SecurityScheme], given: Mapping[str, str | None]
) -> dict[str, Credential]:
    """Pair each scheme with the value given for it, or with its environment variable's.

    Raises:
        ConfigurationError: a value is missing, or holds what a header cannot carry.
    """
    credentials: dict[str, Credential] = {}
    for scheme in schemes:
        value = given.get(scheme.name)
        value = os.environ.get(scheme.variable) or None if value is None else value
        if value is not None:
            _check(scheme, value)
            credentials[scheme.name] = _on_the_wire(scheme, value)
        elif scheme.required:
            raise ConfigurationError(missing(scheme))
    return credentials


def choose(
    alternatives: Sequence[Sequence[str]],
    credentials: Mapping[str, Credential],
    schemes: Sequence[SecurityScheme],
) -> tuple[Credential, ...]:
    """Take the first alternative for which every credential is there.

    Raises:
        ConfigurationError: there is none.
    """
    for names in alternatives:
        if all(name in credentials for name in names):
            return tuple(credentials[name] for name in names)
    if not alternatives:
        return ()
    absent = [s for s in schemes if s.name in alternatives[0] and s.name not in credentials]
    raise ConfigurationError("; ".join(map(missing, absent)) or "no credentials for this operation")


def missing(scheme: SecurityScheme) -> str:
    """Say how to give a credential."""
    return f"no {scheme.argument}: pass {scheme.argument}=... or set {scheme.variable}"


def hide(text: str, secrets: Iterable[str]) -> str:
    """Put a mark wherever a text repeats a secret, as it is or as a URL has it."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        for form in (secret, quote(secret, safe="")):
            pattern = re.escape(form)
            if len(form) < _LONG:  # which stands inside other words by chance
                pattern = rf"(?<![^\W_]){pattern}(?![^\W_])"
            text = re.sub(pattern, _HIDDEN, text)
    return text


def _check(scheme: SecurityScheme, value: str) -> None:
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
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


def _on_the_wire(scheme: SecurityScheme, value: str) -> Credential:
    if scheme.kind == "bearer":  # RFC 6750, section 2.1
        return Credential("header", "Authorization", f"Bearer {value}", secret=value)
    if scheme.kind == "basic":  # RFC 7617, section 2
        encoded = base64.b64encode(value.encode()).decode("ascii")
        return Credential("header", "Authorization", f"Basic {encoded}", secret=value)
    return Credential(scheme.kind, scheme.parameter, value, secret=value)
