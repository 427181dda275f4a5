"""One operation as its obligations need it: arguments, requests and answers made up for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qsl, quote

from engross.conformance import items, multipart
from engross.conformance.arguments import Argument, Places, arguments, sample_of
from engross.conformance.contents import sent_as
from engross.conformance.runner.exact import Json, Number
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.shapes import Shape, Shapes
from engross.conformance.wire import (
    Pair,
    cookie_texts,
    form_pairs,
    header_text,
    path_text,
    query_pairs,
    text_of,
)
from engross.ir import (
    Api,
    Envelope,
    MediaType,
    Operation,
    ParameterLocation,
    Ref,
    Response,
    Schema,
)
from engross.names import (
    ITEMISED,
    SEQUENTIAL,
    Names,
    body_kind,
    body_properties,
    is_multipart,
)

_TEXT = frozenset({"string"})
_PATH_SAFE = "/{}%:@!$&'()*+,;="
_IN_QUERY = frozenset({ParameterLocation.QUERY, ParameterLocation.QUERYSTRING})
_LIST = frozenset({"array"})
# RFC 9110, "Idempotent Methods".
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A declared answer and a body for it."""

    response: Response
    media: MediaType | None
    full: Sample | None
    minimal: Sample | None
    status: int
    """The status itself, or the first of a range that has no answer of its own."""

    @property
    def is_json(self) -> bool:
        """Whether the answer carries JSON."""
        return self.media is not None and is_json(self.media)


