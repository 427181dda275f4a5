"""What a document says, claim by claim, in the order in which a page would print it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from engross.ir import (
    ABSENT,
    Api,
    DocumentedError,
    Json,
    MediaType,
    Operation,
    Parameter,
    Ref,
    RequestBody,
    Schema,
    SecurityScheme,
)
from engross.pointer import Pointer
from engross.spec import Reading
from engross.spec.kinds import is_mapping
from engross.trace.claims import ITEM, REQUEST, Claim, Kind, Path

_ASPECTS: Final = {
    "title": "title",
    "description": "description",
    "format": "format",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}
"""Keyword → field of the IR, for what is said where it is neither None nor empty."""


_OF_PARAMETER: Final = ("description", "required", "deprecated")
"""What a parameter says itself and not its schema."""
_FLAGS: Final = frozenset({"required", "nullable", "deprecated"})
"""What is not said where it is false."""


def spec_claims(reading: Reading) -> tuple[Claim, ...]:
    """List the claims of a document: each operation, then what it takes, gives and fails with."""
    lister = _Lister(reading.api, reading)
    return tuple(claim for op in reading.api.operations for claim in lister.operation(op))


def server_claims(reading: Reading) -> tuple[Claim, ...]:
    """List the claims of a document about its servers."""
    return tuple(_Lister(reading.api, reading).servers())


@dataclass(frozen=True, slots=True)
class _Lister:
    api: Api
    reading: Reading

    def operation(self, op: Operation) -> Iterator[Claim]:
        server = next((server for server in self.api.servers if not server.placeholder), None)
        said: dict[str, Json] = {
            "summary": op.summary,
            "description": op.description,
            "deprecated": op.deprecated,
            "server": None if server is None else server.url,
            "security": [sorted(one.schemes) for one in op.security],
            "credentials": self._schemes(op),
        }
        claim = self._claim(Kind.OPERATION, f"{op.method} {op.path}", op.pointer, said, ())
        yield claim if server is None else replace(claim, places={"server": server.pointer})
        for parameter in op.parameters:
            yield self._parameter(parameter)
        yield from self._credentials(op)
        if op.request_body is not None:
            yield from self._body(op.request_body, REQUEST)
        for response in op.responses:
            said = {"description": response.description, "content": _types(response.content)}
            path = (response.status,)
            yield self._claim(Kind.RESPONSE, response.status, response.pointer, said, path)
            for header in response.headers:
                said, places = self._said(header.schema) if header.schema else ({}, {})
                said |= {"description": header.description, "required": header.required}
                places = {**places, **dict.fromkeys(_OF_PARAMETER, header.pointer)}
                place = (*path, header.name)
                yield self._claim(Kind.HEADER, header.name, header.pointer, said, place, places)
            for media in response.content[:1]:
                yield from self._media(media, path)
        yield from map(self._failure, op.errors)

    def _credentials(self, op: Operation) -> Iterator[Claim]:
        """List where credentials go: a page may print them among the parameters."""
        names = dict.fromkeys(name for one in op.security for name in one.schemes)
        for scheme in (self.api.security_schemes[name] for name in names):
            location = scheme.location.value if scheme.location else "header"
            name = scheme.parameter_name or "Authorization"
            claim = self._claim(Kind.PARAMETER, name, scheme.pointer, {}, (location, name))
            yield replace(claim, decided=None)

    def _schemes(self, op: Operation) -> list[Json]:
        """Say how each scheme of an operation shows who calls."""
        names = dict.fromkeys(name for one in op.security for name in one.schemes)
        schemes = [(name, self.api.security_schemes[name]) for name in names]
        return [
            " ".join(filter(None, (name, one.type, one.scheme, _place_of(one))))
            for name, one in schemes
        ]

    def _parameter(self, parameter: Parameter) -> Claim:
        schema = parameter.schema or (parameter.content.schema if parameter.content else None)
        said, places = self._said(schema) if schema is not None else ({}, {})
        said |= {
            "required": parameter.required,
            "deprecated": parameter.deprecated,
            "description": parameter.description,
        }
        places = {**places, **dict.fromkeys(_OF_PARAMETER, parameter.pointer)}
        path = (parameter.location.value, parameter.name)
        return self._claim(
            Kind.PARAMETER, parameter.name, parameter.pointer, said, path, places
        )  # fmt: skip

    def servers(self) -> Iterator[Claim]:
        """List the servers of the document."""
        for server in self.api.servers:
            said = {"description": server.description}
            yield self._claim(Kind.SERVER, server.url, server.pointer, said, (server.url,))

    def _body(self, body: RequestBody, side: str) -> Iterator[Claim]:
        said = {
            "description": body.description,
            "required": body.required,
            "content": _types(body.content),
        }
        yield self._claim(Kind.BODY, "", body.pointer, said, (side,))
        for media in body.content[:1]:
            yield from self._media(media, (side,))

    def _media(self, media: MediaType, path: Path) -> Iterator[Claim]:
        if media.schema is not None:
            yield from self._inside(media.schema, path, frozenset())
        for example in media.examples:
            value = _value_shown(example.value, media)
            said = {"value": value, "side": REQUEST if path[0] == REQUEST else ""}
            yield self._claim(Kind.SAMPLE, example.name, example.pointer, said, None)

    def _inside(
        self, schema: Schema | Ref, path: Path, above: frozenset[Pointer]
    ) -> Iterator[Claim]:
        """List the fields inside a schema; one that is inside itself is listed once."""
        for whole in self._objects(schema):
            if whole.pointer in above:
                continue
            within = above | {whole.pointer}
            for name, field in whole.properties.items():
                yield self._field(whole, name, field, (*path, name))
                yield from self._inside(field, (*path, name), within)
            if whole.items is not None:
                yield from self._inside(whole.items, (*path, ITEM), within)

    def _objects(self, schema: Schema | Ref) -> Iterator[Schema]:
        """Yield a schema and the branches and parts that it is made of."""
        resolved = self.api.resolve(schema)
        yield resolved
        for part in (*resolved.all_of, *resolved.any_of, *resolved.one_of):
            yield from self._objects(part)

    def _field(self, owner: Schema, name: str, schema: Schema | Ref, path: Path) -> Claim:
        said, places = self._said(schema)
        said["required"] = name in owner.required
        places["required"] = schema.pointer
        claim = self._claim(Kind.FIELD, name, schema.pointer, said, path, places)
        claim = replace(claim, is_branched=self._is_branched(schema))
        if claim.decided is None:
            return claim
        return replace(claim, decided=claim.decided | self._of_items(schema))

    def _of_items(self, schema: Schema | Ref) -> frozenset[str]:
        """Say whether the type of a list's items was chosen."""
        items = [part.items for part in self._objects(schema) if part.items is not None]
        reasons = [self._reasons(self.api.resolve(one).pointer) for one in items]
        chosen = any(reason is None or "type" in reason for reason in reasons)
        return frozenset({"items"} if chosen else ())

    def _said(self, schema: Schema | Ref) -> tuple[dict[str, Json], dict[str, Pointer]]:
        """Say what a schema says, with what it refers to, and which node says each aspect."""
        said: dict[str, Json] = {}
        places: dict[str, Pointer] = {}
        nullable, kinds = False, list[str]()
        for part in self._objects(schema):
            nullable = nullable or part.nullable
            if part.type == {"null"}:
                continue
            places.setdefault("", part.pointer)
            if types := part.type - {"null"}:
                kinds += [kind for kind in sorted(types) if kind not in kinds]
                if self._is_branched(schema):
                    said["type"] = "/".join(kinds)
                else:
                    said.setdefault("type", "/".join(sorted(types)))
                places.setdefault("type", part.pointer)
            values = {word: getattr(part, name) for word, name in _ASPECTS.items()}
            for word, value in (*values.items(), *_own(part, self.api)):
                if value not in (None, ""):
                    said.setdefault(word, value)
                    places.setdefault(word, part.pointer)
        if isinstance(schema, Ref) and schema.description:
            said["description"] = schema.description
            places["description"] = schema.pointer
        for word in ("description", "title"):
            places.setdefault(word, schema.pointer)
        said["nullable"] = nullable
        return said, places

    def _is_branched(self, schema: Schema | Ref) -> bool:
        """Whether a value may be of one schema or of another."""
        whole = self.api.resolve(schema)
        return bool(whole.any_of or whole.one_of)

    def _failure(self, error: DocumentedError) -> Claim:
        match = error.match
        said = {
            "message": match.message,
            "code": match.code,
            "starts": match.message_starts_with,
            "description": error.description,
        }
        return self._claim(Kind.FAILURE, error.name, error.pointer, said, None)

    def _claim(
        self,
        kind: Kind,
        name: str,
        pointer: Pointer,
        said: Mapping[str, Json],
        path: Path | None,
        places: Mapping[str, Pointer] = MappingProxyType({}),
    ) -> Claim:
        line = self.reading.locate(pointer).line
        decided = self._decided((pointer, *places.values()))
        told = {
            aspect: value
            for aspect, value in said.items()
            if value not in (None, "") and not (aspect in _FLAGS and value is False)
        }
        return Claim(
            kind=kind, name=name, said=told, path=path, first=line, last=line, pointer=pointer,
            decided=decided, places=places, page=self._page(pointer),
        )  # fmt: skip

    def _page(self, pointer: Pointer) -> str:
        """Name the page that a node is from."""
        for depth in range(len(pointer.tokens), 0, -1):
            try:
                node, _ = self.reading.library.value(Pointer(pointer.tokens[:depth]))
            except LookupError:
                continue
            source = node.get("x-source") if is_mapping(node) else None
            if isinstance(source, str):
                return source.partition("#")[0]
        return ""

    def _decided(self, places: tuple[Pointer, ...]) -> frozenset[str] | None:
        """Name the keywords that `x-inferred` gives a reason for; None for a reason for all."""
        chosen: set[str] = set()
        for place in dict.fromkeys(places):
            reasons = self._reasons(place)
            if reasons is None:
                return None
            chosen |= reasons
        return frozenset(chosen)

    def _reasons(self, place: Pointer) -> frozenset[str] | None:
        try:
            node, _ = self.reading.library.value(place)
        except LookupError:  # A parameter that only the path template names.
            return frozenset()
        reasons = node.get("x-inferred") if is_mapping(node) else None
        return None if isinstance(reasons, str) else frozenset(reasons or ())


