"""Which credentials an operation sends, and what the wire has of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace

from engross.conformance.runner.exact import Json
from engross.ir import Api, Operation, SecurityScheme
from engross.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A security scheme as a keyword of the client's constructor."""

    scheme: SecurityScheme
    keyword: str
    variable: str
    value: str
    """What the obligations give for it."""

    @property
    def record(self) -> dict[str, Json]:
        """Give it as the runner reads it."""
        return {"keyword": self.keyword, "variable": self.variable, "value": self.value}

    @property
    def is_token(self) -> bool:
        """Whether it is a bearer token, which a function may give."""
        return self.scheme.type != "apiKey" and self.scheme.scheme != "basic"

    @property
    def is_authorization(self) -> bool:
        """Whether the Authorization header carries it."""
        name = (self.scheme.parameter_name or "").lower()
        return self.scheme.location is None or (
            self.scheme.location.value == "header" and name == "authorization"
        )

    @property
    def place(self) -> tuple[str, str]:
        """Where it is sent; a header's name has no case."""
        if self.is_authorization:
            return "header", "authorization"
        assert self.scheme.location is not None
        name, location = self.scheme.parameter_name or "", self.scheme.location.value
        return location, name.lower() if location == "header" else name

    def on_wire(self, value: str) -> dict[str, Json]:
        """Give the header, query pair or cookie that carries a value."""
        if self.scheme.location is not None:
            name = self.scheme.parameter_name or ""
            location = self.scheme.location.value
            if location == "header":
                return {"headers": {name.lower(): value}}
            if location == "query":
                return {"query": [[name, value]]}
            return {"headers": {"cookie": f"{name}={value}"}}
        if self.scheme.scheme == "basic":
            encoded = base64.b64encode(value.encode()).decode()
            return {"headers": {"authorization": f"Basic {encoded}"}}
        return {"headers": {"authorization": f"Bearer {value}"}}


def credentials(api: Api, names: Names, environment: str) -> tuple[Credential, ...]:
    """Give the schemes that operations use and a header, query or cookie can carry."""
    used = {name for op in api.operations for need in op.security for name in need.schemes}
    return tuple(_credentials(api, names, used, environment))


def _credentials(api: Api, names: Names, used: set[str], environment: str) -> Iterator[Credential]:
    found: dict[str, Credential] = {}
    for number, (name, scheme) in enumerate(api.security_schemes.items(), start=1):
        if name not in used or not _can_be_sent(scheme):
            continue
        keyword = names.credentials[name]
        basic = scheme.type == "http" and scheme.scheme == "basic"
        value = f"engross-user:engross-secret-{number}" if basic else f"engross-secret-{number}"
        found[name] = Credential(
            scheme=scheme,
            keyword=keyword,
            variable=f"{environment}_{keyword.upper()}",
            value=value,
        )
    for name, credential in found.items():
        first = next((n for n in _together(api, name) if n in found and found[n].is_token), name)
        # Of two tokens that are needed together one header holds both where they are the same.
        yield replace(credential, value=found[first].value) if credential.is_token else credential


def _together(api: Api, name: str) -> list[str]:
    """Give the schemes that some operation needs together with one, itself too, in order."""
    needs = [n.schemes for op in api.operations for n in op.security if name in n.schemes]
    return [other for other in api.security_schemes if any(other in need for need in needs)]


def _can_be_sent(scheme: SecurityScheme) -> bool:
    if scheme.type == "http":
        return scheme.scheme in {"bearer", "basic"}
    if scheme.type == "apiKey":
        return scheme.location is not None
    return scheme.type in {"oauth2", "openIdConnect"}


def _is_the_http_clients(scheme: SecurityScheme) -> bool:
    """Whether the user's own http client sees to it, which every obligation's call has."""
    return scheme.type == "mutualTLS" or (scheme.type == "http" and not _can_be_sent(scheme))


def needed(api: Api, op: Operation, known: tuple[Credential, ...]) -> tuple[Credential, ...] | None:
    """Give the credentials of the first alternative that can be sent; None where none can.

    Two that differ cannot be sent in one place.

    An alternative without any counts only where no other can be.
    """
    by_name = {credential.scheme.name: credential for credential in known}
    others = {n for n, scheme in api.security_schemes.items() if _is_the_http_clients(scheme)}
    for need in (
        *(n for n in op.security if n.schemes),
        *(n for n in op.security if not n.schemes),
    ):
        if all(name in by_name or name in others for name in need.schemes):
            found = tuple(by_name[name] for name in need.schemes if name in by_name)
            if not rivals(found):
                return found
    return None if op.security else ()


def rivals(found: tuple[Credential, ...]) -> tuple[Credential, Credential] | None:
    """Give the first two credentials of which one place can hold only one."""
    for number, credential in enumerate(found):
        for other in found[:number]:
            wires = [one.on_wire(one.value) for one in (other, credential)]
            if other.place == credential.place and wires[0] != wires[1]:
                return other, credential
    return None
