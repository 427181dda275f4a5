"""Obligations about connections that break, answers that take too long, and trying again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engross.conformance.failures import DEFAULT_RETRIES, REPEATED, status_error
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One way to lose a connection; the runner knows how to stage it."""

    sent: bool
    """Whether bytes of the request may have reached the server."""
    timeout: bool = False
    repeats: bool = True
    """Whether another attempt could end differently."""


BREAKS: Mapping[str, Break] = {
    "connect-refused": Break(sent=False),
    "connect-timeout": Break(sent=False, timeout=True),
    "pool-timeout": Break(sent=False, timeout=True),
    "proxy-refused": Break(sent=False),
    "unsupported-protocol": Break(sent=False, repeats=False),
    "protocol-misused": Break(sent=True, repeats=False),
    "write-error": Break(sent=True),
    "write-timeout": Break(sent=True, timeout=True),
    "no-answer": Break(sent=True),
    "reset-before-answer": Break(sent=True),
    "read-timeout": Break(sent=True, timeout=True),
    "garbage-answer": Break(sent=True),
    "cut-in-body": Break(sent=True),
    "reset-in-body": Break(sent=True),
    "timeout-in-body": Break(sent=True, timeout=True),
    "bad-encoding": Break(sent=True),
    "close-error": Break(sent=True),
    "foreign-error": Break(sent=True),
}
# What a server or a network does to a connection, and a client of httpx must not let through.

BACKOFF = ((0.25, 0.5), (0.5, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 8.0), (4.0, 8.0))
"""Seconds before each further attempt: doubled each time, 8 at most, down to the half by chance."""


BRIEFLY = ("connect-refused", "no-answer", "read-timeout")


def connection_obligations(
    subject: Subject, *, thorough: bool, brief: bool = False
) -> Iterator[Obligation]:
    """Derive the obligations about one operation's connections.

    Args:
        subject: The operation.
        thorough: Every break and status; else the few that tell whether it may be repeated.
        brief: Of those few, one.
    """
    if brief and not thorough:
        yield _lost(subject, BRIEFLY[1], BREAKS[BRIEFLY[1]])
        return
    if not thorough:
        for name in BRIEFLY:
            yield _lost(subject, name, BREAKS[name])
        yield from _status(subject, 503, repeats=subject.repeatable)
        return
    for name, break_ in BREAKS.items():
        yield _lost(subject, name, break_)
        yield _lost(subject, name, break_, max_retries=0)
        yield from _recovers(subject, name, break_)
    yield _defect(subject)
    yield from _many(subject)
    yield from _statuses(subject)
    yield from _timeouts(subject)


def _obligation(subject: Subject, variant: str, claim: str, **details: Json) -> Obligation:
    return Obligation(
        id=f"{subject.key}/connection/{variant}",
        check="call",
        claim=claim,
        pointer=subject.op.pointer,
        details={"operation": subject.key, **details},
    )


def _repeats(subject: Subject, break_: Break) -> bool:
    return break_.repeats and (subject.repeatable or not break_.sent)


def _error(subject: Subject, break_: Break) -> str:
    if break_.sent and not subject.repeatable:
        return "OutcomeUnknownError"
    return "APITimeoutError" if break_.timeout else "APIConnectionError"


def _lost(
    subject: Subject, name: str, break_: Break, *, max_retries: int = DEFAULT_RETRIES
) -> Obligation:
    error = _error(subject, break_)
    attempts = 1 + max_retries if _repeats(subject, break_) else 1
    variant, client = "always", dict[str, Json]()
    if max_retries != DEFAULT_RETRIES:
        variant, client = f"max-retries-{max_retries}", {"max_retries": _integer(max_retries)}
    tells = "tried again, then " if attempts > 1 else "sent once, then "
    return _obligation(
        subject,
        f"{name}/{variant}",
        f"When the connection is lost by {name}, the request is {tells}{error}.",
        **({"client": client} if client else {}),
        answers=[{"break": name}],
        sends=Number(str(attempts)),
        sleeps=_sleeps(attempts),
        raises={"errors": [error], "mentions": [_words(subject, break_)]},
    )


def _defect(subject: Subject) -> Obligation:
    return _obligation(
        subject,
        "own-defect",
        "A defect of the http client's own code is raised as it is, and nothing is repeated.",
        answers=[{"break": "own-defect"}],
        sleeps=[],
        raises={"builtin": "RuntimeError", "mentions": ["a defect"]},
    )


def _words(subject: Subject, break_: Break) -> str:
    if not break_.sent:
        return "the request was not sent"
    return "no complete answer" if subject.repeatable else "may have been carried out"


def _integer(value: int) -> Json:
    return {"integer": str(value)}


def _sleeps(attempts: int) -> list[Json]:
    return [[Number(str(low)), Number(str(high))] for low, high in BACKOFF[: attempts - 1]]


def _recovers(subject: Subject, name: str, break_: Break) -> Iterator[Obligation]:
    if not _repeats(subject, break_):
        return
    yield _obligation(
        subject,
        f"{name}/once",
        f"After {name} the same request is sent again, and its answer counts.",
        answers=[{"break": name}, {}],
        sends=Number("2"),
        sleeps=_sleeps(2),
        returns={"at": {}},
    )


