"""Servers as a package needs them: the address, its variables, and operations with another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engross.ir import Operation, Server
from engross.names import called_server
from engross.plan.shapes import Shapes


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """A variable of the server as an argument of the client."""

    name: str
    """As the address has it."""
    keyword: str
    default: str
    enum: tuple[str, ...]
    meaning: str

    @property
    def annotation(self) -> str:
        """What it may be."""
        return f"Literal[{', '.join(map(ascii, self.enum))}]" if self.enum else "str"

    @property
    def help(self) -> str:
        """What a reader of the constructor is told."""
        text = " ".join(self.meaning.split()).rstrip(".")
        described = f"{text}. " if text else ""
        address = f"Part of the server's address; `{self.default}` by default"
        return f"{described}{address}, and not to be given beside `base_url` or its variable."


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedServer:
    """A server that the documentation names for the whole API."""

    address: str
    """As it is documented, `{name}` for each variable."""
    meaning: str


def plan_servers(shapes: Shapes) -> tuple[DocumentedServer, ...]:
    """Give all documented servers; none where there is only the one that is called anyway."""
    offered = [server for server in shapes.api.servers if not server.placeholder]
    if [base_url(server) for server in offered] == [base_url(called_server(shapes.api))] != [None]:
        return ()
    return tuple(
        DocumentedServer(address=server.url, meaning=" ".join((server.description or "").split()))
        for server in offered
    )


def plan_variables(shapes: Shapes) -> tuple[ServerVariable, ...]:
    """Give the variables that make the server's address."""
    server = called_server(shapes.api)
    if base_url(server) is None:
        return ()
    return tuple(
        ServerVariable(
            name=variable.name,
            keyword=shapes.names.server_variables[variable.name],
            default=variable.default,
            enum=variable.enum,
            meaning=variable.description or "",
        )
        for variable in server.variables
        if f"{{{variable.name}}}" in server.url
    )


def base_url(server: Server) -> str | None:
    """Give a server's address where it is a whole one; else the user has to name it."""
    url = server.url
    for variable in server.variables:
        url = url.replace(f"{{{variable.name}}}", variable.default)
    return url.rstrip("/") if re.match(r"https?://[^/{}]+", url) and "{" not in url else None


def own_server(shapes: Shapes, op: Operation) -> str:
    """Give the address of an operation that has another than the rest of the API; else nothing."""
    own = next(_addresses(op), None)
    return "" if own is None or own == base_url(called_server(shapes.api)) else own


def _addresses(op: Operation) -> Iterator[str]:
    for server in op.servers:
        address = None if server.placeholder else base_url(server)
        if address is not None:
            yield address
