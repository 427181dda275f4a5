"""The OpenAPI Object: a whole document → `ir.Api`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from engross.errors import Problem, Severity, SpecError
from engross.ir import Api, Ref, Schema
from engross.pointer import Pointer
from engross.spec.content import parse_request_body
from engross.spec.cursor import Cursor, Session
from engross.spec.dialects import VERSIONS
from engross.spec.extensions import parse_node
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
_COMPONENTS: Final = (
    *("schemas", "responses", "parameters", "examples", "requestBodies", "headers"),
    *("securitySchemes", "links", "callbacks", "pathItems", "mediaTypes"),
)
_SHARED: Final[Mapping[str, Callable[[Cursor], object]]] = {
    "parameters": parse_parameter,
    "requestBodies": parse_request_body,
    "responses": parse_response,
}
_CONTENT: Final = ("paths", "webhooks", "components")


def read_api(library: Library) -> tuple[Api, tuple[Problem, ...]]:
    """Read the OpenAPI document of a library.

    Returns:
        The API, and the warnings.

    Raises:
        SpecError: It cannot be used; every problem of it is told.
    """
    session = Session(library)
    root = session.root()
    api = _parse_api(root) if _is_openapi(root) else None
    problems = in_order([*library.problems, *session.problems])
    if api is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise SpecError(problems)
    return api, problems


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
        **parse_node(root),
        title="" if info is None else info.required_text("title"),
        version="" if info is None else info.required_text("version"),
        description=None if info is None else info.text("description"),
        servers=parse_servers(root),
        operations=operations,
        webhooks=webhooks,
        schemas=_parse_schemas(root.session, components),
        security_schemes=schemes,
        tags=parse_tags(root),
        external_docs=parse_external_docs(root),
    )


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
    schemas = None if components is None else components.maybe("schemas")
    if schemas is not None and schemas.mapping():
        for name in schemas.value:
            found[schemas.pointer / name] = parse_schema(schemas / name)
    while missing := [cursor for at, cursor in session.wanted.items() if at not in found]:
        for cursor in missing:
            found[cursor.pointer] = parse_schema(cursor)
    _refuse_circles(session, found)
    return found


def _refuse_circles(session: Session, schemas: Mapping[Pointer, Schema | Ref]) -> None:
    """Note each schema that says nothing but itself, by `$ref`s alone or through `allOf`."""
    graph = {pointer: set(_included(schema)) for pointer, schema in schemas.items()}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[Pointer] = error.args[1]
        else:
            return
        first = circle[-1]
        graph[first] = set()
        way = " → ".join(str(pointer) for pointer in reversed(circle))
        value, holder = session.library.value(first)
        Cursor(value, first, session, holder).error(
            f"this schema includes itself ({way}): write out what is meant"
        )


def _included(schema: Schema | Ref) -> list[Pointer]:
    if isinstance(schema, Ref):
        return [schema.target]
    return [target for part in schema.all_of for target in _included(part)]