class Subject:
    """One operation, under its Python name."""

    def __init__(
        self,
        api: Api,
        names: Names,
        shapes: Shapes,
        op: Operation,
        *,
        whole: bool = False,
        lenient: bool = False,
    ) -> None:
        self.lenient = lenient
        """Whether a call succeeds though its answer contradicts the spec."""
        self.api = api
        self.op = op
        self.names = names
        self._is_whole = whole
        self.shapes = shapes
        self.method = names.methods[op.pointer]
        self.key = f"{self.method.resource}/{self.method.method}"
        """The beginning of its obligations' ids."""
        self._argument_names = names.arguments[op.pointer]
        self._sampled: dict[bool, dict[str, Sample]] = {}

    @property
    def repeatable(self) -> bool:
        """Whether a request may be sent again after its bytes have left."""
        return self.op.method in IDEMPOTENT and self.op.irreversible is None

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """Path arguments in the order of the template, then the others as the spec lists them."""
        places = Places(self.api, self.shapes, self.op, self._argument_names, self.body_properties)
        return tuple(arguments(places))

    @cached_property
    def body_properties(self) -> Mapping[str, Schema | Ref] | None:
        """The members of the body that are arguments of their own; None where it is given whole."""
        return None if self._is_whole else body_properties(self.api, self.op.request_body)

    @cached_property
    def others(self) -> Mapping[str, Subject]:
        """The operation with each other media type of its body as the only one."""
        body = self.op.request_body
        return {
            media.content_type: Subject(
                self.api,
                self.names,
                self.shapes,
                replace(self.op, request_body=replace(body, content=(media,))),
                whole=not (self.body_properties is not None and self._is_alike(media)),
            )
            for media in (body.content[1:] if body else ())
            if body is not None
        }

    def _is_alike(self, media: MediaType) -> bool:
        """Whether a body takes the arguments of the usual one: JSON or a form of one schema."""
        body = self.op.request_body
        if body is None or media.schema is None or body.content[0].schema is None:
            return False
        kinds = {body_kind(media), body_kind(body.content[0])}
        schemas = {self.api.resolve(s).pointer for s in (media.schema, body.content[0].schema)}
        return kinds <= {"json", "form"} and len(schemas) == 1

    @property
    def is_merged(self) -> bool:
        """Whether its body may also be given whole, so that none of the members must be there."""
        apart = self.body_properties is not None
        return apart and any(other.body_properties is None for other in self.others.values())

    @property
    def whole_name(self) -> str:
        """The name of the body where it may also be given whole."""
        body = self.op.request_body
        return "" if body is None else self._argument_names.get(body.pointer, "")

    @property
    def content_type_name(self) -> str:
        """The name of what chooses the media type of the body; empty where there is none."""
        body = self.op.request_body
        return "" if body is None else self._argument_names.get(body.pointer / "content", "")

    @cached_property
    def alternatives(self) -> tuple[MediaType, ...]:
        """The media types of the usual answer."""
        good = [r for r in self.op.responses if r.status.startswith("2")]
        usual = min(good, key=lambda r: r.status) if good else None
        if usual is None and [r.status for r in self.op.responses] == ["default"]:
            usual = self.op.responses[0]
        return usual.content if usual else ()

    @property
    def accept_name(self) -> str:
        """The name of what chooses the media type of the answer; empty where there is none."""
        choosing = len({media.content_type for media in self.alternatives}) > 1
        return self._argument_names[self.op.pointer / "responses"] if choosing else ""

    def sampled(self, *, full: bool) -> Mapping[str, Sample]:
        """Give a value for each argument, by name; only for the required ones if not `full`.

        Raises:
            NoValueError: A required argument cannot be made up.
        """
        if full not in self._sampled:
            self._sampled[full] = self._sample_all(full)
        return self._sampled[full]

    def _sample_all(self, full: bool) -> dict[str, Sample]:
        whole = Sampler(self.shapes, full=True, writes=True)
        least = Sampler(self.shapes, full=False, writes=True)
        values: dict[str, Sample] = {}
        for argument in self.arguments:
            if not (full or argument.required):
                continue
            # An object without members would leave a gap in the path.
            wanted = (whole, least) if full or argument.location == "path" else (least,)
            try:
                values[argument.name] = sample_of(wanted, argument)
            except NoValueError:
                if argument.required:
                    raise
        in_body = [a for a in self.arguments if a.location == "body"]
        if full and any(a.needed and a.name not in values for a in in_body):
            # Without it the body, which need not be there, cannot be there.
            names = {argument.name for argument in in_body}
            return {name: value for name, value in values.items() if name not in names}
        return values

    def around(self, argument: Argument) -> dict[str, Sample]:
        """Give values for what must be there where an argument is, which may be optional itself.

        A body that need not be there has members that it must have once it is.
        """
        companions = self._needed_in_body if argument.location == "body" else {}
        return {**companions, **self.sampled(full=False)}

    @cached_property
    def _needed_in_body(self) -> dict[str, Sample]:
        needed = [a.name for a in self.arguments if a.location == "body" and a.needed]
        values = self.sampled(full=True)
        return {name: values[name] for name in needed if name in values}

    def request(self, values: Mapping[str, Sample]) -> dict[str, Json]:
        """Give the request that these arguments must make, headers of the client's own left out."""
        path, query = self._template
        headers, cookies = dict[str, Json](), list[str]()
        for argument in self.arguments:
            parameter, sample = argument.parameter, values.get(argument.name)
            if parameter is None or sample is None:
                continue
            if parameter.location is ParameterLocation.PATH:
                place = quote("{" + argument.wire + "}", safe=_PATH_SAFE)
                path = path.replace(place, path_text(parameter, sample.wire))
            elif parameter.location in _IN_QUERY:
                query += query_pairs(parameter, sample.wire)
            elif parameter.location is ParameterLocation.HEADER:
                headers[parameter.name.lower()] = header_text(parameter, sample.wire)
            else:
                cookies += cookie_texts(parameter, sample.wire)
        if cookies:
            headers["cookie"] = "; ".join(cookies)
        wire: dict[str, Json] = {"method": self.op.method, "path": path}
        if query:
            wire["query"] = [list(pair) for pair in query]
        body = self._body_wire(values)
        if body is not None and self.op.request_body is not None:
            media = self.op.request_body.content[0]
            headers["content-type"] = sent_as(media)
            if is_multipart(media):
                wire["multipart"] = multipart.parts(self.shapes, media, self._parts(body[0]))
            else:
                wire |= _body_parts(media, body[0])
        return {**wire, "headers": headers} if headers else wire

    @property
    def _template(self) -> tuple[str, list[Pair]]:
        """The path as a URL has it, and the query which some documents write into it."""
        path, _, query = self.op.path.partition("?")
        return quote(path, safe=_PATH_SAFE), parse_qsl(query)

    def _body_wire(self, values: Mapping[str, Sample]) -> list[Json] | None:
        """Give the body in a list, or None where there is none."""
        body = self.op.request_body
        if body is None:
            return None
        if self.body_properties is None:
            name = self._argument_names.get(body.pointer, "body")
            return [values[name].wire] if name in values else None
        members = {
            a.wire: values[a.name].wire
            for a in self.arguments
            if a.location == "body" and a.name in values
        }
        return [members] if members or body.required else None

    def _parts(self, members: Mapping[str, Json]) -> Iterator[tuple[str, Shape | None, Json]]:
        """Give each member of a multipart body with the shape of its values."""
        shapes = {a.wire: a.shape for a in self.arguments if a.location == "body"}
        for name, value in members.items():
            yield name, shapes.get(name), value

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The declared answers of success, the default one where nothing else is declared."""
        declared = [r for r in self.op.responses if r.status.startswith("2")]
        alone = [r for r in self.op.responses if len(self.op.responses) == 1]
        fallback = [r for r in alone if r.status == "default"]
        return tuple(self._answer(response) for response in declared or fallback)

    def _answer(self, response: Response) -> Answer:
        json = [media for media in response.content if is_json(media)]
        media = next(iter(json or response.content), None)
        schema = media.schema if media else None
        made = schema if json and self.op.method != "HEAD" else None
        return Answer(
            response=response,
            media=media,
            full=self.sample(made, full=True) if made else None,
            minimal=self.sample(made, full=False) if made else None,
            status=self._status(response),
        )

    def _status(self, response: Response) -> int:
        taken = {other.status for other in self.op.responses if other is not response}
        first = first_status(response.status)
        return next(status for status in range(first, first + 100) if str(status) not in taken)

    def sample(self, schema: Schema | Ref, *, full: bool) -> Sample | None:
        """Make up the body of an answer; None where there is none of its schema."""
        envelope = self.shapes.flat(schema).envelope
        needed = envelope.success if envelope else ""
        key = (schema.pointer if isinstance(schema, Schema) else schema.target, full, needed)
        if key not in self.shapes.made:
            sampler = Sampler(self.shapes, full=full, needed=needed, parts=self.shapes.parts)
            try:
                self.shapes.made[key] = sampler.sample(schema)
            except NoValueError:
                self.shapes.made[key] = None
        made: Sample | None = self.shapes.made[key]
        return made

    @cached_property
    def usual(self) -> dict[str, Json]:
        """The answer that comes where an obligation says nothing of it."""
        for answer in self.answers:
            if answer.full is not None:
                return {"body": f"{answer.response.status}/full"}
        media = self.answers[0].media if self.answers else None
        status = Number(str(self.usual_status))
        if media is None or self.op.method == "HEAD":
            return {"status": status, "text": ""}
        if is_json(media):
            text: Json = {"json": {}} if media.schema is None else {"text": ""}
            return {"status": status, **text}
        if body_kind(media) in SEQUENTIAL:
            return {"status": status, **self._one_after_the_other(media)}
        # Where there are several, an answer of another than the one that is asked for is refused.
        several = len(self.answers[0].response.content) > 1
        said: dict[str, Json] = {"content_type": media.content_type.replace("*", "x")}
        return {"status": status, "text": "engross", **(said if several else {})}

    def _one_after_the_other(self, media: MediaType) -> dict[str, Json]:
        """Answer item by item."""
        made = items.items(self.shapes, self.api, media)
        text = items.body(media, [sample.wire for sample in made])
        return {"text": text, "content_type": media.content_type}

    @cached_property
    def usual_status(self) -> int:
        """The status of that answer."""
        described = [answer for answer in self.answers if answer.full is not None]
        return next((answer.status for answer in (*described, *self.answers)), 200)

    @cached_property
    def envelope(self) -> Envelope | None:
        """The envelope of the first answer of success."""
        for answer in self.answers:
            if answer.media is not None and answer.media.schema is not None:
                return self.shapes.flat(answer.media.schema).envelope
        return None

    @property
    def answer_fault(self) -> str:
        """Why no success can be answered; empty where one can."""
        if self.op.method == "HEAD" or any(answer.full is not None for answer in self.answers):
            return ""
        described = [a for a in self.answers if a.is_json and a.media and a.media.schema]
        is_impossible = described and len(described) == len(self.answers)
        return "no answer of its schema can be made up" if is_impossible else ""

    @property
    def is_multipart(self) -> bool:
        """Whether its body has a part for each member."""
        body = self.op.request_body
        return body is not None and is_multipart(body.content[0])

    @cached_property
    def argument_fault(self) -> str:
        """Why no arguments can be made up for it; empty where they can."""
        try:
            self.sampled(full=False)
        except NoValueError as error:
            return str(error)
        if self.op.request_body is None or self.op.request_body.content[0].schema is None:
            return ""
        media = self.op.request_body.content[0]
        shape = self.shapes.of(self.op.request_body.content[0].schema)
        # Of what is text or bytes the schema says nothing about the value that is given.
        is_no_form = body_kind(media) == "form" and shape.kind not in {"object", "map"}
        return f"a body of {media.content_type} is not made up" if is_no_form else ""


def _body_parts(media: MediaType, body: Json) -> dict[str, Json]:
    """Say what a body is on the wire: JSON, a form's pairs, or text."""
    if is_json(media):
        return {"json": body}
    if body_kind(media) in ITEMISED:
        return {body_kind(media): body}
    if body_kind(media) != "form":
        return {"text": text_of(body)}
    return {"form": [list(pair) for name in body for pair in form_pairs(media, name, body[name])]}


def is_json(media: MediaType) -> bool:
    """Whether a body is JSON."""
    return body_kind(media) == "json"


def first_status(status: str) -> int:
    """Give a status of its own for `404`, `4XX` and `default`."""
    return 200 if status == "default" else int(status.upper().replace("X", "0"))
