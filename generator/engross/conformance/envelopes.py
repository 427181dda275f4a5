"""Obligations about failures that the answer's envelope tells of, whatever its status is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engross.conformance.failures import failure, status_error
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.subject import Subject
from engross.ir import DocumentedError, Envelope

BUSINESS_STATUSES = (200, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502)
DOCUMENTED_STATUSES = (200, 400, 409, 502)


def envelope_obligations(subject: Subject) -> Iterator[Obligation]:
    """Derive the obligations about one operation's envelope; none where it has none."""
    if subject.envelope is not None:
        yield from _envelopes(subject, subject.envelope)
        yield from _documented(subject, subject.envelope)


def _envelopes(subject: Subject, envelope: Envelope) -> Iterator[Obligation]:
    marks: dict[str, dict[str, Json]] = {
        "false": {envelope.success: False},
        "null": {envelope.success: None},
        "absent": {},
    }
    for status in BUSINESS_STATUSES:
        for mark, members in marks.items():
            yield _business(subject, envelope, status, mark, members)
    yield from _wrong_marks(subject, envelope)
    yield from _success_marks(subject, envelope)
    yield from _mappings(subject, envelope)


def _told(envelope: Envelope) -> dict[str, Json]:
    """A message, a code and a request id, as far as the envelope has places for them."""
    told: dict[str, Json] = {}
    for index, name in enumerate(envelope.message, start=1):
        told[name] = f"refused {index}"
    if envelope.code is not None:
        told[envelope.code] = "E-7"
    if envelope.request_id is not None:
        told[envelope.request_id] = "request-7"
    return told


def _seen(envelope: Envelope) -> dict[str, Json]:
    """What the exception says of `_told`."""
    return {
        **({"message": "refused 1"} if envelope.message else {}),
        "code": "E-7" if envelope.code is not None else None,
        "request_id": "request-7" if envelope.request_id is not None else None,
    }


def _business_errors(status: int, mark: str) -> list[Json]:
    if status < 300:
        return ["BusinessError"]
    # An HTTP error that does not speak of success may come from a gateway: it is only its status'.
    return [status_error(status)] if mark == "absent" else ["BusinessError", status_error(status)]


def _business(
    subject: Subject, envelope: Envelope, status: int, mark: str, members: dict[str, Json]
) -> Obligation:
    body = {**members, **_told(envelope)}
    if status == 502 and envelope.data is not None:
        body[envelope.data] = None
    return failure(
        subject,
        f"envelope/{mark}/{status}",
        f"`{envelope.success}` {mark} is no success, whatever the status.",
        status,
        {"json": body},
        errors=_business_errors(status, mark),
        attributes={**_seen(envelope), "body": {"plain": body}},
        pointer=subject.answers[0].response.pointer,
    )


def _wrong_marks(subject: Subject, envelope: Envelope) -> Iterator[Obligation]:
    answer = subject.answers[0]
    values = {"text": "true", "one": Number("1"), "list": [True], "object": {}}
    for variant, value in values.items():
        made = failure(
            subject,
            f"envelope/wrong/{variant}",
            f"`{envelope.success}` is neither true nor false: a ResponseValidationError.",
            answer.status,
            {"body": f"{answer.response.status}/full",
             "edits": [["set", f"/{envelope.success}", value]]},
            errors=["ResponseValidationError"],
            attributes={"body": {"sent": True}},
            pointer=answer.response.pointer,
        )  # fmt: skip
        raises = {**made.details["raises"], "mentions": ["neither true nor false"]}
        yield replace(made, details={**made.details, "raises": raises})
    body = {envelope.success: "true"}
    yield failure(
        subject,
        "envelope/wrong/404",
        f"A status of failure stays one where `{envelope.success}` is neither true nor false.",
        404,
        {"json": body},
        errors=[status_error(404)],
        attributes={"body": {"plain": body}},
        pointer=answer.response.pointer,
    )
    for mark, value in {"false": False, "null": None}.items():
        yield failure(
            subject,
            f"envelope/{mark}/full",
            f"`{envelope.success}` {mark} is no success, however complete the answer is.",
            answer.status,
            {"body": f"{answer.response.status}/full",
             "edits": [["set", f"/{envelope.success}", value]]},
            errors=["BusinessError"],
            pointer=answer.response.pointer,
        )  # fmt: skip
    yield failure(
        subject,
        "envelope/absent/full",
        f"An answer without `{envelope.success}` is no success, however complete it is.",
        answer.status,
        {"body": f"{answer.response.status}/full", "edits": [["remove", f"/{envelope.success}"]]},
        errors=["BusinessError"],
        pointer=answer.response.pointer,
    )
    yield failure(
        subject,
        "envelope/absent/alone",
        f"An object without `{envelope.success}` is no success.",
        answer.status,
        {"json": {}},
        errors=["BusinessError"],
        attributes={"body": {"plain": {}}, "code": None, "request_id": None},
        pointer=answer.response.pointer,
    )


