"""The OpenAPI Object: a whole document → `ir.Api`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from engross.errors import Problem, SpecError
from engross.ir import Api, Ref, Schema
from engross.pointer import Pointer
from engross.spec.circles import end_circles
from engross.spec.content import parse_request_body
from engross.spec.cursor import Cursor, Session
from engross.spec.dialects import VERSIONS
from engross.spec.extensions import parse_node, parse_speaking
from engross.spec.kinds import described, is_mapping
from engross.spec.library import Library
from engross.spec.operations import OperationReader
from engross.spec.parameters import parse_parameter
from engross.spec.responses import parse_response
from engross.spec.schemas import parse_schema
from engross.spec.security import parse_security, parse_security_schemes
from engross.spec.servers import parse_external_docs, parse_servers, parse_tags

_FIELDS: Final = (
    *("openapi", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components"),
    *("security", "tags", "externalDocs", "$self"),
)
_INFO: Final = (
    *("title", "summary", "description", "termsOfService", "contact", "license", "version"),
)
_OF_INFO: Final = ("summary", "termsOfService", "contact", "license")
_COMPONENTS: Final = (
    *("schemas", "responses", "parameters", "examples", "requestBodies", "headers"),
    *("securitySchemes", "links", "callbacks", "pathItems", "mediaTypes"),
)
_SHARED: Final[Mapping[str, Callable[[Cursor], object]]] = {
    "parameters": parse_parameter,
    "requestBodies": parse_request_body,
    "responses": parse_response,
}
_DIALECTS: Final = ("https://spec.openapis.org/oas/3.", "https://json-schema.org/draft/2020-12/")
_CONTENT: Final = ("paths", "webhooks", "components")


def read_api(library: Library) -> tuple[Api, tuple[Problem, ...]]:
    """Read the OpenAPI document of a library, as far as it can be read.

    Returns:
        The API, and every problem of it. What an error concerns is left out.

    Raises:
        SpecError: It is no OpenAPI document.
    """
    session = Session(library)
    root = session.root()
    api = _parse_api(root) if _is_openapi(root) else None
    problems = in_order([*library.problems, *session.problems])
    if api is None:
        raise SpecError(problems)
    return replace(api, unread=_unread(problems, session.unread)), problems


def _unread(problems: Iterable[Problem], lost: Iterable[Pointer]) -> frozenset[Pointer]:
    """Name the nodes that errors are about: that of a bad keyword, or of the node it stands in."""
    places = [problem.pointer for problem in problems if problem.is_error and problem.pointer]
    places += lost
    return frozenset([*places, *(place.parent for place in places)])


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place and tell each of them once."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda problem: (problem.file, problem.line, problem.column)))


def _is_openapi(root: Cursor) -> bool:
    """Say whether the document can be read as OpenAPI 3; note an error if not."""
    value = root.value
    if not is_mapping(value):
        root.error(f"expected an OpenAPI document (a mapping), found {described(value)}")
        return False
    if "openapi" not in value:
        root.error("this is no OpenAPI document: write 'openapi: 3.1.0' and the rest")
        return False
    version = root.text("openapi") or ""
    if not VERSIONS.fullmatch(version):
        root.error(f"the version {version!r} is not known: write 3.1.0", key="openapi")
        return False
    root.session.is_30 = version.startswith("3.0")
    root.session.is_32 = version.startswith("3.2")
    if root.session.authored and not version.startswith("3.1"):
        root.error(f"our own specs are OpenAPI 3.1, found {version!r}: write 3.1.0", key="openapi")
    return True


def _parse_api(root: Cursor) -> Api:
    root.only(_FIELDS, "an OpenAPI document")
    if not any(key in root.value for key in _CONTENT):
        root.error("one of 'paths', 'webhooks' and 'components' must be there")
    info = _mapping(root, "info", _INFO)
    components = _mapping(root, "components", _COMPONENTS)
    if components is not None:
        _read_shared(components)
    schemes = {} if components is None else parse_security_schemes(components)
    security = parse_security(root, schemes)
    reader = OperationReader(schemes, security)
    operations = tuple(reader.paths(root))
    webhooks = tuple(reader.webhooks(root))
    if info is None:
        root.fault("'info' is missing: write its 'title' and 'version'")
    return Api(
        **parse_node(root, (), () if _has_usual_dialect(root) else ("jsonSchemaDialect",)),
        title="" if info is None else info.required_text("title"),
        version="" if info is None else info.required_text("version"),
        description=None if info is None else info.text("description"),
        servers=parse_servers(root),
        operations=operations,
        webhooks=webhooks,
        security=security,
        schemas=_parse_schemas(root.session, components),
        security_schemes=schemes,
        tags=parse_tags(root),
        external_docs=parse_external_docs(root),
        info=None if info is None else parse_speaking(info, _OF_INFO),
    )


def _has_usual_dialect(root: Cursor) -> bool:
    """Whether `jsonSchemaDialect` says what holds without it."""
    dialect = root.text("jsonSchemaDialect") or ""
    return dialect.startswith(_DIALECTS)


def _read_shared(components: Cursor) -> None:
    """Read the components that operations refer to, so that unused ones are looked at as well."""
    for kind, parse in _SHARED.items():
        for _, cursor in components.members(kind):
            cursor.once(parse)


def _mapping(root: Cursor, key: str, fields: tuple[str, ...]) -> Cursor | None:
    cursor = root.maybe(key)
    if cursor is None or not cursor.mapping():
        return None
    cursor.only(fields, f"{key!r}")
    return cursor


def _parse_schemas(session: Session, components: Cursor | None) -> Mapping[Pointer, Schema | Ref]:
    """Read the components' schemas, then every other schema that a `$ref` leads to."""
    found: dict[Pointer, Schema | Ref] = {}
    schemas = None if components is None else components.names("schemas")
    if schemas is not None:
        for name in schemas.value:
            found[schemas.pointer / name] = parse_schema(schemas / name)
    while missing := [cursor for at, cursor in session.wanted.items() if at not in found]:
        for cursor in missing:
            found[cursor.pointer] = parse_schema(cursor)
    return end_circles(session, found)
