"""What the client put on the wire against what the spec says: anything else is a difference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus

import httpx

from . import exact
from .exact import Json
from .values import same

# What every HTTP client writes to frame a message; `_framing` checks what can be checked of it.
FRAMING = frozenset({"host", "connection", "accept-encoding", "content-length"})
# RFC 9110, "Content-Length": of these an empty body says that it is empty.
_BODIED = frozenset({"POST", "PUT", "PATCH"})
_QUOTED = re.compile(r'; (name|filename)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Received:
    """One request as the server saw it."""

    method: str
    target: str
    """Raw: path and query, not decoded."""
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in order, repetitions kept."""
    body: bytes
    timeout: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """httpx's limits by phase; empty where the request came over a socket."""
    origin: str = ""
    """`https://host:port`; empty where the request came over a socket."""

    def __str__(self) -> str:
        lines = [f"{self.method} {self.target}"]
        lines += [f"{name}: {value}" for name, value in self.headers if name not in FRAMING]
        return "\n".join([*lines, *([self.body.decode("utf-8", "replace")] if self.body else [])])


def of_request(request: httpx.Request) -> Received:
    """Take down a request that httpx is about to send; its body has been read."""
    url = request.url
    return Received(
        method=request.method,
        target=url.raw_path.decode("ascii"),
        headers=tuple((k.decode().lower(), v.decode("latin-1")) for k, v in request.headers.raw),
        body=request.content,
        timeout=request.extensions.get("timeout", {}),
        origin=f"{url.scheme}://{url.netloc.decode('ascii')}",
    )


def expected_request(
    common: Mapping[str, Json], request: Mapping[str, Json], changes: Mapping[str, Json] | None
) -> dict[str, Json]:
    """Join what every call of an operation sends, what this one does, and what is changed in it."""
    whole: dict[str, Json] = {"headers": {}, "query": []}
    for part in (common, request, changes or {}):
        headers = joined_headers(whole["headers"], part.get("headers", {}))
        query = [pair for pair in whole["query"] if not _replaced(pair, part, changes)]
        whole |= {**part, "headers": headers, "query": [*query, *part.get("query", [])]}
    return whole


def joined_headers(left: Mapping[str, Json], right: Mapping[str, Json]) -> dict[str, Json]:
    """Join two descriptions of headers; the second counts, but cookies come together."""
    both = {**left, **right}
    if left.get("cookie") and right.get("cookie"):
        cookies = {**_by_name(left["cookie"]), **_by_name(right["cookie"])}
        both["cookie"] = "; ".join(pair for pairs in cookies.values() for pair in pairs)
    return both


def _by_name(cookies: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in cookies.split("; "):
        found.setdefault(pair.partition("=")[0], []).append(pair)
    return found


def _replaced(pair: Json, part: Mapping[str, Json], changes: Mapping[str, Json] | None) -> bool:
    return part is changes and any(pair[0] == other[0] for other in part.get("query", []))


def differences(told: Mapping[str, Json], got: Received, base_url: str) -> Iterator[str]:
    """Say where a request is not exactly what the spec says."""
    base = httpx.URL(base_url)
    origin = f"{base.scheme}://{base.netloc.decode('ascii')}"
    if got.origin and got.origin != origin:
        yield f"it went to {got.origin}, not to {origin}"
    path, _, query = got.target.partition("?")
    wanted = base.raw_path.decode("ascii").rstrip("/") + told["path"]
    if got.method != told["method"]:
        yield f"its method is {got.method}, not {told['method']}"
    if path != wanted:
        yield f"its path is {path}, not {wanted}"
    yield from _query(told["query"], query)
    if told.get("raw_query", "") not in query:
        yield f"its query is {query!r}, which does not hold {told['raw_query']!r} as it is"
    yield from _headers(told["headers"], got)
    yield from _body(told, got)


def _query(told: list[Json], query: str) -> Iterator[str]:
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    got = Counter((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)
    wanted = Counter((name, value) for name, value in told)
    lacking, extra = sorted((wanted - got).elements()), sorted((got - wanted).elements())
    if len(lacking) != len(extra) or not all(map(_same_pair, lacking, extra)):
        yield f"its query is {sorted(got.elements())}, not {sorted(wanted.elements())}"


def _same_pair(left: tuple[str, str], right: tuple[str, str]) -> bool:
    return left[0] == right[0] and same(_tree(left[1]), _tree(right[1]))


def _tree(text: str) -> Json:
    """Read what is JSON in a query, whose members have no order; other texts are themselves."""
    try:
        return exact.read(text) if text.startswith(("{", "[")) else text
    except ValueError:
        return text


def _headers(told: Mapping[str, Json], got: Received) -> Iterator[str]:
    unasked = FRAMING - told.keys()
    sent = Counter(_unbounded(pair) for pair in got.headers if pair[0] not in unasked)
    wanted = Counter((name, str(value)) for name, value in told.items() if value is not None)
    for name, value in (wanted - sent).elements():
        yield f"it lacks the header {name}: {value}"
    for name, value in (sent - wanted).elements():
        yield f"it has a header that nothing asks for: {name}: {value}"
    lengths = [value for name, value in got.headers if name == "content-length"]
    framed = (got.body or got.method in _BODIED) and "transfer-encoding" not in told
    needed = [str(len(got.body))] if framed else []
    if lengths not in (needed, ["0"] if not got.body else needed):
        yield f"its content-length is {lengths}, its body has {len(got.body)} bytes"


def _unbounded(pair: tuple[str, str]) -> tuple[str, str]:
    """Leave a boundary out, which every request may choose."""
    name, value = pair
    return name, re.sub(r"; boundary=[0-9A-Za-z]{8,70}$", "", value)


def _parts(got: Received) -> list[list[Json]]:
    """Take a multipart body apart (RFC 7578): names, other headers, media type and text of each."""
    types = [value for name, value in got.headers if name == "content-type"]
    boundary = "".join(types).rpartition("boundary=")[2].encode()
    _, *pieces, end = got.body.split(b"--" + boundary)
    found = [_part(piece) for piece in pieces]
    return found if end == b"--\r\n" else [*found, [f"no end: {end!r}"]]


def _part(piece: bytes) -> list[Json]:
    head, _, content = piece.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n")
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in head.decode().split("\r\n"))
    }
    disposition = dict(_QUOTED.findall(headers.get("content-disposition", "")))
    names = [disposition.get(key) for key in ("name", "filename")]
    texts = [None if name is None else unquote(name) for name in names]
    own = ("content-disposition", "content-type")
    others = [{name: text for name, text in headers.items() if name not in own}]
    return [*texts, *filter(None, others), headers.get("content-type"), content.decode()]


