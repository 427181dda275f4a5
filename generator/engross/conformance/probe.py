"""An API of our own that every package's runtime is held to, beside the API it was generated for.

A package whose only operation may never be repeated still carries the code that repeats, and one
without query parameters the code that writes them. The runner calls these operations through the
runtime itself; they are derived from this little API like all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engross.conformance.probe_records import class_record
from engross.conformance.runner.exact import Json
from engross.conformance.shapes import Shapes
from engross.conformance.subject import Subject
from engross.ir import (
    Api,
    Encoding,
    Header,
    MediaType,
    Operation,
    Parameter,
    ParameterLocation,
    Ref,
    RequestBody,
    Response,
    Schema,
)
from engross.names import SEQUENTIAL, Names, media_kind, name_api
from engross.pointer import ROOT, Pointer

PROBE = "runtime"
"""The resource its operations belong to, and the beginning of their ids."""
KINDS: dict[str, tuple[str, str | None]] = {
    "text": ("string", None),
    "flag": ("boolean", None),
    "count": ("integer", None),
    "ratio": ("number", None),
    "amount": ("number", "decimal"),
    "amount_text": ("string", "decimal"),
    "moment": ("string", "date-time"),
    "day": ("string", "date"),
    "hour": ("string", "time"),
    "period": ("string", "duration"),
    "uuid": ("string", "uuid"),
}
ANY = "any"
"""The kind of a value of which nothing is said."""
# Name, location, kind of the value or of its items, whether it is a list or a map, style, explode.
PARAMETERS: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("key", "path", "text", "", "simple", False),
    ("keys", "path", "count", "list", "simple", False),
    ("text", "query", "text", "", "form", True),
    *((f"{kind}_q", "query", kind, "", "form", True) for kind in KINDS if kind != "text"),
    ("each", "query", "text", "list", "form", True),
    ("joined", "query", "count", "list", "form", False),
    ("packed", "query", "count", "map", "form", False),
    ("spaced", "query", "text", "list", "spaceDelimited", False),
    ("piped", "query", "text", "list", "pipeDelimited", False),
    ("deep[er]", "query", "text", "map", "deepObject", True),
    ("deepest", "query", ANY, "map", "deepObject", True),
    ("spread", "query", "text", "map", "form", True),
    ("reserved", "query", "text", "", "form", True),
    ("loose", "query", ANY, "list", "form", True),
    ("X-Secret", "header", "amount", "", "simple", False),
    ("X-Text", "header", "text", "", "simple", False),
    ("X-List", "header", "count", "list", "simple", False),
    ("X-Words", "header", "text", "list", "simple", False),
    ("X-Map", "header", "count", "map", "simple", True),
    ("crumb", "cookie", "text", "", "form", True),
    ("crumbs", "cookie", "text", "list", "form", True),
    ("free", "query", ANY, "", "form", True),
)
# The same of the operation that has the other styles; a media type is no style, but `content`.
STYLES: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("matrix", "path", "text", "", "matrix", False),
    ("matrixList", "path", "count", "list", "matrix", False),
    ("matrixEach", "path", "text", "list", "matrix", True),
    ("matrixMap", "path", "text", "map", "matrix", False),
    ("matrixPairs", "path", "count", "map", "matrix", True),
    ("label", "path", "text", "", "label", False),
    ("labelList", "path", "count", "list", "label", False),
    ("labelPairs", "path", "text", "map", "label", True),
    ("pathMap", "path", "text", "map", "simple", False),
    ("reservedPath", "path", "text", "", "simple", False),
    ("inJson", "query", "amount", "map", "application/json", False),
    ("X-Json", "header", "text", "map", "application/json", False),
    ("inForm", "query", "text", "map", "application/x-www-form-urlencoded", False),
    ("plainly", "cookie", "text", "", "cookie", True),
    ("plainList", "cookie", "count", "list", "cookie", True),
)
# A query as a whole: of an operation of its own each.
WHOLE_QUERIES = {
    "query/form": "application/x-www-form-urlencoded",
    "query/json": "application/json",
    "query/any": "application/x-www-form-urlencoded",
}
# The same of the operation that has what the provider has deprecated.
FORMER: tuple[tuple[str, str, str, str, str, bool], ...] = (
    ("kept", "query", "text", "", "form", True),
    ("gone", "query", "text", "", "form", True),
)
# Declared headers of an answer: name, kind of the value or of its parts, what holds these, whether
# it must be there, explode.
HEADERS: tuple[tuple[str, str, str, bool, bool], ...] = (
    ("X-Text", "text", "", False, False),
    ("X-Amount", "amount", "", True, False),
    ("X-Flag", "flag", "", False, False),
    ("X-Moment", "moment", "", False, False),
    ("X-Counts", "count", "list", False, False),
    ("X-Words", "text", "list", False, False),
    ("X-Map", "count", "map", False, False),
    ("X-Pairs", "text", "map", True, True),
)
ODD = tuple((f"{word} name", "path", "text", "", "simple", False) for word in ("odd", "other"))
OTHERS = {"odd": ODD, "styled": STYLES, "former": FORMER}
"""First word of a path to the parameters, where they are not `PARAMETERS`."""
GONE = frozenset({"gone", "left"})
"""The names of what is deprecated."""
THING = Pointer(("components", "schemas", "EngrossThing"))
STATE = Pointer(("components", "schemas", "EngrossState"))
LEVEL = Pointer(("components", "schemas", "EngrossLevel"))
EVENT = Pointer(("components", "schemas", "EngrossEvent"))
CLASSES = (STATE, LEVEL, THING, EVENT)
# Wire name, kind or class, whether it is a list, required, nullable, sensitive.
MEMBERS: tuple[tuple[str, str, bool, bool, bool, bool], ...] = (
    ("thingId", "text", False, True, False, False),
    ("totalAmount", "amount", False, True, False, False),
    ("maybeNull", "amount", False, True, True, False),
    ("text_value", "text", False, False, False, False),
    ("nullableText", "text", False, False, True, False),
    ("isOpen", "flag", False, False, False, False),
    ("pieces", "count", False, False, False, False),
    ("share", "ratio", False, False, False, False),
    ("inText", "amount_text", False, False, False, False),
    ("happenedAt", "moment", False, False, False, False),
    ("onDay", "day", False, False, False, False),
    ("atHour", "hour", False, False, False, False),
    ("lasting", "period", False, False, False, False),
    ("madeBy", "uuid", False, False, False, False),
    ("secretCode", "text", False, False, False, True),
    ("secretNumber", "amount", False, False, False, True),
    ("amounts", "amount", True, False, False, False),
    ("currentState", "EngrossState", False, False, False, False),
    ("pastStates", "EngrossState", True, False, True, False),
    ("level", "EngrossLevel", False, False, False, False),
    ("pastLevels", "EngrossLevel", True, False, False, False),
    ("innerThings", "EngrossThing", True, False, False, False),
    ("modelDumpId", "text", False, False, False, False),
)
EVENT_FIELDS = {"event": "text", "id": "text", "retry": "count", "data": "EngrossThing"}
"""Wire name to kind or class of what an event of a stream has."""
JSON = "application/json"
ANY_ANSWER = (("200", JSON, ""),)
FAILING = (
    ("200", JSON, "count"),
    ("404", "text/plain", ""),
    ("4XX", f"{JSON} text/plain", "EngrossThing"),
    ("default", "application/problem+json", "amount"),
)
OTHER_METHODS = ("PUT", "OPTIONS", "TRACE", "PATCH", "Purge")
FORM = "application/x-www-form-urlencoded"
# Method, last part of the path, whether it takes the parameters, kind of its body, answers.
OPERATIONS: tuple[tuple[str, str, bool, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("GET", "read", False, "", ANY_ANSWER),
    ("GET", "read of ü: ?fixed=a%2Fb", False, "", ANY_ANSWER),
    ("POST", "send", False, "amount", ANY_ANSWER),
    ("POST", "post/form", False, "text", ANY_ANSWER),
    ("POST", "post/form/any", False, ANY, ANY_ANSWER),
    ("POST", "post/text", False, "text", ANY_ANSWER),
    ("PUT", "post/maybe", False, "amount", ANY_ANSWER),
    ("POST", "post/free_parts", False, "text", ANY_ANSWER),
    ("POST", "post/parts", False, "parts", ANY_ANSWER),
    ("POST", "exchange", False, "EngrossThing", (("200", "application/json", "EngrossThing"),)),
    ("GET", "find/{key}/{keys}?fixed=a%2Fb", True, "", ANY_ANSWER),
    (
        "GET",
        "styled" + "".join(f"/{{{s[0]}}}" for s in STYLES if s[1] == "path"),
        True,
        "",
        ANY_ANSWER,
    ),
    ("GET", "odd/{odd name}/{other name}", True, "", ANY_ANSWER),
    *(("GET", path, False, "", ANY_ANSWER) for path in WHOLE_QUERIES),
    ("GET", "range", False, "", (("2XX", "application/json", "count"),)),
    ("GET", "fallback", False, "", (("default", "application/json", "text"),)),
    ("GET", "both", False, "", (("200", JSON, "count"), ("2xx", JSON, "text"))),
    ("GET", "failures", False, "", (("404", JSON, "text"),)),
    ("GET", "failing", False, "", FAILING),
    ("GET", "media", False, "", (("200", "application/json text/csv image/png", "count"),)),
    ("GET", "alike", False, "", (("200", "text/csv application/xml", ""),)),
    ("GET", "alike/typed", False, "", (("200", f"{JSON} application/engross+json", "count"),)),
    ("GET", "alike/bytes", False, "", (("200", "image/png image/gif", ""),)),
    ("GET", "alike/other", False, "", (("200", f"{JSON} application/engross+json", "count"),)),
    ("GET", "ranges", False, "", (("200", "image/png text/* */*", ""),)),
    ("GET", "empty", False, "", (("200", "", ""), ("2XX", JSON, "count"))),
    ("GET", "plain", False, "", (("200", "text/plain", ""),)),
    ("GET", "xml", False, "", (("200", "application/xml", ""),)),
    ("GET", "undecided", False, "", (("200", "*/*", ""),)),
    ("PUT", "put/bytes", False, "text", ANY_ANSWER),
    ("POST", "post/bytes", False, "text", ANY_ANSWER),
    ("POST", "post/range", False, "text", ANY_ANSWER),
    ("POST", "post/xml", False, "text", ANY_ANSWER),
    ("POST", "post/xml_range", False, "text", ANY_ANSWER),
    ("POST", "post/latin", False, "text", ANY_ANSWER),
    ("POST", "post/no_charset", False, "text", ANY_ANSWER),
    ("POST", "post/json_range", False, "amount", ANY_ANSWER),
    ("PUT", "put/image", False, "text", ANY_ANSWER),
    ("PUT", "put/related", False, "text", ANY_ANSWER),
    ("POST", "post/any", False, "amount", ANY_ANSWER),
    ("POST", "post/rows", False, "EngrossThing", ANY_ANSWER),
    ("PUT", "put/texts", False, "amount", ANY_ANSWER),
    ("POST", "former", True, "former", ANY_ANSWER),
    ("GET", "anything", False, "", (("200", "*/*", ""),)),
    ("GET", "anything/state", False, "", (("200", "*/*", "EngrossState"),)),
    ("GET", "anything/counts", False, "", (("200", "*/*", "count"),)),
    ("GET", "bytes", False, "", (("200", "application/octet-stream", ""),)),
    ("GET", "raw", False, "", (("200", JSON, ""),)),
    ("PUT", "put/raw", False, "text", ANY_ANSWER),
    ("GET", "lines", False, "", (("200", "text/csv", ""),)),
    ("GET", "rows", False, "", (("200", "application/x-ndjson", "EngrossThing"),)),
    ("POST", "texts", False, "", (("200", "application/json-seq", "amount"),)),
    ("GET", "untyped", False, "", (("200", "application/jsonl", ""),)),
    ("POST", "events", False, "", (("200", f"{JSON} text/event-stream", "EngrossThing"),)),
    ("GET", "events/text", False, "", (("200", "text/event-stream", "text"),)),
    ("GET", "events/whole", False, "", (("200", "text/event-stream", "EngrossEvent"),)),
    *((method, f"by/{method.lower()}", False, "", ANY_ANSWER) for method in OTHER_METHODS),
    ("HEAD", "head", False, "", (("200", JSON, "count"),)),
    ("GET", "headers", False, "", ANY_ANSWER),
    ("DELETE", "nothing", False, "", (("204", "", ""),)),
    *(("GET", f"kinds/{kind}", False, "", (("200", "application/json", kind),)) for kind in KINDS),
)


PARTS = "multipart/form-data"
BYTES = "application/octet-stream"
BODIES = {
    "post/form": FORM,
    "post/form/any": FORM,
    "post/text": "text/plain",
    "post/range": "text/*",
    "post/xml": "application/xml",
    "post/xml_range": "application/*+xml",
    "post/latin": "text/plain;charset=iso-8859-1",
    "post/no_charset": "text/plain;charset=engross",
    "post/json_range": "application/*+json",
    "put/image": "image/*",
    "put/related": "multipart/related",
    "put/bytes": BYTES,
    "put/raw": "application/*",
    "post/bytes": BYTES,
    "post/any": f"{JSON} {FORM} application/xml {BYTES}",
    "post/rows": "application/x-ndjson",
    "put/texts": "application/json-seq",
    "former": f"{JSON} {BYTES}",
    "post/free_parts": PARTS,
    "post/parts": PARTS,
}
"""Media types of bodies that are no JSON, or not only."""
UNLIKE = {"alike/other": "text"}
"""Paths of what has another type in all media types but the first: the kind of its items."""
RAW = frozenset({"raw", "put/raw"})
"""Paths of what is bytes by its schema, though its media type is JSON's."""
OPTIONAL_BODIES = frozenset({"post/maybe", "post/parts"})
FILES = {"image": False, "pages": True}
"""Parts that are files: whether there may be many."""
MEMBERS_IN_PARTS = {
    "textPart": ("text", ""),
    "countPart": ("count", "list"),
    "thingPart": ("EngrossThing", ""),
    "flagPart": ("flag", "map"),
    "notePart": ("text", ""),
    "secretPart": ("text", ""),
    "joinedPart": ("text", "list"),
    "deepPart": ("text", "map"),
    "codedPart": ("text", ""),
}
"""The other parts: kind and holder."""
ENCODINGS = {
    "notePart": "text/x-engross",
    "image": "image/x-engross",
    "pages": "image/*, image/x-engross, text/plain;charset=utf-8",
    "countPart": "a/b, c/d",
}
STYLED_PARTS = {"joinedPart": "pipeDelimited", "deepPart": "deepObject"}
CODED_PART = "codedPart"
"""The part that is bytes, in base64."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The little API, named."""

    api: Api
    names: Names
    shapes: Shapes

    def subjects(self, *, lenient: bool) -> tuple[Subject, ...]:
        """Give its operations, ready to derive obligations from."""
        return tuple(
            Subject(self.api, self.names, self.shapes, op, lenient=lenient)
            for op in self.api.operations
        )

    def classes(self) -> dict[str, Json]:
        """Describe its classes for the runner, enums first."""
        shapes = [self.shapes.of(self.api.schemas[place]) for place in CLASSES]
        bodies = [op.request_body for op in self.api.operations if op.path.endswith("/former")]
        media = [body.content[0] for body in bodies if body is not None]
        shapes += [self.shapes.of(one.schema) for one in media if one.schema is not None]
        return {shape.name: class_record(self.shapes, shape) for shape in shapes}


