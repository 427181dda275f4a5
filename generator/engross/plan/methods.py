"""Methods: arguments, what comes back, docstring, and the record they send by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from engross.ir import (
    MediaType,
    Operation,
    Parameter,
    ParameterLocation,
    Ref,
    RequestBody,
    Schema,
)
from engross.names import ITEMISED, body_kind, body_properties, is_file, is_multipart
from engross.patterns import searcher
from engross.plan.choices import body_type, plan_answers, plan_bodies, plan_streams, success
from engross.plan.failures import failure_types
from engross.plan.headers import plan_headers
from engross.plan.links import plan_links
from engross.plan.method_records import Argument, Method
from engross.plan.operations import operation_expression, parameter_key
from engross.plan.pages import plan_iterator
from engross.plan.prose import deprecation, explained, operation_docstring
from engross.plan.shapes import Shapes, parameter_schema
from engross.plan.signatures import plan_signatures, words
from engross.plan.unsent import needs_boundary
from engross.pointer import Pointer

# RFC 9110, "Idempotent Methods".
IDEMPOTENT: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})

_CONTRADICTION: Final = "The answer contradicts the documentation"
_UNREADABLE: Final = "The answer cannot be read at all; what only contradicts the documentation can"


def plan_method(shapes: Shapes, op: Operation, *, array: str) -> Method:
    """Decide one method: its arguments, what it returns, and the record it sends by.

    Args:
        shapes: The API.
        op: The operation.
        array: The word for `list` inside the class.
    """
    names = shapes.names
    name = names.methods[op.pointer].method
    called = words(op, names.arguments[op.pointer])
    arguments = tuple(plan_arguments(shapes, op, array=array))
    bodies = plan_bodies(shapes, op.request_body, array=array) if op.request_body else ()
    headers = plan_headers(shapes, op)
    answers = plan_answers(shapes, op, array=array)
    planned = plan_signatures(
        arguments, bodies, answers, called, headers=headers.name if headers else ""
    )
    streams = plan_streams(shapes, op, array=array)
    streamed = plan_signatures(arguments, bodies, streams, called) if streams else None
    apart = op.request_body is not None and any(a.in_body and a.wire_name for a in arguments)
    answer = success(op)
    returns = planned.implementation.returns
    return Method(
        name=name,
        # The upper case of two names may be one: of `straße` and `strasse`.
        constant=f"_{name.upper() if name.isascii() else name}",
        operation=operation_expression(shapes, op),
        usual=planned.usual,
        implementation=planned.implementation,
        overloads=planned.overloads,
        stream=streamed.implementation if streamed else None,
        stream_overloads=streamed.overloads if streamed else (),
        whole_body=None if apart else called.body,
        headers=headers,
        other_body=called.body if apart and len(bodies) > 1 else None,
        docstring=operation_docstring(
            op,
            shapes.cited(op),
            [
                (f"{arg.name} ({arg.annotation})", arg.meaning)
                for arg in planned.implementation.arguments
            ],
            f"{returns}: {answer.description}" if answer and answer.description else returns,
            [*((error.name, explained(error)) for error in op.errors), *_other_errors(shapes, op)],
            plan_links(shapes, op),
        ),
        summary=" ".join((op.summary or op.description or "").split()),
        http_method=op.method,
        path=op.path,
        deprecated=deprecation(op, "this operation") if op.deprecated else "",
        irreversible=op.irreversible,
        has_envelope=has_envelope(shapes, op),
        is_unsafe=is_unsafe(op),
        iterator=plan_iterator(shapes, op, array=array, page=returns),
    )


def _other_errors(shapes: Shapes, op: Operation) -> Iterator[tuple[str, str]]:
    if has_envelope(shapes, op):
        others = "Another failure" if op.errors else "A failure"
        yield "BusinessError", f"{others} that the answer itself tells of, whatever the status."
    sent = ", but for the items before a wrong one of an iterator" if _is_itemised(op) else ""
    yield "ValueError", f"An argument is wrong; nothing was sent{sent}."
    wrong = _UNREADABLE if shapes.lenient else _CONTRADICTION
    if is_unsafe(op):
        yield "OutcomeUnknownError", "The answer was lost; the request may have been carried out."
        yield "ResponseValidationError", f"{wrong}; the request may have been carried out."
    else:
        yield "ResponseValidationError", f"{wrong}."
    types = " or ".join(failure_types(shapes, op))
    parsed = f" Its `parsed` is {types}, as far as the answer is as documented." if types else ""
    yield "APIError", f"Every other answer that is no success.{parsed}"
    yield "APIConnectionError", "No answer came."


def _is_itemised(op: Operation) -> bool:
    """Say whether items of a body are checked while others have been sent already."""
    content = op.request_body.content if op.request_body else ()
    return any(body_kind(media) in ITEMISED for media in content)


def is_unsafe(op: Operation) -> bool:
    """Say whether an operation must not be repeated where its answer is lost."""
    return op.irreversible is not None or op.method not in IDEMPOTENT


def has_envelope(shapes: Shapes, op: Operation) -> bool:
    """Say whether an answer itself tells how the operation went (`x-envelope`)."""
    schemas = (media.schema for response in op.responses for media in response.content)
    return any(s is not None and shapes.api.resolve(s).envelope is not None for s in schemas)


def plan_returns(shapes: Shapes, op: Operation, *, array: str) -> str:
    """Write the type of what a call returns that chooses nothing, over `models`."""
    return plan_answers(shapes, op, array=array)[0].annotation


def plan_arguments(shapes: Shapes, op: Operation, *, array: str) -> Iterator[Argument]:
    """Decide what a method takes: parameters, then the body, whole or taken apart."""
    names = shapes.names.arguments[op.pointer]
    for parameter in sorted(op.parameters, key=lambda parameter: _place(op, parameter)):
        argument = Argument(
            name=names[parameter.pointer],
            annotation=shapes.annotation(parameter_schema(parameter), array=array),
            required=parameter.required,
            positional=parameter.location.value == "path",
            wire_name=parameter.name,
            key=parameter_key(op, parameter),
            meaning=_marked(parameter, parameter.description),
        )
        yield _limited(shapes, parameter_schema(parameter), argument)
    if op.request_body is not None:
        yield from _plan_body(shapes, op.request_body, names, array)


def _place(op: Operation, parameter: Parameter) -> tuple[bool, int]:
    """Sort path parameters first, as the template has them: they are given by position."""
    in_path = parameter.location is ParameterLocation.PATH
    return not in_path, op.path.find(f"{{{parameter.name}}}") if in_path else 0


def _plan_body(
    shapes: Shapes, body: RequestBody, names: Mapping[Pointer, str], array: str
) -> Iterator[Argument]:
    properties = body_properties(shapes.api, body)
    if properties is None:
        schema = body.content[0].schema
        annotation = body_type(shapes, body.content[0], array=array)
        meaning = body.description or (schema.description if schema else None)
        yield Argument(
            name=names[body.pointer],
            annotation=annotation,
            required=body.required,
            positional=False,
            wire_name="",
            key="",
            in_body=True,
            meaning=" ".join(filter(None, (meaning, _sent_as(body.content[0])))),
        )
        return
    assert body.content[0].schema is not None
    whole = shapes.api.resolve(body.content[0].schema)
    for wire, prop in properties.items():
        argument = Argument(
            name=names[prop.pointer],
            annotation=_part_annotation(shapes, body, prop, array),
            required=body.required and wire in whole.required,
            positional=False,
            wire_name=wire,
            key=wire,
            in_body=True,
            meaning=_marked(prop, shapes.meaning(wire, prop)),
        )
        yield _limited(shapes, prop, argument)


def _sent_as(media: MediaType) -> str:
    """Say of bytes how they are called, where only a caller can know that."""
    if needs_boundary(media):
        return (
            "Whole, with its parts laid out; of a file or an iterator `headers` says the"
            " Content-Type with its boundary."
        )
    if "*" not in media.content_type or body_kind(media) != "bytes":
        return ""
    if media.content_type.startswith(("*/", "application/")):
        return "Sent as application/octet-stream; `headers` may say what it is."
    return "Sent as what its file's name or the Content-Type in `headers` says."


def _marked(node: Parameter | Schema | Ref, meaning: str | None) -> str:
    """Say of an argument that it is deprecated, before what it means."""
    return " ".join(filter(None, ("Deprecated." if node.deprecated else "", meaning)))


def _limited(shapes: Shapes, schema: Schema | Ref | None, argument: Argument) -> Argument:
    """Add an example within the limits of the argument's value, where the usual one is not."""
    if schema is None:
        return argument
    target = shapes.api.resolve(schema)
    if argument.annotation in {"int", "Decimal", "int | float"}:
        return replace(argument, sample=_number(target, argument.annotation))
    return argument if _takes(target, argument.name_as_text) else replace(argument, sample=None)


