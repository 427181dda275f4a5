"""What calls of the probe send that no derivation makes up: arguments, and what stands on the wire.

What is refused, and what becomes of answers, stands in `probe_tried`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engross.conformance.operation_requests import Requests
from engross.conformance.probe import PROBE
from engross.conformance.probe_tried import refused, tried
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample
from engross.conformance.subject import Subject

_PIECES: Json = {"pieces": ["en", "gross"]}
_NAMED: Json = ["n.txt", "n", "text/plain", {"X-One": "1", "X-Two": "2"}]
_ODD: Json = ['o"\r\n.txt', "o", "text/plain", {}]
_NO_ITEMS: Json = {"list": []}
_NO_MEMBERS: Json = {"dict": {}}
_CHUNKED: Json = {"transfer-encoding": "chunked"}
_ROW: Json = {"thingId": "a", "totalAmount": {"decimal": "0.10"}, "maybeNull": None}
_ROW_ON_WIRE: Json = {"thingId": "a", "totalAmount": Number("0.10"), "maybeNull": None}
_TWO_NAMES: Json = {**_ROW_ON_WIRE, "total_amount": "other"}
# What a call sends over a connection that asks for it a second time, as some ways to
# authenticate do: the body, and whether it can be read again.
AGAIN: Mapping[str, tuple[Json, bool, list[Json]]] = {
    "file": ({"opened": ["skipped engross", Number("8")]}, True, ["sync", "async"]),
    "pipe": ({"pipe": "engross"}, False, ["sync", "async"]),
    "pieces": (_PIECES, False, ["sync", "async"]),
    "later": ({"later": ["en", "gross"]}, False, ["async"]),
}
# What is sent, where it is found to be wrong on its way, and what the call says then.
_OTHERS = "may have been carried out"
LATE: Mapping[tuple[str, str], tuple[Json, list[Json], list[Json]]] = {
    ("post_rows", "wrong"): (
        {"iterator": [{"dict": _ROW}, "x"]},
        ["item 1", _OTHERS],
        ["sync", "async"],
    ),
    ("post_rows", "wrong-first"): (
        {"iterator": ["x", {"dict": _ROW}]},
        ["item 0"],
        ["sync", "async"],
    ),
    ("post_rows", "awaited/wrong"): (
        {"awaited": [{"dict": _ROW}, "x"]},
        ["item 1", _OTHERS],
        ["async"],
    ),
    ("put_texts", "wrong"): (
        {"iterator": [{"decimal": "0.10"}, "x"]},
        ["item 1", _OTHERS],
        ["sync", "async"],
    ),
}
# Arguments beside those that must be, and what comes of them.
SENT: Mapping[tuple[str, str], tuple[str, Mapping[str, Json], Mapping[str, Json]]] = {
    ("find", "whole-float"): (
        "A float without a fraction is the whole number.",
        {"count_q": {"float": "7.0"}},
        {"changes": {"query": [["count_q", "7"]]}},
    ),
    ("query_any", "nothing"): ("A whole query that is null is none.", {"whole": None}, {}),
    ("query_any", "text"): (
        "A whole query that is a text is quoted.",
        {"whole": "a b&c"},
        {"changes": {"query": [["a b&c", ""]], "raw_query": "a%20b%26c"}},
    ),
    ("find", "nothing"): (
        "What is null, or a list of nothing, is left out, of a cookie too.",
        {
            "free": None,
            **dict.fromkeys(("each", "joined", "spaced", "crumbs"), _NO_ITEMS),
            **dict.fromkeys(("packed", "deepest", "spread"), _NO_MEMBERS),
        },
        {},
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
    ("styled", "cookie/semicolon"): (
        "A cookie that nothing quotes is a ValueError where it would end too soon.",
        {"plainly": "a;b"},
        refused("ValueError", "no cookie can carry"),
    ),
    ("styled", "header/json"): (
        "A header that is JSON writes in ASCII what no header can carry.",
        {"x_json": {"dict": {"a": "ü\U0001f600"}}},
        {"changes": {"headers": {"x-json": '{"a":"\\u00fc\\ud83d\\ude00"}'}}},
    ),
    ("post_free_parts", "list"): (
        "Of a part that nobody describes a list is parts of one name, files among them.",
        {
            "body": {
                "dict": {
                    "a": {
                        "list": [
                            "x",
                            {"file": "y"},
                            {"open-file": ["z.txt", "z"]},
                            {"named-file": _NAMED},
                            {"named-file": _ODD},
                        ]
                    }
                }
            }
        },
        {
            "request": {
                "method": "POST",
                "path": "/engross/post/free_parts",
                "query": [],
                "headers": {"content-type": "multipart/form-data"},
                "multipart": [
                    ["a", None, None, "x"],
                    ["a", "upload", "application/octet-stream", "y"],
                    ["a", "z.txt", "text/plain", "z"],
                    ["a", "n.txt", {"x-one": "1", "x-two": "2"}, "text/plain", "n"],
                    ["a", 'o"\r\n.txt', "text/plain", "o"],
                ],
            }
        },
    ),
    ("post_parts", "one-file-twice"): (
        "A file that is given twice is sent twice, from where it stood.",
        {
            "image": {"file": "a"},
            "pages": {"copies": [{"open-file": ["z.txt", "z"]}, Number("2")]},
            "text_part": "a",
        },
        {
            "request": {
                "method": "POST",
                "path": "/engross/post/parts",
                "query": [],
                "headers": {"content-type": "multipart/form-data"},
                "multipart": [
                    ["image", "upload", "image/x-engross", "a"],
                    ["pages", "z.txt", "text/plain;charset=utf-8", "z"],
                    ["pages", "z.txt", "text/plain;charset=utf-8", "z"],
                    ["textPart", None, None, "a"],
                ],
            }
        },
    ),
    ("post_parts", "several-types"): (
        "Of several media types a file has its own, else what its name says, else the first.",
        {
            "image": {"open-file": ["a.png", "a"]},
            "pages": {
                "list": [
                    {"named-file": ["a.txt", "a", "text/x-own", {}]},
                    {"open-file": ["b.gif", "b"]},
                    {"open-file": ["c.html", "c"]},
                    {"file": "d"},
                ]
            },
            "text_part": "a",
        },
        {
            "request": {
                "method": "POST",
                "path": "/engross/post/parts",
                "query": [],
                "headers": {"content-type": "multipart/form-data"},
                "multipart": [
                    ["image", "a.png", "image/x-engross", "a"],
                    ["pages", "a.txt", "text/x-own", "a"],
                    ["pages", "b.gif", "image/gif", "b"],
                    ["pages", "c.html", "image/x-engross", "c"],
                    ["pages", "upload", "image/x-engross", "d"],
                    ["textPart", None, None, "a"],
                ],
            }
        },
    ),
    ("exchange", "same-name"): (
        "A member whose name is that of a field in Python is sent back beside that field.",
        {"body": {"dict": {"a": {"read": ["EngrossThing", _TWO_NAMES]}}}},
        {"changes": {"json": {"a": _TWO_NAMES}}},
    ),
    ("post_rows", "awaited"): (
        "Items may have to be waited for.",
        {"body": {"awaited": [{"dict": dict(_ROW)}]}},
        {
            "changes": {"json-lines": [_ROW_ON_WIRE], "headers": {"transfer-encoding": "chunked"}},
            "flavours": ["async"],
        },
    ),
    ("put_bytes", "past-end"): (
        "Of a file that stands behind its end nothing is sent.",
        {"body": {"opened": ["a", Number("5")]}},
        {"changes": {"text": ""}},
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


def sent_obligations(subject: Subject) -> Iterator[Obligation]:
    """Yield what is written down here for one operation of the probe."""
    for (operation, variant), (claim, given, details) in SENT.items():
        if subject.key == f"{PROBE}/{operation}":
            yield _sent(subject, variant, claim, given, details)
    for (operation, variant), (body, mentions, flavours) in LATE.items():
        if subject.key == f"{PROBE}/{operation}":
            claim = "A wrong item of an iterator is the caller's, and those before it are told of."
            raises: Json = {"builtin": "ValueError", "mentions": mentions}
            yield _sent(
                subject,
                variant,
                claim,
                {"body": body},
                {"sends": Number("0"), "raises": raises, "flavours": flavours},
            )
    if subject.key == f"{PROBE}/find":
        yield from _found(subject)
    if subject.key == f"{PROBE}/put_bytes":
        yield from _sent_again(subject)


def _sent(
    subject: Subject,
    variant: str,
    claim: str,
    given: Mapping[str, Json],
    details: Mapping[str, Json],
) -> Obligation:
    least = {name: sample.python for name, sample in subject.sampled(full=False).items()}
    return tried(subject, variant, claim, {"arguments": {**least, **given}, **details})


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
    yield Requests(subject).sent(
        "own-cookies",
        "Cookies of the user's http client come behind those that are arguments.",
        {**values, "crumb": Sample.of_text("a")},
        http_client={"cookies": {"dict": {"own": "1"}}},
        changes={"headers": {"cookie": "crumb=a; own=1"}},
        memory_only="a cookie without a domain is not sent to every host",
    )


def _sent_again(subject: Subject) -> Iterator[Obligation]:
    """A user's http client may send a request twice, which not every body can be."""
    for word, (body, is_rewindable, flavours) in AGAIN.items():
        details: dict[str, Json] = {
            "arguments": {"body": body},
            "http_client": {"auth": {"twice": None}},
            "flavours": flavours,
        }
        if is_rewindable:
            claim = "A file is sent a second time from where it was at first."
            found = tried(
                subject,
                f"again/{word}",
                claim,
                {**details, "changes": {"text": "engross"}, "sends": Number("2")},
            )
        else:
            claim = "What cannot be read again is no shorter body: the call says that it failed."
            told: dict[str, Json] = {"changes": {"text": "engross", "headers": _CHUNKED}}
            raises: Json = {"errors": ["APIConnectionError"], "mentions": ["OSError"]}
            found = tried(subject, f"again/{word}", claim, {**details, **told, "raises": raises})
        yield found
