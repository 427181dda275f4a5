"""Swagger 2.0 → OpenAPI 3.0: a tree is built anew above the schemas, which stay as they are.

Nodes that are moved keep their identity and with it their line; a new node stands where the node
stood that it was made from. In other files than the root document's nothing is moved, and what a
node is has to be seen from its keywords.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final, TypeAlias

from engross.errors import Problem, Severity
from engross.ir import Json
from engross.pointer import Pointer
from engross.spec.kinds import is_list, is_mapping
from engross.spec.positions import START, Marks
from engross.spec.tree import Document

MOVED: Final[Mapping[str, str]] = {
    "definitions": "schemas",
    "parameters": "parameters",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}
"""Root member of Swagger 2.0 → member of `components`."""

_FoldOne: TypeAlias = Callable[[dict[str, Any]], Any]

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch")
_NOT_OF_ROOT: Final = frozenset(
    {*MOVED, "swagger", "host", "basePath", "schemes", "consumes", "produces", "components"}
)

# Swagger 2.0, "Parameter Object": what describes the parameter, and what its value.
_OF_PARAMETER: Final = frozenset({"name", "in", "description", "required", "allowEmptyValue"})
_NOT_OF_VALUE: Final = _OF_PARAMETER | {"collectionFormat"}
_NOT_OF_OPERATION: Final = frozenset({"consumes", "produces", "schemes", "parameters", "responses"})
_NOT_OF_RESPONSE: Final = frozenset({"schema", "examples", "headers"})
_NOT_OF_SCHEME: Final = frozenset({"flow", "authorizationUrl", "tokenUrl", "scopes"})

# Swagger 2.0, "Parameter Object", fixed field `collectionFormat`; 3.0 has no tabs.
_STYLES: Final[Mapping[str, tuple[str, bool]]] = {
    "csv": ("form", False),
    "ssv": ("spaceDelimited", False),
    "tsv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}

_FLOWS: Final[Mapping[str, str]] = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_OF_SCHEMA: Final = frozenset({"type", "properties", "allOf", "items", "enum"})
_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"


def is_swagger(document: Document) -> bool:
    """Say whether a document is Swagger 2.0."""
    data = document.data
    return is_mapping(data) and "openapi" not in data and str(data.get("swagger")) == "2.0"


def moved(pointer: Pointer) -> Pointer:
    """Say where a node of the Swagger document stands in the folded one."""
    if pointer.document or not pointer.tokens or pointer.tokens[0] not in MOVED:
        return pointer
    return Pointer(("components", MOVED[pointer.tokens[0]], *pointer.tokens[1:]))


Find: TypeAlias = Callable[[str], Json]
"""Gives the node that a `$ref` of a document means, as Swagger 2.0 has it, or None."""


def fold_swagger(document: Document, find: Find) -> Document:
    """Turn a Swagger 2.0 document into an OpenAPI 3.0 document."""
    fold = _Fold(document, document.data, find)
    data = fold.root()
    problems = (*document.problems, *fold.losses())
    return replace(document, data=data, problems=problems, marks=cache(fold.marks))


def fold_part(document: Document, root: dict[str, Json], find: Find) -> Document:
    """Fold what else than schemas a file has that a Swagger 2.0 document refers to."""
    if not is_mapping(document.data) or "openapi" in document.data:
        return document
    fold = _Fold(document, root, find)
    return replace(document, data=fold.part(document.data), marks=cache(fold.marks))


def _members(value: Json) -> Iterator[tuple[str, dict[str, Json]]]:
    """Give the members of a mapping that are mappings."""
    if is_mapping(value):
        yield from ((name, child) for name, child in value.items() if is_mapping(child))


def _is_method(key: str) -> bool:
    """Whether an operation is under a key; some write the method in capitals."""
    return key.lower() in _METHODS


def _name(parameter: dict[str, Json]) -> str:
    return f"'{parameter.get('name')}' in {parameter.get('in')}"


def _is_same(parameter: dict[str, Json], other: dict[str, Json]) -> bool:
    """Whether one of two parameters overrides the other."""
    return _name(parameter) == _name(other)


class _Fold:
    """One folding; knows what each new mapping was made from.

    What has the wrong JSON type is passed on as it is: the parsers say so.
    """

    def __init__(self, document: Document, root: dict[str, Json], find: Find) -> None:
        self.document = document
        self.source: dict[str, Json] = document.data
        self.usual = {**root, **self.source}
        """Where the media types stand that operations have by default."""
        self.find = find
        self.made: list[tuple[dict[str, Json], Json]] = []
        self.chosen: list[tuple[list[Json], Json, list[int]]] = []
        """New lists, what they were made from, and which of its items they have."""

    def marks(self) -> Marks:
        """Give the document's marks and those of the new mappings."""
        marks = {**self.document.marks()}
        for new, origin in self.made:
            places = marks.get(id(origin), {})
            first = next(iter(places.values()), (START, START))
            marks[id(new)] = {key: places.get(key, first) for key in new}
        for items, origin, indexes in self.chosen:
            places = marks.get(id(origin), {})
            marks[id(items)] = {
                str(index): places[str(place)] for index, place in enumerate(indexes)
            }
        return marks

    def root(self) -> dict[str, Json]:
        """Fold the Swagger Object."""
        source = self.source
        folds: dict[str, _FoldOne] = {
            "definitions": lambda schema: schema,
            "parameters": self._parameter,
            "responses": lambda response: self._response(response, source),
            "securityDefinitions": self._security_scheme,
        }
        components = {MOVED[key]: self._each(source.get(key), fold) for key, fold in folds.items()}
        if is_mapping(shared := components["parameters"]):
            kept = {name: value for name, value in shared.items() if not self._is_body(value)}
            components["parameters"] = self._new(source["parameters"], kept)
        return self._new(
            source,
            {
                "openapi": "3.0.4",
                **{key: source[key] for key in source if key not in _NOT_OF_ROOT},
                "servers": self._servers(),
                "paths": self._each(source.get("paths"), self._path_item),
                "components": self._new(source, components),
            },
        )

    def part(self, value: Json) -> Json:
        """Fold a node of another file, whatever it is."""
        if not is_mapping(value):
            return value
        if "in" in value and "name" in value:
            is_body = value["in"] == "body"
            return self._request_body([value], {}) if is_body else self._parameter(value)
        if not _OF_SCHEMA.isdisjoint(value):
            return value
        if any(is_mapping(value.get(method)) for method in _METHODS):
            return self._path_item(value)
        if any(name[:1].isdecimal() for name in _keys(value.get("responses"))):
            return self._operation(value, [])
        if "description" in value and not _NOT_OF_RESPONSE.isdisjoint(value):
            return self._response(value, {})
        kept = {key for key in value if key == "definitions" or key.startswith("x-")}
        return self._new(value, {k: v if k in kept else self.part(v) for k, v in value.items()})

    def _new(self, origin: Json, members: Mapping[str, Json]) -> dict[str, Json]:
        """Make a mapping that stands where its origin stood; members that are None are left out."""
        made = {key: value for key, value in members.items() if value is not None}
        self.made.append((made, origin))
        return made

    def _each(self, value: Json, fold: _FoldOne) -> Json:
        """Fold the members of a mapping one by one."""
        if not is_mapping(value):
            return value
        return self._new(
            value,
            {key: fold(child) if is_mapping(child) else child for key, child in value.items()},
        )

    def _servers(self) -> list[Json] | None:
        host, base = self.source.get("host"), self.source.get("basePath", "")
        if host is None:
            return [self._new(self.source, {"url": base})] if base else None
        schemes = self.source.get("schemes")
        names = sorted(map(str, schemes), reverse=True) if is_list(schemes) else ["https"]
        return [self._new(self.source, {"url": f"{name}://{host}{base}"}) for name in names]

    def losses(self) -> Iterator[Problem]:
        """Tell of parameters that OpenAPI 3.0 has no words for."""
        for path, item in _members(self.source.get("paths")):
            for method, operation in _members(item):
                if not _is_method(method):
                    continue
                pointer = Pointer(("paths", path, method))
                given = [*_list(item.get("parameters")), *_list(operation.get("parameters"))]
                local = [p for each in given if is_mapping(p := self._meant(each))]
                bodies = [p for p in local if p.get("in") == "body"]
                for parameter in local:
                    if self._is_body(parameter) and bodies and not _is_same(parameter, bodies[-1]):
                        yield self._loss(f"the body is {_name(bodies[-1])}", parameter, pointer)
                    elif parameter.get("collectionFormat") == "tsv":
                        yield self._loss("spaces are sent, not tabs", parameter, pointer)

    def _loss(self, what: str, parameter: dict[str, Json], pointer: Pointer) -> Problem:
        message = f"the parameter {_name(parameter)} cannot be sent as it is declared: {what}"
        return self.document.problem(message, pointer, severity=Severity.WARNING)

    def _path_item(self, item: dict[str, Json]) -> dict[str, Json]:
        """Fold a Path Item Object; what its parameters say of the body goes to each operation."""
        shared = item.get("parameters")
        bodies = [p for p in _list(shared) if self._is_body(p)]
        members: dict[str, Json] = {**item, "parameters": self._not_bodies(shared)}
        for method, operation in _members(item):
            if _is_method(method):
                members[method] = self._operation(operation, bodies)
        return self._new(item, members)

    def _operation(self, operation: dict[str, Json], shared: list[Json]) -> dict[str, Json]:
        bodies = [*shared, *(p for p in _list(operation.get("parameters")) if self._is_body(p))]
        responses = operation.get("responses")
        folded = self._each(responses, lambda response: self._response(response, operation))
        return self._new(
            operation,
            {
                **{key: operation[key] for key in operation if key not in _NOT_OF_OPERATION},
                "parameters": self._not_bodies(operation.get("parameters")),
                "requestBody": self._request_body(bodies, operation),
                "responses": folded,
            },
        )

    def _is_body(self, parameter: Json) -> bool:
        target = self._meant(parameter)
        return is_mapping(target) and target.get("in") in ("body", "formData")

    def _not_bodies(self, parameters: Json) -> Json:
        if not is_list(parameters):
            return parameters
        kept = {i: item for i, item in enumerate(parameters) if not self._is_body(item)}
        items = [self._parameter(item) if is_mapping(item) else item for item in kept.values()]
        self.chosen.append((items, parameters, list(kept)))
        return items

    def _meant(self, value: Json) -> Json:
        """Follow a reference; anything else stays as it is."""
        reference = value.get("$ref") if is_mapping(value) else None
        return value if not isinstance(reference, str) else self.find(reference) or value

    def _parameter(self, parameter: dict[str, Json]) -> dict[str, Json]:
        if "$ref" in parameter:
            return parameter
        members = {
            key: value
            for key, value in parameter.items()
            if key in _OF_PARAMETER or key.startswith("x-")
        }
        if (style := self._style(parameter)) is not None:
            members |= {"style": style[0], "explode": style[1]}
        return self._new(parameter, {**members, "schema": self._value_schema(parameter)})

    def _style(self, parameter: dict[str, Json]) -> tuple[str, bool] | None:
        """Say how a list is written, which is by default another way than in OpenAPI 3."""
        if parameter.get("type") != "array":
            return None
        style = _STYLES.get(str(parameter.get("collectionFormat")), _STYLES["csv"])
        return style if parameter.get("in") in ("query", "formData") else ("simple", False)

    def _value_schema(self, parameter: dict[str, Json]) -> dict[str, Json]:
        """Make a schema of the keywords that Swagger 2.0 writes into a parameter or header."""
        return self._new(
            parameter,
            {
                key: value
                for key, value in parameter.items()
                if key not in _NOT_OF_VALUE and (key == "x-nullable" or not key.startswith("x-"))
            },
        )

    def _request_body(
        self, parameters: list[dict[str, Json]], operation: dict[str, Json]
    ) -> dict[str, Json] | None:
        """Make a Request Body Object of the body parameter, or of all the form's fields."""
        if not parameters:
            return None
        meant = [self._meant(parameter) for parameter in parameters]
        bodies = [number for number, each in enumerate(meant) if each.get("in") == "body"]
        media_types = self._media_types(operation, "consumes")
        if bodies and _is_elsewhere(parameters[bodies[-1]]):
            return parameters[bodies[-1]]
        if bodies:
            body = meant[bodies[-1]]
            media = {"schema": body.get("schema")}
            return self._new(
                body,
                {
                    "description": body.get("description"),
                    "required": body.get("required"),
                    "content": self._content(body, media_types or [_JSON], media),
                },
            )
        has_file = any(parameter.get("type") == "file" for parameter in meant)
        forms = [name for name in media_types if name in (_FORM, _MULTIPART)]
        names = [_MULTIPART] if has_file else forms or [_FORM]
        required = any(parameter.get("required") is True for parameter in meant)
        content = self._content(operation, names, self._form(parameters))
        return self._new(operation, {"required": required, "content": content})

    def _form(self, parameters: list[dict[str, Json]]) -> dict[str, Json]:
        """Make a Media Type Object of a form's fields."""
        origin = parameters[0]
        given = {str(self._meant(parameter).get("name")): parameter for parameter in parameters}
        fields = {name: self._meant(parameter) for name, parameter in given.items()}
        properties = {name: self._field_schema(field) for name, field in given.items()}
        required = [name for name, field in fields.items() if field.get("required") is True]
        schema = {
            "type": "object",
            "properties": self._new(origin, properties),
            "required": required or None,
        }
        encoding = {
            name: self._new(fields[name], {"style": style[0], "explode": style[1]})
            for name, style in ((name, self._style(field)) for name, field in fields.items())
            if style is not None
        }
        return {
            "schema": self._new(origin, schema),
            "encoding": self._new(origin, encoding) if encoding else None,
        }

    def _field_schema(self, given: dict[str, Json]) -> dict[str, Json]:
        if _is_elsewhere(given):
            address, _, fragment = given["$ref"].partition("#")
            return self._new(given, {"$ref": f"{address}#{fragment}/schema"})
        field = self._meant(given)
        description = {"description": field.get("description")}
        return self._new(field, {**self._value_schema(field), **description})

    def _content(
        self, origin: Json, media_types: Iterable[str], media: dict[str, Json]
    ) -> dict[str, Json]:
        return self._new(origin, {name: self._new(origin, media) for name in media_types})

    def _media_types(self, operation: dict[str, Json], key: str) -> list[str]:
        names = operation.get(key, self.usual.get(key))
        return [str(name) for name in names] if is_list(names) else []

    def _response(self, response: dict[str, Json], operation: dict[str, Json]) -> dict[str, Json]:
        if "$ref" in response:
            return response
        members = {key: value for key, value in response.items() if key not in _NOT_OF_RESPONSE}
        examples = response.get("examples")
        content: dict[str, Json] = {}
        if "schema" in response:
            for name in self._media_types(operation, "produces") or [_JSON]:
                example = examples.get(name) if is_mapping(examples) else None
                media = {"schema": response["schema"], "example": example}
                content[name] = self._new(response, media)
        return self._new(
            response,
            {
                **members,
                "headers": self._each(response.get("headers"), self._header),
                "content": self._new(response, content) if content else None,
            },
        )

    def _header(self, header: dict[str, Json]) -> dict[str, Json]:
        members = {"description": header.get("description"), "schema": self._value_schema(header)}
        return self._new(header, members)

    def _security_scheme(self, scheme: dict[str, Json]) -> dict[str, Json]:
        if scheme.get("type") == "basic":
            return self._new(scheme, {**scheme, "type": "http", "scheme": "basic"})
        if scheme.get("type") != "oauth2":
            return scheme
        flow = {key: scheme.get(key) for key in ("authorizationUrl", "tokenUrl", "scopes")}
        name = _FLOWS.get(str(scheme.get("flow")), "clientCredentials")
        members = {key: value for key, value in scheme.items() if key not in _NOT_OF_SCHEME}
        flows = self._new(scheme, {name: self._new(scheme, flow)})
        return self._new(scheme, {**members, "flows": flows})


def _is_elsewhere(parameter: dict[str, Json]) -> bool:
    """Whether a parameter is that of another file, to whose folder its own references belong."""
    return not parameter.get("$ref", "#").startswith("#")


def _keys(value: Json) -> list[str]:
    return list(value) if is_mapping(value) else []


def _list(value: Json) -> list[Json]:
    return value if is_list(value) else []