def _success_marks(subject: Subject, envelope: Envelope) -> Iterator[Obligation]:
    """A status of failure stays one, even if the envelope says that all went well."""
    for status in (400, 404, 500):
        body = {envelope.success: True}
        yield failure(
            subject,
            f"envelope/true/{status}",
            f"{status} is no success, even with `{envelope.success}` true.",
            status,
            {"json": body},
            errors=[status_error(status)],
            attributes={"body": {"plain": body}},
        )


def _mappings(subject: Subject, envelope: Envelope) -> Iterator[Obligation]:
    """The message is the first candidate that holds a text."""
    told = _told(envelope)
    for index, name in enumerate(envelope.message):
        for variant, nothing in (("absent", None), ("empty", ""), ("null", None)):
            earlier = envelope.message[:index]
            rest = {key: value for key, value in told.items() if key not in earlier}
            if variant != "absent":
                rest |= dict.fromkeys(earlier, nothing)
            if index == 0 and variant != "absent":
                continue
            body = {envelope.success: False, **rest}
            yield failure(
                subject,
                f"envelope/message/{name}/{variant}",
                f"The message is `{name}` where no earlier candidate holds a text.",
                200,
                {"json": body},
                errors=["BusinessError"],
                attributes={"message": f"refused {index + 1}", "body": {"plain": body}},
                pointer=subject.answers[0].response.pointer,
            )
    yield from _long_messages(subject, envelope)
    for attribute, member in (("code", envelope.code), ("request_id", envelope.request_id)):
        if member is None:
            continue
        rest = {key: value for key, value in told.items() if key != member}
        yield failure(
            subject,
            f"envelope/{attribute}/absent",
            f"`{attribute}` is None where `{member}` is absent.",
            200,
            {"json": {envelope.success: False, **rest}},
            errors=["BusinessError"],
            attributes={**_seen(envelope), attribute: None},
            pointer=subject.answers[0].response.pointer,
        )


def _long_messages(subject: Subject, envelope: Envelope) -> Iterator[Obligation]:
    """A message stands in one line of an exception's text, and does not fill a screen."""
    start, rest = "engross:", "x" * 492
    told = {
        "long": (f"{start}{rest}yy", f"{start}{rest}…", "y…"),
        "longest": (f"{start}{rest}", f": {start}{rest}", "…"),
        "lines": ("engross\r\nsays\x1b[31m", "engross  says [31m", "\x1b"),
    }
    for variant, (message, shown, hidden) in told.items():
        if not envelope.message:
            return
        body = {envelope.success: False, envelope.message[0]: message}
        made = failure(
            subject,
            f"envelope/message/{variant}",
            "A message is kept whole, and shown in one line of 500 characters at most.",
            200,
            {"json": body},
            errors=["BusinessError"],
            attributes={"message": message},
            pointer=subject.answers[0].response.pointer,
        )
        raises = {**made.details["raises"], "mentions": [shown]}
        yield replace(made, details={**made.details, "raises": raises, "secrets": [hidden]})