def _takes(schema: Schema, text: str) -> bool:
    least, most = schema.min_length or 0, schema.max_length
    fits = len(text) >= least and (most is None or len(text) <= most)
    search = searcher(schema.pattern) if schema.pattern is not None else None
    return fits and (search is None or bool(search(text)))


def _number(schema: Schema, annotation: str) -> str | None:
    """Write the first number that keeps to all limits: one, or a limit itself."""
    for value in (1, schema.minimum, schema.multiple_of, schema.maximum):
        if value is None or not _keeps(schema, Decimal(str(value)), annotation):
            continue
        told = f'Decimal("{value}")' if annotation == "Decimal" else str(value)
        return "" if value == 1 else told
    return None


def _keeps(schema: Schema, value: Decimal, annotation: str) -> bool:
    whole = Decimal(1) if annotation == "int" else None
    units = (unit for unit in (whole, schema.multiple_of) if unit is not None)
    return all(
        (
            schema.minimum is None or value >= schema.minimum,
            schema.exclusive_minimum is None or value > schema.exclusive_minimum,
            schema.maximum is None or value <= schema.maximum,
            schema.exclusive_maximum is None or value < schema.exclusive_maximum,
            *(_is_multiple(value, Decimal(str(unit))) for unit in units),
        )
    )


def _is_multiple(value: Decimal, unit: Decimal) -> bool:
    try:
        return value % unit == 0
    except InvalidOperation:  # a quotient of more digits than there are
        return False


def _part_annotation(shapes: Shapes, body: RequestBody, prop: Schema | Ref, array: str) -> str:
    """Give the type of a member of a body; of a multipart one it may be a file."""
    if not (is_multipart(body.content[0]) and is_file(shapes.api, prop)):
        return shapes.annotation(prop, array=array)
    return f"{array}[File]" if shapes.api.resolve(prop).items is not None else "File"
