"""Calls of the probe's operations that no derivation makes up: one row for each thing to notice.

What a spec says of an operation is derived; here stands what the runtime owes besides, whatever
the spec: arguments that cannot be sent, bodies that come late, streams that are none.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from engross.conformance.probe import PROBE
from engross.conformance.records import Obligation
from engross.conformance.requests import Requests
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.conformance.subject import Subject

DEEPEST = 200
"""Arrays and objects inside one another that an answer may have."""
_JSON = "application/json"
_EVENTS = "text/event-stream"
_OK = Number("200")
_NOTHING = Number("0")


def _refused(error: str, *mentions: str, **details: Json) -> dict[str, Json]:
    """Describe a call that is refused before anything is sent."""
    return {"sends": _NOTHING, "raises": {"builtin": error, "mentions": [*mentions]}, **details}


def _contradicts(*mentions: str, **details: Json) -> dict[str, Json]:
    raises: Json = {"errors": ["ResponseValidationError"], "mentions": [*mentions]}
    return {"raises": raises, **details}


def _events(text: str, **details: Json) -> dict[str, Json]:
    """Describe a call whose answer is read as it comes."""
    answer: Json = {"status": _OK, "text": text, "content_type": _EVENTS}
    accept: Json = {"headers": {"accept": _EVENTS}}
    return {"stream": True, "changes": accept, "answer": answer, **details}


def _within(opening: str, closing: str, depth: int) -> dict[str, Json]:
    """Describe an answer of so many arrays or objects inside one another."""
    text = opening * depth + "1" + closing * depth
    return {"answer": {"status": _OK, "text": text, "content_type": _JSON}}


_XML = '<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>'
_TEXT: Mapping[str, Json] = {
    "answer": {"status": _OK, "text": "half-open", "content_type": "text/plain"}
}
_PIECES: Json = {"pieces": ["en", "gross"]}
_WHOLE: Json = {"status": _OK, "text": "[]", "content_type": _JSON}
# Last part of the operation's key and a variant, what must hold, and how it is tried.
ROWS: Mapping[tuple[str, str], tuple[str, Mapping[str, Json]]] = {
    ("find", "path/absent"): (
        "Without a parameter of the path a call is a ValueError that names it.",
        _refused("ValueError", "'key'", arguments={}),
    ),
    ("find", "path/no-elements"): (
        "A list without elements would leave a gap in the path: ValueError.",
        _refused("ValueError", "'keys'", arguments={"key": "a", "keys": {"list": []}}),
    ),
    ("find", "path/endless"): (
        "A path of more characters than any server takes is a ValueError.",
        _refused(
            "ValueError",
            "make no URL",
            arguments={
                "key": {"repeated": ["a", Number("70000")]},
                "keys": {"list": [{"integer": "1"}]},
            },
        ),
    ),
    ("read", "headers/text"): (
        "`headers=` that is no mapping is a TypeError.",
        _refused("TypeError", "must be a mapping", options={"headers": "x"}),
    ),
    ("read", "headers/no-text"): (
        "A header that is no text is a ValueError.",
        _refused("ValueError", "must be a text", options={"headers": {"X-Engross": True}}),
    ),
    ("media", "accept/unknown"): (
        "An answer of a media type that the spec does not name cannot be asked for: ValueError.",
        _refused("ValueError", "accept must be one of", options={"accept": "engross/unknown"}),
    ),
    ("former", "both-ways"): (
        "A body is given by its members or whole; both are a TypeError.",
        _refused(
            "TypeError",
            "either by its members or whole",
            arguments={"stays": "a", "body": {"file": "b"}},
            options={"content_type": "application/octet-stream"},
        ),
    ),
    ("put_bytes", "codec/upload"): (
        "A codec takes a body whole: one that is read while it is sent is a TypeError.",
        _refused("TypeError", "content_codec=", codec=True, arguments={"body": _PIECES}),
    ),
    ("put_bytes", "later/sync"): (
        "A synchronous client cannot wait for the pieces of a body: ValueError.",
        _refused(
            "ValueError",
            "asynchronous client alone",
            arguments={"body": {"later": ["a"]}},
            flavours=["sync"],
        ),
    ),
    ("rows", "codec/stream"): (
        "A codec takes an answer whole: to read one as it comes is a ConfigurationError.",
        {
            "stream": True,
            "codec": True,
            "sends": _NOTHING,
            "raises": {"errors": ["ConfigurationError"], "mentions": ["content_codec="]},
        },
    ),
    ("plain", "codec/no-body"): (
        "Where there is no body, a codec has only the answer.",
        {"codec": True, "answer": {"status": _OK, "text": "engross", "encoded": True}},
    ),
    ("nothing", "codec/no-content"): (
        "Where an answer has no content, a codec is not asked.",
        {"codec": True, "returns": {"is": None}},
    ),
    ("read", "nested/arrays"): (
        f"{DEEPEST} arrays inside one another are read.",
        _within("[", "]", DEEPEST),
    ),
    ("read", "nested/objects"): (
        f"{DEEPEST} objects inside one another are read.",
        _within('{"a":', "}", DEEPEST),
    ),
    ("read", "nested/arrays-too-deep"): (
        f"More than {DEEPEST} arrays inside one another are a ResponseValidationError.",
        _contradicts("nested too deep", **_within("[", "]", DEEPEST + 1)),
    ),
    ("read", "nested/objects-too-deep"): (
        f"More than {DEEPEST} objects inside one another are a ResponseValidationError.",
        _contradicts("nested too deep", **_within('{"a":', "}", DEEPEST + 1)),
    ),
    ("read", "nested/side-by-side"): (
        "Arrays beside one another are not nested.",
        {"answer": {"status": _OK, "text": f"[{'[],' * 300}1]", "content_type": _JSON}},
    ),
    ("events_text", "stream/marked"): (
        "A byte order mark begins the stream, and is no part of any other line.",
        _events("\ufeffdata: a\n\n\ufeffdata: b\n\n", returns={"at": {"[0].data": "a"}}),
    ),
    ("events_text", "stream/lines"): (
        "The lines of an event's data stand one below the other.",
        _events("data: a\ndata: b\n\n", returns={"at": {"[0].data": "a\nb"}}),
    ),
    ("events_text", "whole/no-events"): (
        "An answer of another media type that is read whole is no event.",
        _contradicts(
            "event-stream",
            answer={"status": _OK, "text": "data: a\n\n", "content_type": "text/html"},
        ),
    ),
    ("lines", "stream/blank-first"): (
        "A line may be empty, the first one too.",
        {
            "stream": True,
            "answer": {"status": _OK, "text": "\na\r\n\rb", "content_type": "text/csv"},
            "changes": {"headers": {"accept": "text/csv"}},
            "returns": {"is": {"list": ["", "a", "", "b"]}},
        },
    ),
    ("xml", "encoding"): (
        "Of its own encoding XML says more than nobody.",
        {
            "answer": {
                "status": _OK,
                "base64": base64.b64encode(_XML.encode("latin-1")).decode(),
                "content_type": "application/xml",
            },
            "returns": {"is": _XML},
        },
    ),
    ("xml", "no-encoding"): (
        "What is no encoding of text, whatever Python calls so, is passed over.",
        {
            "answer": {
                "status": _OK,
                "text": "<a>ü</a>",
                "content_type": "application/xml; charset=hex",
            },
            "returns": {"is": "<a>ü</a>"},
        },
    ),
    ("events", "stream/done"): (
        "A stream of typed events ends where its provider says that it is done.",
        _events("data: [DONE]\n\ndata: {]\n\n", returns={"is": {"list": []}}),
    ),
    ("events_text", "stream/no-end"): (
        "Where events are text, no text is the end.",
        _events("data: [DONE]\n\n", returns={"at": {"[0].data": "[DONE]"}}),
    ),
    ("events", "stream/whole"): (
        "An answer of another media type cannot be read as it comes.",
        _contradicts(
            "as it comes",
            stream=True,
            answer={"body": "200/full"},
            options={"accept": _JSON},
            changes={"headers": {"accept": _JSON}},
        ),
    ),
    ("events", "stream/whole-cut"): (
        "Where such an answer breaks off, the connection is to blame.",
        {
            **_events(""),
            "answer": {**_WHOLE, "cut": True},
            "raises": {"errors": ["OutcomeUnknownError"]},
        },
    ),
    ("alike", "other"): (
        "Of media types that are text alike, one that was not asked for is text as well.",
        {
            "answer": {"status": _OK, "text": "<a/>", "content_type": "application/xml"},
            "options": {"accept": "text/csv"},
            "changes": {"headers": {"accept": "text/csv"}},
            "returns": {"is": "<a/>"},
        },
    ),
    ("anything", "text"): (
        "Of `*/*` a text is a text, where nothing is said of the value.",
        {**_TEXT, "returns": {"is": "half-open"}},
    ),
    ("anything_state", "text"): (
        "Of `*/*` a text is a text where the type takes one.",
        {**_TEXT, "returns": {"is": {"enum": ["EngrossState", "HALF_OPEN"]}}},
    ),
    ("anything_counts", "text"): (
        "Of `*/*` a text is JSON, or was to be, where the type takes no text.",
        _contradicts("is not JSON", **_TEXT),
    ),
}
# The same where a strict package only raises: a lenient one keeps what it was given.
STRICT: Mapping[tuple[str, str], tuple[str, Mapping[str, Json]]] = {
    ("rows", "stream/wrong-item"): (
        "An item that contradicts the spec is a ResponseValidationError with that item.",
        _contradicts(
            "thingId",
            stream=True,
            changes={"headers": {"accept": "application/x-ndjson"}},
            answer={
                "status": _OK,
                "text": '{"thingId":1}\n',
                "content_type": "application/x-ndjson",
            },
        ),
    ),
    ("events", "stream/wrong-event"): (
        "Data of an event that contradicts the spec is a ResponseValidationError.",
        _contradicts("thingId", **_events('data: {"thingId":1}\n\n')),
    ),
}
# Arguments beside those that must be, and what comes of them.
SENT: Mapping[tuple[str, str], tuple[str, Mapping[str, Json], Mapping[str, Json]]] = {
    ("find", "whole-float"): (
        "A float without a fraction is the whole number.",
        {"count_q": {"float": "7.0"}},
        {"changes": {"query": [["count_q", "7"]]}},
    ),
    ("find", "deep"): (
        "What is nested in a deep object has further brackets, items of an array their places.",
        {
            "deepest": {
                "dict": {"a": {"list": ["x", {"dict": {"b": "y"}}, None]}, "c d": {"integer": "7"}}
            }
        },
        {
            "changes": {
                "query": [
                    ["deepest[a][0]", "x"],
                    ["deepest[a][1][b]", "y"],
                    ["deepest[c d]", "7"],
                ]
            }
        },
    ),
    ("find", "reserved/none"): (
        "Where nothing else is said, reserved characters of a query are quoted.",
        {"text": "a:b/c?d"},
        {"changes": {"query": [["text", "a:b/c?d"]], "raw_query": "text=a%3Ab%2Fc%3Fd"}},
    ),
    ("find", "reserved/quoted"): (
        "Where they are not, what is quoted already stays as it is.",
        {"reserved": "a%2Fb:c%2Fd e"},
        {"changes": {"query": [["reserved", "a/b:c/d e"]], "raw_query": "=a%2Fb:c%2Fd%20e"}},
    ),
    ("post_form_any", "parts"): (
        "In a form, what has parts of its own is JSON; of a list each item is a field.",
        {
            "body": {
                "dict": {
                    "object": {"dict": {"a": {"decimal": "0.10"}}},
                    "list": {"list": ["x", {"list": ["y"]}, {"dict": {"b": True}}, None]},
                    "none": None,
                }
            }
        },
        {
            "request": {
                "method": "POST",
                "path": "/engross/post/form/any",
                "query": [],
                "headers": {"content-type": "application/x-www-form-urlencoded"},
                "form": [
                    ["object", '{"a":0.10}'],
                    ["list", "x"],
                    ["list", '["y"]'],
                    ["list", '{"b":true}'],
                ],
            }
        },
    ),
    ("put_bytes", "timeouts"): (
        "A body that is read while it is sent has the timeouts of any other.",
        {"body": {"pieces": ["en", "gross"]}},
        {
            "changes": {"text": "engross", "headers": {"transfer-encoding": "chunked"}},
            "timeouts": dict.fromkeys(("connect", "read", "write", "pool"), Number("60")),
        },
    ),
    ("put_bytes", "later"): (
        "A body whose pieces have to be waited for is sent in chunks.",
        {"body": {"later": ["en", "gross"]}},
        {
            "changes": {"text": "engross", "headers": {"transfer-encoding": "chunked"}},
            "flavours": ["async"],
        },
    ),
}
OWN: Json = {"params": {"dict": {"own": "a b"}}}
"""What a user's http client adds to each query."""


