"""Security schemes as arguments of the client's constructor."""

from __future__ import annotations

from collections.abc import Iterator

from engross.ir import Operation, SecurityScheme
from engross.plan.records import Credential
from engross.plan.shapes import Shapes
from engross.provider import Settings


def plan_credentials(shapes: Shapes, settings: Settings) -> Iterator[Credential]:
    """Give a credential for each scheme that an operation needs and the client can use."""
    api = shapes.api
    used = {name for op in api.operations for need in op.security for name in need.schemes}
    for name, scheme in api.security_schemes.items():
        kind = _credential_kind(scheme)
        if name not in used or kind is None:
            continue
        keyword = shapes.names.credentials[name]
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
