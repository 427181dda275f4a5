"""Calls of the probe's operations that no derivation makes up: one row for each thing to notice.

What a spec says of an operation is derived; here stands what the runtime owes besides, whatever
the spec: arguments that cannot be sent, bodies that come late, streams that are none.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from engross.conformance.probe import FORM, PARTS, PROBE
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.subject import Subject

DEEPEST = 200
"""Arrays and objects inside one another that an answer may have."""
_JSON = "application/json"
_EVENTS = "text/event-stream"
_OK = Number("200")
_NOTHING = Number("0")


def refused(error: str, *mentions: str, **details: Json) -> dict[str, Json]:
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
    return _json(opening * depth + "1" + closing * depth)


def _json(text: str) -> dict[str, Json]:
    """Describe a call and the text that answers it."""
    return {"answer": {"status": _OK, "text": text, "content_type": _JSON}}


def _nowhere(number: int) -> Json:
    """Give one of the answers of an operation a type that is none."""
    return ["set", f"/responses/{number}/type", "nowhere"]


def _gone(number: int) -> Json:
    return ["remove", f"/responses/{number}"]


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
        refused("ValueError", "'key'", arguments={}),
    ),
    ("find", "path/no-elements"): (
        "A list without elements would leave a gap in the path: ValueError.",
        refused("ValueError", "'keys'", arguments={"key": "a", "keys": {"list": []}}),
    ),
    **{
        ("post_parts", f"own-headers/{name}"): (
            "The headers that a part has of its own are no headers of a file: ValueError.",
            refused(
                "ValueError",
                "'image'",
                "in the tuple itself",
                arguments={
                    "text_part": "a",
                    "image": {"named-file": ["a.png", "a", "image/png", {name: "a/b"}]},
                },
            ),
        )
        for name in ("Content-Type", "Content-Disposition")
    },
    ("find", "path/endless"): (
        "A path of more characters than any server takes is a ValueError.",
        refused(
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
        refused("TypeError", "must be a mapping", options={"headers": "x"}),
    ),
    ("read", "headers/no-text"): (
        "A header that is no text is a ValueError.",
        refused("ValueError", "must be a text", options={"headers": {"X-Engross": True}}),
    ),
    ("media", "accept/unknown"): (
        "An answer of a media type that the spec does not name cannot be asked for: ValueError.",
        refused(
            "ValueError",
            f"accept must be one of {_JSON}, text/csv",
            options={"accept": "engross/unknown"},
        ),
    ),
    ("former", "both-ways"): (
        "A body is given by its members or whole; both are a TypeError.",
        refused(
            "TypeError",
            "either by its members or whole",
            arguments={"stays": "a", "body": {"file": "b"}},
            options={"content_type": "application/octet-stream"},
        ),
    ),
    ("put_bytes", "codec/upload"): (
        "A codec takes a body whole: one that is read while it is sent is a TypeError.",
        refused("TypeError", "content_codec=", codec=True, arguments={"body": _PIECES}),
    ),
    ("put_bytes", "later/sync"): (
        "A synchronous client cannot wait for the pieces of a body: ValueError.",
        refused(
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
    **{
        ("failing", f"types/{variant}"): (
            "A type that cannot be built is found before anything is sent, or where it is needed.",
            {"faults": [["set", "/id", f"faulty/{variant}"], *faults], **details},
        )
        for variant, faults, details in (
            ("success", [_nowhere(0)], refused("KeyError", "nowhere")),
            ("failure", [_nowhere(2), _nowhere(4)], {}),
            ("default", [_nowhere(4), *map(_gone, (3, 2, 1, 0))], refused("KeyError", "nowhere")),
        )
    },
    ("read", "said/text"): (
        "What is JSON by the spec is read as JSON, whatever else its media type says.",
        {
            "answer": {"status": _OK, "text": "[7]", "content_type": "text/plain"},
            "returns": {"is": {"list": [{"integer": "7"}]}},
        },
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
    ("read", "nested/endless"): (
        "Arrays inside one another for which Python has no frames are no less of a contradiction.",
        _contradicts("nested too deep", **_within("[", "]", 100 * DEEPEST)),
    ),
    ("read", "nested/side-by-side"): (
        "Arrays beside one another are not nested.",
        {"answer": {"status": _OK, "text": f"[{'[],' * 300}1]", "content_type": _JSON}},
    ),
    ("events_text", "stream/marked"): (
        "A byte order mark begins the stream, and is no part of any other line.",
        _events("\ufeffdata: a\n\n\ufeffdata: b\n\n", returns={"at": {"[0].data": "a"}}),
    ),
    ("events_text", "stream/ids"): (
        "An event has the last id that the stream gave, be it an earlier event's, or none.",
        _events(
            "data: a\n\nid: 7\ndata: b\n\ndata: c\n\nid: 8\n\ndata: d\n\n",
            returns={
                "at": {
                    "[0].event": "message",
                    **{f"[{n}].id": told for n, told in enumerate(("", "7", "7", "8"))},
                }
            },
        ),
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
    **{
        ("xml", f"no-encoding/{name}"): (
            "A transformation of Python's own is no encoding of a page.",
            {
                "answer": {
                    "status": _OK,
                    "text": "<a>\\u00fc-</a>",
                    "content_type": f"application/xml; charset={name}",
                },
                "returns": {"is": "<a>\\u00fc-</a>"},
            },
        )
        for name in ("idna", "punycode", "raw-unicode-escape", "unicode-escape")
    },
    ("xml", "encoding/of-pairs"): (
        "An encoding in which no single byte is a character is one all the same.",
        {
            "answer": {
                "status": _OK,
                "base64": base64.b64encode("<a>ü</a>".encode("utf-16")).decode(),
                "content_type": "application/xml; charset=utf-16",
            },
            "returns": {"is": "<a>ü</a>"},
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
    ("events", "stream/no-drift"): (
        "Data that is JSON is not taken for a text that contradicts the documentation.",
        _events(
            'data: {"thingId":"a","totalAmount":0.10,"maybeNull":null}\n\n',
            returns={"at": {"[0].data.thing_id": "a"}},
            drift=[],
        ),
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
    ("headers", "odd-parts"): (
        "A header that is an object has a value for each name, or is none.",
        {
            "raw": True,
            "answer": {"headers": {"x-amount": "1", "x-pairs": "a=b", "x-map": "a,1,b"}},
            "headers": {"x_map": {"raises": "ResponseValidationError"}},
        },
    ),
    ("alike_typed", "other"): (
        "Of media types that have one type, one that was not asked for will do.",
        {
            "answer": {
                "status": _OK,
                "text": "[7]",
                "content_type": "application/engross+json",
            },
            "returns": {"is": {"list": [{"integer": "7"}]}},
        },
    ),
    ("alike_bytes", "other"): (
        "Of media types that are bytes, one that was not asked for is bytes as well.",
        {
            "answer": {"status": _OK, "text": "a", "content_type": "image/gif"},
            "returns": {"is": {"bytes": base64.b64encode(b"a").decode()}},
        },
    ),
    **{
        ("ranges", content_type.replace("/", "-")): (
            f"An answer of {content_type} is of the most exact range that it is in: {asked}.",
            {
                "answer": {"status": _OK, "text": "a", "content_type": content_type},
                "options": {"accept": asked},
                "changes": {"headers": {"accept": asked}},
                "returns": {"is": value},
            },
        )
        for content_type, asked, value in (
            ("text/csv", "text/*", "a"),
            ("image/gif", "*/*", {"bytes": base64.b64encode(b"a").decode()}),
        )
    },
    ("empty", "exactly"): (
        "An answer of a status that is described without a body has none, whatever others have.",
        {"answer": {"status": _OK, "text": ""}, "returns": {"is": None}},
    ),
    ("anything", "unnamed"): (
        "Of `*/*` a body that does not say what it is is JSON.",
        {
            "answer": {"status": _OK, "text": "[7]", "content_type": ""},
            "returns": {"is": {"list": [{"integer": "7"}]}},
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
# Media types that are each a kind, and what `*/*` makes of a JSON text that is said to be one.
_OF_JSON = (
    _JSON,
    "Application/JSON ; charset=UTF-8",
    "application/json, charset=utf-8",
    "text/json",
    "application/json+engross",
    "application/problem+json",
)
_OF_TEXT = (
    "application/xml",
    "application/xml-dtd",
    "application/yaml",
    "text/x-yaml",
    "image/svg+xml",
    "engross/a+yaml",
    "text/csv",
    FORM,
    _EVENTS,
    "application/ndjson",
    "application/x-jsonl",
    "application/jsonlines",
    "application/json-lines",
    "application/stream+json",
    "application/json-seq",
    "application/geo+json-seq",
)
_OF_BYTES = ("image/png", PARTS, "application/jsonp", "engross")
_BYTES: Json = {"bytes": base64.b64encode(b'"a"').decode()}
MEDIA: Mapping[str, Json] = {
    **dict.fromkeys(_OF_JSON, "a"),
    **dict.fromkeys(_OF_TEXT, '"a"'),
    **dict.fromkeys(_OF_BYTES, _BYTES),
}
# The same where a strict package only raises: a lenient one keeps what it was given.
STRICT: Mapping[tuple[str, str], tuple[str, Mapping[str, Json]]] = {
    ("media", "other/named"): (
        "An answer of another type than was asked for is an error that says how to ask for it.",
        _contradicts(
            "accept='text/csv'",
            answer={"status": _OK, "text": "a", "content_type": "text/csv"},
            drift=[["other-media-type", ""]],
        ),
    ),
    ("media", "other/exactly"): (
        "An error says what is wrong, and of a call that changes nothing no more.",
        {
            "answer": {"status": _OK, "text": "a", "content_type": "text/csv"},
            "raises": {
                "errors": ["ResponseValidationError"],
                "attributes": {
                    "message": "the answer is text/csv, which was not asked for:"
                    " accept='text/csv' does"
                },
            },
        },
    ),
    ("ranges", "other/typed"): (
        "What is in a range that was not asked for was not asked for.",
        _contradicts(
            "which was not asked for",
            answer={"status": _OK, "text": "a", "content_type": "image/gif"},
            options={"accept": "text/*"},
            changes={"headers": {"accept": "text/*"}},
            drift=[["other-media-type", ""]],
        ),
    ),
    ("media", "other/untyped"): (
        "Neither text nor bytes have a type, and are not alike for that.",
        _contradicts(
            "accept='image/png'",
            answer={"status": _OK, "text": "a", "content_type": "image/png"},
            options={"accept": "text/csv"},
            changes={"headers": {"accept": "text/csv"}},
        ),
    ),
    ("alike_other", "other/typed"): (
        "What is JSON as well, but of another type, was not asked for.",
        _contradicts(
            "accept='application/engross+json'",
            answer={"status": _OK, "text": "[]", "content_type": "application/engross+json"},
            drift=[["other-media-type", ""]],
        ),
    ),
    ("events", "other/streamed"): (
        "An answer that can be read as it comes says how, where another was asked for.",
        _contradicts(
            "accept='text/event-stream' or with_streaming_response does",
            answer={"status": _OK, "text": "data: a\n\n", "content_type": _EVENTS},
        ),
    ),
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
    ("kinds_moment", "date"): (
        "A date is no date and time.",
        _contradicts("0: ", **_json('["2025-01-02"]')),
    ),
    **{
        ("kinds_amount_text", variant): (
            f"A text with {variant} is no decimal.",
            _contradicts("0: ", **_json(f'["{text}"]')),
        )
        for variant, text in {"underscores": "1_000", "blanks": " 1", "no-number": "NaN"}.items()
    },
    ("kinds_period", "hours"): (
        "Hours and minutes with colons are no duration.",
        _contradicts("0: ", **_json('["01:00:00"]')),
    ),
    ("events", "stream/wrong-event"): (
        "Data of an event that contradicts the spec is a ResponseValidationError.",
        _contradicts("thingId", **_events('data: {"thingId":1}\n\n')),
    ),
}


def tried_obligations(subject: Subject) -> Iterator[Obligation]:
    """Yield what is written down here for one operation of the probe."""
    rows = ROWS if subject.lenient else {**ROWS, **STRICT}
    for (operation, variant), (claim, details) in rows.items():
        if subject.key == f"{PROBE}/{operation}":
            yield tried(subject, variant, claim, details)
    if subject.key == f"{PROBE}/anything":
        yield from _of_any_type(subject)


def tried(subject: Subject, variant: str, claim: str, details: Mapping[str, Json]) -> Obligation:
    """Make the obligation of one call."""
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


def _of_any_type(subject: Subject) -> Iterator[Obligation]:
    """What may be of any media type is read as what it says that it is."""
    for content_type, value in MEDIA.items():
        claim = f"Of `*/*` a body is what its `{content_type}` says."
        answer: Json = {"status": _OK, "text": '"a"', "content_type": content_type}
        variant = f"type/{content_type.replace('/', '-')}"
        yield tried(subject, variant, claim, {"answer": answer, "returns": {"is": value}})
