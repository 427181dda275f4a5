"""A client of our own on every package's runtime: each kind of credential, and a full envelope.

A provider has one way to let a caller in and one form of failure; its runtime has them all. The
runner makes a client of the runtime for this little API, and holds it to what `surface` and
`envelopes` derive for any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engross.conformance.credentials import Credential, credentials
from engross.conformance.envelopes import envelope_obligations
from engross.conformance.operation_requests import Requests
from engross.conformance.probe_failures import (
    ENVELOPE,
    LINKED,
    linked_pages,
    marks_of_failure,
    nested_echoes,
    own_header_echoes,
    path_of,
    public_words,
    refused_argument,
)
from engross.conformance.probe_records import class_record, operation_record
from engross.conformance.records import Obligation, PackageFacts
from engross.conformance.redaction import echoed_arguments, redaction_obligations
from engross.conformance.runner.exact import Json
from engross.conformance.shapes import Shapes
from engross.conformance.subject import Subject
from engross.conformance.surface import Surface
from engross.conformance.tokens import token_obligations
from engross.ir import (
    Api,
    DocumentedError,
    Envelope,
    ErrorMatch,
    MediaType,
    Operation,
    Parameter,
    ParameterLocation,
    RequestBody,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
)
from engross.names import name_api
from engross.pointer import ROOT, Pointer

PROBE_CLIENT = "runtime_client"
"""The resource of its operations, and the beginning of their ids."""
PROBE_LENIENT = "runtime_lenient"
"""The beginning of the ids of what a client owes that is told to be lenient."""
ENVIRONMENT = "ENGROSS_PROBE"
FACTS = PackageFacts(
    package="", distribution="engross-probe", client="EngrossProbe", environment=ENVIRONMENT
)
VERSION = "4.5.6"
SCHEMES: dict[str, tuple[str, str | None, str | None, ParameterLocation | None]] = {
    "bearer": ("http", "bearer", None, None),
    "basic": ("http", "basic", None, None),
    "headerKey": ("apiKey", None, "X-Engross-Key", ParameterLocation.HEADER),
    "queryKey": ("apiKey", None, "engross key", ParameterLocation.QUERY),
    "cookieKey": ("apiKey", None, "engross", ParameterLocation.COOKIE),
}
"""Name to type, HTTP scheme, name on the wire and place."""
SECURITY: dict[str, tuple[tuple[str, ...], ...]] = {
    **{f"by/{name}": ((name,),) for name in SCHEMES},
    "open": (),
    "together": (("headerKey", "queryKey", "cookieKey"),),
    "either": (("bearer",), ("basic", "queryKey")),
}
"""Last part of an operation's path to the alternatives of its security."""
BAD_CREDENTIALS: dict[str, dict[str, str]] = {
    "bearer": {"space": "a secret-7", "not-ascii": "secret-7ü", "delete": "secret-7\x7f"},
    "basic": {"no-colon": "secret-7"},
    "headerKey": {"space": "a secret-7", "not-ascii": "secret-7ü"},
    "cookieKey": {"space": "a secret-7", "semicolon": "secret-7;b=c", "comma": "secret-7,"},
}
GOOD_CREDENTIALS: dict[str, dict[str, str]] = {
    "basic": {"space": "engross:a b ü", "no-password": "engross:"},
    "queryKey": {"reserved": "a/b c&d=e%+ü"},
    "cookieKey": {"reserved": "a/b+d==_"},
}
ERRORS: dict[str, ErrorMatch] = {
    "EngrossBothError": ErrorMatch(code="E-1", message="refused for good"),
    "EngrossCodeError": ErrorMatch(code="E-2"),
    "EngrossTextError": ErrorMatch(message="refused"),
    "EngrossStartError": ErrorMatch(message_starts_with="refused because "),
}
PAY = "pay"
PARTS, ORDER, ITEMS = "parts", "order", "items"
"""Operations with a sensitive member of their bodies, and one that is not."""


