"""Which server is called: the caller's, the one that the variables make, or the documented one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from . import transport
from .errors import ConfigurationError


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
            ConfigurationError: one is none of the documented values, or makes no address.
        """
        url = self.url
        for variable in self.variables:
            value = chosen.get(variable.argument, variable.default)
            if variable.argument in chosen and variable.enum and value not in variable.enum:
                known = ", ".join(variable.enum)
                raise ConfigurationError(f"{variable.argument}= must be one of {known}")
            url = url.replace(f"{{{variable.name}}}", str(value))
        return transport.check_base_url(url, ", ".join(f"{name}=" for name in chosen))


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