def _body(told: Mapping[str, Json], got: Received) -> Iterator[str]:
    for key, compare in _BODIES.items():
        if key in told:
            yield from compare(told[key], got)
            return
    if got.body:
        yield f"it has a body where none is specified: {got.body!r}"


def _form(told: list[list[str]], got: Received) -> Iterator[str]:
    pairs = sorted(parse_qsl(got.body.decode(), keep_blank_values=True))
    if pairs != sorted((name, value) for name, value in told):
        yield f"its form has {pairs}, not {told}"


def _multipart(told: list[list[Json]], got: Received) -> Iterator[str]:
    sent = _parts(got)
    if len(sent) != len(told) or not all(map(_same_part, sent, told)):
        yield f"its parts are {sent}, not {told}"


def _same_part(sent: list[Json], told: list[Json]) -> bool:
    *head, text = sent
    if head != told[:-1] or "json" not in (head[-1] or ""):
        return sent == told
    return same(exact.read(text), exact.read(told[-1]))


def _text(told: str, got: Received) -> Iterator[str]:
    types = [value for name, value in got.headers if name == "content-type"]
    charset = re.search(r"charset=[\"']?([^;\"'\s]+)", "".join(types), re.IGNORECASE)
    if got.body != told.encode(charset[1] if charset else "utf-8"):
        yield f"its body is {got.body!r}, not {told!r}"


def _json(told: Json, got: Received) -> Iterator[str]:
    try:
        body = exact.read(got.body)
    except ValueError as error:
        yield f"its body is not JSON ({error}): {got.body!r}"
        return
    if not same(body, told):
        yield f"its body is {exact.write(body)}, not {exact.write(told)}"


def _lines(told: list[Json], got: Received) -> Iterator[str]:
    yield from _items(told, got.body.split(b"\n"), b"")


def _json_texts(told: list[Json], got: Received) -> Iterator[str]:
    """RFC 7464, "JSON Text Sequence Encoding": each text begins with a mark and ends a line."""
    yield from _items(told, got.body.split(b"\n"), b"\x1e")


def _items(told: list[Json], lines: list[bytes], mark: bytes) -> Iterator[str]:
    *items, end = lines
    if end or any(not item.startswith(mark) for item in items):
        yield f"its items are framed otherwise: {lines}"
        return
    try:
        found = [exact.read(item.removeprefix(mark)) for item in items]
    except ValueError as error:
        yield f"an item is not JSON ({error}): {items}"
        return
    if not same(found, told):
        yield f"its items are {exact.write(found)}, not {exact.write(told)}"


_BODIES: dict[str, Callable[[Any, Received], Iterator[str]]] = {
    "form": _form,
    "multipart": _multipart,
    "text": _text,
    "json": _json,
    "json-lines": _lines,
    "json-texts": _json_texts,
}
