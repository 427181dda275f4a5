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
        cursor.error(f"{kind!r} is no type: write one of {', '.join(_REQUIRED)}", key="type")
        return None
    for key in _REQUIRED[kind]:
        if key not in cursor:
            cursor.error(f"{key!r} is missing: a scheme of type {kind} needs it")
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
    if location is ParameterLocation.PATH:
        cursor.error("'path' is not one of query, header, cookie", key="in")
    if location is not None and (reason := name_fault(cursor.text("name") or "", location)):
        cursor.fault(f"{reason}: the scheme cannot be used", key="name")
        return None
    return location


def parse_security(
    parent: Cursor, schemes: Mapping[str, SecurityScheme]
) -> tuple[SecurityRequirement, ...]:
    """Read the `security` of an operation or of the document: alternatives of schemes."""
    return tuple(
        [
            SecurityRequirement(**parse_node(cursor), schemes=_parse_requirement(cursor, schemes))
            for cursor in parent.items("security")
            if cursor.mapping()
        ]
    )


def _parse_requirement(
    cursor: Cursor, schemes: Mapping[str, SecurityScheme]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in cursor.value:
        if name not in schemes:
            known = ", ".join(map(repr, schemes)) or "none is defined"
            cursor.error(f"{name!r} is no scheme of components/securitySchemes ({known})", key=name)
        found[name] = cursor.texts(name)
    return found