@dataclass(frozen=True, slots=True)
class ProbeClient:
    """The client's API, named, and what its constructor takes."""

    api: Api
    subjects: tuple[Subject, ...]
    known: tuple[Credential, ...]

    def record(self) -> dict[str, Json]:
        """Describe the client, so that the runner can make it of the runtime's own base class."""
        return {
            **client_record(FACTS, self.known),
            "schemes": [_scheme_record(credential) for credential in self.known],
            "errors": {name: ["BusinessError"] for name in ERRORS},
        }

    def classes(self) -> dict[str, Json]:
        """Describe the classes of its answers and bodies."""
        media = [a.media for s in self.subjects for a in s.answers]
        bodies = [s.op.request_body for s in self.subjects]
        media += [body.content[0] for body in bodies if body is not None]
        known = self.subjects[0].shapes
        shapes = [known.of(one.schema) for one in media if one and one.schema]
        shapes += [known.of(member.schema) for shape in shapes for member in shape.members]
        inside = {known.of(member.schema).name for shape in shapes for member in shape.members}
        return {
            s.name: class_record(known, s) | ({"later": True} if s.name in inside else {})
            for s in shapes
            if s.name
        }

    def operation(self, subject: Subject) -> dict[str, Json]:
        """Describe an operation, so that the runner can make the runtime's own record of it."""
        op = subject.op
        security: list[Json] = [list(need.schemes) for need in op.security]
        told = {**operation_record(subject), "security": security}
        if op.path == path_of(LINKED):
            told |= {"paging": {"kind": "link", "items": ["list"], "next": ["next"]}}
        if subject.envelope is not None:
            told |= {"envelope": _envelope_record(subject.envelope)}
            told |= {"errors": [_error_record(error) for error in op.errors]}
        return told

    def derive(self) -> Iterator[Obligation]:
        """Yield the obligations."""
        for subject in self.subjects:
            claim = "What the operation's security asks for is sent, and nothing else."
            yield Requests(subject).sent("minimal", claim, subject.sampled(full=False))
            yield from envelope_obligations(subject)
        for credential in self.known:
            subject = self._subject(f"by/{credential.scheme.name}")
            yield from self._credential(self._surface(subject, credential), credential)
        yield from self._alternatives(self._subject("either"))
        yield from _renamed(self._surface(self._subject("open")).server(), "open")
        pay = self._subject(f"{PAY}/{{secret}}")
        bearer = next(c for c in self.known if c.scheme.name == "bearer")
        yield from _renamed(redaction_obligations(self._surface(pay, bearer)), PAY)
        yield from _renamed(echoed_arguments(self._surface(pay, bearer)), PAY)
        yield _named(public_words(self._surface(pay, bearer)), PAY)
        for last in (PARTS, ORDER):
            surface = self._surface(self._subject(last), bearer)
            yield from _renamed(echoed_arguments(surface), last)
            yield _named(public_words(surface), last)
        key = next(c for c in self.known if c.scheme.name == "queryKey")
        yield from linked_pages(self._subject(LINKED), key.value)
        yield from _renamed(token_obligations(self._surface(pay), bearer), PAY)
        yield from marks_of_failure(pay)
        yield _named(refused_argument(self._surface(pay, bearer)), PAY)
        yield from _renamed(own_header_echoes(self._surface(pay, bearer)), PAY)
        for last in (PARTS, ORDER, ITEMS):
            yield from _renamed(nested_echoes(self._surface(self._subject(last), bearer)), last)

    def _subject(self, last: str) -> Subject:
        return next(subject for subject in self.subjects if subject.op.path == path_of(last))

    def _surface(self, subject: Subject, *used: Credential) -> Surface:
        return Surface(self.api, FACTS, subject, self.known, used)

    def _credential(self, surface: Surface, credential: Credential) -> Iterator[Obligation]:
        name = credential.scheme.name
        yield from _renamed(surface.credential(credential), "credential")
        if credential.is_token:
            yield from _renamed(token_obligations(surface, credential), "credential")
        for variant, value in BAD_CREDENTIALS.get(name, {}).items():
            yield _named(
                surface.misconfigured(
                    f"{credential.keyword}/{variant}",
                    f"A `{credential.keyword}=` that cannot be sent is an error that hides it.",
                    [credential.keyword, credential.variable],
                    client={credential.keyword: value},
                    secrets=["secret-7"],
                ),
                "credential",
            )
        for variant, value in GOOD_CREDENTIALS.get(name, {}).items():
            yield _named(
                surface.call(
                    f"{credential.keyword}/{variant}",
                    f"A `{credential.keyword}=` is sent as {name} whatever else it holds.",
                    client={credential.keyword: value},
                    changes=credential.on_wire(value),
                ),
                "credential",
            )

    def _alternatives(self, subject: Subject) -> Iterator[Obligation]:
        """The first alternative whose credentials are all there is the one that is used."""
        by_name = {credential.scheme.name: credential for credential in self.known}
        omit: Json = {"omit": True}
        surface = self._surface(subject)
        second = [by_name[name] for name in SECURITY["either"][1]]
        changes: dict[str, Json] = {"headers": {}, "query": []}
        for credential in second:
            told = credential.on_wire(credential.value)
            changes["headers"] |= told.get("headers", {})
            changes["query"] += told.get("query", [])
        yield _named(
            surface.call(
                "second",
                "Without the first alternative's credential the second is used.",
                client={by_name["bearer"].keyword: omit},
                changes=changes,
            ),
            "alternatives",
        )
        together = SECURITY["together"][0][:2]
        yield _named(
            self._surface(self._subject("together")).misconfigured(
                "two-absent",
                "Of credentials that are needed together, an error names each that is absent.",
                [" and ", *(by_name[name].variable for name in together)],
                client={by_name[name].keyword: omit for name in together},
                secrets=[by_name[SECURITY["together"][0][2]].variable],
            ),
            "alternatives",
        )
        absent, (basic, key) = by_name["bearer"], second
        yield _named(
            surface.misconfigured(
                "neither",
                "With neither alternative complete, an error says what each would need.",
                [f"{absent.keyword}=", absent.variable, ", or ", f"{key.keyword}=", key.variable],
                client={absent.keyword: omit, key.keyword: omit},
                secrets=[basic.variable],
            ),
            "alternatives",
        )


