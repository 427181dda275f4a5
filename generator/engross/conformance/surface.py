"""Obligations about the client itself: its constructor, server, headers and http client."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engross.conformance.credentials import Credential
from engross.conformance.records import Obligation, PackageFacts
from engross.conformance.runner.exact import Json, Number
from engross.conformance.subject import Subject
from engross.ir import Api, Server
from engross.names import called_server
from engross.pointer import ROOT, Pointer

NOTHING = Number("0")
ELSEWHERE, TRIO = "own-elsewhere", "own-trio"
LIFECYCLES = {
    "own-closed": "A client closes the http client that it made itself; a later call says so.",
    "own-by-close": "`close()` closes the http client that the client made itself.",
    "own-again": "Two calls share one http client, but no cookies.",
    ELSEWHERE: "A forked process, or another event loop, gets connections of its own.",
    TRIO: "Under trio too, each event loop has connections of its own.",
    "given-open": "A client leaves the http client that it was given open.",
    "given-built": "What the http client's own `build_request` puts into requests is sent.",
    "given-read": "The hooks of the http client can look at the content of requests.",
    "given-changed": "Headers set on the http client after a call are sent with the next.",
    "given-closed": "With an http client that its user has closed, a call says so.",
    "given-reused": "Two clients may share one http client.",
}
# Headers of a call that would break its message.
BAD_HEADERS = {
    "line-break": {"X-Engross": "a\r\nX-Evil: 1"},
    "line-feed": {"X-Engross": "a\nb"},
    "nul": {"X-Engross": "a\x00b"},
    "name": {"X Engross": "a"},
    "name-break": {"X-Engross\r\nX-Evil": "a"},
    "empty-name": {"": "a"},
    "length": {"Content-Length": "0"},
    "chunked": {"transfer-encoding": "chunked"},
}
HEADER_WORDS = dict.fromkeys(BAD_HEADERS, "that no header can carry") | dict.fromkeys(
    ("length", "chunked"), "cannot be set by hand"
)
"""What the error says of each."""
BAD_URLS: dict[str, Json] = {
    "no-scheme": "engross.test",
    "ftp": "ftp://engross.test",
    "no-host": "https://",
    "space": "https://engross test",
    "query": "https://engross.test?a=b",
    "fragment": "https://engross.test#a",
    "password": "https://user:secret-7@engross.test",
    "broken": "https://engross.test:port",
    "port": "https://engross.test:65536",
    "number": {"integer": "7"},
}
# Constructor arguments of a wrong type or value.
BAD_OPTIONS: dict[str, tuple[str, Json, str]] = {
    "timeout-zero": ("timeout", {"integer": "0"}, "ValueError"),
    "timeout-negative": ("timeout", {"integer": "-1"}, "ValueError"),
    "timeout-nan": ("timeout", {"float": "nan"}, "ValueError"),
    "timeout-infinite": ("timeout", {"float": "inf"}, "ValueError"),
    "timeout-text": ("timeout", "5", "TypeError"),
    "timeout-boolean": ("timeout", True, "TypeError"),
    "max-retries-negative": ("max_retries", {"integer": "-1"}, "ValueError"),
    "max-retries-fraction": ("max_retries", {"float": "1.5"}, "TypeError"),
    "max-retries-boolean": ("max_retries", True, "TypeError"),
    "on-drift-text": ("on_drift", "x", "TypeError"),
    "content-codec-text": ("content_codec", "x", "TypeError"),
    "unknown": ("engross_unknown", "x", "TypeError"),
}


@dataclass(frozen=True, slots=True)
class Surface:
    """A package's client, seen through one operation."""

    api: Api
    facts: PackageFacts
    probe: Subject
    known: tuple[Credential, ...]
    used: tuple[Credential, ...]
    """Those that the probe needs."""

    @property
    def told_apart(self) -> tuple[Credential, ...]:
        """The credentials but those of which one header cannot hold all, nor says a spec which."""
        rivals = [credential for credential in self.used if credential.is_authorization]
        return tuple(c for c in self.used if len(rivals) == 1 or c not in rivals)

    def derive(self) -> Iterator[Obligation]:
        """Yield the obligations about the client."""
        for credential in self.told_apart:
            yield from self.credential(credential)
        yield from self.server()
        yield from self._base_urls()
        yield from self._headers()
        yield from self._own_settings()
        yield from self._redirects()
        yield from self._options()
        for phase, claim in LIFECYCLES.items():
            answers: Json = [{"headers": {"set-cookie": "engross=1; Path=/"}}]
            # What a loop that is gone had open, nothing can close any more.
            told: dict[str, Json] = {"flavours": ["async"]} if phase == TRIO else {}
            if phase in {ELSEWHERE, TRIO}:
                told |= {"memory_only": "it leaves a connection open"}
            details: dict[str, Json] = {"phase": phase, "answers": answers, **told}
            yield self.call(f"lifecycle/{phase}", claim, check="lifecycle", **details)
        yield from self._constants()

    def call(
        self,
        variant: str,
        claim: str,
        *,
        pointer: Pointer | None = None,
        check: str = "call",
        **details: Json,
    ) -> Obligation:
        """Make an obligation about one call of the probe, or about the client that makes it."""
        return Obligation(
            id=f"client/{variant}",
            check=check,
            claim=claim,
            pointer=pointer or self.probe.op.pointer,
            details={"operation": self.probe.key, **details},
        )

    def credential(self, credential: Credential) -> Iterator[Obligation]:
        """Yield where a credential comes from, and that a wrong one is refused."""
        name, variable, pointer = credential.keyword, credential.variable, credential.scheme.pointer
        other = f"{credential.value}-2"
        changes = credential.on_wire(other)
        yield self.call(
            f"{name}/argument",
            f"`{name}=` is what is sent, and nothing of the variable.",
            pointer=pointer,
            client={name: other},
            environment={variable: f"{credential.value}-3"},
            changes=changes,
        )
        yield self.call(
            f"{name}/variable",
            f"Without `{name}=` the variable {variable} is what is sent.",
            pointer=pointer,
            client={name: {"omit": True}},
            environment={variable: other},
            changes=changes,
        )
        for variant, environment in {"missing": {}, "empty-variable": {variable: ""}}.items():
            if not all(need.schemes for need in self.probe.op.security):
                break  # it can be called without any
            yield self.misconfigured(
                f"{name}/{variant}",
                f"Without `{name}=` and {variable} an error names both, and nothing is sent.",
                [f"{name}=", variable],
                pointer=pointer,
                client={name: {"omit": True}, **self._alternatives()},
                environment=environment,
                **({"unmade": True} if self._is_needed(credential) else {}),
            )
        wrong: dict[str, Json] = {
            "empty": "",
            "line-break": "secret-7\r\nX-Evil: 1",
            "number": {"integer": "7"},
        }
        for variant, value in wrong.items():
            yield self.misconfigured(
                f"{name}/{variant}",
                f"A `{name}=` that no header can carry is an error that does not repeat it.",
                [name],
                pointer=pointer,
                client={name: value},
                secrets=["secret-7"],
            )

    def _is_needed(self, credential: Credential) -> bool:
        """Whether there is no call without it, so that a client without it is of no use."""
        name = credential.scheme.name
        return all(
            op.security and all(name in need.schemes for need in op.security)
            for op in self.api.operations
        )

    def _alternatives(self) -> dict[str, Json]:
        """Leave out the credentials that would do in place of those which the probe uses."""
        used = {credential.keyword for credential in self.used}
        return {c.keyword: {"omit": True} for c in self.known if c.keyword not in used}

    def misconfigured(
        self, variant: str, claim: str, mentions: list[str], **details: Json
    ) -> Obligation:
        """Make the obligation that a client says what it was not told, before it sends anything."""
        raises: Json = {"errors": ["ConfigurationError"], "mentions": mentions}
        return self.call(variant, claim, sends=NOTHING, raises=raises, **details)

    def server(self) -> Iterator[Obligation]:
        """Yield which server is called: the spec's own, where it names one that can be."""
        own = (server for server in self.probe.op.servers if not server.placeholder)
        server = next(own, called_server(self.api))
        url = filled_in(server, {})
        omit: Json = {"base_url": {"omit": True}}
        variable = f"{self.facts.environment}_BASE_URL"
        if is_whole(url):
            yield self.call(
                "base-url/default",
                f"Without `base_url=` the server is {url}.",
                pointer=server.pointer,
                client=omit,
                base_url=url,
                memory_only="it calls the provider's own server",
            )
            return
        yield self.misconfigured(
            "base-url/required",
            f"The spec has no server to call: without `base_url=` and {variable} an error says so.",
            ["base_url", variable],
            pointer=ROOT / "servers",
            client=omit,
        )

    def _base_urls(self) -> Iterator[Obligation]:
        variable = f"{self.facts.environment}_BASE_URL"
        other = "https://other.engross.test/of/variable"
        yield self.call(
            "base-url/variable",
            f"Without `base_url=` the variable {variable} names the server.",
            client={"base_url": {"omit": True}},
            environment={variable: other},
            base_url=other,
        )
        for variant, given in {
            "argument": "https://argument.engross.test",
            "path": "https://argument.engross.test/prefix/v2",
            "slash": "https://argument.engross.test/prefix/",
            "port": "http://argument.engross.test:8443",
        }.items():
            yield self.call(
                f"base-url/{variant}",
                "`base_url=` names the server, and its path stays in front.",
                client={"base_url": given},
                environment={variable: other},
                base_url=given.rstrip("/"),
            )
        for variant, url in BAD_URLS.items():
            yield self.misconfigured(
                f"base-url/wrong/{variant}",
                "A `base_url=` that is no address of a server is an error that says so.",
                ["base_url "],
                client={"base_url": url},
                secrets=["secret-7"],
            )

    def _headers(self) -> Iterator[Obligation]:
        yield self.call(
            "headers/added",
            "`headers=` of a call are sent beside the client's own.",
            options={"headers": {"X-Engross": "a b", "x-other": "1"}},
            changes={"headers": {"x-engross": "a b", "x-other": "1"}},
        )
        yield self.call(
            "headers/replaced",
            "`headers=` replace the client's own, whatever their case.",
            options={"headers": {"USER-AGENT": "mine/1", "aCCEPT": "text/plain"}},
            changes={"headers": {"user-agent": "mine/1", "accept": "text/plain"}},
        )
        for variant, headers in BAD_HEADERS.items():
            yield self.call(
                f"headers/{variant}",
                "A header that would break the message is a ValueError, and nothing is sent.",
                options={"headers": headers},
                sends=NOTHING,
                raises={"builtin": "ValueError", "mentions": [HEADER_WORDS[variant]]},
            )

    def _own_settings(self) -> Iterator[Obligation]:
        """What the user set on an http client stays."""
        yield self.call(
            "http-client/headers",
            "Headers of the user's own http client are sent too, its User-Agent in place of ours.",
            http_client={"headers": {"dict": {"X-Own": "1", "User-Agent": "mine/2"}}},
            changes={"headers": {"x-own": "1", "user-agent": "mine/2"}},
        )
        cookies = "; ".join([*self._cookies(), "own=1"])
        yield self.call(
            "http-client/params",
            "Query parameters and cookies of the user's own http client are sent too.",
            http_client={"params": {"dict": {"own": "a b"}}, "cookies": {"dict": {"own": "1"}}},
            changes={"query": [["own", "a b"]], "headers": {"cookie": cookies}},
            memory_only="a cookie without a domain is not sent to every host",
        )
        every = dict.fromkeys(("connect", "read", "write", "pool"), Number("7.5"))
        yield self.call(
            "http-client/timeout",
            "A timeout set on the user's own http client holds where the client has none.",
            http_client={"timeout": {"number": "7.5"}},
            timeouts=every,
        )
        yield self.call(
            "http-client/other-kind",
            "An http client of the other flavour is refused before anything is sent.",
            client={"http_client": {"other_flavour": True}},
            sends=NOTHING,
            raises={"errors": ["ConfigurationError"], "mentions": ["http_client"]},
        )

    def _cookies(self) -> Iterator[str]:
        """Give the cookies of the plainest call: its credentials', then its parameters'."""
        wires = [credential.on_wire(credential.value) for credential in self.used]
        for wire in (*wires, self.probe.request(self.probe.sampled(full=False))):
            headers: Mapping[str, Json] = wire.get("headers", {})
            if "cookie" in headers:
                yield headers["cookie"]

    def _redirects(self) -> Iterator[Obligation]:
        for status in (301, 302, 303, 307, 308):
            location = {"location": "https://elsewhere.engross.test/"}
            known: Json = {"status_code": {"integer": str(status)}}
            yield self.call(
                f"redirect/{status}",
                "A redirect is not followed, even by an http client that would.",
                http_client={"follow_redirects": True},
                answers=[{"status": Number(str(status)), "text": "", "headers": location}],
                raises={"errors": ["APIStatusError"], "attributes": known},
            )

    def _options(self) -> Iterator[Obligation]:
        phases = {"connect": "7.5", "read": "7.5", "write": "7.5", "pool": "0"}
        yield self.call(
            "constructor/timeout-pool-zero",
            "A timeout of 0 for a free connection takes one at once, or none.",
            client={"timeout": {"timeout": phases}},
            timeouts={phase: Number(seconds) for phase, seconds in phases.items()},
            memory_only="real connections are not free at once",
        )
        for variant, (option, value, error) in BAD_OPTIONS.items():
            yield self.call(
                f"constructor/{variant}",
                f"A wrong `{option}` is a {error}, and nothing is sent.",
                client={option: value},
                sends=NOTHING,
                raises={"builtin": error, "mentions": [option]},
            )

    def _constants(self) -> Iterator[Obligation]:
        yield Obligation(
            id="client/version",
            check="version",
            claim="The package says its version, which is its distribution's.",
            pointer=ROOT,
        )
        client = self.facts.client
        classes = [client, f"Async{client}", "ClientCredentials", "ContentCodec", "Drift"]
        public = [*classes, "UNSET", "models", "__version__"]
        yield Obligation(
            id="client/names",
            check="names",
            claim="The package's root has every public name, lists them, and has no others.",
            pointer=ROOT,
            details={"names": public},
        )
        yield Obligation(
            id="client/unset",
            check="unset",
            claim="UNSET is importable, false, prints as UNSET and survives copying and pickling.",
            pointer=ROOT,
        )


def is_whole(url: str) -> bool:
    """Whether an address can be called."""
    return re.match(r"https?://[^/{}]+", url) is not None and "{" not in url


# OpenAPI 3.1, "Server Variable Object", fixed field "default".
def filled_in(server: Server, chosen: dict[str, str]) -> str:
    """Give a server's address, its variables as they are chosen, else as they are by default."""
    values = {f"{{{v.name}}}": chosen.get(v.name, v.default) for v in server.variables}
    parts = re.split(r"(\{[^{}]*\})", server.url)
    return "".join(values.get(part, part) for part in parts).rstrip("/")
