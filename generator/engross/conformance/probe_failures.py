"""What becomes of failures, secrets and links, where only a full envelope can show it."""

from __future__ import annotations

from collections.abc import Iterator

from engross.conformance.failures import failure
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.conformance.subject import Subject
from engross.conformance.surface import NOTHING, Surface
from engross.ir import Envelope

ENVELOPE = Envelope(
    success="ok",
    code="code",
    message=("english", "chinese"),
    request_id="requestId",
    data="data",
)
LINKED = "linked"
"""One whose pages link to each other, and whose credential stands in the query."""


def path_of(last: str) -> str:
    """Give the path of an operation by its last part."""
    return f"/engross/{last}"


def marks_of_failure(subject: Subject) -> Iterator[Obligation]:
    """Codes and ids that come as numbers, and what an exception says where the envelope is mute."""
    ok = ENVELOPE.success
    code, request_id = ENVELOPE.code or "", ENVELOPE.request_id or ""
    told: dict[str, tuple[int, dict[str, Json], dict[str, Json]]] = {
        "numbers": (
            200,
            {code: Number("7"), request_id: Number("12")},
            {"code": "7", "request_id": "12"},
        ),
        "empty": (200, {code: "", request_id: ""}, {"code": None, "request_id": None}),
        "other": (200, {code: True, request_id: ["x"]}, {"code": None, "request_id": None}),
        "mute": (200, {}, {"message": "no message"}),
        "mute-404": (404, {}, {"message": "Not Found"}),
        "mute-599": (599, {}, {"message": "no message"}),
    }
    for variant, (status, members, attributes) in told.items():
        kinds = {200: [], 404: ["NotFoundError"], 599: ["InternalServerError"]}[status]
        yield failure(
            subject,
            f"envelope/told/{variant}",
            "An exception has the envelope's code and id as text, and the status' words at least.",
            status,
            {"json": {ok: False, **members}},
            errors=["BusinessError", *kinds],
            attributes=attributes,
        )


def public_words(surface: Surface) -> Obligation:
    """A provider that repeats what is not sensitive is not cut short."""
    probe = surface.probe
    given = {**probe.sampled(full=False), "note": probe.sampled(full=True)["note"]}
    told = {name: sample.python for name, sample in given.items()}
    words = f"no such note: {told['note']}"
    body: Json = {ENVELOPE.success: False, ENVELOPE.message[0]: words}
    return surface.call(
        "public/echo",
        "What is not sensitive stays in the provider's words.",
        arguments=told,
        request=probe.request(given),
        answers=[{"status": Number("404"), "json": body}],
        raises={"errors": ["BusinessError", "NotFoundError"], "attributes": {"message": words}},
    )


def linked_pages(subject: Subject, key: str) -> Iterator[Obligation]:
    """The credential of a query goes along with a link, once."""
    least = subject.request(subject.sampled(full=False))
    last: Json = {"list": [Number("2")]}
    for variant, query in {"without": "?page=2", "with": f"?page=2&engross%20key={key}"}.items():
        first: Json = {"list": [Number("1")], "next": f"{path_of(LINKED)}{query}"}
        yield Obligation(
            id=f"{subject.key}/pages/{variant}",
            check="pages",
            claim="A link is followed with the credential of the query, unless it has it itself.",
            pointer=subject.op.pointer,
            details={
                "operation": subject.key,
                "iterator": "",
                "arguments": {},
                "answers": [{"status": Number("200"), "json": body} for body in (first, last)],
                "requests": [least, {**least, "query": [["page", "2"]]}],
                "items": [Number("1"), Number("2")],
            },
        )


def refused_argument(surface: Surface) -> Obligation:
    """What is refused before anything is sent gives no credential away."""
    return surface.call(
        "wrong/locals",
        "Where an argument is refused, no variable that a traceback shows is a credential.",
        arguments={"secret": {"integer": "7"}},
        locals=True,
        sends=NOTHING,
        raises={"builtin": "ValueError", "mentions": ["secret"]},
    )


def own_header_echoes(surface: Surface) -> Iterator[Obligation]:
    """A header of the caller's own is as secret as the one whose place it takes."""
    own = "engross-own-7"
    answer: Json = {ENVELOPE.success: False, ENVELOPE.message[0]: f"no such token: {own}"}
    for variant, header in {"own-header": own, "own-scheme": f"Engross {own}"}.items():
        yield surface.call(
            f"silence/echo/{variant}",
            "A provider that repeats a caller's own Authorization does not get it printed.",
            options={"headers": {"Authorization": header}},
            changes={"headers": {"authorization": header}},
            answers=[{"status": Number("401"), "json": answer}],
            raises={
                "errors": ["BusinessError", "AuthenticationError"],
                "attributes": {"message": "no such token: ***"},
            },
            secrets=[own],
        )


def nested_echoes(surface: Surface) -> Iterator[Obligation]:
    """A provider that repeats what is sensitive inside a body does not get it printed."""
    probe = surface.probe
    secret = "engross-pin-7"  # noqa: S105 - made up
    words = f"no such thing: {secret}"
    answer: Json = {ENVELOPE.success: False, ENVELOPE.message[0]: words}
    whole = {"note": "a", "secret": "b", "thing": {"pin": secret}}
    built: Json = {"dict": {**whole, "thing": {"dict": {"pin": secret}}}}
    if "body" in probe.sampled(full=False):
        ways: dict[str, dict[str, Sample]] = {
            kind: {"body": Sample(wire=[whole], python={kind: [built]})}
            for kind in ("list", "iterator")
        }
    else:
        thing = Sample(wire=whole["thing"], python=built["dict"]["thing"])
        ways = {"member": {**probe.sampled(full=False), "thing": thing}}
    for way, given in ways.items():
        chunked: Json = {"headers": {"transfer-encoding": "chunked"}}
        yield surface.call(
            f"silence/echo/inside/{way}",
            "A provider that repeats what is sensitive inside a body does not get it printed.",
            arguments={name: sample.python for name, sample in given.items()},
            request=probe.request(given),
            **({"changes": chunked} if way == "iterator" else {}),
            answers=[{"status": Number("404"), "json": answer}],
            raises={
                "errors": ["BusinessError", "NotFoundError"],
                "attributes": {"message": "no such thing: ***"},
            },
            secrets=[secret],
        )
