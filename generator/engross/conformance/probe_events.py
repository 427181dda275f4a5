"""Events of kinds that not every provider sends: forms, texts, and JSON told apart by a member.

The runtime of every package can read them, whatever its API describes.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping

from engross.conformance.probe_records import member_record
from engross.conformance.records import Obligation
from engross.conformance.runner.exact import Json, Number
from engross.pointer import ROOT

PROBE_EVENTS = "runtime_events"
"""The beginning of the ids."""
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_CLASS: Json = {"class": "EngrossOpened"}
# Name of an event to its type and media type.
KINDS: Mapping[str, tuple[Json, str]] = {
    "form": ({"class": "EngrossForm"}, _FORM),
    "opened": (_CLASS, _JSON),
    "closed": ({"class": "EngrossClosed"}, _JSON),
    "text": ("string", "text/plain"),
    "xml": ("string", "application/xml"),
}
_FIELDS: Mapping[str, Json] = {
    "text": "string",
    "count": "integer",
    "flag": "boolean",
    "many": ["list", "integer"],
    "texts": ["list", "string"],
    "inner": _CLASS,
    "either": {"union": [["list", "string"], "integer"]},
}
_FEW: Json = {"counted": [["list", "integer"], Number("1"), Number("2")]}
_OPENED: Json = {"model": "EngrossOpened", "fields": {"amount": {"decimal": "0.10"}}}
_CLOSED: Json = {
    "model": "EngrossClosed",
    "fields": {"why": "ü", "few": {"list": [{"integer": "1"}]}},
}


def _form(**fields: Json) -> Json:
    return {"model": "EngrossForm", "fields": fields}


# What reads them, or the tag by which the kind is found; a body, and what it is.
ROWS: Mapping[str, tuple[str, str, Json]] = {
    "form/scalars": (
        "form",
        "text=%C3%BC+a&count=7&flag=true",
        _form(text="ü a", count={"integer": "7"}, flag=True, inner=None),
    ),
    "form/numbers-in-texts": ("form", "text=7", _form(text="7")),
    "form/blank": ("form", "text=", _form(text="")),
    "form/lists": (
        "form",
        "many=1&many=2&texts=a&texts=2",
        _form(many={"list": [{"integer": "1"}, {"integer": "2"}]}, texts={"list": ["a", "2"]}),
    ),
    "form/lists-of-one": (
        "form",
        "many=1&texts=2",
        _form(many={"list": [{"integer": "1"}]}, texts={"list": ["2"]}),
    ),
    "form/parts": (
        "form",
        "inner=%7B%22event%22%3A%22opened%22%2C%22amount%22%3A0.10%7D",
        _form(inner=_OPENED),
    ),
    "form/either-number": ("form", "either=7", _form(either={"integer": "7"})),
    "form/either-list": ("form", "either=a", _form(either={"list": ["a"]})),
    "json": ("opened", '{"event":"opened","amount":0.10}', _OPENED),
    "text": ("text", "<engross>ü", "<engross>ü"),
    "xml": ("xml", "<engross>ü", "<engross>ü"),
    "tag/first": ("event", '{"event":"opened","amount":0.10}', _OPENED),
    "tag/second": ("event", '{"event":"closed","why":"ü","few":[1]}', _CLOSED),
}
# The same of what is refused, and what the error says.
REFUSED: Mapping[str, tuple[str, bytes, list[str]]] = {
    "form/number": ("form", b"count=x", ["form: count: "]),
    "form/item": ("form", b"many=1&many=x", ["form: many.1: "]),
    "form/unknown-parts": ("form", b"inner=%5B%5D", ["form: inner: "]),
    "form/no-text": ("form", b"text=\xff", ["form: ", "UTF-8"]),
    "json/no-text": ("opened", b'"\xff"', ["opened: ", "is not JSON"]),
    "json/wrong": (
        "opened",
        b'{"event":"opened","amount":"secret-7"}',
        ["opened: amount: "],
    ),
    "json/few": ("closed", b'{"event":"closed","why":"","few":[]}', ["closed: few: "]),
    "json/many": ("closed", b'{"event":"closed","why":"","few":[1,2,3]}', ["closed: few: "]),
    "text/no-text": ("text", b"\xff", ["text: ", "UTF-8"]),
    "tag/wrong": ("event", b'{"event":"opened","amount":"secret-7"}', ["opened: amount: "]),
    "tag/unknown": ("event", b'{"event":"other"}', ["event: event: "]),
    "tag/number": ("event", b'{"event":7}', ["event: event: "]),
    "tag/missing": ("event", b"{}", ["event: event: "]),
    "tag/list": ("event", b"[]", ["event: event: "]),
    "tag/broken": ("event", b"{", ["event: ", "is not JSON"]),
}
# Of a lenient package: what reads them, a body, what is kept of it, and what is told.
_WRONG: Json = {"plain": "secret-7"}
_WRONG_AMOUNT: Json = {"model": "EngrossOpened", "fields": {"amount": _WRONG}}
KEPT: Mapping[str, tuple[str, str, Json, Json]] = {
    "form": (
        "form",
        "text=a&count=secret-7&flag=true&new=1",
        _form(text="a", count=_WRONG, flag=True),
        [["wrong-type", "/count"], ["unknown-field", "/new"]],
    ),
    "json": (
        "opened",
        '{"event":"opened","amount":"secret-7"}',
        _WRONG_AMOUNT,
        [["wrong-type", "/amount"]],
    ),
    "json/whole": ("opened", "[1]", {"plain": [Number("1")]}, [["wrong-type", ""]]),
    "text": ("text", "<engross>ü", "<engross>ü", []),
    "tag": (
        "event",
        '{"event":"opened","amount":"secret-7"}',
        _WRONG_AMOUNT,
        [["wrong-type", "/amount"]],
    ),
}
NEVER_KEPT = ("json/no-text", "text/no-text", "form/no-text", "tag/unknown", "tag/list")
"""Of what is refused, what a lenient package refuses as well: nobody knows what it would be."""


def event_classes() -> dict[str, Json]:
    """Describe the classes of the events."""
    opened = {"event": {"literal": ["opened"]}, "amount": "decimal"}
    closed = {"event": {"literal": ["closed"]}, "why": "string", "few": _FEW}
    members = {"EngrossOpened": (opened, True), "EngrossClosed": (closed, True)}
    return {
        name: {"fields": {n: member_record(kind, n, required=is_whole) for n, kind in told.items()}}
        for name, (told, is_whole) in {**members, "EngrossForm": (_FIELDS, False)}.items()
    }


def event_obligations() -> Iterator[Obligation]:
    """Yield what becomes of each body."""
    for variant, (reader, body, value) in ROWS.items():
        claim = "An event is read as its type says, whatever its media type has for that."
        yield _obligation(variant, claim, reader, text=body, value=value)
    for variant, (reader, raw, mentions) in REFUSED.items():
        claim = "What is no such event is a WebhookValidationError that says what is wrong with it."
        told: Json = {"base64": base64.b64encode(raw).decode(), "mentions": mentions}
        yield _obligation(
            f"refused/{variant}", claim, reader, refused=True, secrets=["secret-7"], **told
        )
        if variant in NEVER_KEPT:
            claim = "Where nobody knows what it would be, a lenient package refuses a body, too."
            told |= {"refused": True, "drift": []}
            yield _obligation(f"lenient/refused/{variant}", claim, reader, lenient=True, **told)
    for variant, (reader, body, value, drift) in KEPT.items():
        claim = (
            "A lenient package keeps what is right, leaves the rest as it came, and tells of it."
        )
        name = "opened" if reader == "event" else reader
        details: dict[str, Json] = {"text": body, "value": value, "drift": drift, "event": name}
        yield _obligation(f"lenient/{variant}", claim, reader, lenient=True, **details)
        quiet = {key: detail for key, detail in details.items() if key != "drift"}
        claim = "It does so as well where nobody wants to be told."
        yield _obligation(f"lenient/{variant}/untold", claim, reader, lenient=True, **quiet)
    wrong = base64.b64encode(b'{"event":"opened","amount":"secret-7"}').decode()
    says = "opened: amount: Input should be a finite Decimal or an int"
    claim = "An error says what is wrong, and nothing else."
    yield _obligation("refused/says", claim, "opened", refused=True, base64=wrong, says=says)
    claim = "Also who refuses an event tells of it."
    told = {"base64": wrong, "event": "opened", "drift": [["wrong-type", "/amount"]]}
    yield _obligation("refused/told", claim, "opened", refused=True, **told)


def _obligation(
    variant: str, claim: str, reader: str, *, lenient: bool = False, **details: Json
) -> Obligation:
    names = [reader] if reader in KINDS else ["opened", "closed"]
    kept: dict[str, Json] = {"lenient": True} if lenient else {}
    kinds: Json = [
        {"name": name, "type": KINDS[name][0], "content_type": KINDS[name][1], **kept}
        for name in names
    ]
    tag: dict[str, Json] = {} if reader in KINDS else {"tag": reader}
    return Obligation(
        id=f"{PROBE_EVENTS}/{variant}",
        check="webhook",
        claim=claim,
        pointer=ROOT / PROBE_EVENTS,
        details={"events": {"kinds": kinds, **tag}, **details},
    )