# --- Documented errors ----------------------------------------------------------------------------


def _documented(subject: Subject, envelope: Envelope) -> Iterator[Obligation]:
    for error in subject.op.errors:
        matching = _matching(envelope, error)
        if matching is None or _recognised(subject, envelope, matching) != error.name:
            continue
        for status in DOCUMENTED_STATUSES:
            body = {envelope.success: False, **matching}
            yield failure(
                subject,
                f"documented/{error.name}/{status}",
                f"{error.name} is documented: it comes as that class, whatever the status.",
                status,
                {"json": body},
                errors=[error.name],
                attributes={"message": _message(envelope, body), "body": {"plain": body}},
                pointer=error.pointer,
            )
        for mark, members in {"null": {envelope.success: None}, "absent": {}}.items():
            body = {**members, **matching}
            yield failure(
                subject,
                f"documented/{error.name}/{mark}",
                f"{error.name} is recognised with `{envelope.success}` {mark} too.",
                400,
                {"json": body},
                errors=[error.name],
                attributes={"body": {"plain": body}},
                pointer=error.pointer,
            )
        yield from _near_misses(subject, envelope, error, matching)


def _recognised(subject: Subject, envelope: Envelope, members: dict[str, Json]) -> str:
    """Name the documented error that a failure is: the first whose rule holds; empty for none."""
    texts = [str(members[name]) for name in envelope.message if name in members]
    code = None if envelope.code is None else members.get(envelope.code)
    for error in subject.op.errors:
        match = error.match
        start = match.message_starts_with
        if (
            (match.code is None or match.code == code)
            and (match.message is None or match.message in texts)
            and (start is None or any(text.startswith(start) for text in texts))
        ):
            return error.name
    return ""


def _matching(envelope: Envelope, error: DocumentedError) -> dict[str, Json] | None:
    """Members of a body which the error's rule recognises."""
    members: dict[str, Json] = {}
    match = error.match
    text = match.message or (match.message_starts_with or "") + "engross detail"
    if match.message is not None or match.message_starts_with is not None:
        if not envelope.message:
            return None
        members[envelope.message[0]] = text
    if match.code is not None:
        if envelope.code is None:
            return None
        members[envelope.code] = match.code
    return members


def _message(envelope: Envelope, body: dict[str, Json]) -> Json:
    found = [body[name] for name in envelope.message if body.get(name)]
    return found[0] if found else {"anything": True}


def _near_misses(
    subject: Subject, envelope: Envelope, error: DocumentedError, matching: dict[str, Json]
) -> Iterator[Obligation]:
    misses: dict[str, dict[str, Json]] = {}
    for name in matching:
        misses[f"{name}-before"] = {**matching, name: f"not: {matching[name]}"}
        if name == envelope.code or error.match.message is not None:
            misses[f"{name}-after"] = {**matching, name: f"{matching[name]} (no)"}
    for variant, members in misses.items():
        if _recognised(subject, envelope, members):
            continue
        body = {envelope.success: False, **members}
        yield failure(
            subject,
            f"documented/{error.name}/not/{variant}",
            f"Another text is not {error.name}: a BusinessError of no documented kind.",
            200,
            {"json": body},
            errors=["BusinessError"],
            attributes={"body": {"plain": body}},
            pointer=error.pointer,
        )
    if error.match.message is not None or error.match.message_starts_with is not None:
        first = envelope.message[0]
        for name in envelope.message[1:]:
            body = {envelope.success: False, **matching, name: matching[first]}
            body[first] = "engross says something else"
            if _recognised(subject, envelope, body) != error.name:
                continue
            yield failure(
                subject,
                f"documented/{error.name}/{name}",
                f"{error.name} is recognised by any of the envelope's messages.",
                200,
                {"json": body},
                errors=[error.name],
                attributes={"body": {"plain": body}},
                pointer=error.pointer,
            )