def make_probe_client() -> ProbeClient:
    """Make the little API."""
    api = Api(
        pointer=ROOT,
        title="probe",
        version="1",
        operations=(
            *(_operation(path, needs) for path, needs in SECURITY.items()),
            _pay(),
            _with_body(PARTS, "multipart/form-data"),
            _with_body(ORDER, "application/json"),
            _with_body(ITEMS, "application/x-ndjson"),
            _operation(LINKED, (("queryKey",),)),
        ),
        security_schemes={name: _scheme(name) for name in SCHEMES},
    )
    named, names = name_api(api)
    shapes = Shapes(named, names)
    subjects = tuple(Subject(named, names, shapes, op) for op in named.operations)
    return ProbeClient(named, subjects, credentials(named, names, ENVIRONMENT))


def _scheme(name: str) -> SecurityScheme:
    kind, scheme, parameter, location = SCHEMES[name]
    return SecurityScheme(
        pointer=ROOT / PROBE_CLIENT / "securitySchemes" / name,
        name=name,
        type=kind,
        scheme=scheme,
        parameter_name=parameter,
        location=location,
    )


def _operation(path: str, needs: Sequence[Sequence[str]], **parts: object) -> Operation:
    place = ROOT / PROBE_CLIENT / path
    told: dict[str, object] = {
        "method": "GET",
        "path": path_of(path),
        "operation_id": f"{PROBE_CLIENT}/{path.partition('/{')[0].replace('/', '_')}",
        "responses": (_answer(place, Schema(pointer=place / "schema")),),
        "security": tuple(
            SecurityRequirement(pointer=place / "security", schemes=dict.fromkeys(names, ()))
            for names in needs
        ),
    }
    return Operation(pointer=place, **{**told, **parts})  # type: ignore[arg-type]


def _answer(place: Pointer, schema: Schema) -> Response:
    media = MediaType(
        pointer=place / "application~1json", content_type="application/json", schema=schema
    )
    return Response(pointer=place / "responses", status="200", content=(media,))


