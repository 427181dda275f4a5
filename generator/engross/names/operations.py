"""Names of resources, methods, their arguments, and the credentials of the client."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate, chain, count
from typing import Final

from engross.ir import Api, MediaType, Operation, Ref, RequestBody, Schema, SecurityScheme, Server
from engross.names.casing import free, pascal, snake
from engross.names.groups import Place, place_of, tag_parents
from engross.names.media import TEXTUAL, body_kind, has_parts, media_kind
from engross.names.records import MethodName
from engross.names.reserved import (
    MODULE_NAMES,
    RESERVED_ARGUMENTS,
    RESERVED_CREDENTIALS,
    RESERVED_METHODS,
    RESERVED_RESOURCES,
    RUNTIME_ERRORS,
)
from engross.pointer import Pointer

# OpenAPI has no order among locations; this one decides which argument keeps a shared name.
LOCATION_ORDER: Final = ("path", "query", "querystring", "body", "header", "cookie")

MAX_FILE_NAME: Final = 200
"""In bytes: most file systems allow 255, and a resource's name gets suffixes."""


def method_names(api: Api) -> dict[Pointer, MethodName]:
    """Name the operations: `cards/close` is `cards.close`; without an id by tag, verb and path.

    A group keeps its name from a method of the group around it: more would change with it.
    """
    names: dict[Pointer, MethodName] = {}
    parents = tag_parents(api)
    places = {op.pointer: place_of(op, parents) for op in api.operations}
    wanted = {op.pointer: _method_candidates(op, places[op.pointer]) for op in api.operations}
    others = {at: place.whole != wanted[at][0].method for at, place in places.items()}
    taken = inner_groups(group_names(candidates[0].resource for candidates in wanted.values()))
    for op in sorted(api.operations, key=lambda op: others[op.pointer]):
        candidates = wanted[op.pointer]
        resource = candidates[0].resource
        method = free((candidate.method for candidate in candidates), taken[resource])
        names[op.pointer] = MethodName(resource=resource, method=method)
        taken[resource].add(method)
    return {op.pointer: names[op.pointer] for op in api.operations}


def group_names(resources: Iterable[str]) -> list[str]:
    """Give all groups, also those that only have groups in them; outer ones first."""
    found = {above for resource in resources for above in _lineage(resource)}
    return sorted(found, key=lambda resource: (resource.count("."), resource))


def _lineage(resource: str) -> Iterator[str]:
    """Give a group and those around it: of `a.b` it is `a` and `a.b`."""
    return accumulate(resource.split("."), "{}.{}".format)


def inner_groups(groups: Iterable[str]) -> dict[str, set[str]]:
    """Give the names of the groups inside each group."""
    found: dict[str, set[str]] = {}
    for group in groups:
        found.setdefault(group, set())
        around, _, name = group.rpartition(".")
        if around:
            found[around].add(name)
    return found


def _resource_name(groups: Iterable[str]) -> str:
    """Write groups as a path, `admin.users`; what no file can be called is one shortened word."""
    words = [
        f"{word}_" if word in (RESERVED_METHODS if depth else RESERVED_RESOURCES) else word
        for depth, word in enumerate(groups)
    ]
    path = ".".join(words)
    return path if len(path.encode()) <= MAX_FILE_NAME else _file_name("_".join(words))


def _file_name(resource: str) -> str:
    """Shorten what no file can be called, since each resource is a module: a digest ends it."""
    whole = resource.encode()
    digest = sha256(whole).hexdigest()[:8]
    return f"{whole[: MAX_FILE_NAME - 9].decode(errors='ignore').rstrip('_')}_{digest}"


def iterator_names(
    methods: Mapping[Pointer, MethodName], paginated: Collection[Pointer]
) -> dict[Pointer, str]:
    """Name what goes through all pages of an operation: `list_all` beside `list`."""
    taken = inner_groups(group_names(name.resource for name in methods.values()))
    for name in methods.values():
        taken[name.resource].add(name.method)
    names: dict[Pointer, str] = {}
    for place, name in methods.items():
        if place in paginated:
            base = name.method.rstrip("_")
            used = taken[name.resource]
            names[place] = free((f"{base}_all", f"{base}_all_pages"), used)
            used.add(names[place])
    return names


