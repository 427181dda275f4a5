"""A second client of our own: of what a provider has that names its servers and scopes its tokens.

Its server has variables, one operation has a server of its own, tokens are asked for with scopes
at a documented URL, and to one operation the user's http client has to let itself in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engross.conformance.credentials import Credential, credentials
from engross.conformance.probe_client import client_record
from engross.conformance.probe_records import operation_record
from engross.conformance.records import Obligation, PackageFacts
from engross.conformance.runner.exact import Json
from engross.conformance.servers import (
    MEMORY_ONLY,
    OMIT,
    own_server_obligations,
    variable_obligations,
)
from engross.conformance.shapes import Shapes
from engross.conformance.subject import Subject
from engross.conformance.surface import Surface, filled_in
from engross.conformance.tokens import token_obligations
from engross.ir import (
    Api,
    MediaType,
    Operation,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    ServerVariable,
)
from engross.names import Names, name_api
from engross.pointer import ROOT

PROBE_SERVERS = "runtime_servers"
"""The resource of its operations, and the beginning of their ids."""
ENVIRONMENT = "ENGROSS_SERVERS"
FACTS = PackageFacts(
    package="", distribution="engross-probe", client="EngrossServers", environment=ENVIRONMENT
)
_PLACE = ROOT / PROBE_SERVERS
OAUTH, CERTIFICATE, KEY = "oauth", "certificate", "key"
TOKEN_URL = "tokens?of=engross"  # noqa: S105 - where to ask for one
# Name to the alternatives of its security, each the scopes of its schemes.
SECURITY: dict[str, tuple[dict[str, tuple[str, ...]], ...]] = {
    "open": (),
    "own": (),
    "certified": ({CERTIFICATE: ()},),
    "rivals": ({OAUTH: (), KEY: ()},),
    "scoped": ({CERTIFICATE: (), OAUTH: ("first",)}, {OAUTH: ("read", "write")}),
}
SERVER = Server(
    pointer=_PLACE / "servers",
    url="https://{region}.{tenant}.engross.test:{port}/{version}/",
    variables=(
        ServerVariable(pointer=_PLACE / "region", name="region", default="eu", enum=("eu", "us")),
        ServerVariable(pointer=_PLACE / "tenant", name="tenant", default="acme"),
        ServerVariable(pointer=_PLACE / "port", name="port", default="8443"),
        ServerVariable(pointer=_PLACE / "version", name="version", default="v1"),
    ),
)
OWN_SERVER = Server(pointer=_PLACE / "own" / "servers", url="https://own.engross.test/of/it")


@dataclass(frozen=True, slots=True)
class ProbeServers:
    """The client's API, named."""

    api: Api
    names: Names
    subjects: dict[str, Subject]
    token: Credential
    key: Credential

    def record(self) -> dict[str, Json]:
        """Describe the client."""
        arguments = self.names.server_variables
        variables: list[Json] = [
            {
                "name": variable.name,
                "argument": arguments[variable.name],
                "default": variable.default,
                "enum": list(variable.enum),
            }
            for variable in SERVER.variables
        ]
        return {
            **client_record(FACTS, (self.token, self.key)),
            "schemes": [
                {"name": CERTIFICATE, "kind": "http_client"},
                {
                    "name": OAUTH,
                    "kind": "bearer",
                    "argument": self.token.keyword,
                    "variable": self.token.variable,
                    "token_url": TOKEN_URL,
                    "required": True,
                },
                {
                    "name": KEY,
                    "kind": "bearer",
                    "argument": self.key.keyword,
                    "variable": self.key.variable,
                },
            ],
            "base_url": filled_in(SERVER, {}),
            "server": {"url": SERVER.url, "variables": variables},
        }

    def operation(self, subject: Subject) -> dict[str, Json]:
        """Describe an operation."""
        op = subject.op
        return {
            **operation_record(subject),
            "security": [list(need.schemes) for need in op.security],
            "scopes": [{n: list(s) for n, s in need.schemes.items()} for need in op.security],
            **({"server": op.servers[0].url} if op.servers else {}),
        }

    def derive(self) -> Iterator[Obligation]:
        """Yield the obligations."""
        for obligation in self._derive():
            rest = obligation.id.partition("/")[2]
            yield replace(obligation, id=f"{PROBE_SERVERS}/{rest}")

    def _derive(self) -> Iterator[Obligation]:
        surface = self._surface("open")
        yield from surface.server()
        yield from variable_obligations(surface, self.names)
        yield from _precedence(surface, self._surface("own"))
        yield from own_server_obligations(self.subjects["own"])
        yield from token_obligations(self._surface("scoped", self.token), self.token)
        yield surface.misconfigured(
            "token/required",
            "A client that can do nothing without a credential is not made without it.",
            [f"{self.token.keyword}=", self.token.variable],
            client={self.token.keyword: {"omit": True}},
            unmade=True,
        )
        rivals = self._surface("rivals", self.token, self.key)
        yield rivals.call("credentials/same", "A token that two schemes have is sent once.")
        yield rivals.misconfigured(
            "credentials/rivals",
            "Of two credentials for one header none is passed over: an error names both.",
            [f"{self.token.keyword}=", f"{self.key.keyword}="],
            client={self.key.keyword: f"{self.key.value}-2"},
        )
        certified = self._surface("certified")
        yield certified.call("certificate/given", "Of what the http client sees to, we send none.")
        yield certified.misconfigured(
            "certificate/missing",
            "Without an http client that sees to a certificate an error says so.",
            ["http_client=", CERTIFICATE],
            client={"http_client": {"omit": True}},
        )

    def _surface(self, name: str, *used: Credential) -> Surface:
        return Surface(self.api, FACTS, self.subjects[name], (self.token, self.key), used)