def make_probe() -> Probe:
    """Make the little API."""
    schemas = {STATE: _state(), LEVEL: _level(), THING: _thing(), EVENT: _event()}
    api = Api(pointer=ROOT, title="probe", version="1", operations=_operations(), schemas=schemas)
    named, names = name_api(api)
    return Probe(named, names, Shapes(named, names))


def _state() -> Schema:
    return Schema(
        pointer=STATE, type=frozenset({"string"}), enum=("open", "half-open", "", "CLOSED")
    )


def _level() -> Schema:
    return Schema(pointer=LEVEL, type=frozenset({"integer"}), enum=(1, 2, 30))


def _thing() -> Schema:
    properties: dict[str, Schema | Ref] = {}
    for wire, kind, many, _, nullable, sensitive in MEMBERS:
        schema = _schema(THING / "properties" / wire, kind, "list" if many else "")
        if isinstance(schema, Schema):
            types = schema.type | {"null"} if nullable else schema.type
            schema = replace(schema, type=types, sensitive=sensitive)
        properties[wire] = schema
    return Schema(
        pointer=THING,
        type=frozenset({"object"}),
        properties=properties,
        required=tuple(wire for wire, _, _, required, _, _ in MEMBERS if required),
    )


def _event() -> Schema:
    return Schema(
        pointer=EVENT,
        type=frozenset({"object"}),
        properties={
            name: _schema(EVENT / "properties" / name, kind, "")
            for name, kind in EVENT_FIELDS.items()
        },
        required=("data",),
    )


