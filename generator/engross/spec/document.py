"""The OpenAPI Object: a whole document → `ir.Api`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final

from engross.errors import Problem, SpecError
from engross.ir import Api, Ref, Schema
from engross.pointer import Pointer
from engross.spec.content import parse_request_body
from engross.spec.cursor import Cursor, Session
from engross.spec.dialects import VERSIONS
from engross.spec.extensions import parse_node, parse_speaking
from engross.spec.kinds import described, is_mapping
from engross.spec.library import Library
from engross.spec.operations import OperationReader
from engross.spec.parameters import parse_parameter
from engross.spec.positions import MAX_DEPTH
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

MAX_INCLUDED: Final = 10_000
"""Schemas that one may include by `allOf` and unions, each as often as it is named."""


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
    return _end_circles(session, found)


def _end_circles(
    session: Session, found: Mapping[Pointer, Schema | Ref]
) -> Mapping[Pointer, Schema | Ref]:
    """Cut circles of unions and their branches; note each schema that says nothing but itself."""
    schemas = dict(found)
    graph = {pointer: _included(schema) for pointer, schema in schemas.items()}
    while True:
        try:
            order = [*TopologicalSorter(graph).static_order()]
        except CycleError as error:
            way: list[Pointer] = error.args[1][::-1]
        else:
            break
        if (cut := _cut(session, schemas, way)) is not None:
            graph[cut] = _included(schemas[cut])
            continue
        schemas[way[0]] = _without(schemas[way[0]], way[1])
        graph[way[0]] = _included(schemas[way[0]])
        told = " → ".join(map(str, way))
        message = f"this schema includes itself ({told}): write out what is meant"
        _at(session, way[0]).error(message)
    for tower in _refuse_towers(session, graph, order):
        schemas[tower] = Schema(pointer=tower)
    return schemas


def _cut(
    session: Session, schemas: dict[Pointer, Schema | Ref], way: list[Pointer]
) -> Pointer | None:
    """Cut a circle where a branch of a union builds on the union itself.

    It is how many documents write inheritance. What the branch takes over are the properties
    beside the union, so the union goes where there are some, else the branch's mention of it.

    Returns:
        The schema that was changed; None where it is no such circle.
    """
    for branch, union in pairwise([*way, way[1]]):
        inner, outer = schemas[branch], schemas[union]
        if isinstance(inner, Ref) or isinstance(outer, Ref) or not (outer.any_of or outer.one_of):
            continue
        parts = tuple(part for part in inner.all_of if _included(part) != [union])
        if len(parts) == len(inner.all_of):
            continue
        _at(session, union).fault(
            f"this union has a branch that includes it ({branch}): write the properties that both "
            "have as a schema of their own"
        )
        if outer.properties:
            schemas[union] = replace(outer, any_of=(), one_of=())
            return union
        schemas[branch] = replace(inner, all_of=parts)
        return branch
    return None


def _without(schema: Schema | Ref, target: Pointer) -> Schema:
    """Take out what leads to a schema; of a reference nothing is left."""
    if isinstance(schema, Ref):
        return Schema(pointer=schema.pointer)

    def others(parts: tuple[Schema | Ref, ...]) -> tuple[Schema | Ref, ...]:
        return tuple(part for part in parts if target not in _included(part))

    return replace(
        schema,
        all_of=others(schema.all_of),
        any_of=others(schema.any_of),
        one_of=others(schema.one_of),
    )


def _refuse_towers(
    session: Session, graph: Mapping[Pointer, list[Pointer]], order: list[Pointer]
) -> Iterator[Pointer]:
    """Find what includes too much to be walked: everything downstream follows each `$ref` of it."""
    sizes: dict[Pointer, int] = {}
    depths: dict[Pointer, int] = {}
    for pointer in order:
        parts = graph[pointer]
        sizes[pointer] = 1 + sum(sizes[part] for part in parts)
        depths[pointer] = 1 + max((depths[part] for part in parts), default=0)
        if sizes[pointer] > MAX_INCLUDED or depths[pointer] > MAX_DEPTH:
            sizes[pointer] = depths[pointer] = 1
            _at(session, pointer).error(
                f"this schema includes others more than {MAX_DEPTH} levels deep, or more than "
                f"{MAX_INCLUDED} of them: write out what is meant"
            )
            yield pointer


def _at(session: Session, pointer: Pointer) -> Cursor:
    value, holder = session.library.value(pointer)
    return Cursor(value, pointer, session, holder)


def _included(schema: Schema | Ref) -> list[Pointer]:
    if isinstance(schema, Ref):
        return [schema.target]
    parts = (*schema.all_of, *schema.any_of, *schema.one_of)
    return [target for part in parts for target in _included(part)]
