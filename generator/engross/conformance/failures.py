"""Obligations about answers that are no success: statuses, envelopes, bodies that are none."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.subject import Answer, Subject, first_status, is_json
from engross.ir import Ref
from engross.pointer import Pointer

STATUS_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}
UNDECLARED = (300, 304, 400, 401, 402, 403, 404, 409, 418, 422, 429, 451, 500, 501, 502, 503, 504)
"""Statuses to try where the spec does not declare them."""
BRIEFLY = (418,)
PHRASES = {
    400: "Bad Request",
    404: "Not Found",
    418: "I'm a Teapot",
    503: "Service Unavailable",
}
"""What is said of a status where the answer says nothing; those that every Python words alike."""
NOT_MODIFIED = 304
"""Never has a body (RFC 9110, "304 Not Modified")."""
REPEATED = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses after which a repeatable operation is tried again."""
DEFAULT_RETRIES = 2

# Bodies that are not the JSON they claim to be.
BROKEN = {
    "empty": b"",
    "html": b"<html><body>502 Bad Gateway</body></html>",
    "truncated": b'{"success": true, "data": {"',
    "bad-utf-8": b'{"success": true, "message": "\xff\xfe"}',
    "nan": b'{"success": true, "value": NaN}',
    "infinity": b'{"success": true, "value": -Infinity}',
    "endless-number": b'{"success": true, "value": 1E+9999999999999999999}',
    "two-values": b"{} {}",
    "text": b"OK",
    "twice": b'{"success": true, "success": true}',
    "deep": b"[" * 100_000,
    "nested": b'{"success": true, "value": %b%b}' % (b"[" * 300, b"]" * 300),
}
OTHERS: dict[str, Json] = {"null": None, "list": [], "scalar": Number("7")}
"""Bodies of other JSON types than an object."""


def failure_obligations(
    subject: Subject, *, thorough: bool, brief: bool = False
) -> Iterator[Obligation]:
    """Derive the obligations about one operation's failures.

    Args:
        subject: The operation.
        thorough: Every status and broken body; else the declared ones and one of each other kind.
        brief: Of what is not thorough nothing that is the same for all operations.
    """
    whole = thorough or not brief
    if whole:
        yield from _statuses(subject, UNDECLARED if thorough else BRIEFLY)
    for answer in subject.answers[:1]:
        # A package that keeps what is wrong tells no type by it.
        if answer.full is not None and (whole or not _keeps(subject)):
            few = {"html": BROKEN["html"]} if whole else {}
            yield from _broken(
                subject,
                answer,
                BROKEN if thorough else few,
                OTHERS if whole else {"null": None},
            )
            if whole:
                yield from _undeclared_success(subject, answer)


def sends(subject: Subject, status: int) -> int:
    """How many requests leave while the server goes on giving one status."""
    return 1 + DEFAULT_RETRIES if subject.repeatable and status in REPEATED else 1


def status_error(status: int) -> str:
    """Name the exception of a status."""
    if status >= 500:
        return "InternalServerError"
    return STATUS_ERRORS.get(status, "APIStatusError")


def failure(
    subject: Subject,
    kind: str,
    claim: str,
    status: int,
    body: dict[str, Json],
    *,
    errors: list[Json],
    attributes: dict[str, Json] | None = None,
    pointer: Pointer | None = None,
) -> Obligation:
    """Make the obligation that an answer is raised as an exception.

    Args:
        subject: The operation.
        kind: The rest of its id.
        claim: What must hold.
        status: Of the answer.
        body: Of the answer, as the runner reads it.
        errors: The exception's classes, the most special ones.
        attributes: What the exception says, beside the status.
        pointer: Where the spec says so.
    """
    known: dict[str, Json] = {"status_code": {"integer": str(status)}, **(attributes or {})}
    return Obligation(
        id=f"{subject.key}/{kind}",
        check="call",
        claim=claim,
        pointer=pointer or subject.op.pointer,
        details={
            "operation": subject.key,
            "answer": {"status": Number(str(status)), **body},
            "raises": {"errors": errors, "attributes": known},
            **({"sends": Number(str(n))} if (n := sends(subject, status)) > 1 else {}),
        },
    )