def _operations() -> tuple[Operation, ...]:
    return tuple(_operation(*told) for told in OPERATIONS)


def _operation(
    method: str,
    path: str,
    takes_parameters: bool,
    body: str,
    answers: tuple[tuple[str, str, str], ...],
) -> Operation:
    place = ROOT / PROBE / path
    return Operation(
        pointer=place,
        method=method,
        path=f"/engross/{path}",
        operation_id=f"{PROBE}/{path.partition('/{')[0].replace('/', '_')}",
        parameters=tuple(_parameters(place) if takes_parameters else _whole_query(place, path)),
        request_body=_body(place / "requestBody", path, body) if body else None,
        responses=tuple(_answer(place / "responses", *told, path) for told in answers),
    )


def _parameters(place: Pointer) -> Iterator[Parameter]:
    told = OTHERS.get(place.last.partition("/")[0], PARAMETERS)
    for number, (name, location, kind, holder, style, explode) in enumerate(told):
        here = place / "parameters" / number
        schema = _schema(here / "schema", kind, holder)
        media = _media(here, style, schema) if "/" in style else None
        yield Parameter(
            pointer=here,
            name=name,
            location=ParameterLocation(location),
            required=location == "path",
            style=style if media is None else "form",
            explode=explode,
            sensitive="Secret" in name,
            deprecated=name in GONE,
            allow_reserved=name.startswith("reserved"),
            schema=None if media else schema,
            content=media,
        )


