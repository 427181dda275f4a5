"""Who may ask: credentials are there and well-formed; whether they are right no mock can know."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import unquote, unquote_plus

from engross.ir import Api, Operation, ParameterLocation, SecurityRequirement, SecurityScheme
from engross.mock.messages import Request
from engross.mock.problems import Fault, Refusal


def security_refusal(api: Api, operation: Operation, request: Request) -> Refusal | None:
    """Say which credentials a request lacks; None where it may pass."""
    requirements = operation.security
    if not requirements or any(_is_met(api, need, request) for need in requirements):
        return None
    names = dict.fromkeys(name for need in requirements for name in need.schemes)
    schemes = [api.security_schemes[name] for name in names if name in api.security_schemes]
    lacking = [scheme for scheme in schemes if not _is_given(scheme, request)]
    return Refusal(
        status=401,
        detail=f"One of these is needed: {'; '.join(map(_told, requirements))}.",
        faults=tuple(_fault(scheme) for scheme in lacking),
        # RFC 9110, "401 Unauthorized": a challenge must be sent.
        headers=tuple(
            ("www-authenticate", challenge) for challenge in dict.fromkeys(map(_challenge, lacking))
        ),
    )


def _is_met(api: Api, need: SecurityRequirement, request: Request) -> bool:
    return all(
        name not in api.security_schemes or _is_given(api.security_schemes[name], request)
        for name in need.schemes
    )


def _told(need: SecurityRequirement) -> str:
    return " and ".join(need.schemes) or "nothing"


def _fault(scheme: SecurityScheme) -> Fault:
    location = scheme.location.value if scheme.location is not None else "header"
    name = scheme.parameter_name or "Authorization"
    detail = f"{scheme.name} is missing or malformed"
    return Fault(detail=detail, location=location, name=name, place=scheme.pointer)


def _challenge(scheme: SecurityScheme) -> str:
    if scheme.type == "apiKey":
        return f'ApiKey realm="{scheme.name}"'
    word = {"basic": "Basic", "bearer": "Bearer"}.get(scheme.scheme or "bearer", scheme.scheme)
    return f'{word} realm="{scheme.name}"'


def _is_given(scheme: SecurityScheme, request: Request) -> bool:
    return _READERS[scheme.type](scheme, request)


def _has_key(scheme: SecurityScheme, request: Request) -> bool:
    name = scheme.parameter_name or ""
    if scheme.location is ParameterLocation.QUERY:
        return any(unquote_plus(key) == name and value for key, value in request.pairs)
    if scheme.location is ParameterLocation.COOKIE:
        return any(unquote(key) == name and value for key, value in request.cookies)
    return bool(request.header(name))


def _has_authorization(scheme: SecurityScheme, request: Request) -> bool:
    # RFC 9110, "Authentication Scheme": its name is case-insensitive.
    word, _, credentials = (request.header("authorization") or "").partition(" ")
    wanted = scheme.scheme or "bearer"
    if word.lower() != wanted or not credentials.strip():
        return False
    return wanted != "basic" or _is_basic(credentials.strip())


def _is_basic(credentials: str) -> bool:
    """Whether it is a user and a password (RFC 7617, section 2)."""
    try:
        return b":" in base64.b64decode(credentials, validate=True)
    except ValueError:
        return False


def _has_certificate(_scheme: SecurityScheme, _request: Request) -> bool:
    """Take it for given: the mock speaks plain HTTP, which has no certificates."""
    return True


_READERS: Final[Mapping[str, Callable[[SecurityScheme, Request], bool]]] = {
    "apiKey": _has_key,
    "http": _has_authorization,
    "oauth2": _has_authorization,
    "openIdConnect": _has_authorization,
    "mutualTLS": _has_certificate,
}
