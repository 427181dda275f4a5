"""Security schemes and requirements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engross.ir import ParameterLocation, SecurityRequirement, SecurityScheme
from engross.spec.cursor import Cursor
from engross.spec.extensions import parse_node
from engross.spec.parameters import name_fault

_SCHEME: Final = (
    *("type", "description", "name", "in", "scheme", "bearerFormat", "flows"),
    *("openIdConnectUrl", "oauth2MetadataUrl", "deprecated"),
)

# OpenAPI 3.1, "Security Scheme Object": what each type requires.
_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "apiKey": ("name", "in"),
    "http": ("scheme",),
    "oauth2": ("flows",),
    "openIdConnect": ("openIdConnectUrl",),
    "mutualTLS": (),
}


def parse_security_schemes(components: Cursor) -> dict[str, SecurityScheme]:
    """Read `components/securitySchemes`."""
    found: dict[str, SecurityScheme] = {}
    for name, cursor in components.members("securitySchemes"):
        target = cursor.target()
        scheme = None if target is None else _parse_scheme(target, name)
        if scheme is not None:
            found[name] = scheme
    return found


def _parse_scheme(cursor: Cursor, name: str) -> SecurityScheme | None:
    cursor.only(_SCHEME, "a security scheme")
    kind = cursor.text("type") or ""
    if kind not in _REQUIRED:
        cursor.fault(f"{kind!r} is no type: write one of {', '.join(_REQUIRED)}", key="type")
        return None
    for key in _REQUIRED[kind]:
        if key not in cursor:
            cursor.fault(f"{key!r} is missing: a scheme of type {kind} needs it")
    scheme = cursor.text("scheme")
    return SecurityScheme(
        **parse_node(cursor, (), ("oauth2MetadataUrl", "deprecated")),
        name=name,
        type=kind,
        description=cursor.text("description"),
        scheme=scheme.lower() if scheme else None,
        bearer_format=cursor.text("bearerFormat"),
        parameter_name=cursor.text("name"),
        location=_location(cursor) if kind == "apiKey" and "in" in cursor else None,
        flows={flow: child.value for flow, child in cursor.patterned("flows") if child.mapping()},
        open_id_connect_url=cursor.text("openIdConnectUrl"),
    )


def _location(cursor: Cursor) -> ParameterLocation | None:
    location = cursor.choice("in", ParameterLocation)
    if location in {ParameterLocation.PATH, ParameterLocation.QUERYSTRING}:
        cursor.fault("'path' is not one of query, header, cookie", key="in")
        return None
    if location is not None and (reason := name_fault(cursor.text("name") or "", location)):
        cursor.fault(f"{reason}: the scheme cannot be used", key="name")
        return None
    return location


def parse_security(
    parent: Cursor, schemes: Mapping[str, SecurityScheme]
) -> tuple[SecurityRequirement, ...]:
    """Read the `security` of an operation or of the document: alternatives of schemes.

    An alternative cannot be met, and so is none, where one of its schemes is not whole.
    """
    found = [
        _parse_requirement(cursor, schemes)
        for cursor in parent.items("security")
        if cursor.mapping()
    ]
    return tuple([requirement for requirement in found if requirement is not None])


def _parse_requirement(
    cursor: Cursor, schemes: Mapping[str, SecurityScheme]
) -> SecurityRequirement | None:
    unknown = [name for name in cursor.value if name not in schemes]
    for name in unknown:
        known = ", ".join(map(repr, schemes)) or "none is defined"
        cursor.fault(f"{name!r} is no scheme of components/securitySchemes ({known})", key=name)
    if unknown or not all(_is_whole(schemes[name]) for name in cursor.value):
        return None
    scopes = {name: cursor.texts(name) for name in cursor.value}
    return SecurityRequirement(**parse_node(cursor), schemes=scopes)


def _is_whole(scheme: SecurityScheme) -> bool:
    """Whether a scheme says enough; a token of OAuth 2 is sent whatever the flows are."""
    if scheme.type == "apiKey":
        return scheme.location is not None and bool(scheme.parameter_name)
    return scheme.type != "http" or bool(scheme.scheme)