def _whole_query(place: Pointer, path: str) -> Iterator[Parameter]:
    if path in WHOLE_QUERIES:
        here = place / "parameters" / 0
        free = path.endswith("any")
        schema = _schema(here / "schema", ANY if free else "amount", "" if free else "map")
        yield Parameter(
            pointer=here,
            name="whole",
            location=ParameterLocation.QUERYSTRING,
            required=False,
            style="form",
            explode=True,
            content=_media(here, WHOLE_QUERIES[path], schema),
        )


def _body(place: Pointer, path: str, kind: str) -> RequestBody:
    content_type, *others = BODIES.get(path, JSON).split()
    holder = "map" if content_type in {JSON, FORM, PARTS} else ""
    if kind == "parts":
        schema: Schema | Ref = _parts(place)
    elif kind == "former":
        schema = _former(place / "schema")
    else:
        schema = _schema(place / "schema", kind, holder)
    media = _media(place, content_type, schema)
    if kind == "parts":
        encodings = {
            name: Encoding(pointer=place / "encoding" / name, content_type=told)
            for name, told in ENCODINGS.items()
        }
        encodings |= {
            name: Encoding(pointer=place / "encoding" / name, style=style, explode=False)
            for name, style in STYLED_PARTS.items()
        }
        media = replace(media, encoding=encodings)
    media = replace(media, binary=path in RAW)
    content = (media, *(_media(place, other, schema) for other in others))
    return RequestBody(pointer=place, required=path not in OPTIONAL_BODIES, content=content)


