"""The generated package as text-ready records: templates print them and decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engross.names import RUNTIME_ERRORS
from engross.plan.failures import FailureClass
from engross.plan.limits import Limit
from engross.plan.method_records import HeaderClass, Method, Resource
from engross.plan.servers import DocumentedServer, ServerVariable
from engross.provider import HTTP_LIBRARIES


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorClass:
    """A documented failure as an exception."""

    name: str
    docstring: str


# What a kind of credential may be besides a text, or what the text has to be.
_FORMS = {
    "basic": " As `user:password`.",
    "bearer": " Or a function that gives it, or `ClientCredentials`.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A way to authenticate as an argument of the client."""

    scheme: str
    """Its name under `securitySchemes`."""
    keyword: str
    variable: str
    kind: str
    """`bearer`, `basic`, `header`, `query` or `cookie`."""
    parameter_name: str = ""
    token_url: str = ""
    """Where OAuth 2 client credentials are changed for a token."""
    meaning: str = ""
    required: bool = False
    """Whether no operation can be called without it."""

    @property
    def described(self) -> str:
        """What the documentation says of it, in a line of sentences."""
        text = " ".join(self.meaning.split()).rstrip(".")
        return f"{text}. " if text else ""

    @property
    def is_token(self) -> bool:
        """Whether it may be a function, or be asked for."""
        return self.kind == "bearer"

    @property
    def note(self) -> str:
        """How it is given."""
        also = _FORMS.get(self.kind, "")
        return f"Read from the variable `{self.variable}` where it is not given.{also}"

    @property
    def help(self) -> str:
        """What a reader of the constructor is told."""
        return f"{self.described}{self.note}"