def _precedence(usual: Surface, own: Surface) -> Iterator[Obligation]:
    """Yield what counts where several name a server."""
    region: dict[str, str] = {"region": "us"}
    variable: dict[str, Json] = {f"{ENVIRONMENT}_BASE_URL": "https://variable.engross.test/of/it"}
    yield usual.misconfigured(
        "server/no-address",
        "A variable that makes no address of a server is an error that names it.",
        ["version="],
        client={**OMIT, "version": "v1?a=b"},
    )
    yield own.call(
        "server/own/region",
        "A variable of the usual server does nothing to one that an operation has of its own.",
        client={**OMIT, **region},
        base_url=OWN_SERVER.url,
        memory_only=MEMORY_ONLY,
    )
    yield own.call(
        "server/own/argument",
        "A server that `base_url=` names is every operation's.",
        client={"base_url": "https://argument.engross.test"},
        base_url="https://argument.engross.test",
    )
    yield own.call(
        "server/own/environment",
        "A server that the environment names is every operation's.",
        client=OMIT,
        environment=variable,
        base_url=next(iter(variable.values())),
    )


def make_probe_servers() -> ProbeServers:
    """Make the little API."""
    schemes = {
        CERTIFICATE: SecurityScheme(
            pointer=_PLACE / CERTIFICATE, name=CERTIFICATE, type="mutualTLS"
        ),
        OAUTH: SecurityScheme(
            pointer=_PLACE / OAUTH,
            name=OAUTH,
            type="oauth2",
            flows={"clientCredentials": {"tokenUrl": TOKEN_URL}},
        ),
        KEY: SecurityScheme(
            pointer=_PLACE / KEY,
            name=KEY,
            type="http",
            scheme="bearer",
        ),
    }
    api = Api(
        pointer=ROOT,
        title="servers",
        version="1",
        operations=tuple(map(_operation, SECURITY)),
        security_schemes=schemes,
        servers=(SERVER,),
    )
    named, names = name_api(api)
    shapes = Shapes(named, names)
    subjects = {op.pointer.last: Subject(named, names, shapes, op) for op in named.operations}
    token, key = credentials(named, names, ENVIRONMENT)
    return ProbeServers(named, names, subjects, token, key)


def _operation(name: str) -> Operation:
    place = _PLACE / name
    media = MediaType(
        pointer=place / "json",
        content_type="application/json",
        schema=Schema(pointer=place / "schema"),
    )
    return Operation(
        pointer=place,
        method="GET",
        path=f"/engross/{name}",
        operation_id=f"{PROBE_SERVERS}/{name}",
        responses=(Response(pointer=place / "200", status="200", content=(media,)),),
        security=tuple(
            SecurityRequirement(pointer=place / "security", schemes=need) for need in SECURITY[name]
        ),
        servers=(OWN_SERVER,) if name == "own" else (),
    )