def _former(place: Pointer) -> Schema:
    names = ("stays", "left")
    found = {name: _typed(place / "properties" / name, name in GONE) for name in names}
    return Schema(pointer=place, type=frozenset({"object"}), properties=found)


def _typed(place: Pointer, deprecated: bool) -> Schema:
    return Schema(pointer=place, type=frozenset({"string"}), deprecated=deprecated)


def _parts(place: Pointer) -> Schema:
    properties: dict[str, Schema | Ref] = {}
    for name, many in FILES.items():
        here = place / "properties" / name
        file = Schema(
            pointer=here / "items" if many else here,
            type=frozenset({"string"}),
            content_media_type="application/octet-stream",
        )
        array = Schema(pointer=here, type=frozenset({"array"}), items=file)
        properties[name] = array if many else file
    for name, (kind, holder) in MEMBERS_IN_PARTS.items():
        schema = _schema(place / "properties" / name, kind, holder)
        coded = "base64" if name == CODED_PART else None
        sensitive = name.startswith("secret")
        marked = replace(schema, sensitive=sensitive)
        properties[name] = (
            replace(marked, content_encoding=coded) if isinstance(marked, Schema) else marked
        )
    return Schema(
        pointer=place / "schema",
        type=frozenset({"object"}),
        properties=properties,
        required=("image", "textPart"),
    )


