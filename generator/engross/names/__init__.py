"""Wire names to Python names: the only place that names anything in generated code.

`name_api` hoists every inline schema that becomes a class, so that nothing downstream has to
invent a name, and says what each class, field, enum member, resource, method and argument is
called. A name depends on its own place in the spec; where two places ask for the same name, the
place whose wire name is spelt exactly so keeps it and the others get more context, so that adding
to a spec renames nothing.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from engross.errors import EngrossError, Problem
from engross.ir import Api, Operation, Ref, RequestBody, Schema
from engross.names.casing import assign, free, pascal, snake
from engross.names.hoist import Hoisted, Hoister, becomes_class
from engross.names.records import MethodName, Names
from engross.pointer import Pointer, parse_pointer

__all__ = [
    "JSON_CONTENT",
    "MethodName",
    "Names",
    "becomes_class",
    "body_properties",
    "name_api",
    "pascal",
    "snake",
]

JSON_CONTENT = re.compile(
    r"application/(?:[\w.-]+\+)?json\b|[\w.-]+/[\w.-]+\+json\b", re.IGNORECASE
)
"""Media types whose body is JSON (RFC 6839, "+json")."""

# What `models.py` uses under these names itself: the engine's imports, the wire types, builtins.
RESERVED_CLASSES = frozenset(
    (
        "Annotated Any BaseModel Boolean ConfigDict Date DateTime Decimal DecimalNumber"
        " DecimalString Duration Enum Field Integer IntEnum Literal Model Number RootModel"
        " StrEnum StrictBool StrictFloat StrictInt StrictStr Time TypeAliasType UUIDString Unset"
    ).split()
) | frozenset(name for name in (*dir(builtins), *keyword.kwlist) if name[0].isupper())

# Attributes of `Model`, and builtins that an annotation in the class body may need.
RESERVED_FIELDS = frozenset(
    (
        "bool bytes construct copy date datetime dict float frozenset from_orm int json list object"
        " parse_file parse_obj parse_raw schema schema_json self set str time tuple"
        " update_forward_refs uuid validate"
    ).split()
)
RESERVED_ARGUMENTS = frozenset({"self", "timeout", "headers"})
# Beside what the classes have themselves: words of the annotations and decorators inside them.
# `list` is too good a name for a method to be refused.
RESERVED_METHODS = frozenset(
    (
        "bool bytes cached_property date datetime deprecated dict float int models str time"
        " timedelta types with_raw_response"
    ).split()
)
RESERVED_RESOURCES = frozenset(
    (
        "aclose base_url cached_property close httpx int max_retries request str timeout"
        " with_raw_response"
    ).split()
)
RESERVED_MEMBERS = frozenset({"mro"})

# OpenAPI has no order among locations; this one decides which argument keeps a shared name.
LOCATION_ORDER = ("path", "query", "body", "header", "cookie")


def name_api(api: Api, overrides: Mapping[str, str] | None = None) -> tuple[Api, Names]:
    """Hoist the inline schemas of an API and name everything in it.

    Args:
        api: As read from the spec.
        overrides: JSON pointer to Python name (`names` in `provider.yaml`); for an operation
            `resource.method`.

    Returns:
        The API in which every schema that becomes a class is reached by `Ref` and stands in
        `schemas` under its own pointer, and the names.

    Raises:
        EngrossError: An override names a place that does not exist, is no identifier, or takes a
            name that another place has.
    """
    methods = _method_names(api)
    hoisted = Hoister(api, methods).run()
    names = Names(
        classes=_class_names(hoisted),
        fields=_field_names(hoisted.api),
        members=_member_names(hoisted.api),
        methods=methods,
        arguments={op.pointer: _argument_names(hoisted.api, op) for op in hoisted.api.operations},
    )
    return hoisted.api, _override(names, overrides or {})


# --- Operations ---------------------------------------------------------------------------------


def _method_names(api: Api) -> dict[Pointer, MethodName]:
    names: dict[Pointer, MethodName] = {}
    taken: set[tuple[str, str]] = set()
    wanted = {op.pointer: _method_candidates(op) for op in api.operations}
    exact = {op.pointer: _last_segment(op) != wanted[op.pointer][0].method for op in api.operations}
    for op in sorted(api.operations, key=lambda op: exact[op.pointer]):
        candidates = wanted[op.pointer]
        resource = candidates[0].resource
        used = {method for owner, method in taken if owner == resource}
        method = free((candidate.method for candidate in candidates), used)
        names[op.pointer] = MethodName(resource=resource, method=method)
        taken.add((resource, method))
    return {op.pointer: names[op.pointer] for op in api.operations}


def _last_segment(op: Operation) -> str:
    return (op.operation_id or "").rpartition("/")[2]


def _method_candidates(op: Operation) -> tuple[MethodName, ...]:
    group, _, verb = (op.operation_id or "").rpartition("/")
    literal = [segment for segment in op.path.split("/") if segment and "{" not in segment]
    owner = group or (op.tags[0] if op.tags else "") or (literal[0] if literal else "")
    resource = snake(owner, otherwise="api")
    path_words = snake(op.path.replace("{", "by ").replace("}", ""), otherwise="root")
    method = snake(verb, otherwise="call") if verb else f"{op.method.lower()}_{path_words}"
    resource = f"{resource}_" if resource in RESERVED_RESOURCES else resource
    method = f"{method}_" if method in RESERVED_METHODS else method
    contexts = (
        method,
        f"{method}_{op.method.lower()}",
        f"{method}_{op.method.lower()}_{path_words}",
    )
    return tuple(MethodName(resource=resource, method=name) for name in contexts)


def body_properties(api: Api, body: RequestBody | None) -> Mapping[str, Schema | Ref] | None:
    """Give the properties that become keyword arguments, or None where the body is passed whole.

    A body is flattened when its first media type is JSON and its schema is a plain object with
    listed properties.
    """
    if body is None or body.content[0].schema is None:
        return None
    schema = api.resolve(body.content[0].schema)
    plain = not (schema.all_of or schema.any_of or schema.one_of or schema.pattern_properties)
    closed = schema.additional_properties is None or api.resolve(schema.additional_properties).never
    is_json = JSON_CONTENT.match(body.content[0].content_type) is not None
    flat = is_json and plain and closed and schema.type <= {"object"} and bool(schema.properties)
    return schema.properties if flat else None


def _argument_names(api: Api, op: Operation) -> dict[Pointer, str]:
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
    return {pointer: names[pointer] for _, pointer, _ in places}


# --- Fields and enum members --------------------------------------------------------------------


def _field_names(api: Api) -> dict[Pointer, str]:
    names: dict[Pointer, str] = {}
    for schema in _all_schemas(api):
        if not schema.properties:
            continue
        wanted = {
            schema.pointer / "properties" / wire: snake(wire, otherwise="field")
            for wire in schema.properties
        }
        models_own = {name for name in wanted.values() if name.startswith("model_")}
        names |= assign(wanted, RESERVED_FIELDS | models_own)
    return names


def _member_names(api: Api) -> dict[Pointer, tuple[str, ...]]:
    names: dict[Pointer, tuple[str, ...]] = {}
    for schema in _all_schemas(api):
        if schema.enum is None:
            continue
        values = [value for value in schema.enum if value is not None]
        taken: list[str] = []
        for value in values:
            text = "empty" if value == "" else str(value)
            member = snake(text, otherwise="value").upper().rstrip("_")
            member = f"{member}_" if member.lower() in RESERVED_MEMBERS else member
            taken.append(free((member,), taken))
        names[schema.pointer] = tuple(taken)
    return names


def _all_schemas(api: Api) -> Iterator[Schema]:
    """Walk every schema once: `schemas`, what is inside them, and what operations carry."""
    seen: set[Pointer] = set()
    pending: list[Schema | Ref] = [*api.schemas.values(), *_operation_schemas(api)]
    while pending:
        schema = pending.pop(0)
        if isinstance(schema, Ref) or schema.pointer in seen:
            continue
        seen.add(schema.pointer)
        yield schema
        pending.extend(schema.children())


def _operation_schemas(api: Api) -> Iterator[Schema | Ref]:
    for op in (*api.operations, *api.webhooks):
        for parameter in op.parameters:
            if parameter.schema is not None:
                yield parameter.schema
        bodies = [op.request_body.content] if op.request_body else []
        for content in (*bodies, *(response.content for response in op.responses)):
            yield from (media.schema for media in content if media.schema is not None)


def _class_names(hoisted: Hoisted) -> dict[Pointer, str]:
    components = {place: name for place, name in hoisted.wanted.items() if _is_component(place)}
    inline = {place: name for place, name in hoisted.wanted.items() if not _is_component(place)}
    ordered = {**components, **inline}
    return assign(ordered, RESERVED_CLASSES, suffix="Model")


def _is_component(place: Pointer) -> bool:
    return place.parent.tokens == ("components", "schemas")


# --- Overrides ----------------------------------------------------------------------------------


def _override(names: Names, overrides: Mapping[str, str]) -> Names:
    """Put the author's names in place of the derived ones."""
    tables: dict[str, dict[Pointer, Any]] = {
        "classes": dict(names.classes),
        "fields": dict(names.fields),
        "methods": dict(names.methods),
    }
    problems = [
        Problem(message=message, pointer=Pointer(("names", text), "provider.yaml"))
        for text, name in overrides.items()
        if (message := _apply_override(tables, text, name)) is not None
    ]
    if problems:
        raise EngrossError(problems)
    return replace(names, **tables)


def _apply_override(tables: Mapping[str, dict[Pointer, Any]], text: str, name: str) -> str | None:
    """Rename one place; say what is wrong where that cannot be done."""
    try:
        place = parse_pointer(text)
    except ValueError as error:
        return str(error)
    owner = next((table for table in tables.values() if place in table), None)
    resource, _, last = name.rpartition(".")
    if owner is None:
        return "there is no schema, property or operation at this pointer"
    words = (resource, last) if resource else (last,)
    if any(not word.isidentifier() or keyword.iskeyword(word) for word in words):
        return f"{name!r} is not a Python identifier"
    is_method = isinstance(owner[place], MethodName)
    value = MethodName(resource=resource, method=last) if is_method else name
    siblings = (
        other
        for key, other in owner.items()
        if key != place and (owner is not tables["fields"] or key.parent == place.parent)
    )
    if value in siblings:
        return f"{name!r} is taken"
    owner[place] = value
    return None