# --- Statuses -----------------------------------------------------------------------------------


def _statuses(subject: Subject, undeclared: tuple[int, ...]) -> Iterator[Obligation]:
    declared = {
        first_status(response.status): response
        for response in subject.op.responses
        if response.status[0] in "345"
    }
    for status, response in declared.items():
        yield from _status(subject, status, response.pointer, "declared")
    for status in undeclared:
        if status not in declared:
            yield from _status(subject, status, subject.op.pointer, "undeclared")


def _status(subject: Subject, status: int, pointer: Pointer, word: str) -> Iterator[Obligation]:
    error = status_error(status)
    claim = f"{status} is {_article(error)}, "
    yield failure(
        subject,
        f"status/{status}/{word}",
        claim + "also without a body.",
        status,
        {"text": ""},
        errors=[error],
        attributes={"body": None, **_phrase(status)},
        pointer=pointer,
    )
    if status == NOT_MODIFIED:
        return
    bodies: dict[str, tuple[dict[str, Json], Json]] = {
        "html": ({"text": "<h1>no</h1>", "content_type": "text/html"}, "<h1>no</h1>"),
        "list": ({"json": [Number("0.30")]}, {"list": [{"decimal": "0.30"}]}),
    }
    if subject.envelope is None:
        bodies["json"] = ({"json": {"detail": Number("0.30")}},
                          {"dict": {"detail": {"decimal": "0.30"}}})  # fmt: skip
    if status == BRIEFLY[0]:
        bodies |= _texts()
        yield _headers(subject, status, error)
    for variant, (body, python) in bodies.items():
        yield failure(
            subject,
            f"status/{status}/{variant}",
            claim + "with the body at hand.",
            status,
            body,
            errors=[error],
            attributes={"body": python, **_phrase(status)},
            pointer=pointer,
        )


def _phrase(status: int) -> dict[str, Json]:
    return {"message": PHRASES[status]} if status in PHRASES else {}


def _texts() -> dict[str, tuple[dict[str, Json], Json]]:
    """Bodies in other encodings than UTF-8."""
    told = {
        "latin-1": ("text/html; charset=ISO-8859-1", "gefüllt".encode("latin-1"), "gefüllt"),
        "quoted": ('text/html; charset="gbk"', "已关闭".encode("gbk"), "已关闭"),
        "unknown": ("text/html; charset=engross", "ü".encode(), "ü"),
        "undeclared": ("text/html", b"\xff!", "\ufffd!"),
    }
    return {
        f"charset/{variant}": (
            {"base64": base64.b64encode(raw).decode(), "content_type": content_type},
            text,
        )
        for variant, (content_type, raw, text) in told.items()
    }


def _headers(subject: Subject, status: int, error: str) -> Obligation:
    told: Json = {"x-engross": "7", "set-cookie": None}
    return failure(
        subject,
        f"status/{status}/headers",
        "An exception has the answer's headers under lower-case names, but no cookies.",
        status,
        {"text": "no", "headers": {"X-Engross": "7", "Set-Cookie": "engross=1"}},
        errors=[error],
        attributes={"headers": {"headers": told}},
    )


# --- Bodies that contradict the spec --------------------------------------------------------------


def _broken(
    subject: Subject, answer: Answer, bodies: Mapping[str, bytes], others: Mapping[str, Json]
) -> Iterator[Obligation]:
    kept = _keeps(subject)
    for variant, raw in bodies.items():
        if kept and not raw:
            claim = "An answer of success without the declared body is read as None."
            yield _kept(subject, f"body/{variant}", claim, answer, {"text": ""}, None)
            continue
        encoded = base64.b64encode(raw).decode() if len(raw) < 1000 else ""
        body: Json = {"base64": encoded} if encoded or not raw else {"nested": Number("100000")}
        yield failure(
            subject,
            f"body/{variant}",
            "A body that is not the declared JSON is a ResponseValidationError with the raw body.",
            answer.status,
            body,
            errors=["ResponseValidationError"],
            attributes={"body": {"sent": True}},
            pointer=answer.response.pointer,
        )
    for variant, value in others.items():
        if variant in _allowed(subject, answer):
            continue
        if kept:
            claim = "A body of another JSON type is kept as it came."
            told: Json = {"plain": value}
            yield _kept(subject, f"body/json-{variant}", claim, answer, {"json": value}, told)
            continue
        yield failure(
            subject,
            f"body/json-{variant}",
            "A body of another JSON type is a ResponseValidationError with the raw body.",
            answer.status,
            {"json": value},
            errors=["ResponseValidationError"],
            attributes={"body": {"sent": True}},
            pointer=answer.response.pointer,
        )