def _method_candidates(op: Operation, place: Place) -> tuple[MethodName, ...]:
    resource = _resource_name(place.groups)
    path_words = snake(op.path.replace("{", "by ").replace("}", ""), otherwise="root")
    http_method = snake(op.method).rstrip("_")
    told = f"{http_method}_{path_words}"
    method, whole = (_method(word, told) for word in (place.verb, place.whole))
    candidates = (method, whole, f"{whole}_{http_method}", f"{whole}_{told}")
    return tuple(MethodName(resource=resource, method=name) for name in candidates)


def _method(word: str, otherwise: str) -> str:
    name = snake(word, otherwise="call") if word else otherwise
    return f"{name}_" if name in RESERVED_METHODS else name


def body_properties(api: Api, body: RequestBody | None) -> Mapping[str, Schema | Ref] | None:
    """Give the properties that become keyword arguments, or None where the body is passed whole.

    A body is flattened when its first media type is JSON, a form or multipart and its schema is a
    plain object with listed properties. Those that only answers have (`readOnly`) are left out. A
    part of a multipart body that is written as XML, or as another text, is that text.
    """
    if body is None or body.content[0].schema is None:
        return None
    schema = api.resolve(body.content[0].schema)
    plain = not (schema.all_of or schema.any_of or schema.one_of or schema.pattern_properties)
    closed = schema.additional_properties is None or api.resolve(schema.additional_properties).never
    has_members = body_kind(body.content[0]) in {"json", "form", "multipart"}
    listed = set(schema.required) <= schema.properties.keys()
    flat = has_members and plain and closed and listed and schema.type <= {"object"}
    sent = {
        wire: _as_sent(api, body.content[0], wire, prop)
        for wire, prop in schema.properties.items()
        if not (prop.read_only or api.resolve(prop).read_only)
    }
    return sent or None if flat else None


# OpenAPI 3.1, "Encoding Object": of a list the content type is that of each item.
def _as_sent(api: Api, media: MediaType, wire: str, prop: Schema | Ref) -> Schema | Ref:
    encoding = media.encoding.get(wire) if is_multipart(media) else None
    told = (encoding.content_type or "") if encoding and not encoding.styled else ""
    if encoding is None or "," in told or media_kind(told) not in TEXTUAL:
        return prop
    whole = api.resolve(prop)
    if not has_parts(api, whole.items or whole):
        return prop
    known = {name: getattr(prop, name) for name in ("description", "deprecated", "sensitive")}
    place = encoding.pointer / "contentType"
    text = Schema(pointer=place, type=frozenset({"string"}))
    if whole.items is None:
        return replace(text, **known)
    return Schema(pointer=encoding.pointer, type=frozenset({"array"}), items=text, **known)


def is_multipart(media: MediaType) -> bool:
    """Whether each property of a body is a part of its own (RFC 7578)."""
    return body_kind(media) == "multipart"


def is_file(api: Api, schema: Schema | Ref) -> bool:
    """Whether a property of a multipart body is a file or a list of files.

    A file is raw bytes, not text in an encoding (OpenAPI 3.1, "Considerations for File Uploads").
    """
    target = api.resolve(schema)
    if target.items is not None:
        target = api.resolve(target.items)
    return target.content_media_type is not None and target.content_encoding is None


def argument_names(api: Api, op: Operation) -> dict[Pointer, str]:
    """Name what an operation takes; its location tells an argument from one of the same name."""
    places: list[tuple[str, Pointer, str]] = [
        (parameter.location.value, parameter.pointer, parameter.name) for parameter in op.parameters
    ]
    properties = body_properties(api, op.request_body)
    if properties is not None:
        places += [("body", prop.pointer, wire) for wire, prop in properties.items()]
    elif op.request_body is not None:
        places.append(("body", op.request_body.pointer, "body"))
    names: dict[Pointer, str] = {}
    for location, pointer, wire in sorted(places, key=lambda place: LOCATION_ORDER.index(place[0])):
        name = snake(wire, otherwise="argument")
        name = f"{name}_" if name in RESERVED_ARGUMENTS else name
        names[pointer] = free((name, f"{name.rstrip('_')}_{location}"), set(names.values()))
    ordered = {pointer: names[pointer] for _, pointer, _ in places}
    for pointer, candidates in _choices(op):
        ordered.setdefault(pointer, free(candidates, set(ordered.values())))
    return ordered


