"""Security schemes as arguments of the client's constructor."""

from __future__ import annotations

from collections.abc import Iterator

from engross.ir import Api, Operation, SecurityScheme
from engross.names import snake
from engross.names.casing import free
from engross.plan.records import Credential
from engross.provider import Settings


def plan_credentials(api: Api, settings: Settings) -> Iterator[Credential]:
    """Give a credential for each scheme that an operation needs and the client can use."""
    taken = {"base_url", "timeout", "max_retries", "http_client"}
    used = {name for op in api.operations for need in op.security for name in need.schemes}
    for name, scheme in api.security_schemes.items():
        kind = _credential_kind(scheme)
        if name not in used or kind is None:
            continue
        keyword = "token" if kind == "bearer" else snake(name, otherwise="credential")
        keyword = free((keyword, snake(name, otherwise="credential")), taken)
        taken.add(keyword)
        yield Credential(
            scheme=name,
            keyword=keyword,
            variable=f"{settings.environment}_{keyword.upper()}",
            kind=kind,
            parameter_name=scheme.parameter_name or "",
            meaning=scheme.description or "",
            required=all(_needs(op, name) for op in api.operations),
        )


def _needs(op: Operation, scheme: str) -> bool:
    """Whether an operation cannot be called without a credential for the scheme."""
    return bool(op.security) and all(scheme in need.schemes for need in op.security)


def _credential_kind(scheme: SecurityScheme) -> str | None:
    if scheme.type == "apiKey" and scheme.location is not None:
        return scheme.location.value
    if scheme.type == "http":
        return scheme.scheme if scheme.scheme in {"bearer", "basic"} else None
    # An OAuth 2 or OpenID access token travels as a bearer token (RFC 6750).
    return "bearer" if scheme.type in {"oauth2", "openIdConnect"} else None