def _pay() -> Operation:
    """An operation with a sensitive argument, and an answer in an envelope with every part."""
    place = ROOT / PROBE_CLIENT / PAY
    secret = Parameter(
        pointer=place / "parameters",
        name="secret",
        location=ParameterLocation.PATH,
        required=True,
        style="simple",
        explode=False,
        sensitive=True,
        schema=Schema(pointer=place / "secret", type=frozenset({"string"})),
    )
    note = replace(
        secret,
        pointer=place / "note",
        name="note",
        location=ParameterLocation.QUERY,
        required=False,
        style="form",
        explode=True,
        sensitive=False,
    )
    errors = tuple(
        DocumentedError(pointer=place / "errors" / name, name=name, match=match)
        for name, match in ERRORS.items()
    )
    return _operation(
        f"{PAY}/{{secret}}",
        (("bearer",),),
        method="POST",
        parameters=(secret, note),
        responses=(_answer(place, _enveloped(place)),),
        errors=errors,
    )


def _with_body(path: str, content_type: str) -> Operation:
    place = ROOT / PROBE_CLIENT / path
    members = {
        name: Schema(
            pointer=place / "body" / name, type=frozenset({"string"}), sensitive=name == "secret"
        )
        for name in ("note", "secret")
    }
    pin = Schema(pointer=place / "body" / "pin", type=frozenset({"string"}), sensitive=True)
    members["thing"] = Schema(
        pointer=place / "body" / "thing",
        type=frozenset({"object"}),
        properties={"pin": pin},
        required=("pin",),
    )
    schema = Schema(
        pointer=place / "body",
        type=frozenset({"object"}),
        properties=members,
        required=("note", "secret"),
    )
    media = MediaType(pointer=place / "content", content_type=content_type, schema=schema)
    return _operation(
        path,
        (("bearer",),),
        method="POST",
        request_body=RequestBody(pointer=place / "body", required=True, content=(media,)),
        responses=(_answer(place, _enveloped(place)),),
    )


def _enveloped(place: Pointer) -> Schema:
    texts = (ENVELOPE.code, *ENVELOPE.message, ENVELOPE.request_id, ENVELOPE.data)
    properties = {
        name: Schema(pointer=place / "properties" / name, type=frozenset({kind}))
        for name, kind in {ENVELOPE.success: "boolean", **dict.fromkeys(texts, "string")}.items()
        if name is not None
    }
    return Schema(
        pointer=place / "schema",
        type=frozenset({"object"}),
        properties=properties,
        envelope=ENVELOPE,
    )


def _named(obligation: Obligation, group: str) -> Obligation:
    rest = obligation.id.partition("/")[2]
    return replace(obligation, id=f"{PROBE_CLIENT}/{group}/{rest}")


def _renamed(found: Iterator[Obligation], group: str) -> Iterator[Obligation]:
    for obligation in found:
        yield _named(obligation, group)


# --- For the runner -------------------------------------------------------------------------------


def client_record(facts: PackageFacts, known: Sequence[Credential] = ()) -> dict[str, Json]:
    """Describe a client that has documented failures as little as schemes of security."""
    variable = f"{facts.environment}_BASE_URL"
    return {
        "distribution": facts.distribution,
        "client": facts.client,
        "version": VERSION,
        "base_url_variable": variable,
        "schemes": [],
        "credentials": [credential.record for credential in known],
        "variables": sorted([variable, *(credential.variable for credential in known)]),
        "errors": {},
    }


def lenient_record() -> dict[str, Json]:
    """Describe a client that needs no credentials and is lenient."""
    return {
        **client_record(replace(FACTS, client=f"{FACTS.client}Lenient")),
        "lenient": True,
    }


def _scheme_record(credential: Credential) -> dict[str, Json]:
    scheme = credential.scheme
    kind = scheme.scheme or (scheme.location.value if scheme.location else "")
    return {
        "name": scheme.name,
        "kind": kind,
        "argument": credential.keyword,
        "variable": credential.variable,
        **({"parameter": scheme.parameter_name} if scheme.parameter_name else {}),
    }


def _envelope_record(envelope: Envelope) -> dict[str, Json]:
    return {
        "success": envelope.success,
        "code": envelope.code,
        "message": list(envelope.message),
        "request_id": envelope.request_id,
    }


def _error_record(error: DocumentedError) -> dict[str, Json]:
    match = error.match
    parts = {
        "code": match.code,
        "message": match.message,
        "message_starts_with": match.message_starts_with,
    }
    return {"error": error.name, **{name: text for name, text in parts.items() if text is not None}}
