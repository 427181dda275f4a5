"""Obligations about bearer tokens that are asked for: by a function, or with client credentials."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from engross.conformance.credentials import Credential
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.surface import Surface

CLIENT: Mapping[str, Json] = {"client_id": "engross id", "client_secret": "secret-7:ü"}
ELSEWHERE = "https://auth.engross.test/token?v=1"
"""Where to ask where the spec does not say."""
LASTING: Mapping[str, Json] = {
    "short": Number("10"),
    "text": "3600",
    "no-number": "engross",
    "boolean": True,
}
"""What a server says of how long a token lasts, in seconds; some write them as text."""
SPANS: Mapping[int, tuple[str, str]] = {100: ("69.5", "70.5"), 40: ("19.5", "20.5")}
"""How long a token lasts, and when it is still and no longer used; all in seconds."""
REFUSED: Json = {"status": Number("401"), "text": ""}
FIRST, SECOND = "engross-token-1", "engross-token-2"


def token_obligations(
    surface: Surface, credential: Credential, other: Surface | None = None
) -> Iterator[Obligation]:
    """Derive what a client does where its token is not a text.

    Args:
        surface: The client, seen through an operation that needs the token.
        credential: Whose value a bearer token is.
        other: The client through an operation that may be repeated where the first may not, or
            the other way round, if there is one.
    """
    deriver = _Deriver(surface, credential)
    yield from deriver.functions()
    yield from deriver.grants()
    yield from deriver.refusals()
    if other is not None:
        yield from _Deriver(other, credential).refusals("/other")


class _Deriver:
    """Derives for one credential and one operation."""

    def __init__(self, surface: Surface, credential: Credential) -> None:
        self._surface = surface
        self._credential = credential
        flow = credential.scheme.flows.get("clientCredentials", {})
        told = str(flow.get("tokenUrl") or "")
        self._documented = told if "{" not in told else ""
        self._url = self._documented or ELSEWHERE
        sent = {used.scheme.name for used in surface.used}
        needs = (need.schemes for need in surface.probe.op.security)
        self._scopes = next(n[credential.scheme.name] for n in needs if sent <= n.keys())
        # A 401 lets another token be tried where the request may be repeated.
        self._again = surface.probe.repeatable

    def functions(self) -> Iterator[Obligation]:
        """Yield what the client does with a function."""
        yield self._obligation(
            "function",
            "A function given for a token is asked at each call.",
            {"function": [FIRST, SECOND]},
            [{}],
            [FIRST, SECOND],
            calls=Number("2"),
        )
        yield self._obligation(
            "function/wrong",
            "A function's token that no header can carry is an error that does not repeat it.",
            {"function": ["secret-7\r\nX-Evil: 1"]},
            [{}],
            [],
            raises="ConfigurationError",
        )
        yield self._obligation(
            "function/header",
            "Where a call has an Authorization header of its own no function is asked.",
            {"function": []},
            [{}],
            [{"authorization": "mine"}],
            headers={"AUTHORIZATION": "mine"},
        )

    def grants(self) -> Iterator[Obligation]:
        """Yield what the client does with client credentials (RFC 6749, section 4.4)."""
        first, second = _granted(FIRST), _granted(SECOND)
        yield self._obligation(
            "grant",
            "A token is asked for with the operation's scopes, and kept for the next call.",
            self._grant(),
            [first, {}],
            [self._asking(), FIRST, FIRST],
            calls=Number("2"),
        )
        yield self._obligation(
            "grant/in-body",
            "The client's id and secret go into the body where the user says so, with its scopes.",
            self._grant(in_body=True, scopes=["a", "b"]),
            [first, {}],
            [self._asking(("a", "b"), in_body=True), FIRST],
        )
        for lifetime, (before, after) in SPANS.items():
            yield self._obligation(
                f"grant/until/{lifetime}",
                "Half a minute before its end, or half its time if that is less, a token is asked"
                " for anew.",
                self._grant(),
                [_granted(FIRST, Number(str(lifetime))), {}, {}, second, {}],
                [self._asking(), FIRST, FIRST, self._asking(), SECOND],
                calls=Number("3"),
                passed={"1": Number(before), "2": Number(after)},
            )
        for variant, lifetime in LASTING.items():
            yield self._obligation(
                f"grant/lasting/{variant}",
                "A token that lasts for a while, or for ever, serves the next call too.",
                self._grant(),
                [_granted(FIRST, lifetime), {}],
                [self._asking(), FIRST, FIRST],
                calls=Number("2"),
            )
        yield self._obligation(
            "grant/expired",
            "A token that has expired is asked for anew.",
            self._grant(),
            [_granted(FIRST, Number("0")), {}, second, {}],
            [self._asking(), FIRST, self._asking(), SECOND],
            calls=Number("2"),
        )
        none: dict[str, tuple[Json, list[str]]] = {
            "none": ({"status": Number("400"), "json": {"error": "engross_no"}}, ["engross_no"]),
            "lost": ({"break": "read-timeout"}, ["ReadTimeout"]),
            "empty": ({"status": Number("200"), "json": {"token_type": "bearer"}}, []),
            "no-text": (_answer(access_token=Number("7")), []),
            "not-ascii": (_answer(access_token="secret-7ü"), []),  # noqa: S106 - made up
            "line-break": (_answer(access_token="secret-7\r\nX-Evil: 1"), []),  # noqa: S106 - made up
            "space": (_answer(access_token="a secret-7"), ["no bearer token"]),  # noqa: S106 - made up
            "other-kind": (_answer(token_type="mac"), ["no bearer token"]),  # noqa: S106 - made up
            "no-json": ({"status": Number("200"), "text": "engross"}, ["holds none"]),
            "gateway": ({"status": Number("502"), "text": "engross"}, ["status 502"]),
            "redirect": (
                {
                    "status": Number("302"),
                    "text": "",
                    "headers": {"location": "https://elsewhere.engross.test/"},
                },
                ["status 302"],
            ),
        }
        for variant, (answer, mentions) in none.items():
            yield self._obligation(
                f"grant/{variant}",
                "Without a token an error says why, and nothing is called.",
                self._grant(),
                [answer],
                [self._asking()],
                raises="TokenError",
                mentions=mentions,
                locals=variant == "lost",
                http_client={"follow_redirects": True, "auth": ["own", "secret-7"]},
            )
        yield self._obligation(
            "grant/no-url",
            "A URL for tokens that is none is an error that says so.",
            self._grant(token_url="ftp://auth.engross.test/"),  # noqa: S106 - where to ask
            [{}],
            [],
            raises="ConfigurationError",
            mentions=["token_url must"],
        )
        yield from self._nowhere()

    def _nowhere(self) -> Iterator[Obligation]:
        """Yield that somebody has to say where tokens are to be had."""
        if not self._documented:
            yield self._obligation(
                "grant/nowhere",
                "Where neither the spec nor the user names a URL for tokens, an error says so.",
                {"grant": dict(CLIENT)},
                [{}],
                [],
                raises="ConfigurationError",
                mentions=["token_url"],
            )

    def refusals(self, suffix: str = "") -> Iterator[Obligation]:
        """Yield what the client does after a 401: once more, but nothing can be done twice."""
        yield self._obligation(
            f"function/refused{suffix}",
            "After a 401 a function is asked again once, and only where a request may be repeated.",
            {"function": [FIRST, SECOND, "engross-token-3"]},
            [REFUSED],
            [FIRST, SECOND] if self._again else [FIRST],
            raises="AuthenticationError",
        )
        again: list[Json] = [self._asking(), SECOND]
        yield self._obligation(
            f"grant/refused{suffix}",
            "After a 401 a token is used no longer, and another tried once where nothing can be"
            " done twice.",
            self._grant(),
            [_granted(FIRST), REFUSED, _granted(SECOND), REFUSED],
            [self._asking(), FIRST, *(again if self._again else [])],
            raises="AuthenticationError",
        )

    def _grant(self, **options: Json) -> Json:
        url: dict[str, Json] = {} if self._documented else {"token_url": self._url}
        return {"grant": {**CLIENT, **url, **options}}

    def _asking(self, scopes: tuple[str, ...] | None = None, *, in_body: bool = False) -> Json:
        """Describe a request for a token."""
        wanted = self._scopes if scopes is None else scopes
        form: list[Json] = [["grant_type", "client_credentials"]]
        form += [["scope", " ".join(wanted)]] if wanted else []
        if in_body:
            return {"url": self._url, "form": [*form, *map(list, CLIENT.items())]}
        pair = base64.b64encode(b"engross+id:secret-7%3A%C3%BC").decode()
        return {"url": self._url, "form": form, "authorization": f"Basic {pair}"}

    def _obligation(
        self,
        variant: str,
        claim: str,
        given: Json,
        answers: list[Json],
        requests: list[Json],
        **details: Json,
    ) -> Obligation:
        return self._surface.call(
            f"{self._credential.keyword}/{variant}",
            claim,
            pointer=self._credential.scheme.pointer,
            check="tokens",
            given={self._credential.keyword: given},
            answers=answers,
            requests=requests,
            memory_only="it asks a server of its own for tokens",
            secrets=[FIRST, SECOND, "secret-7"],
            **details,
        )


def _granted(token: str, expires_in: Json = None) -> Json:
    return _answer(access_token=token, expires_in=expires_in)


def _answer(**members: Json) -> Json:
    """Give the answer of a server of tokens (RFC 6749, section 5.1)."""
    told = {"access_token": FIRST, "token_type": "bearer", "expires_in": None, **members}
    return {"status": Number("200"), "json": told}