def _answer(place: Pointer, status: str, content_type: str, kind: str, path: str) -> Response:
    here = place / status
    items = media_kind(content_type.split()[-1]) in SEQUENTIAL if content_type else False
    holder = "list" if kind in KINDS and not items else ""
    schema = _schema(here / "schema", kind, holder) if kind else Schema(pointer=here / "schema")
    media = [_media(here, media_type, schema) for media_type in content_type.split()]
    if path in UNLIKE:
        other = _schema(here, UNLIKE[path], holder)
        media[1:] = [replace(one, schema=other) for one in media[1:]]
    content = tuple(replace(one, binary=path in RAW) for one in media)
    headers = tuple(_headers(here)) if path == "headers" else ()
    return Response(pointer=here, status=status, content=content, headers=headers)


def _headers(place: Pointer) -> Iterator[Header]:
    for name, kind, holder, required, explode in HEADERS:
        here = place / "headers" / name
        schema = _schema(here, kind, holder)
        yield Header(pointer=here, name=name, required=required, explode=explode, schema=schema)


def _media(place: Pointer, content_type: str, schema: Schema | Ref) -> MediaType:
    return MediaType(pointer=place / content_type, content_type=content_type, schema=schema)


def _schema(place: Pointer, kind: str, holder: str) -> Schema | Ref:
    if holder == "list":
        items = _schema(place / "items", kind, "")
        return Schema(pointer=place, type=frozenset({"array"}), items=items)
    if holder == "map":
        values = _schema(place / "values", kind, "")
        return Schema(pointer=place, type=frozenset({"object"}), additional_properties=values)
    if kind == ANY:
        return Schema(pointer=place)
    if kind not in KINDS:
        return Ref(pointer=place, target=Pointer(("components", "schemas", kind)))
    word, format_ = KINDS[kind]
    return Schema(pointer=place, type=frozenset({word}), format=format_)
