"""Obligations about what must never be seen, and about the exceptions a package has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from engross.conformance.arguments import Argument
from engross.conformance.records import Obligation, PackageFacts
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample, long_texts
from engross.conformance.surface import Surface
from engross.ir import Api
from engross.pointer import ROOT

# Every exception of a package and what it is a kind of, `{}` standing for the client's name.
ERRORS = {
    "{}Error": ["Exception"],
    "ConfigurationError": ["{}Error", "ValueError"],
    "ClientClosedError": ["{}Error", "RuntimeError"],
    "TokenError": ["{}Error"],
    "MissingFieldError": ["{}Error", "AttributeError"],
    "APIError": ["{}Error"],
    "BusinessError": ["APIError"],
    "APIStatusError": ["APIError"],
    "BadRequestError": ["APIStatusError"],
    "AuthenticationError": ["APIStatusError"],
    "PermissionDeniedError": ["APIStatusError"],
    "NotFoundError": ["APIStatusError"],
    "ConflictError": ["APIStatusError"],
    "UnprocessableEntityError": ["APIStatusError"],
    "RateLimitError": ["APIStatusError"],
    "InternalServerError": ["APIStatusError"],
    "ResponseValidationError": ["APIError"],
    "APIConnectionError": ["{}Error"],
    "APITimeoutError": ["APIConnectionError"],
    "OutcomeUnknownError": ["APIConnectionError"],
}

SHORT = "q7"
"""A secret that stands inside other words by chance; there it is no secret."""


def errors(api: Api, facts: PackageFacts) -> dict[str, list[str]]:
    """Give every public exception and its parents."""
    known = {
        name.format(facts.client): [parent.format(facts.client) for parent in parents]
        for name, parents in ERRORS.items()
    }
    documented = {error.name for op in api.operations for error in op.errors}
    return known | {name: ["BusinessError"] for name in sorted(documented)}


def error_obligations(
    api: Api, facts: PackageFacts, carried: Mapping[str, list[Json]]
) -> Iterator[Obligation]:
    """Derive the obligations about the exceptions themselves.

    Args:
        api: The API.
        facts: What the author's choices say.
        carried: The classes of the bodies that they may carry.
    """
    for name, parents in errors(api, facts).items():
        yield Obligation(
            id=f"errors/{name}",
            check="error",
            claim=f"{name} is importable from the package, is a {' and a '.join(parents)},"
            " and survives copying and pickling with its attributes.",
            pointer=ROOT,
            details={
                "error": name,
                "parents": parents,
                **({"carries": carried[name]} if carried.get(name) else {}),
            },
        )


def redaction_obligations(surface: Surface) -> Iterator[Obligation]:
    """Derive what repr, logs and exceptions may not show."""
    probe = surface.probe
    credentials = [credential.value for credential in surface.used]
    sampled = probe.sampled(full=False).values()
    told = (text for sample in sampled for text in long_texts(sample.wire))
    # Some documents write a constant of a call into its path, so that it has one of its own.
    secrets: list[Json] = [*credentials, *(text for text in told if text not in probe.op.path)]
    yield surface.call(
        "silence/repr",
        "repr(client) names the class and the server, and no credential.",
        check="repr",
        secrets=credentials,
    )
    yield surface.call(
        "silence/log",
        "At DEBUG the log says method, path template and status, and no value.",
        check="log",
        mentions=[probe.op.method, probe.op.path, str(probe.usual_status)],
        secrets=secrets,
    )
    lost = f"{probe.op.method} {probe.op.path} -> ConnectError"
    yield surface.call(
        "silence/log/attempts",
        "At DEBUG the log has a line for each attempt, and says how it ended.",
        check="log",
        answers=[{"break": "connect-refused"}, {}],
        mentions=[lost, f" -> {probe.usual_status}"],
        secrets=secrets,
    )
    hidden = [t for a in probe.arguments if a.sensitive and a.name in probe.sampled(full=False)
              for t in long_texts(probe.sampled(full=False)[a.name].wire)]  # fmt: skip
    yield surface.call(
        "silence/log/http",
        "The log of the http library, which tells URLs, has neither credentials nor what is"
        " sensitive.",
        check="log",
        of_http=True,
        mentions=[probe.op.method],
        secrets=[*credentials, *hidden],
    )
    yield from _exceptions(surface, secrets)
    if probe.envelope is not None:
        yield from _echoes(surface, credentials)


def _exceptions(surface: Surface, secrets: list[Json]) -> Iterator[Obligation]:
    """The text of an exception, for an answer, a contradiction and no answer."""
    body = "engross-body"
    cases: dict[str, tuple[Json, str]] = {
        "status": ({"status": Number("400"), "text": body}, "BadRequestError"),
        "lost": ({"break": "connect-refused"}, "APIConnectionError"),
    }
    op = surface.probe.op
    described = next((a.media for a in surface.probe.answers if a.full and a.media), None)
    if described is not None:
        told: Json = {"text": body, "content_type": described.content_type}
        cases["contradiction"] = (told, "ResponseValidationError")
    for variant, (answer, error) in cases.items():
        yield surface.call(
            f"silence/error/{variant}",
            "An exception's text says what was called, and no value; its frames no credential.",
            answers=[answer],
            locals=True,
            client={"max_retries": {"integer": "0"}},
            raises={"errors": [error], "mentions": [op.method, op.path]},
            secrets=[*secrets, body],
        )


def echoed_arguments(surface: Surface) -> Iterator[Obligation]:
    """A provider that repeats a sensitive argument in its message does not get it printed."""
    for argument in surface.probe.arguments:
        if not argument.sensitive:
            continue
        long = f"engross-{argument.name}-7"
        yield _echo(surface, argument, "", long, f"{long} (a{long}b)", "*** (a***b)")
        yield _echo(surface, argument, "/short", SHORT, f"{SHORT} (a{SHORT}b)", f"*** (a{SHORT}b)")
        odd = "engross/7 a"
        yield _echo(surface, argument, "/quoted", odd, f"a {quote(odd, safe='')}", "a ***")
        for credential in surface.used:
            whole = f"a-{credential.value}-b"
            yield _echo(surface, argument, "/around", whole, whole, "***")


def _echo(
    surface: Surface, argument: Argument, variant: str, value: str, words: str, shown: str
) -> Obligation:
    """Have a message repeat an argument, by itself and inside a word."""
    probe, envelope = surface.probe, surface.probe.envelope
    assert envelope is not None
    told = {name: sample.python for name, sample in probe.sampled(full=False).items()}
    sent = {**probe.sampled(full=False), argument.name: Sample.of_text(value)}
    body = dict.fromkeys(envelope.message, f"no such thing: {words}")
    return surface.call(
        f"silence/echo/{argument.name}{variant}",
        f"A provider that repeats `{argument.name}` does not get it printed.",
        pointer=argument.pointer,
        arguments={**told, argument.name: value},
        request=probe.request(sent),
        answers=[{"status": Number("404"), "json": {envelope.success: False, **body}}],
        raises={
            "errors": ["BusinessError", "NotFoundError"],
            "attributes": {"message": f"no such thing: {shown}"},
        },
        secrets=[] if variant else [value],
    )


def _echoes(surface: Surface, credentials: list[str]) -> Iterator[Obligation]:
    """A provider that repeats a credential in its message does not get it printed."""
    envelope = surface.probe.envelope
    assert envelope is not None
    for credential in credentials:
        words = f"no such token: {credential} (given)"
        body = {envelope.success: False, **dict.fromkeys(envelope.message, words)}
        yield surface.call(
            "silence/echo",
            "A provider that repeats the credential does not get it printed.",
            answers=[{"status": Number("401"), "json": body}],
            raises={"errors": ["BusinessError", "AuthenticationError"]},
            secrets=[credential],
        )
