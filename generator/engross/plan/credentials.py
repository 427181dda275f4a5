"""Security schemes as arguments of the client's constructor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engross.errors import Problem, warning
from engross.ir import Api, Operation, SecurityScheme
from engross.plan.records import Credential
from engross.plan.shapes import Shapes
from engross.provider import Settings

HTTP_CLIENT: Final = "http_client"
"""The kind of what nothing of ours sends."""


def plan_credentials(shapes: Shapes, settings: Settings) -> Iterator[Credential]:
    """Give a credential for each scheme that an operation needs and the client can use."""
    api = shapes.api
    used = {name for op in api.operations for need in op.security for name in need.schemes}
    for name, scheme in api.security_schemes.items():
        kind = _credential_kind(scheme)
        if name not in used or kind in {None, HTTP_CLIENT}:
            continue
        keyword = shapes.names.credentials[name]
        yield Credential(
            scheme=name,
            keyword=keyword,
            variable=f"{settings.environment}_{keyword.upper()}",
            kind=kind,
            token_url=_token_url(scheme),
            parameter_name=scheme.parameter_name or "",
            meaning=scheme.description or "",
            required=all(_needs(op, name) for op in api.operations),
        )


def plan_certificates(shapes: Shapes) -> tuple[str, ...]:
    """Name the schemes which the http client sees to: certificates, digests and the like."""
    api = shapes.api
    used = {name for op in api.operations for need in op.security for name in need.schemes}
    schemes = api.security_schemes.items()
    return tuple(
        n for n, scheme in schemes if n in used and _credential_kind(scheme) == HTTP_CLIENT
    )


def rival_credentials(api: Api) -> Iterator[Problem]:
    """Name credentials that one requirement wants in the same place, which holds one of them.

    Args:
        api: As read from the spec.
    """
    told: set[frozenset[str]] = set()
    for need in (need for op in api.operations for need in op.security):
        names = frozenset(need.schemes)
        places: dict[str, list[str]] = {}
        for name in (name for name in need.schemes if name in api.security_schemes):
            places.setdefault(_place(api.security_schemes[name]), []).append(name)
        for place, rivals in places.items():
            if place and len(rivals) > 1 and names not in told:
                told.add(names)
                shown = " and ".join(map(repr, rivals))
                message = (
                    f"{shown} go into the same {place}, so that no call can send both unless they"
                    " are the same; if either will do, write a requirement for each"
                )
                yield warning(message, need.pointer, kind="credential")


def _place(scheme: SecurityScheme) -> str:
    """Say where a credential is sent; empty where nothing of ours sends it."""
    kind = _credential_kind(scheme)
    if kind in {"bearer", "basic"}:
        return "header 'authorization'"
    if kind in {None, HTTP_CLIENT}:
        return ""
    name = scheme.parameter_name or ""
    return f"{kind} {(name.lower() if kind == 'header' else name)!r}"


def _token_url(scheme: SecurityScheme) -> str:
    """Say where the client credentials grant asks for a token, where the document does.

    A token URL has no variables, yet some documents write one as a server's: that is nowhere.
    """
    url = scheme.flows.get("clientCredentials", {}).get("tokenUrl")
    return url if isinstance(url, str) and "{" not in url else ""


def _needs(op: Operation, scheme: str) -> bool:
    """Whether an operation cannot be called without a credential for the scheme."""
    return bool(op.security) and all(scheme in need.schemes for need in op.security)


def _credential_kind(scheme: SecurityScheme) -> str | None:
    if scheme.type == "apiKey" and scheme.location is not None:
        return scheme.location.value
    if scheme.type == "mutualTLS":
        return HTTP_CLIENT
    if scheme.type == "http":
        return scheme.scheme if scheme.scheme in {"bearer", "basic"} else HTTP_CLIENT
    # An OAuth 2 or OpenID access token travels as a bearer token (RFC 6750).
    return "bearer" if scheme.type in {"oauth2", "openIdConnect"} else None
