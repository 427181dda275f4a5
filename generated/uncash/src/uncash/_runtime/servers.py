"""Which server is called: the caller's, the one that the variables make, or the documented one."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from . import transport
from .errors import ConfigurationError

_VARIABLE = re.compile(r"\{([^{}]*)\}")
# RFC 3986, "Host" and "Port": what a variable may hold, by its place in the address.
_SCHEME = re.compile(r"https?", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[\w.-]+", re.ASCII | re.IGNORECASE)
_HOST = re.compile(r"[\w.-]+", re.ASCII)
_PORT = re.compile(r"[0-9]{1,5}")
_HOST_AND_PORT = re.compile(r"([\w.-]+|\[[0-9a-f:.]+\])?(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_PATH = re.compile(r"/[^{}]*")
_ANYTHING = re.compile(r"[^{}]+")


@dataclass(frozen=True, kw_only=True)
class ServerVariable:
    """A Server Variable Object, as an argument of the client."""

    name: str
    """As the address has it."""
    argument: str
    default: str
    enum: tuple[str, ...] = ()
    """All that it may be; empty where any text will do."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A Server Object."""

    url: str
    """With `{name}` for each variable."""
    variables: tuple[ServerVariable, ...] = ()

    def address(self, chosen: Mapping[str, str]) -> str:
        """Fill the variables in; those that are not chosen have their defaults.

        Raises:
            ConfigurationError: one is none of the documented values, makes no address, or would
                make more of it than stands in its place.
        """
        known = {variable.name: variable for variable in self.variables}
        told = ", ".join(f"{name}=" for name in chosen)

        def usual(found: re.Match[str]) -> str:
            return known[found[1]].default if found[1] in known else found[0]

        def fill(found: re.Match[str]) -> str:
            variable = known.get(found[1])
            if variable is None:
                return found[0]
            value = str(chosen.get(variable.argument, variable.default))
            if value not in {variable.default, *variable.enum}:
                around = self.url[: found.start()], self.url[found.end() :]
                _check(variable, value, *(_VARIABLE.sub(usual, text) for text in around))
            return value

        address = _VARIABLE.sub(fill, self.url)
        if any(unquote(segment) in {".", ".."} for segment in address.split("/")):
            raise ConfigurationError(f"{told} must not climb in the address by '.' or '..'")
        return transport.check_base_url(address, told)


# What stands in front of a variable, and what follows it, says of which part of the address it is.
def _check(variable: ServerVariable, value: str, before: str, after: str) -> None:
    """Refuse a value that reaches beyond its place: past a host, the token would follow it."""
    if variable.enum:
        known = ", ".join(variable.enum)
        raise ConfigurationError(f"{variable.argument}= must be one of {known}")
    pattern, meaning = _place(variable, before, after)
    if not value or not pattern.fullmatch(value):
        raise ConfigurationError(
            f"{variable.argument}= must be {meaning}; base_url= takes a whole address"
        )


def _place(variable: ServerVariable, before: str, after: str) -> tuple[re.Pattern[str], str]:
    """Say what a variable may hold, and what to call that."""
    _, mark, rest = before.rpartition("://")
    ends = after[:1] in {"", "/"}
    if "/" in (rest if mark else before):
        return _ANYTHING, "a part of the path, and not empty"
    if not mark and after.startswith("://"):
        return _SCHEME, "http or https"
    if not mark:
        return (_ANYTHING, "an address") if ends else (_ORIGIN, "https:// and a part of a host")
    if ends and variable.default.startswith("/"):
        return _PATH, "a path that begins with /"
    if ends and "/" in variable.default and not rest:
        return _ANYTHING, "a host with a path"
    if ends and rest.endswith(":"):
        return _PORT, "a port"
    return (_HOST_AND_PORT, "a host") if ends else (_HOST, "a part of a host")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The server of a client."""

    base_url: str
    """Without a trailing slash."""
    for_all: bool
    """Whether the caller named it, so that no operation has another."""


def choose_server(
    documented: str | None,
    base_url: str | None,
    variable: str,
    *,
    server: Server | None,
    variables: Mapping[str, str | None],
) -> Chosen:
    """Decide where calls go.

    Args:
        documented: the documentation's own, if it names one.
        base_url: the caller's.
        variable: the environment variable that may name it as well.
        server: the documentation's with its variables.
        variables: what the caller gave for them, by argument.

    Raises:
        ConfigurationError: there is none, the caller's will not do, or there are two: a whole
            address, and what makes another.
    """
    given = {name: value for name, value in variables.items() if value is not None}
    named = os.environ.get(variable) or None
    teller, whole = ("base_url=", base_url) if base_url is not None else (variable, named)
    if given and whole is not None:
        arguments = ", ".join(f"{name}=" for name in given)
        raise ConfigurationError(
            f"{teller} names the whole address of the server, so {arguments} would do nothing:"
            " give one or the other"
        )
    if whole is not None:
        checked = transport.check_base_url(whole, teller.rstrip("="))
        return Chosen(base_url=checked, for_all=True)
    if given and server is not None:
        return Chosen(base_url=server.address(given), for_all=False)
    if documented is None:
        raise ConfigurationError(
            "the documentation names no server that can be called:"
            f" pass base_url=... or set {variable}"
        )
    return Chosen(base_url=documented, for_all=False)