_SERVERS_TOLD = 4
"""How many servers a docstring names."""
_STREAM_HOMES = (
    ("AsyncStream", "._runtime.streams"),
    ("ServerSentEvent", "._runtime.items"),
    ("Stream", "._runtime.streams"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A function of `webhooks`, which reads one kind of event."""

    name: str
    wire_name: str
    """The webhook's name in the document; of a callback the expression of its address."""
    annotation: str
    wire_annotation: str
    """The type that checks, over `models` and `types`."""
    docstring: str
    summary: str
    deprecated: bool
    content_type: str = ""
    """Of a body that is no JSON."""

    @property
    def function(self) -> str:
        """The function's name."""
        return f"parse_{self.name}"

    @property
    def constant(self) -> str:
        """The name of the record that it reads by."""
        return f"_{self.name.upper() if self.name.isascii() else self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhooks:
    """Everything that the provider sends by itself."""

    items: tuple[Webhook, ...]
    tag: str | None
    """The member that tells all events apart, where one does."""
    kinds: tuple[tuple[str, str], ...]
    """Each value of it, and the record of that kind of event."""

    @property
    def event(self) -> str:
        """The type of any event."""
        annotations = dict.fromkeys(i.annotation for i in self.items if not i.content_type)
        return " | ".join(annotations)

    @property
    def exports(self) -> tuple[str, ...]:
        """What the module offers, sorted."""
        functions = (item.function for item in self.items)
        return tuple(sorted((*functions, *(["Event", "parse"] if self.tag else []), _ERROR)))

    @property
    def has_deprecated(self) -> bool:
        """Whether a function is marked as deprecated."""
        return any(item.deprecated for item in self.items)


_ERROR = "WebhookValidationError"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A module of the provider's own, an optional part of the package."""

    name: str
    requirement: str
    """What it needs installed beside what all packages need."""
    summary: str
    """The first line of its docstring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a package is called and what its client needs."""

    name: str
    """The import name."""
    distribution: str
    display_name: str
    version: str
    api_version: str
    """`info.version` of the document."""
    client: str
    tagline: str
    environment: str
    base_url: str | None
    """The server of the documentation; None where it gives none that can be called."""
    server: str = ""
    """Its address with its variables."""
    server_variables: tuple[ServerVariable, ...] = ()
    servers: tuple[DocumentedServer, ...] = ()
    """All that the documentation names; empty where that is `base_url` alone."""
    lenient: bool
    """Whether a call succeeds though its answer contradicts the documentation."""
    credentials: tuple[Credential, ...]
    certificates: tuple[str, ...]
    """The security schemes that an `http_client` of the user's own sees to."""
    errors: tuple[ErrorClass, ...]
    resources: tuple[Resource, ...]
    failures: tuple[FailureClass, ...] = ()
    """The exceptions whose `parsed` has a type."""
    pages: tuple[tuple[str, str], ...] = ()
    """The documentation pages whose addresses are known: id and address."""
    model_names: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    example: Example | None = None
    webhooks: Webhooks | None = None
    http: str = "httpx"
    """The library that sends."""
    extras: tuple[Extra, ...] = ()

    @property
    def http_requirement(self) -> str:
        """What the package requires of it."""
        return HTTP_LIBRARIES[self.http]

    @property
    def base_url_variable(self) -> str:
        """The environment variable that names the server."""
        return f"{self.environment}_BASE_URL"

    @property
    def base_url_help(self) -> str:
        """What a reader of the constructor is told of the server."""
        if self.base_url:
            return f"The server; `{self.base_url_variable}`, else `{self.base_url}` by default."
        return f"The server, which the documentation does not name; or `{self.base_url_variable}`."

    @property
    def base_url_docs(self) -> str:
        """The same with the documented servers, of which a long list is cut off."""
        if not self.servers:
            return self.base_url_help
        listed = ", ".join(f"`{server.address}`" for server in self.servers[:_SERVERS_TOLD])
        more = len(self.servers) - _SERVERS_TOLD
        rest = f" and {more} more, which the README lists" if more > 0 else ""
        return f"{self.base_url_help}\nDocumented are {listed}{rest}."

    @property
    def base_error(self) -> str:
        """The base of all exceptions."""
        return f"{self.client}Error"

    @property
    def plain_errors(self) -> tuple[str, ...]:
        """Those of which type checkers know all that there is to know."""
        typed = {failure.name for failure in self.failures}
        return tuple(name for name in RUNTIME_ERRORS if name not in typed)

    @property
    def typed_errors(self) -> tuple[str, ...]:
        """The others, sorted."""
        return tuple(sorted(failure.name for failure in self.failures))

    @property
    def error_names(self) -> tuple[str, ...]:
        """All exceptions, sorted."""
        own = (error.name for error in self.errors)
        return tuple(sorted({*RUNTIME_ERRORS, self.base_error, *own}))

    @property
    def exports(self) -> tuple[str, ...]:
        """What the package's root offers, sorted."""
        others = (name for name, _ in self.homes)
        return tuple(sorted({*self.error_names, *others, "__version__", "models"}))

    @property
    def homes(self) -> tuple[tuple[str, str], ...]:
        """What the root offers beside the exceptions, and the module it comes from."""
        pages = (("AsyncPages", "._runtime.pages"), ("Pages", "._runtime.pages"))
        return (
            *(pages if self.has_pages else ()),
            (self.client, "._client"),
            (f"Async{self.client}", "._client"),
            ("ClientCredentials", "._runtime.tokens"),
            ("ContentCodec", "._runtime.content"),
            ("Drift", "._runtime.drift"),
            ("RawResponse", "._runtime.base_client"),
            ("UNSET", "._runtime.types"),
            ("Unset", "._runtime.types"),
            *(_STREAM_HOMES if self.streams else ()),
        )

    @property
    def headers(self) -> tuple[HeaderClass, ...]:
        """The classes of declared headers, sorted, those first that others inherit from."""
        found = [method.headers for _, method in self._calls() if method.headers is not None]
        bases = {base.name: base for one in found for base in one.bases}
        return (
            *(bases[name] for name in sorted(bases)),
            *sorted(found, key=lambda header: header.name),
        )

    @property
    def streams(self) -> bool:
        """Whether an answer can be read as it comes."""
        return any(resource.streams for resource in self.resources)

    @property
    def uploads(self) -> bool:
        """Whether an operation takes a body of bytes."""
        return any(a.is_content for _, m in self._calls() for a in m.implementation.arguments)

    @property
    def stream_calls(self) -> tuple[str, ...]:
        """The calls whose answers can be read as they come."""
        return tuple(
            f"{resource.name}.with_streaming_response.{method.name}(...)"
            for resource in self.resources
            for method in resource.streaming
        )

    @property
    def roots(self) -> tuple[Resource, ...]:
        """The resources that the client itself has."""
        return tuple(resource for resource in self.resources if "." not in resource.name)

    @property
    def resource_classes(self) -> tuple[str, ...]:
        """The classes of `resources`, sorted."""
        names = (resource.class_name for resource in self.resources)
        return tuple(sorted(f"{prefix}{name}" for name in names for prefix in ("", "Async")))

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The keywords that every client's constructor has and what they mean."""
        return (
            *((f"{one.keyword}=", one.help) for one in self.server_variables),
            ("base_url=", f"{self.base_url_help}{' See Servers, below.' if self.servers else ''}"),
            (
                "timeout=",
                f"Seconds for each phase of a call, or an `{self.http}.Timeout`; 60 by default.",
            ),
            ("max_retries=", "How often a harmless request is repeated; 2 by default."),
            (
                "http_client=",
                f"An `{self.http}.Client` (`{self.http}.AsyncClient`) of your own; you close it.",
            ),
            (
                "content_codec=",
                "A `ContentCodec`, which turns contents into what is sent and back: encryption.",
            ),
            ("on_drift=", "A function that is told where an answer is not as documented."),
        )

    @property
    def tokens(self) -> tuple[Credential, ...]:
        """The credentials that may be functions, or be asked for."""
        return tuple(credential for credential in self.credentials if credential.is_token)

    @property
    def example_imports(self) -> str:
        """What the README's example imports."""
        errors = () if self.example is None else self.example.errors
        return ", ".join(sorted((self.client, *errors)))

    @property
    def has_pages(self) -> bool:
        """Whether an operation answers in pages."""
        return bool(self.paged_calls)

    @property
    def paged_calls(self) -> tuple[str, ...]:
        """What goes through pages: `cards.list_all`."""
        found = ((resource, method.iterator) for resource, method in self._calls())
        return tuple(f"{resource}.{iterator.name}" for resource, iterator in found if iterator)

    @property
    def irreversible_calls(self) -> tuple[tuple[str, str], ...]:
        """The operations that cannot be undone, and what is final about them."""
        return tuple(
            (f"{resource}.{method.name}(...)", " ".join(method.irreversible.split()))
            for resource, method in self._calls()
            if method.irreversible
        )

    def _calls(self) -> Iterator[tuple[str, Method]]:
        """Give each method with the name of its resource."""
        return ((r.name, method) for r in self.resources for method in r.methods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The call that the README shows and a test runs."""

    resource: str
    method: str
    constructor: str
    """The constructor's arguments."""
    arguments: tuple[str, ...]
    failure: str
    """The exception for a call that the provider refuses."""
    is_unsafe: bool
    has_answer: bool
    """Whether it gives something, which is printed."""

    @property
    def assigned(self) -> str:
        """What keeps the answer, before the call."""
        return "answer = " if self.has_answer else ""

    @property
    def errors(self) -> tuple[str, ...]:
        """The exceptions that it catches, sorted."""
        return (self.failure, *(["OutcomeUnknownError"] if self.is_unsafe else []))

    @property
    def has_decimals(self) -> bool:
        """Whether the call has a Decimal, which is to be imported."""
        return any("Decimal(" in argument for argument in self.arguments)

    @property
    def call(self) -> str:
        """The call, an argument a line where they are many."""
        short = ", ".join(self.arguments)
        long = "".join(f"    {argument},\n" for argument in self.arguments)
        given = short if len(self.arguments) < 3 else f"\n{long}"
        return f"client.{self.resource}.{self.method}({given})"