def tried_obligations(subject: Subject) -> Iterator[Obligation]:
    """Yield what is written down here for one operation of the probe."""
    rows = ROWS if subject.lenient else {**ROWS, **STRICT}
    for (operation, variant), (claim, details) in rows.items():
        if subject.key == f"{PROBE}/{operation}":
            yield _obligation(subject, variant, claim, details)
    for (operation, variant), (claim, given, details) in SENT.items():
        if subject.key == f"{PROBE}/{operation}":
            yield _sent(subject, variant, claim, given, details)
    if subject.key == f"{PROBE}/find":
        yield from _found(subject)


def _obligation(
    subject: Subject, variant: str, claim: str, details: Mapping[str, Json]
) -> Obligation:
    return Obligation(
        id=f"{subject.key}/tried/{variant}",
        check="call",
        claim=claim,
        pointer=subject.op.pointer,
        details={
            "operation": subject.key,
            "memory_only": "how a call is laid out does not depend on its way",
            **details,
        },
    )


def _sent(
    subject: Subject,
    variant: str,
    claim: str,
    given: Mapping[str, Json],
    details: Mapping[str, Json],
) -> Obligation:
    least = {name: sample.python for name, sample in subject.sampled(full=False).items()}
    return _obligation(subject, variant, claim, {"arguments": {**least, **given}, **details})


def _found(subject: Subject) -> Iterator[Obligation]:
    """The user's own http client adds to a query that has something already."""
    values = {**subject.sampled(full=False), "text": Sample.of_text("a&b")}
    yield Requests(subject).sent(
        "own-params",
        "What the user's http client adds to each query comes behind the arguments.",
        values,
        http_client=OWN,
        changes={"query": [["own", "a b"]]},
    )
