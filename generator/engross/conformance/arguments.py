"""The arguments of a method, as its operation describes them, and values for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from engross.conformance import multipart
from engross.conformance.contents import CONTENT, content_sample, content_shape, is_content
from engross.conformance.runner.exact import is_array, is_object
from engross.conformance.samples import Sample, Sampler
from engross.conformance.scalars import NoValueError
from engross.conformance.shapes import Shape, Shapes
from engross.ir import Api, MediaType, Operation, Parameter, Ref, Schema
from engross.names import ITEMISED, TEXTUAL, body_kind, is_file, is_multipart, item_schema
from engross.pointer import Pointer

_TEXT = frozenset({"string"})
_LIST = frozenset({"array"})
_TEARING = {"spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One argument of a method."""

    name: str
    wire: str
    location: str
    """path, query, header, cookie, or body; `whole` where the argument is the body itself."""
    schema: Schema | Ref
    shape: Shape
    required: bool
    needed: bool
    """Whether it has to be there once its body is; as `required` where the body has to be."""
    pointer: Pointer
    parameter: Parameter | None = None
    sensitive: bool = False


class Places(NamedTuple):
    """Where the arguments of an operation are described, and what they are called."""

    api: Api
    shapes: Shapes
    op: Operation
    names: Mapping[Pointer, str]
    properties: Mapping[str, Schema | Ref] | None
    """The members of the body that are arguments of their own; None where it is given whole."""


def arguments(places: Places) -> Iterator[Argument]:
    """Give path arguments in the order of the template, then the others as the spec lists them."""
    found = [*_of_parameters(places), *_of_body(places)]
    in_path = [argument for argument in found if argument.location == "path"]
    yield from sorted(in_path, key=lambda argument: places.op.path.find(f"{{{argument.wire}}}"))
    yield from (argument for argument in found if argument.location != "path")


def _of_parameters(places: Places) -> Iterator[Argument]:
    for parameter in places.op.parameters:
        media = parameter.content
        told = parameter.schema or (media.schema if media else None)
        schema = told or Schema(pointer=parameter.pointer / "schema")
        if parameter.pointer not in places.names:
            continue
        shape = places.shapes.of(schema)
        yield Argument(
            name=places.names[parameter.pointer],
            wire=parameter.name,
            location=parameter.location.value,
            schema=schema,
            shape=shape,
            required=parameter.required,
            needed=parameter.required,
            pointer=parameter.pointer,
            parameter=parameter,
            sensitive=parameter.sensitive or shape.sensitive,
        )


def _of_body(places: Places) -> Iterator[Argument]:
    body = places.op.request_body
    if body is None:
        return
    properties = places.properties
    if properties is None:
        media = body.content[0]
        schema = _whole_schema(places, media)
        if schema is not None:
            whole = _argument(places, "body", "whole", schema, body.pointer)
            if is_content(media):
                whole = replace(whole, shape=content_shape(media))
            if is_multipart(body.content[0]):
                parts = multipart.free_schema(whole.shape, body.pointer)
                whole = replace(whole, schema=parts, shape=multipart.free_shape(parts))
            yield replace(whole, required=body.required, needed=body.required)
        return
    assert body.content[0].schema is not None
    members = places.shapes.of(body.content[0].schema).members
    for member in (member for member in members if member.wire in properties):
        schema = properties[member.wire]
        argument = _argument(places, member.wire, "body", schema, schema.pointer)
        required = body.required and member.required
        if is_multipart(body.content[0]) and is_file(places.api, schema):
            items = places.api.resolve(schema).items
            told = places.api.resolve(items or schema).content_media_type
            file = replace(argument.shape.schema, content_media_type=told)
            shape = multipart.file_shape(file, many=items is not None)
            argument = replace(argument, shape=shape)
        yield replace(argument, required=required, needed=member.required)


def _whole_schema(places: Places, media: MediaType) -> Schema | Ref | None:
    """Give the schema of a body that is given whole; of what is text the parts are nothing."""
    if is_content(media):
        return Schema(pointer=media.pointer)
    if body_kind(media) in ITEMISED:
        items = item_schema(places.api, media)
        return Schema(pointer=media.pointer / "items", type=_LIST, items=items)
    is_text = body_kind(media) in TEXTUAL
    if media.schema is None and body_kind(media) == "json":
        return Schema(pointer=media.pointer)
    if media.schema is None or not is_text:
        return Schema(pointer=media.pointer, type=_TEXT) if is_text else media.schema
    types = places.shapes.of(media.schema).types
    return media.schema if types == _TEXT else Schema(pointer=media.pointer, type=_TEXT)


def _argument(
    places: Places, wire: str, location: str, schema: Schema | Ref, pointer: Pointer
) -> Argument:
    shape = places.shapes.of(schema)
    return Argument(
        name=places.names.get(pointer, wire),
        wire=wire,
        location=location,
        schema=schema,
        shape=shape,
        required=False,
        needed=False,
        pointer=pointer,
        sensitive=shape.sensitive,
    )


def sample_of(samplers: Sequence[Sampler], argument: Argument) -> Sample:
    """Make a value of an argument by the first sampler that can.

    Raises:
        NoValueError: None can.
    """
    first, *others = samplers
    try:
        return _laid_out(first, argument)
    except NoValueError:
        if not others:
            raise
        return sample_of(others, argument)


def _laid_out(sampler: Sampler, argument: Argument) -> Sample:
    """Make a value of an argument.

    Raises:
        NoValueError: It cannot be made up, or OpenAPI has no form for it where it stands.
    """
    if argument.shape.kind == CONTENT:
        return content_sample(argument.name, argument.shape.schema.content_media_type or "")
    if argument.shape.kind in multipart.KINDS:
        return multipart.file_sample(argument.wire, many=argument.shape.kind == "files")
    sample = sampler.sample(argument.schema, argument.wire)
    if argument.location == "whole" and argument.shape.kind == "map":
        sample = replace(sample, python={"plain": sample.wire})
    parameter, value = argument.parameter, sample.wire
    if parameter is not None and parameter.content is None and parameter.style != "deepObject":
        parts = value.values() if is_object(value) else value if is_array(value) else ()
        if any(is_object(part) or is_array(part) for part in parts):
            raise NoValueError(f"{argument.pointer}: the styles have no form for nested values")
        torn = _TEARING.get(parameter.style, "") if not parameter.explode else ""
        if torn and any(isinstance(part, str) and torn in part for part in parts):
            raise NoValueError(f"{argument.pointer}: an item holds what stands between items")
    return sample