def _choices(op: Operation) -> Iterator[tuple[Pointer, tuple[str, ...]]]:
    """Give what chooses among media types; what an operation takes anyway keeps its name."""
    body = op.request_body
    if body is not None and len(body.content) > 1:
        yield body.pointer, ("body", "whole_body")
        yield body.pointer / "content", ("content_type", "content_type_header")
    answers = {m.content_type for r in op.responses if r.status[0] in "2d" for m in r.content}
    if len(answers) > 1:
        yield op.pointer / "responses", ("accept", "accept_header")


# --- Classes of resources -------------------------------------------------------------------------


def resource_names(api: Api, methods: Mapping[Pointer, MethodName], client: str) -> dict[str, str]:
    """Name the class of each resource so that none of its variants is taken.

    Where `admin.users` and `admin_users` ask for the same, the one inside no group has it. In a
    script without capitals a class would be called like its module, which hides it.
    """
    errors = (error.name for op in api.operations for error in op.errors)
    groups = group_names(name.resource for name in methods.values())
    taken = {client, f"Async{client}", f"{client}Error", *errors, *MODULE_NAMES, *RUNTIME_ERRORS}
    taken |= set(map(resource_module, groups))
    names: dict[str, str] = {}
    for resource in groups:
        base = pascal(resource)
        # `Async` before a class says which of the two it is.
        base = f"Api{base}" if base.startswith("Async") else base
        candidates = chain((base, f"{base}Resource"), (f"{base}Resource{n}" for n in count(2)))
        names[resource] = next(c for c in candidates if taken.isdisjoint(resource_classes(c)))
        taken |= set(resource_classes(names[resource]))
    return names


def resource_module(resource: str) -> str:
    """Name the module of a resource. No name has two underscores, so that no two share one."""
    return resource.replace(".", "__")


def resource_classes(name: str) -> tuple[str, ...]:
    """Name the classes of a resource: sync and async; both also with raw responses and streams."""
    variants = (name, f"{name}WithRawResponse", f"{name}WithStreamingResponse")
    return tuple(f"{prefix}{variant}" for prefix in ("", "Async") for variant in variants)


# --- Credentials ----------------------------------------------------------------------------------


def credential_names(api: Api) -> dict[str, str]:
    """Give the keyword of each security scheme: `token` for the first that sends a bearer token."""
    names: dict[str, str] = {}
    taken = set(RESERVED_CREDENTIALS)
    for name, scheme in api.security_schemes.items():
        own = snake(name, otherwise="credential")
        candidates: Iterable[str] = ("token", own) if _is_bearer(scheme) else (own,)
        names[name] = free(candidates, taken)
        taken.add(names[name])
    return names


def server_names(api: Api, credentials: Collection[str]) -> dict[str, str]:
    """Give the keyword of each variable of the server that is called."""
    names: dict[str, str] = {}
    taken = {*RESERVED_CREDENTIALS, *credentials}
    for variable in called_server(api).variables:
        own = snake(variable.name, otherwise="variable")
        names[variable.name] = free((own, f"{own.rstrip('_')}_variable"), taken)
        taken.add(names[variable.name])
    return names


def called_server(api: Api) -> Server:
    """Give the first server that can be called, of the API or else of an operation."""
    offered = (*api.servers, *(server for op in api.operations for server in op.servers))
    usable = (server for server in offered if not server.placeholder)
    return next(usable, Server(pointer=api.pointer, url=""))


def _is_bearer(scheme: SecurityScheme) -> bool:
    # An OAuth 2 or OpenID access token travels as a bearer token (RFC 6750).
    return scheme.scheme == "bearer" or scheme.type in {"oauth2", "openIdConnect"}
