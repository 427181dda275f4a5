"""Names that generated code uses itself, so that nothing of a spec may have them."""

from __future__ import annotations

import builtins
import keyword

# What `models.py` uses under these names itself: the engine's imports, the wire types, builtins.
RESERVED_CLASSES = frozenset(
    (
        "Annotated Any AwareDateTime BaseModel Boolean ConfigDict Date DateTime Decimal"
        " DecimalNumber DecimalString Duration Enum Field Integer IntEnum Literal Model Number"
        " RootModel StrEnum StrictBool StrictFloat StrictInt StrictStr Tagged Time TypeAlias"
        " TypeAliasType UUIDString Union Unset"
    ).split()
) | frozenset(name for name in (*dir(builtins), *keyword.kwlist) if name[0].isupper())

# Attributes of `Model`, and builtins that an annotation in the class body may need.
RESERVED_FIELDS = frozenset(
    (
        "bool bytes construct copy date datetime dict float frozenset from_orm int json list mro"
        " object parse_file parse_obj parse_raw schema schema_json self set str time tuple"
        " update_forward_refs uuid validate"
    ).split()
)
RESERVED_ARGUMENTS = frozenset({"self", "timeout", "headers"})
# Beside what the classes have themselves: words of the annotations and decorators inside them.
# `list` is too good a name for a method to be refused.
RESERVED_METHODS = frozenset(
    (
        "bool builtins bytes cached_property date datetime deprecated dict float int models"
        " overload str time timedelta types with_raw_response with_streaming_response"
    ).split()
)
# The last line: no file on Windows can have such a name.
RESERVED_RESOURCES = frozenset(
    (
        "aclose base_url cached_property close httpx int max_retries request server_of str stream"
        " timeout with_raw_response"
        " aux con nul prn"
    ).split()
) | frozenset(f"{port}{number}" for port in ("com", "lpt") for number in range(10))
RESERVED_MEMBERS = frozenset({"mro"})
# The constructor's own; those of credentials stand beside them.
RESERVED_CREDENTIALS = frozenset(
    {"self", "base_url", "timeout", "max_retries", "http_client", "content_codec", "on_drift"}
)

# What the modules of a package import under these names; no class of theirs may take one.
MODULE_NAMES = frozenset(
    (
        "AbstractAsyncContextManager AbstractContextManager Any AsyncClient AsyncContent"
        " AsyncItems AsyncPages AsyncResource AsyncStream AsyncToken Body Client"
        " ClientCredentials Content ContentCodec Decimal Drift Envelope ErrorRule File Items"
        " Literal Mapping OnDrift Operation Pages Paging Parameter Part RawResponse Resource"
        " Response SecurityScheme ServerSentEvent Settings Stream Timeout Token UNSET UUID Unset"
    ).split()
)

# The names every package has at its root; a documented error may not take one of them.
RUNTIME_ERRORS = (
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "BusinessError",
    "ClientClosedError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "MissingFieldError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PermissionDeniedError",
    "RateLimitError",
    "ResponseValidationError",
    "TokenError",
    "UnprocessableEntityError",
)
