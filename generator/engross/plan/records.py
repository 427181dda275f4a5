"""The generated package as text-ready records: templates print them and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass

from engross.names import RUNTIME_ERRORS, resource_classes
from engross.plan.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument of a method."""

    name: str
    annotation: str
    required: bool
    positional: bool
    """Path parameters are given by position, all others by keyword."""
    wire_name: str
    key: str
    """The key under which the runtime looks it up."""
    in_body: bool = False
    takes_its_name: bool = True
    """Whether its own name is within the limits of its value, as an example."""
    meaning: str = ""

    @property
    def name_as_text(self) -> str:
        """Its name as a text: `card-id`."""
        return self.name.replace("_", "-").strip("-")

    @property
    def declaration(self) -> str:
        """The argument as the signature has it."""
        if self.required:
            return f"{self.name}: {self.annotation}"
        return f"{self.name}: {self.annotation} | Unset = UNSET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One operation as a method of a resource."""

    name: str
    constant: str
    """The module constant that holds the operation's record."""
    operation: str
    """The record, as an expression."""
    arguments: tuple[Argument, ...]
    whole_body: str | None
    """The argument that is the body as it is, where the body is not taken apart."""
    returns: str
    docstring: str
    summary: str
    """One line for the list of operations."""
    http_method: str
    path: str
    deprecated: bool
    irreversible: str | None
    """What cannot be undone."""
    has_envelope: bool
    """Whether the answer itself says that it is a failure."""
    is_unsafe: bool
    """Whether it must not be repeated where its answer is lost."""

    @property
    def raw_returns(self) -> str:
        """What the variant with httpx's response returns."""
        return f"RawResponse[{self.returns}]"

    @property
    def positional(self) -> tuple[Argument, ...]:
        """The arguments given by position."""
        return tuple(argument for argument in self.arguments if argument.positional)

    @property
    def keywords(self) -> tuple[Argument, ...]:
        """The arguments given by keyword: those that must be given come first."""
        named = (argument for argument in self.arguments if not argument.positional)
        return tuple(sorted(named, key=lambda argument: not argument.required))

    @property
    def parameters(self) -> tuple[Argument, ...]:
        """The arguments that are parameters of the operation."""
        return tuple(argument for argument in self.arguments if not argument.in_body)

    @property
    def body_fields(self) -> tuple[Argument, ...]:
        """The arguments that are properties of the body."""
        return tuple(a for a in self.arguments if a.in_body and a.name != self.whole_body)

    @property
    def signature(self) -> str:
        """The call in short: `close(id, amount=…) -> models.Card`."""
        positional = [argument.name for argument in self.positional]
        named = [f"{a.name}=…" if a.required else f"[{a.name}=…]" for a in self.keywords]
        return f"{self.name}({', '.join([*positional, *named])}) -> {self.returns}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """The operations of one group: `client.cards`."""

    name: str
    class_name: str
    methods: tuple[Method, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of its module."""
        return resource_classes(self.class_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorClass:
    """A documented failure as an exception."""

    name: str
    docstring: str


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
    meaning: str = ""
    required: bool = False
    """Whether no operation can be called without it."""

    @property
    def described(self) -> str:
        """What the documentation says of it, in a line of sentences."""
        text = " ".join(self.meaning.split()).rstrip(".")
        return f"{text}. " if text else ""

    @property
    def note(self) -> str:
        """How it is given."""
        basic = " As `user:password`." if self.kind == "basic" else ""
        return f"Read from the variable `{self.variable}` where it is not given.{basic}"

    @property
    def help(self) -> str:
        """What a reader of the constructor is told."""
        return f"{self.described}{self.note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """How the synchronous and the asynchronous class of the same template differ."""

    prefix: str
    define: str
    wait: str
    opening: str
    closing: str
    article: str


FLAVOURS = (
    Flavour(prefix="", define="def", wait="", opening="", closing="", article="A"),
    Flavour(
        prefix="Async",
        define="async def",
        wait="await ",
        opening="(await ",
        closing=")",
        article="An asynchronous",
    ),
)


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
    credentials: tuple[Credential, ...]
    errors: tuple[ErrorClass, ...]
    resources: tuple[Resource, ...]
    pages: tuple[tuple[str, str], ...] = ()
    """The documentation pages whose addresses are known: id and address."""
    model_names: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    example: Example | None = None

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
    def base_error(self) -> str:
        """The base of all exceptions."""
        return f"{self.client}Error"

    @property
    def runtime_errors(self) -> tuple[str, ...]:
        """The exceptions that every package has, without the base."""
        return RUNTIME_ERRORS

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
        return (
            (self.client, "._client"),
            (f"Async{self.client}", "._client"),
            ("RawResponse", "._runtime.client"),
            ("UNSET", "._runtime.types"),
            ("Unset", "._runtime.types"),
        )

    @property
    def resource_classes(self) -> tuple[str, ...]:
        """The classes of `resources`, sorted."""
        names = (resource.class_name for resource in self.resources)
        return tuple(sorted(f"{prefix}{name}" for name in names for prefix in ("", "Async")))

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The keywords that every client's constructor has and what they mean."""
        return (
            ("base_url=", self.base_url_help),
            ("timeout=", "Seconds for each phase of a call, or an `httpx.Timeout`; 60 by default."),
            ("max_retries=", "How often a harmless request is repeated; 2 by default."),
            ("http_client=", "An `httpx.Client` (`httpx.AsyncClient`) of your own; you close it."),
        )

    @property
    def example_imports(self) -> str:
        """What the README's example imports."""
        errors = () if self.example is None else self.example.errors
        return ", ".join(sorted((self.client, *errors)))

    @property
    def has_deprecated(self) -> bool:
        """Whether a method is marked as deprecated, which takes a helper before Python 3.13."""
        return any(method.deprecated for r in self.resources for method in r.methods)

    @property
    def irreversible_calls(self) -> tuple[tuple[str, str], ...]:
        """The operations that cannot be undone, and what is final about them."""
        return tuple(
            (f"{resource.name}.{method.name}(...)", " ".join(method.irreversible.split()))
            for resource in self.resources
            for method in resource.methods
            if method.irreversible
        )


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