def _many(subject: Subject) -> Iterator[Obligation]:
    """The pauses grow and the count is the caller's."""
    yield _obligation(
        subject,
        "connect-refused/max-retries-6",
        "max_retries says how often a connection is tried again; the pauses double up to 8 s.",
        client={"max_retries": _integer(6)},
        answers=[{"break": "connect-refused"}],
        sends=Number("7"),
        sleeps=_sleeps(7),
        raises={"errors": ["APIConnectionError"]},
    )
    lost = _error(subject, BREAKS["read-timeout"])
    attempts = 3 if subject.repeatable else 2
    yield _obligation(
        subject,
        "connect-refused/then-lost",
        f"A connection made at the second attempt and then lost ends as {lost}.",
        answers=[{"break": "connect-refused"}, {"break": "read-timeout"}],
        sends=Number(str(attempts)),
        sleeps=_sleeps(attempts),
        raises={"errors": [lost]},
    )


def _statuses(subject: Subject) -> Iterator[Obligation]:
    for status in sorted(REPEATED | {501}):
        yield from _status(subject, status, repeats=subject.repeatable and status in REPEATED)
    for variant, header, pauses in RETRY_AFTER:
        repeats = subject.repeatable and pauses is not None
        pause: list[Json] = [pauses or []]
        yield _obligation(
            subject,
            f"retry-after/{variant}",
            f"Retry-After: {header} after 503 is {'obeyed' if repeats else 'no reason to repeat'}.",
            answers=[
                {"status": Number("503"), "text": "", "headers": {"retry-after": header}},
                {},
            ],
            **(
                {"sends": Number("2"), "sleeps": pause, "returns": {"at": {}}}
                if repeats
                else {"sleeps": [], "raises": {"errors": ["InternalServerError"]}}
            ),
        )


# Variant, header, and between how many seconds the pause must be; None where it is too long.
# `{+30}` stands for the date 30 seconds from now.
RETRY_AFTER: tuple[tuple[str, str, list[Json] | None], ...] = (
    ("seconds", "7", [Number("7"), Number("7")]),
    ("zero", "0", [Number("0"), Number("0")]),
    ("longest", "60", [Number("60"), Number("60")]),
    ("too-long", "61", None),
    ("date", "{+30}", [Number("27"), Number("31")]),
    ("past-date", "{-30}", [Number("0"), Number("0")]),
    ("date-without-zone", "Sun, 06 Nov 1994 08:49:37 -0000", [Number("0"), Number("0")]),
    ("blanks", " 7 ", [Number("7"), Number("7")]),
    ("far-date", "{+3600}", None),
    ("nonsense", "soon", [Number("0.25"), Number("0.5")]),
    ("negative", "-1", [Number("0.25"), Number("0.5")]),
)


def _status(subject: Subject, status: int, *, repeats: bool) -> Iterator[Obligation]:
    answer: Json = {"status": Number(str(status)), "text": ""}
    error = status_error(status)
    attempts = 1 + DEFAULT_RETRIES if repeats else 1
    yield _obligation(
        subject,
        f"status/{status}/always",
        f"{status} is {'tried again, then ' if repeats else 'no reason to repeat: '}{error}.",
        answers=[answer],
        sends=Number(str(attempts)),
        sleeps=_sleeps(attempts),
        raises={"errors": [error]},
    )
    if repeats:
        yield _obligation(
            subject,
            f"status/{status}/once",
            f"After {status} the same request is sent again, and its answer counts.",
            answers=[answer, {}],
            sends=Number("2"),
            sleeps=_sleeps(2),
            returns={"at": {}},
        )
        yield _obligation(
            subject,
            f"status/{status}/max-retries-0",
            f"With max_retries=0 nothing is repeated: {status} is {error} at once.",
            client={"max_retries": _integer(0)},
            answers=[answer, {}],
            sleeps=[],
            raises={"errors": [error]},
        )


def _timeouts(subject: Subject) -> Iterator[Obligation]:
    """Each way to set a timeout, and which one wins."""
    phases = ("connect", "read", "write", "pool")
    own: Json = {"timeout": {phase: f"{n}.5" for n, phase in enumerate(phases, start=1)}}
    each: Json = {phase: Number(f"{n}.5") for n, phase in enumerate(phases, start=1)}

    def every(seconds: str | None) -> Json:
        return dict.fromkeys(phases, None if seconds is None else Number(seconds))

    cases: tuple[tuple[str, Json, Json, Json], ...] = (
        ("default", {}, {}, every("60")),
        ("of-the-client", {"timeout": {"number": "7.5"}}, {}, every("7.5")),
        ("of-the-client-by-phase", {"timeout": own}, {}, each),
        ("of-the-client-none", {"timeout": None}, {}, every(None)),
        ("of-the-call", {}, {"timeout": {"number": "3.5"}}, every("3.5")),
        ("of-the-call-by-phase", {"timeout": {"number": "9"}}, {"timeout": own}, each),
        ("of-the-call-none", {}, {"timeout": None}, every(None)),
        ("of-the-call-first", {"timeout": {"number": "9"}}, {"timeout": {"number": "0.5"}},
         every("0.5")),
        ("of-the-call-unset", {"timeout": {"number": "9"}}, {"timeout": {"unset": True}},
         every("9")),
    )  # fmt: skip
    for variant, client, options, expected in cases:
        yield _obligation(
            subject,
            f"timeout/{variant}",
            "The timeout of the call, else the client's, else 60 s, holds for each phase.",
            **({"client": client} if client else {}),
            **({"options": options} if options else {}),
            timeouts=expected,
            returns={"at": {}},
        )
