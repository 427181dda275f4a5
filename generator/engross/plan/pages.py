"""What goes through the pages of an operation: its name, its types, and the record of the pages."""

from __future__ import annotations

from engross.ir import Operation, Parameter, Ref, Schema
from engross.plan.method_records import PageIterator
from engross.plan.operations import parameter_key
from engross.plan.shapes import Shapes, parameter_schema
from engross.pointer import Pointer
from engross.provider import Pagination, item_schema


def plan_iterator(shapes: Shapes, op: Operation, *, array: str, page: str) -> PageIterator | None:
    """Decide what goes through the pages of an operation; None where it does not answer in pages.

    Args:
        shapes: The API.
        op: The operation.
        array: The word for `list` inside the class.
        page: The type of a page: what a call returns.
    """
    pagination = shapes.paged.get(op.pointer)
    if pagination is None:
        return None
    name = shapes.names.iterators[op.pointer]
    items = item_schema(shapes.api, _answer(op), pagination.items)
    return PageIterator(
        name=name,
        constant=f"_{name.upper() if name.isascii() else name}",
        paging=_record(shapes, op, pagination),
        page=page,
        item=shapes.annotation(items, array=array),
    )


def _answer(op: Operation) -> Schema | Ref:
    good = [response for response in op.responses if response.status.startswith("2")]
    schema = min(good, key=lambda response: response.status).content[0].schema
    assert schema is not None  # else it would not be paged
    return schema


def _record(shapes: Shapes, op: Operation, pagination: Pagination) -> str:
    parameter = pagination.parameter
    takes_text = parameter is not None and _takes_text(shapes, parameter)
    words = {
        "kind": repr(pagination.kind),
        "items": _place(pagination.items or None),
        "parameter": _key(op, parameter),
        "in_body": "" if parameter is None or isinstance(parameter, Parameter) else "True",
        "as_text": "True" if pagination.kind == "cursor" and takes_text else "",
        "next": _place(pagination.next),
        "last": _place(pagination.last),
        "more": _place(pagination.more),
        "total": _place(pagination.total),
        "first": repr(pagination.first) if pagination.first else "",
    }
    return f"Paging({', '.join(f'{word}={value}' for word, value in words.items() if value)})"


def _key(op: Operation, parameter: Parameter | Schema | Ref | None) -> str:
    """Give the key under which the runtime finds what says which page."""
    if isinstance(parameter, Parameter):
        return repr(parameter_key(op, parameter))
    return "" if parameter is None else repr(parameter.pointer.last)


def _takes_text(shapes: Shapes, parameter: Parameter | Schema | Ref) -> bool:
    schema = parameter_schema(parameter) if isinstance(parameter, Parameter) else parameter
    return shapes.annotation(schema, array="list") in {"str", "str | None"}


def _place(pointer: Pointer | None) -> str:
    return "" if pointer is None else repr(pointer.tokens)