def _place_of(scheme: SecurityScheme) -> str:
    """Say where an API key goes."""
    return f"{scheme.location.value} {scheme.parameter_name}" if scheme.location else ""


def _value_shown(value: Json, media: MediaType) -> Json:
    """Read an example of JSON that is written as a text, as ReadMe does."""
    if isinstance(value, str) and "json" in media.content_type and value[:1] in ("{", "["):
        try:
            return json.loads(value, parse_float=Decimal)
        except ValueError:
            return value
    return value


def _types(content: Iterable[MediaType]) -> list[str]:
    return [media.content_type for media in content]


def _own(schema: Schema, api: Api) -> Iterator[tuple[str, Json]]:
    if schema.default is not ABSENT:
        yield "default", schema.default
    if schema.enum is not None:
        yield "enum", [value for value in schema.enum if value is not None]
    if schema.const is not ABSENT:
        yield "const", schema.const
    for word, is_set in (("deprecated", schema.deprecated), ("uniqueItems", schema.unique_items)):
        if is_set:
            yield word, True
    if schema.items is not None:
        items = api.resolve(schema.items)
        if items.enum is not None:
            yield "enum", [*items.enum]
        if items.type:
            yield "items", "/".join(sorted(items.type))
        if items.title and not schema.title:
            yield "title", items.title