def _keeps(subject: Subject) -> bool:
    """Whether a wrong body is kept; one that should say how the operation went never is."""
    return subject.lenient and subject.envelope is None


def _kept(
    subject: Subject, kind: str, claim: str, answer: Answer, body: dict[str, Json], python: Json
) -> Obligation:
    """Make the obligation that a wrong body is given as it came, also where nobody is told."""
    return Obligation(
        id=f"{subject.key}/{kind}",
        check="call",
        claim=claim,
        pointer=answer.response.pointer,
        details={
            "operation": subject.key,
            "answer": {"status": Number(str(answer.status)), **body},
            "returns": {"is": python},
        },
    )


def _allowed(subject: Subject, answer: Answer) -> set[str]:
    """Which of the odd bodies the schema of an answer allows after all."""
    assert answer.media is not None
    assert answer.media.schema is not None
    shape = subject.shapes.of(answer.media.schema)
    if shape.kind == "any":
        return {"null", "list", "scalar"}
    words = {"array": "list", "integer": "scalar", "number": "scalar"}
    allowed = {words.get(word, word) for word in shape.types}
    return allowed | ({"null"} if shape.nullable else set())


def _undeclared_success(subject: Subject, answer: Answer) -> Iterator[Obligation]:
    declared = {response.status.upper() for response in subject.op.responses}
    covered = _covered(subject)
    if "2XX" in declared or declared == {"DEFAULT"} or covered is None:
        return
    for status in (200, 201, 202, 206):
        if str(status) in declared:
            continue
        made = failure(
            subject,
            f"status/{status}/undeclared",
            f"{status} is not documented for this operation: a ResponseValidationError.",
            status,
            {"body": f"{answer.response.status}/full"},
            errors=["ResponseValidationError"],
            attributes={"body": {"sent": True}},
        )
        drift: list[Json] = [] if covered else [["undocumented-status", ""]]
        details: dict[str, Json] = {**made.details, "drift": drift}
        if answer.full is None or not (covered or subject.lenient):
            yield replace(made, details=details)
            continue
        del details["raises"]
        what = "documented by `default`" if covered else "not documented for this operation"
        details["returns"] = {"is": answer.full.python}
        claim = f"{status} is {what}: it is read as the status that is."
        yield replace(made, claim=claim, details=details)


def _covered(subject: Subject) -> bool | None:
    """Whether `default` describes a success: one of the same schema; None where it may be alike.

    OpenAPI 3.1, "Responses Object", fixed field `default`.
    """
    others = [r for r in subject.op.responses if r.status == "default" and r.content]
    if not others:
        return False
    good = [r for r in subject.op.responses if r.status.startswith("2")]
    media = [one for response in (*good, *others) for one in response.content]
    schemas = [one.schema for one in media if isinstance(one.schema, Ref)]
    if len(media) != 2 or len(schemas) != 2 or not all(map(is_json, media)):
        return None
    first, second = map(subject.shapes.of, schemas)
    if first.schema.pointer == second.schema.pointer:
        return True
    are_others = first.kind == second.kind == "object" and first.name != second.name
    return False if are_others else None


def _article(word: str) -> str:
    return f"an {word}" if word[0] in "AEIOU" else f"a {word}"


def thorough(subjects: Iterable[Subject]) -> set[str]:
    """Name the operations whose failures are tried in every way.

    These are the ones that cannot be undone, and the first of each kind which the client treats
    alike: what one of them does at a broken connection all of its kind do.
    """
    first: dict[tuple[bool, bool], str] = {}
    final: set[str] = set()
    for subject in subjects:
        first.setdefault((subject.repeatable, subject.envelope is not None), subject.key)
        if subject.op.irreversible is not None:
            final.add(subject.key)
    return final | set(first.values())
